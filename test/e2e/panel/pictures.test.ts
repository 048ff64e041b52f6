/**
 * Reference pictures of the timeline in its main states. They are compared by blocks and with a tolerance, so that another machine's fonts and
 * smoothing pass and a missing lane, colour or pattern does not. `npm run pictures` makes them again: look at them before they are committed.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { protocolVersion, wholeDocument, type Snapshot } from '../../../src/protocol.ts';
import { answerScenarioRequest } from '../../../src/worker/answer-scenario.ts';
import { bundledPrefix, type ScenarioAnswer } from '../../../src/worker/messages.ts';
import { launchBrowser } from '../../hosts/browser.mjs';
import { difference } from './compare-pictures.ts';
import { openPanel, type Panel } from './harness.ts';
import { dashboard, message, scenario, schedule, snapshotOf, type SliceSpec } from './samples.ts';
import { themeNames, type ThemeName } from './themes.ts';

const folder = path.join(import.meta.dirname, 'pictures');
const remake = process.env.OVERLAP_REMAKE_PICTURES === '1';

/** Ten thousand slices on four cores: columns instead of boxes. */
function dense(): Snapshot {
  const base = scenario();
  const slices: SliceSpec[] = Array.from({ length: 10_000 }, (_, index) => ({ core: index % 4, task: Math.floor(index / 400) % 5, from: Math.floor(index / 4) * 10, to: Math.floor(index / 4) * 10 + 3 + (Math.floor(index / 1000) % 7) }));
  const [run] = base.runs;
  if (!run) throw new Error('The scenario has a run.');
  const made = schedule('dense', ['a', 'b', 'c', 'd', 'e'], [], slices, []);
  return { ...base, runs: [{ ...run, schedule: { ...made, machine: { ...made.machine, cores: 4 } } }] };
}

/** As the scenario worker makes it. */
function bundled(id: string): Snapshot {
  const uri = bundledPrefix + id;
  const answer = answerScenarioRequest({ id: 1, type: 'scenario', ask: { source: { path: uri, text: '' }, overrides: {}, models: false } }) as ScenarioAnswer;
  if (answer.type !== 'scenario') throw new Error(answer.problem.message);
  const { lesson: _, ...timeline } = answer.timeline;
  return { ...timeline, state: { version: protocolVersion, uri, functionId: wholeDocument, view: null }, file: 'Scenario', highlight: null };
}

interface Scene {
  readonly name: string;
  readonly theme: ThemeName;
  readonly snapshot: Snapshot;
  readonly act?: (panel: Panel) => Promise<void>;
}

const highlighted = { ...snapshotOf(dashboard), highlight: { functionId: 'src/dashboard.ts#loadDashboard', awaitId: 'a2' } };
const scenes: readonly Scene[] = [
  ...themeNames.map((theme) => ({ name: `function-${theme}`, theme, snapshot: highlighted })),
  { name: 'scenario-dark', theme: 'dark', snapshot: scenario() },
  { name: 'scenario-high-contrast', theme: 'high-contrast', snapshot: scenario() },
  { name: 'dense-light', theme: 'light', snapshot: dense() },
  {
    name: 'zoomed-range-player-dark', theme: 'dark', snapshot: snapshotOf(dashboard),
    act: async (panel) => {
      await panel.page.locator('.timeline').focus();
      for (const key of ['.', '.', '>', 'w', 'w', 'k', 'k']) await panel.page.keyboard.press(key);
      await panel.send({ type: 'highlight', version: protocolVersion, highlight: null });
    },
  },
  {
    name: 'lock-handed-over-light', theme: 'light', snapshot: bundled('one-lock'),
    act: async (panel) => {
      // The fifth thread's wait for the lock: below the axis, the heading, eight cores and four threads.
      await panel.page.locator('.timeline').click({ position: { x: 132 + 280, y: 24 + 26 + 8 * 22 + 6 + 4 * 22 + 11 } });
      await expect.poll(() => panel.page.locator('.details strong').textContent()).toContain('lock');
    },
  },
];

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

for (const { name, theme, snapshot, act } of scenes) {
  test(`the timeline looks as it did: ${name}`, async () => {
    const panel = await openPanel(browser, { theme, width: 600 });
    try {
      await panel.send(message(snapshot));
      await act?.(panel);
      const taken = await panel.page.locator('.timeline').screenshot();
      const file = path.join(folder, `${name}.png`);
      if (remake) {
        await mkdir(folder, { recursive: true });
        await writeFile(file, taken);
        return;
      }
      const found = await difference(browser, await readFile(file), taken);
      if (found !== '') {
        const now = path.join(import.meta.dirname, '../../../out', `${name}.actual.png`);
        await mkdir(path.dirname(now), { recursive: true });
        await writeFile(now, taken);
        expect.fail(`${found} The picture is now out/${name}.actual.png; npm run pictures makes the references again.`);
      }
    } finally {
      await panel.close();
    }
  });
}

test('a picture with a lane missing is told from the whole one', async () => {
  const whole = await openPanel(browser, { width: 600 });
  await whole.send(message(snapshotOf(dashboard)));
  const before = await whole.page.locator('.timeline').screenshot();
  await whole.send(message(snapshotOf(dashboard.map((call, index) => (index === 3 ? { ...call, us: 30_000 } : call)))));
  const after = await whole.page.locator('.timeline').screenshot();
  await whole.close();
  expect(await difference(browser, before, before)).toBe('');
  expect(await difference(browser, before, after)).not.toBe('');
});
