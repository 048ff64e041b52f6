/**
 * Builds dist/: the extension host's half, the analysis worker, the CLI and the panel.
 *
 *   node esbuild.mjs [--watch] [--production]
 */
import { chmod, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import * as esbuild from 'esbuild';
import { bundles } from './scripts/bundles.mjs';
import { root } from './scripts/paths.mjs';

const all = bundles({ production: process.argv.includes('--production') });
await rm(path.join(root, 'dist'), { recursive: true, force: true });

if (process.argv.includes('--watch')) {
  const plugins = [reporter()];
  const contexts = await Promise.all(all.map((bundle) => esbuild.context({ ...bundle, plugins })));
  await Promise.all(contexts.map((context) => context.watch()));
} else {
  try {
    await Promise.all(all.map((bundle) => esbuild.build(bundle)));
    await report();
  } catch (error) {
    // Errors in the source were printed with their places already.
    if (!(error instanceof Error && 'errors' in error)) throw error;
    process.exitCode = 1;
  }
}

/** Prints what was made, and makes the CLI a program. */
async function report() {
  for (const { outfile } of all) {
    const file = path.join(root, outfile);
    if (outfile === 'dist/cli.js') await chmod(file, 0o755);
    console.log(`${outfile.padEnd(24)}${((await stat(file)).size / 1024).toFixed(0).padStart(7)} KiB`);
  }
}

/**
 * Says when the first bundle begins and when the last has ended, in the words that the problem matcher in .vscode/tasks.json waits for.
 * @returns {esbuild.Plugin}
 */
function reporter() {
  let busy = 0;
  return {
    name: 'reporter',
    setup(build) {
      build.onStart(() => {
        if (busy++ === 0) console.log('[watch] build started');
      });
      build.onEnd(() => {
        if (--busy === 0) console.log('[watch] build finished');
      });
    },
  };
}
