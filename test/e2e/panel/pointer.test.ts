/** Wheel, drag, touch and the overview: what they move, and that what lies under the pointer stays under it. */
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { launchBrowser } from '../../hosts/browser.mjs';
import { openPanel, type Panel, type PanelOptions } from './harness.ts';
import { dashboard, message, snapshotOf } from './samples.ts';

let browser: Browser;
let panel: Panel;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

async function show(options: PanelOptions = {}): Promise<void> {
  panel = await openPanel(browser, { width: 600, height: 900, ...options });
  await panel.send(message(snapshotOf(dashboard)));
}
beforeEach(() => show());
afterEach(async () => {
  expect(panel.problems).toEqual([]);
  await panel.close();
});

const whole = { fromUs: 0, toUs: 1_997_000 };

/** The stretch that is in view, as the host is told of it; all of it until something moved. */
async function view(): Promise<{ fromUs: number; toUs: number }> {
  const told = (await panel.sent()).findLast((sent) => sent.type === 'viewChanged');
  return told?.type === 'viewChanged' ? (told.view ?? whole) : whole;
}

async function timelineBox(): Promise<{ x: number; y: number; width: number }> {
  const box = await panel.page.locator('.timeline').boundingBox();
  if (!box) throw new Error('The timeline is in the page.');
  return box;
}

async function wheel(at: number, init: Record<string, unknown>): Promise<void> {
  const timeline = await timelineBox();
  await panel.page.evaluate(`document.querySelector('.timeline-stack').dispatchEvent(new WheelEvent('wheel', ${JSON.stringify({ clientX: timeline.x + at, clientY: timeline.y + 60, bubbles: true, cancelable: true, ...init })}))`);
}

const length = ({ fromUs, toUs }: { fromUs: number; toUs: number }): number => toUs - fromUs;

/** Waits until the host was told of another view than `before`. */
async function moved(before: { fromUs: number; toUs: number }): Promise<{ fromUs: number; toUs: number }> {
  await expect.poll(view).not.toEqual(before);
  return view();
}

describe('the wheel', () => {
  test('zooms with Ctrl at the pointer, pans with Shift, and else scrolls the page', async () => {
    const timeline = await timelineBox();
    await wheel(timeline.width / 4, { ctrlKey: true, deltaY: -200 });
    const close = await moved(whole);
    expect(length(close)).toBeLessThan(length(whole) / 2);
    const under = (of: { fromUs: number; toUs: number }): number => of.fromUs + length(of) / 4;
    expect(Math.abs(under(close) - under(whole))).toBeLessThan(length(whole) / 50);
    await wheel(100, { shiftKey: true, deltaY: 100 });
    const later = await moved(close);
    expect(later.fromUs).toBeGreaterThan(close.fromUs);
    expect(length(later)).toBeCloseTo(length(close), 0);
    const page = await panel.page.evaluate<boolean>(`(() => { const event = new WheelEvent('wheel', { deltaY: 100, bubbles: true, cancelable: true }); document.querySelector('.timeline-stack').dispatchEvent(event); return event.defaultPrevented; })()`);
    expect(page).toBe(false);
  });
});

describe('dragging', () => {
  test('moves what is in view, and chooses a range where all of it is', async () => {
    // Figures of a range take more room than those of the run: the timeline is looked for each time.
    const drag = async (by: number): Promise<void> => {
      const timeline = await timelineBox();
      await panel.page.mouse.move(timeline.x + 300, timeline.y + 60);
      await panel.page.mouse.down();
      await panel.page.mouse.move(timeline.x + 300 + by, timeline.y + 60, { steps: 4 });
      await panel.page.mouse.up();
    };
    await drag(120);
    await panel.page.locator('.range').waitFor();
    expect(await view()).toEqual(whole);
    await wheel(300, { ctrlKey: true, deltaY: -200 });
    const close = await moved(whole);
    await drag(120);
    const earlier = await moved(close);
    expect(close.fromUs - earlier.fromUs).toBeCloseTo((length(close) * 120) / (await timelineBox()).width, -3);
    // A drag is no click.
    expect((await panel.sent()).filter(({ type }) => type === 'reveal')).toEqual([]);
  });

  test('with two fingers apart zooms, and the moment under the resting one stays', async () => {
    const timeline = await timelineBox();
    const finger = (type: string, id: number, x: number): Promise<unknown> => panel.page.evaluate(`document.querySelector('.timeline-stack').dispatchEvent(new PointerEvent('${type}', { pointerId: ${id}, pointerType: 'touch', button: 0, clientX: ${timeline.x + x}, clientY: ${timeline.y + 60}, bubbles: true }))`);
    await finger('pointerdown', 1, 100);
    await finger('pointerdown', 2, 200);
    for (const x of [250, 300, 350]) await finger('pointermove', 2, x);
    await finger('pointerup', 2, 350);
    await finger('pointerup', 1, 100);
    const close = await moved(whole);
    expect(length(whole) / length(close)).toBeCloseTo(2.5, 0);
    const at = (of: { fromUs: number; toUs: number }): number => of.fromUs + (length(of) * 100) / timeline.width;
    expect(Math.abs(at(close) - at(whole))).toBeLessThan(length(whole) / 40);
  });
});

