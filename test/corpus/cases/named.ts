// What names tell where nothing else does: things and deeds, what is made for the asker, errands, what helpers keep aside, batches, bodies that are believed before their names.
import { exec } from 'node:child_process';
import { mkdtemp } from 'node:fs/promises';
import { promisify } from 'node:util';
import { createClient } from '@clickhouse/client';
import Big from 'big.js';
import { window, commands, env } from 'vscode';

interface Queue { lengthOfQueue(id: string): Promise<number>; currentConcurrency(id: string): Promise<number>; oldestMessage(id: string): Promise<Date>; rotateKeys(id: string): Promise<string[]> }
interface Provider { region(): Promise<string>; accountId(): Promise<string> }
interface Member { id: string; email: string }
interface Job { id: string; retry(): Promise<void>; run(context: object): Promise<void> }
interface Task { runTask(key: string, work: () => Promise<void>): Promise<void> }
interface Mailer { sendMail(letter: object): Promise<void> }
interface Store { get(key: string): Promise<object>; update(key: string, value: object): Promise<void> }
declare const queue: Queue;
declare const provider: Provider;
declare const mailer: Mailer;
declare const store: Store;
declare const jobs: { triggerJob(job: object): Promise<void> };
declare function getPlan(id: string): Promise<string>;
declare function loadPage(id: string): Promise<string>;
declare function getTeamOrUser(id: string): Promise<string>;
declare function uploadPart(part: string): Promise<string>;
declare function createRow(name: string): Promise<string>;
declare function ensureRun(id: string): Promise<string>;
declare function validateFieldAccess(id: string): Promise<string>;
declare const library: { digest(text: string): Promise<string> };

export async function things(id: string) {
  const waiting = await queue.lengthOfQueue(id);
  // expect pair independent — a length is no deed
  const running = await queue.currentConcurrency(id);
  return [waiting, running];
}

export async function thingsOfOneWord() {
  const region = await provider.region();
  // expect pair independent — both give what they are named after
  const account = await provider.accountId();
  return [region, account];
}

export async function thingsAndDeed(id: string) {
  const oldest = await queue.oldestMessage(id);
  // expect pair effect or unknown — to rotate is a deed, though it gives keys
  const keys = await queue.rotateKeys(id);
  return [oldest, keys];
}

export async function orOfNouns(id: string) {
  const owner = await getTeamOrUser(id);
  // expect pair independent — `or` joins two things here
  const plan = await getPlan(id);
  return [owner, plan];
}

export async function commandGivenAValue(getFlag: { execute(command: object): Promise<boolean> }, Command: { create(values: object): object }, id: string) {
  const plan = await getPlan(id);
  // expect pair independent — what `execute` is given is a value, and no promise that it runs
  const flag = await getFlag.execute(Command.create({ id }));
  return [plan, flag];
}

async function makeKey(text: string) {
  return `${await library.digest(text)}-key`;
}

export async function seenBeforeNamed(item: string, batch: string) {
  const own = await makeKey(item);
  // expect pair independent — the body of `makeKey` only computes, whatever it is called
  const all = await makeKey(batch);
  return [own, all];
}

async function described(names: string[]) {
  return names.map((name) => name.trim());
}

export async function computesOnly(names: string[], id: string) {
  const list = await described(names);
  // expect pair independent — all of the first was seen, and it touches nothing
  const run = await ensureRun(id);
  return [list, run];
}

export async function ownFolder(name: string) {
  const folder = await mkdtemp('/tmp/made-');
  // expect pair independent — the folder is new
  const row = await createRow(name);
  return [folder, row];
}

export async function bodyOfRequest(request: Request, id: string) {
  const run = await ensureRun(id);
  // expect pair independent — the other is not given the request
  const text = await request.text();
  return [run, text];
}

export async function bodyOfRequestHandedOn(request: Request, take: (request: Request) => Promise<string>) {
  const taken = await take(request);
  // expect pair effect or unknown or data — both are given the request
  const text = await request.text();
  return [taken, text];
}

const database = createClient();

async function rowsOf(query: string) {
  const answer = await database.query({ query });
  return answer.json();
}

export async function twoQueries(first: string, second: string) {
  const some = await rowsOf(first);
  // expect pair independent — `query` of this client only reads
  const others = await rowsOf(second);
  return [some, others];
}

const run = promisify(exec);

