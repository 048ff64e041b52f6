/** How each look is filled: a tint and a pattern in the mark's colour, so that nothing is told by colour alone. */
import { looks, type Look } from '../geometry/marks.ts';
import { css, mix, textOn, type Rgb, type Theme } from './theme.ts';

export interface Fill {
  readonly background: string;
  readonly pattern: CanvasPattern | null;
  readonly border: string;
  readonly dashed: boolean;
  readonly text: string;
  readonly muted: string;
}

/** How dense each look is where marks are too small to be told apart; also the strength of the tint. */
export const density: Record<Look, number> = { running: 1, waiting: 0.34, held: 0.2, ready: 0.26, blocked: 0.8, switch: 0.6 };

const tile = 8;

/** All fills of a theme, made once: `fills[look * palette.length + colour]`. */
export function fillsOf(theme: Theme, scale: number): readonly Fill[] {
  return looks.flatMap((look) => theme.palette.map((colour) => fillOf(look, colour, theme, scale)));
}

function fillOf(look: Look, colour: Rgb, theme: Theme, scale: number): Fill {
  const solid = look === 'running';
  const strength = theme.highContrast ? 0 : { running: 1, waiting: 0.17, held: 0.07, ready: 0.1, blocked: 0.3, switch: 0.12 }[look];
  const background = mix(colour, theme.background, solid ? (theme.highContrast ? 1 : 0.82) : strength);
  return {
    background: css(background),
    pattern: solid ? null : patternOf(look, colour, theme, scale),
    border: css(theme.highContrast || solid ? colour : mix(colour, theme.background, 0.75)),
    dashed: look === 'held' || look === 'ready',
    text: css(solid ? textOn(background) : theme.foreground),
    muted: css(solid ? textOn(background) : theme.muted),
  };
}

function patternOf(look: Look, colour: Rgb, theme: Theme, scale: number): CanvasPattern | null {
  const size = Math.max(4, Math.round(tile * scale));
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = size;
  const context = canvas.getContext('2d');
  if (!context) return null;
  context.scale(size / tile, size / tile);
  context.strokeStyle = context.fillStyle = css(mix(colour, theme.background, theme.highContrast ? 0.55 : { running: 1, waiting: 0.36, held: 0.34, ready: 0.7, blocked: 0.8, switch: 0.7 }[look]));
  context.lineWidth = 1;
  context.beginPath();
  switch (look) {
    case 'running':
      return null;
    case 'waiting':
      diagonal(context, 1);
      break;
    case 'held':
      diagonal(context, -1);
      break;
    case 'blocked':
      diagonal(context, 1);
      diagonal(context, -1);
      break;
    case 'ready':
      for (const [x, y] of [[2, 2], [6, 6]] as const) context.rect(x - 0.75, y - 0.75, 1.5, 1.5);
      context.fill();
      break;
    case 'switch':
      for (const x of [1.5, 5.5]) {
        context.moveTo(x, 0);
        context.lineTo(x, tile);
      }
      break;
  }
  if (look !== 'ready') context.stroke();
  const pattern = context.createPattern(canvas, 'repeat');
  pattern?.setTransform(new DOMMatrix().scale(tile / size));
  return pattern;
}

/** Lines that run on from tile to tile, rising (1) or falling (−1). */
function diagonal(context: CanvasRenderingContext2D, direction: 1 | -1): void {
  for (const offset of [-tile, 0, tile]) {
    context.moveTo(offset, direction === 1 ? tile : 0);
    context.lineTo(offset + tile, direction === 1 ? 0 : tile);
  }
}
