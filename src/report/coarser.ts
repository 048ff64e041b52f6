/** A run of too many slices to be sent and drawn one by one, as one of few: what each core and each task did, in steps of time. */
import type { Schedule, Slices, Waits } from '../engine/schedule.ts';

/** Slices and waits, each, that a picture holds one by one. */
export const mostExact = 2_000_000;

export interface Coarser {
  readonly schedule: Schedule;
  /** What was done to it, in one sentence; null where nothing was. */
  readonly note: string | null;
}

/**
 * The same schedule where it has at most `most` slices and as many waits; else with the slices of each core, and the waits of each task, put together
 * in steps of time. One such slice begins where the first of its step begins, is as long as all of them together, so that no time is gained or
 * lost, and is of the kind, task and site of the longest. Decisions of the scheduler are left out. Linear in slices and waits.
 */
export function coarser(schedule: Schedule, most = mostExact): Coarser {
  const { slices, waits, machine, tasks, wallUs } = schedule;
  if (slices.count <= most && waits.count <= most) return { schedule, note: null };
  const stepUs = Math.max(1, Math.ceil((wallUs * Math.max(1, machine.cores)) / (most / 2)));
  const kept = slices.count > most ? mergedSlices(slices, stepUs, most) : slices;
  const waiting = waits.count > most ? mergedWaits(waits, Math.max(stepUs, Math.ceil((wallUs * Math.max(1, tasks.count)) / most)), most) : { ...waits, left: 0 };
  const all = slices.count + waits.count;
  const { left, ...shown } = waiting;
  return {
    schedule: { ...schedule, slices: kept, waits: shown, events: noEvents },
    note: `This run has ${all.toLocaleString('en')} slices and waits, too many to draw one by one: those of a core or task that follow one another are put together, each as long as they are together and named after the longest.${left > 0 ? ` The last ${left.toLocaleString('en')} waits are left out.` : ''}`,
  };
}

const noEvents: Schedule['events'] = { count: 0, atUs: new Float64Array(0), kind: new Uint8Array(0), task: new Int32Array(0), core: new Uint16Array(0), reason: new Uint8Array(0), other: new Int32Array(0) };

function mergedSlices(slices: Slices, stepUs: number, most: number): Slices {
  const { longest, startUs, endUs, count } = merged(slices, slices.core, stepUs, most);
  return {
    count, startUs, endUs, core: Uint16Array.from(longest, (row) => slices.core[row] ?? 0), task: Int32Array.from(longest, (row) => slices.task[row] ?? -1),
    kind: Uint8Array.from(longest, (row) => slices.kind[row] ?? 0), site: Int32Array.from(longest, (row) => slices.site[row] ?? -1),
  };
}

function mergedWaits(waits: Waits, stepUs: number, most: number): Waits & { readonly left: number } {
  const { longest, startUs, endUs, count, left } = merged(waits, waits.task, stepUs, most);
  const column = (of: ArrayLike<number>): Int32Array => Int32Array.from(longest, (row) => of[row] ?? -1);
  return {
    count, left, startUs, endUs, names: waits.names, task: column(waits.task), on: column(waits.on), site: column(waits.site), by: column(waits.by),
    kind: Uint8Array.from(longest, (row) => waits.kind[row] ?? 0),
  };
}

interface Merged {
  readonly count: number;
  /** The row that each merged one is named after. */
  readonly longest: Int32Array;
  readonly startUs: Float64Array;
  readonly endUs: Float64Array;
  /** Rows for which there was no place. */
  readonly left: number;
}

/** Rows of one key that begin in the same step, put together; `most` at most, in order of their starts. Rows come in order of theirs. */
function merged(rows: Pick<Slices, 'count' | 'startUs' | 'endUs'>, keys: ArrayLike<number>, stepUs: number, most: number): Merged {
  const { count: total, startUs, endUs } = rows;
  const longest = new Int32Array(most);
  const start = new Float64Array(most);
  const end = new Float64Array(most);
  const longestUs = new Float64Array(most);
  /** Of each key: the merged row that is being filled, and the step that it is of. */
  const open: number[] = [];
  const step: number[] = [];
  let count = 0;
  let left = 0;
  for (let row = 0; row < total; row++) {
    const key = keys[row] ?? 0;
    const from = startUs[row] ?? 0;
    const us = (endUs[row] ?? 0) - from;
    const of = Math.floor(from / stepUs);
    let into = step[key] === of ? (open[key] ?? -1) : -1;
    if (into < 0) {
      if (count >= most) {
        left++;
        continue;
      }
      into = count++;
      open[key] = into;
      step[key] = of;
      start[into] = end[into] = from;
      longestUs[into] = -1;
    }
    end[into] = (end[into] ?? 0) + us;
    if (us > (longestUs[into] ?? 0)) {
      longestUs[into] = us;
      longest[into] = row;
    }
  }
  return { count, left, longest: longest.slice(0, count), startUs: start.slice(0, count), endUs: end.slice(0, count) };
}
