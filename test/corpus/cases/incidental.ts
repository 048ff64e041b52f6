// Writes that do not order anything: what is made once on first use, flags of a connection, locks, listeners, lists that are filled after the waits.
import { readFile } from 'node:fs/promises';
import { getUser, listOrders } from './shop.ts';

const origin = 'https://api.example.org';
let token: string | undefined;
let pending: Promise<string> | undefined;
let settings: Map<string, string> | undefined;
const made = new Map<string, string>();

async function login(): Promise<string> {
  const response = await fetch(`${origin}/token`);
  // expect pair data — the body of the response
  return await response.text();
}

async function tokenOnce(): Promise<string> {
  if (token === undefined) token = await login();
  return token;
}

async function getWithToken(path: string): Promise<string> {
  const authorization = await tokenOnce();
  // expect pair data — the token is a header
  const response = await fetch(`${origin}/${path}`, { headers: { authorization } });
  // expect pair data — the body of the response
  return await response.text();
}

export async function lazyToken(id: string) {
  const user = await getWithToken(`users/${id}`);
  // expect pair independent — the token may be asked for twice, with the same answer
  const orders = await getWithToken(`orders/${id}`);
  return { user, orders };
}

async function getWithPending(path: string): Promise<string> {
  pending ??= login();
  const response = await fetch(`${origin}/${path}`, { headers: { authorization: await pending } });
  // expect pair data — the body of the response
  return await response.text();
}

export async function memoisedPromise(id: string) {
  const user = await getWithPending(`users/${id}`);
  // expect pair independent — one promise of a token, made by whoever comes first
  const orders = await getWithPending(`orders/${id}`);
  return { user, orders };
}

async function settingOf(name: string): Promise<string | undefined> {
  if (!settings) {
    const text = await readFile('settings.json', 'utf8');
    settings = new Map(Object.entries(JSON.parse(text) as Record<string, string>));
  }
  return settings.get(name);
}

export async function lazyTable() {
  const colour = await settingOf('colour');
  // expect pair independent or data — the table is filled once, with the same content by either
  const size = await settingOf('size');
  return { colour, size };
}

interface Client {
  ask(path: string): Promise<string>;
}

const ready = true;
let client: Client | undefined;
const shared: { client?: Client } = {};

function makeClient(): Client {
  const made: Client = {
    async ask(path) {
      const response = await fetch(`${origin}/${path}`);
      // expect pair data — the body of the response
      return await response.text();
    },
  };
  shared.client = made;
  return made;
}

async function connected(): Promise<void> {
  if (ready && !client) {
    client = shared.client ?? makeClient();
  }
}

async function askNews(): Promise<string> {
  await connected();
  // expect pair independent or data or effect or control, fix unsafe — the bodies share nothing, though the name says that it comes first
  const response = await fetch(`${origin}/news`);
  // expect pair data — the body of the response
  return await response.text();
}

async function askWeather(): Promise<string> {
  await connected();
  // expect pair independent or data or effect or control, fix unsafe — the bodies share nothing, though the name says that it comes first
  const response = await fetch(`${origin}/weather`);
  // expect pair data — the body of the response
  return await response.text();
}

export async function connectedOnce() {
  const news = await askNews();
  // expect pair independent — the client is made once, by whoever comes first, in a helper of the check
  const weather = await askWeather();
  return { news, weather };
}

const seen: string[] = [];
let begun = false;

async function beginOnce(): Promise<number> {
  const status = (await fetch(`${origin}/status`)).status;
  if (!begun) {
    begun = true;
    seen.length = 0;
  }
  return status;
}

async function lastSeen(): Promise<string> {
  const response = await fetch(`${origin}/seen/${String(seen.length)}`);
  // expect pair data — the body of the response
  return await response.text();
}

export async function beginThenRead() {
  const status = await beginOnce();
  // expect pair effect — done once, but others read what it sets
  const seen = await lastSeen();
  return { status, seen };
}

async function cachedText(name: string): Promise<string> {
  const known = made.get(name);
  if (known !== undefined) return known;
  const text = await readFile(name, 'utf8');
  made.set(name, text);
  return text;
}

export async function cachedByKey() {
  const left = await cachedText('left.txt');
  // expect pair independent — a cache by name, whose entries are the same whoever fills them
  const right = await cachedText('right.txt');
  return left + right;
}

