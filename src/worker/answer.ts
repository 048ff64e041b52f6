import { analyze } from '../analysis/analyze.ts';
import type { ConcurrencyModel, Place } from '../analysis/model.ts';
import type { FunctionReport, GroupReport, ReportOptions, Timeline } from '../report/file-report.ts';
import { hoverAt } from '../report/hover.ts';
import * as report from '../report/report.ts';
import type { AwaitSpan, FunctionPlace, Hint, Outline, Request, Requests, Source, Span, TimelineAnswer, TimelineAsk } from './messages.ts';

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

function spanOf({ start, end }: Place): Span {
  return { start, end };
}

function outline(source: Source): Outline {
  const made = report.reportFile(modelOf(source, true), optionsOf(source));
  return {
    errors: made.errors,
    leftOut: made.leftOut,
    functions: made.functions.map((fn) => ({ ...placeOf(fn), lens: fn.lens, hints: fn.groups.map((group) => hintOf(fn, group)) })),
  };
}

function hintOf({ awaits, place }: FunctionReport, group: GroupReport): Hint {
  const [first, ...others] = awaits.filter(({ id }) => group.awaits.includes(id)).map((site) => spanOf(site.place));
  return { span: first ?? spanOf(place), message: group.message, others };
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

/** @throws whatever the analysis throws. */
export function answerTo(request: Request): Requests[Request['type']]['answer'] {
  switch (request.type) {
    case 'outline':
      return outline(request.ask.source);
    case 'timeline':
      return timeline(request.ask);
    case 'hover':
      return hoverAt(modelOf(request.ask.source), request.ask.offset, optionsOf(request.ask.source));
  }
}
