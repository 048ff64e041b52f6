/** One interleaving as a schedule, for pictures of an order: every step takes the same time, and what a task waits for lasts until its next step. */
import type { Program } from '../../program/program.ts';
import { checkMachine } from '../check-machine.ts';
import type { Code } from '../code.ts';
import { compile } from '../compile.ts';
import { isEventLoop, type Machine } from '../machine.ts';
import * as op from '../opcodes.ts';
import { Recording } from '../recording.ts';
import { type Schedule, sliceKinds, type Tasks, taskResults, type WaitKind, waitKinds } from '../schedule.ts';
import { ABSENT, layoutOf, PARENT, PC } from './layout.ts';
import { checkMove, movesOf } from './replay.ts';
import { Stepper } from './stepper.ts';

/** What a step takes, in microseconds. Steps of which nothing is to be seen take no time. */
export const stepUs = 1000;

const run = sliceKinds.indexOf('run');
const [pending, fulfilled, rejected] = [taskResults.indexOf('pending'), taskResults.indexOf('fulfilled'), taskResults.indexOf('rejected')];

/** By the instruction at which a task stands. */
const waitOf: ReadonlyMap<number, WaitKind> = new Map([
  [op.IO, 'io'], [op.JOIN, 'join'], [op.RECEIVE, 'channel'], [op.SEND, 'channel'], [op.LOCK, 'lock'], [op.ACQUIRE, 'semaphore'], [op.BARRIER, 'barrier'],
]);

/**
 * `text`: as `replayText` of replay.ts writes it. `rejecting`: bodies whose tasks are shown as rejected; the search knows of no promises.
 * @throws {import('../program-error.ts').ProgramError} where the text belongs to another program
 */
export function orderedSchedule(program: Program, machine: Machine, text: string, rejecting: ReadonlySet<string> = new Set()): Schedule {
  checkMachine(machine);
  const code = compile(program);
  const layout = layoutOf(program, code, false);
  const stepper = new Stepper(code, layout, isEventLoop(machine));
  const rows = new TaskRows(code, rejecting);
  const recording = new Recording([]);
  /** Open waits by task. */
  const open = new Map<number, number>();
  let executed: { readonly task: number; readonly pc: number }[] = [];
  let now = 0;
  stepper.onExecute = (task, pc) => executed.push({ task, pc });
  // In the event-loop models the first steps are taken here.
  const state = stepper.first();
  layout.rootNames.forEach((name, task) => rows.add(task, name, -1, 0));
  drawStep();
  for (const [taken, move] of movesOf(text).entries()) {
    checkMove(stepper, state, move, taken);
    stepper.chance = move & 1;
    stepper.step(state, move >> 1);
    drawStep();
  }
  return {
    title: program.title, machine, wallUs: now, spanUs: now, aloneUs: 0, switches: 0, peakTasks: rows.peak, tasks: rows.columns(now), sites: program.sites,
    slices: recording.slices(now), waits: recording.waits(now), events: recording.events(), outcome: { type: 'finished' },
  };

  function drawStep(): void {
    const steps = executed;
    executed = [];
    for (const { task, pc } of steps) {
      if (rows.has(task)) continue;
      const body = code.bodies.findLastIndex(({ start }) => start <= pc);
      rows.add(task, code.spawns.find((spawn) => spawn.body === body)?.name ?? code.bodies[body]?.name ?? '', state[task * layout.stride + PARENT]!, now, body);
    }
    // One with nothing in it has ended already.
    for (let task = layout.roots; task < layout.tasks && state[task * layout.stride + PC]! !== ABSENT; task++) {
      if (rows.has(task)) continue;
      rows.add(task, '', state[task * layout.stride + PARENT]!, now);
      rows.end(task, now);
    }
    for (const task of new Set(steps.map((step) => step.task))) {
      const wait = open.get(task);
      if (wait !== undefined) recording.closeWait(wait, now, -1);
      open.delete(task);
    }
    const deeds = deedsOf(code, steps);
    const start = now;
    deeds.forEach(({ task, site }, index) => {
      const [from, to] = [start + Math.round((index * stepUs) / deeds.length), start + Math.round(((index + 1) * stepUs) / deeds.length)];
      recording.closeSlice(recording.openSlice(0, task, from, run, site), to);
      rows.computed(task, from, to);
      now = to;
    });
    for (const task of new Set(steps.map((step) => step.task))) {
      const last = rows.lastUs(task, start);
      if (state[task * layout.stride + PC]! < 0) {
        rows.end(task, last);
        continue;
      }
      const pc = stoppedAt(steps.findLast((step) => step.task === task)?.pc ?? -1, state[task * layout.stride + PC]!);
      open.set(task, recording.openWait(task, last, waitKinds.indexOf(waitOf.get(code.op[pc]!) ?? 'ready'), -1, code.site[pc]!));
    }
  }

  /** An `io` is behind the task when it begins to wait for it; and one whose wait is over without anything else waits on for its turn. */
  function stoppedAt(last: number, next: number): number {
    return code.op[last] !== op.SEND && waitOf.has(code.op[last]!) ? last : next;
  }
}

