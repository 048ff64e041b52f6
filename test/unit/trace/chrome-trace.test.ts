import { describe, expect, test } from 'vitest';
import { chromeTrace } from '../../../src/trace/chrome-trace.ts';
import { schedule } from '../../e2e/panel/samples.ts';

interface TraceEvent {
  readonly ph: string;
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts?: number;
  readonly dur?: number;
  readonly cat?: string;
  readonly args?: Readonly<Record<string, unknown>>;
}

function eventsOf(...runs: Parameters<typeof chromeTrace>[0]): readonly TraceEvent[] {
  const trace = JSON.parse([...chromeTrace(runs)].join('')) as { displayTimeUnit: string; traceEvents: readonly TraceEvent[] };
  expect(trace.displayTimeUnit).toBe('ms');
  return trace.traceEvents;
}

const two = schedule(
  'two', ['a "quoted" <task>', 'b'], [{ label: 'fetch' }],
  [{ task: 0, from: 0, to: 4, core: 0 }, { task: 1, from: 0, to: 10, core: 1 }, { task: 1, from: 10, to: 11, core: 1, kind: 'switch' }],
  [{ task: 0, from: 4, to: 9, site: 0 }, { task: 0, from: 9, to: 10, kind: 'lock', on: 'door' }],
);
two.waits.by[1] = 1;

describe('Chrome trace', () => {
  test('every slice is on its core, every run and wait on its task, in microseconds', () => {
    const events = eventsOf({ title: 'two', schedule: two });
    const complete = events.filter((event) => event.ph === 'X').map(({ name, pid, tid, ts, dur, cat }) => [pid, tid, name, cat, ts, dur]);
    expect(complete).toEqual([
      [1, 0, 'a "quoted" <task>', 'run', 0, 4],
      [2, 0, 'a "quoted" <task>', 'run', 0, 4],
      [1, 1, 'b', 'run', 0, 10],
      [2, 1, 'b', 'run', 0, 10],
      [1, 1, 'b', 'switch', 10, 1],
      [2, 0, 'fetch', 'io', 4, 5],
      [2, 0, 'lock', 'lock', 9, 1],
    ]);
  });

  test('cores and tasks are named, run by run', () => {
    const names = eventsOf({ title: 'first', schedule: two }, { title: 'second', schedule: two }).filter((event) => event.ph === 'M');
    expect(names.map(({ pid, tid, args }) => [pid, tid, args?.name])).toEqual([
      [1, 0, 'first: cores'], [2, 0, 'first: tasks'], [1, 0, 'core 0'], [1, 1, 'core 1'], [2, 0, 'a "quoted" <task>'], [2, 1, 'b'],
      [3, 0, 'second: cores'], [4, 0, 'second: tasks'], [3, 0, 'core 0'], [3, 1, 'core 1'], [4, 0, 'a "quoted" <task>'], [4, 1, 'b'],
    ]);
  });

  test('who ended a wait is said, and is a flow from one task to the other', () => {
    const events = eventsOf({ title: 'two', schedule: two });
    expect(events.find((event) => event.name === 'lock')?.args).toEqual({ kind: 'lock', on: 'door', endedBy: 'b' });
    expect(events.filter((event) => event.name === 'wake').map(({ ph, tid, ts }) => [ph, tid, ts])).toEqual([['s', 1, 10], ['f', 0, 10]]);
  });

  test('a run of nothing is a trace all the same', () => {
    expect(eventsOf({ title: 'none', schedule: schedule('none', [], [], [], []) }).every((event) => event.ph === 'M')).toBe(true);
  });
});
