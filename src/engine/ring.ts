/** A first-in-first-out queue of integers in a circular typed array. */
export class Ring {
  #items: Int32Array<ArrayBuffer> = new Int32Array(16);
  #head = 0;
  #length = 0;

  get length(): number {
    return this.#length;
  }

  push(item: number): void {
    if (this.#length === this.#items.length) this.#grow();
    this.#items[(this.#head + this.#length++) & (this.#items.length - 1)] = item;
  }

  /** Takes the head out. The queue must not be empty. */
  shift(): number {
    const item = this.#items[this.#head]!;
    this.#head = (this.#head + 1) & (this.#items.length - 1);
    this.#length--;
    return item;
  }

  /** The item at a distance from the head. */
  at(index: number): number {
    return this.#items[(this.#head + index) & (this.#items.length - 1)]!;
  }

  #grow(): void {
    const larger = new Int32Array(this.#items.length * 2);
    for (let index = 0; index < this.#length; index++) larger[index] = this.at(index);
    this.#items = larger;
    this.#head = 0;
  }
}
