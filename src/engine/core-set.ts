/** A set of core numbers whose lowest is found quickly: one bit each. All are in it at first. */
export class CoreSet {
  readonly #words: Uint32Array;
  #size: number;
  /** No word before this one has a core in it. */
  #low = 0;

  constructor(cores: number) {
    this.#words = new Uint32Array(Math.ceil(cores / 32));
    this.#size = 0;
    for (let core = 0; core < cores; core++) this.add(core);
  }

  get size(): number {
    return this.#size;
  }

  has(core: number): boolean {
    return (this.#words[core >>> 5]! & (1 << (core & 31))) !== 0;
  }

  add(core: number): void {
    if (this.has(core)) return;
    this.#words[core >>> 5]! |= 1 << (core & 31);
    this.#size++;
    if (core >>> 5 < this.#low) this.#low = core >>> 5;
  }

  remove(core: number): void {
    if (!this.has(core)) return;
    this.#words[core >>> 5]! &= ~(1 << (core & 31));
    this.#size--;
  }

  /** The lowest core in the set that is at least `from`; -1 where there is none. */
  lowest(from = 0): number {
    if (this.#size === 0) return -1;
    const words = this.#words;
    while (words[this.#low] === 0) this.#low++;
    let index = from >>> 5;
    let word = 0;
    if (index < this.#low) {
      index = this.#low;
      word = words[index]!;
    } else if (index < words.length) {
      word = words[index]! & (-1 << (from & 31));
    }
    for (;;) {
      if (word !== 0) return (index << 5) + (31 - Math.clz32(word & -word));
      if (++index >= words.length) return -1;
      word = words[index]!;
    }
  }
}
