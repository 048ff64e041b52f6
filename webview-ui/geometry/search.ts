/** Finding marks by name. */
import { taskName, type Schedule } from '../../src/engine/schedule.ts';
import type { Band } from './bands.ts';
import type { Layout, MarkRef } from './layout.ts';
import { siteOf, taskOf, type Mark } from './marks.ts';

export type Matcher = (mark: Mark) => boolean;

/** Whether a mark's name holds `text`, in capitals or not; null where nothing is searched for. */
export function matcherOf(schedule: Schedule, text: string): Matcher | null {
  const wanted = text.trim().toLocaleLowerCase();
  if (wanted === '') return null;
  const holds = (name: string): boolean => name.toLocaleLowerCase().includes(wanted);
  const sites = Uint8Array.from(schedule.sites, (site) => (holds(site.label) ? 1 : 0));
  const tasks = Uint8Array.from({ length: schedule.tasks.count }, (_, task) => (holds(taskName(schedule.tasks, task)) ? 1 : 0));
  return (mark) => {
    const site = siteOf(schedule, mark);
    return (site >= 0 && sites[site] === 1) || tasks[taskOf(schedule, mark)] === 1;
  };
}

/** What was found, without an object for each: a long run has hundreds of thousands. */
export interface Matches {
  readonly count: number;
  /** In order of sections and rows; `index` from 0 to `count` − 1. */
  readonly at: (index: number) => MarkRef | null;
  /** -1 where the mark is no match, or is chosen in another section. */
  readonly indexOf: (ref: MarkRef) => number;
}

/** All matches that the layout shows, section after section, row after row. */
export function matchesOf(layout: Layout, bands: readonly Band[], text: string): Matches {
  const found = layout.sections.flatMap(({ band, mode, lanes }) => {
    const schedule = bands[band]?.schedule;
    const matches = schedule && matcherOf(schedule, text);
    return matches ? [{ band, mode, marks: lanes.order.filter(matches) }] : [];
  });
  const before = found.map((_, index) => found.slice(0, index).reduce((sum, { marks }) => sum + marks.length, 0));
  return {
    count: found.reduce((sum, { marks }) => sum + marks.length, 0),
    at: (index) => {
      const part = before.findLastIndex((start) => start <= index);
      const mark = found[part]?.marks[index - (before[part] ?? 0)];
      const of = found[part];
      return of && mark !== undefined ? { band: of.band, mark, mode: of.mode } : null;
    },
    indexOf: ({ band, mark, mode }) => {
      const part = found.findIndex((one) => one.band === band && one.mode === mode);
      const index = found[part]?.marks.indexOf(mark) ?? -1;
      return index < 0 ? -1 : index + (before[part] ?? 0);
    },
  };
}