export async function cachedByKeyEach(names: readonly string[]) {
  const texts: string[] = [];
  // expect loop independent — a cache by name
  for (const name of names) {
    texts.push(await cachedText(name));
  }
  return texts;
}

/** The twin: no cache but a register that later calls depend on. */
const registered: string[] = [];

async function register(name: string): Promise<number> {
  const text = await readFile(name, 'utf8');
  registered.push(text);
  return registered.length;
}

export async function registeredInOrder() {
  const first = await register('left.txt');
  // expect pair effect — the number that is given back tells the order
  const second = await register('right.txt');
  return [first, second];
}

class Store {
  isConnected = false;
  token = '';

  async connect(): Promise<void> {
    if (this.isConnected) return;
    this.token = await login();
    this.isConnected = true;
  }

  async get(path: string): Promise<string> {
    await this.connect();
    // expect pair data or effect or control — the token is set by `connect`
    const response = await fetch(`${origin}/${path}`, { headers: { authorization: this.token } });
    // expect pair data — the body of the response
    return await response.text();
  }

  /** Not for the first use: whoever reconnects wants a new token for what follows. */
  async reconnect(): Promise<string> {
    this.token = await login();
    return this.token;
  }
}

const store = new Store();

export async function lazyConnection(id: string) {
  const user = await store.get(`users/${id}`);
  // expect pair independent or effect — connected by whoever comes first
  const orders = await store.get(`orders/${id}`);
  return { user, orders };
}

export async function reconnectThenGet(id: string) {
  const token = await store.reconnect();
  // expect pair effect or data — what follows sends the new token
  const user = await store.get(`users/${id}`);
  return { token, user };
}

export async function pushedByBoth(id: string) {
  const lines: string[] = [];
  const user = await getUser(id);
  lines.push(user.name);
  // expect pair independent — the lines are filled after the waits; their order can be kept
  const orders = await listOrders(id);
  lines.push(String(orders.length));
  return lines;
}

export async function pushedInBranches(id: string, full: boolean) {
  const lines: string[] = [];
  if (full) {
    const user = await getUser(id);
    lines.push(user.name);
  }
  // expect pair independent, fix unsafe — the same, with each part in a block of its own
  try {
    const orders = await listOrders(id);
    lines.push(String(orders.length));
  } catch {
    lines.push('none');
  }
  return lines;
}

export async function countedByBoth(id: string) {
  let size = 0;
  size += (await getUser(id)).name.length;
  // expect pair independent or data, fix unsafe — a sum: it can be made of the joined results
  size += (await listOrders(id)).length;
  return size;
}

class Mutex {
  #tail: Promise<void> = Promise.resolve();

  async run<T>(work: () => Promise<T>): Promise<T> {
    const before = this.#tail;
    let free = (): void => undefined;
    this.#tail = new Promise((resolve) => (free = resolve));
    await before;
    // expect pair control or effect or data or unknown — the turn is waited for
    try {
      return await work();
    } finally {
      free();
    }
  }
}

const mutex = new Mutex();

export async function oneAtATime(id: string) {
  const user = await mutex.run(() => getUser(id));
  // expect pair independent or effect or unknown, fix unsafe — a lock takes care of the order, and lets nothing overlap
  const orders = await mutex.run(() => listOrders(id));
  return { user, orders };
}

async function getAndListen(path: string): Promise<string> {
  process.once('SIGINT', () => process.exit(1));
  const response = await fetch(`${origin}/${path}`);
  // expect pair data — the body of the response
  return await response.text();
}

export async function listeners() {
  const a = await getAndListen('a');
  // expect pair independent or effect — each adds a listener of its own; nobody reads them between
  const b = await getAndListen('b');
  return a + b;
}

let requests = 0;

async function getAndCount(path: string): Promise<string> {
  requests += 1;
  const response = await fetch(`${origin}/${path}`);
  // expect pair data — the body of the response
  return await response.text();
}

export async function countedRequests() {
  const a = await getAndCount('a');
  // expect pair independent or effect — a count that neither of them reads
  const b = await getAndCount('b');
  return a + b;
}

export function howMany(): number {
  return requests;
}
