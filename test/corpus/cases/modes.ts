// Mode and form of each await.
import pLimit from 'p-limit';
import pMap from 'p-map';
import { fetchNews, getUser, listOrders, rows } from 'shop-sdk';

export async function direct(id: string) {
  // expect await sequential direct — alone
  return await getUser(id);
}

export async function together(id: string) {
  // expect await concurrent all — two in flight
  return await Promise.all([getUser(id), listOrders(id)]);
}

export async function togetherByMap(ids: readonly string[]) {
  // expect await concurrent all — one for each
  return await Promise.all(ids.map((id) => getUser(id)));
}

export async function settled(ids: readonly string[]) {
  // expect await concurrent allSettled — one for each
  return await Promise.allSettled(ids.map((id) => getUser(id)));
}

export async function raced(id: string) {
  // expect await concurrent race — two in flight
  return await Promise.race([getUser(id), listOrders(id)]);
}

export async function anyOf(id: string) {
  // expect await concurrent any — two in flight
  return await Promise.any([getUser(id), listOrders(id)]);
}

export async function deferred(id: string) {
  const pending = getUser(id);
  // expect await concurrent direct — `pending` is in flight
  const news = await fetchNews();
  // expect await sequential deferred — started before, and now alone
  // expect pair independent or data or unknown or control or effect, fix unsafe — both run already
  const user = await pending;
  return { news, user };
}

export async function forAwait() {
  const names: string[] = [];
  // expect await sequential for-await — a stream
  for await (const row of rows('users')) names.push(row.name);
  return names;
}

export async function awaitUsing(open: () => Promise<AsyncDisposable>) {
  // expect await sequential using — disposed at the end
  await using file = await open();
  return String(file);
}

export async function limited(ids: readonly string[]) {
  const limit = pLimit(4);
  // expect await concurrent all or limited — four at a time
  return await Promise.all(ids.map((id) => limit(() => getUser(id))));
}

export async function mapped(ids: readonly string[]) {
  // expect await concurrent limited — two at a time
  return await pMap(ids, (id) => getUser(id), { concurrency: 2 });
}

export async function awaitedValue(id: string) {
  const user = getUser(id);
  // expect await sequential deferred — nothing beside it
  return await user;
}
