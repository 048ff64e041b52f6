import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Group } from '../../../src/analysis/model.ts';
import { machineOf } from '../../../src/engine/machine.ts';
import { run } from '../../../src/engine/run.ts';
import { taskName } from '../../../src/engine/schedule.ts';
import { applyGroups, noGroups } from '../../../src/program/apply-groups.ts';
import { durationLookup } from '../../../src/program/durations.ts';
import { estimator } from '../../../src/program/estimate.ts';
import { programOf } from '../../../src/program/from-model.ts';
import { functionNamed, independentLoops, modelOf, withFindings } from './model.ts';

const loop = machineOf('event-loop');

/** `f` of a text, run by the engine with no CPU of its own and added up by the estimate: when it returns, in microseconds. */
function both(text: string, groups: readonly Partial<Group>[] = []) {
  const found = modelOf(text);
  const model = withFindings(found, 'f', groups, independentLoops(functionNamed(found, 'f')));
  const fn = functionNamed(model, 'f');
  const estimates = estimator(model, durationLookup());
  const plan = groups.length > 0 ? applyGroups(fn) : noGroups;
  const schedule = run(programOf(fn, estimates, { plan, computeUs: 0 }), loop);
  const { us, fails } = estimates.function(fn, plan);
  return { engine: schedule.tasks.endsUs[0], estimate: us, fails, outcome: schedule.outcome };
}

describe('what the lanes show', () => {
  const lanes = (text: string) => {
    const model = modelOf(text);
    const fn = functionNamed(model, 'f');
    const { tasks, waits, sites } = run(programOf(fn, estimator(model, durationLookup()), { computeUs: 0 }), loop);
    return Array.from({ length: waits.count }, (_, row) => {
      const site = sites[waits.site[row] ?? -1];
      return `${taskName(tasks, waits.task[row] ?? 0)}: ${site?.label ?? ''} ${(waits.startUs[row] ?? 0) / 1000}–${(waits.endUs[row] ?? 0) / 1000} (${site?.await?.functionId ?? ''} ${site?.await?.id ?? ''}, ${site?.durationFrom ?? ''})`;
    }).sort();
  };

  test.each<[string, string, string[]]>([
    ['awaits in line, each under its callee', 'async function f() { await api.get(); await sleep(50); }', ['f: api.get 0–100 (f a1, default)', 'f: sleep 100–150 (f a2, literal)']],
    ['a local function has a lane of its own', 'async function g() { await sleep(5); } async function f() { await g(); }', ['f: g 0–5 (f a1, literal)', 'g: sleep 0–5 (g a1, literal)']],
    ['the members of Promise.all have lanes and point to its await', 'async function f() { await Promise.all([sleep(5), api.get()]); }', ['api.get: api.get 0–100 (f a1, default)', 'f: Promise.all 0–100 (f a1, default)', 'sleep: sleep 0–5 (f a1, literal)']],
    ['a promise started early points to the await that waits for it', 'async function f() { const p = api.get(); await sleep(30); await p; }', ['api.get: api.get 0–100 (f a2, default)', 'f: p 30–100 (f a2, default)', 'f: sleep 0–30 (f a1, literal)']],
    ['a mapped callback runs once for each element', 'async function f() { await Promise.all([1, 2].map(async (n) => { await sleep(7); })); }', ['callback 1: sleep 0–7 (f/map() a1, literal)', 'callback 2: sleep 0–7 (f/map() a1, literal)', 'f: Promise.all 0–7 (f a1, literal)']],
    ['a return without await has a wait', 'async function f() { return sleep(7); }', ['f: sleep 0–7 ( , literal)']],
  ])('%s', (_, text, expected) => {
    expect(lanes(text)).toEqual(expected);
  });

  test('code between awaits takes a moment that says it is a default', () => {
    const model = modelOf('async function f() { const a = 1; const b = 2; await sleep(5); }');
    const program = programOf(functionNamed(model, 'f'), estimator(model, durationLookup()));
    expect(program.sites[0]).toMatchObject({ label: 'code', durationUs: 20, durationFrom: 'default' });
    expect(run(program, loop).wallUs).toBe(5020);
  });

  test.each([
    'async function f() { for (let i = 0; i < 5_000_000_000; i++) { await sleep(1); } }',
    'async function f(xs) { for (const x of xs) { // @overlap x99999999999\n await sleep(1); } }',
  ])('more rounds than the engine counts are cut off like any that are too many: %s', (text) => {
    const model = modelOf(text);
    expect(run(programOf(functionNamed(model, 'f'), estimator(model, durationLookup())), loop, { maxEvents: 1000 }).outcome.type).toBe('limited');
  });

  test('with the number in flight limited, operations wait for one another', () => {
    const model = modelOf('async function f() { await Promise.all([sleep(5), sleep(5), sleep(5)]); }');
    const program = programOf(functionNamed(model, 'f'), estimator(model, durationLookup()), { computeUs: 0 });
    const wall = (mostInFlight: number) => run(program, { ...loop, mostInFlight }).wallUs;
    expect([wall(1), wall(2), wall(3)]).toEqual([15_000, 10_000, 5000]);
  });
});

