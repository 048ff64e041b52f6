import { describe, expect, test } from 'vitest';
import { machineOf } from '../../../../src/engine/machine.ts';
import { replay } from '../../../../src/engine/interleavings/replay.ts';
import { selfCheck } from '../../../../src/refactor/self-check.ts';

const head = `
let count = 0;
const store = { value: 1, other: 2 };
const pause = () => new Promise((resolve) => { setTimeout(resolve, 1); });
async function readValue(k) { await pause(); return store.value + k; }
async function readOther(k) { await pause(); return store.other + k; }
async function writeValue(k) { await pause(); store.value = k; return k; }
async function addValue(k) { await pause(); store.value = store.value + k; return k; }
async function writeOther(k) { await pause(); store.other = k; return k; }
async function checked(k) { if (k < 0) throw new Error('negative'); return k; }
const gate = { get open() { if (store.other > 3) throw new Error('closed'); return 1; } };
function plain(k) { if (k < 0) throw new Error('at once'); return pause().then(() => k); }
`;

const code = (body: string): string => `${head}export async function main(p) {\n${body}\n}\n`;
const check = (before: string, after: string) => selfCheck({ path: 'a.ts', before: code(before), after: code(after), functionId: 'main' });

describe('kept', () => {
  const two = 'const a = await readValue(p);\nconst b = await readOther(p);\nreturn a + b;';
  test.each([
    ['the same code', two, two],
    ['two readers by allSettled', two, "const [aResult, bResult] = await Promise.allSettled([readValue(p), readOther(p)]);\nif (aResult.status === 'rejected') throw aResult.reason;\nif (bResult.status === 'rejected') throw bResult.reason;\nconst a = aResult.value;\nconst b = bResult.value;\nreturn a + b;"],
    ['two readers, the second started early', two, 'const bPromise = readOther(p);\nbPromise.catch(() => undefined);\nconst a = await readValue(p);\nconst b = await bPromise;\nreturn a + b;'],
    ['the same call twice', 'const a = await readValue(p);\nconst b = await readValue(p);\nreturn a + b;', 'const bPromise = readValue(p);\nbPromise.catch(() => undefined);\nconst a = await readValue(p);\nconst b = await bPromise;\nreturn a + b;'],
    ['a call that throws at once, in an async function of its own', 'const a = await readValue(p);\nconst b = await plain(p);\nreturn a + b;', 'const bPromise = (async () => plain(p))();\nbPromise.catch(() => undefined);\nconst a = await readValue(p);\nconst b = await bPromise;\nreturn a + b;'],
    ['an argument whose reading throws, in an async function of its own', 'const a = await readValue(p);\nconst b = await readOther(gate.open);\nreturn a + b;', 'const bPromise = (async () => readOther(gate.open))();\nbPromise.catch(() => undefined);\nconst a = await readValue(p);\nconst b = await bPromise;\nreturn a + b;'],
    ['an argument of what has been read by then', 'const a = await readValue(p.user.id);\nconst b = await readOther(p.user.name);\nreturn a + b;', "const [aResult, bResult] = await Promise.allSettled([readValue(p.user.id), readOther(p.user.name)]);\nif (aResult.status === 'rejected') throw aResult.reason;\nif (bResult.status === 'rejected') throw bResult.reason;\nconst a = aResult.value;\nconst b = bResult.value;\nreturn a + b;"],
    ['a line between that the second needs goes along', 'const a = await readValue(p);\nconst q = p + 1;\nconst b = await readOther(q);\nreturn a + b;', 'const q = p + 1;\nconst bPromise = readOther(q);\nbPromise.catch(() => undefined);\nconst a = await readValue(p);\nconst b = await bPromise;\nreturn a + b;'],
    ['two awaits of one expression', 'return (await readValue(p)) + (await readOther(p));', 'const bPromise = readOther(p);\nbPromise.catch(() => undefined);\nreturn (await readValue(p)) + (await bPromise);'],
    ['in a block with a catch around it', 'let r = 0;\ntry {\nconst a = await readValue(p);\nconst b = await readOther(p);\nr = a + b;\n} catch { r = 1; }\nreturn r;', 'let r = 0;\ntry {\nconst bPromise = readOther(p);\nbPromise.catch(() => undefined);\nconst a = await readValue(p);\nconst b = await bPromise;\nr = a + b;\n} catch { r = 1; }\nreturn r;'],
    ['writers of two things that cannot fail', 'const a = await readValue(p);\nstore.other = a;\nconst b = await readValue(2);\nreturn [a, b];', 'const bPromise = readValue(2);\nbPromise.catch(() => undefined);\nconst a = await readValue(p);\nstore.other = a;\nconst b = await bPromise;\nreturn [a, b];'],
  ])('%s', (_, before, after) => {
    expect(check(before, after)).toEqual({ type: 'kept' });
  });
});

