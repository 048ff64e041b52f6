// State that is reached in other ways than by a name and its members: static fields, imports, namespaces, accessors, destructuring, whole objects, one object in two fields.
import { readFile, writeFile } from 'node:fs/promises';
import { Pool } from 'pg';
import * as settings from './workspace/session.ts';
import { session, current, signIn } from './workspace/session.ts';

class Config {
  static env = 'dev';
  static limits = { rows: 10 };
  static async detect() { Config.env = await readFile('.env-name', 'utf8'); return Config.env.length; }
  static async settings() { return readFile(`config/${Config.env}.json`, 'utf8'); }
  static async rows() { return (await readFile('rows', 'utf8')).slice(0, Config.limits.rows); }
  static async measure() { this.limits.rows = (await readFile('screen', 'utf8')).length; return 1; }
}

export async function staticField() {
  const length = await Config.detect();
  // expect pair data or effect — the second reads the static field that the first assigns
  const text = await Config.settings();
  return [length, text];
}

export async function otherStaticField() {
  const length = await Config.detect();
  // expect pair independent — the limits are not the environment
  const rows = await Config.rows();
  return [length, rows];
}

export async function staticFieldOfThis() {
  const done = await Config.measure();
  // expect pair data or effect — `this` of a static method is the class
  const rows = await Config.rows();
  return [done, rows];
}

namespace App {
  export let language = 'en';
}

async function choose() {
  App.language = await readFile('language', 'utf8');
  return App.language.length;
}

async function greet() {
  const text = await readFile('greeting', 'utf8');
  return text + App.language;
}

export async function inNamespace() {
  const length = await choose();
  // expect pair data or effect — the language is kept in the namespace
  const greeting = await greet();
  return [length, greeting];
}

async function profile() {
  const answer = await fetch('https://shop.example/me', { headers: { authorization: session.token } });
  return answer.text();
}

async function profileOf() {
  const answer = await fetch(`https://shop.example/users`, { headers: { user: current } });
  return answer.text();
}

async function throughTheWhole() {
  const answer = await fetch('https://shop.example/me', { headers: { authorization: settings.session.token } });
  return answer.text();
}

export async function importedObject() {
  const user = await signIn('a');
  // expect pair data or effect — the token is kept in another file, and sent by the second
  const text = await profile();
  return [user, text];
}

export async function importedVariable() {
  const user = await signIn('a');
  // expect pair data or effect — who is signed in is a variable of the other file
  const text = await profileOf();
  return [user, text];
}

export async function importedAsAWhole() {
  const user = await signIn('a');
  // expect pair data or effect — the same object, by way of the module
  const text = await throughTheWhole();
  return [user, text];
}

const values: Record<string, string> = {};
const queue: string[] = [];

async function loadValues() {
  Object.assign(values, JSON.parse(await readFile('values.json', 'utf8')));
  return 1;
}

async function collect() {
  const text = await readFile('in', 'utf8');
  queue.push(text);
  return text.length;
}

export async function takenAsAWhole() {
  const loaded = await loadValues();
  // expect pair data or effect — all that the first loads is sent
  const answer = await fetch('https://shop.example/values', { headers: values });
  return [loaded, answer.status];
}

export async function writtenAsText() {
  const loaded = await loadValues();
  // expect pair data or effect — all that the first loads is written
  await writeFile('out.json', JSON.stringify(values));
  return loaded;
}

export async function spreadOut() {
  const length = await collect();
  // expect pair data or effect — the queue is sent as it stands
  const answer = await fetch('https://shop.example/batch', { body: [...queue].join() });
  return [length, answer.status];
}

export async function anotherList() {
  const length = await collect();
  // expect pair independent — values and queue are two things
  const answer = await fetch('https://shop.example/values', { headers: values });
  return [length, answer.status];
}

interface Page { user?: string; title: string }

async function hydrate(page: Page) {
  const answer = await fetch('https://shop.example/user');
  // expect pair data — its text
  page.user = await answer.text();
  return answer.status;
}

async function render(page: Page) {
  return fetch('https://shop.example/render', { body: JSON.stringify(page) });
}

async function title(page: Page) {
  return fetch(`https://shop.example/title/${page.title}`);
}

export async function argumentAsAWhole(page: Page) {
  const status = await hydrate(page);
  // expect pair data or effect — the page is sent with what the first put into it
  const answer = await render(page);
  return [status, answer];
}

