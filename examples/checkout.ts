import { db, type Order } from './lib/db.ts';
import { getJson } from './lib/http.ts';

interface Basket {
  userId: string;
  productId: string;
  amount: number;
}

/**
 * A guard that throws, then writes in order. The price could be asked for while the stock is taken; but where it cannot be had
 * the stock would be gone already, so Overlap says that the two could wait together and leaves the choice to you.
 */
export async function checkout(basket: Basket): Promise<Order> {
  await assertInStock(basket);
  const total = await quote(basket);
  await takeFromStock(basket);
  const order = await db.orders.insert({ id: `${basket.userId}-${basket.productId}`, userId: basket.userId, totalCents: total, state: 'paid' });
  await writeAudit(`order ${order.id} paid`);
  return order;
}

/** Price and shipping are asked of two services; only the sum needs both. */
export async function quote(basket: Basket): Promise<number> {
  const price = await fetchPrice(basket.productId);
  const shipping = await fetchShipping(basket.productId);
  return price.cents * basket.amount + shipping.cents;
}

/** The row is read before it is changed: the same row, so the order is the meaning. */
export async function refund(orderId: string): Promise<number> {
  const before = await db.orders.find(orderId);
  const after = await db.orders.update(orderId, { state: 'refunded' });
  return before?.state === after.state ? 0 : after.totalCents;
}

/** Leaves early where there is nothing to do. */
export async function cancel(orderId: string): Promise<boolean> {
  const order = await db.orders.find(orderId);
  if (order === undefined) return false;
  await db.orders.update(orderId, { state: 'cancelled' });
  await writeAudit(`order ${orderId} cancelled`);
  return true;
}

/** Either points or money, never both. */
export async function giveThanks(order: Order): Promise<void> {
  if (order.totalCents > 5000) {
    await db.users.update(order.userId, { points: 50 });
  } else {
    await db.users.update(order.userId, { points: 5 });
  }
}

/** @overlap 250ms */
async function fetchPrice(productId: string): Promise<{ cents: number }> {
  return await getJson<{ cents: number }>(`/price?product=${productId}`);
}

/** @overlap 300ms */
async function fetchShipping(productId: string): Promise<{ cents: number }> {
  return await getJson<{ cents: number }>(`/shipping?product=${productId}`);
}

async function assertInStock(basket: Basket): Promise<void> {
  const line = await db.stock.find(basket.productId);
  if (line === undefined || line.left < basket.amount) throw new Error(`${basket.productId} is sold out`);
}

async function takeFromStock(basket: Basket): Promise<void> {
  const line = await db.stock.find(basket.productId);
  if (line === undefined) return;
  await db.stock.update(basket.productId, { left: line.left - basket.amount });
}

async function writeAudit(text: string): Promise<void> {
  const entries = await db.audit.count();
  await db.audit.insert({ id: String(entries + 1), text });
}
