/** What stands around the marks: the time axis, headings of bands, names of rows, the end of each run. */
import type { Band } from '../geometry/bands.ts';
import { fitText, oneLine, wholeText } from '../geometry/label-fit.ts';
import { axisHeight, headingHeight, type Layout } from '../geometry/layout.ts';
import { ticksOf, type Tick } from '../geometry/ticks.ts';
import { durationText } from '../geometry/time-text.ts';
import { xOf, type View } from '../geometry/view.ts';
import type { Brush } from './brush.ts';
import { css } from './theme.ts';

const tickGap = 84;

export function paintAxis(brush: Brush, view: View, left: number, width: number, height: number): void {
  const { context, theme } = brush;
  const ticks = fittingTicks(brush, view, width);
  context.strokeStyle = css(theme.line, theme.highContrast ? 0.35 : 1);
  context.lineWidth = 1;
  context.beginPath();
  for (const tick of ticks) {
    const x = left + Math.round(xOf(tick.us, view, width)) + 0.5;
    context.moveTo(x, axisHeight - 5);
    context.lineTo(x, height);
  }
  context.moveTo(0, axisHeight - 0.5);
  context.lineTo(left + width, axisHeight - 0.5);
  context.stroke();
  context.font = brush.labelFont;
  context.textBaseline = 'middle';
  context.textAlign = 'center';
  context.fillStyle = css(theme.muted);
  for (const { label, from, to } of tickLabels(brush, view, left, width)) context.fillText(label, (from + to) / 2, axisHeight / 2 - 2);
}

function fittingTicks(brush: Brush, view: View, width: number): readonly Tick[] {
  const close = ticksOf(view, width, tickGap);
  const widest = Math.max(0, ...close.map((tick) => brush.measure(tick.label))) + 16;
  return widest > tickGap ? ticksOf(view, width, widest) : close;
}

/** The labels of the time axis, and from where to where they are written. At the edges one leans inwards, and one that would be cut is left out. */
export function tickLabels(brush: Brush, view: View, left: number, width: number): { readonly label: string; readonly from: number; readonly to: number }[] {
  return fittingTicks(brush, view, width).flatMap(({ us, label }) => {
    const half = brush.measure(label) / 2;
    const x = left + xOf(us, view, width);
    const centre = Math.max(left + half, x);
    return centre - x > half + 1 || centre + half > left + width ? [] : [{ label, from: centre - half, to: centre + half }];
  });
}

/** The heading of each band: what it is, and how long it takes. */
export function paintHeadings(brush: Brush, layout: Layout, bands: readonly Band[], width: number, scrollTop: number): void {
  const { context, theme } = brush;
  bands.forEach((band, index) => {
    const middle = (layout.headings[index] ?? 0) - scrollTop + headingHeight / 2 + 2;
    if (middle < -headingHeight || middle > context.canvas.height) return;
    context.textBaseline = 'middle';
    context.textAlign = 'left';
    context.font = brush.boldFont;
    context.fillStyle = css(theme.foreground);
    const title = fitText(oneLine(band.run.title), width * 0.7, (text) => context.measureText(text).width);
    const titleWidth = context.measureText(title).width;
    context.fillText(title, 0, middle);
    context.font = brush.labelFont;
    context.fillStyle = css(theme.muted);
    if (!band.isOrder) context.fillText(band.about + durationText(band.schedule.wallUs), titleWidth + 10, middle);
  });
}

/** The moment each run ends, and after it how much sooner than the longest that is. */
export function paintEnds(brush: Brush, layout: Layout, bands: readonly Band[], view: View, left: number, width: number, scrollTop: number, longestUs: number): void {
  const { context, theme } = brush;
  bands.forEach((band, index) => {
    const sections = layout.sections.filter((section) => section.band === index);
    const first = sections[0];
    const last = sections.at(-1);
    if (!first || !last) return;
    const top = first.top - scrollTop;
    const bottom = last.top + last.rowHeight * Math.max(1, last.lanes.rows.length) - scrollTop;
    const x = left + xOf(band.schedule.wallUs, view, width);
    if (x < left || x > left + width) return;
    context.strokeStyle = css(theme.foreground, 0.75);
    context.lineWidth = 1;
    context.beginPath();
    context.moveTo(Math.round(x) + 0.5, top);
    context.lineTo(Math.round(x) + 0.5, bottom);
    context.stroke();
    const saved = longestUs - band.schedule.wallUs;
    if (saved <= 0 || band.isOrder) return;
    const to = Math.min(left + width, left + xOf(longestUs, view, width));
    const much = band.about + durationText(saved);
    const text = wholeText([`${much} sooner`, much], to - x - 40, brush.measure);
    if (text === '') return;
    paintSpan(brush, x + 6, to - 2, top + first.rowHeight / 2, text);
  });
}

/** `|←  text  →|` */
function paintSpan(brush: Brush, from: number, to: number, y: number, text: string): void {
  const { context, theme } = brush;
  const middle = (from + to) / 2;
  const half = brush.measure(text) / 2 + 8;
  const line = Math.round(y) + 0.5;
  context.strokeStyle = css(theme.muted, 0.8);
  context.setLineDash([]);
  context.beginPath();
  context.moveTo(middle - half, line);
  context.lineTo(from, line);
  context.lineTo(from + 5, line - 3.5);
  context.moveTo(from, line);
  context.lineTo(from + 5, line + 3.5);
  context.moveTo(middle + half, line);
  context.lineTo(to, line);
  context.lineTo(to - 5, line - 3.5);
  context.moveTo(to, line);
  context.lineTo(to - 5, line + 3.5);
  context.stroke();
  context.font = brush.labelFont;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillStyle = css(theme.foreground);
  context.fillText(text, middle, line);
}

export function paintRowLabels(brush: Brush, layout: Layout, scrollTop: number, height: number): void {
  if (layout.gutter === 0) return;
  const { context, theme } = brush;
  context.font = brush.labelFont;
  context.textBaseline = 'middle';
  context.textAlign = 'left';
  context.fillStyle = css(theme.muted);
  for (const section of layout.sections) {
    const first = Math.max(0, Math.floor((scrollTop - section.top) / section.rowHeight));
    const last = Math.min(section.lanes.rows.length, Math.ceil((scrollTop + height - section.top) / section.rowHeight));
    for (let index = first; index < last; index++) {
      const label = fitText(oneLine(section.lanes.rows[index]?.label ?? ''), layout.gutter - 8, brush.measure);
      if (label !== '') context.fillText(label, 0, section.top + (index + 0.5) * section.rowHeight - scrollTop);
    }
  }
}
