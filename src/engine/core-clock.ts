/**
 * When each core's slice ends: an indexed binary heap, earliest first, ties by core number. A core has at most one entry,
 * which can be changed or taken out again (a preemption).
 */
export class CoreClock {
  /** Infinity where no core has an end ahead of it. Asked far more often than it changes. */
  minTime = Infinity;
  minCore = -1;
  #size = 0;
  readonly #heap: Int32Array;
  /** Where a core stands in the heap; -1: nowhere. */
  readonly #place: Int32Array;
  readonly #end: Float64Array;

  constructor(cores: number) {
    this.#heap = new Int32Array(cores);
    this.#place = new Int32Array(cores).fill(-1);
    this.#end = new Float64Array(cores);
  }

  set(core: number, time: number): void {
    this.#end[core] = time;
    if (this.#place[core]! < 0) {
      this.#place[core] = this.#size;
      this.#heap[this.#size++] = core;
    }
    if (this.#size > 1) {
      this.#rise(this.#place[core]!);
      this.#sink(this.#place[core]!);
    }
    this.#first();
  }

  remove(core: number): void {
    const place = this.#place[core]!;
    if (place < 0) return;
    this.#place[core] = -1;
    const last = --this.#size;
    if (place !== last) {
      const moved = this.#heap[last]!;
      this.#heap[place] = moved;
      this.#place[moved] = place;
      this.#rise(place);
      this.#sink(this.#place[moved]);
    }
    this.#first();
  }

  #first(): void {
    if (this.#size === 0) this.minTime = Infinity;
    else {
      this.minCore = this.#heap[0]!;
      this.minTime = this.#end[this.minCore]!;
    }
  }

  #before(one: number, other: number): boolean {
    const difference = this.#end[one]! - this.#end[other]!;
    return difference < 0 || (difference === 0 && one < other);
  }

  #rise(from: number): void {
    const core = this.#heap[from]!;
    let hole = from;
    while (hole > 0) {
      const parent = (hole - 1) >> 1;
      const above = this.#heap[parent]!;
      if (!this.#before(core, above)) break;
      this.#heap[hole] = above;
      this.#place[above] = hole;
      hole = parent;
    }
    this.#heap[hole] = core;
    this.#place[core] = hole;
  }

  #sink(from: number): void {
    const core = this.#heap[from]!;
    let hole = from;
    for (;;) {
      let child = 2 * hole + 1;
      if (child >= this.#size) break;
      if (child + 1 < this.#size && this.#before(this.#heap[child + 1]!, this.#heap[child]!)) child++;
      const below = this.#heap[child]!;
      if (!this.#before(below, core)) break;
      this.#heap[hole] = below;
      this.#place[below] = hole;
      hole = child;
    }
    this.#heap[hole] = core;
    this.#place[core] = hole;
  }
}
