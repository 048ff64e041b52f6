import { resized } from './heap.ts';
import type { Tasks } from './schedule.ts';

/** States of a task. */
export const READY = 1;
export const RUNNING = 2;
export const WAITING = 3;
/** Has called another task, which runs on its core to its first wait. */
export const CALLING = 4;
export const DONE = 5;

/** Indexes of `taskResults`. */
export const FULFILLED = 1;
export const REJECTED = 2;
export const CANCELLED = 3;

/** What only some tasks have: loops and handlers they are in, registers, handles. */
export interface Local {
  /** Three numbers a frame; see interpreter.ts. */
  readonly frames: number[];
  readonly registers: Float64Array;
  readonly handles: number[][];
  /** Whether a handle has been joined since it was last spawned: then the next spawn begins it anew. */
  readonly joined: boolean[];
  /** The children of maps that are being started. */
  readonly mapped: number[][];
}

/** One row per task; columns double when full. */
export class TaskTable {
  count = 0;
  state = new Uint8Array(64);
  body = new Int32Array(64);
  pc = new Int32Array(64);
  /** CPU left of the current compute. */
  remaining = new Float64Array(64);
  parent = new Int32Array(64);
  priority = new Float64Array(64);
  arrivesUs = new Float64Array(64);
  startsUs = new Float64Array(64);
  endsUs = new Float64Array(64);
  cpuUs = new Float64Array(64);
  ioUs = new Float64Array(64);
  /** Length of the longest chain of work and waits that led here. */
  chainUs = new Float64Array(64);
  result = new Uint8Array(64);
  /** Of a rejected task: its error. */
  error = new Int32Array(64);
  /** An error to be thrown where the task goes on; -1: none. */
  thrown = new Int32Array(64);
  /** An error to be thrown at the next wait (it was cancelled, or its time ran out, while it ran); -1: none. */
  doomed = new Int32Array(64);
  /** Somebody has looked at its result. */
  observed = new Uint8Array(64);
  core = new Int32Array(64);
  lastCore = new Int32Array(64);
  /** Row of its open wait; -1: none. */
  wait = new Int32Array(64);
  /** How it becomes ready when what it waits for is there. */
  source = new Uint8Array(64);
  device = new Int32Array(64);
  /** How long its operation takes once it is served, since when it is, and what it holds meanwhile (devices.ts). */
  operationUs = new Float64Array(64);
  servedAtUs = new Float64Array(64);
  holds = new Uint8Array(64);
  /** The number of its completion in the event heap; -1: none. An entry of another number is stale. */
  operation = new Float64Array(64);
  /** Counts the waits, so that an entry left behind in a queue by a cancelled wait is known as stale. */
  turn = new Int32Array(64);
  caller = new Int32Array(64);
  /** How many children an unfinished spawn or map has started. */
  progress = new Int32Array(64);
  firstReaction = new Int32Array(64);
  lastReaction = new Int32Array(64);
  /** Key of its random numbers; derived from its parent's, so that it does not depend on the schedule. */
  key = new Int32Array(64);
  draws = new Int32Array(64);
  children = new Int32Array(64);
  /** Event loop or queue that it belongs to. */
  loop = new Int32Array(64);
  level = new Uint8Array(64);
  worker = new Uint8Array(64);
  name = new Int32Array(64);
  ordinal = new Int32Array(64);
  readonly local: (Local | undefined)[] = [];

  readonly #names: string[] = [];
  readonly #nameIndex = new Map<string, number>();
  readonly #nameCount: number[] = [];

  add(name: string, body: number, start: number, parent: number, arrivesUs: number, key: number): number {
    const task = this.count;
    if (task === this.state.length) this.#grow();
    this.count = task + 1;
    let nameIndex = this.#nameIndex.get(name);
    if (nameIndex === undefined) {
      nameIndex = this.#names.length;
      this.#nameIndex.set(name, nameIndex);
      this.#names.push(name);
      this.#nameCount.push(0);
    }
    this.name[task] = nameIndex;
    this.ordinal[task] = ++this.#nameCount[nameIndex]!;
    this.body[task] = body;
    this.pc[task] = start;
    this.parent[task] = parent;
    this.arrivesUs[task] = arrivesUs;
    this.startsUs[task] = -1;
    this.endsUs[task] = -1;
    this.thrown[task] = -1;
    this.doomed[task] = -1;
    this.core[task] = -1;
    this.lastCore[task] = -1;
    this.wait[task] = -1;
    this.caller[task] = -1;
    this.firstReaction[task] = -1;
    this.lastReaction[task] = -1;
    this.device[task] = -1;
    this.operation[task] = -1;
    this.loop[task] = -1;
    this.key[task] = key;
    this.local.push(undefined);
    return task;
  }

  nameOf(task: number): string {
    const index = this.name[task]!;
    const name = this.#names[index]!;
    return this.#nameCount[index]! > 1 ? `${name} ${this.ordinal[task]!}` : name;
  }

  columns(): Tasks {
    const { count } = this;
    const ordinal = resized(this.ordinal, count);
    for (let task = 0; task < count; task++) if (this.#nameCount[this.name[task]!] === 1) ordinal[task] = 0;
    return {
      count, name: resized(this.name, count), ordinal, parent: resized(this.parent, count), arrivesUs: resized(this.arrivesUs, count),
      startsUs: resized(this.startsUs, count), endsUs: resized(this.endsUs, count), cpuUs: resized(this.cpuUs, count),
      ioUs: resized(this.ioUs, count), result: resized(this.result, count), names: this.#names,
    };
  }

  #grow(): void {
    const length = this.state.length * 2;
    this.state = resized(this.state, length);
    this.body = resized(this.body, length);
    this.pc = resized(this.pc, length);
    this.remaining = resized(this.remaining, length);
    this.parent = resized(this.parent, length);
    this.priority = resized(this.priority, length);
    this.arrivesUs = resized(this.arrivesUs, length);
    this.startsUs = resized(this.startsUs, length);
    this.endsUs = resized(this.endsUs, length);
    this.cpuUs = resized(this.cpuUs, length);
    this.ioUs = resized(this.ioUs, length);
    this.chainUs = resized(this.chainUs, length);
    this.result = resized(this.result, length);
    this.error = resized(this.error, length);
    this.thrown = resized(this.thrown, length);
    this.doomed = resized(this.doomed, length);
    this.observed = resized(this.observed, length);
    this.core = resized(this.core, length);
    this.lastCore = resized(this.lastCore, length);
    this.wait = resized(this.wait, length);
    this.source = resized(this.source, length);
    this.device = resized(this.device, length);
    this.operationUs = resized(this.operationUs, length);
    this.servedAtUs = resized(this.servedAtUs, length);
    this.holds = resized(this.holds, length);
    this.operation = resized(this.operation, length);
    this.turn = resized(this.turn, length);
    this.caller = resized(this.caller, length);
    this.progress = resized(this.progress, length);
    this.firstReaction = resized(this.firstReaction, length);
    this.lastReaction = resized(this.lastReaction, length);
    this.key = resized(this.key, length);
    this.draws = resized(this.draws, length);
    this.children = resized(this.children, length);
    this.loop = resized(this.loop, length);
    this.level = resized(this.level, length);
    this.worker = resized(this.worker, length);
    this.name = resized(this.name, length);
    this.ordinal = resized(this.ordinal, length);
  }
}
