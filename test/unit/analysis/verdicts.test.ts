import { describe, expect, test } from 'vitest';
import { analyze } from '../../../src/analysis/analyze.ts';

/** The verdicts of the pairs, then of the loops, of the first function. */
function said(body: string, before = ''): string {
  const { functions } = analyze({ path: 'a.ts', text: `${before}\nasync function f(p, q, list) {\n${body}\n}` });
  const fn = functions.find(({ name }) => name === 'f');
  if (fn === undefined) throw new Error('no function found');
  for (const { evidence } of [...fn.pairs, ...fn.loops]) expect(evidence.length).toBeGreaterThan(0);
  return [...fn.pairs, ...fn.loops].map(({ verdict }) => verdict).join(' ');
}

const opaque = "import { a, b } from 'opaque';";

describe('data', () => {
  test.each([
    ['by name', 'const x = await a(); await b(x);'],
    ['through a line between', 'const x = await a(); const y = x.id; await b(y);'],
    ['through an object that is filled', 'const o = {}; o.x = await a(); await b(o);'],
    ['through a list', 'const l = []; l.push(await a()); await b(l.length);'],
    ['through a branch between', 'const x = await a(); let y = 1; if (x) y = 2; await b(y);'],
    ['through a bare call between', 'const x = await a(); const o = new Box(); fill(o, x); await b(o);'],
    ['through another name of the same object', 'const o = {}; const same = o; o.x = await a(); await b(same.x);'],
    ['through destructuring', 'const { x: [y = p] } = await a(); await b(y);'],
    ['through an assignment of two', 'let x, y; [x, y] = await a(); await b(y);'],
    ['through a function that is called', 'let x = 1; const g = () => b(x); x = await a(); await g();'],
    ['through a hoisted function', 'let x; x = await a(); await b(cb); function cb() { return x; }'],
    ['through a field', 'this.x = await a(); await b(this.x);'],
  ])('%s', (_, body) => {
    expect(said(body, opaque)).toBe('data');
  });

  test.each([
    ['another member of the object', 'const o = {}; o.x = await a(); o.y = await b(p);'],
    ['a value that is joined later', 'const x = await a(); return [x, await b()];'],
    ['a name of an inner scope', 'const x = await a(); { const x = p; await b(x); }'],
    ['a key that is spelt alike', 'const x = await a(); await b({ x: p });'],
    ['two pushes', 'const l = []; l.push(await a()); l.push(await b()); return l;'],
  ])('not %s', (_, body) => {
    expect(said(body, opaque)).not.toMatch(/data|control/);
  });
});

describe('control', () => {
  test.each([
    ['return between', 'const x = await a(); if (x) return; await b();'],
    ['throw between', 'const x = await a(); if (!x) throw new Error(); await b();'],
    ['return in the first', 'if (p) { const x = await a(); if (x) return; } await b();'],
    ['catch that throws', 'try { await a(); } catch (e) { throw new Error("x", { cause: e }); } await b();'],
    ['end of the process', 'const x = await a(); if (x) process.exit(1); await b();'],
    ['a condition', 'const x = await a(); if (x) await b();'],
    ['a short circuit', 'const x = await a(); const y = x && await b();'],
    ['a guard by its name', 'await assertAllowed(p); await b();'],
    ['an assertion between', 'const x = await a(); assertFound(x); await b();\nfunction assertFound(x) { if (!x) throw new Error(); }'],
  ])('%s', (_, body) => {
    expect(said(body, opaque)).toBe('control');
  });

  test('a throw that is caught, and jumps inside a loop, stay inside', () => {
    expect(said('try { if (p) throw new Error(); await a(); } catch {} await b();', opaque)).not.toBe('control');
    expect(said('for (const x of list) { if (x) break; } const y = await a(); for (const x of list) { if (x) continue; g(x); } const z = await b(); return [y, z];', opaque)).not.toBe('control');
  });
});

describe('exclusive', () => {
  test.each([
    ['a clause of a switch each', 'switch (p) { case 1: return await a(); case 2: await b(); }'],
    ['contrary conditions', 'if (p) await a(); if (!p) await b();'],
    ['two values of one name', "if (p === 'x') { await a(); } if (p === 'y') { await b(); }"],
  ])('%s', (_, body) => {
    expect(said(body, opaque)).toMatch(/^(exclusive)?$/);
  });

  test('a branch that waits and returns decides whether the second runs', () => {
    expect(said('if (p) { return await a(); } return await b();', opaque)).toBe('control');
  });

  test('not where the condition is set between', () => {
    expect(said('let r = p; if (r) await a(); r = q; if (!r) await b();', opaque)).not.toBe('exclusive');
  });
});