export async function promised(hash: string) {
  const stats = await run(`git show --stat ${hash}`);
  // expect pair independent — both commands read the repository
  const text = await run(`git show ${hash}`);
  return stats.stdout + text.stdout;
}

export async function promisedThatWrites(hash: string) {
  const moved = await run(`git checkout ${hash}`);
  // expect pair effect — the first changes the repository
  const text = await run('git status');
  return moved.stdout + text.stdout;
}

export async function twoBoxes(ui: { showInputBox(options: object): Promise<string> }) {
  const name = await ui.showInputBox({ title: 'Name' });
  // expect pair effect — a person is asked, one box after another
  const path = await ui.showInputBox({ title: 'Path' });
  return [name, path];
}

export async function twoCommands(id: string) {
  await commands.executeCommand('extension.open', id);
  // expect pair effect — the editor shows one, then the other
  await commands.executeCommand('workbench.extensions.installExtension', id);
}

export async function twoContexts() {
  await commands.executeCommand('setContext', 'a.ready', true);
  // expect pair independent — two keys of the context
  await commands.executeCommand('setContext', 'b.ready', true);
  window.setStatusBarMessage('ready');
}

export async function accessFirst(id: string) {
  const rights = await validateFieldAccess(id);
  // expect pair control — it is there to throw, though it gives something
  const page = await loadPage(id);
  return [rights, page];
}

const pageCache = new Map<string, string>();

async function remembered(id: string) {
  const known = pageCache.get(id);
  if (known !== undefined) return known;
  const page = await loadPage(id);
  if (pageCache.size > 100) pageCache.clear();
  pageCache.set(id, page);
  return page;
}

export async function keptAside(ids: string[]) {
  const pages: string[] = [];
  // expect loop independent — what a helper keeps is filled in any order
  for (const id of ids) {
    const page = await remembered(id);
    pages.push(page);
  }
  return pages;
}

export async function batches(parts: string[]) {
  const keys: string[] = [];
  // expect loop independent — no batch needs another
  for (let from = 0; from < parts.length; from += 10) {
    const some = await Promise.all(parts.slice(from, from + 10).map((part) => uploadPart(part)));
    keys.push(...some);
  }
  return keys;
}

export async function lettersToAll(members: Member[], tasks: Task) {
  // expect loop independent — a letter to each of them
  for (const member of members) {
    await tasks.runTask(`letter-${member.id}`, async () => {
      await mailer.sendMail({ to: member.email });
    });
  }
}

export async function jobsForAll(members: Member[]) {
  // expect loop independent — a job for each of them
  for (const member of members) {
    await jobs.triggerJob({ name: 'welcome', member: member.id });
  }
}

export async function eachByItself(failed: Job[]) {
  // expect loop independent — a method of the round's own element
  for (const job of failed) {
    await job.retry();
  }
}

export async function eachInTurn(handlers: Job[], context: object) {
  // expect loop effect or unknown — what is run with one context may build on it
  for (const handler of handlers) {
    await handler.run(context);
  }
}

async function remember(key: string, name: string) {
  const all = await store.get('recent');
  // expect pair data — what was read is written back
  await store.update('recent', { ...all, [key]: name });
}

export async function replacedAsAWhole(names: Map<string, string>) {
  // expect loop effect or unknown — one entry is read, changed and written back by every round
  for (const [key, name] of names) {
    await remember(key, name);
  }
}

class Settings {
  #cached: Record<string, string> = {};
  #until = 0;

  async getByKey(key: string, rows: { findSetting(): Promise<Record<string, string>> }) {
    if (Date.now() > this.#until) {
      this.#cached = await rows.findSetting();
      this.#until = Date.now() + 1000;
    }
    return this.#cached[key];
  }
}

class Reader {
  readonly settings = new Settings();
  readonly rows: { findSetting(): Promise<Record<string, string>> };

  constructor(rows: { findSetting(): Promise<Record<string, string>> }) {
    this.rows = rows;
  }

  async both() {
    const key = await this.settings.getByKey('key', this.rows);
    // expect pair independent — what both keep may be filled twice
    const model = await this.settings.getByKey('model', this.rows);
    return [key, model];
  }
}

export const reader = (rows: { findSetting(): Promise<Record<string, string>> }) => new Reader(rows).both();

