import { describe, expect, test } from 'vitest';
import { statementsOf, told, type Files } from './told.ts';

function all(text: string, files: Files = {}, within = 'main'): string[] {
  return statementsOf(text, { files, within }).map(told);
}

describe('bodies of the same file', () => {
  test('a function is followed, and its arguments take the place of its parameters', () => {
    expect(all(`
      import { readFile, writeFile } from 'fs/promises';
      async function load(folder, name) { return JSON.parse(await readFile(\`\${folder}/\${name}.json\`, 'utf8')); }
      const save = async ({ file, data }) => { await writeFile(file, data); };
      async function main(dir, other) {
        await load('/etc', 'users');
        await load(dir, 'a');
        await save({ file: '/tmp/x', data: '' });
        await save({ file: dir.out, data: '' });
        await save(other);
      }`)).toEqual(['reads file:/etc/users.json', 'reads file:{dir}/a.json | reads state:{dir}', 'writes file:/tmp/x', 'reads state:{dir}.out | reads state:{dir}.out | writes file:{dir.out}', 'reads state:{other}.data | reads state:{other}.file | writes file:{other.file}']);
  });

  test('calls of calls', () => {
    expect(all(`
      import { unlink } from 'fs/promises';
      const a = (file) => b(file);
      function b(path) { return c(path + '.bak'); }
      async function c(target) { await unlink(target); }
      async function main() { await a('/x'); }`)).toEqual(['writes file:/x.bak']);
  });

  test('recursion and cycles end', () => {
    expect(all(`
      import { readdir, rm } from 'fs/promises';
      async function walk(dir) { for (const name of await readdir(dir)) await walk(dir + '/' + name); }
      async function even(n) { if (n > 0) await odd(n - 1); await rm('/even'); }
      async function odd(n) { if (n > 0) await even(n - 1); await rm('/odd'); }
      async function main() {
        await walk('/a');
        await even(3);
        await odd(3);
      }`)).toEqual(['reads file:/a', 'writes file:/even | writes file:/odd', 'writes file:/even | writes file:/odd']);
  });

  test('a cycle that is come upon on a second way does there, too, what it does', () => {
    expect(all(`
      import { rm } from 'fs/promises';
      async function start(one, two) { await first(one); await second(two); }
      async function first(file) { await rm(file + '.first'); await both(file); }
      async function second(file) { await both(file); }
      async function both(file) { await first(file); await start(file, file); }
      async function main() { await start('/a', '/b'); }`)).toEqual(['writes file:/a.first | writes file:/b.first']);
  });

  test('thirty functions that all call each other end, in a gap', () => {
    const names = Array.from({ length: 30 }, (_, index) => `f${index}`);
    const [summary = ''] = all(`
      ${names.map((name) => `async function ${name}(x) { ${names.map((other) => `await ${other}(x);`).join(' ')} await fetch('https://x.org/${name}'); }`).join('\n')}
      async function main() { await f0(1); }`);
    expect(summary).toContain('reads host:https://x.org/f0 |');
    expect(summary).toContain('gap nothing');
  });

  test('state of `this`, through the receiver', () => {
    expect(all(`
      class Box {
        items = [];
        async load() { this.items = await fetch('https://x.org/items').then((r) => r.json()); }
        size() { return this.items.length; }
      }
      async function main(box: Box, other: Box) {
        await box.load();
        box.size();
        await new Box().load();
      }`)).toEqual([
      'reads host:https://x.org/items | writes state:{box}.items',
      'reads state:{box}.items | cpu',
      'reads host:https://x.org/items',
    ]);
  });

  test('arguments that are filled', () => {
    expect(all(`
      async function fill(list, target) { list.push(1); target.name = 'x'; Object.assign(target.options, {}); }
      async function main(req) {
        const rows = [];
        await fill(rows, req.user);
      }`).at(-1)).toBe('reads state:{req}.user | reads state:{req}.user.options | writes state:{req}.user.name | writes state:{req}.user.options | writes state:{rows} | cpu');
  });

  test('variables of the module', () => {
    expect(all(`
      let current;
      const seen = new Set();
      async function login() { current = 1; }
      function who() { return current; }
      async function mark(id) { seen.add(id); }
      async function main() { await login(); who(); await mark(3); }`)).toEqual(['writes state:{current} | cpu', 'reads state:{current} | cpu', 'writes state:{seen}[3] | cpu']);
  });

  test('variables of the callee itself are nobody else\'s', () => {
    expect(all(`
      async function count(list) { const seen = new Map(); let n = 0; for (const x of list) { seen.set(x, 1); n += 1; } const o = {}; o.n = n; return o; }
      async function main(list) { await count(list); }`)).toEqual(['reads state:{list} | cpu']);
  });

  test('a logger writes lines for people, however it keeps them', () => {
    expect(all(`
      import { appendFileSync } from 'fs';
      class Logger { lines = []; debug(text) { this.lines.push(text); appendFileSync('/log', text); } save(text) { appendFileSync('/log', text); } }
      const logger = new Logger();
      async function main() { logger.debug('x'); logger.save('x'); }`)).toEqual(['writes log:* | cpu', 'writes file:/log | cpu']);
  });

  test('closures change what they capture', () => {
    expect(all(`
      async function main() {
        let flag = false;
        const set = async () => { flag = true; };
        await set();
      }`).at(-1)).toBe('writes state:{flag} | cpu');
  });

  test('callbacks run in their callee', () => {
    expect(all(`
      import { rm } from 'fs/promises';
      async function each(list, work) { for (const x of list) await work(x); }
      const retry = (options) => options.task();
      async function main(list) {
        await each(list, async (x) => { await rm('/tmp/' + x); });
        await retry({ task: () => rm('/b') });
        await Promise.all(list.map((x) => rm(x)));
        await Promise.all(list.map(clean));
      }
      async function clean() { await rm('/c'); }`)).toEqual(['writes file:/tmp/{x}', 'writes file:/b', 'writes file:{x}', 'writes file:/c'].map((line) => expect.stringContaining(line) as string));
  });
});

