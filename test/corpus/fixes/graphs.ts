// Some need others: what groups leave waiting starts as soon as what it needs is there.
import { fetchNews, findTeam, getUser, listOrders } from './api.ts';

export async function oneChainOneFree(id: string) {
  const news = await fetchNews();
  const user = await getUser(id);
  const team = await findTeam(user.teamId);
  return { user, news, team };
}

export async function freeInTheMiddle(id: string) {
  const user = await getUser(id);
  const news = await fetchNews();
  const team = await findTeam(user.teamId);
  return { user, news, team };
}

export async function twoChains(a: string, b: string) {
  const left = await getUser(a);
  const leftTeam = await findTeam(left.teamId);
  const right = await getUser(b);
  const rightTeam = await findTeam(right.teamId);
  return { left, leftTeam, right, rightTeam };
}

export async function destructuredChains(a: string, b: string) {
  const { teamId } = await getUser(a);
  const { name } = await findTeam(teamId);
  const [first] = await listOrders(b);
  const theirs = await findTeam(first?.id ?? b);
  return { name, theirs };
}

export async function groupsDoAsWell(id: string) {
  const user = await getUser(id);
  const team = await findTeam(user.teamId);
  const orders = await listOrders(user.id);
  return { team, orders };
}

export async function throughALine(a: string, b: string) {
  const left = await getUser(a);
  const key = left.teamId.trim();
  const leftTeam = await findTeam(key);
  const right = await getUser(b);
  const rightTeam = await findTeam(right.teamId);
  return { leftTeam, rightTeam };
}
