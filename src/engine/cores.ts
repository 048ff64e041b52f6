import { CoreClock } from './core-clock.ts';
import { CoreSet } from './core-set.ts';
import { CALLED, COMPUTED, ENDED, PARKED, SPINNING, YIELDED } from './interpreter.ts';
import * as policy from './policy.ts';
import * as reason from './reasons.ts';
import type { Recording } from './recording.ts';
import { Ring } from './ring.ts';
import type { Simulation } from './simulation.ts';
import * as table from './task-table.ts';

/** Indexes of `sliceKinds`. */
const RUN = 0;
const SWITCH = 1;
const BLOCKED = 2;
const SPIN = 3;

/** States of a core. */
const IDLE = 0;
const SWITCHING = 1;
const COMPUTING = 2;
/** Its task waits, or spins, and keeps it. */
const HELD = 3;

/** The cores of the machine: which task each of them runs, and what its present slice is. The policy says who is given which. */
export class Cores {
  /** How many of them compute. */
  computing = 0;
  switches = 0;
  /** The task whose instructions are being executed; -1: none. */
  running = -1;
  readonly idle: CoreSet;
  /** The task on each core; -1: none. */
  readonly task: Int32Array;
  /** When slices end. */
  readonly clock: CoreClock;
  /** Cores whose task has got what it kept the core waiting for. */
  readonly resumed = new Ring();
  readonly #simulation: Simulation;
  readonly #tasks: table.TaskTable;
  readonly #recording: Recording;
  /** Of each instruction. */
  readonly #site: Int32Array;
  readonly #state: Uint8Array;
  /** The row of the slice that is open, or was last. */
  readonly #row: Int32Array;
  readonly #since: Float64Array;
  readonly #quantumEnd: Float64Array;
  /** The thread that each has run last; -1: none. */
  readonly #last: Int32Array;

  constructor(simulation: Simulation) {
    const { machine: { cores }, tasks, recording, code } = simulation;
    this.#simulation = simulation;
    this.#tasks = tasks;
    this.#recording = recording;
    this.#site = code.site;
    this.idle = new CoreSet(cores);
    this.task = new Int32Array(cores).fill(-1);
    this.clock = new CoreClock(cores);
    this.#state = new Uint8Array(cores);
    this.#row = new Int32Array(cores).fill(-1);
    this.#since = new Float64Array(cores);
    this.#quantumEnd = new Float64Array(cores);
    this.#last = new Int32Array(cores).fill(-1);
  }

  /** Gives an idle core to a ready task. `other` goes with the reason, see {@link reason.eventText}. */
  start(core: number, task: number, why: number, other: number): void {
    const simulation = this.#simulation;
    simulation.step();
    this.#recording.event(simulation.now, reason.DISPATCH, task, core, why, other);
    simulation.endWait(task, -1);
    this.idle.remove(core);
    this.task[core] = task;
    this.#tasks.core[task] = core;
    const cost = this.#costOf(core, task);
    if (cost > 0) {
      this.#tasks.state[task] = table.RUNNING;
      this.#state[core] = SWITCHING;
      this.#row[core] = this.#recording.openSlice(core, task, simulation.now, SWITCH, -1);
      this.clock.set(core, simulation.now + cost);
    } else {
      this.#begin(core, task);
    }
  }

  /** Takes a core from its task before its slice is over. The task is left to the caller, ready and in no queue. */
  preempt(core: number, why: number): number {
    const task = this.task[core]!;
    this.#closeSlice(core);
    if (this.#state[core] === COMPUTING) this.#account(core, task);
    this.#recording.event(this.#simulation.now, reason.PREEMPT, task, core, why, 0);
    this.#release(core, task);
    return task;
  }

  /** Whether a core can be taken from its task: it computes. */
  preemptible(core: number): boolean {
    return this.#state[core] === COMPUTING;
  }

  /** When a quantum that begins now is over; 0: never. */
  quantumFromNow(quantumUs: number): number {
    if (quantumUs === 0) return Infinity;
    const { machine, now } = this.#simulation;
    return machine.globalTick ? (Math.floor(now / quantumUs) + 1) * quantumUs : now + quantumUs;
  }

  /** The slice that ends first ends. */
  sliceEnds(): void {
    const simulation = this.#simulation;
    const core = this.clock.minCore;
    const task = this.task[core]!;
    this.#closeSlice(core);
    simulation.activeUs = simulation.now;
    if (this.#state[core] === SWITCHING) {
      this.#begin(core, task);
      return;
    }
    if (this.#state[core] === COMPUTING) {
      this.#account(core, task);
      if (this.#tasks.remaining[task] === 0) {
        this.#go(core, task);
        return;
      }
    }
    this.#expire(core, task);
  }

  /** A task that has kept its core goes on. */
  resume(core: number): void {
    this.#closeSlice(core);
    this.#go(core, this.task[core]!);
  }

  #account(core: number, task: number): void {
    const tasks = this.#tasks;
    const elapsed = this.#simulation.now - this.#since[core]!;
    this.computing--;
    tasks.remaining[task]! -= elapsed;
    tasks.cpuUs[task]! += elapsed;
    tasks.chainUs[task]! += elapsed;
  }

