// Line 18: an automatic fix only where the rewrite keeps results, effects and errors.
import { mkdir, mkdtemp, readFile, stat, writeFile } from 'node:fs/promises';
import { sendMail, type Channel } from 'shop-sdk';
import { fetchNews, getUser, listOrders, loadTheme, queryStock, type News, type Order, type User } from './shop.ts';

export async function plainStatements(id: string) {
  const user = await getUser(id);
  // expect pair independent, fix safe — plain declarations of used values
  const orders = await listOrders(id);
  return { user, orders };
}

export async function destructured(id: string) {
  const { name, email } = await getUser(id);
  // expect pair independent, fix safe — destructuring can be kept
  const [first] = await listOrders(id);
  return { name, email, first };
}

export async function sendBetween(id: string) {
  const user = await getUser(id);
  // expect pair data or effect — the mail says who asked
  await sendMail('log@example.org', user.name);
  // expect pair effect or unknown — a mail is not moved
  const orders = await listOrders(id);
  return orders;
}

export async function writeOnOneSide(id: string, text: string) {
  const user = await getUser(id);
  // expect pair independent or effect or unknown, fix unsafe — a write is not started before the read has succeeded
  await writeFile('out.txt', text);
  return user;
}

export async function secondNotBound(id: string) {
  const user = await getUser(id);
  // expect pair independent or effect or unknown, fix unsafe — the second's value is dropped: it is there for an effect
  await fetchNews();
  return user;
}

export async function exitBetween(id: string) {
  const user = await getUser(id);
  if (user.name === '') return undefined;
  // expect pair control — hoisted over the exit it would ask for nothing
  const orders = await listOrders(id);
  return { user, orders };
}

export async function deadZone(id: string) {
  const describe = (): string => `${user.name} in ${theme.colour}`;
  const user = await getUser(id);
  // expect pair independent — `describe` runs after both are set, which takes a second look to see
  const theme = await loadTheme(id);
  return describe();
}

export async function deadZoneBetween(id: string, later: (read: () => string) => Promise<News[]>) {
  const user = await getUser(id);
  // expect pair data or unknown or effect — the closure reads `user` when `later` likes
  const news = await later(() => user.name);
  return { user, news };
}

export async function closureReadsTooEarly(id: string, ask: (read: () => User | undefined) => Promise<Order[]>) {
  let user: User | undefined;
  const read = (): User | undefined => user;
  user = await getUser(id);
  // expect pair data or unknown or effect — `read` is called in `ask` and must find `user` set
  const orders = await ask(read);
  return { user, orders };
}

export class Screen {
  state = 'idle';
  user: User | undefined;

  async observable(id: string): Promise<Order[]> {
    this.state = 'loading user';
    this.user = await getUser(id);
    this.state = 'loading orders';
    // expect pair independent or effect or unknown, fix unsafe — others see `this.state` between the two
    const orders = await listOrders(id);
    this.state = 'idle';
    return orders;
  }
}

async function openFile(path: string): Promise<AsyncDisposable & { text: string }> {
  const text = await readFile(path, 'utf8');
  return { text, [Symbol.asyncDispose]: () => Promise.resolve() };
}

export async function awaitUsing(id: string) {
  await using file = await openFile('a.txt');
  // expect pair independent or effect or unknown or data, fix unsafe — disposed at the end of the block: the declaration is not moved
  const user = await getUser(id);
  return { text: file.text, user };
}

let path = 'a.txt';
export function choose(next: string): void {
  path = next;
}

export async function freshnessCheck() {
  const asked = path;
  const text = await readFile(asked, 'utf8');
  if (path !== asked) return undefined;
  // expect pair control — only if the path has not changed since
  const news = await fetchNews();
  return { text, news };
}

export async function freshnessWithoutExit() {
  const asked = path;
  const text = await readFile(asked, 'utf8');
  const stale = path !== asked;
  // expect pair independent or effect or unknown, fix unsafe — `path` is looked at again after the await, before the second starts
  const news = await fetchNews();
  return { text, stale, news };
}

export async function clockBetween(id: string) {
  const user = await getUser(id);
  const askedAt = Date.now();
  // expect pair independent or effect or unknown, fix unsafe — the time between the two is observed
  const orders = await listOrders(id);
  return { user, askedAt, orders };
}

export async function logBetween(id: string) {
  const user = await getUser(id);
  console.log('user loaded');
  // expect pair independent or effect or unknown, fix unsafe — the line between is observable
  const orders = await listOrders(id);
  return { user, orders };
}

export async function pureLineBetween(id: string) {
  const user = await getUser(id);
  const title = user.name.trim();
  // expect pair independent — the line between only computes, from the first's value
  const orders = await listOrders(id);
  return { title, orders };
}

