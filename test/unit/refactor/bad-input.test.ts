/** Texts and places that are not as one would wish: nothing is offered, or what is offered is right. */
import { describe, expect, test } from 'vitest';
import { analyze } from '../../../src/analysis/analyze.ts';
import { confirmationsFor } from '../../../src/refactor/confirm.ts';
import { describablesFor } from '../../../src/refactor/describe.ts';
import { applyEdits } from '../../../src/refactor/edits.ts';
import { fixAll } from '../../../src/refactor/fix-all.ts';
import { offersFor } from '../../../src/refactor/offers.ts';

const two = (callee: string): string => `/** @overlap 10ms reads users */
async function ${callee}(id: string) { return id; }
export async function page(id: string) {
  const first = await ${callee}(id);
  const second = await ${callee}('2');
  return [first, second];
}
`;
const plain = two('load');
const sourceOf = (text: string) => ({ path: 'page.ts', text, model: analyze({ path: 'page.ts', text }) });

describe('places', () => {
  test.each([
    ['nothing', plain.indexOf('return [first'), plain.indexOf('return [first')],
    ['a function without awaits', plain.indexOf('async function load'), plain.indexOf('async function load') + 5],
    ['behind the end', plain.length + 10, plain.length + 20],
    ['a selection from behind to before', plain.length, 0],
  ])('%s', (_, start, end) => {
    expect(offersFor(sourceOf(plain), { type: 'range', start, end })).toEqual([]);
    expect(confirmationsFor(sourceOf(plain), { start, end })).toEqual([]);
    expect(describablesFor(sourceOf(plain), { start, end })).toEqual([]);
  });

  test('a function, a pair and a loop that are not there', () => {
    for (const target of [{ type: 'function', functionId: 'gone' }, { type: 'pair', functionId: 'page', first: 'a7', second: 'a8' }, { type: 'loop', functionId: 'page', start: 3 }] as const) {
      expect(offersFor(sourceOf(plain), target)).toEqual([]);
    }
  });
});

describe('texts', () => {
  test.each([
    ['half typed', plain.replace('await load(id);', 'await load(')],
    ['a brace left open', `${plain}export async function next() {`],
    ['empty', ''],
    ['no code', '\u0000\u0001\uFFFD'.repeat(50)],
  ])('%s: nothing is changed', (_, text) => {
    const source = sourceOf(text);
    expect(offersFor(source, { type: 'range', start: 0, end: text.length })).toEqual([]);
    expect(confirmationsFor(source, { start: 0, end: text.length })).toEqual([]);
    expect(fixAll('page.ts', text, { grades: 'all' })).toMatchObject({ text, edits: [] });
  });

  test.each([
    ['names in other scripts', two('läd面𝒳')],
    ['a name of 20,000 letters', two(`load${'x'.repeat(20_000)}`)],
    ['all on one line', plain.replace(/\n {2}/g, ' ').replace(/;\n}/, '; }')],
    ['a line of 200,000 letters between', plain.replace('  const second', `  const long = '${'é'.repeat(200_000)}';\n  const second`)],
    ['line ends of both kinds', plain.replace('id);\n', 'id);\r\n')],
  ])('%s: what is offered parses, and touches nothing else', (_, text) => {
    const fixed = fixAll('page.ts', text, { grades: 'safe' });
    expect(fixed.applied.length).toBe(1);
    expect(analyze({ path: 'page.ts', text: fixed.text }).errors).toEqual([]);
    expect(fixed.text.startsWith(text.slice(0, text.indexOf('export')))).toBe(true);
    expect(fixed.text.endsWith(text.slice(text.indexOf('return [first')))).toBe(true);
    expect(applyEdits(text, fixed.edits)).toBe(fixed.text);
  });
});
