import { describe, expect, test } from 'vitest';
import type { ReportOptions } from '../../../src/report/file-report.ts';
import type { Control } from '../../../src/protocol.ts';
import { sweepOf, timelineOf } from '../../../src/report/report.ts';
import { scenarioSweep, scenarioTimeline } from '../../../src/report/scenario-timeline.ts';
import { withCurves } from '../../../src/report/speedup-curves.ts';
import { timelineText } from '../../../src/report/simulation-text.ts';
import { sweepValues } from '../../../src/report/sweep-values.ts';
import { bundledScenarios } from '../../../src/scenarios/bundled.ts';
import { functionNamed, modelOf } from '../program/model.ts';

/** The timeline of `f`. */
function timeline(text: string, options?: ReportOptions) {
  const model = modelOf(text);
  const made = timelineOf(model, functionNamed(model, 'f').id, options);
  if (!made) throw new Error('no timeline');
  return made;
}

const figures = (text: string, options?: ReportOptions) => Object.fromEntries(timeline(text, options).figures.map(({ id, value }) => [id, value]));

/** Two independent reads and one that needs both. */
const shop = [
  'async function f(id) {',
  '  const user = await getUser(id); // @overlap 300ms',
  '  const orders = await getOrders(id); // @overlap 200ms',
  '  const page = await render(user, orders);',
  '  return page;',
  '}',
].join('\n');

describe('a timeline', () => {
  test('has a run as written and one overlapped, and what they amount to', () => {
    const { runs, title } = timeline(shop);
    expect(title).toBe('f');
    expect(runs.map(({ kind, title: name, schedule }) => [kind, name, schedule.outcome.type])).toEqual([['as-written', 'As written', 'finished'], ['overlapped', 'Overlapped', 'finished']]);
    expect(figures(shop)).toEqual({
      'as-written': '≈ 600 ms', overlapped: '≈ 400 ms', speedup: '1.5 ×', 'critical-path': '≈ 400 ms', work: '≈ 600 ms', 'serial-fraction': '33.3 %', 'loop-busy': '0 %',
    });
  });

  test('marks the critical path of each run by its sites', () => {
    expect(timeline(shop).runs.map(({ criticalPath, schedule }) => criticalPath.map((site) => schedule.sites[site]?.await?.id ?? schedule.sites[site]?.label))).toEqual([['a1', 'a2', 'a3'], ['a1', 'a3']]);
  });

  test('has one run where there is nothing to overlap, and no chart where nothing is ever beside anything', () => {
    const alone = timeline('async function f() { const a = await sleep(10); await use(a); }');
    expect(alone.runs).toHaveLength(1);
    expect(alone.speedup).toBeNull();
    expect(alone.figures.map(({ id }) => id)).not.toContain('speedup');
  });

  test('of the top level of a file, or of a function without a name, has words for a title', () => {
    const model = modelOf('await sleep(10);\nsetTimeout(async () => { await sleep(20); });');
    expect(model.functions.map(({ id }) => timelineOf(model, id)?.title).sort()).toEqual(['function at line 2', `top level of ${model.path.split('/').at(-1) ?? ''}`]);
  });

  test('of a function that is not there is null', () => {
    expect(timelineOf(modelOf(shop), 'g')).toBeNull();
  });

  test('of a function without awaits says so in place of figures that are all nothing', () => {
    expect(timeline('async function f() { return 1; }')).toMatchObject({ instant: [expect.stringContaining('This function waits for nothing'), expect.any(String)], figures: [], notes: [], speedup: null });
    expect(timelineText(timeline('async function f() { return 1; }'), { colour: false, width: 80 }).split('\n')).toEqual(['f', '', 'This function waits for nothing.', 'There is nothing to draw on a time axis, and nothing that could overlap.', '']);
  });

  test('of one that only blocks the loop is drawn', () => {
    const { instant, figures: shown } = timeline('async function f() { return readFileSync("a"); }');
    expect(instant).toBeUndefined();
    expect(shown.length).toBeGreaterThan(0);
  });

  test('marks runs that rest on defaults', () => {
    expect(timeline('async function f() { await sleep(10); await sleep(1); }').runs[0]?.guessed).toBeUndefined();
    expect(timeline('async function f() { await fetch("/a"); await sleep(1); }').runs[0]?.guessed).toBe(true);
  });

  test('in the terminal marks what is a default, row by row', () => {
    const lines = timelineText(timeline('async function f() { await fetch("/a"); await sleep(50); }'), { colour: false, width: 80 }).split('\n');
    expect(lines.find((line) => line.startsWith('fetch'))).toMatch(/ ≈ \d+ ms$/);
    expect(lines.find((line) => line.startsWith('sleep'))).toMatch(/[^≈] 50 ms$/);
  });
});

