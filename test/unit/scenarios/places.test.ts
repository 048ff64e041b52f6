import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { scenarioProblem } from '../../../src/report/scenario-problem.ts';
import { spanAt, treeOf } from '../../../src/scenarios/json-places.ts';

/** The part of a text between « and » is where the problem must be. */
function marked(text: string): { readonly text: string; readonly at: string; readonly start: number } {
  const start = text.indexOf('«');
  const end = text.indexOf('»') - 1;
  const plain = text.replace('«', '').replace('»', '');
  return { text: plain, at: plain.slice(start, end), start };
}

describe('a problem is at its place in the text', () => {
  test.each([
    ['an unknown key: its name', '{ «"machin"»: {}, "tasks": [] }', 'machin: is not known here; did you mean machine?'],
    ['a value out of range', '{ "machine": { "cores": «0» }, "tasks": [{ "name": "A", "do": [] }] }', 'machine.cores: must be at least 1, but is 0'],
    ['a value of the wrong type, whole', '{ "machine": «[1, 2]», "tasks": [{ "name": "A", "do": [] }] }', 'machine: must be an object, but is a list'],
    ['what is missing: the bracket around it', '«{» "title": "x" }', 'tasks: must be a list, but is missing'],
    ['what is missing in a list item', '{ "tasks": [«{» "name": "A" }] }', 'tasks[0].do: must be a list, but is missing'],
    ['what is missing in a member: its name', '{ "resources": { "pool": { "type": "semaphore" } }, "tasks": [] }'.replace('"pool"', '«"pool"»'), 'resources.pool.permits: must be a number, but is missing'],
    ['deep in steps', '{ "tasks": [{ "name": "A", "do": [{ "loop": 2, "do": [{ "compute": «"3"» }] }] }] }', 'tasks[0].do[0].do[0].compute: must be a number, but is "3"'],
    ['under a name with spaces', '{ "bodies": { "a b": [{ "compute": «-1» }] }, "tasks": [{ "name": "A", "do": "a b" }] }', 'bodies."a b"[0].compute: must be at least 0, but is -1'],
    ['what refers to nothing', '{ "tasks": [{ "name": "A", "do": [{ "join": «"B"» }] }] }', 'tasks[0].do[0].join: there is no task "B" to wait for; there are A; spawn one with "as": "B"'],
    ['10^9 tasks', '{ "tasks": [{ "name": "A", "count": «1000000000», "do": [] }] }', 'tasks[0].count: 1000000000 tasks are too many: a scenario may have 4000000 in all'],
    ['of two members of a name the one that counts', '{ "tickUs": 5, "tickUs": «0», "tasks": [] }', 'tickUs: must be at least 1, but is 0'],
    ['a missing comma', '{ "title": "x" «"tasks"»: [] }', 'the scenario is not JSON: a comma is missing'],
    ['a bracket never closed', '{ "tasks": [1«]»', 'the scenario is not JSON: a closing } is missing'],
    ['a comma too many', '{ "tasks": [1,«]» }', 'the scenario is not JSON: a value is expected here'],
    ['a comment', '{ «// no»\n "tasks": [] }', 'the scenario is not JSON: comments are not allowed'],
    ['single quotes', "{ «'tasks'»: [] }", 'the scenario is not JSON: this is neither a number, a text in double quotes, true, false nor null'],
    ['a text of another kind', '«null»', 'the scenario must be an object, but is null'],
  ])('%s', (_, sample, message) => {
    const { text, at, start } = marked(sample);
    const problem = scenarioProblem(text);
    expect(problem?.message).toBe(message);
    expect(text.slice(problem?.span.start, problem?.span.end)).toBe(at);
    expect(problem?.span.start).toBe(start);
  });

  test('an empty text', () => {
    expect(scenarioProblem('')).toEqual({ message: 'the scenario is not JSON: a value is expected here', span: { start: 0, end: 0 } });
  });

  test('a text nested deeper than can be followed', () => {
    expect(scenarioProblem('['.repeat(200_000))?.message).toMatch(/is not JSON/);
    expect(scenarioProblem(`{"tasks":${'['.repeat(200_000)}${']'.repeat(200_000)}}`)?.message).toMatch(/tasks\[0\]/);
  });

  test('whatever becomes of a good document, the problem lies inside the text', () => {
    const folder = path.resolve(import.meta.dirname, '../../../src/scenarios/documents');
    const texts = readdirSync(folder).map((name) => readFileSync(path.join(folder, name), 'utf8'));
    fc.assert(fc.property(fc.constantFrom(...texts), fc.nat(), fc.nat(12), fc.constantFrom('', '}', '"', ',', '-1', '1e99', 'null', '[]', '"x": 1,', '\u0000'), (text, at, cut, put) => {
      const start = at % text.length;
      const broken = text.slice(0, start) + put + text.slice(start + cut);
      const problem = scenarioProblem(broken);
      if (problem === null) return;
      expect(problem.span.start).toBeGreaterThanOrEqual(0);
      expect(problem.span.end).toBeGreaterThanOrEqual(problem.span.start);
      expect(problem.span.end).toBeLessThanOrEqual(broken.length);
    }), { numRuns: 2000 });
  });
});

test('every value has its place, by its path', () => {
  const text = '{ "a": [10, { "b c": true }], "$x-1": { "y": "«\\"" } }';
  const tree = treeOf(text);
  const at = (where: string): string => {
    const { start, end } = spanAt(tree, where, 'value');
    return text.slice(start, end);
  };
  expect(['a[0]', 'a[1]."b c"', '$x-1.y', ''].map(at)).toEqual(['10', 'true', '"«\\""', text]);
});
