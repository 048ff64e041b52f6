import { resolve } from 'node:path';
import { EditedFile } from '../analysis/edited-file.ts';
import type { AsyncFunction, ConcurrencyModel, Place } from '../analysis/model.ts';
import type { Project } from '../analysis/project.ts';
import { problemsOfPackages, type PackageEntry } from '../analysis/effects/catalogue/schema.ts';
import { DiskProject } from '../project/disk-project.ts';
import { TypedProject, type Cancelled } from '../project/typed-project.ts';
import { withCatalogue } from '../project/with-catalogue.ts';
import { sitesIn } from '../program/callees.ts';
import { defaultLimit } from '../program/durations.ts';
import { withDifference } from '../refactor/checked.ts';
import { confirmationsFor } from '../refactor/confirm.ts';
import { describablesFor, describe } from '../refactor/describe.ts';
import { fixAll } from '../refactor/fix-all.ts';
import { changeOf, offersFor, type Preferences } from '../refactor/offers.ts';
import { findingsIn, type FunctionReport, type GroupReport, type ReportOptions, type Timeline } from '../report/file-report.ts';
import type { SpeedupChart, Sweep } from '../protocol.ts';
import { differenceTimeline } from '../report/difference.ts';
import { spokenName } from '../report/function-name.ts';
import { checkChallenge } from '../report/challenge.ts';
import { drawable } from '../report/drawable.ts';
import { levelOf } from '../report/challenge-levels.ts';
import { modelsOfFunction } from '../report/function-models.ts';
import { scenarioOfFunction } from '../report/function-scenario.ts';
import { hoverAt } from '../report/hover.ts';
import { shownOffers } from '../report/offers.ts';
import { pictureOf, reportFile, speedupChartOf, sweepOf, timelineOf } from '../report/report.ts';
import type { AsScenarioAnswer, AwaitSpan, FunctionPlace, Hint, OffersAnswer, OffersAsk, Outline, Request, Requests, Source, Span, TimelineAnswer, TimelineAsk } from './messages.ts';

interface Kept {
  readonly text: string;
  readonly project: Project | undefined;
  readonly model: ConcurrencyModel;
  readonly file: EditedFile;
}

/** Models of the documents asked for last: moving the cursor, opening a timeline and hovering parse nothing again, and an edit only what it touches. */
const models = new Map<string, Kept>();
const modelsKept = 8;

function modelOf(source: Source): ConcurrencyModel {
  const { path, text } = source;
  const project = projectOf(source);
  const key = `${source.disk?.root ?? ''}:${path}`;
  const known = models.get(key);
  models.delete(key);
  const file = known?.file ?? new EditedFile(path);
  const kept = known?.text === text && known.project === project ? known : { text, project, model: file.analyze(text, project), file };
  models.set(key, kept);
  const [oldest] = models.keys();
  if (models.size > modelsKept && oldest !== undefined) models.delete(oldest);
  return kept.model;
}

let disk: { readonly root: string | undefined; readonly filesVersion: number; readonly catalogue: string; readonly project: Project | undefined } | undefined;

/** In the second tier: the compilers of the folder, and the one text that its editor has and its disk may not. */
let compilers: { readonly cancelled: Cancelled; readonly texts: Map<string, string>; readonly root?: string; readonly project?: TypedProject } | undefined;

/** From now on the project's own compiler is asked where nothing else tells. `cancelled`: nobody waits for the present answer any more. */
export function askTypes(cancelled: Cancelled): void {
  compilers = { cancelled, texts: new Map() };
  models.clear();
  disk = undefined;
}

/** The same project until another folder is asked for, files change, or the user's catalogue does: it keeps what it read. */
function projectOf({ path, text, disk: place, settings }: Source): Project | undefined {
  const { root, filesVersion = 0 } = place ?? {};
  compilers?.texts.clear();
  if (root !== undefined) compilers?.texts.set(resolve(root, path), text);
  const catalogue = JSON.stringify(settings.catalogue);
  if (disk === undefined || disk.root !== root || disk.filesVersion !== filesVersion || disk.catalogue !== catalogue) {
    const project = root === undefined ? undefined : open(root);
    const packages = settings.catalogue.filter((entry) => problemsOfPackages([entry], '').length === 0);
    disk = { root, filesVersion, catalogue, project: packages.length === 0 ? project : withCatalogue(project, packages as PackageEntry[]) };
  }
  return disk.project;
}

