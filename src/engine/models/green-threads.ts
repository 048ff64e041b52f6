import * as policy from '../policy.ts';
import * as reason from '../reasons.ts';
import { Ring } from '../ring.ts';
import type { Simulation } from '../simulation.ts';

/** Many light tasks on few threads, one queue a core (Go, Java's virtual threads, tokio): a core with nothing of its own takes from the longest other queue. */
export class GreenThreads implements policy.Policy {
  readonly eager = false;
  readonly holdsCore = false;
  readonly microtasks = false;
  readonly tasksAreThreads = true;
  readonly hasWorkers = false;
  readonly #simulation: Simulation;
  readonly #queues: readonly Ring[];
  readonly #stealing: boolean;
  readonly #quantumUs: number;
  #ready = 0;
  #dealt = 0;

  constructor(simulation: Simulation) {
    this.#simulation = simulation;
    this.#queues = Array.from({ length: simulation.machine.cores }, () => new Ring());
    this.#quantumUs = simulation.machine.quantumUs;
    this.#stealing = simulation.machine.stealing ?? true;
  }

  quantumEnd(): number {
    return this.#simulation.cores.quantumFromNow(this.#quantumUs);
  }

  adopt(child: number, parent: number): void {
    this.#simulation.tasks.loop[child] = Math.max(0, this.#simulation.tasks.lastCore[parent]!);
  }

  /** Arrivals are dealt to the cores in turn; a spawned task joins its parent's queue, and one whose wait is over the queue of its last core. */
  enqueue(task: number, source: number): void {
    const { lastCore, loop } = this.#simulation.tasks;
    let core = lastCore[task]! >= 0 ? lastCore[task]! : loop[task]!;
    if (source === policy.ARRIVED) core = this.#dealt++ % this.#queues.length;
    this.#queues[core]!.push(task);
    this.#ready++;
  }

  dispatch(): void {
    const { idle } = this.#simulation.cores;
    let given = true;
    while (given && this.#ready > 0) {
      given = false;
      for (let core = idle.lowest(); core >= 0 && this.#ready > 0; core = idle.lowest(core + 1)) {
        if (this.#give(core)) given = true;
      }
    }
  }

  #give(core: number): boolean {
    const own = this.#queues[core]!;
    if (own.length > 0) {
      this.#ready--;
      const task = own.shift();
      this.#simulation.cores.start(core, task, reason.OWN, own.length);
      return true;
    }
    if (!this.#stealing) return false;
    let victim = core;
    for (let other = 0; other < this.#queues.length; other++) {
      if (this.#queues[other]!.length > this.#queues[victim]!.length) victim = other;
    }
    if (victim === core) return false;
    this.#ready--;
    this.#simulation.cores.start(core, this.#queues[victim]!.shift(), reason.STOLEN, victim);
    return true;
  }
}
