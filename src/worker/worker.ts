/**
 * The road run beside the extension host, in a worker thread: the one place in the editor where the TypeScript parser is loaded.
 * It answers one request at a time; an exception becomes an answer, so that one bad file costs nothing else.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { answerTo, askTypes } from './answer.ts';
import type { Answer, Request, SecondTier } from './messages.ts';

// Without data Node gives null or undefined, by its version.
const second = (workerData ?? undefined) as SecondTier | undefined;
const flag = second === undefined ? undefined : new Int32Array(second.cancelled);
if (flag !== undefined) askTypes(() => Atomics.load(flag, 0) === 1);

parentPort?.on('message', (request: Request) => {
  let reply: Answer;
  if (flag !== undefined) Atomics.store(flag, 0, 0);
  try {
    reply = { id: request.id, answer: answerTo(request) };
  } catch (error) {
    reply = { id: request.id, error: error instanceof Error ? error.message : String(error) };
  }
  parentPort?.postMessage(reply);
});
