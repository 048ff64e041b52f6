import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { replay } from '../../../src/engine/interleavings/replay.ts';
import { search, type Search } from '../../../src/engine/interleavings/search.ts';
import { machineOf } from '../../../src/engine/machine.ts';
import type { Instruction, Program, Resource } from '../../../src/program/program.ts';
import { bundledScenario } from '../../../src/scenarios/bundled.ts';
import { readScenario } from '../../../src/scenarios/load.ts';
import { compute, fail, io, join, lock, loop, program, spawn, tasks, unlock } from './programs.ts';

const site = -1;
const read = (variable: string, into = 'r'): Instruction => ({ op: 'read', variable, into, site });
const write = (variable: string, value: number | string, plus = 0): Instruction => ({ op: 'write', variable, value: typeof value === 'number' ? value : { register: value, plus }, site });
const add = (plus: number): Instruction => ({ op: 'set', into: 'r', value: { register: 'r', plus }, site });
const threads = machineOf('threads', 4);
const x = (initial: number): Record<string, Resource> => ({ x: { type: 'variable', initial } });

/** Final value of x → how many interleavings end with it. */
function endings(found: Search): Record<string, number | null> {
  return Object.fromEntries(found.outcomes.map(({ variables, count }) => [String(variables.x), count]));
}

function searchScenario(id: string): Search {
  const { program: one, machine } = readScenario(bundledScenario(id)?.document);
  return search(one, machine);
}

function philosophers(count: number, ordered: boolean): Program {
  const bodies: Record<string, Instruction[]> = {};
  for (let one = 0; one < count; one++) {
    const forks = [one, (one + 1) % count];
    if (ordered) forks.sort((first, second) => first - second);
    bodies[`P${one}`] = [...forks.map((fork) => lock(`fork ${fork}`)), ...forks.map((fork) => unlock(`fork ${fork}`))];
  }
  const resources = Object.fromEntries(Object.keys(bodies).map((_, fork) => [`fork ${fork}`, { type: 'lock' as const }]));
  return program(bodies, Object.keys(bodies).map((name) => ({ name, body: name, arrivals: { type: 'at', timesUs: [0] } })), resources);
}

function lucas(n: number): number {
  let [one, next] = [2, 1];
  for (let index = 0; index < n; index++) [one, next] = [next, one + next];
  return one;
}

describe('lost updates', () => {
  test('S18: of 20 interleavings of load, add, store twice 18 lose one', () => {
    const found = searchScenario('lost-update');
    expect(found).toMatchObject({ exhausted: true, exact: true, endless: false, interleavings: 20 });
    expect(endings(found)).toEqual({ 6: 18, 7: 2 });
  });

  test.each([
    ['atomic', [{ op: 'atomic', variable: 'x', add: 1, site }]],
    ['locked', [lock('m'), read('x'), add(1), write('x', 'r'), unlock('m')]],
  ] as [string, Instruction[]][])('S18: %s, none is lost, and there is no race', (_, increment) => {
    const found = search(program({ increment }, tasks('increment', 'A B'), { ...x(5), m: { type: 'lock' } }), threads);
    expect(endings(found)).toEqual({ 7: 2 });
    expect(found.races).toEqual([]);
  });

  test('S19: in JavaScript x = x + await f() twice at once always loses one; reading behind the await never does', () => {
    expect(endings(searchScenario('lost-update-in-javascript'))).toEqual({ 6: 2 });
    const behind = program({ add: [io(1), read('x'), write('x', 'r', 1)] }, tasks('add', 'A B'), x(5));
    expect(endings(search(behind, machineOf('event-loop')))).toEqual({ 7: 2 });
    expect(endings(search(behind, threads))).toEqual({ 6: expect.any(Number) as number, 7: expect.any(Number) as number });
  });

  test('three threads: 1680 interleavings, ending at 1, 2 and 3', () => {
    const found = search(program({ increment: [read('x'), add(1), write('x', 'r')] }, tasks('increment', 'A B C'), x(0)), threads);
    expect(found.interleavings).toBe(1680);
    expect(endings(found)).toEqual({ 1: 1404, 2: 270, 3: 6 });
  });

  test('two steps each have 6 interleavings in threads, 2 in JavaScript', () => {
    const one = program({ increment: [read('x'), write('x', 'r', 1)] }, tasks('increment', 'A B'), x(0));
    expect(search(one, threads).interleavings).toBe(6);
    const awaiting = program({ increment: [read('x'), io(1), write('x', 'r', 1)] }, tasks('increment', 'A B'), x(0));
    expect(search(awaiting, machineOf('event-loop')).interleavings).toBe(2);
  });
});

