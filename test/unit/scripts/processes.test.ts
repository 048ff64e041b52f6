import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { run, start, stop } from '../../../scripts/processes.mjs';

const here = import.meta.dirname;

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // One that has ended stays listed until its parent asks after it, which in a container may be never.
    return process.platform !== 'linux' || !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

async function gone(pid: number): Promise<boolean> {
  for (let tries = 0; tries < 100 && isAlive(pid); tries++) await new Promise((resolve) => setTimeout(resolve, 50));
  return !isAlive(pid);
}

/** A process that starts another, prints its number, and waits. */
const parent = `
  const child = require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  console.log(child.pid);
  setInterval(() => {}, 1000);
`;

test('stopping a process also stops what it started', async () => {
  const child = start(process.execPath, ['-e', parent]);
  const grandchild = Number(String((await once(child.stdout ?? child, 'data'))[0]));
  expect(isAlive(grandchild)).toBe(true);
  await stop(child);
  expect(await gone(grandchild)).toBe(true);
});

// Windows has no signals: a process that is ended there is not told.
const signals = process.platform === 'win32' ? [] : (['SIGTERM', 'SIGINT', 'SIGHUP'] as const);
test.each(signals)('a script that is ended by %s leaves no process', async (signal) => {
  const script = spawn(process.execPath, [path.join(here, 'starter.mjs'), parent], { stdio: ['ignore', 'pipe', 'inherit'] });
  const grandchild = Number(String((await once(script.stdout, 'data'))[0]));
  expect(isAlive(grandchild)).toBe(true);
  script.kill(signal);
  await once(script, 'exit');
  expect(await gone(grandchild)).toBe(true);
});

test('a command that cannot be started says why', async () => {
  const { code, output } = await run('no-such-command-at-all', []);
  expect(code).toBeNull();
  expect(output).toContain('ENOENT');
});

test('a command that takes too long is ended', async () => {
  const { timedOut } = await run(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { timeoutMs: 200 });
  expect(timedOut).toBe(true);
});

test('two processes that fill the same folder of the cache at once both get it whole', async () => {
  const base = await mkdtemp(path.join(tmpdir(), 'overlap-race-'));
  try {
    const both = await Promise.all([0, 1].map(() => run(process.execPath, [path.join(here, 'cache-filler.mjs'), base])));
    const folder = path.join(base, 'thing-1');
    expect(both.map(({ code, output }) => [code, output.trim()])).toEqual([[0, folder], [0, folder]]);
    expect(await readFile(path.join(folder, 'file'), 'utf8')).toBe('whole');
    expect(await readdir(base)).toEqual(['thing-1']);
  } finally {
    await rm(base, { recursive: true });
  }
});
