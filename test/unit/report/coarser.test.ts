import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Schedule } from '../../../src/engine/schedule.ts';
import { coarser } from '../../../src/report/coarser.ts';
import { schedule, type SliceSpec, type WaitSpec } from '../../e2e/panel/samples.ts';

/** Two cores, each with one slice after another; three tasks that wait. */
const runs: fc.Arbitrary<Schedule> = fc
  .tuple(fc.array(fc.tuple(fc.nat(1), fc.nat(2), fc.nat(30), fc.nat(20)), { maxLength: 200 }), fc.array(fc.tuple(fc.nat(2), fc.nat(30), fc.nat(20)), { maxLength: 200 }))
  .map(([slices, waits]) => {
    const at = [0, 0];
    const free = [0, 0, 0];
    return schedule(
      'run', ['a', 'b', 'c'], [],
      slices.map(([core, task, length, gap]): SliceSpec => {
        const from = (at[core] ?? 0) + gap;
        at[core] = from + length;
        return { core, task, from, to: from + length };
      }),
      waits.map(([task, length, gap]): WaitSpec => {
        const from = (free[task] ?? 0) + gap;
        free[task] = from + length;
        return { task, from, to: from + length };
      }),
    );
  });

function sumBy(keys: ArrayLike<number>, { count, startUs, endUs }: Pick<Schedule['slices'], 'count' | 'startUs' | 'endUs'>): Record<number, number> {
  const sums: Record<number, number> = {};
  for (let row = 0; row < count; row++) {
    const key = keys[row] ?? 0;
    const us = (endUs[row] ?? 0) - (startUs[row] ?? 0);
    if (us > 0) sums[key] = (sums[key] ?? 0) + us;
  }
  return sums;
}

describe('a run of too many slices', () => {
  test('keeps all time of each core and task, in rows that follow one another, in order, and at most as many as asked for', () => {
    fc.assert(fc.property(runs, (of) => {
      const most = 40;
      const { schedule: { slices, waits }, note } = coarser(of, most);
      expect(slices.count).toBeLessThanOrEqual(most);
      expect(waits.count).toBeLessThanOrEqual(most);
      expect(note !== null).toBe(of.slices.count > most || of.waits.count > most);
      expect(sumBy(slices.core, slices)).toEqual(sumBy(of.slices.core, of.slices));
      expect(sumBy(waits.task, waits)).toEqual(sumBy(of.waits.task, of.waits));
      for (const { count, startUs, endUs, keys } of [{ ...slices, keys: slices.core }, { ...waits, keys: waits.task }]) {
        const until: Record<number, number> = {};
        for (let row = 0; row < count; row++) {
          if (row > 0) expect(startUs[row]).toBeGreaterThanOrEqual(startUs[row - 1] ?? 0);
          expect(startUs[row]).toBeGreaterThanOrEqual(until[keys[row] ?? 0] ?? 0);
          until[keys[row] ?? 0] = endUs[row] ?? 0;
        }
      }
    }));
  });

  test('is named after the longest slice of each step', () => {
    const of = schedule('run', ['a', 'b'], [], [{ task: 0, from: 0, to: 2 }, { task: 1, from: 2, to: 9 }, { task: 0, from: 9, to: 10 }], []);
    const { schedule: { slices } } = coarser(of, 2);
    expect([slices.count, slices.task[0], slices.startUs[0], slices.endUs[0]]).toEqual([1, 1, 0, 10]);
  });

  test('of more tasks than there is room for says how many waits are left out', () => {
    const tasks = Array.from({ length: 50 }, (_, task) => `task ${task}`);
    const { schedule: { waits }, note } = coarser(schedule('run', tasks, [], [], tasks.map((_, task) => ({ task, from: task, to: task + 10 }))), 20);
    expect(waits.count).toBe(20);
    expect(note).toContain('The last 30 waits are left out');
  });

  test('a run that can be drawn one by one is left as it is', () => {
    const of = schedule('run', ['a'], [], [{ task: 0, from: 0, to: 2 }], []);
    expect(coarser(of)).toEqual({ schedule: of, note: null });
  });
});
