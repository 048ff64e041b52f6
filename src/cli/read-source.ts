/** A file's text, or why there is none. */
import { readFileSync, statSync } from 'node:fs';
import { reasonOf } from './failure.ts';

/** Larger files are generated or are data; parsing one takes seconds and gigabytes. */
export const largestBytes = 16 * 1024 * 1024;

export type Source = { readonly text: string; readonly bytes: Buffer } | { readonly problem: string };

/** UTF-8, or UTF-16 where the file starts with its byte order mark. The mark itself is not part of the text, as in an editor. */
export function readSource(file: string): Source {
  try {
    const { size } = statSync(file);
    if (size > largestBytes) return { problem: `Not analysed: it is ${Math.round(size / 1024 / 1024)} MB long, and the limit is ${largestBytes / 1024 / 1024} MB.` };
    const bytes = readFileSync(file);
    const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8';
    if (encoding === 'utf-8' && bytes.subarray(0, 8192).includes(0)) return { problem: 'Not analysed: it is not text (it holds zero bytes).' };
    return { text: new TextDecoder(encoding).decode(bytes), bytes };
  } catch (error) {
    return { problem: `Not analysed: ${reasonOf(error)}.` };
  }
}
