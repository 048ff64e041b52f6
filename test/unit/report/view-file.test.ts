import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { protocolVersion, type PanelState } from '../../../src/protocol.ts';
import { packed } from '../../../src/report/packed.ts';
import { readViewFile, viewFile, ViewFileError } from '../../../src/report/view-file.ts';
import { dashboard, scenario, snapshotOf } from '../../e2e/panel/samples.ts';
import { schedules } from '../webview/random-schedules.ts';

const snapshot = snapshotOf(dashboard);
const state: PanelState = { version: protocolVersion, uri: 'file:///shop/src/dashboard.ts', functionId: 'f', view: { fromUs: 10, toUs: 500 }, range: { fromUs: 20, toUs: 30 }, lanes: ['cores', 'tasks'], overrides: { 'duration:a1': 640_000 } };

describe('a view as a file', () => {
  test('shows the same runs, figures, stretch, range and lanes again, and says what was moved', () => {
    const again = readViewFile(viewFile(snapshot, state));
    expect(again.runs).toEqual(snapshot.runs);
    expect(again.figures).toEqual(snapshot.figures);
    const { overrides, ...kept } = state;
    expect(again.state).toEqual({ ...kept, uri: '' });
    expect(again.notes).toEqual([`Values were moved: duration:a1 = ${String(overrides?.['duration:a1'])}.`, ...snapshot.notes]);
    expect(again.controls).toBeUndefined();
    expect(again.warning).toContain('Opened from a file');
  });

  test('does not say where the document is on this machine', () => {
    expect(viewFile(snapshot, state)).not.toContain('file:///shop');
  });

  test('of a run that takes no time says so again', () => {
    const instant = ['It takes no time.', 'Look at the orders.'];
    expect(readViewFile(viewFile({ ...snapshot, instant }, state)).instant).toEqual(instant);
    expect(readViewFile(viewFile(snapshot, state)).instant).toBeUndefined();
  });

  test('of runs that rest on defaults marks them again', () => {
    const guessed = { ...snapshot, runs: snapshot.runs.map((run) => ({ ...run, guessed: true as const })) };
    expect(readViewFile(viewFile(guessed, state)).runs.every((run) => run.guessed)).toBe(true);
    expect(readViewFile(viewFile(snapshot, state)).runs.some((run) => run.guessed)).toBe(false);
  });

  test('holds any run, whatever arrays it is in', () => {
    fc.assert(fc.property(schedules, (of) => {
      const [run] = scenario().runs;
      if (!run) throw new Error('The scenario has a run.');
      const again = readViewFile(viewFile({ ...snapshot, runs: packed([of]).map((schedule) => ({ ...run, schedule })) }, state));
      expect(again.runs[0]?.schedule).toEqual(of);
    }));
  });

  const broken = (change: (file: { version: number; format: string; figures: unknown; runs: { schedule: { slices: { startUs: unknown[]; kind: number[]; task: number[]; count: number } }; metrics: Record<string, unknown> }[] }) => void): string => {
    const file = JSON.parse(viewFile(snapshot, state)) as Parameters<typeof change>[0];
    change(file);
    return JSON.stringify(file);
  };
  test.each<[string, string, RegExp]>([
    ['no JSON', '{"format": "overlap view",', /^Not valid JSON: /],
    ['empty', '', /^Not valid JSON: /],
    ['something else', '{"a": 1}', /^Not a view that Overlap saved/],
    ['a list', '[]', /the file is not an object/],
    ['another version', broken((file) => { file.version = 7; }), /version 7, this one reads 1/],
    ['no figures', broken((file) => { delete file.figures; }), /^figures is missing/],
    ['a time that is none', broken((file) => { if (file.runs[0]) file.runs[0].schedule.slices.startUs[1] = 'soon'; }), /^runs\[0\]\.schedule\.slices\.startUs\[1\] is not a number/],
    ['a row too few', broken((file) => { file.runs[0]?.schedule.slices.startUs.pop(); }), /slices\.startUs has 5 values, and .*count says 6/],
    ['a kind that is not known', broken((file) => { if (file.runs[0]) file.runs[0].schedule.slices.kind[0] = 9; }), /slices\.kind\[0\] is 9, which is not from 0 to 3/],
    ['a task that is not there', broken((file) => { if (file.runs[0]) file.runs[0].schedule.slices.task[0] = 5; }), /slices\.task\[0\] is 5/],
    ['a figure of a run that is missing', broken((file) => { delete file.runs[0]?.metrics.wallUs; }), /^runs\[0\]\.metrics\.wallUs is missing/],
  ])('one that is broken says where: %s', (_, text, message) => {
    expect(() => readViewFile(text)).toThrow(ViewFileError);
    expect(() => readViewFile(text)).toThrow(message);
  });
});
