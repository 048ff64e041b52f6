// Line 19: when the first rejects the second has already started; a promise started early and awaited late can reject with nobody listening.
import { fetchNews, getUser, handle, listOrders, loadTheme, reindex } from 'shop-sdk';

export async function startedEarly(id: string) {
  const pending = listOrders(id);
  // expect await concurrent direct — the orders are in flight
  const user = await getUser(id);
  // expect pair independent or data or unknown or control or effect, fix unsafe — both run already
  const orders = await pending;
  return { user, orders };
}

export async function startedEarlyAndWatched(id: string) {
  const pending = listOrders(id);
  pending.catch(() => undefined);
  // expect await concurrent direct — the orders are in flight
  const user = await getUser(id);
  // expect pair independent or data or unknown or control or effect, fix unsafe — both run already
  const orders = await pending;
  return { user, orders };
}

export async function startedAndForgotten(id: string) {
  void reindex();
  // expect await concurrent direct — the index is being built
  const user = await getUser(id);
  return user;
}

export async function errorsMeanDifferentThings(id: string) {
  let user;
  try {
    user = await getUser(id);
  } catch (error) {
    await handle(String(error));
    throw new Error('no user');
  }
  // expect pair control or independent or effect or unknown, fix unsafe — a failed first is dealt with before anything else starts
  const orders = await listOrders(id);
  return { user, orders };
}

export async function catchEach(id: string) {
  const user = await getUser(id).catch(() => undefined);
  // expect pair independent — each has its own handler
  const orders = await listOrders(id).catch(() => []);
  return { user, orders };
}

export async function settledTogether(id: string) {
  // expect await concurrent allSettled — both in flight
  const [user, orders] = await Promise.allSettled([getUser(id), listOrders(id)]);
  return { user, orders };
}

export async function catchThenRead(id: string) {
  const theme = await loadTheme(id).catch(() => ({ colour: 'red' }));
  // expect pair independent — a default on failure
  const news = await fetchNews();
  return { theme, news };
}
