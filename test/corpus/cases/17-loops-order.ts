// Line 17: order can be the result: server-side numbering, creation order, replay by time, uniqueness against former rounds, last one wins.
import { PrismaClient } from '@prisma/client';
import { Channel, createOrder, getUser, handle, queryStock, sendMail } from 'shop-sdk';

const prisma = new PrismaClient();
let counter = 0;

async function nextNumber(): Promise<number> {
  await Promise.resolve();
  counter += 1;
  return counter;
}

export async function numbered(ids: readonly string[]) {
  const numbers: Record<string, number> = {};
  // expect loop effect or carried — the number depends on the order of the rounds
  for (const id of ids) {
    numbers[id] = await nextNumber();
  }
  return numbers;
}

export async function createdInOrder(userId: string, products: readonly string[]) {
  const orders = [];
  // expect loop effect or unknown — orders are created under one user, and their order shows
  for (const product of products) {
    orders.push(await createOrder(userId, product));
  }
  return orders;
}

export async function childrenOfOneParent(userId: string, totals: readonly number[]) {
  // expect loop effect or unknown or independent, fix unsafe — rows are created under one parent
  for (const total of totals) {
    await prisma.order.create({ data: { userId, total } });
  }
}

export async function replay(events: readonly { id: string; at: number }[]) {
  // expect loop effect or unknown — replayed by time
  for (const event of [...events].sort((a, b) => a.at - b.at)) {
    await handle(event.id);
  }
}

export async function sentOnOneChannel(channel: Channel, lines: readonly string[]) {
  // expect loop effect — lines of one channel keep their order
  for (const line of lines) {
    await channel.send(line);
  }
}

export async function uniqueNames(names: readonly string[]) {
  // expect loop effect or carried — asks for the rows that former rounds created
  for (const name of names) {
    const taken = await prisma.user.count({ where: { email: name } });
    // expect pair data or control — only under a free name
    await prisma.user.create({ data: { email: taken === 0 ? name : `${name}-${String(taken)}` } });
  }
}

export async function mailEach(ids: readonly string[]) {
  // expect loop effect or unknown or independent, fix unsafe — mails were sent up to the failure, and not beyond
  for (const id of ids) {
    await sendMail(id, 'hello');
  }
}

/** The twin: nothing but reads, so no order can be seen. */
export async function readsInOrder(products: readonly string[]) {
  const left: number[] = [];
  // expect loop independent — one read each
  for (const product of products) {
    left.push(await queryStock(product));
  }
  return left;
}

export async function progressOfReads(ids: readonly string[], show: (line: string) => void) {
  const names: string[] = [];
  // expect loop independent or effect or unknown, fix unsafe — the line is shown before each read
  for (const id of ids) {
    show(`loading ${id}`);
    const user = await getUser(id);
    names.push(user.name);
  }
  return names;
}

interface Processor {
  update(project: { files: string[] }): Promise<string[]>;
}

export async function processorsOfOneProject(processors: readonly Processor[], project: { files: string[] }) {
  const changed: string[] = [];
  // expect loop effect or unknown — each processor is handed the one project
  for (const processor of processors) {
    changed.push(...(await processor.update(project)));
  }
  return changed;
}

export async function hooksInOrder(hooks: readonly ((event: string) => Promise<void>)[], event: string) {
  // expect loop effect — nobody takes what a hook gives: it is there for what it does
  for (const hook of hooks) {
    await hook(event);
  }
}

interface Session {
  ask(text: string): Promise<string>;
  say(text: string): Promise<string>;
}

export async function oneConversation(session: Session, lines: readonly string[]) {
  const answers: string[] = [];
  // expect loop effect — each answer follows from what was said before
  for (const line of lines) {
    answers.push(await session.say(line));
  }
  return answers;
}

export async function nextOfEach(events: { once(name: string): Promise<string> }, names: readonly string[], print: (line: string) => Promise<void>) {
  // expect loop effect — each round waits for what comes next
  for (const name of names) {
    await print(await events.once(name));
  }
}

