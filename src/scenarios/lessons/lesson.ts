/**
 * What is taught with a bundled scenario: a question to be answered before the run, and what the run says of each answer. No answer is
 * marked as the right one here: which one it is, is read off the run, by the checks that each answer carries.
 */

/** Values set in the document by path, such as `cores` or `tasks[0].count`; see {@link import('../settings.ts').withSettings}. Times are in ticks. */
export type Settings = Readonly<Record<string, unknown>>;

export const quantityNames = [
  /** Times, in ticks of the document. */
  'wall', 'busy', 'blocked', 'idle', 'overhead', 'work', 'span', 'cpu serial', 'elapsed serial', 'mean latency', 'median latency', 'longest latency',
  /** Shares of one. */
  'utilisation', 'overhead share', 'serial fraction',
  /** Ratios and plain numbers. */
  'speed-up', 'CPU speed-up', 'parallelism', 'Amdahl limit', 'switches', 'mean in system', 'throughput per second', 'memory',
  /** Over every order in which the tasks can take their steps: how many there are, and how many of them get stuck. */
  'interleavings', 'deadlocks',
] as const;

export type Quantity =
  | (typeof quantityNames)[number]
  /** When the first task of that name ends, in ticks; -1 where it never does. */
  | `end of ${string}`
  /** When the first task of that name first gets a core, in ticks. */
  | `start of ${string}`
  /** Share of the wall in which a device serves at least… summed over its operations. */
  | `use of ${string}`
  /** Over every order of steps: the least and the greatest final value of a shared variable. */
  | `least ${string}`
  | `most ${string}`
  /** How many orders of steps end with the variable at that value, such as `interleavings with x = 6`. */
  | `interleavings with ${string} = ${number}`
  /** 1 where the run ends so, else 0. */
  | `outcome ${'finished' | 'failed' | 'deadlock'}`;

/** A quantity of the scenario as it stands, or of one of its {@link Case}s. */
export type Term = number | Quantity | { readonly of: Quantity; readonly in: string };
export type Comparison = '==' | '!=' | '<' | '<=' | '>' | '>=';
export type Check = readonly [Term, Comparison, Term];

export interface LessonAnswer {
  readonly text: string;
  /** The answer is right where the run meets all of these. */
  readonly when: readonly Check[];
  /** What is wrong about it; of the right one, why it is so. */
  readonly why: string;
}

/** Exact results: the engine must give them. Times in ticks. */
export type Exact = Readonly<Partial<Record<Quantity, number>>>;

/** The scenario with values changed. */
export interface Case {
  readonly id: string;
  readonly set: Settings;
  readonly gives: Exact;
}

/** A change that is offered after the run. */
export interface NextThing extends Case {
  /** What the button says, such as `Two cores`. */
  readonly label: string;
  /** What to look at once it has run. */
  readonly see: string;
}

export interface Lesson {
  /** The scenario's id. */
  readonly id: string;
  /** What there is, and what is asked about it. */
  readonly question: string;
  readonly answers: readonly LessonAnswer[];
  /** Three to six sentences, read after the run. */
  readonly text: readonly string[];
  readonly gives: Exact;
  readonly next: readonly NextThing[];
  /** Further exact results, and cases that answers are checked against; not offered as buttons. */
  readonly also?: readonly Case[];
  /** The id of a case that is drawn below the scenario itself, to compare. */
  readonly beside?: string;
}
