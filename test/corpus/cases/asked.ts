// What is asked for, where the call itself does not say it: chains of queries, wrappers, use cases, `Promise.all`, and what rounds do to their own element.
import * as http from 'node:http';
import FormData from 'form-data';
import type { Pool } from 'pg';
import { DataSource, type EntityTarget, type Repository } from 'typeorm';

declare const Model: any;
declare const db: any;
declare const logger: any;
declare const pool: Pool;
declare function getPlan(id: string): Promise<string>;
declare function fetchQuota(id: string): Promise<number>;
declare function withRetries<T>(work: () => Promise<T>): Promise<T>;
declare function copyOne(from: string, to: string): Promise<void>;

export async function pageOfList(query: object) {
  const total = await Model.countDocuments(query);
  // expect pair independent — the first link of the chain reads; `sort` and `lean` only say how
  const items = await Model.find(query).sort({ at: -1 }).limit(10).lean();
  return { total, items };
}

export async function chainThatWrites(query: object) {
  const total = await Model.countDocuments(query);
  // expect pair effect or unknown — the chain ends in a change
  const gone = await Model.where(query).deleteMany().exec();
  return { total, gone };
}

interface UseCase { execute(command: object): Promise<boolean> }

export async function useCases(getFeatureFlag: UseCase, findTemplate: UseCase) {
  const flag = await getFeatureFlag.execute({ key: 'a' });
  // expect pair independent — both use cases are named as readers
  const template = await findTemplate.execute({ key: 'b' });
  return [flag, template];
}

export async function useCaseThatWrites(createSubscriber: UseCase, countMessages: UseCase) {
  const made = await createSubscriber.execute({ id: 1 });
  // expect pair effect or unknown — what the count reads may be what was created
  const count = await countMessages.execute({ id: 1 });
  return [made, count];
}

export async function readersTogether(id: string) {
  const limit = await fetchQuota(id);
  // expect pair independent — all elements only read
  const [plan, quota] = await Promise.all([getPlan(id), fetchQuota('all')]);
  return [limit, plan, quota];
}

export async function readerInRetries(id: string) {
  const limit = await fetchQuota(id);
  // expect pair independent — what is tried again only reads
  const plan = await withRetries(() => getPlan(id));
  return [limit, plan];
}

export async function underCondition(id: string | undefined) {
  const limit = await fetchQuota('all');
  let plan = '';
  // expect pair independent — all that the statement waits for goes into a variable that is used later
  if (id !== undefined) {
    plan = await getPlan(id);
  }
  return [limit, plan];
}

export async function bothRunning() {
  const plan = getPlan('a');
  const quota = fetchQuota('a');
  const first = await plan;
  // expect pair independent — both were started before
  const second = await quota;
  return [first, second];
}

declare const api: { getToken(): Promise<string>; fetchUser(): Promise<string> };
declare function setToken(token: string): void;

export async function tokenBetween() {
  const token = await api.getToken();
  setToken(token);
  // expect pair effect — the line between sets what the second may rely on
  const user = await api.fetchUser();
  return [token, user];
}

export async function filledBetween() {
  const list: string[] = [];
  const token = await api.getToken();
  list.push(token);
  // expect pair independent — the line between only fills an own list
  const user = await api.fetchUser();
  return [list, user];
}

async function loggedAt(level: string, id: string) {
  logger[level](id);
  return getPlan(id);
}

export async function levelOfLogger(level: string) {
  const a = await loggedAt(level, 'a');
  // expect pair independent — whatever the level, a line for people
  const b = await loggedAt(level, 'b');
  return [a, b];
}

const overridden: string[] = [];

function baseUrl() {
  if (process.env.BASE) overridden.push('BASE');
  return process.env.BASE ?? 'x';
}

async function checkPlan(id: string) {
  return getPlan(baseUrl() + id);
}

async function readQuota(id: string) {
  return fetchQuota(baseUrl() + id);
}

export async function notedOnTheWay() {
  const plan = await checkPlan('a');
  // expect pair independent — both note one thing on the way, and neither looks at the notes
  const quota = await readQuota('b');
  return [plan, quota];
}

export async function grownStatement(name: string | undefined) {
  let text = 'SELECT * FROM tables';
  if (name !== undefined) text += ` WHERE name = '${name}'`;
  const tables = await pool.query(text);
  // expect pair independent — a statement that begins so and only grows reads
  const rows = await pool.query('SELECT * FROM samples');
  return [tables, rows];
}

