import { describe, expect, test } from 'vitest';
import { statementsOf } from './told.ts';

/** What cannot be followed must leave a trace: a summary that says `complete` where something was not seen would let a verdict be `independent` for no reason. */
describe('what cannot be resolved is never harmless', () => {
  test.each([
    ['a global that nobody declares', 'await mystery();'],
    ['an import that leads nowhere', "import { x } from './gone'; async function main() { await x(); }"],
    ['an alias that leads nowhere', "import { x } from '@/gone'; async function main() { await x(); }"],
    ['a package that is not in the catalogue', "import { x } from 'unheard-of'; async function main() { await x(); }"],
    ['a member that the catalogue does not list', "import fs from 'fs'; async function main() { await fs.frobnicate(); }"],
    ['an object of an unknown package', "import { Client } from 'unheard-of'; const c = new Client(); async function main() { await c.go(); }"],
    ['a parameter', 'async function main(work) { await work(); }'],
    ['a parameter of type any', 'async function main(db: any) { await db.frobnicate(); }'],
    ['a member of a parameter', 'async function main(ctx) { await ctx.services.a.go(); }'],
    ['a function of an object that a schema describes', "import { z } from 'zod'; const S = z.object({ run: z.function() }); async function main(hooks: z.infer<typeof S>) { await hooks.run(); }"],
    ['a function of a described object, through a name', "import type { Static } from '@sinclair/typebox'; type Hooks = Static<typeof S>; async function go(hooks: Hooks) { const { run } = hooks; await run(); } async function main(hooks: Hooks) { await go(hooks); }"],
    ['a typed parameter without a body', 'interface Api { go(): Promise<void> } async function main(api: Api) { await api.go(); }'],
    ['a field of which only the type is known', 'class C { constructor(private go: () => Promise<void>) {} async main() { await this.go(); } }'],
    ['a computed member', "const table = { a() {}, b() {} }; async function main(k: string) { await table[k](); }"],
    ['what a call gives back', 'async function main() { await (await pick())(); }'],
    ['a variable that is assigned again', 'let go = async () => {}; go = other; async function main() { await go(); }'],
    ['one of two', 'async function main(a, b, c) { await (a ? b : c)(); }'],
    ['a method of a base class of another package', "import { Base } from 'unheard-of'; class C extends Base { async main() { await this.inherited(); } }"],
    ['super of another package', "import { Base } from 'unheard-of'; class C extends Base { async main() { await super.main(); } }"],
    ['an abstract method', 'abstract class C { abstract go(): Promise<void>; async main() { await this.go(); } }'],
    ['a declared function', 'declare function go(): Promise<void>; async function main() { await go(); }'],
    ['an overload without a body', 'function go(a: string): Promise<void>; function go(a: number): Promise<void>; async function main() { await go(1); }'],
    ['a callback of an unknown name', 'async function each(list, f) { for (const x of list) await f(x); } async function main(list, f) { await each(list, f); }'],
    ['spread arguments', 'async function run(a, f) { await f(a); } async function main(args) { await run(...args); }'],
    ['a callback given to a list method', 'async function main(list, f) { await Promise.all(list.map(f)); }'],
    ['eval', 'async function main() { await eval("x"); }'],
    ['a module that is loaded by a name nobody can see', 'function load(name) { return new Promise((go) => { go(require(name)); }); } async function main(name) { await load(name); }'],
    ['a module of the workspace that is loaded on the way', "async function load() { return require('./plugin'); } async function main() { await load(); }"],
    ['a tagged template of a package', "import { tag } from 'unheard-of'; async function main() { await tag`x`; }"],
    ['apply', 'async function go() { await mystery(); } async function main() { await go.apply(null, []); }'],
    ['an element of a list', 'async function main(tasks) { await tasks[0](); }'],
    ['a task of a list', 'async function main(tasks) { for (const task of tasks) await task(); }'],
    ['a function given back by another', 'function make(f) { return f; } async function main(g) { await make(g)(); }'],
    ['something deep down', 'async function a() { await b(); } async function b() { await c(); } async function c() { await mystery(); } async function main() { await a(); }'],
    ['in a cycle', 'async function a() { await b(); } async function b() { await a(); await mystery(); } async function main() { await a(); await b(); }'],
    ['in the constructor', 'class C { constructor() { mystery(); } } async function main() { await new C(); }'],
    ['in a field', 'class C { x = mystery(); } async function main() { await new C(); }'],
    ['in a default value', 'async function f(x = mystery()) {} async function main() { await f(); }'],
  ])('%s', (_name, text) => {
    const source = /\bmain\b/.test(text) ? text : `async function main() { ${text} }`;
    const summaries = statementsOf(source);
    expect(summaries.some((summary) => !summary.complete && summary.gaps.length > 0 && summary.source !== 'body' && summary.source !== 'catalogue')).toBe(true);
    expect(summaries.every((summary) => summary.complete === (summary.gaps.length === 0))).toBe(true);
  });

  test('a reader by name only is a read of something unknown, with the gap noted', () => {
    const [summary] = statementsOf('async function main(api) { const a = await api.getUser(); }');
    expect(summary).toMatchObject({ complete: false, source: 'name', reads: [{ resource: { kind: 'unknown' }, source: 'name' }], writes: [] });
  });

  test('a writer by name only is a write of something unknown', () => {
    const [summary] = statementsOf('async function main(api) { await api.saveUser(); }');
    expect(summary).toMatchObject({ complete: false, writes: [{ resource: { kind: 'unknown' }, source: 'name' }] });
  });

  test('a chain of calls deeper than is followed ends in a gap', () => {
    const text = Array.from({ length: 60 }, (_, i) => `async function f${i}() { await f${i + 1}(); }`).join('\n');
    const [summary] = statementsOf(`${text}\nasync function f60() { await fetch('https://x.org', { method: 'POST' }); }\nasync function main() { await f0(); }`);
    expect(summary?.complete).toBe(false);
    expect(summary?.gaps[0]?.reason).toMatch(/deeper/);
  });

  test('a summary that was cut short at the bound does not stand for the function elsewhere', () => {
    const text = Array.from({ length: 60 }, (_, i) => `async function f${i}() { await f${i + 1}(); }`).join('\n');
    const summaries = statementsOf(`${text}\nasync function f60() { await fetch('https://x.org', { method: 'POST' }); }\nasync function main() { await f0(); await f59(); }`);
    expect(summaries.at(-1)).toMatchObject({ complete: true, writes: [{ resource: { kind: 'host' } }] });
  });
});

