import type { Events, Slices, Waits } from './schedule.ts';

/** Rows on a page, as a power of two. */
const pageBits = 11;
const pageRows = 1 << pageBits;
const onPage = pageRows - 1;

/** Rows that begin and end. */
abstract class SpanPage {
  readonly task = new Int32Array(pageRows);
  readonly startUs = new Float64Array(pageRows);
  /** -1: open. */
  readonly endUs = new Float64Array(pageRows);
  readonly kind = new Uint8Array(pageRows);
  readonly site = new Int32Array(pageRows);
  open = 0;
  /** Rows of no length. */
  empty = 0;

  /** Ends what is still open at `at`, and closes up the first `rows` rows over those of no length. Returns how many are left. */
  finish(rows: number, at: number): number {
    if (this.open === 0 && this.empty === 0) return rows;
    let left = 0;
    for (let row = 0; row < rows; row++) {
      if (this.endUs[row]! < 0) this.endUs[row] = at;
      if (this.endUs[row]! > this.startUs[row]!) this.move(row, left++);
    }
    return left;
  }

  protected move(from: number, to: number): void {
    this.task[to] = this.task[from]!;
    this.startUs[to] = this.startUs[from]!;
    this.endUs[to] = this.endUs[from]!;
    this.kind[to] = this.kind[from]!;
    this.site[to] = this.site[from]!;
  }
}

class SlicePage extends SpanPage {
  readonly core = new Uint16Array(pageRows);

  protected override move(from: number, to: number): void {
    super.move(from, to);
    this.core[to] = this.core[from]!;
  }
}

class WaitPage extends SpanPage {
  readonly on = new Int32Array(pageRows);
  readonly by = new Int32Array(pageRows);

  protected override move(from: number, to: number): void {
    super.move(from, to);
    this.on[to] = this.on[from]!;
    this.by[to] = this.by[from]!;
  }
}

class EventPage {
  readonly atUs = new Float64Array(pageRows);
  readonly kind = new Uint8Array(pageRows);
  readonly task = new Int32Array(pageRows);
  readonly core = new Uint16Array(pageRows);
  readonly reason = new Uint8Array(pageRows);
  readonly other = new Int32Array(pageRows);
}

/** Rows as they come, on pages that are never moved: the columns of a schedule are put together from theirs when the run is over. */
class Rows<Page> {
  count = 0;
  readonly pages: Page[] = [];
  readonly #make: () => Page;

  constructor(make: () => Page) {
    this.#make = make;
  }

  /** The page of a new row, which has the number `count - 1`. */
  add(): Page {
    const page = this.count++ >> pageBits;
    return page < this.pages.length ? this.pages[page]! : this.#grow();
  }

  #grow(): Page {
    const page = this.#make();
    this.pages.push(page);
    return page;
  }
}

/** What happens, written down row by row. A row begins open, and is closed when its end is known. */
export class Recording {
  /** What waits can be on: the names of the program's resources. */
  readonly names: readonly string[];
  readonly #slices = new Rows(() => new SlicePage());
  readonly #waits = new Rows(() => new WaitPage());
  readonly #events = new Rows(() => new EventPage());

  constructor(names: readonly string[]) {
    this.names = names;
  }

  openSlice(core: number, task: number, at: number, kind: number, site: number): number {
    const page = this.#slices.add();
    const row = this.#slices.count - 1;
    const place = row & onPage;
    page.core[place] = core;
    page.task[place] = task;
    page.startUs[place] = at;
    page.endUs[place] = -1;
    page.kind[place] = kind;
    page.site[place] = site;
    page.open++;
    return row;
  }

  closeSlice(row: number, at: number): void {
    const page = this.#slices.pages[row >> pageBits]!;
    const place = row & onPage;
    page.endUs[place] = at;
    page.open--;
    if (page.startUs[place] === at) page.empty++;
  }

  openWait(task: number, at: number, kind: number, on: number, site: number): number {
    const page = this.#waits.add();
    const row = this.#waits.count - 1;
    const place = row & onPage;
    page.task[place] = task;
    page.startUs[place] = at;
    page.endUs[place] = -1;
    page.kind[place] = kind;
    page.on[place] = on;
    page.site[place] = site;
    page.by[place] = -1;
    page.open++;
    return row;
  }

