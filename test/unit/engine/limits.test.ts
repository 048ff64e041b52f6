/** What cannot run, what goes wrong while running, and what would never end. */
import { describe, expect, test } from 'vitest';
import { machineOf, modelNames, type Machine } from '../../../src/engine/machine.ts';
import { ProgramError } from '../../../src/engine/program-error.ts';
import { run } from '../../../src/engine/run.ts';
import type { Arrivals, Instruction, Program } from '../../../src/program/program.ts';
import { coreTime, measure } from '../../../src/laws/measure.ts';
import { compute, fail, io, join, lock, loop, many, program, spawn, tasks, unlock } from './programs.ts';

const site = -1;
const one = (...body: Instruction[]): Program => program({ main: body }, tasks('main', 'main'), { m: { type: 'lock' }, s: { type: 'semaphore', permits: 1 }, c: { type: 'channel' }, b: { type: 'barrier', parties: 2 } });

describe('programs and machines that cannot run', () => {
  test.each<[string, Instruction, string]>([
    ['a negative time', compute(-1), 'bodies.main[0].us: must be at least 0, but is -1'],
    ['a fractional time', io(0.5), 'bodies.main[0].us: must be a whole number, but is 0.5'],
    ['NaN', compute(NaN), 'bodies.main[0].us: must be a whole number, but is NaN'],
    ['a huge time', compute(2 ** 60), `bodies.main[0].us: must be at most 2^50, but is ${2 ** 60}`],
    ['a join of an unknown task', join('all', 'h'), 'bodies.main[0].handles[0]: there is no task h to join: spawn it in this body under that handle, or name a task of the program'],
    ['an unknown body', spawn('mian'), 'bodies.main[0].body: there is no body named mian; there are main'],
    ['an unknown lock', lock('M'), 'bodies.main[0].lock: there is no resource named M; did you mean m?'],
    ['a lock that is none', lock('s'), 'bodies.main[0].lock: s is a semaphore, but a lock is needed here'],
    ['more permits than there are', { op: 'acquire', semaphore: 's', permits: 2, site }, 'bodies.main[0].permits: 2 permits can never be had: s has 1'],
    ['an I/O without a time', { op: 'io', site }, 'bodies.main[0]: an I/O needs `us`, or `on` with a device that has a latency'],
    ['a time deep inside', loop(2, { op: 'try', body: [compute(-1)], catch: null, finally: [], site }), 'bodies.main[0].body[0].body[0].us: must be at least 0, but is -1'],
    ['a chance above 1', { op: 'branch', condition: { type: 'probability', p: 1.5 }, then: [], else: [], site }, 'bodies.main[0].condition.p: must be between 0 and 1, but is 1.5'],
  ])('%s', (_, instruction, message) => {
    expect(() => run(one(instruction), machineOf('threads'))).toThrow(expect.objectContaining({ name: 'ProgramError', message }) as Error);
  });

  test.each<[string, Partial<Machine>, string]>([
    ['no cores', { cores: 0 }, 'machine.cores: must be at least 1, but is 0'],
    ['cores without end', { cores: 1e9 }, 'machine.cores: must be at most 65535, but is 1000000000'],
    ['a fractional quantum', { quantumUs: 0.1 }, 'machine.quantumUs: must be a whole number, but is 0.1'],
    ['an unknown model', { model: 'fibres' as 'threads' }, `machine.model: there is no model fibres; there are ${modelNames.join(', ')}`],
    ['a tick without a quantum', { globalTick: true }, 'machine.globalTick: needs a quantum: set quantumUs above 0'],
  ])('%s', (_, change, message) => {
    expect(() => run(one(compute(1)), { ...machineOf('threads'), ...change })).toThrow(expect.objectContaining({ message }) as Error);
  });

  test.each<[string, Arrivals, string]>([
    ['a billion tasks', { type: 'fixed', count: 1e9, startUs: 0, everyUs: 0 }, 'tasks[0].arrivals: 1000000000 tasks are more than this run may hold (4000000 left); lower the count, or raise the limit'],
    ['an arrival before 0', { type: 'at', timesUs: [3, -1] }, 'tasks[0].arrivals.timesUs[1]: must be at least 0, but is -1'],
    ['a Poisson stream without a gap', { type: 'poisson', count: 3, startUs: 0, everyUs: 0 }, 'tasks[0].arrivals.everyUs: must be above 0, but is 0'],
  ])('%s', (_, arrivals, message) => {
    expect(() => run(program({ main: [] }, [{ name: 'main', body: 'main', arrivals }]), machineOf('threads'))).toThrow(new ProgramError('', '').constructor);
    expect(() => run(program({ main: [] }, [{ name: 'main', body: 'main', arrivals }]), machineOf('threads'))).toThrow(message);
  });
});

