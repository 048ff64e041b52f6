/** Runs a Program on the host's own promises, timers replaced by a virtual clock: what JavaScript really does, for the engine to be held to. */
import type { Instruction, Program } from '../../../src/program/program.ts';

export interface HostRun {
  /** Every time a task begins or goes on behind an await: `time task`, tasks numbered as they were made. */
  readonly log: readonly string[];
  /** Of each task: `time fulfilled`, `time rejected message`, or `pending`. */
  readonly results: readonly string[];
}

/** How `break`, `continue` and `return` leave nested steps. */
class Stop extends Error {
  readonly how: 'break' | 'continue' | 'return';

  constructor(how: 'break' | 'continue' | 'return') {
    super(how);
    this.how = how;
  }
}

/** A promise behind which the task is not yet said to go on: it awaits several, one after the other. */
class Quiet {
  readonly promise: Promise<void>;

  constructor(promise: Promise<void>) {
    this.promise = promise;
  }
}

export function runOnHost(program: Program): Promise<HostRun> {
  let now = 0;
  let created = 0;
  const timers: { due: number; order: number; fire: () => void }[] = [];
  const log: string[] = [];
  const results: string[] = [];

  function sleep(us: number): Promise<void> {
    return new Promise((resolve) => timers.push({ due: now + us, order: created++, fire: resolve }));
  }

  /** What an async function does: its body to the first await at once, then one microtask after each promise. */
  async function call(body: string, task: number): Promise<void> {
    log.push(`${now} ${task}`);
    const steps = execute(program.bodies[body] ?? [], new Map());
    try {
      let step = steps.next();
      while (step.done !== true) {
        try {
          if (step.value instanceof Quiet) {
            await step.value.promise;
          } else {
            await step.value;
            log.push(`${now} ${task}`);
          }
        } catch (error) {
          log.push(`${now} ${task}`);
          step = steps.throw(error);
          continue;
        }
        step = steps.next();
      }
      results[task] = `${now} fulfilled`;
    } catch (error) {
      if (error instanceof Stop) {
        results[task] = `${now} fulfilled`;
        return;
      }
      results[task] = `${now} rejected ${messageOf(error)}`;
      throw error;
    }
  }

  function start(body: string): Promise<void> {
    const task = results.length;
    results.push('pending');
    const promise = call(body, task);
    // Rejections that nobody awaits are part of the test, not an accident of it.
    promise.catch(() => undefined);
    return promise;
  }

  function later(body: string): () => void {
    const task = results.length;
    results.push('pending');
    return () => {
      call(body, task).catch(() => undefined);
    };
  }

  type Handles = Map<string, { promises: Promise<void>[]; joined: boolean }>;

  function* execute(list: readonly Instruction[], handles: Handles): Generator<unknown, void> {
    for (const one of list) {
      switch (one.op) {
        case 'io':
          if (one.kind === 'timer') yield sleep(one.us as number);
          else if (one.kind === 'nextTick') yield new Promise<void>((resolve) => process.nextTick(resolve));
          else yield null;
          break;
        case 'spawn':
          for (let index = 0; index < (one.times ?? 1); index++) {
            if (one.start === 'nextTick') process.nextTick(later(one.body));
            else if (one.start === 'microtask') queueMicrotask(later(one.body));
            else if (one.start === 'timer') timers.push({ due: now + (one.afterUs ?? 0), order: created++, fire: later(one.body) });
            else {
              const promise = start(one.body);
              if (one.handle === undefined) continue;
              const known = handles.get(one.handle);
              if (known === undefined || (index === 0 && known.joined)) handles.set(one.handle, { promises: [promise], joined: false });
              else known.promises.push(promise);
            }
          }
          break;
        case 'join': {
          const promises = one.handles.flatMap((name) => {
            const handle = handles.get(name) ?? { promises: [], joined: true };
            handle.joined = true;
            return handle.promises;
          });
          if (one.how === 'await') for (const [index, promise] of promises.entries()) yield index === promises.length - 1 ? promise : new Quiet(promise);
          else yield combine(one.how, promises);
          break;
        }
        case 'map':
          yield combine(one.how, Array.from({ length: one.times }, () => start(one.body)));
          break;
        case 'fail':
          throw new Error(one.error);
        case 'try':
          try {
            yield* execute(one.body, handles);
          } catch (error) {
            if (error instanceof Stop || one.catch === null) throw error;
            yield* execute(one.catch, handles);
          } finally {
            yield* execute(one.finally, handles);
          }
          break;
        case 'loop':
          for (let turn = 0; turn < one.times; turn++) {
            try {
              yield* execute(one.body, handles);
            } catch (error) {
              if (!(error instanceof Stop) || error.how === 'return') throw error;
              if (error.how === 'break') break;
            }
          }
          break;
        case 'break':
        case 'continue':
        case 'return':
          throw new Stop(one.op);
        default:
          throw new TypeError(`the host does not know ${one.op}`);
      }
    }
  }

  return new Promise((resolve) => {
    const tick = (): void => {
      timers.sort((one, other) => one.due - other.due || one.order - other.order);
      const next = timers.shift();
      if (next === undefined) {
        resolve({ log, results });
        return;
      }
      now = next.due;
      next.fire();
      // A turn of the host's loop: by then all its microtasks and nextTicks are done.
      setImmediate(tick);
    };
    setImmediate(() => {
      for (const spec of program.tasks) void start(spec.body);
      setImmediate(tick);
    });
  });
}

function combine(how: 'all' | 'allSettled' | 'race' | 'any', promises: Promise<void>[]): Promise<unknown> {
  switch (how) {
    case 'all':
      return Promise.all(promises);
    case 'allSettled':
      return Promise.allSettled(promises);
    case 'race':
      return Promise.race(promises);
    case 'any':
      return Promise.any(promises);
  }
}

function messageOf(error: unknown): string {
  if (error instanceof AggregateError) return 'AggregateError: all promises were rejected';
  return error instanceof Error ? error.message : String(error);
}
