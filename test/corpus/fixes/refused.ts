// Changes that would be wrong: each kind that tools are known to have made.
import { fetchNews, findTeam, getUser, listOrders, writeAudit, type Order, type User } from './api.ts';

export async function overAnExit(id: string) {
  const user = await getUser(id);
  if (user.name === '') return undefined;
  const orders = await listOrders(id);
  return { user, orders };
}

export async function overAGuard(id: string) {
  await assertAllowed(id);
  const orders = await listOrders(id);
  return orders;
}

/** @overlap 10ms reads rights | throws */
async function assertAllowed(id: string): Promise<void> {
  if (id === '') throw new Error('not allowed');
}

export async function overAWriteToWhatItReads(id: string) {
  let key = id;
  const user = await getUser(id);
  key = `${key}!`;
  const orders = await listOrders(key);
  return { user, orders };
}

export async function overAChangeOfAMember(id: string, options: { limit: string }) {
  const user = await getUser(id);
  options.limit = '10';
  const orders = await listOrders(options.limit);
  return { user, orders };
}

export async function beforeItsOwnDeclaration(id: string, later: (read: () => string) => Promise<string[]>) {
  const user = await getUser(id);
  const news = await later(() => user.name);
  return { user, news };
}

export async function beforeAClassIsThere(id: string) {
  const user = await getUser(id);
  class Key {
    readonly text = id;
  }
  const orders = await listOrders(new Key().text);
  return { user, orders };
}

export async function closureThatReadsTooEarly(id: string, ask: (read: () => User | undefined) => Promise<Order[]>) {
  let user: User | undefined;
  const read = (): User | undefined => user;
  user = await getUser(id);
  const orders = await ask(read);
  return { user, orders };
}

export class Screen {
  state = 'idle';
  shown = 'a';

  async observableState(id: string) {
    const user = await getUser(id);
    this.state = 'loading orders';
    const orders = await listOrders(id);
    this.state = 'idle';
    return { user, orders };
  }

  /** `this.shown` may be set while the user is waited for. */
  async readsWhatOthersSet(id: string) {
    const user = await getUser(id);
    const orders = await listOrders(this.shown);
    return { user, orders };
  }

  show(id: string): void {
    this.shown = id;
  }
}

let current = 'a';
export function choose(next: string): void {
  current = next;
}

export async function freshnessCheck(id: string) {
  const asked = current;
  const user = await getUser(id);
  if (current !== asked) return undefined;
  const news = await fetchNews();
  return { user, news };
}

export async function freshnessWithoutExit(id: string) {
  const asked = current;
  const user = await getUser(id);
  const stale = current !== asked;
  const news = await fetchNews();
  return { user, stale, news };
}

export async function readsAVariableOfTheModule(id: string) {
  const user = await getUser(id);
  const orders = await listOrders(current);
  return { user, orders };
}

async function open(id: string): Promise<AsyncDisposable & User> {
  return { ...(await getUser(id)), [Symbol.asyncDispose]: () => Promise.resolve() };
}

export async function disposedOf(id: string) {
  await using user = await open(id);
  const orders = await listOrders(id);
  return { name: user.name, orders };
}

export async function underACondition(id: string, full: boolean) {
  const user = await getUser(id);
  const orders = full ? await listOrders(id) : [];
  return { user, orders };
}

export async function inADefault(id: string, given: { orders?: Order[] }) {
  const user = await getUser(id);
  const { orders = await listOrders(id) } = given;
  return { user, orders };
}

export async function startedBefore(id: string) {
  const pending = listOrders(id);
  pending.catch(() => undefined);
  const user = await getUser(id);
  const orders = await pending;
  return { user, orders };
}

export async function needsTheOther(id: string) {
  const user = await getUser(id);
  const team = await findTeam(user.teamId);
  return { user, team };
}

export async function clockBetween(id: string) {
  const user = await getUser(id);
  const askedAt = Date.now();
  const orders = await listOrders(id);
  return { user, askedAt, orders };
}

export async function writeThenRead(id: string) {
  await writeAudit(id);
  const audited = await readAudit(id);
  return audited;
}

/** @overlap 10ms reads audit */
async function readAudit(id: string): Promise<string> {
  return id;
}

export async function* yieldsBetween(id: string) {
  const user = await getUser(id);
  yield user;
  const orders = await listOrders(id);
  yield orders;
}

export async function commentSaysSo(id: string) {
  const user = await getUser(id);
  // Must run after the user is loaded: the service keeps the session of the last one.
  const orders = await listOrders(id);
  return { user, orders };
}

export async function keptInOrder(id: string) {
  const user = await getUser(id);
  const orders = await listOrders(id); // @overlap ordered
  return { user, orders };
}

export async function compilerIsToldOfTheLine(id: string) {
  const user = await getUser(id);
  // @ts-expect-error: the number is turned into a text
  const orders = await listOrders(1);
  return { user, orders };
}
