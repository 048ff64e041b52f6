// Line 10: mutation through objects: filled arguments, `this.x`, closures' flags, `req`/`res`/`ctx`, stores that save their whole map.
import { readFile, writeFile } from 'node:fs/promises';
import { fetchNews, getUser, listOrders, loadTheme, type News, type Order, type User } from './shop.ts';

interface Bag {
  user?: User;
  news?: News[];
  orders?: Order[];
}
interface Context {
  user?: User;
  status: number;
  body?: unknown;
}

async function fillUser(bag: Bag, id: string): Promise<void> {
  bag.user = await getUser(id);
}
async function fillNews(bag: Bag): Promise<void> {
  bag.news = await fetchNews();
}
async function fillOrders(bag: Bag): Promise<void> {
  bag.orders = bag.user ? await listOrders(bag.user.id) : [];
}
async function nameOf(bag: Bag): Promise<string> {
  const theme = await loadTheme('dark');
  return `${bag.user?.name ?? '?'} ${theme.colour}`;
}

export async function filledThenRead(id: string) {
  const bag: Bag = {};
  await fillUser(bag, id);
  // expect pair data — `fillUser` sets `bag.user`, `fillOrders` reads it
  await fillOrders(bag);
  return bag;
}

export async function filledApart(id: string) {
  const bag: Bag = {};
  await fillUser(bag, id);
  // expect pair independent or unknown, fix unsafe — two different properties of one object
  await fillNews(bag);
  return bag;
}

export async function filledAndAsked(bag: Bag, id: string) {
  await fillUser(bag, id);
  // expect pair data or effect — `nameOf` reads `bag.user`
  const name = await nameOf(bag);
  return name;
}

export async function propertyWritten(bag: Bag, id: string) {
  bag.user = await getUser(id);
  // expect pair data — `bag.user` is written, then read
  bag.orders = await listOrders(bag.user.id);
}

export async function propertiesWritten(bag: Bag, id: string) {
  bag.user = await getUser(id);
  // expect pair independent or unknown — two properties, neither read by the other
  bag.news = await fetchNews();
}

export async function wholeObjectPassed(bag: Bag, id: string) {
  bag.user = await getUser(id);
  // expect pair data — `nameOf` gets the object that was written
  const name = await nameOf(bag);
  return name;
}

export async function pushedThenRead(id: string) {
  const names: string[] = [];
  names.push((await getUser(id)).name);
  // expect pair data — the list that was pushed to is the argument
  await writeFile('names.txt', names.join('\n'));
}

export async function aliasWritten(id: string) {
  const bag: Bag = {};
  const same = bag;
  same.user = await getUser(id);
  // expect pair data — `bag` and `same` are one object
  const name = await nameOf(bag);
  return name;
}

export class Session {
  user: User | undefined;
  news: News[] = [];
  orders: Order[] = [];

  async signIn(id: string): Promise<void> {
    this.user = await getUser(id);
  }
  async loadOrders(): Promise<void> {
    this.orders = await listOrders(this.user?.id ?? '');
  }
  async loadNews(): Promise<void> {
    this.news = await fetchNews();
  }
  async open(id: string): Promise<void> {
    await this.signIn(id);
    // expect pair effect or data — `loadOrders` reads `this.user`, which `signIn` sets
    await this.loadOrders();
  }
  async refresh(): Promise<void> {
    await this.loadOrders();
    // expect pair independent or unknown, fix unsafe — different fields: `orders` and `news`
    await this.loadNews();
  }
  async assignAndCall(id: string): Promise<void> {
    this.user = await getUser(id);
    // expect pair data or effect — `this.user` is read in the body of `loadOrders`
    await this.loadOrders();
  }
  async assignAndRead(id: string): Promise<string> {
    this.user = await getUser(id);
    // expect pair data — `this.user.name`
    const theme = await loadTheme(this.user.name);
    return theme.colour;
  }
  async assignTwo(id: string): Promise<void> {
    this.user = await getUser(id);
    // expect pair independent or unknown — two fields that nobody reads between
    this.news = await fetchNews();
  }
}

async function authenticate(context: Context): Promise<void> {
  context.user = await getUser('me');
}
async function answer(context: Context): Promise<void> {
  context.body = await listOrders(context.user?.id ?? '');
}

export async function middleware(ctx: Context) {
  await authenticate(ctx);
  // expect pair data or control or effect — `ctx.user` is set, then read
  await answer(ctx);
}

export async function unknownMiddleware(ctx: Context, next: (ctx: Context) => Promise<void>, log: (ctx: Context) => Promise<void>) {
  await next(ctx);
  // expect pair unknown or effect or data — both hold `ctx`
  await log(ctx);
}

export async function flagOfClosure(id: string) {
  let found = false;
  const look = async (): Promise<void> => {
    const user = await getUser(id);
    found = user.active;
  };
  const tell = async (): Promise<string> => {
    const theme = await loadTheme(found ? 'green' : 'red');
    return theme.colour;
  };
  await look();
  // expect pair data or effect — `look` sets `found`, which `tell` reads
  const colour = await tell();
  return colour;
}

export async function closuresApart(id: string) {
  const look = async (): Promise<string> => (await getUser(id)).name;
  const tell = async (): Promise<string> => (await loadTheme('dark')).colour;
  const name = await look();
  // expect pair independent — the closures share only `id`
  const colour = await tell();
  return name + colour;
}

const store: Record<string, string> = {};

async function saveStore(): Promise<void> {
  await writeFile('store.json', JSON.stringify(store));
}
async function setTheme(colour: string): Promise<void> {
  store['theme'] = colour;
  await saveStore();
}
async function setName(name: string): Promise<void> {
  store['name'] = name;
  await saveStore();
}

export async function wholeMapSaved() {
  await setTheme('dark');
  // expect pair effect — both write the whole store to one file
  await setName('Ada');
}

export async function readTwoSettings() {
  const theme = await readFile('theme.txt', 'utf8');
  // expect pair independent, fix safe — two reads
  const name = await readFile('name.txt', 'utf8');
  return { theme, name };
}

export async function argumentSortedInPlace(ids: string[]) {
  const first = await getUser(ids[0] ?? '');
  ids.sort();
  // expect pair independent, fix unsafe — the sort between moves what the first has read already; hoisting the second over it would read another id
  const last = await getUser(ids[0] ?? '');
  return [first, last];
}

let limit = 0;

function setLimit(value: number): void {
  limit = value;
}

async function ordersWithinLimit(id: string): Promise<Order[]> {
  return (await listOrders(id)).slice(0, limit);
}

export async function valueKeptBetween(id: string) {
  const user = await getUser(id);
  setLimit(user.name.length);
  // expect pair effect or data — the line between keeps a value of the first where the second reads it
  const orders = await ordersWithinLimit(id);
  return { user, orders };
}

export async function constantKeptBetween(id: string) {
  const user = await getUser(id);
  setLimit(10);
  // expect pair independent or effect or data, fix unsafe — the line between needs nothing of the first, but the second needs the line
  const orders = await ordersWithinLimit(id);
  return { user, orders };
}
