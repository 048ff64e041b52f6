/** Reading a file so that it can be written back byte for byte but for what is changed, and writing it whole or not at all. */
import { randomBytes } from 'node:crypto';
import { readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { reasonOf } from './failure.ts';
import { readSource } from './read-source.ts';

export interface Changeable {
  readonly text: string;
  readonly bytes: Buffer;
}

const mark = Buffer.from([0xef, 0xbb, 0xbf]);

export function readForChange(file: string): Changeable | { readonly problem: string } {
  const source = readSource(file);
  if ('problem' in source) return source;
  return encoded(source.text, source.bytes).equals(source.bytes) ? source : { problem: 'Not changed: it is not UTF-8.' };
}

/** Says why where it could not be done; the file is then as it was. */
export function writeInPlace(file: string, { bytes }: Changeable, text: string): string | undefined {
  let part: string | undefined;
  try {
    // Where the file is a link, what it leads to is changed.
    const target = realpathSync(file);
    const { mode } = statSync(target);
    if ((mode & 0o200) === 0) return 'Not changed: it is read-only.';
    if (!readFileSync(target).equals(bytes)) return 'Not changed: it was changed by somebody else meanwhile. Run the command again.';
    part = path.join(path.dirname(target), `.${path.basename(target)}.${randomBytes(6).toString('hex')}`);
    writeFileSync(part, encoded(text, bytes), { mode, flag: 'wx' });
    renameSync(part, target);
    return undefined;
  } catch (error) {
    if (part !== undefined) rmSync(part, { force: true });
    return `Not changed: ${reasonOf(error)}.`;
  }
}

function encoded(text: string, like: Buffer): Buffer {
  const bytes = Buffer.from(text, 'utf8');
  return like.subarray(0, 3).equals(mark) ? Buffer.concat([mark, bytes]) : bytes;
}
