// Which function, object or class is meant: where more than one may be, what each of them does counts, or it is said that another may be meant.
import { readFile, writeFile } from 'node:fs/promises';
import { Template as Shared } from './workspace/template.ts';

type Load = (path: string) => Promise<string>;

async function text(path: string): Promise<string> {
  return (await readFile(path, 'utf8')).trim();
}

async function json(path: string): Promise<string> {
  return JSON.stringify(JSON.parse(await readFile(path, 'utf8')));
}

async function logged(path: string): Promise<string> {
  const found = await text(path);
  // expect pair effect — the write is not to be where the read fails
  await writeFile('last.txt', path);
  return found;
}

class Plain {
  async get(path: string): Promise<string> {
    return text(path);
  }
}

class Logged {
  async get(path: string): Promise<string> {
    return logged(path);
  }
}

// A method that a subclass overrides, on `this`, on a parameter and on a field.

export class Template {
  async run() {
    const head = await this.before();
    // expect pair data or effect — the subclass keeps in the one what it uses in the other
    const tail = await this.after();
    return [head, tail];
  }
  async steady() {
    const head = await this.before();
    // expect pair independent, fix unsafe — nobody overrides the second, but the subclass keeps what it reads in the first
    const middle = await this.between();
    return [head, middle];
  }
  async before(): Promise<string> { return text('head.txt'); }
  async between(): Promise<string> { return text('middle.txt'); }
  async after(): Promise<string> { return text('tail.txt'); }
}

export class Keeping extends Template {
  kept = '';
  override async before() {
    this.kept = await text('head.txt');
    return this.kept;
  }
  override async after() {
    return `${this.kept} and after`;
  }
}

export class Final {
  async run() {
    const head = await this.before();
    // expect pair independent proven, fix safe — no class extends this one
    const tail = await this.after();
    return [head, tail];
  }
  async before(): Promise<string> { return text('head.txt'); }
  async after(): Promise<string> { return text('tail.txt'); }
}

export abstract class Importer {
  async load(name: string): Promise<string> { return text(name); }
  async all(names: string[]) {
    const out: string[] = [];
    // expect loop effect or independent, fix unsafe — the subclass marks each as done
    for (const name of names) {
      const found = await this.load(name);
      out.push(found);
    }
    return out;
  }
}

export class Marking extends Importer {
  override async load(name: string) {
    const found = await text(name);
    // expect pair effect — the write is not to be where the read fails
    await writeFile('done.txt', name);
    return found;
  }
}

class Repo {
  async get(id: string): Promise<string> { return text(id); }
}

export class LoggedRepo extends Repo {
  override async get(id: string) {
    const found = await super.get(id);
    // expect pair effect — the write is not to be where the read fails
    await writeFile('last.txt', id);
    return found;
  }
}

export async function throughParameter(repo: Repo) {
  const first = await repo.get('a');
  // expect pair effect or independent, fix unsafe — what is handed in may be a repository that writes
  const second = await repo.get('b');
  return [first, second];
}

export async function madeHere() {
  const repo = new Repo();
  const first = await repo.get('a');
  // expect pair independent proven, fix safe — what is made here is of that class and no other
  const second = await repo.get('b');
  return [first, second];
}

export class Service {
  constructor(private readonly repo: Repo, private readonly plain: Plain) {}
  async pair() {
    const first = await this.repo.get('a');
    // expect pair effect or independent, fix unsafe — the field may hold a repository that writes
    const second = await this.repo.get('b');
    return [first, second];
  }
  async plainPair() {
    const first = await this.plain.get('a');
    // expect pair independent proven, fix safe — no class extends this one
    const second = await this.plain.get('b');
    return [first, second];
  }
}

export class Counter {
  static async get(path: string): Promise<string> { return text(path); }
  static async pair() {
    const first = await this.get('a');
    // expect pair effect or independent, fix unsafe — the subclass goes on from what it found last
    const second = await this.get('b');
    return [first, second];
  }
}

export class LastCounter extends Counter {
  static last = '';
  static override async get(path: string) {
    const found = await text(path + LastCounter.last);
    LastCounter.last = found;
    return found;
  }
}

