// Loops: what waits runs side by side, what collects runs in the order of the elements.
import { findTeam, getUser, listOrders, queryStock, sendMail, type User } from './api.ts';

export async function pushed(ids: readonly string[]) {
  const users: User[] = [];
  for (const id of ids) {
    const user = await getUser(id);
    users.push(user);
  }
  return users;
}

export async function pushedAtOnce(ids: readonly string[]) {
  const users: User[] = [];
  for (const id of ids) {
    users.push(await getUser(id));
  }
  return users;
}

export async function keyed(ids: readonly string[]) {
  const stock = new Map<string, number>();
  for (const id of ids) {
    const left = await queryStock(id);
    stock.set(id, left);
  }
  return stock;
}

export async function chainInEachRound(ids: readonly string[]) {
  const names: string[] = [];
  for (const id of ids) {
    // The user first.
    const user = await getUser(id);
    const team = await findTeam(user.teamId); // then the team

    if (team.name === '') continue;
    names.push(`${user.name} of ${team.name}`);
  }
  return names;
}

export async function destructuredVariable(pairs: readonly (readonly [string, number])[]) {
  const lines: string[] = [];
  for (const [id, size] of pairs) {
    const orders = await listOrders(id);
    lines.push(`${String(orders.length)} of ${String(size)}`);
  }
  return lines;
}

export async function anyIterable(ids: Iterable<string>) {
  const users: User[] = [];
  for (const id of ids) {
    users.push(await getUser(id));
  }
  return users;
}

export async function seenOnError(ids: readonly string[], users: User[]) {
  for (const id of ids) {
    users.push(await getUser(id));
  }
}

export async function inTry(ids: readonly string[]) {
  const users: User[] = [];
  try {
    for (const id of ids) {
      users.push(await getUser(id));
    }
  } catch {
    return users;
  }
  return users;
}

export async function writes(ids: readonly string[]) {
  for (const id of ids) {
    await sendMail(id);
  }
}

export async function firstMatch(ids: readonly string[]) {
  for (const id of ids) {
    const user = await getUser(id);
    if (user.name === 'x') return user;
  }
  return undefined;
}

export async function carried(ids: readonly string[]) {
  let last = '';
  for (const id of ids) {
    const user = await getUser(last + id);
    last = user.name;
  }
  return last;
}

export async function counting(count: number) {
  const users: User[] = [];
  for (let i = 0; i < count; i++) {
    users.push(await getUser(String(i)));
  }
  return users;
}

export async function testedBefore(ids: readonly string[], shop: { owner: User | undefined }) {
  const names: string[] = [];
  if (shop.owner === undefined) return names;
  for (const id of ids) {
    const user = await getUser(shop.owner.id + id);
    names.push(user.name);
  }
  return names;
}
