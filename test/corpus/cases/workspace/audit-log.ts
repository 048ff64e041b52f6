import { readFile, writeFile } from 'node:fs/promises';

async function append(entry: string) {
  await writeFile('audit.json', entry);
  return entry.length;
}

async function readAll() {
  return JSON.parse(await readFile('audit.json', 'utf8'));
}

export async function readBack(entry: string) {
  const length = await append(entry);
  // expect pair effect — what is written is read, though the file is called a log
  const all = await readAll();
  return [length, all];
}
