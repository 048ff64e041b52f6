import * as op from '../opcodes.ts';
import { bodyAt, PARENT, PC } from './layout.ts';
import type { Stepper } from './stepper.ts';

/** What a stuck task waits for, and where. */
export interface Wait {
  readonly task: string;
  readonly text: string;
  /** Index into the program's sites; -1: none. */
  readonly site: number;
  /** The body that it stands in. */
  readonly where: string;
}

/** A task's name; of a spawned one, its body's with its number. */
export function nameOf(stepper: Stepper, state: Int32Array, task: number): string {
  const { layout, code } = stepper;
  const root = layout.rootNames[task];
  if (root !== undefined) return root;
  const pc = state[task * layout.stride + PC]!;
  const parent = state[task * layout.stride + PARENT]!;
  const body = pc >= 0 ? bodyAt(code, pc).slice('bodies.'.length) : 'task';
  return `${body} ${task - layout.roots + 1} of ${layout.rootNames[parent] ?? `task ${parent}`}`;
}

/** The tasks without whose doing a task cannot go on. */
export function waitsOn(stepper: Stepper, state: Int32Array, task: number): readonly number[] {
  const { layout, code } = stepper;
  const pc = state[task * layout.stride + PC]!;
  if (pc < 0) return [];
  if (code.op[pc] === op.LOCK) {
    const owner = state[layout.locksAt + code.a[pc]!]! - 1;
    return owner >= 0 ? [owner] : [];
  }
  return code.op[pc] === op.JOIN ? stepper.waitsFor(state, task, pc) : [];
}

export function describeWait(stepper: Stepper, state: Int32Array, task: number): Wait {
  const { layout, code } = stepper;
  const pc = state[task * layout.stride + PC]!;
  const name = nameOf(stepper, state, task);
  const others = waitsOn(stepper, state, task);
  const by = others.map((other) => nameOf(stepper, state, other)).join(', ');
  return { task: name, text: `${name} ${wait()}`, site: code.site[pc]!, where: bodyAt(code, pc) };

  function wait(): string {
    const a = code.a[pc]!;
    switch (code.op[pc]!) {
      case op.LOCK:
        return others[0] === task ? `waits for lock ${code.locks[a]!.name}, which it holds itself` : `waits for lock ${code.locks[a]!.name}, held by ${by}`;
      case op.ACQUIRE:
        return `waits for ${code.semaphores[a]!.name}, which nobody gives back`;
      case op.SEND:
        return `waits to send on ${code.channels[a]!.name}, which nobody empties`;
      case op.RECEIVE:
        return `waits to receive on ${code.channels[a]!.name}, and nobody is left to send`;
      case op.BARRIER:
        return `waits at barrier ${code.barriers[a]!.name}, and not enough others can come`;
      case op.JOIN:
        return `waits for ${by}`;
      default:
        return 'cannot go on';
    }
  }
}
