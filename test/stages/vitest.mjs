/** Stages that vitest runs, in Node: the unit tests, and the browser path. */
import { mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { childEnvironment, node24, root } from '../../scripts/paths.mjs';
import { run } from '../../scripts/processes.mjs';

/**
 * @param {object} options
 * @param {string} options.name
 * @param {string} options.title
 * @param {number} options.minutes
 * @param {string} options.config
 * @param {readonly string[]} [options.needs]
 * @param {(context: { log: (line: string) => void }) => Promise<{ env: NodeJS.ProcessEnv, done: () => Promise<void> }>} [options.prepare]
 * @returns {import('./stage.mjs').Stage}
 */
export function vitestStage({ name, title, minutes, config, needs = [], prepare }) {
  return {
    name,
    title,
    needs,
    timeoutMs: minutes * 60_000,
    async run({ log, timeoutMs }) {
      const report = path.join(root, 'out', `${name}-results.json`);
      await mkdir(path.dirname(report), { recursive: true });
      await rm(report, { force: true });
      const prepared = await prepare?.({ log });
      try {
        const { code, timedOut } = await run(node24(), [
          path.join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--config', config, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`,
        ], { cwd: root, env: childEnvironment({ ...prepared?.env, CI: 'true', ...(process.stdout.isTTY ? { FORCE_COLOR: '1' } : { NO_COLOR: '1' }) }), timeoutMs, onOutput: (text) => process.stdout.write(text) });
        if (timedOut) log(`vitest was ended after ${timeoutMs / 1000} s.`);
        return judge(await read(report), code, log);
      } finally {
        await prepared?.done();
      }
    },
  };
}

/** @typedef {{ status: string, fullName: string }} Assertion */
/** @typedef {{ testResults: { name: string, status: string, message: string, assertionResults: Assertion[] }[] }} Report */

/** @returns {Promise<Report | undefined>} */
async function read(/** @type {string} */ file) {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/**
 * vitest itself has printed its failures. A file that could not be loaded counts as one failure, and so does each test that was not run.
 * @param {Report | undefined} report
 * @param {number | null} code
 * @param {(line: string) => void} log
 */
export function judge(report, code, log) {
  if (!report) {
    log(`vitest left no report; it ended with code ${code}.`);
    return { passed: 0, failed: 1 };
  }
  const tests = report.testResults.flatMap((file) => file.assertionResults);
  const passed = tests.filter((test) => test.status === 'passed').length;
  for (const test of tests) if (test.status !== 'passed' && test.status !== 'failed') log(`NOT RUN (${test.status}): ${test.fullName}`);
  const broken = report.testResults.filter((file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'));
  for (const file of broken) log(`COULD NOT BE LOADED: ${file.name}\n${file.message}`);
  let failed = tests.length - passed + broken.length;
  if (tests.length === 0) log('There was no test to run.');
  else if (code !== 0 && failed === 0) log(`vitest ended with code ${code} for a reason outside of the tests.`);
  if (failed === 0 && (code !== 0 || tests.length === 0)) failed = 1;
  return { passed, failed };
}
