// Line 5: write, then read back the same entity; and its mirror, read a before-image, then update or delete it.
import { PrismaClient } from '@prisma/client';
import { deleteUser, getUser, listOrders, updateUser } from 'shop-sdk';

const prisma = new PrismaClient();
const rows = new Map<string, string>();

async function putRow(id: string, value: string): Promise<void> {
  await Promise.resolve();
  rows.set(id, value);
}
async function takeRow(id: string): Promise<string | undefined> {
  await Promise.resolve();
  return rows.get(id);
}

export async function writeThenReadByBodies(id: string) {
  await putRow(id, 'new');
  // expect pair effect — `putRow` sets what `takeRow` gets
  const row = await takeRow(id);
  return row;
}

export async function readThenWriteByBodies(id: string) {
  const before = await takeRow(id);
  // expect pair effect — the row as it was before it is set
  await putRow(id, 'new');
  return before;
}

export async function twoReadsByBodies(a: string, b: string) {
  const left = await takeRow(a);
  // expect pair independent proven, fix safe — two reads of one map
  const right = await takeRow(b);
  return [left, right];
}

export async function writeThenReadByNames(id: string) {
  await updateUser(id, { name: 'Ada' });
  // expect pair effect — the user is read back
  const user = await getUser(id);
  return user;
}

export async function beforeImageByNames(id: string) {
  const before = await getUser(id);
  // expect pair effect — the user as it was before the removal
  await deleteUser(id);
  return before;
}

export async function beforeImageBound(id: string) {
  const before = await getUser(id);
  // expect pair effect — both bind, and the update changes what was read
  const after = await updateUser(id, { name: 'Ada' });
  return { before, after };
}

export async function writeThenReadInPrisma(id: string) {
  await prisma.user.update({ where: { id }, data: { email: 'a@b.c' } });
  // expect pair effect — one table
  const users = await prisma.user.findMany();
  return users;
}

export async function twoTablesRead(id: string) {
  const user = await prisma.user.findUnique({ where: { id } });
  // expect pair independent, fix safe — two reads
  const orders = await prisma.order.findMany({ where: { userId: id } });
  return { user, orders };
}

export async function countAndList() {
  const total = await prisma.order.count();
  // expect pair independent proven, fix safe — a page and its total, two reads
  const orders = await prisma.order.findMany({ skip: 0, take: 20 });
  return { total, orders };
}

export async function deleteThenCount(userId: string) {
  await prisma.order.deleteMany({ where: { userId } });
  // expect pair effect — counts what is left
  const left = await prisma.order.count();
  return left;
}

export async function countThenDelete(userId: string) {
  const before = await prisma.order.count();
  // expect pair effect — counts what was there
  await prisma.order.deleteMany({ where: { userId } });
  return before;
}

/** Other tables, yet the creation of an order may depend on a user that exists: what the database enforces cannot be seen. */
export async function parentThenChild(id: string) {
  await prisma.user.create({ data: { id } });
  // expect pair effect or unknown — rows that refer to one another by `id`
  await prisma.order.create({ data: { userId: id } });
}

export async function readThenUnrelatedRead(id: string) {
  const user = await getUser(id);
  // expect pair independent likely — no write anywhere, by the names
  const orders = await listOrders(id);
  return [user.name, orders.length];
}

export async function readsWithOthers(id: string) {
  const order = await prisma.order.create({ data: { userId: id } });
  // expect pair effect — the orders of each user come along
  const users = await prisma.user.findMany({ include: { orders: true } });
  return { order, users };
}

export async function readsByOthers(id: string) {
  const gone = await prisma.order.deleteMany({ where: { userId: id } });
  // expect pair effect — which users are found depends on the orders that there are
  const users = await prisma.user.findMany({ where: { orders: { none: {} } } });
  return { gone, users };
}

export async function makesWithOthers(id: string) {
  const order = await prisma.order.create({ data: { total: 1, customer: { create: { email: id } } } });
  // expect pair effect — a user is made along with the order
  const users = await prisma.user.findMany();
  return { order, users };
}

export async function readsColumns(id: string) {
  const order = await prisma.order.create({ data: { userId: id } });
  // expect pair independent — columns of the user's own
  const users = await prisma.user.findMany({ select: { email: true } });
  return { order, users };
}

export async function deletedBesideOthers(id: string) {
  const gone = await prisma.user.delete({ where: { id } });
  // expect pair independent, fix unsafe — two tables, as far as can be seen: the schema may delete the orders of a user with it
  const orders = await prisma.order.findMany();
  return { gone, orders };
}

export async function readsByOptions(id: string, query: { include: object }) {
  const order = await prisma.order.create({ data: { userId: id } });
  // expect pair effect — what comes along with the users is told elsewhere
  const users = await prisma.user.findMany(query);
  return { order, users };
}
