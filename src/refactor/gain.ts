/** What a change would save: the function's program before and after it, run on the engine. */
import { skeletonOf } from '../analysis/analyze.ts';
import type { AsyncFunction, AwaitId, ConcurrencyModel } from '../analysis/model.ts';
import { syntaxProblems } from '../analysis/parse.ts';
import { machineOf } from '../engine/machine.ts';
import { run } from '../engine/run.ts';
import { applyGroups, type GroupPlan, noGroups, type PlacedGroup, whereItStands } from '../program/apply-groups.ts';
import { durationLookup } from '../program/durations.ts';
import { type Estimator, estimator } from '../program/estimate.ts';
import { programOf } from '../program/from-model.ts';
import type { Finding } from './findings.ts';
import type { Gain } from './offer.ts';
import type { Analysed } from './offers.ts';
import type { Reading } from './reading.ts';

const eventLoop = machineOf('event-loop');
/** A function that takes more is not simulated to its end, and then there is no figure. */
const mostEvents = 50_000;
/** Of a function with more awaits a figure is not worth the wait for it. */
const mostAwaits = 300;

/** `broken` where the text after the change does not parse: such a change must not be offered. Null where the simulation does not come to an end. */
export function gainOf({ model, durations }: Analysed, functionId: string, after: Reading): Gain | 'broken' | null {
  if (!parses(after)) return 'broken';
  const before = elapsed(model, functionId, durations);
  const waiting = elapsed(withoutBlocking(model, functionId), functionId, durations);
  const then = elapsed(changedIn(model, functionId, after), functionId, durations);
  if (before === null || waiting === null || then === null) return null;
  return { asWrittenUs: before.us, overlappedUs: before.us - waiting.us + then.us, from: before.from };
}

/** Of the text after a change it is not known what in the function holds the event loop: that takes as long as before. */
function withoutBlocking(model: ConcurrencyModel, functionId: string): ConcurrencyModel {
  const own = partsOf(model, functionId);
  if (![...own].some(({ blocking }) => blocking !== undefined)) return model;
  return { ...model, functions: model.functions.map((fn) => (own.has(fn) ? { ...fn, blocking: [] } : fn)) };
}

/** The model with one function as it is after the change: what it calls may have changed too, but that is another's gain. */
function changedIn(model: ConcurrencyModel, functionId: string, after: Reading): ConcurrencyModel {
  const own = partsOf(model, functionId);
  const changed = partsOf(skeletonAfter(model, after), functionId);
  return { ...model, functions: model.functions.flatMap((fn) => (fn.id === functionId ? [...changed] : own.has(fn) ? [] : [fn])) };
}

/** The function and those that stand in it. */
function partsOf({ functions }: ConcurrencyModel, functionId: string): ReadonlySet<AsyncFunction> {
  const whole = functions.find(({ id }) => id === functionId)?.place;
  return new Set(functions.filter(({ place }) => whole !== undefined && place.start >= whole.start && place.end <= whole.end));
}

const skeletons = new WeakMap<Reading, ConcurrencyModel>();

/** One for a reading: many functions may have changed in it. */
function skeletonAfter(model: ConcurrencyModel, after: Reading): ConcurrencyModel {
  const known = skeletons.get(after);
  if (known !== undefined) return known;
  // A chain of promises has the same steps before and after, whatever it took to see that.
  const promises = new Set(model.functions.flatMap(({ chains = [] }) => chains.flatMap(({ steps }) => steps.map(({ label }) => label))));
  const made = skeletonOf(after.path, after.bound, after.places, promises);
  skeletons.set(after, made);
  return made;
}

/** Awaits of which each starts as soon as what it needs is there: together they take the longest chain of them. */
export function gainOfGraph(source: Analysed, finding: Finding): Gain | null {
  const before = elapsed(source.model, finding.fn.id, source.durations);
  return before && { asWrittenUs: before.us, overlappedUs: Math.max(0, before.us - savingOfGraph(source, finding)), from: before.from };
}

function savingOfGraph({ model, durations }: Analysed, { fn, awaits, needs = [] }: Finding): number {
  const costs = estimatesOf(model, durations).awaits(fn);
  const settles = new Map<AwaitId, number>();
  let inLine = 0;
  let chain = 0;
  for (const [index, id] of awaits.entries()) {
    const us = costs.get(id)?.us ?? 0;
    const at = (needs[index] ?? []).reduce((latest, other) => Math.max(latest, settles.get(other) ?? 0), 0) + us;
    settles.set(id, at);
    inLine += us;
    chain = Math.max(chain, at);
  }
  return inLine - chain;
}

/** Whole microseconds that a finding saves where it stands, whether or not the simulated way comes by. */
export function savingOf(source: Analysed, finding: Finding, limit: number): number {
  if (finding.needs !== undefined) return savingOfGraph(source, finding);
  const { model, durations } = source;
  const estimates = estimatesOf(model, durations);
  const { fn } = finding;
  const { stretch, plan } = whereItStands(fn, groupOf(finding), limit);
  return stretch.length === 0 ? 0 : estimates.steps(fn, stretch).us - estimates.steps(fn, stretch, plan).us;
}

/** A loop whose rounds run `limit` at a time. */
export function gainOfLoop({ model, durations }: Analysed, finding: Finding, limit: number): Gain | null {
  const { fn } = finding;
  const plan = applyGroups(fn, [groupOf(finding)], limit);
  const [before, then] = [elapsed(model, fn.id, durations), elapsed(model, fn.id, durations, plan)];
  return before === null || then === null ? null : { asWrittenUs: before.us, overlappedUs: then.us, from: before.from };
}

function groupOf({ awaits, loop, confidence, fixSafe }: Finding): PlacedGroup {
  return loop === undefined ? { awaits, shape: 'start-early', confidence, fixSafe } : { awaits: awaits.slice(0, 1), shape: 'bounded-map', confidence, fixSafe, place: loop.place };
}

export function parses({ file, places }: Reading): boolean {
  return syntaxProblems(file, places).length === 0;
}

const known = new WeakMap<ConcurrencyModel, { readonly durations: Analysed['durations']; readonly estimates: Estimator }>();

/** One for a model, with what it has worked out: many findings are asked about. */
function estimatesOf(model: ConcurrencyModel, durations: Analysed['durations']): Estimator {
  const last = known.get(model);
  if (last !== undefined && last.durations === durations) return last.estimates;
  const estimates = estimator(model, durationLookup(durations ? { settings: durations } : {}));
  known.set(model, { durations, estimates });
  return estimates;
}

function elapsed(model: ConcurrencyModel, functionId: string, durations: Analysed['durations'], plan: GroupPlan = noGroups): { readonly us: number; readonly from: Gain['from'] } | null {
  const fn = model.functions.find(({ id }) => id === functionId);
  if (fn === undefined || fn.awaits.length > mostAwaits) return null;
  const estimates = estimatesOf(model, durations);
  const schedule = run(programOf(fn, estimates, { plan }), eventLoop, { maxEvents: mostEvents });
  if (schedule.outcome.type === 'limited') return null;
  const ends = schedule.tasks.endsUs[0] ?? -1;
  return { us: ends < 0 ? schedule.wallUs : ends, from: estimates.function(fn).from };
}
