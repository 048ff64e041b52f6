import { meanDuration } from '../../program/mean-duration.ts';
import type { Instruction, Program } from '../../program/program.ts';
import type { Code } from '../code.ts';

/** How much computing each body holds (what it spawns left out): exact for constant times and loops, the mean of distributions, the longer side of a branch. */
export function jobLengths(program: Program, code: Code): Float64Array {
  return Float64Array.from(code.bodies, (body) => lengthOf(program.bodies[body.name] ?? []));
}

function lengthOf(instructions: readonly Instruction[]): number {
  let sum = 0;
  for (const one of instructions) {
    if (one.op === 'compute') sum += meanDuration(one.us);
    else if (one.op === 'loop') sum += one.times * lengthOf(one.body);
    else if (one.op === 'while' || one.op === 'timeout') sum += lengthOf(one.body);
    else if (one.op === 'branch') sum += Math.max(lengthOf(one.then), lengthOf(one.else));
    else if (one.op === 'try') sum += lengthOf(one.body) + lengthOf(one.finally);
  }
  return sum;
}
