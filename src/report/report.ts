/** The road walked once: a ConcurrencyModel and durations → what every front end shows, words included. */
import type { AsyncFunction, AwaitSite, ConcurrencyModel, Group } from '../analysis/model.ts';
import { run } from '../engine/run.ts';
import { criticalPath } from '../laws/critical-path.ts';
import { measure } from '../laws/measure.ts';
import { sweep } from '../laws/sweep.ts';
import { applyGroups, type GroupPlan, noGroups } from '../program/apply-groups.ts';
import { defaultLimit, defaultThresholdUs, durationLookup } from '../program/durations.ts';
import { type Estimator, estimator } from '../program/estimate.ts';
import { programOf } from '../program/from-model.ts';
import type { Program } from '../program/program.ts';
import type { Overrides, Run, SpeedupChart, Sweep } from '../protocol.ts';
import { blockedFigure } from './blocked.ts';
import { figuresOf } from './figures.ts';
import { type AwaitReport, type FileReport, findingsIn, type FunctionReport, type ReportOptions, type Timeline } from './file-report.ts';
import { spokenName } from './function-name.ts';
import { findingsOf, findingsOfChain } from './findings.ts';
import { lensOf } from './lens.ts';
import { eventLoop, mostEvents } from './machine.ts';
import { leftOutNotes, notesOf } from './notes.ts';
import { controlsOf, moved } from './overrides.ts';
import { speedupOf } from './speedup.ts';
import { sweepOfPoints, sweepValues } from './sweep-values.ts';

/** Linear in the file and without running the engine, so that it can be done at each pause in typing. */
export function reportFile(model: ConcurrencyModel, options: ReportOptions = {}): FileReport {
  const estimates = estimator(model, durationLookup(options.durations ? { settings: options.durations } : {}));
  const thresholdUs = options.thresholdUs ?? defaultThresholdUs;
  const { path, errors, leftOut } = model;
  return { path, errors, leftOut, functions: (errors.length > 0 ? model.functions.map(guessed) : model.functions).map((fn) => functionReport(fn, estimates, thresholdUs, options.limit ?? defaultLimit)) };
}

/** What a text that does not parse means is a guess: nothing in it is proven, and nothing safe to rewrite. */
function guessed(fn: AsyncFunction): AsyncFunction {
  const unsure = <T extends Pick<Group, 'confidence' | 'fixSafe'>>(judged: readonly T[]): T[] => judged.map((one) => ({ ...one, confidence: 'likely', fixSafe: false }));
  return { ...fn, pairs: unsure(fn.pairs), loops: unsure(fn.loops), groups: unsure(fn.groups), ...(fn.chains && { chains: fn.chains.map((chain) => ({ ...chain, pairs: unsure(chain.pairs), groups: unsure(chain.groups) })) }) };
}

function functionReport(fn: AsyncFunction, estimates: Estimator, thresholdUs: number, limit: number): FunctionReport {
  const { id, name, kind, place, namePlace, endLine, pairs, loops } = fn;
  const groups = findingsOf(fn, estimates, thresholdUs, limit);
  const costs = estimates.awaits(fn);
  const timed = (site: AwaitSite): AwaitReport => {
    const cost = costs.get(site.id) ?? { us: 0, from: 'default' as const };
    return { ...site, durationUs: cost.us, durationFrom: cost.from };
  };
  const chains = (fn.chains ?? []).map((chain) => ({ ...chain, steps: chain.steps.map(timed), groups: findingsOfChain(fn, chain, estimates, thresholdUs, limit) }));
  return { id, name, kind, place, namePlace, endLine, awaits: fn.awaits.map(timed), pairs, loops, groups, chains, plain: fn.plain === true, lens: lensOf(fn, findingsIn({ groups, chains }), estimates, limit) };
}

