import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Schedule } from '../../../src/engine/schedule.ts';
import { packed } from '../../../src/report/packed.ts';
import { schedule } from '../../e2e/panel/samples.ts';
import { schedules } from '../webview/random-schedules.ts';

/** Every column as plain numbers, whatever array holds it. */
function plain(of: Schedule): unknown {
  return JSON.parse(JSON.stringify(of, (_, value: unknown) => (ArrayBuffer.isView(value) ? Array.from(value as unknown as ArrayLike<number>) : value)));
}

function columnsOf(of: Schedule): ArrayBufferView[] {
  return [of.tasks, of.slices, of.waits, of.events].flatMap((table): unknown[] => Object.values(table)).filter((value) => ArrayBuffer.isView(value));
}

test('packed runs say the same, and share one buffer', () => {
  fc.assert(fc.property(fc.array(schedules, { maxLength: 3 }), (all) => {
    const together = packed(all);
    expect(together.map(plain)).toEqual(all.map(plain));
    expect(new Set(together.flatMap(columnsOf).map(({ buffer }) => buffer)).size).toBe(Math.min(1, all.length));
  }));
});

function narrowed(of: Schedule): Schedule {
  const [only] = packed([of]);
  if (!only) throw new Error('One in, one out.');
  return only;
}

test('small numbers take small arrays', () => {
  const { slices, waits } = narrowed(schedule('small', ['a'], [], [{ task: 0, from: 0, to: 5 }], [{ task: 0, from: 5, to: 9 }]));
  expect([slices.startUs, slices.task, slices.core, slices.site, waits.endUs, waits.by].map(({ BYTES_PER_ELEMENT }) => BYTES_PER_ELEMENT)).toEqual([4, 1, 1, 1, 4, 1]);
});

test.each([
  ['beyond 32 bits', 2 ** 32],
  ['beyond 2^53', 2 ** 60],
  ['a fraction', 0.5],
  ['no number', NaN],
])('a time that does not fit stays as it is: %s', (_, us) => {
  for (const [from, to] of [[us, 10], [0, us]] as const) {
    const of = schedule('large', ['a'], [], [{ task: 0, from, to }, { task: 0, from: 20, to: 30 }], []);
    const { slices } = narrowed(of);
    expect([...slices.startUs]).toEqual([...of.slices.startUs]);
    expect([...slices.endUs]).toEqual([...of.slices.endUs]);
  }
});

test('task numbers take as many bits as the highest needs', () => {
  for (const [tasks, bytes] of [[128, 1], [129, 2], [32_769, 4]] as const) {
    const of = schedule('many', ['a'], [], [{ task: 0, from: 0, to: 1 }, { task: tasks - 1, from: 1, to: 2 }, { task: 0, from: 2, to: 3 }], []);
    expect(narrowed(of).slices.task.BYTES_PER_ELEMENT).toBe(bytes);
    expect([...narrowed(of).slices.task]).toEqual([0, tasks - 1, 0]);
  }
});
