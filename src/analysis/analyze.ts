/** Source text in, what it does concurrently out: the front of the analysis. */
import ts from 'typescript';
import { Annotations } from './annotations.ts';
import type { Site } from './awaits.ts';
import { describe, sitesOf } from './awaits.ts';
import { blockingIn } from './blocking.ts';
import { Chained } from './chained.ts';
import { judgeLink } from './chain-verdict.ts';
import type { ChainStep, PromiseChain } from './chains.ts';
import { promisesOf } from './chains.ts';
import { judgeBeside, sideBySide } from './expressions.ts';
import { isPlain } from './flow.ts';
import { declarationOf, idsOf, isAsyncUnit, isGenerator, kindOf, nameNode, nameOf } from './functions.ts';
import type { Effects } from './effects/effects.ts';
import { Workspace } from './effects/effects.ts';
import { beside, cutShort, graphsOf, loopFinding, runsOf } from './groups.ts';
import type { AsyncFunction, AwaitSite, Chain, ConcurrencyModel, Graph, Group, LeftOut, Loop, LoopVerdict, Pair, PairVerdict, Place } from './model.ts';
import { parse, syntaxProblems } from './parse.ts';
import { Places } from './places.ts';
import type { Project } from './project.ts';
import type { Bound, LoopNode, Unit } from './scopes.ts';
import { bind } from './binder.ts';
import { type AwaitingStatement, standingOf, within } from './statements.ts';
import { type StepContext, stepsOf } from './steps.ts';
import { judgeLoop } from './loop-verdict.ts';
import { judgeReduction } from './reduction-verdict.ts';
import type { Reduction } from './reductions.ts';
import { dottedName, shortText, unwrap } from './syntax.ts';
import type { Ground, Judgement } from './verdict.ts';
import { judgePair } from './verdict.ts';

/** Read once: each member of the package is looked up through a getter. */
const { isCallExpression, isDoStatement, isNewExpression, isSourceFile, isWhileStatement } = ts;

export interface SourceText {
  readonly path: string;
  readonly text: string;
}

/** Generated code aside, no file holds as many: beyond this a file costs more than an editor can wait for. */
const mostFunctions = 5_000;

/** Most files of most projects hold nothing asynchronous, and the words alone show it. */
export function mayBeAsynchronous(text: string): boolean {
  return /\b(?:async|await)\b|\.\s*then\s*\(/.test(text);
}

/** Never throws on any text: what could not be read is in `errors`, what was too much is in `leftOut`. */
export function analyze(input: SourceText, project?: Project): ConcurrencyModel {
  return withinDepth(input, () => otherLanguage(input) ?? describeFile(input, workspaceOf(project)).model);
}

/** What the recursion of the parser, or of a pass after it, cannot hold is left out as a whole. */
export function withinDepth(input: SourceText, work: () => ConcurrencyModel): ConcurrencyModel {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const place = { start: 0, end: input.text.length, line: 1, column: 1 };
    const leftOut: LeftOut = { place, message: 'The code is nested too deeply to be analysed.' };
    return { path: input.path, errors: [], functions: [], leftOut: [leftOut] };
  }
}

/** The answer to a file in which TypeScript or JavaScript is only a part. */
export function otherLanguage({ path, text }: SourceText): ConcurrencyModel | undefined {
  const language = /\.(vue|svelte|astro)$/i.exec(path)?.[1];
  if (language === undefined) return undefined;
  const message = `Not analysed: a .${language.toLowerCase()} file holds more than TypeScript or JavaScript. Code that it imports from .ts and .js files is.`;
  return { path, errors: [], functions: [], leftOut: [{ place: { start: 0, end: text.length, line: 1, column: 1 }, message }] };
}

/** A file's model, with what the analysis of its next text can go on from; nothing of that where the file is broken, has too much in it or nothing. */
export interface Described {
  readonly model: ConcurrencyModel;
  readonly bound?: Bound;
  /** The id of every unit, and the result of every asynchronous one. */
  readonly ids?: ReadonlyMap<Unit, string>;
  readonly results?: ReadonlyMap<Unit, AsyncFunction>;
}

/** Results of the text before, as they are in this one; undefined for a unit that is to be looked at. */
export type Earlier = (bound: Bound, ids: ReadonlyMap<Unit, string>, places: Places) => (unit: Unit) => AsyncFunction | undefined;

