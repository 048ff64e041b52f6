import type { Code, ConditionCode, JoinCode, MapCode, SpawnCode, ValueCode } from './code.ts';
import { holds } from './conditions.ts';
import * as op from './opcodes.ts';
import * as policy from './policy.ts';
import { sample, uniform } from './random.ts';
import * as reason from './reasons.ts';
import { waitKinds } from './schedule.ts';
import type { Simulation } from './simulation.ts';
import { CANCELLED, DONE, FULFILLED, REJECTED, RUNNING } from './task-table.ts';

/** What became of a task that ran. */
export const COMPUTED = 0;
export const PARKED = 1;
export const ENDED = 2;
export const YIELDED = 3;
/** It called another task ({@link Interpreter.called}), and goes on when that one waits or ends. */
export const CALLED = 4;
/** It burns its core until a lock is free. */
export const SPINNING = 5;
const ON = -1;

/** Frames of a task, three numbers each: [LOOP, turns left, pc of the loop], [TRY, its pc, 1 in the catch clause], [FINALLY, completion, value], [LIMIT, number in the heap, 0]. */
const LOOP = 0;
const TRY = 1;
const FINALLY = 2;
const LIMIT = 3;

/** How a stretch of instructions completes, as in ECMA-262, 6.2.4; the value is where to go on, or the error. */
const NORMAL = 0;
const THROW = 1;
const BREAK = 2;
const CONTINUE = 3;
const RETURN = 4;

const IO_WAIT = waitKinds.indexOf('io');
const TIMER_WAIT = waitKinds.indexOf('timer');
/** By the kind of an I/O. */
const sourceOf = [policy.COMPLETED, policy.TIMER_DUE, policy.CHECKED, policy.TICKED, policy.PROMISED] as const;
/** By the queue that a spawned task begins in. */
const callbackOf = { nextTick: policy.TICK_CALLBACK, microtask: policy.PROMISED, immediate: policy.CHECKED } as const;

/** Executes instructions of one task until it has computing to do, waits, yields, calls or ends. Instructions themselves take no time. */
export class Interpreter {
  /** After CALLED: which task. */
  called = -1;
  readonly #simulation: Simulation;
  readonly #code: Code;
  readonly #abort: number;
  readonly #timeout: number;

  constructor(simulation: Simulation) {
    this.#simulation = simulation;
    this.#code = simulation.code;
    this.#abort = simulation.error('AbortError: the operation was aborted');
    this.#timeout = simulation.error('TimeoutError: the operation took too long');
  }

