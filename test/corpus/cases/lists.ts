// What is gone through or filled is a list that is there as a whole: `for await` over an array, and what only goes into a list.
import fs from 'node:fs/promises';
import path from 'node:path';

interface Page {
  readonly file: string;
}

export async function bodies(pages: readonly Page[]) {
  const out: string[] = [];
  // expect loop independent, fix unsafe — what is waited for is each file; the pages are there already
  for await (const page of pages) {
    out.push(await fs.readFile(page.file, 'utf8'));
  }
  return out;
}

export async function sizes(folder: string) {
  const sums: number[] = [];
  const files = await fs.readdir(folder);
  // expect pair data — each of the files is looked at
  // expect loop independent, fix unsafe — names of files, read before
  for await (const file of files) {
    const { size } = await fs.stat(path.join(folder, file));
    sums.push(size);
  }
  return sums;
}

interface Shelf {
  books(): Promise<any>;
}

export async function titles(shelf: Shelf) {
  const out: string[] = [];
  const books = await shelf.books();
  // expect pair data — the books
  if (books?.length) {
    // expect loop independent likely — who knows how many there are has them all
    for await (const book of books) {
      out.push(await fs.readFile(`/titles/${book.id}`, 'utf8'));
    }
  }
  return out;
}

export async function texts(shelf: Shelf) {
  const out: string[] = [];
  const books = await shelf.books();
  // expect pair data — the books
  // expect loop effect — nothing tells what this is
  for await (const book of books) {
    out.push(await fs.readFile(`/titles/${book.id}`, 'utf8'));
  }
  return out;
}

export async function lines(parts: AsyncIterable<Page>) {
  const out: string[] = [];
  // expect loop effect — a stream
  for await (const part of parts) {
    out.push(await fs.readFile(part.file, 'utf8'));
  }
  return out;
}

export async function first(pages: readonly Page[]) {
  // expect loop effect — the first that is long enough is the answer
  for await (const page of pages) {
    const text = await fs.readFile(page.file, 'utf8');
    if (text.length > 100) return text;
  }
  return undefined;
}

interface Row {
  readonly id: string;
}

/** Rows that are put away elsewhere, all at once. */
interface Table {
  readonly children: readonly { fetchRows(): Promise<readonly Row[]> }[];
  fetchNotes(): Promise<readonly Row[]>;
}

export async function gone(table: Table) {
  const rows: Row[] = [];
  await Promise.all(
    table.children.map(async (child) => {
      const found = await child.fetchRows();
      found.forEach((row) => rows.push(row));
    }),
  );
  // expect pair independent — rows are read for the list, and nobody has looked at it yet
  const notes = await table.fetchNotes();
  rows.push(...notes);
  return rows;
}

export async function search(folders: { fetchFolder(): Promise<string> }, kept: { readVariables(): Promise<Record<string, string>> }) {
  const variables = await kept.readVariables();
  const places = ['/usr/bin'];
  // expect pair independent — the list takes it
  places.push(path.dirname(await folders.fetchFolder()));
  return { ...variables, PATH: places.join(':') };
}

export async function readAlone(table: Table) {
  const rows: Row[] = [];
  await Promise.all(table.children.map(async (child) => rows.push(...(await child.fetchRows()))));
  // expect pair data — the rows
  await fs.writeFile('/rows', rows.map(({ id }) => id).join());
}

export async function unread(table: Table) {
  await Promise.all(
    table.children.map(async (child) => {
      await child.fetchRows();
    }),
  );
  // expect pair effect — it is not for the rows that they were fetched
  return await table.fetchNotes();
}

export async function whole(table: Table) {
  const rows: Row[] = [];
  const notes = await table.fetchNotes();
  if (notes.length > 0) {
    // expect pair control — whether there are notes
    // expect loop independent — rows for the list
    for (const child of table.children) {
      const found = await child.fetchRows();
      rows.push(...found);
    }
  }
  return { rows, notes };
}

/** Outputs of something that runs already. */
interface Output {
  promise(): Promise<string>;
}

export async function settled(id: Output, state: Output) {
  const name = await id.promise();
  // expect pair independent likely — both run already, whichever is waited for first
  const value = await state.promise();
  return `${name}=${value}`;
}

