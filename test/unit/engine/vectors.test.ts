/** Further exact results: textbooks' examples, and the order that JavaScript keeps. */
import { describe, expect, test } from 'vitest';
import { machineOf } from '../../../src/engine/machine.ts';
import { run } from '../../../src/engine/run.ts';
import { taskName, type Schedule } from '../../../src/engine/schedule.ts';
import { measure } from '../../../src/laws/measure.ts';
import { mmc } from '../../../src/laws/queues.ts';
import type { Instruction, Program, TaskSpec } from '../../../src/program/program.ts';
import { lane } from './lanes.ts';
import { compute, io, join, lock, loop, many, program, spawn, tasks, timer, unlock } from './programs.ts';

const site = -1;

/** Jobs A, B, C… of given lengths, all at 0. */
function jobs(...lengths: number[]): Program {
  return program(Object.fromEntries(lengths.map((us, index) => [`job${index}`, [compute(us)]])), lengths.map((_, index) => ({ name: String.fromCharCode(65 + index), body: `job${index}`, arrivals: { type: 'at', timesUs: [0] } })));
}

const ends = (schedule: Schedule): number[] => [...schedule.tasks.endsUs];
const metricsOf = (one: Program, schedule: Schedule): ReturnType<typeof measure> => measure(one, schedule);

describe('one core and several', () => {
  test('jobs 8, 1, 1, 1, 1 on 4 cores take 8', () => {
    expect(run(jobs(8, 1, 1, 1, 1), machineOf('threads', 4)).wallUs).toBe(8);
  });

  test.each([[1, [12, 8, 16]], [2, [12, 9, 16]], [3, [11, 6, 16]]])('round robin of 5, 3, 8 with q=%d turns around in %j', (quantumUs, turnarounds) => {
    expect(ends(run(jobs(5, 3, 8), machineOf('threads', 1, { quantumUs })))).toEqual(turnarounds);
  });

  test.each([['fifo', 1100 / 3], ['sjf', 1000 / 3]] as const)('%s of 200, 100, 300 has a mean turnaround of %d', (policy, mean) => {
    const one = jobs(200, 100, 300);
    expect(metricsOf(one, run(one, machineOf('threads', 1, { policy }))).latencyUs.mean).toBeCloseTo(mean, 9);
  });

  test('a global tick interrupts at its multiples, a quantum counts from the dispatch', () => {
    const late = program({ a: [compute(5)], b: [compute(5)] }, [{ name: 'A', body: 'a', arrivals: { type: 'at', timesUs: [1] } }, { name: 'B', body: 'b', arrivals: { type: 'at', timesUs: [1] } }]);
    expect(lane(run(late, machineOf('threads', 1, { quantumUs: 3 })))).toBe('-AAABBBAABB');
    expect(lane(run(late, machineOf('threads', 1, { quantumUs: 3, globalTick: true })))).toBe('-AABBBAAABB');
  });
});

describe('fork and join', () => {
  test('a tree of depth 4 with nodes 1 + 1 and leaves 8: work 158, span 16', () => {
    const bodies: Record<string, Instruction[]> = { level0: [compute(8)] };
    for (let level = 1; level <= 4; level++) bodies[`level${level}`] = [compute(1), spawn(`level${level - 1}`, 'h', 2), join('all', 'h'), compute(1)];
    const tree = program(bodies, tasks('level4', 'root'));
    for (const cores of [1, 2, 3, 16]) expect(metricsOf(tree, run(tree, machineOf('threads', cores)))).toMatchObject({ workUs: 158, spanUs: 16 });
    expect(run(tree, machineOf('threads', 16)).wallUs).toBe(16);
  });

  test('fib(4) in strands: work 17, span 8, parallelism 2.125', () => {
    const bodies: Record<string, Instruction[]> = { fib0: [compute(1)], fib1: [compute(1)] };
    for (let n = 2; n <= 4; n++) bodies[`fib${n}`] = [compute(1), spawn(`fib${n - 1}`, 'h'), compute(1), spawn(`fib${n - 2}`, 'h'), join('all', 'h'), compute(1)];
    const fib = program(bodies, tasks('fib4', 'main'));
    expect(metricsOf(fib, run(fib, machineOf('threads', 2)))).toMatchObject({ workUs: 17, spanUs: 8, parallelism: 2.125 });
  });
});

