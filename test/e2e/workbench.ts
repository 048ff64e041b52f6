/**
 * A real VS Code workbench in a headless browser, driven as a person would: by keys, clicks and what is on the screen.
 * Used by the tests in this folder and by scripts/screenshot.mjs.
 */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, Frame, FrameLocator, Locator, Page } from 'playwright-core';
import { root } from '../../scripts/paths.mjs';
import { installVscode } from '../../scripts/vscode-install.mjs';
import { installExtension, startServed } from '../../scripts/vscode-served.mjs';
import type { Served } from '../../scripts/vscode-served.mjs';
import { launchBrowser } from '../hosts/browser.mjs';
import { copyExamples, temporaryFolder } from '../hosts/workspace.mjs';

/** The four kinds of theme that VS Code knows: the built-in one of each, and the class by which its documents tell the kind. */
const themes = {
  dark: { label: 'Dark Modern', className: 'vs-dark' },
  light: { label: 'Light Modern', className: 'vs' },
  'hc-dark': { label: 'Dark High Contrast', className: 'hc-black' },
  'hc-light': { label: 'Light High Contrast', className: 'hc-light' },
} as const;
export type Theme = keyof typeof themes;
export const themeNames = Object.keys(themes) as Theme[];

export interface WorkbenchOptions {
  /** The folder to open; a fresh copy of examples/ where none is given. */
  readonly folder?: string;
  /** A packaged extension to install. Without it, the one that OVERLAP_VSIX names; without that, dist/ as it was built. */
  readonly vsix?: string;
  readonly theme?: Theme;
  /** User settings, by their full names. */
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly width?: number;
  readonly height?: number;
  /** Open the folder in Restricted Mode, as a desktop VS Code does with a folder that is not trusted. */
  readonly restricted?: boolean;
}

export class Workbench {
  readonly page: Page;
  /** The folder that is open. */
  readonly folder: string;
  /** What the panel's document wrote to the console as errors, such as a violated content security policy. */
  readonly panelErrors: readonly string[];
  readonly #browser: Browser;
  readonly #served: Served;
  readonly #removeFiles: () => Promise<void>;

  private constructor(parts: { page: Page; folder: string; panelErrors: readonly string[]; browser: Browser; served: Served; removeFiles: () => Promise<void> }) {
    this.page = parts.page;
    this.folder = parts.folder;
    this.panelErrors = parts.panelErrors;
    this.#browser = parts.browser;
    this.#served = parts.served;
    this.#removeFiles = parts.removeFiles;
  }

  /** Starts a server and a browser, and waits until the workbench is there. */
  static async open(options: WorkbenchOptions = {}): Promise<Workbench> {
    const files = await temporaryFolder();
    const undo: (() => Promise<unknown>)[] = [files.remove];
    try {
      const vscode = await installVscode();
      const dataFolder = path.join(files.folder, 'data');
      const folder = options.folder ?? (await copyExamples(files.folder));
      const vsix = options.vsix ?? process.env.OVERLAP_VSIX;
      if (vsix !== undefined) await installExtension({ vscode, dataFolder, vsix });
      const served = await startServed({
        vscode,
        dataFolder,
        forTests: true,
        restricted: options.restricted ?? false,
        settings: options.settings ?? {},
      });
      undo.unshift(served.stop);
      const browser = await launchBrowser();
      undo.unshift(() => browser.close());
      const page = await browser.newPage({ viewport: { width: options.width ?? 1440, height: options.height ?? 900 } });
      // Generous: the machine may be busy with other things, and a wait ends as soon as it can.
      page.setDefaultTimeout(60_000);
      const panelErrors: string[] = [];
      page.on('console', (message) => {
        // The workbench has errors of its own (it misses native modules that it can do without).
        const fromPanel = /fake\.html|\/dist\/webview\//.test(message.location().url);
        if (message.type() === 'error' && (fromPanel || message.text().includes('Content Security Policy'))) panelErrors.push(message.text());
      });
      const payload: [string, string][] = [['skipWelcome', 'true']];
      if (vsix === undefined) payload.push(['extensionDevelopmentPath', served.remote(root)]);
      await page.goto(served.url({ folder, payload }));
      const workbench = new Workbench({ page, folder, panelErrors, browser, served, removeFiles: files.remove });
      await workbench.#ready();
      await workbench.setTheme(options.theme ?? 'dark');
      return workbench;
    } catch (error) {
      for (const step of undo) await step();
      throw error;
    }
  }

