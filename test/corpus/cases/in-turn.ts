// What has to come in its turn, though nothing that it touches meets: a lock that is had, a loop that former rounds end, a setting between two waits.
import { writeFileSync } from 'node:fs';
import fs from 'node:fs/promises';
import { Pool } from 'pg';

class Gate {
  private readonly waiting: (() => void)[] = [];
  private held = false;
  async enter() {
    if (this.held) await new Promise<void>((resolve) => this.waiting.push(resolve));
    this.held = true;
    return () => {
      this.held = false;
      this.waiting.shift()?.();
    };
  }
}

class FileLock extends Gate {
  async acquire() {
    return this.enter();
  }
}

const lock = new FileLock();

export async function inOwnLock() {
  const release = await lock.acquire();
  // expect pair effect — what is read before the lock is had is stale
  const text = await fs.readFile('counter', 'utf8');
  release();
  return text;
}

export async function behindGate(gate: Gate) {
  const release = await gate.enter();
  // expect pair effect — what is given is called to let go
  const text = await fs.readFile('counter', 'utf8');
  release();
  return text;
}

export async function inLockOfPackage(locks: { lock(file: string): Promise<() => void> }, file: string) {
  const release = await locks.lock(file);
  // expect pair effect — the lock is had first
  const text = await fs.readFile(file, 'utf8');
  release();
  return text;
}

export async function newestRelease(api: { getRelease(): Promise<string> }) {
  const release = await api.getRelease();
  // expect pair independent — a release of software, and no lock
  const text = await fs.readFile('counter', 'utf8');
  return text + release;
}

export async function inLockFolder(file: string) {
  await fs.mkdir(`${file}.lock`);
  // expect pair effect — only one can make the folder
  const text = await fs.readFile(file, 'utf8');
  return text;
}

export async function besideFolder(dir: string, file: string) {
  await fs.mkdir(`${dir}/out`);
  // expect pair independent — a folder for what comes later
  const text = await fs.readFile(file, 'utf8');
  return text;
}

export async function untilOk(url: string) {
  let ok = false;
  // expect loop carried or effect — the next round only comes where this one failed
  for (let i = 0; i < 10 && !ok; i++) {
    const answer = await fetch(`${url}/${i}`);
    ok = answer.ok;
  }
  return ok;
}

export async function lastOk(url: string) {
  let ok = false;
  const all: boolean[] = [];
  // expect loop independent — each round looks at what it has set itself
  for (let i = 0; i < 10; i++) {
    const answer = await fetch(`${url}/${i}`);
    ok = answer.ok;
    all.push(ok);
  }
  return all;
}

export async function inSteps(files: string[]) {
  let step = 1;
  const texts: string[] = [];
  // expect loop carried — how far to go a round has found out
  for (let i = 0; i < files.length; i += step) {
    const text = await fs.readFile(files[i] ?? '', 'utf8');
    step = text.length;
    texts.push(text);
  }
  return texts;
}

export async function untilStopped(files: string[], signal: AbortSignal) {
  const texts: string[] = [];
  // expect loop effect — the loop may end before any round
  for (let i = 0; i < files.length && !signal.aborted; i++) {
    texts.push(await fs.readFile(files[i] ?? '', 'utf8'));
  }
  return texts;
}

export async function untilLate(files: string[]) {
  const end = Date.now() + 1000;
  const texts: string[] = [];
  // expect loop effect — how long the rounds took decides
  for (let i = 0; i < files.length && Date.now() < end; i++) {
    texts.push(await fs.readFile(files[i] ?? '', 'utf8'));
  }
  return texts;
}

export async function atMost(files: string[]) {
  const texts: string[] = [];
  // expect loop independent — the number of rounds is known
  for (let i = 0; i < Math.min(files.length, 10); i++) {
    texts.push(await fs.readFile(files[i] ?? '', 'utf8'));
  }
  return texts;
}

async function each(file: string, found: (text: string) => void) {
  const text = await fs.readFile(file, 'utf8');
  found(text);
  return text;
}

export async function filledByCallback() {
  const all: string[] = [];
  const add = (text: string) => {
    all.push(text);
  };
  const a = await each('a', add);
  // expect pair effect or data — the list is in the order in which they come to an end
  const b = await each('b', add);
  return [a, b, all];
}

export async function filledByCallbacks(files: string[]) {
  const all: string[] = [];
  const texts: string[] = [];
  // expect loop effect — the list is in the order in which they come to an end
  for (const file of files) {
    const text = await each(file, (found) => {
      all.push(found);
    });
    texts.push(text);
  }
  return { all, texts };
}

export async function filledHere() {
  const all: string[] = [];
  const add = (text: string) => {
    all.push(text);
  };
  add(await fs.readFile('a', 'utf8'));
  // expect pair independent — what is added can be added in order when both are there
  add(await fs.readFile('b', 'utf8'));
  return all;
}

export async function filledByWords(files: string[]) {
  const words: string[] = [];
  // expect loop independent — a round adds when it has waited, and can do so in its turn
  for (const file of files) {
    const text = await fs.readFile(file, 'utf8');
    text.split(' ').forEach((word) => {
      words.push(word);
    });
  }
  return words;
}

const known = new Set<string>();

async function remember(file: string) {
  const text = await fs.readFile(file, 'utf8');
  known.add(text);
  return text;
}

