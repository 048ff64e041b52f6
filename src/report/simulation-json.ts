/** `overlap simulate --format json`: the contract's names, rows instead of columns. */
import { sliceKinds, taskName, waitKinds, type Outcome, type Schedule } from '../engine/schedule.ts';
import type { Metrics } from '../laws/metrics.ts';

export interface Simulated {
  readonly title: string;
  readonly schedule: Schedule;
  readonly metrics: Metrics;
}

/** Plain data, ready for JSON.stringify. Times are whole microseconds. */
export function simulationJson({ title, schedule, metrics }: Simulated): Readonly<Record<string, unknown>> {
  const { slices, waits, tasks, outcome, machine } = schedule;
  const names = Array.from({ length: tasks.count }, (_, task) => taskName(tasks, task));
  return {
    version: 1,
    title,
    machine,
    slices: Array.from({ length: slices.count }, (_, row) => ({
      core: slices.core[row], task: names[slices.task[row] ?? -1] ?? null, startUs: slices.startUs[row], endUs: slices.endUs[row], kind: sliceKinds[slices.kind[row] ?? 0],
      ...labelled(schedule, slices.site[row]),
    })),
    waits: Array.from({ length: waits.count }, (_, row) => {
      const on = waits.names[waits.on[row] ?? -1];
      return {
        task: names[waits.task[row] ?? -1] ?? null, startUs: waits.startUs[row], endUs: waits.endUs[row], kind: waitKinds[waits.kind[row] ?? 0], ...(on !== undefined && { on }),
        ...labelled(schedule, waits.site[row]),
      };
    }),
    ...outcomeJson(outcome),
    metrics,
  };
}

export function outcomeJson(outcome: Outcome): Readonly<Record<string, unknown>> {
  return { outcome: outcome.type, ...(outcome.type !== 'finished' && { detail: outcome.detail }), ...(outcome.type === 'deadlock' && { cycle: outcome.cycle }) };
}

function labelled({ sites }: Schedule, site: number | undefined): { readonly label?: string; readonly line?: number } {
  const found = sites[site ?? -1];
  return found ? { label: found.label, ...(found.place && { line: found.place.line }) } : {};
}
