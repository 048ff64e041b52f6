// What other code changes while a call is waited for: read earlier, it is another value.
import { readFile } from 'node:fs/promises';

async function text(path: string): Promise<string> {
  return (await readFile(path, 'utf8')).trim();
}

const paths = new Map([['b', 'b']]);
const fixed = new Map([['b', 'b']]);

export function move(key: string, path: string) {
  paths.set(key, path);
}

export async function looksIntoAMap() {
  const a = await text('a');
  // expect pair independent, fix unsafe — the path may be moved while the first is read
  const b = await text(paths.get('b') ?? 'none');
  return [a, b];
}

export async function looksIntoAFixedMap() {
  const a = await text('a');
  // expect pair independent proven, fix safe — nobody changes the map
  const b = await text(fixed.get('b') ?? 'none');
  return [a, b];
}

const config = { folder: 'd', name: 'n' };
const options: { folder: string; name: string } = { folder: 'd', name: 'n' };

export function configure(given: Partial<typeof config>) {
  Object.assign(config, given);
  options.name = 'other';
}

export async function looksIntoAnObject() {
  const a = await text('a');
  // expect pair independent, fix unsafe — the folder may be another meanwhile
  const b = await text(config.folder);
  return [a, b];
}

export async function looksAtAnotherMember() {
  const a = await text('a');
  // expect pair independent proven, fix safe — only the name is given another value
  const b = await text(options.folder);
  return [a, b];
}

let token = 't0';

export async function login() {
  token = await text('token');
}

async function authorized(path: string): Promise<string> {
  const response = await fetch(`https://shop.example.org/${path}?token=${token}`);
  // expect pair data — the text of what came
  return await response.text();
}

export async function looksWithin() {
  const a = await authorized('a');
  // expect pair independent proven, fix safe — both have the token that there was
  const b = await authorized('b');
  return [a, b];
}

export class Hub {
  private root = 'r';
  private readonly other: string;
  private readonly kept = new Map<string, Promise<string>>();

  constructor(other: string) {
    this.other = other;
  }

  setRoot(root: string) {
    this.root = root;
  }

  private async inRoot(path: string) {
    return text(this.root + path);
  }

  private async inOther(path: string) {
    return text(this.other + path);
  }

  private async once(path: string): Promise<string> {
    const known = this.kept.get(path);
    if (known !== undefined) return known;
    const read = text(path);
    this.kept.set(path, read);
    return read;
  }

  async looksWithinThis() {
    const a = await text('a');
    // expect pair independent, fix unsafe — the root may be another meanwhile
    const x = await this.inRoot('x');
    return [a, x];
  }

  async looksAtWhatStays() {
    const a = await text('a');
    // expect pair independent proven, fix safe — only the constructor sets it
    const x = await this.inOther('x');
    return [a, x];
  }

  async looksAtWhatIsKept() {
    const a = await text('a');
    // expect pair independent, fix safe — what is kept is the same for all
    const x = await this.once('x');
    return [a, x];
  }
}

const queue: string[] = ['a', 'b'];
const names: string[] = ['a', 'b'];

export function add(name: string) {
  queue.push(name);
}

export async function goesThroughAQueue() {
  const out: string[] = [];
  // expect loop independent, fix unsafe — what is added meanwhile is come to as well
  for (const name of queue) {
    const read = await text(name);
    out.push(read);
  }
  return out;
}

export async function goesThroughAList() {
  const out: string[] = [];
  // expect loop independent proven, fix safe — nobody adds to the list
  for (const name of names) {
    const read = await text(name);
    out.push(read);
  }
  return out;
}
