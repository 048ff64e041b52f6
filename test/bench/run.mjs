/**
 * Runs every benchmark in this folder, or those whose names are given:
 *
 *     npm run bench
 *     npm run bench engine
 *
 * Each runs in a process of its own, one after the other, and prints ratios measured within that process.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';

const folder = import.meta.dirname;
const wanted = process.argv.slice(2);
const known = readdirSync(folder).filter((name) => name.endsWith('.bench.ts')).map((name) => name.slice(0, -'.bench.ts'.length)).sort();
const unknown = wanted.filter((name) => !known.includes(name));
if (unknown.length > 0) {
  console.error(`There is no benchmark ${unknown.join(', ')}; there are ${known.join(', ')}.`);
  process.exit(2);
}

let failed = 0;
for (const name of wanted.length > 0 ? wanted : known) {
  console.log(`\n── ${name} ${'─'.repeat(Math.max(0, 70 - name.length))}\n`);
  const { status } = spawnSync(process.execPath, [path.join(folder, `${name}.bench.ts`)], { stdio: 'inherit' });
  if (status !== 0) failed++;
}
process.exitCode = failed === 0 ? 0 : 1;
