import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runCommandLine } from '../../../src/cli/command-line.ts';

export const main = path.resolve(import.meta.dirname, '../../../src/cli/main.ts');

export interface Ended {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

/** The command line inside this process: loading the parser anew for each case would take most of a second. */
export async function overlap(args: readonly string[], cwd: string): Promise<Ended> {
  const [out, err] = [[] as string[], [] as string[]];
  const status = await runCommandLine(args, { cwd, out: (text) => out.push(text), err: (text) => err.push(text), colour: false, width: 80, progress: false });
  return { status, out: out.join(''), err: err.join('') };
}

/** The command line in a process of its own, as a shell starts it. */
export function overlapProcess(args: readonly string[], cwd: string, env: NodeJS.ProcessEnv = {}): Promise<Ended> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [main, ...args], { cwd, env: { ...process.env, ...env }, maxBuffer: 1 << 28, timeout: 60_000 }, (_, out, err) => {
      resolve({ status: child.exitCode, out, err });
    });
  });
}

/** A folder with files in it, gone after the test that disposes of it. */
export class Folder {
  readonly path: string;

  constructor(files: Readonly<Record<string, string | Buffer>>) {
    this.path = mkdtempSync(path.join(tmpdir(), 'overlap-cli-'));
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(this.path, name)), { recursive: true });
      writeFileSync(path.join(this.path, name), content);
    }
  }

  [Symbol.dispose](): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}
