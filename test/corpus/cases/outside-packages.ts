// What packages do by their options, and which things are one: requests with a method inside, pipelines that store, rows of relations, paths and keys written in two ways.

import axios from 'axios';
import Redis from 'ioredis';
import fs, { mkdir } from 'node:fs/promises';
import path from 'node:path';
import lodash from 'lodash';
import { PrismaClient } from '@prisma/client';

const prisma = new PrismaClient();
const redis = new Redis();
const decoder = new TextDecoder();

export async function methodInRequest(body: string) {
  const made = await fetch(new Request('https://api.shop.org/users', { method: 'POST', body }));
  // expect pair effect — the second lists what the first made
  const all = await fetch('https://api.shop.org/users');
  return [made, all];
}

export async function requestWithoutMethod() {
  const news = await fetch(new Request('https://api.shop.org/news'));
  // expect pair independent proven, fix safe — both are GET
  const all = await fetch('https://api.shop.org/users');
  return [news, all];
}

export async function signedIn() {
  const answer = await axios.post<string>('/login', {});
  // expect pair effect — the second is asked in the session that the first opens
  const me = await axios.get<string>('/me');
  return [answer, me];
}

export async function belowABase() {
  await axios.post('/users', {});
  // expect pair effect — one URL, with and without its base
  const all = await axios.get<string[]>('https://api.shop.org/users');
  return all;
}

export async function anotherAddress() {
  await axios.post('/users', {});
  // expect pair independent, fix unsafe — nothing of that path
  const all = await axios.get<string[]>('https://news.org/today');
  return all;
}

export async function conditionOnRelation(id: string) {
  await prisma.user.update({ where: { id }, data: { email: 'x' } });
  // expect pair effect — which orders come, the users decide
  const orders = await prisma.order.findMany({ where: { customer: { email: 'x' } } });
  return orders;
}

export async function conditionOnColumn(id: string) {
  await prisma.user.update({ where: { id }, data: { email: 'x' } });
  // expect pair independent, fix unsafe — a condition on a column of the orders' own
  const orders = await prisma.order.findMany({ where: { total: { gt: 3 }, OR: [{ state: 'paid' }, { state: { startsWith: 's' } }] } });
  return orders;
}

export async function rowsOfRelation(userId: string) {
  await prisma.order.create({ data: { userId } });
  // expect pair effect — the orders of each user come along
  const users = await prisma.user.findMany({ select: { orders: { select: { id: true } } } });
  return users;
}

export async function textOfId(id: number, value: string) {
  await redis.set(`user:${id.toString()}`, value);
  // expect pair effect — the same key
  const user = await redis.get(`user:${id}`);
  return user;
}

export async function otherPrefix(id: number, value: string) {
  await redis.set(`user:${id.toString()}`, value);
  // expect pair independent, fix unsafe — another prefix
  const team = await redis.get(`team:${id}`);
  return team;
}

export async function onePath(text: string) {
  await fs.writeFile('./data/a.json', text);
  // expect pair effect — the same file
  const read = await fs.readFile(path.join('data', 'a.json'), 'utf8');
  return read;
}

export async function upAndDown(root: string, text: string) {
  await fs.writeFile(path.join(root, 'src', '..', 'config.json'), text);
  // expect pair effect — the same file
  const read = await fs.readFile(path.join(root, 'config.json'), 'utf8');
  return read;
}

export async function twoPaths(root: string, text: string) {
  await fs.writeFile(path.join(root, 'src', '..', 'config.json'), text);
  // expect pair independent, fix unsafe — another file
  const read = await fs.readFile(path.join(root, './src/config.json'), 'utf8');
  return read;
}

export async function workingFolder(text: string) {
  await fs.writeFile('out.txt', text);
  // expect pair effect — the file is among those listed
  const names = await fs.readdir('.');
  return names;
}

export async function folderInFolder() {
  await mkdir('a');
  // expect pair effect — the folder that it is in has to be there
  await mkdir('a/b');
}

export async function foldersAbove() {
  await mkdir('a', { recursive: true });
  // expect pair independent — each makes what it needs
  await mkdir('a/b', { recursive: true });
}

export async function lockFile(file: string) {
  await fs.writeFile(`${file}.lock`, 'taken', { flag: 'wx' });
  // expect pair effect — the lock is taken before the file is read
  const text = await fs.readFile(file);
  return text;
}

async function part(file: string) {
  const bytes = await fs.readFile(file);
  return decoder.decode(bytes, { stream: true });
}

async function whole(file: string) {
  const bytes = await fs.readFile(file);
  return decoder.decode(bytes);
}

export async function letterAcrossParts(files: string[]) {
  const out: string[] = [];
  // expect loop effect — half a letter waits in the decoder for the next part
  for (const file of files) {
    out.push(await part(file));
  }
  return out;
}

export async function textByText(files: string[]) {
  const out: string[] = [];
  // expect loop independent — each is decoded for itself
  for (const file of files) {
    out.push(await whole(file));
  }
  return out;
}

const api = axios.create({ baseURL: 'https://api.shop.org' });

export async function instanceIsCalled() {
  const news = await api<string>({ url: '/news', method: 'GET' });
  // expect pair independent proven, fix safe — both are GET
  const users = await api<string>({ url: '/users' });
  return [news, users];
}

export async function instanceIsCalledToChange(name: string) {
  const made = await api<string>({ url: '/users', method: 'POST', data: name });
  // expect pair effect — the second lists what the first made
  const users = await api<string>({ url: '/users' });
  return [made, users];
}

declare const document: { cookie: string; title: string };

function tokenOfPage(): string {
  return document.cookie.split(';').find((part) => part.startsWith('token='))?.slice(6) ?? '';
}

export async function asksWithCookie() {
  const news = await fetch('/news', { headers: { token: tokenOfPage() } });
  // expect pair independent — a cookie is looked at, and none is set
  const users = await fetch('/users', { headers: { token: tokenOfPage() } });
  return [news, users];
}

interface Renderer { revalidate(path: string): Promise<void>; write(text: string): Promise<void> }

export async function madeAnew(res: Renderer, ids: string[]) {
  // expect loop independent or effect — each page is made anew, in no order that the answer shows
  for (const id of ids) await res.revalidate(`/view/${id}`);
}

export async function answered(res: Renderer, ids: string[]) {
  // expect loop effect — they are the parts of one answer
  for (const id of ids) await res.write(id);
}

interface Form { readonly image: { readonly ports: number[] }; readonly own?: string }

function portsOf(form: any): string {
  let ports = form.image.ports;
  if (form.own !== undefined) ports = form.other.ports;
  return lodash.isEmpty(ports) ? '' : `${ports}`;
}

export async function portsAreNoFunction(form: Form) {
  const service = await fetch(`/services/${portsOf(form)}`);
  // expect pair independent, fix safe — a list that may be another one is no function that lodash could run
  const route = await fetch(`/routes/${portsOf(form)}`);
  return [service, route];
}
