import * as policy from '../policy.ts';
import * as reason from '../reasons.ts';
import { Ring } from '../ring.ts';
import type { Simulation } from '../simulation.ts';
import { readyQueue, type ReadyQueue } from './ready-queue.ts';

export interface ThreadOptions {
  /** Each core keeps its task to the end, through its waits, and a spawned task is a call. */
  readonly blocking?: boolean;
  /** At most so many run at once, whatever the cores: 1 with a global interpreter lock. */
  readonly most?: number;
  /** Threads of a pool: a task has one from its beginning to its end, or waits for one. */
  readonly pool?: number;
}

/** Operating-system threads: one queue for all cores; a task whose wait is over joins it again. */
export class Threads implements policy.Policy {
  readonly eager: boolean;
  readonly holdsCore: boolean;
  readonly microtasks = false;
  readonly tasksAreThreads = true;
  readonly hasWorkers = false;
  readonly #simulation: Simulation;
  readonly #queue: ReadyQueue;
  readonly #blocking: boolean;
  readonly #most: number;
  /** Free threads of the pool, and the tasks that wait for one. */
  #free: number;
  readonly #jobs = new Ring();
  /** Jobs taken by threads of the pool that have ended others at this instant; they queue behind those whose I/O has completed at it. */
  readonly #taken = new Ring();

  constructor(simulation: Simulation, options: ThreadOptions) {
    this.#simulation = simulation;
    this.#blocking = options.blocking ?? false;
    this.eager = this.#blocking;
    this.holdsCore = this.#blocking;
    this.#most = options.most ?? Infinity;
    this.#free = options.pool ?? Infinity;
    this.#queue = readyQueue(simulation, simulation.machine.policy ?? 'fifo');
  }

  quantumEnd(task: number): number {
    return this.#blocking ? Infinity : this.#simulation.cores.quantumFromNow(this.#queue.quantum(task));
  }

  enqueue(task: number, source: number): void {
    if (this.#free < Infinity && this.#simulation.tasks.lastCore[task]! < 0) {
      if (this.#free === 0) {
        this.#jobs.push(task);
        return;
      }
      this.#free--;
    }
    this.#queue.push(task, source);
  }

  dispatch(): void {
    const { cores: { idle }, machine } = this.#simulation;
    for (;;) {
      // A task that is started here may end at once, and its thread takes a job: that, too, is to be started now.
      while (this.#taken.length > 0) this.#queue.push(this.#taken.shift(), policy.ARRIVED);
      if (this.#queue.length === 0) return;
      if (idle.size === 0 || machine.cores - idle.size >= this.#most) {
        if (this.#blocking || !this.#queue.preempts || !this.#displace()) return;
        continue;
      }
      const task = this.#queue.shift();
      this.#simulation.cores.start(idle.lowest(), task, this.#queue.reason, this.#queue.length);
    }
  }

  ended(): void {
    if (this.#jobs.length > 0) this.#taken.push(this.#jobs.shift());
    else this.#free++;
  }

  boost(moreToCome: boolean): void {
    this.#queue.boost?.(moreToCome);
  }

  /** Takes the core of the least urgent running task for the most urgent ready one. Returns whether there was one to take. */
  #displace(): boolean {
    const simulation = this.#simulation;
    let worst = -1;
    let worstKey = this.#queue.first();
    for (let core = 0; core < simulation.machine.cores; core++) {
      const task = simulation.cores.task[core]!;
      if (task < 0 || !simulation.cores.preemptible(core)) continue;
      const key = this.#queue.key(task);
      if (key > worstKey) {
        worst = core;
        worstKey = key;
      }
    }
    if (worst < 0) return false;
    simulation.makeReady(simulation.cores.preempt(worst, reason.DISPLACEMENT), policy.DISPLACED);
    return true;
  }
}
