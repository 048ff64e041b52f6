/**
 * The road run beside the extension host, in a worker thread: the one place in the editor where the TypeScript parser is loaded.
 * It answers one request at a time; an exception becomes an answer, so that one bad file costs nothing else.
 */
import { parentPort } from 'node:worker_threads';
import { answerTo } from './answer.ts';
import type { Answer, Request } from './messages.ts';

parentPort?.on('message', (request: Request) => {
  let reply: Answer;
  try {
    reply = { id: request.id, answer: answerTo(request) };
  } catch (error) {
    reply = { id: request.id, error: error instanceof Error ? error.message : String(error) };
  }
  parentPort?.postMessage(reply);
});
