// Line 8: one transaction, query runner or connection is one resource: reads gain nothing, writes are not touched.
import { Pool, type PoolClient } from 'pg';
import { PrismaClient } from '@prisma/client';
import { inTransaction, type Order } from 'shop-sdk';
import { Model, type Transaction } from 'sequelize';
import type { DataSource, QueryRunner } from 'typeorm';

const prisma = new PrismaClient();
const pool = new Pool();

export async function readsInTransaction(id: string) {
  return await prisma.$transaction(async (tx) => {
    const user = await tx.user.findUnique({ where: { id } });
    // expect pair independent, fix unsafe — one connection runs them one after the other anyway
    const orders = await tx.order.findMany({ where: { userId: id } });
    return { user, orders };
  });
}

export async function writesInTransaction(id: string) {
  await prisma.$transaction(async (tx) => {
    await tx.user.update({ where: { id }, data: { orders: 0 } });
    // expect pair effect — two writes in one transaction
    await tx.order.deleteMany({ where: { userId: id } });
  });
}

export async function readThenWriteInTransaction(id: string) {
  return await prisma.$transaction(async (tx) => {
    const user = await tx.user.findUnique({ where: { id } });
    // expect pair effect — a write in the transaction
    const order = await tx.order.create({ data: { userId: id } });
    return { user, order };
  });
}

export async function readsOutsideTransaction(id: string) {
  const user = await prisma.user.findUnique({ where: { id } });
  // expect pair independent proven, fix safe — the client takes two connections
  const orders = await prisma.order.findMany({ where: { userId: id } });
  return { user, orders };
}

export async function transactionByHand(client: PoolClient) {
  await client.query('BEGIN');
  // expect pair effect — inside the transaction
  await client.query('update users set orders = 0');
  // expect pair effect — ends the transaction
  await client.query('COMMIT');
}

export async function readsOnOneClient(client: PoolClient) {
  const users = await client.query('select * from users');
  // expect pair effect or independent or unknown, fix unsafe — one connection: nothing to gain
  const orders = await client.query('select * from orders');
  return [users.rows, orders.rows];
}

export async function readsOnPool() {
  const users = await pool.query('select * from users');
  // expect pair independent, fix safe — two reads on two connections of a pool
  const orders = await pool.query('select * from orders');
  return [users.rows, orders.rows];
}

export async function writeThenReadOnPool() {
  await pool.query('update users set orders = 0');
  // expect pair effect — reads the table that was written
  const users = await pool.query('select * from users');
  return users.rows;
}

export async function queryRunner(source: DataSource) {
  const runner = source.createQueryRunner();
  await runner.connect();
  // expect pair effect — begins on the connection
  await runner.startTransaction();
  // expect pair effect — inside the transaction; in a `try` so that a failure ends it
  try {
    const users = await runner.query('select 1');
    // expect pair effect — ends the transaction
    await runner.commitTransaction();
    return users;
  } catch (error) {
    await runner.rollbackTransaction();
    throw error;
  } finally {
    await runner.release();
  }
}

export async function readsOnRunner(runner: QueryRunner) {
  const users = await runner.query<{ id: string }>('select id from users');
  // expect pair effect or independent or unknown, fix unsafe — one query runner is one connection
  const orders = await runner.query<{ id: string }>('select id from orders');
  return { users, orders };
}

export async function readsInRepositories(source: DataSource) {
  const users = source.getRepository<{ id: string }>('user');
  const orders = source.getRepository<{ id: string }>('order');
  const someUsers = await users.find();
  // expect pair independent, fix safe — reads of two repositories on a pool
  const total = await orders.count();
  return { someUsers, total };
}

interface Tx {
  read(key: string): Promise<string>;
  write(key: string, value: string): Promise<void>;
}

export async function parameterNamedTx(tx: Tx) {
  await tx.write('a', '1');
  // expect pair effect or unknown — two writes on one transaction
  await tx.write('b', '2');
}

export async function loopInTransaction(ids: readonly string[]) {
  await prisma.$transaction(async (tx) => {
    // expect loop effect — one connection takes the writes one by one
    for (const id of ids) {
      await tx.user.update({ where: { id }, data: { orders: 0 } });
    }
  });
}

