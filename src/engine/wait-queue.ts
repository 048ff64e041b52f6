import { Ring } from './ring.ts';
import type { TaskTable } from './task-table.ts';

/** Tasks in a queue, each with the number of its wait: an entry whose task is no longer in that wait (it was cancelled) is passed over. */
export class WaitQueue {
  readonly #tasks: TaskTable;
  readonly #entries = new Ring();

  constructor(tasks: TaskTable) {
    this.#tasks = tasks;
  }

  /** The task must be parked already. */
  push(task: number): void {
    this.#entries.push(task);
    this.#entries.push(this.#tasks.turn[task]!);
  }

  /** The first that still waits; -1: nobody. It stays in the queue. */
  first(): number {
    while (this.#entries.length > 0) {
      const task = this.#entries.at(0);
      if (this.#tasks.turn[task] === this.#entries.at(1)) return task;
      this.#drop();
    }
    return -1;
  }

  /** Takes the first that still waits out; -1: nobody. */
  shift(): number {
    const task = this.first();
    if (task >= 0) this.#drop();
    return task;
  }

  #drop(): void {
    this.#entries.shift();
    this.#entries.shift();
  }
}
