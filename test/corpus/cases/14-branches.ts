// Line 14: branches that exclude each other are common neighbours: `exclusive`, never advice.
import { fetchNews, getUser, listOrders, loadTheme } from 'shop-sdk';

export async function guardedReturns(kind: string, id: string) {
  if (kind === 'user') return await getUser(id);
  // expect pair control — the first returns when it ran
  if (kind === 'news') return await fetchNews();
  return undefined;
}

export async function opposite(fresh: boolean, id: string) {
  let name = '';
  if (fresh) name = (await getUser(id)).name;
  // expect pair exclusive — `fresh`, then not `fresh`
  if (!fresh) name = (await loadTheme(id)).colour;
  return name;
}

export async function differentConstants(kind: 'a' | 'b', id: string) {
  let size = 0;
  if (kind === 'a') {
    size = (await listOrders(id)).length;
  }
  // expect pair exclusive — `kind` is one of the two
  if (kind === 'b') {
    size = (await fetchNews()).length;
  }
  return size;
}

export async function bothMayRun(withNews: boolean, withOrders: boolean, id: string) {
  let news = 0;
  let orders = 0;
  if (withNews) {
    news = (await fetchNews()).length;
  }
  // expect pair independent or unknown — two conditions of their own
  if (withOrders) {
    orders = (await listOrders(id)).length;
  }
  return { news, orders };
}

export async function returnThenLast(id: string, short: boolean) {
  if (short) {
    return await getUser(id);
  }
  // expect pair control — the first returns when it ran
  return await listOrders(id);
}

export async function throwingBranch(id: string, broken: boolean) {
  if (broken) {
    const user = await getUser(id);
    throw new Error(user.name);
  }
  // expect pair control — the first throws when it ran
  return await listOrders(id);
}

export async function switchCases(kind: string, id: string) {
  switch (kind) {
    case 'user':
      return (await getUser(id)).name;
    case 'theme':
      // `case` clauses are not one block: no pair here
      return (await loadTheme(id)).colour;
    default:
      return '';
  }
}

/** The condition is written between, so both may run. */
export async function changedBetween(id: string) {
  let fresh = true;
  let size = 0;
  if (fresh) size += (await listOrders(id)).length;
  fresh = size === 0;
  // expect pair data or control — `fresh` is computed from the first
  if (!fresh) size += (await fetchNews()).length;
  return size;
}