export function describeFile({ path, text }: SourceText, workspace: Workspace, tree?: ts.SourceFile, earlier?: Earlier): Described {
  const known = tree === undefined ? workspace.boundOf(path, text) : undefined;
  const file = tree ?? known?.file ?? parse(path, text);
  const places = new Places(file);
  const errors = syntaxProblems(file, places);
  if (!mayBeAsynchronous(text)) return { model: { path, errors, functions: [], leftOut: [] } };
  const bound = known ?? bind(file);
  const annotations = new Annotations(file, places);
  const ids = idsOf(bound.units);
  const effects = workspace.effectsIn(path, bound, places);
  const chained = new Chained(bound, (expression) => effects.promiseOf(expression));
  const units = bound.units.filter((unit) => isAsyncUnit(unit) || chained.of(unit) !== undefined);
  const tooMany = units.slice(mostFunctions, mostFunctions + 1).map((unit): LeftOut => ({ place: places.of(unit.node), message: `${units.length - mostFunctions} functions from here on are not analysed: the limit is ${mostFunctions} asynchronous functions in one file.` }));
  const context: Context = { path, bound, places, annotations, ids, effects, chained };
  const kept = errors.length === 0 ? earlier?.(bound, ids, places) : undefined;
  const results = new Map(units.slice(0, mostFunctions).map((unit) => [unit, kept?.(unit) ?? describeFunction(unit, context)]));
  const functions = [...results.values()];
  const model = { path, errors, functions, leftOut: [...functions.flatMap((fn) => cutShort(fn) ?? []), ...tooMany] };
  return errors.length > 0 || tooMany.length > 0 ? { model } : { model, bound, ids, results };
}

const workspaces = new WeakMap<Project, Workspace>();

/** One workspace for all files that are analysed with the same project. */
export function workspaceOf(project: Project | undefined): Workspace {
  if (project === undefined) return new Workspace(undefined);
  const workspace = workspaces.get(project) ?? new Workspace(project, project.catalogue === undefined ? {} : { catalogue: [{ family: 'yours', packages: project.catalogue }] });
  workspaces.set(project, workspace);
  return workspace;
}

const unjudged = { pairs: [], loops: [], groups: [] };

interface Context extends StepContext {
  readonly path: string;
  readonly effects: Effects;
}

/**
 * The model of a text without verdicts: enough to simulate it, for a fraction of the work. `promises`: what is known to give promises, by the labels of
 * steps of chains, from an analysis of a text that calls the same.
 */
export function skeletonOf(path: string, bound: Bound, places: Places, promises: ReadonlySet<string> = new Set()): ConcurrencyModel {
  const { file } = bound;
  const inFile = promisesOf(bound);
  const chained = new Chained(bound, (expression) => promises.has(labelOf(expression, bound.file)) || inFile(expression));
  const context: StepContext = { bound, places, annotations: new Annotations(file, places), ids: idsOf(bound.units), chained };
  return { path, errors: syntaxProblems(file, places), leftOut: [], functions: bound.units.filter((unit) => isAsyncUnit(unit) || chained.of(unit) !== undefined).map((unit) => shapeOf(unit, sitesOf(unit, bound), context, unjudged)) };
}

function describeFunction(unit: Unit, context: Context): AsyncFunction {
  const { path, bound, places, annotations, effects } = context;
  const sites = sitesOf(unit, bound);
  const standing = standingOf(unit, sites);
  const ground: Ground = { path, bound, unit, places, effects, annotations };
  const pairs: Pair[] = [];
  const groups: Group[] = [];
  const graphs: Graph[] = [];
  for (const [list, statements] of standing.lists) {
    if (statements.length > 1) {
      const judge = remembered((first: AwaitingStatement, second: AwaitingStatement) => judgePair(ground, list, first, second));
      for (let i = 1; i < statements.length; i++) {
        const first = statements[i - 1];
        const second = statements[i];
        if (first !== undefined && second !== undefined) pairs.push({ first: first.first.id, second: second.first.id, ...judge(first, second) });
      }
      const runs = runsOf(statements, sites.length, judge);
      groups.push(...runs);
      if (runs.length > 0) graphs.push(...graphsOf(statements, sites.length, judge));
    }
    for (const { statement } of statements) {
      if (!isPlain(statement)) continue;
      for (const list of sideBySide(within(sites, statement), statement)) groups.push(...beside(list, sites.length, (first, second) => judgeBeside(ground, first, second)));
    }
  }
  pairs.sort((a, b) => ordinal(a.first) - ordinal(b.first) || ordinal(a.second) - ordinal(b.second));
  const loops = standing.loops.map((loop): Loop => {
    const judgement = judgeLoop(ground, loop);
    const finding = loopFinding(loop.sites[0]?.id ?? '', judgement, loop.sites);
    if (finding !== undefined) groups.push(finding);
    return { place: keywordPlace(loop.loop, context), awaits: loop.sites.map((site: Site) => site.id), ...judgement };
  });
  const { chains = [], reductions = [] } = context.chained.of(unit) ?? {};
  const described = chains.map((chain) => describeChain(ground, chain));
  for (const reduction of reductions) {
    const judgement = judgeReduction(ground, reduction);
    loops.push({ place: places.of(reduction.word), awaits: [], ...judgement });
    described.push(describeReduction(ground, reduction, judgement));
  }
  if (reductions.length > 0) loops.sort((a, b) => a.place.start - b.place.start);
  described.sort((a, b) => a.place.start - b.place.start);
  groups.sort((a, b) => ordinal(a.awaits[0] ?? '') - ordinal(b.awaits[0] ?? ''));
  const fn = shapeOf(unit, sites, context, { pairs, loops, groups });
  const blocking = blockingIn(unit, context);
  if (groups.length > 0) {
    const grouped = new Set(groups.flatMap((group) => group.awaits));
    const isAsync = ({ id, operand }: Site): boolean => grouped.has(id) && operand !== undefined && effects.givesPromise(operand);
    fn.awaits = fn.awaits.map((site, index) => (sites[index] !== undefined && isAsync(sites[index]) ? { ...site, async: true } : site));
  }
  if (described.length > 0) fn.chains = described;
  if (graphs.length > 0) fn.graphs = graphs;
  if (blocking.length > 0) fn.blocking = blocking;
  return fn;
}

