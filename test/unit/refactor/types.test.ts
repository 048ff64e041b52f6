/** Every change that can be offered for the corpus and the examples compiles where the text before it did, but for those of which the offer says that they may not. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { analyze } from '../../../src/analysis/analyze.ts';
import { DiskProject } from '../../../src/project/disk-project.ts';
import type { ConcurrencyModel } from '../../../src/analysis/model.ts';
import { applyEdits, areApart } from '../../../src/refactor/edits.ts';
import { fixAll } from '../../../src/refactor/fix-all.ts';
import type { Offered } from '../../../src/refactor/offer.ts';
import { offersFor } from '../../../src/refactor/offers.ts';
import { withoutExpectations } from '../corpus/expectations.ts';
import { TypeCheck } from './type-check.ts';

const root = path.resolve(import.meta.dirname, '../../..');

/** As few texts as hold every change once: in each at most one of a function, and none within another's. */
function packed(offers: readonly Offered[], model: ConcurrencyModel): Offered[][] {
  const texts: Offered[][] = [];
  const placeOf = ({ functionId }: Offered) => model.functions.find(({ id }) => id === functionId)?.place ?? { start: 0, end: Infinity };
  for (const offer of offers) {
    const { start, end } = placeOf(offer);
    const free = texts.find((others) => others.every((other) => areApart(other.edits, offer.edits) && (placeOf(other).end <= start || end <= placeOf(other).start)));
    if (free === undefined) texts.push([offer]);
    else free.push(offer);
  }
  return texts;
}

const mayNotCompile = ({ changes }: Offered): boolean => changes.some((change) => change.includes('may not compile'));

describe.each(['examples', 'test/corpus'])('in %s', (folder) => {
  const check = new TypeCheck(path.join(root, folder, 'tsconfig.json'));
  const project = new DiskProject(root);
  const files = check.files.filter((file) => !file.endsWith('.d.ts')).map((file) => path.relative(root, file));
  let offered = 0;

  test.each(files)('%s', { timeout: 120_000 }, (file) => {
    const absolute = path.join(root, file);
    const text = withoutExpectations(readFileSync(absolute, 'utf8'));
    const was = check.errorsIn(absolute, text);
    const model = analyze({ path: file, text }, project);
    const offers = model.functions.flatMap((fn) => offersFor({ path: file, text, model, project }, { type: 'function', functionId: fn.id })).filter((offer): offer is Offered => offer.grade !== 'refused');
    offered += offers.length;
    expect(offers.filter((offer) => offer.grade === 'safe' && mayNotCompile(offer))).toEqual([]);
    for (const changes of packed(offers.filter((offer) => !mayNotCompile(offer)), model)) expect(check.errorsIn(absolute, applyEdits(text, changes.flatMap(({ edits }) => edits))), changes.map(({ shape, place }) => `${shape} on line ${place.line}`).join()).toEqual(was);
    for (const grades of ['safe', 'all'] as const) {
      const fixed = fixAll(file, text, { grades, project });
      if (!fixed.applied.some(mayNotCompile)) expect(check.errorsIn(absolute, fixed.text), `fix --${grades}`).toEqual(was);
    }
  });

  test('there are some', () => {
    expect(offered).toBeGreaterThan(20);
  });
});
