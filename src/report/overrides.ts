/** Values moved by hand in the panel, put into a copy of the model, and the controls that move them. */
import type { Annotation, AsyncFunction, AwaitId, ConcurrencyModel, LoopCount, Operation, Step } from '../analysis/model.ts';
import { innerSteps, sitesIn } from '../program/callees.ts';
import { defaultLimit, type DurationLookup, type KnownDuration, roundsOf } from '../program/durations.ts';
import type { Estimator } from '../program/estimate.ts';
import type { Control, Overrides } from '../protocol.ts';

/** A panel with more sliders than this helps nobody; the rest keep their values. */
const mostControls = 24;
const longestMovedUs = 60_000_000;
const mostRounds = 1000;
/** One at a time is not at the same time: the least of `overlap.fix.limit`. */
const fewestInFlight = 2;
const mostInFlight = 64;

/** The origin of a duration that was moved in the panel, or on the command line, in words. */
export const setByHand = 'set by hand';

export interface Moved {
  readonly model: ConcurrencyModel;
  readonly fn: AsyncFunction;
  readonly lookup: DurationLookup;
  /** How many rounds of a bounded map run at a time. */
  readonly limit: number;
}

/** An override that names nothing in the function, or is no number in range, counts for nothing. */
export function moved(model: ConcurrencyModel, fn: AsyncFunction, lookup: DurationLookup, overrides: Overrides, usualLimit = defaultLimit): Moved {
  const number = (id: string, least: number, most: number): number | undefined => {
    const value = overrides[id];
    return typeof value === 'number' && Number.isFinite(value) ? Math.round(Math.min(most, Math.max(least, value))) : undefined;
  };
  const limit = number('limit', fewestInFlight, mostInFlight) ?? usualLimit;
  if (Object.keys(overrides).length === 0) return { model, fn, lookup, limit };

  const byHand = new Set<Annotation>();
  const count = (id: AwaitId, written: LoopCount | undefined): LoopCount | undefined => {
    const value = number(`rounds:${id}`, 0, mostRounds);
    return value === undefined ? written : { value, from: 'annotation' };
  };
  const change = (step: Step): Step => {
    switch (step.type) {
      case 'start':
        return { ...step, operation: inside(step.operation) };
      case 'exit':
        return step.operation ? { ...step, operation: inside(step.operation) } : step;
      case 'await': {
        const us = number(`duration:${step.await}`, 0, longestMovedUs);
        const operation = step.operation.type === 'map' ? withCount(step.operation, count(step.await, step.operation.count)) : inside(step.operation);
        if (us === undefined) return { ...step, operation };
        const annotation = { place: step.operation.place, durationUs: us, words: [] };
        byHand.add(annotation);
        return { ...step, operation, annotation };
      }
      case 'statement':
        return { ...step, steps: step.steps.map(change) };
      case 'if':
        return { ...step, then: step.then.map(change), else: step.else.map(change) };
      case 'try':
        return { ...step, body: step.body.map(change), catch: step.catch?.map(change) ?? null, finally: step.finally.map(change) };
      case 'loop': {
        return withCount({ ...step, body: step.body.map(change) }, count(step.first, step.count));
      }
      default:
        return step;
    }
  };
  /** The steps of a promise chain are the function's own. */
  const inside = (operation: Operation): Operation => {
    if (operation.type === 'chain') return { ...operation, steps: operation.steps.map(change) };
    return 'members' in operation ? { ...operation, members: operation.members.map(inside) } : operation;
  };
  const changed = { ...fn, steps: fn.steps.map(change) };
  return {
    fn: changed,
    model: { ...model, functions: model.functions.map((one) => (one.id === fn.id ? changed : one)) },
    lookup: (asked) => (asked.onLine && byHand.has(asked.onLine) ? { us: asked.onLine.durationUs ?? 0, from: 'setting', detail: setByHand } : lookup(asked)),
    limit,
  };
}

function withCount<T extends { readonly count?: LoopCount }>(of: T, count: LoopCount | undefined): T {
  return count ? { ...of, count } : of;
}

/** `fn` and `estimates` with the overrides in force. */
export function controlsOf(fn: AsyncFunction, estimates: Estimator, overrides: Overrides, limit: { readonly value: number; readonly from: 'default' | 'setting' } | null): readonly Control[] {
  const controls: Control[] = [];
  const origin = (id: string, from: KnownDuration['from']) => (id in overrides ? null : from);
  const sites = new Map(sitesIn(fn).map((site) => [site.id, site]));
  const walk = (steps: readonly Step[]) => {
    for (const step of steps) {
      switch (step.type) {
        case 'await': {
          const site = sites.get(step.await);
          if (!site) break;
          if (step.operation.type === 'map') {
            const rounds = roundsOf(step.operation.count);
            controls.push(number(`rounds:${step.await}`, `Elements at line ${site.place.line}`, origin(`rounds:${step.await}`, rounds.from), 'How many elements the list has.', rounds.value, 1, mostRounds));
          }
          if (!hasOwnDuration(fn, step, estimates)) break;
          const cost = estimates.operation(fn, step.operation, step.annotation);
          const id = `duration:${step.await}`;
          controls.push({
            id,
            label: site.label,
            origin: origin(id, cost.from),
            explanation: `How long this waits by itself, line ${site.place.line}.`,
            input: { type: 'number', value: cost.us, min: 0, max: Math.max(longestMovedUs, cost.us), step: 1000, unit: 'us' },
            await: { functionId: fn.id, awaitId: step.await },
          });
          break;
        }
        case 'loop': {
          const rounds = roundsOf(step.count);
          const id = `rounds:${step.first}`;
          controls.push(number(id, `Iterations of the loop at line ${step.place.line}`, origin(id, rounds.from), 'How many iterations the loop runs.', rounds.value, 0, mostRounds));
          break;
        }
        default:
          break;
      }
      for (const inner of innerSteps(step)) walk(inner);
    }
  };
  walk(fn.steps);
  const shared = limit === null ? [] : [number('limit', 'Iterations at a time', origin('limit', limit.from), 'How many iterations of an independent loop wait side by side.', limit.value, fewestInFlight, mostInFlight)];
  return [...shared, ...controls].slice(0, mostControls);
}

function number(id: string, label: string, origin: Control['origin'], explanation: string, value: number, min: number, max: number): Control {
  return { id, label, origin, explanation, input: { type: 'number', value, min, max: Math.max(max, value), step: 1, unit: 'none' } };
}

/** Whether the await waits for a duration of its own, and not for those of other operations. */
function hasOwnDuration(fn: AsyncFunction, { operation, annotation }: Extract<Step, { type: 'await' }>, estimates: Estimator): boolean {
  if (annotation?.durationUs !== undefined) return true;
  if (operation.type === 'local' || operation.type === 'inline') return estimates.entered(fn, operation) === null;
  return operation.type === 'call' || operation.type === 'value';
}
