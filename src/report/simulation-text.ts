/** `overlap simulate` for a person to read: the lanes of a scenario or the waterfall of a function, and what they amount to. */
import type { Machine } from '../engine/machine.ts';
import type { Outcome } from '../engine/schedule.ts';
import type { Timeline } from './file-report.ts';
import { bytes, count, duration, percent, times } from './format.ts';
import { lanes } from './lanes-text.ts';
import type { Simulated } from './simulation-json.ts';
import { waterfall } from './waterfall-text.ts';

export interface SimulationTextOptions {
  readonly colour: boolean;
  /** Characters in a line. */
  readonly width: number;
}

export function scenarioText(simulated: Simulated & { readonly teaches: string; readonly tickUs: number }, options: SimulationTextOptions): string {
  const { title, teaches, schedule, tickUs } = simulated;
  const bold = emphasis(options);
  return [
    bold(title),
    ...(teaches ? [teaches] : []),
    machineWords(schedule.machine),
    '',
    ...lanes(schedule, { width: options.width, tickUs }),
    '',
    ...table(scenarioFigures(simulated)),
    ...outcomeLines(schedule.outcome),
    '',
  ].join('\n');
}

export function timelineText(timeline: Timeline, options: SimulationTextOptions): string {
  const bold = emphasis(options);
  const wallUs = Math.max(...timeline.runs.map((run) => run.schedule.wallUs));
  return [
    bold(timeline.title),
    ...timeline.runs.flatMap((run) => ['', bold(run.title), ...waterfall(run.schedule, wallUs, options.width)]),
    '',
    ...table(timeline.figures.map(({ label, value }) => [label, value])),
    '',
    ...timeline.notes,
    '',
  ].join('\n');
}

/** What a scenario amounts to, as label and value; figures that say nothing here are left out. */
function scenarioFigures({ schedule, metrics }: Simulated): (readonly [string, string])[] {
  const several = schedule.tasks.count > 1;
  return [
    ['Wall', duration(metrics.wallUs)],
    ['Speed-up', `${times(metrics.speedup)} (${metrics.speedupOf === 'cpu' ? 'CPU work' : 'work and waits, one task at a time,'} ÷ wall)`],
    ['Cores busy', percent(metrics.utilisation)],
    ...(metrics.blockedCoreUs > 0 ? [['Cores held while waiting', duration(metrics.blockedCoreUs)] as const] : []),
    ...(metrics.overheadUs > 0 ? [['Switching and spinning', duration(metrics.overheadUs)] as const] : []),
    ['Switches', metrics.switches.toLocaleString('en')],
    ['Work, span', `${duration(metrics.workUs)}, ${duration(metrics.spanUs)}`],
    ['Serial fraction', `${percent(metrics.serialFraction)}${metrics.amdahlLimit === null ? '' : `, so at most ${times(metrics.amdahlLimit)}`}`],
    ...(several ? [['Latency', `median ${duration(metrics.latencyUs.p50)}, 95 % within ${duration(metrics.latencyUs.p95)}, longest ${duration(metrics.latencyUs.max)}`] as const] : []),
    ...(several ? [['Throughput', `${metrics.throughputPerS.toLocaleString('en', { maximumSignificantDigits: 3 })} tasks a second`] as const] : []),
    ['Memory for tasks', bytes(metrics.memoryBytes)],
  ];
}

function outcomeLines(outcome: Outcome): string[] {
  switch (outcome.type) {
    case 'finished':
      return [];
    case 'deadlock':
      return ['', `Deadlock: ${outcome.detail}`];
    case 'failed':
      return ['', `Failed: ${outcome.detail}`];
    case 'limited':
      return ['', `Cut off: ${outcome.detail}`];
  }
}

function machineWords({ model, cores, quantumUs, switchCostUs }: Machine): string {
  const words = [`${count(cores, 'core')}, ${model}`, ...(quantumUs > 0 ? [`quantum ${duration(quantumUs)}`] : []), ...(switchCostUs > 0 ? [`switch cost ${duration(switchCostUs)}`] : [])];
  return words.join(', ');
}

function table(rows: readonly (readonly [string, string])[]): string[] {
  const margin = Math.max(0, ...rows.map(([label]) => label.length)) + 2;
  return rows.map(([label, value]) => `${label.padEnd(margin)}${value}`);
}

function emphasis({ colour }: SimulationTextOptions): (text: string) => string {
  return (text) => (colour ? `\u001b[1m${text}\u001b[0m` : text);
}
