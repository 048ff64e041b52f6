// A value that is asked for and not given: who throws on purpose then keeps what follows from being changed. To read in vain does no harm.
import { PrismaClient } from '@prisma/client';

const prisma = new PrismaClient();

class NotFound extends Error {}

async function findOrder(id: string) {
  const order = await prisma.order.findUnique({ where: { id } });
  if (!order) throw new NotFound(id);
  return order;
}

async function orderIfAny(id: string) {
  try {
    return await findOrder(id);
  } catch {
    return undefined;
  }
}

export async function refund(id: string) {
  const order = await findOrder(id);
  // expect pair control — nothing is paid back for an order that is not there
  await fetch('https://pay.example/refund', { method: 'POST', body: id });
  return order;
}

export async function look(id: string) {
  const order = await findOrder(id);
  // expect pair independent — the news are only read
  const news = await fetch('https://shop.example/news');
  return [order, news];
}

export async function refundAnyway(id: string) {
  const order = await orderIfAny(id);
  // expect pair independent or effect, fix unsafe — the first never throws on purpose
  const paid = await fetch('https://pay.example/refund', { method: 'POST', body: id });
  return [order, paid];
}

export async function clear() {
  const me = await fetch('https://shop.example/me').then((answer) => { if (!answer.ok) throw new Error('401'); return answer; });
  // expect pair control — as above
  const gone = await fetch('https://shop.example/all', { method: 'DELETE' });
  return [me, gone];
}
