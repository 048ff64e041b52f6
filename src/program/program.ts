/**
 * What the engine runs: tasks made of instructions, and the resources they share.
 * The user's function and a scenario file both become a Program. Every time is a whole number of microseconds.
 */

/** Index into {@link Program.sites}; -1 where an instruction has no counterpart in a source text. */
export type SiteIndex = number;

/** Where a number came from. Nothing is shown without it. */
export type Origin = 'literal' | 'annotation' | 'setting' | 'recorded' | 'default' | 'scenario';

/** A place in the user's text or in a scenario document that slices and waits point back to. */
export interface Site {
  /** What is drawn on the slice: the callee as written, or the instruction's name. */
  readonly label: string;
  readonly place?: { readonly start: number; readonly end: number; readonly line: number; readonly column: number };
  /** Of a scenario: the path in its document, such as `tasks[0].do[1]`. */
  readonly path?: string;
  /** The await of the ConcurrencyModel that this is, with the function that holds it. */
  readonly await?: { readonly functionId: string; readonly id: string };
  readonly durationUs?: number;
  readonly durationFrom?: Origin;
}

export interface Program {
  readonly title: string;
  readonly sites: readonly Site[];
  readonly resources: Readonly<Record<string, Resource>>;
  /** Instruction lists by name, for `spawn` and for tasks that share one. */
  readonly bodies: Readonly<Record<string, readonly Instruction[]>>;
  readonly tasks: readonly TaskSpec[];
}

export type Resource =
  /** A device or service: at most `capacity` operations at once (absent: unlimited), each taking `latency` unless the instruction says otherwise. `pool`: in the event-loop models each operation also needs a thread of the machine's I/O pool (files, DNS in Node). */
  | { readonly type: 'device'; readonly capacity?: number; readonly latency?: Duration; readonly pool?: boolean }
  | { readonly type: 'lock' }
  | { readonly type: 'semaphore'; readonly permits: number }
  /** `capacity` absent: unbounded; 0: a rendezvous. */
  | { readonly type: 'channel'; readonly capacity?: number }
  | { readonly type: 'variable'; readonly initial: number }
  | { readonly type: 'barrier'; readonly parties: number };

/** A constant number of microseconds, or a seeded distribution of them. */
export type Duration =
  | number
  | { readonly type: 'uniform'; readonly minUs: number; readonly maxUs: number }
  | { readonly type: 'exponential'; readonly meanUs: number }
  | { readonly type: 'lognormal'; readonly medianUs: number; readonly sigma: number }
  | { readonly type: 'empirical'; readonly samplesUs: readonly number[] };

export interface TaskSpec {
  readonly name: string;
  /** A key of {@link Program.bodies}. */
  readonly body: string;
  readonly arrivals: Arrivals;
  /** Smaller is more urgent; 0 where priorities do not matter. */
  readonly priority?: number;
  /** Runs on a worker thread where the machine has workers; elsewhere as any task. */
  readonly worker?: boolean;
}

export type Arrivals =
  | { readonly type: 'at'; readonly timesUs: readonly number[] }
  /** `count` tasks, the first at `startUs`, one every `everyUs`. */
  | { readonly type: 'fixed'; readonly count: number; readonly startUs: number; readonly everyUs: number }
  /** `count` tasks with exponential gaps of mean `everyUs`. */
  | { readonly type: 'poisson'; readonly count: number; readonly startUs: number; readonly everyUs: number };

/** A name under which a spawned task can be joined, local to the spawning task. */
export type Handle = string;

/** How several are waited for, as JavaScript's Promise combinators do. */
export type JoinHow = 'all' | 'allSettled' | 'race' | 'any';