export async function checkedAfterwards(targets: readonly string[], act: (target: string) => Promise<string>, told: (value: string) => void) {
  // expect loop independent, fix unsafe — what stands after the last await runs in the rounds' order all the same
  for (const target of targets) {
    const value = await act(target);
    told(value);
  }
}

export async function restOfBuffer(reader: { read(): Promise<{ done: boolean; value: string }> }) {
  let buffer = '';
  const lines: string[] = [];
  // expect loop carried — what is left of the text goes into the next round
  while (true) {
    const { done, value } = await reader.read();
    if (done) break;
    buffer += value;
    const parts = buffer.split('\n');
    buffer = parts.pop() ?? '';
    lines.push(...parts);
  }
  return lines;
}

export async function replacedAndAddedTo(items: readonly { kind: string; id: string }[]) {
  let names: string[] = [];
  // expect loop carried — the list is added to, and replaced by another
  for (const item of items) {
    const user = await getUser(item.id);
    if (item.kind === 'one') names.push(user.name);
    else names = user.name.split(' ');
  }
  return names;
}

/** The twin: a flag that every round sets to the same is no state handed on. */
export async function onlyAFlag(ids: readonly string[]) {
  let any = false;
  // expect loop independent — whoever sets it, it is set
  for (const id of ids) {
    const user = await getUser(id);
    if (user.active) any = true;
  }
  return any;
}

export async function lockOfTheRound(owner: { lock: string | undefined }, take: () => Promise<string>, told: (lock: string) => void) {
  // expect loop effect — tries until it has the lock; what it took is read in the same round only
  for (;;) {
    try {
      owner.lock = await take();
      told(owner.lock);
      return owner.lock;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

export async function migrationsApplied(migrations: readonly { id: string }[], store: { put(id: string): Promise<void> }) {
  // expect loop effect — each migration builds on the ones before
  for (const migration of migrations) {
    await store.put(migration.id);
  }
}

export async function stepsWithOneContext(steps: readonly { id: string; run: (context: object) => Promise<string> }[], context: { results: Map<string, string> }) {
  // expect loop effect — each is given what the former ones have put there
  for (const step of steps) {
    const result = await step.run(context);
    context.results.set(step.id, result);
  }
}

const linked: Record<string, readonly string[]> = {};
const sums: Record<string, number> = {};

/** Comes to others than the one that it is given. */
async function sumUp(id: string, weigh: (id: string) => Promise<number>): Promise<void> {
  if (sums[id] !== undefined) return;
  sums[id] = await weigh(id);
  // expect pair data — the weight is there before the others are added
  // expect loop carried — the sum of the former ones is added to
  for (const other of linked[id] ?? []) {
    await sumUp(other, weigh);
    sums[id] += sums[other] ?? 0;
  }
}

export async function walksFromEach(ids: readonly string[], weigh: (id: string) => Promise<number>) {
  // expect loop effect or carried — what one comes to another may come to as well
  for (const id of ids) {
    await sumUp(id, weigh);
  }
}

export async function loadsPlugins(paths: readonly string[]) {
  // expect loop effect — each plug-in may add itself to something when it is loaded
  for (const path of paths) {
    await import(path);
  }
}

abstract class Output {
  protected capturing = false;

  async capture(_part: string): Promise<void> {
    this.capturing = true;
    return Promise.resolve();
  }
}

export async function partsOfOneSound(parts: readonly string[], output: Output) {
  // expect loop effect or unknown — whoever extends the output takes the parts in their order
  for (const part of parts) {
    await output.capture(part);
  }
}

export async function oneRowForAll(rows: readonly { id: string }[], db: { execute(options: { sql: string }): Promise<void> }) {
  // expect loop effect or unknown — the last one stays
  for (const row of rows) {
    await db.execute({ sql: `update settings set last = ${row.id} where name = 'shop'` });
  }
}
