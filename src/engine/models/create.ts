import type { Policy } from '../policy.ts';
import type { Simulation } from '../simulation.ts';
import { EventLoops } from './event-loops.ts';
import { GreenThreads } from './green-threads.ts';
import { Threads } from './threads.ts';

/** The policy of a machine's model. */
export function createPolicy(simulation: Simulation): Policy {
  const { model, cores, poolSize } = simulation.machine;
  switch (model) {
    case 'event-loop':
      return new EventLoops(simulation, 1, 0);
    case 'event-loop-per-core':
      return new EventLoops(simulation, cores, 0);
    case 'workers':
      return new EventLoops(simulation, 1, poolSize ?? Math.max(1, cores - 1));
    case 'threads':
      return new Threads(simulation, {});
    case 'blocking':
      return new Threads(simulation, { blocking: true });
    case 'thread-pool':
      return new Threads(simulation, { pool: poolSize ?? 4 });
    case 'gil':
      return new Threads(simulation, { most: 1 });
    case 'green-threads':
      return new GreenThreads(simulation);
  }
}
