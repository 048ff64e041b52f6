/** Opens dist/webview/panel.js in a browser page as VS Code would: its content security policy, its default styles, its theme variables. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import type { FromWebview, PanelState, ToWebview } from '../../../src/protocol.ts';
import { themes, type ThemeName } from './themes.ts';

const root = path.resolve(import.meta.dirname, '../../..');
const origin = 'http://panel.test';
const nonce = 'bm9uY2VvZnRoZXRlc3Q';

/** As the panel's host writes it. */
const policy = `default-src 'none'; script-src 'nonce-${nonce}'; style-src ${origin} 'nonce-${nonce}'; font-src ${origin}`;

export interface PanelOptions {
  readonly theme?: ThemeName;
  readonly width?: number;
  readonly height?: number;
  readonly state?: PanelState;
  readonly scale?: number;
  readonly reducedMotion?: boolean;
}

export interface Panel {
  readonly page: Page;
  /** Errors of the page, violations of the policy among them. */
  readonly problems: readonly string[];
  send(message: ToWebview | Record<string, unknown>): Promise<void>;
  /** What the panel told its host so far. */
  sent(): Promise<FromWebview[]>;
  setTheme(theme: ThemeName): Promise<void>;
  close(): Promise<void>;
}

export async function openPanel(browser: Browser, options: PanelOptions = {}): Promise<Panel> {
  const context = await browser.newContext({
    viewport: { width: options.width ?? 600, height: options.height ?? 900 },
    deviceScaleFactor: options.scale ?? 1,
    reducedMotion: options.reducedMotion === false ? 'no-preference' : 'reduce',
  });
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.stack ?? error.message));
  page.on('console', (line) => {
    // Tests read pixels back; the page does not.
    if ((line.type() === 'error' || line.type() === 'warning') && !line.text().includes('willReadFrequently')) problems.push(line.text());
  });
  await page.route(`${origin}/**`, async (route) => {
    const name = new URL(route.request().url()).pathname;
    if (name === '/') await route.fulfill({ contentType: 'text/html', body: document(options) });
    else await route.fulfill({ contentType: name.endsWith('.css') ? 'text/css' : name.endsWith('.js') ? 'text/javascript' : 'font/ttf', body: await readFile(path.join(root, 'dist/webview', path.basename(name))) });
  });
  await page.goto(`${origin}/`);
    return {
    page,
    problems,
    send: async (message) => {
      // Heard after the panel has heard it; its picture is painted in the frame after.
      await page.evaluate(`new Promise((done) => {
        addEventListener('message', () => requestAnimationFrame(() => requestAnimationFrame(done)), { once: true });
        postMessage(overlapHost.revive(${JSON.stringify(message, flatten)}));
      })`);
    },
    sent: () => page.evaluate('window.overlapHost.sent'),
    setTheme: async (theme) => {
      await page.evaluate(`window.overlapHost.setTheme(${JSON.stringify(themes[theme])}, ${JSON.stringify(theme)})`);
      await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
    },
    close: () => context.close(),
  };
}

/** Typed arrays as JSON: `{ "$": "Float64Array", "v": […] }`. */
function flatten(_key: string, value: unknown): unknown {
  return ArrayBuffer.isView(value) ? { $: value.constructor.name, v: Array.from(value as unknown as ArrayLike<number>) } : value;
}

function document(options: PanelOptions): string {
  const theme = options.theme ?? 'dark';
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>Overlap</title>
<style nonce="${nonce}">
  html { scrollbar-color: var(--vscode-scrollbarSlider-background) var(--vscode-editor-background); }
  body { overscroll-behavior-x: none; background-color: transparent; color: var(--vscode-editor-foreground); font-family: var(--vscode-font-family); font-weight: var(--vscode-font-weight); font-size: var(--vscode-font-size); margin: 0; padding: 0 20px; }
  a { color: var(--vscode-textLink-foreground); }
  kbd { background-color: var(--vscode-keybindingLabel-background); color: var(--vscode-keybindingLabel-foreground); border-style: solid; border-width: 1px; border-radius: 3px; border-color: var(--vscode-keybindingLabel-border); padding: 1px 3px; }
</style>
<link rel="stylesheet" href="${origin}/panel.css">
</head>
<body>
<script nonce="${nonce}">
  const kinds = { dark: 'vscode-dark', light: 'vscode-light', 'high-contrast': 'vscode-high-contrast', 'high-contrast-light': 'vscode-high-contrast-light' };
  const overlapHost = window.overlapHost = {
    sent: [],
    state: ${JSON.stringify(options.state ?? null)},
    setTheme(values, name) {
      for (const [key, value] of Object.entries(values)) document.documentElement.style.setProperty(key, value);
      document.body.className = kinds[name];
    },
    revive(value) {
      if (Array.isArray(value)) return value.map(overlapHost.revive);
      if (typeof value !== 'object' || value === null) return value;
      if ('$' in value) return globalThis[value.$].from(value.v);
      return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, overlapHost.revive(part)]));
    },
  };
  window.acquireVsCodeApi = () => ({
    postMessage: (message) => overlapHost.sent.push(message),
    getState: () => overlapHost.state,
    setState: (state) => { overlapHost.state = state; },
  });
  overlapHost.setTheme(${JSON.stringify(themes[theme])}, ${JSON.stringify(theme)});
</script>
<script nonce="${nonce}" src="${origin}/panel.js"></script>
</body>
</html>`;
}
