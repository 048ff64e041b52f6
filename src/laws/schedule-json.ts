import { sliceKinds, taskName, waitKinds, type Schedule, type SliceKind, type WaitKind } from '../engine/schedule.ts';
import type { Machine } from '../engine/machine.ts';
import type { Metrics } from './metrics.ts';

/** What `overlap simulate --format json` prints. */
export interface ScheduleJson {
  readonly version: 1;
  readonly title: string;
  readonly machine: Machine;
  readonly slices: readonly { readonly core: number; readonly task: string; readonly startUs: number; readonly endUs: number; readonly kind: SliceKind }[];
  readonly waits: readonly { readonly task: string; readonly startUs: number; readonly endUs: number; readonly kind: WaitKind; readonly on?: string }[];
  /** A run that a limit ended counts as failed; `detail` says so. */
  readonly outcome: 'finished' | 'deadlock' | 'failed';
  readonly detail?: string;
  /** Of a deadlock: the tasks that wait for one another, in order. */
  readonly cycle?: readonly string[];
  readonly metrics: Metrics;
}

export function scheduleToJson(schedule: Schedule, metrics: Metrics): ScheduleJson {
  const { tasks, slices, waits, outcome } = schedule;
  const names = Array.from({ length: tasks.count }, (_, task) => taskName(tasks, task));
  return {
    version: 1,
    title: schedule.title,
    machine: schedule.machine,
    slices: Array.from({ length: slices.count }, (_, row) => ({
      core: slices.core[row]!, task: names[slices.task[row]!]!, startUs: slices.startUs[row]!, endUs: slices.endUs[row]!, kind: sliceKinds[slices.kind[row]!]!,
    })),
    waits: Array.from({ length: waits.count }, (_, row) => {
      const on = waits.names[waits.on[row]!];
      return { task: names[waits.task[row]!]!, startUs: waits.startUs[row]!, endUs: waits.endUs[row]!, kind: waitKinds[waits.kind[row]!]!, ...(on !== undefined && { on }) };
    }),
    outcome: outcome.type === 'limited' ? 'failed' : outcome.type,
    ...(outcome.type !== 'finished' && { detail: outcome.detail }),
    ...(outcome.type === 'deadlock' && outcome.cycle.length > 0 && { cycle: outcome.cycle }),
    metrics,
  };
}
