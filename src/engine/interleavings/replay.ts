import type { Program } from '../../program/program.ts';
import { checkMachine } from '../check-machine.ts';
import { compile } from '../compile.ts';
import { isEventLoop, type Machine } from '../machine.ts';
import * as op from '../opcodes.ts';
import { ProgramError } from '../program-error.ts';
import { describeWait, nameOf } from './describe.ts';
import { layoutOf, PC } from './layout.ts';
import { Stepper } from './stepper.ts';

export interface ReplayStep {
  readonly task: string;
  /** What it did, such as `reads x`. */
  readonly does: string;
  /** Index into the program's sites; -1: none. */
  readonly site: number;
  /** Shared variables behind the step. */
  readonly variables: Readonly<Record<string, number>>;
}

export interface Replay {
  readonly steps: readonly ReplayStep[];
  /** What those wait for that have not ended. */
  readonly waits: readonly string[];
  /** Some have not ended, and nobody can take a step: a deadlock. */
  readonly stuck: boolean;
}

/** An interleaving as text: the tasks by number in the order of their steps, `×n` for n in a row, `?1` where chance goes the second way. */
export function replayText(moves: readonly number[]): string {
  const words: string[] = [];
  for (let at = 0; at < moves.length;) {
    const move = moves[at]!;
    let end = at;
    while (end < moves.length && moves[end] === move) end++;
    words.push(`${move >> 1}${(move & 1) === 1 ? '?1' : ''}${end - at > 1 ? `×${end - at}` : ''}`);
    at = end;
  }
  return words.join(' ');
}

/** The moves of {@link replayText} again. @throws {ProgramError} where the text is none */
export function movesOf(text: string): readonly number[] {
  return text.split(/\s+/).filter((part) => part !== '').flatMap((word) => {
    const match = /^(\d+)(\?1)?(?:×(\d+))?$/.exec(word);
    if (match === null) throw new ProgramError('replay', `${JSON.stringify(word)} is no step; a step is a task's number, such as 0 or 1×3`);
    return new Array<number>(Number(match[3] ?? 1)).fill(2 * Number(match[1]) + (match[2] === undefined ? 0 : 1));
  });
}

/** @throws {ProgramError} where the task of the move cannot take a step: the text belongs to another program */
export function checkMove(stepper: Stepper, state: Int32Array, move: number, taken: number): void {
  const task = move >> 1;
  if (task < stepper.layout.tasks && (stepper.enabled(state, task) || stepper.yielded(state, task))) return;
  throw new ProgramError('replay', `task ${task} cannot take a step after ${taken} steps: the text belongs to another program`);
}

/**
 * Takes the steps of a replay text again, one by one.
 * @throws {ProgramError} where the text is none, or names a task that cannot take a step there: it belongs to another program
 */
export function replay(program: Program, machine: Machine, text: string): Replay {
  checkMachine(machine);
  const code = compile(program);
  const layout = layoutOf(program, code, false);
  const stepper = new Stepper(code, layout, isEventLoop(machine));
  const state = stepper.first();
  const steps: ReplayStep[] = [];
  for (const move of movesOf(text)) {
    checkMove(stepper, state, move, steps.length);
    const task = move >> 1;
    const pc = state[task * layout.stride + PC]!;
    const name = nameOf(stepper, state, task);
    stepper.chance = move & 1;
    stepper.step(state, task);
    steps.push({ task: name, does: does(stepper, pc), site: code.site[pc]!, variables: Object.fromEntries(code.variables.map((variable, index) => [variable.name, state[layout.variablesAt + index]!])) });
  }
  const waits: string[] = [];
  let going = false;
  for (let task = 0; task < layout.tasks; task++) {
    if (state[task * layout.stride + PC]! < 0) continue;
    const goesOn = stepper.enabled(state, task) || stepper.yielded(state, task);
    going ||= goesOn;
    waits.push(goesOn ? `${nameOf(stepper, state, task)} can go on` : describeWait(stepper, state, task).text);
  }
  return { steps, waits, stuck: waits.length > 0 && !going };
}

function does({ code }: Stepper, pc: number): string {
  const a = code.a[pc]!;
  switch (code.op[pc]!) {
    case op.READ:
      return `reads ${code.variables[a]!.name}`;
    case op.WRITE:
      return `writes ${code.variables[a]!.name}`;
    case op.ATOMIC:
      return `updates ${code.variables[a]!.name}`;
    case op.LOCK:
      return `locks ${code.locks[a]!.name}`;
    case op.UNLOCK:
      return `unlocks ${code.locks[a]!.name}`;
    case op.ACQUIRE:
      return `acquires ${code.semaphores[a]!.name}`;
    case op.RELEASE:
      return `releases ${code.semaphores[a]!.name}`;
    case op.SEND:
      return `sends on ${code.channels[a]!.name}`;
    case op.RECEIVE:
      return `receives on ${code.channels[a]!.name}`;
    case op.BARRIER:
      return `comes to barrier ${code.barriers[a]!.name}`;
    case op.SPAWN:
      return `spawns ${code.spawns[a]!.name}`;
    case op.JOIN:
      return 'joins';
    case op.FAIL:
      return `fails: ${code.errors[a]!}`;
    case op.SET:
      return 'computes a value';
    case op.YIELD:
      return 'yields';
    case op.IO:
      return 'waits';
    case op.TEST:
    case op.BRANCH:
      return 'goes one way by chance';
    default:
      return 'computes';
  }
}
