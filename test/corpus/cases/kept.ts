// What a rewrite keeps beside results: where a flag is looked at, what a clock shows, what is printed although a later round fails.
import { readFile } from 'node:fs/promises';

interface Node { id: string; path: string; parentId?: string; text?: string }

export class Scanner {
  private stopped = false;
  private root = '.';

  stop() {
    this.stopped = true;
  }

  async scan(files: string[]) {
    const out: string[] = [];
    // expect loop independent, fix unsafe — each round looks whether the scan was stopped while the ones before it waited
    for (const file of files) {
      out.push(await this.unlessStopped(file));
    }
    return out;
  }

  async scanned(files: string[]) {
    const out: string[] = [];
    // expect loop independent, fix safe — the folder is never set again
    for (const file of files) {
      out.push(await this.below(file));
    }
    return out;
  }

  private async unlessStopped(file: string) {
    if (this.stopped) throw new Error('stopped');
    return readFile(file, 'utf8');
  }

  private async below(file: string) {
    return readFile(`${this.root}/${file}`, 'utf8');
  }
}

let cancelled = false;
export const cancel = () => {
  cancelled = true;
};

async function unlessCancelled(file: string) {
  if (cancelled) throw new Error('cancelled');
  return readFile(file, 'utf8');
}

export async function lookedAtLate() {
  const first = await readFile('first', 'utf8');
  // expect pair independent, fix unsafe — it may be cancelled while the first is read
  const second = await unlessCancelled('second');
  return [first, second];
}

export async function lookedAtInTheBody(files: string[]) {
  const out: string[] = [];
  // expect loop independent or effect, fix unsafe — it may be cancelled while a former round waits
  for (const file of files) {
    const wanted = cancelled ? 'none' : file;
    const text = await readFile(wanted, 'utf8');
    out.push(text);
  }
  return out;
}

export async function signalled(files: string[], signal: AbortSignal) {
  const out: string[] = [];
  // expect loop independent or effect, fix unsafe — whoever aborts after the first round is heard before the second
  for (const file of files) {
    signal.throwIfAborted();
    const text = await readFile(file, 'utf8');
    out.push(text);
  }
  return out;
}

async function unlessAborted(file: string, signal: AbortSignal) {
  if (signal.aborted) return '';
  return readFile(file, 'utf8');
}

export async function signalHandedOn(files: string[], signal: AbortSignal) {
  const out: string[] = [];
  // expect loop independent or effect, fix unsafe — the callee looks at the signal when it begins
  for (const file of files) {
    out.push(await unlessAborted(file, signal));
  }
  return out;
}

export async function latencies(urls: string[]) {
  const out: { status: number; ms: number }[] = [];
  // expect loop independent, fix unsafe — a clock read after all rounds shows something else
  for (const url of urls) {
    const started = Date.now();
    const { status } = await fetch(url);
    out.push({ status, ms: Date.now() - started });
  }
  return out;
}

const now = () => performance.now();

export async function latenciesByHelper(urls: string[]) {
  const out: { status: number; at: number }[] = [];
  // expect loop independent, fix unsafe — the helper reads a clock
  for (const url of urls) {
    const { status } = await fetch(url);
    out.push({ status, at: now() });
  }
  return out;
}

export async function parsedDates(urls: string[]) {
  const out: Date[] = [];
  // expect loop independent, fix safe — a date that is written down is no clock
  for (const url of urls) {
    const answer = await fetch(url);
    out.push(new Date(answer.headers.get('date') ?? ''));
  }
  return out;
}

export async function printedAfterwards(files: string[]) {
  const out: number[] = [];
  // expect loop independent, fix unsafe — where the second file is missing, the line of the first has been printed
  for (const file of files) {
    const text = await readFile(file, 'utf8');
    console.log(`${file}: ${text.length}`);
    out.push(text.length);
  }
  return out;
}

export async function printedWithTheAwait(files: string[]) {
  // expect loop independent, fix unsafe — as above, in one statement
  for (const file of files) {
    console.log((await readFile(file, 'utf8')).length);
  }
}

async function report(file: string) {
  console.log(`checking ${file}`);
  const text = await readFile(file, 'utf8');
  console.log(text.length > 3 ? 'ok' : 'short');
  return text.length;
}

export async function printedAround(files: string[]) {
  const out: number[] = [];
  // expect loop effect, fix unsafe — the callee prints a line before it waits and another one below it
  for (const file of files) {
    out.push(await report(file));
  }
  return out;
}

export async function parentsFirst(nodes: Node[]) {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  // expect loop carried or effect or independent, fix unsafe — the path of the parent, which a former round has set
  for (const node of nodes) {
    const parent = byId.get(node.parentId ?? '');
    const name = await readFile(`${parent?.path ?? ''}/${node.id}`, 'utf8');
    node.path = `${parent?.path ?? ''}/${name}`;
  }
  return nodes;
}

export async function ownTexts(nodes: Node[]) {
  // expect loop independent, fix safe — each round sets what its own element keeps, and reads that alone
  for (const node of nodes) {
    const text = await readFile(node.path, 'utf8');
    node.text = `${node.path} ${text}`;
  }
  return nodes;
}

const lengths = new WeakMap<object, Map<string, number>>();

