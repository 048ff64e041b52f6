import { expect, test } from 'vitest';
import { mostExact } from '../../../src/report/coarser.ts';
import { drawable } from '../../../src/report/drawable.ts';
import { dashboard, scenario, snapshotOf } from '../../e2e/panel/samples.ts';

test('what can be drawn one by one says the same, without a warning', () => {
  const before = snapshotOf(dashboard);
  const after = drawable(before);
  expect(after.warning).toBeUndefined();
  expect(after.runs.map(({ schedule, ...rest }) => [rest, [...schedule.waits.startUs], [...schedule.slices.endUs]])).toEqual(before.runs.map(({ schedule, ...rest }) => [rest, [...schedule.waits.startUs], [...schedule.slices.endUs]]));
});

test('ten million slices become a coarser picture, in one buffer, and that is said', () => {
  const count = 10_000_000;
  const [run] = scenario().runs;
  if (!run) throw new Error('The scenario has a run.');
  const slices = { count, core: new Uint8Array(count), task: new Int8Array(count), startUs: new Uint32Array(count), endUs: new Uint32Array(count), kind: new Uint8Array(count), site: new Int8Array(count).fill(-1) };
  for (let row = 0; row < count; row++) {
    slices.core[row] = row % 2;
    slices.startUs[row] = row * 10;
    slices.endUs[row] = row * 10 + 15;
  }
  const { runs: [drawn], warning } = drawable({ runs: [{ ...run, schedule: { ...run.schedule, slices, wallUs: count * 10 + 5 } }], warning: 'It is old.' });
  expect(drawn.schedule.slices.count).toBeLessThanOrEqual(mostExact);
  expect(warning).toMatch(/^It is old\. This run has 10,0\d\d,\d\d\d slices and waits, too many to draw one by one/);
  let us = 0;
  for (let row = 0; row < drawn.schedule.slices.count; row++) us += (drawn.schedule.slices.endUs[row] ?? 0) - (drawn.schedule.slices.startUs[row] ?? 0);
  expect(us).toBe(count * 15);
  expect(drawn.schedule.slices.startUs.buffer).toBe(drawn.schedule.waits.startUs.buffer);
});