describe('what goes wrong is the outcome', () => {
  test.each<[string, Instruction[], string]>([
    ['unlock without lock', [unlock('m')], 'main failed: unlock of m, which this task does not hold: lock it first'],
    ['release without acquire', [{ op: 'release', semaphore: 's', site }], 'main failed: release of s beyond its permits: acquire first'],
    ['an error that nobody catches', [fail('no')], 'main failed: no'],
    ['a child that nobody awaits', [spawn('main2'), compute(5)], 'main2 failed: no, and nobody awaited it'],
  ])('%s', (_, body, detail) => {
    const bad = { ...one(...body), bodies: { main: body, main2: [fail('no')] } };
    for (const model of modelNames) expect(run(bad, machineOf(model)).outcome).toEqual({ type: 'failed', detail });
  });

  test('a caught error is none, and allSettled looks at all', () => {
    const caught = program({ main: [{ op: 'try', body: [spawn('bad', 'h'), join('all', 'h')], catch: [], finally: [], site }, spawn('bad', 'g'), join('allSettled', 'g')], bad: [io(1), fail('no')] }, tasks('main', 'main'));
    for (const model of modelNames) expect(run(caught, machineOf(model, 2)).outcome, model).toEqual({ type: 'finished' });
  });
});

describe('deadlocks are told with their circle', () => {
  test('two locks in opposite order', () => {
    const opposite = program({ a: [lock('m'), io(5), lock('n')], b: [lock('n'), io(5), lock('m')] }, [...tasks('a', 'A'), ...tasks('b', 'B')], { m: { type: 'lock' }, n: { type: 'lock' } });
    for (const model of ['threads', 'event-loop', 'green-threads', 'gil', 'thread-pool'] as const) {
      const schedule = run(opposite, machineOf(model, 2));
      expect(schedule.outcome).toEqual({ type: 'deadlock', detail: 'A waits for lock n, held by B; B waits for lock m, held by A', cycle: ['A', 'B'] });
      expect(schedule.wallUs).toBe(5);
    }
  });

  test('a circle of joins', () => {
    const circle = program({ a: [join('all', 'B')], b: [join('all', 'C')], c: [join('all', 'A')] }, [...tasks('a', 'A'), ...tasks('b', 'B'), ...tasks('c', 'C')]);
    expect(run(circle, machineOf('threads', 3)).outcome).toEqual({ type: 'deadlock', detail: 'A waits for B; B waits for C; C waits for A', cycle: ['A', 'B', 'C'] });
  });

  test.each<[string, Instruction[], string]>([
    ['a lock twice', [lock('m'), lock('m')], 'main waits for lock m, which it holds itself'],
    ['a channel that nobody serves', [{ op: 'receive', channel: 'c', site }], 'main waits on channel c, and nobody is left to serve it'],
    ['a barrier that nobody else comes to', [{ op: 'barrier', barrier: 'b', site }], 'main waits at barrier b, and not enough others can come'],
    ['a race of nothing', [join('race')], 'main awaits a race of nothing, which never settles'],
  ])('%s', (_, body, detail) => {
    for (const model of ['threads', 'event-loop'] as const) expect(run(one(...body), machineOf(model)).outcome).toMatchObject({ type: 'deadlock', detail });
  });

  test('a pool whose every thread waits for a task that waits for a thread', () => {
    const starved = program({ outer: [spawn('inner', 'h'), join('all', 'h')], inner: [compute(1)] }, [many('outer', 3)]);
    const { outcome } = run(starved, machineOf('thread-pool', 4, { poolSize: 2 }));
    expect(outcome).toMatchObject({ type: 'deadlock' });
    expect(outcome).toHaveProperty('detail', expect.stringContaining('outer 1 waits for inner 1'));
    expect(run(starved, machineOf('thread-pool', 4, { poolSize: 4 })).outcome).toEqual({ type: 'finished' });
  });
});

