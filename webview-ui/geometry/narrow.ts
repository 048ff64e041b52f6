/** A run in as little memory as holds it exactly: most times fit in 32 bits, most task numbers in 16, most runs have few sites. */
import type { CoreNumbers, Indexes, Schedule, Times } from '../../src/engine/schedule.ts';

type Column = Times | Indexes | CoreNumbers;

/** The same schedule with every column of its slices, waits and events in the narrowest array that holds all its values. */
export function narrowed(schedule: Schedule): Schedule {
  const { slices, waits, events } = schedule;
  return {
    ...schedule,
    slices: { ...slices, core: cores(slices.core), task: indexes(slices.task), startUs: times(slices.startUs), endUs: times(slices.endUs), site: indexes(slices.site) },
    waits: { ...waits, task: indexes(waits.task), startUs: times(waits.startUs), endUs: times(waits.endUs), on: indexes(waits.on), site: indexes(waits.site), by: indexes(waits.by) },
    events: { ...events, atUs: times(events.atUs), task: indexes(events.task), core: cores(events.core), other: indexes(events.other) },
  };
}

function times(column: Times): Times {
  return exactCopy(column, (length) => new Uint32Array(length)) ?? column;
}

function indexes(column: Indexes): Indexes {
  return exactCopy(column, (length) => new Int8Array(length)) ?? exactCopy(column, (length) => new Int16Array(length)) ?? column;
}

function cores(column: CoreNumbers): CoreNumbers {
  return exactCopy(column, (length) => new Uint8Array(length)) ?? column;
}

/** Null where a value does not fit. Whatever an array cannot hold it changes, which shows when it is read back. */
function exactCopy<T extends Column>(column: Column, make: (length: number) => T): T | null {
  const { length } = column;
  const last = column[length - 1];
  const copy = make(length);
  if (last !== undefined) {
    copy[length - 1] = last;
    if (copy[length - 1] !== last) return null;
  }
  for (let at = 0; at < length; at++) {
    const value = column[at] ?? 0;
    copy[at] = value;
    if (copy[at] !== value) return null;
  }
  return copy;
}
