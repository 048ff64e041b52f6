import type { Program } from '../program/program.ts';
import { CoreSet } from './cores.ts';
import type { Code } from './code.ts';
import { CoreClock } from './core-clock.ts';
import { Devices, flightName, poolName } from './devices.ts';
import { EventHeap } from './heap.ts';
import { CALLED, COMPUTED, ENDED, Interpreter, PARKED, SPINNING, YIELDED } from './interpreter.ts';
import { Joins } from './joins.ts';
import { LimitReached, type Limits } from './limits.ts';
import type { Machine } from './machine.ts';
import { createPolicy } from './models/create.ts';
import * as policy from './policy.ts';
import { hash } from './random.ts';
import * as reason from './reasons.ts';
import { NoRecording, Recording } from './recording.ts';
import { Ring } from './ring.ts';
import { addRoots, inOrderOfArrival, type Roots } from './roots.ts';
import { waitKinds } from './schedule.ts';
import { Sync } from './sync.ts';
import * as table from './task-table.ts';
import { TaskTable } from './task-table.ts';

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

/** What an entry of the event heap is, in the low bits of its payload. */
const COMPLETION = 0;
const TIMEOUT = 1;
const BOOST = 2;

const READY_WAIT = waitKinds.indexOf('ready');
const TIMER_WAIT = waitKinds.indexOf('timer');

/**
 * The core loop, the same for every model. At one instant: slices end, in core order; tasks arrive, in task order; I/O completes, in issue
 * order; then the policy gives idle cores to ready tasks.
 */
export class Simulation {
  now = 0;
  /** Until when anything happened; deadlines that nobody waits for any more do not count. */
  activeUs = 0;
  /** How long exactly one thing was in progress: one core computing, or one operation in service. */
  aloneUs = 0;
  switches = 0;
  alive = 0;
  peakAlive = 0;
  steps = 0;
  /** The task whose instructions are being executed; -1: none. */
  running = -1;
  /** Error messages: those of the program, then those that arise. */
  readonly errors: string[];
  readonly program: Program;
  readonly machine: Machine;
  readonly code: Code;
  readonly limits: Limits;
  readonly tasks = new TaskTable();
  readonly recording: Recording;
  readonly heap = new EventHeap();
  readonly devices: Devices;
  readonly sync: Sync;
  readonly joins: Joins;
  readonly policy: policy.Policy;
  readonly idle: CoreSet;
  /** Which tasks a TaskSpec became: from, and how many. */
  readonly roots: readonly Roots[];
  readonly coreTask: Int32Array;
  readonly #interpreter: Interpreter;
  readonly #clock: CoreClock;
  readonly #coreState: Uint8Array;
  readonly #coreRow: Int32Array;
  /** The last row that was closed on a core, to be taken up again where the same work goes on. */
  readonly #coreSince: Float64Array;
  readonly #coreQuantumEnd: Float64Array;
  readonly #coreLast: Int32Array;
  /** Cores whose task has got what it kept the core waiting for. */
  readonly #resumed = new Ring();
  #computing = 0;
  /** After how many steps the limits are to be looked at. */
  #nextLook = 0;
  readonly #arrivals: Int32Array;
  #arrived = 0;

  constructor(program: Program, code: Code, machine: Machine, limits: Limits) {
    this.program = program;
    this.machine = machine;
    this.code = code;
    this.limits = limits;
    this.errors = [...code.errors];
    const names = [...Object.keys(program.resources), poolName, flightName];
    this.recording = limits.unlimited ? new NoRecording(names) : new Recording(names);
    this.idle = new CoreSet(machine.cores);
    this.coreTask = new Int32Array(machine.cores).fill(-1);
    this.#clock = new CoreClock(machine.cores);
    this.#coreState = new Uint8Array(machine.cores);
    this.#coreRow = new Int32Array(machine.cores).fill(-1);
    this.#coreSince = new Float64Array(machine.cores);
    this.#coreQuantumEnd = new Float64Array(machine.cores);
    this.#coreLast = new Int32Array(machine.cores).fill(-1);
    this.devices = new Devices(this);
    this.sync = new Sync(this);
    this.joins = new Joins(this);
    this.#interpreter = new Interpreter(this);
    this.roots = addRoots(this.tasks, program, code, machine.seed, limits.maxTasks);
    this.#arrivals = inOrderOfArrival(this.tasks);
    this.policy = createPolicy(this);
  }