function open(root: string): Project {
  if (compilers === undefined) return new DiskProject(root);
  // Compilers are dear: they outlive the changes of files, and take them in one by one.
  const kept = compilers.root === root ? compilers.project : undefined;
  const project = kept ?? new TypedProject(root, compilers.texts, compilers.cancelled);
  compilers = { ...compilers, root, project };
  kept?.filesChanged();
  return { types: project, resolve: (specifier, from) => project.resolve(specifier, from), read: (file) => project.read(file) };
}

function thresholdUsOf({ settings }: Source): number {
  return Math.round(settings.thresholdMs * 1000);
}

function optionsOf(source: Source): ReportOptions {
  const { durations, limit } = source.settings;
  // The usual limit is a default also where VS Code hands it out as the setting's.
  return { durations, thresholdUs: thresholdUsOf(source), ...(limit !== defaultLimit && { limit }) };
}

function spanOf({ start, end }: Place): Span {
  return { start, end };
}

function outline(source: Source): Outline {
  const report = reportFile(modelOf(source), optionsOf(source));
  return {
    errors: report.errors,
    leftOut: [...report.leftOut, ...problemsOfPackages(source.settings.catalogue, 'overlap.catalogue').map((message) => ({ place: { start: 0, end: 0, line: 1, column: 1 }, message: `Not used, from the settings: ${message}.` }))],
    refinable: source.disk !== null && isRefinable(modelOf(source)),
    functions: report.functions.map((fn) => ({ ...placeOf(fn, source), lens: fn.lens, hints: findingsIn(fn).map((group) => hintOf(fn, group)) })),
  };
}

/** Whether some verdict rests on less than bodies and the catalogue. */
function isRefinable({ functions }: ConcurrencyModel): boolean {
  return functions.some(({ pairs, loops, chains = [] }) => [...pairs, ...loops, ...chains.flatMap((chain) => chain.pairs)].some(({ verdict, confidence }) => verdict === 'unknown' || confidence === 'likely'));
}

function hintOf({ awaits, chains, place }: FunctionReport, group: GroupReport): Hint {
  const [first, ...others] = [...awaits, ...chains.flatMap(({ steps }) => steps)].filter(({ id }) => group.awaits.includes(id)).map((site) => spanOf(site.place));
  return { span: first ?? spanOf(place), message: group.message, others };
}

function timeline(ask: TimelineAsk): TimelineAnswer {
  const { source, overrides, models, pictureOnly = false } = ask;
  const model = modelOf(source);
  const [error] = model.errors;
  if (error) return { type: 'broken', error };
  const fn = functionOf(model, ask);
  if (fn && ask.change !== undefined) return difference(source, model, fn, ask.change);
  const options = { ...optionsOf(source), overrides };
  const drawn = fn && (pictureOnly ? pictureOf : timelineOf)(model, fn.id, options);
  const compared = fn && models === true ? modelsOfFunction(model, fn.id, {}, options) : null;
  const made = drawn && (compared ? { ...drawn, models: compared } : drawn);
  return made ? { type: 'timeline', timeline: drawable(made), fn: placeOf(fn, source), awaits: awaitsIn(model, made) } : { type: 'missing' };
}

function difference(source: Source, model: ConcurrencyModel, fn: AsyncFunction, change: string): TimelineAnswer {
  const analysed = { path: source.path, text: source.text, model, ...preferencesOf(source) };
  const offer = changeOf(analysed, fn, change);
  const place = placeOf(fn, source);
  const timeline = offer && differenceTimeline(place.name, withDifference(analysed, offer));
  return timeline ? { type: 'timeline', timeline: drawable(timeline), fn: place, awaits: awaitsIn(model, timeline) } : { type: 'no-difference', fn: place };
}

