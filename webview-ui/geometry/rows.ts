/** Where in a row a moment lies. Marks of a row do not overlap, so both their starts and their ends ascend. */
import type { Schedule } from '../../src/engine/schedule.ts';
import type { Lanes, Row } from './lanes.ts';
import { endOf } from './marks.ts';

/**
 * The position in `order` of the row's first mark that ends after `us`; `row.to` where none does.
 * Searches outwards from `near`, so neighbouring questions cost the logarithm of their distance.
 */
export function firstEndingAfter(schedule: Schedule, lanes: Lanes, row: Row, us: number, near: number = row.from): number {
  const { order } = lanes;
  const endsAfter = (at: number): boolean => endOf(schedule, order[at] ?? 0) > us;
  let low = row.from;
  let high = row.to;
  const start = Math.min(Math.max(near, row.from), row.to);
  if (start < row.to && !endsAfter(start)) {
    low = start + 1;
    for (let step = 1; low + step < high; step *= 2) {
      if (endsAfter(low + step)) {
        high = low + step;
        break;
      }
      low += step + 1;
    }
  } else {
    high = start;
    for (let step = 1; high - step >= row.from; step *= 2) {
      if (!endsAfter(high - step)) {
        low = high - step + 1;
        break;
      }
      high -= step;
    }
  }
  while (low < high) {
    const middle = (low + high) >> 1;
    if (endsAfter(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
