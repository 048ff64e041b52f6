import { chmodSync, readFileSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
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

  test('--safe and --all exclude each other', async () => {
    using folder = new Folder({ 'page.ts': before });
    const { status, err } = await overlap(['fix', '--safe', '--all', 'page.ts'], folder.path);
    expect(status).toBe(2);
    expect(err).toMatch(/^overlap: option '--safe' cannot be used with option '--all'/);
  });
});
