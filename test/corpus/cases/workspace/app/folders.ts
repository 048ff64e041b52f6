import { mkdir, readdir } from 'node:fs/promises';

export async function ensureFolder(path: string): Promise<string> {
  await mkdir(path, { recursive: true });
  return path;
}

export async function listFolder(path: string): Promise<string[]> {
  return await readdir(path);
}

export async function assertFolder(path: string): Promise<void> {
  const names = await readdir(path);
  if (names.length === 0) throw new Error(`${path} is empty`);
}
