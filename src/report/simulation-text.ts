/** `overlap simulate` for a person to read: the lanes of a scenario or the waterfall of a function, and what they amount to. */
import type { Machine } from '../engine/machine.ts';
import type { Outcome } from '../engine/schedule.ts';
import type { Timeline } from './file-report.ts';
import { count, duration } from './format.ts';
import { lanes } from './lanes-text.ts';
import { outcomeWord, scenarioFigures } from './scenario-figures.ts';
import type { Simulated } from './simulation-json.ts';
import { waterfall } from './waterfall-text.ts';

export interface SimulationTextOptions {
  readonly colour: boolean;
  /** Characters in a line. */
  readonly width: number;
}

export function scenarioText(simulated: Simulated & { readonly teaches: string; readonly tickUs: number; readonly exploration: readonly string[] }, options: SimulationTextOptions): string {
  const { title, teaches, schedule, tickUs, exploration } = simulated;
  const bold = emphasis(options);
  // Where no step takes time there is nothing to draw: only the order of the steps is of interest.
  const drawn = schedule.wallUs > 0 || exploration.length === 0;
  return [
    bold(title),
    ...(teaches ? [teaches] : []),
    machineWords(schedule.machine),
    '',
    ...(drawn ? [...lanes(schedule, { width: options.width, tickUs }), '', ...table(scenarioFigures(simulated).filter(({ id }) => id !== 'outcome').map(({ label, value }) => [label, value]))] : []),
    ...outcomeLines(schedule.outcome),
    ...(drawn && exploration.length > 0 ? [''] : []),
    ...exploration,
    '',
  ].join('\n');
}

export function timelineText(timeline: Timeline, options: SimulationTextOptions): string {
  const bold = emphasis(options);
  if (timeline.instant) return [bold(timeline.title), '', ...timeline.instant.map((text, index) => (index === 0 ? `${text}.` : text)), ...(timeline.notes.length > 0 ? ['', ...timeline.notes] : []), ''].join('\n');
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

function outcomeLines(outcome: Outcome): string[] {
  return outcome.type === 'finished' ? [] : ['', `${outcomeWord(outcome)}: ${outcome.detail}`];
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
