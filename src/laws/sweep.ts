import type { Machine } from '../engine/machine.ts';
import { run, type RunOptions } from '../engine/run.ts';
import type { Program } from '../program/program.ts';
import { measure } from './measure.ts';
import type { Metrics } from './metrics.ts';

/** What a sweep changes: a number of the machine, or the program itself as a function of the value. */
export type Parameter =
  | 'cores' | 'quantumUs' | 'switchCostUs' | 'poolSize' | 'ioPoolSize' | 'mostInFlight' | 'seed'
  | ((program: Program, machine: Machine, value: number) => { readonly program: Program; readonly machine: Machine });

export interface SweepPoint {
  readonly value: number;
  readonly metrics: Metrics;
}

/** Runs a program once for each value of one parameter; stops early where the signal is aborted. */
export function sweep(program: Program, machine: Machine, parameter: Parameter, values: readonly number[], options: RunOptions = {}): SweepPoint[] {
  const points: SweepPoint[] = [];
  for (const value of values) {
    if (options.signal?.aborted) break;
    const changed = typeof parameter === 'function' ? parameter(program, machine, value) : { program, machine: { ...machine, [parameter]: value } };
    points.push({ value, metrics: measure(changed.program, run(changed.program, changed.machine, options)) });
  }
  return points;
}
