import { resized } from './heap.ts';
import type { Events, Slices, Waits } from './schedule.ts';

/** Rows of slices, waits and events as they happen; the columns double when full. A row begins open, and is closed when its end is known. */
export class Recording {
  sliceCount = 0;
  sliceCore = new Uint16Array(256);
  sliceTask = new Int32Array(256);
  sliceStart = new Float64Array(256);
  sliceEnd = new Float64Array(256);
  sliceKind = new Uint8Array(256);
  sliceSite = new Int32Array(256);

  waitCount = 0;
  waitTask = new Int32Array(256);
  waitStart = new Float64Array(256);
  waitEnd = new Float64Array(256);
  waitKind = new Uint8Array(256);
  waitOn = new Int32Array(256);
  waitSite = new Int32Array(256);
  waitBy = new Int32Array(256);

  eventCount = 0;
  eventAt = new Float64Array(256);
  eventKind = new Uint8Array(256);
  eventTask = new Int32Array(256);
  eventCore = new Uint16Array(256);
  eventReason = new Uint8Array(256);
  eventOther = new Int32Array(256);

  /** What waits can be on: the names of the program's resources. */
  readonly names: readonly string[];

  constructor(names: readonly string[]) {
    this.names = names;
  }

  openSlice(core: number, task: number, at: number, kind: number, site: number): number {
    const row = this.sliceCount;
    if (row === this.sliceCore.length) this.#growSlices();
    this.sliceCore[row] = core;
    this.sliceTask[row] = task;
    this.sliceStart[row] = at;
    this.sliceEnd[row] = -1;
    this.sliceKind[row] = kind;
    this.sliceSite[row] = site;
    this.sliceCount = row + 1;
    return row;
  }

  openWait(task: number, at: number, kind: number, on: number, site: number): number {
    const row = this.waitCount;
    if (row === this.waitTask.length) this.#growWaits();
    this.waitTask[row] = task;
    this.waitStart[row] = at;
    this.waitEnd[row] = -1;
    this.waitKind[row] = kind;
    this.waitOn[row] = on;
    this.waitSite[row] = site;
    this.waitBy[row] = -1;
    this.waitCount = row + 1;
    return row;
  }

  closeWait(row: number, at: number, by: number): void {
    // Most waits for a core last no time at all: such a row is taken back where it still is the last one.
    if (this.waitStart[row] === at && row === this.waitCount - 1) {
      this.waitCount = row;
      return;
    }
    this.waitEnd[row] = at;
    this.waitBy[row] = by;
  }

  event(at: number, kind: number, task: number, core: number, reason: number, other: number): void {
    const row = this.eventCount;
    if (row === this.eventAt.length) this.#growEvents();
    this.eventAt[row] = at;
    this.eventKind[row] = kind;
    this.eventTask[row] = task;
    this.eventCore[row] = core;
    this.eventReason[row] = reason;
    this.eventOther[row] = other;
    this.eventCount = row + 1;
  }

  /** The slices without those of no length; what is still open ends at `at`. */
  slices(at: number): Slices {
    const { sliceCore, sliceTask, sliceStart, sliceEnd, sliceKind, sliceSite } = this;
    let count = 0;
    for (let row = 0; row < this.sliceCount; row++) {
      const end = sliceEnd[row]! < 0 ? at : sliceEnd[row]!;
      if (end <= sliceStart[row]!) continue;
      sliceEnd[count] = end;
      if (count !== row) {
        sliceCore[count] = sliceCore[row]!;
        sliceTask[count] = sliceTask[row]!;
        sliceStart[count] = sliceStart[row]!;
        sliceKind[count] = sliceKind[row]!;
        sliceSite[count] = sliceSite[row]!;
      }
      count++;
    }
    return {
      count, core: resized(sliceCore, count), task: resized(sliceTask, count), startUs: resized(sliceStart, count),
      endUs: resized(sliceEnd, count), kind: resized(sliceKind, count), site: resized(sliceSite, count),
    };
  }

  /** The waits without those of no length; what is still open ends at `at`. */
  waits(at: number): Waits {
    const { waitTask, waitStart, waitEnd, waitKind, waitOn, waitSite, waitBy } = this;
    let count = 0;
    for (let row = 0; row < this.waitCount; row++) {
      const end = waitEnd[row]! < 0 ? at : waitEnd[row]!;
      if (end <= waitStart[row]!) continue;
      waitEnd[count] = end;
      if (count !== row) {
        waitTask[count] = waitTask[row]!;
        waitStart[count] = waitStart[row]!;
        waitKind[count] = waitKind[row]!;
        waitOn[count] = waitOn[row]!;
        waitSite[count] = waitSite[row]!;
        waitBy[count] = waitBy[row]!;
      }
      count++;
    }
    return {
      count, task: resized(waitTask, count), startUs: resized(waitStart, count), endUs: resized(waitEnd, count),
      kind: resized(waitKind, count), on: resized(waitOn, count), site: resized(waitSite, count), by: resized(waitBy, count), names: this.names,
    };
  }

  events(): Events {
    const count = this.eventCount;
    return {
      count, atUs: resized(this.eventAt, count), kind: resized(this.eventKind, count), task: resized(this.eventTask, count),
      core: resized(this.eventCore, count), reason: resized(this.eventReason, count), other: resized(this.eventOther, count),
    };
  }

  #growSlices(): void {
    const length = this.sliceCore.length * 2;
    this.sliceCore = resized(this.sliceCore, length);
    this.sliceTask = resized(this.sliceTask, length);
    this.sliceStart = resized(this.sliceStart, length);
    this.sliceEnd = resized(this.sliceEnd, length);
    this.sliceKind = resized(this.sliceKind, length);
    this.sliceSite = resized(this.sliceSite, length);
  }

  #growWaits(): void {
    const length = this.waitTask.length * 2;
    this.waitTask = resized(this.waitTask, length);
    this.waitStart = resized(this.waitStart, length);
    this.waitEnd = resized(this.waitEnd, length);
    this.waitKind = resized(this.waitKind, length);
    this.waitOn = resized(this.waitOn, length);
    this.waitSite = resized(this.waitSite, length);
    this.waitBy = resized(this.waitBy, length);
  }

  #growEvents(): void {
    const length = this.eventAt.length * 2;
    this.eventAt = resized(this.eventAt, length);
    this.eventKind = resized(this.eventKind, length);
    this.eventTask = resized(this.eventTask, length);
    this.eventCore = resized(this.eventCore, length);
    this.eventReason = resized(this.eventReason, length);
    this.eventOther = resized(this.eventOther, length);
  }
}

/** For runs of which only the end is of interest. */
export class NoRecording extends Recording {
  override openSlice(): number {
    return 0;
  }

  override openWait(): number {
    return 0;
  }

  override closeWait(): void {
    // Nothing was opened.
  }

  override event(): void {
    // Nothing is kept.
  }
}
