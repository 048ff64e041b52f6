import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, readdir, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { cached } from '../../../scripts/cache.mjs';

let base = '';
beforeEach(async () => {
  base = await mkdtemp(path.join(tmpdir(), 'overlap-cache-'));
});
afterEach(() => rm(base, { recursive: true }));

const silent = { log: () => undefined };
const done: string[] = [];
beforeEach(() => done.splice(0));

/** Fills a folder in two steps, each of which writes one file. */
function fill(failAt?: string) {
  return async ({ folder, step }: { folder: string; step: (name: string, work: () => Promise<void>) => Promise<void> }) => {
    for (const name of ['one', 'two']) {
      await step(name, async () => {
        if (name === failAt) throw new Error(`no ${name}`);
        done.push(name);
        await writeFile(path.join(folder, name), name);
      });
    }
  };
}

test('a folder is filled once', async () => {
  const folder = await cached('thing-1', fill(), { base, ...silent });
  expect(await cached('thing-1', fill(), { base, ...silent })).toBe(folder);
  expect(done).toEqual(['one', 'two']);
  expect(await readFile(path.join(folder, 'two'), 'utf8')).toBe('two');
  expect(await readdir(base)).toEqual(['thing-1']);
});

test('a folder that could not be filled is not there, and the next run goes on where it stopped', async () => {
  await expect(cached('thing-1', fill('two'), { base, ...silent })).rejects.toThrow('no two');
  expect(existsSync(path.join(base, 'thing-1'))).toBe(false);
  await cached('thing-1', fill(), { base, ...silent });
  expect(done).toEqual(['one', 'two']);
});

test('what a dead process left half filled is taken over', async () => {
  // No process has this number: Linux ends at 4,194,304, macOS at 99,999.
  const left = path.join(base, 'thing-1.partial-99999999');
  await mkdir(left);
  await writeFile(path.join(left, '.done-one'), '');
  await writeFile(path.join(left, 'one'), 'by the other');
  const folder = await cached('thing-1', fill(), { base, ...silent });
  expect(done).toEqual(['two']);
  expect(await readFile(path.join(folder, 'one'), 'utf8')).toBe('by the other');
  expect(await readdir(base)).toEqual(['thing-1']);
});

test.each([
  ['a file is missing', (folder: string) => rm(path.join(folder, 'one'))],
  ['a file is cut short', (folder: string) => truncate(path.join(folder, 'one'), 1)],
  ['the stamp is missing', (folder: string) => rm(path.join(folder, '.complete.json'))],
])('a folder is filled again when %s', async (_what, damage) => {
  await damage(await cached('thing-1', fill(), { base, ...silent }));
  const folder = await cached('thing-1', fill(), { base, ...silent });
  expect(await readFile(path.join(folder, 'one'), 'utf8')).toBe('one');
  expect(done).toEqual(['one', 'two', 'one', 'two']);
});

test('another version has a folder of its own', async () => {
  const first = await cached('thing-1', fill(), { base, ...silent });
  expect(await cached('thing-10', fill(), { base, ...silent })).not.toBe(first);
  expect(done).toHaveLength(4);
});