describe('the chart', () => {
  test('has the simulated points under both bounds, up to the first that gains no more', () => {
    const { speedup } = timeline(`async function f() { await Promise.all([${'sleep(100), '.repeat(6)}]); }`);
    expect(speedup?.xLabel).toBe('Operations in flight at once');
    expect(speedup?.points.map(({ n, simulated }) => [n, Math.round(simulated * 100) / 100])).toEqual([[1, 1], [2, 2], [3, 3], [4, 3], [6, 6]]);
    for (const { simulated, bound, amdahl } of speedup?.points ?? []) {
      expect(simulated).toBeLessThanOrEqual(bound + 1e-9);
      expect(bound).toBeLessThanOrEqual(amdahl + 1e-9);
    }
  });

  test('shows the ceiling that the serial fraction sets', () => {
    const { speedup } = timeline('async function f() { await sleep(100); await Promise.all([sleep(100), sleep(100), sleep(100)]); }');
    expect(speedup?.serialFraction).toBeCloseTo(0.25, 3);
    expect(speedup?.ceiling).toBeCloseTo(4, 1);
  });
});

describe('laws beside the simulated points', () => {
  const curves = withCurves([[1, 1], [2, 1.8868], [4, 3.0769], [6, 3.5294], [8, 3.5398], [10, 3.3557]].map(([n = 0, speedup = 0]) => ({ n, speedup })), { serialFraction: 0.1, workUs: 1000, spanUs: 250 });

  test('are Amdahl, Gustafson, the bound, and the law that fits the points', () => {
    const at4 = curves.points.find(({ n }) => n === 4);
    expect(at4?.amdahl).toBeCloseTo(3.0769, 4);
    expect(at4?.gustafson).toBeCloseTo(3.7, 9);
    expect(at4?.bound).toBe(4);
    // The textbook's points were made with contention and coherency of 2 %: the fit finds them, and the peak at 7.
    for (const { simulated, usl = NaN } of curves.points) expect(usl).toBeCloseTo(simulated, 3);
    expect(curves.curves?.find(({ id }) => id === 'usl')?.explanation).toContain('fitted to the simulated points: contention 2 %, coherency 2 %, highest at N = 7.');
  });

  test('without three points there is none to fit', () => {
    const two = withCurves([{ n: 1, speedup: 1 }, { n: 2, speedup: 2 }], { serialFraction: 0, workUs: 2, spanUs: 1 });
    expect(two.curves?.map(({ id }) => id)).toEqual(['simulated', 'amdahl', 'bound', 'gustafson']);
    expect(two.points.every((point) => !('usl' in point))).toBe(true);
  });
});

