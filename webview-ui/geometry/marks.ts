/**
 * What is drawn of one schedule: slices of cores and waits of tasks under one numbering, so that lanes, hit tests and keys
 * need not know which of the two they hold. A mark below `slices.count` is that slice; the others are waits.
 */
import { sliceKinds, taskName, waitKinds, type Schedule, type SliceKind, type WaitKind } from '../../src/engine/schedule.ts';

export type Mark = number;

/** How a mark looks, apart from its colour. The order is that of the legend. */
export const looks = ['running', 'waiting', 'held', 'ready', 'blocked', 'switch'] as const;
export type Look = (typeof looks)[number];

const lookOfSlice: Record<SliceKind, Look> = { run: 'running', switch: 'switch', blocked: 'blocked', spin: 'blocked' };
/** `waiting` is for the world outside (a request, a timer); `held` is for another task of the program. */
const lookOfWait: Record<WaitKind, Look> = { ready: 'ready', io: 'waiting', timer: 'waiting', lock: 'held', semaphore: 'held', channel: 'held', join: 'held', barrier: 'held' };

/** Of each kind of slice, and of wait, its look. */
export const sliceLooks = Uint8Array.from(sliceKinds, (kind) => looks.indexOf(lookOfSlice[kind]));
export const waitLooks = Uint8Array.from(waitKinds, (kind) => looks.indexOf(lookOfWait[kind]));

export function markCount(schedule: Schedule): number {
  return schedule.slices.count + schedule.waits.count;
}

export function isSlice(schedule: Schedule, mark: Mark): boolean {
  return mark < schedule.slices.count;
}

export function startOf(schedule: Schedule, mark: Mark): number {
  const { slices, waits } = schedule;
  return (mark < slices.count ? slices.startUs[mark] : waits.startUs[mark - slices.count]) ?? 0;
}

export function endOf(schedule: Schedule, mark: Mark): number {
  const { slices, waits } = schedule;
  return (mark < slices.count ? slices.endUs[mark] : waits.endUs[mark - slices.count]) ?? 0;
}

export function taskOf(schedule: Schedule, mark: Mark): number {
  const { slices, waits } = schedule;
  return (mark < slices.count ? slices.task[mark] : waits.task[mark - slices.count]) ?? -1;
}

export function siteOf(schedule: Schedule, mark: Mark): number {
  const { slices, waits } = schedule;
  return (mark < slices.count ? slices.site[mark] : waits.site[mark - slices.count]) ?? -1;
}

/** Index into {@link looks}. */
export function lookOf(schedule: Schedule, mark: Mark): number {
  const { slices, waits } = schedule;
  return (mark < slices.count ? sliceLooks[slices.kind[mark] ?? 0] : waitLooks[waits.kind[mark - slices.count] ?? 0]) ?? 0;
}

export function sliceKindOf(schedule: Schedule, mark: Mark): SliceKind {
  return sliceKinds[schedule.slices.kind[mark] ?? 0] ?? 'run';
}

export function waitKindOf(schedule: Schedule, mark: Mark): WaitKind {
  return waitKinds[schedule.waits.kind[mark - schedule.slices.count] ?? 0] ?? 'io';
}

/** What a wait waits on (`db`, a lock's name); empty where the engine names nothing. */
export function waitsOn(schedule: Schedule, mark: Mark): string {
  return schedule.waits.names[schedule.waits.on[mark - schedule.slices.count] ?? -1] ?? '';
}

export function coreOf(schedule: Schedule, mark: Mark): number {
  return isSlice(schedule, mark) ? (schedule.slices.core[mark] ?? 0) : -1;
}

/** What is written on a mark: the callee, else what is waited on, else the task. */
export function nameOf(schedule: Schedule, mark: Mark): string {
  const label = schedule.sites[siteOf(schedule, mark)]?.label;
  if (label !== undefined) return label;
  return (isSlice(schedule, mark) ? '' : waitsOn(schedule, mark)) || taskName(schedule.tasks, taskOf(schedule, mark));
}
