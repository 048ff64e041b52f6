/**
 * Runs every check there is: `node test/run.mjs`, or some stages: `node test/run.mjs unit vscode`.
 * The last line is `N passed, N failed` over all of them; a stage that cannot run counts as a failure.
 */
import { ranInNode24 } from '../scripts/node24.mjs';

if (!(await ranInNode24())) {
  const { stages } = await import('./stages/all.mjs');
  const { choose, runStages } = await import('./stages/run-stages.mjs');
  let chosen;
  try {
    chosen = choose(stages, process.argv.slice(2));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(2);
  }
  const { failed } = await runStages(chosen, console.log);
  // Not waiting for anything: whatever a stage left behind is ended with this process.
  process.exit(failed === 0 ? 0 : 1);
}
