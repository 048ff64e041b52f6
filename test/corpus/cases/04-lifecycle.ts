// Line 4: open, use, close on one receiver or argument.
import { mkdir, open, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import { PrismaClient } from '@prisma/client';
import { Channel, getUser, listOrders, openChannel } from 'shop-sdk';

const prisma = new PrismaClient();

class Mutex {
  async lock(): Promise<void> {
    await Promise.resolve();
  }
  unlock(): void {
    return;
  }
}

export async function connectThenQuery(client: Client) {
  await client.connect();
  // expect pair effect — a query needs the connection
  const { rows } = await client.query('select 1');
  // expect pair effect — closed after use
  await client.end();
  return rows;
}

export async function unknownChannel() {
  const channel = new Channel();
  await channel.connect();
  // expect pair effect — `connect` before use, by the habit of the names
  await channel.send('hello');
  // expect pair effect or unknown — a question, then its answer, on one channel
  const answer = await channel.receive();
  // expect pair effect — closed after use
  await channel.close();
  return answer;
}

export async function openedByFactory() {
  const channel = await openChannel('news');
  // expect pair data — `channel`
  await channel.send('hello');
}

export async function fileHandle(path: string) {
  const file = await open(path);
  // expect pair data — `file`
  const { bytesRead } = await file.read();
  // expect pair effect — closed after use
  await file.close();
  return bytesRead;
}

export async function folderThenFile(folder: string, text: string) {
  await mkdir(folder, { recursive: true });
  // expect pair effect — the file is written into the folder
  await writeFile(`${folder}/a.txt`, text);
}

export async function joinedFolderThenFile(root: string, text: string) {
  const folder = join(root, '.cache');
  await mkdir(folder, { recursive: true });
  // expect pair effect — the file is written into the folder, whose name is put together in two steps
  await writeFile(join(folder, 'a.txt'), text);
}

export async function folderThenList(folder: string) {
  await mkdir(folder, { recursive: true });
  // expect pair effect — lists the folder that was made
  const names = await readdir(folder);
  return names;
}

export async function cleanThenMake(folder: string) {
  await rm(folder, { recursive: true, force: true });
  // expect pair effect — removed and made again
  await mkdir(folder);
}

export async function lockThenWork(mutex: Mutex, id: string) {
  await mutex.lock();
  // expect pair effect or unknown — the lock is held for the read
  const user = await getUser(id);
  mutex.unlock();
  return user;
}

export async function connectPrisma() {
  await prisma.$connect();
  // expect pair effect — connected before the first query
  const users = await prisma.user.findMany();
  // expect pair effect — disconnected after the last
  await prisma.$disconnect();
  return users;
}

export async function twoChannels(a: Channel, b: Channel) {
  const left = await a.receive();
  // expect pair unknown or effect or independent — two receivers that may be one
  const right = await b.receive();
  return left + right;
}

/** The twin without a life cycle: the readers share nothing. */
export async function noLifeCycle(id: string) {
  const user = await getUser(id);
  // expect pair independent likely — reads
  const orders = await listOrders(id);
  return { user, orders };
}

const waiting: (() => void)[] = [];

export async function inItsTurn(id: string) {
  await new Promise<void>((resolve) => {
    waiting.push(resolve);
    if (waiting.length === 1) resolve();
  });
  // expect pair effect — what is waited for gives no value: the work has its turn then
  const user = await getUser(id);
  waiting.shift();
  waiting[0]?.();
  return user;
}

export async function besideText(folder: string, source: string) {
  await mkdir(folder, { recursive: true });
  // expect pair independent proven — what a file holds does not depend on a folder that is made, wherever it is
  const text = await readFile(source, 'utf8');
  // expect pair data — the text
  await writeFile(`${folder}/copy`, text);
}

export async function besideList(folder: string, source: string) {
  await mkdir(folder, { recursive: true });
  // expect pair effect — the new folder may be in the one that is listed
  return await readdir(source);
}

export async function besideWritten(folder: string, file: string) {
  await mkdir(folder, { recursive: true });
  // expect pair effect — the file may be meant for that folder
  await writeFile(file, '');
}

export async function otherNames(from: string, to: string) {
  await writeFile(join(from, 'settings.json'), '{}');
  // expect pair independent proven — whatever the two folders are, these names are not one
  const text = await readFile(join(to, 'layout.json'), 'utf8');
  return text;
}

export async function sameName(from: string, to: string) {
  await writeFile(join(from, 'settings.json'), '{}');
  // expect pair effect — the folders may be one
  const text = await readFile(join(to, 'settings.json'), 'utf8');
  return text;
}

export async function folderOf(from: string, to: string) {
  await rm(join(from, 'dist'), { recursive: true });
  // expect pair effect — the file may be in that folder
  const text = await readFile(join(to, 'layout.json'), 'utf8');
  return text;
}

export async function lockOf(from: string, to: string) {
  await writeFile(join(from, 'list.json.lock'), '');
  // expect pair effect — the lock belongs to the file
  await writeFile(join(to, 'list.json'), '[]');
}

export async function writtenAndRenamed(target: string, text: string) {
  const handle = await open(`${target}.part`, 'w');
  // expect pair data — the handle
  try {
    await handle.writeFile(text);
    // expect pair effect — what is written is brought to the disk
    await handle.sync();
  } finally {
    await handle.close();
  }
  // expect pair independent or effect likely — the handle is one of the file that gets another name
  await rename(`${target}.part`, target);
}