describe('a sweep', () => {
  test('runs over the values of a control, for each run of the picture, with the value in force among them', () => {
    const model = modelOf(shop);
    const { id } = functionNamed(model, 'f');
    const swept = sweepOf(model, id, 'duration:a1');
    expect(swept?.runs).toEqual(['As written', 'Overlapped']);
    expect(swept?.control).toMatchObject({ value: 300_000, unit: 'us' });
    const values = swept?.points.map(({ value }) => value) ?? [];
    expect(values).toContain(300_000);
    expect(values).toEqual([...values].sort((a, b) => a - b));
    for (const { value, metrics: [written, overlapped] } of swept?.points ?? []) {
      const picture = timeline(shop, { overrides: { 'duration:a1': value } });
      expect([written?.wallUs, overlapped?.wallUs]).toEqual([picture.runs[0]?.metrics.wallUs, (picture.runs[1] ?? picture.runs[0])?.metrics.wallUs]);
    }
  });

  test('of what is not there is null', () => {
    expect(sweepOf(modelOf(shop), 'g', 'duration:a1')).toBeNull();
    expect(sweepOf(modelOf(shop), functionNamed(modelOf(shop), 'f').id, 'duration:a99')).toBeNull();
  });

  test('tries whole values within the control’s range, few of a small one and no more than 14 of a large one', () => {
    const control = (min: number, max: number, value: number): Control => ({ id: 'x', label: 'x', origin: null, explanation: '', input: { type: 'number', value, min, max, step: 1, unit: 'none' } });
    expect(sweepValues(control(1, 4, 2))).toEqual([1, 2, 3, 4]);
    expect(sweepValues(control(5, 5, 5))).toEqual([5]);
    const many = sweepValues(control(0, 1000, 7));
    expect(many.length).toBeLessThanOrEqual(14);
    expect(many.every((value) => Number.isInteger(value) && value >= 0 && value <= 1000)).toBe(true);
    expect(many).toContain(7);
    expect(many.at(-1)).toBe(1000);
    expect(sweepValues({ ...control(0, 1, 0), input: { type: 'choice', value: 'a', options: [] } })).toEqual([]);
  });

  test('of a scenario', () => {
    const document = bundledScenarios[0]?.document;
    const swept = scenarioSweep(document, 'cores');
    expect(swept?.points.map(({ value }) => value)).toContain(1);
    for (const { value, metrics } of swept?.points ?? []) expect(metrics[0]?.wallUs).toBe(scenarioTimeline(document, { overrides: { cores: value } }).runs[0]?.metrics.wallUs);
    expect(scenarioSweep(document, 'nothing')).toBeNull();
  });
});

describe('the notes', () => {
  test.each<[string, string, string]>([
    ['where the durations come from', shop, 'Times are estimates. They rest on 3 durations: 2 from an annotation, 1 by default. To replace a default, set overlap.durations or write // @overlap 120ms on the line.'],
    ['that they are estimates where none is a default', 'async function f() { await sleep(10); }', 'Times are estimates. They rest on 1 duration: 1 written in the code.'],
    ['loops of unknown length', 'async function f(xs) {\n  for (const x of xs) { await sleep(1); }\n}', 'The loop at line 2 is assumed to run 10 iterations (default); write `// @overlap x20` on its line.'],
    ['branches', 'async function f(x) { if (x) { await sleep(1); } }', 'Where the code branches, the way that takes longest is shown.'],
    ['a failure', 'async function f() { await sleep(1); throw new Error(); }', 'As written: failed: f failed: throw on line 1'],
    ['what goes on after the return', 'async function g() { await sleep(50); }\nasync function f() { g(); await sleep(20); }', 'What this function starts and does not wait for is done 30 ms after it has returned.'],
  ])('say: %s', (_, text, note) => {
    expect(timeline(text).notes).toContain(note);
  });

  test('a run of more steps than are shown is cut off, and no figure pretends otherwise', () => {
    const text = 'async function f() { for (let i = 0; i < 1000000000; i++) { await sleep(1); } }';
    const { notes } = timeline(text);
    expect(notes[0]).toMatch(/^As written: cut off: stopped after 200000 steps/);
    expect(figures(text)).toEqual({ 'as-written': expect.stringMatching(/^more than /) as string });
  });
});

