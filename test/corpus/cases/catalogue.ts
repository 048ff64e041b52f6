// Known packages: what they do is known without a body.
import { access, appendFile, copyFile, readFile, readdir, unlink, writeFile } from 'node:fs/promises';
import { promises as fs } from 'node:fs';
import * as fsp from 'fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { PrismaClient } from '@prisma/client';
import axios from 'axios';
import Redis from 'ioredis';
import { trace } from '@opentelemetry/api';
import { Octokit } from 'octokit';

const s3 = new S3Client();
const octokit = new Octokit();
const prisma = new PrismaClient();
const redis = new Redis();

export async function axiosGets(id: string) {
  const user = await axios.get<string>(`/users/${id}`);
  // expect pair independent proven, fix safe — two GETs
  const orders = await axios.get<string[]>(`/orders/${id}`);
  return { user: user.data, orders: orders.data };
}

export async function axiosPostThenGet(id: string) {
  const created = await axios.post<string>('/users', { id });
  // expect pair effect or unknown — the list is read after the post
  const users = await axios.get<string[]>('/users');
  return { created, users };
}

export async function axiosPuts(id: string) {
  const one = await axios.put<string>(`/users/${id}/name`, { name: 'a' });
  // expect pair effect or unknown or independent, fix unsafe — two writes to one host
  const two = await axios.put<string>(`/users/${id}/email`, { email: 'b' });
  return [one, two];
}

export async function octokitReads(owner: string, repo: string) {
  const { data: info } = await octokit.rest.repos.get({ owner, repo });
  // expect pair independent proven, fix safe — two reads
  const { data: issues } = await octokit.rest.issues.listForRepo({ owner, repo });
  // expect pair independent proven, fix safe — two reads
  const { data: branches } = await octokit.rest.repos.listBranches({ owner, repo });
  return { info, issues, branches };
}

export async function octokitCreateThenLabel(owner: string, repo: string) {
  const { data } = await octokit.rest.issues.create({ owner, repo, title: 'a' });
  // expect pair data — `data.number`
  await octokit.rest.issues.addLabels({ owner, repo, issue_number: data.number, labels: ['a'] });
}

export async function s3Gets() {
  const a = await s3.send(new GetObjectCommand({ Bucket: 'b', Key: 'a' }));
  // expect pair independent, fix safe — two reads
  const b = await s3.send(new GetObjectCommand({ Bucket: 'b', Key: 'b' }));
  return [a.ETag, b.ETag];
}

export async function s3PutThenGet() {
  const put = await s3.send(new PutObjectCommand({ Bucket: 'b', Key: 'a', Body: 'x' }));
  // expect pair effect — the same key
  const got = await s3.send(new GetObjectCommand({ Bucket: 'b', Key: 'a' }));
  return [put.ETag, got.ETag];
}

export async function namespaceImport() {
  const left = await fsp.readFile('left.txt', 'utf8');
  // expect pair independent proven, fix safe — two reads of files
  const right = await fsp.readFile('right.txt', 'utf8');
  return left + right;
}

export async function promisesOfFs() {
  const left = await fs.readFile('left.txt', 'utf8');
  // expect pair independent proven, fix safe — two reads of files
  const names = await fs.readdir('.');
  return { left, names };
}

export async function accessIsAGuard(path: string) {
  await access(path);
  // expect pair control or effect — throws where the file is not there
  const text = await readFile(path, 'utf8');
  return text;
}

export async function appendTwice(a: string, b: string) {
  await appendFile('log.txt', a);
  // expect pair effect — lines of one file
  await appendFile('log.txt', b);
}

export async function copyThenUnlink(from: string, to: string) {
  await copyFile(from, to);
  // expect pair effect — the copy needs the file
  await unlink(from);
}

export async function readThenOverwrite(path: string) {
  const text = await readFile(path, 'utf8');
  // expect pair data — `text`
  await writeFile(path, text.trim());
}

export async function readsOfTwoSystems(id: string) {
  const user = await prisma.user.findUnique({ where: { id } });
  // expect pair independent proven, fix safe — a row and a key, both read
  const visits = await redis.get(`visits:${id}`);
  // expect pair independent proven, fix safe — a key and a folder, both read
  const names = await readdir('uploads');
  return { user, visits, names };
}

export async function pauseBetween() {
  const before = await readFile('state.txt', 'utf8');
  // expect pair effect or control or independent or unknown, fix unsafe — waits on purpose
  await pause(1000);
  // expect pair effect or control or unknown — reads after the pause, on purpose
  const after = await readFile('state.txt', 'utf8');
  return { before, after };
}

export async function twoPauses() {
  const a = await pause(100, 'a');
  // expect pair independent or effect or unknown — two timers with values
  const b = await pause(200, 'b');
  return a + b;
}

export async function transactionOfList(id: string) {
  // expect await sequential direct — one transaction, not several in flight here
  const [user] = await prisma.$transaction([prisma.user.findUnique({ where: { id } })]);
  return user;
}

/** A local function that only looks like the package's. */
export async function localShadow(path: string) {
  const readFile = async (name: string): Promise<string> => {
    await writeFile(name, '');
    return name;
  };
  const made = await readFile(path);
  // expect pair effect — the local `readFile` writes the file whose folder is listed
  const names = await readdir('.');
  return { made, names };
}

async function traced(name: string, work: () => Promise<void>): Promise<void> {
  await trace.getTracer('shop').startActiveSpan(name, async (span) => {
    await work();
    span.end();
  });
}

export async function workGivenToATracer() {
  await traced('write', () => writeFile('state.txt', 'new'));
  // expect pair effect — the functions that the tracer is given are run: a file is written, then read
  const text = await readFile('state.txt', 'utf8');
  return text;
}