describe('guards', () => {
  test('a bare call of a function that throws is one; a chance failure of a value is not', () => {
    expect(all(`
      async function assertOwner(user) { const row = await fetch('https://x.org/o'); if (!row.ok) throw new Error('no'); }
      async function get(user) { const row = await fetch('https://x.org/o'); if (!row.ok) throw new Error('no'); return row; }
      async function main(user) {
        await assertOwner(user);
        const x = await get(user);
        await outer(user);
      }
      async function outer(user) { await assertOwner(user); }`).map((line) => line.includes('guard'))).toEqual([true, false, true]);
  });

  test('what is caught does not get out', () => {
    expect(all(`
      async function quiet() { try { throw new Error('x'); } catch { return; } }
      async function main() { await quiet(); }`)).toEqual(['cpu']);
  });

  test('what never comes back', () => {
    expect(all(`
      function fail(message): never { throw new Error(message); }
      function leave() { process.exit(1); }
      async function main() { fail('x'); leave(); }`)).toEqual(['guard | cpu', 'guard | cpu']);
  });
});

describe('memos', () => {
  test.each([
    ['??=', 'class C { #p; get() { return (this.#p ??= fetch("https://x.org")); } }'],
    ['if, then fill', 'class C { #p; async get() { if (this.#p) { return this.#p; } this.#p = await fetch("https://x.org"); return this.#p; } }'],
    ['if undefined, fill', 'class C { #p; async get() { if (this.#p === undefined) { this.#p = fetch("https://x.org"); } return this.#p; } }'],
    ['map', 'const kept = new Map(); class C { async get() { const hit = kept.get(1); if (hit) return hit; const made = await fetch("https://x.org"); kept.set(1, made); return made; } }'],
  ])('%s', (_name, text) => {
    const [line = ''] = all(`${text} async function main(c: C) { await c.get(); }`);
    expect(line).toContain('memoised');
    expect(line).toContain('makes state:');
    expect(line).not.toContain('writes state:');
  });

  test('so is a set that is asked before it is added to', () => {
    const [line] = all('const seen = new Set(); function note(id) { if (seen.has(id)) return; seen.add(id); } async function main(id) { note(id); }');
    expect(line).toContain('makes state:{seen}[{id}]');
  });

  test('a counter is none', () => {
    const [line] = all('class C { n = 0; async next() { this.n = this.n + 1; return this.n; } } async function main(c: C) { await c.next(); }');
    expect(line).toContain('writes state:{c}.n');
  });
});