describe('values moved in the panel', () => {
  test('change the runs, and are no default any more', () => {
    const text = shop.replace('render(user, orders)', 'render(user, orders) // eslint');
    const options = { overrides: { 'duration:a1': 1_000_000, 'duration:a3': 0 } };
    expect(figures(text, options)).toMatchObject({ 'as-written': '1.2 s', overlapped: '1.0 s' });
    const { controls, notes } = timeline(text, options);
    expect(controls?.map(({ id, origin, input }) => [id, origin, input.value])).toEqual([['duration:a1', null, 1_000_000], ['duration:a2', 'annotation', 200_000], ['duration:a3', null, 0]]);
    expect(notes).toContain('Times are estimates. They rest on 3 durations: 2 set by hand, 1 from an annotation.');
  });

  test('the rounds of a loop, and how many of them at a time', () => {
    const text = 'async function f(ids) {\n  const out = [];\n  for (const id of ids) {\n    const item = await fetchItem(id);\n    out.push(item);\n  }\n  return out;\n}';
    const { controls } = timeline(text);
    expect(controls?.map(({ id, origin, input }) => [id, origin, input.value])).toEqual([['limit', 'default', 8], ['rounds:a1', 'default', 10], ['duration:a1', 'default', 100_000]]);
    expect(figures(text, { overrides: { 'rounds:a1': 6, limit: 3 } })).toMatchObject({ 'as-written': '≈ 600 ms', overlapped: '≈ 200 ms' });
  });

  test('an override that names nothing, or is no number in range, counts for nothing', () => {
    expect(figures(shop, { overrides: { 'duration:a9': 5, cores: 'many', 'duration:a2': Number.NaN } })).toEqual(figures(shop));
    expect(figures(shop, { overrides: { 'duration:a3': -5 } })).toMatchObject({ 'as-written': '500 ms' });
  });
});

test('2,000 awaits, one after the other and together', () => {
  const { runs } = timeline(`async function f() {\n${'  const a = await sleep(1);\n'.repeat(2000)}}`);
  expect(runs[0]?.schedule.waits.count).toBe(2000);
  expect(runs[0]?.criticalPath).toHaveLength(2000);
});

describe('a scenario that takes no time', () => {
  const locks = (compute: number) => ({
    title: 'Two locks', machine: { model: 'threads', cores: 2 }, explore: true,
    tasks: ['AB', 'BA'].map((order) => ({ name: order, do: [{ lock: order.at(0) }, ...(compute > 0 ? [{ compute }] : []), { lock: order.at(1) }, { unlock: order.at(1) }, { unlock: order.at(0) }] })),
  });

  test('says so, and what comes of every order of its steps', () => {
    const { instant, notes } = scenarioTimeline(locks(0));
    expect(instant?.[1]).toContain('No step of this scenario takes time');
    expect(instant?.join(' ')).toContain('6 interleavings, of which 2 deadlock');
    expect(notes.join(' ')).not.toContain('interleavings');
  });

  test('that takes some is a timeline, and the orders are among its notes', () => {
    const { instant, notes } = scenarioTimeline(locks(5));
    expect(instant).toBeUndefined();
    expect(notes.join(' ')).toContain('Every order of steps: ');
  });
});

describe('the seed of a scenario', () => {
  const arrivals = (arrives: unknown) => ({ title: 'Arrivals', machine: { model: 'threads', cores: 1, seed: 7 }, tasks: [{ name: 'request', count: 50, arrives, do: [{ compute: 1 }] }] });
  const seedOf = (document: unknown) => scenarioTimeline(document).controls?.find(({ id }) => id === 'seed');

  test('can be moved where something is drawn from it, and draws other times then', () => {
    expect(seedOf(arrivals({ poisson: 2 }))?.input).toMatchObject({ value: 7 });
    const ends = (seed: number) => [...(scenarioTimeline(arrivals({ poisson: 2 }), { overrides: { seed } }).runs[0]?.schedule.tasks.endsUs ?? [])];
    expect(ends(8)).not.toEqual(ends(7));
    expect(ends(8)).toEqual(ends(8));
  });

  test('is no value to move where nothing is drawn', () => {
    expect(seedOf(arrivals({ every: 2 }))).toBeUndefined();
  });
});
