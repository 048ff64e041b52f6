import { resized } from './heap.ts';
import type { Events, Slices, Waits } from './schedule.ts';

/** Rows on a page, as a power of two. */
const pageBits = 12;
const onPage = (1 << pageBits) - 1;

/**
 * Rows of numbers, all of one length, as they come. A row lies in one piece, since all of it is written at once, and pages are never moved:
 * the columns of a schedule are made of them when the run is over.
 */
class Rows {
  count = 0;
  readonly pages: Float64Array[] = [];
  readonly #length: number;

  constructor(length: number) {
    this.#length = length;
  }

  /** The page of a new row, which has the number `count - 1`. */
  add(): Float64Array {
    const page = this.count++ >> pageBits;
    return page < this.pages.length ? this.pages[page]! : this.#grow();
  }

  #grow(): Float64Array {
    const page = new Float64Array(this.#length << pageBits);
    this.pages.push(page);
    return page;
  }
}

/** A slice: start, end (-1: open), task, site, 8 × core + kind. A wait: start, end, task, site, 16 × (on + 1) + kind, by. An event: at, task, 256 × core + 4 × reason + kind, other. */
const sliceLength = 5;
const waitLength = 6;
const eventLength = 4;

/** What happens, written down row by row. A row begins open, and is closed when its end is known. */
export class Recording {
  /** What waits can be on: the names of the program's resources. */
  readonly names: readonly string[];
  readonly #slices = new Rows(sliceLength);
  readonly #waits = new Rows(waitLength);
  readonly #events = new Rows(eventLength);

  constructor(names: readonly string[]) {
    this.names = names;
  }

  openSlice(core: number, task: number, at: number, kind: number, site: number): number {
    const page = this.#slices.add();
    const row = this.#slices.count - 1;
    const place = (row & onPage) * sliceLength;
    page[place] = at;
    page[place + 1] = -1;
    page[place + 2] = task;
    page[place + 3] = site;
    page[place + 4] = 8 * core + kind;
    return row;
  }

  closeSlice(row: number, at: number): void {
    this.#slices.pages[row >> pageBits]![(row & onPage) * sliceLength + 1] = at;
  }

  openWait(task: number, at: number, kind: number, on: number, site: number): number {
    const page = this.#waits.add();
    const row = this.#waits.count - 1;
    const place = (row & onPage) * waitLength;
    page[place] = at;
    page[place + 1] = -1;
    page[place + 2] = task;
    page[place + 3] = site;
    page[place + 4] = 16 * (on + 1) + kind;
    page[place + 5] = -1;
    return row;
  }

  closeWait(row: number, at: number, by: number): void {
    const page = this.#waits.pages[row >> pageBits]!;
    const place = (row & onPage) * waitLength;
    // Most waits for a core last no time at all: such a row is taken back where it still is the last one.
    if (page[place] === at && row === this.#waits.count - 1) {
      this.#waits.count = row;
      return;
    }
    page[place + 1] = at;
    page[place + 5] = by;
  }

  /** What an open wait is: its kind, what it is on (-1: nothing), and its site. */
  waitAt(row: number): { kind: number; on: number; site: number } {
    const page = this.#waits.pages[row >> pageBits]!;
    const place = (row & onPage) * waitLength;
    const what = page[place + 4]!;
    return { kind: what & 15, on: (what >> 4) - 1, site: page[place + 3]! };
  }

  event(at: number, kind: number, task: number, core: number, reason: number, other: number): void {
    const page = this.#events.add();
    const place = ((this.#events.count - 1) & onPage) * eventLength;
    page[place] = at;
    page[place + 1] = task;
    page[place + 2] = (core << 8) + (reason << 2) + kind;
    page[place + 3] = other;
  }

  /** The slices without those of no length; what is still open ends at `at`. */
  slices(at: number): Slices {
    const { count: rows, pages } = this.#slices;
    const core = new Uint16Array(rows);
    const task = new Int32Array(rows);
    const startUs = new Float64Array(rows);
    const endUs = new Float64Array(rows);
    const kind = new Uint8Array(rows);
    const site = new Int32Array(rows);
    let count = 0;
    for (let row = 0; row < rows; row++) {
      const page = pages[row >> pageBits]!;
      const place = (row & onPage) * sliceLength;
      const start = page[place]!;
      const end = page[place + 1]! < 0 ? at : page[place + 1]!;
      if (end <= start) continue;
      startUs[count] = start;
      endUs[count] = end;
      task[count] = page[place + 2]!;
      site[count] = page[place + 3]!;
      const what = page[place + 4]!;
      core[count] = what >> 3;
      kind[count++] = what & 7;
    }
    if (count === rows) return { count, core, task, startUs, endUs, kind, site };
    return {
      count, core: resized(core, count), task: resized(task, count), startUs: resized(startUs, count), endUs: resized(endUs, count),
      kind: resized(kind, count), site: resized(site, count),
    };
  }

  /** The waits without those of no length; what is still open ends at `at`. */
  waits(at: number): Waits {
    const { names } = this;
    const { count: rows, pages } = this.#waits;
    const task = new Int32Array(rows);
    const startUs = new Float64Array(rows);
    const endUs = new Float64Array(rows);
    const kind = new Uint8Array(rows);
    const on = new Int32Array(rows);
    const site = new Int32Array(rows);
    const by = new Int32Array(rows);
    let count = 0;
    for (let row = 0; row < rows; row++) {
      const page = pages[row >> pageBits]!;
      const place = (row & onPage) * waitLength;
      const start = page[place]!;
      const end = page[place + 1]! < 0 ? at : page[place + 1]!;
      if (end <= start) continue;
      startUs[count] = start;
      endUs[count] = end;
      task[count] = page[place + 2]!;
      site[count] = page[place + 3]!;
      const what = page[place + 4]!;
      kind[count] = what & 15;
      on[count] = (what >> 4) - 1;
      by[count++] = page[place + 5]!;
    }
    if (count === rows) return { count, task, startUs, endUs, kind, on, site, by, names };
    return {
      count, task: resized(task, count), startUs: resized(startUs, count), endUs: resized(endUs, count), kind: resized(kind, count),
      on: resized(on, count), site: resized(site, count), by: resized(by, count), names,
    };
  }

  events(): Events {
    const { count, pages } = this.#events;
    const atUs = new Float64Array(count);
    const kind = new Uint8Array(count);
    const task = new Int32Array(count);
    const core = new Uint16Array(count);
    const reason = new Uint8Array(count);
    const other = new Int32Array(count);
    for (let row = 0; row < count; row++) {
      const page = pages[row >> pageBits]!;
      const place = (row & onPage) * eventLength;
      atUs[row] = page[place]!;
      task[row] = page[place + 1]!;
      const what = page[place + 2]!;
      kind[row] = what & 3;
      reason[row] = (what >> 2) & 63;
      core[row] = what >> 8;
      other[row] = page[place + 3]!;
    }
    return { count, atUs, kind, task, core, reason, other };
  }
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
