const none: readonly never[] = [];

/** What is gathered for the unit at hand, on top of what those around it have so far: each takes its own away when it ends, in a list no longer than it must be. */
export class Gathering<T> {
  readonly #items: T[] = [];
  #count = 0;

  add(item: T): void {
    this.#items[this.#count++] = item;
  }

  get count(): number {
    return this.#count;
  }

  takeFrom(start: number): readonly T[] {
    if (this.#count === start) return none;
    const taken = this.#items.slice(start, this.#count);
    this.#count = start;
    return taken;
  }
}
