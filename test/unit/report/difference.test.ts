import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { analyze } from '../../../src/analysis/analyze.ts';
import { sliceKinds, taskName, taskResults, type Schedule } from '../../../src/engine/schedule.ts';
import { DiskProject } from '../../../src/project/disk-project.ts';
import { withDifference } from '../../../src/refactor/checked.ts';
import type { Offered } from '../../../src/refactor/offer.ts';
import { offersFor } from '../../../src/refactor/offers.ts';
import { differenceTimeline } from '../../../src/report/difference.ts';
import { givenText, titleOf } from '../../../src/report/offers.ts';

const examples = path.resolve(import.meta.dirname, '../../../examples');
const project = new DiskProject(examples);

function offersOf(file: string, functionId: string): readonly Offered[] {
  const text = readFileSync(path.join(examples, file), 'utf8');
  const source = { path: file, text, model: analyze({ path: file, text }, project), project };
  return offersFor(source, { type: 'function', functionId }).filter((offer): offer is Offered => offer.grade !== 'refused').map((offer) => withDifference(source, offer));
}

function timelineOf(functionId: string, shape: Offered['shape']) {
  const offer = offersOf('checkout.ts', functionId).find((one) => one.shape === shape);
  const timeline = offer && differenceTimeline(functionId, offer);
  if (!offer?.counterExample || !timeline) throw new Error('There is a difference.');
  return { offer, timeline, given: givenText(offer.counterExample) };
}

const done = ({ slices, sites, tasks }: Schedule): readonly string[] => Array.from({ length: slices.count }, (_, row) => `${taskName(tasks, slices.task[row] ?? -1)}: ${sites[slices.site[row] ?? -1]?.label ?? ''}`);
const resultOf = ({ tasks }: Schedule, name: string): string | undefined => taskResults[tasks.result[Array.from({ length: tasks.count }, (_, task) => taskName(tasks, task)).indexOf(name)] ?? -1];

describe('what a change could make differ', () => {
  test('is two runs in which the same fails: as written the stock is not touched, changed it is', () => {
    const { timeline, given } = timelineOf('checkout', 'start-early');
    const [written, changed] = timeline.runs.map(({ schedule }) => schedule);
    if (!written || !changed) throw new Error('There are two runs.');
    expect(timeline.runs.map(({ title, kind }) => [title, kind])).toEqual([['As written', 'order'], ['Changed', 'order']]);
    expect(given).toBe('That is so where: `quote` rejects.');
    expect(timeline.notes).toContain(given);
    expect([written, changed].map((schedule) => resultOf(schedule, 'quote'))).toEqual(['rejected', 'rejected']);
    expect(done(written).some((one) => one.startsWith('takeFromStock: changes'))).toBe(false);
    expect(done(changed).some((one) => one.startsWith('takeFromStock: changes'))).toBe(true);
    expect(done(written).at(-1)).toBe('function: fails: quote');
    expect(timeline.warning).toMatch(/^`takeFromStock` changes .* although `quote` has failed\.$/);
    expect(new Set(Array.from(changed.slices.kind.subarray(0, changed.slices.count), (kind) => sliceKinds[kind]))).toEqual(new Set(['run']));
  });

  test('points back to the awaits of the code as it is, from both runs', () => {
    const { timeline } = timelineOf('checkout', 'promise-all');
    for (const { schedule } of timeline.runs) {
      const quote = schedule.sites.find(({ label }) => label === 'quote');
      expect(quote?.await).toEqual({ functionId: 'checkout', id: 'a2' });
    }
  });

  test('shows whose error comes first', () => {
    const { timeline, given } = timelineOf('quote', 'promise-all');
    const [written, changed] = timeline.runs.map(({ schedule }) => done(schedule));
    expect(given).toBe('That is so where: `fetchPrice` rejects. `fetchShipping` rejects.');
    expect(written?.at(-1)).toBe('function: fails: fetchPrice');
    expect(changed?.slice(-3)).toEqual(['fetchShipping: rejects', 'function: fails with the first error', 'fetchPrice: rejects']);
  });

  test('is none where the change is safe', () => {
    const safe = offersOf('dashboard.ts', 'loadDashboard').find(({ grade }) => grade === 'safe');
    expect(safe && differenceTimeline('loadDashboard', safe)).toBeNull();
  });
});

test('calls with one name are told by their lines', () => {
  const text = "export async function load() {\n  const a = await fetch('/a');\n  const b = await fetch('/b');\n  return [a, b];\n}\n";
  const source = { path: 'a.ts', text, model: analyze({ path: 'a.ts', text }) };
  const offer = offersFor(source, { type: 'function', functionId: 'load' }).find((one): one is Offered => one.grade !== 'refused' && one.shape === 'promise-all');
  if (!offer) throw new Error('There is an offer.');
  const { counterExample } = withDifference(source, offer);
  expect(titleOf(offer)).toMatch(/^Run the two `fetch` of lines 2 and 3 concurrently, with Promise\.all/);
  expect(counterExample && givenText(counterExample)).toBe('That is so where: `fetch` (line 2) rejects. `fetch` (line 3) rejects.');
});
