/** Marks as crisp rectangles with labels: for when there are few enough to be told apart. */
import type { Band } from '../geometry/bands.ts';
import { fitText, oneLine } from '../geometry/label-fit.ts';
import type { Section } from '../geometry/layout.ts';
import { endOf, lookOf, nameOf, startOf, type Mark } from '../geometry/marks.ts';
import { firstEndingAfter } from '../geometry/rows.ts';
import { durationText } from '../geometry/time-text.ts';
import { xOf, type View } from '../geometry/view.ts';
import type { Brush } from './brush.ts';

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const inset = 2;
const narrowest = 1.5;
const radius = 3;
const padding = 7;

/** The rectangle of a mark in CSS pixels; `top` is that of its row. */
export function boxOf(band: Band, mark: Mark, view: View, width: number, left: number, top: number, rowHeight: number): Box {
  const x = Math.max(-50, xOf(startOf(band.schedule, mark), view, width));
  const right = Math.min(width + 50, xOf(endOf(band.schedule, mark), view, width));
  // A hair of air between neighbours, where there is room for it.
  const air = right - x > 4 ? 1 : 0;
  return { x: left + x, y: top + inset, width: Math.max(narrowest, right - x - air), height: rowHeight - 2 * inset };
}

/** Paints the visible marks of one row. */
export function paintRow(brush: Brush, band: Band, section: Section, index: number, view: View, left: number, width: number, scrollTop: number): void {
  const row = section.lanes.rows[index];
  if (!row) return;
  const top = section.top + index * section.rowHeight - scrollTop;
  const { order } = section.lanes;
  for (let at = firstEndingAfter(band.schedule, section.lanes, row, view.fromUs - 1); at < row.to; at++) {
    const mark = order[at] ?? 0;
    if (startOf(band.schedule, mark) > view.toUs) break;
    paintMark(brush, band, mark, boxOf(band, mark, view, width, left, top, section.rowHeight), left, left + width);
  }
}

function paintMark(brush: Brush, band: Band, mark: Mark, box: Box, from: number, to: number): void {
  const { context, theme } = brush;
  const fill = brush.fills[lookOf(band.schedule, mark) * theme.palette.length + band.colourOf(mark)];
  if (!fill) return;
  context.beginPath();
  if (box.width > 2 * radius) context.roundRect(box.x, box.y, box.width, box.height, radius);
  else context.rect(box.x, box.y, box.width, box.height);
  context.fillStyle = fill.background;
  context.fill();
  if (box.width < 4) {
    context.fillStyle = fill.border;
    context.fill();
    return;
  }
  if (fill.pattern) {
    context.fillStyle = fill.pattern;
    context.fill();
  }
  context.lineWidth = 1;
  context.strokeStyle = fill.border;
  if (fill.dashed) context.setLineDash([3, 2]);
  context.beginPath();
  context.roundRect(box.x + 0.5, box.y + 0.5, box.width - 1, box.height - 1, Math.min(radius, (box.width - 1) / 2));
  context.stroke();
  if (fill.dashed) context.setLineDash([]);
  paintLabel(brush, band, mark, box, from, to, fill.text, fill.muted, fill.background, fill.pattern !== null);
}

/** The name, then the duration where there is room for both. A label stays in sight while its mark does. */
function paintLabel(brush: Brush, band: Band, mark: Mark, box: Box, from: number, to: number, text: string, muted: string, background: string, patterned: boolean): void {
  const left = Math.max(box.x, from) + padding;
  const room = Math.min(box.x + box.width, to) - padding - left;
  if (room < 14) return;
  const { context } = brush;
  const name = fitText(oneLine(nameOf(band.schedule, mark)), room, brush.measure);
  if (name === '') return;
  const nameWidth = brush.measure(name);
  const duration = durationText(endOf(band.schedule, mark) - startOf(band.schedule, mark));
  const durationWidth = brush.measure(duration);
  const both = nameWidth + 8 + durationWidth <= room;
  const middle = box.y + box.height / 2 + 0.5;
  if (patterned) {
    // The pattern must not run through the letters.
    context.fillStyle = background;
    context.fillRect(left - 3, box.y + 2, (both ? nameWidth + 8 + durationWidth : nameWidth) + 6, box.height - 4);
  }
  context.font = brush.labelFont;
  context.textBaseline = 'middle';
  context.textAlign = 'left';
  context.fillStyle = text;
  context.fillText(name, left, middle);
  if (!both) return;
  context.fillStyle = muted;
  context.fillText(duration, left + nameWidth + 8, middle);
}
