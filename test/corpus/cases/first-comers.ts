// Places that the first to come fills: with what any would, or with what only it has; what a reader leaves for the next one; output and lists that callees add to in their turn.
import fs from 'node:fs/promises';

let baseline: number | undefined;
let table: Promise<string> | undefined;
const numbers = new Map<string, number>();
const texts = new Map<string, Promise<string>>();
const known = new Set<string>();
let last = 0;

async function deltaOf(file: string) {
  const text = await fs.readFile(file, 'utf8');
  baseline ??= text.length;
  return text.length - baseline;
}

export async function deltas(files: readonly string[]) {
  const out: number[] = [];
  // expect loop effect — the first to come is what all others are held against
  for (const file of files) {
    out.push(await deltaOf(file));
  }
  return out;
}

async function columnOf(name: string) {
  table ??= fs.readFile('/etc/table', 'utf8');
  return (await table).indexOf(name);
}

export async function columns(names: readonly string[]) {
  const out: number[] = [];
  // expect loop independent, fix safe — whoever comes first, the table is the same
  for (const name of names) {
    out.push(await columnOf(name));
  }
  return out;
}

function numberOf(text: string) {
  let number = numbers.get(text);
  if (number === undefined) {
    number = numbers.size;
    numbers.set(text, number);
  }
  return number;
}

async function loadNumber(file: string) {
  return numberOf(await fs.readFile(file, 'utf8'));
}

export async function numbered(files: readonly string[]) {
  const out: number[] = [];
  // expect loop effect — who comes first gets the lower number
  for (const file of files) {
    out.push(await loadNumber(file));
  }
  return out;
}

function textOf(file: string): Promise<string> {
  const found = texts.get(file);
  if (found) return found;
  const text = fs.readFile(file, 'utf8');
  texts.set(file, text);
  return text;
}

export async function textsOf(files: readonly string[]) {
  const out: string[] = [];
  // expect loop independent, fix safe — kept under what is asked for
  for (const file of files) {
    out.push(await textOf(file));
  }
  return out;
}

async function loadNew(file: string) {
  const text = await fs.readFile(file, 'utf8');
  if (known.has(text)) return undefined;
  known.add(text);
  return file;
}

export async function unique(files: readonly string[]) {
  const out: (string | undefined)[] = [];
  // expect loop effect — of two files alike the first is kept
  for (const file of files) {
    out.push(await loadNew(file));
  }
  return out;
}

async function walk(file: string, visited: Set<string>, found: string[]) {
  if (visited.has(file)) return;
  visited.add(file);
  const text = await fs.readFile(file, 'utf8');
  found.push(file);
  // expect loop independent, fix unsafe — the set only keeps the walk from coming twice
  for (const name of text.split('\n')) {
    // expect pair data — the names come from the text
    await walk(name, visited, found);
  }
}

export async function needed(entry: string) {
  const visited = new Set<string>();
  const sorted: string[] = [];
  async function visit(file: string) {
    if (visited.has(file)) return;
    visited.add(file);
    const text = await fs.readFile(file, 'utf8');
    // expect loop effect — what a file needs stands before it
    for (const name of text.split('\n')) {
      // expect pair data — the names come from the text
      await visit(name);
    }
    sorted.push(file);
  }
  await visit(entry);
  // expect pair data — both go by the same set
  await walk(entry, visited, sorted);
  return sorted;
}

async function print(file: string) {
  const text = await fs.readFile(file, 'utf8');
  process.stdout.write(text);
}

export async function printed(files: readonly string[]) {
  // expect loop effect — what is printed is the order
  for (const file of files) {
    await print(file);
  }
}

async function sizeOf(file: string) {
  const text = await fs.readFile(file, 'utf8');
  process.stdout.write('.');
  return text.length;
}

export async function sizes(files: readonly string[]) {
  const out: number[] = [];
  // expect loop independent — dots show that it goes on
  for (const file of files) {
    out.push(await sizeOf(file));
  }
  return out;
}

export async function addedBelow(files: readonly string[]) {
  const out: string[] = [];
  const add = async (file: string) => {
    const text = await fs.readFile(file, 'utf8');
    out.push(text);
  };
  // expect loop effect — the list is in the order of the files
  for (const file of files) {
    await add(file);
  }
  return out;
}

async function loadDocument(file: string) {
  const text = await fs.readFile(file, 'utf8');
  return { id: ++last, text };
}

export async function documents(files: readonly string[]) {
  const out = [];
  // expect loop effect — the number is handed out
  for (const file of files) {
    out.push(await loadDocument(file));
  }
  return out;
}

async function readMore(file: string, queue: string[]) {
  const text = await fs.readFile(file, 'utf8');
  if (text !== '') queue.push(text);
  return text;
}

export async function grows(queue: string[]) {
  const out: string[] = [];
  // expect loop effect — the list grows while it is gone through
  for (const file of queue) {
    out.push(await readMore(file, queue));
  }
  return out;
}

class Site {
  #cookies = '';
  #token: string | undefined;

  async getPage(path: string) {
    const reply = await fetch(path, { headers: { cookie: this.#cookies } });
    this.#cookies = reply.headers.get('set-cookie') ?? '';
    return reply;
  }

  async getFile(path: string) {
    if (this.#token === undefined) this.#token = await fs.readFile('/etc/token', 'utf8');
    return fetch(path, { headers: { authorization: this.#token } });
  }
}

export async function signedIn(site: Site) {
  const login = await site.getPage('https://a.example.org/login');
  // expect pair effect — the cookie that the first has got is sent by the second
  const me = await site.getPage('https://a.example.org/me');
  return [login, me];
}

export async function withToken(site: Site) {
  const a = await site.getFile('https://a.example.org/a');
  // expect pair independent — the token is the same for both
  const b = await site.getFile('https://a.example.org/b');
  return [a, b];
}

class Database {
  #link: string | undefined;
  #linking: Promise<string> | undefined;

  connect(): Promise<string> {
    if (this.#link !== undefined) return Promise.resolve(this.#link);
    if (this.#linking) return this.#linking;
    this.#linking = fs.readFile('/etc/link', 'utf8').then((link) => {
      this.#link = link;
      return link;
    });
    return this.#linking;
  }

  async getSize(name: string) {
    const link = await this.connect();
    // expect pair data — `link`
    return (await fetch(`${link}/${name}`)).status;
  }
}

export async function twoSizes(database: Database) {
  const a = await database.getSize('a');
  // expect pair independent — whoever connects first, the link is the same
  const b = await database.getSize('b');
  return [a, b];
}

interface Entry { id: string; path: string; parentId: string }

export async function paths(entries: readonly Entry[]) {
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  // expect loop carried — the parent has got its path in a former round
  for (const entry of entries) {
    const parent = byId.get(entry.parentId);
    const name = await fs.readFile(`${parent?.path ?? ''}/${entry.id}`, 'utf8');
    entry.path = `${parent?.path ?? ''}/${name}`;
  }
}

export async function besideTheFormer(entries: Entry[]) {
  // expect loop carried — the former round has set the path of its own
  for (const [i, entry] of entries.entries()) {
    const text = await fs.readFile(`${entries[i - 1]?.path ?? ''}/${entry.id}`, 'utf8');
    entry.path = text;
  }
}

export async function parentsNames(entries: readonly Entry[]) {
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  // expect loop independent — of the parent only what no round changes is needed
  for (const entry of entries) {
    const parent = byId.get(entry.parentId);
    const name = await fs.readFile(`${parent?.id ?? ''}/${entry.id}`, 'utf8');
    entry.path = name;
  }
}
