// What has to come in its turn, though nothing that it touches meets: a lock that is had, a loop that former rounds end, a setting between two waits.
import fs from 'node:fs/promises';

class Gate {
  private readonly waiting: (() => void)[] = [];
  private held = false;
  async enter() {
    if (this.held) await new Promise<void>((resolve) => this.waiting.push(resolve));
    this.held = true;
    return () => {
      this.held = false;
      this.waiting.shift()?.();
    };
  }
}

class FileLock extends Gate {
  async acquire() {
    return this.enter();
  }
}

const lock = new FileLock();

export async function inOwnLock() {
  const release = await lock.acquire();
  // expect pair effect — what is read before the lock is had is stale
  const text = await fs.readFile('counter', 'utf8');
  release();
  return text;
}

export async function behindGate(gate: Gate) {
  const release = await gate.enter();
  // expect pair effect — what is given is called to let go
  const text = await fs.readFile('counter', 'utf8');
  release();
  return text;
}

export async function inLockOfPackage(locks: { lock(file: string): Promise<() => void> }, file: string) {
  const release = await locks.lock(file);
  // expect pair effect — the lock is had first
  const text = await fs.readFile(file, 'utf8');
  release();
  return text;
}

export async function newestRelease(api: { getRelease(): Promise<string> }) {
  const release = await api.getRelease();
  // expect pair independent — a release of software, and no lock
  const text = await fs.readFile('counter', 'utf8');
  return text + release;
}

export async function inLockFolder(file: string) {
  await fs.mkdir(`${file}.lock`);
  // expect pair effect — only one can make the folder
  const text = await fs.readFile(file, 'utf8');
  return text;
}

export async function besideFolder(dir: string, file: string) {
  await fs.mkdir(`${dir}/out`);
  // expect pair independent — a folder for what comes later
  const text = await fs.readFile(file, 'utf8');
  return text;
}

export async function untilOk(url: string) {
  let ok = false;
  // expect loop carried or effect — the next round only comes where this one failed
  for (let i = 0; i < 10 && !ok; i++) {
    const answer = await fetch(`${url}/${i}`);
    ok = answer.ok;
  }
  return ok;
}

export async function lastOk(url: string) {
  let ok = false;
  const all: boolean[] = [];
  // expect loop independent — each round looks at what it has set itself
  for (let i = 0; i < 10; i++) {
    const answer = await fetch(`${url}/${i}`);
    ok = answer.ok;
    all.push(ok);
  }
  return all;
}

export async function inSteps(files: string[]) {
  let step = 1;
  const texts: string[] = [];
  // expect loop carried — how far to go a round has found out
  for (let i = 0; i < files.length; i += step) {
    const text = await fs.readFile(files[i] ?? '', 'utf8');
    step = text.length;
    texts.push(text);
  }
  return texts;
}

export async function untilStopped(files: string[], signal: AbortSignal) {
  const texts: string[] = [];
  // expect loop effect — the loop may end before any round
  for (let i = 0; i < files.length && !signal.aborted; i++) {
    texts.push(await fs.readFile(files[i] ?? '', 'utf8'));
  }
  return texts;
}

export async function untilLate(files: string[]) {
  const end = Date.now() + 1000;
  const texts: string[] = [];
  // expect loop effect — how long the rounds took decides
  for (let i = 0; i < files.length && Date.now() < end; i++) {
    texts.push(await fs.readFile(files[i] ?? '', 'utf8'));
  }
  return texts;
}

export async function atMost(files: string[]) {
  const texts: string[] = [];
  // expect loop independent — the number of rounds is known
  for (let i = 0; i < Math.min(files.length, 10); i++) {
    texts.push(await fs.readFile(files[i] ?? '', 'utf8'));
  }
  return texts;
}
