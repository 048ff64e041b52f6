// Line 1: both sides bind a value that is used later, and neither is used by the other. A bare call as first statement is mostly there for its effect.
import { countVisits, fetchNews, findTeam, getUser, handle, listOrders, loadTheme, process, queryStock, readPolicy, reindex, syncCatalogue } from 'shop-sdk';

export async function bothBindAndUse(id: string) {
  const user = await getUser(id);
  // expect pair independent likely — two reads by names, neither uses the other
  const orders = await listOrders(id);
  return { user, orders };
}

export async function secondUsesFirst(id: string) {
  const user = await getUser(id);
  // expect pair data — `user.teamId` is the argument
  const team = await findTeam(user.teamId);
  return { user, team };
}

export async function runOfThree(id: string) {
  // expect group of 3, fix unsafe — one finding for the run, not two
  const user = await getUser(id);
  // expect pair independent likely — reads of two entities
  const orders = await listOrders(id);
  // expect pair independent likely — reads of two entities
  const news = await fetchNews();
  return { user, orders, news };
}

export async function needsTheOneBeforeLast(id: string) {
  const user = await getUser(id);
  // expect pair independent — reads
  const news = await fetchNews();
  // expect pair independent — `team` needs `user`, not `news`
  const team = await findTeam(user.teamId);
  return { user, news, team };
}

export async function middleIsNeeded(id: string) {
  const news = await fetchNews();
  // expect pair independent — reads
  const user = await getUser(id);
  // expect pair data — `user.teamId`
  const team = await findTeam(user.teamId);
  return { user, news, team };
}

export async function bareSyncFirst(productId: string) {
  await syncCatalogue();
  // expect pair effect or unknown — the stock is asked after the catalogue was brought up to date
  const stock = await queryStock(productId);
  return stock;
}

export async function bareBoth() {
  await syncCatalogue();
  // expect pair effect or unknown — two calls for their effects; nothing says that they may change places
  await reindex();
}

export async function opaqueNames(id: string) {
  const first = await process(id);
  // expect pair unknown or effect — `process` and `handle` say nothing, and no body can be seen
  await handle(id);
  return first;
}

export async function opaqueTwice(a: string, b: string) {
  const first = await process(a);
  // expect pair unknown or effect — whatever `process` does, it does it twice
  const second = await process(b);
  return [first, second];
}

export const arrowBothBind = async (id: string) => {
  const policy = await readPolicy('refunds');
  // expect pair independent likely — reads by names
  const theme = await loadTheme(id);
  return `${policy} ${theme.colour}`;
};

export async function usedOnlyInCondition(id: string) {
  const user = await getUser(id);
  // expect pair control — whether the second runs depends on the first
  if (user.active) {
    await handle(id);
  }
}

export async function usedOnlyInTernary(id: string) {
  const user = await getUser(id);
  // expect pair control or data — the first's value decides whether the second runs
  const orders = user.active ? await listOrders(id) : [];
  return orders;
}

export async function sameReaderTwice(a: string, b: string) {
  const left = await getUser(a);
  // expect pair independent likely — one reader, two keys
  const right = await getUser(b);
  return left.name === right.name;
}

export async function linesBetween(id: string) {
  const user = await getUser(id);
  const label = `${user.name} <${user.email}>`;
  const shout = label.toUpperCase();
  // expect pair independent — plain lines between use the first only
  const visits = await countVisits('home');
  return `${shout}: ${String(visits)}`;
}

export async function lineBetweenCarriesValue(id: string) {
  const user = await getUser(id);
  const teamId = user.teamId.trim();
  // expect pair data — through `teamId`
  const team = await findTeam(teamId);
  return team;
}
