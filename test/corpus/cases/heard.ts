// What others hear of a loop, or do to its list, while its rounds wait: a rewrite collects when all have ended, from a copy of the list. And who listens in the same file.
import { EventEmitter } from 'node:events';
import { readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import type { MessagePort } from 'node:worker_threads';

async function read(file: string) {
  return (await readFile(file, 'utf8')).trim();
}

export class Job extends EventEmitter {
  async told(files: string[]) {
    const out: string[] = [];
    // expect loop independent, fix unsafe — who listens hears of each file when it has been read, also where a later one fails
    for (const file of files) {
      const text = await read(file);
      this.emit('read', file);
      out.push(text);
    }
    return out;
  }

  async toldInOneLine(files: string[]) {
    // expect loop independent, fix unsafe — as above
    for (const file of files) {
      this.emit('read', await read(file));
    }
  }

  async gathered(files: string[]) {
    const out: string[] = [];
    let length = 0;
    // expect loop independent, fix safe — a list and a sum of the function's own
    for (const file of files) {
      const text = await read(file);
      const words = text.split(' ').filter((word) => word !== '');
      length += text.length;
      out.push(...words.map((word) => word.toUpperCase()));
    }
    return { out, length };
  }
}

export async function reported(files: string[], onFile: (file: string) => void) {
  const out: string[] = [];
  // expect loop independent, fix unsafe — whoever gave the function is told of each file in its time
  for (const file of files) {
    const text = await read(file);
    onFile(file);
    out.push(text);
  }
  return out;
}

export async function reportedToSome(files: string[], progress: { report(value: { message: string }): void }) {
  const out: string[] = [];
  // expect loop independent, fix unsafe — a mark of progress that comes when all is over is none
  for (const file of files) {
    out.push(await read(file));
    progress.report({ message: file });
  }
  return out;
}

export async function posted(files: string[], port: MessagePort) {
  // expect loop independent, fix unsafe — each message is for somebody who waits for it
  for (const file of files) {
    const text = await read(file);
    port.postMessage(text);
  }
}

export async function answered(files: string[], response: ServerResponse) {
  // expect loop independent, fix unsafe — what has been read is on its way before the next is read
  for (const file of files) {
    const text = await read(file);
    response.write(text);
  }
}

export async function parsed(files: string[], parse: (text: string) => string) {
  const out: string[] = [];
  // expect loop independent, fix safe — by its name it computes, and its value is taken
  for (const file of files) {
    const text = await read(file);
    out.push(parse(text));
  }
  return out;
}

function headOf(text: string) {
  return text.split('\n')[0] ?? '';
}

export async function headsOf(files: string[]) {
  const heads = new Map<string, string>();
  // expect loop independent, fix safe — nothing but a map of the function's own, and a helper that computes
  for (const file of files) {
    const text = await read(file);
    heads.set(file, headOf(text));
  }
  return heads;
}

const queue: string[] = ['a', 'b'];
const seen = new Set(['a', 'b']);
const names: string[] = ['a', 'b'];

export function add(name: string) {
  queue.push(name);
  names.slice().push(name);
}

function put(list: Set<string>, name: string) {
  list.add(name);
}

export function see(name: string) {
  put(seen, name);
}

export async function drained() {
  const out: string[] = [];
  // expect loop independent, fix unsafe — what is added while a round waits is come to as well
  for (const name of queue) {
    const text = await read(name);
    out.push(text);
  }
  return out;
}

export async function allSeen() {
  const out: string[] = [];
  // expect loop independent, fix unsafe — as above, by way of a helper
  for (const name of seen) {
    const text = await read(name);
    out.push(text);
  }
  return out;
}

export async function seenByNow() {
  const out: string[] = [];
  // expect loop independent, fix safe — a copy is made before the first round already
  for (const name of [...queue]) {
    const text = await read(name);
    out.push(text);
  }
  return out;
}

export async function fixedNames() {
  const out: string[] = [];
  // expect loop independent, fix safe — nobody adds to this list
  for (const name of names) {
    const text = await read(name);
    out.push(text);
  }
  return out;
}

export class Backlog {
  readonly #files: string[] = ['a'];
  #others: string[] = ['b'];

  add(file: string) {
    this.#files.push(file);
    this.#others = [file];
  }

  async texts() {
    const out: string[] = [];
    // expect loop independent, fix unsafe — `add` makes the list longer while a round waits
    for (const file of this.#files) {
      out.push(await read(file));
    }
    return out;
  }

  async otherTexts() {
    const out: string[] = [];
    // expect loop independent, fix safe — `add` puts another list in its place, and the loop goes on with this one
    for (const file of this.#others) {
      out.push(await read(file));
    }
    return out;
  }
}

export async function heardOf(bus: EventEmitter) {
  const files: string[] = ['a'];
  bus.on('file', (file: string) => files.push(file));
  const out: string[] = [];
  // expect loop independent, fix unsafe — the listener adds to the list while a round waits
  for (const file of files) {
    out.push(await read(file));
  }
  return out;
}

export class Names {
  readonly #names: string[];

  constructor(names: string[]) {
    this.#names = names;
  }

  *filter() {
    for (const name of this.#names) {
      console.log('next', name);
      yield name;
    }
  }

  map() {
    return [...this.#names];
  }
}

export async function oneByOne(list: Names) {
  const out: string[] = [];
  // expect loop independent, fix unsafe — the generator goes on when a round is over
  for (const name of list.filter()) {
    out.push(await read(name));
  }
  return out;
}

export async function oneByOneLater(list: Names) {
  const wanted = list.filter();
  const out: string[] = [];
  // expect loop independent, fix unsafe — as above
  for (const name of wanted) {
    out.push(await read(name));
  }
  return out;
}

export async function allOfThem(list: Names) {
  const out: string[] = [];
  // expect loop independent, fix safe — a list is made
  for (const name of list.map()) {
    out.push(await read(name));
  }
  return out;
}

export async function filtered(files: string[]) {
  const out: string[] = [];
  // expect loop independent, fix safe — so it is here
  for (const file of files.filter((name) => name.endsWith('.txt'))) {
    out.push(await read(file));
  }
  return out;
}

export class Progress extends EventEmitter {
  done = 0;

  constructor() {
    super();
    this.on('step', () => {
      this.done++;
    });
    this.on('note', (text: string) => console.log(text));
  }

  async step(file: string) {
    const text = await read(file);
    this.emit('step');
    return text;
  }

  async note(file: string) {
    const text = await read(file);
    this.emit('note', file);
    return text;
  }

  async show(file: string) {
    return (await read(file)) + String(this.done);
  }
}

export async function stepped(progress: Progress) {
  const a = await progress.step('a');
  // expect pair data — who listens counts the steps, and the second shows how many there were
  const b = await progress.show('b');
  return [a, b];
}

export async function noted(progress: Progress) {
  const a = await progress.note('a');
  // expect pair independent, fix unsafe — who listens only prints
  const b = await progress.show('b');
  return [a, b];
}

const bus = new EventEmitter();
let heard = 0;

function hear() {
  heard++;
}

bus.on('loud', hear);

async function loud(file: string) {
  const text = await read(file);
  bus.emit('loud');
  return text;
}

async function quiet(file: string) {
  const text = await read(file);
  bus.emit('quiet');
  return text;
}

async function howOften(file: string) {
  return (await read(file)) + String(heard);
}

export async function heardByName() {
  const a = await loud('a');
  // expect pair effect or data — as above, by a function of the module
  const b = await howOften('b');
  return [a, b];
}

export async function notHeard() {
  const a = await quiet('a');
  // expect pair independent, fix unsafe — nobody here listens to that
  const b = await howOften('b');
  return [a, b];
}

const few = new Map<string, string>();
const all = new Map<string, string>();

async function ofFew(key: string) {
  let value = few.get(key);
  if (value === undefined) {
    value = await readFile(key, 'utf8');
    if (few.size >= 1) few.clear();
    few.set(key, value);
  }
  return value;
}

async function ofAll(key: string) {
  let value = all.get(key);
  if (value === undefined) {
    value = await readFile(key, 'utf8');
    all.set(key, value);
  }
  return value;
}

export async function keptFew() {
  const a = await ofFew('a');
  // expect pair effect — what is kept is thrown away when there is too much: the order decides what is left
  const b = await ofFew('b');
  return [a, b, ...few.keys()];
}

export async function keptAll() {
  const a = await ofAll('a');
  // expect pair independent — each is kept under its own key
  const b = await ofAll('b');
  return [a, b];
}
