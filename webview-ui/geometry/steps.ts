/** Moving from mark to mark: by time within what a section shows, and up and down between rows. */
import type { Band } from './bands.ts';
import { placeOf, type Layout, type MarkRef } from './layout.ts';
import { endOf, startOf } from './marks.ts';
import { firstEndingAfter } from './rows.ts';

/** The first mark of the first row that holds any. */
export function firstMark(layout: Layout): MarkRef | null {
  for (const section of layout.sections) {
    const mark = section.lanes.order[0];
    if (mark !== undefined) return { band: section.band, mark, mode: section.mode };
  }
  return null;
}

/** The next (`by` 1) or previous (−1) mark of the same row, going on into the row below or above. */
export function stepMark(layout: Layout, bands: readonly Band[], from: MarkRef | null, by: 1 | -1): MarkRef | null {
  if (!from) return firstMark(layout);
  const place = placeOf(layout, bands, from);
  if (!place) return firstMark(layout);
  const next = place.section.lanes.order[place.position + by];
  if (next !== undefined && place.position + by >= 0) return { band: from.band, mark: next, mode: place.section.mode };
  const sections = layout.sections;
  for (let at = sections.indexOf(place.section) + by; at >= 0 && at < sections.length; at += by) {
    const section = sections[at];
    const order = section?.lanes.order;
    const mark = by === 1 ? order?.[0] : order?.at(-1);
    if (section && mark !== undefined) return { band: section.band, mark, mode: section.mode };
  }
  return from;
}

/** The mark of the nearest row below (`by` 1) or above (−1) that is closest in time to the middle of `from`. */
export function stepRow(layout: Layout, bands: readonly Band[], from: MarkRef | null, by: 1 | -1): MarkRef | null {
  const place = from && placeOf(layout, bands, from);
  const band = from && bands[from.band];
  if (!place || !band) return firstMark(layout);
  const middle = (startOf(band.schedule, from.mark) + endOf(band.schedule, from.mark)) / 2;
  const rows = layout.sections.flatMap((section) => section.lanes.rows.map((row, index) => ({ section, row, index })));
  const here = rows.findIndex((row) => row.section === place.section && row.index === place.index);
  for (let at = here + by; at >= 0 && at < rows.length; at += by) {
    const target = rows[at];
    const schedule = target && bands[target.section.band]?.schedule;
    if (!target || !schedule || target.row.to === target.row.from) continue;
    const { lanes } = target.section;
    const found = Math.min(firstEndingAfter(schedule, lanes, target.row, middle), target.row.to - 1);
    return { band: target.section.band, mark: lanes.order[found] ?? 0, mode: target.section.mode };
  }
  return from;
}
