// Line 9: a bare call that throws on purpose is a guard; functions of type `never`; `.parse` of a validator; early returns on Either/Result values.
import { PrismaClient } from '@prisma/client';
import { z } from 'zod';
import { assertAllowed, authorize, ensureExists, getUser, listOrders, requireLogin, tryGetUser, tryListOrders, validateBasket, verifySignature } from 'shop-sdk';

class Forbidden extends Error {}

async function checkOwner(id: string): Promise<void> {
  const user = await getUser(id);
  if (!user.active) throw new Forbidden(id);
}

async function checkSize(id: string): Promise<number> {
  const orders = await listOrders(id);
  return orders.length;
}

function fail(message: string): never {
  throw new Error(message);
}

export async function guardByAssert(id: string) {
  await assertAllowed(id, 'read');
  // expect pair control — only if allowed
  const orders = await listOrders(id);
  return orders;
}

export async function guardByRequire(id: string) {
  await requireLogin();
  // expect pair control — only if signed in
  return await getUser(id);
}

export async function guardByEnsure(id: string) {
  await ensureExists(id);
  // expect pair control or effect — only if it exists (or was made)
  return await getUser(id);
}

export async function guardByVerify(text: string, id: string) {
  await verifySignature(text);
  // expect pair control — only if the signature holds
  return await getUser(id);
}

export async function guardByValidate(basket: readonly string[], id: string) {
  await validateBasket(basket);
  // expect pair control — only if valid
  return await getUser(id);
}

export async function guardByAuthorize(id: string) {
  await authorize(id);
  // expect pair control — only if authorised
  return await listOrders(id);
}

export async function guardByBody(id: string) {
  await checkOwner(id);
  // expect pair control — `checkOwner` throws `Forbidden`
  const orders = await listOrders(id);
  return orders;
}

export async function checkThatOnlyCounts(id: string) {
  const size = await checkSize(id);
  // expect pair independent — `checkSize` only reads, whatever its name
  const user = await getUser(id);
  return { size, user };
}

export async function guardByParse(input: unknown, id: string) {
  const name = await z.string().parseAsync(input);
  // expect pair control — throws if `input` is not a string
  const user = await getUser(id);
  return { name, user };
}

export async function throwBetween(id: string) {
  const user = await getUser(id);
  if (!user.active) throw new Forbidden(id);
  // expect pair control — the throw between
  const orders = await listOrders(id);
  return orders;
}

export async function neverBetween(id: string) {
  const user = await getUser(id);
  if (!user.active) fail('not active');
  // expect pair control — `fail` never returns
  const orders = await listOrders(id);
  return orders;
}

export async function returnBetween(id: string) {
  const user = await getUser(id);
  if (!user.active) return [];
  // expect pair control — the return between
  const orders = await listOrders(id);
  return orders;
}

export async function exitBetween(id: string) {
  const user = await getUser(id);
  if (!user.active) process.exit(1);
  // expect pair control — the process ends between
  const orders = await listOrders(id);
  return orders;
}

export async function exitOnOtherThing(id: string, dry: boolean) {
  const user = await getUser(id);
  if (dry) return user.name;
  // expect pair control — the second does not run in a dry run
  const orders = await listOrders(id);
  return `${user.name} ${String(orders.length)}`;
}

/** The exit comes after both: nothing to hoist over. */
export async function exitAfterBoth(id: string) {
  const user = await getUser(id);
  // expect pair independent — reads; the check follows
  const orders = await listOrders(id);
  if (!user.active) throw new Forbidden(id);
  return orders;
}

export async function resultIdiom(id: string) {
  const user = await tryGetUser(id);
  if (!user.ok) return undefined;
  // expect pair control — an early return on a Result
  const orders = await tryListOrders(id);
  return orders.ok ? orders.value : [];
}

export async function resultsJoined(id: string) {
  const user = await tryGetUser(id);
  // expect pair independent or unknown — both results are looked at afterwards
  const orders = await tryListOrders(id);
  if (!user.ok || !orders.ok) return undefined;
  return orders.value;
}

export async function breakBetween(ids: readonly string[]) {
  const names: string[] = [];
  // expect loop effect or carried — stops at the first one that is not active
  for (const id of ids) {
    const user = await getUser(id);
    if (!user.active) break;
    // expect pair control — the break between
    const orders = await listOrders(id);
    names.push(`${user.name} ${String(orders.length)}`);
  }
  return names;
}

export async function continueBetween(ids: readonly string[]) {
  const names: string[] = [];
  // expect loop independent — each round stands for itself
  for (const id of ids) {
    const user = await getUser(id);
    if (!user.active) continue;
    // expect pair control — the continue between
    const orders = await listOrders(id);
    names.push(`${user.name} ${String(orders.length)}`);
  }
  return names;
}

export async function boundGuard(id: string) {
  const user = await getUser(id);
  assertActive(user);
  // expect pair control — the assertion between throws on purpose
  const orders = await listOrders(id);
  return orders.length;
}

function assertActive(user: { active: boolean }): asserts user is { active: true } {
  if (!user.active) throw new Forbidden('not active');
}

const orderSchema = z.object({ id: z.string() });

export async function bodyParsedAtOnce(read: () => Promise<unknown>, id: string) {
  const order = orderSchema.parse(await read());
  // expect pair control — throws where the body does not fit
  const user = await getUser(id);
  return { order, user };
}

export async function parsedBetween(id: string, input: unknown) {
  const user = await getUser(id);
  const order = orderSchema.parse(input);
  // expect pair control — throws between where the input does not fit
  const orders = await listOrders(id);
  return { user, order, orders };
}

export async function safelyParsed(id: string, input: unknown) {
  const user = await getUser(id);
  const order = Number(input);
  // expect pair independent — the line between only converts
  const orders = await listOrders(id);
  return { user, order, orders };
}

function permit(user: { active: boolean }, what: string): void {
  if (!user.active) throw new Forbidden(what);
}

export async function permittedBetween(id: string) {
  const user = await getUser(id);
  permit(user, 'read');
  // expect pair control — `permit` throws where the user may not
  const orders = await listOrders(id);
  return orders;
}

export async function guardOnlySometimes(id: string, strict: boolean) {
  if (strict) {
    await authorize(id);
  }
  // expect pair control — a guard, where it is asked for
  const orders = await listOrders(id);
  return orders;
}

export async function rowThatMustBeThere(id: string, prisma: PrismaClient) {
  const link = await prisma.user.findUniqueOrThrow({ where: { id } });
  // expect pair control — where there is no such row nothing else is to begin
  const count = await prisma.order.count({ where: { userId: id } });
  return [link, count];
}
