import { cp, mkdtemp, realpath, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { root } from '../../scripts/paths.mjs';

/** A folder for one run, deleted afterwards. Its path is short: VS Code puts sockets into it, whose paths may have 100 characters. */
export async function temporaryFolder() {
  const folder = await realpath(await mkdtemp(path.join(tmpdir(), 'overlap-')));
  return {
    folder,
    remove: () => rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }),
  };
}

/** A copy of the example application that a test may change. Node's types are found beside it, as they are in the repository. */
export async function copyExamples(/** @type {string} */ into) {
  const folder = path.join(into, 'examples');
  await symlink(path.join(root, 'node_modules'), path.join(into, 'node_modules'), 'junction');
  await cp(path.join(root, 'examples'), folder, { recursive: true });
  return folder;
}
