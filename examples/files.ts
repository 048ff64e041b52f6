import { createReadStream } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

interface Settings {
  manifest: unknown;
  ignored: string[];
  readme: string;
}

/** Three files that know nothing of one another, with plain lines between. */
export async function loadSettings(folder: string): Promise<Settings> {
  const manifest = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as unknown;
  const ignored = (await readFile(join(folder, '.gitignore'), 'utf8')).split('\n');
  const kept = ignored.filter((line) => line !== '');
  const readme = await readFile(join(folder, 'README.md'), 'utf8');
  return { manifest, ignored: kept, readme };
}

/** A folder, a file in it, and the name under which it is found: one after the other, or not at all. */
export async function writeReport(folder: string, text: string): Promise<string> {
  const target = join(folder, 'report.txt');
  await mkdir(folder, { recursive: true });
  await writeFile(`${target}.part`, text);
  await rename(`${target}.part`, target);
  return target;
}

/** Two files written under different names: they could overlap, but an error would leave other files behind. */
export async function writeBoth(folder: string, csv: string, html: string): Promise<void> {
  await writeFile(join(folder, 'report.csv'), csv);
  await writeFile(join(folder, 'report.html'), html);
}

/** Lines of a file as they come. */
export async function countLines(path: string, word: string): Promise<number> {
  let count = 0;
  for await (const line of createInterface({ input: createReadStream(path) })) {
    if (line.includes(word)) count += 1;
  }
  return count;
}

export async function removeReports(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
}
