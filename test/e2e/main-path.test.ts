/** What a person does first, with the extension as it is shipped: packaged, installed from the package, used by clicks and keys. */
import { stat } from 'node:fs/promises';
import { listFiles, PackageManager } from '@vscode/vsce';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { root } from '../../scripts/paths.mjs';
import { pictureOnFailure } from './picture-on-failure.ts';
import { Workbench } from './workbench.ts';

test('the package holds what runs, and nothing else', async () => {
  const files = await listFiles({ cwd: root, packageManager: PackageManager.None });
  expect(files.map((file) => file.replaceAll('\\', '/')).sort()).toEqual([
    'CHANGELOG.md',
    'LICENSE',
    'README.md',
    'dist/extension.cjs',
    'dist/scenario-worker.cjs',
    'dist/webview/codicon.ttf',
    'dist/webview/panel.css',
    'dist/webview/panel.js',
    'dist/worker.cjs',
    'media/activity.svg',
    'media/icon.png',
    'media/icon.svg',
    'media/walkthrough/durations.svg',
    'media/walkthrough/lens.svg',
    'media/walkthrough/predict.svg',
    'media/walkthrough/scenario.svg',
    'media/walkthrough/timeline.svg',
    'package.json',
    'src/scenarios/scenario.schema.json',
    ...['1-turns', '2-requests', '3-promises', '4-locks', '5-pipeline', '6-mixed-load'].map((name) => `src/scenarios/starters/${name}.scenario.json`),
  ]);
  const vsix = process.env.OVERLAP_VSIX;
  if (vsix === undefined) throw new Error('OVERLAP_VSIX names no package: run this by "npm run test:e2e".');
  expect((await stat(vsix)).size).toBeLessThan(2 * 1024 * 1024);
});

describe('from the line above a function to its timeline and back', () => {
  let workbench: Workbench;
  beforeAll(async () => {
    workbench = await Workbench.open();
  });
  afterAll(() => workbench.close());
  pictureOnFailure(() => workbench);

  const figure = (id: string) => workbench.panel.locator(`[data-figure="${id}"] .value`);

  test('an example shows a line above its first async function', async () => {
    await workbench.openFile('dashboard.ts');
    await workbench.lenses('3 awaits in sequence · 3 could overlap · 3.0 s → 1.0 s').waitFor();
  });

  test('a click on it opens the timeline beside the editor, with its figures', async () => {
    await workbench.lenses('3 awaits in sequence').click();
    await figure('speedup').waitFor();
    expect(await workbench.panel.locator('h1').textContent()).toBe('loadDashboard');
    expect(await figure('as-written').textContent()).toBe('3.0 s');
    expect(await figure('overlapped').textContent()).toBe('1.0 s');
    expect(await figure('speedup').textContent()).toBe('3.0 ×');
    expect(await workbench.page.locator('.editor-group-container').count()).toBe(2);
  });

  test('a click on a slice selects its await in the editor', async () => {
    // The second of three slices of a second each, in the band "as written": under the axis (24 px) and the band's title (26 px).
    const timeline = workbench.panel.locator('.timeline');
    const { width } = (await timeline.boundingBox()) ?? { width: 0 };
    await timeline.click({ position: { x: width / 2, y: 24 + 26 + 13 } });
    await expect.poll(() => workbench.selection()).toMatch(/^Ln 25, Col \d+ \(\d+ selected\)$/);
    expect(await workbench.panel.locator('.details strong').textContent()).toBe('fetchOrders');
  });

  test('after a reload of the window the timeline is there again', async () => {
    await workbench.reload();
    await figure('speedup').waitFor();
    expect(await workbench.panel.locator('h1').textContent()).toBe('loadDashboard');
    expect(await figure('as-written').textContent()).toBe('3.0 s');
  });

  test('the timeline follows the text', async () => {
    await workbench.openFile('dashboard.ts', 25);
    await workbench.page.keyboard.press('End');
    await workbench.page.keyboard.type(' // @overlap 4s');
    await expect.poll(() => figure('as-written').textContent()).toBe('6.0 s');
    expect(await figure('overlapped').textContent()).toBe('4.0 s');
    await workbench.lenses('6.0 s → 4.0 s').waitFor();
  });

  test('the panel reported no error', () => {
    expect(workbench.panelErrors).toEqual([]);
  });
});

test('a folder that is not trusted is analysed too: nothing in it is run', async () => {
  const workbench = await Workbench.open({ restricted: true });
  try {
    await workbench.page.getByText('Restricted Mode').first().waitFor();
    await workbench.openFile('dashboard.ts');
    await workbench.lenses('3.0 s → 1.0 s').waitFor();
  } finally {
    await workbench.close();
  }
});
