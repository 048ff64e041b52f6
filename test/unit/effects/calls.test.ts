import { describe, expect, test } from 'vitest';
import { statementsOf, told } from './told.ts';

/** The first statement of `main`, as one line. */
function first(body: string, imports = ''): string {
  const [summary] = statementsOf(`${imports}\nasync function main(id: string, dir: string, req: any) { ${body} }`);
  if (summary === undefined) throw new Error('no statement');
  return told(summary);
}

describe('the catalogue, through imports', () => {
  test.each([
    ['named import', "import { readFile } from 'node:fs/promises';", "await readFile('/a.txt');", 'reads file:/a.txt'],
    ['renamed import', "import { readFile as load } from 'fs/promises';", "await load('/a.txt');", 'reads file:/a.txt'],
    ['default import', "import fs from 'node:fs/promises';", "await fs.writeFile('/a.txt', '');", 'writes file:/a.txt'],
    ['namespace import', "import * as fs from 'node:fs';", "await fs.promises.rm('/a');", 'writes file:/a'],
    ['promises through a name', "import { promises as fs } from 'fs';", "await fs.mkdir('/a', { recursive: true });", 'makes file:/a'],
    ['require', "const fs = require('fs');", "await fs.promises.readdir('/a');", 'reads file:/a'],
    ['destructured require', "const { stat } = require('fs').promises;", "await stat('/a');", 'reads file:/a'],
    ['destructured from an import', "import fs from 'fs'; const { readFile } = fs.promises;", "await readFile('/a');", 'reads file:/a'],
    ['dynamic import', '', "const fs = await import('fs/promises');", ''],
    ['sync', "import fs from 'fs';", "fs.readFileSync('/a');", 'reads file:/a | cpu'],
    ['both', "import { copyFile } from 'fs/promises';", "await copyFile('/a', '/b');", 'reads file:/a | writes file:/b'],
    ['fetch', '', "await fetch('https://x.org/users');", 'reads host:https://x.org/users'],
    ['fetch with a method', '', "await fetch('https://x.org/users', { method: 'POST', body: id });", 'writes host:https://x.org/users'],
    ['fetch with options that cannot be seen', '', "await fetch('https://x.org/users', req);", 'reads state:{req} | writes host:https://x.org/users'],
    ['globalThis', '', "await globalThis.fetch('https://x.org');", 'reads host:https://x.org'],
    ['axios', "import axios from 'axios';", "await axios.get('/users');", 'reads host:/users'],
    ['an instance of axios', "import axios from 'axios'; const api = axios.create({ baseURL: 'x' });", "await api.post('/users', {});", 'writes host:/users'],
    ['ky', "import ky from 'ky';", "await ky.get('/users').json();", 'reads host:/users'],
    ['ky, changing', "import ky from 'ky';", "await ky.post('/users', {}).json();", 'writes host:/users'],
    ['got', "import got from 'got';", "await got('/users', { method: 'DELETE' }).text();", 'writes host:/users'],
    ['an entry of a folder', "import { readdirSync } from 'fs';", "for (const entry of readdirSync('/a', { withFileTypes: true })) entry.isDirectory();", 'reads file:/a | cpu'],
    ['console', '', "console.log('hello');", 'writes log:* | cpu'],
    ['process.exit', '', 'process.exit(1);', 'guard | never | cpu'],
    ['a prompt', "import inquirer from 'inquirer';", 'await inquirer.prompt([]);', 'writes terminal:* | prompts'],
    ['a spinner', "import ora from 'ora'; const spinner = ora();", 'spinner.start();', 'writes terminal:*'],
    ['git', "import { exec } from '@actions/exec';", "await exec('git', ['status']);", 'reads git:*'],
    ['git, changing', "import { execa } from 'execa';", "await execa('git', ['commit', '-m', id]);", 'writes git:*'],
    ['a package manager', "import { exec } from 'child_process';", "exec('npm install');", 'writes packages:*'],
    ['a command that only asks', "import { execa } from 'execa';", "await execa('uname', ['-a']);", 'reads process:uname -a'],
    ['pure packages', "import { groupBy } from 'lodash'; import semver from 'semver';", "semver.satisfies(id, '1');", 'cpu'],
    ['zod, bare', "import { z } from 'zod'; const User = z.object({});", 'User.parse(req);', 'reads state:{req} | guard | cpu'],
  ])('%s', (_name, imports, body, expected) => {
    expect(first(body, imports)).toBe(expected);
  });
});

