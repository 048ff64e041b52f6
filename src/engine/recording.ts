import { resized } from './heap.ts';
import type { Events, Slices, Waits } from './schedule.ts';

/** Rows on a page, as a power of two. */
const pageBits = 12;
const onPage = (1 << pageBits) - 1;

/** A page seen as times and as whole numbers. */
interface Page {
  readonly times: Float64Array;
  readonly words: Int32Array;
}

/**
 * Rows of times and whole numbers, all of one length, as they come. A row lies in one piece, since all of it is written at once, and pages
 * are never moved: the columns of a schedule are made of them when the run is over.
 */
class Rows {
  count = 0;
  readonly pages: Page[] = [];
  readonly #bytes: number;

  constructor(bytes: number) {
    this.#bytes = bytes;
  }

  /** The page of a new row, which has the number `count - 1`. */
  add(): Page {
    const page = this.count++ >> pageBits;
    return page < this.pages.length ? this.pages[page]! : this.#grow();
  }

  #grow(): Page {
    const bytes = new ArrayBuffer(this.#bytes << pageBits);
    const page = { times: new Float64Array(bytes), words: new Int32Array(bytes) };
    this.pages.push(page);
    return page;
  }
}

/**
 * A slice and a wait have 32 bytes: start and end (-1: open) as times 0 and 1, then words 4 to 7: task, site, and 8 × core + kind of a
 * slice, 16 × (on + 1) + kind of a wait, and who ended a wait. An event has 24: its time, then words 2 to 4: task, 256 × core + 4 × reason +
 * kind, other.
 */
const spanBytes = 32;
const eventBytes = 24;

/** What happens, written down row by row. A row begins open, and is closed when its end is known. */
export class Recording {
  /** What waits can be on: the names of the program's resources. */
  readonly names: readonly string[];
  readonly #slices = new Rows(spanBytes);
  readonly #waits = new Rows(spanBytes);
  readonly #events = new Rows(eventBytes);

  constructor(names: readonly string[]) {
    this.names = names;
  }

  openSlice(core: number, task: number, at: number, kind: number, site: number): number {
    const { times, words } = this.#slices.add();
    const row = this.#slices.count - 1;
    const time = (row & onPage) * 4;
    const word = 2 * time;
    times[time] = at;
    times[time + 1] = -1;
    words[word + 4] = task;
    words[word + 5] = site;
    words[word + 6] = 8 * core + kind;
    return row;
  }

  closeSlice(row: number, at: number): void {
    this.#slices.pages[row >> pageBits]!.times[(row & onPage) * 4 + 1] = at;
  }

  openWait(task: number, at: number, kind: number, on: number, site: number): number {
    const { times, words } = this.#waits.add();
    const row = this.#waits.count - 1;
    const time = (row & onPage) * 4;
    const word = 2 * time;
    times[time] = at;
    times[time + 1] = -1;
    words[word + 4] = task;
    words[word + 5] = site;
    words[word + 6] = 16 * (on + 1) + kind;
    words[word + 7] = -1;
    return row;
  }

  closeWait(row: number, at: number, by: number): void {
    const { times, words } = this.#waits.pages[row >> pageBits]!;
    const time = (row & onPage) * 4;
    // Most waits for a core last no time at all: such a row is taken back where it still is the last one.
    if (times[time] === at && row === this.#waits.count - 1) {
      this.#waits.count = row;
      return;
    }
    times[time + 1] = at;
    words[2 * time + 7] = by;
  }

  /** What an open wait is: its kind, what it is on (-1: nothing), and its site. */
  waitAt(row: number): { kind: number; on: number; site: number } {
    const { words } = this.#waits.pages[row >> pageBits]!;
    const word = (row & onPage) * 8;
    const what = words[word + 6]!;
    return { kind: what & 15, on: (what >> 4) - 1, site: words[word + 5]! };
  }

  event(at: number, kind: number, task: number, core: number, reason: number, other: number): void {
    const { times, words } = this.#events.add();
    const time = ((this.#events.count - 1) & onPage) * 3;
    const word = 2 * time;
    times[time] = at;
    words[word + 2] = task;
    words[word + 3] = (core << 8) + (reason << 2) + kind;
    words[word + 4] = other;
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
      const { times, words } = pages[row >> pageBits]!;
      const time = (row & onPage) * 4;
      const word = 2 * time;
      const start = times[time]!;
      const end = times[time + 1]! < 0 ? at : times[time + 1]!;
      if (end <= start) continue;
      startUs[count] = start;
      endUs[count] = end;
      task[count] = words[word + 4]!;
      site[count] = words[word + 5]!;
      const what = words[word + 6]!;
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
      const { times, words } = pages[row >> pageBits]!;
      const time = (row & onPage) * 4;
      const word = 2 * time;
      const start = times[time]!;
      const end = times[time + 1]! < 0 ? at : times[time + 1]!;
      if (end <= start) continue;
      startUs[count] = start;
      endUs[count] = end;
      task[count] = words[word + 4]!;
      site[count] = words[word + 5]!;
      const what = words[word + 6]!;
      kind[count] = what & 15;
      on[count] = (what >> 4) - 1;
      by[count++] = words[word + 7]!;
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
      const { times, words } = pages[row >> pageBits]!;
      const time = (row & onPage) * 3;
      const word = 2 * time;
      atUs[row] = times[time]!;
      task[row] = words[word + 2]!;
      const what = words[word + 3]!;
      kind[row] = what & 3;
      reason[row] = (what >> 2) & 63;
      core[row] = what >> 8;
      other[row] = words[word + 4]!;
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
