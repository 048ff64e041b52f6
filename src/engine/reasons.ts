import { eventKinds, taskName, type Schedule } from './schedule.ts';

/** Why a ready task was given a core: indexes of `Events.reason`. */
export const dispatchReasons = [
  'head', 'shortest', 'listed', 'urgent', 'level', 'own', 'stolen', 'called', 'arrival', 'nextTick', 'microtask', 'timer', 'poll', 'check', 'resumed',
  'quantum', 'displaced', 'yielded', 'none',
] as const;
export type DispatchReason = (typeof dispatchReasons)[number];

export const HEAD = 0;
export const SHORTEST = 1;
export const LISTED = 2;
export const URGENT = 3;
export const LEVEL = 4;
export const OWN = 5;
export const STOLEN = 6;
export const CALLED = 7;
export const ARRIVAL = 8;
export const NEXT_TICK = 9;
export const MICROTASK = 10;
export const TIMER = 11;
export const POLL = 12;
export const CHECK = 13;
export const RESUMED = 14;
export const QUANTUM = 15;
export const DISPLACEMENT = 16;
export const YIELD = 17;
export const NONE = 18;

/** Indexes of `eventKinds`. */
export const DISPATCH = 0;
export const PREEMPT = 1;
export const CANCEL = 2;
export const TIMEOUT = 3;

/** A decision of the scheduler in words: why this task, why now. Made when asked for, since a run has millions. */
export function eventText(schedule: Schedule, event: number): string {
  const { events, tasks } = schedule;
  const task = taskName(tasks, events.task[event] ?? 0);
  const core = `core ${events.core[event] ?? 0}`;
  const other = events.other[event] ?? 0;
  const reason = dispatchReasons[events.reason[event] ?? NONE] ?? 'none';
  switch (eventKinds[events.kind[event] ?? 0] ?? 'dispatch') {
    case 'dispatch':
      return `${task} gets ${core}: ${because[reason](other)}`;
    case 'preempt':
      return `${task} leaves ${core}: ${because[reason](other)}`;
    case 'cancel':
      return `${task} is cancelled`;
    case 'timeout':
      return `the time limit of ${task} is over`;
  }
}

const left = (other: number): string => (other === 0 ? 'nobody else is ready' : other === 1 ? '1 other is left waiting' : `${other} others are left waiting`);

const because: Record<DispatchReason, (other: number) => string> = {
  head: (other) => (other === 0 ? 'the core is idle and it is the only one ready' : `it is at the head of the queue; ${left(other)}`),
  shortest: (other) => `it has the least work left of those ready; ${left(other)}`,
  listed: (other) => `it is the earliest in the list of those ready; ${left(other)}`,
  urgent: (other) => `it is the most urgent of those ready; ${left(other)}`,
  level: (other) => `its queue is the highest that is not empty; ${left(other)}`,
  own: (other) => `it is at the head of this core's own queue; ${left(other)}`,
  stolen: (other) => `this core's own queue is empty, so it takes one from core ${other}`,
  called: () => 'it was called, and runs at once to its first wait',
  arrival: (other) => `it arrived and the loop takes it; ${left(other)}`,
  nextTick: () => 'a nextTick callback runs before promise jobs and before the loop goes on',
  microtask: () => 'what it awaited has settled, and microtasks run before the loop goes on',
  timer: () => 'its timer is due, and the loop is in its timers phase',
  poll: () => 'its I/O has completed, and the loop is in its poll phase',
  check: () => 'the loop is in its check phase, where setImmediate runs',
  resumed: (other) => `its thread gets the core back; ${left(other)}`,
  quantum: () => 'its quantum is over, and it goes to the tail of the queue',
  displaced: () => 'a more urgent task is ready',
  yielded: () => 'it yields, and goes to the tail of the queue',
  none: () => 'nothing else was to be done',
};
