import { describe, expect, test } from 'vitest';
import { bandsOf } from '../../../webview-ui/geometry/bands.ts';
import { causeOf, effectOf } from '../../../webview-ui/geometry/causes.ts';
import { criticalMarks, linesUnder } from '../../../webview-ui/geometry/critical-path.ts';
import { nameOf } from '../../../webview-ui/geometry/marks.ts';
import { rangeFigures } from '../../../webview-ui/geometry/range-figures.ts';
import { matcherOf, matchesOf } from '../../../webview-ui/geometry/search.ts';
import { layoutOf } from '../../../webview-ui/geometry/layout.ts';
import { dashboard, metricsOf, overlapped, schedule, snapshotOf } from '../../e2e/panel/samples.ts';

/** b holds a lock from 0 to 10; a wants it at 4. */
const locked = schedule(
  'lock', ['a', 'b'], [],
  [{ task: 0, from: 0, to: 4, core: 0 }, { task: 1, from: 0, to: 10, core: 1 }, { task: 0, from: 10, to: 12, core: 0 }],
  [{ task: 0, from: 4, to: 10, kind: 'lock', on: 'door' }],
);
locked.waits.by[0] = 1;
const wait = locked.slices.count;

describe('cause and effect', () => {
  test('a wait for a lock was caused by its holder, and let its own task go on', () => {
    expect(causeOf(locked, wait)).toBe(1);
    expect(effectOf(locked, wait)).toBe(2);
    expect(effectOf(locked, 1)).toBe(wait);
  });

  test('what ran was caused by what the task did before; the first by nothing', () => {
    expect(causeOf(locked, 2)).toBe(wait);
    expect(causeOf(locked, 0)).toBe(-1);
    expect(effectOf(locked, 2)).toBe(-1);
  });

  test('a spawned task’s first mark was caused by its parent', () => {
    const run = overlapped(dashboard);
    const { schedule: of } = run;
    const getNews = of.slices.count + [...of.waits.site].indexOf(3);
    expect(causeOf(of, getNews)).toBe(0);
  });
});

describe('critical path', () => {
  test('is a line under marks that follow one another, in whichever rows, and none over a time in which it is in no row', () => {
    const box = (x: number, row: number, width: number) => ({ x, y: row * 20, width, height: 16 });
    expect(linesUnder([box(0, 0, 50), box(50, 1, 30), box(81, 1, 9), box(150, 0, 20)])).toEqual([
      [[0, 15], [50, 15], [50, 35], [80, 35], [81, 35], [90, 35]],
      [[150, 15], [170, 15]],
    ]);
    expect(linesUnder([])).toEqual([]);
  });

  test('the chain of critical sites that ends last', () => {
    const [band] = bandsOf([overlapped(dashboard)]);
    expect(band && criticalMarks(band, 'calls').map((mark) => nameOf(band.schedule, mark))).toEqual(['getUser', 'getOrders']);
  });

  test('of a site in a loop only the rounds on the chain', () => {
    const sites = [{ label: 'fetch' }];
    const of = schedule('loop', ['a', 'b'], sites, [], [{ task: 0, from: 0, to: 5, site: 0 }, { task: 1, from: 0, to: 3, site: 0 }, { task: 0, from: 5, to: 9, site: 0 }]);
    const [band] = bandsOf([{ kind: 'overlapped', title: 'x', schedule: of, metrics: metricsOf(9, 9), criticalPath: [0] }]);
    expect(band && criticalMarks(band, 'calls')).toEqual([0, 2]);
  });
});

describe('ranges', () => {
  const [written, better] = bandsOf(snapshotOf(dashboard).runs);
  if (!written || !better) throw new Error('There are two runs.');

  test('what a stretch amounts to', () => {
    const figures = rangeFigures(better, { fromUs: 12_000, toUs: 112_000 });
    expect(figures.spentUs.waiting).toBe(100_000 * 3 + 95_000);
    expect(figures.meanInFlight).toBeCloseTo(3.95);
    expect(figures.mostInFlight).toBe(4);
    expect(figures.utilisation).toBe(0);
    expect(rangeFigures(written, { fromUs: 0, toUs: 12_000 }).utilisation).toBe(1);
  });

  test('what begins when another ends is not beside it', () => {
    expect(rangeFigures(written, { fromUs: 0, toUs: written.schedule.wallUs }).mostInFlight).toBe(1);
  });
});

describe('search', () => {
  test('by part of a name, in capitals or not, in all bands', () => {
    const bands = bandsOf(snapshotOf(dashboard).runs);
    const layout = layoutOf(bands, ['calls'], 600);
    const found = matchesOf(layout, bands, 'ORDERS');
    expect(found.count).toBe(2);
    const refs = [0, 1].map((index) => found.at(index));
    expect(refs.map((ref) => ref && found.indexOf(ref))).toEqual([0, 1]);
    expect(refs.map((ref) => ref?.band)).toEqual([0, 1]);
    expect(found.at(2)).toBeNull();
    expect(matchesOf(layout, bands, 'nowhere').count).toBe(0);
    expect(matcherOf(locked, '  ')).toBeNull();
  });
});
