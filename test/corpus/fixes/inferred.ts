// What takes its type from where it goes, and what loses it on the way: put elsewhere it may not compile.
import { readFile } from 'node:fs/promises';
import { getUser, type Order, queryStock, type User } from './api.ts';

type Level = 'low' | 'high';

/** @overlap 100ms reads files */
async function getJson<T>(path: string): Promise<T> {
  return JSON.parse(path) as T;
}

/** @overlap 100ms reads files */
async function wrap<T>(value: T): Promise<{ value: T }> {
  return { value };
}

export async function annotated(id: string) {
  const user: User = await getJson(`users/${id}`);
  const orders: Order[] = await getJson(`orders/${id}`);
  return { user, orders };
}

export async function annotatedLiterals() {
  const level: { value: Level } = await wrap('low');
  const pair: { value: [Level, number] } = await wrap(['low', 1]);
  return { level, pair };
}

export async function annotatedOfAPackage(id: string) {
  const text: string = await readFile(`users/${id}`, 'utf8');
  const user: User = await getJson(id);
  return { text, user };
}

export async function byTheReturnType(id: string): Promise<{ user: User; orders: Order[] }> {
  return { user: await getJson(`users/${id}`), orders: await getJson(`orders/${id}`) };
}

export async function toldByTheCall(id: string): Promise<{ user: User; orders: Order[] }> {
  return { user: await getJson<User>(`users/${id}`), orders: await getJson<Order[]>(`orders/${id}`) };
}

export async function notGeneric(id: string): Promise<[User, User]> {
  return [await getUser(id), await getUser('admin')];
}

export async function takenApart(id: string) {
  const { value: [name, left] } = await wrap([id, 1]);
  const { value } = await wrap(id);
  return { name: name.trim(), value, left: left.toFixed(2) };
}

export async function chained(id: string) {
  const user: User = await getJson(id);
  const stock: number = await queryStock(user.id);
  const orders: Order[] = await getJson(`orders/${id}`);
  return { stock, orders };
}

export async function pushed(ids: string[]) {
  const users: User[] = [];
  for (const id of ids) {
    users.push(await getJson(`users/${id}`));
  }
  return users;
}

export async function pushedByAName(ids: string[]) {
  const users: User[] = [];
  for (const id of ids) {
    const user: User = await getJson(`users/${id}`);
    users.push(user);
  }
  return users;
}

export async function pushedOfTheRuntime(names: string[]) {
  const texts: string[] = [];
  for (const name of names) {
    texts.push(await readFile(name, 'utf8'));
  }
  return texts;
}

type Reply = { kind: 'num'; value: number } | { kind: 'str'; value: string };

/** @overlap 100ms reads replies */
async function ask(id: string): Promise<Reply> {
  return id === '' ? { kind: 'num', value: 1 } : { kind: 'str', value: id };
}

export async function partsOfAUnion(ids: string[]) {
  const out: string[] = [];
  for (const id of ids) {
    const { kind, value } = await ask(id);
    out.push(kind === 'num' ? value.toFixed(2) : value.toUpperCase());
  }
  return out;
}

export async function partsOfAListedUnion(replies: Reply[]) {
  const out: string[] = [];
  for (const { kind, value } of replies) {
    const left = await queryStock(kind);
    out.push(kind === 'num' ? value.toFixed(left) : value.toUpperCase());
  }
  return out;
}

export async function testedByAName(ids: string[]) {
  const out: string[] = [];
  for (const id of ids) {
    const reply = await ask(id);
    const isNumber = reply.kind === 'num';
    const left = await queryStock(id);
    out.push(isNumber ? reply.value.toFixed(left) : reply.value.toUpperCase());
  }
  return out;
}

export async function unionAsAWhole(ids: string[]) {
  const out: string[] = [];
  for (const id of ids) {
    const reply = await ask(id);
    out.push(reply.kind === 'num' ? reply.value.toFixed(2) : reply.value.toUpperCase());
  }
  return out;
}

export async function partsUntested(ids: string[]) {
  const out: string[] = [];
  for (const id of ids) {
    const { name, teamId } = await getUser(id);
    out.push(name + teamId);
  }
  return out;
}

export async function listOfAny(json: string) {
  const out: string[] = [];
  for (const item of JSON.parse(json).items.filter(Boolean)) {
    const user = await getUser(item.path);
    out.push(item.name + user.name);
  }
  return out;
}

export async function announced(ids: string[]) {
  const users: User[] = [];
  for (const id of ids) {
    console.log('reading', id);
    const user = await getUser(id);
    users.push(user);
  }
  return users;
}
