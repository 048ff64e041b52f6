// Promise chains: each callback that starts work is a step, as an await in a line of its own would be.
import { readFile, writeFile } from 'node:fs/promises';
import { useState } from 'react';
import { getPrice, getUser, listOrders, fetchNews, type User } from './shop.ts';

declare function getSession(): Promise<string>;
declare function setToken(token: string): void;
declare function show(...what: readonly unknown[]): void;
declare const cy: { getUser(id: string): Promise<User>; listOrders(id: string): Promise<string[]> };

export function startsNothingOfTheValue(id: string) {
  // expect step t2 independent proven — the orders need nothing of the user
  return getUser(id).then((user) => { show(user); return listOrders(id); }).then((orders) => show(orders));
}

export function nestedForBoth(id: string) {
  // expect step t2 independent proven — both values are used at the end
  return getUser(id).then((user) => listOrders(id).then((orders) => [user, orders]));
}

export function ofThree(id: string) {
  // expect step t2 independent proven — as above
  // expect step t3 independent proven — and so is the news
  // expect chain group of 3 — one finding, not two
  return getUser(id).then((user) => { show(user); return listOrders(id); }).then((orders) => { show(orders); return fetchNews(); }).then((news) => show(news));
}

export function notNeighbours(id: string) {
  // expect step t2 data — `user.id` is the argument
  // expect step t3 independent — the news needs neither
  // expect chain group of 2 — the news could start with the user
  return getUser(id).then((user) => listOrders(user.id)).then((orders) => { show(orders); return fetchNews(); }).then((news) => show(news));
}

export function throughVariable(id: string) {
  let manager = '';
  // expect step t2 data — by way of a variable around the callbacks
  return getUser(id).then((user) => { manager = user.managerId; return listOrders(manager); }).then((orders) => show(orders));
}

export function throughClosure(id: string) {
  // expect step t2 independent — a price by a constant key
  // expect step t3 independent — it needs the user, of two steps before, and not the price
  return getUser(id).then((user) => getPrice('book').then((price) => { show(price); return listOrders(user.name); }).then((orders) => [user, orders]));
}

export function throughCallbackInBetween(id: string) {
  // expect step t2 data — what the first callback makes of the user
  return getUser(id).then((user) => user.managerId).then((manager) => listOrders(manager)).then((orders) => show(orders));
}

export function guarded(id: string) {
  // expect step t2 control — the callback throws before it starts anything
  return getUser(id).then((user) => { if (!user.active) throw new Error('gone'); return listOrders(id); }).then((orders) => show(orders));
}

export function guardedByCallbackOfItsOwn(id: string) {
  // expect step t2 control — the callback between fails on purpose
  return getUser(id).then((user) => { if (!user.active) return Promise.reject(new Error('gone')); return user; }).then(() => listOrders(id)).then((orders) => show(orders));
}

export function chosen(id: string) {
  // expect step t2 control — the user decides what is asked for
  return getUser(id).then((user): Promise<unknown> => (user.active ? listOrders(id) : fetchNews())).then((what) => show(what));
}

export function orInstead(id: string) {
  // expect step t2 control — the other function runs where the first fails
  return getUser(id).then((user) => { show(user); return listOrders(id); }, () => fetchNews()).then((what) => show(what));
}

export function forItsEffect(id: string) {
  // expect step t2 effect — nobody takes the user: it is asked for so that something happens
  return getUser(id).then(() => listOrders(id));
}

export function sameFile(text: string) {
  // expect step t2 effect — the file is written, then read back
  return writeFile('notes.txt', text).then(() => readFile('notes.txt', 'utf8')).then((back) => show(back));
}

export function handsTheTokenOn() {
  // expect step t2 effect or unknown — the call between keeps the token that the second sends
  return getSession().then((session) => { setToken(session); return listOrders('mine'); }).then((orders) => show(orders));
}

export function setsWhatIsDrawn(id: string) {
  const [user, setUser] = useState<User>();
  // expect step t2 independent — the view's state is no input of the second
  void getUser(id).then((found) => { setUser(found); return listOrders(id); }).then((orders) => show(user, orders));
}

export function driver(id: string) {
  // expect step t2 effect or data — a driver takes its commands in turn
  return cy.getUser(id).then((user) => { show(user); return cy.listOrders(id); }).then((orders) => show(orders));
}

export function commented(id: string) {
  return getUser(id).then((user) => {
    show(user);
    // expect step t2 effect — a person says so
    return listOrders(id); // @overlap ordered
  }).then((orders) => show(orders));
}

export function onceRead(url: string) {
  // expect step t2 data — the body of the answer
  return fetch(url).then((answer) => answer.json()).then((body) => show(body));
}

export async function laterTurn(id: string) {
  // expect no chain — one call, after a turn of the loop
  await Promise.resolve().then(() => getUser(id)).then((user) => show(user));
}

export function oneStep(id: string) {
  // expect no chain — what follows computes
  return getUser(id).then((user) => user.name).then((name) => name.trim());
}

export async function awaited(id: string) {
  // expect step t2 independent — the chain is what is waited for
  return await getUser(id).then((user) => listOrders(id).then((orders) => ({ user, orders })));
}

export async function callback(id: string) {
  // expect step t2 independent or data — an async callback is one step, whatever of it uses the user
  return getUser(id).then(async (user) => { show(user); return await fetchNews(); }).then((news) => show(news, id));
}

export function pumps(read: () => Promise<{ done: boolean; value: string }>, sink: string[]): Promise<void> {
  return pump();
  function pump(): Promise<void> {
    // expect step t2 data or control — what was read says whether there is another, and the next is read by the same lines
    return read().then(({ done, value }) => {
      if (done) return undefined;
      sink.push(value);
      return pump();
    });
  }
}