export async function sumsInBranches(list: readonly { kind: string; id: string }[], rateOf: { getRate(id: string): Promise<number> }) {
  let paid = 0;
  let kept = 0;
  // expect loop independent, fix unsafe — what is added hangs on no sum, and can be added up in order
  for (const one of list) {
    if (one.kind === 'paid') paid += await rateOf.getRate(one.id);
    else kept += (await rateOf.getRate(one.id)) * 2;
  }
  return [paid, kept];
}

export async function sumLookedAt(list: readonly string[], rateOf: { getRate(id: string): Promise<number> }) {
  let total = 0;
  // expect loop carried or effect — a round asks how much there is before it goes on
  for (const id of list) {
    if (total > 100) continue;
    total += await rateOf.getRate(id);
  }
  return total;
}

interface ScopedLogger { error(error: unknown): void }

async function planOf(id: string, logger: ScopedLogger | undefined) {
  try {
    return await getPlan(id);
  } catch (error) {
    logger?.error(error);
    return undefined;
  }
}

export async function loggedOnFailure(id: string, logger: ScopedLogger | undefined) {
  const plan = await planOf(id, logger);
  // expect pair independent — by its type what is called on failure is a logger
  const owner = await getTeamOrUser(id);
  return [plan, owner];
}

async function worthOf(rows: { findOrders(): Promise<{ quantity: number; price: number }[]> }) {
  const orders = await rows.findOrders();
  return orders.map(({ quantity, price }) => new Big(quantity).mul(price).toNumber());
}

export async function countedWithBig(rows: { findOrders(): Promise<{ quantity: number; price: number }[]> }, id: string) {
  const worth = await worthOf(rows);
  // expect pair independent — numbers of a package for numbers
  const owner = await getTeamOrUser(id);
  return [worth, owner];
}

export async function rowsByHand(pages: readonly { path: string; text: string }[], db: { run(text: string, values: unknown[]): Promise<void> }) {
  // expect loop independent — each round replaces its own row
  for (const page of pages) {
    await db.run('REPLACE INTO pages (path, text) VALUES (?, ?)', [page.path, page.text]);
  }
}

export async function statementsInTurn(texts: readonly string[], db: { run(text: string): Promise<void> }) {
  // expect loop effect or unknown — each may build on those before it
  for (const text of texts) {
    await db.run(text);
  }
}

export async function firstFree(name: string, exists: (name: string) => Promise<boolean>) {
  let count = 1;
  // expect loop effect or carried — it is over at the first name that is free
  while (count < 100) {
    const next = `${name}-${String(count)}`;
    if (!(await exists(next))) return next;
    count += 1;
  }
  return undefined;
}

export async function askedFirst(ui: { showWarningMessage(text: string): Promise<string | undefined> }, id: string, remove: (id: string) => Promise<void>) {
  await ui.showWarningMessage('Remove it?');
  // expect pair control — nobody takes the answer: who declines throws
  await remove(id);
}

class Collection {
  private environment: string[] = [];
  private readonly source: { loadEnvironment(): Promise<string[]>; findHeading(shell: string): Promise<string> };

  constructor(source: { loadEnvironment(): Promise<string[]>; findHeading(shell: string): Promise<string> }) {
    this.source = source;
  }

  private async headingOf(shell: string) {
    return this.source.findHeading(shell);
  }

  private async firstVariable() {
    return `${this.environment[0] ?? ''}${await this.source.findHeading('')}`;
  }

  async apply(shell: string) {
    this.environment = await this.source.loadEnvironment();
    // expect pair independent — the body of `headingOf` does not look at what the first sets
    const heading = await this.headingOf(shell);
    return [this.environment, heading];
  }

  async applyFirst() {
    this.environment = await this.source.loadEnvironment();
    // expect pair data — the body of `firstVariable` looks at what the first sets
    const first = await this.firstVariable();
    return [this.environment, first];
  }
}

export const collected = (source: { loadEnvironment(): Promise<string[]>; findHeading(shell: string): Promise<string> }) => [new Collection(source).apply('sh'), new Collection(source).applyFirst()];

export async function joinedLists(hives: readonly string[], read: { getKeys(hive: string): Promise<string[]> }) {
  let keys: string[] = [];
  // expect loop independent, fix unsafe — lists are joined in order, whoever comes first
  for (const hive of hives) {
    keys = keys.concat(await read.getKeys(hive));
  }
  return keys;
}