describe('effects', () => {
  test.each([
    ['two reads of files', "import { readFile } from 'node:fs/promises';", "const x = await readFile('a'); const y = await readFile('b'); return [x, y];", 'independent'],
    ['write, then read back', "import { readFile, writeFile } from 'node:fs/promises';", "await writeFile('a', p); const y = await readFile('a'); return y;", 'effect'],
    ['other files', "import { readFile, writeFile } from 'node:fs/promises';", "await writeFile('a', p); const y = await readFile('b'); return y;", 'independent'],
    ['a pause', "import { setTimeout } from 'node:timers/promises';", 'await setTimeout(5); await g(p);', 'effect'],
    ['connected first', opaque, 'await a.connect(); const x = await a.find(p); return x;', 'effect'],
    ['nothing known, values taken', opaque, 'const x = await a(); const y = await b(); return [x, y];', 'unknown'],
    ['nothing known, no value', opaque, 'await a(); await b();', 'effect'],
    ['kept in order', "import { readFile } from 'node:fs/promises';", "const x = await readFile('a');\nconst y = await readFile('b'); // @overlap ordered\nreturn [x, y];", 'effect'],
  ])('%s', (_, before, body, verdict) => {
    expect(said(body, before)).toBe(verdict);
  });
});

describe('a session of MongoDB', () => {
  const before = "import mongoose from 'mongoose'; const User = mongoose.model('User', {}); const Post = mongoose.model('Post', {}); async function users(session) { return User.find({}, null, { session }); } async function posts(session) { return Post.find({}, null, { session }); }";
  test.each([
    ['handed in', 'const x = await User.findOne({}, null, { session: p }); const y = await Post.findOne({}, null, { session: p }); return [x, y];', 'effect'],
    ['handed on', 'const x = await users(p); const y = await posts(p); return [x, y];', 'effect'],
    ['none', 'const x = await users(); const y = await posts(); return [x, y];', 'independent'],
  ])('%s', (_, body, verdict) => {
    expect(said(body, before)).toBe(verdict);
  });
});

describe('the client of a request', () => {
  const client = "import axios from 'axios'; const api = axios.create({ baseURL: 'https://api.x.io' }); let token; async function load() { const r = await fetch('https://auth.x.io/token'); token = await r.text(); return token; }";
  const asks = "const x = await load(); const y = await api.get('/me'); return [x, y];";
  test.each([
    ['an interceptor that reads what the first sets', `${client} api.interceptors.request.use((config) => { config.headers.Authorization = token; return config; });`, asks, 'effect'],
    ['one that has a name', `${client} api.interceptors.request.use(sign); function sign(config) { config.headers.Authorization = token; return config; }`, asks, 'effect'],
    ['an interceptor of another client', `${client} const other = axios.create(); other.interceptors.request.use((config) => { config.headers.Authorization = token; return config; });`, asks, 'independent'],
    ['two requests with an interceptor', `${client} api.interceptors.request.use((config) => { config.headers.Authorization = token; return config; });`, "const x = await api.get('/a'); const y = await api.get('/b'); return [x, y];", 'independent'],
    ['defaults that the first sets', `${client} async function sign() { const r = await api.get('/token'); api.defaults.headers.common['Authorization'] = r.data; return r; }`, "const x = await sign(); const y = await api.get('/me'); return [x, y];", 'effect'],
    ['defaults of all', "import axios from 'axios'; async function sign() { const r = await axios.get('/token'); axios.defaults.headers.common.Authorization = r.data; return r; }", "const x = await sign(); const y = await axios.get('/me'); return [x, y];", 'effect'],
  ])('%s', (_, before, body, verdict) => {
    expect(said(body, before)).toBe(verdict);
  });
});

describe('loops', () => {
  const files = "import { readFile, writeFile } from 'node:fs/promises';";
  test.each([
    ['one read each', 'const out = []; for (const x of list) out.push(await readFile(x)); return out;', 'independent'],
    ['put under a key', 'const out = {}; for (const x of list) { out[x] = await readFile(x); } return out;', 'independent'],
    ['own file each', 'for (const x of list) await writeFile(x, p);', 'independent'],
    ['one file for all', "for (const x of list) await writeFile('a', x);", 'effect'],
    ['cursor', 'let next; do { const page = await readFile(next); next = page.next; } while (next);', 'carried'],
    ['the former result', 'let last; for (const x of list) { last = await readFile(last); }', 'carried'],
    ['seen before', 'const seen = new Set(); for (const x of list) { if (seen.has(x)) continue; seen.add(await readFile(x)); }', 'carried'],
    ['a counter that names the file', 'let i = 0; for (const x of list) { await writeFile(`${i}`, x); i++; }', 'carried'],
    ['stream', 'for await (const x of p) await readFile(x);', 'effect'],
    ['first match', 'for (const x of list) { if (await readFile(x)) return x; }', 'effect'],
    ['poll', 'while (!(await readFile(p))) { await new Promise((r) => setTimeout(r, 5)); }', ''],
    ['retry', 'for (let i = 0; i < 3; i++) { try { return await readFile(p); } catch { g(); } }', 'effect'],
    ['chunks', 'for (const chunk of list) await Promise.all(chunk.map((x) => readFile(x)));', 'independent'],
  ])('%s', (_, body, verdict) => {
    expect(said(body, files).split(' ').at(-1)).toBe(verdict === '' ? 'effect' : verdict);
  });
});