describe('what would never end is cut off, and what ran is kept', () => {
  const forever: Instruction = { op: 'while', condition: { type: 'compare', left: 0, is: '==', right: 0 }, body: [compute(1)], site };

  test.each(modelNames.map((model) => [model]))('%s: an endless loop', (model) => {
    const endless = one(forever);
    const schedule = run(endless, machineOf(model, 1, { quantumUs: 3 }), { maxEvents: 10_000 });
    expect(schedule.outcome).toMatchObject({ type: 'limited', detail: 'stopped after 10000 steps: the program may never end; raise the limit, or shorten its loops' });
    expect(schedule.slices.count).toBeGreaterThan(1000);
    expect(schedule.wallUs).toBeGreaterThan(1000);
    expect(measure(endless, schedule).utilisation).toBeGreaterThan(0.9);
    expect(coreTime(schedule).idleUs).toBe(0);
  });

  test('a loop that takes no time', () => {
    expect(run(one({ ...forever, body: [] }), machineOf('event-loop'), { maxEvents: 10_000 }).outcome).toMatchObject({ type: 'limited' });
    expect(run(one({ ...forever, body: [{ op: 'io', us: 0, kind: 'microtask', site }] }), machineOf('event-loop'), { maxEvents: 10_000 }).outcome).toMatchObject({ type: 'limited' });
  });

  test('spawning without end', () => {
    for (const model of modelNames) {
      const schedule = run(one(spawn('main'), compute(1)), machineOf(model, 2), { maxTasks: 500 });
      expect(schedule.outcome).toMatchObject({ type: 'limited', detail: 'stopped at 500 tasks: the program may spawn without end; raise the limit, or bound its spawning' });
      expect(schedule.tasks.count).toBe(500);
    }
  });

  test('a run that is aborted before it begins, and one that is aborted on the way', () => {
    expect(run(one(compute(1)), machineOf('threads'), { signal: AbortSignal.abort() }).outcome).toEqual({ type: 'limited', detail: 'stopped: the run was aborted' });
    let looks = 0;
    const signal = { get aborted() { return ++looks > 3; } };
    const schedule = run(one(forever), machineOf('threads'), { signal });
    expect(schedule.outcome).toEqual({ type: 'limited', detail: 'stopped: the run was aborted' });
    expect(schedule.slices.count).toBeGreaterThan(100);
  });

  test('a spawn that calls a spawn that calls, 20,000 deep, is no stack overflow', () => {
    const deep = one({ op: 'branch', condition: { type: 'probability', p: 1 }, then: [spawn('main')], else: [], site });
    expect(run(deep, machineOf('event-loop'), { maxTasks: 20_000 }).outcome).toMatchObject({ type: 'limited' });
  });
});

test('a program without tasks, or of tasks that do nothing, ends at 0', () => {
  for (const model of modelNames) {
    const empty = run(program({ main: [] }, []), machineOf(model));
    expect(empty).toMatchObject({ wallUs: 0, outcome: { type: 'finished' } });
    expect(measure(program({ main: [] }, []), empty)).toMatchObject({ speedup: 1, utilisation: 0, throughputPerS: 0, serialFraction: 0 });
    expect(run(one(), machineOf(model))).toMatchObject({ wallUs: 0, outcome: { type: 'finished' } });
  }
});