export async function joinedAndAsked(hives: readonly string[], read: { getKeys(hive: string, known: number): Promise<string[]> }) {
  let keys: string[] = [];
  // expect loop carried — what is asked for hangs on what is there
  for (const hive of hives) {
    keys = keys.concat(await read.getKeys(hive, keys.length));
  }
  return keys;
}

declare function fillIn(names: string[]): Promise<string>;

export async function computesFromWhatIsHandedOn(names: string[]) {
  const list = await described(names);
  // expect pair effect or unknown or data — what cannot be seen is given the list that the first looks at
  const filled = await fillIn(names);
  return [list, filled];
}

const pendingOrders: string[] = [];

async function reserve(order: string) {
  if (pendingOrders.includes(order)) return false;
  pendingOrders.push(await loadPage(order));
  return true;
}

export async function pendingIsNoUpkeep(orders: readonly string[]) {
  const taken: boolean[] = [];
  // expect loop effect or carried — a round looks at what those before have reserved
  for (const order of orders) {
    taken.push(await reserve(order));
  }
  return taken;
}

declare function getLabelOf(widget: object): Promise<string>;

class Widget {
  private state = '';
  private readonly source: { loadState(): Promise<string> };

  constructor(source: { loadState(): Promise<string> }) {
    this.source = source;
  }

  private async label() {
    return getLabelOf(this);
  }

  async show() {
    this.state = await this.source.loadState();
    // expect pair data or effect or unknown — the object as a whole is given to something that cannot be seen
    const label = await this.label();
    return [this.state, label];
  }
}

export const widget = (source: { loadState(): Promise<string> }) => new Widget(source).show();

declare function parseFlags(): void;

export async function runsWhatWasLoaded() {
  const { parseFlags: early } = await import('./shop.ts') as unknown as { parseFlags: typeof parseFlags };
  early();
  // expect pair effect or control or data — what was loaded is run in between, and may end the process
  const { run } = await import('./view.tsx') as unknown as { run: () => void };
  return run;
}

declare function authorizeFor(actor: object, deed: string, what: unknown): void;
declare function validatePayload(reason: string): (holds: boolean) => void;

export async function guardsLookAndDoNotChange(actor: { id: string }, id: string, db: { findUser(id: string): Promise<string>; findGroup(id: string, by: object): Promise<string> }) {
  const user = await db.findUser(id);
  authorizeFor(actor, 'read', user);
  // expect pair control — whoever may not read is told so before the group is looked for
  const group = await db.findGroup(id, actor);
  return [user, group];
}

export async function guardsOfTwoCalls(code: string, key: string, box: { macOf(code: string): Promise<string>; readKey(key: string): Promise<string> }) {
  const expected = await box.macOf(code);
  validatePayload('wrong code')(expected === code);
  // expect pair control — a wrong code throws before the key is read
  const secret = await box.readKey(key);
  return [expected, secret];
}

export async function isToldToReject(id: string, users: { find(id: string, how: { rejectOnEmpty: boolean }): Promise<string> }, shares: { getShare(id: string): Promise<string> }) {
  const user = await users.find(id, { rejectOnEmpty: true });
  // expect pair control — where there is no user, no share is asked for
  const share = await shares.getShare(id);
  return [user, share];
}

class Deck {
  private readonly handlers = new Map<string, { name: string }>();
  private rules = '';

  async leavesBeforeItSets(source: { readRules(): Promise<string>; readName(): Promise<string> }, quick: boolean) {
    if (quick) {
      this.rules = await source.readRules();
      return this.rules;
    }
    // expect pair control — the branch that sets the rules never comes here
    const name = await source.readName();
    return name + this.rules;
  }

  async retriesUntilItIsThere(source: { readRules(): Promise<string>; isOpen(rules: string): boolean }) {
    // expect loop effect — it goes on until it has worked once, and then sets what nobody asks for again
    while (source.isOpen(this.rules)) {
      try {
        const rules = await source.readRules();
        this.rules = rules;
        break;
      } catch {
        // Once more.
      }
    }
  }

  async takesOutItsOwn(channel: { removeHandler(id: string): Promise<void> }, name: string) {
    // expect loop independent or effect — each round takes out its own entry
    for (const [id, handler] of this.handlers) {
      if (handler.name === name) {
        this.handlers.delete(id);
        await channel.removeHandler(id);
      }
    }
  }
}

export const deck = new Deck();

