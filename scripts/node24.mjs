/** Lets a script be started with any Node from 20 on: it starts itself again with the Node 24 of node_modules. */
import { spawnSync } from 'node:child_process';
import { childEnvironment, node24 } from './paths.mjs';

/**
 * @returns {boolean} true when the script was run by the newer Node meanwhile: nothing is left to do. Its exit code is set.
 */
export function ranInNode24() {
  if (Number.parseInt(process.versions.node, 10) >= 24) return false;
  // A terminal's Ctrl+C reaches both; this one waits for the other to clean up.
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(signal, () => undefined);
  const { status } = spawnSync(node24(), process.argv.slice(1), { stdio: 'inherit', env: childEnvironment() });
  process.exitCode = status ?? 1;
  return true;
}
