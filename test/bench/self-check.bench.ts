/**
 * What a self-check costs beside the analysis of the text that it is of: every offer of the functions of fix/services.ts that writes other text.
 *
 *     npm run bench self-check
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { analyze } from '../../src/analysis/analyze.ts';
import { applyEdits } from '../../src/refactor/edits.ts';
import { offersFor } from '../../src/refactor/offers.ts';
import { selfCheck } from '../../src/refactor/self-check.ts';

const file = 'services.ts';
const text = readFileSync(path.join(import.meta.dirname, 'fix', file), 'utf8');
const model = analyze({ path: file, text });
const changes = model.functions.flatMap(({ id }) => offersFor({ path: file, text, model }, { type: 'function', functionId: id }).flatMap((offer) => (offer.grade === 'refused' || offer.shape === 'bounded-map' ? [] : [{ functionId: id, after: applyEdits(text, offer.edits) }])));
if (changes.length === 0) throw new Error('Nothing is offered.');

function timed(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

const answers = { kept: 0, differs: 0, 'not-settled': 0 };
const took: number[] = [];
const analysed: number[] = [];
for (const { functionId, after } of changes) {
  analysed.push(timed(() => analyze({ path: file, text: after })));
  took.push(timed(() => answers[selfCheck({ path: file, before: text, after, functionId }).type]++));
}
const quantile = (values: readonly number[], share: number): number => values.toSorted((a, b) => a - b)[Math.max(0, Math.ceil(share * values.length) - 1)] ?? Number.NaN;
console.log(`self-check of ${changes.length} changes: median ${quantile(took, 0.5).toFixed(1)} ms (aim ≤ 20), p95 ${quantile(took, 0.95).toFixed(1)} ms; ${(quantile(took, 0.5) / quantile(analysed, 0.5)).toFixed(1)} times an analysis of the file (${quantile(analysed, 0.5).toFixed(1)} ms)`);
console.log(`${answers.kept} kept, ${answers.differs} differ, ${answers['not-settled']} not settled`);
