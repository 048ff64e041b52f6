import type { Duration, Instruction, Program } from './program.ts';

/** The program with every stretch of computing of at least `leastUs` handed to a worker and waited for, as `await pool.run(…)` does. Handing over takes no time here. */
export function offload(program: Program, leastUs: number): { readonly program: Program; readonly moved: number } {
  const bodies = new Map<string, readonly Instruction[]>();
  let moved = 0;
  const one = (instruction: Instruction): readonly Instruction[] => {
    switch (instruction.op) {
      case 'compute': {
        if (meanUs(instruction.us) < leastUs) return [instruction];
        const name = `worker ${++moved}`;
        bodies.set(name, [instruction]);
        const label = program.sites[instruction.site]?.label ?? 'compute';
        return [{ op: 'spawn', body: name, name: label, handle: name, worker: true, site: instruction.site }, { op: 'join', how: 'await', handles: [name], site: instruction.site }];
      }
      case 'try':
        return [{ ...instruction, body: instruction.body.flatMap(one), catch: instruction.catch?.flatMap(one) ?? null, finally: instruction.finally.flatMap(one) }];
      case 'branch':
        return [{ ...instruction, then: instruction.then.flatMap(one), else: instruction.else.flatMap(one) }];
      case 'loop':
      case 'while':
      case 'timeout':
        return [{ ...instruction, body: instruction.body.flatMap(one) }];
      default:
        return [instruction];
    }
  };
  // What runs on a worker already stays whole.
  const onWorkers = new Set(program.tasks.filter(({ worker }) => worker === true).map(({ body }) => body));
  for (const [name, list] of Object.entries(program.bodies)) bodies.set(name, onWorkers.has(name) ? list : list.flatMap(one));
  return { program: { ...program, bodies: Object.fromEntries(bodies) }, moved };
}

function meanUs(duration: Duration): number {
  if (typeof duration === 'number') return duration;
  switch (duration.type) {
    case 'uniform':
      return (duration.minUs + duration.maxUs) / 2;
    case 'exponential':
      return duration.meanUs;
    case 'lognormal':
      return duration.medianUs * Math.exp(duration.sigma ** 2 / 2);
    case 'empirical':
      return duration.samplesUs.reduce((sum, us) => sum + us, 0) / Math.max(1, duration.samplesUs.length);
  }
}