function speedup(ask: TimelineAsk): SpeedupChart | null {
  const model = modelOf(ask.source);
  const fn = model.errors.length > 0 ? undefined : functionOf(model, ask);
  return fn ? speedupChartOf(model, fn.id, { ...optionsOf(ask.source), overrides: ask.overrides }) : null;
}

function sweep(ask: Requests['sweep']['ask']): Sweep | null {
  const model = modelOf(ask.source);
  const fn = model.errors.length > 0 ? undefined : functionOf(model, ask);
  return fn ? sweepOf(model, fn.id, ask.control, { ...optionsOf(ask.source), overrides: ask.overrides }) : null;
}

/** By its id, else by where its name was last seen. */
function functionOf({ functions }: ConcurrencyModel, { functionId, nameAt }: TimelineAsk) {
  return functions.find(({ id }) => id === functionId) ?? functions.find(({ namePlace }) => nameAt !== null && namePlace.start <= nameAt && nameAt <= namePlace.end);
}

function asScenario(source: Source, functionId: string): AsScenarioAnswer {
  const model = modelOf(source);
  const [error] = model.errors;
  if (error) return { type: 'broken', error };
  return scenarioOfFunction(model, functionId, optionsOf(source)) ?? { type: 'missing' };
}

/** Where the awaits that a timeline draws are: those of the function itself, and of the functions of the file that it enters. */
function awaitsIn(model: ConcurrencyModel, { runs }: Timeline): AwaitSpan[] {
  const drawn = new Set(runs.flatMap((run) => run.schedule.sites.flatMap((site) => (site.await ? [site.await.functionId] : []))));
  return model.functions
    .filter(({ id }) => drawn.has(id))
    .flatMap((fn) => sitesIn(fn).map((site) => ({ ref: { functionId: fn.id, awaitId: site.id }, span: spanOf(site.whole) })));
}

function placeOf(fn: Pick<FunctionReport, 'id' | 'name' | 'place' | 'namePlace'>, { path }: Source): FunctionPlace {
  const { id, place, namePlace } = fn;
  return { id, name: spokenName(fn, path), span: spanOf(place), nameSpan: spanOf(namePlace) };
}

function offers({ source, span }: OffersAsk): OffersAnswer {
  const analysed = { path: source.path, text: source.text, model: modelOf(source), ...preferencesOf(source) };
  const target = { type: 'range' as const, ...span };
  const found = offersFor(analysed, target).map((offer) => (offer.grade === 'refused' ? offer : withDifference(analysed, offer)));
  return { ...shownOffers(found), confirmations: confirmationsFor(analysed, target), describables: describablesFor(analysed, target) };
}

function preferencesOf(source: Source): Preferences {
  const { durations, limit, helper } = source.settings;
  const project = projectOf(source);
  return { durations, limit, ...(helper && { helper }), ...(project && { project }) };
}

/** @throws whatever the analysis throws. */
export function answerTo(request: Request): Requests[Request['type']]['answer'] {
  switch (request.type) {
    case 'outline':
      return outline(request.ask.source);
    case 'timeline':
      return timeline(request.ask);
    case 'speedup':
      return speedup(request.ask);
    case 'sweep':
      return sweep(request.ask);
    case 'offers':
      return offers(request.ask);
    case 'describe': {
      const { source, declaration, clauses } = request.ask;
      const edits = describe(source.path, source.text, declaration, clauses);
      return typeof edits === 'string' ? { type: 'refused', message: edits } : { type: 'edits', edits };
    }
    case 'fixes': {
      const { source } = request.ask;
      const { edits, applied } = fixAll(source.path, source.text, { grades: 'safe', thresholdUs: thresholdUsOf(source), ...preferencesOf(source) });
      return { edits, count: applied.length };
    }
    case 'hover':
      return hoverAt(modelOf(request.ask.source), request.ask.offset, optionsOf(request.ask.source));
    case 'challenge': {
      const level = levelOf(request.ask.source.text);
      return level ? checkChallenge(request.ask.source.text, level) : null;
    }
    case 'asScenario':
      return asScenario(request.ask.source, request.ask.functionId);
  }
}
