/**
 * What can be done about awaits that stand in line: `offersFor` gives, for a place in a text, the changes that can be offered, best first,
 * and where there are none the reasons. `applyEdits` of edits.ts applies them. Everything is text in, data out: the editor, the command line and the tests
 * use the same functions.
 *
 *     const model = analyze({ path, text }, project);
 *     const offers = offersFor({ path, text, model, project }, { type: 'function', functionId: model.functions[0].id });
 *     const after = applyEdits(text, offers[0].edits);
 */
import { workspaceOf } from '../analysis/analyze.ts';
import type { Effects } from '../analysis/effects/effects.ts';
import type { AsyncFunction, AwaitId, ConcurrencyModel, Loop } from '../analysis/model.ts';
import type { Project } from '../analysis/project.ts';
import { defaultLimit, type DurationSettings } from '../program/durations.ts';
import { changesOf, changesOfLoop, gradeOf } from './changes.ts';
import { checked } from './checked.ts';
import { applyEdits, type TextEdit } from './edits.ts';
import { type Finding, findingsFor, type Target } from './findings.ts';
import { gainOf, gainOfGraph, gainOfLoop, parses } from './gain.ts';
import type { Declarations } from './inferred.ts';
import { type LimiterOptions, limitersOf } from './limiters.ts';
import { changeIdOf, type Gain, type Offer, type Offered, type Refused, type Shape } from './offer.ts';
import { type Plan, planOf } from './plan.ts';
import { type FunctionReading, read, type Reading } from './reading.ts';
import { roundsOf } from './rounds.ts';
import { allSettled } from './shapes/all-settled.ts';
import { boundedMap } from './shapes/bounded-map.ts';
import { graph, obstacleToGraph } from './shapes/graph.ts';
import { promiseAll } from './shapes/promise-all.ts';
import { startEarly } from './shapes/start-early.ts';
import { isObstacle, type Obstacle, type Slot, slotOf } from './slot.ts';

export interface Analysed extends Preferences {
  readonly path: string;
  readonly text: string;
  /** Of exactly this text. */
  readonly model: ConcurrencyModel;
}

export interface Preferences {
  readonly project?: Project;
  /** What `overlap.durations` says, for the predicted gain. */
  readonly durations?: DurationSettings;
  /** Rounds of a loop that run at a time; {@link defaultLimit} where absent. */
  readonly limit?: number;
  /** Where a function that bounds loops is imported from, instead of being written into the file. */
  readonly helper?: NonNullable<LimiterOptions['helper']>;
}

/** Empty where the target holds no awaits in line, and where the text does not parse. Offers of one finding follow each other, the best first. */
export function offersFor(source: Analysed, target: Target): readonly Offer[] {
  const [problem] = source.model.errors;
  if (problem !== undefined) return [];
  const findings = findingsFor(source.model, target);
  return findings.length === 0 ? [] : alone(source, offersOfAll(source, read(source.path, source.text), findings));
}

