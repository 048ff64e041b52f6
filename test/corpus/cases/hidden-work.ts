// Work that does not stand where it is done: in callbacks, in a query that is built before it runs, in options, in the text of a statement, in hooks.
import { execFile } from 'node:child_process';
import { once, type EventEmitter } from 'node:events';
import { readFile, stat, writeFile } from 'node:fs';
import fs from 'node:fs/promises';
import { execa } from 'execa';
import { PrismaClient } from '@prisma/client';
import { drizzle } from 'drizzle-orm/node-postgres';
import { pgTable, serial } from 'drizzle-orm/pg-core';
import Redis from 'ioredis';
import _ from 'lodash';
import { Pool } from 'pg';
import sharp from 'sharp';

const seen: string[] = [];
let total = 0;

function loaded(file: string): Promise<string> {
  return new Promise((resolve, reject) => {
    readFile(file, 'utf8', (error, text) => {
      if (error) {
        reject(error);
        return;
      }
      seen.push(file);
      resolve(text);
    });
  });
}

function loadedQuietly(file: string): Promise<string> {
  return new Promise((resolve, reject) => {
    readFile(file, 'utf8', (error, text) => {
      if (error) reject(error);
      else resolve(text);
    });
  });
}

async function countedAfter(file: string) {
  const text = await fs.readFile(file, 'utf8');
  return text.length + seen.length;
}

export async function callbackPushes() {
  const first = await loaded('a');
  // expect pair effect proven — the callback of the first puts the file into the list that the second counts
  const second = await countedAfter('b');
  return [first, second];
}

export async function callbackSettles() {
  const first = await loadedQuietly('a');
  // expect pair independent proven — the callback only settles the promise
  const second = await countedAfter('b');
  return [first, second];
}

function copied(file: string) {
  return new Promise<string>((resolve) => {
    readFile(file, 'utf8', (_error, text) => {
      writeFile('out.txt', text, () => resolve(text));
    });
  });
}

export async function callbackWrites() {
  const text = await copied('a');
  // expect pair effect proven — written in the callback of the reading
  const back = await fs.readFile('out.txt', 'utf8');
  return [text, back];
}

export async function callbackWritesElsewhere() {
  const text = await copied('a');
  // expect pair independent proven, fix unsafe — another file
  const back = await fs.readFile('in.txt', 'utf8');
  return [text, back];
}

function sized(file: string, callback: (size: number) => void) {
  stat(file, (_error, found) => callback(found.size));
}

async function totalAfter(file: string) {
  const text = await fs.readFile(file, 'utf8');
  return text.length + total;
}

export async function callbackHandedOn() {
  const size = await new Promise<number>((resolve) => {
    sized('a', (found) => {
      total += found;
      resolve(found);
    });
  });
  // expect pair data — what is handed on adds to the total that the second takes
  const sum = await totalAfter('b');
  return [size, sum];
}

function statusOf(folder: string) {
  return new Promise<string>((resolve) => {
    execFile('git', ['status', folder], (_error, out) => {
      seen.push(out);
      resolve(out);
    });
  });
}

export async function callbackOfCommand() {
  const status = await statusOf('-s');
  // expect pair effect proven — the callback of the command
  const count = await countedAfter('b');
  return [status, count];
}

export async function onceTwice(socket: EventEmitter) {
  const [head] = await once(socket, 'data');
  // expect pair effect — side by side both would get the first message
  const [body] = await once(socket, 'data');
  return [head, body];
}

export async function onceOfTwo(server: EventEmitter, client: EventEmitter) {
  const [port] = await once(server, 'listening');
  // expect pair independent or unknown — two events
  const [name] = await once(client, 'connect');
  return [port, name];
}

export async function onceEachRound(input: EventEmitter, questions: string[]) {
  const answers: string[] = [];
  // expect loop effect — each round takes the next line
  for (const question of questions) {
    const [line] = await once(input, 'line');
    answers.push(`${question}: ${line}`);
  }
  return answers;
}

