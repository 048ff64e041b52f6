/** Lets a script be started with any Node from 20 on: it starts itself again with the Node 24 of node_modules. */
import { spawn } from 'node:child_process';
import { childEnvironment, node24 } from './paths.mjs';

/** @returns {Promise<boolean>} true when the newer Node has run the script meanwhile: nothing is left to do, and the exit code is set. */
export async function ranInNode24() {
  if (Number.parseInt(process.versions.node, 10) >= 24) return false;
  const child = spawn(node24(), process.argv.slice(1), { stdio: 'inherit', env: childEnvironment() });
  // A terminal's Ctrl+C reaches both, and this one only waits; what another process sends to this one alone is handed on.
  process.on('SIGINT', () => undefined);
  for (const signal of /** @type {const} */ (['SIGTERM', 'SIGHUP'])) process.on(signal, () => child.kill(signal));
  process.exitCode = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
  return true;
}