  /** Loads the window anew by VS Code's own command, which keeps its state first (the browser's reload may lose the last seconds). */
  async reload(): Promise<void> {
    const loaded = this.page.waitForEvent('load');
    await this.runCommand('Developer: Reload Window');
    await loaded;
    await this.#ready();
  }

  async #ready(): Promise<void> {
    await this.page.locator('.monaco-workbench').waitFor({ timeout: 60_000 });
    // A theme is applied once the built-in extensions are known.
    await this.page.locator('.monaco-workbench[class*="theme-defaults"]').waitFor({ timeout: 60_000 });
  }

  /** Opens a file of the folder by its path in it, with the cursor at a line (from 1) and column (from 1), and waits for its text. */
  async openFile(file: string, line = 1, column = 1): Promise<void> {
    await this.#pick('ControlOrMeta+P', `${file}:${line}:${column}`, path.basename(file));
    await this.page.locator(`.tab.active[data-resource-name="${path.basename(file)}"]`).waitFor();
    await this.editor.locator('.view-line').first().waitFor();
  }

  /** Runs a command of the palette by its whole title, such as `Overlap: Show Timeline`. */
  async runCommand(title: string): Promise<void> {
    await this.#pick('F1', `>${title}`, title);
  }

  /** Chooses a theme, as a person does: the served workbench takes no notice of the setting when it starts. */
  async setTheme(theme: Theme): Promise<void> {
    const { label, className } = themes[theme];
    await this.runCommand('Preferences: Color Theme');
    await this.page.locator('.quick-input-filter input[placeholder*="Color Theme"]').fill(label);
    await this.page.locator('.quick-input-list .monaco-list-row').filter({ has: this.page.getByText(label, { exact: true }) }).first().click();
    await this.page.locator(`.monaco-workbench.${className}[class*="theme-defaults"]`).waitFor();
  }

  async #pick(key: string, text: string, label: string): Promise<void> {
    const picker = this.page.locator('.quick-input-widget');
    await this.page.keyboard.press(key);
    const input = picker.locator('.quick-input-filter input');
    await input.waitFor();
    await input.fill(text);
    const row = picker.locator('.quick-input-list .monaco-list-row').filter({ hasText: label }).first();
    await row.waitFor();
    await row.click();
  }

  /** The text editor of the active group. */
  get editor(): Locator {
    return this.page.locator('.editor-group-container.active .monaco-editor').first();
  }

  /** The lenses on the screen, in any editor. A lens with a command is a link. */
  lenses(text?: string | RegExp): Locator {
    const all = this.page.locator('.codelens-decoration a, .codelens-decoration > span');
    return text === undefined ? all : all.filter({ hasText: text });
  }

  /** What the status bar says of the selection, such as `Ln 12, Col 3 (4 selected)`. */
  async selection(): Promise<string> {
    return (await this.page.locator('#status\\.editor\\.selection').textContent()) ?? '';
  }

  /** The panel's own document, for locators. */
  get panel(): FrameLocator {
    return this.page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
  }

  /** The panel's own document, for `evaluate`. */
  async panelFrame(): Promise<Frame> {
    const handle = await this.panel.locator('body').elementHandle({ timeout: 30_000 });
    const frame = await handle.ownerFrame();
    if (!frame) throw new Error('The panel is not there.');
    return frame;
  }

  /** Writes a picture to out/screenshots/NAME.png, or to a path that ends in .png. */
  async screenshot(name: string): Promise<string> {
    const file = name.endsWith('.png') ? path.resolve(name) : path.join(root, 'out', 'screenshots', `${name.replace(/[^\w-]+/g, '-').slice(0, 80)}.png`);
    await mkdir(path.dirname(file), { recursive: true });
    await this.page.screenshot({ path: file });
    return file;
  }

  /** What VS Code's server printed, for the account of a failure. */
  get serverLog(): string {
    return this.#served.log();
  }

  async close(): Promise<void> {
    await this.#browser.close();
    await this.#served.stop();
    await this.#removeFiles();
  }
}
