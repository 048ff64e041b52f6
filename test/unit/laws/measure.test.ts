import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Instruction } from '../../../src/program/program.ts';
import { atBest } from '../../../src/engine/at-best.ts';
import { aloneOf, isIndependent } from '../../../src/engine/independent.ts';
import { machineOf } from '../../../src/engine/machine.ts';
import { run } from '../../../src/engine/run.ts';
import { taskName } from '../../../src/engine/schedule.ts';
import { amdahl } from '../../../src/laws/amdahl.ts';
import { measure } from '../../../src/laws/measure.ts';
import { sweep, type Parameter } from '../../../src/laws/sweep.ts';
import { machines, programs } from '../engine/arbitraries.ts';
import { compute, io, join, lock, many, program, spawn, tasks, timer, unlock } from '../engine/programs.ts';

describe('the serial fraction', () => {
  test('of awaits in a row is 1, of waits side by side what is alone', () => {
    const inRow = program({ main: [io(10), io(20)] }, tasks('main', 'main'));
    expect(measure(inRow, run(inRow, machineOf('event-loop'))).serialFraction).toBe(1);
    const beside = program({ main: [spawn('short', 'h'), spawn('long', 'h'), join('all', 'h')], short: [io(10)], long: [io(30)] }, tasks('main', 'main'));
    const metrics = measure(beside, run(beside, machineOf('event-loop')));
    expect(metrics.serialFraction).toBe(0.5);
    expect(metrics.amdahlLimit).toBe(2);
    expect(metrics.amdahl.find(({ cores }) => cores === 4)?.speedup).toBe(amdahl(0.5, 4));
  });

  test('belongs to the program: neither cores nor busy devices nor the pool change it', () => {
    const one = program({ main: [compute(4), spawn('part', 'h', 3), join('all', 'h'), compute(2)], part: [compute(6), io(5, 'disk')] }, tasks('main', 'main'), { disk: { type: 'device', capacity: 1 } });
    const fractions = [1, 2, 8].map((cores) => measure(one, run(one, machineOf('threads', cores, { switchCostUs: 1, quantumUs: 2 }))).serialFraction);
    expect(fractions).toEqual([6 / 39, 6 / 39, 6 / 39]);
  });

  test('with a lock it is what the lock makes serial', () => {
    const one = program({ work: [compute(9), lock('m'), compute(1), unlock('m')] }, [many('work', 8)], { m: { type: 'lock' } });
    expect(measure(one, run(one, machineOf('threads', 2))).serialFraction).toBeCloseTo(0.1, 12);
  });

  test('of independent tasks, summed up, is what running them with nothing limited gives', () => {
    let looked = 0;
    fc.assert(fc.property(programs, machines, (one, machine) => {
      const alone = { ...one, tasks: one.tasks.map((spec) => ({ ...spec, body: 'c' })) };
      if (!isIndependent(alone)) return;
      looked++;
      const schedule = run(alone, { ...machine, model: 'threads' });
      expect(aloneOf(schedule.tasks)).toBe(atBest(alone, schedule.machine, schedule.tasks.count)?.aloneUs);
    }), { numRuns: 1000 });
    expect(looked).toBeGreaterThan(300);
  });
});

describe('speed-up says of what', () => {
  test('CPU where most of the work is computing, elapsed where most is waiting', () => {
    const computing = program({ work: [compute(3), io(1)] }, [many('work', 4)]);
    expect(measure(computing, run(computing, machineOf('threads', 4)))).toMatchObject({ speedupOf: 'cpu', cpuSerialUs: 12, elapsedSerialUs: 16, serialUs: 12, speedup: 3 });
    const waiting = program({ work: [compute(1), io(9)] }, [many('work', 4)]);
    expect(measure(waiting, run(waiting, machineOf('event-loop')))).toMatchObject({ speedupOf: 'elapsed', cpuSerialUs: 4, elapsedSerialUs: 40, serialUs: 40, speedup: 40 / 13 });
  });
});

