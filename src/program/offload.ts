import { meanDuration } from './mean-duration.ts';
import type { Instruction, Program } from './program.ts';

/** The program with every stretch of computing of at least `leastUs` handed to a worker and waited for, as `await pool.run(…)` does. Handing over takes no time here. */
export function offload(program: Program, leastUs: number): { readonly program: Program; readonly moved: number } {
  const bodies = new Map<string, readonly Instruction[]>();
  let moved = 0;
  const one = (instruction: Instruction): readonly Instruction[] => {
    switch (instruction.op) {
      case 'compute': {
        if (meanDuration(instruction.us) < leastUs) return [instruction];
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