describe('databases', () => {
  test.each([
    ['Prisma', "import { PrismaClient } from '@prisma/client'; const prisma = new PrismaClient();", 'await prisma.user.findMany();', 'reads table:user'],
    ['Prisma, writing', "import { PrismaClient } from '@prisma/client'; const prisma = new PrismaClient();", 'await prisma.post.update({});', 'writes table:post'],
    ['Prisma kept on the global object', "import { PrismaClient } from '@prisma/client'; const prisma = globalThis.prisma ?? new PrismaClient();", 'await prisma.user.count();', 'reads table:user'],
    ['Prisma destructured', "import { PrismaClient } from '@prisma/client'; const { user } = new PrismaClient();", 'await user.findFirst();', 'reads table:user'],
    ['pg pool', "import { Pool } from 'pg'; const pool = new Pool();", "await pool.query('SELECT * FROM users WHERE id = $1', [id]);", 'reads table:users'],
    ['pg with a built text', "import { Pool } from 'pg'; const pool = new Pool();", 'await pool.query(`INSERT INTO orders VALUES (${id})`);', 'writes table:orders'],
    ['pg with a text that cannot be seen', "import { Pool } from 'pg'; const pool = new Pool();", 'await pool.query(id);', 'reads table:* | writes table:*'],
    ['mongodb', "import { MongoClient } from 'mongodb'; const users = new MongoClient('').db('a').collection('users');", 'await users.findOne({ id });', 'reads table:.db(a).collection(users)'],
    ['mongoose', "import mongoose from 'mongoose'; const User = mongoose.model('User', {});", 'await User.create({});', 'writes table:{mongoose}.model(User,{{}})'],
    ['mongoose, carried out by exec', "import mongoose from 'mongoose'; const User = mongoose.model('User', {});", 'await User.find({ id }).sort({ at: -1 }).lean().exec();', 'reads table:{mongoose}.model(User,{{}})'],
    ['mongoose, writing', "import mongoose from 'mongoose'; const User = mongoose.model('User', {});", 'await User.updateOne({ id }, {}).exec();', 'writes table:{mongoose}.model(User,{{}})'],
    ['mongodb, in a session', "import { MongoClient } from 'mongodb'; const users = new MongoClient('').db('a').collection('users');", 'await users.findOne({ id }, { session: req });', 'reads state:{req} | reads table:.db(a).collection(users) | writes transaction:{req}'],
    ['mongoose, filling a document', "import mongoose from 'mongoose'; const User = mongoose.model('User', {}); const user = await User.findById(1);", "await user.populate('author');", 'reads table:* | writes state:{user}'],
    ['mongoose, filling what a query gives', "import mongoose from 'mongoose'; const User = mongoose.model('User', {});", "await User.find({ id }).populate('author');", 'reads table:* | reads table:{mongoose}.model(User,{{}})'],
    ['kysely', "import { Kysely } from 'kysely'; const db = new Kysely({});", "await db.selectFrom('public.users as u').innerJoin('posts as p', 'p.author', 'u.id').execute();", 'reads table:posts | reads table:users'],
    ['ioredis', "import Redis from 'ioredis'; const redis = new Redis();", 'await redis.get(`user:${id}`);', 'reads cache:user:{id}'],
    ['drizzle', "import { drizzle } from 'drizzle-orm/node-postgres'; import { users } from './schema'; const db = drizzle('');", 'await db.select().from(users);', 'reads state:{users} | reads table:{users}'],
    ['S3', "import { S3Client, GetObjectCommand } from '@aws-sdk/client-s3'; const s3 = new S3Client();", "await s3.send(new GetObjectCommand({ Bucket: 'b', Key: 'k' }));", 'reads host:aws/b/k'],
    ['S3, writing', "import { S3Client, PutObjectCommand } from '@aws-sdk/client-s3'; const s3 = new S3Client();", "await s3.send(new PutObjectCommand({ Bucket: 'b', Key: id }));", 'writes host:aws/b/{id}'],
  ])('%s', (_name, imports, body, expected) => {
    expect(first(body, imports)).toBe(expected);
  });
});
