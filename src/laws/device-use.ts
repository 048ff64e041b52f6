import { waitKinds, type Schedule } from '../engine/schedule.ts';

export interface DeviceUse {
  readonly name: string;
  /** Operations in service, their times summed: with a capacity of k it can reach k times the wall. */
  readonly busyUs: number;
  readonly operations: number;
  /** Waits for a free place, summed. */
  readonly queuedUs: number;
}

const IO = waitKinds.indexOf('io');
const SEMAPHORE = waitKinds.indexOf('semaphore');

/** What each device served. */
export function deviceUse(schedule: Schedule): DeviceUse[] {
  const { waits } = schedule;
  const sums = waits.names.map((name) => ({ name, busyUs: 0, operations: 0, queuedUs: 0 }));
  for (let row = 0; row < waits.count; row++) {
    const sum = sums[waits.on[row]!];
    if (sum === undefined) continue;
    const us = waits.endUs[row]! - waits.startUs[row]!;
    if (waits.kind[row] === IO) {
      sum.busyUs += us;
      sum.operations++;
    } else if (waits.kind[row] === SEMAPHORE) {
      sum.queuedUs += us;
    }
  }
  return sums.filter(({ operations }) => operations > 0);
}
