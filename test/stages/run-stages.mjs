/** @typedef {import('./stage.mjs').Stage} Stage */
/** @typedef {import('./stage.mjs').Outcome} Outcome */

/**
 * The stages named and those that they need, in their order; all where none is named.
 * @param {readonly Stage[]} stages
 * @param {readonly string[]} names
 * @throws {Error} where a name is not a stage's
 */
export function choose(stages, names) {
  const unknown = names.filter((name) => !stages.some((stage) => stage.name === name));
  if (unknown.length > 0) throw new Error(`There is no stage ${unknown.join(', ')}. The stages are: ${stages.map((stage) => stage.name).join(', ')}.`);
  const wanted = new Set(names.flatMap((name) => [name, ...(stages.find((stage) => stage.name === name)?.needs ?? [])]));
  return names.length === 0 ? stages : stages.filter((stage) => wanted.has(stage.name));
}

/**
 * Runs stages one after the other, whether or not one fails. The last line is `N passed, N failed`.
 * @param {readonly Stage[]} stages
 * @param {(line: string) => void} log
 * @returns {Promise<Outcome>} the sum
 */
export async function runStages(stages, log) {
  const total = { passed: 0, failed: 0 };
  const table = [];
  for (const stage of stages) {
    log(`\n── ${stage.title}`);
    const begun = Date.now();
    const { passed, failed } = await outcomeOf(stage, log);
    total.passed += passed;
    total.failed += failed;
    const row = `${failed === 0 ? '✓' : '✗'} ${stage.title.padEnd(16)}${String(passed).padStart(6)} passed${String(failed).padStart(5)} failed${((Date.now() - begun) / 1000).toFixed(1).padStart(8)} s`;
    table.push(row);
    log(row);
  }
  log(`\n${table.join('\n')}\n`);
  log(`${total.passed} passed, ${total.failed} failed`);
  return total;
}

/** A stage that cannot run, or that ran nothing, has failed. @returns {Promise<Outcome>} */
async function outcomeOf(/** @type {Stage} */ stage, /** @type {(line: string) => void} */ log) {
  try {
    const outcome = await stage.run({ log, signal: AbortSignal.timeout(stage.timeoutMs), timeoutMs: stage.timeoutMs });
    if (outcome.passed + outcome.failed > 0) return outcome;
    log('Nothing was run.');
  } catch (error) {
    log(error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
  return { passed: 0, failed: 1 };
}