/** What is seen of a step: its instructions with a site that do something, each site once in a row. */
function deedsOf(code: Code, steps: readonly { readonly task: number; readonly pc: number }[]): readonly { readonly task: number; readonly site: number }[] {
  const deeds: { readonly task: number; readonly site: number }[] = [];
  for (const { task, pc } of steps) {
    const site = code.site[pc]!;
    const isWait = waitOf.has(code.op[pc]!) && code.op[pc] !== op.SEND;
    const before = deeds[deeds.length - 1];
    if (site >= 0 && !isWait && (before?.site !== site || before.task !== task)) deeds.push({ task, site });
  }
  return deeds;
}

interface TaskRow {
  readonly name: string;
  readonly parent: number;
  readonly arrivesUs: number;
  readonly isRejecting: boolean;
  startsUs: number;
  cpuUs: number;
  lastUs: number;
  endsUs: number;
}

/** The tasks in the order in which they came, which is that of their numbers. */
class TaskRows {
  readonly #rows: TaskRow[] = [];
  readonly #code: Code;
  readonly #rejecting: ReadonlySet<string>;
  #peak = 0;

  constructor(code: Code, rejecting: ReadonlySet<string>) {
    this.#code = code;
    this.#rejecting = rejecting;
  }

  /** The most that were there at once. */
  get peak(): number {
    return this.#peak;
  }

  has(task: number): boolean {
    return this.#rows[task] !== undefined;
  }

  add(task: number, name: string, parent: number, atUs: number, body = -1): void {
    this.#rows[task] = { name, parent, arrivesUs: atUs, isRejecting: this.#rejecting.has(this.#code.bodies[body]?.name ?? ''), startsUs: -1, cpuUs: 0, lastUs: atUs, endsUs: -1 };
    this.#peak = Math.max(this.#peak, this.#rows.filter(({ endsUs }) => endsUs < 0).length);
  }

  computed(task: number, fromUs: number, toUs: number): void {
    const row = this.#rows[task]!;
    if (row.startsUs < 0) row.startsUs = fromUs;
    row.cpuUs += toUs - fromUs;
    row.lastUs = toUs;
  }

  /** When it was last seen to do something in the present step. */
  lastUs(task: number, stepStart: number): number {
    return Math.max(this.#rows[task]!.lastUs, stepStart);
  }

  end(task: number, atUs: number): void {
    this.#rows[task]!.endsUs = atUs;
  }

  columns(wallUs: number): Tasks {
    const rows = this.#rows;
    const names = [...new Set(rows.map(({ name }) => name))];
    const column = (of: (row: TaskRow) => number): Float64Array => Float64Array.from(rows, of);
    return {
      count: rows.length,
      name: Int32Array.from(rows, ({ name }) => names.indexOf(name)),
      ordinal: Int32Array.from(rows, (row, index) => {
        const alike = rows.filter(({ name }) => name === row.name);
        return alike.length === 1 ? 0 : rows.slice(0, index + 1).filter(({ name }) => name === row.name).length;
      }),
      parent: Int32Array.from(rows, ({ parent }) => parent),
      arrivesUs: column(({ arrivesUs }) => arrivesUs),
      startsUs: column(({ startsUs }) => startsUs),
      endsUs: column(({ endsUs }) => endsUs),
      cpuUs: column(({ cpuUs }) => cpuUs),
      ioUs: column(({ arrivesUs, endsUs, cpuUs }) => Math.max(0, (endsUs < 0 ? wallUs : endsUs) - arrivesUs - cpuUs)),
      result: Uint8Array.from(rows, ({ endsUs, isRejecting }) => (endsUs < 0 ? pending : isRejecting ? rejected : fulfilled)),
      names,
    };
  }
}
