/**
 * What dist/ is made of. The TypeScript parser (9 MB) is only in worker.cjs and cli.js: the extension host loads extension.cjs at start-up,
 * so that one stays small (test/unit/bundles.test.ts holds it to that).
 */
import { root } from './paths.mjs';

/** @typedef {import('esbuild').BuildOptions & { outfile: string, entryPoints: [string] }} Bundle */

/** The parser is CommonJS: it asks for three names that an ES module has to make for itself. `main.ts` itself has no `#!` line. */
const commonJsInModule = `#!/usr/bin/env node
import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url), __filename = import.meta.filename, __dirname = import.meta.dirname;`;

/**
 * @param {{ production: boolean }} options minified, and without source maps, in production
 * @returns {Bundle[]}
 */
export function bundles({ production }) {
  /** @satisfies {import('esbuild').BuildOptions} */
  const shared = {
    absWorkingDir: root,
    bundle: true,
    minify: production,
    sourcemap: !production,
    sourcesContent: false,
    logLevel: 'warning',
    define: { 'process.env.NODE_ENV': production ? '"production"' : '"development"' },
  };
  /** For Node esbuild would take the CommonJS form of a package first, and some of those cannot be bundled. */
  const mainFields = ['module', 'main'];
  /** VS Code 1.100, the oldest that the manifest allows, runs Node 20 and Chromium 132. @satisfies {import('esbuild').BuildOptions} */
  const host = { ...shared, mainFields, platform: 'node', format: 'cjs', target: 'node20', external: ['vscode'] };
  return [
    { ...host, entryPoints: ['src/extension.ts'], outfile: 'dist/extension.cjs' },
    {
      ...host,
      entryPoints: ['src/worker/worker.ts'],
      outfile: 'dist/worker.cjs',
      // A package that globs is an ES module and asks where it is.
      banner: { js: "const __moduleUrl = require('node:url').pathToFileURL(__filename).href;" },
      define: { ...shared.define, 'import.meta.url': '__moduleUrl' },
    },
    { ...host, entryPoints: ['src/worker/scenario-worker.ts'], outfile: 'dist/scenario-worker.cjs' },
    { ...shared, mainFields, entryPoints: ['src/cli/main.ts'], outfile: 'dist/cli.js', platform: 'node', format: 'esm', target: 'node20', banner: { js: commonJsInModule } },
    {
      ...shared,
      entryPoints: ['webview-ui/panel.ts'],
      outfile: 'dist/webview/panel.js',
      platform: 'browser',
      format: 'iife',
      target: 'chrome132',
      tsconfig: 'webview-ui/tsconfig.json',
      loader: { '.ttf': 'file', '.svg': 'dataurl' },
      assetNames: '[name]',
    },
  ];
}
