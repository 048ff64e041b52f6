import type { Machine } from '../engine/machine.ts';
import { run, type RunOptions } from '../engine/run.ts';
import type { Program } from '../program/program.ts';
import { serialThenParallel, withLatency, withLimit } from '../program/variations.ts';
import { measure } from './measure.ts';
import type { Metrics } from './metrics.ts';

/** A number of the machine; times in microseconds. */
type MachineParameter = 'cores' | 'quantumUs' | 'switchCostUs' | 'migrationCostUs' | 'coldCacheCostUs' | 'poolSize' | 'ioPoolSize' | 'mostInFlight' | 'bytesPerTask' | 'seed';

/** What a sweep changes. */
export type Parameter =
  | MachineParameter
  /** How many calls of each `map` run at a time. */
  | 'limit'
  /** How long each operation on the outside takes. */
  | 'latencyUs'
  /** From 0 to 1: the program's CPU work, so much of it alone and the rest in as many equal parts as there are cores. */
  | 'serialFraction'
  | ((program: Program, machine: Machine, value: number) => Varied);

interface Varied {
  readonly program: Program;
  readonly machine: Machine;
}

export interface SweepPoint {
  readonly value: number;
  readonly metrics: Metrics;
}

/** Runs a program once for each value of one parameter; stops early where the signal is aborted. */
export function sweep(program: Program, machine: Machine, parameter: Parameter, values: readonly number[], options: RunOptions = {}): SweepPoint[] {
  const vary = variation(program, machine, parameter, options);
  const points: SweepPoint[] = [];
  for (const value of values) {
    if (options.signal?.aborted) break;
    const varied = vary(value);
    points.push({ value, metrics: measure(varied.program, run(varied.program, varied.machine, options)) });
  }
  return points;
}

function variation(program: Program, machine: Machine, parameter: Parameter, options: RunOptions): (value: number) => Varied {
  if (typeof parameter === 'function') return (value) => parameter(program, machine, value);
  switch (parameter) {
    case 'limit':
      return (value) => ({ program: withLimit(program, value), machine });
    case 'latencyUs':
      return (value) => ({ program: withLatency(program, value), machine });
    case 'serialFraction': {
      const { tasks } = run(program, machine, options);
      let workUs = 0;
      for (const us of tasks.cpuUs) workUs += us;
      return (value) => ({ program: serialThenParallel(program.title, workUs, value, machine.cores), machine });
    }
    default:
      return (value) => ({ program, machine: { ...machine, [parameter]: value } });
  }
}
