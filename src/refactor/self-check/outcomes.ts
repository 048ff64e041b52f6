/** Where a program can end: every interleaving up to a limit, and drawn ones beyond. */
import { compile } from '../../engine/compile.ts';
import { layoutOf } from '../../engine/interleavings/layout.ts';
import { search } from '../../engine/interleavings/search.ts';
import { replayText } from '../../engine/interleavings/replay.ts';
import { Stepper } from '../../engine/interleavings/stepper.ts';
import { type Machine, machineOf } from '../../engine/machine.ts';
import { hash } from '../../engine/random.ts';
import type { Program } from '../../program/program.ts';

export const machine: Machine = machineOf('event-loop');

export interface Ending {
  readonly variables: Readonly<Record<string, number>>;
  /** A shortest interleaving that ends so, or the first one drawn. */
  readonly replay: string;
}

export interface Endings {
  readonly all: readonly Ending[];
  /** False where there may be more. */
  readonly exhausted: boolean;
}

export interface Limits {
  /** States of one program that are looked at. */
  readonly states: number;
  /** Interleavings drawn where there are more states. */
  readonly drawn: number;
}

export function endingsOf(program: Program, { states, drawn }: Limits): Endings {
  const only = run(program, (ready) => (ready === 1 ? 0 : undefined));
  if (only !== undefined) return { all: [only], exhausted: true };
  const found = search(program, machine, { maxStates: states });
  if (found.exhausted) return { all: found.outcomes, exhausted: true };
  const more = Array.from({ length: drawn }, (_, seed) => run(program, (ready, step) => hash(seed, step) % ready));
  return { all: [...found.outcomes, ...more.filter((one) => one !== undefined)], exhausted: false };
}

/**
 * One interleaving: `choose` says which of so many tasks goes on; undefined where it does not. No program of the self-check waits for ever: its tasks have no loops,
 * and nobody waits for what does not come.
 */
function run(program: Program, choose: (ready: number, step: number) => number | undefined): Ending | undefined {
  const code = compile(program);
  const layout = layoutOf(program, code, false);
  const stepper = new Stepper(code, layout, true);
  const state = stepper.first();
  const moves: number[] = [];
  for (;;) {
    const ready: number[] = [];
    for (let task = 0; task < layout.tasks; task++) if (stepper.enabled(state, task)) ready.push(task);
    if (ready.length === 0) break;
    const next = ready[choose(ready.length, moves.length) ?? -1];
    if (next === undefined) return undefined;
    moves.push(2 * next);
    stepper.step(state, next);
  }
  const variables = Object.fromEntries(code.variables.map(({ name }, index) => [name, state[layout.variablesAt + index] ?? 0]));
  return { variables, replay: replayText(moves) };
}
