// Promises that were begun before they are waited for, locks, and what other code changes meanwhile.
import { readFile, writeFile } from 'node:fs/promises';

async function text(path: string): Promise<string> {
  return (await readFile(path, 'utf8')).trim();
}

class Turns {
  #tail: Promise<void> = Promise.resolve();

  async acquire(): Promise<() => void> {
    let free!: () => void;
    const before = this.#tail;
    this.#tail = new Promise((resolve) => { free = resolve; });
    await before;
    return free;
  }
}

class FileMutex {
  #waiting: (() => void)[] = [];

  async take(): Promise<number> {
    await new Promise<void>((resolve) => { this.#waiting.push(resolve); });
    return this.#waiting.length;
  }
}

const turns = new Turns();
const mutex = new FileMutex();

export async function underALock() {
  const free = await turns.acquire();
  // expect pair effect — the lock is had before what it guards is read
  const a = await text('a');
  free();
  return a;
}

export async function underAMutex() {
  const place = await mutex.take();
  // expect pair effect — the mutex is had before what it guards is read
  const a = await text('a');
  return [place, a];
}

export async function bothUnderALock() {
  const free = await turns.acquire();
  // expect pair effect — the lock is had before what it guards is read
  const a = await text('a');
  // expect pair independent proven, fix safe — both are read under one lock
  const b = await text('b');
  free();
  return [a, b];
}

let pending: Promise<void> = Promise.resolve();

export function save(content: string) {
  // expect step t2 effect — what is pending is waited for before the next is written
  pending = pending.then(() => writeFile('a', content));
}

async function flushed() {
  await pending;
  return true;
}

export async function waitsForWhatIsPending() {
  save('new');
  const done = await flushed();
  // expect pair effect or independent likely, fix unsafe — what is pending may write what is read
  const a = await text('a');
  return [done, a];
}

const ready = true;

async function isReady() {
  await ready;
  return text('b');
}

export async function waitsForNoPromise() {
  const b = await isReady();
  // expect pair independent proven, fix safe — what is awaited beside the read is no promise
  const a = await text('a');
  return [b, a];
}

async function settled(jobs: Promise<unknown>[]) {
  await Promise.all(jobs);
  return jobs.length;
}

export async function settlesWhatItBegan() {
  const jobs = [writeFile('a', 'new')];
  const count = await settled(jobs);
  // expect pair effect proven — the job that is waited for writes what is read
  const a = await text('a');
  return [count, a];
}

export async function settlesWhatOnlyReads() {
  const jobs = [text('b')];
  const count = await settled(jobs);
  // expect pair independent proven, fix safe — the job that is waited for reads
  const a = await text('a');
  return [count, a];
}

export async function settlesWhatIsHandedIn(jobs: Promise<unknown>[]) {
  const count = await settled(jobs);
  // expect pair effect or independent likely, fix unsafe — what the jobs write is not known
  const a = await text('a');
  return [count, a];
}

async function twice(job: Promise<string>) {
  return (await job) + (await job);
}

export async function settlesWhatItBeginsThere() {
  const b = await twice(text('b'));
  // expect pair independent proven, fix safe — the call that begins what is waited for stands there
  const a = await text('a');
  return [b, a];
}

async function local(path: string) {
  const first = text(path);
  const others = [];
  others.push(text('c'));
  await Promise.all(others);
  // expect pair independent — both run already
  return await first;
}

export async function waitsForItsOwn() {
  const b = await local('b');
  // expect pair independent proven, fix safe — the callee began itself what it waits for
  const a = await text('a');
  return [b, a];
}

export async function heldInAMap() {
  const jobs = new Map([['a', writeFile('a', 'new').then(() => 'new')]]);
  const job = await jobs.get('a');
  // expect pair effect proven — the job in the map writes what is read
  const a = await text('a');
  return [job, a];
}

export async function heldInAVariable() {
  const job = writeFile('a', 'new').then(() => 'new');
  const done = await job;
  // expect pair effect proven — the job writes what is read
  const a = await text('a');
  return [done, a];
}

export async function readerInAVariable() {
  const job = text('b');
  const b = await job;
  // expect pair independent proven, fix unsafe — the job only reads
  const a = await text('a');
  return [b, a];
}

class Task {
  #running?: Promise<string>;

  start() {
    this.#running = writeFile('a', 'task').then(() => 'task');
  }

  result(): Promise<string> | undefined {
    return this.#running;
  }

  whenDone(): Promise<string> {
    return this.#running ?? Promise.resolve('idle');
  }

  async done() {
    return await this.#running;
  }
}

export async function heldInAField() {
  const task = new Task();
  task.start();
  const done = await task.done();
  // expect pair effect or independent likely, fix unsafe — what runs in the task writes what is read
  const a = await text('a');
  return [done, a];
}

export async function handedOut() {
  const task = new Task();
  task.start();
  const done = await task.whenDone();
  // expect pair effect or independent likely, fix unsafe — what runs in the task writes what is read
  const a = await text('a');
  return [done, a];
}

class Settings {
  #loading?: Promise<string>;

  async all(): Promise<string> {
    this.#loading ??= text('settings');
    return await this.#loading;
  }
}

export async function keptByTheOneWhoFills(settings: Settings) {
  const all = await settings.all();
  // expect pair independent proven, fix safe — the promise that is kept is begun by the reader itself
  const a = await text('a');
  return [all, a];
}
