import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bandsOf, type Band } from '../../../webview-ui/geometry/bands.ts';
import { concurrencyOf } from '../../../webview-ui/geometry/concurrency.ts';
import { instantOf, momentFrom } from '../../../webview-ui/geometry/instant.ts';
import { endOf, isSlice, lookOf, looks, markCount, nameOf, startOf } from '../../../webview-ui/geometry/marks.ts';
import { dashboard, metricsOf, schedule, snapshotOf } from '../../e2e/panel/samples.ts';
import { schedules } from './random-schedules.ts';

function bandOf(of: ReturnType<typeof schedule>): Band {
  const [band] = bandsOf([{ kind: 'scenario', title: 'x', schedule: of, metrics: metricsOf(1, 1), criticalPath: [] }]);
  if (!band) throw new Error('There is one run.');
  return band;
}

describe('what is in progress', () => {
  test('the mean of each column, as counting says', () => {
    fc.assert(
      fc.property(schedules, fc.integer({ min: 0, max: 200 }), fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 20 }), (of, fromUs, span, columns) => {
        const { running, waiting } = concurrencyOf(bandOf(of), { fromUs, toUs: fromUs + span }, columns);
        for (let column = 0; column < columns; column++) {
          const left = fromUs + (column * span) / columns;
          const right = left + span / columns;
          const mean = (look: string): number => {
            let sum = 0;
            for (let mark = 0; mark < markCount(of); mark++) {
              if (looks[lookOf(of, mark)] === look) sum += Math.max(0, Math.min(right, endOf(of, mark)) - Math.max(left, startOf(of, mark)));
            }
            return sum / (right - left);
          };
          expect(running[column]).toBeCloseTo(mean('running'), 6);
          expect(waiting[column]).toBeCloseTo(mean('waiting'), 6);
        }
      }),
    );
  });
});

describe('a moment', () => {
  const of = schedule(
    'two cores', ['a', 'b', 'c', 'd'], [],
    [{ core: 0, task: 0, from: 0, to: 10 }, { core: 0, task: 2, from: 12, to: 20 }, { core: 1, task: 1, from: 0, to: 5 }],
    [{ task: 2, from: 2, to: 12, kind: 'ready' }, { task: 3, from: 1, to: 12, kind: 'ready' }, { task: 1, from: 5, to: 30, kind: 'io', on: 'db' }],
  );
  const band = bandOf({ ...of, machine: { ...of.machine, cores: 2 } });

  test('which core runs what, who is ready in which order, who waits', () => {
    const at = instantOf(band, 7);
    expect(at.cores.map(({ core, mark }) => [core, mark < 0 ? 'idle' : nameOf(of, mark)])).toEqual([[0, 'a'], [1, 'idle']]);
    expect(at.ready).toEqual(['d', 'c']);
    expect(at.waiting.map((mark) => nameOf(of, mark))).toEqual(['db']);
    expect(at.waiting.every((mark) => !isSlice(of, mark))).toBe(true);
  });

  test('at the very end of a slice it is over', () => {
    expect(instantOf(band, 10).cores[0]?.mark).toBe(-1);
    expect(instantOf(band, 30)).toEqual({ cores: [{ core: 0, mark: -1, reason: '' }, { core: 1, mark: -1, reason: '' }], ready: [], waiting: [] });
  });

  test('events are stepped through both ways, in all runs', () => {
    const bands = bandsOf(snapshotOf(dashboard.slice(0, 1)).runs);
    const forth = [0];
    for (let us = 0, next = momentFrom(bands, us, 1); next !== us; us = next, next = momentFrom(bands, us, 1)) forth.push(next);
    expect(forth).toEqual([0, 12_000, 332_000, 344_000]);
    expect(momentFrom(bands, 332_000, -1)).toBe(12_000);
    expect(momentFrom(bands, 0, -1)).toBe(0);
  });
});
