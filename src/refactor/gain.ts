/** What a change would save: the function's program before and after it, run on the engine. */
import { analyze } from '../analysis/analyze.ts';
import type { ConcurrencyModel } from '../analysis/model.ts';
import { machineOf } from '../engine/machine.ts';
import { run } from '../engine/run.ts';
import { durationLookup } from '../program/durations.ts';
import { estimator } from '../program/estimate.ts';
import { programOf } from '../program/from-model.ts';
import type { Gain } from './offer.ts';
import type { Analysed } from './offers.ts';

const eventLoop = machineOf('event-loop');
/** A function that takes more is not simulated to its end, and then there is no figure. */
const mostEvents = 50_000;

/** `broken` where the text after the change does not parse: such a change must not be offered. Null where the simulation does not come to an end. */
export function gainOf({ path, text, model, project, durations }: Analysed, functionId: string, after: string): Gain | 'broken' | null {
  const changed = text === after ? model : analyze({ path, text: after }, project);
  if (changed.errors.length > 0) return 'broken';
  const [before, then] = [model, changed].map((one) => elapsed(one, functionId, durations));
  if (before === null || before === undefined || then === null || then === undefined) return null;
  return { asWrittenUs: before.us, overlappedUs: then.us, from: before.from };
}

function elapsed(model: ConcurrencyModel, functionId: string, durations: Analysed['durations']): { readonly us: number; readonly from: Gain['from'] } | null {
  const fn = model.functions.find(({ id }) => id === functionId);
  if (fn === undefined) return null;
  const estimates = estimator(model, durationLookup(durations ? { settings: durations } : {}));
  const schedule = run(programOf(fn, estimates), eventLoop, { maxEvents: mostEvents });
  if (schedule.outcome.type === 'limited') return null;
  const ends = schedule.tasks.endsUs[0] ?? -1;
  return { us: ends < 0 ? schedule.wallUs : ends, from: estimates.function(fn).from };
}