describe('a sweep', () => {
  const requests = program({ work: [compute(4), io(4)] }, [many('work', 8)]);

  test('runs once for each value of a parameter of the machine', () => {
    const points = sweep(requests, machineOf('threads', 1), 'cores', [1, 2, 4, 8]);
    expect(points.map(({ value, metrics }) => [value, metrics.wallUs])).toEqual([[1, 36], [2, 20], [4, 12], [8, 8]]);
  });

  test('or of the program', () => {
    const byCount = sweep(requests, machineOf('threads', 2), (one, machine, count) => ({ program: { ...one, tasks: [many('work', count)] }, machine }), [1, 2, 3]);
    expect(byCount.map(({ metrics }) => metrics.cpuSerialUs)).toEqual([4, 8, 12]);
  });

  test('of operations in flight meets Amdahl at 1 and the span at many', () => {
    const waits = program({ main: [io(10), { op: 'map', how: 'all', body: 'part', times: 9, site: -1 }], part: [io(10)] }, tasks('main', 'main'));
    const points = sweep(waits, machineOf('event-loop'), 'mostInFlight', [1, 3, 9]);
    expect(points.map(({ metrics }) => metrics.wallUs)).toEqual([100, 40, 20]);
    expect(points.map(({ metrics }) => metrics.serialFraction)).toEqual([0.1, 0.1, 0.1]);
  });

  test('of the serial fraction meets Amdahl’s law', () => {
    const work = program({ work: [compute(800)] }, [many('work', 10)]);
    const fractions = [0, 0.05, 0.1, 0.5, 1];
    expect(sweep(work, machineOf('threads', 8), 'serialFraction', fractions).map(({ metrics }) => metrics.speedup)).toEqual(fractions.map((fraction) => expect.closeTo(amdahl(fraction, 8), 12) as number));
  });

  test('of the limit of a map, wherever it stands', () => {
    const urls: Instruction = { op: 'map', how: 'all', body: 'get', times: 10, limit: 3, site: -1 };
    const inside: Instruction = { op: 'try', body: [{ op: 'branch', condition: { type: 'probability', p: 1 }, then: [{ op: 'loop', times: 1, body: [urls], site: -1 }], else: [], site: -1 }], catch: null, finally: [], site: -1 };
    const one = program({ main: [inside], get: [io(100)] }, tasks('main', 'main'));
    expect(sweep(one, machineOf('event-loop'), 'limit', [1, 2, 4, 10]).map(({ metrics }) => metrics.wallUs)).toEqual([1000, 500, 300, 100]);
  });

  test('of the latency, of devices too, but not of timers', () => {
    const one = program({ main: [io(7), io(9), { op: 'io', on: 'disk', site: -1 }, timer(50)] }, tasks('main', 'main'), { disk: { type: 'device', latency: { type: 'exponential', meanUs: 5 } } });
    expect(sweep(one, machineOf('event-loop'), 'latencyUs', [0, 10, 100]).map(({ metrics }) => metrics.wallUs)).toEqual([50, 80, 350]);
  });

  test.each<[Parameter, number[], number[]]>([
    ['quantumUs', [1, 2, 4, 0], [36, 36, 36, 36]], ['switchCostUs', [0, 1, 10], [36, 47, 182]], ['poolSize', [1, 2, 8], [64, 36, 36]], ['bytesPerTask', [1, 100], [36, 36]],
  ])('of %s', (parameter, values, walls) => {
    expect(sweep(requests, machineOf(parameter === 'poolSize' ? 'thread-pool' : 'threads', 1), parameter, values).map(({ metrics }) => metrics.wallUs)).toEqual(walls);
  });

  test('ends where it is aborted', () => {
    expect(sweep(requests, machineOf('threads'), 'cores', [1, 2], { signal: AbortSignal.abort() })).toEqual([]);
  });
});

test('tasks that share a name are numbered', () => {
  const schedule = run(program({ work: [compute(1)] }, [...tasks('work', 'only'), many('work', 2)]), machineOf('threads'));
  expect([0, 1, 2, 9].map((task) => taskName(schedule.tasks, task))).toEqual(['only', 'work 1', 'work 2', '']);
});
