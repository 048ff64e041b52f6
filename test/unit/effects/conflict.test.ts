import { describe, expect, test } from 'vitest';
import { borders, compareKeys, compareResources, conflicts } from '../../../src/analysis/effects/conflict.ts';
import { nothing, type Effect, type Hole, type Key, type Resource, type Summary } from '../../../src/analysis/effects/effect.ts';
import { statementsOf } from './told.ts';

const hole = (id: string, more: Partial<Hole> = {}): Hole => ({ id, text: id, stable: true, ...more });
const id = hole('a.ts:1');
const other = hole('a.ts:2');
const call = hole('a.ts:now()', { stable: false });

describe('keys', () => {
  test.each<[string, Key | undefined, Key | undefined, 'same' | 'maybe' | 'different']>([
    ['equal literals', ['a'], ['a'], 'same'],
    ['different literals', ['a'], ['b'], 'different'],
    ['one is not known', ['a'], undefined, 'maybe'],
    ['the same value', ['user:', id], ['user:', id], 'same'],
    ['another value', ['user:', id], ['user:', other], 'maybe'],
    ['another beginning', ['user:', id], ['post:', id], 'different'],
    ['another end', [id, '/a'], [id, '/b'], 'different'],
    ['another end after another value', [id, '/a'], [other, '/b'], 'maybe'],
    ['a value against a literal', [id], ['a'], 'maybe'],
    ['a value that may change', [call], [call], 'maybe'],
    ['two new objects', [hole('a.ts:3', { fresh: true })], [hole('a.ts:4', { fresh: true })], 'different'],
    ['one longer', ['ab'], ['a'], 'different'],
  ])('%s', (_name, a, b, expected) => {
    expect(compareKeys(a, b)).toBe(expected);
    expect(compareKeys(b, a)).toBe(expected);
  });

  test.each<[string, Key, Key, 'same' | 'maybe' | 'different']>([
    ['a folder and a file in it', ['/a'], ['/a/b.txt'], 'same'],
    ['a folder and its neighbour', ['/a'], ['/ab'], 'different'],
    ['a file and what is named after it', ['/a.json'], ['/a.json.bak'], 'same'],
    ['two files of one folder', ['/a/b'], ['/a/c'], 'different'],
    ['the root and all', ['/'], ['/a'], 'same'],
    ['a folder that is not known, and a file in it', [id], [id, '/b.txt'], 'same'],
    ['files of a folder that is not known', [id, '/a.txt'], [id, '/b.txt'], 'different'],
  ])('nested: %s', (_name, a, b, expected) => {
    expect(compareKeys(a, b, borders.file)).toBe(expected);
    expect(compareKeys(b, a, borders.file)).toBe(expected);
  });
});

describe('resources', () => {
  const resource = (kind: Resource['kind'], key?: Key): Resource => ({ kind, serial: false, ...(key === undefined ? {} : { key }) });
  test.each<[string, Resource, Resource, 'same' | 'maybe' | 'different']>([
    ['other kinds', resource('file', ['a']), resource('table', ['a']), 'different'],
    ['unknown is anything', resource('unknown'), resource('table', ['a']), 'maybe'],
    ['unknown against unknown', resource('unknown'), resource('unknown'), 'maybe'],
    ['unknown is not in our own memory', resource('unknown'), resource('state', [id]), 'different'],
    ['a process and a file', resource('process', ['make']), resource('file', ['/a']), 'maybe'],
    ['a process and a table', resource('process', ['make']), resource('table', ['a']), 'different'],
    ['two processes', resource('process', ['make a']), resource('process', ['make b']), 'maybe'],
    ['two tables', resource('table', ['users']), resource('table', ['posts']), 'different'],
    ['a field and the object', resource('state', [id]), resource('state', [id, '.name']), 'same'],
    ['two fields', resource('state', [id, '.a']), resource('state', [id, '.b']), 'different'],
    ['fields whose names begin alike', resource('state', [id, '.a']), resource('state', [id, '.ab']), 'different'],
    ['two objects', resource('state', [id, '.a']), resource('state', [other, '.a']), 'different'],
  ])('%s', (_name, a, b, expected) => {
    expect(compareResources(a, b)).toBe(expected);
    expect(compareResources(b, a)).toBe(expected);
  });
});

