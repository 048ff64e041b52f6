/** The suite inside a real extension host. OVERLAP_VSCODE names a desktop VS Code; without it, the served one is used. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { root } from '../../scripts/paths.mjs';
import { copyExamples, temporaryFolder } from '../hosts/workspace.mjs';
import { bundleSuite } from '../vscode/bundle.mjs';

/** @typedef {import('../vscode/index.ts').ResultRecord} ResultRecord */

/** @type {import('./stage.mjs').Stage} */
export const vscode = {
  name: 'vscode',
  title: 'Extension host',
  timeoutMs: 20 * 60_000,
  needs: ['build'],
  async run({ log, signal }) {
    const results = path.join(root, 'out', 'vscode-results.jsonl');
    await mkdir(path.dirname(results), { recursive: true });
    await writeFile(results, '');
    const files = await temporaryFolder();
    const follower = follow(results, log);
    try {
      const suite = { entry: await bundleSuite(), workspace: await copyExamples(files.folder), dataFolder: path.join(files.folder, 'data'), results, signal, log };
      const wanted = process.env['OVERLAP_VSCODE'];
      const printed = wanted
        ? await (await import('../hosts/desktop.mjs')).runDesktop({ ...suite, wanted })
        : await (await import('../hosts/served.mjs')).runServed(suite);
      return judge(await follower.end(), printed, log);
    } finally {
      await follower.end();
      await files.remove();
    }
  },
};

/** Prints the records as they come. */
function follow(/** @type {string} */ file, /** @type {(line: string) => void} */ log) {
  /** @type {ResultRecord[]} */
  const records = [];
  let reading = Promise.resolve();
  const read = async () => {
    const lines = (await readFile(file, 'utf8')).split('\n').slice(0, -1);
    for (const line of lines.slice(records.length)) {
      const record = /** @type {ResultRecord} */ (JSON.parse(line));
      records.push(record);
      switch (record.type) {
        case 'pass': log(`  ✓ ${record.title} (${record.ms} ms)`); break;
        case 'fail': log(`  ✗ ${record.title}\n${record.error}\n`); break;
        case 'skip': log(`  ✗ ${record.title}: skipped, which counts as failed`); break;
        case 'end': break;
      }
    }
  };
  const timer = setInterval(() => (reading = reading.then(read)), 500);
  return {
    async end() {
      clearInterval(timer);
      await (reading = reading.then(read));
      return records;
    },
  };
}

/** A host that ends before its tests do is a failure; what it printed says why. */
export function judge(/** @type {readonly ResultRecord[]} */ records, /** @type {string} */ printed, /** @type {(line: string) => void} */ log) {
  const passed = records.filter((record) => record.type === 'pass').length;
  const failed = records.filter((record) => record.type === 'fail' || record.type === 'skip').length;
  const ended = records.some((record) => record.type === 'end');
  if (ended && passed + failed > 0) return { passed, failed };
  log(ended ? 'There was no test to run.' : `The extension host ended before the tests did. It printed:\n${printed.trim()}`);
  return { passed, failed: failed + 1 };
}
