import path from 'node:path';
import * as esbuild from 'esbuild';
import { expect, test } from 'vitest';
import { launchBrowser } from '../hosts/browser.mjs';
import { digest } from '../unit/engine/digest.ts';

test('the engine gives the same bytes in Chromium as in Node', async () => {
  const entry = path.resolve(import.meta.dirname, '../unit/engine/digest.ts');
  const { outputFiles } = await esbuild.build({ entryPoints: [entry], bundle: true, write: false, format: 'iife', globalName: 'engine', platform: 'browser' });
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    await page.addScriptTag({ content: outputFiles[0]?.text ?? '' });
    expect(await page.evaluate('engine.digest()')).toBe(digest());
  } finally {
    await browser.close();
  }
});
