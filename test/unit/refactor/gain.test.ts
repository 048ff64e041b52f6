/** What a change is said to save: the function alone, with everything in it that takes time. */
import { expect, test } from 'vitest';
import { analyze } from '../../../src/analysis/analyze.ts';
import { fixAll } from '../../../src/refactor/fix-all.ts';
import { offersFor } from '../../../src/refactor/offers.ts';

const head = ["import { readFile } from 'node:fs/promises';"];

function gainsOf(lines: readonly string[], functionId: string) {
  const text = lines.join('\n');
  const source = { path: 'main.ts', text, model: analyze({ path: 'main.ts', text }) };
  return offersFor(source, { type: 'function', functionId }).map((offer) => (offer.grade === 'refused' ? null : offer.gain));
}

test('what holds the event loop does so afterwards as well', () => {
  const [gain] = gainsOf([
    ...head,
    'export async function load(a: string, b: string) {',
    "  const first = await readFile(a, 'utf8');",
    "  const second = await readFile(b, 'utf8');",
    '  return [JSON.parse(first), second];',
    '}',
  ], 'load');
  const [without] = gainsOf([
    ...head,
    'export async function load(a: string, b: string) {',
    "  const first = await readFile(a, 'utf8');",
    "  const second = await readFile(b, 'utf8');",
    '  return [first, second];',
    '}',
  ], 'load');
  expect((gain?.asWrittenUs ?? 0) - (gain?.overlappedUs ?? 0)).toBe((without?.asWrittenUs ?? 0) - (without?.overlappedUs ?? 0));
});

test('what it calls is taken as it was, though it is changed at the same time', () => {
  const lines = [
    ...head,
    'async function both(a: string, b: string) {',
    "  const first = await readFile(a, 'utf8');",
    "  const second = await readFile(b, 'utf8');",
    '  return first + second;',
    '}',
    'export async function all(a: string, b: string) {',
    '  const first = await both(a, a);',
    '  const second = await both(b, b);',
    '  return first + second;',
    '}',
  ];
  const { applied } = fixAll('main.ts', lines.join('\n'), { grades: 'safe' });
  expect(applied.map(({ functionId }) => functionId)).toEqual(['both', 'all']);
  for (const { functionId, gain } of applied) expect(gain).toEqual(gainsOf(lines, functionId)[0]);
});