export async function throwsWhatItCaught(socket: string, log: { readLast(): Promise<string>; removeSocket(socket: string): Promise<string> }) {
  let removed = '';
  try {
    removed = await log.removeSocket(socket);
  } catch (error) {
    throw error;
  }
  // expect pair effect or unknown or independent — a failure that is thrown on decides nothing
  const last = await log.readLast();
  return [removed, last];
}

export async function printsInOrder(pages: readonly string[], book: { loadPage(page: string): Promise<string> }) {
  // expect loop effect — the lines come in the order of the pages
  for (const page of pages) {
    console.log(`page ${page}`);
    const text = await book.loadPage(page);
    console.log(text);
  }
}

export async function printsWhereItFails(pages: readonly string[], book: { loadPage(page: string): Promise<string> }) {
  const texts: string[] = [];
  // expect loop independent — only what fails is printed
  for (const page of pages) {
    try {
      texts.push(await book.loadPage(page));
    } catch (error) {
      console.log(error);
    }
  }
  return texts;
}

export async function looksByOwnId(users: readonly { id: string }[], db: { factor: { findUnique(where: object): Promise<object | null>; create(data: object): Promise<object> } }) {
  // expect loop independent — a row for each user, told by its own id
  for (const user of users) {
    const existing = await db.factor.findUnique({ where: { userId: user.id } });
    if (existing !== null) continue;
    // expect pair control — what is there already is not made
    await db.factor.create({ data: { userId: user.id, on: true } });
  }
}

export async function looksByName(names: readonly { label: string }[], db: { tag: { findUnique(where: object): Promise<object | null>; create(data: object): Promise<object> } }) {
  // expect loop effect or unknown — two of them may have one name, and then the second finds the first's
  for (const name of names) {
    const existing = await db.tag.findUnique({ where: { label: name.label } });
    if (existing !== null) continue;
    // expect pair control — what is there already is not made
    await db.tag.create({ data: { label: name.label } });
  }
}

export async function onPartsOfItsOwnElement(pages: readonly { delegate: unknown }[]) {
  // expect loop independent — each page has its own delegate
  for (const page of pages) {
    await (page.delegate as { updateOffline(): Promise<void> }).updateOffline();
  }
}

export async function waitsForWhatRuns(disk: { clearCache(): Promise<void>; readList(): Promise<string[]> }) {
  const clearing = disk.clearCache();
  const list = await disk.readList();
  // expect pair independent — it has run beside the reading all the time
  await clearing;
  return list;
}

export async function waitsForWhatIsBroughtAbout(page: { onceLoaded(): Promise<void>; click(): Promise<string> }) {
  const loaded = page.onceLoaded();
  const text = await page.click();
  // expect pair effect or unknown or data — the click brings it about
  await loaded;
  return text;
}

export async function asksInSql(db: { execute(sql: string): Promise<string[]> }) {
  const tables = await db.execute('select name from sqlite_master');
  // expect pair independent — both texts only read
  const keys = await db.execute('pragma foreign_key_list(notes)');
  return [tables, keys];
}

export async function changesInSql(db: { execute(sql: string): Promise<string[]> }) {
  const tables = await db.execute('delete from notes returning id');
  // expect pair effect or unknown or data — the first changes what the second may read
  const keys = await db.execute('select id from notes');
  return [tables, keys];
}

declare function request(method: string, url: string): Promise<string>;

export async function asksByGet(team: { getTeam(): Promise<string> }) {
  const found = await team.getTeam();
  // expect pair independent — a GET only asks
  const profile = await request('GET', 'https://example.org/me');
  return [found, profile];
}

export async function buildsAQuery(id: string, table: { load(id: string): Promise<{ counter: number }>; select(): { where(column: string, from: number): unknown; limit(most: number): unknown } & PromiseLike<string[]> }) {
  const start = await table.load(id);
  const query = table.select();
  void query.where('counter', start.counter);
  void query.limit(10);
  // expect pair data — what is asked was made with the first
  const rows = await query;
  return [start, rows];
}

async function settings(): Promise<string> {
  const text = await getLabelOf({});
  if (text === '') process.exit(1);
  return text;
}

export async function mayEndTheProcess(env: { readEnvironment(): Promise<string> }) {
  const chosen = await settings();
  // expect pair control — where there is nothing to begin with, the process ends
  const environment = await env.readEnvironment();
  return [chosen, environment];
}

