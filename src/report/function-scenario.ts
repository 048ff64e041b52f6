/** A function of the user's as a scenario document to play with: its Program as written, on one event loop. */
import type { ConcurrencyModel } from '../analysis/model.ts';
import { noGroups } from '../program/apply-groups.ts';
import { durationLookup } from '../program/durations.ts';
import { estimator } from '../program/estimate.ts';
import { programOf } from '../program/from-model.ts';
import { formatScenario } from '../scenarios/format.ts';
import { NotWritable, writeScenario } from '../scenarios/write.ts';
import type { ReportOptions } from './file-report.ts';
import { eventLoop } from './machine.ts';
import { notesOf } from './notes.ts';

export type FunctionScenario =
  | { readonly type: 'document'; readonly text: string }
  /** What a document cannot say, in one sentence. */
  | { readonly type: 'refused'; readonly reason: string };

/** Null where the file has no such function. What the document rests on stands in it under `teaches`. */
export function scenarioOfFunction(model: ConcurrencyModel, functionId: string, options: ReportOptions = {}): FunctionScenario | null {
  const fn = model.functions.find(({ id }) => id === functionId);
  if (!fn) return null;
  const estimates = estimator(model, durationLookup(options.durations ? { settings: options.durations } : {}));
  const rests = notesOf(model, fn, estimates, noGroups, []);
  try {
    const document = writeScenario({
      title: fn.name,
      teaches: [`Made from ${fn.name} (line ${fn.namePlace.line} of ${model.path}), as it is written; all times are milliseconds.`, ...rests].join(' '),
      program: programOf(fn, estimates),
      machine: eventLoop,
    });
    return { type: 'document', text: formatScenario(document) };
  } catch (error) {
    if (error instanceof NotWritable) return { type: 'refused', reason: error.message };
    throw error;
  }
}
