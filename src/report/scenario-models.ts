import type { RunOptions } from '../engine/run.ts';
import type { ModelsView } from '../protocol.ts';
import type { Scenario } from '../scenarios/load.ts';
import { count } from './format.ts';
import { compareModels } from './models.ts';

/** The load of a scenario under every model. What its machine says of cores, pool, slice and switch cost holds for all of them; a single core is taken to be no choice. */
export function modelsOfScenario({ title, program, machine }: Scenario, options: RunOptions = {}): ModelsView {
  const tasks = program.tasks.reduce((sum, { arrivals }) => sum + (arrivals.type === 'at' ? arrivals.timesUs.length : arrivals.count), 0);
  return compareModels({
    program,
    words: `${count(tasks, 'task')} of “${title}”`,
    known: {
      ...(machine.cores > 1 && { cores: machine.cores }), ...(machine.poolSize !== undefined && { poolSize: machine.poolSize }), ...(machine.quantumUs > 0 && { quantumUs: machine.quantumUs }),
      ...(machine.switchCostUs > 0 && { switchCostUs: machine.switchCostUs }), seed: machine.seed,
    },
  }, options);
}