function describeChain(ground: Ground, { whole, steps }: PromiseChain): Chain {
  const members = steps.map((step, index) => ({ first: step, index }));
  const judge = remembered((first: (typeof members)[number], second: (typeof members)[number]) => judgeLink(ground, steps, first.index, second.index));
  return {
    place: ground.places.of(whole),
    steps: steps.map((step) => stepSite(ground, step)),
    pairs: members.slice(1).flatMap((second, index) => {
      const first = members[index];
      return first === undefined ? [] : [{ first: first.first.id, second: second.first.id, ...judge(first, second) }];
    }),
    groups: runsOf(members, members.length, judge).map((group) => ({ ...group, fixSafe: false })),
  };
}

function describeReduction(ground: Ground, { call, step, steps, word, callback }: Reduction, judgement: Judgement<LoopVerdict>): Chain {
  const { places, bound } = ground;
  const round: AwaitSite = { id: step, place: places.of(word), whole: places.of(callback), label: shortText(call.expression, bound.file), mode: 'sequential', form: 'direct' };
  const finding = loopFinding(step, judgement);
  return { place: places.of(call), steps: steps.length > 0 ? steps.map((one) => stepSite(ground, one)) : [round], pairs: [], groups: finding === undefined ? [] : [finding] };
}

function stepSite({ places, bound }: Ground, { id, form, word, node, operand, callback }: ChainStep): AwaitSite {
  const label = node === callback?.body ? 'callback' : labelOf(operand ?? (node as ts.Expression), bound.file);
  return { id, place: places.of(word), whole: places.of(node), label, mode: 'sequential', form };
}

function labelOf(expression: ts.Expression, file: ts.SourceFile): string {
  const call = unwrap(expression);
  const named = isCallExpression(call) || isNewExpression(call) ? call.expression : call;
  return dottedName(named) ?? shortText(named, file);
}

/** A function of the model before it is handed out. */
type Draft = { -readonly [Key in keyof AsyncFunction]: AsyncFunction[Key] };

/** What a function is and in which order it waits; what its awaits have to do with each other is in `judged`. */
function shapeOf(unit: Unit, sites: readonly Site[], context: StepContext, judged: Pick<AsyncFunction, 'pairs' | 'loops' | 'groups'>): Draft {
  const { bound, places, annotations, ids } = context;
  const plain = !isAsyncUnit(unit);
  const place = isSourceFile(unit.node) ? places.span(0, unit.node.end) : places.of(unit.node);
  const name = nameNode(unit);
  const namePlace = name === undefined ? places.span(place.start, place.start) : places.of(name);
  const declaration = declarationOf(unit.node);
  const annotation = annotations.any ? annotations.before(declaration.pos, places.start(declaration)) : undefined;
  const { pairs, loops, groups } = judged;
  return {
    id: ids.get(unit) ?? '',
    name: nameOf(unit),
    kind: kindOf(unit),
    generator: isGenerator(unit),
    place,
    namePlace,
    endLine: places.position(place.end).line,
    ...(annotation === undefined ? {} : { annotation }),
    ...(plain && { plain }),
    awaits: sites.map((site) => describe(site, places, bound.file)),
    pairs,
    loops,
    groups,
    steps: stepsOf(unit, sites, context),
  };
}

/** A pair is asked for as neighbours and again as part of a run. */
function remembered<M extends object>(judge: (first: M, second: M) => Judgement<PairVerdict>): typeof judge {
  const known = new Map<M, Map<M, Judgement<PairVerdict>>>();
  return (first, second) => {
    let before = known.get(second);
    if (before === undefined) known.set(second, (before = new Map<M, Judgement<PairVerdict>>()));
    let judgement = before.get(first);
    if (judgement === undefined) before.set(first, (judgement = judge(first, second)));
    return judgement;
  };
}

function keywordPlace(loop: LoopNode, { places }: Context): Place {
  const start = places.start(loop);
  const word = isWhileStatement(loop) ? 'while' : isDoStatement(loop) ? 'do' : 'for';
  return places.span(start, start + word.length);
}

function ordinal(id: string): number {
  return Number(id.slice(1));
}
