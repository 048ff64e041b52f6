// Two ways may lead to one object: such two are likely apart, never proven. And what two callees print, or answer by what they have seen before, is in the order in which they come to it.

import { readFile } from 'node:fs/promises';

interface TokenStore { token?: string }

class Auth {
  constructor(private readonly store: TokenStore) {}

  async token(): Promise<string> {
    if (!this.store.token) this.store.token = await readFile('token', 'utf8');
    return this.store.token;
  }
}

class Api {
  constructor(private readonly store: TokenStore) {}

  async me(): Promise<string> {
    return (await fetch('https://api.example/me', { headers: { authorization: this.store.token ?? '' } })).text();
  }

  async version(): Promise<string> {
    return (await fetch('https://api.example/version')).text();
  }
}

export async function twoWithOneStore(auth: Auth, api: Api) {
  const token = await auth.token();
  // expect pair independent likely, fix unsafe — both may have been given one store
  const me = await api.me();
  return [token, me];
}

export async function oneWithoutTheStore(auth: Auth, api: Api) {
  const token = await auth.token();
  // expect pair independent proven — the second does not look at its store
  const version = await api.version();
  return [token, version];
}

interface Context { config?: { folder: string } }

async function configOf(context: Context): Promise<{ folder: string }> {
  return (context.config ??= JSON.parse(await readFile('config.json', 'utf8')) as { folder: string });
}

async function pageIn(context: Context, name: string): Promise<string> {
  return readFile(`${context.config?.folder ?? '.'}/${name}`, 'utf8');
}

export async function byTwoWays(app: { context: Context }, context: Context) {
  const config = await configOf(context);
  // expect pair independent likely, fix unsafe — the context of the app may be the other one
  const page = await pageIn(app.context, 'start');
  return [config, page];
}

interface Layer { name: string; text?: string; parent?: Layer }

async function fill(layer: Layer): Promise<string> {
  const own = await readFile(layer.name, 'utf8');
  layer.text = `${layer.parent?.text ?? ''}${own}`;
  return layer.text;
}

export async function fromParents(layers: Layer[]) {
  const texts: string[] = [];
  // expect loop independent likely, fix unsafe — a layer's parent may be the one before
  for (const layer of layers) {
    texts.push(await fill(layer));
  }
  return texts;
}

export async function fromParentsInOrder(layers: Layer[]) {
  // expect loop independent or carried, fix safe — what stands behind the wait is done in order, whatever was read first
  for (const layer of layers) {
    const own = await readFile(layer.name, 'utf8');
    layer.text = `${layer.parent?.text ?? ''}${own}`;
  }
}

async function show(name: string): Promise<number> {
  console.log(`== ${name}`);
  const text = await readFile(name, 'utf8');
  console.log(text);
  return text.length;
}

export async function printedByBoth() {
  const first = await show('a');
  // expect pair independent or effect, fix unsafe — title and text of the one would stand between those of the other
  const second = await show('b');
  return first + second;
}

export async function printedByOne() {
  const first = await show('a');
  // expect pair independent proven, fix safe — only one of them prints
  const second = await readFile('b', 'utf8');
  return [first, second];
}

async function unseen(name: string, seen: Set<string>): Promise<string | undefined> {
  const text = await readFile(name, 'utf8');
  if (seen.has(text)) return undefined;
  seen.add(text);
  return text;
}

export async function seenAfterReading() {
  const seen = new Set<string>();
  const first = await unseen('a', seen);
  // expect pair effect or data, fix unsafe — of two that read the same, the one that comes first gives it
  const second = await unseen('b', seen);
  return [first, second];
}

async function checked(name: string, errors: string[]): Promise<string> {
  const report = (message: string): void => {
    errors.push(`${message} ${name}`);
  };
  const text = await readFile(name, 'utf8');
  if (text === '') report('nothing in');
  return text;
}

export async function reportedByOwnFunction() {
  const errors: string[] = [];
  const first = await checked('a', errors);
  // expect pair independent likely, fix unsafe — a function within each of them adds to the list that both were handed
  const second = await checked('b', errors);
  return [first, second, errors];
}

interface Counter { n: number }

async function numbered(name: string, counter: Counter): Promise<string> {
  function next(): number {
    return ++counter.n;
  }
  const text = await readFile(name, 'utf8');
  return `${next()} ${text}`;
}

export async function countedByOwnFunction() {
  const counter = { n: 0 };
  const first = await numbered('a', counter);
  // expect pair effect or data — both count on
  const second = await numbered('b', counter);
  return [first, second];
}

export async function countedApart() {
  const first = await numbered('a', { n: 0 });
  // expect pair independent proven — each has a counter of its own
  const second = await numbered('b', { n: 0 });
  return [first, second];
}

const groups: Record<string, string[]> = {};
const counts: Record<string, Counter> = {};

async function grouped(name: string): Promise<string> {
  const tag = await readFile(name, 'utf8');
  (groups[tag] ??= []).push(name);
  return tag;
}

export async function groupedByBoth() {
  const first = await grouped('a');
  // expect pair effect — what both put into one group stands there in the order in which they come
  const second = await grouped('b');
  return [first, second, groups];
}

async function countedIn(name: string): Promise<string> {
  const tag = await readFile(name, 'utf8');
  (counts[tag] ??= { n: 0 }).n += 1;
  return `${counts[tag].n} ${tag}`;
}

export async function countedInGroups() {
  const first = await countedIn('a');
  // expect pair effect or data — both may count in one group
  const second = await countedIn('b');
  return [first, second];
}

class Feed {
  loading = false;

  async more(name: string): Promise<string | undefined> {
    if (this.loading) return undefined;
    this.loading = true;
    const text = await readFile(name, 'utf8');
    this.loading = false;
    return text;
  }
}

export async function whileBusy(feed: Feed) {
  const first = await feed.more('a');
  // expect pair effect or data — the second would find the first still loading, and do nothing
  const second = await feed.more('b');
  return [first, second];
}

class Poller {
  busy = false;

  async poll(name: string): Promise<string | undefined> {
    if (!this.busy) {
      this.busy = true;
      const text = await readFile(name, 'utf8');
      this.busy = false;
      return text;
    }
    return undefined;
  }
}

export async function onlyWhereIdle(poller: Poller) {
  const first = await poller.poll('a');
  // expect pair effect or data — the second would find the first still busy, and give nothing
  const second = await poller.poll('b');
  return [first, second];
}

let running: boolean | undefined;

async function runAlone(name: string): Promise<string | undefined> {
  if (running === undefined) {
    running = true;
    const text = await readFile(name, 'utf8');
    running = undefined;
    return text;
  }
  return undefined;
}

export async function onlyOneAtATime() {
  const first = await runAlone('a');
  // expect pair effect or data — the same, by a variable of the module
  const second = await runAlone('b');
  return [first, second];
}
