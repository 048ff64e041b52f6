/** What is said of a mark: in the details line, in the tooltip, to a screen reader, and in the table. */
import type { Band } from '../geometry/bands.ts';
import { oneLine } from '../geometry/label-fit.ts';
import { coreOf, endOf, isSlice, nameOf, siteOf, sliceKindOf, startOf, taskOf, waitKindOf, waitsOn, type Mark } from '../geometry/marks.ts';
import { durationText, rangeText } from '../geometry/time-text.ts';
import { taskName, type SliceKind, type WaitKind } from '../../src/engine/schedule.ts';
import type { Origin } from '../../src/program/program.ts';

const doing: Record<SliceKind, string> = { run: 'running', switch: 'switching tasks', blocked: 'core blocked while waiting', spin: 'spinning on a lock' };
const waiting: Record<WaitKind, string> = {
  ready: 'ready, waiting for a core',
  io: 'waiting for I/O',
  timer: 'waiting for a timer',
  lock: 'waiting for a lock',
  semaphore: 'waiting for a permit',
  channel: 'waiting on a channel',
  join: 'waiting for other tasks',
  barrier: 'waiting at a barrier',
};
const origins: Record<Origin, string> = {
  literal: 'from a literal in the code',
  annotation: 'from an @overlap annotation',
  setting: 'from the setting overlap.durations',
  recorded: 'recorded in a real run',
  default: 'a default, not measured',
  scenario: 'from the scenario',
};

export interface MarkText {
  readonly name: string;
  readonly duration: string;
  readonly when: string;
  readonly state: string;
  /** Where the duration came from; empty where it follows from the simulation. */
  readonly origin: string;
  readonly task: string;
}

export function markText(band: Band, mark: Mark): MarkText {
  const { schedule } = band;
  const from = startOf(schedule, mark);
  const to = endOf(schedule, mark);
  const site = schedule.sites[siteOf(schedule, mark)];
  const on = isSlice(schedule, mark) ? '' : oneLine(waitsOn(schedule, mark));
  const state = isSlice(schedule, mark) ? doing[sliceKindOf(schedule, mark)] : waiting[waitKindOf(schedule, mark)];
  const place = isSlice(schedule, mark) ? ` on core ${coreOf(schedule, mark)}` : on === '' ? '' : `: ${on}`;
  return {
    name: oneLine(nameOf(schedule, mark)) || 'unnamed',
    duration: durationText(to - from),
    when: rangeText(from, to),
    state: state + place,
    origin: site?.durationFrom && site.durationUs === to - from ? origins[site.durationFrom] : '',
    task: oneLine(taskName(schedule.tasks, taskOf(schedule, mark))),
  };
}

/** One sentence, for a screen reader. */
export function markSentence(band: Band, mark: Mark): string {
  const text = markText(band, mark);
  return [`${text.name}, ${text.duration}`, text.when, text.state, text.origin, oneLine(band.run.title)].filter((part) => part !== '').join(', ');
}
