/** One of two processes that fill the same folder at once (processes.test.ts). */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { cached } from '../../../scripts/cache.mjs';

const base = process.argv[2] ?? '';
const folder = await cached('thing-1', async ({ folder: partial }) => {
  await new Promise((resolve) => setTimeout(resolve, 300));
  await writeFile(path.join(partial, 'file'), 'whole');
}, { base, log: () => undefined });
console.log(folder);