export async function printsWhenItIsDone(pages: readonly string[], book: { loadPage(page: string): Promise<string> }) {
  const texts: string[] = [];
  // expect loop independent — what is printed afterwards can be printed in order once all is there
  for (const page of pages) {
    texts.push(await book.loadPage(page));
    console.log(`loaded ${page}`);
  }
  return texts;
}

declare function useTranslation(): Promise<{ t: (text: string) => string }>;

export async function translatesAndLists(api: { keys: { list(): Promise<string[]> } }) {
  const { t } = await useTranslation();
  // expect pair independent — texts of the reader's language, and the rows
  const keys = await api.keys.list();
  return keys.map(t);
}

async function mustBeListed(name: string, book: { loadPage(page: string): Promise<string> }) {
  if ((await book.loadPage(name)) === '') throw new Error(`There is no ${name}.`);
}

export async function checksWhereItIsAsked(name: string | undefined, book: { loadPage(page: string): Promise<string>; readTitle(): Promise<string> }) {
  if (name !== undefined) {
    await mustBeListed(name, book);
  }
  // expect pair control — a page that is not there ends it
  const title = await book.readTitle();
  return title;
}

let token = { text: '', until: 0 };

async function refreshed(source: { readToken(): Promise<string> }) {
  token = { text: await source.readToken(), until: 1 };
}

export async function readsWhatWasRefreshed(source: { readToken(): Promise<string>; askWith(headers: object): Promise<string> }) {
  await refreshed(source);
  const headers = { authorization: token.text };
  // expect pair data — the token that the first sets goes into the headers
  const answer = await source.askWith(headers);
  return answer;
}

interface StoreOptions {
  folder: string;
  store?: string;
}

function fillStore(options: StoreOptions) {
  return Object.assign(options, { store: 'here' });
}

async function findPathOf(options: StoreOptions, disk: { readPath(folder: string): Promise<string> }) {
  const path = await disk.readPath(options.folder);
  fillStore(options);
  return path;
}

export async function fillsAnotherMember(options: StoreOptions, disk: { readPath(folder: string): Promise<string>; readManifest(folder: string): Promise<string> }) {
  const path = await findPathOf(options, disk);
  // expect pair independent or data — the first sets `store`, and the second looks at `folder`
  const manifest = await disk.readManifest(options.folder);
  return [path, manifest];
}

export async function fillsTheSameMember(options: StoreOptions, disk: { readPath(folder: string): Promise<string>; readManifest(folder: string | undefined): Promise<string> }) {
  const path = await findPathOf(options, disk);
  // expect pair data or effect — the first sets `store`, and the second looks at it
  const manifest = await disk.readManifest(options.store);
  return [path, manifest];
}

export async function announcesWhatItDoes(pages: readonly string[], book: { loadPage(page: string): Promise<string> }) {
  const texts: string[] = [];
  // expect loop independent — one line a page, which says what is begun
  for (const page of pages) {
    console.log(`loading ${page}`);
    texts.push(await book.loadPage(page));
  }
  return texts;
}

export async function loadsBeforeItAsks(fleet: string, patterns: { confirmRemoval(fleet: string): Promise<void> }) {
  const view = await import('./view.tsx');
  // expect pair independent — nothing of the module that is loaded first is used by the second
  const shop = await import('./shop.ts');
  // expect pair independent — the loading is in nobody's way, whatever the person says
  await patterns.confirmRemoval(fleet);
  return [view, shop];
}

export async function asksAndThenLoads(fleet: string, patterns: { confirmRemoval(fleet: string): Promise<void> }) {
  await patterns.confirmRemoval(fleet);
  // expect pair control or effect — who declines is not to see anything begin
  const shop = await import('./shop.ts');
  return shop;
}

export async function complainsOnConsole(book: { readTitle(): Promise<string>; readAuthor(): Promise<string> }) {
  const title = await book.readTitle();
  console.assert(book !== undefined, 'no book');
  // expect pair independent — `console.assert` only tells of it
  const author = await book.readAuthor();
  return [title, author];
}

let startupPromise: Promise<void> | undefined;
let recoveryPromise: Promise<void> | undefined;

export function begins(work: () => Promise<void>) {
  startupPromise = work();
  recoveryPromise = work();
}

export async function waitsForBoth() {
  await startupPromise?.catch(() => {});
  // expect pair independent — both run already
  await recoveryPromise?.catch(() => {});
}

function formatNumber(value: number, options: Record<string, string>) {
  const separator = options['separator'] || '.';
  return String(value).replace('.', separator);
}

