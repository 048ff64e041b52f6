import * as policy from './policy.ts';
import { waitKinds } from './schedule.ts';
import type { Simulation } from './simulation.ts';
import { WaitQueue } from './wait-queue.ts';

interface Lock {
  /** -1: free. */
  owner: number;
  readonly queue: WaitQueue;
  /** Tasks that burn their core until it is free. */
  readonly spinners: number[];
}

interface Semaphore {
  free: number;
  readonly queue: WaitQueue;
  readonly holders: Map<number, number>;
}

interface Message {
  readonly value: number;
  /** The chain of work that led to it (see `tasks.chainUs`). */
  readonly chainUs: number;
  readonly from: number;
}

interface Channel {
  readonly capacity: number;
  readonly messages: Message[];
  readonly senders: WaitQueue;
  readonly receivers: WaitQueue;
}

interface Barrier {
  readonly parties: number;
  waiting: number[];
}

const waitKind = { lock: waitKinds.indexOf('lock'), semaphore: waitKinds.indexOf('semaphore'), channel: waitKinds.indexOf('channel'), barrier: waitKinds.indexOf('barrier') };

/** What tasks share: locks, semaphores, channels, barriers, all first come, first served; and variables. Each method returns whether the task goes on at once. */
export class Sync {
  readonly variables: Float64Array;
  readonly #simulation: Simulation;
  readonly #locks: readonly Lock[];
  readonly #semaphores: readonly Semaphore[];
  readonly #channels: readonly Channel[];
  readonly #barriers: readonly Barrier[];
  /** What a parked sender or acquirer brought: its value, or its number of permits. */
  readonly #brought = new Map<number, number>();
  /** Where a parked receiver wants its value: a register; -1: nowhere. */
  readonly #wanted = new Map<number, number>();
  readonly #nameIndex: ReadonlyMap<string, number>;

  constructor(simulation: Simulation) {
    const { code, tasks } = simulation;
    const queue = (): WaitQueue => new WaitQueue(tasks);
    this.#simulation = simulation;
    this.variables = Float64Array.from(code.variables, (variable) => variable.initial);
    this.#locks = code.locks.map(() => ({ owner: -1, queue: queue(), spinners: [] }));
    this.#semaphores = code.semaphores.map(({ permits }) => ({ free: permits, queue: queue(), holders: new Map() }));
    this.#channels = code.channels.map(({ capacity }) => ({ capacity: capacity ?? Infinity, messages: [], senders: queue(), receivers: queue() }));
    this.#barriers = code.barriers.map(({ parties }) => ({ parties, waiting: [] }));
    this.#nameIndex = new Map(simulation.recording.names.map((name, index) => [name, index]));
  }

  /** The owner of a lock; -1: nobody. */
  ownerOf(lock: number): number {
    return this.#locks[lock]!.owner;
  }

