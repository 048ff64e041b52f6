import { expect, test } from 'vitest';
import { machineOf } from '../../../src/engine/machine.ts';
import { run } from '../../../src/engine/run.ts';
import { criticalPath } from '../../../src/laws/critical-path.ts';
import type { Schedule } from '../../../src/engine/schedule.ts';
import { compute, io, join, lock, program, spawn, tasks, unlock } from '../engine/programs.ts';

/** The stretches of the path, as from–to. */
function stretches(schedule: Schedule): string[] {
  const path = criticalPath(schedule);
  const { slices, waits } = schedule;
  return [
    ...path.slices.map((row) => [slices.startUs[row] ?? 0, slices.endUs[row] ?? 0] as const),
    ...path.waits.map((row) => [waits.startUs[row] ?? 0, waits.endUs[row] ?? 0] as const),
  ].sort((one, other) => one[0] - other[0]).map(([from, to]) => `${from}-${to}`);
}

test('of Promise.all it goes through the longest', () => {
  const all = program({ main: [compute(5), spawn('short', 'p'), spawn('long', 'p'), join('all', 'p'), compute(7)], short: [io(10)], long: [io(30), compute(2), io(4)] }, tasks('main', 'main'));
  expect(stretches(run(all, machineOf('event-loop')))).toEqual(['0-5', '5-35', '35-37', '37-41', '41-48']);
});

test('of a race it goes through the winner', () => {
  const race = program({ main: [spawn('slow', 'p'), spawn('quick', 'p'), join('race', 'p'), compute(50)], slow: [io(40)], quick: [io(10)] }, tasks('main', 'main'));
  expect(stretches(run(race, machineOf('event-loop')))).toEqual(['0-10', '10-60']);
});

test('it passes over the holder of a lock, and over who had the core', () => {
  const locked = program({ work: [lock('m'), compute(5), unlock('m')] }, tasks('work', 'A B C'), { m: { type: 'lock' } });
  expect(stretches(run(locked, machineOf('threads', 3)))).toEqual(['0-5', '5-10', '10-15']);
  const queued = program({ work: [compute(5)] }, tasks('work', 'A B C'));
  expect(stretches(run(queued, machineOf('threads', 1)))).toEqual(['0-5', '5-10', '10-15']);
});

test('it has no gaps where everything begins at 0', () => {
  const tree = program({ root: [compute(1), spawn('leaf', 'p', 3), join('all', 'p'), compute(1)], leaf: [compute(4), io(3), compute(1)] }, tasks('root', 'root'));
  for (const model of ['event-loop', 'threads', 'blocking', 'green-threads', 'gil'] as const) {
    const schedule = run(tree, machineOf(model, 2, { quantumUs: 2 }));
    let at = 0;
    for (const stretch of stretches(schedule)) {
      const [from, to] = stretch.split('-').map(Number);
      expect(from, `${model}: ${stretches(schedule).join(' ')}`).toBe(at);
      at = to ?? 0;
    }
    expect(at).toBe(schedule.wallUs);
  }
});