describe('differs', () => {
  test.each([
    ['a reader in front of the writer', 'const a = await writeValue(p);\nconst b = await readValue(p);\nreturn a + b;', 'const [a, b] = await Promise.all([writeValue(p), readValue(p)]);\nreturn a + b;', /`(readValue|writeValue)` may (read|change) .*`store.value`.*`writeValue`/],
    ['a writer beside a reader', 'const a = await readValue(p);\nconst b = await writeValue(p);\nreturn a + b;', 'const [a, b] = await Promise.all([readValue(p), writeValue(p)]);\nreturn a + b;', /`writeValue` changes .*although `readValue` has failed|may read/],
    ['two writers', 'const a = await writeValue(p);\nconst b = await addValue(p);\nreturn a + b;', 'const [a, b] = await Promise.all([writeValue(p), addValue(p)]);\nreturn a + b;', /store.value/],
    ['a write though the first has failed', 'const a = await readValue(p);\nconst b = await writeOther(p);\nreturn a + b;', "const [aResult, bResult] = await Promise.allSettled([readValue(p), writeOther(p)]);\nif (aResult.status === 'rejected') throw aResult.reason;\nif (bResult.status === 'rejected') throw bResult.reason;\nconst a = aResult.value;\nconst b = bResult.value;\nreturn a + b;", /`writeOther` changes .*`store.other`.* although `readValue` has failed/],
    ['the error of whoever is first', 'const a = await readValue(p);\nconst b = await readOther(p);\nreturn a + b;', 'const [a, b] = await Promise.all([readValue(p), readOther(p)]);\nreturn a + b;', /The error may be that of `readOther`, where it was that of `readValue`/],
    ['a call that throws at once', 'const a = await readValue(p);\nconst b = await plain(p);\nreturn a + b;', 'const bPromise = plain(p);\nbPromise.catch(() => undefined);\nconst a = await readValue(p);\nconst b = await bPromise;\nreturn a + b;', /The error may be that of `plain`, where it was that of `readValue`/],
    ['an argument whose reading throws', 'const a = await readValue(p);\nconst b = await readOther(gate.open);\nreturn a + b;', 'const bPromise = readOther(gate.open);\nbPromise.catch(() => undefined);\nconst a = await readValue(p);\nconst b = await bPromise;\nreturn a + b;', /The error may be that of `readOther`, where it was that of `readValue`/],
    ['an argument of what may not be there', 'const a = await readValue(p);\nconst b = await readOther(p.user.name);\nreturn a + b;', 'const bPromise = readOther(p.user.name);\nbPromise.catch(() => undefined);\nconst a = await readValue(p);\nconst b = await bPromise;\nreturn a + b;', /The error may be that of `readOther`, where it was that of `readValue`/],
    ['over a guard', "const a = await checked(p);\nif (p > 3) throw new Error('much');\nconst b = await writeOther(p);\nreturn a + b;", "const bPromise = writeOther(p);\nbPromise.catch(() => undefined);\nconst a = await checked(p);\nif (p > 3) throw new Error('much');\nconst b = await bPromise;\nreturn a + b;", /`writeOther` changes/],
    ['over a line that changes what it reads', 'const a = await readOther(p);\nstore.value = a;\nconst b = await readValue(p);\nreturn a + b;', 'const bPromise = readValue(p);\nbPromise.catch(() => undefined);\nconst a = await readOther(p);\nstore.value = a;\nconst b = await bPromise;\nreturn a + b;', /`readValue` may read .*before `store.value = a;?` changes it/],
    ['a closure that reads too early', 'let q = 0;\nconst key = () => q;\nq = await readValue(p);\nconst b = await readOther(key());\nreturn q + b;', 'let q = 0;\nconst key = () => q;\nconst bPromise = readOther(key());\nbPromise.catch(() => undefined);\nq = await readValue(p);\nconst b = await bPromise;\nreturn q + b;', /`readOther` may read `q` before/],
    ['before the name is there', 'const a = await readValue(p);\nconst b = await readOther(a);\nreturn b;', 'const bPromise = readOther(a);\nbPromise.catch(() => undefined);\nconst a = await readValue(p);\nconst b = await bPromise;\nreturn b;', /`readOther` may read `a` before/],
    ['an error that leaves before it is caught', 'try {\nconst a = await addValue(p);\nconst b = await checked(p);\nreturn a + b;\n} catch { return store.value; }', 'try {\nconst [a, b] = await Promise.all([addValue(p), checked(p)]);\nreturn a + b;\n} catch { return store.value; }', /store.value|error/],
  ])('%s', (_, before, after, message) => {
    const found = check(before, after);
    expect(found).toMatchObject({ type: 'differs', message: expect.stringMatching(message) as string });
    // Both ways can be taken again.
    if (found.type !== 'differs') return;
    for (const way of [found.counterExample.before, found.counterExample.after]) {
      expect(replay(way.program, machineOf('event-loop'), way.replay)).toMatchObject({ stuck: false, waits: [] });
    }
  });
});