/** The change of a function that has this id, by {@link changeIdOf}; undefined where it is not offered (any more). */
export function changeOf(source: Analysed, fn: AsyncFunction, id: string): Offered | undefined {
  const isIt = (offer: Offer): offer is Offered => offer.grade !== 'refused' && changeIdOf(offer) === id;
  // A pair may be offered that is part of a longer finding.
  const targets = function* (): Generator<Target> {
    yield { type: 'function', functionId: fn.id };
    for (const { first, second } of fn.pairs) yield { type: 'pair', functionId: fn.id, first, second };
  };
  for (const target of targets()) {
    const found = offersFor(source, target).find(isIt);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** What it yields are edits: on the way to its result it asks for a reading of the text with them made, and maybe others in other functions. */
export type Asking<T> = Generator<readonly TextEdit[], T, Reading>;

/** Each change in a text of its own. */
function alone<T>({ path, text }: Analysed, asking: Asking<T>): T {
  let step = asking.next();
  while (step.done !== true) step = asking.next(read(path, applyEdits(text, step.value)));
  return step.value;
}

/** `reading`: of the source's text. `isEnough`: after such an offer no other shape of the finding is tried, each of which takes a reading of the whole text. */
export function* offersOfAll(source: Analysed, reading: Reading, findings: readonly (Finding | Refused)[], isEnough: (offer: Offered) => boolean = () => false): Asking<readonly Offer[]> {
  const offers: Offer[] = [];
  const graphs: Offered[] = [];
  for (const found of findings) {
    if ('message' in found) {
      offers.push(found);
      continue;
    }
    const fn = reading.functionOf(found.fn.id);
    if (fn === undefined) continue;
    if (found.needs !== undefined) graphs.push(...(yield* offersOfGraph(source, reading, fn, found, found.needs)));
    else if (found.loop !== undefined) offers.push(...(yield* offersOfLoop(source, reading, fn, found, found.loop)));
    else offers.push(...(yield* offersOf(source, reading, fn, found, isEnough)));
  }
  // Where groups do as well, they are the simpler change.
  const better = graphs.filter((graph) => offers.every((other) => other.grade === 'refused' || !other.awaits.some((id) => graph.awaits.includes(id)) || steps(other, graph.gain?.overlappedUs ?? 0) > 0));
  return [...better, ...offers];
}

/** None where it cannot be written: the groups in it are offered by themselves. */
function* offersOfGraph(source: Analysed, reading: Reading, fn: FunctionReading, finding: Finding, needs: readonly (readonly AwaitId[])[]): Asking<readonly Offered[]> {
  const slots = slotsOf(source, fn, finding);
  if (isObstacle(slots)) return [];
  const needed = needs.map((ids) => slots.filter(({ site }) => ids.includes(site.id)));
  const plan = planOf(fn, slots, needed);
  if (isObstacle(plan) || obstacleToGraph(fn, needed) !== undefined) return [];
  const edits = graph(plan, needed);
  const after = yield edits;
  return parses(after) ? [checked(source, offered(fn, finding, plan, 'graph', edits, gainOfGraph(source, finding)), reading, after)] : [];
}

const writers: Readonly<Record<Exclude<Shape, 'bounded-map' | 'graph'>, (plan: Plan) => readonly TextEdit[]>> = { 'start-early': startEarly, 'promise-all': promiseAll, 'all-settled': allSettled };
const shapes = ['start-early', 'promise-all', 'all-settled'] as const;

function slotsOf({ project }: Analysed, fn: FunctionReading, finding: Finding): readonly Slot[] | Obstacle {
  const slots: Slot[] = [];
  const declarations = declarationsOf(project, fn);
  for (const id of finding.awaits) {
    const site = fn.sites.get(id);
    const known = finding.fn.awaits.find((one) => one.id === id);
    if (site === undefined || known === undefined) continue;
    const slot = slotOf(fn, site, known, declarations);
    if (isObstacle(slot)) return slot;
    slots.push(slot);
  }
  return slots;
}

function* offersOf(source: Analysed, reading: Reading, fn: FunctionReading, finding: Finding, isEnough: (offer: Offered) => boolean): Asking<readonly Offer[]> {
  const slots = slotsOf(source, fn, finding);
  if (isObstacle(slots)) return [refused(fn, finding, slots)];
  const plan = planOf(fn, slots);
  if (isObstacle(plan)) return [refused(fn, finding, plan)];
  const offers: Offered[] = [];
  for (const shape of shapes) {
    const edits = writers[shape](plan);
    const after = yield edits;
    const gain = gainOf(source, finding.fn.id, after);
    if (gain === 'broken') continue;
    const offer = checked(source, offered(fn, finding, plan, shape, edits, gain), reading, after);
    offers.push(offer);
    if (isEnough(offer)) break;
  }
  return bestFirst(offers);
}

function offered(fn: FunctionReading, finding: Finding, plan: Plan, shape: Shape, edits: readonly TextEdit[], gain: Gain | null): Offered {
  const { slots } = plan;
  const start = slots[0]?.node.getStart(fn.file) ?? 0;
  const place = fn.places.span(start, slots.at(-1)?.node.end ?? start);
  return { grade: gradeOf(plan, finding, shape), shape, functionId: finding.fn.id, awaits: finding.awaits, labels: slots.map(({ label }) => label), lines: slots.map(({ node }) => fn.places.of(node).line), place, edits, changes: changesOf(plan, finding, shape), gain };
}

function* offersOfLoop(source: Analysed, reading: Reading, fn: FunctionReading, finding: Finding, loop: Loop): Asking<readonly Offer[]> {
  const rounds = roundsOf(fn, loop.place.start, declarationsOf(source.project, fn));
  if (isObstacle(rounds)) return [refused(fn, finding, rounds)];
  const { limit = defaultLimit, helper, project } = source;
  const gain = gainOfLoop(source, finding, limit);
  const sites = finding.fn.awaits.filter(({ id }) => finding.awaits.includes(id));
  const labels = sites.map(({ label }) => label);
  const lines = sites.map(({ place }) => place.line);
  const offers: Offered[] = [];
  for (const limiter of limitersOf(rounds, project, { limit, ...(helper && { helper }) })) {
    const edits = boundedMap(rounds, limiter);
    const after = yield edits;
    if (!parses(after)) continue;
    const changes = changesOfLoop(rounds, finding, limiter, limit);
    const safe = finding.fixSafe && finding.confidence === 'proven' && rounds.doubts.length + limiter.changes.length === 0;
    offers.push(checked(source, { grade: safe ? 'safe' : 'check-first', shape: 'bounded-map', loop: finding.fn.loops.indexOf(loop), limiter: { name: limiter.name, limit }, functionId: finding.fn.id, awaits: finding.awaits, labels, lines, place: fn.places.of(rounds.loop), edits, changes, gain }, reading, after));
  }
  return bestFirst(offers);
}

function declarationsOf(project: Project | undefined, { path, bound, places }: FunctionReading): Declarations {
  let effects: Effects | undefined;
  return (call) => (effects ??= workspaceOf(project).effectsIn(path, bound, places)).declared(call);
}

/** The shortest first; where a simulation tells no difference, what keeps everything, and then the shape that people know best. */
function bestFirst(offers: readonly Offered[]): readonly Offered[] {
  const shortest = Math.min(...offers.map(({ gain }) => gain?.overlappedUs ?? 0));
  return offers.toSorted((a, b) => steps(a, shortest) - steps(b, shortest) || rank(a) - rank(b));
}

/** How much longer than the shortest an offer takes, in steps below which a simulation tells nothing. */
function steps({ gain }: Offered, shortest: number): number {
  return Math.floor(((gain?.overlappedUs ?? 0) - shortest) / Math.max(1_000, shortest * 0.01));
}

function rank({ grade, shape }: Offered): number {
  return grade === 'safe' ? 0 : shape === 'promise-all' ? 1 : 2;
}

function refused(fn: FunctionReading, { fn: { id }, awaits }: Finding, { message, node }: Obstacle): Refused {
  return { grade: 'refused', functionId: id, awaits, message, place: fn.places.of(node) };
}
