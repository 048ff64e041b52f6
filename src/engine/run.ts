import type { Program } from '../program/program.ts';
import { checkMachine } from './check-machine.ts';
import { compile } from './compile.ts';
import { outcomeOf } from './outcome.ts';
import type { Machine } from './machine.ts';
import type { Outcome, Schedule } from './schedule.ts';
import { LimitReached } from './limits.ts';
import { Simulation } from './simulation.ts';

export interface RunOptions {
  /** Looked at every few thousand steps; an object whose `aborted` changes from another thread will do. */
  readonly signal?: { readonly aborted: boolean };
  /** Steps of scheduler and tasks altogether; 50 million where absent. */
  readonly maxEvents?: number;
  /** 4 million where absent. */
  readonly maxTasks?: number;
}

/**
 * Runs a program on a machine. Equal input gives an equal schedule, byte for byte. Never throws because of what the program does: a failure,
 * a deadlock or a limit is the schedule's outcome, with what ran until then.
 * @throws {import('./program-error.ts').ProgramError} where program or machine cannot be run at all
 */
export function run(program: Program, machine: Machine, options: RunOptions = {}): Schedule {
  checkMachine(machine);
  const code = compile(program);
  const simulation = new Simulation(program, code, machine, { maxEvents: options.maxEvents ?? 50_000_000, maxTasks: options.maxTasks ?? 4_000_000, ...(options.signal && { signal: options.signal }) });
  let limited: Outcome | null = null;
  try {
    if (options.signal?.aborted) throw new LimitReached('stopped: the run was aborted');
    simulation.run();
  } catch (error) {
    if (!(error instanceof LimitReached)) throw error;
    limited = { type: 'limited', detail: error.message };
  }
  const { recording, tasks } = simulation;
  let spanUs = 0;
  let wallUs = limited !== null || simulation.alive > 0 ? simulation.activeUs : 0;
  for (let task = 0; task < tasks.count; task++) {
    if (tasks.chainUs[task]! > spanUs) spanUs = tasks.chainUs[task]!;
    if (tasks.endsUs[task]! > wallUs) wallUs = tasks.endsUs[task]!;
  }
  // Told from what waits are open: before the recording ends them.
  const outcome = limited ?? outcomeOf(simulation);
  return {
    title: program.title, machine, wallUs, spanUs, aloneUs: simulation.aloneUs, switches: simulation.cores.switches, peakTasks: simulation.peakAlive, tasks: tasks.columns(), sites: program.sites,
    slices: recording.slices(wallUs), waits: recording.waits(wallUs), events: recording.events(), outcome,
  };
}
