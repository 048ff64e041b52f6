import { expect, test } from 'vitest';
import { machineOf } from '../../../src/engine/machine.ts';
import { eventText } from '../../../src/engine/reasons.ts';
import { run } from '../../../src/engine/run.ts';
import { measure } from '../../../src/laws/measure.ts';
import { lane } from './lanes.ts';
import { compute, io, join, program, spawn, tasks } from './programs.ts';

test('S1: two tasks take turns on one core', () => {
  const turns = program({ work: [compute(3)] }, tasks('work', 'A B'));
  const schedule = run(turns, machineOf('threads', 1, { quantumUs: 1 }));
  expect(lane(schedule)).toBe('ABABAB');
  expect(measure(turns, schedule)).toMatchObject({ wallUs: 6, speedup: 1, utilisation: 1, switches: 5, wip: 11 / 6 });
});

test('awaits in sequence add up, Promise.all takes the longest', () => {
  const request = [io(1000)];
  const inSequence = program({ main: [io(1000), io(1000), io(1000)] }, tasks('main', 'main'));
  const atOnce = program({ main: [spawn('request', 'all', 3), join('all', 'all')], request }, tasks('main', 'main'));
  expect(run(inSequence, machineOf('event-loop')).wallUs).toBe(3000);
  const schedule = run(atOnce, machineOf('event-loop'));
  expect(schedule.wallUs).toBe(1000);
  expect(measure(atOnce, schedule)).toMatchObject({ speedup: 3, speedupOf: 'elapsed', spanUs: 1000 });
});

test('a dispatch says why', () => {
  const schedule = run(program({ work: [compute(1)] }, tasks('work', 'A B')), machineOf('threads'));
  expect(eventText(schedule, 0)).toBe('A gets core 0: it is at the head of the queue; 1 other is left waiting');
  expect(eventText(schedule, 1)).toBe('B gets core 0: the core is idle and it is the only one ready');
});