class Holder {
  source = new Plain();
  async pair() {
    const first = await this.source.get('a');
    // expect pair effect or independent, fix unsafe — the subclass has another one in the field
    const second = await this.source.get('b');
    return [first, second];
  }
}

export class OtherHolder extends Holder {
  override source = new Logged();
}

// An object that is spread into another.

const api = {
  async get(id: string): Promise<string> { return text(id); },
  async stat(id: string): Promise<string> { return json(id); },
  async pair() {
    const first = await this.get('a');
    // expect pair effect or independent, fix unsafe — the object made of this one has another in its place
    const second = await this.get('b');
    return [first, second];
  },
  async stats() {
    const first = await this.stat('a');
    // expect pair independent proven, fix safe — what it is spread into leaves this one
    const second = await this.stat('b');
    return [first, second];
  },
};

export const loggedApi = { ...api, async get(id: string) { return logged(id); } };

// A default, and what a condition, a caller or several returns decide.

export async function byDefault(get = (id: string): Promise<string> => text(id)) {
  const first = await get('a');
  // expect pair effect or independent, fix unsafe — a caller hands in one that writes
  const second = await get('b');
  return [first, second];
}

export async function objectByDefault(source = new Plain()) {
  const first = await source.get('a');
  // expect pair effect or independent, fix unsafe — a caller hands in one that writes
  const second = await source.get('b');
  return [first, second];
}

export const run = () => [byDefault(logged), objectByDefault(new Logged())];

export async function memberByDefault({ load = text }: { load?: typeof text } = {}) {
  const first = await load('a');
  // expect pair effect or independent, fix unsafe — any function of that shape may be handed in
  const second = await load('b');
  return [first, second];
}

export async function byCondition(kind: 'r' | 'w') {
  const load = kind === 'r' ? text : logged;
  const first = await load('a');
  // expect pair effect or independent, fix unsafe — one of the two writes
  const second = await load('b');
  return [first, second];
}

export async function bothRead(kind: 'text' | 'json') {
  const load = kind === 'text' ? text : json;
  const first = await load('a');
  // expect pair independent proven, fix safe — whichever it is, it only reads
  const second = await load('b');
  return [first, second];
}

export async function objectByCondition(writes: boolean) {
  const source = writes ? { get: logged } : new Plain();
  const first = await source.get('a');
  // expect pair effect or independent, fix unsafe — one of the two writes
  const second = await source.get('b');
  return [first, second];
}

export async function classByCondition(writes: boolean) {
  const Kind = writes ? Logged : Plain;
  const source = new Kind();
  const first = await source.get('a');
  // expect pair effect or independent, fix unsafe — one of the two writes
  const second = await source.get('b');
  return [first, second];
}

export async function byReturns(writes: boolean) {
  const pick = () => {
    if (!writes) return text;
    return logged;
  };
  const load = pick();
  const first = await load('a');
  // expect pair effect or independent, fix unsafe — one of the two writes
  const second = await load('b');
  return [first, second];
}

const made = (writes: boolean) => (writes ? new Logged() : new Plain());

export async function byFactory(writes: boolean) {
  const source = made(writes);
  const first = await source.get('a');
  // expect pair effect or independent, fix unsafe — one of the two writes
  const second = await source.get('b');
  return [first, second];
}

export async function byReturnsThatRead(asJson: boolean) {
  const pick = () => {
    if (asJson) return json;
    return text;
  };
  const load = pick();
  const first = await load('a');
  // expect pair independent proven, fix safe — whichever it is, it only reads
  const second = await load('b');
  return [first, second];
}

// What a callee runs.

const heard: string[] = [];
const note = (one: string) => { heard.push(one); };
const quiet = (_one: string) => {};

async function loadAndTell(path: string) {
  const found = await text(path);
  const tell = found === '' ? quiet : note;
  tell(found);
  return found;
}

export async function toldInside() {
  const first = await loadAndTell('a');
  // expect pair effect or independent, fix unsafe — what is heard comes in the order of the calls
  const second = await loadAndTell('b');
  return [first, second, heard];
}

