/**
 * What must not be changed unasked: every pair and loop of test/corpus/cases that its case says is ordered, or not safe to rewrite. Among them is each kind of wrong
 * rewrite that tools are known to have made: what is started over an exit, a guard or a write, before a name is there, while others look, or before its file was written.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { analyze } from '../../../src/analysis/analyze.ts';
import type { AsyncFunction } from '../../../src/analysis/model.ts';
import type { Offer } from '../../../src/refactor/offer.ts';
import { offersFor } from '../../../src/refactor/offers.ts';
import { casePaths, casesFolder, casesProject } from '../corpus/cases.ts';
import { type Expectation, expectationsOf, innermost, withoutExpectations } from '../corpus/expectations.ts';

/** The case says that the order is meant, or that a rewrite keeps not everything. */
const isBarred = ({ type, accepted, fix }: Expectation): boolean => (type === 'pair' || type === 'loop') && (fix === 'unsafe' || !accepted.includes('independent'));

const files = casePaths().map((file) => {
  const written = readFileSync(path.join(casesFolder, file), 'utf8');
  const text = withoutExpectations(written);
  return { file, source: { path: file, text, model: analyze({ path: file, text }, casesProject), project: casesProject }, barred: expectationsOf(file, written).filter(isBarred) };
});

function offersOn(source: (typeof files)[number]['source'], fn: AsyncFunction, { type, offset }: Expectation): readonly Offer[] {
  const of = { functionId: fn.id };
  if (type === 'loop') {
    const loop = fn.loops.filter(({ place }) => place.start > offset).toSorted((a, b) => a.place.start - b.place.start)[0];
    return loop === undefined ? [] : offersFor(source, { type: 'loop', ...of, start: loop.place.start });
  }
  const next = fn.awaits.find(({ place }) => place.start > offset);
  const pair = fn.pairs.find(({ second }) => second === next?.id);
  if (pair === undefined) return [];
  const whole = offersFor(source, { type: 'function', ...of }).filter(({ awaits }) => awaits.includes(pair.first) && awaits.includes(pair.second));
  // Of a graph they may be two, one of which waits for the other; of a loop two of one round, in their order.
  return [...whole.filter((offer) => offer.grade === 'refused' || (offer.shape !== 'graph' && offer.shape !== 'bounded-map')), ...offersFor(source, { type: 'pair', ...of, first: pair.first, second: pair.second })];
}

describe('is not offered as safe', () => {
  test.each(files.filter(({ barred }) => barred.length > 0).map((one) => [one.file, one] as const))('in %s', { timeout: 120_000 }, (_, { file, source, barred }) => {
    const safe = barred.flatMap((expectation) => {
      const fn = innermost(source.model.functions, expectation.offset);
      const found = fn === undefined ? [] : offersOn(source, fn, expectation);
      return found.some(({ grade }) => grade === 'safe') ? [`${file}:${expectation.line}: ${expectation.reason}`] : [];
    });
    expect(safe).toEqual([]);
  });

  test('and there are many', () => {
    expect(files.flatMap(({ barred }) => barred).length).toBeGreaterThan(150);
  });
});

describe('each known kind of wrong rewrite', () => {
  const { source, barred } = files.find(({ file }) => file === '22-known-rewrites.ts') ?? { source: undefined, barred: [] };

  test.each(barred.map((expectation) => [expectation.reason, expectation] as const))('%s', (_, expectation) => {
    if (source === undefined) throw new Error('The cases are there.');
    const fn = innermost(source.model.functions, expectation.offset);
    if (fn === undefined) throw new Error('It stands in a function.');
    const offers = offersOn(source, fn, expectation);
    // Either it says why not, or what a person has to look at first.
    expect(offers.map((offer) => (offer.grade === 'refused' ? offer.message : offer.changes.join(' '))).filter((said) => said.length > 10).length).toBe(offers.length);
    expect(offers.length).toBeGreaterThan(0);
    expect(offers.map(({ grade }) => grade)).not.toContain('safe');
  });
});
