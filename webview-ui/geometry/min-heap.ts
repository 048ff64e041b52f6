/** A binary heap of numbers with numeric keys; the smallest key comes first. */
export class MinHeap {
  readonly #keys: number[] = [];
  readonly #values: number[] = [];

  /** Infinity where the heap is empty. */
  get smallestKey(): number {
    return this.#keys[0] ?? Infinity;
  }

  get size(): number {
    return this.#keys.length;
  }

  push(key: number, value: number): void {
    const keys = this.#keys;
    const values = this.#values;
    let at = keys.length;
    keys.push(key);
    values.push(value);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if ((keys[parent] ?? 0) <= key) break;
      keys[at] = keys[parent] ?? 0;
      values[at] = values[parent] ?? 0;
      at = parent;
    }
    keys[at] = key;
    values[at] = value;
  }

  /** The value of the smallest key; undefined where the heap is empty. */
  pop(): number | undefined {
    const keys = this.#keys;
    const values = this.#values;
    const top = values[0];
    const key = keys.pop();
    const value = values.pop();
    if (key === undefined || value === undefined || keys.length === 0) return top;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= keys.length) break;
      if (child + 1 < keys.length && (keys[child + 1] ?? 0) < (keys[child] ?? 0)) child++;
      if ((keys[child] ?? 0) >= key) break;
      keys[at] = keys[child] ?? 0;
      values[at] = values[child] ?? 0;
      at = child;
    }
    keys[at] = key;
    values[at] = value;
    return top;
  }
}
