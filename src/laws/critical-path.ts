import { waitKinds, type Schedule } from '../engine/schedule.ts';

/** Rows of a schedule that lie on its critical path, in order of time. */
export interface CriticalPath {
  readonly slices: readonly number[];
  readonly waits: readonly number[];
  /** Sites of both, each once, in order of time. */
  readonly sites: readonly number[];
}

const READY = waitKinds.indexOf('ready');
const IO = waitKinds.indexOf('io');
const TIMER = waitKinds.indexOf('timer');

/**
 * The chain of work and waits that ends with the last task and explains the wall: followed backwards from the end, over whoever was
 * waited for (a joined task, the holder of a lock, the task that had the core). Shortening anything else does not shorten the run.
 */
export function criticalPath(schedule: Schedule): CriticalPath {
  const { tasks, slices, waits, wallUs } = schedule;
  const last = lastTask(schedule);
  if (last < 0) return { slices: [], waits: [], sites: [] };
  const slicesOf = chainsBy(slices.task, slices.count, tasks.count);
  const waitsOf = chainsBy(waits.task, waits.count, tasks.count);
  const coreSlices = chainsBy(slices.core, slices.count, schedule.machine.cores);
  const pathSlices: number[] = [];
  const pathWaits: number[] = [];
  let task = last;
  let at = tasks.endsUs[last]! >= 0 ? tasks.endsUs[last]! : wallUs;
  /** The core on which the task goes on at `at`; -1: none known. */
  let core = -1;
  while (at > 0) {
    // Chains run from late to early, and each row is used once, so that the walk ends.
    const slice = skipTo(slicesOf.head, slicesOf.next, slices.startUs, task, at);
    const wait = skipTo(waitsOf.head, waitsOf.next, waits.startUs, task, at);
    if (slice >= 0 && slices.endUs[slice]! >= at) {
      slicesOf.head[task] = slicesOf.next[slice]!;
      pathSlices.push(slice);
      core = slices.core[slice]!;
      at = slices.startUs[slice]!;
    } else if (wait >= 0 && waits.endUs[wait]! >= at) {
      waitsOf.head[task] = waitsOf.next[wait]!;
      const kind = waits.kind[wait]!;
      if (kind === IO || kind === TIMER) {
        pathWaits.push(wait);
        core = -1;
        at = waits.startUs[wait]!;
      } else if (kind === READY) {
        const before = core < 0 ? -1 : endingAt(coreSlices, core, at);
        if (before >= 0) task = slices.task[before]!;
        else at = waits.startUs[wait]!;
      } else if (waits.by[wait]! >= 0) {
        task = waits.by[wait]!;
        core = -1;
      } else {
        at = waits.startUs[wait]!;
      }
    } else {
      const earlier = Math.max(slice >= 0 ? slices.endUs[slice]! : -1, wait >= 0 ? waits.endUs[wait]! : -1);
      const called = core < 0 ? -1 : endingAt(coreSlices, core, at);
      if (called >= 0 && slices.task[called] !== task) task = slices.task[called]!;
      else if (earlier >= 0) at = earlier;
      else if (tasks.parent[task]! >= 0 && tasks.arrivesUs[task]! <= at) {
        at = tasks.arrivesUs[task]!;
        task = tasks.parent[task]!;
      } else break;
    }
  }
  pathSlices.reverse();
  pathWaits.reverse();
  return { slices: pathSlices, waits: pathWaits, sites: sitesOf(schedule, pathSlices, pathWaits) };

  /** The slice of a core that ends at a time. */
  function endingAt(chains: Chains, ofCore: number, time: number): number {
    let row = chains.head[ofCore]!;
    while (row >= 0 && slices.startUs[row]! >= time) row = chains.next[row]!;
    chains.head[ofCore] = row;
    return row >= 0 && slices.endUs[row] === time ? row : -1;
  }
}

interface Chains {
  /** Of each task or core: its latest row that has not been passed; -1: none. */
  readonly head: Int32Array;
  /** The row before; -1: none. */
  readonly next: Int32Array;
}

function chainsBy(column: ArrayLike<number>, rows: number, keys: number): Chains {
  const head = new Int32Array(keys).fill(-1);
  const next = new Int32Array(rows);
  for (let row = 0; row < rows; row++) {
    next[row] = head[column[row]!]!;
    head[column[row]!] = row;
  }
  return { head, next };
}

function skipTo(head: Int32Array, next: Int32Array, startUs: ArrayLike<number>, task: number, at: number): number {
  let row = head[task]!;
  while (row >= 0 && startUs[row]! >= at) row = next[row]!;
  head[task] = row;
  return row;
}

/** The task that ended last (the first of them, where several did); one that never ended is later still. */
function lastTask(schedule: Schedule): number {
  const { tasks } = schedule;
  let last = -1;
  let latest = -1;
  for (let task = 0; task < tasks.count; task++) {
    const ends = tasks.endsUs[task]! >= 0 ? tasks.endsUs[task]! : schedule.wallUs;
    if (tasks.startsUs[task]! >= 0 && ends > latest) {
      last = task;
      latest = ends;
    }
  }
  return last;
}

/** Both lists come in order of time, so this is a merge. */
function sitesOf({ slices, waits }: Schedule, pathSlices: readonly number[], pathWaits: readonly number[]): number[] {
  const sites = new Set<number>();
  let slice = 0;
  let wait = 0;
  while (slice < pathSlices.length || wait < pathWaits.length) {
    const takeSlice = wait >= pathWaits.length || (slice < pathSlices.length && slices.startUs[pathSlices[slice]!]! <= waits.startUs[pathWaits[wait]!]!);
    const site = takeSlice ? slices.site[pathSlices[slice++]!]! : waits.site[pathWaits[wait++]!]!;
    if (site >= 0) sites.add(site);
  }
  return [...sites];
}
