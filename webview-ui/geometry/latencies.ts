/** How long things took, as a distribution. */
import { latenciesIn } from '../../src/laws/flow.ts';
import type { Band } from './bands.ts';
import { looks, waitLooks } from './marks.ts';
import type { View } from './view.ts';

const waiting = looks.indexOf('waiting');

/** Whether several tasks arrive by themselves: then their latencies are what counts, else the waits inside the one. */
export function hasTasks(bands: readonly Band[]): boolean {
  return bands.some(({ schedule: { tasks } }) => {
    let own = 0;
    for (let task = 0; task < tasks.count && own < 2; task++) if ((tasks.parent[task] ?? -1) < 0) own++;
    return own > 1;
  });
}

/** Ascending, microseconds: of tasks, or of waits for the world outside, that ended within the stretch. */
export function latenciesOf({ schedule }: Band, tasks: boolean, { fromUs, toUs }: View): Float64Array {
  if (tasks) return latenciesIn(schedule, fromUs, toUs);
  const { waits } = schedule;
  const all = new Float64Array(waits.count);
  let count = 0;
  for (let row = 0; row < waits.count; row++) {
    const end = waits.endUs[row] ?? 0;
    if (waitLooks[waits.kind[row] ?? 0] === waiting && end > fromUs && end <= toUs) all[count++] = end - (waits.startUs[row] ?? 0);
  }
  return all.subarray(0, count).sort();
}

/** Points of the cumulative distribution: the share of values that are not above each; at most `most` of them. */
export function distribution(ascending: Float64Array, most: number): { readonly x: number; readonly y: number }[] {
  const { length } = ascending;
  const steps = Math.min(length, most);
  const points = Array.from({ length: steps }, (_, step) => {
    const rank = Math.ceil(((step + 1) * length) / steps);
    return { x: ascending[rank - 1] ?? 0, y: rank / length };
  });
  const [first] = points;
  return first ? [{ x: first.x, y: 0 }, ...points] : [];
}
