/**
 * Functions of the kind that people write, over a real HTTP server (`service` of the benchmark) and real timers: the input of the benchmark "fix". What a
 * call takes stands beside it, and the server takes that long.
 */
const origin = process.env.SERVICE_ORIGIN ?? 'http://127.0.0.1:1';

export interface Item {
  readonly id: number;
  readonly ms: number;
}

async function get(path: string, ms: number): Promise<Item> {
  const response = await fetch(`${origin}/${path}?ms=${ms}`);
  if (!response.ok) throw new Error(`${path} answered ${response.status}`);
  return (await response.json()) as Item;
}

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** @overlap 80ms | reads users */
const user = (id: number): Promise<Item> => get(`users/${id}`, 80);
/** @overlap 120ms | reads orders */
const orders = (id: number): Promise<Item> => get(`orders/${id}`, 120);
/** @overlap 60ms | reads settings */
const settings = (): Promise<Item> => get('settings', 60);
/** @overlap 150ms | reads stock */
const stock = (id: number): Promise<Item> => get(`stock/${id}`, 150);
/** @overlap 100ms | reads prices */
const price = (id: number): Promise<Item> => get(`prices/${id}`, 100);
/** @overlap 70ms | reads messages */
const messages = (id: number): Promise<Item> => get(`messages/${id}`, 70);
/** @overlap 200ms | reads reports */
const report = (id: number): Promise<Item> => get(`reports/${id}`, 200);
/** @overlap 90ms | writes audit */
const audit = (id: number): Promise<Item> => get(`audit/${id}`, 90);

async function delayedUser(id: number): Promise<Item> {
  await sleep(50);
  return user(id);
}

async function profile(id: number): Promise<number> {
  const owner = await user(id);
  const inbox = await messages(owner.id);
  return owner.id + inbox.id;
}

export async function two(id: number): Promise<number> {
  const a = await user(id);
  const b = await orders(id);
  return a.id + b.id;
}

export async function three(id: number): Promise<number> {
  const a = await user(id);
  const b = await orders(id);
  const c = await settings();
  return a.id + b.id + c.id;
}

export async function five(id: number): Promise<number[]> {
  const a = await user(id);
  const b = await orders(id);
  const c = await settings();
  const d = await stock(id);
  const e = await price(id);
  return [a.id, b.id, c.id, d.id, e.id];
}

export async function lineBetween(id: number): Promise<number> {
  const a = await user(id);
  const doubled = id * 2;
  const b = await orders(doubled);
  return a.id + b.id;
}

export async function chainAndFree(id: number): Promise<number> {
  const a = await user(id);
  const b = await orders(a.id);
  const c = await stock(id);
  return b.id + c.id;
}

export async function freeThenChain(id: number): Promise<number> {
  const c = await report(id);
  const a = await user(id);
  const b = await orders(a.id);
  return b.id + c.id;
}

export async function twoChains(id: number): Promise<number> {
  const a = await user(id);
  const b = await messages(a.id);
  const c = await price(id);
  const d = await stock(c.id);
  return b.id + d.id;
}

export async function skipOne(id: number): Promise<number> {
  const a = await user(id);
  const b = await orders(a.id);
  const c = await settings();
  const d = await price(b.id);
  return c.id + d.id;
}

export async function objectLiteral(id: number): Promise<{ owner: Item; list: Item }> {
  return { owner: await user(id), list: await orders(id) };
}

export async function boundLiteral(id: number): Promise<number> {
  const page = { owner: await user(id), list: await orders(id), prices: await price(id) };
  return page.owner.id + page.list.id + page.prices.id;
}

export async function arrayLiteral(id: number): Promise<number> {
  const [a, b] = [await stock(id), await price(id)];
  return a.id + b.id;
}

export async function callArguments(id: number): Promise<number> {
  return Math.max((await user(id)).id, (await orders(id)).id);
}

export async function summed(id: number): Promise<number> {
  const sum = (await price(id)).ms + (await stock(id)).ms;
  return sum;
}

export async function memberReads(id: number): Promise<number> {
  const a = (await user(id)).id;
  const b = (await settings()).id;
  return a + b;
}

export async function destructured(id: number): Promise<number> {
  const { id: a } = await user(id);
  const { id: b, ms } = await messages(id);
  return a + b + ms;
}

export async function assigned(id: number): Promise<number> {
  let a = 0;
  let b = 0;
  a = (await user(id)).id;
  b = (await orders(id)).id;
  return a + b;
}

export async function inTry(id: number): Promise<number> {
  try {
    const a = await user(id);
    const b = await stock(id);
    return a.id + b.id;
  } catch {
    return -1;
  }
}

export async function inIf(id: number): Promise<number> {
  if (id > 0) {
    const a = await price(id);
    const b = await messages(id);
    return a.id + b.id;
  }
  return 0;
}

export async function afterGuard(id: number): Promise<number> {
  const a = await user(id);
  if (a.id < 0) return 0;
  const b = await orders(id);
  const c = await price(id);
  return a.id + b.id + c.id;
}

export async function guardBetween(id: number): Promise<number> {
  const a = await user(id);
  if (a.id < 0) throw new Error('no such user');
  const b = await orders(id);
  return a.id + b.id;
}

export async function writeLast(id: number): Promise<number> {
  const a = await user(id);
  const b = await stock(id);
  await audit(id);
  return a.id + b.id;
}

export async function nested(id: number): Promise<number> {
  const a = await profile(id);
  const b = await report(id);
  return a + b.id;
}

export async function nestedTwice(id: number): Promise<number> {
  const a = await profile(id);
  const b = await profile(id + 1);
  return a + b;
}

export async function slowStart(id: number): Promise<number> {
  const a = await delayedUser(id);
  const b = await orders(id);
  return a.id + b.id;
}

export async function timers(): Promise<string> {
  const a = await sleep(100);
  const b = await sleep(140);
  return String(a) + String(b);
}

export async function eachPushed(): Promise<number[]> {
  const out: number[] = [];
  for (const id of [1, 2, 3, 4]) {
    const item = await price(id);
    out.push(item.id);
  }
  return out;
}

export async function eachKeyed(): Promise<Map<number, number>> {
  const out = new Map<number, number>();
  for (const id of [1, 2, 3]) {
    out.set(id, (await stock(id)).id);
  }
  return out;
}

export async function eachTwice(): Promise<number[]> {
  const out: number[] = [];
  for (const id of [1, 2, 3]) {
    const owner = await user(id);
    const list = await orders(owner.id);
    out.push(list.id);
  }
  return out;
}

export async function eachOfMany(): Promise<number[]> {
  const out: number[] = [];
  for (const id of [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]) {
    out.push((await messages(id)).id);
  }
  return out;
}

export async function loopThenRead(): Promise<number> {
  let sum = 0;
  for (const id of [1, 2, 3]) {
    const item = await price(id);
    sum += item.ms;
  }
  const last = await settings();
  return sum + last.id;
}

export async function carried(id: number): Promise<number> {
  let at = id;
  for (const step of [1, 2, 3]) {
    const next = await user(at + step);
    at = next.id;
  }
  return at;
}

export async function alreadyTogether(id: number): Promise<number> {
  const [a, b] = await Promise.all([user(id), orders(id)]);
  const c = await report(id);
  return a.id + b.id + c.id;
}

export async function four(id: number): Promise<number> {
  const a = await report(id);
  const b = await stock(id);
  const c = await price(id);
  const d = await user(id);
  return a.id + b.id + c.id + d.id;
}
