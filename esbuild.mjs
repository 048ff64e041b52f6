/**
 * Builds dist/: the extension host's half, the analysis worker, the CLI and the panel.
 *
 *   node esbuild.mjs [--watch] [--production]
 *
 * The TypeScript parser (9 MB) is only in worker.cjs and cli.js: the extension host loads extension.cjs at start-up, so that one stays
 * small (test/unit/bundle.test.ts holds it to that through dist/meta.json).
 */
import { existsSync } from 'node:fs';
import { chmod, mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as esbuild from 'esbuild';

const root = import.meta.dirname;
const watch = process.argv.includes('--watch');
const production = process.argv.includes('--production');

/** @type {esbuild.BuildOptions} */
const shared = {
  absWorkingDir: root,
  bundle: true,
  minify: production,
  sourcemap: !production,
  sourcesContent: false,
  metafile: true,
  logLevel: 'warning',
  define: { 'process.env.NODE_ENV': production ? '"production"' : '"development"' },
};

/** VS Code 1.100, the oldest that the manifest allows, runs Node 20 and Chromium 132. @type {esbuild.BuildOptions} */
const host = { ...shared, platform: 'node', format: 'cjs', target: 'node20', external: ['vscode'] };

/** The parser is CommonJS: it asks for three names that an ES module has to make for itself. `main.ts` itself has no `#!` line. */
const commonJsInModule = `#!/usr/bin/env node
import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url), __filename = import.meta.filename, __dirname = import.meta.dirname;`;

/** @type {Record<string, esbuild.BuildOptions>} */
const bundles = {
  'dist/extension.cjs': { ...host, entryPoints: ['src/extension.ts'] },
  'dist/worker.cjs': { ...host, entryPoints: ['src/worker/worker.ts'] },
  'dist/cli.js': {
    ...shared,
    entryPoints: ['src/cli/main.ts'],
    platform: 'node',
    format: 'esm',
    target: 'node20',
    banner: { js: commonJsInModule },
  },
  'dist/webview/panel.js': {
    ...shared,
    entryPoints: ['webview-ui/panel.ts'],
    platform: 'browser',
    format: 'iife',
    target: 'chrome132',
    tsconfig: 'webview-ui/tsconfig.json',
    loader: { '.ttf': 'file', '.svg': 'dataurl' },
    assetNames: '[name]',
  },
};

const present = Object.entries(bundles).filter(([outfile, options]) => {
  const [entry] = /** @type {string[]} */ (options.entryPoints);
  if (existsSync(path.join(root, entry ?? ''))) return true;
  console.log(`skipped ${outfile}: ${entry} is not there yet`);
  return false;
});

/** What each bundle is made of, for the tests and for a look with esbuild's analyser. */
async function finish(/** @type {(readonly [string, esbuild.BuildResult])[]} */ results) {
  const meta = Object.fromEntries(results.map(([outfile, result]) => [outfile, result.metafile]));
  await writeFile(path.join(root, 'dist/meta.json'), JSON.stringify(meta));
  if ('dist/cli.js' in meta) await chmod(path.join(root, 'dist/cli.js'), 0o755);
  for (const [outfile, metafile] of Object.entries(meta)) {
    const bytes = metafile?.outputs[outfile]?.bytes ?? 0;
    console.log(`${outfile.padEnd(24)}${(bytes / 1024).toFixed(0).padStart(7)} KiB`);
  }
}

if (watch) {
  await mkdir(path.join(root, 'dist'), { recursive: true });
  const report = {
    name: 'report',
    setup(/** @type {esbuild.PluginBuild} */ build) {
      // The words that the problem matcher of .vscode/tasks.json waits for.
      build.onStart(() => console.log('[watch] build started'));
      build.onEnd((result) => console.log(`[watch] build finished: ${build.initialOptions.outfile}, ${result.errors.length} errors`));
    },
  };
  for (const [outfile, options] of present) {
    const context = await esbuild.context({ ...options, outfile, plugins: [report] });
    await context.watch();
  }
} else {
  await rm(path.join(root, 'dist'), { recursive: true, force: true });
  await mkdir(path.join(root, 'dist'), { recursive: true });
  try {
    await finish(await Promise.all(present.map(async ([outfile, options]) => /** @type {const} */ ([outfile, await esbuild.build({ ...options, outfile })]))));
  } catch (error) {
    // Errors in the source were printed with their places already.
    if (!(error instanceof Error && 'errors' in error)) throw error;
    process.exitCode = 1;
  }
}
