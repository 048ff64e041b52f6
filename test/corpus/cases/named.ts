// What names tell where nothing else does: things and deeds, what is made for the asker, errands, what helpers keep aside, batches, bodies that are believed before their names.
import { exec } from 'node:child_process';
import { mkdtemp } from 'node:fs/promises';
import { promisify } from 'node:util';
import { createClient } from '@clickhouse/client';
import { window, commands } from 'vscode';

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
