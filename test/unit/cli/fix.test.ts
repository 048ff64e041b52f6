import { chmodSync, readFileSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import * as fixing from '../../../src/refactor/fix-all.ts';
import { reasonOf } from '../../../src/cli/failure.ts';
import { Folder, overlap } from './run-cli.ts';

const before = `/** @overlap 120ms reads users */
async function user(id: string): Promise<string> { return id; }
/** @overlap 80ms reads orders */
async function orders(id: string): Promise<string[]> { return [id]; }

export async function page(id: string) {
  const name = await user(id);
  const list = await orders(id);
  return { name, list };
}
`;

const after = before.replace(`  const name = await user(id);
  const list = await orders(id);
`, `  const namePromise = user(id);
  const listPromise = orders(id);
  listPromise.catch(() => undefined);
  const name = await namePromise;
  const list = await listPromise;
`);

describe('overlap fix', () => {
  test('writes what is safe, and says what it did', async () => {
    using folder = new Folder({ 'page.ts': before });
    const { status, out, err } = await overlap(['fix', 'page.ts'], folder.path);
    expect(status).toBe(0);
    expect(readFileSync(path.join(folder.path, 'page.ts'), 'utf8')).toBe(after);
    expect(out).toMatch(/^page\.ts:7: Run `user` and `orders` concurrently, started early, awaited in order: 200 ms → 120 ms \(estimate\)\n$/);
    expect(err).toBe('overlap: 1 fix in 1 of 1 file.\n');
    expect(readdirSync(folder.path)).toEqual(['page.ts']);
  });

  test('--dry-run prints a unified diff and writes nothing', async () => {
    using folder = new Folder({ 'page.ts': before });
    const { status, out } = await overlap(['fix', '--dry-run', 'page.ts'], folder.path);
    expect(status).toBe(0);
    expect(readFileSync(path.join(folder.path, 'page.ts'), 'utf8')).toBe(before);
    expect(out).toBe(`--- a/page.ts
+++ b/page.ts
@@ -4,7 +4,10 @@
 async function orders(id: string): Promise<string[]> { return [id]; }
 
 export async function page(id: string) {
-  const name = await user(id);
-  const list = await orders(id);
+  const namePromise = user(id);
+  const listPromise = orders(id);
+  listPromise.catch(() => undefined);
+  const name = await namePromise;
+  const list = await listPromise;
   return { name, list };
 }
`);
  });

  const risky = before.replace('reads orders', 'writes orders');

  test('--all --dry-run says on the side what is to be checked, with the run that differs; the diff stays one', async () => {
    using folder = new Folder({ 'page.ts': risky });
    const { out, err } = await overlap(['fix', '--all', '--dry-run', 'page.ts'], folder.path);
    expect(out.split('\n').every((line) => /^[-+ @]/.test(line) || line === '')).toBe(true);
    expect(err).toMatch(/^page\.ts:7: Check first: Run `user` and `orders` concurrently, /);
    expect(err).toContain('  - Running both shows a difference: `orders` changes the table `orders` although `user` has failed.\n');
    expect(err).toContain('  - That is so where: `user` rejects.\n');
    expect((await overlap(['fix', '--dry-run', 'page.ts'], folder.path)).err).toMatch(/^overlap: 0 fixes/);
  });

  test('a second run finds nothing left', async () => {
    using folder = new Folder({ 'page.ts': after });
    expect((await overlap(['fix', 'page.ts'], folder.path)).err).toBe('overlap: 0 fixes in 0 of 1 file.\n');
  });

  test('what would save less than --threshold is left alone', async () => {
    using folder = new Folder({ 'page.ts': before });
    expect((await overlap(['fix', '--threshold', '81', 'page.ts'], folder.path)).err).toMatch(/^overlap: 0 fixes/);
    expect((await overlap(['fix', '--threshold', '80', 'page.ts'], folder.path)).err).toMatch(/^overlap: 1 fix in/);
  });

  test('the byte order mark, CRLF and the mode of the file stay', async () => {
    const dos = `\uFEFF${before.replaceAll('\n', '\r\n')}`;
    using folder = new Folder({ 'page.ts': dos });
    const file = path.join(folder.path, 'page.ts');
    chmodSync(file, 0o750);
    await overlap(['fix', 'page.ts'], folder.path);
    expect(readFileSync(file, 'utf8')).toBe(`\uFEFF${after.replaceAll('\n', '\r\n')}`);
    expect(statSync(file).mode & 0o777).toBe(0o750);
  });

  test.each([
    ['a file that does not parse', { 'page.ts': `${before}async function (` }, /^overlap: page\.ts: Not changed: line 11, column 16: /],
    ['a file that is not UTF-8', { 'page.ts': Buffer.concat([Buffer.from(before), Buffer.from([0xe9, 0x0a])]) }, /^overlap: page\.ts: Not changed: it is not UTF-8\.\n/],
  ])('%s is left as it is, with the reason and status 2', async (_, files, message) => {
    using folder = new Folder(files);
    const was = readFileSync(path.join(folder.path, 'page.ts'));
    const { status, err } = await overlap(['fix', 'page.ts'], folder.path);
    expect(status).toBe(2);
    expect(err).toMatch(message);
    expect(readFileSync(path.join(folder.path, 'page.ts')).equals(was)).toBe(true);
  });

  test('a read-only file is left as it is', async () => {
    using folder = new Folder({ 'page.ts': before });
    chmodSync(path.join(folder.path, 'page.ts'), 0o444);
    const { status, err } = await overlap(['fix', 'page.ts'], folder.path);
    expect(status).toBe(2);
    expect(err).toMatch(/^overlap: page\.ts: Not changed: it is read-only\.\n/);
  });

  test('an error in Overlap costs the file that it stopped at', async () => {
    using folder = new Folder({ 'a.ts': before, 'b.ts': before });
    const { fixAll } = fixing;
    vi.spyOn(fixing, 'fixAll').mockImplementation((path, ...rest) => {
      if (path === 'a.ts') throw new Error('no such node');
      return fixAll(path, ...rest);
    });
    const { status, err } = await overlap(['fix', '.'], folder.path);
    vi.restoreAllMocks();
    expect({ status, err }).toEqual({ status: 0, err: 'overlap: a.ts: Not changed. Internal error in Overlap; please report it: no such node\noverlap: 1 fix in 1 of 2 files.\n' });
    expect(readFileSync(path.join(folder.path, 'b.ts'), 'utf8')).toBe(after);
  });

  test('tells of files that hold scripts which are not looked at, and of functions left out', async () => {
    using folder = new Folder({ 'page.ts': before, 'App.vue': '', 'long.ts': `async function long() {\n${Array.from({ length: 300 }, (_, n) => `const v${n} = await fetch('https://x.org/${n}');\n`).join('')}return [${Array.from({ length: 300 }, (_, n) => `v${n}`).join(', ')}];\n}\n` });
    const { err } = await overlap(['fix', '--dry-run', '--threshold', '100000', '.'], folder.path);
    expect(err).toContain('overlap: 1 .vue file not analysed: Overlap does not read scripts in .vue files.\n');
    expect(err).toMatch(/^overlap: long\.ts:1: left out: `long` has too many independent awaits in sequence; /);
  });

  test.each([['EACCES', 'permission is denied'], ['ENOSPC', 'there is no space left on its disk'], ['EROFS', 'its file system is read-only']])('%s is told in words that fit reading and writing', (code, words) => {
    expect(reasonOf(Object.assign(new Error(`${code}: open`), { code }))).toBe(words);
  });

  test('--safe and --all exclude each other', async () => {
    using folder = new Folder({ 'page.ts': before });
    const { status, err } = await overlap(['fix', '--safe', '--all', 'page.ts'], folder.path);
    expect(status).toBe(2);
    expect(err).toMatch(/^overlap: option '--safe' cannot be used with option '--all'/);
  });
});
