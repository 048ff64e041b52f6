import { changeEach } from './instructions.ts';
import { meanDuration } from './mean-duration.ts';
import type { Instruction, Program } from './program.ts';

/** The program with every stretch of computing of at least `leastUs` handed to a worker and waited for, as `await pool.run(…)` does. Handing over takes no time here. */
export function offload(program: Program, leastUs: number): { readonly program: Program; readonly moved: number } {
  const bodies = new Map<string, readonly Instruction[]>();
  let moved = 0;
  const handOver = (one: Instruction): readonly Instruction[] => {
    if (one.op !== 'compute' || meanDuration(one.us) < leastUs) return [one];
    const name = `worker ${++moved}`;
    bodies.set(name, [one]);
    const label = program.sites[one.site]?.label ?? 'compute';
    return [{ op: 'spawn', body: name, name: label, handle: name, worker: true, site: one.site }, { op: 'join', how: 'await', handles: [name], site: one.site }];
  };
  // What runs on a worker already stays whole.
  const onWorkers = new Set(program.tasks.filter(({ worker }) => worker === true).map(({ body }) => body));
  for (const [name, list] of Object.entries(program.bodies)) bodies.set(name, onWorkers.has(name) ? list : changeEach(list, handOver));
  return { program: { ...program, bodies: Object.fromEntries(bodies) }, moved };
}
