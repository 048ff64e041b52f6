/** One value of a scenario moved over a range: what becomes of its figures, as a table and as JSON. */
import type { Outcome } from '../engine/schedule.ts';
import type { Metrics } from '../laws/metrics.ts';
import { exactDuration, percent, times } from './format.ts';
import { outcomeWord } from './scenario-figures.ts';
import { outcomeJson } from './simulation-json.ts';

export interface Swept {
  readonly value: string;
  readonly metrics: Metrics;
  readonly outcome: Outcome;
}

export function sweepLines(name: string, points: readonly Swept[]): string[] {
  const rows = points.map(({ value, metrics, outcome }) => [
    value, exactDuration(metrics.wallUs), times(metrics.speedup), percent(metrics.utilisation), exactDuration(metrics.latencyUs.mean), exactDuration(metrics.latencyUs.p95),
    metrics.throughputPerS.toLocaleString('en', { maximumSignificantDigits: 4 }), ...(outcome.type === 'finished' ? [] : [outcomeWord(outcome)]),
  ]);
  const table = [[name, 'wall', 'speed-up', 'cores busy', 'mean latency', 'p95', 'per second'], ...rows];
  const widths = (table[0] ?? []).map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  return table.map((row) => row.map((cell, column) => cell.padStart(widths[column] ?? 0)).join('  '));
}

export function sweepJson(name: string, points: readonly Swept[]): Readonly<Record<string, unknown>> {
  return { sweep: name, points: points.map(({ value, metrics, outcome }) => ({ value, ...outcomeJson(outcome), metrics })) };
}
