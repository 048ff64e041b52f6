/** Stages that are one command: it passes or it fails. */
import path from 'node:path';
import { childEnvironment, node24, root } from '../../scripts/paths.mjs';
import { run } from '../../scripts/processes.mjs';

/** A program of node_modules, by the script that its package names. */
const tool = (/** @type {string} */ script) => path.join(root, 'node_modules', script);

/**
 * @param {string} name
 * @param {string} title
 * @param {number} minutes
 * @param {readonly (readonly string[])[]} commands the arguments of Node, one command after the other
 * @returns {import('./stage.mjs').Stage}
 */
function commandStage(name, title, minutes, commands) {
  return {
    name,
    title,
    timeoutMs: minutes * 60_000,
    async run({ log, timeoutMs }) {
      let ok = true;
      for (const args of commands) {
        const { code, output, timedOut } = await run(node24(), args, { cwd: root, env: childEnvironment(), timeoutMs });
        if (code === 0) continue;
        ok = false;
        log(output.trim());
        log(timedOut ? `It was ended after ${timeoutMs / 1000} s.` : `It ended with code ${code}.`);
      }
      return ok ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
    },
  };
}

export const typecheck = commandStage('typecheck', 'Type check', 5, [
  [tool('typescript/bin/tsc'), '-p', 'tsconfig.json'],
  [tool('typescript/bin/tsc'), '-p', 'webview-ui/tsconfig.json'],
  [tool('typescript/bin/tsc'), '-p', 'examples'],
  [tool('typescript/bin/tsc'), '-p', 'test/corpus'],
]);
export const lint = commandStage('lint', 'Lint', 10, [[tool('eslint/bin/eslint.js'), '.', '--max-warnings', '0']]);
export const build = commandStage('build', 'Build', 3, [['esbuild.mjs']]);
