import type { Site } from '../program/program.ts';
import type { Machine } from './machine.ts';

/**
 * What ran where and when. Columns, not objects: a million slices travel to the panel as a handful of ArrayBuffers.
 * Times are whole microseconds from 0, held as doubles (exact to 2^53).
 */
export interface Schedule {
  readonly title: string;
  readonly machine: Machine;
  /** The makespan: from the first arrival's clock zero to the end of the last task. */
  readonly wallUs: number;
  readonly tasks: readonly ScheduledTask[];
  readonly sites: readonly Site[];
  readonly slices: Slices;
  readonly waits: Waits;
  readonly outcome: Outcome;
}

export interface ScheduledTask {
  readonly name: string;
  /** Index of the task that spawned it; -1 for one that arrived by itself. */
  readonly parent: number;
  readonly arrivesUs: number;
  /** First time on a core; -1 where it never ran. */
  readonly startsUs: number;
  /** -1 where it never ended. */
  readonly endsUs: number;
  readonly result: 'fulfilled' | 'rejected' | 'cancelled' | 'pending';
}

export const sliceKinds = ['run', 'switch', 'blocked', 'spin'] as const;
export type SliceKind = (typeof sliceKinds)[number];

/** What cores did, sorted by start, then core. `kind` indexes {@link sliceKinds}; `site` is -1 where there is none. */
export interface Slices {
  readonly count: number;
  readonly core: Uint16Array;
  readonly task: Int32Array;
  readonly startUs: Float64Array;
  readonly endUs: Float64Array;
  readonly kind: Uint8Array;
  readonly site: Int32Array;
}

export const waitKinds = ['ready', 'io', 'lock', 'semaphore', 'channel', 'join', 'timer', 'barrier'] as const;
export type WaitKind = (typeof waitKinds)[number];

/** What tasks waited for, sorted by start, then task. `kind` indexes {@link waitKinds}; `on` indexes `names`, -1 where there is none. */
export interface Waits {
  readonly count: number;
  readonly task: Int32Array;
  readonly startUs: Float64Array;
  readonly endUs: Float64Array;
  readonly kind: Uint8Array;
  readonly on: Int32Array;
  readonly site: Int32Array;
  readonly names: readonly string[];
}

export type Outcome =
  | { readonly type: 'finished' }
  | { readonly type: 'failed'; readonly detail: string }
  | { readonly type: 'deadlock'; readonly detail: string; readonly cycle: readonly string[] }
  /** A limit ended the run; the schedule holds what ran until then. */
  | { readonly type: 'limited'; readonly detail: string };
