// What readers do deep down beside reading is their own upkeep; wrappers, locks, made objects and collectors order nothing by themselves.
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { PrismaClient } from '@prisma/client';
import { cache } from 'react';
import Redis from 'ioredis';
import { sdk } from 'shop-tools';

const prisma = new PrismaClient();
const redis = new Redis();

interface Options {
  readonly onNotice?: (text: string) => void;
}

/** Signs in where that was not done, and tells whoever wants to know. */
class Session {
  token = '';

  async request(path: string, options: Options = {}) {
    if (this.token === '' || Date.now() > sdk.expiry) {
      const answer = await fetch('https://id.example.org/token', { method: 'POST' });
      // expect pair data — the body of the answer
      this.token = await answer.text();
      // expect pair data — the token
      await redis.set('last-token', this.token);
      options.onNotice?.('signed in');
    }
    return fetch(`https://shop.example.org/${path}`, { headers: { token: this.token } });
  }
}

const session = new Session();

async function getProfile(id: string) {
  const answer = await session.request(`profiles/${id}`);
  return answer.json();
}

async function getBasket(id: string) {
  const answer = await session.request(`baskets/${id}`);
  return answer.json();
}

async function openBasket(id: string) {
  const answer = await session.request(`baskets/${id}`);
  return answer.json();
}

export async function twoReadersThatSignIn(id: string) {
  const profile = await getProfile(id);
  // expect pair independent — both keep the token by the same line, and neither is there for that
  const basket = await getBasket(id);
  return { profile, basket };
}

export async function oneIsNoReader(id: string) {
  const profile = await getProfile(id);
  // expect pair effect or unknown — `open` is no reader's name
  const basket = await openBasket(id);
  return { profile, basket };
}

export async function nobodyTakesIt(id: string) {
  await getProfile(id);
  // expect pair effect or unknown — the first is there for what it does: it warms something up
  const basket = await getBasket(id);
  return basket;
}

export async function readersInALoop(ids: readonly string[]) {
  const profiles = [];
  // expect loop independent — each round signs in by the same line, where that is needed at all
  for (const id of ids) profiles.push(await getProfile(id));
  return profiles;
}

class Counter {
  last = 0;

  async getNextNumber(kind: string) {
    this.last += 1;
    await redis.set(`numbers:${kind}`, String(this.last));
    return this.last;
  }
}

const counter = new Counter();

export async function numbersInALoop(kinds: readonly string[]) {
  const numbers = [];
  // expect loop effect or unknown or carried — the next number is another one each time
  for (const kind of kinds) numbers.push(await counter.getNextNumber(kind));
  return numbers;
}

/** One request of the page asks once. */
const getCustomer = cache(async (id: string) => prisma.user.findUnique({ where: { id } }));
const renameCustomer = cache(async (id: string, name: string) => prisma.user.update({ where: { id }, data: { email: name } }));

export async function wrapped(id: string) {
  const customer = await getCustomer(id);
  // expect pair independent — the wrapper gives back the function it was given, and that reads
  const orders = await prisma.order.findMany({ where: { userId: id } });
  return { customer, orders };
}

export async function wrappedWriter(id: string) {
  const customer = await renameCustomer(id, 'New');
  // expect pair effect — the wrapped function changes what the second reads
  const same = await getCustomer(id);
  return { customer, same };
}

export async function askedToChange(client: { query(document: object): Promise<object> }, updateProduct: object, getProduct: object) {
  const changed = await client.query(updateProduct);
  // expect pair effect or unknown — what is asked for is a change
  const product = await client.query(getProduct);
  return { changed, product };
}

function digestOf(text: string): string {
  const hash = createHash('sha256');
  hash.update(text);
  return hash.digest('hex');
}

export async function ownDigest(paths: readonly string[]) {
  const digests: Record<string, string> = {};
  // expect loop independent — every call makes a digest of its own
  for (const path of paths) digests[path] = digestOf(await readFile(path, 'utf8'));
  return digests;
}

export async function oneDigest(paths: readonly string[]) {
  const hash = createHash('sha256');
  // expect loop carried or effect — one digest of all, in order
  for (const path of paths) {
    const text = await readFile(path, 'utf8');
    hash.update(text);
    // expect pair data — the text goes through the digest into the sum
    await writeFile(`${path}.sum`, hash.copy().digest('hex'));
  }
}

class Mutex {
  #locked = false;
  #waiting: (() => void)[] = [];