test('a list that is awaited into one name is started once', () => {
  const between = 'let both = [];\nboth = await Promise.all([readOther(1), readOther(2)]);\n';
  const found = check(`const a = await writeValue(p);\n${between}const b = await readValue(p);\nreturn [a, b, both];`, `const bPromise = readValue(p);\nbPromise.catch(() => undefined);\nconst a = await writeValue(p);\n${between}const b = await bPromise;\nreturn [a, b, both];`);
  if (found.type !== 'differs') expect.fail(found.type);
  expect(Object.values(found.counterExample.after.program.bodies).flat().filter(({ op }) => op === 'spawn')).toHaveLength(4);
});

describe('not settled', () => {
  test.each([
    ['another call', 'const a = await readValue(p);\nreturn a;', 'const a = await readOther(p);\nreturn a;', /stand/],
    ['values that change places', 'const a = await readValue(p);\nconst b = await readOther(p);\nreturn a + b;', 'const [b, a] = await Promise.all([readValue(p), readOther(p)]);\nreturn a + b;', /stand/],
    ['a loop that waits, and counts', 'const a = await readValue(p);\nfor (let x = 0; x < 2; x++) { await readOther(x); }\nreturn a;', 'const [a] = await Promise.all([readValue(p)]);\nfor (let x = 0; x < 2; x++) { const y = await readOther(x); }\nreturn a;', /loop/],
  ])('%s', (_, before, after, message) => {
    expect(check(before, after)).toEqual({ type: 'not-settled', message: expect.stringMatching(message) as string });
  });

  test('the limit is told', () => {
    const before = code('const a = await readValue(p);\nconst b = await readOther(p);\nreturn a + b;');
    const after = code('const [a, b] = await Promise.all([readValue(p), readOther(p)]);\nreturn a + b;');
    expect(selfCheck({ path: 'a.ts', before, after, functionId: 'main' }, { states: 5_000, drawn: 100, circumstances: 2 })).toEqual({ type: 'not-settled', message: expect.stringMatching(/2 combinations/) as string });
  });

  test('drawn interleavings find what lies beyond the limit', () => {
    const before = code('const a = await writeValue(p);\nconst b = await readValue(p);\nreturn a + b;');
    const after = code('const [a, b] = await Promise.all([writeValue(p), readValue(p)]);\nreturn a + b;');
    expect(selfCheck({ path: 'a.ts', before, after, functionId: 'main' }, { states: 8, drawn: 100, circumstances: 1 }).type).toBe('differs');
  });
});

describe('graphs: a call that starts when what it needs is there', () => {
  const two = 'const a = await readValue(p);\nconst b = await readOther(a);\nconst c = await readValue(2);\nconst d = await readOther(c);\nreturn [b, d];';
  const chains = (first: string, second: string): string => `const aPromise = readValue(p);
const bPromise = (async () => {
const a = await aPromise;
return ${first};
})();
bPromise.catch(() => undefined);
const cPromise = readValue(2);
cPromise.catch(() => undefined);
const dPromise = (async () => {
const c = await cPromise;
return ${second};
})();
dPromise.catch(() => undefined);
const a = await aPromise;
const b = await bPromise;
const c = await cPromise;
const d = await dPromise;
return [b, d];`;

  test('of readers is kept', () => {
    expect(check(two, chains('readOther(a)', 'readOther(c)'))).toEqual({ type: 'kept' });
  });

  test.each([
    ['a writer at the end of one chain, read by the other', 'readOther(a)', 'writeValue(c)'],
    ['writers at the ends of both', 'addValue(a)', 'writeValue(c)'],
  ])('%s differs', (_, first, second) => {
    const before = two.replace('readOther(a)', first).replace('readOther(c)', second);
    expect(check(before, chains(first, second))).toMatchObject({ type: 'differs', message: expect.stringMatching(/store.value/) as string });
  });

  test('another value that is handed on is not settled', () => {
    expect(check(two, chains('readOther(a)', 'readOther(c)').replace('return readOther(c)', 'return readOther(c + 1)'))).toEqual({ type: 'not-settled', message: expect.stringMatching(/stand/) as string });
  });
});

