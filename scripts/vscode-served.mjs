/** Starts VS Code's server on this machine alone (127.0.0.1, with a connection token), and ends it with everything it started. */
import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { childEnvironment, node24 } from './paths.mjs';
import { run, start, stop } from './processes.mjs';

/** No welcome page, no AI features, no telemetry, no questions. */
const quietSettings = {
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.enableExperiments': false,
  'chat.disableAIFeatures': true,
  'telemetry.telemetryLevel': 'off',
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'update.mode': 'none',
  'git.openRepositoryInParentFolders': 'never',
};

/**
 * @param {object} options
 * @param {string} options.vscode the installed server
 * @param {string} options.dataFolder where it keeps settings, extensions and logs
 * @param {Record<string, unknown>} [options.settings] beside the quiet ones; for a data folder that has none yet
 * @param {string} [options.ports] a range to choose a free one from; any free one by default
 * @param {boolean} [options.forTests] honour a page's payload (the extension to develop, the tests to run)
 * @param {boolean} [options.restricted] ask whether a folder is trusted, as a desktop VS Code does
 * @param {number} [options.timeoutMs]
 */
export async function startServed({ vscode, dataFolder, settings = {}, ports = '0', forTests = false, restricted = false, timeoutMs = 60_000 }) {
  const userFolder = path.join(dataFolder, 'data', 'User');
  await mkdir(userFolder, { recursive: true });
  await writeFile(path.join(userFolder, 'settings.json'), `${JSON.stringify({ ...quietSettings, ...settings }, null, 2)}\n`, { flag: 'wx' }).catch((error) => {
    // What a person has set since is kept.
    if (error.code !== 'EEXIST') throw error;
  });

  const token = randomBytes(16).toString('hex');
  const server = start(node24(), [
    'out/server-main.js',
    '--host', '127.0.0.1', '--port', ports, '--connection-token', token,
    '--server-data-dir', dataFolder, '--accept-server-license-terms', '--telemetry-level', 'off',
    ...(restricted ? [] : ['--disable-workspace-trust']),
    ...(forTests ? ['--enable-smoke-test-driver'] : []),
  ], { cwd: vscode, env: childEnvironment() });

  let log = '';
  const port = await new Promise((resolve, reject) => {
    const fail = (/** @type {string} */ why) => reject(new Error(`VS Code's server ${why}. It said:\n${log.trim() || '(nothing)'}`));
    const timer = setTimeout(() => fail(`was not ready after ${timeoutMs / 1000} s`), timeoutMs);
    const take = (/** @type {Buffer} */ chunk) => {
      log = (log + String(chunk)).slice(-100_000);
      const ready = /Extension host agent listening on (\d+)/.exec(log);
      if (!ready || !log.includes('Extension host agent started')) return;
      clearTimeout(timer);
      resolve(Number(ready[1]));
    };
    server.stdout?.on('data', take);
    server.stderr?.on('data', take);
    server.once('error', (error) => fail(`could not be started (${error.message})`));
    server.once('exit', (code) => {
      clearTimeout(timer);
      fail(`ended at once with code ${code}`);
    });
  }).catch(async (error) => {
    await stop(server);
    throw error;
  });
  server.removeAllListeners('error');

  const authority = `127.0.0.1:${port}`;
  return {
    process: server,
    /** What the server printed, its last part. */
    log: () => log,
    /** A path on this machine as the workbench names it. */
    remote: (/** @type {string} */ file) => `vscode-remote://${authority}${toUriPath(file)}`,
    /**
     * The page's address.
     * @param {{ folder: string, payload?: readonly (readonly [string, string])[] }} what
     */
    url({ folder, payload = [] }) {
      const query = new URLSearchParams({ tkn: token, folder: toUriPath(folder) });
      if (payload.length > 0) query.set('payload', JSON.stringify(payload));
      return `http://${authority}/?${query.toString()}`;
    },
    stop: () => stop(server),
  };
}

/** @typedef {Awaited<ReturnType<typeof startServed>>} Served */

/** `C:\a` is `/C:/a` in a URI. */
function toUriPath(/** @type {string} */ file) {
  const slashes = file.replaceAll('\\', '/');
  return slashes.startsWith('/') ? slashes : `/${slashes}`;
}

/**
 * Installs a packaged extension, as a person would.
 * @param {{ vscode: string, dataFolder: string, vsix: string }} options
 */
export async function installExtension({ vscode, dataFolder, vsix }) {
  const { code, output } = await run(node24(), [
    'out/server-main.js', '--server-data-dir', dataFolder, '--install-extension', vsix, '--force', '--accept-server-license-terms', '--telemetry-level', 'off',
  ], { cwd: vscode, env: childEnvironment(), timeoutMs: 60_000 });
  if (code !== 0 || !/was successfully installed/.test(output)) throw new Error(`VS Code did not install ${vsix}:\n${output.trim()}`);
}