describe('bodies in other files', () => {
  const files: Files = {
    'db.ts': "import { PrismaClient } from '@prisma/client'; export const prisma = new PrismaClient();",
    'lib/users.ts': "import { prisma } from '../db'; export async function findUser(id) { return prisma.user.findUnique({ where: { id } }); } export default async function saveUser(u) { await prisma.user.update(u); }",
    'lib/index.ts': "export * from './users'; export { default as saveUser } from './users'; export * as users from './users';",
    'lib/files.ts': "import path from 'path'; import { writeFile } from 'fs/promises'; const root = '/srv'; export class Store { constructor(private dir: string) {} async put(name, data) { await this.write(path.join(root, name), data); } protected async write(file, data) { await writeFile(file, data); } }",
    'lib/special.ts': "import { Store } from './files'; export class Special extends Store { override async write(file) { console.log(file); } }",
    'common.js': "const fs = require('fs'); exports.load = (f) => fs.promises.readFile(f); module.exports.drop = async function (f) { await fs.promises.rm(f); };",
    'assigned.js': 'module.exports = { async touch() { await fetch("https://x.org/touch", { method: "PUT" }); } };',
    'service.ts': "import type { Repository } from 'typeorm'; import { User } from './user'; export class UserService { constructor(private readonly users: Repository<User>, private logger: Logger) {} async all() { this.logger.info('x'); return this.users.find(); } async add(u) { return this.users.save(u); } }",
    'user.ts': 'export class User { id = 1; }',
    'cycle-a.ts': "import { b } from './cycle-b'; export async function a() { await b(); await fetch('https://x.org/a'); }",
    'cycle-b.ts': "import { a } from './cycle-a'; export async function b() { await a(); await fetch('https://x.org/b'); }",
    'broken.ts': 'export async function half( { await fetch("https://x.org"',
    'factory.ts': "import { Store } from './lib/files'; export function makeStore() { return new Store('/d'); } export const store = makeStore();",
  };

  test.each([
    ['named', "import { findUser } from './lib/users';", 'await findUser(1);', 'reads table:user'],
    ['default', "import saveUser from './lib/users';", 'await saveUser({});', 'writes table:user | gap pure'],
    ['star re-export', "import { findUser } from './lib';", 'await findUser(1);', 'reads table:user'],
    ['renamed re-export', "import { saveUser } from './lib';", 'await saveUser({});', 'writes table:user | gap pure'],
    ['namespace re-export', "import { users } from './lib';", 'await users.findUser(1);', 'reads table:user'],
    ['namespace import', "import * as lib from './lib';", 'await lib.saveUser({});', 'writes table:user | gap pure'],
    ['dynamic import', '', "await (await import('./lib/users')).findUser(1);", 'reads table:user | gap read'],
    ['imported object', "import { prisma } from './db';", 'await prisma.post.deleteMany();', 'writes table:post | gap pure'],
    ['class', "import { Store } from './lib/files'; const store = new Store('/d');", "await store.put('a.txt', '');", 'writes file:/srv/a.txt'],
    ['made elsewhere', "import { store } from './factory';", "await store.put('a.txt', '');", 'writes file:/srv/a.txt'],
    ['made by a function', "import { makeStore } from './factory';", "await makeStore().put('a.txt', '');", 'writes file:/srv/a.txt'],
    ['CommonJS', "const { load } = require('./common');", "await load('/a');", 'reads file:/a'],
    ['CommonJS, one export', "import { drop } from './common';", "await drop('/a');", 'writes file:/a'],
    ['module.exports', "const api = require('./assigned');", 'await api.touch();', 'writes host:https://x.org/touch'],
    ['a generated Prisma client that is not there', "import { PrismaClient } from './generated-prisma-client'; class PrismaService extends PrismaClient {} const prisma = new PrismaService();", 'await prisma.user.findMany();', 'reads table:user'],
    ['import cycle', "import { a } from './cycle-a';", 'await a();', 'reads host:https://x.org/a | reads host:https://x.org/b'],
    ['a parameter typed by a class', "import { UserService } from './service'; let service: UserService;", 'await service.all();', 'reads state:{service}.users | reads table:User | writes log:*'],
    ['its writing method', "import { UserService } from './service'; let service: UserService;", 'await service.add({});', 'reads state:{service}.users | writes table:User | gap pure'],
  ])('%s', (_name, imports, body, expected) => {
    expect(all(`${imports} async function main() { ${body} }`, files)[0]).toBe(expected);
  });

  test('an overriding method is the one that an inherited method calls', () => {
    const [line] = all("import { Special } from './lib/special'; const s = new Special('/d'); async function main() { await s.put('a'); }", files);
    // The inherited body calls `this.write` of its own class: that much is not told apart, and the file is among the effects.
    expect(line).toContain('writes');
  });

  test('a file that does not parse is read as far as it goes', () => {
    expect(all("import { half } from './broken'; async function main() { await half(); }", files)[0]).not.toBe('cpu');
  });

  test('evidence names the line in the other file', () => {
    const [summary] = statementsOf("import { findUser } from './lib/users'; async function main() { await findUser(1); }", { files });
    expect(summary?.reads[0]?.where).toMatchObject({ path: 'lib/users.ts', line: 1 });
    expect(summary?.reads[0]?.text).toBe('prisma.user.findUnique');
  });
});

