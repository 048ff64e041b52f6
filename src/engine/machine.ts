export type ModelName = 'event-loop' | 'event-loop-per-core' | 'blocking' | 'threads' | 'thread-pool' | 'green-threads' | 'workers' | 'gil';

/** What a Program runs on. Every time is a whole number of microseconds. */
export interface Machine {
  readonly model: ModelName;
  readonly cores: number;
  /** How long a task may keep a core before it goes to the tail of its queue; 0: as long as it wants. */
  readonly quantumUs: number;
  /** Charged at a dispatch when the core's previous task exists and is another one. */
  readonly switchCostUs: number;
  /** Interrupts all cores at multiples of the quantum instead of restarting it at each dispatch. */
  readonly globalTick: boolean;
  /** Threads of `thread-pool`, workers of `workers`. */
  readonly poolSize?: number;
  readonly policy?: 'fifo' | 'sjf' | 'list' | 'priority' | 'mlfq';
  readonly migrationCostUs?: number;
  readonly coldCacheCostUs?: number;
  readonly seed: number;
}
