import { modelNames, policyNames, type Machine } from './machine.ts';
import { ProgramError, whole } from './program-error.ts';

/** More cores than this are a slip of the keyboard; slices number them in 16 bits. */
export const mostCores = 65_535;

/** @throws {ProgramError} with a path such as `machine.cores` */
export function checkMachine(machine: Machine): void {
  if (!modelNames.includes(machine.model)) throw new ProgramError('machine.model', `there is no model ${machine.model}; there are ${modelNames.join(', ')}`);
  if (machine.policy !== undefined && !policyNames.includes(machine.policy)) throw new ProgramError('machine.policy', `there is no policy ${machine.policy}; there are ${policyNames.join(', ')}`);
  whole(machine.cores, 'machine.cores', 1);
  if (machine.cores > mostCores) throw new ProgramError('machine.cores', `must be at most ${mostCores}, but is ${machine.cores}`);
  whole(machine.quantumUs, 'machine.quantumUs');
  whole(machine.switchCostUs, 'machine.switchCostUs');
  whole(machine.migrationCostUs ?? 0, 'machine.migrationCostUs');
  whole(machine.coldCacheCostUs ?? 0, 'machine.coldCacheCostUs');
  whole(machine.boostUs ?? 0, 'machine.boostUs');
  whole(machine.poolSize ?? 1, 'machine.poolSize', 1);
  whole(machine.ioPoolSize ?? 1, 'machine.ioPoolSize', 1);
  whole(machine.mostInFlight ?? 1, 'machine.mostInFlight', 1);
  whole(machine.levels ?? 1, 'machine.levels', 1);
  whole(machine.bytesPerTask ?? 0, 'machine.bytesPerTask');
  if (!Number.isInteger(machine.seed)) throw new ProgramError('machine.seed', `must be a whole number, but is ${machine.seed}`);
  if (machine.globalTick && machine.quantumUs === 0) throw new ProgramError('machine.globalTick', 'needs a quantum: set quantumUs above 0');
}
