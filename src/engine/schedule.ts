import type { Site } from '../program/program.ts';
import type { Machine } from './machine.ts';

/**
 * What ran where and when. Columns, not objects: a million slices travel to the panel as a handful of ArrayBuffers.
 * Times are whole microseconds from 0, held as doubles (exact to 2^53).
 */
export interface Schedule {
  readonly title: string;
  readonly machine: Machine;
  /** The makespan: from clock zero to the end of the last task (or to where the run was cut off). */
  readonly wallUs: number;
  /** The longest chain of work and waits that had to follow one another, whatever the machine: locks and queues left out. */
  readonly spanUs: number;
  /** How long exactly one thing was in progress: one core computing, or one operation being waited for. */
  readonly aloneUs: number;
  /** Dispatches where the core's previous thread was another one. */
  readonly switches: number;
  /** The most tasks that were in the system at once. */
  readonly peakTasks: number;
  readonly tasks: Tasks;
  readonly sites: readonly Site[];
  readonly slices: Slices;
  readonly waits: Waits;
  readonly events: Events;
  readonly outcome: Outcome;
}

export const taskResults = ['pending', 'fulfilled', 'rejected', 'cancelled'] as const;

/** The engine writes the widest; whoever keeps a run may hold a column in any array that holds every value exactly. */
export type Times = Float64Array | Uint32Array;
export type Indexes = Int32Array | Int16Array | Int8Array;
export type CoreNumbers = Uint16Array | Uint8Array;

/** One row per task: those that arrive by themselves first, in the program's order, then spawned ones as they were spawned. */
export interface Tasks {
  readonly count: number;
  /** Index into `names`; {@link taskName} gives the whole name. */
  readonly name: Indexes;
  /** 1-based number among the tasks of that name; 0 where it is the only one. */
  readonly ordinal: Indexes;
  /** The task that spawned it; -1 for one that arrived by itself. */
  readonly parent: Indexes;
  readonly arrivesUs: Times;
  /** First time on a core; -1 where it never ran. */
  readonly startsUs: Times;
  /** -1 where it never ended. */
  readonly endsUs: Times;
  /** Its own work on cores. */
  readonly cpuUs: Times;
  /** Its own I/O and timers, without queueing for a device. */
  readonly ioUs: Times;
  /** Indexes {@link taskResults}. */
  readonly result: Uint8Array;
  readonly names: readonly string[];
}

/** `request 3`: the name in the program, with the number among those that share it. */
export function taskName(tasks: Tasks, task: number): string {
  const name = tasks.names[tasks.name[task] ?? -1] ?? '';
  const ordinal = tasks.ordinal[task] ?? 0;
  return ordinal === 0 ? name : `${name} ${ordinal}`;
}

export const sliceKinds = ['run', 'switch', 'blocked', 'spin'] as const;
export type SliceKind = (typeof sliceKinds)[number];

/** What cores did, sorted by start (ties: in the order in which they began). `kind` indexes {@link sliceKinds}; `site` is -1 where there is none. */
export interface Slices {
  readonly count: number;
  readonly core: CoreNumbers;
  readonly task: Indexes;
  readonly startUs: Times;
  readonly endUs: Times;
  readonly kind: Uint8Array;
  readonly site: Indexes;
}

export const waitKinds = ['ready', 'io', 'lock', 'semaphore', 'channel', 'join', 'timer', 'barrier'] as const;
export type WaitKind = (typeof waitKinds)[number];

/** What tasks waited for, sorted by start (ties: in the order in which they began). `kind` indexes {@link waitKinds}; `on` indexes `names`, -1 where there is none. */
export interface Waits {
  readonly count: number;
  readonly task: Indexes;
  readonly startUs: Times;
  readonly endUs: Times;
  readonly kind: Uint8Array;
  readonly on: Indexes;
  readonly site: Indexes;
  /** The task whose doing ended the wait (unlocked, sent, was joined); -1 where it was time or a device. */
  readonly by: Indexes;
  readonly names: readonly string[];
}

export const eventKinds = ['dispatch', 'preempt', 'cancel', 'timeout'] as const;

/** Decisions of the scheduler, in order of time. {@link import('./reasons.ts').eventText} says one in words: why this task, why now. */
export interface Events {
  readonly count: number;
  readonly atUs: Times;
  /** Indexes {@link eventKinds}. */
  readonly kind: Uint8Array;
  readonly task: Indexes;
  readonly core: CoreNumbers;
  /** Indexes `dispatchReasons` of reasons.ts. */
  readonly reason: Uint8Array;
  /** How many others were ready and were left waiting; for a stolen task, the core it was stolen from. */
  readonly other: Indexes;
}

export type Outcome =
  | { readonly type: 'finished' }
  | { readonly type: 'failed'; readonly detail: string }
  | { readonly type: 'deadlock'; readonly detail: string; readonly cycle: readonly string[] }
  /** A limit ended the run; the schedule holds what ran until then. */
  | { readonly type: 'limited'; readonly detail: string };
