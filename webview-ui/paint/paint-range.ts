/** The chosen stretch of time, and the critical path. */
import type { Band } from '../geometry/bands.ts';
import { linesUnder } from '../geometry/critical-path.ts';
import type { Section } from '../geometry/layout.ts';
import type { Mark } from '../geometry/marks.ts';
import { rangeText } from '../geometry/time-text.ts';
import { xOf, type View } from '../geometry/view.ts';
import type { Brush } from './brush.ts';
import { tickLabels } from './paint-frame.ts';
import { boxOf } from './paint-marks.ts';
import { css } from './theme.ts';

/** `height` from the top of the axis on. */
export function paintRange(brush: Brush, range: View, view: View, left: number, width: number, height: number): void {
  const { context, theme } = brush;
  const from = left + Math.max(0, xOf(range.fromUs, view, width));
  const to = left + Math.min(width, xOf(range.toUs, view, width));
  if (to < left || from > left + width) return;
  context.fillStyle = css(theme.focus, theme.highContrast ? 0.12 : 0.14);
  context.fillRect(from, 0, to - from, height);
  context.strokeStyle = css(theme.focus);
  context.lineWidth = 1;
  context.beginPath();
  for (const x of [from, to]) {
    context.moveTo(Math.round(x) + 0.5, 0);
    context.lineTo(Math.round(x) + 0.5, height);
  }
  context.stroke();
  const text = rangeText(range.fromUs, range.toUs);
  const half = brush.measure(text) / 2;
  const middle = Math.min(left + width - half - 4, Math.max(left + half + 4, (from + to) / 2));
  context.fillStyle = css(theme.background);
  // Over whole labels of the axis, not over parts of them.
  const covered = tickLabels(brush, view, left, width).filter((tick) => tick.to > middle - half - 4 && tick.from < middle + half + 4);
  const start = Math.min(middle - half - 4, ...covered.map((tick) => tick.from - 1));
  const end = Math.max(middle + half + 4, ...covered.map((tick) => tick.to + 1));
  context.fillRect(start, 2, end - start, 18);
  context.fillStyle = css(theme.foreground);
  context.font = brush.labelFont;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillText(text, middle, 11);
}

export interface PlacedMark {
  readonly mark: Mark;
  readonly index: number;
}

/** Lines under the marks of the critical path. */
export function paintCriticalPath(brush: Brush, band: Band, section: Section, path: readonly PlacedMark[], view: View, left: number, width: number, scrollTop: number): void {
  const { context, theme } = brush;
  context.strokeStyle = css(theme.foreground);
  context.lineWidth = 2;
  context.lineJoin = 'round';
  context.setLineDash([]);
  context.beginPath();
  const boxes = path.map(({ mark, index }) => boxOf(band, mark, view, width, left, section.top + index * section.rowHeight - scrollTop, section.rowHeight));
  for (const line of linesUnder(boxes)) line.forEach(([x, y], step) => (step === 0 ? context.moveTo(x, y) : context.lineTo(x, y)));
  context.stroke();
}
