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

/** All matches that the layout shows, section after section, row after row. */
export function matchesOf(layout: Layout, bands: readonly Band[], text: string): MarkRef[] {
  return layout.sections.flatMap((section) => {
    const band = bands[section.band];
    const matches = band && matcherOf(band.schedule, text);
    return matches ? Array.from(section.lanes.order.filter(matches), (mark) => ({ band: section.band, mark, mode: section.mode })) : [];
  });
}
