// Line 16: `for (const x of list)` over finished data, one read or self-contained write keyed by `x`, result collected after the await.
import { readFile, writeFile } from 'node:fs/promises';
import { PrismaClient } from '@prisma/client';
import { process } from 'shop-sdk';
import { findTeam, getPrice, getUser, listOrders, loadTheme, queryStock } from './shop.ts';

const prisma = new PrismaClient();

export async function pushed(ids: readonly string[]) {
  const users = [];
  // expect loop independent, fix safe — one read each, pushed after the await
  for (const id of ids) {
    const user = await getUser(id);
    users.push(user);
  }
  return users;
}

export async function pushedAtOnce(ids: readonly string[]) {
  const prices: number[] = [];
  // expect loop independent, fix safe — the await is the argument of `push`
  for (const id of ids) {
    prices.push(await getPrice(id));
  }
  return prices;
}

export async function keyed(ids: readonly string[]) {
  const stock: Record<string, number> = {};
  // expect loop independent, fix safe — each under its own key
  for (const id of ids) {
    stock[id] = await queryStock(id);
  }
  return stock;
}

export async function intoMap(ids: readonly string[]) {
  const stock = new Map<string, number>();
  // expect loop independent, fix safe — each under its own key
  for (const id of ids) {
    const left = await queryStock(id);
    stock.set(id, left);
  }
  return stock;
}

export async function twoReadsEach(ids: readonly string[]) {
  const lines: string[] = [];
  // expect loop independent — reads keyed by `id`
  for (const id of ids) {
    const user = await getUser(id);
    // expect pair independent, fix safe — reads within a round
    const orders = await listOrders(id);
    lines.push(`${user.name}: ${String(orders.length)}`);
  }
  return lines;
}

export async function chainEach(ids: readonly string[]) {
  const names: string[] = [];
  // expect loop independent — a chain within each round, none between rounds
  for (const id of ids) {
    const user = await getUser(id);
    // expect pair data — `user.teamId`
    const team = await findTeam(user.teamId);
    names.push(team.name);
  }
  return names;
}

export async function counted(ids: readonly string[]) {
  const prices: number[] = [];
  // expect loop independent — by index over finished data
  for (let i = 0; i < ids.length; i += 1) {
    const price = await getPrice(ids[i] ?? '');
    prices[i] = price;
  }
  return prices;
}

export async function summed(ids: readonly string[]) {
  let total = 0;
  // expect loop independent — a sum can be made of the joined results
  for (const id of ids) {
    const price = await getPrice(id);
    total += price;
  }
  return total;
}

/** `total += await …` reads `total` before the await: overlapped as it stands it would lose additions. */
export async function summedAcross(ids: readonly string[]) {
  let total = 0;
  // expect loop independent or carried — the accumulator is read before the await; joined results could be summed
  for (const id of ids) {
    total += await getPrice(id);
  }
  return total;
}

export async function accumulatorPassed(ids: readonly string[]) {
  let text = '';
  // expect loop carried — `text` is read inside the await
  for (const id of ids) {
    text = await process(`${text}${id}`);
  }
  return text;
}

export async function accumulatorAsked(ids: readonly string[]) {
  const names: string[] = [];
  // expect loop carried — whether a round asks depends on what former rounds found
  for (const id of ids) {
    if (names.length >= 3) continue;
    const user = await getUser(id);
    names.push(user.name);
  }
  return names;
}

export async function seenSet(ids: readonly string[]) {
  const seen = new Set<string>();
  const names: string[] = [];
  // expect loop carried — `seen` is asked before the await
  for (const id of ids) {
    if (seen.has(id)) continue;
    const user = await getUser(id);
    seen.add(user.managerId);
    names.push(user.name);
  }
  return names;
}

export async function lastOneWins(ids: readonly string[]) {
  let last = '';
  // expect loop independent or carried, fix unsafe — the last one wins: its order is the result
  for (const id of ids) {
    const user = await getUser(id);
    last = user.name;
  }
  return last;
}

export async function filesByName(names: readonly string[]) {
  const texts: string[] = [];
  // expect loop independent, fix safe — one read of a file each
  for (const name of names) {
    texts.push(await readFile(name, 'utf8'));
  }
  return texts;
}

export async function filesWritten(texts: Record<string, string>) {
  // expect loop independent or effect, fix unsafe — a self-contained write keyed by the name; a failure would leave other files behind
  for (const [name, text] of Object.entries(texts)) {
    await writeFile(`out/${name}`, text);
  }
}

export async function oneFileWritten(texts: readonly string[]) {
  // expect loop effect — one file, the last one wins
  for (const text of texts) {
    await writeFile('out.txt', text);
  }
}

export async function fileCopiedEach(names: readonly string[]) {
  // expect loop independent or effect or unknown, fix unsafe — reads one file and writes another for each name
  for (const name of names) {
    const text = await readFile(`in/${name}`, 'utf8');
    // expect pair data — `text`
    await writeFile(`out/${name}`, text);
  }
}