export async function formatsOnTheWay(shop: { readPrice(): Promise<number>; readName(): Promise<string> }, options: Record<string, string>) {
  const price = formatNumber(await shop.readPrice(), options);
  // expect pair independent — a separator is a text, by its name
  const name = await shop.readName();
  return [price, name];
}

export async function displaysInOrder(lines: readonly string[], screen: { displayLine(line: string): Promise<void> }) {
  // expect loop effect — lines on a screen, one below the other
  for (const line of lines) {
    await screen.displayLine(line);
  }
}

export async function endsWithARefusal(windows: readonly { id: string; most: number }[], limits: { updateCount(id: string): Promise<{ isLimited: boolean }> }) {
  // expect loop effect — once one is refused nothing more is counted
  for (const window of windows) {
    const answer = await limits.updateCount(window.id);
    if (answer.isLimited) throw new Error('too many');
  }
}

export async function refusesWhatItReads(windows: readonly { id: string; most: number }[], limits: { readCount(id: string): Promise<number> }) {
  // expect loop independent — the counts are only read, and can be looked at in order
  for (const window of windows) {
    const count = await limits.readCount(window.id);
    if (count > window.most) throw new Error('too many');
  }
}

export async function runsWhatIsHungIn(hooks: readonly ((title: string) => Promise<string>)[], title: string) {
  const titles = [];
  // expect loop effect or unknown — whoever hung a function in may rely on its place in the row
  for (const hook of hooks) titles.push(await hook(title));
  return titles;
}

interface Models {
  known: Map<string, { mark(id: string): void }>;
  readModels(id: string): Promise<readonly string[]>;
  startMask(id: string): Promise<string>;
}

/** By its name it reads; one of its lines leads nowhere that can be seen. */
async function getModels(models: Models, id: string) {
  models.known.get(id)?.mark(id);
  return models.readModels(id);
}

async function masked(models: Models, id: string) {
  return models.startMask(id);
}

async function orderAddItem(models: Models, id: string) {
  return models.startMask(id);
}

export async function givesAndReads(models: Models, id: string) {
  const mask = await masked(models, id);
  // expect pair independent — both are there for what they give, and one reads
  const found = await getModels(models, id);
  return [mask, found];
}

export async function givesUnseen(models: Models, id: string, mask: (id: string) => Promise<string>) {
  const name = await mask(id);
  // expect pair unknown — nothing leads to what is handed in
  const found = await getModels(models, id);
  return [name, found];
}

export async function changesAndReads(models: Models, id: string) {
  const order = await orderAddItem(models, id);
  // expect pair unknown or effect — something is added, though the name begins with a thing
  const found = await getModels(models, id);
  return [order, found];
}

declare function auth(): Promise<{ user: string } | undefined>;

export async function sessionAndPage(id: string) {
  const page = await loadPage(id);
  // expect pair independent — who is signed in is read
  const session = await auth();
  return [page, session];
}

export async function readsWhatACommandMayChange() {
  const before = await env.clipboard.readText();
  // expect pair effect or unknown — a command of an extension may do anything
  await commands.executeCommand('shop.copyPath');
  return before;
}

const runInShell = promisify(exec);

async function outputOf(command: string): Promise<string> {
  const { stdout } = await runInShell(command);
  return stdout;
}

export async function asksTwoPrograms() {
  const own = await outputOf('npm list --depth=0');
  // expect pair independent — both commands only ask
  const all = await outputOf('npm list --global --depth=0');
  return [own, all];
}

export async function asksBetweenChanges() {
  const own = await outputOf('npm install');
  // expect pair effect — what is installed is changed
  const all = await outputOf('npm list --depth=0');
  return [own, all];
}

interface Cluster { createOrUpdateStream(name: string): Promise<string>; createOrUpdateRoute(name: string): Promise<string>; getRoute(name: string): Promise<string> }

export async function madeOrUpdated(cluster: Cluster, name: string) {
  const stream = await cluster.createOrUpdateStream(name);
  // expect pair unknown — a stream and a route: that both may be updated makes them no one thing
  const route = await cluster.createOrUpdateRoute(name);
  return [stream, route];
}

export async function updatedAndRead(cluster: Cluster, name: string) {
  const made = await cluster.createOrUpdateRoute(name);
  // expect pair effect — the route is read that may be another one now
  const route = await cluster.getRoute(name);
  return [made, route];
}
