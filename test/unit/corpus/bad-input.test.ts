/** Whatever stands in a file: no crash, no hang, and nothing called independent because something could not be resolved. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { analyze } from '../../../src/analysis/analyze.ts';
import type { ConcurrencyModel } from '../../../src/analysis/model.ts';
import type { Project } from '../../../src/analysis/project.ts';

const folder = path.resolve(import.meta.dirname, '../../corpus/bad');
const read = (name: string): string => readFileSync(path.join(folder, name), 'utf8');
const project: Project = {
  resolve: (specifier, from) => {
    const name = path.posix.join(path.posix.dirname(from), specifier);
    return specifier.startsWith('.') && readdirSync(folder).includes(name) ? name : undefined;
  },
  read: (name) => read(name),
};
const analyzed = (name: string): ConcurrencyModel => analyze({ path: name, text: read(name) }, project);
const said = (model: ConcurrencyModel): string[] => model.functions.flatMap(({ name, pairs, loops }) => [
  ...pairs.map(({ first, second, verdict }) => `${name} ${first} ${second} ${verdict}`),
  ...loops.map(({ place, verdict }) => `${name} line ${place.line} ${verdict}`),
]);
const names = (model: ConcurrencyModel): string[] => model.functions.map(({ name }) => name);

/** Two awaits that need nothing of each other. */
const pair = 'const user = await getUser(id);\nconst orders = await listOrders(id);\nreturn { user, orders };';

describe('the files of test/corpus/bad', () => {
  test.each(readdirSync(folder))('%s is analysed without a throw, the same way twice', (name) => {
    const model = analyzed(name);
    expect(analyzed(name)).toEqual(model);
    for (const { evidence } of model.functions.flatMap(({ pairs, loops }) => [...pairs, ...loops])) expect(evidence).not.toEqual([]);
  });

  test.each(['unresolved.ts', 'any.ts'])('in %s nothing is independent', (name) => {
    expect(said(analyzed(name)).length).toBeGreaterThan(4);
    expect(said(analyzed(name)).filter((line) => line.endsWith('independent'))).toEqual([]);
  });

  test('half-typed code: the error has its place, and the functions before it are whole', () => {
    const model = analyzed('half-typed.ts');
    expect(model.errors[0]).toMatchObject({ line: 12 });
    expect(names(model)).toEqual(['whole', 'half']);
    expect(said(model)).toContain('whole a1 a2 data');
  });

  test('decorators, overloads, namespaces, using, labels, private names: all read, none an error', () => {
    const model = analyzed('modern.ts');
    expect(model.errors).toEqual([]);
    expect(names(model)).toEqual(expect.arrayContaining(['method', 'overloaded', 'open', 'load', 'disposing', 'labelled', 'generator']));
    expect(said(model)).toContain('overloaded a1 a2 data');
  });

  test('JSX', () => {
    const model = analyzed('view.tsx');
    expect(model.errors).toEqual([]);
    expect(names(model)).toContain('Page');
  });

  test('CommonJS', () => {
    const model = analyzed('common.cjs');
    expect(model.errors).toEqual([]);
    expect(names(model)).toEqual(['two', 'unknown']);
    expect(said(model)).not.toContain('unknown a1 a2 independent');
  });

  test('two files that import each other', () => {
    expect(names(analyzed('cyclic-a.ts'))).toEqual(['first', 'both']);
    expect(said(analyzed('cyclic-a.ts'))).toHaveLength(1);
  });

  test.each(['component.vue', 'component.svelte'])('%s is not analysed, and says so', (name) => {
    const model = analyzed(name);
    expect(model.functions).toEqual([]);
    expect(model.errors).toEqual([]);
    expect(model.leftOut[0]?.message).toMatch(/not analysed/i);
  });
});

describe('encodings', () => {
  const text = `async function load(id) {\n${pair}\n}\n`;
  const awaits = (model: ConcurrencyModel): number[][] => model.functions.flatMap((one) => one.awaits.map(({ place }) => [place.line, place.column]));

  test('an empty file', () => {
    expect(analyze({ path: 'empty.ts', text: '' })).toEqual({ path: 'empty.ts', errors: [], functions: [], leftOut: [] });
  });

  test('CRLF gives the same lines and columns as LF', () => {
    expect(awaits(analyze({ path: 'a.ts', text: text.replaceAll('\n', '\r\n') }))).toEqual(awaits(analyze({ path: 'a.ts', text })));
  });

  test('a byte order mark is no column', () => {
    const marked = awaits(analyze({ path: 'a.ts', text: `\uFEFF${text}` }));
    expect(marked).toEqual(awaits(analyze({ path: 'a.ts', text })));
  });

  test('unpaired surrogates, wide letters and line separators: columns count UTF-16 units', () => {
    const model = analyze({ path: 'a.ts', text: `async function f() { const s = '\uD800😀\u2028'; await g('\uDFFF'); }` });
    expect(awaits(model)).toEqual([[1, 40]]);
  });

  test('a binary file named .ts', () => {
    const bytes = Array.from({ length: 20_000 }, (_, i) => String.fromCharCode((i * 7919) % 256)).join('');
    const model = analyze({ path: 'picture.ts', text: `\u0000${bytes}` });
    expect(model.errors.length).toBeGreaterThan(0);
    expect(model.functions).toEqual([]);
  });

  test('names that objects inherit', () => {
    const model = analyze({ path: 'a.ts', text: 'async function constructor(__proto__) { const toString = await hasOwnProperty(__proto__); const valueOf = await toString(constructor); return valueOf; }' });
    expect(said(model)).toEqual(['constructor a1 a2 data']);
  });
});