/** Null where the file has no such function. Without its speed-up chart, which takes several runs more: see {@link speedupChartOf}. */
export function pictureOf(model: ConcurrencyModel, functionId: string, options: ReportOptions = {}): Timeline | null {
  const taken = take(model, functionId, options);
  if (!taken) return null;
  const { fn, estimates, plan, overlaps, limit } = taken;
  const written = runOf(fn, estimates, noGroups, 'as-written', options.signal);
  const overlapped = overlaps ? runOf(fn, estimates, plan, 'overlapped', options.signal) : null;
  const guessed = estimates.function(fn).from === 'default';
  const runs = (overlapped ? [written, overlapped] : [written]).map((run) => (guessed ? { ...run, guessed } : run));
  if (written.schedule.wallUs === 0 && estimates.single(fn).length === 0) {
    return { title: spokenName(fn, model.path), runs, figures: [], speedup: null, instant: ['This function waits for nothing', 'There is nothing to draw on a time axis, and nothing that could overlap.'], notes: leftOutNotes(model) };
  }
  const blocked = blockedFigure(fn, estimates, written, options.signal);
  return {
    title: spokenName(fn, model.path),
    runs,
    figures: [...figuresOf(written, overlapped, guessed), ...(blocked ? [blocked] : [])],
    speedup: null,
    notes: notesOf(model, fn, estimates, plan, runs),
    controls: controlsOf(fn, estimates, options.overrides ?? {}, plan.loops.size > 0 ? { value: limit, from: options.limit === undefined ? 'default' : 'setting' } : null),
  };
}

/** Null where the file has no such function, or where the chart would be a flat line. `best`: the last run of the picture, where it is there. */
export function speedupChartOf(model: ConcurrencyModel, functionId: string, options: ReportOptions = {}, best?: Run): SpeedupChart | null {
  const taken = take(model, functionId, options);
  if (!taken) return null;
  const { fn, estimates, plan, overlaps } = taken;
  return speedupOf(fn, estimates, plan, best ?? runOf(fn, estimates, overlaps ? plan : noGroups, overlaps ? 'overlapped' : 'as-written', options.signal), options.signal);
}

/** Runs over the values of one control, as written and overlapped. Null where there is no such function or control, or the control is no number. */
export function sweepOf(model: ConcurrencyModel, functionId: string, controlId: string, options: ReportOptions = {}): Sweep | null {
  const here = pictureOf(model, functionId, options);
  const control = here?.controls?.find(({ id }) => id === controlId);
  if (!here || !control) return null;
  const programAt = (overrides: Overrides, overlapped: boolean): Program | null => {
    const taken = take(model, functionId, { ...options, overrides });
    return taken && programOf(taken.fn, taken.estimates, { plan: overlapped ? taken.plan : noGroups });
  };
  const swept = here.runs.flatMap(({ kind }) => {
    const overlapped = kind === 'overlapped';
    const now = programAt(options.overrides ?? {}, overlapped);
    return now ? [sweep(now, eventLoop, (program, machine, value) => ({ program: programAt({ ...options.overrides, [controlId]: value }, overlapped) ?? program, machine }), sweepValues(control), { maxEvents: mostEvents, ...(options.signal && { signal: options.signal }) })] : [];
  });
  return sweepOfPoints(control, here.runs.map(({ title }) => title), (swept[0] ?? []).map(({ value }, index) => ({ value, metrics: swept.flatMap((points) => points[index]?.metrics ?? []) })));
}

/** Both. Null where the file has no such function. */
export function timelineOf(model: ConcurrencyModel, functionId: string, options: ReportOptions = {}): Timeline | null {
  const picture = pictureOf(model, functionId, options);
  return picture && { ...picture, speedup: speedupChartOf(model, functionId, options, picture.runs.at(-1)) };
}

/** The function with the values that were moved, and what would be overlapped in it. */
function take(model: ConcurrencyModel, functionId: string, options: ReportOptions) {
  const found = model.functions.find((fn) => fn.id === functionId);
  if (!found) return null;
  const { fn, limit, model: changed, lookup } = moved(model, found, durationLookup(options.durations ? { settings: options.durations } : {}), options.overrides ?? {}, options.limit);
  const estimates = estimator(changed, lookup);
  const thresholdUs = options.thresholdUs ?? defaultThresholdUs;
  const groups = [...findingsOf(fn, estimates, thresholdUs, limit), ...(fn.chains ?? []).flatMap((chain) => findingsOfChain(fn, chain, estimates, thresholdUs, limit))];
  return { fn, estimates, limit, plan: applyGroups(fn, groups, limit), overlaps: groups.length > 0 };
}

function runOf(fn: AsyncFunction, estimates: Estimator, plan: GroupPlan, kind: 'as-written' | 'overlapped', signal: AbortSignal | undefined): Run {
  const program = programOf(fn, estimates, { plan });
  const schedule = run(program, eventLoop, { maxEvents: mostEvents, ...(signal && { signal }) });
  return { kind, title: kind === 'as-written' ? 'As written' : 'Overlapped', schedule, metrics: measure(program, schedule), criticalPath: criticalPath(schedule).sites };
}