function lengthOf(of: object, name: string): number {
  let own = lengths.get(of);
  if (own === undefined) {
    own = new Map();
    lengths.set(of, own);
  }
  const known = own.get(name);
  if (known !== undefined) return known;
  own.set(name, name.length);
  return name.length;
}

async function readAt(of: object, name: string): Promise<string> {
  const text = await readFile(name, 'utf8');
  return text.slice(lengthOf(of, name));
}

export async function keptInTwoSteps(of: object, files: string[]) {
  const out: string[] = [];
  // expect loop independent — a map in a map, each of which is filled where it is empty
  for (const file of files) {
    out.push(await readAt(of, file));
  }
  return out;
}

class Pool {
  static #only: Pool | undefined;
  readonly clients = new Map<string, { path: string }>();

  static get(): Pool {
    if (Pool.#only === undefined) Pool.#only = new Pool();
    return Pool.#only;
  }

  clientOf(path: string): { path: string } {
    if (!this.clients.has(path)) this.clients.set(path, { path });
    return this.clients.get(path)!;
  }
}

async function throughPool(path: string): Promise<string> {
  return readFile(Pool.get().clientOf(path).path, 'utf8');
}

export async function keptByOne(files: string[]) {
  const out: string[] = [];
  // expect loop independent — the one pool is looked up, and keeps something for each file
  for (const file of files) {
    out.push(await throughPool(file));
  }
  return out;
}

const notes: { list?: string[] } = {};

function notesList(): string[] {
  notes.list ??= [];
  return notes.list;
}

async function noteDown(file: string): Promise<string> {
  const text = await readFile(file, 'utf8');
  notesList().push(text);
  return text;
}

async function readNotes(file: string): Promise<number> {
  const text = await readFile(file, 'utf8');
  return text.length + notesList().length;
}

export async function keptAndChanged() {
  const text = await noteDown('a');
  // expect pair effect or data — the first adds to the list that the second counts
  const size = await readNotes('b');
  return [text, size];
}

let settings: { folder: string } | undefined;

async function settingsOnce(): Promise<{ folder: string }> {
  if (!settings) settings = JSON.parse(await readFile('settings.json', 'utf8')) as { folder: string };
  return settings;
}

async function readInFolder(name: string): Promise<string> {
  return readFile(`${(await settingsOnce()).folder}/${name}`, 'utf8');
}

export async function madeTwice() {
  const users = await readInFolder('users');
  // expect pair independent, fix unsafe — both would find it missing, and each make one of its own
  const orders = await readInFolder('orders');
  return [users, orders];
}

let promised: Promise<{ folder: string }> | undefined;

function settingsPromise(): Promise<{ folder: string }> {
  promised ??= readFile('settings.json', 'utf8').then((text) => JSON.parse(text) as { folder: string });
  return promised;
}

async function readByPromise(name: string): Promise<string> {
  return readFile(`${(await settingsPromise()).folder}/${name}`, 'utf8');
}

export async function madeOnce() {
  const users = await readByPromise('users');
  // expect pair independent, fix safe — the promise is kept before anything is waited for
  const orders = await readByPromise('orders');
  return [users, orders];
}

const texts = new Map<string, string>();

async function textOnce(name: string): Promise<string> {
  const known = texts.get(name);
  if (known !== undefined) return known;
  const text = await readFile(name, 'utf8');
  texts.set(name, text);
  return text;
}

export async function keptUnderTwoNames() {
  const first = await textOnce('a');
  // expect pair independent, fix safe — two names, each with a text of its own
  const second = await textOnce('b');
  return [first, second];
}

export async function keptUnderOneName(a: string, b: string) {
  const first = await textOnce(a);
  // expect pair independent, fix unsafe — the two may be one name
  const second = await textOnce(b);
  return [first, second];
}

class Clients {
  static #only: Clients | undefined;
  readonly byKey = new Map<string, { path: string }>();

  static get(): Clients {
    if (Clients.#only === undefined) Clients.#only = new Clients();
    return Clients.#only;
  }

  keyOf(given: { path: string }): string {
    return JSON.stringify(given);
  }

  clientOf(given: { path: string }): { path: string } {
    const key = this.keyOf(given);
    if (!this.byKey.has(key)) this.byKey.set(key, { path: given.path });
    return this.byKey.get(key)!;
  }
}

async function throughClients(path: string): Promise<string> {
  return readFile(Clients.get().clientOf({ path }).path, 'utf8');
}

export async function keptUnderMadeKeys(files: string[]) {
  const out: string[] = [];
  // expect loop independent — what is kept under a key is made of what the key is made of
  for (const file of files) {
    out.push(await throughClients(file));
  }
  return out;
}

export async function newestOf(one: string, other: string) {
  const texts = new Map<string, string>();
  const textOf = async (path: string) => {
    const known = texts.get(path);
    if (known !== undefined) return known;
    const text = await readFile(path, 'utf8');
    texts.set(path, text);
    return text;
  };
  const first = await textOf(one);
  // expect pair independent, fix unsafe — what is kept is kept by its path
  const second = await textOf(other);
  return [first, second];
}

export async function countedOf(one: string, other: string) {
  const texts = new Map<string, string>();
  const textOf = async (path: string) => {
    if (texts.size > 0) return '';
    const text = await readFile(path, 'utf8');
    texts.set(path, text);
    return text;
  };
  const first = await textOf(one);
  // expect pair data — whether it reads at all, the first has decided
  const second = await textOf(other);
  return [first, second];
}