describe('size', { timeout: 300_000 }, () => {
  const nested = (depth: number, open: string, close: string, inside: string): string => open.repeat(depth) + inside + close.repeat(depth);

  test('five megabytes', () => {
    const table = `const table = [${Array.from({ length: 400 }, (_, i) => `{ id: ${i}, name: 'row ${i}' }`).join(', ')}];`;
    const one = `async function load(id) {\n${table}\n${pair}\n}\n`;
    const model = analyze({ path: 'large.ts', text: one.repeat(Math.ceil(5_000_000 / one.length)) });
    expect(model.functions.length > 300 || model.leftOut.length > 0).toBe(true);
  });

  test('ten thousand functions: all, or as many as a limit that is named', () => {
    const one = `async function load(id) {\n${pair}\n}\n`;
    const model = analyze({ path: 'many.ts', text: one.repeat(10_000) });
    expect(model.functions.length === 10_000 || /\d/.test(model.leftOut[0]?.message ?? '')).toBe(true);
  });

  test('one line of a megabyte', () => {
    const one = 'async function f(id){const a=await getUser(id);const b=await listOrders(a);return b}';
    const model = analyze({ path: 'minified.js', text: one.repeat(12_000) });
    expect(model.functions.length >= 1_000 || model.leftOut.length > 0).toBe(true);
  });

  test('one string of a megabyte', () => {
    expect(names(analyze({ path: 'data.ts', text: `async function f() { await g('${'x'.repeat(1_000_000)}'); }` }))).toEqual(['f']);
  });

  test('a function of 2,000 awaits', () => {
    const lines = Array.from({ length: 2000 }, (_, i) => `const v${i} = await get${i}(id);`).join('\n');
    const model = analyze({ path: 'long.ts', text: `async function long(id) {\n${lines}\nreturn v0;\n}` });
    expect(model.functions[0]?.awaits).toHaveLength(2000);
    expect(model.functions[0]?.pairs.length === 1999 || model.leftOut.length > 0).toBe(true);
  });

  test('a function of 2,000 awaits, each of which needs the one before', () => {
    const lines = Array.from({ length: 2000 }, (_, i) => `const v${i + 1} = await get(v${i});`).join('\n');
    const model = analyze({ path: 'chain.ts', text: `async function long(v0) {\n${lines}\nreturn v2000;\n}` });
    expect(said(model).filter((line) => !line.endsWith('data'))).toEqual([]);
  });

  test('2,000 awaits in one expression', () => {
    const [fn] = analyze({ path: 'many.ts', text: `async function f() { return [${Array.from({ length: 2000 }, (_, i) => `await fetch('https://x.org/${i}')`).join(', ')}]; }` }).functions;
    expect(fn?.awaits).toHaveLength(2000);
    // Every two of a finding were held against each other, so a long row is several findings.
    expect(Math.max(...(fn?.groups ?? []).map(({ awaits }) => awaits.length))).toBeLessThanOrEqual(25);
    expect(fn?.groups.reduce((sum, { awaits }) => sum + awaits.length, 0)).toBeGreaterThan(1_980);
  });

  test.each([
    ['statements', (many: string[]) => `${many.join('; ')};`],
    ['elements', (many: string[]) => `return [${many.join(', ')}];`],
    ['arguments', (many: string[]) => `return join(${many.join(', ')});`],
    ['terms', (many: string[]) => `return ${many.join(' + ')};`],
    ['operands of a comma', (many: string[]) => `${many.join(', ')};`],
  ])('one line of 65,000 awaits as %s: every one of them is there', (_what, made) => {
    const model = analyze({ path: 'line.ts', text: `async function f(id) { ${made(Array.from({ length: 65_000 }, () => 'await get(id)'))} }` });
    expect(model.functions[0]?.awaits.length).toBe(65_000);
  });

  test('how far back a statement is held against others is a limit that is named', () => {
    const many = (count: number): ConcurrencyModel => analyze({ path: 'many.ts', text: `async function f(id) {\n${Array.from({ length: count }, (_, i) => `const v${i} = await fetch('https://x.org/${i}');`).join('\n')}\nreturn [${Array.from({ length: count }, (_, i) => `v${i}`).join(', ')}];\n}` });
    expect(many(20).leftOut).toEqual([]);
    expect(many(20).functions[0]?.groups.map(({ awaits }) => awaits.length)).toEqual([20]);
    expect(many(60).leftOut.map(({ message, place }) => [place.line, /\b24\b/.test(message)])).toEqual([[1, true]]);
    expect(many(60).functions[0]?.groups.flatMap(({ awaits }) => awaits)).toHaveLength(60);
  });

  test.each([
    ['blocks', nested(500, '{ ', ' }', pair)],
    ['ifs', nested(500, 'if (id) { ', ' }', pair)],
    ['loops', nested(500, 'for (const x of id) { ', ' }', 'await getUser(x);')],
    ['tries', nested(500, 'try { ', ' } catch { }', 'await getUser(x);')],
    ['functions', nested(500, 'await (async () => { ', ' })();', 'await getUser(id);')],
    ['calls', `await ${nested(500, 'getUser(', ')', 'id')};`],
    ['else-ifs', Array.from({ length: 500 }, (_, i) => `if (id === ${i}) { await get${i}(id); }`).join(' else ')],
    ['template literals', `await f(${nested(300, '`${', '}`', 'id')});`],
    ['a chain of members', `await id${'.then(f)'.repeat(2000)};`],
    ['a sum', `await f(${Array.from({ length: 3000 }, () => 'id').join(' + ')});`],
  ])('500 nested %s', (_what, body) => {
    const model = analyze({ path: 'deep.ts', text: `async function deep(id) { ${body} }` });
    expect(model.functions.some(({ name }) => name === 'deep') || model.leftOut.length > 0).toBe(true);
  });

  test.each([['blocks', '{', '}'], ['parentheses', '(', ')'], ['brackets', '[', ']'], ['arrows', 'async () => (', ')']])('100,000 nested %s: a clear message, no crash', (_what, open, close) => {
    const model = analyze({ path: 'abyss.ts', text: `async function f() { await g(); ${nested(100_000, open, close, '')} }` });
    expect(model.functions.length + model.leftOut.length + model.errors.length).toBeGreaterThan(0);
  });
});

