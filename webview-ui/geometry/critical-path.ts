/** The critical path as marks: which of a site's marks lie on the chain that ends last. */
import type { Band } from './bands.ts';
import type { LaneMode } from './lanes.ts';
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