describe('summaries', () => {
  const where = { path: 'a.ts', start: 0, end: 1, line: 1, column: 1 };
  const effect = (access: Effect['access'], kind: Resource['kind'], key?: Key, more: Partial<Effect> & { serial?: boolean } = {}): Effect => {
    const { serial = false, ...rest } = more;
    return { access, resource: { kind, serial, ...(key === undefined ? {} : { key }) }, where, text: 'x', source: 'body', ...rest };
  };
  const of = (...effects: Effect[]): Summary => ({ ...nothing, reads: effects.filter(({ access }) => access === 'read'), writes: effects.filter(({ access }) => access === 'write') });

  test('two reads do not', () => {
    expect(conflicts(of(effect('read', 'table', ['users'])), of(effect('read', 'table', ['users'])))).toEqual([]);
  });
  test('a read and a write do, in both orders', () => {
    const read = of(effect('read', 'table', ['users']));
    const write = of(effect('write', 'table', ['users']));
    expect(conflicts(read, write)).toMatchObject([{ likeness: 'same', serial: false }]);
    expect(conflicts(write, read)).toMatchObject([{ likeness: 'same', serial: false }]);
  });
  test('two reads of what takes one user at a time do', () => {
    const use = of(effect('read', 'connection', [id], { serial: true }));
    expect(conflicts(use, use)).toMatchObject([{ serial: true }]);
  });
  test('lines for people do not', () => {
    expect(conflicts(of(effect('write', 'log')), of(effect('write', 'log')))).toEqual([]);
  });
  test('the same thing done twice does not, but is seen by others', () => {
    const make = of(effect('write', 'file', ['/a'], { idempotent: true }));
    expect(conflicts(make, make)).toEqual([]);
    expect(conflicts(make, of(effect('write', 'file', ['/a/b'])))).toHaveLength(1);
  });
  test('certain ones come first, those with something unknown last', () => {
    const first = of(effect('write', 'unknown'), effect('write', 'table', ['users']), effect('write', 'file', [id]));
    const second = of(effect('write', 'file', [other]), effect('write', 'table', ['users']));
    expect(conflicts(first, second).map(({ first: one }) => one.resource.kind)).toEqual(['table', 'file', 'unknown', 'unknown']);
  });
});

