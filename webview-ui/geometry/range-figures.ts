/** What a stretch of a run amounts to. */
import { flowIn, type Flow } from '../../src/laws/flow.ts';
import type { Band } from './bands.ts';
import { looks, sliceLooks, waitLooks, type Look } from './marks.ts';
import type { View } from './view.ts';

export interface RangeFigures {
  /** Time spent in each look, summed over tasks and cores, microseconds. */
  readonly spentUs: Readonly<Record<Look, number>>;
  /** Core time running ÷ (cores × range). */
  readonly utilisation: number;
  /** Waits for the world outside, on average over the range. */
  readonly meanInFlight: number;
  /** The most of them at one moment. */
  readonly mostInFlight: number;
  /** Of tasks that arrived by themselves. */
  readonly flow: Flow;
}

export function rangeFigures(band: Band, range: View): RangeFigures {
  const { schedule } = band;
  const { slices, waits } = schedule;
  const spent = new Float64Array(looks.length);
  const waiting = looks.indexOf('waiting');
  // Of the waits for the world outside: where each begins, ascending as waits come, and where each ends.
  const starts = new Float64Array(waits.count);
  const ends = new Float64Array(waits.count);
  let inFlight = 0;
  const spend = (look: number, from: number, to: number): void => {
    spent[look] = (spent[look] ?? 0) + to - from;
  };
  for (let row = 0; row < slices.count; row++) {
    const from = Math.max(range.fromUs, slices.startUs[row] ?? 0);
    const to = Math.min(range.toUs, slices.endUs[row] ?? 0);
    if (to > from) spend(sliceLooks[slices.kind[row] ?? 0] ?? 0, from, to);
  }
  for (let row = 0; row < waits.count; row++) {
    const from = Math.max(range.fromUs, waits.startUs[row] ?? 0);
    const to = Math.min(range.toUs, waits.endUs[row] ?? 0);
    if (to <= from) continue;
    const look = waitLooks[waits.kind[row] ?? 0] ?? 0;
    spend(look, from, to);
    if (look !== waiting) continue;
    starts[inFlight] = from;
    ends[inFlight++] = to;
  }
  const spentUs = Object.fromEntries(looks.map((look, index) => [look, spent[index] ?? 0])) as Record<Look, number>;
  const length = range.toUs - range.fromUs;
  return {
    spentUs,
    utilisation: length > 0 ? spentUs.running / (length * Math.max(1, schedule.machine.cores)) : 0,
    meanInFlight: length > 0 ? spentUs.waiting / length : 0,
    mostInFlight: mostAtOnce(starts.subarray(0, inFlight).sort(), ends.subarray(0, inFlight).sort()),
    flow: flowIn(schedule, range.fromUs, Math.min(range.toUs, schedule.wallUs)),
  };
}

/** Both ascending. At one moment ends come before starts: what begins when another ends is not beside it. */
function mostAtOnce(starts: Float64Array, ends: Float64Array): number {
  let most = 0;
  let ended = 0;
  for (let begun = 0; begun < starts.length; begun++) {
    while ((ends[ended] ?? Infinity) <= (starts[begun] ?? 0)) ended++;
    most = Math.max(most, begun + 1 - ended);
  }
  return most;
}