  async acquire() {
    if (this.#locked) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#locked = true;
  }

  release() {
    this.#locked = false;
    this.#waiting.shift()?.();
  }
}

const mutex = new Mutex();
let total = 0;

async function readLocked(path: string) {
  await mutex.acquire();
  // expect pair effect or control — the lock is held by then
  const text = await readFile(path, 'utf8');
  mutex.release();
  return text;
}

async function addLocked(path: string) {
  await mutex.acquire();
  // expect pair effect or control — the lock is held by then
  const text = await readFile(path, 'utf8');
  total += text.length;
  mutex.release();
  return total;
}

export async function underALock(a: string, b: string) {
  const first = await readLocked(a);
  // expect pair independent — the lock sees to the order by itself, and both only read
  const second = await readLocked(b);
  return first + second;
}

export async function countedUnderALock(a: string, b: string) {
  const first = await addLocked(a);
  // expect pair effect or data — each gives the total up to it
  const second = await addLocked(b);
  return [first, second];
}

async function walk(folder: string, found: string[]): Promise<void> {
  const names = await sdk.listFolders(folder);
  for (const name of names) found.push(name);
}

async function number(folder: string, found: string[]): Promise<void> {
  const names = await sdk.listFolders(folder);
  for (const name of names) found.push(`${String(found.length)} ${name}`);
}

export async function collectedByTheCallee(folders: readonly string[]) {
  const found: string[] = [];
  // expect loop independent — the list is only added to, by the callee as by the rounds
  for (const folder of folders) {
    found.push(folder);
    await walk(folder, found);
  }
  return found.sort();
}

export async function numberedByTheCallee(folders: readonly string[]) {
  const found: string[] = [];
  // expect loop carried or effect — what is there decides what is added
  for (const folder of folders) await number(folder, found);
  return found;
}

export async function replacedOrAdded(parts: readonly { readonly all: boolean; readonly path: string }[]) {
  let names: string[] = [];
  // expect loop carried — the list is replaced in one branch
  for (const part of parts) {
    const text = await readFile(part.path, 'utf8');
    if (part.all) names = text.split('\n');
    else names.push(text);
  }
  return names;
}

export async function ownResolvers(fields: readonly { readonly key: string; resolve(value: string): Promise<string> }[], value: string) {
  const resolved: Record<string, string> = {};
  // expect loop independent — each round calls its own element's function and keeps what it gives
  for (const field of fields) resolved[field.key] = await field.resolve(value);
  return resolved;
}

export async function ownHooks(plugins: readonly { onStart(value: string): Promise<void> }[], value: string) {
  // expect loop effect — nobody takes a value: they are called for what they do
  for (const plugin of plugins) await plugin.onStart(value);
}

export async function ownHooksWithValues(plugins: readonly { onStart(value: string): Promise<string> }[], value: string) {
  const names = [];
  // expect loop unknown or effect — a hook may do anything
  for (const plugin of plugins) names.push(await plugin.onStart(value));
  return names;
}

export async function givenFunction(list: readonly string[], work: (one: string) => Promise<string>) {
  const results = [];
  // expect loop independent or unknown — one function for all, given the round's own, and its value is kept
  for (const one of list) results.push(await work(one));
  return results;
}

export async function answersOfTheRound(urls: readonly string[]) {
  const texts: string[] = [];
  // expect loop independent — each round reads the body of its own answer
  for (const url of urls) {
    const answer = await fetch(`https://shop.example.org/${url}`);
    // expect pair data — the body of the answer
    texts.push(await answer.text());
  }
  return texts;
}

export async function partsOfOneAnswer(answer: Response, sizes: readonly number[]) {
  const reader = answer.body!.getReader();
  const parts = [];
  // expect loop effect or carried — one reader gives one part after the other
  for (const size of sizes) parts.push({ size, part: await reader.read() });
  return parts;
}

export async function migrations(statements: readonly string[]) {
  // expect loop effect — each statement builds on those before
  for (const statement of statements) await prisma.$executeRawUnsafe(statement);
}

export async function madeFromATransaction(tx: { readonly id: string }, ids: readonly string[]) {
  const client = sdk.clientOf(tx);
  // expect loop effect — all rounds work in one transaction
  for (const id of ids) await client.team.update({ where: { id }, data: { active: true } });
}

export async function handedTheTransaction(tx: { readonly id: string }, id: string) {
  const team = await sdk.getTeam(id, tx);
  // expect pair independent, fix unsafe — both read; a transaction takes one statement at a time, so that nothing is gained
  const user = await sdk.getUser(id, tx);
  return { team, user };
}

export async function noTransaction(db: { readonly id: string }, id: string) {
  const team = await sdk.getTeam(id, db);
  // expect pair independent — both read, by their names
  const user = await sdk.getUser(id, db);
  return { team, user };
}

export async function notedForPeople(context: { readonly warnings: string[] }, paths: readonly string[]) {
  const sizes: number[] = [];
  // expect loop independent — warnings are noted in any order
  for (const path of paths) {
    const text = await readFile(path, 'utf8');
    if (text === '') context.warnings.push(`${path} is empty`);
    sizes.push(text.length);
  }
  return sizes;
}

export async function standardNames(id: string) {
  const prompt = await sdk.standardizePrompt(id);
  // expect pair independent — both make one thing from another, by their names
  const tools = await sdk.prepareTools(id);
  return { prompt, tools };
}

export async function asksAPerson(id: string) {
  const name = await sdk.promptName(id);
  // expect pair effect — the first asks a person
  const tools = await sdk.prepareTools(id);
  return { name, tools };
}

export async function sameAskedTwice(id: string) {
  const before = await getProfile(id);
  // expect pair effect or unknown or data — who asks the same twice looks for a change, or for what was kept
  const after = await getProfile(id);
  return before === after;
}

abstract class Jobs {
  trigger(_name: string): Promise<void> {
    throw new Error('Method not implemented.');
  }
}

class QueuedJobs extends Jobs {}

const jobs: Jobs = new QueuedJobs();

export async function leftToOthers(names: readonly string[]) {
  // expect loop effect or unknown — the body that can be seen is not the one that runs
  for (const name of names) await jobs.trigger(name);
}

export async function oneArchive(zipWriter: { addFile(path: string): Promise<void> }, paths: readonly string[]) {
  // expect loop effect — parts of one archive
  for (const path of paths) await zipWriter.addFile(path);
}

interface SessionsOfStore {
  sessions: Record<string, { inUse: boolean } | undefined>;
}

async function getSessionOf(store: SessionsOfStore, id: Promise<string>) {
  const key = await id;
  const session = store.sessions[key];
  if (session !== undefined && !session.inUse) delete store.sessions[key];
  return session;
}

export async function sessionBesideQuery(store: SessionsOfStore, id: Promise<string>, words: string) {
  const query = await sdk.buildQuery(words);
  // expect pair independent, fix unsafe — what a plain reader throws away for its own upkeep is seen, and is no more for that
  const session = await getSessionOf(store, id);
  return { query, session };
}
