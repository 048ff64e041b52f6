/** A file as it is edited: whatever is kept from the text before, the answer is that of an analysis from nothing. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { analyze, mayBeAsynchronous } from '../../../src/analysis/analyze.ts';
import { editBetween } from '../../../src/analysis/edit.ts';
import { EditedFile } from '../../../src/analysis/edited-file.ts';
import type { Project } from '../../../src/analysis/project.ts';

const cases = path.resolve(import.meta.dirname, '../../corpus/cases');
const written = readdirSync(cases).filter((name) => name.endsWith('.ts')).map((name) => readFileSync(path.join(cases, name), 'utf8'));

/** Few names, so that most of them mean something to each other. */
const names = ['load', 'save', 'state', 'Store', 'db', 'items', 'user', 'count'];
const name = fc.constantFrom(...names);

const member = fc.tuple(name, name, name).chain(([a, b, c]) => fc.constantFrom(
  `  async ${a}(x) { const ${b} = await this.${b}(x); const y = await ${c}(x); return [${b}, y]; }`,
  `  ${a} = ${b}();`,
  `  get ${a}() { return this.${c}; }`,
));
const statement = fc.oneof({ depthSize: 'small' },
  fc.tuple(name, name, name).chain(([a, b, c]) => fc.constantFrom(
    `async function ${a}(${b}) { const x = await ${b}.${c}(); const y = await ${c}(1); return [x, y]; }`,
    `function ${a}() { ${b} = ${c}; return ${b}; }`,
    `const ${a} = async (${b}) => { for (const x of ${b}) { await ${c}(x); } };`,
    `let ${a} = ${b}.${c};`,
    `${a} = ${b};`,
    `${a}.${b} = ${c};`,
    `import { ${a}, ${b} } from './${c}.ts';`,
    `interface ${a} { ${b}(): Promise<${c}> }`,
    `export async function ${a}(x: ${b}) { await x.${c}(); await x.${a}(); }`,
    `describe('${a}', () => {\n  let ${b};\n  it('x', async () => { ${b} = await ${c}(); await ${a}(${b}); });\n  it('y', async () => { await ${b}(); await ${c}(); });\n});`,
    `const ${a} = { ${b}, async ${c}() { const x = await this.${b}(); const y = await ${a}.${b}(); return [x, y]; } };`,
    `// @overlap ordered`,
    `/** @overlap reads ${a} | 20ms */`,
    `namespace ${a} { export async function ${b}() { await ${c}(); await fetch('x'); } }`,
  )),
  fc.tuple(name, name, fc.array(member, { maxLength: 4 })).map(([a, b, members]) => `class ${a} extends ${b} {\n${members.join('\n')}\n}`),
);
const file = fc.oneof(fc.array(statement, { minLength: 4, maxLength: 14 }).map((list) => list.join('\n')), fc.constantFrom(...written));

/** Where it is as a part of the text, so that it fits any. */
interface Change {
  readonly at: number;
  readonly what: 'remove line' | 'repeat line' | 'swap lines' | 'rename' | 'remove word' | 'insert' | 'move lines';
  readonly from: number;
  readonly text: string;
}
const change: fc.Arbitrary<Change> = fc.record({
  at: fc.double({ min: 0, max: 0.999, noNaN: true }),
  what: fc.constantFrom('remove line', 'repeat line', 'swap lines', 'rename', 'rename', 'remove word', 'insert', 'insert', 'move lines'),
  from: fc.double({ min: 0, max: 0.999, noNaN: true }),
  text: fc.oneof(statement, fc.tuple(name, name).chain(([a, b]) => fc.constantFrom(`${a} = ${b};`, `await ${a}(${b});`, `const ${a} = await ${b}();`, '// must run first', '', `${a}.push(await ${b}());`, `if (!${a}) return ${b};`))),
});

function changed(text: string, { at, what, from, text: inserted }: Change): string {
  const lines = text.split('\n');
  const line = Math.floor(at * lines.length);
  const other = Math.floor(from * lines.length);
  const words = [...text.matchAll(/[A-Za-z_$][\w$]*/g)];
  const word = words[Math.floor(at * words.length)];
  const replaced = (by: string): string => (word === undefined ? text : text.slice(0, word.index) + by + text.slice(word.index + word[0].length));
  switch (what) {
    case 'remove line': return lines.toSpliced(line, 1).join('\n');
    case 'repeat line': return lines.toSpliced(line, 0, lines[other] ?? '').join('\n');
    case 'swap lines': return lines.toSpliced(line, 2, ...lines.slice(line, line + 2).reverse()).join('\n');
    case 'rename': return replaced(words[Math.floor(from * words.length)]?.[0] ?? 'x');
    case 'remove word': return replaced('');
    case 'insert': return lines.toSpliced(line, 0, inserted).join('\n');
    case 'move lines': return lines.toSpliced(line, 3, ...lines.slice(other, other + 3)).join('\n');
  }
}

