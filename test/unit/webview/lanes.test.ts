import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Schedule } from '../../../src/engine/schedule.ts';
import { laneModes, lanesOf, type LaneMode } from '../../../webview-ui/geometry/lanes.ts';
import { endOf, isSlice, lookOf, looks, markCount, startOf, taskOf } from '../../../webview-ui/geometry/marks.ts';
import { firstEndingAfter } from '../../../webview-ui/geometry/rows.ts';
import { schedule } from '../../e2e/panel/samples.ts';
import { schedules } from './random-schedules.ts';

function all(of: Schedule): number[] {
  return Array.from({ length: markCount(of) }, (_, mark) => mark);
}

/** What each way of looking must hold, said in another way than the code says it. */
function expected(of: Schedule, mode: LaneMode): number[] {
  switch (mode) {
    case 'cores':
      return all(of).filter((mark) => isSlice(of, mark));
    case 'tasks':
      return all(of);
    case 'calls':
      return all(of).filter((mark) => endOf(of, mark) > startOf(of, mark) && ['running', 'waiting', 'blocked', 'switch'].includes(looks[lookOf(of, mark)] ?? ''));
  }
}

describe('lanes', () => {
  for (const mode of laneModes) {
    test(`${mode}: every mark is in one row, and the marks of a row follow one another`, () => {
      fc.assert(
        fc.property(schedules, (of) => {
          const lanes = lanesOf(of, mode);
          expect([...lanes.order].sort((a, b) => a - b)).toEqual(expected(of, mode));
          expect(lanes.rows.at(-1)?.to ?? 0).toBe(lanes.order.length);
          for (const row of lanes.rows) {
            expect(row.to).toBeGreaterThanOrEqual(row.from);
            for (let at = row.from + 1; at < row.to; at++) expect(startOf(of, lanes.order[at] ?? 0)).toBeGreaterThanOrEqual(endOf(of, lanes.order[at - 1] ?? 0));
          }
        }),
      );
    });
  }

  test('calls take no more rows than there are marks at one moment', () => {
    fc.assert(
      fc.property(schedules, (of) => {
        const marks = expected(of, 'calls');
        const most = Math.max(0, ...marks.map((mark) => marks.filter((other) => startOf(of, other) <= startOf(of, mark) && endOf(of, other) > startOf(of, mark)).length));
        expect(lanesOf(of, 'calls').rows.length).toBe(most);
      }),
    );
  });

  test('rows are those of one core or task each, named once', () => {
    const of = schedule('two cores', ['web', 'cron'], [], [{ core: 1, task: 1, from: 0, to: 5 }, { core: 0, task: 0, from: 0, to: 9 }], [{ task: 1, from: 5, to: 8 }, { task: 1, from: 6, to: 9, kind: 'lock' }]);
    expect(lanesOf(of, 'cores').rows.map((row) => row.label)).toEqual(['core 0', 'core 1']);
    expect(lanesOf(of, 'tasks').rows.map((row) => row.label)).toEqual(['web', 'cron', '']);
    const tasks = lanesOf(of, 'tasks');
    for (const row of tasks.rows) expect(new Set([...tasks.order.slice(row.from, row.to)].map((mark) => taskOf(of, mark))).size).toBe(1);
  });

  test('marks that come unsorted are sorted', () => {
    const of = schedule('s', ['a'], [], [{ task: 0, from: 0, to: 1 }, { task: 0, from: 5, to: 6 }], []);
    of.slices.startUs.reverse();
    of.slices.endUs.reverse();
    expect([...lanesOf(of, 'cores').order]).toEqual([1, 0]);
  });

  test('a schedule of nothing has but the rows of its idle cores', () => {
    expect(laneModes.map((mode) => lanesOf(schedule('none', [], [], [], []), mode).rows.length)).toEqual([0, 1, 0]);
  });
});

describe('rows', () => {
  test('the first mark that ends after a moment, from wherever the search begins', () => {
    fc.assert(
      fc.property(schedules, fc.integer({ min: -5, max: 500 }), fc.nat(100), (of, us, near) => {
        const lanes = lanesOf(of, 'tasks');
        for (const row of lanes.rows) {
          let first = row.from;
          while (first < row.to && endOf(of, lanes.order[first] ?? 0) <= us) first++;
          expect(firstEndingAfter(of, lanes, row, us, near)).toBe(first);
        }
      }),
    );
  });
});