export async function lineBetweenFeedsSecond(id: string) {
  const user = await getUser(id);
  const key = id.trim();
  // expect pair independent, fix safe — the line between needs nothing of the first; it may go before both
  const orders = await listOrders(key);
  return { user, orders };
}

export async function lineBetweenMayThrow(id: string, text: string) {
  const user = await getUser(id);
  const options = JSON.parse(text) as { size: number };
  // expect pair independent — the line between may throw: then the second was not started
  const orders = await listOrders(id);
  return { user, options, orders };
}

export async function letAssigned(id: string) {
  let user;
  let stock;
  user = await getUser(id);
  // expect pair independent — assignments of used values
  stock = await queryStock(id);
  return { user, stock };
}

export async function parameterReassigned(id: string) {
  const user = await getUser(id);
  id = `${id}-2`;
  // expect pair independent — `id` changes between, so the second may not start before the line
  const orders = await listOrders(id);
  return { user, orders };
}

export async function variableReused(id: string) {
  let list: unknown[] = await listOrders(id);
  const size = list.length;
  // expect pair independent or data or unknown — one variable for two values
  list = await fetchNews();
  return size + list.length;
}

export async function fileThenChannel(file: string, channel: Channel) {
  const info = await stat(file);
  // expect pair unknown or effect or independent, fix unsafe — what is sent cannot be taken back
  await channel.send('ready');
  return info.size;
}

export async function insideTry(id: string) {
  try {
    const user = await getUser(id);
    // expect pair independent, fix safe — both in one `try`: the same handler for either
    const orders = await listOrders(id);
    return { user, orders };
  } catch {
    return undefined;
  }
}

export async function ownTries(id: string) {
  let user: User | undefined;
  let orders: Order[] = [];
  try {
    user = await getUser(id);
  } catch {
    user = undefined;
  }
  // expect pair independent — each has its own handler
  try {
    orders = await listOrders(id);
  } catch {
    orders = [];
  }
  return { user, orders };
}

export async function tryThenRead(id: string) {
  let user: User | undefined;
  try {
    user = await getUser(id);
  } catch (error) {
    throw new Error('no user', { cause: error });
  }
  // expect pair independent or control — the failure of the first is only given another name
  const orders = await listOrders(id);
  return { user, orders };
}

export async function tryThatReturns(id: string) {
  let user: User;
  try {
    user = await getUser(id);
  } catch {
    return undefined;
  }
  // expect pair control — where the first fails the second does not run
  const orders = await listOrders(id);
  return { user, orders };
}

export async function twoModules() {
  const first = await import('shop-sdk');
  // expect pair independent likely, fix unsafe — a module runs when it is loaded, and the order of that may matter
  const second = await import('./shop.ts');
  return { first, second };
}

export async function foldersMade(folders: readonly string[]) {
  // expect loop independent, fix unsafe — when one cannot be made, those after it were not there before
  for (const folder of folders) {
    await mkdir(folder, { recursive: true });
  }
}

export async function folderInVain(path: string) {
  const text = await readFile(path, 'utf8');
  // expect pair independent, fix unsafe — a new folder is nobody else's, but without the file it would stay behind
  const folder = await mkdtemp('work-');
  return { text, folder };
}

function transactional(_: object, __: string): void {
  // Puts something else in the method's place, elsewhere.
}

class Accounts {
  @transactional
  async owner(id: string): Promise<User> {
    return getUser(id);
  }

  @transactional
  async orders(id: string): Promise<Order[]> {
    return listOrders(id);
  }
}

export async function decorated(accounts: Accounts, id: string) {
  const user = await accounts.owner(id);
  // expect pair independent or unknown, fix unsafe — a decorator may put anything around the body
  const orders = await accounts.orders(id);
  return { user, orders };
}

function configuredToken(): string {
  const token = process.env.SHOP_TOKEN;
  if (token === undefined) throw new Error('SHOP_TOKEN is not set.');
  return token;
}

async function fileOrThrow(path: string): Promise<string> {
  const text = await readFile(path, 'utf8');
  if (text === '') throw new Error(`${path} is empty.`);
  return text;
}

export async function secondThrowsAtOnce(path: string) {
  const text = await readFile(path, 'utf8');
  // expect pair independent or control, fix unsafe — it throws before there is anybody to take the first's failure
  const token = await configuredToken();
  return text + token;
}

export async function bothThrowOnPurpose(a: string, b: string) {
  const first = await fileOrThrow(a);
  // expect pair independent or control, fix unsafe — whose error it is would be a matter of time
  const second = await fileOrThrow(b);
  return first + second;
}

export async function oneThrowsOnPurpose(a: string, b: string) {
  const first = await readFile(a, 'utf8');
  // expect pair independent, fix safe — either failure ends the function
  const second = await fileOrThrow(b);
  return first + second;
}
