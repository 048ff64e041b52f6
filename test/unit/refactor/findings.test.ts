/** A loop and one inside it can begin with the same await: what is found of one is not offered for the other. */
import { expect, test } from 'vitest';
import { analyze } from '../../../src/analysis/analyze.ts';
import { changeIdOf } from '../../../src/refactor/offer.ts';
import { changeOf, offersFor } from '../../../src/refactor/offers.ts';

function offersOf(body: readonly string[]) {
  const text = ["import { readFile, writeFile } from 'node:fs/promises';", 'export async function main(groups: string[][], state: string) {', ...body, '}', ''].join('\n');
  const model = analyze({ path: 'main.ts', text });
  const source = { path: 'main.ts', text, model };
  const [fn] = model.functions;
  if (fn === undefined) throw new Error('There is one function.');
  return { source, fn, offers: offersFor(source, { type: 'function', functionId: fn.id }).flatMap((offer) => (offer.grade === 'refused' ? [] : [offer])) };
}

test('where only the rounds of the inner loop are independent', () => {
  const { offers } = offersOf([
    '  for (const group of groups) {',
    '    for (const name of group) {',
    '      await readFile(name);',
    '    }',
    '    await writeFile(state, group[0]);',
    '  }',
  ]);
  expect(offers.map(({ shape, place }) => [shape, place.line])).toEqual([['bounded-map', 4]]);
});

test('where those of both are, each has its own name', () => {
  const { source, fn, offers } = offersOf([
    '  for (const group of groups) {',
    '    for (const name of group) {',
    '      await readFile(name);',
    '    }',
    '  }',
  ]);
  expect(offers.map(({ place }) => place.line)).toEqual([3, 4]);
  for (const offer of offers) expect(changeOf(source, fn, changeIdOf(offer))?.place.line).toBe(offer.place.line);
});
