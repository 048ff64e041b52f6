/** The critical path as marks: which of a site's marks lie on the chain that ends last. */
import type { Band } from './bands.ts';
import type { LaneMode } from './lanes.ts';
import type { Box } from './boxes.ts';
import { endOf, siteOf, startOf, type Mark } from './marks.ts';

/**
 * The chain, in time order: from the mark of a critical site that ends last, back to the critical mark that ended last before each one's start.
 * The report names sites; a site in a loop has many marks, and those beside the chain are left out.
 */
export function criticalMarks(band: Band, mode: LaneMode): Mark[] {
  const { schedule } = band;
  const critical = new Set(band.run.criticalPath);
  const marks: Mark[] = [];
  for (const mark of band.lanes(mode).order) if (critical.has(siteOf(schedule, mark))) marks.push(mark);
  marks.sort((a, b) => endOf(schedule, b) - endOf(schedule, a) || startOf(schedule, b) - startOf(schedule, a));
  const chain: Mark[] = [];
  let before = Infinity;
  for (const mark of marks) {
    if (endOf(schedule, mark) > before) continue;
    chain.push(mark);
    before = startOf(schedule, mark);
  }
  return chain.reverse();
}

/** Pixels between two marks that follow one another at once. */
const atOnce = 2;

/** The lines under the marks of the chain: from each to the next, up or down. Where nothing of the chain is in these rows, as while a task waits for no core, there is none: it would lie under marks of others. */
export function linesUnder(boxes: readonly Box[]): (readonly (readonly [x: number, y: number])[])[] {
  const lines: [x: number, y: number][][] = [];
  let end = -Infinity;
  for (const { x, y, width, height } of boxes) {
    if (x - end > atOnce) lines.push([]);
    end = x + width;
    const bottom = y + height - 1;
    lines.at(-1)?.push([x, bottom], [end, bottom]);
  }
  return lines;
}
