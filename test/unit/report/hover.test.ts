import { describe, expect, test } from 'vitest';
import { analyze } from '../../../src/analysis/analyze.ts';
import type { PairVerdict } from '../../../src/analysis/model.ts';
import { hoverAt } from '../../../src/report/hover.ts';

const text = `async function page() {
  await user();
  await orders();
}`;
const model = analyze({ path: 'a.ts', text });

/** What is said of the pair at the await of `name`, were it of this verdict. */
function said(verdict: PairVerdict, name: string): string | undefined {
  const judged = { ...model, functions: model.functions.map((fn) => ({ ...fn, pairs: fn.pairs.map((pair) => ({ ...pair, verdict, confidence: 'proven' as const })) })) };
  return hoverAt(judged, text.indexOf(`await ${name}`))?.lines[0]?.text;
}

describe('a pair is told in a sentence at each of its two awaits', () => {
  test.each<[PairVerdict, string, string]>([
    ['independent', '`orders` after it needs nothing from it (proven)', 'It needs nothing from `user` before it (proven)'],
    ['data', '`orders` after it needs its value (proven)', 'It needs the value of `user` before it (proven)'],
    ['control', 'Whether `orders` after it runs depends on it (proven)', 'Whether it runs depends on `user` before it (proven)'],
    ['effect', '`orders` after it must wait for its effects (proven)', 'It must wait for the effects of `user` before it (proven)'],
    ['exclusive', '`orders` after it never runs together with it (proven)', 'It never runs together with `user` before it (proven)'],
    ['unknown', 'Whether `orders` after it needs it cannot be told (proven)', 'Whether it needs `user` before it cannot be told (proven)'],
  ])('%s', (verdict, first, second) => {
    expect([said(verdict, 'user'), said(verdict, 'orders')]).toEqual([first, second]);
  });
});
