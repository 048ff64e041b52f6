// Line 11: names lie in both directions. The body decides where it is in the workspace; a name is only the last resort.
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { fetchNews, getUser, readPolicy } from 'shop-sdk';

let token = '';
let handler: (text: string) => string = (text) => text;

async function readInbox(): Promise<string> {
  const text = await readFile('inbox.txt', 'utf8');
  // expect pair effect — read, then moved away
  await rename('inbox.txt', 'done.txt');
  return text;
}

async function readDone(): Promise<string> {
  return await readFile('done.txt', 'utf8');
}

async function validateRules(): Promise<boolean> {
  const policy = await readPolicy('rules');
  handler = (text) => text + policy;
  return policy !== '';
}

async function getCacheDir(): Promise<string> {
  await mkdir('cache', { recursive: true });
  return 'cache';
}

async function requireToken(): Promise<void> {
  token = await readFile('token.txt', 'utf8');
}

async function getSecret(): Promise<string> {
  const response = await fetch('https://api.example.org/secret', { headers: { authorization: token } });
  // expect pair data — the response
  return await response.text();
}

async function processText(text: string): Promise<string> {
  return await Promise.resolve(handler(text));
}

async function deleteNothing(text: string): Promise<number> {
  return await Promise.resolve(text.length);
}

async function updateNothing(text: string): Promise<string> {
  return await Promise.resolve(text.trim());
}

async function checkHealth(): Promise<number> {
  const response = await fetch('https://api.example.org/health');
  return response.status;
}

export async function readerThatMoves() {
  const inbox = await readInbox();
  // expect pair effect — `readInbox` moves the file that `readDone` reads
  const done = await readDone();
  return inbox + done;
}

export async function validatorThatReplaces(text: string) {
  const valid = await validateRules();
  // expect pair effect — `validateRules` replaces `handler`, which `processText` calls
  const out = await processText(text);
  return { valid, out };
}

export async function getterThatMakes(text: string) {
  const folder = await getCacheDir();
  // expect pair effect — the folder is made before the file is written into it
  await writeFile('cache/a.txt', text);
  return folder;
}

export async function requireThatSets() {
  await requireToken();
  // expect pair effect — sets `token`, which `getSecret` sends
  const secret = await getSecret();
  return secret;
}

export async function deleteThatComputes(text: string) {
  const size = await deleteNothing(text);
  // expect pair independent — both bodies only compute
  const trimmed = await updateNothing(text);
  return { size, trimmed };
}

export async function checkThatReads() {
  const health = await checkHealth();
  // expect pair independent — a GET and a read by name
  const news = await fetchNews();
  return { health, news };
}

export async function namesAlone(id: string) {
  const user = await getUser(id);
  // expect pair independent likely, fix unsafe — only names speak, and names are no proof
  const policy = await readPolicy('a');
  return { user, policy };
}
