/** Which awaits a target means, and what the analysis has said of them. */
import type { AsyncFunction, AwaitId, ConcurrencyModel, Confidence, Evidence, Loop, Pair } from '../analysis/model.ts';
import { placesOf } from '../program/apply-groups.ts';
import type { Refused } from './offer.ts';
import { type Span, touches } from './spans.ts';

export type Target =
  /** All findings of a function. */
  | { readonly type: 'function'; readonly functionId: string }
  /** Two neighbours, by the names that the model gives them. */
  | { readonly type: 'pair'; readonly functionId: string; readonly first: AwaitId; readonly second: AwaitId }
  /** A loop, by the offset of its keyword. */
  | { readonly type: 'loop'; readonly functionId: string; readonly start: number }
  /** What the cursor or a selection touches, in offsets. */
  | { readonly type: 'range'; readonly start: number; readonly end: number };

/** Awaits, or the rounds of a loop, that were found to be independent. */
export interface Finding {
  readonly fn: AsyncFunction;
  readonly awaits: readonly AwaitId[];
  readonly loop?: Loop;
  /** Some need others: for each await those whose values it needs. */
  readonly needs?: readonly (readonly AwaitId[])[];
  readonly confidence: Confidence;
  readonly fixSafe: boolean;
  readonly evidence: readonly Evidence[];
}

export function findingsFor(model: ConcurrencyModel, target: Target): readonly (Finding | Refused)[] {
  if (target.type === 'range') return inRange(model, target);
  const fn = model.functions.find(({ id }) => id === target.functionId);
  if (fn === undefined) return [];
  switch (target.type) {
    case 'function':
      return findingsOf(fn);
    case 'pair':
      return fn.pairs.filter(({ first, second }) => first === target.first && second === target.second).map((pair) => findingOfPair(fn, pair));
    case 'loop':
      return changeable(fn).filter(({ place }) => place.start === target.start).map((loop) => findingOfLoop(fn, loop));
  }
}

/** What the range touches, in the innermost function around it: its findings, or the reasons why two neighbours or a loop are none. */
function inRange(model: ConcurrencyModel, range: Span): readonly (Finding | Refused)[] {
  const around = model.functions.filter(({ place }) => place.start <= range.start && range.end <= place.end).toSorted((a, b) => a.place.end - a.place.start - (b.place.end - b.place.start));
  for (const fn of around) {
    const touched = new Set(fn.awaits.filter(({ whole }) => touches(whole, range)).map(({ id }) => id));
    const loops = changeable(fn).filter(({ place }) => touches(place, range));
    if (touched.size === 0 && loops.length === 0) continue;
    const found = findingsOf(fn).filter(({ awaits, loop }) => (loop === undefined ? awaits.some((id) => touched.has(id)) : loops.includes(loop) || loop.awaits.some((id) => touched.has(id))));
    if (found.length > 0) return found;
    return [...fn.pairs.filter(({ first, second }) => touched.has(second) || (touched.has(first) && touched.size === 1)).map((pair) => findingOfPair(fn, pair)), ...loops.map((loop) => findingOfLoop(fn, loop))];
  }
  return [];
}

/** For reductions there is no change: their rounds stand in a function of their own. */
function changeable({ loops }: AsyncFunction): readonly Loop[] {
  return loops.filter(({ awaits }) => awaits.length > 0);
}

export function findingsOf(fn: AsyncFunction): readonly Finding[] {
  const lines = fn.groups.filter(({ shape }) => shape !== 'bounded-map').map(({ awaits, confidence, fixSafe }): Finding => ({ fn, awaits, confidence, fixSafe, evidence: evidenceOf(fn, awaits) }));
  const starts = new Set(placesOf(fn, fn.groups).map(({ place }) => place?.start));
  const loops = fn.loops.filter(({ place }) => starts.has(place.start)).map((loop): Finding => ({ fn, awaits: loop.awaits, loop, confidence: loop.confidence, fixSafe: loop.fixSafe, evidence: loop.evidence }));
  const graphs = (fn.graphs ?? []).map(({ awaits, needs, confidence, fixSafe }): Finding => ({ fn, awaits, needs, confidence, fixSafe, evidence: evidenceOf(fn, awaits) }));
  return [...lines, ...graphs, ...loops];
}

/** Of runs that are not safe as a whole the stretches that are: a folder that is made last bars nobody from reading two files at once. */
export function safePartsOf(fn: AsyncFunction): readonly Finding[] {
  return fn.groups.filter(({ shape, fixSafe }) => shape === 'promise-all' && !fixSafe).flatMap(({ awaits, confidence }) => {
    const stretches: AwaitId[][] = [];
    let open: AwaitId[] = [];
    for (const id of awaits) {
      const before = open.at(-1);
      const isSafe = fn.pairs.some((pair) => pair.first === before && pair.second === id && pair.verdict === 'independent' && pair.confidence === 'proven' && pair.fixSafe);
      // Where not everything in the run is proven, of two that are no neighbours it is not said.
      if (isSafe && (open.length < 2 || confidence === 'proven')) open.push(id);
      else stretches.push(open = [id]);
    }
    return stretches.filter(({ length }) => length > 1).map((part): Finding => ({ fn, awaits: part, confidence: 'proven', fixSafe: true, evidence: evidenceOf(fn, part) }));
  });
}

function evidenceOf(fn: AsyncFunction, awaits: readonly AwaitId[]): readonly Evidence[] {
  return fn.pairs.filter(({ first, second }) => awaits.includes(first) && awaits.includes(second)).flatMap(({ evidence }) => evidence.slice(0, 1));
}

function findingOfPair(fn: AsyncFunction, { first, second, verdict, confidence, fixSafe, evidence, serial }: Pair): Finding | Refused {
  return verdict === 'independent' && serial !== true ? { fn, awaits: [first, second], confidence, fixSafe, evidence } : refusedBy(fn, [first, second], evidence);
}

function findingOfLoop(fn: AsyncFunction, loop: Loop): Finding | Refused {
  const { awaits, verdict, confidence, fixSafe, evidence, batched, serial } = loop;
  return verdict === 'independent' && batched !== true && serial !== true ? { fn, awaits, loop, confidence, fixSafe, evidence } : refusedBy(fn, awaits, evidence);
}

function refusedBy(fn: AsyncFunction, awaits: readonly AwaitId[], [decisive]: readonly Evidence[]): Refused {
  return { grade: 'refused', functionId: fn.id, awaits, message: decisive?.message ?? 'Nothing shows that they need nothing of one another.', place: decisive?.place ?? fn.place, ...(decisive?.path !== undefined && { path: decisive.path }) };
}
