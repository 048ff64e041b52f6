import type { Machine, ModelName } from '../engine/machine.ts';

/** One stack of a thread, as reserved by default on 64-bit Linux with glibc it is 8 MB; servers commonly set 1 MB. Address space: an idle thread has about 8 kB resident. */
const threadStack = 1_000_000;

/** Bytes for one task in flight, where the machine does not say: what is reserved, not what is resident. */
export const bytesPerTask: Readonly<Record<ModelName, number>> = {
  /** A pending async function of V8. */
  'event-loop': 500,
  'event-loop-per-core': 500,
  workers: 500,
  blocking: threadStack,
  threads: threadStack,
  gil: threadStack,
  /** A job in the pool's queue; the threads count by themselves. */
  'thread-pool': 100,
  /** A goroutine. */
  'green-threads': 2_700,
};

/** A worker thread of Node with its own heap. */
const worker = 8_000_000;

/**
 * Memory that a run holds at its peak, from the most tasks in flight: per task, and what the model has besides (the loop's own stack, a
 * pool's threads, workers). An estimate of reserved memory; the program's data is not in it.
 */
export function memoryOf(machine: Machine, tasksInFlight: number): number {
  const perTask = machine.bytesPerTask ?? bytesPerTask[machine.model];
  switch (machine.model) {
    case 'event-loop':
      return threadStack + tasksInFlight * perTask;
    case 'event-loop-per-core':
    case 'green-threads':
      return machine.cores * threadStack + tasksInFlight * perTask;
    case 'workers':
      return threadStack + (machine.poolSize ?? Math.max(1, machine.cores - 1)) * worker + tasksInFlight * perTask;
    case 'thread-pool':
      return (machine.poolSize ?? 4) * threadStack + tasksInFlight * perTask;
    case 'blocking':
      return Math.min(machine.cores, tasksInFlight) * perTask;
    case 'threads':
    case 'gil':
      return tasksInFlight * perTask;
  }
}