test('two straight-line threads of n steps have C(2n, n) interleavings', () => {
  for (let n = 0; n <= 20; n++) {
    let expected = 1;
    for (let k = 1; k <= n; k++) expected = (expected * (n + k)) / k;
    expect(search(program({ steps: Array.from({ length: n }, () => compute(1)) }, tasks('steps', 'A B')), threads).interleavings, String(n)).toBe(Math.round(expected));
  }
});

test('what is counted is what a naive walk over all interleavings finds', () => {
  const steps = fc.array(fc.oneof(
    fc.constant(read('x')), fc.integer({ min: 0, max: 2 }).map((plus) => write('x', 'r', plus)), fc.constant(add(1)), fc.constant<Instruction>({ op: 'atomic', variable: 'x', add: 1, site }),
  ), { maxLength: 4 });
  fc.assert(fc.property(fc.array(steps, { minLength: 1, maxLength: 3 }), fc.boolean(), (lists, locked) => {
    const bodies = Object.fromEntries(lists.map((list, index) => [`T${index}`, locked ? [lock('m'), ...list, unlock('m')] : list]));
    const one = program(bodies, Object.keys(bodies).map((name) => ({ name, body: name, arrivals: { type: 'at', timesUs: [0] } })), { ...x(0), m: { type: 'lock' } });
    expect(endings(search(one, threads))).toEqual(walk(Object.values(bodies)));
  }), { numRuns: 1000 });

  /** Every interleaving, one after the other, with no thought of saving any work. */
  function walk(bodies: readonly Instruction[][]): Record<string, number> {
    const found: Record<string, number> = {};
    const go = (pcs: number[], registers: number[], value: number, owner: number): void => {
      const steps = bodies.map((body, task) => body[pcs[task] ?? 0]).map((one) => (one?.op === 'lock' && owner >= 0 ? undefined : one));
      if (steps.every((one) => one === undefined)) found[String(value)] = (found[String(value)] ?? 0) + 1;
      steps.forEach((one, task) => {
        if (one === undefined) return;
        const nextPcs = pcs.map((pc, index) => (index === task ? pc + 1 : pc));
        const set = (to: number): number[] => registers.map((register, index) => (index === task ? to : register));
        const own = registers[task] ?? 0;
        if (one.op === 'read') go(nextPcs, set(value), value, owner);
        else if (one.op === 'write') go(nextPcs, registers, own + (typeof one.value === 'number' ? 0 : one.value.plus ?? 0), owner);
        else if (one.op === 'set') go(nextPcs, set(own + 1), value, owner);
        else if (one.op === 'atomic') go(nextPcs, registers, value + 1, owner);
        else go(nextPcs, registers, value, one.op === 'lock' ? task : -1);
      });
    };
    go(bodies.map(() => 0), bodies.map(() => 0), 0, -1);
    return found;
  }
});

