import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Schedule } from '../../../src/engine/schedule.ts';
import { blockSums, marksInView, paintColumns, type Paints } from '../../../webview-ui/geometry/columns.ts';
import { lanesOf } from '../../../webview-ui/geometry/lanes.ts';
import { endOf, lookOf, looks, startOf } from '../../../webview-ui/geometry/marks.ts';
import { schedule, type SliceSpec } from '../../e2e/panel/samples.ts';
import { schedules } from './random-schedules.ts';

/** Red, green and so on, some of them half transparent. */
const paints: Paints = Float32Array.from(looks.flatMap((_, look) => {
  const alpha = look % 2 === 0 ? 1 : 0.5;
  return [((look + 1) / looks.length) * alpha, (1 - look / looks.length) * alpha, 0.5 * alpha, alpha];
}));

function columns(of: Schedule, view: { fromUs: number; toUs: number }, width: number): number[][][] {
  const lanes = lanesOf(of, 'tasks');
  const sums = blockSums(of, lanes, paints, Uint8Array.from(lanes.order, (mark) => lookOf(of, mark)));
  return lanes.rows.map((row) => {
    const out = new Uint8ClampedArray(width * 4);
    paintColumns(of, sums, row, view, width, out, 0);
    return Array.from({ length: width }, (_, column) => [...out.slice(column * 4, column * 4 + 4)]);
  });
}

/** The same by going over every mark for every column. */
function slowly(of: Schedule, view: { fromUs: number; toUs: number }, width: number): (readonly [number, number, number, number, boolean])[][] {
  const lanes = lanesOf(of, 'tasks');
  const perColumn = (view.toUs - view.fromUs) / width;
  return lanes.rows.map((row) =>
    Array.from({ length: width }, (_, column) => {
      const from = view.fromUs + column * perColumn;
      const sum = [0, 0, 0, 0];
      let touched = false;
      for (let at = row.from; at < row.to; at++) {
        const mark = lanes.order[at] ?? 0;
        const part = Math.max(0, Math.min(from + perColumn, endOf(of, mark)) - Math.max(from, startOf(of, mark))) / perColumn;
        if (part > 1e-9) touched = true;
        for (let channel = 0; channel < 4; channel++) sum[channel] = (sum[channel] ?? 0) + part * (paints[lookOf(of, mark) * 4 + channel] ?? 0);
      }
      const [r = 0, g = 0, b = 0, a = 0] = sum;
      return a > 0 ? ([(r / a) * 255, (g / a) * 255, (b / a) * 255, Math.max(0.25, Math.min(1, a)) * 255, touched] as const) : ([0, 0, 0, 0, false] as const);
    }),
  );
}

describe('columns', () => {
  test('are the mean of what lies in them, weighted by time', () => {
    fc.assert(
      fc.property(schedules, fc.integer({ min: 0, max: 300 }), fc.integer({ min: 1, max: 400 }), fc.integer({ min: 1, max: 60 }), (of, fromUs, span, width) => {
        const view = { fromUs, toUs: fromUs + span };
        const fast = columns(of, view, width);
        slowly(of, view, width).forEach((row, index) => row.forEach(([r, g, b, a, touched], column) => {
          if (!touched) return;
          const pixel = fast[index]?.[column] ?? [];
          [r, g, b, a].forEach((value, channel) => expect(Math.abs((pixel[channel] ?? 0) - value)).toBeLessThanOrEqual(1.01));
        }));
      }),
    );
  });

  test('the same over the borders of blocks', () => {
    const slices: SliceSpec[] = Array.from({ length: 1000 }, (_, index) => ({ task: 0, from: index * 3, to: index * 3 + 1 + (index % 3), kind: index % 4 === 0 ? 'switch' : 'run' }));
    const of = schedule('many', ['a'], [], slices, []);
    for (const view of [{ fromUs: 0, toUs: 3000 }, { fromUs: 191, toUs: 200 }, { fromUs: 2990, toUs: 4000 }]) {
      const fast = columns(of, view, 37);
      slowly(of, view, 37).forEach((row, index) => row.forEach(([r, g, b, a, touched], column) => {
        if (touched) [r, g, b, a].forEach((value, channel) => expect(Math.abs((fast[index]?.[column]?.[channel] ?? 0) - value)).toBeLessThanOrEqual(1.01));
      }));
    }
  });

  test('an empty column stays clear, and one short mark is still seen', () => {
    const of = schedule('one', ['a'], [], [{ task: 0, from: 500_000, to: 500_001 }], []);
    const [row = []] = columns(of, { fromUs: 0, toUs: 1_000_000 }, 10);
    expect(row.map((pixel) => pixel[3])).toEqual([0, 0, 0, 0, 0, 64, 0, 0, 0, 0]);
  });

  test('counts what a view shows', () => {
    const of = schedule('ten', ['a'], [], Array.from({ length: 10 }, (_, index) => ({ task: 0, from: index * 10, to: index * 10 + 10 })), []);
    const lanes = lanesOf(of, 'tasks');
    const [row] = lanes.rows;
    if (!row) throw new Error('There is one row.');
    expect(marksInView(of, lanes, row, { fromUs: 0, toUs: 100 })).toBe(10);
    expect(marksInView(of, lanes, row, { fromUs: 25, toUs: 45 })).toBe(3);
    expect(marksInView(of, lanes, row, { fromUs: 200, toUs: 300 })).toBe(0);
  });
});
