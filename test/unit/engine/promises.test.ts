import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { machineOf } from '../../../src/engine/machine.ts';
import { eventKinds, taskResults } from '../../../src/engine/schedule.ts';
import { compile } from '../../../src/engine/compile.ts';
import { Simulation } from '../../../src/engine/simulation.ts';
import type { Instruction, Program } from '../../../src/program/program.ts';
import { runOnHost, type HostRun } from './host-promises.ts';
import { fail, join, program, spawn, tasks, timer } from './programs.ts';

const site = -1;

/** The same account of a run as the host gives. */
function runOnEngine(one: Program): HostRun {
  const simulation = new Simulation(one, compile(one), machineOf('event-loop'), { maxEvents: 1e6, maxTasks: 1e5 });
  simulation.run();
  const { tasks: table, errors, recording } = simulation;
  const events = recording.events();
  const log: string[] = [];
  for (let event = 0; event < events.count; event++) {
    if (eventKinds[events.kind[event] ?? 0] === 'dispatch') log.push(`${events.atUs[event] ?? 0} ${events.task[event] ?? 0}`);
  }
  const results = Array.from({ length: table.count }, (_, task) => {
    const result = taskResults[table.result[task] ?? 0];
    const ends = table.endsUs[task] ?? 0;
    return result === 'pending' ? 'pending' : result === 'rejected' ? `${ends} rejected ${errors[table.error[task] ?? 0] ?? ''}` : `${ends} fulfilled`;
  });
  return { log, results };
}

const handles = ['p', 'q', 'r'];
const combinator = fc.constantFrom('all', 'allSettled', 'race', 'any');

/** Steps of a body that may spawn the bodies behind it. */
function steps(depth: number, inLoop: boolean, later: readonly string[]): fc.Arbitrary<Instruction[]> {
  const time = fc.integer({ min: 0, max: 6 });
  const body = later.length > 0 ? fc.constantFrom(...later) : fc.constant('leaf');
  const choices: fc.WeightedArbitrary<Instruction>[] = [
    { weight: 5, arbitrary: time.map(timer) },
    { weight: 2, arbitrary: fc.constantFrom('microtask', 'nextTick').map((kind): Instruction => ({ op: 'io', us: 0, kind, site })) },
    { weight: 5, arbitrary: fc.tuple(body, fc.constantFrom(...handles), fc.integer({ min: 1, max: 3 })).map(([name, handle, times]) => spawn(name, handle, times)) },
    { weight: 1, arbitrary: fc.tuple(body, fc.constantFrom('nextTick', 'microtask', 'timer'), time).map(([name, start, afterUs]): Instruction => ({ op: 'spawn', body: name, start, afterUs, site })) },
    { weight: 4, arbitrary: fc.tuple(fc.oneof({ weight: 3, arbitrary: combinator }, { weight: 1, arbitrary: fc.constant('await' as const) }), fc.subarray(handles)).map(([how, names]) => join(how, ...names)) },
    { weight: 2, arbitrary: fc.tuple(combinator, body, fc.integer({ min: 0, max: 3 })).map(([how, name, times]): Instruction => ({ op: 'map', how, body: name, times, site })) },
    { weight: 1, arbitrary: fc.constantFrom('one', 'two').map(fail) },
  ];
  if (inLoop) choices.push({ weight: 1, arbitrary: fc.constantFrom('break', 'continue').map((op): Instruction => ({ op, site })) });
  if (depth > 0) {
    const inner = steps(depth - 1, inLoop, later);
    choices.push(
      { weight: 2, arbitrary: fc.tuple(inner, fc.option(inner), fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: inner })).map(([tried, caught, last]): Instruction => ({ op: 'try', body: tried, catch: caught, finally: last, site })) },
      { weight: 1, arbitrary: fc.tuple(fc.integer({ min: 0, max: 3 }), steps(depth - 1, true, later)).map(([times, body]): Instruction => ({ op: 'loop', times, body, site })) },
      { weight: 1, arbitrary: fc.constant({ op: 'return', site }) },
    );
  }
  return fc.array(fc.oneof(...choices), { maxLength: 5 });
}

/** A join may name only what its body spawns somewhere. */
function withKnownHandles(list: readonly Instruction[], known: ReadonlySet<string>): Instruction[] {
  return list.map((one): Instruction => {
    if (one.op === 'join') return { ...one, handles: one.handles.filter((handle) => known.has(handle)) };
    if (one.op === 'loop') return { ...one, body: withKnownHandles(one.body, known) };
    if (one.op === 'try') return { ...one, body: withKnownHandles(one.body, known), catch: one.catch && withKnownHandles(one.catch, known), finally: withKnownHandles(one.finally, known) };
    return one;
  });
}

function spawned(list: readonly Instruction[]): string[] {
  return list.flatMap((one) => (one.op === 'spawn' ? (one.handle ?? []) : one.op === 'loop' ? spawned(one.body) : one.op === 'try' ? [one.body, one.catch ?? [], one.finally].flatMap(spawned) : []));
}

const known = (list: readonly Instruction[]): Instruction[] => withKnownHandles(list, new Set(spawned(list)));

const programs: fc.Arbitrary<Program> = fc.record({
  main: steps(2, false, ['first', 'second', 'leaf']), first: steps(1, false, ['second', 'leaf']), second: steps(1, false, ['leaf']), leaf: steps(0, false, []).map((list) => list.filter((one) => one.op === 'io' || one.op === 'fail')),
}).map(({ main, first, second, leaf }) => program({ main: known(main), first: known(first), second: known(second), leaf }, tasks('main', 'main')));

describe('promises', () => {
  test('random async programs run as on the host, step for step', async () => {
    let compared = 0;
    await fc.assert(fc.asyncProperty(programs, async (one) => {
      compared++;
      expect(runOnEngine(one)).toEqual(await runOnHost(one));
    }), { numRuns: 3000 });
    expect(compared).toBeGreaterThanOrEqual(2000);
  });

  // S12: 100 fulfils, 200 rejects, 300 fulfils.
  const bodies = { quick: [timer(100)], bad: [timer(200), fail('no')], slow: [timer(300)] };
  const started = ['quick', 'bad', 'slow'].map((body) => spawn(body, 'p'));
  test.each([
    ['all', '200 rejected no'], ['allSettled', '300 fulfilled'], ['race', '100 fulfilled'], ['any', '100 fulfilled'],
  ] as const)('S12: %s ends with %s, and all three run to their ends', async (how, main) => {
    const one = program({ ...bodies, main: [...started, join(how, 'p')] }, tasks('main', 'main'));
    const { results } = runOnEngine(one);
    expect(results).toEqual([main, '100 fulfilled', '200 rejected no', '300 fulfilled']);
    expect(await runOnHost(one)).toMatchObject({ results });
  });

  test.each([
    ['any', '0 rejected AggregateError: all promises were rejected'], ['all', '0 fulfilled'], ['allSettled', '0 fulfilled'], ['race', 'pending'],
  ] as const)('S12: %s of nothing is %s', (how, result) => {
    expect(runOnEngine(program({ main: [join(how)] }, tasks('main', 'main'))).results).toEqual([result]);
  });

  test('S12: any of only rejections rejects at the last', () => {
    const one = program({ a: [timer(100), fail('a')], b: [timer(200), fail('b')], main: [spawn('a', 'p'), spawn('b', 'p'), join('any', 'p')] }, tasks('main', 'main'));
    expect(runOnEngine(one).results[0]).toBe('200 rejected AggregateError: all promises were rejected');
  });
});
