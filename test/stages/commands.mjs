/** Stages that are one npm script: it passes or it fails. */
import { childEnvironment, root } from '../../scripts/paths.mjs';
import { run } from '../../scripts/processes.mjs';

/**
 * @param {string} script
 * @param {string} title
 * @param {number} minutes
 * @returns {import('./stage.mjs').Stage}
 */
function scriptStage(script, title, minutes) {
  return {
    name: script,
    title,
    timeoutMs: minutes * 60_000,
    async run({ log, timeoutMs }) {
      const { code, output, timedOut } = await run('npm', ['run', '--silent', script], { cwd: root, env: childEnvironment(), timeoutMs, shell: process.platform === 'win32' });
      if (code === 0) return { passed: 1, failed: 0 };
      log(output.trim());
      log(timedOut ? `It was ended after ${timeoutMs / 1000} s.` : `It ended with code ${code}.`);
      return { passed: 0, failed: 1 };
    },
  };
}

export const typecheck = scriptStage('typecheck', 'Type check', 5);
export const lint = scriptStage('lint', 'Lint', 10);
export const build = scriptStage('build', 'Build', 3);
