/**
 * The road run beside the extension host, in a worker thread: the one place in the editor where the TypeScript parser is loaded.
 * It answers one request at a time; an exception becomes an answer, so that one bad file costs nothing else.
 */
import { parentPort } from 'node:worker_threads';
import { answerTo, askTypes } from './answer.ts';
import { beginAnswer, cancelled, types } from './cancelled.ts';
import type { Answer, Request } from './messages.ts';

if (types) askTypes(cancelled);

parentPort?.on('message', (request: Request) => {
  let reply: Answer;
  beginAnswer();
  try {
    reply = { id: request.id, answer: answerTo(request) };
  } catch (error) {
    reply = { id: request.id, error: error instanceof Error ? error.message : String(error) };
  }
  parentPort?.postMessage(reply);
});