describe('policies', () => {
  const three = (priorities: readonly number[]): TaskSpec[] => priorities.map((priority, index) => ({ name: 'ABC'[index] ?? '', body: 'work', priority, arrivals: { type: 'at', timesUs: [index] } }));

  test('a more urgent task takes the core, the less urgent one goes on later', () => {
    expect(lane(run(program({ work: [compute(3)] }, three([2, 1, 0])), machineOf('threads', 1, { policy: 'priority' })))).toBe('ABCCCBBAA');
  });

  test('in multi-level feedback a long job sinks and a short one passes it', () => {
    const one = program({ long: [compute(12)], short: [compute(1), io(2), compute(1), io(2), compute(1)] }, [...tasks('long', 'L'), { name: 'S', body: 'short', arrivals: { type: 'at', timesUs: [4] } }]);
    expect(lane(run(one, machineOf('threads', 1, { policy: 'mlfq', quantumUs: 1 })))).toBe('LLLLSLLSLLSLLLL');
  });

  test('boosting brings it back to the top', () => {
    // Two jobs that have sunk: without a boost the lowest queue deals in quanta of 4.
    const two = program({ work: [compute(9)] }, tasks('work', 'A B'));
    expect(lane(run(two, machineOf('threads', 1, { policy: 'mlfq', quantumUs: 1 })))).toBe('ABAABBAAAABBBBAABB');
    expect(lane(run(two, machineOf('threads', 1, { policy: 'mlfq', quantumUs: 1, boostUs: 6 })))).toBe('ABAABBABAABBABAABB');
  });

  test('moving to another core is charged', () => {
    // B waits beside A, comes back while C has its core, and goes on at A's.
    const one = program({ a: [compute(4)], b: [compute(1), io(3), compute(2)], c: [compute(6)] }, [...tasks('a', 'A'), ...tasks('b', 'B'), ...tasks('c', 'C')]);
    expect(lane(run(one, machineOf('threads', 2)), 0)).toBe('AAAABB-');
    expect(lane(run(one, machineOf('threads', 2, { migrationCostUs: 2 })), 0)).toBe('AAAA//BB');
    expect(lane(run(one, machineOf('threads', 2, { migrationCostUs: 2 })), 1)).toBe('BCCCCCC-');
  });

  test('coming back to a core that another has used is charged', () => {
    const one = program({ work: [compute(2), io(1), compute(2)] }, tasks('work', 'A B'));
    const cold = run(one, machineOf('threads', 1, { coldCacheCostUs: 1, quantumUs: 1 }));
    expect(lane(cold)).toBe('AB/A/B/A/B/A/B');
    expect(measure(one, run(one, machineOf('threads', 1, { quantumUs: 1 }))).overheadUs).toBe(0);
  });
});

