/** Runs scenarios beside the extension host, in a worker thread without the parser. It answers one request at a time; an exception becomes an answer. */
import { parentPort } from 'node:worker_threads';
import { answerScenarioRequest } from './answer-scenario.ts';
import { beginAnswer, cancelled } from './cancelled.ts';
import type { ScenarioRequest, ScenarioRequests } from './messages.ts';

parentPort?.on('message', (request: ScenarioRequest) => {
  let reply: { readonly id: number } & ({ readonly answer: ScenarioRequests[ScenarioRequest['type']]['answer'] } | { readonly error: string });
  beginAnswer();
  try {
    reply = { id: request.id, answer: answerScenarioRequest(request, cancelled) };
  } catch (error) {
    reply = { id: request.id, error: error instanceof Error ? error.message : String(error) };
  }
  parentPort?.postMessage(reply);
});
