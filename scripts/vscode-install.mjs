/**
 * Gets a real VS Code from the npm registry alone: the package code-server carries VS Code's own server, workbench and extension host.
 * Of that package only lib/vscode is kept. Its two shrinkwrap files pin everything below it by hash; the package itself is pinned here.
 */
import { createHash } from 'node:crypto';
import { copyFile, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { cached } from './cache.mjs';
import { childEnvironment } from './paths.mjs';
import { run } from './processes.mjs';
import { during } from './progress.mjs';

const version = '4.139.1';
const integrity = 'sha512-fUYvJVdz4ZoVJfakGiGWXFMpF8K1ObsrpGvX17ZxNpKOzdNHs7lANT670JTr4ZhA8DnWqyvvmFG/d3HV9Yy6ew==';
/** To be raised when what is made of the package changes. */
const revision = 2;
/** The VS Code inside. */
export const vscodeVersion = '1.139.1';

const install = ['install', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];

/**
 * @param {{ log?: (line: string) => void, base?: string }} [options]
 * @returns {Promise<string>} the folder of VS Code's server, with out/server-main.js in it
 */
export async function installVscode({ log = console.log, base } = {}) {
  const name = `vscode-${vscodeVersion}-code-server-${version}-${revision}`;
  return cached(name, async ({ folder, step }) => {
    log(`VS Code ${vscodeVersion} is not here yet: fetching it from the npm registry, once (200 MB, kept in .vscode-test/).`);
    await step('package', () => during('1 of 4: downloading the package code-server', () => download(folder), { log }));
    await step('unpack', () => during('2 of 4: unpacking it', () => unpack(folder), { log }));
    await step('server', () => during('3 of 4: installing what the server needs', () => npm(install, folder), { log }));
    await step('stand-ins', () => standIn(folder));
    await step('extensions', () => during('4 of 4: installing what the built-in extensions need', () => npm(install, path.join(folder, 'extensions')), { log }));
  }, base === undefined ? { log } : { log, base });
}

async function download(/** @type {string} */ folder) {
  await npm(['pack', `code-server@${version}`, '--loglevel=error'], folder);
  const actual = `sha512-${createHash('sha512').update(await readFile(path.join(folder, tarball))).digest('base64')}`;
  if (actual === integrity) return;
  await rm(path.join(folder, tarball));
  throw new Error(`code-server ${version} from the npm registry is not the package that was tested (${actual}, expected ${integrity}).`);
}

const tarball = `code-server-${version}.tgz`;

async function unpack(/** @type {string} */ folder) {
  const unpacked = await run('tar', ['-xzf', tarball, '--strip-components=3', 'package/lib/vscode'], { cwd: folder });
  if (unpacked.code !== 0) throw new Error(`Could not unpack ${path.join(folder, tarball)}: ${unpacked.output.trim()}`);
  await rm(path.join(folder, tarball));
}

/** Two native modules would have to be compiled. */
async function standIn(/** @type {string} */ folder) {
  const own = path.join(import.meta.dirname, 'served');
  await copyFile(path.join(own, 'spdlog.cjs'), path.join(folder, 'node_modules/@vscode/spdlog/index.js'));
  await copyFile(path.join(own, 'watchdog.cjs'), path.join(folder, 'node_modules/@vscode/native-watchdog/index.js'));
}

async function npm(/** @type {readonly string[]} */ args, /** @type {string} */ cwd) {
  const { code, output } = await run('npm', args, { cwd, env: childEnvironment(), shell: process.platform === 'win32' });
  if (code === 0) return;
  const offline = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ENETUNREACH|ENOTCACHED|EHOSTUNREACH/.test(output);
  const reason = offline
    ? 'The npm registry cannot be reached, and VS Code was not fetched before. Connect once and run this again: what was fetched is kept, and later runs need no network.'
    : 'npm could not fetch VS Code.';
  throw new Error(`${reason}\n\nnpm ${args.join(' ')}\n${output.trim()}`);
}
