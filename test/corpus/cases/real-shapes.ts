// Shapes that real code has often: SQL through a helper, hooks in phases, builders, injected services, options that exclude each other.
import { readFile, writeFile } from 'node:fs/promises';
import { Pool } from 'pg';
import { getUser, listOrders, queryStock } from './shop.ts';

const pool = new Pool();

async function rawQuery<T>(sql: string, values: unknown[] = []): Promise<T[]> {
  const result = await pool.query<T>(sql, values);
  return result.rows;
}

export async function twoSelects(id: string) {
  const chart = await rawQuery<number>('select day, count(*) from visits where site = $1 group by day', [id]);
  // expect pair independent, fix safe — two selects through a helper
  const summary = await rawQuery<number>(`
    select count(*)
    from visits
    where site = $1`, [id]);
  return { chart, summary };
}

export async function insertThenSelect(id: string) {
  await rawQuery('insert into visits (site) values ($1)', [id]);
  // expect pair effect — the table that was written is read
  const visits = await rawQuery<number>('select count(*) from visits where site = $1', [id]);
  return visits;
}

export async function unknownSql(sql: string, id: string) {
  const first = await rawQuery(sql, [id]);
  // expect pair unknown or effect — the text of the first cannot be seen
  const second = await rawQuery('select * from visits');
  return { first, second };
}

interface Hooks {
  before?: (id: string) => Promise<void>;
  after?: (id: string) => Promise<void>;
}

export async function hooksInPhases(hooks: Hooks, id: string) {
  await hooks.before?.(id);
  // expect pair effect or unknown — a hook before, then the work
  const user = await getUser(id);
  // expect pair effect or unknown — the work, then a hook after
  await hooks.after?.(id);
  return user;
}

export async function twoHooks(a: (() => Promise<void>) | undefined, b: (() => Promise<void>) | undefined) {
  await a?.();
  // expect pair effect or unknown — whatever they do, they do it in this order
  await b?.();
}

class Markdown {
  text = '';
  append(line: string): this {
    this.text += line;
    return this;
  }
}

export async function builderAfterwards(ids: readonly string[]) {
  const page = new Markdown();
  // expect loop independent, fix unsafe — appended after the await only: the order can be kept by joining in order
  for (const id of ids) {
    const user = await getUser(id);
    page.append(user.name);
  }
  return page.text;
}

export async function builderAround(ids: readonly string[]) {
  const page = new Markdown();
  // expect loop effect or carried or unknown — appended before the await too: overlapped, the heads would come first
  for (const id of ids) {
    page.append(`# ${id}`);
    const user = await getUser(id);
    page.append(user.name);
  }
  return page.text;
}

export async function builderAroundInBranch(ids: readonly string[], wanted: string) {
  const page = new Markdown();
  // expect loop effect or carried or unknown — the same, in a branch of the round
  for (const id of ids) {
    if (id !== wanted) {
      page.append('---');
      const user = await getUser(id);
      page.append(user.name);
    }
  }
  return page.text;
}

export async function optionsExclude(options: { task: string; from: string }) {
  if (options.task === 'import') {
    await writeFile('in.json', options.from);
  }
  // expect pair exclusive — `options.task` is one of the two
  if (options.task === 'export') {
    await writeFile('out.json', options.from);
  }
}

export async function optionsHandedOver(options: { task: string }, work: (options: { task: string }) => Promise<void>) {
  if (options.task === 'import') {
    await work(options);
  }
  // expect pair effect or unknown or data or control — `work` may set `options.task`
  if (options.task === 'export') {
    await writeFile('out.json', options.task);
  }
}

interface User {
  name: string;
}

class Users {
  readonly #rows = new Map<string, User>();
  async find(id: string): Promise<User | undefined> {
    await Promise.resolve();
    return this.#rows.get(id);
  }
  async rename(id: string, name: string): Promise<User> {
    await Promise.resolve();
    const user = { name };
    this.#rows.set(id, user);
    return user;
  }
}

class Visits {
  readonly #counts = new Map<string, number>();
  async count(page: string): Promise<number> {
    await Promise.resolve();
    return this.#counts.get(page) ?? 0;
  }
}

/** Services given to the constructor, as frameworks do. */
export class Controller {
  constructor(
    private readonly users: Users,
    private readonly visits: Visits,
  ) {}

  async page(id: string) {
    const user = await this.users.find(id);
    // expect pair independent, fix safe — two services that only read, known by the types of the constructor
    const visits = await this.visits.count(id);
    return { user, visits };
  }

  async rename(id: string) {
    const before = await this.users.find(id);
    // expect pair effect or data — the same service: the row as it was before
    const after = await this.users.rename(id, 'Ada');
    return { before, after };
  }

  async renameAndCount(id: string) {
    const user = await this.users.rename(id, 'Ada');
    // expect pair independent or unknown, fix unsafe — other rows; a write is not rewritten by itself
    const visits = await this.visits.count(id);
    return { user, visits };
  }
}

export async function pagesByOuterCounter(pages: number) {
  const found: number[] = [];
  let page = 1;
  // expect loop independent — the counter only counts
  for (page; page <= pages; page++) {
    const left = await queryStock(String(page));
    found.push(left);
  }
  return found;
}

export async function fileChangedInPlace(names: readonly string[]) {
  // expect loop independent or effect, fix unsafe — each round reads and writes its own file
  for (const name of names) {
    const text = await readFile(name, 'utf8');
    // expect pair data — `text`
    await writeFile(name, text.trim());
  }
}

export async function problemsInOrder(names: readonly string[], report: (problem: string) => void) {
  // expect loop independent or effect or unknown, fix unsafe — problems are reported in the order of the files
  for (const name of names) {
    try {
      await readFile(name, 'utf8');
    } catch {
      report(`${name} cannot be read`);
    }
  }
}

function clamp(data: { from: number }): void {
  data.from = Math.max(0, data.from);
}

async function withClampedDates(id: string, data: { from: number }): Promise<{ from: number }> {
  const user = await getUser(id);
  if (user.active) clamp(data);
  return data;
}

export async function helperThatChangesItsArgument(id: string, body: { a: { from: number }; b: { from: number } }) {
  const a = await withClampedDates(id, body.a);
  // expect pair independent or effect or unknown, fix unsafe — each changes the object it is given; they may be one
  const b = await withClampedDates(id, body.b);
  return { a, b };
}

export async function helperTwiceOnOne(id: string, data: { from: number }) {
  const a = await withClampedDates(id, data);
  // expect pair effect or data or unknown — both change and give back the same object
  const b = await withClampedDates(id, data);
  return { a, b };
}

export async function ternaryAwait(id: string, given: string | undefined) {
  const orders = await listOrders(id);
  // expect pair independent — whether it is asked is known before
  const user = given === undefined ? await getUser(id) : undefined;
  return { orders, user };
}

export async function conversion(id: string, convert: (id: string) => Promise<string>) {
  const left = await convert(id);
  // expect pair unknown or effect — a function that was given: its name says nothing sure
  const right = await convert(`${id}!`);
  return left + right;
}

let known: Map<string, string> | undefined;

async function ensureKnown(): Promise<void> {
  if (known !== undefined) return;
  known = new Map([['tea', await readFile('tea.txt', 'utf8')]]);
}

export async function lazyTable(id: string) {
  await ensureKnown();
  // expect pair effect or data or control — the table is filled before it is asked
  const name = known?.get((await getUser(id)).name);
  return name;
}

export async function tablesTogether(id: string) {
  const user = await getUser(id);
  // expect pair independent or unknown, fix unsafe — the table is filled for others; its value is not bound
  await ensureKnown();
  return user;
}
