/** The suite's host from npm alone: VS Code's server, whose extension host runs here, with its workbench in a headless browser. */
import { root } from '../../scripts/paths.mjs';
import { installVscode } from '../../scripts/vscode-install.mjs';
import { startServed } from '../../scripts/vscode-served.mjs';
import { launchBrowser } from './browser.mjs';

/** @typedef {{ entry: string, workspace: string, dataFolder: string, results: string, signal: AbortSignal, log: (line: string) => void }} SuiteRun */

/** VS Code's own TypeScript answers beside ours (hovers wait for both), and the suite asks nothing of it: it need not read types. */
const lightTypeScript = { 'js/ts.tsserver.useSyntaxServer': 'always', 'js/ts.tsserver.automaticTypeAcquisition.enabled': false };

/**
 * @param {SuiteRun} suite
 * @returns {Promise<string>} what the extension host and the server printed, for the account of a failure
 */
export async function runServed({ entry, workspace, dataFolder, results, signal, log }) {
  const vscode = await installVscode({ log });
  process.env['OVERLAP_TEST_RESULTS'] = results;
  const served = await startServed({ vscode, dataFolder, forTests: true, settings: lightTypeScript });
  const browser = await launchBrowser({ log }).catch(async (error) => {
    await served.stop();
    throw error;
  });
  const printed = /** @type {string[]} */ ([]);
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.exposeFunction('codeAutomationLog', (/** @type {string} */ type, /** @type {unknown[]} */ args) => printed.push(`${type}: ${args.map(String).join(' ')}`));
    const ended = new Promise((resolve, reject) => {
      void page.exposeFunction('codeAutomationExit', resolve).then(() => page.goto(served.url({
        folder: workspace,
        payload: [
          ['skipWelcome', 'true'],
          ['extensionDevelopmentPath', served.remote(root)],
          ['extensionTestsPath', served.remote(entry)],
        ],
      }))).catch(reject);
      page.once('crash', () => reject(new Error('The workbench page crashed.')));
      browser.once('disconnected', () => reject(new Error('The browser ended.')));
      served.process.once('exit', () => reject(new Error("VS Code's server ended.")));
      signal.addEventListener('abort', () => reject(signal.reason));
    });
    await ended;
  } catch (error) {
    printed.push(String(error));
  } finally {
    await browser.close();
    await served.stop();
  }
  return `${printed.join('\n')}\n${served.log()}`;
}
