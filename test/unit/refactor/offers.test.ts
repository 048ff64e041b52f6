/** What is offered for the texts of test/corpus/fixes, as golden files that a person reads: `npm run golden` writes them anew. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { analyze } from '../../../src/analysis/analyze.ts';
import type { AsyncFunction, ConcurrencyModel } from '../../../src/analysis/model.ts';
import { DiskProject } from '../../../src/project/disk-project.ts';
import { applyEdits } from '../../../src/refactor/edits.ts';
import type { Offer, Offered } from '../../../src/refactor/offer.ts';
import { offersFor } from '../../../src/refactor/offers.ts';
import { titleOf } from '../../../src/report/offers.ts';
import { unifiedDiff } from '../../../src/report/unified-diff.ts';

const folder = path.resolve(import.meta.dirname, '../../corpus/fixes');
const project = new DiskProject(folder);
const files = readdirSync(folder).filter((name) => name.endsWith('.ts') && name !== 'api.ts');
const read = (file: string): string => readFileSync(path.join(folder, file), 'utf8');

function modelOf(file: string, text: string): ConcurrencyModel {
  return analyze({ path: file, text }, project);
}

/** The findings of a function; where it has none, what is said of each pair and loop. */
function offersOf(file: string, text: string, model: ConcurrencyModel, fn: AsyncFunction): readonly Offer[] {
  const source = { path: file, text, model, project };
  const found = offersFor(source, { type: 'function', functionId: fn.id });
  if (found.length > 0) return found;
  return [
    ...fn.pairs.flatMap(({ first, second }) => offersFor(source, { type: 'pair', functionId: fn.id, first, second })),
    ...fn.loops.flatMap(({ place }) => offersFor(source, { type: 'loop', functionId: fn.id, start: place.start })),
  ];
}

function goldenOf(file: string, text: string): string {
  const model = modelOf(file, text);
  return model.functions.flatMap((fn) => [`# ${fn.id}`, ...offersOf(file, text, model, fn).map((offer) => shown(file, text, offer)), '']).join('\n');
}

function shown(file: string, text: string, offer: Offer): string {
  if (offer.grade === 'refused') return `refused, line ${offer.place.line}: ${offer.message}`;
  // The lines of the diff alone: where they stand is no part of what is offered.
  const diff = unifiedDiff(file, text, offer.edits).split('\n').filter((line) => /^[-+](?![-+]{2} )/.test(line));
  // The function that bounds loops is the same every time: helper.ts shows it once.
  const helper = diff.indexOf('+/**');
  if (helper > 0 && file !== 'helper.ts') diff.splice(helper - 1);
  return [`${offer.grade}: ${titleOf(offer)}`, ...offer.changes.map((change) => `  · ${change}`), ...diff.map((line) => `    ${line}`)].join('\n');
}

describe('what is offered', () => {
  test.each(files)('%s', async (file) => {
    await expect(goldenOf(file, read(file))).toMatchFileSnapshot(path.join(folder, 'golden', `${file}.golden`));
  });
});

describe('refused.ts', () => {
  const text = read('refused.ts');
  const model = modelOf('refused.ts', text);

  test.each(model.functions.filter(({ pairs }) => pairs.length > 0).map((fn) => [fn.name, fn] as const))('nothing is safe in %s', (_, fn) => {
    expect(offersOf('refused.ts', text, model, fn).filter(({ grade }) => grade === 'safe')).toEqual([]);
  });
});

describe('batches of a list', () => {
  const text = "import { readFile } from 'node:fs/promises';\nexport async function all(chunks: string[][]) {\n  const texts: Buffer[] = [];\n  for (const chunk of chunks) texts.push(...(await Promise.all(chunk.map((file) => readFile(file)))));\n  return texts;\n}\n";
  const model = modelOf('batches.ts', text);

  test('need nothing of one another, and are left as they are: their size is a limit', () => {
    const [fn] = model.functions;
    if (fn === undefined) throw new Error('There is a function.');
    expect(fn.loops.map(({ verdict, batched, fixSafe }) => ({ verdict, batched, fixSafe }))).toEqual([{ verdict: 'independent', batched: true, fixSafe: false }]);
    expect(fn.groups).toEqual([]);
    expect(offersOf('batches.ts', text, model, fn).filter(({ grade }) => grade !== 'refused')).toEqual([]);
    const [asked] = offersFor({ path: 'batches.ts', text, model }, { type: 'loop', functionId: fn.id, start: fn.loops[0]?.place.start ?? -1 });
    expect(asked).toMatchObject({ grade: 'refused', message: expect.stringContaining('waits for the slowest') as string });
  });
});

describe('layout', () => {
  const texts: readonly (readonly [string, (text: string) => string])[] = [
    ['CRLF', (text) => text.replaceAll('\n', '\r\n')],
    ['tabs', (text) => text.replaceAll(/^( {2})+/gm, (spaces) => '\t'.repeat(spaces.length / 2))],
    ['four spaces', (text) => text.replaceAll(/^( {2})+/gm, (spaces) => spaces + spaces)],
  ];

  describe.each(texts)('%s stays', (_, transformed) => {
    test.each(['declarations.ts', 'statements.ts', 'loops.ts', 'names.ts'])('in %s', (file) => {
      const plain = read(file);
      const other = transformed(plain);
      const [model, otherModel] = [modelOf(file, plain), modelOf(file, other)];
      let compared = 0;
      for (const [index, fn] of model.functions.entries()) {
        const twin = otherModel.functions[index];
        if (twin === undefined) throw new Error('The texts have the same functions.');
        const offers = offersOf(file, plain, model, fn).filter((offer): offer is Offered => offer.grade !== 'refused');
        const twins = offersOf(file, other, otherModel, twin).filter((offer): offer is Offered => offer.grade !== 'refused');
        expect(twins.map(titleOf)).toEqual(offers.map(titleOf));
        for (const [at, offer] of offers.entries()) {
          const after = applyEdits(plain, offer.edits);
          // Whether a line is broken hangs on its width.
          if (offer.edits.some(({ text }) => /^ *const \[.*Promise\.all/.test(text) && text.length > 80)) continue;
          expect(applyEdits(other, twins[at]?.edits ?? [])).toBe(transformed(after));
          compared++;
        }
      }
      expect(compared).toBeGreaterThan(0);
    });
  });
});