export async function localAsAWhole() {
  const page: Page = { title: 'Start' };
  const status = await hydrate(page);
  // expect pair data or effect — as above, with a page of its own
  const answer = await fetch('https://shop.example/render', { body: JSON.stringify(page) });
  return [status, answer];
}

async function renderAll(...pages: Page[]) {
  return fetch('https://shop.example/render', { body: JSON.stringify(pages) });
}

export async function amongOthers(first: Page, page: Page) {
  const status = await hydrate(page);
  // expect pair data or effect — the page is one of those that are sent
  const answer = await renderAll(first, page);
  return [status, answer];
}

export async function otherMember(page: Page) {
  const status = await hydrate(page);
  // expect pair independent — the title was there before
  const answer = await title(page);
  return [status, answer];
}

const state = { token: '', name: '' };

async function login() {
  const answer = await fetch('https://shop.example/login');
  // expect pair data — its text
  state.token = await answer.text();
  return answer.status;
}

async function me() {
  const { token } = state;
  return fetch(`https://shop.example/me?token=${token}`);
}

async function named() {
  const { name } = state;
  return fetch(`https://shop.example/named/${name}`);
}

export async function takenOut() {
  const status = await login();
  // expect pair data or effect — the token is taken out of the state
  const answer = await me();
  return [status, answer];
}

export async function otherTakenOut() {
  const status = await login();
  // expect pair independent — the name is not the token
  const answer = await named();
  return [status, answer];
}

export class Service {
  #config: { url: string } | undefined;
  #headers: Record<string, string> = {};
  version = '1';

