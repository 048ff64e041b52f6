/**
 * Runs every check there is: `node test/run.mjs`, or some stages: `node test/run.mjs unit vscode`.
 * The last line is `N passed, N failed` over all of them; a stage that cannot run counts as a failure.
 */
import { ranInNode24 } from '../scripts/node24.mjs';

if (!(await ranInNode24())) {
  const { runStages } = await import('./stages/run-stages.mjs');
  await runStages(process.argv.slice(2));
}
