import type { JoinCode, MapCode } from './code.ts';
import * as policy from './policy.ts';
import { waitKinds } from './schedule.ts';
import type { Simulation } from './simulation.ts';
import { DONE, FULFILLED } from './task-table.ts';

const JOIN_WAIT = waitKinds.indexOf('join');

/** One wait for several tasks. */
export interface Gather {
  readonly waiter: number;
  readonly how: JoinCode['how'];
  readonly children: number[];
  /** How many are still to settle (`all`, `allSettled`, `any`); of `await`: which one is next. */
  remaining: number;
  done: boolean;
  /** The error that the wait ends with; -1: none. */
  error: number;
  /** Of a `map`: what it goes on starting where it is limited, and how many it has started. */
  readonly map: MapCode | null;
  started: number;
  parked: boolean;
}

/**
 * Waiting for other tasks. In the JavaScript models a settled promise tells those who await it by reactions, each a microtask, in the order
 * in which they were attached; a combinator is one more promise between (ECMA-262, 27.2.4). Elsewhere a task that ends wakes who joins it.
 */
export class Joins {
  readonly #simulation: Simulation;
  readonly #gathers = new Map<number, Gather>();
  /** Reactions: for which gather, of which task, and which one comes next on that task. */
  readonly #gatherOf: (Gather | undefined)[] = [];
  readonly #childOf: number[] = [];
  readonly #next: number[] = [];
  readonly #free: number[] = [];

  constructor(simulation: Simulation) {
    this.#simulation = simulation;
  }

  /** The wait that a task is in; undefined where it is in none. */
  gatherOf(task: number): Gather | undefined {
    return this.#gathers.get(task);
  }

  /** Begins to wait. Returns the gather: where it is done already, its outcome holds and the task need not wait. */
  wait(waiter: number, how: JoinCode['how'], children: number[], map: MapCode | null, site: number): Gather {
    const gather: Gather = { waiter, how, children, remaining: how === 'await' ? 0 : children.length, done: false, error: -1, map, started: children.length, parked: false };
    if (map !== null) gather.remaining = map.times;
    if (how === 'await') this.#awaitNext(gather);
    else if (gather.remaining === 0) this.#empty(gather);
    else for (const child of children) this.#subscribe(child, gather);
    if (gather.done && !this.#simulation.policy.microtasks) return gather;
    if (gather.done && how === 'await') return gather;
    this.#gathers.set(waiter, gather);
    this.#simulation.park(waiter, JOIN_WAIT, -1, site, policy.PROMISED);
    gather.parked = true;
    if (gather.done) {
      // Still on its core: it is not woken there, but goes on in a microtask of its own.
      this.#gathers.delete(waiter);
      this.#simulation.tasks.thrown[waiter] = gather.error;
      this.#simulation.makeReady(waiter, policy.PROMISED);
    }
    return gather;
  }

  /** A task has settled: all that are attached to it hear of it. */
  settled(child: number): void {
    const { tasks } = this.#simulation;
    let reaction = tasks.firstReaction[child]!;
    tasks.firstReaction[child] = -1;
    tasks.lastReaction[child] = -1;
    while (reaction >= 0) {
      const next = this.#next[reaction]!;
      this.#announce(reaction, child);
      reaction = next;
    }
  }

  /** Runs a reaction. Returns a task that goes on (or begins) in this very microtask; -1: none. */
  react(reaction: number): number {
    const gather = this.#gatherOf[reaction]!;
    const child = this.#childOf[reaction]!;
    this.#gatherOf[reaction] = undefined;
    this.#free.push(reaction);
    return this.#deliver(gather, child);
  }

  /** For which task a reaction is. */
  waiterOf(reaction: number): number {
    return this.#gatherOf[reaction]!.waiter;
  }

  /** The task no longer waits: what settles later is not its concern. */
  abandon(task: number): void {
    const gather = this.#gathers.get(task);
    if (gather === undefined) return;
    gather.done = true;
    gather.parked = false;
    this.#gathers.delete(task);
  }

  #subscribe(child: number, gather: Gather): void {
    const { tasks, policy: model } = this.#simulation;
    if (tasks.state[child] === DONE && !model.microtasks) {
      const started = this.#deliver(gather, child);
      if (started >= 0) this.#simulation.makeReady(started, policy.SPAWNED);
      return;
    }
    tasks.observed[child] = 1;
    const reaction = this.#free.pop() ?? this.#gatherOf.length;
    this.#gatherOf[reaction] = gather;
    this.#childOf[reaction] = child;
    this.#next[reaction] = -1;
    if (tasks.state[child] === DONE) {
      this.#announce(reaction, child);
    } else if (tasks.firstReaction[child]! < 0) {
      tasks.firstReaction[child] = tasks.lastReaction[child] = reaction;
    } else {
      this.#next[tasks.lastReaction[child]!] = reaction;
      tasks.lastReaction[child] = reaction;
    }
  }