/** A statement of a random function, in which every `await` is a statement of a block. */
type Piece =
  | { readonly type: 'wait'; readonly ms: number }
  | { readonly type: 'all' | 'race' | 'allSettled'; readonly ms: readonly number[] }
  | { readonly type: 'early'; readonly ms: number; readonly between: number }
  | { readonly type: 'before'; readonly ms: number; readonly rounds: number; readonly body: readonly Piece[] }
  | { readonly type: 'local' | 'thrower' | 'throwers' }
  | { readonly type: 'search'; readonly rounds: number; readonly ms: number; readonly found: readonly Piece[]; readonly how: 'return' | 'break' | 'continue' | 'throw 1' }
  | { readonly type: 'if' | 'guard' | 'try' | 'finally'; readonly body: readonly Piece[]; readonly other: readonly Piece[] }
  | { readonly type: 'loop'; readonly rounds: number; readonly body: readonly Piece[] }
  | { readonly type: 'push'; readonly rounds: number; readonly ms: number }
  | { readonly type: 'map'; readonly count: number; readonly ms: number };

const ms = fc.integer({ min: 0, max: 200 });
const several = fc.array(ms, { minLength: 1, maxLength: 4 });
const small = fc.integer({ min: 0, max: 4 });
const { piece } = fc.letrec<{ piece: Piece; body: readonly Piece[] }>((tie) => ({
  body: fc.array(tie('piece'), { maxLength: 3 }),
  piece: fc.oneof(
    { maxDepth: 3 },
    fc.record({ type: fc.constant('wait'), ms }),
    fc.record({ type: fc.constantFrom('all', 'race', 'allSettled'), ms: several }),
    fc.record({ type: fc.constant('early'), ms, between: ms }),
    fc.record({ type: fc.constant('before'), ms, rounds: small, body: tie('body') }),
    fc.record({ type: fc.constantFrom('local', 'local', 'local', 'thrower', 'throwers') }),
    fc.record({ type: fc.constant('search'), rounds: small, ms, found: tie('body'), how: fc.constantFrom('return', 'break', 'continue', 'throw 1') }),
    fc.record({ type: fc.constant('push'), rounds: small, ms }),
    fc.record({ type: fc.constant('map'), count: small, ms }),
    fc.record({ type: fc.constantFrom('if', 'guard', 'try', 'finally'), body: tie('body'), other: tie('body') }),
    fc.record({ type: fc.constant('loop'), rounds: small, body: tie('body') }),
  ),
}));

let names = 0;

