/** What can be offered for a place in the code: a change with its grade and everything that it changes, or a refusal that says why and where. */
import type { AwaitId, Place } from '../analysis/model.ts';
import type { DurationOrigin } from '../program/durations.ts';
import type { TextEdit } from './edits.ts';
import type { LimiterName } from './limiters.ts';
import type { CounterExample } from './self-check.ts';

/**
 * - `promise-all`: `const [a, b] = await Promise.all([f(), g()])`
 * - `all-settled`: the same with `Promise.allSettled`, and the errors thrown in the order of the text
 * - `start-early`: `const b = g()` before, its rejection observed, and `await b` where it stood
 * - `graph`: all calls before the first await, each in a function that awaits what it needs; errors in the order of the text
 * - `bounded-map`: the rounds of a loop, at most so many at a time, results collected in their order
 */
export type Shape = 'promise-all' | 'all-settled' | 'start-early' | 'graph' | 'bounded-map';

/** `safe`: results, effects and the error are kept. `check-first`: {@link Offered.changes} says what to check. */
export type Grade = 'safe' | 'check-first';

export interface Offered {
  readonly grade: Grade;
  readonly shape: Shape;
  readonly functionId: string;
  /** The awaits that come to overlap, in source order. */
  readonly awaits: readonly AwaitId[];
  /** The names of what is called, as written, in the same order. */
  readonly labels: readonly string[];
  /** The line of each. */
  readonly lines: readonly number[];
  /** Of a loop: which of the function's it is, from 0; one and another inside it can have the same awaits. */
  readonly loop?: number;
  /** Of a loop: what bounds its rounds, and how many run at a time. */
  readonly limiter?: { readonly name: LimiterName; readonly limit: number };
  /** From the first await to the end of the last. */
  readonly place: Place;
  /** Of the text that the offer was made for. */
  readonly edits: readonly TextEdit[];
  /** What behaves otherwise afterwards, one sentence each. Not empty where the grade is `check-first`. */
  readonly changes: readonly string[];
  /** Null where it cannot be simulated. */
  readonly gain: Gain | null;
  /** Two runs, as written and as changed, that end differently: what the self-check found. */
  readonly counterExample?: CounterExample;
}

/** The whole function, simulated as it is written and as it would be, whole microseconds. */
export interface Gain {
  readonly asWrittenUs: number;
  readonly overlappedUs: number;
  /** The least sure origin of the durations in it. */
  readonly from: DurationOrigin;
}

export interface Refused {
  readonly grade: 'refused';
  readonly functionId: string;
  readonly awaits: readonly AwaitId[];
  /** Why, in one sentence. */
  readonly message: string;
  /** The line that decides. */
  readonly place: Place;
  /** The file of that line, where it is another one. */
  readonly path?: string;
}

export type Offer = Offered | Refused;

/** Tells the offers of one function apart, also after edits that leave its awaits as they are. */
export function changeIdOf({ shape, loop, limiter, awaits }: Offered): string {
  return [shape, ...(loop === undefined ? [] : [loop]), ...(limiter ? [limiter.name] : []), ...awaits].join(' ');
}
