import type { ConcurrencyModel } from '../analysis/model.ts';
import type { RunOptions } from '../engine/run.ts';
import { noGroups } from '../program/apply-groups.ts';
import { durationLookup } from '../program/durations.ts';
import { estimator } from '../program/estimate.ts';
import { programOf } from '../program/from-model.ts';
import type { ModelsView } from '../protocol.ts';
import type { ReportOptions } from './file-report.ts';
import { count } from './format.ts';
import { spokenName } from './function-name.ts';
import { compareModels } from './models.ts';
import { notesOf } from './notes.ts';
import { moved } from './overrides.ts';

/** Calls of the function that come at the same moment: one call by itself is served alike by most models. */
export const defaultCalls = 100;

export interface FunctionLoad {
  readonly calls?: number;
  readonly cores?: number;
}

/** A function of the user's, as it is written, under every model: many calls of it at once. Null where the file has no such function. */
export function modelsOfFunction(model: ConcurrencyModel, functionId: string, { calls = defaultCalls, cores }: FunctionLoad, options: ReportOptions = {}, runOptions: RunOptions = {}): ModelsView | null {
  const found = model.functions.find(({ id }) => id === functionId);
  if (!found) return null;
  const change = moved(model, found, durationLookup(options.durations ? { settings: options.durations } : {}), options.overrides ?? {});
  const estimates = estimator(change.model, change.lookup);
  const one = programOf(change.fn, estimates);
  const program = { ...one, tasks: one.tasks.map((task) => ({ ...task, name: 'call', arrivals: { type: 'fixed', count: calls, startUs: 0, everyUs: 0 } as const })) };
  return compareModels({
    program,
    words: `${count(calls, 'call')} of ${spokenName(found, model.path)} at the same moment, as it is written${estimates.function(change.fn).from === 'default' ? ' (all times are ≈: some durations are defaults)' : ''}`,
    known: cores === undefined ? {} : { cores },
    notes: [...(calls === defaultCalls ? [`${count(calls, 'call')} at once is a default.`] : []), ...notesOf(change.model, change.fn, estimates, noGroups, [])],
  }, runOptions);
}
