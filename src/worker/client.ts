import type { Worker } from 'node:worker_threads';
import type { Question, Questions, Requests } from './messages.ts';

/** The worker could not answer. The message says why, in words for the user. */
export class WorkerFailure extends Error {
  override readonly name = 'WorkerFailure';
}

/** Texts that ended a worker, kept by what was asked of them and their path: one that takes too long to mend may still be looked at. */
const mostFatal = 8;

interface Job<All extends Questions<All>> {
  readonly key: string;
  readonly type: keyof All;
  readonly ask: All[keyof All]['ask'];
  resolve(answer: All[keyof All]['answer'] | undefined): void;
  reject(reason: Error): void;
}

type Reply<All extends Questions<All>> = { readonly id: number } & ({ readonly answer: All[keyof All]['answer'] } | { readonly error: string });

/** Who can be asked. A later question under the same key supersedes an earlier one, which then resolves to undefined. */
export interface Asked<All extends Questions<All> = Requests> {
  ask<T extends keyof All>(type: T, key: string, ask: All[T]['ask']): Promise<All[T]['answer'] | undefined>;
}

/**
 * Asks the worker one thing at a time. The worker starts at the first question; one that crashes or takes longer than
 * `timeLimitMs` (milliseconds) is ended, its question is rejected, and the next question starts another. What was asked
 * of a text that ended a worker is not asked of it again.
 */
export class WorkerClient<All extends Questions<All> = Requests> implements Asked<All> {
  readonly #start: () => Worker;
  readonly #timeLimitMs: number;
  readonly #onSupersede: () => void;
  readonly #waiting = new Map<string, Job<All>>();
  readonly #fatal = new Map<string, { readonly text: string; readonly failure: WorkerFailure }>();
  #worker: Worker | undefined;
  #current: { readonly id: number; readonly job: Job<All>; readonly timer: NodeJS.Timeout; superseded: boolean } | undefined;
  #lastId = 0;
  #disposed = false;

  /** `onSupersede` may tell the worker that nobody waits for its present answer any more. */
  constructor(start: () => Worker, timeLimitMs: number, onSupersede: () => void = () => undefined) {
    this.#start = start;
    this.#timeLimitMs = timeLimitMs;
    this.#onSupersede = onSupersede;
  }

  /**
   * A later question under the same key supersedes this one, which then resolves to undefined at once.
   * @throws {WorkerFailure} where the worker crashed, ran out of memory or of time.
   */
  ask<T extends keyof All>(type: T, key: string, ask: All[T]['ask']): Promise<All[T]['answer'] | undefined> {
    if (this.#disposed) return Promise.resolve(undefined);
    return new Promise((resolve, reject) => {
      this.#waiting.get(key)?.resolve(undefined);
      this.#waiting.delete(key);
      if (this.#current?.job.key === key) {
        this.#current.superseded = true;
        this.#current.job.resolve(undefined);
        this.#onSupersede();
      }
      // The worker answers each request with its own type of answer (see Requests).
      this.#waiting.set(key, { key, type, ask, resolve: resolve, reject });
      this.#next();
    });
  }

  dispose(): void {
    this.#disposed = true;
    for (const job of this.#waiting.values()) job.resolve(undefined);
    this.#waiting.clear();
    this.#current?.job.resolve(undefined);
    this.#end();
  }

  #next(): void {
    if (this.#current) return;
    const [job] = this.#waiting.values();
    if (!job) return;
    this.#waiting.delete(job.key);
    const fatal = this.#fatal.get(placeOf(job));
    if (fatal?.text === textOf(job.ask)) {
      job.reject(fatal.failure);
      return this.#next();
    }
    const id = ++this.#lastId;
    const timer = setTimeout(() => {
      this.#fail(new WorkerFailure(`it took longer than ${this.#timeLimitMs / 1000} seconds`));
    }, this.#timeLimitMs);
    this.#current = { id, job, timer, superseded: false };
    try {
      this.#worker ??= this.#listen(this.#start());
      this.#worker.postMessage({ id, type: job.type, ask: job.ask });
    } catch (error) {
      this.#fail(new WorkerFailure(`the worker could not be asked: ${String(error)}`));
    }
  }

  #listen(worker: Worker): Worker {
    worker.on('message', (message: Reply<All>) => {
      const current = this.#current;
      if (worker !== this.#worker || current?.id !== message.id) return;
      clearTimeout(current.timer);
      this.#current = undefined;
      if ('error' in message) current.job.reject(new WorkerFailure(message.error));
      else current.job.resolve(message.answer);
      this.#next();
    });
    worker.on('error', (error: Error & { code?: string }) => {
      if (worker !== this.#worker) return;
      this.#fail(new WorkerFailure(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'it needed more memory than the worker may use' : `the worker stopped: ${error.message}`));
    });
    worker.on('exit', (code) => {
      if (worker !== this.#worker) return;
      this.#fail(new WorkerFailure(`the worker stopped with exit code ${code}`));
    });
    return worker;
  }

  #fail(failure: WorkerFailure): void {
    const current = this.#current;
    this.#end();
    if (current) {
      this.#fatal.set(placeOf(current.job), { text: textOf(current.job.ask), failure });
      const [oldest] = this.#fatal.keys();
      if (this.#fatal.size > mostFatal && oldest !== undefined) this.#fatal.delete(oldest);
      if (!current.superseded) current.job.reject(failure);
    }
    this.#next();
  }

  #end(): void {
    if (this.#current) clearTimeout(this.#current.timer);
    this.#current = undefined;
    const worker = this.#worker;
    this.#worker = undefined;
    void worker?.terminate();
  }
}

function placeOf({ type, ask }: { readonly type: PropertyKey; readonly ask: Question }): string {
  return `${String(type)} ${ask.source?.path ?? ''}`;
}

/** What made the worker end may be the text, or a value that was moved: both together are not tried again. */
function textOf({ source, overrides }: Question): string {
  return `${overrides === undefined ? '' : JSON.stringify(overrides)}${source?.text ?? ''}`;
}
