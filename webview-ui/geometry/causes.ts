/** Cause and effect between marks: what a task waited for, and what went on because of it. */
import type { Schedule } from '../../src/engine/schedule.ts';
import { endOf, isSlice, markCount, startOf, taskOf, type Mark } from './marks.ts';

/**
 * What `mark` had to wait for. A wait that another task ended: that task's last mark before the end.
 * Anything else: the mark of the same task that ended last before it began, else the spawning task's. -1 at the very start.
 */
export function causeOf(schedule: Schedule, mark: Mark): Mark {
  const by = isSlice(schedule, mark) ? -1 : (schedule.waits.by[mark - schedule.slices.count] ?? -1);
  if (by >= 0) {
    const cause = lastEnding(schedule, by, endOf(schedule, mark), mark);
    if (cause >= 0) return cause;
  }
  const task = taskOf(schedule, mark);
  const own = lastEnding(schedule, task, startOf(schedule, mark), mark);
  if (own >= 0) return own;
  const parent = schedule.tasks.parent[task] ?? -1;
  return parent < 0 ? -1 : lastEnding(schedule, parent, startOf(schedule, mark), mark);
}

/** What went on because `mark` ended: a wait that its task ended then, else its task's next mark, else the first of a task it had spawned. -1 at the very end. */
export function effectOf(schedule: Schedule, mark: Mark): Mark {
  const task = taskOf(schedule, mark);
  const end = endOf(schedule, mark);
  const { waits, slices } = schedule;
  let own = -1;
  for (let other = 0; other < markCount(schedule); other++) {
    if (other === mark) continue;
    if (other >= slices.count && waits.by[other - slices.count] === task && endOf(schedule, other) === end) return other;
    if (taskOf(schedule, other) !== task || startOf(schedule, other) < end) continue;
    if (own < 0 || startOf(schedule, other) < startOf(schedule, own)) own = other;
  }
  return own;
}

/** The mark of `task` that ends last, at or before `us`; of equals the one that starts last. */
function lastEnding(schedule: Schedule, task: number, us: number, except: Mark): Mark {
  let best = -1;
  for (let mark = 0; mark < markCount(schedule); mark++) {
    if (mark === except || taskOf(schedule, mark) !== task || endOf(schedule, mark) > us) continue;
    if (best < 0 || endOf(schedule, mark) > endOf(schedule, best) || (endOf(schedule, mark) === endOf(schedule, best) && startOf(schedule, mark) >= startOf(schedule, best))) best = mark;
  }
  return best;
}