describe('loops: their rounds, two and three of them', () => {
  const helper = 'async function mapInOrder(elements, limit, each) { return elements; }\n';
  const store = 'const rows = new Map();\nasync function readRow(k) { await pause(); return rows.get(k); }\nasync function addRow(k) { await pause(); rows.set(k, 1); }\n/** @overlap writes cache:$0 */\nasync function put(k) { return hidden(k); }\n/** @overlap writes cache:all */\nasync function putAll(k) { return hidden(k); }\n';
  const checkLoop = (before: string, after: string) => selfCheck({ path: 'a.ts', before: store + code(before), after: store + code(after) + helper, functionId: 'main' });

  test.each([
    ['readers, gathered', 'const out = [];\nfor (const x of p) {\nconst a = await readValue(x);\nout.push(a);\n}\nreturn out;', 'const out = [];\nfor (const a of await mapInOrder(p, 8, async (x) => readValue(x))) {\nout.push(a);\n}\nreturn out;'],
    ['readers, gathered at once', 'const out = [];\nfor (const x of p) {\nout.push(await readValue(x));\n}\nreturn out;', 'const out = [];\nfor (const value of await mapInOrder(p, 8, async (x) => readValue(x))) {\nout.push(value);\n}\nreturn out;'],
    ['two readers in each round', 'const out = [];\nfor (const x of p) {\nconst a = await readValue(x);\nconst b = await readOther(a);\nout.push(a + b);\n}\nreturn out;', 'const out = [];\nfor (const { a, b } of await mapInOrder(p, 8, async (x) => {\nconst a = await readValue(x);\nconst b = await readOther(a);\nreturn { a, b };\n})) {\nout.push(a + b);\n}\nreturn out;'],
    ['a sum', 'let sum = 0;\nfor (const x of p) {\nconst a = await readValue(x);\nsum += a;\n}\nreturn sum;', 'let sum = 0;\nfor (const a of await mapInOrder(p, 8, async (x) => readValue(x))) {\nsum += a;\n}\nreturn sum;'],
    ['rounds that go on early', 'const out = [];\nfor (const x of p) {\nconst a = await readValue(x);\nif (a > 2) continue;\nout.push(a);\n}\nreturn out;', 'const out = [];\nfor (const a of await mapInOrder(p, 8, async (x) => readValue(x))) {\nif (a > 2) continue;\nout.push(a);\n}\nreturn out;'],
  ])('kept: %s', (_, before, after) => {
    expect(checkLoop(before, after)).toEqual({ type: 'kept', rounds: 3 });
  });

  test('kept with two rounds, where no more run at a time', () => {
    expect(checkLoop('for (const x of p) {\nawait readValue(x);\n}', 'await mapInOrder(p, 2, async (x) => {\nawait readValue(x);\n});')).toEqual({ type: 'kept', rounds: 2 });
  });

  test.each([
    ['rounds that change one thing', 'for (const x of p) {\nawait addValue(x);\n}', 'await mapInOrder(p, 8, async (x) => {\nawait addValue(x);\n});', /`addValue` may (read|change) .*`store.value`/],
    ['a read before the write of another round', 'for (const x of p) {\nconst a = await readValue(x);\nawait writeValue(a);\n}', 'await mapInOrder(p, 8, async (x) => {\nconst a = await readValue(x);\nawait writeValue(a);\n});', /store.value/],
    ['what is carried on in a variable', 'let last = 0;\nfor (const x of p) {\nconst a = await readValue(last);\nlast = a;\n}\nreturn last;', 'let last = 0;\nfor (const a of await mapInOrder(p, 8, async (x) => readValue(last))) {\nlast = a;\n}\nreturn last;', /last/],
    ['what is gathered, seen though a round fails', 'const out = p.found;\nfor (const x of p) {\nout.push(await readValue(x));\n}\nreturn out;', 'const out = p.found;\nfor (const value of await mapInOrder(p, 8, async (x) => readValue(x))) {\nout.push(value);\n}\nreturn out;', /out.push/],
    ['things of the elements, written though a round before has failed', 'for (const x of p) {\nawait put(x);\n}', 'await mapInOrder(p, 8, async (x) => {\nawait put(x);\n});', /`put` changes .* although `put` has failed/],
    ['one thing, whatever the element', 'for (const x of p) {\nawait putAll(x);\n}', 'await mapInOrder(p, 8, async (x) => {\nawait putAll(x);\n});', /`putAll`/],
  ])('differs: %s', (_, before, after, message) => {
    expect(checkLoop(before, after)).toMatchObject({ type: 'differs', message: expect.stringMatching(message) as string });
  });
});
