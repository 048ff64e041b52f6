import type { Schedule } from '../engine/schedule.ts';
import { timeInSystem } from './little.ts';

/** What went through a run in a stretch of time, by Little's law: of tasks that arrived by themselves. */
export interface Flow {
  /** L: their mean number in the system. */
  readonly inSystem: number;
  readonly ended: number;
  /** λ: ends per second. */
  readonly perS: number;
  /** W = L ÷ λ, microseconds; null where nothing ended. Over a whole run that ended it is the mean latency exactly. */
  readonly timeUs: number | null;
}

export function flowIn({ tasks }: Schedule, fromUs: number, toUs: number): Flow {
  const lengthUs = toUs - fromUs;
  let areaUs = 0;
  let ended = 0;
  for (let task = 0; task < tasks.count; task++) {
    if (tasks.parent[task]! >= 0) continue;
    const ends = tasks.endsUs[task]!;
    const from = Math.max(fromUs, tasks.arrivesUs[task]!);
    const to = Math.min(toUs, ends < 0 ? toUs : ends);
    if (to > from) areaUs += to - from;
    if (ends > fromUs && ends <= toUs) ended++;
  }
  const inSystem = lengthUs > 0 ? areaUs / lengthUs : 0;
  return { inSystem, ended, perS: lengthUs > 0 ? (ended * 1e6) / lengthUs : 0, timeUs: ended > 0 ? timeInSystem(inSystem, ended / lengthUs) : null };
}

/** From arrival to end, of each task that arrived by itself and ended in the stretch, ascending. Microseconds. */
export function latenciesIn({ tasks }: Schedule, fromUs: number, toUs: number): Float64Array {
  const all = new Float64Array(tasks.count);
  let count = 0;
  for (let task = 0; task < tasks.count; task++) {
    const ends = tasks.endsUs[task]!;
    if (tasks.parent[task]! < 0 && ends > fromUs && ends <= toUs) all[count++] = ends - tasks.arrivesUs[task]!;
  }
  return all.subarray(0, count).sort();
}