class Connection {
  constructor(private readonly source: DataSource) {}

  getRepository<T>(isMaster: boolean, target: EntityTarget<T>): Repository<T> {
    if (isMaster) return this.source.createQueryRunner('master').manager.getRepository(target);
    return this.source.getRepository(target);
  }
}

class User {
  id = '';
}

class Order {
  id = '';
}

export class Service {
  constructor(private readonly connection: Connection, private readonly store: { delete(key: string): Promise<void> }) {}

  async twoTables(id: string) {
    const user = await this.connection.getRepository(false, User).findOneBy({ id });
    // expect pair independent — to get a repository touches no table
    const order = await this.connection.getRepository(false, Order).findOneBy({ id });
    return [user, order];
  }

  async readAndSave(user: User) {
    const known = await this.connection.getRepository(false, User).find();
    // expect pair effect — the table that the first reads
    const saved = await this.connection.getRepository(false, User).save(user);
    return [known, saved];
  }

  async timed(sessions: readonly { token: string }[]) {
    // expect loop independent — the promise is handed on, and is no change of a map
    for (const session of sessions) {
      await this.within(this.store.delete(session.token));
    }
  }

  private async within<T>(work: Promise<T>): Promise<T> {
    return Promise.race([work, new Promise<T>((_resolve, reject) => setTimeout(reject, 10))]);
  }
}

export async function countedInside(all: readonly { assets: readonly { from: string; to: string }[] }[]) {
  let count = 0;
  // expect loop independent — a tally is the same in every order
  for (const { assets } of all) {
    // expect loop independent — each copy is of its own element
    for (const asset of assets) {
      await copyOne(asset.from, asset.to);
      count++;
    }
  }
  return count;
}

export async function numbered(all: readonly string[]) {
  let count = 0;
  // expect loop carried — the number that the former round left goes into the next
  for (const one of all) {
    await copyOne(one, String(count));
    count++;
  }
  return count;
}

export async function ownFunction(all: readonly { id: string }[]) {
  async function update(one: { id: string }) {
    await db.update(one.id, { seen: true });
  }
  // expect loop independent or effect or unknown — a function declared outside is not changed by being called
  for (const one of all) {
    await update(one);
  }
}

export async function oldVariable(jobs: readonly { name: string; isStopped: boolean }[], service: { stopJob(name: string): Promise<void> }) {
  // expect loop independent — a `var` that only the loop knows is the round's own
  for (var job of jobs) {
    if (!job.isStopped) await service.stopJob(job.name);
  }
}

export async function givenIds(instances: readonly { id: string }[], engine: { registerNext(of: object): Promise<void> }) {
  // expect loop independent — nothing but the name of the round's own thing is given
  for (const instance of instances) {
    await engine.registerNext({ instanceId: instance.id });
  }
}

export async function givenWhole(plugins: readonly object[], host: { register(plugin: object): Promise<void> }) {
  // expect loop effect — in which order plugins are registered may matter
  for (const plugin of plugins) {
    await host.register(plugin);
  }
}

export async function rowEach(tiers: readonly { name: string }[], modelId: string) {
  // expect loop independent — a row of its own for each element
  for (const tier of tiers) {
    await db.tier.create({ data: { modelId, name: tier.name } });
  }
}

function send(path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const form = new FormData();
    form.append('path', path);
    const request = http.request({ path, method: 'POST' }, (response) => {
      response.on('end', resolve);
    });
    request.on('error', reject);
    form.pipe(request);
  });
}

export async function sendEach(paths: readonly string[]) {
  // expect loop independent — each round has its own request, and what is made for it is nobody else's
  for (const path of paths) {
    await send(path);
  }
}

export async function cookies(list: readonly string[], jar: { setCookie(cookie: string, url: string): Promise<void> }, url: string) {
  // expect loop effect — one jar, in which a later cookie of the same name wins
  for (const cookie of list) {
    await jar.setCookie(cookie, url);
  }
}

export async function stepsDeleted(steps: readonly { id: string }[], store: { deleteOne(id: string): Promise<void> }) {
  // expect loop independent — taken away one by one, whatever they are called
  for (const step of steps) {
    await store.deleteOne(step.id);
  }
}