export async function rowsByKey(ids: readonly string[]) {
  const users = [];
  // expect loop independent proven — a read by key
  for (const id of ids) {
    const user = await prisma.user.findUnique({ where: { id } });
    if (user) users.push(user);
  }
  return users;
}

export async function rowsUpdatedByKey(ids: readonly string[]) {
  // expect loop independent or effect, fix unsafe — one row each; a failure would leave other rows changed
  for (const id of ids) {
    await prisma.user.update({ where: { id }, data: { orders: 0 } });
  }
}

export async function sameRowUpdated(ids: readonly string[], owner: string) {
  // expect loop effect — one row, the last one wins
  for (const id of ids) {
    await prisma.user.update({ where: { id: owner }, data: { email: id } });
  }
}

export async function forIn(table: Record<string, string>) {
  const themes: Record<string, string> = {};
  // expect loop independent — keys of finished data
  for (const name in table) {
    themes[name] = (await loadTheme(name)).colour;
  }
  return themes;
}

export async function nestedLoops(groups: readonly (readonly string[])[]) {
  const names: string[] = [];
  // expect loop independent — finished data in finished data
  for (const group of groups) {
    // expect loop independent — one read each
    for (const id of group) {
      const user = await getUser(id);
      names.push(user.name);
    }
  }
  return names;
}

export async function failuresCollected(ids: readonly string[]) {
  const failed: string[] = [];
  const users = [];
  // expect loop independent — a failure is kept, the next round goes on
  for (const id of ids) {
    try {
      users.push(await getUser(id));
    } catch {
      failed.push(id);
    }
  }
  return { users, failed };
}

export async function askedEach(items: readonly string[], accepts: (item: string) => Promise<boolean>) {
  const yes: string[] = [];
  const no: string[] = [];
  // expect loop independent, fix unsafe — one answer for each item, kept apart; what the caller's function does is not seen
  for (const item of items) {
    if (await accepts(item)) yes.push(item);
    else no.push(item);
  }
  return { yes, no };
}

interface Resolver {
  urlToPath(url: string): Promise<string | undefined>;
}

export async function resolvedEach(urls: readonly string[], resolver: Resolver) {
  const paths: string[] = [];
  // expect loop independent, fix unsafe — a method of a declared type, its value collected
  for (const url of urls) {
    const path = await resolver.urlToPath(url);
    if (path !== undefined) paths.push(path);
  }
  return paths;
}

export async function anythingAsked(items: readonly string[], accepts: any) {
  const yes: string[] = [];
  // expect loop unknown or effect — it may be anything
  for (const item of items) if (await accepts(item)) yes.push(item);
  return yes;
}

interface Tables { task: { create(row: { data: { slug: string; worker: string } }): Promise<{ id: string }> } }

export async function rowForEach(db: Tables, slugs: readonly string[], worker: string) {
  const tasks = [];
  // expect loop independent, fix unsafe — one row for each element, by its own key
  for (const slug of slugs) {
    const task = await db.task.create({ data: { slug, worker } });
    tasks.push(task);
  }
  return tasks;
}

export async function rowsCounted(db: Tables, worker: string) {
  const tasks = [];
  // expect loop effect or unknown — rows that are told apart by nothing but their number
  for (let i = 0; i < 5; i += 1) {
    tasks.push(await db.task.create({ data: { slug: `task-${String(i)}`, worker } }));
  }
  return tasks;
}

export async function ownCopyEach(names: readonly string[], Checkout: new (folder: string) => { fetch(): Promise<void>; select(tag: string): Promise<void> }) {
  // expect loop independent, fix unsafe — each round works with an object of its own
  for (const name of names) {
    const checkout = new Checkout(`work/${name}`);
    await checkout.fetch();
    // expect pair effect — what is selected was fetched
    await checkout.select(name);
  }
}

export async function closedEach(files: readonly { close(): Promise<void> }[]) {
  // expect loop independent, fix unsafe — each closes itself
  for (const file of files) {
    await file.close();
  }
}

interface Reply { json(): Promise<{ name: string }> }

export async function ownReplyEach(ids: readonly string[], request: (id: string) => Promise<Reply>) {
  const names: string[] = [];
  // expect loop independent, fix unsafe — each round reads a reply of its own
  for (const id of ids) {
    const response = await request(id);
    // expect pair data — `response`
    const { name } = await response.json();
    names.push(name);
  }
  return names;
}

export async function opaqueEach(ids: readonly string[]) {
  const out: string[] = [];
  // expect loop unknown or effect — what `process` does cannot be seen
  for (const id of ids) {
    out.push(await process(id));
  }
  return out;
}

function chunk<T>(list: readonly T[], size: number): T[][] {
  return list.length === 0 ? [] : [list.slice(0, size), ...chunk(list.slice(size), size)];
}

export async function batchesOfWrites(rows: readonly string[], store: { sendRow(row: string): Promise<void> }) {
  // expect loop independent, fix unsafe — what two rounds do to each other two members of one do already
  for (const part of chunk(rows, 10)) {
    await Promise.all(part.map((row) => store.sendRow(row)));
  }
}

