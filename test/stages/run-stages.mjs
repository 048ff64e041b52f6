import { build, lint, typecheck } from './commands.mjs';
import { e2e } from './e2e.mjs';
import { vitestStage } from './vitest.mjs';
import { vscode } from './vscode.mjs';

const unit = vitestStage({ name: 'unit', title: 'Unit tests', minutes: 15, config: 'vitest.config.ts', needs: ['build'] });

/** @type {readonly import('./stage.mjs').Stage[]} */
const stages = [typecheck, lint, build, unit, vscode, e2e];

/** Runs the stages named, and those that they need, or all; ends the process with 0 when nothing failed. */
export async function runStages(/** @type {readonly string[]} */ names) {
  const unknown = names.filter((name) => !stages.some((stage) => stage.name === name));
  if (unknown.length > 0) {
    console.error(`There is no stage ${unknown.join(', ')}. The stages are: ${stages.map((stage) => stage.name).join(', ')}.`);
    process.exit(2);
  }
  const wanted = new Set(names.flatMap((name) => [name, ...(stages.find((stage) => stage.name === name)?.needs ?? [])]));
  const chosen = names.length === 0 ? stages : stages.filter((stage) => wanted.has(stage.name));

  const total = { passed: 0, failed: 0 };
  const table = [];
  for (const stage of chosen) {
    console.log(`\n── ${stage.title}`);
    const begun = Date.now();
    const { passed, failed } = await outcomeOf(stage);
    total.passed += passed;
    total.failed += failed;
    table.push(`${failed === 0 ? '✓' : '✗'} ${stage.title.padEnd(16)}${String(passed).padStart(6)} passed${String(failed).padStart(5)} failed${((Date.now() - begun) / 1000).toFixed(1).padStart(8)} s`);
    console.log(table.at(-1));
  }
  console.log(`\n${table.join('\n')}\n\n${total.passed} passed, ${total.failed} failed`);
  // Whatever a stage left behind is ended with this process.
  process.exit(total.failed === 0 ? 0 : 1);
}

async function outcomeOf(/** @type {import('./stage.mjs').Stage} */ stage) {
  const log = (/** @type {string} */ line) => console.log(line);
  const signal = AbortSignal.timeout(stage.timeoutMs);
  try {
    return await stage.run({ log, signal, timeoutMs: stage.timeoutMs });
  } catch (error) {
    console.log(error instanceof Error ? (error.stack ?? error.message) : String(error));
    return { passed: 0, failed: 1 };
  }
}
