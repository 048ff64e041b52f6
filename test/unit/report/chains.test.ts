import { describe, expect, test } from 'vitest';
import { analyze } from '../../../src/analysis/analyze.ts';
import { analysisJson } from '../../../src/report/json.ts';
import { analysisSarif } from '../../../src/report/sarif.ts';
import { analysisText } from '../../../src/report/analysis-text.ts';
import { hoverAt } from '../../../src/report/hover.ts';
import { findingsIn } from '../../../src/report/file-report.ts';
import { reportFile, timelineOf } from '../../../src/report/report.ts';
import { offersFor } from '../../../src/refactor/offers.ts';

const text = `
import { readFile } from 'node:fs/promises';
export function both() {
  return readFile('a').then((a) => {
    console.log(a);
    return readFile('b'); // @overlap 30ms
  }).then((b) => console.log(b));
}
export function needs() {
  return readFile('a', 'utf8').then((name) => readFile(name)).then((b) => console.log(b));
}
export async function each(names: string[]) {
  return await names.reduce(async (all, name) => [...(await all), await readFile(name)], Promise.resolve([] as Buffer[])); // @overlap x20
}
`;
const model = analyze({ path: 'a.ts', text });
const report = reportFile(model);
const named = (name: string) => {
  const fn = report.functions.find((one) => one.name === name);
  if (!fn) throw new Error(`no ${name}`);
  return fn;
};

describe('a promise chain', () => {
  test('is a finding with a saving that the simulation gives', () => {
    const [finding] = findingsIn(named('both'));
    expect(finding).toMatchObject({ awaits: ['t1', 't2'], ofChain: true, fixSafe: false, asWrittenUs: 35_000, overlappedUs: 30_000 });
    const fn = model.functions.find(({ name }) => name === 'both');
    const timeline = timelineOf(model, fn?.id ?? '');
    expect(timeline?.runs.map(({ schedule }) => Math.round(schedule.wallUs / 1000))).toEqual([35, 30]);
  });

  test('stands beside the pairs, and no await or group refers to its steps', () => {
    const [file] = analysisJson([report]).files as [{ functions: { name: string; awaits: unknown[]; pairs: unknown[]; groups: unknown[]; chains?: { steps: { id: string; line: number; column: number }[]; pairs: { verdict: string }[]; groups: { steps: string[] }[] }[] }[] }];
    const both = file.functions.find(({ name }) => name === 'both');
    expect(both).toMatchObject({ awaits: [], pairs: [], groups: [] });
    expect(both?.chains?.[0]?.steps).toMatchObject([{ id: 't1', line: 4, column: 10 }, { id: 't2', line: 4, column: 24 }]);
    expect(both?.chains?.[0]?.pairs).toMatchObject([{ first: 't1', second: 't2', verdict: 'independent' }]);
    expect(both?.chains?.[0]?.groups).toMatchObject([{ steps: ['t1', 't2'] }]);
    expect(file.functions.find(({ name }) => name === 'needs')?.chains?.[0]?.pairs).toMatchObject([{ verdict: 'data' }]);
  });

  test('is said alike by the lens, the text and SARIF', () => {
    expect(named('both').lens?.text).toBe('2 steps of a promise chain could overlap · ≈ 35 ms → 30 ms');
    expect(named('needs').lens).toBeNull();
    expect(analysisText([report], { colour: false })).toContain('both: 2 steps of a promise chain could overlap');
    expect(JSON.stringify(analysisSarif([report]))).toContain('"ruleId":"overlap/independent-steps"');
  });

  test('is explained on its `then`, and nothing is offered that would change it', () => {
    const hover = hoverAt(model, text.indexOf('then((a)') + 1);
    expect(hover?.title).toContain('30 ms');
    expect(hover?.lines[0]?.text).toBe('It needs nothing from `readFile` before it (proven)');
    expect(hover?.independent).toBe(false);
    expect(offersFor({ path: 'a.ts', text, model }, { type: 'range', start: text.indexOf('then((a)'), end: text.indexOf('then((a)') })).toEqual([]);
  });

  test('below the threshold is not spoken of', () => {
    expect(findingsIn(reportFile(model, { thresholdUs: 6000 }).functions.find(({ name }) => name === 'both') ?? { groups: [], chains: [] })).toEqual([]);
  });
});

describe('a reduction', () => {
  test('is a row among the loops, at its name, with its saving among the chains', () => {
    const each = named('each');
    expect(each.loops).toMatchObject([{ verdict: 'independent', fixSafe: false, awaits: [], place: { line: 13, column: 22 } }]);
    expect(findingsIn(each)).toMatchObject([{ shape: 'bounded-map', asWrittenUs: 100_000, overlappedUs: 15_000 }]);
    expect(each.lens?.text).toContain('a reduction could overlap');
  });

  test('is explained on its name, and nothing is offered that would change it', () => {
    const at = text.indexOf('reduce');
    expect(hoverAt(model, at)?.lines[0]?.text).toBe('The iterations of this reduction need nothing from one another (proven)');
    expect(offersFor({ path: 'a.ts', text, model }, { type: 'range', start: at, end: at })).toEqual([]);
  });
});
