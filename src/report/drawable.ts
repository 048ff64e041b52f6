/** What is sent to the panel: runs that can be held and drawn, whatever their length. */
import type { Snapshot } from '../protocol.ts';
import { coarser } from './coarser.ts';
import { packed } from './packed.ts';

/** The same with its runs no longer than can be drawn, which is then said, and in one buffer. Linear in their rows. */
export function drawable<T extends Pick<Snapshot, 'runs' | 'warning'>>(picture: T): T {
  const coarse = picture.runs.map(({ schedule }) => coarser(schedule));
  const schedules = packed(coarse.map(({ schedule }) => schedule));
  const warning = [...new Set([picture.warning, ...coarse.map(({ note }) => note)])].filter((text) => typeof text === 'string').join(' ');
  return { ...picture, runs: picture.runs.map((run, index) => ({ ...run, schedule: schedules[index] ?? run.schedule })), ...(warning !== '' && { warning }) };
}