describe('findings', () => {
  const files = "import { readFile } from 'node:fs/promises';";
  function groups(body: string): string {
    const { functions } = analyze({ path: 'a.ts', text: `${files}\nasync function f(p, list) { ${body} }` });
    return functions.flatMap((fn) => fn.groups.map((group) => `${group.shape} ${group.awaits.join()}`)).join('; ');
  }
  test.each([
    ['a run is one finding', "const x = await readFile('a'); const y = await readFile('b'); const z = await readFile('c'); return [x, y, z];", 'promise-all a1,a2,a3'],
    ['not neighbours', "const x = await readFile('a'); const y = await readFile(x); const z = await readFile('c'); return [y, z];", 'start-early a1,a3'],
    ['a loop', 'for (const x of list) await readFile(x);', 'bounded-map a1'],
    ['one expression', "return { x: await readFile('a'), y: await readFile('b') };", 'promise-all a1,a2'],
    ['nothing', "const x = await readFile('a'); return await readFile(x);", ''],
  ])('%s', (_, body, expected) => {
    expect(groups(body)).toBe(expected);
  });
});

describe('large functions', () => {
  test('two thousand awaits and five hundred blocks', () => {
    const many = Array.from({ length: 2000 }, (_, i) => `const v${i} = await a(v${i - 1});`).join('\n');
    const deep = `${'if (p) { await a(); '.repeat(500)}${'} '.repeat(500)}`;
    const { functions, leftOut } = analyze({ path: 'a.ts', text: `async function f(p) { const v = 0;\n${many} }\nasync function g(p) { ${deep} }` });
    expect(leftOut).toEqual([]);
    expect(functions.map(({ awaits }) => awaits.length)).toEqual([2000, 500]);
    expect(functions.map(({ pairs }) => pairs.length)).toEqual([1999, 499]);
  });
});

describe('what a factory keeps for the methods that it hands out is one state for every call of them', () => {
  const factory = 'const pause = () => new Promise((resolve) => { setTimeout(resolve, 1); });\nfunction make() { let n = 0; return { add: async (k) => { await pause(); n = n * 3 + k; return n; }, get: async () => { await pause(); return n; } }; }\nconst kept = make();\n';
  test.each([
    ['one of the module', 'const x = await kept.add(1); const y = await kept.add(2); return [x, y];'],
    ['one of its own', 'const c = make(); const x = await c.add(1); const y = await c.get(); return [x, y];'],
    ['in a loop', 'const c = make(); const out = []; for (const x of list) { const y = await c.add(x); out.push(y); } return out;'],
  ])('%s', (_, body) => {
    expect(said(body, factory)).not.toContain('independent');
  });
});

test('in a finding every two were held against each other, however long the literal is', () => {
  const between = Array.from({ length: 40 }, (_, i) => `await fetch('https://a.org/${i}')`);
  const { functions } = analyze({ path: 'a.ts', text: `let n = 0;\nasync function set() { n = await fetch('https://b.org'); return n; }\nasync function get() { await fetch('https://c.org'); return n; }\nasync function f() { return [await set(), ${between.join(', ')}, await get()]; }` });
  const fn = functions.find(({ name }) => name === 'f');
  expect(fn?.groups.length).toBeGreaterThan(0);
  expect(fn?.groups.filter(({ awaits }) => awaits.includes('a1') && awaits.includes('a42'))).toEqual([]);
});

describe('why two are independent is said without stammering', () => {
  test.each([
    ['nothing touched', 'const x = await g(); const y = await g(); return [x, y];', 'async function g() { return 1; }', 'Neither touches anything but values of its own.'],
    ['the same read', 'const x = await g(); const y = await g(); return [x, y];', 'let origin = 1; origin = 2;\nasync function g() { return await fetch(`${origin}/a`); }', 'Both only read: the service `${origin}/a`.'],
    ['different reads', "const x = await fetch('https://a.org/1'); const y = await fetch('https://a.org/2'); return [x, y];", '', 'Both only read: `fetch` reads the service `https://a.org/1`; `fetch` reads the service `https://a.org/2`.'],
    ['one that touches nothing', "const x = await fetch('https://a.org/1'); const y = await g(); return [x, y];", 'async function g() { return 1; }', 'Only one of the two touches anything but values of its own: `fetch` reads the service `https://a.org/1`.'],
  ])('%s', (_, body, before, message) => {
    const { functions } = analyze({ path: 'a.ts', text: `${before}\nasync function f() {\n${body}\n}` });
    expect(functions.find(({ name }) => name === 'f')?.pairs[0]).toMatchObject({ verdict: 'independent', evidence: [{ message }] });
  });
});

test.each([
  ['a source that is iterated twice', 'for await (const a of p) { g(a); }\nfor await (const b of p) { g(b); }'],
  ['what is disposed of at the end', "await using d = p; const x = await fetch('https://a.org'); return x;"],
])('never independent: %s', (_, body) => {
  expect(said(body, 'function g(x) { return x; }')).not.toContain('independent');
});