describe('after any edits', { timeout: 300_000 }, () => {
  const projects: readonly (readonly [string, () => Project | undefined])[] = [
    ['by itself', () => undefined],
    ['with other files, some of which come back to it', () => ({
      resolve: (specifier) => (specifier.endsWith('.ts') ? specifier.slice(2) : undefined),
      read: (of) => (names.includes(of.slice(0, -3)) ? `${of === 'db.ts' ? "import { load as own } from './edited.ts';\n" : ''}export async function load(x) { await fetch(x); ${of === 'db.ts' ? 'await own();' : ''} }\nexport let state = 1;\nexport const items = [], db = { async save() { state = 2; } };\n` : undefined),
    })],
  ];

  test.each(projects)('%s: the answer is that of an analysis from nothing', (_what, make) => {
    let compared = 0;
    let kept = 0;
    fc.assert(fc.property(file, fc.array(change, { minLength: 4, maxLength: 10 }), (text, changes) => {
      const project = make();
      const edited = new EditedFile('edited.ts');
      let now = text;
      let last = edited.analyze(now, project);
      for (const one of changes) {
        const next = changed(now, one);
        const model = edited.analyze(next, project);
        // Caches of another project would show what is stale.
        const whole = analyze({ path: 'edited.ts', text: next }, make());
        // That a text is broken in which nothing can be asynchronous, only the analysis from nothing says.
        expect(JSON.stringify(model)).toBe(JSON.stringify(mayBeAsynchronous(next) ? whole : { ...whole, errors: [] }));
        compared += 1;
        kept += model.functions.filter((fn) => last.functions.includes(fn)).length;
        // What does not parse is mended, as people do.
        if (model.errors.length === 0) now = next;
        last = model.errors.length === 0 ? model : edited.analyze(now, project);
      }
    }), { numRuns: 120 });
    expect(compared).toBeGreaterThan(600);
    expect(kept).toBeGreaterThan(100);
  });
});

describe('what an edit does not touch is not looked at again', () => {
  const functions = Array.from({ length: 50 }, (_, i) => `async function f${i}(id) {\n  const a = await get${i}(id);\n  const b = await g${i}(id);\n  return [a, b];\n}\nasync function g${i}(id) { return await fetch(id); }\n`);

  function keptBy(edit: (text: string) => string, text = functions.join('')): string[] {
    const edited = new EditedFile('a.ts');
    const before = edited.analyze(text);
    const after = edited.analyze(edit(text));
    expect(after).toEqual(analyze({ path: 'a.ts', text: edit(text) }));
    return after.functions.filter((fn) => before.functions.includes(fn)).map(({ id }) => id);
  }

  test('in a body: all before it are kept as they are, but those that call it', () => {
    const kept = keptBy((text) => text.replace('async function g49(id) { return', 'async function g49(id) { await fetch(2); return'));
    expect(kept).toHaveLength(98);
    expect(kept).not.toContain('f49');
  });

  test('a new line at the end of the file', () => {
    expect(keptBy((text) => `${text}// a note\n`).length).toBeGreaterThan(95);
  });

  /** Each calls the next one, so that a change of the last may change all. */
  const chained = Array.from({ length: 50 }, (_, i) => `async function f${i}(id) {\n  // A note.\n  await f${i + 1}(id);\n  await get(id);\n}\n`).join('');

  test.each<[what: string, edit: (text: string) => string, kept: number]>([
    ['a comment between statements', (text) => text.replace('f49(id) {\n  // A note.', 'f49(id) {\n  // A longer note.'), 49],
    ['a blank line between statements', (text) => text.replace('f49(id) {\n', 'f49(id) {\n\n'), 49],
    ['a comment before the closing brace', (text) => text.replace('f50(id);\n  await get(id);\n', 'f50(id);\n  await get(id);\n  /* That is all. */\n'), 49],
    ['a comment between functions', (text) => text.replace('async function f49', '/** The last. */\nasync function f49'), 49],
    ['a comment that says something', (text) => text.replace('f49(id) {\n  // A note.', 'f49(id) {\n  // @overlap ordered'), 0],
    ['a comment in front of one that says something', (text) => text.replace('f49(id) {\n  // A note.', 'f49(id) {\n  // A note. @overlap 20ms'), 0],
    ['a statement', (text) => text.replace('f49(id) {\n  // A note.', 'f49(id) {\n  // A note.\n  id += 1;'), 0],
    ['a comment that takes a statement in', (text) => text.replace('f50(id);\n', 'f50(id);\n  //'), 0],
  ])('%s', (_what, edit, kept) => {
    expect(keptBy(edit, chained)).toHaveLength(kept);
  });

  test('results behind an edit are moved, not made again', () => {
    const text = functions.join('');
    const edited = new EditedFile('a.ts');
    const before = edited.analyze(text);
    const after = edited.analyze(text.replace('id) {\n', 'id) {\n  // a note\n'));
    const [was, is] = [before, after].map((model) => model.functions.find(({ id }) => id === 'f40')?.pairs[0]?.evidence[0]);
    expect(is?.place.line).toBe((was?.place.line ?? 0) + 1);
    expect(is?.message).toBe(was?.message);
  });
});

test('the edit between two texts is the smallest stretch that differs', () => {
  fc.assert(fc.property(fc.string(), fc.string(), fc.string(), fc.string(), (head, a, b, tail) => {
    const [before, after] = [head + a + tail, head + b + tail];
    const edit = editBetween(before, after);
    if (edit === undefined) return before === after;
    expect(before.slice(0, edit.start) + after.slice(edit.start, edit.newEnd) + before.slice(edit.oldEnd)).toBe(after);
    return edit.start >= head.length || before.slice(0, edit.start) === after.slice(0, edit.start);
  }));
});
