/**
 * Runs in as little memory as holds them exactly, and all in one piece: most times fit in 32 bits, most task numbers in 16, most runs have few sites.
 * What is small is sent quickly, and VS Code sends each buffer of a message by itself.
 */
import type { CoreNumbers, Indexes, Schedule, Times } from '../engine/schedule.ts';

type Column = Times | Indexes | CoreNumbers;
/** Gives a column in another array. */
type Into = <T extends Column>(column: T, narrower: readonly Kind<T>[]) => T;

interface Kind<T extends Column> {
  readonly BYTES_PER_ELEMENT: number;
  readonly holds: (value: number) => boolean;
  readonly place: (buffer: ArrayBuffer, at: number, length: number) => T;
}

const uint32: Kind<Times> = { BYTES_PER_ELEMENT: 4, holds: (value) => value >>> 0 === value, place: (buffer, at, length) => new Uint32Array(buffer, at, length) };
const int8: Kind<Indexes> = { BYTES_PER_ELEMENT: 1, holds: (value) => (value << 24) >> 24 === value, place: (buffer, at, length) => new Int8Array(buffer, at, length) };
const int16: Kind<Indexes> = { BYTES_PER_ELEMENT: 2, holds: (value) => (value << 16) >> 16 === value, place: (buffer, at, length) => new Int16Array(buffer, at, length) };
const uint8: Kind<CoreNumbers> = { BYTES_PER_ELEMENT: 1, holds: (value) => (value & 255) === value, place: (buffer, at, length) => new Uint8Array(buffer, at, length) };
/** Widest last. */
const forTimes = [uint32];
const forIndexes = [int8, int16];
const forCores = [uint8];

/** The same schedules with every column in the narrowest array that holds all its values, all of them views of one buffer. Linear in their rows. */
export function packed(schedules: readonly Schedule[]): Schedule[] {
  const kinds: (Kind<Column> | null)[] = [];
  let bytes = 0;
  for (const schedule of schedules) {
    withColumns(schedule, (column, narrower) => {
      const kind = narrower.find(({ holds }) => holdsAll(column, holds)) ?? null;
      kinds.push(kind);
      bytes += placeFor(column, kind);
      return column;
    });
  }
  const buffer = new ArrayBuffer(bytes);
  let at = 0;
  let next = 0;
  return schedules.map((schedule) =>
    withColumns(schedule, <T extends Column>(column: T) => {
      // The kinds were found in this order, each among those of its column.
      const kind = (kinds[next++] ?? null) as Kind<T> | null;
      const copy = kind ? kind.place(buffer, at, column.length) : sameKind(column, buffer, at);
      copy.set(column);
      at += placeFor(column, kind);
      return copy;
    }),
  );
}

/** The last value first: times grow, so that it is the likeliest not to fit. */
function holdsAll(column: Column, holds: (value: number) => boolean): boolean {
  for (let at = column.length - 1; at >= 0; at--) if (!holds(column[at] ?? 0)) return false;
  return true;
}

/** Whole multiples of eight bytes, where any array may begin. */
function placeFor(column: Column, kind: Kind<Column> | null): number {
  return Math.ceil((column.length * (kind ?? column).BYTES_PER_ELEMENT) / 8) * 8;
}

function sameKind<T extends Column>(column: T, buffer: ArrayBuffer, at: number): T {
  const { constructor } = column;
  return new (constructor as new (buffer: ArrayBuffer, at: number, length: number) => T)(buffer, at, column.length);
}

function withColumns(schedule: Schedule, into: Into): Schedule {
  const { tasks, slices, waits, events } = schedule;
  const times = (column: Times): Times => into(column, forTimes);
  const indexes = (column: Indexes): Indexes => into(column, forIndexes);
  const cores = (column: CoreNumbers): CoreNumbers => into(column, forCores);
  const bytes = (column: Uint8Array): Uint8Array => into(column, []);
  return {
    ...schedule,
    tasks: {
      ...tasks, name: indexes(tasks.name), ordinal: indexes(tasks.ordinal), parent: indexes(tasks.parent), arrivesUs: times(tasks.arrivesUs), startsUs: times(tasks.startsUs),
      endsUs: times(tasks.endsUs), cpuUs: times(tasks.cpuUs), ioUs: times(tasks.ioUs), result: bytes(tasks.result),
    },
    slices: { ...slices, core: cores(slices.core), task: indexes(slices.task), startUs: times(slices.startUs), endUs: times(slices.endUs), kind: bytes(slices.kind), site: indexes(slices.site) },
    waits: {
      ...waits, task: indexes(waits.task), startUs: times(waits.startUs), endUs: times(waits.endUs), kind: bytes(waits.kind), on: indexes(waits.on), site: indexes(waits.site), by: indexes(waits.by),
    },
    events: { ...events, atUs: times(events.atUs), kind: bytes(events.kind), task: indexes(events.task), core: cores(events.core), reason: bytes(events.reason), other: indexes(events.other) },
  };
}