describe('a project that misbehaves', () => {
  test('a file that is its own import, one that cannot be read, and one that does not parse', () => {
    const text = `import { a } from './self.ts'; import { b } from './gone.ts'; import { c } from './broken.ts';\nexport async function a(id) { const x = await b(id); const y = await c(id); const z = await a(id); return [x, y, z]; }`;
    const model = analyze({ path: 'self.ts', text }, {
      resolve: (specifier) => specifier.slice(2),
      read: (name) => (name === 'self.ts' ? text : name === 'broken.ts' ? 'export async function c( {{{ ' : undefined),
    });
    expect(said(model).filter((line) => line.endsWith('independent'))).toEqual([]);
    expect(said(model)).toHaveLength(2);
  });

  test('an alias that leads to a folder, a declaration file or a text of another kind', () => {
    const text = `import { a } from '#data';\nexport async function f(id) { const x = await a(id); const y = await a(id); return [x, y]; }`;
    for (const target of ['data', 'data.d.ts', 'data.json', 'data.vue']) {
      const model = analyze({ path: 'f.ts', text }, { resolve: () => target, read: () => '{ "a": 1 }' });
      expect(said(model)).toHaveLength(1);
      expect(said(model)[0]).not.toMatch(/independent$/);
    }
  });

  test('re-exports that go round in a circle', () => {
    const texts: Record<string, string> = {
      'a.ts': `export * from './b.ts';`,
      'b.ts': `export * from './a.ts'; export { x } from './c.ts';`,
      'c.ts': `export { x } from './b.ts';`,
    };
    const model = analyze({ path: 'f.ts', text: `import { x, y } from './a.ts';\nexport async function f(id) { const p = await x(id); const q = await y(id); return [p, q]; }` }, {
      resolve: (specifier) => specifier.slice(2),
      read: (name) => texts[name],
    });
    expect(said(model)).toHaveLength(1);
    expect(said(model)[0]).not.toMatch(/independent$/);
  });

  test('functions that call each other without end', () => {
    const text = `async function ping(n) { return await pong(n); }\nasync function pong(n) { return await ping(n); }\nasync function f(n) { const a = await ping(n); const b = await pong(n); return [a, b]; }`;
    expect(said(analyze({ path: 'f.ts', text }))).toHaveLength(1);
  });

  test('a chain of a thousand files', () => {
    const model = analyze({ path: 'f0.ts', text: `import { f1 } from './f1.ts';\nexport async function f0(id) { const a = await f1(id); const b = await f1(id); return [a, b]; }` }, {
      resolve: (specifier) => specifier.slice(2),
      read: (name) => {
        const n = Number(/\d+/.exec(name)?.[0]);
        return `import { f${n + 1} } from './f${n + 1}.ts';\nexport async function f${n}(id) { return await f${n + 1}(id); }`;
      },
    });
    expect(said(model)).toHaveLength(1);
    expect(said(model)[0]).not.toMatch(/independent$/);
  });
});
