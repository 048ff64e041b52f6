import { describe, expect, test } from 'vitest';
import { applyGroups } from '../../../src/program/apply-groups.ts';
import { durationLookup } from '../../../src/program/durations.ts';
import { estimator } from '../../../src/program/estimate.ts';
import { functionNamed, independentLoops, modelOf, withFindings } from './model.ts';

/** What `f` of a text takes, in milliseconds, with the least sure origin. */
function elapsed(text: string): { ms: number; from: string } {
  const model = modelOf(text);
  const { us, from } = estimator(model, durationLookup()).function(functionNamed(model, 'f'));
  return { ms: us / 1000, from };
}

describe('as written', () => {
  test.each<[string, string, number, string]>([
    ['waits in line add up', 'async function f() { await sleep(100); await sleep(250); }', 350, 'literal'],
    ['Promise.all takes the slowest', 'async function f() { await Promise.all([sleep(100), sleep(250), sleep(30)]); }', 250, 'literal'],
    ['Promise.race takes the fastest', 'async function f() { await Promise.race([sleep(100), sleep(250)]); }', 100, 'literal'],
    ['a promise started early waits only for its rest', 'async function f() { const p = sleep(300); await sleep(100); await p; }', 300, 'literal'],
    ['a promise settled long ago is not waited for', 'async function f() { const p = sleep(50); await sleep(100); await p; }', 100, 'literal'],
    ['a local function is entered', 'async function g() { await sleep(40); await sleep(2); } async function f() { await g(); await g(); }', 84, 'literal'],
    ['a local function is as sure as what it waits for', 'async function g() { await other(); } async function f() { await g(); await sleep(1); }', 101, 'default'],
    ['a declared duration is believed rather than the body', '/** @overlap 7ms */ async function g() { await sleep(40); } async function f() { await g(); }', 7, 'annotation'],
    ['so it is of a function in parentheses', '/** @overlap 7ms */ const g = (async () => { await sleep(40); }) satisfies Load; async function f() { await g(); }', 7, 'annotation'],
    ['a function that is not async takes what it returns', 'const g = () => sleep(40); function h() { const x = 1; return g(); } async function f() { await h(); }', 40, 'literal'],
    ['one that returns a local async function enters it', 'async function g() { await sleep(4); await sleep(5); } const h = () => g(); async function f() { await h(); }', 9, 'literal'],
    ['one whose declaration says how long it takes', '/** @overlap 30ms */ function g() { return fetch(url); } async function f() { await g(); }', 30, 'annotation'],
    ['one that returns in two places is not followed', 'function g(x) { if (x) return sleep(3); return sleep(40); } async function f() { await g(); }', 100, 'default'],
    ['one that returns itself', 'function g() { return g(); } async function f() { await g(); }', 100, 'default'],
    ['a local function that always throws', 'async function g() { await sleep(9); throw new Error(); } async function f() { await g(); await sleep(100); }', 9, 'literal'],
    ['one that is caught', 'async function g() { await sleep(9); throw new Error(); } async function f() { try { await g(); await sleep(100); } catch { await sleep(7); } await sleep(1); }', 17, 'literal'],
    ['one that is called on one of two ways', 'async function g() { await sleep(9); throw new Error(); } async function f(x) { if (x) await g(); await sleep(3); }', 3, 'literal'],
    ['one that is called by another', 'async function g() { await sleep(9); throw new Error(); } async function h() { await g(); } const i = () => h(); async function f() { await i(); await sleep(100); }', 9, 'literal'],
    ['one that is returned', 'async function g() { await sleep(9); throw new Error(); } async function h() { return g(); } async function f() { await h(); await sleep(100); }', 9, 'literal'],
    ['one whose duration is said is a call like any other', '/** @overlap 9ms */ async function g() { throw new Error(); } async function f() { await g(); await sleep(100); }', 109, 'annotation'],
    ['one that is started early', 'async function g() { await sleep(9); throw new Error(); } async function f() { const p = g(); await sleep(30); await p; await sleep(100); }', 30, 'literal'],
    ['one of Promise.all', 'async function g() { await sleep(9); throw new Error(); } async function f() { await Promise.all([sleep(30), g()]); await sleep(100); }', 9, 'literal'],
    ['one of Promise.allSettled', 'async function g() { await sleep(9); throw new Error(); } async function f() { await Promise.allSettled([sleep(30), g()]); await sleep(100); }', 130, 'literal'],
    ['the faster of Promise.race', 'async function g() { await sleep(9); throw new Error(); } async function f() { await Promise.race([sleep(30), g()]); await sleep(100); }', 9, 'literal'],
    ['the slower of Promise.race', 'async function g() { await sleep(9); throw new Error(); } async function f() { await Promise.race([sleep(3), g()]); await sleep(100); }', 103, 'literal'],
    ['the faster of Promise.any', 'async function g() { await sleep(9); throw new Error(); } async function f() { await Promise.any([sleep(30), g()]); await sleep(100); }', 130, 'literal'],
    ['all of Promise.any', 'async function g(n) { await sleep(9); throw new Error(); } async function f() { await Promise.any([g(1), g(2)]); await sleep(100); }', 9, 'literal'],
    ['a mapped callback that always throws', 'async function f() { await Promise.all([1, 2].map(async () => { await sleep(9); throw new Error(); })); await sleep(100); }', 9, 'literal'],
    ['in a loop', 'async function g() { await sleep(9); throw new Error(); } async function f() { for (let i = 0; i < 3; i++) { await g(); } await sleep(100); }', 9, 'literal'],
    ['recursion through one', 'async function f() { await sleep(10); await again(); } const again = () => f();', 110, 'default'],
    ['recursion is entered once', 'async function f() { await sleep(10); await f(); }', 110, 'default'],
    ['mutual recursion too', 'async function f() { await sleep(10); await g(); } async function g() { await sleep(5); await f(); }', 115, 'default'],
    ['a counted loop', 'async function f() { for (let i = 0; i < 4; i++) { await sleep(25); } }', 100, 'literal'],
    ['a counter that a round moves on as well says no number', 'async function f(x) { for (let i = 0; i < 4; i++) { await sleep(25); if (x) i += 2; } }', 250, 'default'],
    ['what is there already takes no time', "async function f() { await null; await 'a'; await undefined; await Promise.resolve(); await Promise.resolve({ a: 1 }); await sleep(5); }", 5, 'literal'],
    ['a promise that is handed in may take some', 'async function f(p) { await Promise.resolve(p); }', 100, 'default'],
    ['an annotation behind a template', 'async function f(id) { await fetch(`/users/${id}/posts`); // @overlap 25ms\n }', 25, 'annotation'],
    ['one behind a template that is not the last', 'async function f(id) { await fetch(`/users/${id}`); // @overlap 25ms\n await fetch(`/posts/${id}`); // @overlap 30ms\n }', 55, 'annotation'],
    ['one behind a regular expression', 'async function f() { await find(/["`]/); // @overlap 25ms\n }', 25, 'annotation'],
    ['one in a template says nothing', 'async function f(id) { await fetch(`/users/${id} // @overlap 25ms`); }', 100, 'default'],
    ['a loop whose length is annotated', 'async function f(xs) { for (const x of xs) { // @overlap x3\n await sleep(25); } }', 75, 'annotation'],
    ['a mapped list whose length is annotated does not matter where all run side by side', 'async function f(xs) { await Promise.all(xs.map((x) => sleep(25))); // @overlap x3\n }', 25, 'literal'],
    ['a loop of unknown length turns ten times', 'async function f(xs) { for (const x of xs) { await sleep(25); } }', 250, 'default'],
    ['what was started before a loop holds up its first round alone', 'async function f() { const p = sleep(100); for (let i = 0; i < 3; i++) { await p; await sleep(10); } }', 130, 'literal'],
    ['it holds up none where it has settled', 'async function f() { const p = sleep(5); await sleep(7); for (let i = 0; i < 3; i++) { await p; await sleep(10); } }', 37, 'literal'],
    ['nor does it the inner of two loops', 'async function f() { const p = sleep(100); for (let i = 0; i < 3; i++) { for (let j = 0; j < 2; j++) { await p; await sleep(10); } await sleep(1); } }', 163, 'literal'],
    ['in a race as well', 'async function f() { const p = sleep(20); for (let i = 0; i < 3; i++) { await Promise.race([p, sleep(30)]); await sleep(1); } }', 23, 'literal'],
    ['what the rounds start goes on from the last of them', 'async function f() { const p = sleep(100); const all = []; for (let i = 0; i < 3; i++) { await p; await sleep(10); all.push(sleep(40)); } await Promise.all(all); }', 170, 'literal'],
    ['a guard that returns is not the run that is shown', 'async function f(x) { if (!x) { await sleep(1); return; } await sleep(100); }', 100, 'literal'],
    ['a throw is not shown where there is another way', 'async function f(x) { if (x) { await sleep(900); throw new Error(); } await sleep(3); return 1; }', 3, 'literal'],
    ['it is where there is none', 'async function f(x) { await sleep(9); throw new Error(); }', 9, 'literal'],
    ['a loop that must return, since after it comes a throw', 'async function f() { for (let i = 0; i < 5; i++) { const ok = await sleep(7); if (ok) return ok; await sleep(100); } throw new Error(); }', 7, 'literal'],
    ['a loop that must be left, since each round ends in a throw', 'async function f() { for (let i = 0; i < 5; i++) { const ok = await sleep(7); if (ok) break; throw new Error(); } await sleep(1); }', 8, 'literal'],
    ['a loop that returns what it finds, which it finds in its last round or not at all', 'async function f() { for (let i = 0; i < 5; i++) { const ok = await sleep(7); if (ok) return ok; } }', 35, 'literal'],
    ['the same, left by break', 'async function f() { for (let i = 0; i < 5; i++) { if (await sleep(7)) break; } await sleep(1); }', 36, 'literal'],
    ['with more to wait for behind the loop than on the way out', 'async function f() { for (let i = 0; i < 5; i++) { if (await sleep(7)) { await sleep(2); return; } } await sleep(1); }', 36, 'literal'],
    ['with more to wait for on the way out than in all rounds that are left', 'async function f() { for (let i = 0; i < 5; i++) { if (await sleep(7)) { await sleep(900); return; } } await sleep(1); }', 907, 'literal'],
    ['a loop in a loop that is left early', 'async function f() { for (let i = 0; i < 3; i++) { for (let j = 0; j < 4; j++) { if (await sleep(5)) break; } if (await sleep(1)) return; } }', 63, 'literal'],
    ['a loop that is left by a throw, caught around it', 'async function f() { try { for (let i = 0; i < 5; i++) { if (await sleep(7)) throw new Error(); } } catch { await sleep(3); } }', 35, 'literal'],
    ['a throw that is caught is a way like any other', 'async function f() { try { const ok = await sleep(7); if (!ok) throw new Error(); } catch { await sleep(50); } await sleep(1); }', 58, 'literal'],
    ['an error that an empty catch clause swallows', 'async function f() { try { await sleep(7); throw new Error(); } catch {} await sleep(1); }', 8, 'literal'],
    ['one that passes by a finally clause', 'async function f() { try { await sleep(7); throw new Error(); } finally { await sleep(2); } await sleep(1); }', 9, 'literal'],
    ['the longer branch is', 'async function f(x) { if (x) { await sleep(10); } else { await sleep(30); } await sleep(1); }', 31, 'literal'],
    ['a loop that returns in its first round', 'async function f() { for (let i = 0; i < 3; i++) { try { await sleep(20); return; } catch { await sleep(5); } } }', 20, 'literal'],
    ['finally runs', 'async function f() { try { await sleep(20); return 1; } finally { await sleep(3); } }', 23, 'literal'],
    ['nothing to wait for', 'async function f() { return 1; }', 0, 'literal'],
    ['a call handed on by a function that awaits nothing', 'async function g() { return frobnicate(); } async function f() { await g(); }', 100, 'default'],
    ['a timer handed on', 'async function f() { await sleep(5); return sleep(20); }', 25, 'literal'],
    ['a value handed on by a function that awaits', 'async function f() { const x = await sleep(5); return format(x); }', 5, 'literal'],
    ['a call handed on whose declaration says what it takes', '/** @overlap 30ms */ const g = (x) => frobnicate(x); async function f() { await sleep(5); return g(1); }', 35, 'annotation'],
    ['a call handed on that hands on a timer', 'const g = () => sleep(30); async function f() { await sleep(5); return g(); }', 35, 'literal'],
    ['an arrow that is one call', 'const g = async () => sleep(20); async function f() { await g(); }', 20, 'literal'],
    ['Promise.all handed on', 'async function f() { return Promise.all([sleep(5), sleep(20)]); }', 20, 'literal'],
  ])('%s', (_, text, ms, from) => {
    expect(elapsed(text)).toEqual({ ms, from });
  });

  test('a chain of 4,900 local functions does not overflow', () => {
    const chain = Array.from({ length: 4900 }, (_, n) => `async function f${n}() { await f${n + 1}(); }`).join('\n');
    const model = modelOf(`${chain}\nasync function f4900() { await sleep(1); }`);
    expect(estimator(model, durationLookup()).function(functionNamed(model, 'f0')).us).toBe(100_000);
    expect(estimator(model, durationLookup()).function(functionNamed(model, 'f4890')).us).toBe(1000);
  });

  test('the same function takes the same wherever one starts', () => {
    const model = modelOf('async function f() { await sleep(10); await g(); } async function g() { await sleep(5); await f(); }');
    const [first, second] = [estimator(model, durationLookup()), estimator(model, durationLookup())];
    const [f, g] = [functionNamed(model, 'f'), functionNamed(model, 'g')];
    expect([first.function(f).us, first.function(g).us]).toEqual([115_000, 105_000]);
    expect([second.function(g).us, second.function(f).us]).toEqual([105_000, 115_000]);
  });

  test('a promise that is made of itself does not go round for ever', () => {
    expect(elapsed('async function f() { let p = Promise.all([g()]); p = Promise.all([p, g()]); await p; }').ms).toBeGreaterThan(0);
  });
});