  /** One switch, as it is what runs most: where the engine itself, not what it calls, takes its time. */
  run(task: number): number {
    const simulation = this.#simulation;
    const { tasks } = simulation;
    const code = this.#code;
    if (tasks.thrown[task]! >= 0) {
      const error = tasks.thrown[task]!;
      tasks.thrown[task] = -1;
      if (this.#abrupt(task, THROW, error)) return ENDED;
    }
    for (;;) {
      simulation.step();
      const pc = tasks.pc[task]!++;
      const a = code.a[pc]!;
      switch (code.op[pc]!) {
        case op.COMPUTE: {
          const us = code.us[pc]!;
          const work = Number.isNaN(us) ? this.#draw(task, code.b[pc]!) : us;
          if (work === 0) continue;
          tasks.remaining[task] = work;
          return COMPUTED;
        }
        case op.IO: {
          if (tasks.doomed[task]! >= 0) break;
          const us = code.us[pc]!;
          const kind = code.c[pc]!;
          if (kind >= op.IMMEDIATE) {
            if (!simulation.policy.microtasks) return YIELDED;
            simulation.makeReady(task, sourceOf[kind]!);
            return PARKED;
          }
          simulation.park(task, kind === op.TIMER ? TIMER_WAIT : IO_WAIT, a < 0 ? -1 : simulation.sync.nameOf(code.devices[a]!.name), code.site[pc]!, sourceOf[kind]!);
          simulation.devices.issue(task, a, Number.isNaN(us) ? this.#draw(task, code.b[pc]!) : us);
          return PARKED;
        }
        case op.LOOP:
          if (a === 0) tasks.pc[task] = code.c[pc]!;
          else simulation.localOf(task).frames.push(LOOP, a, pc);
          continue;
        case op.NEXT: {
          const { frames } = simulation.localOf(task);
          if (--frames[frames.length - 2]! > 0) tasks.pc[task] = a + 1;
          else frames.length -= 3;
          continue;
        }
        case op.JUMP:
          tasks.pc[task] = a;
          continue;
        case op.BRANCH:
          if (!this.#test(task, a)) tasks.pc[task] = code.b[pc]!;
          continue;
        case op.WHILE:
          simulation.localOf(task).frames.push(LOOP, 0, pc);
          continue;
        case op.TEST:
          if (!this.#test(task, a)) {
            simulation.localOf(task).frames.length -= 3;
            tasks.pc[task] = code.b[pc]!;
          }
          continue;
        case op.SPAWN: {
          const outcome = this.#spawn(task, pc, code.spawns[a]!);
          if (outcome !== ON) return outcome;
          continue;
        }
        case op.JOIN: {
          if (tasks.doomed[task]! >= 0) break;
          const join = code.joins[a]!;
          const outcome = this.#gather(task, join.how, this.#targets(task, join, true), null, pc);
          if (outcome !== ON) return outcome;
          continue;
        }
        case op.MAP: {
          if (tasks.doomed[task]! >= 0) break;
          const outcome = this.#map(task, pc, a);
          if (outcome !== ON) return outcome;
          continue;
        }
        case op.FAIL:
          if (this.#abrupt(task, THROW, a)) return ENDED;
          continue;
        case op.TRY:
          simulation.localOf(task).frames.push(TRY, pc, 0);
          continue;
        case op.LEAVE_TRY:
          this.#leaveTry(task);
          continue;
        case op.END_FINALLY:
          if (this.#endFinally(task)) return ENDED;
          continue;
        case op.TIMEOUT:
          simulation.localOf(task).frames.push(LIMIT, simulation.timeoutAt(task, simulation.now + code.us[pc]!), 0);
          continue;
        case op.LEAVE_TIMEOUT:
          simulation.localOf(task).frames.length -= 3;
          if (tasks.doomed[task] === this.#timeout) break;
          continue;
        case op.CANCEL:
          this.#cancel(task, code.joins[a]!);
          continue;
        case op.LOCK:
          if (tasks.doomed[task]! >= 0) break;
          if (code.b[pc] === 1) {
            if (simulation.sync.trySpinning(task, a)) continue;
            tasks.pc[task] = pc;
            return SPINNING;
          }
          if (!simulation.sync.lock(task, a, code.site[pc]!)) return PARKED;
          continue;
        case op.UNLOCK:
          if (!simulation.sync.unlock(task, a) && this.#abrupt(task, THROW, simulation.error(`unlock of ${code.locks[a]!.name}, which this task does not hold: lock it first`))) return ENDED;
          continue;
        case op.ACQUIRE:
          if (tasks.doomed[task]! >= 0) break;
          if (!simulation.sync.acquire(task, a, code.b[pc]!, code.site[pc]!)) return PARKED;
          continue;
        case op.RELEASE:
          if (!simulation.sync.release(task, a, code.b[pc]!) && this.#abrupt(task, THROW, simulation.error(`release of ${code.semaphores[a]!.name} beyond its permits: acquire first`))) return ENDED;
          continue;
        case op.SEND:
          if (tasks.doomed[task]! >= 0) break;
          if (!simulation.sync.send(task, a, code.us[pc]!, code.site[pc]!)) return PARKED;
          continue;
        case op.RECEIVE:
          if (tasks.doomed[task]! >= 0) break;
          if (!simulation.sync.receive(task, a, code.b[pc]!, code.site[pc]!)) return PARKED;
          continue;
        case op.READ:
          simulation.localOf(task).registers[code.b[pc]!] = simulation.sync.variables[a]!;
          continue;
        case op.WRITE:
          simulation.sync.variables[a] = this.#value(task, code.values[code.b[pc]!]!);
          continue;
        case op.ATOMIC:
          if (code.b[pc]! >= 0) simulation.localOf(task).registers[code.b[pc]!] = simulation.sync.variables[a]!;
          simulation.sync.variables[a]! += code.us[pc]!;
          continue;
        case op.SET:
          simulation.localOf(task).registers[a] = this.#value(task, code.values[code.b[pc]!]!);
          continue;
        case op.BREAK:
          if (this.#abrupt(task, BREAK, 0)) return ENDED;
          continue;
        case op.CONTINUE:
          if (this.#abrupt(task, CONTINUE, 0)) return ENDED;
          continue;
        case op.RETURN:
          if (this.#abrupt(task, RETURN, 0)) return ENDED;
          continue;
        case op.YIELD:
          if (tasks.doomed[task]! >= 0) break;
          return YIELDED;
        case op.BARRIER:
          if (tasks.doomed[task]! >= 0) break;
          if (!simulation.sync.arrive(task, a, code.site[pc]!)) return PARKED;
          continue;
        case op.END:
          simulation.settle(task, FULFILLED, -1);
          return ENDED;
      }
      // Left the switch: the task was cancelled, or its time ran out, before it came to wait.
      const error = tasks.doomed[task]!;
      tasks.doomed[task] = -1;
      if (this.#abrupt(task, THROW, error)) return ENDED;
    }
  }

  /** The deadline of a `timeout` has come; the task may have left it since. */
  timedOut(task: number, number: number): void {
    const simulation = this.#simulation;
    const frames = simulation.tasks.local[task]?.frames;
    if (frames === undefined) return;
    for (let frame = frames.length - 3; frame >= 0; frame -= 3) {
      if (frames[frame] !== LIMIT || frames[frame + 1] !== number) continue;
      simulation.recording.event(simulation.now, reason.TIMEOUT, task, 0, reason.NONE, -1);
      simulation.interrupt(task, this.#timeout);
      return;
    }
  }

  /** A new child for each time, called at once or put into a queue. The instruction is come back to until all are made. */
  #spawn(task: number, pc: number, spawn: SpawnCode): number {
    const simulation = this.#simulation;
    const { tasks } = simulation;
    const eager = simulation.policy.eager && spawn.start === null && !(spawn.worker && simulation.policy.hasWorkers);
    while (tasks.progress[task]! < spawn.times) {
      const first = tasks.progress[task]!++ === 0;
      const child = simulation.spawn(task, spawn.body, spawn.name, spawn.worker);
      if (spawn.handle >= 0) {
        const local = simulation.localOf(task);
        if (local.handles[spawn.handle] === undefined || (first && local.joined[spawn.handle])) local.handles[spawn.handle] = [];
        local.joined[spawn.handle] = false;
        local.handles[spawn.handle]!.push(child);
      }
      if (eager) {
        tasks.pc[task] = pc;
        this.called = child;
        return CALLED;
      }
      if (spawn.start === 'timer') simulation.releaseLater(child, spawn.afterUs, this.#code.site[pc]!);
      else simulation.makeReady(child, spawn.start === null || !simulation.policy.microtasks ? policy.SPAWNED : callbackOf[spawn.start]);
    }
    tasks.progress[task] = 0;
    return ON;
  }

  #map(task: number, pc: number, index: number): number {
    const simulation = this.#simulation;
    const { tasks } = simulation;
    const map = this.#code.maps[index]!;
    const { eager, microtasks } = simulation.policy;
    // Where a call runs to its end, there is never more than one in flight: a limit limits nothing.
    const limit = eager && !microtasks ? map.times : Math.min(map.times, map.limit);
    const local = simulation.localOf(task);
    while (tasks.progress[task]! < limit) {
      if (tasks.progress[task]!++ === 0) local.mapped.push([]);
      const child = simulation.spawn(task, map.body, map.name, false);
      local.mapped[local.mapped.length - 1]!.push(child);
      if (eager) {
        tasks.pc[task] = pc;
        this.called = child;
        return CALLED;
      }
      simulation.makeReady(child, policy.SPAWNED);
    }
    tasks.progress[task] = 0;
    const children = limit === 0 ? [] : local.mapped.pop()!;
    return this.#gather(task, map.how, children, map, pc);
  }

  /** Waits for tasks. Where they are done already, the task goes on, or fails as they did. */
  #gather(task: number, how: JoinCode['how'], children: number[], map: MapCode | null, pc: number): number {
    const { joins, tasks } = this.#simulation;
    const gather = joins.wait(task, how, children, map, this.#code.site[pc]!);
    if (gather.parked || tasks.state[task] !== RUNNING) return PARKED;
    return gather.error >= 0 && this.#abrupt(task, THROW, gather.error) ? ENDED : ON;
  }

  #targets(task: number, join: JoinCode, joining: boolean): number[] {
    const simulation = this.#simulation;
    const children: number[] = [];
    for (const target of join.targets) {
      if (target.type === 'spec') {
        const { first, count } = simulation.roots[target.index]!;
        for (let child = first; child < first + count; child++) children.push(child);
      } else {
        const local = simulation.localOf(task);
        children.push(...(local.handles[target.index] ?? []));
        if (joining) local.joined[target.index] = true;
      }
    }
    return children;
  }

  #cancel(task: number, join: JoinCode): void {
    const simulation = this.#simulation;
    const { tasks } = simulation;
    for (const child of this.#targets(task, join, false)) {
      if (tasks.state[child] === DONE) continue;
      simulation.recording.event(simulation.now, reason.CANCEL, child, 0, reason.NONE, -1);
      tasks.observed[child] = 1;
      simulation.interrupt(child, this.#abort);
    }
  }

  /** The end of a `try` block, or of its catch clause. */
  #leaveTry(task: number): void {
    const { tasks } = this.#simulation;
    const code = this.#code;
    const { frames } = this.#simulation.localOf(task);
    const start = frames[frames.length - 2]!;
    frames.length -= 3;
    const after = code.b[start]!;
    if (after >= 0) frames.push(FINALLY, NORMAL, code.c[start]!);
    tasks.pc[task] = after >= 0 ? after : code.c[start]!;
  }

  /** What the finally clause came in between goes on. Returns whether that ends the task. */
  #endFinally(task: number): boolean {
    const { frames } = this.#simulation.localOf(task);
    const value = frames.pop()!;
    const completion = frames.pop()!;
    frames.pop();
    if (completion !== NORMAL) return this.#abrupt(task, completion, value);
    this.#simulation.tasks.pc[task] = value;
    return false;
  }

  /** Completes abruptly: unwinds frames to where the task goes on. Returns whether that ends the task. */
  #abrupt(task: number, completion: number, value: number): boolean {
    const simulation = this.#simulation;
    const { tasks } = simulation;
    const code = this.#code;
    const frames = tasks.local[task]?.frames ?? [];
    while (frames.length > 0) {
      const y = frames.pop()!;
      const x = frames.pop()!;
      const kind = frames.pop()!;
      if (kind === LOOP) {
        if (completion === BREAK) {
          tasks.pc[task] = code.c[y]!;
          return false;
        }
        if (completion === CONTINUE) {
          frames.push(LOOP, x, y);
          tasks.pc[task] = code.b[y]!;
          return false;
        }
      } else if (kind === TRY) {
        const after = code.b[x]!;
        if (completion === THROW && y === 0 && code.a[x]! >= 0) {
          frames.push(TRY, x, 1);
          tasks.pc[task] = code.a[x]!;
          return false;
        }
        if (after >= 0) {
          frames.push(FINALLY, completion, value);
          tasks.pc[task] = after;
          return false;
        }
      }
    }
    if (completion === THROW) simulation.settle(task, value === this.#abort ? CANCELLED : REJECTED, value);
    else simulation.settle(task, FULFILLED, -1);
    return true;
  }

  #draw(task: number, duration: number): number {
    const { tasks } = this.#simulation;
    return sample(this.#code.durations[duration]!, tasks.key[task]!, tasks.draws[task]!++);
  }

  #test(task: number, index: number): boolean {
    const condition: ConditionCode = this.#code.conditions[index]!;
    if (condition.type === 'compare') return holds(condition.is, this.#value(task, condition.left), this.#value(task, condition.right));
    const { tasks } = this.#simulation;
    return uniform(tasks.key[task]!, tasks.draws[task]!++) < condition.p;
  }

  #value(task: number, value: ValueCode): number {
    return value.slot < 0 ? value.plus : this.#simulation.localOf(task).registers[value.slot]! + value.plus;
  }
}
