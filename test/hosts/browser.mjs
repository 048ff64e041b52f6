/** A headless Chromium with a workbench page in it: what the served host's suite and the browser path have in common. */
import { chromium } from 'playwright-core';
import { chromiumFlags, findChromium } from '../../scripts/chromium.mjs';

/** @param {{ log?: (line: string) => void }} [options] */
export async function launchBrowser(options) {
  const { executable, env } = await findChromium(options);
  return chromium.launch({
    executablePath: executable,
    args: chromiumFlags(),
    env: /** @type {Record<string, string>} */ ({ ...process.env, ...env }),
    timeout: 60_000,
  });
}
