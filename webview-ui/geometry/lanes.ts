/** Which mark lies in which row: the marks of a band are grouped into lanes, and marks that overlap in time go to rows of their own. */
import { taskName, type Schedule } from '../../src/engine/schedule.ts';
import { coreLanes } from './core-lanes.ts';
import { endOf, lookOf, looks, markCount, startOf, taskOf, type Mark } from './marks.ts';
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

const mostIdleRows = 256;

const held = looks.indexOf('held');
const ready = looks.indexOf('ready');

export function lanesOf(schedule: Schedule, mode: LaneMode): Lanes {
  const { slices, tasks } = schedule;
  switch (mode) {
    case 'calls':
      return pack(schedule, callMarks(schedule), 1, () => 0, () => '');
    case 'cores': {
      const cores = coresOf(schedule);
      return coreLanes(schedule, cores) ?? pack(schedule, sliceMarks(schedule), cores, (mark) => slices.core[mark] ?? 0, (core) => `core ${core}`);
    }
    case 'tasks':
      return pack(schedule, byStart(schedule, () => true), Math.max(tasks.count, 1), (mark) => taskOf(schedule, mark), (task) => (tasks.count > 0 ? taskName(tasks, task) : ''));
  }
}

/** Cores that were idle throughout have a row too. */
function coresOf(schedule: Schedule): number {
  const { slices: { count, core }, machine } = schedule;
  let highest = -1;
  for (let slice = 0; slice < count; slice++) {
    const on = core[slice] ?? 0;
    if (on > highest) highest = on;
  }
  return Math.max(1, Math.min(machine.cores, mostIdleRows), highest + 1);
}

/** A parent that joins its children waits for what they are seen to wait for: only what nobody else shows is kept. */
function callMarks(schedule: Schedule): Uint32Array {
  return byStart(schedule, (mark) => {
    const look = lookOf(schedule, mark);
    return look !== held && look !== ready && endOf(schedule, mark) > startOf(schedule, mark);
  });
}

function sliceMarks(schedule: Schedule): Uint32Array {
  const { count, startUs } = schedule.slices;
  const marks = new Uint32Array(count);
  let sorted = true;
  for (let mark = 0; mark < count; mark++) {
    marks[mark] = mark;
    if (mark > 0 && (startUs[mark] ?? 0) < (startUs[mark - 1] ?? 0)) sorted = false;
  }
  return sorted ? marks : sortByStart(schedule, marks);
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
  return sorted ? marks : sortByStart(schedule, marks);
}

function sortByStart(schedule: Schedule, marks: Uint32Array): Uint32Array {
  return marks.sort((a, b) => startOf(schedule, a) - startOf(schedule, b) || a - b);
}

/** Rows of a core, a task, or of all calls, where marks overlap. */
class Rows {
  count = 1;
  /** Rows in use, by the end of their last mark. */
  readonly #busy = new MinHeap();
  readonly #free = new MinHeap();

  /** `endUs`: when the first row, until now the only one, is free. */
  constructor(endUs: number) {
    this.#busy.push(endUs, 0);
  }

  /** The lowest row that is free at `startUs`, in O(log rows). Starts come in ascending order. */
  place(startUs: number, endUs: number): number {
    while (this.#busy.smallestKey <= startUs) {
      const freed = this.#busy.pop() ?? 0;
      this.#free.push(freed, freed);
    }
    const row = this.#free.pop() ?? this.count++;
    this.#busy.push(endUs, row);
    return row;
  }
}

/** `groupOf` says which of the `groups` a mark belongs to; each group gets the rows that its marks need. Linear, but for groups whose marks overlap. */
function pack(schedule: Schedule, marks: Uint32Array, groups: number, groupOf: (mark: Mark) => number, labelOf: (group: number) => string): Lanes {
  const within = (mark: Mark): number => Math.min(groups - 1, Math.max(0, groupOf(mark)));
  const freeAt = new Float64Array(groups).fill(-1);
  const several = new Map<number, Rows>();
  let rowInGroup: Uint32Array | null = null;
  for (let i = 0; i < marks.length; i++) {
    const mark = marks[i] ?? 0;
    const group = within(mark);
    const start = startOf(schedule, mark);
    const end = endOf(schedule, mark);
    let rows = several.get(group);
    if (!rows) {
      const free = freeAt[group] ?? -1;
      if (start >= free) {
        freeAt[group] = end;
        continue;
      }
      several.set(group, (rows = new Rows(free)));
    }
    rowInGroup ??= new Uint32Array(marks.length);
    rowInGroup[i] = rows.place(start, end);
  }

  const firstRow = new Uint32Array(groups);
  const labels: string[] = [];
  for (let group = 0; group < groups; group++) {
    firstRow[group] = labels.length;
    const label = labelOf(group);
    if (label === '' && (freeAt[group] ?? -1) < 0) continue;
    labels.push(label);
    for (let row = 1; row < (several.get(group)?.count ?? 1); row++) labels.push('');
  }

  // A counting sort by row, which keeps the order by start.
  const rowAt = (i: number): number => (firstRow[within(marks[i] ?? 0)] ?? 0) + (rowInGroup?.[i] ?? 0);
  const next = new Uint32Array(labels.length + 1);
  for (let i = 0; i < marks.length; i++) {
    const after = rowAt(i) + 1;
    next[after] = (next[after] ?? 0) + 1;
  }
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
