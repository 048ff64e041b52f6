// Names that a change gives meet none that are there.
import { getUser, listOrders } from './api.ts';

const ordersPromise = 1;

export async function taken(id: string) {
  const user = await getUser(id);
  const orders = await listOrders(id);
  return { user, orders, ordersPromise };
}

export async function usedFurtherIn(id: string, ordersPromise2: number) {
  const user = await getUser(id);
  const orders = await listOrders(id);
  return () => [user, orders, ordersPromise2];
}

export async function notAscii(größe: string) {
  const größter = await getUser(größe);
  const 注文 = await listOrders(größe);
  return { größter, 注文 };
}

export async function member(id: string) {
  const page = {
    owner: await getUser(id),
    orders: await listOrders(id),
  };
  return page.owner.name + String(page.orders.length);
}

export async function partOfTheValue(id: string) {
  const name = (await getUser(id)).name;
  const count = (await listOrders(id)).length;
  return { name, count };
}

export async function modules() {
  const { getUser: ask } = await import('./api.ts');
  const { Page } = await import('../cases/view.tsx');
  return { ask, Page };
}

// Node has these at hand: nothing is waited for.
export async function modulesOfNode() {
  const { readFile } = await import('node:fs/promises');
  const { join } = await import('path');
  return { readFile, join };
}