  #expire(core: number, task: number): void {
    this.#release(core, task);
    this.#simulation.makeReady(task, policy.EXPIRED);
  }

  #begin(core: number, task: number): void {
    this.#quantumEnd[core] = this.#simulation.policy.quantumEnd(task);
    this.#go(core, task);
  }

  /** Runs a task, and what it calls, on a core, until it computes, waits or ends. */
  #go(core: number, from: number): void {
    const simulation = this.#simulation;
    const { interpreter } = simulation;
    const tasks = this.#tasks;
    let task = from;
    for (;;) {
      this.task[core] = task;
      tasks.state[task] = table.RUNNING;
      tasks.core[task] = core;
      if (tasks.lastCore[task]! < 0) tasks.startsUs[task] = simulation.now;
      tasks.lastCore[task] = core;
      if (tasks.remaining[task]! > 0) return this.#compute(core, task);
      this.running = task;
      const outcome = interpreter.run(task);
      this.running = -1;
      switch (outcome) {
        case COMPUTED:
          if (this.#quantumEnd[core]! <= simulation.now) this.#expire(core, task);
          else this.#compute(core, task);
          return;
        case SPINNING:
          this.#spin(core, task);
          return;
        case CALLED:
          this.#call(core, task, interpreter.called);
          task = interpreter.called;
          continue;
        case YIELDED:
          if (simulation.policy.holdsCore) continue;
          break;
        case PARKED:
          if (simulation.policy.holdsCore) {
            this.#hold(core, task, BLOCKED, tasks.pc[task]! - 1);
            return;
          }
          break;
        case ENDED:
          break;
      }
      const caller = this.#leave(task);
      if (caller < 0) this.#release(core, task);
      if (outcome === YIELDED) simulation.makeReady(task, policy.YIELDED);
      if (caller < 0) return;
      task = caller;
    }
  }

  /** A task is off its core, having waited, yielded or ended. Returns who called it, and goes on now; -1: nobody. */
  #leave(task: number): number {
    const tasks = this.#tasks;
    const caller = tasks.caller[task]!;
    tasks.core[task] = -1;
    if (caller < 0) return -1;
    tasks.caller[task] = -1;
    // The caller goes on only now: what its callee did so far lies before what it does next.
    if (tasks.chainUs[caller]! < tasks.chainUs[task]!) tasks.chainUs[caller] = tasks.chainUs[task]!;
    return caller;
  }

  #call(core: number, task: number, child: number): void {
    const tasks = this.#tasks;
    tasks.state[task] = table.CALLING;
    tasks.core[task] = -1;
    tasks.caller[child] = task;
    this.#recording.event(this.#simulation.now, reason.DISPATCH, child, core, reason.CALLED, 0);
  }

  #compute(core: number, task: number): void {
    const { now } = this.#simulation;
    this.#state[core] = COMPUTING;
    this.computing++;
    this.#since[core] = now;
    this.#row[core] = this.#recording.openSlice(core, task, now, RUN, this.#site[this.#tasks.pc[task]! - 1]!);
    const end = now + this.#tasks.remaining[task]!;
    const quantumEnd = this.#quantumEnd[core]!;
    this.clock.set(core, end < quantumEnd ? end : quantumEnd);
  }

  #spin(core: number, task: number): void {
    const quantumEnd = this.#quantumEnd[core]!;
    if (quantumEnd <= this.#simulation.now) {
      this.#expire(core, task);
      return;
    }
    this.#hold(core, task, SPIN, this.#tasks.pc[task]!);
    if (quantumEnd < Infinity) this.clock.set(core, quantumEnd);
  }

  /** A task keeps its core without computing, at the instruction that it waits in. */
  #hold(core: number, task: number, kind: number, pc: number): void {
    this.#state[core] = HELD;
    this.#row[core] = this.#recording.openSlice(core, task, this.#simulation.now, kind, this.#site[pc]!);
  }

  #closeSlice(core: number): void {
    this.clock.remove(core);
    this.#recording.closeSlice(this.#row[core]!, this.#simulation.now);
  }

  #release(core: number, task: number): void {
    this.#tasks.core[task] = -1;
    this.task[core] = -1;
    this.#state[core] = IDLE;
    this.idle.add(core);
  }

  /** What it takes until a task can begin on a core. */
  #costOf(core: number, task: number): number {
    const { machine, policy: model } = this.#simulation;
    const tasks = this.#tasks;
    const thread = model.tasksAreThreads ? task : tasks.loop[task]!;
    const previous = this.#last[core]!;
    const home = tasks.lastCore[task]!;
    let cost = 0;
    if (previous >= 0 && previous !== thread) {
      this.switches++;
      cost += machine.switchCostUs;
      if (home === core) cost += machine.coldCacheCostUs ?? 0;
    }
    if (home >= 0 && home !== core) cost += machine.migrationCostUs ?? 0;
    this.#last[core] = thread;
    return cost;
  }
}
