/** The suite's host where there is a desktop VS Code: OVERLAP_VSCODE names its executable, or the version to download (`stable`, `1.100.0`). */
import { runTests } from '@vscode/test-electron';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { cacheFolder, root } from '../../scripts/paths.mjs';

/**
 * @param {import('./served.mjs').SuiteRun & { wanted: string }} suite
 * @returns {Promise<string>} nothing: this host prints to our own streams
 */
export async function runDesktop({ wanted, entry, workspace, dataFolder, results }) {
  await runTests({
    ...(existsSync(wanted) ? { vscodeExecutablePath: wanted } : { version: wanted, cachePath: cacheFolder }),
    extensionDevelopmentPath: root,
    extensionTestsPath: entry,
    extensionTestsEnv: { OVERLAP_TEST_RESULTS: results },
    launchArgs: [
      workspace,
      '--user-data-dir', path.join(dataFolder, 'user'), '--extensions-dir', path.join(dataFolder, 'extensions'),
      '--disable-extensions', '--disable-workspace-trust', '--skip-welcome', '--skip-release-notes', '--disable-telemetry',
      ...(process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ],
  }).catch((error) => {
    // Failed tests end the host with code 1; the records tell which. Anything else shows as records that have no end.
    console.error(String(error));
  });
  return '';
}
