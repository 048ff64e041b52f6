// Reductions of a list whose rounds wait for one another: loops by another name.
import { writeFile } from 'node:fs/promises';
import { getPrice, getUser, type User } from './shop.ts';

declare function show(...what: readonly unknown[]): void;

export async function gathered(ids: readonly string[]) {
  // expect loop independent — one read each, and a list that is only added to
  return await ids.reduce(async (users, id) => {
    const all = await users;
    // expect pair effect or independent or data or unknown — the rounds before, then the round's own
    all.push(await getUser(id));
    return all;
  }, Promise.resolve([] as User[]));
}

export async function spread(ids: readonly string[]) {
  // expect loop independent — the list is made anew, in order
  return await ids.reduce(async (users, id) => [...(await users), await getUser(id)], Promise.resolve([] as User[]));
}

export async function sum(ids: readonly string[]) {
  // expect loop independent — only the results are added up
  return await ids.reduce(async (total, id) => (await total) + (await getPrice(id)), Promise.resolve(0));
}

export async function argument(ids: readonly string[]) {
  // expect loop carried — the round before gives the argument
  return await ids.reduce(async (user, id) => {
    const before = await user;
    // expect pair data — `before` goes into it
    return await getUser(before + id).then((found) => found.id);
  }, Promise.resolve(''));
}

export function linked(ids: readonly string[]) {
  // expect loop independent — each round reads its own
  return ids.reduce((done, id) => done.then((all) => getUser(id).then((user) => [...all, user])), Promise.resolve([] as User[]));
}

export function linkedByValue(ids: readonly string[]) {
  // expect loop carried — `before` goes into the call
  return ids.reduce((done, id) => done.then((before) => getUser(`${before}${id}`)).then((user) => user.id), Promise.resolve(''));
}

export function sameFileEachRound(lines: readonly string[]) {
  // expect loop effect — one file
  return lines.reduce((done, line) => done.then(() => writeFile('log.txt', line)), Promise.resolve());
}

export async function besideOneAnother(ids: readonly string[]) {
  // Each round starts before it waits for those before it: they overlap as they are.
  return await ids.reduce(async (users, id) => {
    const user = await getUser(id);
    // expect pair effect or independent or unknown or data — the round's own, then the rounds before
    return [...(await users), user];
  }, Promise.resolve([] as User[]));
}

export function plainSum(numbers: readonly number[]) {
  return numbers.reduce((total, number) => total + number, 0);
}

export function byKey(users: readonly User[]) {
  return users.reduce((all, user) => { all.set(user.id, user); return all; }, new Map<string, User>());
}

export async function shown(ids: readonly string[]) {
  show(await gathered(ids));
}
