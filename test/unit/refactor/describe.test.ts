import { describe, expect, test } from 'vitest';
import { analyze } from '../../../src/analysis/analyze.ts';
import type { Project } from '../../../src/analysis/project.ts';
import { confirmationsFor } from '../../../src/refactor/confirm.ts';
import { describablesFor, describe as write } from '../../../src/refactor/describe.ts';
import { applyEdits } from '../../../src/refactor/edits.ts';

const caller = `import { refresh, touch } from './lib.ts';
export async function page(id: string) {
  const a = await refresh(id);
  const b = await touch(id);
  return [a, b];
}
`;
const lib = `import { hidden } from 'unheard-of';
export async function refresh(id: string) { return hidden(id); }

/** Looks twice. */
export const touch = async (id: string) => hidden(id + id);
`;

function projectOf(files: Readonly<Record<string, string>>): Project {
  return { resolve: (specifier) => (specifier === './lib.ts' ? 'lib.ts' : undefined), read: (path) => files[path] };
}

const whole = { start: 0, end: caller.length };

function asked(text: string, files: Readonly<Record<string, string>>) {
  const project = projectOf(files);
  const source = { path: 'page.ts', text, model: analyze({ path: 'page.ts', text }, project), project };
  return { verdict: source.model.functions[0]?.pairs[0], found: describablesFor(source, whole), confirmations: confirmationsFor(source, whole) };
}

describe('callees whose effects decide', () => {
  test('are those of the pair, where they are declared', () => {
    const { verdict, found } = asked(caller, { 'lib.ts': lib });
    expect(verdict?.verdict).toBe('unknown');
    expect(found.map(({ name, path, head }) => [name, path, head])).toEqual([
      ['refresh', 'lib.ts', 'export async function refresh(id: string) { return hidden(id); }'],
      ['touch', 'lib.ts', 'export const touch = async (id: string) => hidden(id + id);'],
    ]);
  });

  test('what is said of them settles the verdict, and then they are not asked about any more', () => {
    let text = lib;
    for (const clauses of ['reads users', 'reads orders']) {
      const [next] = asked(caller, { 'lib.ts': text }).found;
      if (next === undefined) throw new Error('One is left.');
      const edits = write('lib.ts', text, next, clauses);
      if (typeof edits === 'string') throw new Error(edits);
      text = applyEdits(text, edits);
    }
    expect(text).toContain('/** @overlap reads users */\nexport async function refresh');
    // The documentation stays what the compiler shows of it.
    expect(text).toContain('/** Looks twice. */\n// @overlap reads orders\nexport const touch');
    const { verdict, found } = asked(caller, { 'lib.ts': text });
    expect(verdict).toMatchObject({ verdict: 'independent', confidence: 'proven', fixSafe: true });
    expect(found).toEqual([]);
    expect(asked(caller, { 'lib.ts': text.replace('reads orders', 'writes users') }).verdict).toMatchObject({ verdict: 'effect' });
  });

  test.each([
    ['a duration', '/** @overlap 120ms */\nasync function f() {}\n', '/** @overlap 120ms writes users | throws */\nasync function f() {}\n'],
    ['a method, indented, CRLF', 'class C {\r\n  async f() {}\r\n}\r\n', 'class C {\r\n  /** @overlap writes users | throws */\r\n  async f() {}\r\n}\r\n'],
    ['a property of an object', 'const o = {\n\tf: async () => 1,\n};\n', 'const o = {\n\t/** @overlap writes users | throws */\n\tf: async () => 1,\n};\n'],
    ['an annotation among others', '/**\n * Doc.\n * @overlap 40ms\n * @param x none\n */\nasync function f(x) {}\n', '/**\n * Doc.\n * @overlap 40ms writes users | throws\n * @param x none\n */\nasync function f(x) {}\n'],
  ])('the comment goes with %s', (_, before, after) => {
    const start = before.search(/async f\(|f: async|async function/);
    const head = /[^\r\n]*/.exec(before.slice(start))?.[0] ?? '';
    const edits = write('a.ts', before, { start, head }, '  writes   users | throws ');
    expect(typeof edits === 'string' ? edits : applyEdits(before, edits)).toBe(after);
  });

  test.each([
    ['no clause', { start: 0, head: 'async function f() {}' }, 'blinks', /is not a clause/],
    ['another text', { start: 0, head: 'async function g() {}' }, 'pure', /no longer where it was/],
    ['no declaration', { start: 6, head: 'function f() {}' }, 'pure', /no longer where it was/],
  ])('%s is refused', (_, place, clauses, message) => {
    expect(write('a.ts', 'async function f() {}\n', place, clauses)).toMatch(message);
  });
});

describe('an order', () => {
  test('that is not known can be kept, or said to be none', () => {
    const { confirmations } = asked(caller, { 'lib.ts': lib });
    expect(confirmations.map(({ title }) => title)).toEqual(['Keep the order of `refresh` and `touch`', '`refresh` and `touch` are independent']);
    for (const [word, verdict] of [['ordered', 'effect'], ['independent', 'independent']] as const) {
      const chosen = confirmations.find(({ edits }) => edits[0]?.text.includes(word));
      expect(asked(applyEdits(caller, chosen?.edits ?? []), { 'lib.ts': lib }).verdict?.verdict).toBe(verdict);
    }
  });

  test('is said in the annotation that the line has, and the word can be taken back', () => {
    const timed = caller.replace('await touch(id);', 'await touch(id); // @overlap 40ms');
    const keep = asked(timed, { 'lib.ts': lib }).confirmations.find(({ title }) => title.startsWith('Keep'));
    const kept = applyEdits(timed, keep?.edits ?? []);
    expect(kept).toContain('await touch(id); // @overlap 40ms ordered\n');
    const free = asked(kept, { 'lib.ts': lib }).confirmations.find(({ title }) => title.endsWith('are independent'));
    expect(applyEdits(kept, free?.edits ?? [])).toContain('await touch(id); // @overlap 40ms independent\n');
  });
});
