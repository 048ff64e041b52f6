import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { build } from 'esbuild';
import { expect, test } from 'vitest';
import { bundles } from '../../scripts/bundles.mjs';

test('what the extension host loads at start-up is small, and has no parser in it', async () => {
  const bundle = bundles({ production: true }).find(({ outfile }) => outfile === 'dist/extension.cjs');
  if (!bundle) throw new Error('dist/extension.cjs is not built');
  const { metafile, outputFiles } = await build({ ...bundle, write: false, metafile: true });
  const packages = new Set(Object.keys(metafile.inputs).flatMap((file) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? []));
  expect(packages).not.toContain('typescript');
  // A millisecond of parsing: what needs more belongs into a worker.
  expect(outputFiles[0]?.contents.byteLength).toBeLessThan(72 * 1024);
});

test('the worker starts as the extension starts it, and answers', async () => {
  const bundle = bundles({ production: true }).find(({ outfile }) => outfile === 'dist/worker.cjs');
  if (!bundle) throw new Error('dist/worker.cjs is not built');
  const { outputFiles } = await build({ ...bundle, write: false });
  const worker = new Worker(outputFiles[0]?.text ?? '', { eval: true });
  try {
    const source = { path: 'a.ts', text: 'export async function load() { const a = await one(); const b = await two(); return [a, b]; }', disk: null, settings: { durations: {}, thresholdMs: 1, types: false, catalogue: [], limit: 8, helper: null } };
    worker.postMessage({ id: 7, type: 'outline', ask: { source } });
    const [reply] = (await once(worker, 'message')) as [unknown];
    expect(reply).toMatchObject({ id: 7, answer: { errors: [], functions: [{ name: 'load' }] } });
  } finally {
    await worker.terminate();
  }
});