export type Instruction =
  | { readonly op: 'compute'; readonly us: Duration; readonly site: SiteIndex }
  /** Waits without a core (or holding it, where the machine blocks). `timer`: ordered as JavaScript orders timers. */
  | { readonly op: 'io'; readonly us?: Duration; readonly on?: string; readonly kind?: 'io' | 'timer' | 'immediate' | 'nextTick' | 'microtask'; readonly site: SiteIndex }
  | { readonly op: 'spawn'; readonly body: string; readonly name?: string; readonly handle?: Handle; readonly times?: number; readonly start?: SpawnStart; readonly afterUs?: number; readonly worker?: boolean; readonly site: SiteIndex }
  /**
   * Waits for handles (one spawned with `times`, or again and again before it is joined, stands for all of them); a name that no `spawn`
   * of this body gives is that of tasks of the program. `await` is the plain `await p` of each in turn; the others are Promise's combinators.
   */
  | { readonly op: 'join'; readonly how: 'await' | JoinHow; readonly handles: readonly Handle[]; readonly site: SiteIndex }
  /** Runs `body` `times` times, at most `limit` of them in flight, and waits as `how` says. */
  | { readonly op: 'map'; readonly how: JoinHow; readonly body: string; readonly times: number; readonly limit?: number; readonly name?: string; readonly site: SiteIndex }
  | { readonly op: 'fail'; readonly error: string; readonly site: SiteIndex }
  /** `catch: null`: there is no catch clause; an empty one swallows the error. */
  | { readonly op: 'try'; readonly body: readonly Instruction[]; readonly catch: readonly Instruction[] | null; readonly finally: readonly Instruction[]; readonly site: SiteIndex }
  | { readonly op: 'cancel'; readonly handle: Handle; readonly site: SiteIndex }
  /** Fails with `timeout` where `body` has not finished after `us`. */
  | { readonly op: 'timeout'; readonly us: number; readonly body: readonly Instruction[]; readonly site: SiteIndex }
  /** `spin`: the core is kept and burnt while the lock is held by another. */
  | { readonly op: 'lock'; readonly lock: string; readonly spin?: boolean; readonly site: SiteIndex }
  | { readonly op: 'unlock'; readonly lock: string; readonly site: SiteIndex }
  | { readonly op: 'acquire' | 'release'; readonly semaphore: string; readonly permits?: number; readonly site: SiteIndex }
  | { readonly op: 'send'; readonly channel: string; readonly value?: number; readonly site: SiteIndex }
  | { readonly op: 'receive'; readonly channel: string; readonly into?: string; readonly site: SiteIndex }
  /** `into` and `from` name registers of the task. */
  | { readonly op: 'read'; readonly variable: string; readonly into: string; readonly site: SiteIndex }
  | { readonly op: 'write'; readonly variable: string; readonly value: Value; readonly site: SiteIndex }
  | { readonly op: 'atomic'; readonly variable: string; readonly add: number; readonly into?: string; readonly site: SiteIndex }
  | { readonly op: 'set'; readonly into: string; readonly value: Value; readonly site: SiteIndex }
  | { readonly op: 'loop'; readonly times: number; readonly body: readonly Instruction[]; readonly site: SiteIndex }
  | { readonly op: 'while'; readonly condition: Condition; readonly body: readonly Instruction[]; readonly site: SiteIndex }
  | { readonly op: 'branch'; readonly condition: Condition; readonly then: readonly Instruction[]; readonly else: readonly Instruction[]; readonly site: SiteIndex }
  | { readonly op: 'break' | 'continue' | 'return'; readonly site: SiteIndex }
  | { readonly op: 'yield'; readonly site: SiteIndex }
  | { readonly op: 'barrier'; readonly barrier: string; readonly site: SiteIndex };

/** When a spawned body begins in the event-loop models: absent, at once (a call); otherwise as a callback of that queue. `timer` waits `afterUs` everywhere. */
export type SpawnStart = 'nextTick' | 'microtask' | 'timer' | 'immediate';

export type Value = number | { readonly register: string; readonly plus?: number };

export type Condition =
  | { readonly type: 'probability'; readonly p: number }
  | { readonly type: 'compare'; readonly left: Value; readonly is: '==' | '!=' | '<' | '<=' | '>' | '>='; readonly right: Value };
