import type { Code, ValueCode } from '../code.ts';
import { holds } from '../conditions.ts';
import * as op from '../opcodes.ts';
import { LimitReached } from '../limits.ts';
import { ABSENT, ARRIVED, ENDED, FLAGS, HANDLE, PARENT, PC, YIELDED, type Layout } from './layout.ts';

/** Executes single steps on the words of a state. Time plays no part: computing and I/O are steps like any other. */
export class Stepper {
  readonly errors: string[];
  /** Which way a step goes that is a branch by chance: 0 or 1. */
  chance = 0;
  /** Told of every instruction before it is executed, also of those that a call runs at once. */
  onExecute: ((task: number, pc: number) => void) | null = null;
  readonly code: Code;
  readonly layout: Layout;
  /** Tasks run from one await to the next, and a call runs at once (JavaScript); otherwise every instruction is a step. */
  readonly #untilAwait: boolean;

  constructor(code: Code, layout: Layout, untilAwait: boolean) {
    this.code = code;
    this.layout = layout;
    this.#untilAwait = untilAwait;
    this.errors = [...code.errors];
  }

  /** The state before anything has happened. */
  first(): Int32Array {
    const { code, layout } = this;
    const state = new Int32Array(layout.width);
    for (let task = 0; task < layout.tasks; task++) state[task * layout.stride + PC] = ABSENT;
    layout.rootBodies.forEach((body, task) => {
      state[task * layout.stride + PC] = code.bodies[body]!.start;
      if (layout.loopsAt > 2) state[task * layout.stride + PARENT] = -1;
    });
    code.semaphores.forEach(({ permits }, index) => (state[layout.semaphoresAt + index] = permits));
    code.variables.forEach(({ initial }, index) => (state[layout.variablesAt + index] = initial));
    for (let task = 0; task < layout.roots; task++) this.#settle(state, task);
    // An event loop takes its tasks as they came, each to its first await.
    if (this.#untilAwait) for (let task = 0; task < layout.roots; task++) if (this.enabled(state, task)) this.step(state, task);
    return state;
  }

  /** Whether a task can take its next step. */
  enabled(state: Int32Array, task: number): boolean {
    const { stride } = this.layout;
    const base = task * stride;
    const pc = state[base + PC]!;
    if (pc < 0 || state[base + FLAGS]! !== 0) return false;
    return this.#ready(state, task, pc);
  }

  /** Whether a task could go on but for having yielded. */
  yielded(state: Int32Array, task: number): boolean {
    const base = task * this.layout.stride;
    return state[base + PC]! >= 0 && state[base + FLAGS] === YIELDED && this.#ready(state, task, state[base + PC]!);
  }

  /** Takes one step of an enabled task. */
  step(state: Int32Array, task: number): void {
    const { stride, tasks } = this.layout;
    for (let other = 0; other < tasks; other++) state[other * stride + FLAGS]! &= ~YIELDED;
    if (!this.#untilAwait) {
      this.#execute(state, task);
      this.#settle(state, task);
      return;
    }
    this.#runToAwait(state, task);
  }

  #runToAwait(state: Int32Array, task: number): void {
    const base = task * this.layout.stride;
    for (let count = 0; ; count++) {
      const pc = state[base + PC]!;
      if (pc < 0 || state[base + FLAGS]! !== 0 || !this.#ready(state, task, pc)) return;
      if (count > 0 && this.isChance(pc)) return;
      if (count > 100_000) throw new LimitReached('a task runs on and on without an await; bound its loop, or put an await into it');
      const opcode = this.code.op[pc]!;
      this.#execute(state, task);
      this.#settle(state, task);
      if (opcode === op.IO || opcode === op.YIELD || opcode === op.JOIN || opcode === op.LOCK || opcode === op.ACQUIRE || opcode === op.RECEIVE || opcode === op.SEND || opcode === op.BARRIER) return;
    }
  }

  #ready(state: Int32Array, task: number, pc: number): boolean {
    const { layout, code } = this;
    const a = code.a[pc]!;
    switch (code.op[pc]!) {
      case op.LOCK:
        return state[layout.locksAt + a] === 0;
      case op.ACQUIRE:
        return state[layout.semaphoresAt + a]! >= code.b[pc]!;
      case op.SEND:
        return layout.channelCapacity[a] === 0 ? this.#receiverOf(state, a) >= 0 : state[layout.channelAt[a]!]! < layout.channelCapacity[a]!;
      case op.RECEIVE:
        return layout.channelCapacity[a]! > 0 && state[layout.channelAt[a]!]! > 0;
      case op.JOIN:
        return this.waitsFor(state, task, pc).length === 0;
      default:
        return true;
    }
  }