describe('nothing breaks it', () => {
  test.each([
    ['an empty function', 'async function main() {}'],
    ['half a call', 'async function main() { await f('],
    ['half a class', 'class C { async main() { await this.'],
    ['a thousand operators', `async function main() { return ${Array.from({ length: 5000 }, () => 'a').join(' + ')}; }`],
    ['itself as a default', 'const a = a; const { b = b } = b; async function main(x = x) { await a.b.c(); await b(); }'],
    ['types in a circle', 'type A = B; type B = A; interface C extends C {} async function main(a: A, c: C) { await a.go(); await c.go(); }'],
    ['classes in a circle', 'class A extends B {} class B extends A {} async function main(a: A) { await a.go(); }'],
    ['getters that call one another', 'class A { get x() { return this.y; } get y() { return this.x; } async main() { await this.x.go(); } }'],
    ['an import of itself', "export * from './main'; import { q } from './main'; async function main() { await q(); }"],
    ['decorators', 'function dec(t: unknown) { return t; } class A { @dec async main() { await this.go(); } @dec go() {} }'],
    ['a namespace', 'namespace N { export async function go() { await fetch("https://x.org"); } } async function main() { await N.go(); }'],
    ['using', 'async function main() { await using x = open(); using y = open(); await x.go(); }'],
    ['an enum', 'enum E { A } async function main() { await f(E.A); }'],
  ])('%s', (_name, text) => {
    expect(() => statementsOf(text)).not.toThrow();
  });
});