describe('the order of JavaScript', () => {
  /** Names of the tasks in the order in which they ran. */
  function order(bodies: Record<string, Instruction[]>): string[] {
    const schedule = run(program(bodies, tasks('main', 'main')), machineOf('event-loop'));
    return [...schedule.events.task].map((task) => taskName(schedule.tasks, task));
  }

  const later = (body: string, start: 'nextTick' | 'microtask' | 'immediate' | 'timer', afterUs = 0): Instruction => ({ op: 'spawn', body, start, afterUs, site });
  const callbacks = { tick: [], promise: [], check: [], due: [] };

  test('nextTick goes before promise jobs, both before timers and setImmediate', () => {
    expect(order({ ...callbacks, main: [later('due', 'timer'), later('check', 'immediate'), later('promise', 'microtask'), later('tick', 'nextTick')] }).slice(0, 3)).toEqual(['main', 'tick', 'promise']);
  });

  test('inside an I/O callback setImmediate goes before a timer', () => {
    expect(order({ ...callbacks, main: [io(5), later('due', 'timer'), later('check', 'immediate')] })).toEqual(['main', 'main', 'check', 'due']);
  });

  test('inside a timer setImmediate goes before the next timer, unless that is due already', () => {
    expect(order({ ...callbacks, main: [timer(5), later('due', 'timer', 1), later('check', 'immediate')] })).toEqual(['main', 'main', 'check', 'due']);
  });

  test('timers go by due time, then by creation', () => {
    expect(order({ a: [], b: [], c: [], d: [], main: [later('a', 'timer', 3), later('b', 'timer', 1), later('c', 'timer', 3), later('d', 'timer', 1), compute(9)] })).toEqual(['main', 'b', 'd', 'a', 'c']);
  });

  test('microtasks drain between callbacks', () => {
    expect(order({ one: [later('promise', 'microtask')], two: [], promise: [], main: [later('one', 'timer', 1), later('two', 'timer', 1)] })).toEqual(['main', 'one', 'promise', 'two']);
  });

  test('a call runs to its first await before the caller goes on; a thread does not', () => {
    const one = program({ main: [spawn('callee'), compute(2)], callee: [compute(3), io(1), compute(1)] }, tasks('main', 'm'));
    expect(lane(run(one, machineOf('event-loop'))).replaceAll('callee', 'c')).toBe('cccmmc');
    expect(lane(run(one, machineOf('threads'))).replaceAll('callee', 'c')).toBe('mmccc-c');
  });

  test.each([[2, 300]])('concurrency %d over 300, 100, 100, 100 takes %d, chunks of 2 take 400', (limit, wall) => {
    const semaphore = { s: { type: 'semaphore' as const, permits: limit } };
    const pooled = (us: number): Instruction[] => [{ op: 'acquire', semaphore: 's', site }, timer(us), { op: 'release', semaphore: 's', site }];
    const one = program({ long: pooled(300), short: pooled(100), main: [spawn('long', 'p'), spawn('short', 'p', 3), join('all', 'p')] }, tasks('main', 'main'), semaphore);
    expect(run(one, machineOf('event-loop')).wallUs).toBe(wall);
    const chunks = program({ long: [timer(300)], short: [timer(100)], main: [spawn('long', 'p'), spawn('short', 'p'), join('all', 'p'), spawn('short', 'q', 2), join('all', 'q')] }, tasks('main', 'main'));
    expect(run(chunks, machineOf('event-loop')).wallUs).toBe(400);
  });

  test('a limited map starts the next as soon as one has ended', () => {
    const one = program({ item: [timer(100)], main: [{ op: 'map', how: 'all', body: 'item', times: 5, limit: 2, site }] }, tasks('main', 'main'));
    expect(ends(run(one, machineOf('event-loop')))).toEqual([300, 100, 100, 200, 200, 300]);
  });

  test('forEach(async) returns at 0', () => {
    const one = program({ item: [timer(100)], main: [spawn('item', undefined, 3)] }, tasks('main', 'main'));
    expect(ends(run(one, machineOf('event-loop')))).toEqual([0, 100, 100, 100]);
  });

  test('files share a pool of 4 threads, other I/O does not', () => {
    const files = (pool: boolean): number => run(program({ read: [io(10, 'disk')] }, [many('read', 8)], { disk: { type: 'device', pool } }), machineOf('event-loop')).wallUs;
    expect(files(true)).toBe(20);
    expect(files(false)).toBe(10);
  });
});

describe('workers', () => {
  const load = program({ hash: [compute(50)], web: [compute(1)] }, [{ name: 'hash', body: 'hash', worker: true, arrivals: { type: 'fixed', count: 3, startUs: 0, everyUs: 0 } }, { name: 'web', body: 'web', arrivals: { type: 'fixed', count: 5, startUs: 0, everyUs: 10 } }]);

  test('each takes one job at a time, and the loop stays free', () => {
    const schedule = run(load, machineOf('workers', 3));
    expect(ends(schedule)).toEqual([50, 50, 100, 1, 11, 21, 31, 41]);
  });

  test('with fewer cores than threads they take turns', () => {
    const schedule = run(load, machineOf('workers', 1, { poolSize: 3, quantumUs: 5 }));
    expect(schedule.outcome).toEqual({ type: 'finished' });
    expect(schedule.wallUs).toBe(155);
    const web = ends(schedule).slice(3).map((end, index) => end - 10 * index);
    expect(Math.max(...web)).toBeLessThanOrEqual(21);
  });
});