describe('with findings applied', () => {
  const overlapped = (text: string, groups: Parameters<typeof withFindings>[2], limit?: number) => {
    const found = modelOf(text);
    const model = withFindings(found, 'f', groups, independentLoops(functionNamed(found, 'f')));
    const fn = functionNamed(model, 'f');
    return estimator(model, durationLookup()).function(fn, applyGroups(fn, fn.groups, limit)).us / 1000;
  };

  test.each<[string, string, Parameters<typeof withFindings>[2], number]>([
    ['a group takes its slowest', 'async function f() { const a = await sleep(10); const b = await sleep(30); await sleep(5); }', [{ awaits: ['a1', 'a2'] }], 35],
    ['two groups one after the other', 'async function f() { await sleep(1); await sleep(2); await sleep(4); await sleep(8); }', [{ awaits: ['a1', 'a2'] }, { awaits: ['a3', 'a4'] }], 10],
    ['what stands between stays in line', 'async function f() { await sleep(10); await sleep(5); await sleep(10); }', [{ awaits: ['a1', 'a3'] }], 15],
    ['started early, one runs beside what stands between', 'async function f() { const a = await sleep(10); await sleep(5); const c = await sleep(12); }', [{ awaits: ['a1', 'a3'], shape: 'start-early' }], 15],
    ['started early, the longest decides', 'async function f() { const a = await sleep(10); await sleep(5); const c = await sleep(90); }', [{ awaits: ['a1', 'a3'], shape: 'start-early' }], 90],
    ['a group in a branch', 'async function f(x) { if (x) { await sleep(10); await sleep(30); } }', [{ awaits: ['a1', 'a2'] }], 30],
    ['a group of a compound statement', 'async function f(x) { try { await sleep(10); await sleep(1); } catch {} await sleep(30); }', [{ awaits: ['a1', 'a3'] }], 30],
    ['a bounded map: 20 rounds, 8 at a time', 'async function f() { for (let i = 0; i < 20; i++) { await sleep(10); } }', [{ awaits: ['a1'], shape: 'bounded-map' }], 30],
    ['the outer of two loops', 'async function f() { for (let i = 0; i < 4; i++) { for (let j = 0; j < 3; j++) { await sleep(10); } } }', [{ awaits: ['a1'], shape: 'bounded-map' }], 30],
    ['a group that finds no place changes nothing', 'async function f(x) { if (x) { await sleep(10); } else { await sleep(10); } }', [{ awaits: ['a1', 'a2'] }], 10],
  ])('%s', (_, text, groups, ms) => {
    expect(overlapped(text, groups)).toBe(ms);
  });

  test('the limit of a bounded map', () => {
    expect(overlapped('async function f() { for (let i = 0; i < 20; i++) { await sleep(10); } }', [{ awaits: ['a1'], shape: 'bounded-map' }], 5)).toBe(40);
  });
});