  get url() { return this.#config?.url ?? ''; }
  set token(token: string) { this.#headers['authorization'] = token; }

  async load() {
    const answer = await fetch('https://shop.example/config');
    // expect pair data — its text
    this.#config = JSON.parse(await answer.text());
    return answer.status;
  }

  async enter() {
    const answer = await fetch('https://shop.example/token');
    // expect pair data — its text
    this.token = await answer.text();
    return answer.status;
  }

  async behindGetter() {
    const status = await this.load();
    // expect pair data or effect — the getter gives what the first has loaded
    const answer = await fetch(`${this.url}/items`);
    return [status, answer];
  }

  async besideGetter() {
    const status = await this.load();
    // expect pair independent — the version is a field of its own
    const answer = await fetch(`https://shop.example/${this.version}`);
    return [status, answer];
  }

  async behindSetter() {
    const status = await this.enter();
    // expect pair data or effect — the setter puts the token among the headers
    const answer = await fetch('https://shop.example/items', { headers: this.#headers });
    return [status, answer];
  }
}

let pool: Pool;

async function boot() {
  const dsn = await readFile('dsn', 'utf8');
  pool = new Pool();
  return dsn.length;
}

async function rows() {
  const { rows: all } = await pool.query('SELECT * FROM visits');
  return all;
}

export async function clientOfThePackage() {
  const booted = await boot();
  // expect pair data or effect — there is no pool before the first is done
  const all = await rows();
  return [booted, all];
}

class TokenStore { token = ''; }

class Auth {
  constructor(private readonly store: TokenStore) {}
  async login() {
    const answer = await fetch('https://shop.example/login');
    // expect pair data — its text
    this.store.token = await answer.text();
    return answer.status;
  }
}

class Api {
  constructor(private readonly store: TokenStore) {}
  async me() { return fetch('https://shop.example/me', { headers: { authorization: this.store.token } }); }
}

class Sizes {
  readonly #kept = new Map<string, number>();
  async of(name: string) {
    const known = this.#kept.get(name);
    if (known !== undefined) return known;
    const size = (await readFile(name, 'utf8')).length;
    this.#kept.set(name, size);
    return size;
  }
}

export class Shop {
  readonly store = new TokenStore();
  readonly auth = new Auth(this.store);
  readonly api = new Api(this.store);
  readonly icons = new Sizes();
  readonly photos = new Sizes();

  async oneStoreInTwo() {
    const status = await this.auth.login();
    // expect pair data or effect or unknown — both hold the same store
    const answer = await this.api.me();
    return [status, answer];
  }

  async twoOfAKind() {
    const icon = await this.icons.of('a.svg');
    // expect pair independent — each has what it keeps for itself
    const photo = await this.photos.of('a.jpg');
    return [icon, photo];
  }
}

async function readToken() {
  process.env.API_TOKEN = await readFile('token', 'utf8');
  return 1;
}

async function callApi() {
  return fetch('https://shop.example/api', { headers: { authorization: process.env.API_TOKEN ?? '' } });
}

export async function environment() {
  const read = await readToken();
  // expect pair data or effect — the token is handed on in the environment
  const answer = await callApi();
  return [read, answer];
}

interface Machine { path: string; success(text: string): void; reject(text: string): void }
interface Report { success(text: string): void }

export async function toldToAMachine(machine: Machine) {
  const text = await readFile('a', 'utf8');
  machine.success(text);
  // expect pair data or effect — what the machine makes of the text only it knows
  const next = await readFile(machine.path, 'utf8');
  return next;
}

export async function toldToPeople(logger: Report) {
  const text = await readFile('a', 'utf8');
  logger.success(text);
  // expect pair independent — a line for people
  const next = await readFile('b', 'utf8');
  return text + next;
}

class Account {
  balance = 0;
  constructor(private readonly id: string) {}

  async refresh(): Promise<number> {
    const answer = await fetch(`https://bank.example/${this.id}`);
    // expect pair data — its text
    this.balance = Number(await answer.text());
    return this.balance;
  }
}

export async function elementOfAList(accounts: Account[]) {
  const account = accounts[0]!;
  const balance = await account.refresh();
  // expect pair data or effect — the account is one of the list
  const told = await fetch(`https://bank.example/report/${accounts.map((one) => one.balance).join()}`);
  return [balance, told];
}

class Driver {
  #log: { debug(text: string): void } | undefined;

  get log() {
    if (!this.#log) this.prefix('driver');
    return this.#log!;
  }

  prefix(name: string) {
    this.#log = { debug: (text) => console.debug(name, text) };
  }

  async users(): Promise<string> {
    this.log.debug('users');
    return (await fetch('https://shop.example/users')).text();
  }

  async orders(): Promise<string> {
    this.log.debug('orders');
    return (await fetch('https://shop.example/orders')).text();
  }
}

export async function withALogger(driver: Driver) {
  const users = await driver.users();
  // expect pair independent — how the driver comes to its logger orders nothing
  const orders = await driver.orders();
  return [users, orders];
}

class Registry {
  static #instance: Registry | undefined;
  readonly names = new Map<string, string>();

  static get instance(): Registry {
    return Registry.#instance || (Registry.#instance = new Registry());
  }
}

async function nameOf(id: string): Promise<string> {
  const text = await readFile(id, 'utf8');
  return Registry.instance.names.get(id) ?? text;
}

export async function oneRegistry() {
  const first = await nameOf('a');
  // expect pair independent — whoever comes first makes the registry, which is the same for both
  const second = await nameOf('b');
  return [first, second];
}

export async function elementOfAMap(accounts: Map<string, Account>) {
  const account = accounts.get('a')!;
  const balance = await account.refresh();
  // expect pair data or effect — it is the account that the map holds
  const told = await fetch(`https://bank.example/report/${accounts.get('a')!.balance}`);
  return [balance, told];
}

export async function theOneThatIsThere(given: Account | undefined) {
  const account = given ?? new Account('x');
  const balance = await account.refresh();
  // expect pair data or effect — where there was one it is the same
  const told = await fetch(`https://bank.example/report/${given!.balance}`);
  return [balance, told];
}

class JsonFile {
  constructor(private readonly file: string) {}

  async put(text: string): Promise<number> {
    await writeFile(this.file, text);
    return text.length;
  }

  async take(): Promise<string> {
    return readFile(this.file, 'utf8');
  }
}

export async function twoOfOneFile(path: string) {
  const writer = new JsonFile(path);
  const reader = new JsonFile(path);
  const length = await writer.put('a');
  // expect pair effect — nothing shows that the two are for different files
  const text = await reader.take();
  return [length, text];
}

const shopOrigin = 'https://shop.example';

export async function signedInByOrigin(body: string) {
  const login = await fetch(`${shopOrigin}/login`, { method: 'POST', body });
  // expect pair effect — what follows is asked in the session that the login begins, whatever the name of the place
  const news = await fetch(`${shopOrigin}/news`);
  return [login, news];
}

export async function signedInElsewhere(body: string, host: string) {
  const login = await fetch(`https://${host}/login`, { method: 'POST', body });
  // expect pair effect — the same, of a host that is handed in
  const news = await fetch(`https://${host}/news`);
  return [login, news];
}
