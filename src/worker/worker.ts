/**
 * The road run beside the extension host, in a worker thread: the one place in the editor where the TypeScript parser is loaded.
 * It answers one request at a time (see messages.ts); an exception becomes an answer, so that one bad file costs nothing else.
 */
import { parentPort } from 'node:worker_threads';
import { analyze } from '../analysis/analyze.ts';
import type { ConcurrencyModel } from '../analysis/model.ts';
import * as report from '../report/report.ts';
import type { FunctionReport, ReportOptions, Timeline } from '../report/file-report.ts';
import type { Answer, AwaitSpan, FunctionPlace, Outline, Request, Requests, Source, Span, TimelineAnswer, TimelineAsk } from './messages.ts';

/** Models of the documents asked for last: moving the cursor, opening a timeline and hovering parse nothing again. */
const models = new Map<string, { readonly text: string; readonly model: ConcurrencyModel }>();
const modelsKept = 8;

function modelOf(source: Source, anew = false): ConcurrencyModel {
  const known = models.get(source.path);
  models.delete(source.path);
  const kept = !anew && known?.text === source.text ? known : { text: source.text, model: analyze({ path: source.path, text: source.text }) };
  models.set(source.path, kept);
  const [oldest] = models.keys();
  if (models.size > modelsKept && oldest !== undefined) models.delete(oldest);
  return kept.model;
}

function optionsOf({ settings }: Source): ReportOptions {
  return { durations: settings.durations, thresholdUs: Math.round(settings.thresholdMs * 1000) };
}

function spanOf({ start, end }: Span): Span {
  return { start, end };
}

function outline(source: Source): Outline {
  const made = report.reportFile(modelOf(source, true), optionsOf(source));
  return {
    errors: made.errors,
    leftOut: made.leftOut,
    functions: made.functions.map((fn) => ({ ...placeOf(fn), lens: fn.lens })),
  };
}

function timeline({ source, functionId, nameAt }: TimelineAsk): TimelineAnswer {
  const model = modelOf(source);
  const [error] = model.errors;
  if (error) return { type: 'broken', error };
  const fn = model.functions.find(({ id }) => id === functionId) ?? model.functions.find(({ namePlace }) => nameAt !== null && namePlace.start <= nameAt && nameAt <= namePlace.end);
  const made = fn && report.timelineOf(model, fn.id, optionsOf(source));
  return made ? { type: 'timeline', timeline: made, fn: placeOf(fn), awaits: awaitsIn(model, made) } : { type: 'missing' };
}

/** Where the awaits that a timeline draws are: those of the function itself, and of the functions of the file that it enters. */
function awaitsIn(model: ConcurrencyModel, { runs }: Timeline): AwaitSpan[] {
  const drawn = new Set(runs.flatMap((run) => run.schedule.sites.flatMap((site) => (site.await ? [site.await.functionId] : []))));
  return model.functions
    .filter(({ id }) => drawn.has(id))
    .flatMap((fn) => fn.awaits.map((site) => ({ ref: { functionId: fn.id, awaitId: site.id }, span: spanOf(site.whole) })));
}

function placeOf({ id, name, place, namePlace }: Pick<FunctionReport, 'id' | 'name' | 'place' | 'namePlace'>): FunctionPlace {
  return { id, name, span: spanOf(place), nameSpan: spanOf(namePlace) };
}

function answer(request: Request): Requests[Request['type']]['answer'] {
  switch (request.type) {
    case 'outline':
      return outline(request.ask.source);
    case 'timeline':
      return timeline(request.ask);
  }
}

parentPort?.on('message', (request: Request) => {
  let reply: Answer;
  try {
    reply = { id: request.id, answer: answer(request) };
  } catch (error) {
    reply = { id: request.id, error: error instanceof Error ? error.message : String(error) };
  }
  parentPort?.postMessage(reply);
});
