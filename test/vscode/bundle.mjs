/** Bundles the suite for the extension host: out/test/vscode/index.cjs and one file per test file, whose names need no list. Also a command. */
import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import * as esbuild from 'esbuild';
import { root } from '../../scripts/paths.mjs';

const out = path.join(root, 'out', 'test', 'vscode');

/** @returns {Promise<string>} the module whose `run()` the extension host calls */
export async function bundleSuite() {
  await rm(out, { recursive: true, force: true });
  const suite = await readdir(path.join(import.meta.dirname, 'suite'), { recursive: true });
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: ['test/vscode/index.ts', ...suite.filter((file) => file.endsWith('.test.ts')).map((file) => `test/vscode/suite/${file.replaceAll('\\', '/')}`)],
    outbase: 'test/vscode',
    outdir: out,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: ['vscode'],
    packages: 'external',
    sourcemap: true,
    logLevel: 'warning',
  });
  return path.join(out, 'index.cjs');
}

if (process.argv[1] === import.meta.filename) await bundleSuite();
