// Line 12: cache decorators and memoised promises: a cached reader beside an invalidation of the same key is ordered.
import { fetchNews, getUser, type News, type User } from 'shop-sdk';

const users = new Map<string, Promise<User>>();
let news: Promise<News[]> | undefined;

function cachedUser(id: string): Promise<User> {
  const known = users.get(id);
  if (known) return known;
  const asked = getUser(id);
  users.set(id, asked);
  return asked;
}

async function forgetUser(id: string): Promise<void> {
  await Promise.resolve();
  users.delete(id);
}

function cachedNews(): Promise<News[]> {
  news ??= fetchNews();
  return news;
}

export async function readThenForget(id: string) {
  const user = await cachedUser(id);
  // expect pair effect — the cached entry is read, then thrown away
  await forgetUser(id);
  return user;
}

export async function forgetThenRead(id: string) {
  await forgetUser(id);
  // expect pair effect — read afresh after the entry was thrown away
  const user = await cachedUser(id);
  return user;
}

export async function twoCaches(id: string) {
  const user = await cachedUser(id);
  // expect pair independent or unknown — two caches; filling them twice with the same value does no harm
  const all = await cachedNews();
  return { user, all };
}

export async function oneCacheTwice(id: string) {
  const first = await cachedUser(id);
  // expect pair independent or data or effect — the first fills what the second returns: nothing to gain
  const second = await cachedUser(id);
  return first === second;
}

export async function uncachedTwice(a: string, b: string) {
  const first = await getUser(a);
  // expect pair independent — no cache in between
  const second = await getUser(b);
  return first.id === second.id;
}
