// Line 21: a third of the safe fixes gain nothing; a run of like awaits is one finding.
import { fetchNews, findTeam, getUser, listOrders, loadTheme, readPolicy } from './shop.ts';

const memory = new Map<string, number>();

async function getFromMemory(key: string): Promise<number | undefined> {
  return memory.get(key);
}

async function heavy(size: number): Promise<number> {
  let sum = 0;
  for (let i = 0; i < size; i += 1) sum += Math.sqrt(i);
  return sum;
}

export async function memoryReads() {
  const a = await getFromMemory('a');
  // expect pair independent — nothing waits here: correct, and not worth a word
  const b = await getFromMemory('b');
  return { a, b };
}

export async function cpuInAsyncClothing() {
  const a = await heavy(1000);
  // expect pair independent — both only compute, on one thread
  const b = await heavy(2000);
  return a + b;
}

export async function runOfFive(id: string) {
  // expect group of 5, fix safe — one finding
  const user = await getUser(id);
  // expect pair independent, fix safe — reads
  const orders = await listOrders(id);
  // expect pair independent, fix safe — reads
  const news = await fetchNews();
  // expect pair independent, fix safe — reads
  const theme = await loadTheme(id);
  // expect pair independent, fix safe — reads
  const policy = await readPolicy(id);
  return { user, orders, news, theme, policy };
}

export async function runBrokenByNeed(id: string) {
  // expect group of 2 — the third needs the first
  const user = await getUser(id);
  // expect pair independent, fix safe — reads
  const orders = await listOrders(id);
  // expect pair independent — needs `user`, not `orders`
  const team = await findTeam(user.teamId);
  return { orders, team };
}

export async function dependentOnly(id: string) {
  // expect no group — nothing to say
  const user = await getUser(id);
  // expect pair data — `user.teamId`
  const team = await findTeam(user.teamId);
  return team;
}

export async function valueAwaited(settings: { size: number }, id: string) {
  const size = await settings.size;
  // expect pair independent or unknown — a plain value is awaited: nothing waits
  const user = await getUser(id);
  return { size, user };
}

export async function runOfThreeWithQuietLines(id: string) {
  // expect group of 3, fix safe — the lines between only compute
  const user = await getUser(id);
  const key = id.trim();
  // expect pair independent, fix safe — reads
  const orders = await listOrders(key);
  // expect pair independent, fix safe — reads
  const news = await fetchNews();
  return { user, orders, news };
}

export async function runOfThreeWithALog(id: string) {
  // expect group of 3, fix unsafe — the line between is seen by people
  const user = await getUser(id);
  console.log('user loaded');
  // expect pair independent, fix unsafe — the line between is seen by people
  const orders = await listOrders(id);
  // expect pair independent, fix safe — reads
  const news = await fetchNews();
  return { user, orders, news };
}

export async function membersAwaited(app: { readonly users: Promise<string>; readonly orders: Promise<string> }) {
  // expect no group — what is kept there was started elsewhere
  const users = await app.users;
  // expect pair independent or unknown — to read a member starts nothing
  const orders = await app.orders;
  return users + orders;
}

export async function membersBeside(app: { readonly users: Promise<string>; readonly orders: Promise<string> }) {
  // expect no group — what is kept there was started elsewhere
  return { users: await app.users, orders: await app.orders };
}

export async function promisesInTurn(promises: readonly Promise<string>[]) {
  const texts: string[] = [];
  // expect no group — all of them are under way before the loop begins
  // expect loop independent or unknown — nothing starts in it
  for (const promise of promises) texts.push(await promise);
  return texts;
}
