// All the places where independence stands: blocks, literals, call arguments, assignments, member reads, callbacks, chains, fields.
import { countVisits, fetchNews, getPrice, getUser, listOrders, loadTheme, queryStock, type Order, type User } from './shop.ts';

export async function inIfBody(id: string, full: boolean) {
  if (full) {
    const user = await getUser(id);
    // expect pair independent, fix safe — in an `if` body
    const orders = await listOrders(id);
    return { user, orders };
  }
  return undefined;
}

export async function inElseBody(id: string, full: boolean) {
  if (full) {
    return undefined;
  } else {
    const user = await getUser(id);
    // expect pair independent, fix safe — in an `else` body
    const orders = await listOrders(id);
    return { user, orders };
  }
}

export async function inTryBody(id: string) {
  try {
    const user = await getUser(id);
    // expect pair independent, fix safe — in a `try` body
    const orders = await listOrders(id);
    return { user, orders };
  } finally {
    console.log('done');
  }
}

export async function inCatchBody(id: string, work: () => void) {
  try {
    work();
    return undefined;
  } catch {
    const user = await getUser(id);
    // expect pair independent, fix safe — in a `catch` body
    const orders = await listOrders(id);
    return { user, orders };
  }
}

export async function inSwitchClause(kind: string, id: string) {
  switch (kind) {
    case 'full': {
      const user = await getUser(id);
      // expect pair independent, fix safe — in the block of a clause
      const orders = await listOrders(id);
      return { user, orders };
    }
    default:
      return undefined;
  }
}

export async function inObjectLiteral(id: string) {
  // expect group of 2 — properties of one literal
  return {
    user: await getUser(id),
    orders: await listOrders(id),
  };
}

export async function inArrayLiteral(id: string) {
  // expect group of 2 — elements of one literal
  return [await getUser(id), await listOrders(id)];
}

export async function inCallArguments(id: string) {
  // expect group of 2 — arguments of one call
  return describe(await getUser(id), await listOrders(id));
}

export async function awaitsInsideAll(id: string) {
  return await Promise.all([
    // expect group of 2 — each is awaited before the list is made: the `Promise.all` overlaps nothing
    await getUser(id),
    await listOrders(id),
  ]);
}

export async function literalWithNeed(id: string) {
  let user: User;
  // expect no group — the second element uses what the first has set
  return [(user = await getUser(id)), await listOrders(user.id)];
}

export async function memberReads(id: string) {
  const name = (await getUser(id)).name;
  // expect pair independent — member reads of two awaits
  const size = (await listOrders(id)).length;
  return { name, size };
}

export async function methodOfResult(id: string) {
  const names = (await listOrders(id)).map((order) => order.id);
  // expect pair independent — a pure method of the result
  const titles = (await fetchNews()).map((one) => one.title);
  return { names, titles };
}

export async function assignments(id: string) {
  let user: User | undefined;
  let orders: Order[] = [];
  user = await getUser(id);
  // expect pair independent — assignments
  orders = await listOrders(id);
  return { user, orders };
}

export async function inTemplate(id: string) {
  const head = `user ${(await getUser(id)).name}`;
  // expect pair independent — in templates
  const tail = `has ${String((await listOrders(id)).length)} orders`;
  return `${head} ${tail}`;
}

export async function inMapCallback(ids: readonly string[]) {
  return await Promise.all(
    ids.map(async (id) => {
      const user = await getUser(id);
      // expect pair independent, fix safe — in the body of a callback
      const orders = await listOrders(id);
      return `${user.name} ${String(orders.length)}`;
    }),
  );
}

export async function asyncReduceCarried(ids: readonly string[]) {
  // expect loop independent — each round reads its own, and only the results are added up
  return await ids.reduce(async (sofar: Promise<number>, id) => {
    const sum = await sofar;
    // expect pair independent or data or unknown or effect, fix unsafe — waits for the former round first
    const price = await getPrice(id);
    return sum + price;
  }, Promise.resolve(0));
}

export function thenChain(id: string): Promise<{ user: User; orders: Order[] }> {
  // expect step t2 independent — both values meet at the end
  return getUser(id).then((user) => listOrders(id).then((orders) => ({ user, orders })));
}

export async function inArrow(id: string) {
  const load = async () => {
    const user = await getUser(id);
    // expect pair independent, fix safe — in an inner arrow
    const theme = await loadTheme(id);
    return { user, theme };
  };
  return await load();
}

export const object = {
  async method(id: string) {
    const user = await getUser(id);
    // expect pair independent, fix safe — in a method of a literal
    const theme = await loadTheme(id);
    return { user, theme };
  },
};

export class Holder {
  load = async (id: string) => {
    const user = await getUser(id);
    // expect pair independent, fix safe — in a class field
    const theme = await loadTheme(id);
    return { user, theme };
  };

  static async make(id: string) {
    const user = await getUser(id);
    // expect pair independent, fix safe — in a static method
    const theme = await loadTheme(id);
    return { user, theme };
  }
}

export async function compoundNeighbours(id: string, withOrders: boolean) {
  const user = await getUser(id);
  let orders: Order[] = [];
  // expect pair independent — the second is an `if` whose condition is known before
  if (withOrders) {
    orders = await listOrders(id);
  }
  return { user, orders };
}

export async function loopAsNeighbour(id: string, products: readonly string[]) {
  const user = await getUser(id);
  const stock: number[] = [];
  // expect pair independent — the loop needs nothing of `user`
  // expect loop independent, fix safe — one read each
  for (const product of products) {
    stock.push(await queryStock(product));
  }
  return { user, stock };
}

export async function allAsNeighbour(id: string) {
  // expect await concurrent all — two in flight
  const [user, orders] = await Promise.all([getUser(id), listOrders(id)]);
  // expect pair independent — a third that could have been with them
  const visits = await countVisits('home');
  return { user, orders, visits };
}

export async function allThenNeed(ids: readonly string[]) {
  // expect await concurrent all — in flight together
  const users = await Promise.all(ids.map((id) => getUser(id)));
  // expect pair data — `users`
  const orders = await Promise.all(users.map((user) => listOrders(user.id)));
  return orders;
}

function describe(user: User, orders: readonly Order[]): string {
  return `${user.name} ${String(orders.length)}`;
}
