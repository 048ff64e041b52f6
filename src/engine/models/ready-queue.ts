import type { PolicyName } from '../machine.ts';
import * as policy from '../policy.ts';
import * as reason from '../reasons.ts';
import { EventHeap } from '../heap.ts';
import { Ring } from '../ring.ts';
import type { Simulation } from '../simulation.ts';
import { jobLengths } from './job-length.ts';

/** Ready tasks in the order in which they are to run. Lower keys go first; equal ones in order of coming. */
export interface ReadyQueue {
  readonly length: number;
  readonly reason: number;
  /** A more urgent newcomer takes the core of a less urgent task. */
  readonly preempts: boolean;
  push(task: number, source: number): void;
  shift(): number;
  /** How urgent a task is. */
  key(task: number): number;
  /** The key of the first. */
  first(): number;
  /** How long a task may keep a core; 0: as long as it wants. */
  quantum(task: number): number;
  boost?(moreToCome: boolean): void;
}

export function readyQueue(simulation: Simulation, name: PolicyName): ReadyQueue {
  const { tasks, machine } = simulation;
  switch (name) {
    case 'fifo':
      return new FirstCome(simulation);
    case 'sjf': {
      const lengths = jobLengths(simulation.program, simulation.code);
      return new ByKey(simulation, reason.SHORTEST, false, (task) => lengths[tasks.body[task]!]! - tasks.cpuUs[task]!);
    }
    case 'list':
      return new ByKey(simulation, reason.LISTED, false, (task) => task);
    case 'priority':
      return new ByKey(simulation, reason.URGENT, true, (task) => tasks.priority[task]!);
    case 'mlfq':
      return new Levels(simulation, machine.levels ?? 3);
  }
}

class FirstCome implements ReadyQueue {
  readonly reason = reason.HEAD;
  readonly preempts = false;
  readonly #ring = new Ring();
  readonly #quantum: number;

  constructor(simulation: Simulation) {
    this.#quantum = simulation.machine.quantumUs;
  }

  get length(): number {
    return this.#ring.length;
  }

  push(task: number): void {
    this.#ring.push(task);
  }

  shift(): number {
    return this.#ring.shift();
  }

  key(): number {
    return 0;
  }

  first(): number {
    return 0;
  }

  quantum(): number {
    return this.#quantum;
  }
}

class ByKey implements ReadyQueue {
  readonly reason: number;
  readonly preempts: boolean;
  readonly key: (task: number) => number;
  readonly #heap = new EventHeap();
  readonly #quantum: number;

  constructor(simulation: Simulation, why: number, preempts: boolean, key: (task: number) => number) {
    this.reason = why;
    this.preempts = preempts;
    this.key = key;
    this.#quantum = simulation.machine.quantumUs;
  }

  get length(): number {
    return this.#heap.size;
  }

  push(task: number): void {
    this.#heap.push(this.key(task), task);
  }

  shift(): number {
    const task = this.#heap.minPayload;
    this.#heap.pop();
    return task;
  }

  first(): number {
    return this.#heap.minTime;
  }

  quantum(): number {
    return this.#quantum;
  }
}

/**
 * Multi-level feedback (Arpaci-Dusseau, Operating Systems: Three Easy Pieces, chapter 8): new tasks start at the top, one that uses up its
 * quantum goes a level down, where the quantum is twice as long; every so often all go back to the top.
 */
class Levels implements ReadyQueue {
  readonly reason = reason.LEVEL;
  readonly preempts = true;
  readonly #simulation: Simulation;
  readonly #rings: Ring[];
  #length = 0;

  constructor(simulation: Simulation, levels: number) {
    this.#simulation = simulation;
    this.#rings = Array.from({ length: levels }, () => new Ring());
    if (simulation.machine.boostUs) simulation.boostAt(simulation.machine.boostUs);
  }

  get length(): number {
    return this.#length;
  }

  push(task: number, source: number): void {
    const { level } = this.#simulation.tasks;
    if (source === policy.EXPIRED && level[task]! < this.#rings.length - 1) level[task]!++;
    this.#rings[level[task]!]!.push(task);
    this.#length++;
  }

  shift(): number {
    this.#length--;
    return this.#rings[this.first()]!.shift();
  }

  key(task: number): number {
    return this.#simulation.tasks.level[task]!;
  }

  first(): number {
    return this.#rings.findIndex((ring) => ring.length > 0);
  }

  quantum(task: number): number {
    return this.#simulation.machine.quantumUs * 2 ** this.key(task);
  }

  boost(moreToCome: boolean): void {
    const { tasks, machine, now } = this.#simulation;
    tasks.level.fill(0, 0, tasks.count);
    for (const ring of this.#rings.slice(1)) while (ring.length > 0) this.#rings[0]!.push(ring.shift());
    if (moreToCome || this.#length > 0) this.#simulation.boostAt(now + (machine.boostUs ?? 0));
  }
}
