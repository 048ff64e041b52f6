import type { Program } from '../../program/program.ts';
import type { Code } from '../code.ts';
import * as op from '../opcodes.ts';
import { ProgramError } from '../program-error.ts';

/** Instructions that the search understands; the others have to do with time or with unwinding. */
const unknownTo: ReadonlyMap<number, string> = new Map([
  [op.TRY, 'try'], [op.TIMEOUT, 'timeout'], [op.CANCEL, 'cancel'], [op.MAP, 'map'],
]);

/** Most messages that a channel without a bound is taken to hold. */
const mostMessages = 16;
/** Most tasks that spawning may add. */
const mostSpawned = 24;

/** `pc` of a task that is not there, or has ended. */
export const ABSENT = -1;
export const ENDED = -2;

/** Words of a task, before its loop counters and registers. */
export const PC = 0;
export const FLAGS = 1;
export const PARENT = 2;
export const HANDLE = 3;

/** Bits of {@link FLAGS}. */
/** It has yielded: others go first. */
export const YIELDED = 1;
/** It has come to its barrier and waits there. */
export const ARRIVED = 2;

/** Where everything stands in the words of one state: tasks, then what they share. */
export interface Layout {
  readonly width: number;
  readonly tasks: number;
  readonly roots: number;
  readonly stride: number;
  readonly loopsAt: number;
  readonly registersAt: number;
  /** Names of the tasks that are there from the beginning, with the TaskSpec that each comes from. */
  readonly rootNames: readonly string[];
  readonly rootSpecs: readonly number[];
  readonly rootBodies: readonly number[];
  readonly locksAt: number;
  readonly semaphoresAt: number;
  readonly variablesAt: number;
  readonly barriersAt: number;
  /** Where each channel's count stands, followed by its messages. */
  readonly channelAt: readonly number[];
  readonly channelCapacity: readonly number[];
  /** 1 + the error of the first task that failed; 0: none. */
  readonly failureAt: number;
  /** Who went last (1 + task), and how often one that could have gone on was passed over; -1 where that is not bounded. */
  readonly lastAt: number;
  readonly preemptionsAt: number;
  /** Of every instruction: which loop it stands in (pc of its LOOP or WHILE, -1: none), and how deep a loop is nested. */
  readonly loopOf: Int32Array;
  readonly depthOf: Int32Array;
}

/** @throws {ProgramError} where the program holds what the search does not know */
export function layoutOf(program: Program, code: Code, bounded: boolean): Layout {
  const rootNames: string[] = [];
  const rootSpecs: number[] = [];
  const rootBodies: number[] = [];
  program.tasks.forEach((spec, index) => {
    const count = spec.arrivals.type === 'at' ? spec.arrivals.timesUs.length : spec.arrivals.count;
    if (rootNames.length + count > 64) throw new ProgramError(`tasks[${index}]`, 'the search takes at most 64 tasks; lower the count');
    for (let one = 0; one < count; one++) {
      rootNames.push(count > 1 ? `${spec.name} ${one + 1}` : spec.name);
      rootSpecs.push(index);
      rootBodies.push(code.bodyIndex.get(spec.body) ?? 0);
    }
  });
  const { loopOf, depthOf, deepest } = loopsOf(code);
  code.op.forEach((one, pc) => {
    const name = unknownTo.get(one);
    if (name !== undefined) throw new ProgramError(bodyAt(code, pc), `the search over interleavings does not know ${name}; leave it out of what is searched`);
  });
  checkWhole(code);
  const spawns = code.op.includes(op.SPAWN);
  const registers = Math.max(0, ...code.bodies.map((body) => body.registers));
  const tasks = rootNames.length + (spawns ? mostSpawned : 0);
  const loopsAt = spawns ? 4 : 2;
  const registersAt = loopsAt + deepest;
  const stride = registersAt + registers;
  let at = tasks * stride;
  const take = (words: number): number => {
    at += words;
    return at - words;
  };
  const locksAt = take(code.locks.length);
  const semaphoresAt = take(code.semaphores.length);
  const variablesAt = take(code.variables.length);
  const barriersAt = take(code.barriers.length);
  const channelCapacity = code.channels.map(({ capacity }) => capacity ?? mostMessages);
  const channelAt = channelCapacity.map((capacity) => take(1 + capacity));
  const failureAt = take(1);
  const lastAt = bounded ? take(1) : -1;
  const preemptionsAt = bounded ? take(1) : -1;
  return {
    width: at, tasks, roots: rootNames.length, stride, loopsAt, registersAt, rootNames, rootSpecs, rootBodies, locksAt, semaphoresAt, variablesAt,
    barriersAt, channelAt, channelCapacity, failureAt, lastAt, preemptionsAt, loopOf, depthOf,
  };
}

/** States are made of whole numbers of 32 bits. */
function checkWhole(code: Code): void {
  const check = (value: number, path: string): void => {
    if (value !== (value | 0)) throw new ProgramError(path, `the search takes whole numbers below 2^31, but this is ${value}`);
  };
  for (const { name, initial } of code.variables) check(initial, `resources.${name}.initial`);
  code.values.forEach(({ plus }) => check(plus, 'a value'));
  code.op.forEach((one, pc) => {
    if (one === op.SEND || one === op.ATOMIC) check(code.us[pc]!, bodyAt(code, pc));
  });
}

function loopsOf(code: Code): { loopOf: Int32Array; depthOf: Int32Array; deepest: number } {
  const loopOf = new Int32Array(code.op.length).fill(-1);
  const depthOf = new Int32Array(code.op.length);
  const open: number[] = [];
  let deepest = 0;
  for (let pc = 0; pc < code.op.length; pc++) {
    while (open.length > 0 && code.c[open[open.length - 1]!]! <= pc) open.pop();
    loopOf[pc] = open[open.length - 1] ?? -1;
    if (code.op[pc] === op.LOOP || code.op[pc] === op.WHILE) {
      depthOf[pc] = open.length;
      open.push(pc);
      deepest = Math.max(deepest, open.length);
    }
  }
  return { loopOf, depthOf, deepest };
}

/** Which body an instruction belongs to, as a path. */
export function bodyAt(code: Code, pc: number): string {
  const body = [...code.bodies].reverse().find(({ start }) => start <= pc);
  return `bodies.${body?.name ?? ''}`;
}