describe('cancelling and time limits', () => {
  test('a cancelled task ends at its wait, runs its finally clauses, and gives back what it held', () => {
    const one = program({
      main: [spawn('holder', 'h'), compute(5), { op: 'cancel', handle: 'h', site }, lock('m'), unlock('m'), { op: 'join', how: 'allSettled', handles: ['h'], site }],
      holder: [lock('m'), { op: 'try', body: [io(100)], catch: null, finally: [unlock('m')], site }],
    }, tasks('main', 'main'), { m: { type: 'lock' } });
    const schedule = run(one, machineOf('event-loop'));
    expect(schedule.outcome).toEqual({ type: 'finished' });
    expect(schedule.wallUs).toBe(5);
    expect([...schedule.tasks.result]).toEqual([1, 3]);
    expect(schedule.tasks.ioUs[1]).toBe(5);
  });

  test('a cancelled operation gives its place at the device to the next', () => {
    const one = program({ main: [spawn('a', 'a'), spawn('b', 'b'), timer(3), { op: 'cancel', handle: 'a', site }, join('allSettled', 'a', 'b')], a: [io(10, 'disk')], b: [io(10, 'disk')] }, tasks('main', 'main'), { disk: { type: 'device', capacity: 1 } });
    expect(run(one, machineOf('event-loop')).wallUs).toBe(13);
  });

  test.each([['event-loop'], ['threads']] as const)('%s: what takes longer than its limit fails, and can be caught', (model) => {
    const limited = (us: number): Instruction => ({ op: 'timeout', us, body: [io(20)], site });
    const one = program({ main: [{ op: 'try', body: [limited(10)], catch: [compute(1)], finally: [], site }, limited(30)] }, tasks('main', 'main'));
    const schedule = run(one, machineOf(model));
    expect(schedule.outcome).toEqual({ type: 'finished' });
    expect(schedule.wallUs).toBe(31);
    expect(run(program({ main: [limited(10)] }, tasks('main', 'main')), machineOf(model)).outcome).toEqual({ type: 'failed', detail: 'main failed: TimeoutError: the operation took too long' });
  });
});

test('a spinning task burns its core until the lock is free', () => {
  const one = program({ work: [{ op: 'lock', lock: 'm', spin: true, site }, compute(3), unlock('m')] }, tasks('work', 'A B'), { m: { type: 'lock' } });
  const schedule = run(one, machineOf('threads', 2));
  expect(lane(schedule, 1)).toBe('...BBB');
  expect(measure(one, schedule)).toMatchObject({ overheadUs: 3, blockedCoreUs: 0 });
  // One core: the spinner has to give it up for the holder to go on.
  expect(lane(run(one, machineOf('threads', 1, { quantumUs: 2 })))).toBe('AA..ABBB');
});

describe('queues in the long run', () => {
  // Three sigma at this length; seeds are fixed, so that the test says the same each time.
  test.each([
    ['M/M/1', 'threads', 1, 8000, 10_000], ['M/M/4', 'threads', 4, 2500, 8000],
  ] as const)('%s agrees with theory', (_, model, cores, meanGap, meanService) => {
    const one = program({ serve: [{ op: 'compute', us: { type: 'exponential', meanUs: meanService * (cores === 1 ? 0.64 : 1) }, site }] }, [{ name: 'customer', body: 'serve', arrivals: { type: 'poisson', count: 200_000, startUs: 0, everyUs: meanGap } }]);
    const metrics = measure(one, run(one, machineOf(model, cores)));
    const theory = mmc(1 / meanGap, 1 / (meanService * (cores === 1 ? 0.64 : 1)), cores);
    expect(metrics.latencyUs.mean / theory.systemTime).toBeGreaterThan(0.95);
    expect(metrics.latencyUs.mean / theory.systemTime).toBeLessThan(1.05);
    expect(metrics.wip / theory.inSystem).toBeGreaterThan(0.94);
    expect(metrics.wip / theory.inSystem).toBeLessThan(1.06);
  });
});

test('loops within loops, breaks, and finally clauses on the way out', () => {
  const one = program({
    main: [loop(3, loop(3, compute(1), { op: 'branch', condition: { type: 'compare', left: { register: 'n' }, is: '>=', right: 1 }, then: [{ op: 'try', body: [{ op: 'break', site }], catch: [], finally: [compute(10)], site }], else: [{ op: 'set', into: 'n', value: { register: 'n', plus: 1 }, site }], site })), compute(100)],
  }, tasks('main', 'main'));
  // First round of the inner loop: one plain turn, then one that breaks; the other two rounds break at once.
  expect(run(one, machineOf('threads')).wallUs).toBe(1 + 3 * 11 + 100);
});