async function loadAndTellGiven(path: string, given?: (one: string) => void) {
  const found = await text(path);
  const tell = given ?? note;
  tell(found);
  return found;
}

export async function notGiven() {
  const first = await loadAndTellGiven('a');
  // expect pair effect or independent, fix unsafe — with nothing given it is noted
  const second = await loadAndTellGiven('b');
  return [first, second, heard];
}

async function loadAndHush(path: string, given?: (one: string) => void) {
  const found = await text(path);
  const tell = given ?? quiet;
  tell(found);
  return found;
}

export async function hushed() {
  const first = await loadAndHush('a');
  // expect pair independent proven, fix safe — with nothing given nothing is done
  const second = await loadAndHush('b');
  return [first, second];
}

// A member, or a variable, that is given another function.

const handlers = { load: text };
const steadyHandlers = { load: text };
export function patch(load: Load) {
  handlers.load = load;
}

export async function patched() {
  const first = await handlers.load('a');
  // expect pair effect or independent, fix unsafe — it may have been given another one
  const second = await handlers.load('b');
  return [first, second];
}

export async function neverPatched() {
  const first = await steadyHandlers.load('a');
  // expect pair independent proven, fix safe — nobody gives it another one
  const second = await steadyHandlers.load('b');
  return [first, second];
}

const table: Record<string, Load> = { read: text };
export function register(name: string, load: Load) {
  table[name] = load;
}

export async function registered() {
  const first = await table.read?.('a');
  // expect pair effect or independent, fix unsafe — another may have been put there
  const second = await table.read?.('b');
  return [first, second];
}

export class Reader {
  load: Load = async (path) => text(path);
  parse: Load = async (path) => json(path);
  use(load: Load) {
    this.load = load;
    this.parse = this.parse.bind(this);
  }
  async pair() {
    const first = await this.load('a');
    // expect pair effect or independent, fix unsafe — it may have been given another one
    const second = await this.load('b');
    return [first, second];
  }
  async parsed() {
    const first = await this.parse('a');
    // expect pair independent proven, fix safe — bound, it is still the same
    const second = await this.parse('b');
    return [first, second];
  }
}

class Patched {
  async get(path: string): Promise<string> { return text(path); }
}
Patched.prototype.get = logged;

export async function patchedPrototype() {
  const source = new Patched();
  const first = await source.get('a');
  // expect pair effect or independent, fix unsafe — every object of the class has the one that writes
  const second = await source.get('b');
  return [first, second];
}

let current = text;
export const useOther = (load: typeof text) => {
  current = load;
};

export async function replaced() {
  const first = await current('a');
  // expect pair unknown or independent, fix unsafe — any function of that shape may be in it
  const second = await current('b');
  return [first, second];
}

// `typeof` as a type tells the shape.

export class Reading {
  constructor(private readonly load: typeof text = text) {}
  async pair() {
    const first = await this.load('a');
    // expect pair effect or independent, fix unsafe — any function of that shape may be handed in
    const second = await this.load('b');
    return [first, second];
  }
}

// A class of another file.

export class SharedMarking extends Shared {
  override async load(name: string) {
    const found = await text(name);
    // expect pair effect — the write is not to be where the read fails
    await writeFile('done.txt', name);
    return found;
  }
}

export async function throughShared(shared: Shared) {
  const first = await shared.load('a');
  // expect pair effect or independent, fix unsafe — a class of this file writes there
  const second = await shared.load('b');
  return [first, second];
}

export async function inherited() {
  const marking = new SharedMarking();
  const first = await marking.run('a');
  // expect pair effect or unknown, fix unsafe — what is inherited calls what is overridden
  const second = await marking.run('b');
  return [first, second];
}

export async function inheritedBesides() {
  const marking = new SharedMarking();
  const first = await marking.plain('a');
  // expect pair independent proven, fix safe — this one calls nothing that is overridden
  const second = await marking.plain('b');
  return [first, second];
}

export async function inheritedPlain() {
  const shared = new Shared();
  const first = await shared.run('a');
  // expect pair independent proven, fix safe — of that class nothing is overridden
  const second = await shared.run('b');
  return [first, second];
}