const options = { stdio: 'inherit' } as const;

export async function shownByConstant() {
  const first = await execa('git', ['status'], options);
  // expect pair effect — both print on the terminal
  const second = await execa('git', ['log'], options);
  return [first, second];
}

export async function shownBySpread(folder: string) {
  const first = await execa('git', ['status'], { ...options, cwd: folder });
  // expect pair effect — both print on the terminal
  const second = await execa('git', ['log'], { ...options, cwd: folder });
  return [first, second];
}

export async function shownOnDemand(verbose: boolean) {
  const first = await execa('git', ['status'], { stdio: verbose ? 'inherit' : 'pipe' });
  // expect pair effect — both may print on the terminal
  const second = await execa('git', ['log'], { stdio: verbose ? 'inherit' : 'pipe' });
  return [first, second];
}

export async function shownAsStream() {
  const first = await execa('git', ['status'], { stdout: process.stdout });
  // expect pair effect — both print on the terminal
  const second = await execa('git', ['log'], { stderr: ['pipe', 'inherit'] });
  return [first, second];
}

export async function shownNowhere(folder: string) {
  const first = await execa('git', ['status'], { stdio: 'pipe', cwd: folder });
  // expect pair independent proven, fix safe — what they print is taken
  const second = await execa('git', ['log'], { stdout: 'pipe', stderr: 'ignore', cwd: folder });
  return [first, second];
}

export async function shownInFile() {
  const shown = await execa('git', ['show', 'HEAD:x'], { stdout: { file: 'x' } });
  // expect pair effect proven — the output goes into the file that is read
  const text = await fs.readFile('x', 'utf8');
  return [shown, text];
}

export async function shownInAnotherFile() {
  const shown = await execa('git', ['show', 'HEAD:x'], { stdout: { file: 'x.txt' } });
  // expect pair independent proven — another file
  const text = await fs.readFile('y.md', 'utf8');
  return [shown, text];
}

export async function optionsHandedIn(options: { stdio?: 'inherit' | 'pipe' }) {
  const first = await execa('git', ['status'], options);
  // expect pair independent likely, fix unsafe — where the output goes, the caller says
  const second = await execa('git', ['log'], options);
  return [first, second];
}

const pool = new Pool();

export async function claimed() {
  const first = await pool.query('SELECT * FROM jobs WHERE done = false LIMIT 1 FOR UPDATE SKIP LOCKED');
  // expect pair effect proven — the rows of the first are left out by the second
  const second = await pool.query('SELECT * FROM jobs WHERE done = false LIMIT 1 FOR UPDATE SKIP LOCKED');
  return [first.rows, second.rows];
}

export async function asked() {
  const first = await pool.query('SELECT * FROM jobs WHERE done = false LIMIT 1');
  // expect pair independent proven, fix safe — both only look
  const second = await pool.query('SELECT * FROM jobs WHERE done = true LIMIT 1');
  return [first.rows, second.rows];
}

export async function released() {
  const version = await execa('npm', ['version', 'patch']);
  // expect pair effect — a version is committed and tagged
  const tag = await execa('git', ['describe', '--tags']);
  return [version, tag];
}

export async function versionAsked() {
  const found = await execa('npm', ['view', 'shop', 'version']);
  // expect pair independent proven — only asked for
  const tag = await execa('git', ['describe', '--tags']);
  return [found, tag];
}

const names = ['a'];

async function dropped(file: string) {
  const text = await fs.readFile(file, 'utf8');
  _.remove(names, (name) => name === text);
  return text;
}

async function found(file: string) {
  const text = await fs.readFile(file, 'utf8');
  return _.filter(names, (name) => name === text);
}

async function namedAnew(file: string) {
  const text = await fs.readFile(file, 'utf8');
  return _.uniqueId(text);
}