describe('from source text to conflict', () => {
  const between = (body: string, imports = ''): string => {
    const [first, second] = statementsOf(`${imports}\nasync function main(id: string, dir: string, other: string) { ${body} }`);
    if (first === undefined || second === undefined) throw new Error('two statements wanted');
    return conflicts(first, second)[0]?.likeness ?? 'none';
  };
  const fs = "import fs from 'fs/promises'; import path from 'path';";
  const db = "import { PrismaClient } from '@prisma/client'; const prisma = new PrismaClient();";
  test.each([
    ['two files', fs, "await fs.writeFile('/a', ''); await fs.writeFile('/b', '');", 'none'],
    ['one file', fs, "await fs.writeFile('/a', ''); await fs.readFile('/a');", 'same'],
    ['a folder, then a file in it', fs, "await fs.mkdir(dir, { recursive: true }); await fs.writeFile(path.join(dir, 'a.json'), '');", 'same'],
    ['a folder through a name', fs, "const make = fs.mkdir(path.join(dir, 'out')); await fs.writeFile(`${dir}/out/a`, '');", 'same'],
    ['a path joined in two steps', fs, "const file = fs.mkdir(path.join(path.join(process.cwd(), 'a'), 'b')); await fs.writeFile(path.join(process.cwd(), 'a/b'), '');", 'same'],
    ['files of one folder', fs, "await fs.writeFile(path.join(dir, 'a.json'), ''); await fs.writeFile(path.join(dir, 'b.json'), '');", 'none'],
    ['unknown paths', fs, "await fs.writeFile(dir, ''); await fs.writeFile(other, '');", 'maybe'],
    ['two folders made', fs, 'await fs.mkdir(dir); await fs.mkdir(dir);', 'none'],
    ['the folder of a file', fs, "await fs.rm(path.dirname(path.join(dir, 'sub/a.json'))); await fs.readFile(path.join(dir, 'sub/b.json'));", 'same'],
    ['a folder somewhere under another', `${fs} async function save(file) { await fs.mkdir(path.dirname(file)); }`, "await save(path.join(dir, `a/${id}.json`)); await fs.rm(path.join(dir, 'b'));", 'none'],
    ['a folder somewhere under the same', `${fs} async function save(file) { await fs.mkdir(path.dirname(file)); }`, "await save(path.join(dir, `a/${id}.json`)); await fs.rm(path.join(dir, 'a'));", 'same'],
    ['each makes its folder and writes its own file', `${fs} async function save(file) { await fs.mkdir(path.dirname(file), { recursive: true }); await fs.writeFile(file, ''); }`, "await save('/out/a'); await save('/out/b');", 'none'],
    ['a folder, then a folder in it that the second makes for its file', `${fs} async function save(file) { await fs.mkdir(path.dirname(file), { recursive: true }); await fs.writeFile(file, ''); }`, 'await fs.mkdir(dir, { recursive: true }); await save(path.join(dir, id));', 'same'],
    ['a file in a folder, and another in a deeper one', `${fs} async function save(file) { await fs.mkdir(path.dirname(file), { recursive: true }); await fs.writeFile(file, ''); }`, "await save(path.join(dir, 'a')); await save(path.join(dir, 'sub/b'));", 'none'],
    ['the same with paths written out', `${fs} async function save(file) { await fs.mkdir(path.dirname(file), { recursive: true }); await fs.writeFile(file, ''); }`, "await save('/out/a'); await save('/out/sub/b');", 'none'],
    ['folders with names of their own', `${fs} import os from 'os';`, "await fs.mkdtemp(path.join(os.tmpdir(), 'a-')); await fs.mkdtemp(path.join(os.tmpdir(), 'a-'));", 'none'],
    ['what a stream is piped through', 'const source: ReadableStream = new ReadableStream(); const counting = make();', 'await store(source.pipeThrough(counting)); const n = counting.total;', 'same'],
    ['keys of a map', 'const kept = new Map();', "const a = kept.set('a', 1); const b = kept.get('b');", 'none'],
    ['a key and the whole map', 'const kept = new Map();', "const a = kept.set('a', 1); const b = kept.size;", 'same'],
    ['two tables', db, 'await prisma.user.deleteMany(); await prisma.post.deleteMany();', 'none'],
    ['one table', db, 'await prisma.user.create({}); await prisma.user.count();', 'same'],
    ['two readings', db, 'await prisma.user.findMany(); await prisma.user.count();', 'none'],
    ['a file and the network', fs, "await fs.writeFile(dir, ''); await fetch('https://x.org');", 'none'],
    ['a process, then the file that it may have written', `${fs} import { execa } from 'execa';`, "await execa('make', ['all']); await fs.readFile(dir);", 'maybe'],
    ['two commands that only ask', "import { execa } from 'execa';", "await execa('uname', ['-a']); await execa('which', ['git']);", 'none'],
    ['git', "import { execa } from 'execa';", "await execa('git', ['add', '.']); await execa('git', ['commit']);", 'maybe'],
    ['one client of a database', "import { Client } from 'pg'; const client = new Client();", "await client.query('SELECT * FROM a'); await client.query('SELECT * FROM b');", 'same'],
    ['a pool', "import { Pool } from 'pg'; const pool = new Pool();", "await pool.query('SELECT * FROM a'); await pool.query('SELECT * FROM b');", 'none'],
    ['keys of a cache', "import Redis from 'ioredis'; const redis = new Redis();", "await redis.set('a', id); await redis.del('b');", 'none'],
    ['the same key', "import Redis from 'ioredis'; const redis = new Redis();", 'await redis.set(`user:${id}`, other); await redis.get(`user:${id}`);', 'same'],
    ['prompts', "import { input, confirm } from '@inquirer/prompts';", 'await input({}); await confirm({});', 'maybe'],
    ['a page', "import { chromium } from 'playwright'; const page = await (await chromium.launch()).newPage();", "await page.goto('x'); await page.screenshot();", 'maybe'],
  ])('%s', (_name, imports, body, expected) => {
    expect(between(body, imports)).toBe(expected);
  });
});
