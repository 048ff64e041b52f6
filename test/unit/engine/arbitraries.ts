/** Random programs and machines. Every program here ends: locks are released in the order of nesting, spawning is bounded, joins are of what was spawned. */
import fc from 'fast-check';
import { machineOf, type Machine } from '../../../src/engine/machine.ts';
import type { Instruction, Program, Resource } from '../../../src/program/program.ts';
import { compute, fail, io, join, loop, program, spawn, timer } from './programs.ts';

const site = -1;
const time = fc.integer({ min: 0, max: 9 });

export const machines: fc.Arbitrary<Machine> = fc.record({
  model: fc.constantFrom('event-loop', 'event-loop-per-core', 'blocking', 'threads', 'thread-pool', 'green-threads', 'workers', 'gil'),
  cores: fc.integer({ min: 1, max: 4 }), quantumUs: fc.integer({ min: 0, max: 5 }), switchCostUs: fc.integer({ min: 0, max: 2 }), tick: fc.boolean(),
  poolSize: fc.integer({ min: 4, max: 6 }), policy: fc.constantFrom('fifo', 'sjf', 'list', 'priority', 'mlfq'), migrationCostUs: fc.integer({ min: 0, max: 2 }),
  coldCacheCostUs: fc.integer({ min: 0, max: 2 }), balancer: fc.constantFrom('dealt', 'one-queue'), stealing: fc.boolean(), boostUs: fc.constantFrom(0, 7), mostInFlight: fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined }),
}).map(({ model, cores, tick, mostInFlight, ...rest }) => machineOf(model, cores, {
  // A pool whose every thread waits for tasks that wait for a thread is deadlocked, and rightly so: not here.
  ...rest, poolSize: model === 'thread-pool' ? 100 : rest.poolSize, globalTick: tick && rest.quantumUs > 0, ...(mostInFlight !== undefined && { mostInFlight }),
}));

const duration = fc.oneof({ weight: 4, arbitrary: time }, { weight: 1, arbitrary: fc.record({ type: fc.constant('uniform' as const), minUs: fc.constant(1), maxUs: time.map((us) => us + 1) }) }, { weight: 1, arbitrary: fc.record({ type: fc.constant('exponential' as const), meanUs: fc.integer({ min: 1, max: 9 }) }) });

/** Steps that hold nothing: they cannot stand in anyone's way. */
const free: fc.Arbitrary<Instruction>[] = [
  duration.map((us): Instruction => ({ op: 'compute', us, site })),
  duration.map((us): Instruction => ({ op: 'io', us, site })),
  time.map((us) => io(us, 'disk')),
  time.map((us) => io(us, 'file')),
  time.map(timer),
  fc.constantFrom('nextTick', 'microtask', 'immediate').map((kind): Instruction => ({ op: 'io', us: 0, kind, site })),
  fc.constant({ op: 'yield', site }),
  fc.integer({ min: -2, max: 2 }).map((add): Instruction => ({ op: 'atomic', variable: 'x', add, into: 'r', site })),
];

