/**
 * Folders that are filled once and kept in .vscode-test/.
 *
 * A folder appears under its name only when it is whole, by one rename, with a stamp that counts its files and bytes; a folder whose count is off
 * is filled again. Each process fills a folder of its own, so that two at once cannot disturb each other: the first to finish wins. A folder that
 * a dead process left half filled is taken over, with the steps it had done.
 */
import { existsSync } from 'node:fs';
import { mkdir, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { cacheFolder } from './paths.mjs';

const stampName = '.complete.json';

/** @typedef {{ folder: string, step: (name: string, work: () => Promise<void>) => Promise<void> }} Filling */

/**
 * @param {string} name of the folder, with the version of what it holds
 * @param {(filling: Filling) => Promise<void>} fill fills `folder`, in steps that are not repeated when a later run takes over
 * @param {{ log?: (line: string) => void, base?: string }} [options]
 * @returns {Promise<string>} the folder
 */
export async function cached(name, fill, { log = console.log, base = cacheFolder } = {}) {
  const folder = path.join(base, name);
  if (await isWhole(folder)) return folder;
  await mkdir(base, { recursive: true });
  if (existsSync(folder)) {
    log(`${folder} is damaged: filling it again.`);
    await discard(folder);
  }

  const partial = path.join(base, `${name}.partial-${process.pid}`);
  await takeOver(base, name, partial);
  await mkdir(partial, { recursive: true });
  await fill({
    folder: partial,
    async step(step, work) {
      const done = path.join(partial, `.done-${step}`);
      if (existsSync(done)) return;
      await work();
      await writeFile(done, '');
    },
  });
  await writeFile(path.join(partial, stampName), JSON.stringify(await count(partial)));
  try {
    await rename(partial, folder);
  } catch (error) {
    // Another process was quicker.
    if (!(await isWhole(folder))) throw error;
    await discard(partial);
  }
  return folder;
}

/** Renames the folder that a dead process left, if there is one, to the name of this process's own. */
async function takeOver(/** @type {string} */ base, /** @type {string} */ name, /** @type {string} */ partial) {
  for (const entry of await readdir(base)) {
    const pid = entry.startsWith(`${name}.partial-`) ? Number(entry.slice(`${name}.partial-`.length)) : Number.NaN;
    if (Number.isNaN(pid) || (pid !== process.pid && isAlive(pid))) continue;
    try {
      await rename(path.join(base, entry), partial);
      return;
    } catch {
      // Taken over by another process at the same moment.
    }
  }
}

function isAlive(/** @type {number} */ pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

async function isWhole(/** @type {string} */ folder) {
  let stamp;
  try {
    stamp = /** @type {unknown} */ (JSON.parse(await readFile(path.join(folder, stampName), 'utf8')));
  } catch {
    return false;
  }
  const { files, bytes } = await count(folder);
  return typeof stamp === 'object' && stamp !== null && 'files' in stamp && stamp.files === files && 'bytes' in stamp && stamp.bytes === bytes;
}

/** How many files a folder holds, and their bytes; the stamp itself is not counted. */
async function count(/** @type {string} */ folder) {
  const entries = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile() && entry.name !== stampName);
  let bytes = 0;
  for (let from = 0; from < entries.length; from += 256) {
    const sizes = await Promise.all(entries.slice(from, from + 256).map(async (entry) => (await stat(path.join(entry.parentPath, entry.name))).size));
    bytes += sizes.reduce((sum, size) => sum + size, 0);
  }
  return { files: entries.length, bytes };
}

/** Moves a folder out of the way before deleting it, so that nobody meets it half deleted. */
async function discard(/** @type {string} */ folder) {
  const rubbish = `${folder}.rubbish-${process.pid}`;
  await rename(folder, rubbish);
  await rm(rubbish, { recursive: true, force: true, maxRetries: 3 });
}