export async function used(first: Table, second: Table, isWhole: boolean) {
  let count = 0;
  if (isWhole) {
    const rows = await first.fetchNotes();
    count += rows.length;
  }
  // expect pair independent likely — each is read for its number
  const notes = await second.fetchNotes();
  return count + notes.length;
}

interface Answer { readonly rows: string[]; readonly next: string | undefined }

/** Knows the next page by the last one. */
class Pages implements Iterable<Promise<Answer>> {
  next: string | undefined = '/rows';

  *[Symbol.iterator]() {
    while (this.next !== undefined) yield this.load(this.next);
  }

  async load(url: string): Promise<Answer> {
    const answer = (await (await fetch(url)).json()) as Answer;
    this.next = answer.next;
    return answer;
  }
}

export async function pagesInTurn() {
  const pages = new Pages();
  const rows: string[] = [];
  // expect loop carried likely, fix unsafe — where the next page is stands in the one before
  for (const page of pages) {
    const answer = await page;
    rows.push(...answer.rows);
  }
  return rows;
}

function* everyHour(from: number): Generator<Promise<Response>> {
  for (let hour = from; hour < 24; hour++) yield fetch(`/hours/${hour}`);
}

export async function askedInTurn() {
  const texts: string[] = [];
  // expect loop carried likely, fix unsafe — the generator asks for an hour when the one before is there
  for (const hour of everyHour(0)) {
    const answer = await hour;
    texts.push(answer.statusText);
  }
  return texts;
}

export async function handedIn(begun: any) {
  const texts: string[] = [];
  // expect loop unknown, fix unsafe — whether it is a list of promises nothing tells
  for (const one of begun) {
    texts.push(await one);
  }
  return texts;
}

export async function begunAtOnce(urls: string[]) {
  const begun = urls.map((url) => fetch(url));
  const texts: string[] = [];
  // expect loop independent — all of them are under way
  for (const one of begun) {
    const answer = await one;
    texts.push(answer.statusText);
  }
  return texts;
}

const waiting: string[] = [];

function* taken(): Generator<string> {
  while (waiting.length > 0) yield waiting.shift() ?? '';
}

async function withLinks(file: string): Promise<string> {
  const text = await fs.readFile(file, 'utf8');
  waiting.push(`${file}.more`);
  return text;
}

export async function fed() {
  const texts: string[] = [];
  // expect loop effect likely, fix unsafe — what a round adds the generator gives later
  for (const file of taken()) texts.push(await withLinks(file));
  return texts;
}

function* linesOf(text: string): Generator<string> {
  for (const line of text.split('\n')) yield line;
}

export async function notFed(text: string) {
  const texts: string[] = [];
  // expect loop independent — the generator looks at a text, which no round changes
  for (const file of linesOf(text)) texts.push(await withLinks(file));
  return texts;
}

interface Folder extends Iterable<string> {
  readonly name: string;
}

export async function goneThrough(folder: Folder) {
  const texts: string[] = [];
  // expect loop independent likely, fix unsafe — how a folder gives the next file is not seen
  for (const file of folder) {
    const text = await fs.readFile(path.join(folder.name, file), 'utf8');
    texts.push(text);
  }
  return texts;
}

export async function goneThroughList(folder: readonly string[]) {
  const texts: string[] = [];
  // expect loop independent proven, fix safe — a list is there
  for (const file of folder) {
    const text = await fs.readFile(file, 'utf8');
    texts.push(text);
  }
  return texts;
}

export async function freed(begun: any) {
  const texts: string[] = [];
  // expect loop independent — somebody knows that all of them are there
  // @overlap independent
  for (const one of begun) {
    texts.push(await one);
  }
  return texts;
}

export async function filesBelow(folder: string): Promise<string[]> {
  const found: string[] = [];
  async function walk(at: string): Promise<void> {
    const entries = await fs.readdir(at, { withFileTypes: true });
    // expect pair data — the entries
    // expect loop independent likely — but what is found stands in the order in which it is come to
    for (const entry of entries) {
      if (entry.isDirectory()) await walk(path.join(at, entry.name));
      else found.push(path.join(at, entry.name));
    }
  }
  await walk(folder);
  return found;
}

export async function givenByName(docs: any) {
  const files = docs.walk('guides');
  const texts: string[] = [];
  // expect loop independent likely, fix unsafe — how what it gives comes to the next file is not seen
  for (const file of files) {
    const text = await fs.readFile(file, 'utf8');
    texts.push(text);
  }
  return texts;
}