  closeWait(row: number, at: number, by: number): void {
    const page = this.#waits.pages[row >> pageBits]!;
    const place = row & onPage;
    page.open--;
    if (page.startUs[place] === at) {
      // Most waits for a core last no time at all: such a row is taken back where it still is the last one.
      if (row === this.#waits.count - 1) {
        this.#waits.count = row;
        return;
      }
      page.empty++;
    }
    page.endUs[place] = at;
    page.by[place] = by;
  }

  /** What an open wait is: its kind, what it is on (-1: nothing), and its site. */
  waitAt(row: number): { kind: number; on: number; site: number } {
    const page = this.#waits.pages[row >> pageBits]!;
    const place = row & onPage;
    return { kind: page.kind[place]!, on: page.on[place]!, site: page.site[place]! };
  }

  event(at: number, kind: number, task: number, core: number, reason: number, other: number): void {
    const page = this.#events.add();
    const place = (this.#events.count - 1) & onPage;
    page.atUs[place] = at;
    page.kind[place] = kind;
    page.task[place] = task;
    page.core[place] = core;
    page.reason[place] = reason;
    page.other[place] = other;
  }

  /** The slices without those of no length; what is still open ends at `at`. To be asked for once, at the end: the numbers of rows hold no longer. */
  slices(at: number): Slices {
    const parts = finished(this.#slices, at);
    const count = rowsOf(parts);
    return {
      count,
      core: joined(parts, new Uint16Array(count), (page) => page.core),
      task: joined(parts, new Int32Array(count), (page) => page.task),
      startUs: joined(parts, new Float64Array(count), (page) => page.startUs),
      endUs: joined(parts, new Float64Array(count), (page) => page.endUs),
      kind: joined(parts, new Uint8Array(count), (page) => page.kind),
      site: joined(parts, new Int32Array(count), (page) => page.site),
    };
  }

  /** The waits, likewise. */
  waits(at: number): Waits {
    const parts = finished(this.#waits, at);
    const count = rowsOf(parts);
    return {
      count,
      task: joined(parts, new Int32Array(count), (page) => page.task),
      startUs: joined(parts, new Float64Array(count), (page) => page.startUs),
      endUs: joined(parts, new Float64Array(count), (page) => page.endUs),
      kind: joined(parts, new Uint8Array(count), (page) => page.kind),
      on: joined(parts, new Int32Array(count), (page) => page.on),
      site: joined(parts, new Int32Array(count), (page) => page.site),
      by: joined(parts, new Int32Array(count), (page) => page.by),
      names: this.names,
    };
  }

  events(): Events {
    const parts = used(this.#events);
    const { count } = this.#events;
    return {
      count,
      atUs: joined(parts, new Float64Array(count), (page) => page.atUs),
      kind: joined(parts, new Uint8Array(count), (page) => page.kind),
      task: joined(parts, new Int32Array(count), (page) => page.task),
      core: joined(parts, new Uint16Array(count), (page) => page.core),
      reason: joined(parts, new Uint8Array(count), (page) => page.reason),
      other: joined(parts, new Int32Array(count), (page) => page.other),
    };
  }
}

/** The first rows of a page. */
interface Part<Page> {
  readonly page: Page;
  readonly rows: number;
}

function used<Page>({ pages, count }: Rows<Page>): Part<Page>[] {
  return pages.map((page, index) => ({ page, rows: Math.min(pageRows, count - index * pageRows) })).filter(({ rows }) => rows > 0);
}

function finished<Page extends SpanPage>(all: Rows<Page>, at: number): Part<Page>[] {
  return used(all).map(({ page, rows }) => ({ page, rows: page.finish(rows, at) }));
}

function rowsOf(parts: readonly Part<unknown>[]): number {
  return parts.reduce((sum, { rows }) => sum + rows, 0);
}

function joined<Page, Column extends Float64Array | Int32Array | Uint16Array | Uint8Array>(parts: readonly Part<Page>[], into: Column, of: (page: Page) => Column): Column {
  let at = 0;
  for (const { page, rows } of parts) {
    into.set(of(page).subarray(0, rows), at);
    at += rows;
  }
  return into;
}

/** For runs of which only the end is of interest. */
export class NoRecording extends Recording {
  override openSlice(): number {
    return 0;
  }

  override closeSlice(): void {
    // Nothing was opened.
  }

  override openWait(): number {
    return 0;
  }

  override closeWait(): void {
    // Nothing was opened.
  }

  override waitAt(): { kind: number; on: number; site: number } {
    return { kind: 0, on: -1, site: -1 };
  }

  override event(): void {
    // Nothing is kept.
  }
}
