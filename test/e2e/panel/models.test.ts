import { mkdir } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { protocolVersion as version, wholeDocument, type PanelState, type Snapshot } from '../../../src/protocol.ts';
import { answerScenarioRequest } from '../../../src/worker/answer-scenario.ts';
import type { ScenarioAnswer } from '../../../src/worker/messages.ts';
import { launchBrowser } from '../../hosts/browser.mjs';
import { accessibilityProblems } from './axe.ts';
import { openPanel } from './harness.ts';
import { themeNames } from './themes.ts';

const root = path.resolve(import.meta.dirname, '../../..');
const text = readFileSync(path.join(root, 'src/scenarios/starters/6-mixed-load.scenario.json'), 'utf8');

/** As the scenario worker makes it. */
function snapshotOf(models: boolean, document = text): Snapshot {
  const answer = answerScenarioRequest({ id: 1, type: 'scenario', ask: { source: { path: '/mixed-load.scenario.json', text: document }, overrides: {}, models } }) as ScenarioAnswer;
  if (answer.type !== 'scenario') throw new Error(answer.problem.message);
  const state: PanelState = { version, uri: 'file:///mixed-load.scenario.json', functionId: wholeDocument, view: null, ...(models && { models: true }) };
  return { ...answer.timeline, state, file: 'mixed-load.scenario.json', highlight: null };
}

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

describe('execution models in the panel', () => {
  test('are run when they are asked for, and stay while the document is edited', async () => {
    const panel = await openPanel(browser);
    await panel.send({ type: 'snapshot', version, snapshot: snapshotOf(false) });
    expect(await panel.page.locator('.models table').count()).toBe(0);
    await panel.page.locator('.models summary').click();
    await expect.poll(() => panel.page.locator('.models [role=status]').textContent()).toBe('Running it under every model…');
    await expect.poll(async () => (await panel.sent()).filter(({ type }) => type === 'compareModels')).toEqual([{ type: 'compareModels', version, on: true }]);
    await panel.send({ type: 'snapshot', version, snapshot: snapshotOf(true) });
    expect(await panel.page.locator('.models tbody tr').count()).toBe(6);
    expect(await panel.page.locator('.models tr.best').count()).toBe(1);
    expect(await panel.page.evaluate('window.overlapHost.state.models')).toBe(true);
    await panel.page.locator('.models summary').click();
    // The element tells of its toggling a little later.
    await expect.poll(async () => (await panel.sent()).filter(({ type }) => type === 'compareModels')).toHaveLength(2);
    expect(panel.problems).toEqual([]);
    await panel.close();
  });

  test('are brought into sight, with the focus, where a command asks for them, and fit beside an editor', async () => {
    const panel = await openPanel(browser, { width: 510, height: 600 });
    await panel.send({ type: 'snapshot', version, snapshot: snapshotOf(true) });
    const summary = panel.page.locator('.models summary');
    expect((await summary.boundingBox())?.y).toBeGreaterThan(600);
    await panel.send({ type: 'snapshot', version, snapshot: snapshotOf(true), goTo: 'models' });
    await expect.poll(async () => (await summary.boundingBox())?.y).toBeLessThan(100);
    expect(await panel.page.evaluate('document.activeElement === document.querySelector(".models summary")')).toBe(true);
    expect(await panel.page.evaluate('(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)(document.querySelector(".models .table"))')).toBe(0);
    await panel.close();
  });

  test.each([430, 505, 660, 700, 765, 900])('all their columns are to be seen at %i px', async (width) => {
    const panel = await openPanel(browser, { width, height: 600 });
    await panel.send({ type: 'snapshot', version, snapshot: snapshotOf(true) });
    expect(await panel.page.evaluate('(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)(document.querySelector(".models .table"))')).toBe(0);
    await panel.close();
  });

  test('are told one below the other where there is no room for columns', async () => {
    const panel = await openPanel(browser, { width: 240, height: 600 });
    await panel.send({ type: 'snapshot', version, snapshot: snapshotOf(true) });
    expect(await panel.page.evaluate('document.documentElement.scrollWidth')).toBe(240);
    expect(await panel.page.evaluate('(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)(document.querySelector(".models .table"))')).toBe(0);
    expect(await panel.page.evaluate('getComputedStyle(document.querySelector(".models td"), "::before").content')).toBe('"Wall"');
    expect(await accessibilityProblems(panel.page)).toEqual([]);
    await panel.close();
  });

  test('that come to no end say why', async () => {
    const panel = await openPanel(browser);
    const deadlocks = JSON.stringify({ resources: { s: { permits: 1 } }, tasks: [{ name: 'a', do: [{ acquire: 's' }, { acquire: 's' }] }] });
    await panel.send({ type: 'snapshot', version, snapshot: snapshotOf(true, deadlocks) });
    expect(await panel.page.locator('.models tr.unfinished td').first().textContent()).toMatch(/^Deadlock: .*s/);
    expect(await panel.page.locator('.models .why').textContent()).toMatch(/^Under no model/);
    await panel.close();
  });

  test.each(themeNames)('can be read by everyone: %s', async (theme) => {
    const panel = await openPanel(browser, { theme, width: 760, height: 1900 });
    await panel.send({ type: 'snapshot', version, snapshot: snapshotOf(true) });
    expect(await accessibilityProblems(panel.page)).toEqual([]);
    await mkdir(path.join(root, 'out/screenshots'), { recursive: true });
    await panel.page.locator('.models').screenshot({ path: path.join(root, `out/screenshots/models-${theme}.png`) });
    await panel.close();
  });
});
