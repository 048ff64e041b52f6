/** The suite's host where there is a desktop VS Code: its executable is named by OVERLAP_VSCODE. */
import { runTests } from '@vscode/test-electron';
import path from 'node:path';
import { root } from '../../scripts/paths.mjs';

/**
 * @param {import('./served.mjs').SuiteRun & { executable: string }} suite
 * @returns {Promise<string>} nothing: this host prints to our own streams
 */
export async function runDesktop({ executable, entry, workspace, dataFolder, results }) {
  await runTests({
    vscodeExecutablePath: executable,
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