export async function groupsInAnOrder(groups: readonly string[][], store: { sendRow(row: string): Promise<void> }) {
  // expect loop effect or unknown — whoever made the groups may mean their order
  for (const part of groups) {
    await Promise.all(part.map((row) => store.sendRow(row)));
  }
}

export async function placeInAList(names: readonly string[], texts: readonly string[], store: { readSize(name: string, text: string): Promise<number> }) {
  const sizes = [];
  let i = 0;
  // expect loop independent — rounds begin in their order, so that each has its own place
  for (const name of names) {
    const text = texts[i++];
    sizes.push(await store.readSize(name, text ?? ''));
  }
  return sizes;
}

export async function placeAfterAWait(names: readonly string[], texts: readonly string[], store: { readSize(name: string): Promise<number> }) {
  const sizes = [];
  let i = 0;
  // expect loop carried or independent, fix unsafe — who has counted first is another matter after a wait
  for (const name of names) {
    const size = await store.readSize(name);
    const text = texts[i++];
    sizes.push(`${text ?? ''} ${size} ${i}`);
  }
  return sizes;
}

export async function deletesByMutation(ids: readonly string[], deleteRow: { mutateAsync(of: { id: string }): Promise<void> }) {
  // expect loop independent — each its own row
  for (const id of ids) {
    await deleteRow.mutateAsync({ id });
  }
}

export async function keyOfEach(ids: readonly string[], shop: { keys: { dispatchKey(id: string): string }; readOrder(key: string): Promise<string> }) {
  const orders = [];
  // expect loop independent — the key for a dispatch dispatches nothing
  for (const id of ids) {
    const key = shop.keys.dispatchKey(id);
    orders.push(await shop.readOrder(key));
  }
  return orders;
}

export async function levelsInAnOrder(levels: readonly string[][], store: { sendRow(row: string): Promise<void> }) {
  // expect loop effect or unknown — a level may rest on the one before it
  for (let i = 0; i < levels.length; i++) {
    const rows = levels[i] ?? [];
    await Promise.all(rows.map((row) => store.sendRow(row)));
  }
}

export async function slicesOfWrites(rows: readonly string[], store: { sendRow(row: string): Promise<void> }) {
  // expect loop independent, fix unsafe — as many at once as somebody wanted
  for (let i = 0; i < rows.length; i += 10) {
    const part = rows.slice(i, i + 10);
    await Promise.all(part.map((row) => store.sendRow(row)));
  }
}

export async function setAfterTheWait(cookies: () => Promise<{ set(name: string, value: string): void }>, given: readonly { name: string; value: string }[]) {
  // expect loop independent or unknown — only the store is waited for, and what is set is set after that, in order
  for (const cookie of given) {
    (await cookies()).set(cookie.name, cookie.value);
  }
}

interface Resend { batch: { send(letters: readonly object[], options: object): Promise<{ id: string }> } }

async function sendGroupEmail({ key, letters }: { key: string; letters: readonly object[] }, resend: Resend): Promise<string> {
  const { id } = await resend.batch.send(letters, { key });
  return id;
}

export async function lettersInGroups(groups: readonly { key: string; letters: readonly object[] }[], resend: Resend) {
  const sent = [];
  // expect loop independent, fix unsafe — a letter is one of many
  for (const group of groups) {
    sent.push(await sendGroupEmail(group, resend));
  }
  return sent;
}

export async function ownFilesOfChangesets(changesets: readonly string[]) {
  // expect loop independent — each has its own file, whatever it is called
  for (const changeset of changesets) {
    await writeFile(`/tmp/${changeset}.md`, '');
  }
}

export async function drained(ids: readonly string[]) {
  const users = [];
  const left = [...ids];
  // expect loop independent, fix unsafe — each round takes the next ones out of a list that nobody adds to
  while (left.length > 0) {
    const part = left.splice(0, 10);
    users.push(await getUser(part.join(',')));
  }
  return users;
}

export async function drainedAndFilled(ids: string[], next: (id: string) => Promise<string[]>) {
  // expect loop effect or carried — what is found is gone through as well
  while (ids.length > 0) {
    const id = ids.shift();
    if (id !== undefined) ids.push(...(await next(id)));
  }
}

export async function rowsByTemplate(rows: readonly { id: string; state: string }[], db: { execute(options: { sql: string }): Promise<void> }) {
  // expect loop independent, fix unsafe — each statement is about the row of its own
  for (const row of rows) {
    await db.execute({ sql: `update rows set state = '${row.state}' where id = ${row.id}` });
  }
}

export async function searchesForCommands(commands: readonly { key: string }[], prompts: { queryPrompts(of: { query: string }): Promise<readonly string[]> }) {
  const found = [];
  // expect loop independent — each asks for its own, whatever it is called
  for (const command of commands) {
    found.push(await prompts.queryPrompts({ query: command.key }));
  }
  return found;
}
