/** A scenario's question in the panel's own page, answered by the real runs: by mouse, by keys alone, in every theme. */
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { protocolVersion, type FromWebview, type Overrides, type PanelState, type ToWebview } from '../../../src/protocol.ts';
import { answerScenarioRequest } from '../../../src/worker/answer-scenario.ts';
import { bundledPrefix, type ScenarioAnswer } from '../../../src/worker/messages.ts';
import { launchBrowser } from '../../hosts/browser.mjs';
import { accessibilityProblems } from './axe.ts';
import { openPanel, type Panel, type PanelOptions } from './harness.ts';
import { themeNames } from './themes.ts';

const version = protocolVersion;
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

/** What the host would post. */
function posted(id: string, overrides: Overrides = {}, state: Partial<PanelState> = {}): ToWebview {
  const answer = answerScenarioRequest({ id: 1, type: 'scenario', ask: { source: { path: bundledPrefix + id, text: '' }, overrides } }) as ScenarioAnswer;
  if (answer.type !== 'scenario') throw new Error(answer.problem.message);
  const moved = Object.keys(overrides).length > 0 ? { overrides } : {};
  return { type: 'snapshot', version, snapshot: { ...answer.timeline, state: { version, uri: bundledPrefix + id, functionId: '', view: null, ...moved, ...state }, file: `Scenario · ${answer.timeline.lesson?.group ?? ''}`, highlight: null } };
}

async function panelWith(first: ToWebview, options: PanelOptions = {}): Promise<Panel> {
  const panel = await openPanel(browser, options);
  open.push(panel);
  await panel.send(first);
  return panel;
}

async function lastSent<T extends FromWebview['type']>(panel: Panel, type: T): Promise<Extract<FromWebview, { type: T }> | undefined> {
  return (await panel.sent()).findLast((message): message is Extract<FromWebview, { type: T }> => message.type === type);
}

const figure = ({ page }: Panel, id: string) => page.locator(`[data-figure="${id}"] .value`);

describe('the question comes first', () => {
  test('nothing of the run is to be seen before an answer', async () => {
    const { page } = await panelWith(posted('take-turns'));
    expect(await page.locator('legend').textContent()).toMatch(/\?$/);
    expect(await page.getByRole('radio').count()).toBe(3);
    expect(await page.locator('.figures, .timeline, .lesson').count()).toBe(0);
    await page.getByRole('button', { name: 'Run it' }).click();
    expect(await page.locator('.lesson').count()).toBe(0);
  });

  test('a wrong answer is told apart from what ran, and why it is wrong', async () => {
    const panel = await panelWith(posted('take-turns'));
    await panel.page.getByText('After 3 ms').click();
    await panel.page.getByRole('button', { name: 'Run it' }).click();
    expect(await panel.page.locator('#verdict').textContent()).toContain('something else than you predicted');
    expect(await panel.page.locator('.against tbody tr').allInnerTexts()).toEqual(['Wall\t3 ms\t6 ms']);
    expect(await panel.page.locator('li.wrong', { hasText: 'your prediction' }).locator('.why').textContent()).toContain('One core does one thing at an instant');
    expect(await figure(panel, 'wall').textContent()).toBe('6.0 ms');
    expect(await lastSent(panel, 'predicted')).toMatchObject({ prediction: 0 });
  });

  test('the next thing to try sets the values; what it was stands beside it', async () => {
    const panel = await panelWith(posted('take-turns'));
    await panel.page.getByRole('button', { name: 'Run without an answer' }).click();
    expect(await lastSent(panel, 'predicted')).toMatchObject({ prediction: null });
    await panel.page.getByRole('button', { name: 'Two cores' }).click();
    await expect.poll(() => lastSent(panel, 'overridesChanged')).toMatchObject({ overrides: { cores: 2 } });
    await panel.send(posted('take-turns', { cores: 2 }));
    expect(await figure(panel, 'wall').textContent()).toBe('3.0 ms');
    expect(await panel.page.locator('[data-figure="wall"] .beside').textContent()).toBe('was 6.0 ms');
    expect(await panel.page.getByRole('button', { name: 'Two cores' }).getAttribute('aria-pressed')).toBe('true');
    expect(await panel.page.locator('.see').textContent()).toContain('a core to itself');
    await panel.page.getByRole('button', { name: 'Put back', exact: true }).click();
    await expect.poll(() => lastSent(panel, 'overridesChanged')).toMatchObject({ overrides: {} });
  });

  test('by keys alone', async () => {
    const panel = await panelWith(posted('work-stealing'));
    const { keyboard } = panel.page;
    await keyboard.press('Tab');
    await keyboard.press('ArrowDown');
    await keyboard.press('Enter');
    await expect.poll(() => panel.page.evaluate('document.activeElement.id')).toBe('verdict');
    expect(await panel.page.locator('#verdict').textContent()).toContain('what you predicted');
    await keyboard.press('Tab');
    expect(await panel.page.evaluate('document.activeElement.textContent')).toBe('Forbid stealing');
    await keyboard.press('Enter');
    await expect.poll(() => lastSent(panel, 'overridesChanged')).toMatchObject({ overrides: { stealing: 'false' } });
  });

  test('what was answered is kept over a reload, and a scenario that is run again asks again', async () => {
    const panel = await panelWith(posted('take-turns', {}, { prediction: 1 }));
    expect(await panel.page.locator('#verdict').textContent()).toContain('what you predicted');
    await panel.send({ type: 'empty', version, message: 'Running the scenario…' });
    await panel.send(posted('take-turns'));
    expect(await panel.page.getByRole('radio').count()).toBe(3);
    expect(await panel.page.getByRole('radio', { checked: true }).count()).toBe(0);
  });

  test('on to the next scenario, or to the list', async () => {
    const panel = await panelWith(posted('take-turns', {}, { prediction: null }));
    await panel.page.getByRole('button', { name: /^Next scenario/ }).click();
    expect((await lastSent(panel, 'openScenario'))?.id).toBe('work-stealing');
    await panel.page.getByRole('button', { name: 'All scenarios…' }).click();
    expect((await lastSent(panel, 'openScenario'))?.id).toBeNull();
  });
});

describe.each(themeNames)('%s', (theme) => {
  test.each([300, 720])('axe finds nothing, and nothing is cut off, at %i px', async (width) => {
    const panel = await panelWith(posted('take-turns'), { theme, width, height: 1100 });
    const look = async (name: string): Promise<void> => {
      // Charts are drawn, and get their names, a moment after the page.
      await expect.poll(() => panel.page.locator('canvas[role="img"]:not([aria-label]):visible').count()).toBe(0);
      expect(await accessibilityProblems(panel.page), name).toEqual([]);
      expect(await panel.page.evaluate('document.documentElement.scrollWidth <= window.innerWidth'), name).toBe(true);
      if (process.env.OVERLAP_LOOK !== undefined) await panel.page.screenshot({ path: path.join(process.env.OVERLAP_LOOK, `lesson-${theme}-${width}-${name}.png`), fullPage: true });
    };
    await look('question');
    await panel.page.getByRole('radio').first().check();
    await look('chosen');
    await panel.page.getByRole('button', { name: 'Run it' }).click();
    await panel.page.locator('.charts canvas[aria-label]').first().waitFor();
    await look('wrong');
    await panel.page.getByRole('button', { name: 'Two cores' }).click();
    await panel.send(posted('take-turns', { cores: 2 }));
    await look('tried');
  });
});
