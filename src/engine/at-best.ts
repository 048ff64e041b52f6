import type { Program } from '../program/program.ts';
import { compile } from './compile.ts';
import { machineOf, type Machine } from './machine.ts';
import { LimitReached } from './limits.ts';
import { Simulation } from './simulation.ts';

/** What a program does where nothing that the machine has is short: no cores, threads, loops or devices are waited for. */
export interface AtBest {
  readonly workUs: number;
  /** How long exactly one thing was in progress. */
  readonly aloneUs: number;
}

/**
 * Runs a program with nothing limited (rule 10): as many cores as tasks, devices that serve all at once, switches free. What the program
 * itself excludes stays: joins, locks, semaphores, channels, its own limits. In the event-loop models computing stays on the one loop.
 * @returns null where a limit ends the run
 */
export function atBest(program: Program, machine: Machine, tasks: number, maxEvents = 50_000_000): AtBest | null {
  const simulation = new Simulation(program, compile(program), unlimited(machine, tasks), { maxEvents, maxTasks: 4_000_000, unlimited: true });
  try {
    simulation.run();
  } catch (error) {
    if (error instanceof LimitReached) return null;
    throw error;
  }
  let workUs = 0;
  for (let task = 0; task < simulation.tasks.count; task++) workUs += simulation.tasks.cpuUs[task]! + simulation.tasks.ioUs[task]!;
  return { workUs, aloneUs: simulation.aloneUs };
}

/** Whether a run on this machine already is what {@link atBest} would do. */
export function isAtBest(program: Program, machine: Machine): boolean {
  const limitedDevice = Object.values(program.resources).some((resource) => resource.type === 'device' && (resource.capacity !== undefined || resource.pool === true));
  return machine.model === 'event-loop' && machine.mostInFlight === undefined && !limitedDevice;
}

function unlimited(machine: Machine, tasks: number): Machine {
  const cores = Math.max(1, tasks);
  switch (machine.model) {
    case 'event-loop':
      return machineOf('event-loop', 1, { seed: machine.seed });
    case 'workers': {
      const workers = Math.min(tasks, 1024);
      return machineOf('workers', workers + 1, { poolSize: workers, seed: machine.seed });
    }
    case 'blocking':
      return machineOf('blocking', cores, { seed: machine.seed });
    default:
      return machineOf('threads', cores, { seed: machine.seed });
  }
}
