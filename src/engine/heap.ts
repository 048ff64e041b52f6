/**
 * What is to happen, earliest first: a binary heap in typed arrays. Ties go in the order of pushing, so that equal input gives equal output.
 */
export class EventHeap {
  #size = 0;
  #time: Float64Array<ArrayBuffer>;
  #sequence: Float64Array<ArrayBuffer>;
  #payload: Int32Array<ArrayBuffer>;
  #pushed = 0;

  constructor(capacity = 64) {
    this.#time = new Float64Array(capacity);
    this.#sequence = new Float64Array(capacity);
    this.#payload = new Int32Array(capacity);
  }

  get size(): number {
    return this.#size;
  }

  /** Time of the earliest; Infinity where there is none. */
  get minTime(): number {
    return this.#size === 0 ? Infinity : this.#time[0]!;
  }

  get minPayload(): number {
    return this.#payload[0]!;
  }

  /** What {@link push} gave for the earliest. */
  get minSequence(): number {
    return this.#sequence[0]!;
  }

  /** Returns the number of this push, which names the entry. */
  push(time: number, payload: number): number {
    if (this.#size === this.#time.length) this.#grow();
    const times = this.#time;
    const sequences = this.#sequence;
    const payloads = this.#payload;
    const sequence = this.#pushed++;
    let hole = this.#size++;
    // A new entry has the highest sequence: it passes only entries that are strictly later.
    while (hole > 0) {
      const parent = (hole - 1) >> 1;
      const parentTime = times[parent]!;
      if (parentTime <= time) break;
      times[hole] = parentTime;
      sequences[hole] = sequences[parent]!;
      payloads[hole] = payloads[parent]!;
      hole = parent;
    }
    times[hole] = time;
    sequences[hole] = sequence;
    payloads[hole] = payload;
    return sequence;
  }

  /** Drops the earliest. */
  pop(): void {
    const size = --this.#size;
    const times = this.#time;
    const sequences = this.#sequence;
    const payloads = this.#payload;
    const time = times[size]!;
    const sequence = sequences[size]!;
    const payload = payloads[size]!;
    let hole = 0;
    for (;;) {
      let child = 2 * hole + 1;
      if (child >= size) break;
      let childTime = times[child]!;
      const right = child + 1;
      if (right < size) {
        const rightTime = times[right]!;
        if (rightTime < childTime || (rightTime === childTime && sequences[right]! < sequences[child]!)) {
          child = right;
          childTime = rightTime;
        }
      }
      if (time < childTime || (time === childTime && sequence < sequences[child]!)) break;
      times[hole] = childTime;
      sequences[hole] = sequences[child]!;
      payloads[hole] = payloads[child]!;
      hole = child;
    }
    times[hole] = time;
    sequences[hole] = sequence;
    payloads[hole] = payload;
  }

  #grow(): void {
    this.#time = resized(this.#time, this.#size * 2);
    this.#sequence = resized(this.#sequence, this.#size * 2);
    this.#payload = resized(this.#payload, this.#size * 2);
  }
}

/** A copy of a column with room for `length` rows. */
export function resized<Column extends Float64Array | Int32Array | Uint32Array | Uint16Array | Uint8Array>(column: Column, length: number): Column {
  const Kind = column.constructor as new (length: number) => Column;
  const copy = new Kind(length);
  copy.set(length < column.length ? column.subarray(0, length) : column);
  return copy;
}
