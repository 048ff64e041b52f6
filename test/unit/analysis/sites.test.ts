import { describe, expect, test } from 'vitest';
import { analyze } from '../../../src/analysis/analyze.ts';
import type { AsyncFunction } from '../../../src/analysis/model.ts';

function only(text: string, path = 'a.ts'): AsyncFunction {
  const { functions } = analyze({ path, text });
  const [first] = functions;
  if (first === undefined) throw new Error('no function found');
  return first;
}

describe('functions', () => {
  const table: readonly (readonly [string, string, readonly string[]])[] = [
    ['declaration', 'async function load() { await a(); }', ['load']],
    ['arrow in a variable', 'const load = async () => { await a(); };', ['load']],
    ['method', 'class Api { async load() { await a(); } }', ['load']],
    ['private and quoted methods', 'class A { async #x() { await a(); } async "two words"() { await a(); } }', ['#x', 'two words']],
    ['property', 'const o = { load: async function () { await a(); } };', ['load']],
    ['assignment', 'exports.load = async () => { await a(); };', ['load']],
    ['callback', 'list.map(async (x) => { await a(x); });', ['<anonymous>']],
    ['top level', 'await a();', ['<module>']],
    ['async without awaits', 'async function f() { return 1; }', ['f']],
    ['nested', 'async function f() { await a(); async function g() { await b(); } }', ['f', 'g']],
    ['not asynchronous', 'function f() { return g(); } // async await', []],
    ['overloads have no body', 'async function f(): Promise<void>;\nasync function f() { await a(); }', ['f']],
  ];
  test.each(table)('%s', (_, text, names) => {
    expect(analyze({ path: 'a.ts', text }).functions.map((f) => f.name)).toEqual(names);
  });

  test('ids are unique paths of names', () => {
    const text = 'class A { async x() { await a(); } }\nclass B { async x() { await a(); } }\nasync function f() { l.map(async () => await a()); l.map(async () => await b()); }';
    expect(analyze({ path: 'a.ts', text }).functions.map((f) => f.id)).toEqual(['A.x', 'B.x', 'f', 'f/map()', 'f/map()#2']);
  });
});

describe('awaits', () => {
  const table: readonly (readonly [string, string, string])[] = [
    ['alone', 'await a();', 'direct/sequential'],
    ['all', 'await Promise.all([a(), b()]);', 'all/concurrent'],
    ['all of one', 'await Promise.all([a()]);', 'all/sequential'],
    ['all of awaited members', 'await Promise.all([await a(), await b()]);', 'all/sequential direct/sequential direct/sequential'],
    ['a Promise of our own', 'const Promise = x; await Promise.all([a(), b()]);', 'direct/sequential'],
    ['race, any and allSettled', 'await Promise.race([a(), b()]); await Promise.any([a(), b()]); await Promise.allSettled(l.map(f));', 'race/concurrent any/concurrent allSettled/concurrent'],
    ['started early', 'const p = a(); await b(); await p;', 'direct/concurrent deferred/sequential'],
    ['started and awaited at once', 'const p = a(); await p;', 'deferred/sequential'],
    ['two started early', 'const p = a(); const q = b(); await p; await q;', 'deferred/concurrent deferred/sequential'],
    ['list of promises', 'const l = []; for (const x of xs) l.push(f(x)); await g(); await Promise.all(l);', 'direct/concurrent all/concurrent'],
    ['for await', 'for await (const x of s) await f(x);', 'for-await/sequential direct/sequential'],
    ['await using', 'await using c = open(); await c.use();', 'using/sequential direct/sequential'],
    ['then chain of all', 'await Promise.all([a(), b()]).then(f);', 'all/concurrent'],
    ['limited', 'await Promise.all(xs.map((x) => limit(() => f(x))));', 'limited/concurrent'],
  ];
  test.each(table)('%s', (_, body, expected) => {
    const { awaits } = only(`async function f() { ${body} }`);
    expect(awaits.map((a) => `${a.form}/${a.mode}`).join(' ')).toBe(expected);
  });

  test('columns count UTF-16 units, lines end at CRLF', () => {
    const [site] = only('// 𝒳\r\nasync function f() { s("𝒳"); await a(); }').awaits;
    expect(site?.place).toMatchObject({ line: 2, column: 31 });
  });
});

describe('pairs and loops', () => {
  test('consecutive statements of one block that hold awaits, compound ones too', () => {
    const f = only('async function f() { await a(); x(); if (c) { await b(); await d(); } await e(); g(async () => { await h(); }); }');
    expect(f.pairs.map((p) => `${p.first}-${p.second}`)).toEqual(['a1-a2', 'a2-a3', 'a2-a4']);
  });

  test('loops whose body holds an await, by their keyword', () => {
    const f = only('async function f() { for (const x of await a()) {} while (await b()) { c(); } do { await d(); } while (x); for (;;) { for (const y of z) await y; } }');
    expect(f.loops.map((l) => l.awaits.join())).toEqual(['a3', 'a4', 'a4']);
    expect(f.loops.map((l) => l.place.end - l.place.start)).toEqual([2, 3, 3]);
  });
});
