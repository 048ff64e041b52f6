// Line 15: cursor or page; retry, poll, back-off; stream; first match or fallback; chunked already. None of these is advice.
import { setTimeout as pause } from 'node:timers/promises';
import { fetchNews, getUser, job, listOrders, page, rows, type News, type Order, type User } from 'shop-sdk';

export async function byCursor() {
  const all: Order[] = [];
  let cursor: string | undefined;
  // expect loop carried — the page names the next one
  do {
    const { items, next } = await page(cursor);
    all.push(...items);
    cursor = next;
  } while (cursor !== undefined);
  return all;
}

export async function byPageNumber() {
  const all: Order[] = [];
  // expect loop carried or effect — ends at the first empty page
  for (let n = 0; ; n += 1) {
    const { items } = await page(String(n));
    if (items.length === 0) break;
    all.push(...items);
  }
  return all;
}

export async function pagesThatAreKnown(count: number) {
  const all: Order[] = [];
  // expect loop independent or unknown — the pages are known before; of `page` only the name is
  for (let n = 0; n < count; n += 1) {
    const { items } = await page(String(n));
    all.push(...items);
  }
  return all;
}

export async function retry(id: string) {
  // expect loop effect or carried — tries again after a failure
  for (let attempt = 0; attempt < 3; attempt += 1) {
    try {
      return await getUser(id);
    } catch {
      await pause(100 * attempt);
    }
  }
  throw new Error('gave up');
}

export async function retryWhile(id: string) {
  let user;
  let left = 3;
  // expect loop carried or effect — until it succeeded
  while (user === undefined && left > 0) {
    left -= 1;
    user = await getUser(id).catch(() => undefined);
  }
  return user;
}

export async function poll(id: string) {
  // expect loop effect or carried — asks until it is done
  for (;;) {
    const state = await job(id);
    if (state.done) return state;
    // expect pair control — only if not done yet
    await pause(1000);
  }
}

export async function pollInCondition(id: string) {
  // expect loop effect or carried — asks until it is done
  while (!(await job(id)).done) {
    await pause(1000);
  }
}

export async function stream() {
  const names: string[] = [];
  // expect await sequential for-await — rows come one after the other; the body awaits nothing, so it is no loop to judge
  for await (const row of rows('users')) {
    names.push(row.name);
  }
  return names;
}

export async function streamWithWork() {
  const users = [];
  // expect loop effect or carried — a stream, with a wait for each row
  for await (const row of rows('users')) {
    users.push(await getUser(row.id));
  }
  return users;
}

export async function* yielding(ids: readonly string[]) {
  // expect loop effect or carried — handed out one by one, when asked
  for (const id of ids) {
    yield await getUser(id);
  }
}

export async function firstMatch(ids: readonly string[]) {
  // expect loop effect or carried — stops at the first hit
  for (const id of ids) {
    const user = await getUser(id);
    if (user.active) return user;
  }
  return undefined;
}

export async function firstMatchByBreak(ids: readonly string[]) {
  let found: string | undefined;
  // expect loop effect or carried — stops at the first hit
  for (const id of ids) {
    const user = await getUser(id);
    if (user.active) {
      found = user.name;
      break;
    }
  }
  return found;
}

export async function fallback(sources: readonly (() => Promise<News[]>)[]) {
  // expect loop effect or carried — the next source only where this one failed
  for (const source of sources) {
    try {
      return await source();
    } catch {
      continue;
    }
  }
  // expect pair control — the last resort where no source has returned
  return await fetchNews();
}

export async function chunked(ids: readonly string[]) {
  const names: string[] = [];
  // expect loop independent or effect or unknown, fix unsafe — five at a time already
  for (let i = 0; i < ids.length; i += 5) {
    const users = await Promise.all(ids.slice(i, i + 5).map((id) => getUser(id)));
    names.push(...users.map((user) => user.name));
  }
  return names;
}

export async function throwsOnTheFirstFailed(ids: readonly string[]) {
  // expect loop independent — reads that can be judged in order afterwards
  for (const id of ids) {
    const user = await getUser(id);
    if (!user.active) throw new Error(`${id} is not active`);
  }
}

