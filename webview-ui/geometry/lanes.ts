/** Which mark lies in which row: the marks of a band are grouped into lanes, and marks that overlap in time go to rows of their own. */
import { taskName, type Schedule } from '../../src/engine/schedule.ts';
import { endOf, isSlice, lookOf, looks, markCount, startOf, taskOf, type Mark } from './marks.ts';
import { MinHeap } from './min-heap.ts';

/** `calls`: what the function waits for, packed into as few rows as needed. `cores`: what ran where. `tasks`: what each task did. */
export const laneModes = ['calls', 'cores', 'tasks'] as const;
export type LaneMode = (typeof laneModes)[number];

/** One row of marks that do not overlap, sorted by start: `order[from]` … `order[to - 1]` of its {@link Lanes}. */
export interface Row {
  /** Said at the row's left; empty in `calls`, and in the second and further rows of one task. */
  readonly label: string;
  readonly from: number;
  readonly to: number;
}

export interface Lanes {
  readonly rows: readonly Row[];
  /** Marks, row after row. 4 bytes a mark. */
  readonly order: Uint32Array;
}

const held = looks.indexOf('held');
const ready = looks.indexOf('ready');

export function lanesOf(schedule: Schedule, mode: LaneMode): Lanes {
  switch (mode) {
    case 'calls':
      return pack(schedule, callMarks(schedule), () => 0, () => '');
    case 'cores':
      return pack(schedule, sliceMarks(schedule), (mark) => schedule.slices.core[mark] ?? 0, (core) => `core ${core}`);
    case 'tasks':
      return pack(schedule, byStart(schedule, () => true), (mark) => taskOf(schedule, mark), (task) => taskName(schedule.tasks, task));
  }
}

/** A parent that joins its children waits for what they are seen to wait for: only what nobody else shows is kept. */
function callMarks(schedule: Schedule): Uint32Array {
  return byStart(schedule, (mark) => {
    const look = lookOf(schedule, mark);
    return look !== held && look !== ready && endOf(schedule, mark) > startOf(schedule, mark);
  });
}

function sliceMarks(schedule: Schedule): Uint32Array {
  return byStart(schedule, (mark) => isSlice(schedule, mark));
}

/** The marks that `keep` keeps, by start. Slices and waits each come sorted, so this is a merge; where they do not, a sort. */
function byStart(schedule: Schedule, keep: (mark: Mark) => boolean): Uint32Array {
  const total = markCount(schedule);
  const first = schedule.slices.count;
  const merged = new Uint32Array(total);
  let count = 0;
  let slice = 0;
  let wait = first;
  let sorted = true;
  let last = -Infinity;
  while (slice < first || wait < total) {
    const takeSlice = wait >= total || (slice < first && startOf(schedule, slice) <= startOf(schedule, wait));
    const mark = takeSlice ? slice++ : wait++;
    if (!keep(mark)) continue;
    const start = startOf(schedule, mark);
    if (start < last) sorted = false;
    last = start;
    merged[count++] = mark;
  }
  const marks = merged.length === count ? merged : merged.slice(0, count);
  return sorted ? marks : marks.sort((a, b) => startOf(schedule, a) - startOf(schedule, b) || a - b);
}

/** The rows of one core, of one task, or of all calls. */
class Group {
  rows = 0;
  /** Rows in use, by the end of their last mark. */
  readonly #busy = new MinHeap();
  readonly #free = new MinHeap();

  /** The lowest row that is free at `startUs`, in O(log rows). Starts come in ascending order. */
  place(startUs: number, endUs: number): number {
    while (this.#busy.smallestKey <= startUs) {
      const freed = this.#busy.pop() ?? 0;
      this.#free.push(freed, freed);
    }
    const row = this.#free.pop() ?? this.rows++;
    this.#busy.push(endUs, row);
    return row;
  }
}

function pack(schedule: Schedule, marks: Uint32Array, groupOf: (mark: Mark) => number, labelOf: (group: number) => string): Lanes {
  const groups = new Map<number, Group>();
  const rowInGroup = new Uint32Array(marks.length);
  for (let i = 0; i < marks.length; i++) {
    const mark = marks[i] ?? 0;
    const key = groupOf(mark);
    let group = groups.get(key);
    if (!group) groups.set(key, (group = new Group()));
    rowInGroup[i] = group.place(startOf(schedule, mark), endOf(schedule, mark));
  }

  const firstRow = new Map<number, number>();
  const labels: string[] = [];
  for (const key of [...groups.keys()].sort((a, b) => a - b)) {
    firstRow.set(key, labels.length);
    const rows = groups.get(key)?.rows ?? 0;
    for (let row = 0; row < rows; row++) labels.push(row === 0 ? labelOf(key) : '');
  }

  // A counting sort by row, which keeps the order by start.
  const rowAt = (i: number): number => (firstRow.get(groupOf(marks[i] ?? 0)) ?? 0) + (rowInGroup[i] ?? 0);
  const next = new Uint32Array(labels.length + 1);
  for (let i = 0; i < marks.length; i++) next[rowAt(i) + 1] = (next[rowAt(i) + 1] ?? 0) + 1;
  for (let row = 0; row < labels.length; row++) next[row + 1] = (next[row + 1] ?? 0) + (next[row] ?? 0);
  const rows = labels.map((label, row) => ({ label, from: next[row] ?? 0, to: next[row + 1] ?? 0 }));
  const order = new Uint32Array(marks.length);
  for (let i = 0; i < marks.length; i++) {
    const row = rowAt(i);
    const at = next[row] ?? 0;
    order[at] = marks[i] ?? 0;
    next[row] = at + 1;
  }
  return { order, rows };
}
