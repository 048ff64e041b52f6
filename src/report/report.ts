/** The road walked once: a ConcurrencyModel and durations → what every front end shows, words included. */
import type { AsyncFunction, ConcurrencyModel } from '../analysis/model.ts';
import { durationLookup } from '../program/durations.ts';
import { type Estimator, estimator } from '../program/estimate.ts';
import type { FileReport, FunctionReport, ReportOptions, Timeline } from './file-report.ts';
import { defaultThresholdUs, findingsOf } from './findings.ts';
import { lensOf } from './lens.ts';

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

export declare function timelineOf(model: ConcurrencyModel, functionId: string, options?: ReportOptions): Timeline | null;