async function namesAfter(file: string) {
  const text = await fs.readFile(file, 'utf8');
  return `${text}: ${names.length}`;
}

export async function removedFrom() {
  const first = await dropped('a');
  // expect pair effect proven — lodash's remove changes the list
  const second = await namesAfter('b');
  return [first, second];
}

export async function filteredFrom() {
  const first = await found('a');
  // expect pair independent proven, fix safe — lodash's filter gives a new list
  const second = await namesAfter('b');
  return [first, second];
}

export async function numberedTwice() {
  const first = await namedAnew('a');
  // expect pair effect — the numbers count up
  const second = await namedAnew('b');
  return [first, second];
}

const prisma = new PrismaClient();
const db = drizzle('');
const users = pgTable('users', { id: serial('id') });
const posts = pgTable('posts', { id: serial('id') });

export async function transactionBuiltBefore(emails: string[]) {
  const creations = emails.map((email) => prisma.user.create({ data: { email } }));
  const created = await prisma.$transaction(creations);
  // expect pair effect proven — the transaction makes the users that are counted
  const count = await prisma.user.count();
  return [created, count];
}

export async function transactionOfOtherTable(ids: string[]) {
  const lookups = ids.map((id) => prisma.order.findUnique({ where: { id } }));
  const orders = await prisma.$transaction(lookups);
  // expect pair independent proven — both only read
  const count = await prisma.user.count();
  return [orders, count];
}

export async function builtAndRun() {
  const insert = db.insert(users).values({});
  const rows = await insert.returning();
  // expect pair effect proven — the insert runs where it is waited for
  const all = await db.select().from(users);
  return [rows, all];
}

export async function builtAndAwaited() {
  const insert = db.insert(users).values({});
  const rows = await insert;
  // expect pair effect proven — the insert runs where it is waited for
  const all = await db.select().from(users);
  return [rows, all];
}

export async function builtForReading() {
  const query = db.select().from(posts);
  const rows = await query;
  // expect pair independent proven — both only read
  const all = await db.select().from(users);
  return [rows, all];
}

export async function statementOfAnyone(connection: any) {
  const [done] = await connection.query('UPDATE users SET seen = 1');
  // expect pair effect — the text of the first says that it changes what the second reads
  const [rows] = await connection.query('SELECT * FROM users');
  return [done, rows];
}

export async function statementsThatAsk(connection: any) {
  const [teams] = await connection.query('SELECT * FROM teams');
  // expect pair independent or unknown — both only ask, on what may be one connection
  const [rows] = await connection.query('SELECT * FROM users');
  return [teams, rows];
}

const redis = new Redis();

export async function otherDatabase() {
  const done = await redis.select(1);
  // expect pair effect — the key is asked for in the database that the first has chosen
  const value = await redis.get('key');
  return [done, value];
}

export async function twoKeys() {
  const first = await redis.get('one');
  // expect pair independent proven, fix safe — two keys of one database
  const second = await redis.get('two');
  return [first, second];
}

async function entered(folder: string) {
  const real = await fs.realpath(folder);
  process.chdir(real);
  return real;
}

export async function inAnotherFolder() {
  const folder = await entered('a');
  // expect pair effect — a relative path means another file in another folder
  const text = await fs.readFile('package.json', 'utf8');
  return [folder, text];
}

export async function inTheSameFolder() {
  const folder = await fs.realpath('a');
  // expect pair independent proven, fix safe — nobody goes anywhere
  const text = await fs.readFile('package.json', 'utf8');
  return [folder, text];
}

export async function imageMade() {
  const info = await sharp('a.png').resize(10).toFile('b.png');
  // expect pair effect — the image that is made is looked at
  const { size } = await fs.stat('b.png');
  return [info, size];
}

export async function imageMadeElsewhere() {
  const info = await sharp('a.png').resize(10).toFile('b.png');
  // expect pair independent — another image
  const { size } = await fs.stat('c.png');
  return [info, size];
}
