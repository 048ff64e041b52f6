/** The road walked once: a ConcurrencyModel and durations → what every front end shows, words included. */
import type { AsyncFunction, ConcurrencyModel } from '../analysis/model.ts';
import { run } from '../engine/run.ts';
import { criticalPath } from '../laws/critical-path.ts';
import { measure } from '../laws/measure.ts';
import { applyGroups, type GroupPlan, noGroups } from '../program/apply-groups.ts';
import { durationLookup } from '../program/durations.ts';
import { type Estimator, estimator } from '../program/estimate.ts';
import { programOf } from '../program/from-model.ts';
import type { Run } from '../protocol.ts';
import { blockedFigure } from './blocked.ts';
import { figuresOf } from './figures.ts';
import type { FileReport, FunctionReport, ReportOptions, Timeline } from './file-report.ts';
import { defaultThresholdUs, findingsOf } from './findings.ts';
import { lensOf } from './lens.ts';
import { eventLoop, mostEvents } from './machine.ts';
import { notesOf } from './notes.ts';
import { controlsOf, moved } from './overrides.ts';
import { speedupOf } from './speedup.ts';

/** Linear in the file and without running the engine, so that it can be done at each pause in typing. */
export function reportFile(model: ConcurrencyModel, options: ReportOptions = {}): FileReport {
  const estimates = estimator(model, durationLookup(options.durations ? { settings: options.durations } : {}));
  const thresholdUs = options.thresholdUs ?? defaultThresholdUs;
  const { path, errors, leftOut } = model;
  return { path, errors, leftOut, functions: model.functions.map((fn) => functionReport(fn, estimates, thresholdUs)) };
}

function functionReport(fn: AsyncFunction, estimates: Estimator, thresholdUs: number): FunctionReport {
  const { id, name, kind, place, namePlace, endLine, pairs, loops } = fn;
  const groups = findingsOf(fn, estimates, thresholdUs);
  const costs = estimates.awaits(fn);
  const awaits = fn.awaits.map((site) => {
    const cost = costs.get(site.id) ?? { us: 0, from: 'default' as const };
    return { ...site, durationUs: cost.us, durationFrom: cost.from };
  });
  return { id, name, kind, place, namePlace, endLine, awaits, pairs, loops, groups, lens: lensOf(fn, groups, estimates) };
}

/** Null where the file has no such function. */
export function timelineOf(model: ConcurrencyModel, functionId: string, options: ReportOptions = {}): Timeline | null {
  const found = model.functions.find((fn) => fn.id === functionId);
  if (!found) return null;
  const overrides = options.overrides ?? {};
  const change = moved(model, found, durationLookup(options.durations ? { settings: options.durations } : {}), overrides);
  const { fn, limit } = change;
  const estimates = estimator(change.model, change.lookup);
  const groups = findingsOf(fn, estimates, options.thresholdUs ?? defaultThresholdUs, limit);
  const plan = applyGroups(fn, groups, limit);

  const written = runOf(fn, estimates, noGroups, 'as-written', options.signal);
  const overlapped = groups.length > 0 ? runOf(fn, estimates, plan, 'overlapped', options.signal) : null;
  const runs = overlapped ? [written, overlapped] : [written];
  const blocked = blockedFigure(fn, estimates, written, options.signal);
  return {
    title: fn.name,
    runs,
    figures: [...figuresOf(written, overlapped, estimates.function(fn).from === 'default'), ...(blocked ? [blocked] : [])],
    speedup: speedupOf(fn, estimates, plan, overlapped ?? written, options.signal),
    notes: notesOf(model, fn, estimates, plan, runs),
    controls: controlsOf(fn, estimates, overrides, plan.loops.size > 0 ? limit : null),
  };
}

function runOf(fn: AsyncFunction, estimates: Estimator, plan: GroupPlan, kind: 'as-written' | 'overlapped', signal: AbortSignal | undefined): Run {
  const program = programOf(fn, estimates, { plan });
  const schedule = run(program, eventLoop, { maxEvents: mostEvents, ...(signal && { signal }) });
  return { kind, title: kind === 'as-written' ? 'As written' : 'Overlapped', schedule, metrics: measure(program, schedule), criticalPath: criticalPath(schedule).sites };
}
