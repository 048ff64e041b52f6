import { CoreSet } from '../core-set.ts';
import * as policy from '../policy.ts';
import * as reason from '../reasons.ts';
import { Ring } from '../ring.ts';
import type { Simulation } from '../simulation.ts';

/** Phases of a turn of the loop, in their order in Node; those in which nothing of a Program can happen are left out. */
const TIMERS = 0;
const POLL = 1;
const CHECK = 2;
/** Nothing to do: the loop sleeps in its poll phase. */
const ASLEEP = 3;

/** The queues of one loop. An entry is twice a task that goes on, or twice a reaction plus 1 (of nextTicks: plus 1 where what follows is a promise job). */
class Loop {
  readonly nextTicks = new Ring();
  readonly microtasks = new Ring();
  readonly timers = new Ring();
  readonly polled = new Ring();
  readonly checks = new Ring();
  phase = ASLEEP;
  /** How many callbacks of the phase are still to be run: those that came after it began wait for the next turn. */
  left = 0;
  /** Promise jobs are being run: all of them go before the next nextTick. */
  draining = false;
  /** A task whose core was taken in the middle of its callback; -1: none. */
  current = -1;
  core = -1;
  waiting = false;
  /** Until when it may keep its core; set when its first callback there begins, until then -1. */
  sliceEnd = -1;
  /** Of a worker: it has a job. */
  busy = false;

  get hasWork(): boolean {
    return this.current >= 0 || this.nextTicks.length + this.microtasks.length + this.timers.length + this.polled.length + this.checks.length > 0;
  }
}

/**
 * Event loops in the order of Node: after each callback nextTicks, then promise jobs, until both are empty; timers, by due time and then
 * creation; completed I/O; setImmediate; and again. One loop, one a core behind a balancer, or one and worker threads, each with a loop of its own.
 */
export class EventLoops implements policy.Policy {
  readonly eager = true;
  readonly holdsCore = false;
  readonly microtasks = true;
  readonly tasksAreThreads = false;
  readonly hasWorkers: boolean;
  readonly #simulation: Simulation;
  readonly #loops: readonly Loop[];
  /** Loops that take requests: all but the workers. */
  readonly #fronts: number;
  /** Requests that the next loop with nothing to do takes. */
  readonly #requests = new Ring();
  /** Jobs for the next worker that has none. */
  readonly #jobs = new Ring();
  /** Where there are more loops than cores: those that have work and no core. */
  readonly #waiting = new Ring();
  /** Where each loop has a core of its own: those that have work. */
  readonly #awake: CoreSet;
  readonly #pinned: boolean;
  readonly #oneQueue: boolean;
  #dealt = 0;

