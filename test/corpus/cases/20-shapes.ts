// Line 20: no static grouping is best for all durations; the pairs alone do not tell it.
import { fetchNews, findTeam, getUser, listOrders, loadTheme } from './shop.ts';

/** `team` needs `user`; `news` is free: `all([news, user.then(team)])`. */
export async function oneChainOneFree(id: string) {
  const user = await getUser(id);
  // expect pair independent — free
  const news = await fetchNews();
  // expect pair independent — `team` needs `user` only
  const team = await findTeam(user.teamId);
  return { user, news, team };
}

export async function freeOneLast(id: string) {
  const user = await getUser(id);
  // expect pair data — `user.teamId`
  const team = await findTeam(user.teamId);
  // expect pair independent — free
  const news = await fetchNews();
  return { user, team, news };
}

export async function twoChains(a: string, b: string) {
  const left = await getUser(a);
  // expect pair data — `left.teamId`
  const leftTeam = await findTeam(left.teamId);
  // expect pair independent — the second chain
  const right = await getUser(b);
  // expect pair data — `right.teamId`
  const rightTeam = await findTeam(right.teamId);
  return { left, leftTeam, right, rightTeam };
}

export async function diamond(id: string) {
  const user = await getUser(id);
  // expect pair data — `user.teamId`
  const team = await findTeam(user.teamId);
  // expect pair independent — `orders` need `user`, not `team`
  const orders = await listOrders(user.id);
  // expect pair data — both are needed
  const theme = await loadTheme(`${team.name}-${String(orders.length)}`);
  return theme;
}

/** The first and third are free of one another, though the middle one needs the first. */
export async function notAdjacent(id: string) {
  const user = await getUser(id);
  // expect pair data — `user.teamId`
  const team = await findTeam(user.teamId);
  // expect pair independent — `news` needs nothing
  const news = await fetchNews();
  // expect pair independent — `theme` needs `team`, not `news`
  const theme = await loadTheme(team.name);
  return { user, news, theme };
}