  /** The tasks that a join still waits for. */
  waitsFor(state: Int32Array, task: number, pc: number): number[] {
    const { layout } = this;
    const { stride } = layout;
    const waiting: number[] = [];
    for (const target of this.code.joins[this.code.a[pc]!]!.targets) {
      for (let other = 0; other < layout.tasks; other++) {
        if (state[other * stride + PC]! < 0) continue;
        const meant = target.type === 'spec'
          ? other < layout.roots && layout.rootSpecs[other] === target.index
          : other >= layout.roots && state[other * stride + PARENT] === task && state[other * stride + HANDLE] === target.index;
        if (meant) waiting.push(other);
      }
    }
    return waiting;
  }

  #receiverOf(state: Int32Array, channel: number): number {
    const { layout } = this;
    for (let other = 0; other < layout.tasks; other++) {
      const pc = state[other * layout.stride + PC]!;
      if (pc >= 0 && this.code.op[pc] === op.RECEIVE && this.code.a[pc] === channel) return other;
    }
    return -1;
  }

  #execute(state: Int32Array, task: number): void {
    const { layout, code } = this;
    const base = task * layout.stride;
    const pc = state[base + PC]!;
    const a = code.a[pc]!;
    this.onExecute?.(task, pc);
    state[base + PC] = pc + 1;
    switch (code.op[pc]!) {
      case op.READ:
        this.#register(state, base, code.b[pc]!, state[layout.variablesAt + a]!);
        return;
      case op.WRITE:
        state[layout.variablesAt + a] = this.#value(state, base, code.values[code.b[pc]!]!);
        return;
      case op.ATOMIC:
        if (code.b[pc]! >= 0) this.#register(state, base, code.b[pc]!, state[layout.variablesAt + a]!);
        state[layout.variablesAt + a]! += code.us[pc]!;
        return;
      case op.SET:
        this.#register(state, base, a, this.#value(state, base, code.values[code.b[pc]!]!));
        return;
      case op.LOCK:
        state[layout.locksAt + a] = task + 1;
        return;
      case op.UNLOCK:
        if (state[layout.locksAt + a] !== task + 1) this.#fail(state, task, `unlock of ${code.locks[a]!.name}, which this task does not hold`);
        else state[layout.locksAt + a] = 0;
        return;
      case op.ACQUIRE:
        state[layout.semaphoresAt + a]! -= code.b[pc]!;
        return;
      case op.RELEASE:
        state[layout.semaphoresAt + a]! += code.b[pc]!;
        if (state[layout.semaphoresAt + a]! > code.semaphores[a]!.permits) this.#fail(state, task, `release of ${code.semaphores[a]!.name} beyond its permits`);
        return;
      case op.SEND:
        this.#send(state, a, code.us[pc]!);
        return;
      case op.RECEIVE:
        this.#receive(state, base, a, code.b[pc]!);
        return;
      case op.BARRIER:
        this.#arrive(state, base, a, pc);
        return;
      case op.SPAWN:
        this.#spawn(state, task, pc);
        return;
      case op.FAIL:
        this.#fail(state, task, code.errors[a]!);
        return;
      case op.YIELD:
        state[base + FLAGS]! |= YIELDED;
        return;
      case op.TEST:
      case op.BRANCH:
        if (!this.#test(state, base, a)) state[base + PC] = code.b[pc]!;
        return;
      default:
        // Computing, I/O and a join that is over change nothing but where the task stands.
        return;
    }
  }

  #send(state: Int32Array, channel: number, value: number): void {
    const { layout, code } = this;
    if (layout.channelCapacity[channel] === 0) {
      const receiver = this.#receiverOf(state, channel);
      const into = code.b[state[receiver * layout.stride + PC]!]!;
      if (into >= 0) this.#register(state, receiver * layout.stride, into, value);
      state[receiver * layout.stride + PC]!++;
      this.#settle(state, receiver);
      return;
    }
    const at = layout.channelAt[channel]!;
    state[at + 1 + state[at]!] = value;
    state[at]!++;
  }

  /** `into`: a register; -1: the message is dropped. */
  #receive(state: Int32Array, base: number, channel: number, into: number): void {
    const at = this.layout.channelAt[channel]!;
    if (into >= 0) this.#register(state, base, into, state[at + 1]!);
    const count = --state[at]!;
    state.copyWithin(at + 1, at + 2, at + 2 + count);
    state[at + 1 + count] = 0;
  }

  #arrive(state: Int32Array, base: number, barrier: number, pc: number): void {
    const { layout, code } = this;
    const arrived = ++state[layout.barriersAt + barrier]!;
    if (arrived < code.barriers[barrier]!.parties) {
      state[base + FLAGS]! |= ARRIVED;
      // It stays at its barrier, so that who waits where can be told.
      state[base + PC] = pc;
      return;
    }
    state[layout.barriersAt + barrier] = 0;
    for (let other = 0; other < layout.tasks; other++) {
      const there = other * layout.stride;
      const otherPc = state[there + PC]!;
      if (otherPc < 0 || (state[there + FLAGS]! & ARRIVED) === 0 || code.op[otherPc] !== op.BARRIER || code.a[otherPc] !== barrier) continue;
      state[there + FLAGS]! &= ~ARRIVED;
      state[there + PC] = otherPc + 1;
      this.#settle(state, other);
    }
  }

  #spawn(state: Int32Array, task: number, pc: number): void {
    const { layout } = this;
    const spawn = this.code.spawns[this.code.a[pc]!]!;
    for (let time = 0; time < spawn.times; time++) {
      let child = layout.roots;
      while (child < layout.tasks && state[child * layout.stride + PC] !== ABSENT) child++;
      if (child === layout.tasks) throw new LimitReached(`the search takes at most ${layout.tasks - layout.roots} spawned tasks; spawn fewer`);
      const base = child * layout.stride;
      state[base + PC] = this.code.bodies[spawn.body]!.start;
      state[base + PARENT] = task;
      state[base + HANDLE] = spawn.handle;
      this.#settle(state, child);
      if (this.#untilAwait && spawn.start === null) this.#runToAwait(state, child);
    }
  }

  /** Passes over jumps, loops and tests, which are no steps of their own, to the next instruction that is one, or to the end. */
  #settle(state: Int32Array, task: number): void {
    const { layout, code } = this;
    const base = task * layout.stride;
    for (let count = 0; ; count++) {
      const pc = state[base + PC]!;
      if (pc < 0) return;
      if (count > 100_000) throw new LimitReached('a loop goes round without a step in it; put a yield into it');
      switch (code.op[pc]!) {
        case op.JUMP:
          state[base + PC] = code.a[pc]!;
          continue;
        case op.LOOP:
          state[base + layout.loopsAt + layout.depthOf[pc]!] = code.a[pc]!;
          state[base + PC] = code.a[pc] === 0 ? code.c[pc]! : pc + 1;
          continue;
        case op.NEXT: {
          const loop = code.a[pc]!;
          state[base + PC] = --state[base + layout.loopsAt + layout.depthOf[loop]!]! > 0 ? loop + 1 : pc + 1;
          continue;
        }
        case op.WHILE:
          state[base + PC] = pc + 1;
          continue;
        case op.TEST:
        case op.BRANCH:
          // Chance is a step: both of its ways are searched.
          if (this.isChance(pc)) return;
          state[base + PC] = this.#test(state, base, code.a[pc]!) ? pc + 1 : code.b[pc]!;
          continue;
        case op.BREAK:
        case op.CONTINUE: {
          const loop = layout.loopOf[pc]!;
          if (loop < 0) return this.#end(state, task);
          if (code.op[pc] === op.BREAK) state[base + layout.loopsAt + layout.depthOf[loop]!] = 0;
          state[base + PC] = code.op[pc] === op.BREAK ? code.c[loop]! : code.b[loop]!;
          continue;
        }
        case op.RETURN:
        case op.END:
          return this.#end(state, task);
        default:
          return;
      }
    }
  }

  #end(state: Int32Array, task: number): void {
    const base = task * this.layout.stride;
    // What an ended task held in registers no longer tells states apart.
    state.fill(0, base + this.layout.loopsAt, base + this.layout.stride);
    state[base + PC] = ENDED;
    state[base + FLAGS] = 0;
  }

  #fail(state: Int32Array, task: number, message: string): void {
    let error = this.errors.indexOf(message);
    if (error < 0) error = this.errors.push(message) - 1;
    if (state[this.layout.failureAt] === 0) state[this.layout.failureAt] = error + 1;
    this.#end(state, task);
  }

  #test(state: Int32Array, base: number, index: number): boolean {
    const condition = this.code.conditions[index]!;
    if (condition.type === 'compare') return holds(condition.is, this.#value(state, base, condition.left), this.#value(state, base, condition.right));
    return this.chance === 0;
  }

  /** Whether an instruction goes one way or the other by chance. */
  isChance(pc: number): boolean {
    const opcode = this.code.op[pc];
    if (opcode !== op.TEST && opcode !== op.BRANCH) return false;
    const condition = this.code.conditions[this.code.a[pc]!]!;
    return condition.type === 'probability';
  }

  #value(state: Int32Array, base: number, value: ValueCode): number {
    return value.slot < 0 ? value.plus : state[base + this.layout.registersAt + value.slot]! + value.plus;
  }

  #register(state: Int32Array, base: number, slot: number, value: number): void {
    state[base + this.layout.registersAt + slot] = value;
  }
}
