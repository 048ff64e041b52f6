/** What a stretch of a run amounts to. */
import type { Band } from './bands.ts';
import { endOf, isSlice, lookOf, looks, markCount, startOf, type Look } from './marks.ts';
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
}

export function rangeFigures(band: Band, range: View): RangeFigures {
  const { schedule } = band;
  const spent = new Float64Array(looks.length);
  const changes: { us: number; by: 1 | -1 }[] = [];
  const waiting = looks.indexOf('waiting');
  for (let mark = 0; mark < markCount(schedule); mark++) {
    const from = Math.max(range.fromUs, startOf(schedule, mark));
    const to = Math.min(range.toUs, endOf(schedule, mark));
    if (to <= from) continue;
    const look = lookOf(schedule, mark);
    spent[look] = (spent[look] ?? 0) + to - from;
    if (look === waiting && !isSlice(schedule, mark)) changes.push({ us: from, by: 1 }, { us: to, by: -1 });
  }
  const spentUs = Object.fromEntries(looks.map((look, index) => [look, spent[index] ?? 0])) as Record<Look, number>;
  const length = range.toUs - range.fromUs;
  return {
    spentUs,
    utilisation: length > 0 ? spentUs.running / (length * Math.max(1, schedule.machine.cores)) : 0,
    meanInFlight: length > 0 ? spentUs.waiting / length : 0,
    mostInFlight: mostAtOnce(changes),
  };
}

/** At one moment ends come before starts: what begins when another ends is not beside it. */
function mostAtOnce(changes: { us: number; by: 1 | -1 }[]): number {
  changes.sort((a, b) => a.us - b.us || a.by - b.by);
  let now = 0;
  let most = 0;
  for (const { by } of changes) most = Math.max(most, (now += by));
  return most;
}
