// Line 6: write, then its marker: audit row, cache invalidation, "migration done", notification, temporary file removed, progress line.
import { rename, rm, writeFile } from 'node:fs/promises';
import { PrismaClient } from '@prisma/client';
import Redis from 'ioredis';
import { fetchNews, getUser, invalidateCache, saveOrder, sendMail, updateUser, writeAudit, type Order } from 'shop-sdk';

const prisma = new PrismaClient();
const redis = new Redis();

export async function writeThenAudit(id: string) {
  await prisma.user.update({ where: { id }, data: { orders: 1 } });
  // expect pair effect or unknown — the audit row says that the write was done
  await prisma.audit.create({ data: { text: `user ${id} changed` } });
}

export async function saveThenAudit(order: Order) {
  await saveOrder(order);
  // expect pair effect or unknown — the marker of the write
  await writeAudit('order saved');
}

export async function writeThenInvalidate(id: string) {
  const user = await updateUser(id, { name: 'Ada' });
  // expect pair effect or unknown — the cache is emptied after the write
  await invalidateCache('users');
  return user;
}

export async function writeThenMail(id: string, address: string) {
  await updateUser(id, { active: false });
  // expect pair effect or unknown — told after it was done
  await sendMail(address, 'your account was closed');
}

export async function writeThenRename(path: string, text: string) {
  await writeFile(`${path}.part`, text);
  // expect pair effect — renamed when it is whole
  await rename(`${path}.part`, path);
}

export async function writeThenRemoveTemporary(path: string, text: string) {
  await writeFile(path, text);
  // expect pair effect — the temporary file goes when the other is there
  await rm(`${path}.tmp`, { force: true });
}

export async function doneFile(folder: string, text: string) {
  await writeFile(`${folder}/data.json`, text);
  // expect pair effect or independent, fix unsafe — `done` says that the data is there
  await writeFile(`${folder}/done`, '');
}

export async function databaseThenCache(id: string) {
  await prisma.user.update({ where: { id }, data: { orders: 0 } });
  // expect pair effect or unknown — the cached copy goes after the row was changed
  await redis.del(`user:${id}`);
}

export async function sayThenDo(report: (line: string) => Promise<void>, order: Order) {
  await report('saving');
  // expect pair effect or unknown — the line announces the step
  await saveOrder(order);
  // expect pair effect or unknown — the line says that it is done
  await report('saved');
}

/** The twin: nothing is written, so there is nothing to mark. */
export async function readThenRead(id: string) {
  const user = await getUser(id);
  // expect pair independent likely — two reads
  const news = await fetchNews();
  return { user, news };
}
