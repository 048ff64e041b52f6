// Rounds that meet in one thing: a file, list or row that is named from outside the loop, one row that several elements name, rows that others hang on.
import fs from 'node:fs/promises';
import path from 'node:path';
import Redis from 'ioredis';
import pg from 'pg';
import { PrismaClient } from '@prisma/client';

const redis = new Redis();
const pool = new pg.Pool();
const prisma = new PrismaClient();

export async function appendedToOne(file: string, rows: readonly string[]) {
  // expect loop effect — one file, whose lines keep their order
  for (const row of rows) {
    await fs.appendFile(file, row);
  }
}

export async function eachItsOwn(folder: string, rows: readonly string[]) {
  // expect loop independent, fix unsafe — one folder, a file of its own in it
  for (const row of rows) {
    await fs.writeFile(path.join(folder, row), row);
  }
}

async function setKey(file: string, key: string, value: string) {
  const all = JSON.parse(await fs.readFile(file, 'utf8')) as Record<string, string>;
  all[key] = value;
  // expect pair data — what is written was read
  await fs.writeFile(file, JSON.stringify(all));
}

export async function rewritten(file: string, entries: readonly [string, string][]) {
  // expect loop effect proven — each round reads what the one before has written
  for (const [key, value] of entries) {
    await setKey(file, key, value);
  }
}

export async function rewrittenEach(files: readonly string[], key: string) {
  // expect loop independent, fix unsafe — each file is read and written by itself
  for (const file of files) {
    await setKey(file, key, 'on');
  }
}

async function render(template: string, target: string) {
  await fs.writeFile(target, await fs.readFile(template, 'utf8'));
}

export async function renderedFromOne(template: string, targets: readonly string[]) {
  // expect loop independent, fix unsafe — one template that nobody changes
  for (const target of targets) {
    await render(template, target);
  }
}

export async function layers(sources: readonly string[], out: string) {
  // expect loop effect — a later layer covers an earlier one
  for (const source of sources) {
    await fs.cp(source, out, { recursive: true });
  }
}

export async function rotated(base: string) {
  // expect loop effect — each takes the name that the next one has just given up
  for (let i = 9; i > 0; i--) {
    await fs.rename(`${base}.${i}`, `${base}.${i + 1}`);
  }
}

export async function renamedEach(base: string, to: string) {
  // expect loop independent, fix unsafe — from one folder into another
  for (let i = 9; i > 0; i--) {
    await fs.rename(`${base}/${i}.txt`, `${to}/${i}.md`);
  }
}

export async function pushedOntoOne(ids: readonly string[], key: string) {
  // expect loop effect — one list, in the order of the rounds
  for (const id of ids) {
    await redis.rpush(key, id);
  }
}

export async function fieldsOfOne(ids: readonly string[], key: string) {
  // expect loop independent, fix unsafe — a field for each
  for (const id of ids) {
    await redis.hset(key, id, '1');
  }
}

export async function addedUpInOneRow(rows: readonly { n: number }[], list: number) {
  // expect loop effect — one row
  for (const row of rows) {
    await pool.query('UPDATE lists SET total = total + $1 WHERE id = $2', [row.n, list]);
  }
}

export async function rowOfEach(rows: readonly { id: number }[], total: number) {
  // expect loop independent, fix unsafe — a row for each
  for (const row of rows) {
    await pool.query('UPDATE lists SET total = $1 WHERE id = $2', [total, row.id]);
  }
}

export async function positions(items: readonly { text: string; userId: string }[]) {
  // expect loop effect — how many there are decides the place of the next
  for (const item of items) {
    const place = await prisma.order.count({ where: { userId: item.userId } });
    // expect pair data — `place`
    await prisma.order.create({ data: { text: item.text, userId: item.userId, place } });
  }
}

export async function balances(payments: readonly { userId: string; amount: number }[]) {
  // expect loop effect likely — two payments may be of one user
  for (const payment of payments) {
    const user = await prisma.user.findUnique({ where: { id: payment.userId } });
    // expect pair data — `user`
    await prisma.user.update({ where: { id: payment.userId }, data: { orders: (user?.orders ?? 0) + payment.amount } });
  }
}

export async function ownBalances(users: readonly { id: string; amount: number }[]) {
  // expect loop independent, fix unsafe — each its own row
  for (const one of users) {
    const user = await prisma.user.findUnique({ where: { id: one.id } });
    // expect pair data — `user`
    await prisma.user.update({ where: { id: one.id }, data: { orders: (user?.orders ?? 0) + one.amount } });
  }
}

export async function lastPlace(names: readonly string[]) {
  // expect loop effect likely — the highest place is asked for and taken
  for (const name of names) {
    await pool.query('INSERT INTO tags (name, place) SELECT $1, COALESCE(MAX(place), 0) + 1 FROM tags', [name]);
  }
}

export async function tree(orders: readonly { id: string; parentId?: string }[]) {
  // expect loop effect likely — a parent must be there before its child
  for (const order of orders) {
    await prisma.order.create({ data: { id: order.id, parentId: order.parentId } });
  }
}

export async function leaves(orders: readonly { id: string; total: number }[]) {
  // expect loop independent, fix unsafe — no row hangs on another
  for (const order of orders) {
    await prisma.order.create({ data: { id: order.id, total: order.total } });
  }
}

export async function statements(lines: readonly string[]) {
  // expect loop effect — what a statement does is whatever it says
  for (const line of lines) {
    await pool.query(line);
  }
}

async function isThere(file: string): Promise<boolean> {
  return fs.access(file).then(() => true, () => false);
}

async function freeName(folder: string, base: string): Promise<string> {
  let file = path.join(folder, base);
  for (let i = 1; await isThere(file); i++) file = path.join(folder, `${i}-${base}`);
  return file;
}

export async function gathered(files: readonly string[], out: string) {
  // expect loop effect — two rounds may find the same name free
  for (const file of files) {
    await fs.copyFile(file, await freeName(out, path.basename(file)));
  }
}
