/** How a task became ready. */
export const ARRIVED = 0;
export const SPAWNED = 1;
/** Its I/O completed. */
export const COMPLETED = 2;
export const TIMER_DUE = 3;
export const CHECKED = 4;
export const TICKED = 5;
export const PROMISED = 6;
/** Another task unlocked, sent, released, joined. */
export const WOKEN = 7;
/** Its quantum is over. */
export const EXPIRED = 8;
/** A more urgent task took its core. */
export const DISPLACED = 9;
export const YIELDED = 10;
/** A callback given to process.nextTick. */
export const TICK_CALLBACK = 11;

/** An execution model: it owns the queues of ready tasks and decides which core runs which. Everything else is the Simulation's. */
export interface Policy {
  /** A spawned task begins at once, on its parent's core, and runs to its first wait (JavaScript; a call). Otherwise it joins a queue. */
  readonly eager: boolean;
  /** A task that waits keeps its core. */
  readonly holdsCore: boolean;
  /** A settled promise is seen by those who await it in a microtask, as in JavaScript, and not at once. */
  readonly microtasks: boolean;
  /** Tasks are threads of their own; otherwise those of one loop (`tasks.loop`) share a thread, and changing between them is no switch. */
  readonly tasksAreThreads: boolean;
  /** Tasks marked `worker` run on threads of their own. */
  readonly hasWorkers: boolean;
  /** Until when a task that begins to run now may keep the core; Infinity: as long as it wants. */
  quantumEnd(task: number): number;
  /** Takes a ready task into a queue. `source` says how it became ready. */
  enqueue(task: number, source: number): void;
  /** Gives idle cores to ready tasks, lowest core first, until no more can be given. */
  dispatch(): void;
  /** A child of `parent` has been made; gives it its loop or queue. */
  adopt?(child: number, parent: number): void;
  /** A promise's reaction is to run on the loop of `waiter`, `child` having settled. */
  react?(reaction: number, waiter: number, child: number): void;
  /** A task has ended. */
  ended?(task: number): void;
  /** The time set by `Simulation.boostAt` has come. With nothing more to come, boosting on and on would keep a deadlocked run alive. */
  boost?(moreToCome: boolean): void;
}