  /** Tasks that hold permits of a semaphore. */
  holdersOf(semaphore: number): number[] {
    return [...(this.#semaphores[semaphore]?.holders.keys() ?? [])];
  }

  nameOf(on: string): number {
    return this.#nameIndex.get(on) ?? -1;
  }

  lock(task: number, lock: number, site: number): boolean {
    const one = this.#locks[lock]!;
    if (one.owner < 0) {
      one.owner = task;
      return true;
    }
    this.#park(task, waitKind.lock, this.#simulation.code.locks[lock]!.name, site);
    one.queue.push(task);
    return false;
  }

  /** Takes a lock that is free, or notes the task as one that spins for it. */
  trySpinning(task: number, lock: number): boolean {
    const one = this.#locks[lock]!;
    const place = one.spinners.indexOf(task);
    if (one.owner < 0) {
      one.owner = task;
      if (place >= 0) one.spinners.splice(place, 1);
      return true;
    }
    if (place < 0) one.spinners.push(task);
    return false;
  }

  /** @returns false where the task does not hold the lock */
  unlock(task: number, lock: number): boolean {
    const one = this.#locks[lock]!;
    if (one.owner !== task) return false;
    const next = one.queue.shift();
    one.owner = next;
    if (next >= 0) {
      this.#simulation.wake(next, task, policy.WOKEN);
    } else {
      const spinner = one.spinners.find((candidate) => this.#simulation.tasks.core[candidate]! >= 0);
      if (spinner !== undefined) this.#simulation.wake(spinner, task, policy.WOKEN);
    }
    return true;
  }

  acquire(task: number, semaphore: number, permits: number, site: number): boolean {
    const one = this.#semaphores[semaphore]!;
    if (one.free >= permits && one.queue.first() < 0) {
      this.#grant(one, task, permits);
      return true;
    }
    this.#park(task, waitKind.semaphore, this.#simulation.code.semaphores[semaphore]!.name, site);
    this.#brought.set(task, permits);
    one.queue.push(task);
    return false;
  }

  /** @returns false where more would be given back than were taken */
  release(task: number, semaphore: number, permits: number): boolean {
    const one = this.#semaphores[semaphore]!;
    const spec = this.#simulation.code.semaphores[semaphore]!;
    if (one.free + permits > spec.permits) return false;
    one.free += permits;
    const left = (one.holders.get(task) ?? 0) - permits;
    if (left > 0) one.holders.set(task, left);
    else one.holders.delete(task);
    for (;;) {
      const next = one.queue.first();
      if (next < 0) return true;
      const wanted = this.#brought.get(next) ?? 1;
      if (one.free < wanted) return true;
      one.queue.shift();
      this.#grant(one, next, wanted);
      this.#simulation.wake(next, task, policy.WOKEN);
    }
  }

  send(task: number, channel: number, value: number, site: number): boolean {
    const one = this.#channels[channel]!;
    const message = { value, chainUs: this.#simulation.tasks.chainUs[task]!, from: task };
    const receiver = one.receivers.shift();
    if (receiver >= 0) {
      this.#take(receiver, message, this.#wanted.get(receiver) ?? -1);
      this.#simulation.wake(receiver, task, policy.WOKEN);
      return true;
    }
    if (one.messages.length < one.capacity) {
      one.messages.push(message);
      return true;
    }
    this.#park(task, waitKind.channel, this.#simulation.code.channels[channel]!.name, site);
    this.#brought.set(task, value);
    one.senders.push(task);
    return false;
  }

  receive(task: number, channel: number, into: number, site: number): boolean {
    const one = this.#channels[channel]!;
    const message = one.messages.shift();
    const sender = one.senders.shift();
    if (sender >= 0) {
      const late = { value: this.#brought.get(sender) ?? 0, chainUs: this.#simulation.tasks.chainUs[sender]!, from: sender };
      if (message === undefined) this.#take(task, late, into);
      else one.messages.push(late);
      this.#simulation.wake(sender, task, policy.WOKEN);
    }
    if (message !== undefined) this.#take(task, message, into);
    if (message !== undefined || sender >= 0) return true;
    this.#park(task, waitKind.channel, this.#simulation.code.channels[channel]!.name, site);
    this.#wanted.set(task, into);
    one.receivers.push(task);
    return false;
  }

  arrive(task: number, barrier: number, site: number): boolean {
    const one = this.#barriers[barrier]!;
    const { tasks } = this.#simulation;
    if (one.waiting.length + 1 < one.parties) {
      this.#park(task, waitKind.barrier, this.#simulation.code.barriers[barrier]!.name, site);
      one.waiting.push(task);
      return false;
    }
    const waiting = one.waiting;
    one.waiting = [];
    let chainUs = tasks.chainUs[task]!;
    for (const other of waiting) chainUs = Math.max(chainUs, tasks.chainUs[other]!);
    tasks.chainUs[task] = chainUs;
    for (const other of waiting) {
      tasks.chainUs[other] = chainUs;
      this.#simulation.wake(other, task, policy.WOKEN);
    }
    return true;
  }

  /** A waiting task was interrupted: it no longer counts at a barrier. Queues pass over it by themselves. */
  abandon(task: number): void {
    for (const barrier of this.#barriers) {
      const place = barrier.waiting.indexOf(task);
      if (place >= 0) barrier.waiting.splice(place, 1);
    }
  }

  #park(task: number, kind: number, on: string, site: number): void {
    this.#simulation.park(task, kind, this.nameOf(on), site, policy.WOKEN);
  }

  #grant(one: Semaphore, task: number, permits: number): void {
    one.free -= permits;
    one.holders.set(task, (one.holders.get(task) ?? 0) + permits);
  }

  #take(task: number, message: Message, into: number): void {
    const { tasks } = this.#simulation;
    if (into >= 0) this.#simulation.localOf(task).registers[into] = message.value;
    if (tasks.chainUs[task]! < message.chainUs) tasks.chainUs[task] = message.chainUs;
  }
}
