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
