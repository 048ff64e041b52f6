import { workerData } from 'node:worker_threads';
import type { WorkerStart } from './messages.ts';

// Without data Node gives null or undefined, by its version.
const start = (workerData ?? undefined) as WorkerStart | undefined;
const flag = new Int32Array(start?.cancelled ?? new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));

/** This worker is the second tier. */
export const types = start?.types === true;

/** Nobody waits for the present answer any more. */
export function cancelled(): boolean {
  return Atomics.load(flag, 0) === 1;
}

/** Another question is begun with. */
export function beginAnswer(): void {
  Atomics.store(flag, 0, 0);
}