  /** Runs to the end: until nothing can happen any more. @throws {LimitReached} */
  run(): void {
    const clock = this.#clock;
    const heap = this.heap;
    for (;;) {
      this.step();
      while (this.#resumed.length > 0) this.#resume(this.#resumed.shift());
      this.policy.dispatch();
      if (this.#resumed.length > 0) continue;
      let next = clock.minTime;
      if (heap.minTime < next) next = heap.minTime;
      if (this.#arrived < this.#arrivals.length) {
        const arrival = this.tasks.arrivesUs[this.#arrivals[this.#arrived]!]!;
        if (arrival < next) next = arrival;
      }
      if (next === Infinity) return;
      if (this.#computing + this.devices.served === 1) this.aloneUs += next - this.now;
      this.now = next;
      while (clock.minTime === next) {
        this.step();
        this.#sliceEnds(clock.minCore);
      }
      while (this.#arrived < this.#arrivals.length && this.tasks.arrivesUs[this.#arrivals[this.#arrived]!] === next) {
        this.step();
        const task = this.#arrivals[this.#arrived++]!;
        this.begins();
        this.makeReady(task, policy.ARRIVED);
      }
      while (heap.minTime === next) {
        this.step();
        const payload = heap.minPayload;
        const sequence = heap.minSequence;
        heap.pop();
        this.#happens(payload & 3, payload >> 2, sequence);
      }
    }
  }

  /** Counts one step against the limits. @throws {LimitReached} */
  step(): void {
    if (++this.steps > this.#nextLook) this.#look();
  }

  #look(): void {
    const { maxEvents, signal } = this.limits;
    if (this.steps > maxEvents) throw new LimitReached(`stopped after ${maxEvents} steps: the program may never end; raise the limit, or shorten its loops`);
    if (signal?.aborted) throw new LimitReached('stopped: the run was aborted');
    this.#nextLook = Math.min(maxEvents, this.steps + 4096);
  }

  /** Puts a task that has got what it waited for into the queues, or lets it go on where it has kept its core. */
  wake(task: number, by: number, source: number): void {
    this.activeUs = this.now;
    this.tasks.turn[task]!++;
    const core = this.tasks.core[task]!;
    if (core >= 0) {
      this.endWait(task, by);
      this.tasks.state[task] = table.READY;
      this.#resumed.push(core);
      return;
    }
    this.makeReady(task, source, by);
  }

  makeReady(task: number, source: number, by = -1): void {
    this.endWait(task, by);
    this.tasks.state[task] = table.READY;
    this.tasks.wait[task] = this.recording.openWait(task, this.now, READY_WAIT, -1, -1);
    this.policy.enqueue(task, source);
  }

  /** Closes the open wait of a task, if it is in one. */
  endWait(task: number, by: number): void {
    const row = this.tasks.wait[task]!;
    if (row < 0) return;
    this.recording.closeWait(row, this.now, by);
    this.tasks.wait[task] = -1;
  }

  /** From now on a waiting task waits for something else; `by` ended what it waited for before. */
  waitOn(task: number, kind: number, on: number, by: number): void {
    const { site } = this.recording.waitAt(this.tasks.wait[task]!);
    this.endWait(task, by);
    this.tasks.wait[task] = this.recording.openWait(task, this.now, kind, on, site);
  }

  /** Takes a running task off its instruction stream: it waits for `kind` until it is woken. */
  park(task: number, kind: number, on: number, site: number, source: number): void {
    this.tasks.state[task] = table.WAITING;
    this.tasks.turn[task]!++;
    this.tasks.source[task] = source;
    this.tasks.wait[task] = this.recording.openWait(task, this.now, kind, on, site);
  }

  /** Gives an idle core to a ready task. `other` goes with the reason, see {@link reason.eventText}. */
  start(core: number, task: number, why: number, other: number): void {
    this.step();
    this.recording.event(this.now, reason.DISPATCH, task, core, why, other);
    this.endWait(task, -1);
    this.idle.remove(core);
    this.coreTask[core] = task;
    this.tasks.core[task] = core;
    const cost = this.#costOf(core, task);
    if (cost > 0) {
      this.tasks.state[task] = table.RUNNING;
      this.#coreState[core] = SWITCHING;
      this.#coreRow[core] = this.recording.openSlice(core, task, this.now, SWITCH, -1);
      this.#clock.set(core, this.now + cost);
    } else {
      this.#begin(core, task);
    }
  }

  /** Takes a core from its task before its slice is over. The task is left to the caller, ready and in no queue. */
  preempt(core: number, why: number): number {
    const task = this.coreTask[core]!;
    this.#clock.remove(core);
    this.#closeSlice(core);
    if (this.#coreState[core] === COMPUTING) this.#account(core, task);
    this.recording.event(this.now, reason.PREEMPT, task, core, why, 0);
    this.#release(core, task);
    return task;
  }

  /** Whether a core can be taken from its task: it computes. */
  preemptible(core: number): boolean {
    return this.#coreState[core] === COMPUTING;
  }

  /** When a quantum that begins now is over; 0: never. */
  quantumFromNow(quantumUs: number): number {
    if (quantumUs === 0) return Infinity;
    return this.machine.globalTick ? (Math.floor(this.now / quantumUs) + 1) * quantumUs : this.now + quantumUs;
  }

  /** A new task is in the system. */
  begins(): void {
    if (++this.alive > this.peakAlive) this.peakAlive = this.alive;
  }

  /** Makes a child of `parent`; it is not yet in any queue. @throws {LimitReached} */
  spawn(parent: number, body: number, name: string, worker: boolean): number {
    if (this.tasks.count >= this.limits.maxTasks) throw new LimitReached(`stopped at ${this.limits.maxTasks} tasks: the program may spawn without end; raise the limit, or bound its spawning`);
    const { tasks } = this;
    const key = hash(tasks.key[parent]!, tasks.children[parent]!++);
    const child = tasks.add(name, body, this.code.bodies[body]!.start, parent, this.now, key);
    tasks.priority[child] = tasks.priority[parent]!;
    tasks.chainUs[child] = tasks.chainUs[parent]!;
    tasks.worker[child] = worker ? 1 : 0;
    this.policy.adopt?.(child, parent);
    this.begins();
    return child;
  }

  /** Puts a spawned task into the queues after a time, which counts as a timer of its own. */
  releaseLater(task: number, afterUs: number, site: number): void {
    this.park(task, TIMER_WAIT, -1, site, policy.TIMER_DUE);
    this.devices.issue(task, -1, afterUs);
  }

  /** @returns the number by which {@link #happens} and the frame of the task know each other */
  timeoutAt(task: number, at: number): number {
    return this.heap.push(at, (task << 2) | TIMEOUT);
  }

  completionAt(task: number, at: number): void {
    this.tasks.operation[task] = this.heap.push(at, (task << 2) | COMPLETION);
  }

  boostAt(at: number): void {
    this.heap.push(at, BOOST);
  }

  settle(task: number, result: number, error: number): void {
    const { tasks } = this;
    tasks.state[task] = table.DONE;
    tasks.result[task] = result;
    tasks.error[task] = error;
    tasks.endsUs[task] = this.now;
    this.activeUs = this.now;
    this.alive--;
    if (tasks.firstReaction[task]! >= 0) this.joins.settled(task);
    tasks.local[task] = undefined;
    this.policy.ended?.(task);
  }

  /** Registers, handles and frames of a task, made when first needed. */
  localOf(task: number): table.Local {
    const known = this.tasks.local[task];
    if (known !== undefined) return known;
    const registers = new Float64Array(this.code.bodies[this.tasks.body[task]!]!.registers);
    return (this.tasks.local[task] = { frames: [], registers, handles: [], joined: [], mapped: [] });
  }

  /** The number of an error message. */
  error(message: string): number {
    const known = this.errors.indexOf(message);
    return known >= 0 ? known : this.errors.push(message) - 1;
  }

  /** Throws an error into a task at its wait, or at its next one where it does not wait. */
  interrupt(task: number, error: number): void {
    const { tasks } = this;
    if (tasks.state[task] === table.DONE) return;
    if (tasks.state[task] !== table.WAITING) {
      tasks.doomed[task] = error;
      return;
    }
    this.devices.abandon(task);
    this.joins.abandon(task);
    this.sync.abandon(task);
    tasks.thrown[task] = error;
    this.wake(task, -1, policy.PROMISED);
  }

  #happens(kind: number, task: number, sequence: number): void {
    switch (kind) {
      case COMPLETION:
        if (this.tasks.operation[task] !== sequence) return;
        this.devices.completed(task);
        this.wake(task, -1, this.tasks.source[task]!);
        return;
      case TIMEOUT:
        this.#interpreter.timedOut(task, sequence);
        return;
      case BOOST:
        this.policy.boost?.(this.heap.size > 0 || this.#clock.minTime < Infinity || this.#arrived < this.#arrivals.length);
        return;
    }
  }

  #sliceEnds(core: number): void {
    const task = this.coreTask[core]!;
    this.#clock.remove(core);
    this.#closeSlice(core);
    this.activeUs = this.now;
    if (this.#coreState[core] === SWITCHING) {
      this.#begin(core, task);
      return;
    }
    if (this.#coreState[core] === COMPUTING) {
      this.#account(core, task);
      if (this.tasks.remaining[task] === 0) {
        this.#go(core, task);
        return;
      }
    }
    this.#expire(core, task);
  }

  #account(core: number, task: number): void {
    const elapsed = this.now - this.#coreSince[core]!;
    this.#computing--;
    this.tasks.remaining[task]! -= elapsed;
    this.tasks.cpuUs[task]! += elapsed;
    this.tasks.chainUs[task]! += elapsed;
  }

  #expire(core: number, task: number): void {
    this.#release(core, task);
    this.makeReady(task, policy.EXPIRED);
  }

  #begin(core: number, task: number): void {
    this.#coreQuantumEnd[core] = this.policy.quantumEnd(task);
    this.#go(core, task);
  }

  /** Runs a task, and what it calls, on a core, until it computes, waits or ends. */
  #go(core: number, from: number): void {
    const { tasks } = this;
    let task = from;
    for (;;) {
      this.coreTask[core] = task;
      tasks.state[task] = table.RUNNING;
      tasks.core[task] = core;
      if (tasks.lastCore[task]! < 0) tasks.startsUs[task] = this.now;
      tasks.lastCore[task] = core;
      if (tasks.remaining[task]! > 0) return this.#compute(core, task);
      this.running = task;
      const outcome = this.#interpreter.run(task);
      this.running = -1;
      switch (outcome) {
        case COMPUTED:
          if (this.#coreQuantumEnd[core]! <= this.now) this.#expire(core, task);
          else this.#compute(core, task);
          return;
        case SPINNING:
          if (this.#coreQuantumEnd[core]! <= this.now) {
            this.#expire(core, task);
            return;
          }
          this.#coreState[core] = HELD;
          this.#coreRow[core] = this.recording.openSlice(core, task, this.now, SPIN, this.code.site[tasks.pc[task]!]!);
          if (this.#coreQuantumEnd[core]! < Infinity) this.#clock.set(core, this.#coreQuantumEnd[core]!);
          return;
        case CALLED: {
          const child = this.#interpreter.called;
          tasks.state[task] = table.CALLING;
          tasks.core[task] = -1;
          tasks.caller[child] = task;
          this.recording.event(this.now, reason.DISPATCH, child, core, reason.CALLED, 0);
          task = child;
          continue;
        }
        case YIELDED:
          if (this.policy.holdsCore) continue;
          break;
        case PARKED:
          if (this.policy.holdsCore) {
            this.#coreState[core] = HELD;
            this.#coreRow[core] = this.recording.openSlice(core, task, this.now, BLOCKED, this.code.site[tasks.pc[task]! - 1]!);
            return;
          }
          break;
        case ENDED:
          break;
      }
      const caller = tasks.caller[task]!;
      tasks.core[task] = -1;
      if (caller >= 0) {
        tasks.caller[task] = -1;
        // The caller goes on only now: what its callee did so far lies before what it does next.
        if (tasks.chainUs[caller]! < tasks.chainUs[task]!) tasks.chainUs[caller] = tasks.chainUs[task]!;
        if (outcome === YIELDED) this.makeReady(task, policy.YIELDED);
        task = caller;
        continue;
      }
      this.#release(core, task);
      if (outcome === YIELDED) this.makeReady(task, policy.YIELDED);
      return;
    }
  }

  #compute(core: number, task: number): void {
    this.#coreState[core] = COMPUTING;
    this.#computing++;
    this.#coreSince[core] = this.now;
    this.#coreRow[core] = this.recording.openSlice(core, task, this.now, RUN, this.code.site[this.tasks.pc[task]! - 1]!);
    const end = this.now + this.tasks.remaining[task]!;
    const quantumEnd = this.#coreQuantumEnd[core]!;
    this.#clock.set(core, end < quantumEnd ? end : quantumEnd);
  }

  #closeSlice(core: number): void {
    this.recording.closeSlice(this.#coreRow[core]!, this.now);
  }

  #release(core: number, task: number): void {
    this.tasks.core[task] = -1;
    this.coreTask[core] = -1;
    this.#coreState[core] = IDLE;
    this.idle.add(core);
  }

  /** A task that has kept its core goes on. */
  #resume(core: number): void {
    const task = this.coreTask[core]!;
    this.#clock.remove(core);
    this.#closeSlice(core);
    this.#go(core, task);
  }

  #costOf(core: number, task: number): number {
    const thread = this.policy.tasksAreThreads ? task : this.tasks.loop[task]!;
    const previous = this.#coreLast[core]!;
    const home = this.tasks.lastCore[task]!;
    let cost = 0;
    if (previous >= 0 && previous !== thread) {
      this.switches++;
      cost += this.machine.switchCostUs;
      if (home === core) cost += this.machine.coldCacheCostUs ?? 0;
    }
    if (home >= 0 && home !== core) cost += this.machine.migrationCostUs ?? 0;
    this.#coreLast[core] = thread;
    return cost;
  }
}