/** Locks nest by name (`m` outside `n`) and nothing is joined under one, so that there is no deadlock. */
function steps(depth: number, later: readonly string[], held: 0 | 1 | 2 = 0): fc.Arbitrary<Instruction[]> {
  const choices: fc.WeightedArbitrary<Instruction[]>[] = [{ weight: 6, arbitrary: fc.oneof(...free).map((one) => [one]) }];
  const body = later.length > 0 ? fc.constantFrom(...later) : fc.constant('');
  if (later.length > 0 && held === 0) {
    const how = fc.constantFrom('all', 'allSettled', 'any', 'race', 'await');
    choices.push(
      { weight: 2, arbitrary: fc.tuple(body, fc.integer({ min: 1, max: 3 })).map(([name, times]) => [spawn(name, 'h', times)]) },
      { weight: 1, arbitrary: fc.tuple(body, fc.constantFrom('nextTick', 'microtask', 'timer', 'immediate'), time).map(([name, start, afterUs]): Instruction[] => [{ op: 'spawn', body: name, start, afterUs, site }]) },
      { weight: 2, arbitrary: fc.tuple(body, how, fc.integer({ min: 1, max: 3 }), steps(0, [])).map(([name, one, times, between]) => [spawn(name, 'h', times), ...between, guarded(join(one, 'h'))]) },
      { weight: 1, arbitrary: fc.tuple(body, fc.constantFrom('all', 'allSettled', 'race'), fc.integer({ min: 1, max: 4 }), fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined })).map(([name, one, times, limit]) => [guarded({ op: 'map', how: one, body: name, times, ...(limit !== undefined && { limit }), site })]) },
      { weight: 1, arbitrary: body.map((name) => [spawn(name, 'c'), { op: 'cancel', handle: 'c', site }]) },
    );
  }
  if (held === 0) choices.push({ weight: 1, arbitrary: fc.constantFrom('oops').map((error) => [guarded(fail(error))]) });
  if (depth > 0) {
    const inner = steps(depth - 1, later, held);
    choices.push(
      { weight: 1, arbitrary: fc.tuple(fc.integer({ min: 0, max: 3 }), inner).map(([times, list]) => [loop(times, ...list)]) },
      { weight: 1, arbitrary: fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), inner, inner).map(([p, then, otherwise]): Instruction[] => [{ op: 'branch', condition: { type: 'probability', p }, then, else: otherwise, site }]) },
    );
    if (held === 0) choices.push({ weight: 1, arbitrary: fc.tuple(time, steps(depth - 1, [])).map(([us, list]) => [guarded({ op: 'timeout', us, body: list, site })]) });
    if (held < 1) choices.push({ weight: 1, arbitrary: steps(depth - 1, later, 1).map((list) => around({ op: 'lock', lock: 'm', site }, list, { op: 'unlock', lock: 'm', site })) });
    if (held < 2) choices.push({ weight: 1, arbitrary: steps(depth - 1, later, 2).map((list) => around({ op: 'lock', lock: 'n', site }, list, { op: 'unlock', lock: 'n', site })) });
    if (held < 2) choices.push({ weight: 1, arbitrary: steps(depth - 1, later, 2).map((list) => around({ op: 'acquire', semaphore: 's', site }, list, { op: 'release', semaphore: 's', site })) });
  }
  return fc.array(fc.oneof(...choices), { maxLength: 4 }).map((lists) => lists.flat());
}

/** What may be interrupted gives back what it holds. */
function around(take: Instruction, list: Instruction[], give: Instruction): Instruction[] {
  return [take, { op: 'try', body: list, catch: null, finally: [give], site }];
}

/** A failure here stays here. */
function guarded(one: Instruction): Instruction {
  return { op: 'try', body: [one], catch: [], finally: [], site };
}

const resources: Record<string, Resource> = {
  disk: { type: 'device', capacity: 2 }, file: { type: 'device', pool: true }, m: { type: 'lock' }, n: { type: 'lock' }, s: { type: 'semaphore', permits: 2 }, x: { type: 'variable', initial: 0 },
};

export const programs: fc.Arbitrary<Program> = fc.record({
  a: steps(2, ['b', 'c']), b: steps(1, ['c']), c: steps(1, []),
  tasks: fc.array(fc.record({
    body: fc.constantFrom('a', 'b', 'c'), priority: fc.integer({ min: 0, max: 2 }), worker: fc.boolean(),
    arrivals: fc.oneof(
      fc.record({ type: fc.constant('at' as const), timesUs: fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 3 }) }),
      fc.record({ type: fc.constant('fixed' as const), count: fc.integer({ min: 0, max: 3 }), startUs: time, everyUs: time }),
      fc.record({ type: fc.constant('poisson' as const), count: fc.integer({ min: 0, max: 3 }), startUs: time, everyUs: fc.integer({ min: 1, max: 9 }) }),
    ),
  }), { minLength: 1, maxLength: 4 }),
}).map(({ tasks, ...bodies }) => program(bodies, tasks.map((task, index) => ({ ...task, name: `task${index}` })), resources));

/** Computing and fork-join alone: what Brent's and Graham's bounds speak of. */
export const forkJoins: fc.Arbitrary<Program> = fc.record({ a: dag(2, ['b', 'c']), b: dag(1, ['c']), c: dag(0, []) })
  .map((bodies) => program(bodies, [{ name: 'main', body: 'a', arrivals: { type: 'at', timesUs: [0] } }]));

function dag(depth: number, later: readonly string[]): fc.Arbitrary<Instruction[]> {
  const choices: fc.WeightedArbitrary<Instruction>[] = [{ weight: 3, arbitrary: time.map(compute) }];
  if (later.length > 0) {
    choices.push({ weight: 2, arbitrary: fc.tuple(fc.constantFrom(...later), fc.integer({ min: 1, max: 4 })).map(([name, times]) => spawn(name, 'h', times)) }, { weight: 1, arbitrary: fc.constant(join('all', 'h')) });
  }
  if (depth > 0) choices.push({ weight: 1, arbitrary: fc.tuple(fc.integer({ min: 0, max: 3 }), dag(depth - 1, later)).map(([times, list]) => loop(times, ...list)) });
  return fc.array(fc.oneof(...choices), { maxLength: 6 }).map((list) => (later.length > 0 ? [spawn(later[0] ?? '', 'h'), ...list] : list));
}
