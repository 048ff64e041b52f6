// Line 22: rewrites that a tool made with every test green and that change behaviour: all to be refused.
import { createWriteStream } from 'node:fs';
import { copyFile, mkdir, readFile, readdir, rename, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { assertAllowed, getUser, listOrders } from 'shop-sdk';

export async function readBeforeWritten(path: string, text: string) {
  await writeFile(path, text);
  // expect pair effect — a file read before it was written
  const back = await readFile(path, 'utf8');
  return back;
}

export async function linkBeforeFolder(folder: string, target: string) {
  await mkdir(folder, { recursive: true });
  // expect pair effect — a link made before its directory
  await symlink(target, `${folder}/current`);
}

export async function startOverGuard(id: string) {
  await assertAllowed(id, 'orders');
  // expect pair control — a start hoisted over a guard
  const orders = await listOrders(id);
  return orders;
}

export async function closureTooEarly(path: string) {
  let size = 0;
  const measure = async (): Promise<void> => {
    size = (await stat(path)).size;
  };
  const report = async (): Promise<void> => {
    await writeFile('size.txt', String(size));
  };
  await measure();
  // expect pair data or effect — a closure that reads too early
  await report();
}

export async function copyThenRemove(from: string, to: string) {
  await copyFile(from, to);
  // expect pair effect — removed before it was copied
  await rm(from);
}

export async function renameThenRead(from: string, to: string) {
  await rename(from, to);
  // expect pair effect — reads the new name
  const text = await readFile(to, 'utf8');
  return text;
}

export async function writeThenList(folder: string, text: string) {
  await writeFile(`${folder}/new.txt`, text);
  // expect pair effect — lists the folder with the new file
  const names = await readdir(folder);
  return names;
}

export async function streamThenStat(path: string, text: string) {
  const out = createWriteStream(path);
  out.end(text);
  await once(out, 'finish');
  // expect pair effect or unknown or data — measured after the stream was flushed
  const { size } = await stat(path);
  return size;
}

export async function statThenWrite(path: string, text: string) {
  const before = await stat(path);
  // expect pair effect — measured before the file was replaced
  await writeFile(path, text);
  return before.size;
}

export async function catchDefinedLater(id: string) {
  let fallback = 'nobody';
  const user = await getUser(id);
  fallback = 'guest';
  // expect pair independent or data or unknown, fix unsafe — the handler reads `fallback`, which is set between
  const orders = await listOrders(id).catch(() => [{ id: fallback, userId: '', totalCents: 0 }]);
  return { user, orders };
}

export async function loopOverSharedCounter(paths: readonly string[]) {
  let index = 0;
  // expect loop carried or effect — `index` names the file and is changed after the await
  for (const path of paths) {
    await copyFile(path, `out/${String(index)}`);
    index += 1;
  }
}

export async function loopOverFolderMade(paths: readonly string[], folder: string) {
  // expect loop independent or effect or carried or unknown, fix unsafe — every round makes the folder that the others use, but each before its own file
  for (const path of paths) {
    await mkdir(folder, { recursive: true });
    // expect pair effect — copied into the folder
    await copyFile(path, `${folder}/${path}`);
  }
}
