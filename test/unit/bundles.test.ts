import { build } from 'esbuild';
import { expect, test } from 'vitest';
import { bundles } from '../../scripts/bundles.mjs';

test('what the extension host loads at start-up is small, and has no parser in it', async () => {
  const bundle = bundles({ production: true }).find(({ outfile }) => outfile === 'dist/extension.cjs');
  if (!bundle) throw new Error('dist/extension.cjs is not built');
  const { metafile, outputFiles } = await build({ ...bundle, write: false, metafile: true });
  const packages = new Set(Object.keys(metafile.inputs).flatMap((file) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? []));
  expect(packages).not.toContain('typescript');
  expect(outputFiles[0]?.contents.byteLength).toBeLessThan(64 * 1024);
});