function textOf(pieces: readonly Piece[]): string {
  return pieces.map((one): string => {
    const name = `p${names++}`;
    switch (one.type) {
      case 'wait':
        return `await sleep(${one.ms});`;
      case 'all':
      case 'race':
      case 'allSettled':
        return `await Promise.${one.type}([${one.ms.map((time) => `sleep(${time})`).join(', ')}]);`;
      case 'early':
        return `const ${name} = sleep(${one.ms}); await sleep(${one.between}); await ${name};`;
      case 'before':
        return `const ${name} = sleep(${one.ms}); for (let i = 0; i < ${one.rounds}; i++) { await ${name}; ${textOf(one.body)} await sleep(1); }`;
      case 'local':
        return 'await g();';
      case 'thrower':
        return 'await bad();';
      case 'throwers':
        return `const ${name} = bad(); await Promise.allSettled([${name}, sleep(1)]); await Promise.all([bad(), g()]);`;
      case 'search':
        return `for (let i = 0; i < ${one.rounds}; i++) { if (await sleep(${one.ms})) { ${textOf(one.found)} ${one.how}; } await sleep(1); }`;
      case 'if':
        return `if (x) { ${textOf(one.body)} } else { ${textOf(one.other)} }`;
      case 'guard':
        return `if (x) { ${textOf(one.body)} return; } ${textOf(one.other)}`;
      case 'try':
        return `try { ${textOf(one.body)} } catch { ${textOf(one.other)} }`;
      case 'finally':
        return `try { ${textOf(one.body)} } finally { ${textOf(one.other)} }`;
      case 'loop':
        return `for (let i = 0; i < ${one.rounds}; i++) { ${textOf(one.body)} }`;
      case 'push':
        return `const ${name} = []; for (let i = 0; i < ${one.rounds}; i++) { ${name}.push(sleep(${one.ms})); await sleep(10); } await Promise.all(${name});`;
      case 'map':
        return `await Promise.all([${Array.from({ length: one.count }, (_, n) => n).join(', ')}].map(async (n) => { await sleep(${one.ms}); }));`;
    }
  }).join(' ');
}

describe('the engine, given no CPU, agrees with the sum of the waits', () => {
  const source = (pieces: readonly Piece[]) => `async function g() { await sleep(3); await sleep(4); } async function bad() { await sleep(5); throw new Error(); } async function f(x) { ${textOf(pieces)} }`;

  test('as written', () => {
    fc.assert(fc.property(fc.array(piece, { maxLength: 6 }), (pieces) => {
      const text = source(pieces);
      const { engine, estimate, fails, outcome } = both(text);
      expect({ text, engine, outcome: outcome.type }).toEqual({ text, engine: estimate, outcome: fails ? 'failed' : 'finished' });
    }), { numRuns: 400 });
  });

  test('with findings applied; and where nothing else is in flight those never make it slower', () => {
    const shapes = fc.constantFrom('promise-all', 'all-settled', 'start-early');
    fc.assert(fc.property(fc.array(piece, { minLength: 2, maxLength: 6 }), fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }), shapes, (pieces, picks, shape) => {
      const text = source(pieces);
      const fn = functionNamed(modelOf(text), 'f');
      // The first awaits of some of the statements of the body, and every loop. A finding neither holds what leaves the function nor reaches over
      // it: what stands behind an early return would be started where the function has returned.
      const leaves = fn.steps.findIndex((step) => JSON.stringify(step).includes('"exit"'));
      const firsts = fn.steps.slice(0, leaves < 0 ? undefined : leaves).flatMap((step) => (step.type === 'statement' ? [step.first] : []));
      const awaits = firsts.filter((_, index) => picks[index % picks.length]);
      const loops = JSON.stringify(fn.steps).includes('"exit"') ? [] : fn.loops;
      const groups: Partial<Group>[] = [...(awaits.length > 1 ? [{ awaits, shape }] : []), ...loops.map((one) => ({ awaits: one.awaits.slice(0, 1), shape: 'bounded-map' as const }))];
      const { engine, estimate, fails, outcome } = both(text, groups);
      expect({ text, groups, engine, outcome: outcome.type }).toEqual({ text, groups, engine: estimate, outcome: fails ? 'failed' : 'finished' });
      // Waits put before the start of a promise hold that one up, and what settles all goes on after a failure: then it may well be slower.
      if (!/const p\d+ =|bad\(\);/.test(text)) expect(engine).toBeLessThanOrEqual(both(text).engine ?? 0);
    }), { numRuns: 400 });
  });
});