describe('deadlocks', () => {
  test('S20: two locks in opposite order: 6 interleavings, 2 of them stuck, in a circle', () => {
    const found = searchScenario('deadlock');
    expect(found.interleavings).toBe(6);
    expect(found.shortestFailing).toMatchObject({ type: 'deadlock', count: 2, cycle: ['T0', 'T1'], steps: 2, detail: 'T0 waits for lock B, held by T1; T1 waits for lock A, held by T0' });
  });

  test('S20: its shortest interleaving replays', () => {
    const { program: one, machine } = readScenario(bundledScenario('deadlock')?.document);
    const text = search(one, machine).shortestFailing?.replay ?? '';
    expect(text).toBe('0 1');
    expect(replay(one, machine, text)).toMatchObject({ steps: [{ task: 'T0', does: 'locks A' }, { task: 'T1', does: 'locks B' }], waits: ['T0 waits for lock B, held by T1', 'T1 waits for lock A, held by T0'] });
    expect(() => replay(one, machine, '0 0 0 0 0')).toThrow(/belongs to another program/);
    expect(() => replay(one, machine, 'T0')).toThrow(/no step/);
  });

  test('S20: one preemption is enough, none is not', () => {
    const { program: one, machine } = readScenario(bundledScenario('deadlock')?.document);
    expect(search(one, machine, { preemptions: 0 }).shortestFailing).toBeNull();
    expect(search(one, machine, { preemptions: 1 }).shortestFailing).toMatchObject({ type: 'deadlock' });
  });

  test('S20: locks in one order: 2 interleavings, none stuck', () => {
    const ordered = [lock('A'), lock('B'), unlock('B'), unlock('A')];
    const found = search(program({ ordered }, tasks('ordered', 'T0 T1'), { A: { type: 'lock' }, B: { type: 'lock' } }), threads);
    expect(found).toMatchObject({ interleavings: 2, shortestFailing: null });
  });

  test.each([[2], [3], [4], [5]])('%d philosophers have Lucas(3N) − 1 states, with ordered forks Lucas(3N)', (count) => {
    expect(search(philosophers(count, false), threads).states).toBe(lucas(3 * count) - 1);
    expect(search(philosophers(count, true), threads).states).toBe(lucas(3 * count));
  });

  test('three philosophers: 396 interleavings, 6 stuck; with ordered forks 238, none', () => {
    const naive = search(philosophers(3, false), threads);
    expect(naive.interleavings).toBe(396);
    expect(naive.shortestFailing).toMatchObject({ count: 6, cycle: ['P0', 'P1', 'P2'] });
    expect(search(philosophers(3, true), threads)).toMatchObject({ interleavings: 238, shortestFailing: null });
    expect(searchScenario('philosophers')).toMatchObject({ interleavings: 396, states: lucas(9) - 1 });
  });

  test('a task that locks twice waits for itself; a receiver may wait for nobody', () => {
    const twice = search(program({ main: [lock('m'), lock('m')] }, tasks('main', 'A'), { m: { type: 'lock' } }), threads);
    expect(twice.shortestFailing).toMatchObject({ cycle: ['A'], detail: 'A waits for lock m, which it holds itself' });
    const alone = search(program({ main: [{ op: 'receive', channel: 'c', site }] }, tasks('main', 'A'), { c: { type: 'channel' } }), threads);
    expect(alone.shortestFailing).toMatchObject({ cycle: [], detail: 'A waits to receive on c, and nobody is left to send' });
  });
});