  #announce(reaction: number, child: number): void {
    const model = this.#simulation.policy;
    if (model.react !== undefined) {
      model.react(reaction, this.#gatherOf[reaction]!.waiter, child);
      return;
    }
    const started = this.react(reaction);
    if (started >= 0) this.#simulation.makeReady(started, policy.SPAWNED);
  }

  /** `await` of each in turn: attaches to the next one that is not yet done. Returns whether there is none left. */
  #awaitNext(gather: Gather): boolean {
    const { tasks, policy: model } = this.#simulation;
    while (gather.remaining < gather.children.length) {
      const child = gather.children[gather.remaining]!;
      if (tasks.state[child] !== DONE || model.microtasks) {
        this.#subscribe(child, gather);
        return false;
      }
      tasks.observed[child] = 1;
      gather.remaining++;
      this.#follow(gather, child);
      if (tasks.result[child] !== FULFILLED) {
        gather.done = true;
        gather.error = tasks.error[child]!;
        return true;
      }
    }
    gather.done = true;
    return true;
  }

  /** The result of a child reaches the gather. Returns a task that is to go on, or to begin, at once; -1: none. */
  #deliver(gather: Gather, child: number): number {
    const { tasks } = this.#simulation;
    tasks.observed[child] = 1;
    const following = gather.map === null || gather.started >= gather.map.times ? -1 : this.#startNext(gather, gather.map);
    if (gather.done) return following;
    const rejected = tasks.result[child] !== FULFILLED;
    switch (gather.how) {
      case 'await':
        gather.remaining++;
        this.#follow(gather, child);
        if (!rejected) return this.#awaitNext(gather) ? this.#resume(gather, child) : -1;
        gather.done = true;
        gather.error = tasks.error[child]!;
        return this.#resume(gather, child);
      case 'all':
        this.#follow(gather, child);
        if (rejected) return this.#finish(gather, tasks.error[child]!, child, following);
        return --gather.remaining === 0 ? this.#finish(gather, -1, child, following) : following;
      case 'allSettled':
        this.#follow(gather, child);
        return --gather.remaining === 0 ? this.#finish(gather, -1, child, following) : following;
      case 'race':
        this.#follow(gather, child);
        return this.#finish(gather, rejected ? tasks.error[child]! : -1, child, following);
      case 'any':
        if (!rejected || gather.remaining === 1) this.#follow(gather, child);
        if (!rejected) return this.#finish(gather, -1, child, following);
        return --gather.remaining === 0 ? this.#finish(gather, this.#simulation.error('AggregateError: all promises were rejected'), child, following) : following;
    }
  }

  #finish(gather: Gather, error: number, by: number, following: number): number {
    gather.done = true;
    gather.error = error;
    if (gather.parked) this.#resume(gather, by);
    return following;
  }

  /** `all` and `allSettled` of nothing are fulfilled, `any` is rejected, `race` never settles. */
  #empty(gather: Gather): void {
    if (gather.how === 'race') return;
    gather.done = true;
    if (gather.how === 'any') gather.error = this.#simulation.error('AggregateError: all promises were rejected');
  }

  /** The waiting task goes on: returned where that is in this very microtask, else woken. */
  #resume(gather: Gather, by: number): number {
    const simulation = this.#simulation;
    if (!gather.parked) return -1;
    gather.parked = false;
    this.#gathers.delete(gather.waiter);
    simulation.tasks.thrown[gather.waiter] = gather.error;
    if (simulation.policy.microtasks && gather.how === 'await' && by >= 0) {
      simulation.endWait(gather.waiter, by);
      return gather.waiter;
    }
    simulation.wake(gather.waiter, by, policy.PROMISED);
    return -1;
  }

  #startNext(gather: Gather, map: MapCode): number {
    const simulation = this.#simulation;
    gather.started++;
    const child = simulation.spawn(gather.waiter, map.body, map.name, false);
    gather.children.push(child);
    this.#subscribe(child, gather);
    return child;
  }

  #follow(gather: Gather, child: number): void {
    const { tasks } = this.#simulation;
    if (tasks.chainUs[gather.waiter]! < tasks.chainUs[child]!) tasks.chainUs[gather.waiter] = tasks.chainUs[child]!;
  }
}