export async function stepsApplied(steps: readonly { id: string }[], runner: { apply(id: string): Promise<void> }) {
  // expect loop effect — steps are applied in order
  for (const step of steps) {
    await runner.apply(step.id);
  }
}

export async function assertedBetween(created: { id: string }) {
  const list = await fetchQuota('all');
  expect(list).toBe(created.id);
  // expect pair independent — an assertion looks at what it is given
  const one = await getPlan(created.id);
  return [list, one];
}

declare function expect(value: unknown): { toBe(other: unknown): void };

export async function kinds(network: string) {
  const mail = await createMailServer(network);
  // expect pair independent or unknown — a mail server and a web server are two things
  const web = await createWebServer(network);
  return [mail, web];
}

declare function createMailServer(network: string): Promise<string>;
declare function createWebServer(network: string): Promise<string>;

async function verifyAccess(userId: string, folderId: string) {
  const plan = await getPlan(userId);
  if (plan !== folderId) throw new Error('no access');
  return plan;
}

export async function guardThatGives(userId: string, folderId: string) {
  const folder = await verifyAccess(userId, folderId);
  // expect pair control — it throws on purpose, though its value is taken
  const quota = await fetchQuota(folderId);
  return [folder, quota];
}

export async function bodiesOfTwoAnswers(url: string) {
  const first = await (await fetch(url)).json();
  // expect pair independent — each reads the answer to a request of its own
  const second = await (await fetch('https://example.test/b')).json();
  return [first, second];
}

export async function bodiesThroughThen(url: string) {
  // expect step t2 data — the reply
  const first = await fetch(url).then((reply) => reply.arrayBuffer());
  // expect pair independent — each reads the answer to a request of its own
  // expect step t4 data — the reply
  const second = await fetch('https://example.test/b').then((reply) => reply.arrayBuffer());
  return [first, second];
}

export async function bodiesHeld(url: string) {
  const one = await fetch(url);
  // expect pair independent — two requests
  const two = await fetch('https://example.test/b');
  // expect pair independent — the body of the first, and another request
  const first = await one.json();
  // expect pair independent — two answers
  const second = await two.json();
  return [first, second];
}

export async function bodyTwice(url: string) {
  const reply = await fetch(url);
  // expect pair data — the answer
  const copy = await reply.clone().text();
  // expect pair effect or unknown — one answer has one body
  const text = await reply.text();
  return [copy, text];
}

export abstract class ShowCommand {
  abstract parse(command: unknown): Promise<{ id: string }>;

  async run() {
    const { id } = await this.parse(ShowCommand);
    // expect pair data — the id
    const plan = await getPlan(id);
    return plan;
  }

  async runAll() {
    const given = await this.parse(ShowCommand);
    // expect pair control — what does not fit is refused before anything is asked for
    const quota = await fetchQuota('all');
    return [given, quota];
  }
}

export async function publishEach(events: readonly { id: string }[], topic: { publish(event: object): Promise<void> }) {
  // expect loop independent — a message of its own for each element
  for (const event of events) {
    await topic.publish(event);
  }
}

export async function usedAtOnce(topics: { list(): Promise<string[]>; all(): Promise<string[]> }) {
  const updates: string[] = [];
  const early = topics.list();
  const late = topics.all();
  const first = await early;
  first.forEach((one) => { updates.push(one); });
  // expect pair independent — both were started before, and the first's value is used in the very next line
  const second = await late;
  second.forEach((one) => { updates.push(one); });
  return updates;
}

export async function parsedByReader(text: string) {
  const first = await parsed(text);
  // expect pair independent or unknown — what is called a reader and parses a text is no connection
  const second = await parsed('{}');
  return [first, second];
}

declare const jsonReader: any;

async function parsed(text: string) {
  return jsonReader.parse(await getPlan(text));
}

export async function takenFromQueue(rounds: readonly number[], queue: string[]) {
  // expect loop carried or effect — each round takes the next of one queue
  for (const _ of rounds) {
    await loadOne(queue.shift());
  }
}

export async function addedAndHandedOn(seen: Set<string>, id: string) {
  const noted = await fetchAll(seen.add(id));
  // expect pair data — the set that the first adds to
  const plan = await getPlan([...seen].join());
  return [noted, plan];
}

declare function loadOne(name: string | undefined): Promise<void>;
declare function fetchAll(seen: Set<string>): Promise<number>;