describe('memory and synchronisation', () => {
  test('under sequential consistency two stores and two loads never both read 0', () => {
    const both = { a: [write('x', 1), read('y'), write('p', 'r')], b: [write('y', 1), read('x'), write('q', 'r')] };
    const variables = Object.fromEntries(['x', 'y', 'p', 'q'].map((name) => [name, { type: 'variable' as const, initial: 0 }]));
    const found = search(program(both, [...tasks('a', 'A'), ...tasks('b', 'B')], variables), threads);
    const seen = found.outcomes.map(({ variables: { p, q } }) => `${p ?? ''}${q ?? ''}`).sort();
    expect(seen).toEqual(['01', '10', '11']);
    expect(found.races.map(({ variable }) => variable).sort()).toEqual(['x', 'y']);
  });

  test('a race names both accesses, and its replay leads to where either can come next', () => {
    const one = program({ a: [compute(1), write('x', 1)], b: [read('x')] }, [...tasks('a', 'A'), ...tasks('b', 'B')], x(0));
    const [race, ...more] = search(one, threads).races;
    expect(more).toEqual([]);
    expect(race).toMatchObject({ variable: 'x', first: { task: 'A', does: 'writes' }, second: { task: 'B', does: 'reads' } });
    expect(replay(one, threads, race?.replay ?? '?').steps).toHaveLength(1);
  });

  test.each([
    ['a join orders', { main: [spawn('child', 'c'), join('all', 'c'), read('x')], child: [write('x', 1)] }],
    ['a message orders', { main: [spawn('child'), { op: 'receive', channel: 'c', site }, read('x')], child: [write('x', 1), { op: 'send', channel: 'c', site }] }],
    ['a rendezvous orders', { main: [spawn('child'), { op: 'receive', channel: 'd', site }, read('x')], child: [write('x', 1), { op: 'send', channel: 'd', site }] }],
    ['a barrier orders', { main: [spawn('child'), { op: 'barrier', barrier: 'b', site }, read('x')], child: [write('x', 1), { op: 'barrier', barrier: 'b', site }] }],
    ['a semaphore orders', { main: [{ op: 'acquire', semaphore: 's', site }, spawn('child'), { op: 'acquire', semaphore: 's', site }, read('x')], child: [write('x', 1), { op: 'release', semaphore: 's', site }] }],
  ] as [string, Record<string, Instruction[]>][])('%s accesses', (_, bodies) => {
    const resources: Record<string, Resource> = { ...x(0), c: { type: 'channel', capacity: 1 }, d: { type: 'channel', capacity: 0 }, b: { type: 'barrier', parties: 2 }, s: { type: 'semaphore', permits: 1 } };
    const found = search(program(bodies, tasks('main', 'main'), resources), threads);
    expect(found.races).toEqual([]);
    expect(found.outcomes.map(({ type, variables }) => [type, variables.x])).toEqual([['finished', 1]]);
  });

  test('a spin loop that yields ends; one that does not goes round for ever', () => {
    const spin = (rest: Instruction[]): Program => program({
      waiter: [read('x'), { op: 'while', condition: { type: 'compare', left: { register: 'r' }, is: '==', right: 0 }, body: [...rest, read('x')], site }], setter: [compute(1), write('x', 1)],
    }, [...tasks('waiter', 'A'), ...tasks('setter', 'B')], x(0));
    expect(search(spin([{ op: 'yield', site }]), threads)).toMatchObject({ exhausted: true, endless: false, outcomes: [{ type: 'finished' }] });
    expect(search(spin([]), threads)).toMatchObject({ exhausted: true, endless: true, interleavings: null, outcomes: [{ type: 'finished', count: null }] });
  });

  test('a failure is an outcome, with the shortest way to it', () => {
    const one = program({ a: [write('x', 1), write('x', 0)], b: [read('x'), { op: 'branch', condition: { type: 'compare', left: { register: 'r' }, is: '==', right: 1 }, then: [fail('saw it half done')], else: [], site }] }, [...tasks('a', 'A'), ...tasks('b', 'B')], x(0));
    const found = search(one, threads);
    expect(found.shortestFailing).toMatchObject({ type: 'failed', detail: 'saw it half done' });
    expect(replay(one, threads, found.shortestFailing?.replay ?? '').steps.map(({ task, does }) => `${task} ${does}`)).toEqual(['A writes x', 'B reads x', 'B fails: saw it half done']);
  });

  test('chance goes both ways', () => {
    const one = program({ main: [{ op: 'branch', condition: { type: 'probability', p: 0.5 }, then: [write('x', 1)], else: [write('x', 2)], site }] }, tasks('main', 'A'), x(0));
    const found = search(one, threads);
    expect(endings(found)).toEqual({ 1: 1, 2: 1 });
    for (const { replay: text, variables } of found.outcomes) expect(replay(one, threads, text).steps.at(-1)?.variables).toEqual(variables);
  });

  test('loops, breaks and returns are no steps of their own', () => {
    const one = program({ main: [loop(3, { op: 'atomic', variable: 'x', add: 1, site }, { op: 'branch', condition: { type: 'compare', left: 1, is: '==', right: 1 }, then: [{ op: 'continue', site }], else: [], site }), loop(9, { op: 'atomic', variable: 'x', add: 10, site }, { op: 'break', site }), { op: 'return', site }, write('x', 0)] }, tasks('main', 'A'), x(0));
    expect(search(one, threads)).toMatchObject({ states: 5, interleavings: 1, outcomes: [{ variables: { x: 13 } }] });
  });
});

describe('limits', () => {
  test('what was not looked at is not claimed', () => {
    const found = search(philosophers(8, false), threads, { maxStates: 1000 });
    expect(found).toMatchObject({ exhausted: false, interleavings: null });
    expect(found.detail).toMatch(/stopped at 1000 states/);
  });

  test('an aborted search ends at once', () => {
    expect(search(philosophers(8, false), threads, { signal: { aborted: true } })).toMatchObject({ exhausted: false, states: 1 });
  });

  test('spawning without end is stopped', () => {
    const found = search(program({ main: [spawn('main')] }, tasks('main', 'A')), threads);
    expect(found.exhausted).toBe(false);
    expect(found.detail).toMatch(/spawn fewer/);
  });

  test('what the search does not know is named', () => {
    expect(() => search(program({ main: [{ op: 'timeout', us: 1, body: [], site }] }, tasks('main', 'A')), threads)).toThrow('bodies.main: the search over interleavings does not know timeout; leave it out of what is searched');
    expect(() => search(program({ main: [write('x', 0.5)] }, tasks('main', 'A'), x(0)), threads)).toThrow(/whole numbers/);
  });

  test('counts beyond 2^53 are said to be rounded', () => {
    const long = program({ steps: Array.from({ length: 40 }, () => compute(1)) }, tasks('steps', 'A B'));
    expect(search(long, threads)).toMatchObject({ exhausted: true, exact: false });
  });
});
