/** How much is in progress over time. */
import type { Band } from './bands.ts';
import { looks, sliceLooks, waitLooks } from './marks.ts';
import type { View } from './view.ts';

export interface Concurrency {
  /** Mean number of cores that run in each column. */
  readonly running: Float64Array;
  /** Mean number of waits for the world outside in each column: operations in flight. */
  readonly waiting: Float64Array;
  /** Mean number of tasks that arrived by themselves and have not ended, in each column. */
  readonly inSystem: Float64Array;
}

const run = looks.indexOf('running');
const wait = looks.indexOf('waiting');

/** Means over `columns` equal parts of `view`, in time linear in marks and columns. */
export function concurrencyOf(band: Band, view: View, columns: number): Concurrency {
  const running = new Means(view, columns);
  const waiting = new Means(view, columns);
  const inSystem = new Means(view, columns);
  const { slices, waits, tasks, wallUs } = band.schedule;
  for (let row = 0; row < slices.count; row++) if (sliceLooks[slices.kind[row] ?? 0] === run) running.add(slices.startUs[row] ?? 0, slices.endUs[row] ?? 0);
  for (let row = 0; row < waits.count; row++) if (waitLooks[waits.kind[row] ?? 0] === wait) waiting.add(waits.startUs[row] ?? 0, waits.endUs[row] ?? 0);
  for (let task = 0; task < tasks.count; task++) {
    const ends = tasks.endsUs[task] ?? -1;
    if ((tasks.parent[task] ?? -1) < 0) inSystem.add(tasks.arrivesUs[task] ?? 0, ends < 0 ? wallUs : ends);
  }
  return { running: running.result(), waiting: waiting.result(), inSystem: inSystem.result() };
}

/** Adds up stretches of time by column: parts of columns at the ends of a stretch, and the whole ones between as a step up and a step down. */
class Means {
  readonly #view: View;
  readonly #columns: number;
  readonly #parts: Float64Array;
  readonly #steps: Float64Array;

  constructor(view: View, columns: number) {
    this.#view = view;
    this.#columns = columns;
    this.#parts = new Float64Array(columns + 1);
    this.#steps = new Float64Array(columns + 2);
  }

  add(fromUs: number, toUs: number): void {
    const { fromUs: left, toUs: right } = this.#view;
    const scale = this.#columns / (right - left);
    const from = (Math.max(left, fromUs) - left) * scale;
    const to = (Math.min(right, toUs) - left) * scale;
    if (!(to > from)) return;
    const first = Math.floor(from);
    const last = Math.floor(to);
    if (first === last) {
      this.#bump(this.#parts, first, to - from);
      return;
    }
    this.#bump(this.#parts, first, first + 1 - from);
    this.#bump(this.#parts, last, to - last);
    this.#bump(this.#steps, first + 1, 1);
    this.#bump(this.#steps, last, -1);
  }

  result(): Float64Array {
    const means = new Float64Array(this.#columns);
    let whole = 0;
    for (let column = 0; column < this.#columns; column++) {
      whole += this.#steps[column] ?? 0;
      means[column] = whole + (this.#parts[column] ?? 0);
    }
    return means;
  }

  #bump(array: Float64Array, at: number, by: number): void {
    array[at] = (array[at] ?? 0) + by;
  }
}