async function isNew(file: string) {
  const text = await fs.readFile(file, 'utf8');
  return !known.has(text);
}

export async function maybeTheSameText() {
  const text = await remember('a');
  // expect pair effect or data — two files may hold one text
  const fresh = await isNew('copy-of-a');
  return { text, fresh };
}

class Job {
  readonly file: string;
  constructor(file: string) {
    this.file = file;
  }
}

const active = new Set<Job>();

async function run(file: string) {
  const job = new Job(file);
  active.add(job);
  const text = await fs.readFile(job.file, 'utf8');
  active.delete(job);
  return text;
}

export async function jobsOfTheirOwn() {
  const a = await run('a');
  // expect pair independent — each call has a job of its own
  const b = await run('b');
  return [a, b];
}

async function slug(used: Record<string, boolean>, file: string) {
  const text = await fs.readFile(file, 'utf8');
  let name = text;
  while (used[name]) name += '1';
  used[name] = true;
  return name;
}

export async function slugs(files: string[]) {
  const used: Record<string, boolean> = {};
  const names: string[] = [];
  // expect loop effect or carried — which of two equal names gets the 1 the order decides
  for (const file of files) {
    const name = await slug(used, file);
    names.push(name);
  }
  return names;
}

class Report {
  file = '';
  async build() {
    const head = await fs.readFile('head', 'utf8');
    // expect pair independent — two files
    const body = await fs.readFile(this.file, 'utf8');
    return head + body;
  }
}

export async function setBetween(report: Report) {
  report.file = 'a';
  const a = await report.build();
  report.file = 'b';
  // expect pair effect or data — the first still reads what is set for the second
  const b = await report.build();
  return [a, b];
}

export async function setOnOther(report: Report, other: Report) {
  const a = await report.build();
  const title = { file: '' };
  title.file = 'b';
  // expect pair independent — what is set between is nobody's file
  const b = await other.build();
  return [a, b, title];
}

export async function stoppedBetween(control: AbortController) {
  const a = await fetch('https://a.io/1', { signal: control.signal });
  control.abort();
  // expect pair effect or data — the first is over by then
  const b = await fetch('https://a.io/2', { signal: control.signal }).catch(() => undefined);
  return [a, b];
}

export async function movedBetween(dir: string) {
  const a = await fs.readFile('a', 'utf8');
  process.chdir(dir);
  // expect pair effect — the two are read in two folders
  const b = await fs.readFile('b', 'utf8');
  return [a, b];
}

export async function askedBetween(dir: string) {
  const a = await fs.readFile('a', 'utf8');
  const from = process.cwd();
  // expect pair independent — where the program is does not change
  const b = await fs.readFile('b', 'utf8');
  return [a, b, from, dir];
}

class Counter {
  count = 0;
  async next() {
    const text = await fs.readFile('next', 'utf8');
    this.count++;
    return text;
  }
}

export async function readBetween(counter: Counter) {
  const a = await fs.readFile('a', 'utf8');
  const label = `${a} ${counter.count}`;
  // expect pair effect or data — the line between needs the first, and the number before the second
  const b = await counter.next();
  return [label, b];
}

export async function readBefore(counter: Counter) {
  const a = await fs.readFile('a', 'utf8');
  const label = counter.count;
  // expect pair independent — the line between can stand before both
  const b = await counter.next();
  return [a, label, b];
}

export async function writtenBetween(file: string) {
  const a = await fs.readFile(file, 'utf8');
  writeFileSync(file, 'new');
  // expect pair effect or data — the old text, then the new one
  const b = await fs.readFile(file, 'utf8');
  return [a, b];
}

export async function mergedUnlessThere(files: string[]) {
  const found: Record<string, string> = {};
  // expect loop carried — what a former round has merged in decides whether this one reads
  for (const file of files) {
    if (found[file]) continue;
    const text = await fs.readFile(file, 'utf8');
    Object.assign(found, JSON.parse(text));
  }
  return found;
}

export async function mergedOnly(files: string[]) {
  const found: Record<string, string> = {};
  // expect loop independent — what is read does not hang on what was merged
  for (const file of files) {
    const text = await fs.readFile(file, 'utf8');
    Object.assign(found, JSON.parse(text));
  }
  return found;
}

function* numbers() {
  let i = 0;
  while (true) yield i++;
}

const ids = numbers();

async function tag(file: string) {
  const text = await fs.readFile(file, 'utf8');
  return `${ids.next().value} ${text}`;
}

export async function tagged(files: string[]) {
  const all: string[] = [];
  // expect loop effect — the numbers go on in the order of the files
  for (const file of files) all.push(await tag(file));
  return all;
}

async function firstNumber(file: string) {
  const text = await fs.readFile(file, 'utf8');
  const own = numbers();
  return `${own.next().value} ${text}`;
}

export async function numberedAnew(files: string[]) {
  const all: string[] = [];
  // expect loop independent — each call counts for itself
  for (const file of files) all.push(await firstNumber(file));
  return all;
}

export async function runEach(pool: Pool, files: string[]) {
  // expect loop effect — what the statements say is in the files
  for (const file of files.sort()) {
    const sql = await fs.readFile(file, 'utf8');
    // expect pair data — it is run when it was read
    await pool.query(sql);
  }
}
