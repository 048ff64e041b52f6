/**
 * What can be done about awaits that stand in line: `offersFor` gives, for a place in a text, the changes that can be offered, best first,
 * and where there are none the reasons. `applyEdits` of edits.ts applies them. Everything is text in, data out: the editor, the command line and the tests
 * use the same functions.
 *
 *     const model = analyze({ path, text }, project);
 *     const offers = offersFor({ path, text, model, project }, { type: 'function', functionId: model.functions[0].id });
 *     const after = applyEdits(text, offers[0].edits);
 */
import type { AsyncFunction, AwaitId, ConcurrencyModel, Confidence, Evidence, Pair } from '../analysis/model.ts';
import type { Project } from '../analysis/project.ts';
import type { DurationSettings } from '../program/durations.ts';
import { changesOf, gradeOf } from './changes.ts';
import { gainOf } from './gain.ts';
import type { Offer, Offered, Refused, Shape } from './offer.ts';
import { type Plan, planOf } from './plan.ts';
import { type FunctionReading, read } from './reading.ts';
import { allSettled } from './shapes/all-settled.ts';
import { promiseAll } from './shapes/promise-all.ts';
import { startEarly } from './shapes/start-early.ts';
import { isObstacle, type Obstacle, type Slot, slotOf } from './slot.ts';
import type { TextEdit } from './edits.ts';
import { applyEdits } from './edits.ts';

export interface Analysed {
  readonly path: string;
  readonly text: string;
  /** Of exactly this text. */
  readonly model: ConcurrencyModel;
  readonly project?: Project;
  /** What `overlap.durations` says, for the predicted gain. */
  readonly durations?: DurationSettings;
}

export type Target =
  /** All findings of a function. */
  | { readonly type: 'function'; readonly functionId: string }
  /** Two neighbours, by the names that the model gives them. */
  | { readonly type: 'pair'; readonly functionId: string; readonly first: AwaitId; readonly second: AwaitId };

/** Awaits that were found to be independent, with what was said of them. */
export interface Finding {
  readonly fn: AsyncFunction;
  readonly awaits: readonly AwaitId[];
  readonly confidence: Confidence;
  readonly fixSafe: boolean;
  readonly evidence: readonly Evidence[];
}

/** Empty where the target holds no awaits in line. Offers of one finding follow each other, the best first. */
export function offersFor(source: Analysed, target: Target): readonly Offer[] {
  const [problem] = source.model.errors;
  if (problem !== undefined) return [];
  const reading = read(source.path, source.text);
  return targetsOf(source.model, target).flatMap((found) => {
    if ('message' in found) return [found];
    const fn = reading.functionOf(found.fn.id);
    return fn === undefined ? [] : offersOf(source, fn, found);
  });
}

function targetsOf(model: ConcurrencyModel, target: Target): readonly (Finding | Refused)[] {
  switch (target.type) {
    case 'function': {
      const fn = model.functions.find(({ id }) => id === target.functionId);
      return fn === undefined ? [] : findingsOf(fn);
    }
    case 'pair': {
      const fn = model.functions.find(({ id }) => id === target.functionId);
      const pair = fn?.pairs.find(({ first, second }) => first === target.first && second === target.second);
      return fn === undefined || pair === undefined ? [] : [findingOfPair(fn, pair)];
    }
  }
}

function findingsOf(fn: AsyncFunction): readonly Finding[] {
  return fn.groups.filter(({ shape }) => shape !== 'bounded-map').map(({ awaits, confidence, fixSafe }) => ({ fn, awaits, confidence, fixSafe, evidence: evidenceOf(fn, awaits) }));
}

function evidenceOf(fn: AsyncFunction, awaits: readonly AwaitId[]): readonly Evidence[] {
  return fn.pairs.filter(({ first, second }) => awaits.includes(first) && awaits.includes(second)).flatMap(({ evidence }) => evidence.slice(0, 1));
}

function findingOfPair(fn: AsyncFunction, { first, second, verdict, confidence, fixSafe, evidence }: Pair): Finding | Refused {
  if (verdict === 'independent') return { fn, awaits: [first, second], confidence, fixSafe, evidence };
  const [decisive] = evidence;
  const place = decisive?.place ?? fn.place;
  return { grade: 'refused', functionId: fn.id, awaits: [first, second], message: decisive?.message ?? 'Nothing shows that the second does not need the first.', place, ...(decisive?.path !== undefined && { path: decisive.path }) };
}

const writers: Readonly<Record<Shape, (plan: Plan) => readonly TextEdit[]>> = { 'start-early': startEarly, 'promise-all': promiseAll, 'all-settled': allSettled };
const shapes: readonly Shape[] = ['start-early', 'promise-all', 'all-settled'];

function offersOf(source: Analysed, fn: FunctionReading, finding: Finding): readonly Offer[] {
  const slots: Slot[] = [];
  for (const id of finding.awaits) {
    const site = fn.sites.get(id);
    const slot = site && slotOf(fn, site, finding.fn.awaits.find((known) => known.id === id)?.async === true);
    if (slot === undefined) continue;
    if (isObstacle(slot)) return [refused(fn, finding, slot)];
    slots.push(slot);
  }
  const plan = planOf(fn, slots);
  if (isObstacle(plan)) return [refused(fn, finding, plan)];
  const offers = shapes.flatMap((shape): Offered[] => {
    const edits = writers[shape](plan);
    const after = applyEdits(source.text, edits);
    const gain = gainOf(source, finding.fn.id, after);
    if (gain === 'broken') return [];
    const [first] = slots;
    const start = first?.node.getStart(fn.file) ?? 0;
    const changes = changesOf(plan, finding, shape);
    return [{ grade: gradeOf(plan, finding, shape), shape, functionId: finding.fn.id, awaits: finding.awaits, labels: slots.map(({ label }) => label), place: fn.places.span(start, slots.at(-1)?.node.end ?? start), edits, changes, gain }];
  });
  const shortest = Math.min(...offers.map(({ gain }) => gain?.overlappedUs ?? 0));
  return offers.toSorted((a, b) => steps(a, shortest) - steps(b, shortest) || rank(a) - rank(b));
}

/** How much longer than the shortest an offer takes, in steps below which a simulation tells nothing. */
function steps({ gain }: Offered, shortest: number): number {
  return Math.floor(((gain?.overlappedUs ?? 0) - shortest) / Math.max(1_000, shortest * 0.01));
}

/** What keeps everything goes before the rest; among that the shape that people know best. */
function rank({ grade, shape }: Offered): number {
  return grade === 'safe' ? 0 : shape === 'promise-all' ? 1 : 2;
}

function refused(fn: FunctionReading, { fn: { id }, awaits }: Finding, { message, node }: Obstacle): Refused {
  return { grade: 'refused', functionId: id, awaits, message, place: fn.places.of(node) };
}
