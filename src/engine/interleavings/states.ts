import { resized } from '../heap.ts';

/** A set of states of equal width, numbered as they come: one long column of words, and an open-addressing table of numbers over it. */
export class States {
  readonly #width: number;
  #words: Int32Array<ArrayBuffer>;
  #table = new Int32Array(1 << 12).fill(-1);
  #count = 0;
  /** Whether the last {@link add} brought a new state. */
  isNew = false;

  constructor(width: number) {
    this.#width = width;
    this.#words = new Int32Array(width << 10);
  }

  get count(): number {
    return this.#count;
  }

  /** The number of a state; it is kept where it is new. */
  add(state: Int32Array): number {
    const width = this.#width;
    const mask = this.#table.length - 1;
    let slot = hashOf(state, width) & mask;
    for (let number = this.#table[slot]!; number >= 0; number = this.#table[slot]!) {
      if (this.#equals(number, state)) {
        this.isNew = false;
        return number;
      }
      slot = (slot + 1) & mask;
    }
    const number = this.#count++;
    if (number * width + width > this.#words.length) this.#words = resized(this.#words, this.#words.length * 2);
    this.#words.set(state, number * width);
    this.#table[slot] = number;
    if (this.#count * 2 > this.#table.length) this.#rehash();
    this.isNew = true;
    return number;
  }

  /** Copies a state out. */
  read(number: number, into: Int32Array): void {
    const from = number * this.#width;
    const words = this.#words;
    for (let word = 0; word < this.#width; word++) into[word] = words[from + word]!;
  }

  #equals(number: number, state: Int32Array): boolean {
    const from = number * this.#width;
    const words = this.#words;
    for (let word = 0; word < this.#width; word++) if (words[from + word] !== state[word]) return false;
    return true;
  }

  #rehash(): void {
    const table = new Int32Array(this.#table.length * 2).fill(-1);
    const mask = table.length - 1;
    const state = new Int32Array(this.#width);
    for (let number = 0; number < this.#count; number++) {
      this.read(number, state);
      let slot = hashOf(state, this.#width) & mask;
      while (table[slot]! >= 0) slot = (slot + 1) & mask;
      table[slot] = number;
    }
    this.#table = table;
  }
}

/** Multiply and rotate over the words, with a final mix (as MurmurHash3 does it). */
function hashOf(state: Int32Array, width: number): number {
  let hash = 0x9747b28c;
  for (let word = 0; word < width; word++) {
    let mixed = Math.imul(state[word]!, 0xcc9e2d51);
    mixed = Math.imul((mixed << 15) | (mixed >>> 17), 0x1b873593);
    hash ^= mixed;
    hash = (Math.imul((hash << 13) | (hash >>> 19), 5) + 0xe6546b64) | 0;
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
