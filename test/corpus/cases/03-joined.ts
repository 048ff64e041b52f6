// Line 3: inputs known before, results joined later; pure async transforms; writes or deletes under different constant keys.
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import Redis from 'ioredis';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

const zip = promisify(gzip);
const redis = new Redis();

async function double(text: string): Promise<string> {
  return await Promise.resolve(text + text);
}

async function digest(text: string): Promise<ArrayBuffer> {
  return await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
}

export async function pureTransforms(text: string) {
  const twice = await double(text);
  // expect pair independent proven, fix safe — both only compute from `text`
  const sum = await digest(text);
  return { twice, sum };
}

export async function transformOfTransform(text: string) {
  const twice = await double(text);
  // expect pair data — `twice` is the argument
  const sum = await digest(twice);
  return sum;
}

export async function zipTwo(a: string, b: string) {
  const left = await zip(a);
  // expect pair independent or unknown — two pure transforms of known inputs
  const right = await zip(b);
  return left.length + right.length;
}

export async function differentConstantFiles(a: string, b: string) {
  await writeFile('a.txt', a);
  // expect pair independent or effect, fix unsafe — different constant paths; a failure between would leave another state
  await writeFile('b.txt', b);
}

export async function sameConstantFile(a: string, b: string) {
  await writeFile('log.txt', a);
  // expect pair effect — the last one wins
  await writeFile('log.txt', b);
}

export async function samePathByVariable(path: string, a: string, b: string) {
  await writeFile(path, a);
  // expect pair effect — the same path
  await writeFile(path, b);
}

export async function maybeSamePath(from: string, to: string, text: string) {
  await writeFile(to, text);
  // expect pair effect or unknown — `from` and `to` may be one file
  const before = await readFile(from, 'utf8');
  return before;
}

export async function differentKeys() {
  await redis.del('session:old');
  // expect pair independent or effect or unknown, fix unsafe — different constant keys
  await redis.del('lock:old');
}

export async function sameKey() {
  await redis.set('visits', '0');
  // expect pair effect — the same key is written and counted up
  const visits = await redis.incr('visits');
  return visits;
}

export async function readsOfKeys() {
  const visits = await redis.get('visits');
  // expect pair independent, fix safe — two reads
  const users = await redis.hgetall('users');
  return { visits, users };
}

export async function removeTwo() {
  await rm('out/a', { recursive: true });
  // expect pair independent or effect, fix unsafe — different folders; destructive work is not rewritten
  await rm('out/b', { recursive: true });
}

export async function removeInside() {
  await rm('out/a', { recursive: true });
  // expect pair effect — the second folder holds the first
  await rm('out', { recursive: true });
}

export async function savedAndTakenAway(text: string) {
  await writeFile('out/new', text);
  // expect pair independent or effect likely — where it could not be saved, the old one is gone all the same
  await rm('out/old');
}

export async function folderAboveIsMade(out: string, text: string) {
  await mkdir(`${out}/parts`, { recursive: true });
  // expect pair independent or effect likely — the folder that it is written to may be made along with that of the parts
  await writeFile(`${out}/index`, text);
}
