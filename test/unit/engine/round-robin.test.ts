import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { machineOf } from '../../../src/engine/machine.ts';
import { run } from '../../../src/engine/run.ts';
import { lane } from './lanes.ts';
import { naive, type NaiveMachine, type NaiveTask } from './naive-round-robin.ts';
import { compute, io, program } from './programs.ts';

function tasksOf(latest: number): fc.Arbitrary<NaiveTask[]> {
  const cpu = fc.integer({ min: 1, max: 6 });
  const task = fc.record({
    arrives: fc.integer({ min: 0, max: latest }),
    bursts: fc.tuple(cpu, fc.array(fc.tuple(fc.integer({ min: 0, max: 8 }), cpu), { maxLength: 4 })).map(([first, rest]) => [first, ...rest.flat()]),
  });
  return fc.array(task, { minLength: 1, maxLength: 8 });
}

function machines(cores: number, rest: Partial<NaiveMachine> = {}, costs = 0): fc.Arbitrary<NaiveMachine> {
  return fc.record({
    cores: fc.integer({ min: Math.min(cores, 2), max: cores }), quantum: fc.integer({ min: 0, max: 5 }),
    switchCost: fc.integer({ min: Math.min(1, costs), max: costs }), blocking: fc.constant(rest.blocking ?? false),
  });
}

describe('a naive round robin, tick by tick, agrees', () => {
  test.each([
    ['on one core', tasksOf(0), machines(1)],
    ['on many cores', tasksOf(0), machines(4)],
    ['with arrivals', tasksOf(20), machines(3)],
    ['where waits block', tasksOf(10), machines(3, { blocking: true })],
    ['where switches cost', tasksOf(10), machines(3, {}, 3)],
  ])('%s', (_, tasks, machine) => {
    fc.assert(fc.property(tasks, machine, (list, one) => {
      const expected = naive(list, one);
      const bodies = Object.fromEntries(list.map(({ bursts }, index) => [`b${index}`, bursts.map((us, burst) => (burst % 2 === 0 ? compute(us) : io(us)))]));
      const specs = list.map(({ arrives }, index) => ({ name: String.fromCharCode(65 + index), body: `b${index}`, arrivals: { type: 'at' as const, timesUs: [arrives] } }));
      const schedule = run(program(bodies, specs), machineOf(one.blocking ? 'blocking' : 'threads', one.cores, { quantumUs: one.quantum, switchCostUs: one.switchCost }));
      expect({
        lanes: Array.from({ length: one.cores }, (__, core) => lane(schedule, core)), starts: [...schedule.tasks.startsUs], ends: [...schedule.tasks.endsUs], switches: schedule.switches,
      }).toEqual(expected);
    }), { numRuns: 1000 });
  });
});
