// Awaits in other places than declarations, and what stands between and around them.
import { fetchNews, findTeam, getUser, listOrders, writeAudit, type Order, type User } from './api.ts';

export async function assigned(id: string) {
  let user: User;
  let orders: Order[];
  user = await getUser(id);
  orders = await listOrders(id);
  return { user, orders };
}

export async function memberOfAwaited(id: string) {
  const name = (await getUser(id)).name;
  const size = (await listOrders(id)).length;
  return { name, size };
}

export async function combined(id: string) {
  const names = [(await getUser(id)).name].concat('x');
  const total = (await listOrders(id)).reduce((sum, { cents }) => sum + cents, 0);
  return { names, total };
}

export async function literal(id: string) {
  return { user: await getUser(id), orders: await listOrders(id) };
}

export async function list(id: string) {
  return [await getUser(id), await getUser(`${id}2`)];
}

export async function args(id: string) {
  const show = (user: User, orders: readonly Order[]): string => `${user.name} ${String(orders.length)}`;
  return show(await getUser(id), await listOrders(id));
}

export async function returned(id: string) {
  const user = await getUser(id);
  return { user, orders: await listOrders(id) };
}

export async function comments(id: string) {
  // Who asks.
  const user = await getUser(id); // the user
  // What was bought,
  // newest first.
  const orders = await listOrders(id); // the orders
  /* the rest */
  const news = await fetchNews();
  return { user, orders, news };
}

export async function lineBetween(id: string) {
  const user = await getUser(id);
  const title = user.name.trim();
  const orders = await listOrders(id);
  return { title, orders };
}

export async function lineBetweenFeedsSecond(id: string) {
  const user = await getUser(id);
  // The key of the orders.
  const key = id.trim();
  const orders = await listOrders(key);
  return { user, orders };
}

export async function chained(id: string) {
  const user = await getUser(id).catch(() => undefined);
  const orders = await listOrders(id).then((all) => all.slice(1));
  return { user, orders };
}

export async function nested(id: string) {
  const team = await findTeam((await getUser(id)).teamId);
  const news = await fetchNews();
  return { team, news };
}

export async function longLine(identification: string, anotherIdentification: string) {
  const firstOfTheTwoUsers = await getUser(`${identification}/${anotherIdentification}`);
  const secondOfTheTwoUsers = await getUser(`${anotherIdentification}/${identification}`);
  return { firstOfTheTwoUsers, secondOfTheTwoUsers };
}

export async function inTry(id: string) {
  try {
    const user = await getUser(id);
    const orders = await listOrders(id);
    return { user, orders };
  } catch {
    return undefined;
  }
}

export async function inBranch(id: string, full: boolean) {
  if (full) {
    const user = await getUser(id);
    const orders = await listOrders(id);
    return { user, orders };
  }
  return undefined;
}

export async function writeBeside(id: string) {
  await writeAudit(id);
  const user = await getUser(id);
  return user;
}