describe('constants as keys', () => {
  const files: Files = {
    'keys.ts': "export const first = 'one'; export enum Key { A = 'a', B = 'b' } export const names = { x: 'ex', y: 'why' } as const;",
    'all.ts': "export * from './keys'; export { first as renamed } from './keys';",
  };
  test.each([
    ["import { first } from './keys';", 'first', 'one'],
    ["import { renamed } from './all';", 'renamed', 'one'],
    ["import { Key } from './all';", 'Key.B', 'b'],
    ["import * as keys from './keys';", 'keys.first', 'one'],
    ["import { names } from './keys';", 'names.y', 'why'],
    ["const state = { session: 'none' };", 'state.session', '{state.session}'],
    ["const own = 'mine';", 'own', 'mine'],
    ["let own = 'mine'; own = 'other';", 'own', '{own}'],
    ["import { gone } from './keys';", 'gone', '{gone}'],
  ])('%s %s is %s', (imports, key, expected) => {
    expect(all(`import Redis from 'ioredis'; ${imports} const redis = new Redis(); async function main() { await redis.get(${key}); }`, files)[0]).toContain(`reads cache:${expected}`);
  });
});

describe('annotations', () => {
  test.each([
    ['/** @overlap reads users */', 'reads table:users'],
    ['/** Looks it up. @overlap reads users | writes cache:* */', 'reads table:users | writes cache:*'],
    ['// @overlap pure', 'cpu'],
    ['/** @overlap 120ms reads users */', 'reads table:users'],
    ['/** @overlap writes cache:user:$0 */', 'writes cache:user:7'],
  ])('%s', (comment, expected) => {
    expect(all(`${comment}\nasync function remote(id) { return (await import('x')).default(id); }\nasync function main() { await remote('7'); }`)[0]).toBe(expected);
  });

  test('one that speaks only of time leaves the body to be read', () => {
    expect(all('// @overlap 120ms\nasync function remote() { await fetch("https://x.org"); }\nasync function main() { await remote(); }')[0]).toBe('reads host:https://x.org');
  });
});

describe("a user's own catalogue", () => {
  test('tells of a package that nobody else knows', () => {
    const catalogue = [{ family: 'ours', packages: [{ names: ['@acme/billing'], members: { charge: 'writes host:billing', quote: 'reads host:billing' } }] }];
    const [summary] = statementsOf("import { charge } from '@acme/billing'; async function main() { await charge(); }", { catalogue });
    expect(summary === undefined ? '' : told(summary)).toBe('writes host:billing');
  });
});
