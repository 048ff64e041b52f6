import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { machineOf } from '../../../src/engine/machine.ts';
import { run } from '../../../src/engine/run.ts';
import type { Instruction } from '../../../src/program/program.ts';
import { compute, io, many, program, timer } from './programs.ts';

describe('a thread pool', () => {
  test.each([[1, 64], [2, 36], [3, 36], [8, 36]])('of %i on one core: a thread whose task ends with its I/O takes the next at once', (poolSize, wall) => {
    const schedule = run(program({ work: [compute(4), io(4)] }, [many('work', 8)]), machineOf('thread-pool', 1, { poolSize }));
    expect([schedule.outcome.type, schedule.wallUs]).toEqual(['finished', wall]);
  });

  test('also where tasks do nothing at all', () => {
    expect(run(program({ work: [] }, [many('work', 5)]), machineOf('thread-pool', 1, { poolSize: 1 })).outcome).toEqual({ type: 'finished' });
  });

  test('with a core for each thread is that many blocking cores', () => {
    const time = fc.integer({ min: 0, max: 5 });
    const step: fc.Arbitrary<Instruction> = fc.oneof(time.map(compute), time.map((us) => io(us)), time.map(timer));
    const task = fc.record({ list: fc.array(step, { maxLength: 4 }), at: fc.integer({ min: 0, max: 20 }) });
    fc.assert(fc.property(fc.array(task, { minLength: 1, maxLength: 12 }), fc.integer({ min: 1, max: 4 }), (all, threads) => {
      const one = program(
        Object.fromEntries(all.map(({ list }, index) => [`b${index}`, list])),
        all.map(({ at }, index) => ({ name: `t${index}`, body: `b${index}`, arrivals: { type: 'at', timesUs: [at] } })),
      );
      const pool = run(one, machineOf('thread-pool', threads, { poolSize: threads }));
      expect(pool.outcome).toEqual({ type: 'finished' });
      expect([...pool.tasks.endsUs]).toEqual([...run(one, machineOf('blocking', threads)).tasks.endsUs]);
    }), { numRuns: 1000 });
  });
});
