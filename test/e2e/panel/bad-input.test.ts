/** Runs and messages that nobody hopes for: the panel shows what there is to show, says what it is, and goes on. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Browser } from 'playwright-core';
import { protocolVersion, type Run, type Snapshot, type ToWebview } from '../../../src/protocol.ts';
import { launchBrowser } from '../../hosts/browser.mjs';
import { accessibilityProblems } from './axe.ts';
import { openPanel, type Panel } from './harness.ts';
import { dashboard, message, metricsOf, schedule, scenario, snapshotOf, type SliceSpec, type WaitSpec } from './samples.ts';

let browser: Browser;
const open: Panel[] = [];
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());
afterEach(async () => {
  for (const panel of open.splice(0)) {
    expect(panel.problems).toEqual([]);
    await panel.close();
  }
});

async function panelWith(first: ToWebview): Promise<Panel> {
  const panel = await openPanel(browser, { width: 700, height: 900 });
  open.push(panel);
  await panel.send(first);
  return panel;
}

const version = protocolVersion;
const snapshot = snapshotOf(dashboard);

function runOf(slices: readonly SliceSpec[], waits: readonly WaitSpec[] = []): Snapshot {
  const made = schedule('run', ['a', 'b'], [], slices, waits);
  const run: Run = { kind: 'scenario', title: 'Run', schedule: made, metrics: metricsOf(made.wallUs, made.wallUs), criticalPath: [] };
  return { ...scenario(), title: 'A run', runs: [run] };
}

/** Every key of the timeline once, with the pointer over it, and with every table and list open. */
async function useAll(panel: Panel): Promise<void> {
  await panel.page.locator('summary').evaluateAll('(all) => all.forEach((one) => one.parentElement.open = true)');
  await panel.page.locator('.timeline').focus();
  for (const key of ['.', '.', ',', '>', '>', '[', ']', 'z', 'w', 's', 'd', 'a', 'ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'f', 'Home', 'End', 'Escape']) await panel.page.keyboard.press(key);
  await panel.page.getByLabel('Next event').click();
  await panel.page.getByLabel('Leave the player').click();
  await panel.page.locator('.timeline').hover({ position: { x: 300, y: 60 } });
}

describe('a run', () => {
  test.each<[string, Snapshot]>([
    ['of no slices', runOf([])],
    ['of one slice', runOf([{ task: 0, from: 0, to: 5000 }])],
    ['of slices of no length', runOf([{ task: 0, from: 0, to: 0 }, { task: 1, from: 0, to: 0 }], [{ task: 0, from: 0, to: 0 }])],
    ['of slices with and without length', runOf([{ task: 0, from: 0, to: 100 }, { task: 1, from: 100, to: 100 }, { task: 0, from: 100, to: 200 }], [{ task: 1, from: 50, to: 50 }])],
    ['of times beyond 2^53', runOf([{ task: 0, from: 0, to: 2 ** 55 }, { task: 1, core: 1, from: 2 ** 55, to: 2 ** 60 }], [{ task: 0, from: 2 ** 55, to: 2 ** 60, kind: 'io' }])],
  ])('%s is shown, can be walked through, and says no nonsense', async (_, shown) => {
    const panel = await panelWith(message(shown));
    expect(await panel.page.locator('h1').textContent()).toBe('A run');
    await useAll(panel);
    const said = await panel.page.locator('main').innerText();
    expect(said).not.toMatch(/NaN|Infinity|undefined|null|\[object/);
    expect(await accessibilityProblems(panel.page)).toEqual([]);
  });

  test('of as many slices as are drawn one by one fills its rows, and says that it is coarser', async () => {
    const warning = 'This run has 10,000,000 slices and waits, too many to draw one by one.';
    const panel = await panelWith(message({ ...scenario(), warning }));
    await panel.page.evaluate(`(() => {
      const count = 2_000_000;
      const snapshot = overlapHost.revive(${JSON.stringify({ ...scenario(), warning }, (_, value: unknown) => (ArrayBuffer.isView(value) ? { $: value.constructor.name, v: Array.from(value as unknown as ArrayLike<number>) } : value))});
      const slices = { count, core: new Uint8Array(count), task: new Int8Array(count), startUs: new Uint32Array(count), endUs: new Uint32Array(count), kind: new Uint8Array(count), site: new Int8Array(count).fill(-1) };
      for (let row = 0; row < count; row++) { slices.core[row] = row % 2; slices.task[row] = row % 5; slices.startUs[row] = row * 10; slices.endUs[row] = row * 10 + 15; }
      snapshot.runs[0].schedule = { ...snapshot.runs[0].schedule, slices, wallUs: count * 10 + 5 };
      postMessage({ type: 'snapshot', version: 1, snapshot });
    })()`);
    await expect.poll(() => panel.page.locator('#timeline-summary').textContent(), { timeout: 30_000 }).toContain('20.0');
    expect(await panel.page.locator('.warning').textContent()).toContain('too many to draw one by one');
    // Two thirds of each core's time are slices: the row is full of them, and no part is empty.
    const empty = await panel.page.evaluate(`(() => { const c = document.querySelector('.timeline canvas').getContext('2d'); const row = c.getImageData(160, 24 + 26 + 11, 380, 1).data; return Array.from({ length: 380 }, (_, x) => row[x * 4 + 3]).filter((alpha) => alpha === 0).length; })()`);
    expect(empty).toBe(0);
  });
});

describe('a run that takes no time', () => {
  test('says so in place of empty figures and an empty timeline, and shows them once it takes time', async () => {
    const instant = ['It takes no time', 'No step of this scenario takes time.', 'Every order of steps: 6 interleavings, of which 2 deadlock.'];
    const panel = await panelWith(message({ ...runOf([]), instant }));
    expect(await panel.page.locator('.instant-run').innerText()).toContain('6 interleavings, of which 2 deadlock');
    expect(await panel.page.locator('.instant-run h2').innerText()).toBe('It takes no time');
    expect(await panel.page.locator('.figures, .timeline').count()).toBe(0);
    expect(await accessibilityProblems(panel.page)).toEqual([]);
    // Of a function that waits for nothing there is nothing else to say.
    const { runs: [run] } = runOf([]);
    if (!run) throw new Error('There is a run.');
    await panel.send(message({ ...runOf([]), runs: [{ ...run, kind: 'as-written' }], figures: [], controls: [], notes: [], instant: ['This function waits for nothing', 'There is nothing to draw.'] }));
    expect(await panel.page.locator('.instant-run h2').innerText()).toBe('This function waits for nothing');
    expect(await panel.page.locator('.figures, .timeline, .charts section, .notes, details').count()).toBe(0);
    await panel.send(message(runOf([{ task: 0, from: 0, to: 5000 }])));
    expect(await panel.page.locator('.instant-run').count()).toBe(0);
    await expect.poll(() => panel.page.evaluate(`document.querySelector('.timeline canvas').width`)).toBeGreaterThan(400);
  });
});

describe('messages', () => {
  test('that come before the snapshot they belong to, or after another, change nothing', async () => {
    const early: ToWebview[] = [
      { type: 'speedup', version, speedup: null },
      { type: 'sweep', version, sweep: { control: { id: 'x', label: 'x', explanation: '', unit: 'us', value: 1 }, runs: [], points: [] } },
      { type: 'sweep', version, sweep: null },
      { type: 'error', version, message: 'It failed.' },
      { type: 'busy', version, message: 'Reading…' },
    ];
    const panel = await panelWith({ type: 'highlight', version, highlight: null });
    for (const one of early) await panel.send(one);
    expect(await panel.page.locator('h1').textContent()).toBe('Overlap timeline');
    await panel.send(message(snapshot));
    for (const one of early.slice(0, 3)) await panel.send(one);
    expect(await panel.page.locator('h1').textContent()).toBe('loadDashboard');
    expect(await panel.page.locator('.banner').count()).toBe(0);
    expect(await panel.page.locator('.sweep caption').count()).toBe(0);
  });

  test('of an unknown version are answered in words, and the picture stays', async () => {
    const panel = await panelWith(message(snapshot));
    for (const of of [0, 2, '1', null]) {
      await panel.send({ type: 'snapshot', version: of, snapshot: { runs: 'none' } });
      expect(await panel.page.getByRole('alert').textContent()).toContain('Close the panel and open it again.');
      expect(await panel.page.locator('h1').textContent()).toBe('loadDashboard');
    }
  });
});

describe('a chosen range', () => {
  test('is what every figure and chart speaks of, and says; what is of the whole run says that', async () => {
    const panel = await panelWith(message(snapshot));
    expect(await panel.page.locator('.figures').innerText()).toContain('As written');
    const surface = panel.page.locator('.timeline-stack');
    await surface.dispatchEvent('pointermove', {});
    const box = await panel.page.locator('.timeline canvas').first().boundingBox();
    if (!box) throw new Error('The timeline is there.');
    await panel.page.mouse.move(box.x + 100, box.y + 10);
    await panel.page.mouse.down();
    await panel.page.mouse.move(box.x + 300, box.y + 10, { steps: 4 });
    await panel.page.mouse.up();
    const text = (of: string) => expect.poll(() => panel.page.locator(of).innerText());
    const title = await panel.page.locator('#range-title').innerText();
    const stretch = title.slice(0, title.indexOf(' ('));
    await text('.figures').toContain(stretch);
    await text('.figures').not.toContain('Speed-up');
    // Charts and their words follow when the hand rests.
    await text('#over-time-title').toContain(stretch.slice('In '.length));
    await text('#latency-title').toContain(stretch.slice('In '.length));
    await text('#speedup-title').toBe('Speed-up of the whole run');
    await panel.page.getByText('All figures, run by run').click();
    await expect.poll(() => panel.page.getByRole('row', { name: 'In flight, most' }).count()).toBe(1);
    expect(await accessibilityProblems(panel.page)).toEqual([]);
    await panel.page.getByRole('button', { name: 'Clear' }).click();
    await text('.figures').toContain('Speed-up');
    await text('#speedup-title').toBe('Speed-up');
  });
});