describe('the overview', () => {
  test('is there while not all is in view; its lens is dragged, widened, and called to where one presses', async () => {
    const overview = panel.page.locator('.overview-picture');
    expect(await overview.isVisible()).toBe(false);
    await wheel(280, { ctrlKey: true, deltaY: -330 });
    const close = await moved(whole);
    const box = await overview.boundingBox();
    if (!box) throw new Error('The overview is in the page.');
    const x = (us: number): number => box.x + (us / length(whole)) * box.width;
    const drag = async (from: number, to: number): Promise<void> => {
      await panel.page.mouse.move(from, box.y + 8);
      await panel.page.mouse.down();
      await panel.page.mouse.move(to, box.y + 8, { steps: 3 });
      await panel.page.mouse.up();
    };
    await drag(x((close.fromUs + close.toUs) / 2), x((close.fromUs + close.toUs) / 2) + 60);
    const later = await moved(close);
    expect(later.fromUs).toBeGreaterThan(close.fromUs);
    expect(length(later)).toBeCloseTo(length(close), -2);
    await drag(x(later.fromUs), x(later.fromUs) - 50);
    const wider = await moved(later);
    expect(wider.fromUs).toBeLessThan(later.fromUs);
    expect(Math.abs(wider.toUs - later.toUs)).toBeLessThan(5000);
    await panel.page.mouse.click(box.x + box.width - 20, box.y + 8);
    const end = await moved(wider);
    expect(end.toUs).toBeGreaterThan(wider.toUs);
    expect(await overview.getAttribute('aria-label')).toContain('the timeline shows');
  });
});

describe('searching', () => {
  test('counts what it finds and goes round it by Enter', async () => {
    const search = panel.page.getByLabel('Find a call or task');
    await search.fill('get');
    await expect.poll(() => panel.page.locator('.matches').textContent()).toBe('8');
    await search.press('Enter');
    await expect.poll(() => panel.page.locator('.details strong').textContent()).toBe('getUser');
    await search.press('Shift+Enter');
    await expect.poll(() => panel.page.locator('.details strong').textContent()).toBe('getNews');
    await search.fill('nothing of this name');
    await expect.poll(() => panel.page.locator('.matches').textContent()).toBe('none');
  });
});

describe('time', () => {
  test('passes evenly where motion is wanted, is paused, and is scrubbed', async () => {
    await panel.close();
    await show({ reducedMotion: false });
    const moment = (): Promise<string | null> => panel.page.locator('.moment').textContent();
    await panel.page.getByLabel('Speed', { exact: true }).selectOption('0.1');
    await panel.page.getByLabel('Play', { exact: true }).click();
    const first = await moment();
    await expect.poll(moment).not.toBe(first);
    await panel.page.getByLabel('Pause').click();
    await panel.page.getByLabel('Play', { exact: true }).waitFor();
    // No event of the run is at such a moment: it did not go from event to event.
    expect(await moment()).not.toBe('12.00 ms');
    await panel.page.getByLabel('Moment').fill('500');
    await expect.poll(moment).toBe('998.5 ms');
    await panel.page.getByLabel('Speed', { exact: true }).selectOption('4');
    await panel.page.getByLabel('Play', { exact: true }).click();
    await expect.poll(moment).toBe('1.997 s');
    await panel.page.getByLabel('Play', { exact: true }).waitFor();
  });
});

test('at 200 % nothing is cut off, and the picture is as sharp as the screen', async () => {
  await panel.close();
  await show({ width: 265, height: 450, scale: 2 });
  expect(await panel.page.evaluate('document.documentElement.scrollWidth')).toBe(265);
  expect(await panel.page.evaluate(`(() => { const canvas = document.querySelector('.timeline canvas'); return canvas.width / canvas.clientWidth; })()`)).toBe(2);
});
