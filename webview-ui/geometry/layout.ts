/** Where bands, sections and rows lie, in CSS pixels from the top of the lanes; and what lies under a point. */
import type { Schedule } from '../../src/engine/schedule.ts';
import type { Band } from './bands.ts';
import type { LaneMode, Lanes, Row } from './lanes.ts';
import { coreOf, endOf, startOf, taskOf, type Mark } from './marks.ts';
import { firstEndingAfter } from './rows.ts';
import { usOf, xOf, type View } from './view.ts';

export interface Section {
  readonly band: number;
  readonly mode: LaneMode;
  readonly lanes: Lanes;
  readonly top: number;
  readonly rowHeight: number;
}

export interface Layout {
  /** The top of each band's heading. */
  readonly headings: readonly number[];
  readonly sections: readonly Section[];
  readonly height: number;
  /** Width left of the time axis that row labels take; 0 where no row has one. */
  readonly gutter: number;
}

export interface MarkRef {
  readonly band: number;
  readonly mark: Mark;
  /** Of the sections that show the mark, the one it was chosen in. */
  readonly mode: LaneMode;
}

/** Where a mark is shown: the row within the section, the position in the section's order. */
export interface Place {
  readonly section: Section;
  readonly index: number;
  readonly position: number;
}

/** Height of the time axis above the lanes. */
export const axisHeight = 24;
export const headingHeight = 26;
const bandGap = 14;
const sectionGap = 6;
const rowHeights: Record<LaneMode, number> = { calls: 26, cores: 22, tasks: 22 };

export function layoutOf(bands: readonly Band[], modes: readonly LaneMode[], width: number): Layout {
  const headings: number[] = [];
  const sections: Section[] = [];
  let y = 0;
  bands.forEach((band, index) => {
    headings.push(y);
    y += headingHeight;
    modes.forEach((mode, order) => {
      const lanes = band.lanes(mode);
      const rowHeight = rowHeights[mode];
      if (order > 0) y += sectionGap;
      sections.push({ band: index, mode, lanes, top: y, rowHeight });
      y += rowHeight * Math.max(1, lanes.rows.length);
    });
    y += bandGap;
  });
  const labelled = sections.some((section) => section.lanes.rows.some((row) => row.label !== ''));
  return { headings, sections, height: y, gutter: labelled ? Math.round(Math.min(132, width * 0.26)) : 0 };
}

export function rowAt(layout: Layout, y: number): { section: Section; row: Row; index: number } | null {
  for (const section of layout.sections) {
    const index = Math.floor((y - section.top) / section.rowHeight);
    const row = section.lanes.rows[index];
    if (index >= 0 && row) return { section, row, index };
  }
  return null;
}

/** The mark within `reach` pixels of a point, `x` counted from the start of the time axis. */
export function markAt(layout: Layout, bands: readonly Band[], view: View, width: number, x: number, y: number, reach = 3): MarkRef | null {
  const found = rowAt(layout, y);
  const band = found && bands[found.section.band];
  if (!band || x < 0 || x > width) return null;
  const { lanes } = found.section;
  const at = firstEndingAfter(band.schedule, lanes, found.row, usOf(x, view, width));
  let best: Mark = -1;
  let bestDistance = Infinity;
  for (const position of [at - 1, at]) {
    if (position < found.row.from || position >= found.row.to) continue;
    const mark = lanes.order[position] ?? 0;
    const left = xOf(startOf(band.schedule, mark), view, width);
    const right = xOf(endOf(band.schedule, mark), view, width);
    const distance = Math.max(0, left - x, x - right);
    if (distance <= reach && distance < bestDistance) {
      best = mark;
      bestDistance = distance;
    }
  }
  return best < 0 ? null : { band: found.section.band, mark: best, mode: found.section.mode };
}

/** Where a mark is shown, in the section it was chosen in if that shows it. Null where the layout does not. */
export function placeOf(layout: Layout, bands: readonly Band[], ref: MarkRef): Place | null {
  const places = placesOf(layout, bands, ref);
  return places.find((place) => place.section.mode === ref.mode) ?? places[0] ?? null;
}

/** All marks of a row are of one core, or of one task: most rows need not be searched. */
function mayHold(schedule: Schedule, { mode, lanes }: Section, row: Row, mark: Mark): boolean {
  const first = lanes.order[row.from];
  if (first === undefined || row.to === row.from) return false;
  if (mode === 'calls') return true;
  const keyOf = mode === 'cores' ? coreOf : taskOf;
  // What has no task is among those of the first.
  return Math.max(0, keyOf(schedule, first)) === Math.max(0, keyOf(schedule, mark));
}

/** Every place at which a mark is shown: a slice has one among the cores and one among the tasks. */
export function placesOf(layout: Layout, bands: readonly Band[], ref: MarkRef): Place[] {
  const schedule = bands[ref.band]?.schedule;
  if (!schedule) return [];
  const us = startOf(schedule, ref.mark);
  return layout.sections.flatMap((section) => {
    if (section.band !== ref.band) return [];
    for (let index = 0; index < section.lanes.rows.length; index++) {
      const row = section.lanes.rows[index];
      if (!row || !mayHold(schedule, section, row, ref.mark)) continue;
      // Marks of no length end where they start: begin one microsecond earlier, and look while starts are not later.
      for (let at = firstEndingAfter(schedule, section.lanes, row, us - 1); at < row.to; at++) {
        const mark = section.lanes.order[at] ?? 0;
        if (mark === ref.mark) return [{ section, index, position: at }];
        if (startOf(schedule, mark) > us) break;
      }
    }
    return [];
  });
}
