/** Makes the reference pictures of the panel again (`npm run pictures`). Build first, and look at them before they are committed. */
import path from 'node:path';
import { childEnvironment, node24, root } from './paths.mjs';
import { run } from './processes.mjs';

const { code } = await run(node24(), [path.join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--config', 'test/e2e/vitest.config.ts', 'test/e2e/panel/pictures'], {
  cwd: root,
  env: childEnvironment({ OVERLAP_REMAKE_PICTURES: '1' }),
  onOutput: (text) => process.stdout.write(text),
});
process.exit(code ?? 1);
