import { isEventLoop } from './machine.ts';
import * as policy from './policy.ts';
import { waitKinds } from './schedule.ts';
import type { Simulation } from './simulation.ts';
import { WaitQueue } from './wait-queue.ts';

/** Places for operations at once, and who waits for one. */
interface Places {
  free: number;
  readonly queue: WaitQueue;
}

/** What an operation holds: bits of `tasks.holds`. */
const POOL = 1;
const DEVICE = 2;
const FLIGHT = 4;
/** It has waited for a place. */
const QUEUED = 8;

const QUEUE_WAIT = waitKinds.indexOf('semaphore');
const IO_WAIT = waitKinds.indexOf('io');
const TIMER_WAIT = waitKinds.indexOf('timer');

/** What a wait is on that no resource of the program stands for. */
export const poolName = 'I/O pool';
export const flightName = 'operations in flight';

/**
 * I/O operations: on nothing in particular, or on a device that serves so many at once, in order of issue. Waiting for a place is a wait of
 * its own kind (`semaphore`, on the device): what is told as `io` is the operation itself.
 */
export class Devices {
  /** Operations in service. */
  served = 0;
  /** Whose operation gave up the place that is being handed on; -1: nobody's. */
  #freedBy = -1;
  readonly #simulation: Simulation;
  readonly #places: readonly (Places | null)[];
  /** The threads behind files and DNS in the event-loop models. */
  readonly #pool: Places | null;
  /** What the machine lets be in flight altogether. */
  readonly #flight: Places | null;

  constructor(simulation: Simulation) {
    this.#simulation = simulation;
    const { code, machine, tasks } = simulation;
    const places = (free: number): Places => ({ free, queue: new WaitQueue(tasks) });
    const { unlimited } = simulation.limits;
    this.#places = code.devices.map((device) => (device.capacity === undefined || unlimited ? null : places(device.capacity)));
    this.#pool = isEventLoop(machine) && !unlimited && code.devices.some((device) => device.pool) ? places(machine.ioPoolSize ?? 4) : null;
    this.#flight = machine.mostInFlight === undefined || unlimited ? null : places(machine.mostInFlight);
  }

  /** Issues an operation of a task that is parked already. */
  issue(task: number, device: number, us: number): void {
    const { tasks } = this.#simulation;
    tasks.operationUs[task] = us;
    // By far the most are on nothing in particular, and hold nothing.
    if (device < 0 && this.#flight === null) return this.#serve(task);
    tasks.device[task] = device;
    if (this.#flight === null) this.#afterFlight(task);
    else if (this.#flight.free === 0) this.#queue(task, this.#flight, flightName);
    else this.#enterFlight(task, this.#flight);
  }

  completed(task: number): void {
    const { tasks } = this.#simulation;
    tasks.operation[task] = -1;
    this.#account(task, tasks.operationUs[task]!);
    this.#leave(task);
  }

  /** Gives up the operation of a waiting task, in service or in a queue; only what it has had of it counts as its work. */
  abandon(task: number): void {
    const { tasks, now } = this.#simulation;
    if (tasks.operation[task]! >= 0) {
      tasks.operation[task] = -1;
      this.#account(task, now - tasks.servedAtUs[task]!);
    }
    this.#leave(task);
  }

  #enterFlight(task: number, flight: Places): void {
    flight.free--;
    this.#simulation.tasks.holds[task]! |= FLIGHT;
    this.#afterFlight(task);
  }

  #afterFlight(task: number): void {
    const { tasks, code } = this.#simulation;
    const device = tasks.device[task]!;
    if (device < 0) this.#serve(task);
    else if (this.#pool === null || !code.devices[device]!.pool) this.#enter(task);
    else if (this.#pool.free === 0) this.#queue(task, this.#pool, poolName);
    else this.#enterPool(task, this.#pool);
  }

  #enterPool(task: number, pool: Places): void {
    pool.free--;
    this.#simulation.tasks.holds[task]! |= POOL;
    this.#enter(task);
  }

  #enter(task: number): void {
    const { tasks } = this.#simulation;
    const places = this.#places[tasks.device[task]!] ?? null;
    if (places === null) return this.#serve(task);
    if (places.free === 0) return this.#queue(task, places, this.#simulation.code.devices[tasks.device[task]!]!.name);
    places.free--;
    tasks.holds[task]! |= DEVICE;
    this.#serve(task);
  }

  #queue(task: number, places: Places, on: string): void {
    const { sync } = this.#simulation;
    places.queue.push(task);
    this.#simulation.waitOn(task, QUEUE_WAIT, sync.nameOf(on), -1);
    this.#simulation.tasks.holds[task]! |= QUEUED;
  }

  #serve(task: number): void {
    const { tasks, now, code, sync } = this.#simulation;
    if ((tasks.holds[task]! & QUEUED) !== 0) {
      tasks.holds[task]! &= ~QUEUED;
      const device = tasks.device[task]!;
      this.#simulation.waitOn(task, tasks.source[task] === policy.TIMER_DUE ? TIMER_WAIT : IO_WAIT, device < 0 ? -1 : sync.nameOf(code.devices[device]!.name), this.#freedBy);
    }
    tasks.servedAtUs[task] = now;
    this.served++;
    this.#simulation.completionAt(task, now + tasks.operationUs[task]!);
  }

  #account(task: number, us: number): void {
    const { tasks } = this.#simulation;
    this.served--;
    tasks.ioUs[task]! += us;
    tasks.chainUs[task]! += us;
  }

  #leave(task: number): void {
    const { tasks } = this.#simulation;
    const held = tasks.holds[task]!;
    if (held === 0) return;
    const places = this.#places[tasks.device[task]!] ?? null;
    tasks.holds[task] = 0;
    tasks.device[task] = -1;
    this.#freedBy = task;
    if ((held & DEVICE) !== 0 && places !== null) {
      places.free++;
      const next = places.queue.shift();
      if (next >= 0) this.#enter(next);
    }
    if ((held & POOL) !== 0 && this.#pool !== null) {
      this.#pool.free++;
      const next = this.#pool.queue.shift();
      if (next >= 0) this.#enterPool(next, this.#pool);
    }
    if ((held & FLIGHT) !== 0 && this.#flight !== null) {
      this.#flight.free++;
      const next = this.#flight.queue.shift();
      if (next >= 0) this.#enterFlight(next, this.#flight);
    }
    this.#freedBy = -1;
  }
}