  constructor(simulation: Simulation, fronts: number, workers: number) {
    this.#simulation = simulation;
    this.#fronts = fronts;
    this.hasWorkers = workers > 0;
    this.#loops = Array.from({ length: fronts + workers }, () => new Loop());
    this.#pinned = fronts + workers <= simulation.machine.cores;
    this.#oneQueue = fronts > 1 && simulation.machine.balancer === 'one-queue';
    this.#awake = new CoreSet(this.#loops.length);
    if (this.#pinned) this.#loops.forEach((loop, core) => (loop.core = core));
  }

  quantumEnd(task: number): number {
    if (this.#pinned || this.#loops.length === 1) return Infinity;
    const loop = this.#loopOf(task);
    if (loop.sliceEnd < 0) loop.sliceEnd = this.#simulation.cores.quantumFromNow(this.#simulation.machine.quantumUs);
    return loop.sliceEnd;
  }

  adopt(child: number, parent: number): void {
    const { loop, worker } = this.#simulation.tasks;
    loop[child] = worker[child] === 1 && this.hasWorkers ? -1 : loop[parent]!;
  }

  enqueue(task: number, source: number): void {
    const { tasks } = this.#simulation;
    if (tasks.loop[task]! < 0) {
      if (tasks.worker[task] === 1 && this.hasWorkers) {
        this.#jobs.push(task);
        return;
      }
      if (this.#oneQueue) {
        this.#requests.push(task);
        return;
      }
      tasks.loop[task] = this.#dealt++ % this.#fronts;
    }
    const loop = this.#loopOf(task);
    switch (source) {
      case policy.TICK_CALLBACK:
        loop.nextTicks.push(2 * task);
        break;
      case policy.TICKED:
        loop.nextTicks.push(2 * task + 1);
        break;
      case policy.PROMISED:
      case policy.WOKEN:
        (this.#isHere(task) ? loop.microtasks : loop.polled).push(2 * task);
        break;
      case policy.TIMER_DUE:
        loop.timers.push(2 * task);
        break;
      case policy.CHECKED:
      case policy.YIELDED:
        loop.checks.push(2 * task);
        break;
      case policy.EXPIRED:
        loop.current = task;
        loop.core = -1;
        break;
      default:
        loop.polled.push(2 * task);
    }
    this.#wants(loop, tasks.loop[task]!);
  }

  react(reaction: number, waiter: number): void {
    const loop = this.#loopOf(waiter);
    (this.#isHere(waiter) ? loop.microtasks : loop.polled).push(2 * reaction + 1);
    this.#wants(loop, this.#simulation.tasks.loop[waiter]!);
  }

  dispatch(): void {
    const { idle } = this.#simulation.cores;
    if (this.#loops.length === 1) {
      const loop = this.#loops[0]!;
      loop.core = 0;
      while (idle.size > 0 && idle.has(0) && this.#turn(loop, 0));
      return;
    }
    if (!this.#pinned) {
      this.#dispatchShared();
      return;
    }
    let progress = true;
    while (progress && idle.size > 0) {
      progress = false;
      for (let index = this.#awake.lowest(); index >= 0; index = this.#awake.lowest(index + 1)) {
        const loop = this.#loops[index]!;
        while (idle.has(index) && this.#turn(loop, index)) progress = true;
        if (!loop.hasWork) this.#awake.remove(index);
      }
      for (let index = idle.lowest(); index >= 0 && index < this.#loops.length && this.#requests.length + this.#jobs.length > 0; index = idle.lowest(index + 1)) {
        if (this.#takes(this.#loops[index]!, index)) progress = true;
      }
    }
  }

  ended(task: number): void {
    const { tasks } = this.#simulation;
    if (tasks.worker[task] === 1 && this.hasWorkers) this.#loopOf(task).busy = false;
  }

  /** Loops that share cores are threads of the operating system: round robin by the machine's quantum. */
  #dispatchShared(): void {
    const { cores: { idle }, now } = this.#simulation;
    for (;;) {
      // A loop that has kept its core goes on with its next callback.
      let progress = false;
      this.#loops.forEach((loop, index) => {
        if (loop.core < 0 || !idle.has(loop.core)) return;
        const over = (): boolean => loop.sliceEnd >= 0 && loop.sliceEnd <= now;
        if (over() && this.#waiting.length === 0) loop.sliceEnd = -1;
        while (loop.core >= 0 && idle.has(loop.core) && !over() && this.#turn(loop, index)) progress = true;
        if (loop.core >= 0 && idle.has(loop.core)) {
          loop.core = -1;
          if (loop.hasWork) this.#wants(loop, index);
        }
      });
      this.#loops.forEach((loop, index) => {
        if (index >= this.#fronts && !loop.busy && this.#jobs.length > 0) this.#wants(loop, index);
      });
      const core = this.#freeCore();
      if (core >= 0 && this.#waiting.length > 0) {
        const loop = this.#loops[this.#waiting.shift()]!;
        loop.waiting = false;
        loop.core = core;
        loop.sliceEnd = -1;
        progress = true;
      }
      if (!progress) return;
    }
  }

  /** An idle core that no loop keeps. */
  #freeCore(): number {
    const { idle } = this.#simulation.cores;
    for (let core = idle.lowest(); core >= 0; core = idle.lowest(core + 1)) if (!this.#loops.some((loop) => loop.core === core)) return core;
    return -1;
  }

  #wants(loop: Loop, index: number): void {
    if (this.#pinned) this.#awake.add(index);
    if (this.#pinned || this.#loops.length === 1 || loop.core >= 0 || loop.waiting) return;
    loop.waiting = true;
    this.#waiting.push(index);
  }

  /** Runs the loop's next callback or promise job on its idle core. Returns whether there was one. */
  #turn(loop: Loop, index: number): boolean {
    if (loop.current >= 0) {
      const task = loop.current;
      loop.current = -1;
      this.#simulation.cores.start(loop.core, task, reason.RESUMED, 0);
      return true;
    }
    if (loop.microtasks.length === 0) loop.draining = false;
    if (!loop.draining && loop.nextTicks.length > 0) {
      const entry = loop.nextTicks.shift();
      if ((entry & 1) === 1) loop.microtasks.push(entry - 1);
      else this.#simulation.cores.start(loop.core, entry >> 1, reason.NEXT_TICK, 0);
      return true;
    }
    if (loop.microtasks.length > 0) {
      loop.draining = true;
      this.#run(loop, loop.microtasks.shift(), reason.MICROTASK, 0);
      return true;
    }
    return this.#phases(loop) || this.#takes(loop, index);
  }

  #phases(loop: Loop): boolean {
    if (loop.phase === ASLEEP) {
      loop.phase = POLL;
      loop.left = loop.polled.length;
    }
    for (let phases = 0; phases < 4; phases++) {
      if (loop.phase === TIMERS) {
        if (loop.timers.length > 0) {
          this.#run(loop, loop.timers.shift(), reason.TIMER, loop.timers.length);
          return true;
        }
        loop.phase = POLL;
        loop.left = loop.polled.length;
      } else if (loop.left > 0) {
        loop.left--;
        const queue = loop.phase === POLL ? loop.polled : loop.checks;
        this.#run(loop, queue.shift(), loop.phase === POLL ? reason.POLL : reason.CHECK, queue.length);
        return true;
      } else if (loop.phase === POLL) {
        loop.phase = CHECK;
        loop.left = loop.checks.length;
      } else {
        loop.phase = TIMERS;
      }
    }
    loop.phase = ASLEEP;
    return false;
  }

  /** A loop with nothing to do takes a request or, as a worker, a job. */
  #takes(loop: Loop, index: number): boolean {
    const worker = index >= this.#fronts;
    const queue = worker ? this.#jobs : this.#requests;
    if (queue.length === 0 || (worker && loop.busy)) return false;
    const task = queue.shift();
    this.#simulation.tasks.loop[task] = index;
    if (worker) loop.busy = true;
    this.#simulation.cores.start(loop.core, task, reason.ARRIVAL, queue.length);
    return true;
  }

  #run(loop: Loop, entry: number, why: number, other: number): void {
    const { joins, tasks } = this.#simulation;
    const task = (entry & 1) === 0 ? entry >> 1 : joins.react(entry >> 1);
    if (task < 0) return;
    const begins = tasks.startsUs[task]! < 0;
    // What goes on behind an await is itself a promise job: the jobs it makes go before any nextTick.
    loop.draining = loop.draining || !begins;
    this.#simulation.cores.start(loop.core, task, begins && why === reason.POLL ? reason.ARRIVAL : why, other);
  }

  #loopOf(task: number): Loop {
    return this.#loops[this.#simulation.tasks.loop[task]!]!;
  }

  /** Whether a task belongs to the loop that is running, so that a promise job of its own will do; another loop gets a message. */
  #isHere(task: number): boolean {
    const { cores: { running }, tasks } = this.#simulation;
    return running < 0 || tasks.loop[running] === tasks.loop[task];
  }
}
