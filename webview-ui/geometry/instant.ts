/** What a run is doing at one moment, and which moments something happens at. */
import { eventText } from '../../src/engine/reasons.ts';
import { eventKinds, taskName, type Schedule } from '../../src/engine/schedule.ts';
import type { Band } from './bands.ts';
import type { LaneMode } from './lanes.ts';
import { coreOf, endOf, isSlice, lookOf, looks, markCount, startOf, taskOf, type Mark } from './marks.ts';
import { firstEndingAfter } from './rows.ts';

export interface Instant {
  /** One entry for each core: the mark on it, -1 where it is idle, and the scheduler's reason for the task on it. */
  readonly cores: readonly { readonly core: number; readonly mark: Mark; readonly reason: string }[];
  /** Tasks that wait for a core, longest first: the ready queue as it is served in arrival order. */
  readonly ready: readonly string[];
  /** Waits of tasks for anything else. */
  readonly waiting: readonly Mark[];
}

export function instantOf(band: Band, us: number): Instant {
  const { schedule } = band;
  const cores = marksAt(band, 'cores', us, true).map(({ mark, row }) => ({ core: mark < 0 ? row : coreOf(schedule, mark), mark, reason: mark < 0 ? '' : reasonOf(schedule, mark, us) }));
  const waits = marksAt(band, 'tasks', us, false).map(({ mark }) => mark).filter((mark) => !isSlice(schedule, mark));
  const isReady = (mark: Mark): boolean => looks[lookOf(schedule, mark)] === 'ready';
  return {
    cores,
    ready: waits.filter(isReady).sort((a, b) => startOf(schedule, a) - startOf(schedule, b)).map((mark) => taskName(schedule.tasks, taskOf(schedule, mark))),
    waiting: waits.filter((mark) => !isReady(mark)),
  };
}

/** The mark of each row at `us`; rows without one give -1 where `empty` asks for them. */
function marksAt(band: Band, mode: LaneMode, us: number, empty: boolean): { mark: Mark; row: number }[] {
  const lanes = band.lanes(mode);
  return lanes.rows.flatMap((row, index) => {
    const at = firstEndingAfter(band.schedule, lanes, row, us);
    const mark = at < row.to ? (lanes.order[at] ?? -1) : -1;
    const there = mark >= 0 && startOf(band.schedule, mark) <= us;
    return there ? [{ mark, row: index }] : empty ? [{ mark: -1, row: index }] : [];
  });
}

/** How far back a decision is looked for; beyond it the task has had the core for long. */
const mostEvents = 20_000;

/** Why the task of a slice has its core: the last dispatch of it there, in the engine's words. */
function reasonOf(schedule: Schedule, mark: Mark, us: number): string {
  const { events } = schedule;
  let low = 0;
  let high = events.count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((events.atUs[middle] ?? 0) <= us) low = middle + 1;
    else high = middle;
  }
  const dispatch = eventKinds.indexOf('dispatch');
  const core = coreOf(schedule, mark);
  for (let event = low - 1; event >= Math.max(0, low - mostEvents); event--) {
    if (events.kind[event] !== dispatch || events.core[event] !== core) continue;
    if (events.task[event] !== taskOf(schedule, mark)) return '';
    // `web 3 gets core 0: it is at the head of the queue`: who and where are said beside it.
    const text = eventText(schedule, event);
    return text.slice(text.indexOf(': ') + 2);
  }
  return '';
}

/** The next moment after `us` (`by` 1), or the last before it (−1), at which a slice or wait of any band begins or ends; `us` where there is none. */
export function momentFrom(bands: readonly Band[], us: number, by: 1 | -1): number {
  let best = by === 1 ? Infinity : -Infinity;
  const consider = (moment: number): void => {
    if (by === 1 ? moment > us && moment < best : moment < us && moment > best) best = moment;
  };
  for (const { schedule } of bands) {
    for (let mark = 0; mark < markCount(schedule); mark++) {
      consider(startOf(schedule, mark));
      consider(endOf(schedule, mark));
    }
  }
  return Number.isFinite(best) ? best : us;
}
