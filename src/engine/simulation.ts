import type { Program } from '../program/program.ts';
import type { Code } from './code.ts';
import { Cores } from './cores.ts';
import { Devices, flightName, poolName } from './devices.ts';
import { EventHeap } from './heap.ts';
import { Interpreter } from './interpreter.ts';
import { Joins } from './joins.ts';
import { LimitReached, type Limits } from './limits.ts';
import type { Machine } from './machine.ts';
import { createPolicy } from './models/create.ts';
import * as policy from './policy.ts';
import { hash } from './random.ts';
import { NoRecording, Recording } from './recording.ts';
import { addRoots, inOrderOfArrival, type Roots } from './roots.ts';
import { waitKinds } from './schedule.ts';
import { Sync } from './sync.ts';
import * as table from './task-table.ts';
import { TaskTable } from './task-table.ts';

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
  alive = 0;
  peakAlive = 0;
  steps = 0;
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
  readonly interpreter: Interpreter;
  readonly cores: Cores;
  readonly policy: policy.Policy;
  /** Which tasks a TaskSpec became: from, and how many. */
  readonly roots: readonly Roots[];
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
    this.devices = new Devices(this);
    this.sync = new Sync(this);
    this.joins = new Joins(this);
    this.interpreter = new Interpreter(this);
    this.cores = new Cores(this);
    this.roots = addRoots(this.tasks, program, code, machine.seed, limits.maxTasks);
    this.#arrivals = inOrderOfArrival(this.tasks);
    this.policy = createPolicy(this);
  }

  /** Runs to the end: until nothing can happen any more. @throws {LimitReached} */
  run(): void {
    const { heap, cores } = this;
    const { clock, resumed } = cores;
    for (;;) {
      this.step();
      while (resumed.length > 0) cores.resume(resumed.shift());
      this.policy.dispatch();
      if (resumed.length > 0) continue;
      const arrival = this.#nextArrival();
      let next = clock.minTime;
      if (heap.minTime < next) next = heap.minTime;
      if (arrival < next) next = arrival;
      if (next === Infinity) return;
      if (cores.computing + this.devices.served === 1) this.aloneUs += next - this.now;
      this.now = next;
      while (clock.minTime === next) {
        this.step();
        cores.sliceEnds();
      }
      if (arrival === next) this.#arrive();
      while (heap.minTime === next) {
        this.step();
        const payload = heap.minPayload;
        const sequence = heap.minSequence;
        heap.pop();
        this.#happens(payload & 3, payload >> 2, sequence);
      }
    }
  }

  /** Infinity where all have arrived. */
  #nextArrival(): number {
    return this.#arrived < this.#arrivals.length ? this.tasks.arrivesUs[this.#arrivals[this.#arrived]!]! : Infinity;
  }

  /** All that arrive now. */
  #arrive(): void {
    while (this.#nextArrival() === this.now) {
      this.step();
      const task = this.#arrivals[this.#arrived++]!;
      this.begins();
      this.makeReady(task, policy.ARRIVED);
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
      this.cores.resumed.push(core);
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
        this.interpreter.timedOut(task, sequence);
        return;
      case BOOST:
        this.policy.boost?.(this.heap.size > 0 || this.cores.clock.minTime < Infinity || this.#arrived < this.#arrivals.length);
        return;
    }
  }
}
