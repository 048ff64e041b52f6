// Declarations: what is declared, how, and with which type stays as it is.
import { fetchNews, getUser, listOrders, queryStock, type Order, type User } from './api.ts';

export async function constants(id: string) {
  const user = await getUser(id);
  const orders = await listOrders(id);
  return { user, orders };
}

export async function three(id: string) {
  const user = await getUser(id);
  const orders = await listOrders(id);
  const news = await fetchNews();
  return { user, orders, news };
}

export async function variables(id: string) {
  let user = await getUser(id);
  let orders = await listOrders(id);
  user = { ...user, name: 'x' };
  orders = orders.slice(1);
  return { user, orders };
}

export async function mixed(id: string) {
  const user = await getUser(id);
  let orders = await listOrders(id);
  orders = orders.slice(1);
  return { user, orders };
}

export async function typed(id: string) {
  const user: User = await getUser(id);
  const orders: readonly Order[] = await listOrders(id);
  return { user, orders };
}

export async function typedOnce(id: string) {
  const user = await getUser(id);
  const orders: readonly Order[] = await listOrders(id);
  return { user, orders };
}

export async function destructured(id: string) {
  const { name, teamId: team = 'none', ...rest } = await getUser(id);
  const [first, , ...others] = await listOrders(id);
  return { name, team, rest, first, others };
}

export async function mayThrowAtOnce(id: string) {
  const user = await getUser(id);
  const stock = await queryStock(id);
  return { user, stock };
}

export const arrow = async (id: string) => {
  const user = await getUser(id);
  const orders = await listOrders(id);
  return { user, orders };
};

export class Shop {
  readonly #id = 'shop';

  async page() {
    const user = await getUser(this.#id);
    const orders = await listOrders(this.#id);
    return { user, orders };
  }
}

export async function oneLine(id: string) { const user = await getUser(id); const orders = await listOrders(id); return { user, orders }; }

export async function twoInOneStatement(id: string) {
  const user = await getUser(id), orders = await listOrders(id);
  return { user, orders };
}
