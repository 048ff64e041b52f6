import * as op from '../opcodes.ts';
import { nameOf } from './describe.ts';
import { PC } from './layout.ts';
import type { Stepper } from './stepper.ts';

export interface Access {
  readonly task: string;
  readonly does: 'reads' | 'writes' | 'updates';
  /** Index into the program's sites; -1: none. */
  readonly site: number;
}

/** Two accesses of one variable, at least one of them writing, that nothing orders. */
export interface Race {
  readonly variable: string;
  readonly first: Access;
  readonly second: Access;
  /** The way to where either could come next. */
  readonly replay: string;
}

/**
 * Adds the races of one state: two tasks of which each could make its access next. Over all states these are exactly the programs' data
 * races by happens-before: where accesses conflict and no chain of synchronisation orders them, some interleaving has them side by side
 * (Boehm and Adve, Foundations of the C++ Concurrency Memory Model, PLDI 2008, theorem 7.1).
 */
export function racesIn(stepper: Stepper, state: Int32Array, number: number, races: Map<string, Race & { readonly from: number }>): void {
  const { layout, code } = stepper;
  for (let one = 0; one < layout.tasks; one++) {
    const pc = state[one * layout.stride + PC]!;
    if (!accesses(stepper, pc)) continue;
    for (let other = one + 1; other < layout.tasks; other++) {
      const otherPc = state[other * layout.stride + PC]!;
      if (!accesses(stepper, otherPc) || code.a[pc] !== code.a[otherPc]) continue;
      const kinds = [code.op[pc], code.op[otherPc]];
      if (kinds.every((kind) => kind === op.READ) || kinds.every((kind) => kind === op.ATOMIC)) continue;
      const key = `${one} ${pc} ${other} ${otherPc}`;
      if (races.has(key)) continue;
      races.set(key, { variable: code.variables[code.a[pc]!]!.name, first: access(stepper, state, one, pc), second: access(stepper, state, other, otherPc), replay: '', from: number });
    }
  }
}

function accesses(stepper: Stepper, pc: number): boolean {
  if (pc < 0) return false;
  const opcode = stepper.code.op[pc];
  return opcode === op.READ || opcode === op.WRITE || opcode === op.ATOMIC;
}

function access(stepper: Stepper, state: Int32Array, task: number, pc: number): Access {
  const opcode = stepper.code.op[pc];
  return { task: nameOf(stepper, state, task), does: opcode === op.READ ? 'reads' : opcode === op.WRITE ? 'writes' : 'updates', site: stepper.code.site[pc]! };
}
