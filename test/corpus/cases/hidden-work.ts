// Work that does not stand where it is done: in callbacks, in a query that is built before it runs, in options, in the text of a statement, in hooks.
import { execFile } from 'node:child_process';
import { readFile, stat, writeFile } from 'node:fs';
import fs from 'node:fs/promises';

const seen: string[] = [];
let total = 0;

function loaded(file: string): Promise<string> {
  return new Promise((resolve, reject) => {
    readFile(file, 'utf8', (error, text) => {
      if (error) {
        reject(error);
        return;
      }
      seen.push(file);
      resolve(text);
    });
  });
}

function loadedQuietly(file: string): Promise<string> {
  return new Promise((resolve, reject) => {
    readFile(file, 'utf8', (error, text) => {
      if (error) reject(error);
      else resolve(text);
    });
  });
}

async function countedAfter(file: string) {
  const text = await fs.readFile(file, 'utf8');
  return text.length + seen.length;
}

export async function callbackPushes() {
  const first = await loaded('a');
  // expect pair effect proven — the callback of the first puts the file into the list that the second counts
  const second = await countedAfter('b');
  return [first, second];
}

export async function callbackSettles() {
  const first = await loadedQuietly('a');
  // expect pair independent proven, fix safe — the callback only settles the promise
  const second = await countedAfter('b');
  return [first, second];
}

function copied(file: string) {
  return new Promise<string>((resolve) => {
    readFile(file, 'utf8', (_error, text) => {
      writeFile('out.txt', text, () => resolve(text));
    });
  });
}

export async function callbackWrites() {
  const text = await copied('a');
  // expect pair effect proven — written in the callback of the reading
  const back = await fs.readFile('out.txt', 'utf8');
  return [text, back];
}

export async function callbackWritesElsewhere() {
  const text = await copied('a');
  // expect pair independent proven, fix unsafe — another file
  const back = await fs.readFile('in.txt', 'utf8');
  return [text, back];
}

function sized(file: string, callback: (size: number) => void) {
  stat(file, (_error, found) => callback(found.size));
}

async function totalAfter(file: string) {
  const text = await fs.readFile(file, 'utf8');
  return text.length + total;
}

export async function callbackHandedOn() {
  const size = await new Promise<number>((resolve) => {
    sized('a', (found) => {
      total += found;
      resolve(found);
    });
  });
  // expect pair data — what is handed on adds to the total that the second takes
  const sum = await totalAfter('b');
  return [size, sum];
}

function statusOf(folder: string) {
  return new Promise<string>((resolve) => {
    execFile('git', ['status', folder], (_error, out) => {
      seen.push(out);
      resolve(out);
    });
  });
}

export async function callbackOfCommand() {
  const status = await statusOf('-s');
  // expect pair effect proven — the callback of the command
  const count = await countedAfter('b');
  return [status, count];
}
