/** Marks as crisp rectangles with labels: for when there are few enough to be told apart. */
import type { Band } from '../geometry/bands.ts';
import type { Box } from '../geometry/boxes.ts';
import { fitText, oneLine } from '../geometry/label-fit.ts';
import type { Section } from '../geometry/layout.ts';
import { endOf, isSlice, lookOf, nameOf, siteOf, startOf, type Mark } from '../geometry/marks.ts';
import { firstEndingAfter } from '../geometry/rows.ts';
import type { Matcher } from '../geometry/search.ts';
import { durationText } from '../geometry/time-text.ts';
import { xOf, type View } from '../geometry/view.ts';
import type { Brush } from './brush.ts';
import type { Fill } from './fills.ts';
import { css } from './theme.ts';

const inset = 2;
const narrowest = 1.5;
const radius = 3;
/** Narrower marks have square corners. */
const narrow = 12;
const padding = 7;

/** The rectangle of a mark in CSS pixels; `top` is that of its row. */
export function boxOf(band: Band, mark: Mark, view: View, width: number, left: number, top: number, rowHeight: number): Box {
  const x = Math.max(-50, xOf(startOf(band.schedule, mark), view, width));
  const right = Math.min(width + 50, xOf(endOf(band.schedule, mark), view, width));
  // A hair of air between neighbours, where there is room for it.
  const air = right - x > 4 ? 1 : 0;
  return { x: left + x, y: top + inset, width: Math.max(narrowest, right - x - air), height: rowHeight - 2 * inset };
}

/** Paints the visible marks of one row. What `matches` refuses stands back. */
export function paintRow(brush: Brush, band: Band, section: Section, index: number, view: View, left: number, width: number, scrollTop: number, matches: Matcher | null): void {
  const row = section.lanes.rows[index];
  if (!row) return;
  const { context } = brush;
  const top = section.top + index * section.rowHeight - scrollTop;
  const { order } = section.lanes;
  const end = left + xOf(band.schedule.wallUs, view, width);
  for (let at = firstEndingAfter(band.schedule, section.lanes, row, view.fromUs - 1); at < row.to; at++) {
    const mark = order[at] ?? 0;
    if (startOf(band.schedule, mark) > view.toUs) break;
    const box = boxOf(band, mark, view, width, left, top, section.rowHeight);
    const next = at + 1 < row.to ? left + xOf(startOf(band.schedule, order[at + 1] ?? 0), view, width) : index === 0 ? Math.min(left + width, end) : left + width;
    if (matches && !matches(mark)) context.globalAlpha = 0.25;
    paintMark(brush, band, mark, box, left, left + width, section.mode === 'calls' ? next : 0, end);
    context.globalAlpha = 1;
  }
}

function paintMark(brush: Brush, band: Band, mark: Mark, box: Box, from: number, to: number, next: number, end: number): void {
  const { context, theme } = brush;
  const fill = brush.fills[lookOf(band.schedule, mark) * theme.palette.length + band.colourOf(mark)];
  if (!fill) return;
  if (box.width < narrow) {
    paintNarrow(brush, box, fill);
    paintLabelBeside(brush, band, mark, box, next, end);
    return;
  }
  context.beginPath();
  context.roundRect(box.x, box.y, box.width, box.height, radius);
  context.fillStyle = fill.background;
  context.fill();
  if (fill.pattern) {
    context.fillStyle = fill.pattern;
    context.fill();
  }
  context.lineWidth = 1;
  context.strokeStyle = fill.border;
  if (fill.dashed) context.setLineDash([3, 2]);
  context.beginPath();
  context.roundRect(box.x + 0.5, box.y + 0.5, box.width - 1, box.height - 1, radius);
  context.stroke();
  if (fill.dashed) context.setLineDash([]);
  if (!paintLabel(brush, band, mark, box, from, to, fill)) paintLabelBeside(brush, band, mark, box, next, end);
}

/** Square: of a mark that is hardly wider than its corners nobody sees that they are round, and a run of a thousand marks is drawn in half the time. */
function paintNarrow({ context }: Brush, box: Box, fill: Fill): void {
  if (box.width < 4) {
    context.fillStyle = fill.border;
    context.fillRect(box.x, box.y, box.width, box.height);
    return;
  }
  context.fillStyle = fill.background;
  context.fillRect(box.x, box.y, box.width, box.height);
  if (fill.pattern) {
    context.fillStyle = fill.pattern;
    context.fillRect(box.x, box.y, box.width, box.height);
  }
  context.lineWidth = 1;
  context.strokeStyle = fill.border;
  if (fill.dashed) context.setLineDash([3, 2]);
  context.strokeRect(box.x + 0.5, box.y + 0.5, box.width - 1, box.height - 1);
  if (fill.dashed) context.setLineDash([]);
}

/** The name, then the duration where there is room for both. A label stays in sight while its mark does. False where nothing fits. */
function paintLabel(brush: Brush, band: Band, mark: Mark, box: Box, from: number, to: number, fill: Fill): boolean {
  const left = Math.max(box.x, from) + padding;
  const room = Math.min(box.x + box.width, to) - padding - left;
  if (room < 14) return false;
  const { context } = brush;
  const name = fitText(oneLine(nameOf(band.schedule, mark)), room, brush.measure);
  if (name === '') return false;
  const nameWidth = brush.measure(name);
  const duration = durationText(endOf(band.schedule, mark) - startOf(band.schedule, mark));
  const durationWidth = brush.measure(duration);
  const both = !band.isOrder && nameWidth + 8 + durationWidth <= room;
  const middle = box.y + box.height / 2 + 0.5;
  if (fill.pattern) {
    // The pattern must not run through the letters.
    context.fillStyle = fill.background;
    context.fillRect(left - 3, box.y + 2, (both ? nameWidth + 8 + durationWidth : nameWidth) + 6, box.height - 4);
  }
  context.font = brush.labelFont;
  context.textBaseline = 'middle';
  context.textAlign = 'left';
  context.fillStyle = fill.text;
  context.fillText(name, left, middle);
  if (!both) return true;
  context.fillStyle = fill.muted;
  context.fillText(duration, left + nameWidth + 8, middle);
  return true;
}

/** A mark too small for its name has it at its right, where nothing follows for as long as the name is. Running code has none: it is everywhere. `end`: where the line of the run's end is, which must not run through the letters. */
function paintLabelBeside(brush: Brush, band: Band, mark: Mark, box: Box, next: number, end: number): void {
  const name = siteOf(band.schedule, mark) < 0 || isSlice(band.schedule, mark) ? '' : oneLine(nameOf(band.schedule, mark));
  const width = Math.min(brush.measure(name), 240);
  const beside = box.x + box.width + 5;
  const left = beside < end + 5 && beside + width + 3 > end ? end + 5 : beside;
  if (name === '' || left + width + 6 > next) return;
  const { context, theme } = brush;
  context.font = brush.labelFont;
  context.textBaseline = 'middle';
  context.textAlign = 'left';
  context.fillStyle = css(theme.foreground);
  context.fillText(fitText(name, width, brush.measure), left, box.y + box.height / 2 + 0.5);
}
