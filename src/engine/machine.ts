export const modelNames = ['event-loop', 'event-loop-per-core', 'blocking', 'threads', 'thread-pool', 'green-threads', 'workers', 'gil'] as const;
export type ModelName = (typeof modelNames)[number];

export const policyNames = ['fifo', 'sjf', 'list', 'priority', 'mlfq'] as const;
export type PolicyName = (typeof policyNames)[number];

/** What a Program runs on. Every time is a whole number of microseconds. */
export interface Machine {
  readonly model: ModelName;
  readonly cores: number;
  /** How long a task may keep a core before it goes to the tail of its queue; 0: as long as it wants. */
  readonly quantumUs: number;
  /** Charged at a dispatch when the core's previous task exists and is another one. Callbacks of one event loop are not switched between: nothing is charged. */
  readonly switchCostUs: number;
  /** Interrupts all cores at multiples of the quantum instead of restarting it at each dispatch. */
  readonly globalTick: boolean;
  /** Threads of `thread-pool` (absent: 4), workers of `workers` (absent: as many as there are cores besides the loop's, at least 1). */
  readonly poolSize?: number;
  /** Which ready task goes first. `list`: the earliest in the program. Absent: `fifo`. */
  readonly policy?: PolicyName;
  /** Added at a dispatch on another core than the task's last. */
  readonly migrationCostUs?: number;
  /** Added at a dispatch where another task has used the core since this one did. */
  readonly coldCacheCostUs?: number;
  /** Of `event-loop-per-core`: requests are dealt to the loops in turn, or taken from one queue by a loop with nothing to do. Absent: `dealt`. */
  readonly balancer?: 'dealt' | 'one-queue';
  /** Of `green-threads`: an idle core takes from the longest queue of another. Absent: true. */
  readonly stealing?: boolean;
  /** Threads behind devices marked `pool` in the event-loop models (libuv). Absent: 4. */
  readonly ioPoolSize?: number;
  /** At most so many I/O operations at once, timers among them. Absent: any number. */
  readonly mostInFlight?: number;
  /** Queues of `mlfq`, each with twice the quantum of the one before. Absent: 3. */
  readonly levels?: number;
  /** `mlfq`: every so often all tasks go back to the first queue; 0 or absent: never. */
  readonly boostUs?: number;
  /** Memory held for one task in flight. Absent: the default of the model, see laws/memory.ts. */
  readonly bytesPerTask?: number;
  readonly seed: number;
}

/** A machine of a given model with everything else at its plainest: no time slicing, nothing charged. */
export function machineOf(model: ModelName, cores = 1, rest: Partial<Omit<Machine, 'model' | 'cores'>> = {}): Machine {
  return { model, cores, quantumUs: 0, switchCostUs: 0, globalTick: false, seed: 1, ...rest };
}

/** Models in which a task runs from one await to the next, whatever the others do. */
export function isEventLoop({ model }: Machine): boolean {
  return model === 'event-loop' || model === 'event-loop-per-core' || model === 'workers';
}