export async function pauses(ids: readonly string[]) {
  const sizes: number[] = [];
  // expect loop effect or independent or carried, fix unsafe — a pause between on purpose
  for (const id of ids) {
    const orders = await listOrders(id);
    sizes.push(orders.length);
    // expect pair effect or control or independent or unknown, fix unsafe — the pause comes after the request, on purpose
    await pause(100);
  }
  return sizes;
}

export async function queue(ids: string[]) {
  const seen = new Set<string>();
  // expect loop carried — each round adds to the queue
  while (ids.length > 0) {
    const id = ids.shift() ?? '';
    seen.add(id);
    const user = await getUser(id);
    if (!seen.has(user.managerId)) ids.push(user.managerId);
  }
  return seen;
}

export async function chain(id: string) {
  const names: string[] = [];
  let current = id;
  // expect loop carried — each round asks for the manager of the last
  for (let depth = 0; depth < 5; depth += 1) {
    const user = await getUser(current);
    names.push(user.name);
    current = user.managerId;
  }
  return names;
}

export async function emptiesAQueue(queue: { id: string }[], save: (job: { id: string }) => Promise<void>) {
  // expect loop effect — nothing comes from a former round but its end; others may add to the queue meanwhile
  while (queue.length > 0) {
    const job = queue.shift();
    if (job !== undefined) await save(job);
  }
}

export async function sumsByKey(items: readonly { key: string }[], sizeOf: (key: string) => Promise<number>) {
  const sums = new Map<string, number>();
  // expect loop carried — what a former round put there is asked for
  for (const { key } of items) {
    const size = await sizeOf(key);
    sums.set(key, (sums.get(key) ?? 0) + size);
  }
  return sums;
}

export async function cutsAfterTheWait(parts: readonly { from: number; to: number; read: () => Promise<string> }[], text: string) {
  let position = 0;
  let result = '';
  // expect loop carried — where the last one ended is read by the next
  for (const part of parts) {
    const value = await part.read();
    result += text.slice(position, part.from) + value;
    position = part.to;
  }
  return result;
}

export async function pagesByNumber(shop: { findRows(of: { skip: number }): Promise<readonly string[]>; deleteRows(rows: readonly string[]): Promise<void> }) {
  let skip = 0;
  // expect loop carried — the next page
  while (true) {
    const rows = await shop.findRows({ skip });
    if (rows.length === 0) break;
    // expect pair data — what was found
    await shop.deleteRows(rows);
    skip += 100;
  }
}

export async function pagesUntilFound(fetchPage: (url: string) => Promise<readonly { id: number }[]>, id: number) {
  let page = 1;
  // expect loop carried — the next page, whether or not the loop leaves early
  while (true) {
    const rows = await fetchPage(`/installations?page=${page}`);
    if (rows.some((row) => row.id === id)) return true;
    if (rows.length < 100) return false;
    page++;
  }
}

export async function untilReady(getState: () => Promise<string>, pause: (ms: number) => Promise<void>) {
  let state = 'provisioning';
  // expect loop carried — what one round was told decides whether there is another
  while (state === 'provisioning') {
    await pause(1000);
    // expect pair effect — the pause is meant
    state = await getState();
  }
  return state;
}

export async function firstThatIsThere(names: readonly string[]) {
  let found: User | undefined;
  // expect loop carried — who comes later asks only where nothing was found before
  for (const name of names) {
    found ??= await getUser(name);
  }
  return found;
}

export async function allOfThem(names: readonly string[]) {
  let all = true;
  // expect loop carried — the first that is not there ends the asking
  for (const name of names) {
    all &&= (await getUser(name)) !== undefined;
  }
  return all;
}

export async function filledByName(names: readonly string[], users: Record<string, User | undefined>) {
  // expect loop independent — each has a place of its own
  for (const name of names) {
    users[name] ??= await getUser(name);
  }
  return users;
}

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

export async function lookedAgain(find: () => { id: number } | undefined) {
  let found = find();
  let step = 10;
  // expect loop effect — it waits between two looks; the pause alone grows
  while (!found && step < 1000) {
    await sleep(step);
    found = find();
    step *= 2;
  }
  return found;
}

export async function askedAgain(read: (id: string) => Promise<{ state: string }>) {
  let job = await read('job');
  // expect pair data or control — its state
  // expect loop carried or effect — what a round was told says whether there is another
  while (job.state === 'pending') {
    await sleep(10);
    // expect pair effect — after a while
    job = await read('job');
  }
  return job;
}