export async function loopInUnknownTransaction(orders: readonly Order[]) {
  await inTransaction(async (tx) => {
    // expect loop effect or unknown — whatever it is, `tx` is one transaction
    for (const order of orders) {
      await tx.update(order.id, { totalCents: 0 });
    }
  });
}

interface Row {
  id: string;
  hash: string;
  save(options: { transaction: object }): Promise<void>;
}

export async function loopWithTransactionOption(rows: readonly Row[], transaction: object) {
  // expect loop effect or unknown — each row is saved in the one transaction that is handed over
  for (const row of rows) {
    row.hash = row.id;
    await row.save({ transaction });
  }
}

interface AnyRecord {
  update(change: { where: { id: string }; data: Partial<Order> }): Promise<Order>;
}

export async function loopOnMembersOfATransaction(orders: readonly Order[], open: (work: (tx: { order: AnyRecord; item: AnyRecord }) => Promise<void>) => Promise<void>) {
  await open(async (tx) => {
    // expect loop effect or unknown — `tx` is one transaction, whatever its members are
    for (const order of orders) {
      await tx.order.update({ where: { id: order.id }, data: { totalCents: 0 } });
    }
  });
}

class ApiKey extends Model {
  hash = '';
}

export async function modelsSavedInOneTransaction(transaction: Transaction) {
  const keys = await ApiKey.findAll<ApiKey>({ transaction });
  // expect pair data — the keys that were found
  // expect loop effect or unknown — each row is another, the transaction is one
  for (const key of keys) {
    key.hash = key.id;
    await key.save({ transaction });
  }
}

export async function modelsSavedEachByItself() {
  const keys = await ApiKey.findAll<ApiKey>();
  // expect pair data — the keys that were found
  // expect loop independent or effect or unknown, fix unsafe — each row is another; a failure would leave the rest as it was
  for (const key of keys) {
    key.hash = key.id;
    await key.save();
  }
}

export async function readsIntoNamesOfOutside(shop: { open<T>(work: (tx: { order: { findUnique(what: object): Promise<string> } }) => Promise<T>): Promise<T> }, order: string, next: string | undefined) {
  return await shop.open(async (tx) => {
    order = await tx.order.findUnique({ where: { order } });
    // expect pair independent, fix unsafe — both only read; nothing would be saved
    next = next ? await tx.order.findUnique({ where: { next } }) : undefined;
    return [order, next];
  });
}

export async function roundsReadInTransaction(ids: readonly string[]) {
  return await prisma.$transaction(async (tx) => {
    const users = [];
    // expect loop independent, fix unsafe — each round only reads; one connection runs them one after the other anyway
    for (const id of ids) {
      users.push(await tx.user.findUnique({ where: { id } }));
    }
    return users;
  });
}

interface Statements { delete(table: object): { where(clause: string): Promise<void> }; select(): { from(table: object): Promise<readonly string[]> } }

export async function statementsInTurn(db: Statements, orders: object, users: object) {
  await db.delete(orders).where('id = 1');
  // expect pair effect or unknown — a statement is made with the connection, which gives the second no value
  const rows = await db.select().from(users);
  return rows;
}

interface Context { readonly tx?: PrismaClient }

function databaseOf(ctx: Context): PrismaClient {
  return ctx.tx ?? prisma;
}

async function userIn(ctx: Context, id: string) {
  return databaseOf(ctx).user.findUnique({ where: { id } });
}

export async function readsThatMayBeInTransaction(ctx: Context, id: string) {
  const user = await userIn(ctx, id);
  // expect pair independent, fix unsafe — the context may carry a transaction, which takes one statement at a time
  const orders = await databaseOf(ctx).order.findMany({ where: { userId: id } });
  return { user, orders };
}

export async function roundsThatMayBeInTransaction(ctx: Context, ids: string[]) {
  const users: unknown[] = [];
  // expect loop independent, fix unsafe — the context may carry a transaction
  for (const id of ids) {
    const user = await userIn(ctx, id);
    users.push(user);
  }
  return users;
}

export async function readsWithoutContext(id: string) {
  const user = await prisma.user.findUnique({ where: { id } });
  // expect pair independent proven, fix safe — each has a connection of its own
  const orders = await prisma.order.findMany({ where: { userId: id } });
  return { user, orders };
}
