/** A canvas with what painting it needs: its size in CSS pixels, the theme, the fills, and the widths of texts. */
import { fillsOf, type Fill } from './fills.ts';
import type { Theme } from './theme.ts';

export interface Brush {
  readonly context: CanvasRenderingContext2D;
  readonly theme: Theme;
  readonly fills: readonly Fill[];
  readonly scale: number;
  /** Width of a text in the label font, CSS pixels. */
  readonly measure: (text: string) => number;
  readonly labelFont: string;
  readonly boldFont: string;
}

const mostWidths = 5000;

export function brushOf(context: CanvasRenderingContext2D, theme: Theme, scale: number): Brush {
  const size = Math.max(10, theme.fontSize - 1);
  const labelFont = `${size}px ${theme.font}`;
  const widths = new Map<string, number>();
  return {
    context,
    theme,
    fills: fillsOf(theme, scale),
    scale,
    labelFont,
    boldFont: `600 ${theme.fontSize}px ${theme.font}`,
    measure: (text) => {
      let width = widths.get(text);
      if (width === undefined) {
        if (widths.size >= mostWidths) widths.clear();
        context.font = labelFont;
        widths.set(text, (width = context.measureText(text).width));
      }
      return width;
    },
  };
}

/** Fits a canvas to a size in CSS pixels at the screen's resolution, and clears it. */
export function sizeCanvas(canvas: HTMLCanvasElement, width: number, height: number, scale: number): void {
  const w = Math.max(1, Math.round(width * scale));
  const h = Math.max(1, Math.round(height * scale));
  if (canvas.width !== w || canvas.height !== h) {
    canvas.width = w;
    canvas.height = h;
    canvas.style.width = `${width}px`;
    canvas.style.height = `${height}px`;
  }
  const context = canvas.getContext('2d');
  context?.setTransform(scale, 0, 0, scale, 0, 0);
  context?.clearRect(0, 0, width, height);
}
