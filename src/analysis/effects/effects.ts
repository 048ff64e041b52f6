import ts from 'typescript';
import { blockScope } from '../name-roles.ts';
import { Places } from '../places.ts';
import type { Project } from '../project.ts';
import { isLoopNode, type Bound, type FunctionNode, type Unit } from '../scopes.ts';
import { annotationOf } from './annotation.ts';
import { mayBeHeld } from './begun.ts';
import { catalogueWith } from './catalogue/all.ts';
import type { Family } from './catalogue/schema.ts';
import { Collector, type FunctionSummary } from './collector.ts';
import { merge, nothing, type Effect, type Key, type Summary } from './effect.ts';
import type { Frame } from './keys.ts';
import { listBy } from './lists.ts';
import { givesPromise, promiseOf } from './promises.ts';
import { Sources, type Source } from './sources.ts';
import { Summaries } from './summarise.ts';
import { isMadeInTurn } from './used-up.ts';

/** Read once: each member of the package is looked up through a getter. */
const { NodeFlags, isAwaitExpression, isExpressionStatement, isIdentifier, isReturnStatement, isSourceFile, isVariableStatement } = ts;

/** Effects of the code of one file. Answers are worked out when asked for and kept. */
export interface Effects {
  /**
   * What runs when this statement or expression is evaluated, calls followed. Nested functions count where they are called, or handed to a call that runs them.
   * Parameters and `this` of the function that holds the node stay what they are: the same name is the same thing.
   * Reads and writes of the function's own variables are left out (data flow is the caller's), but not what a call does to an object that such a variable holds.
   */
  of(node: ts.Node): Summary;
  /** What the calls of lines before were seen to touch whose promises the node waits for: when it is done, they are. */
  before(node: ts.Node): Summary;
  /** What a call of this function does, in terms of its parameters and `this`. */
  ofFunction(node: FunctionNode): Summary;
  /** The place in memory that an expression names, to compare with the keys of `state` resources. */
  placeOf(expression: ts.Expression): Key | undefined;
  /** Where what the expression calls is declared, in this or another file that could be read; undefined where it was not found. */
  declared(call: ts.CallExpression): Declared | undefined;
  /** The names of a file that an effect stands in. */
  boundOf(path: string): Bound | undefined;
  /** Whether the expression calls an async function: it cannot throw, only reject. */
  givesPromise(expression: ts.Expression): boolean;
  /** Whether what the expression gives is a promise; undefined where nothing tells. */
  promiseOf(expression: ts.Expression): boolean | undefined;
  /** By what the expression is known to give a list that is there as a whole, and no stream; undefined where nothing tells. */
  listBy(expression: ts.Expression): 'type' | 'length' | undefined;
  /** Whether what the expression gives is known to make each element when a loop comes to it. */
  isMadeInTurn(expression: ts.Expression): boolean;
}

export interface Declared {
  readonly path: string;
  readonly file: ts.SourceFile;
  readonly node: FunctionNode;
  /** An `@overlap` comment before it says what it does. */
  readonly isTold: boolean;
}

export interface WorkspaceOptions {
  /** A user's own catalogue, laid over the bundled one. */
  readonly catalogue?: readonly Family[];
}

/** What is kept between the files of one run: parsed neighbours and the summaries of their functions. Make one for each run; it knows nothing of files that change. */
export class Workspace {
  readonly #sources: Sources;
  readonly #summaries: Summaries;

  constructor(project: Project | undefined, options: WorkspaceOptions = {}) {
    this.#sources = new Sources(project);
    this.#summaries = new Summaries(this.#sources, catalogueWith(options.catalogue));
  }

  /** The parsed file, where an import has led to it before. */
  boundOf(path: string, text: string): Bound | undefined {
    return this.#sources.boundOf(path, text);
  }

  /** Whether another file may have kept something of the tree, which then must not be changed. */
  isShared(path: string, bound: Bound): boolean {
    return this.#sources.isShared(path, bound);
  }

  /** Whether other files come back to this one, so that what is said of its functions may rest on them in ways that it does not show. */
  isInCircle(path: string): boolean {
    return this.#sources.isInCircle(path);
  }

  /** `places` are those of the file, where the caller has them already. */
  effectsIn(path: string, bound: Bound, places = new Places(bound.file)): Effects {
    return new FileEffects(this.#sources.adopt(path, bound, places), this.#sources, this.#summaries);
  }
}

/** Steps up from a node after which the way is worth remembering: sums of thousands are as deep as they are long. */
const landmark = 64;

class FileEffects implements Effects {
  readonly #source: Source;
  readonly #sources: Sources;
  readonly #summaries: Summaries;
  readonly #known = new Map<ts.Node, Summary>();
  readonly #before = new Map<ts.Node, readonly ts.Expression[]>();
  /** The unit around some nodes far down in it, so that the next way up from there is short. */
  readonly #deep = new Map<ts.Node, Unit>();

  constructor(source: Source, sources: Sources, summaries: Summaries) {
    this.#source = source;
    this.#sources = sources;
    this.#summaries = summaries;
  }

  of(node: ts.Node): Summary {
    const known = this.#known.get(node);
    if (known !== undefined) return known;
    const evaluated = coreOf(node);
    let summary = this.#known.get(evaluated);
    if (summary === undefined) {
      const before: ts.Expression[] = [];
      this.#known.set(evaluated, (summary = withoutInvocations(this.#summaries.ofNode(evaluated, { source: this.#source, unit: this.#unitAround(evaluated), open: false, before }))));
      if (before.length > 0) this.#before.set(evaluated, before);
    }
    if (evaluated !== node) this.#known.set(node, summary);
    return summary;
  }

  before(node: ts.Node): Summary {
    this.of(node);
    const calls = this.#before.get(coreOf(node));
    if (calls === undefined) return nothing;
    const seen = ({ source, resource }: Effect): boolean => source !== 'name' && resource.kind !== 'unknown';
    return { ...nothing, reads: calls.flatMap((call) => this.of(call).reads.filter(seen)), writes: calls.flatMap((call) => this.of(call).writes.filter(seen)) };
  }

  ofFunction(node: FunctionNode): Summary {
    const summary = this.#summaries.ofFunction(node, this.#source);
    if (summary !== undefined) return withoutInvocations(summary);
    const unseen = new Collector();
    unseen.gap({ where: this.#source.where(node), text: this.#source.text(node), nameSays: 'nothing', reason: 'it is not a function of this file' });
    return withoutInvocations(unseen.finish());
  }

  placeOf(expression: ts.Expression): Key | undefined {
    return this.#summaries.keys.place(expression, this.#frame(expression));
  }

  declared(call: ts.CallExpression): Declared | undefined {
    const meaning = this.#summaries.meanings.of(call.expression, this.#source);
    if (meaning?.type !== 'function') return undefined;
    const { node, source } = meaning;
    return { path: source.path, file: source.file, node, isTold: annotationOf(node, source) !== undefined };
  }

  boundOf(path: string): Bound | undefined {
    return path === this.#source.path ? this.#source.bound : this.#sources.known(path);
  }

  givesPromise(expression: ts.Expression): boolean {
    return givesPromise(expression, this.#source, this.#summaries.meanings);
  }

  promiseOf(expression: ts.Expression): boolean | undefined {
    return promiseOf(expression, this.#source, this.#summaries.meanings, (call) => this.of(call).reachesIo);
  }

  listBy(expression: ts.Expression): 'type' | 'length' | undefined {
    return listBy(this.#summaries.meanings, expression, this.#source);
  }

  isMadeInTurn(expression: ts.Expression): boolean {
    return isMadeInTurn(expression, this.#source, this.#summaries.meanings);
  }

  #frame(node: ts.Node): Frame {
    return { source: this.#source, unit: this.#unitAround(node), open: false };
  }

  #unitAround(node: ts.Node): Unit {
    const { unitOf, module } = this.#source.bound;
    const passed: ts.Node[] = [];
    let unit: Unit | undefined;
    let steps = 0;
    for (let at = node; unit === undefined && !isSourceFile(at); at = at.parent) {
      unit = unitOf.get(at.parent) ?? this.#deep.get(at.parent);
      steps += 1;
      if (steps % landmark === 0) passed.push(at.parent);
    }
    for (const one of passed) this.#deep.set(one, unit ?? module);
    return unit ?? module;
  }
}

/** What a node does nothing but evaluate: `load()` of `const page = await load();`. A statement and what it awaits are asked about in turn, and are the same to the world. */
function coreOf(node: ts.Node): ts.Node {
  if (isAwaitExpression(node)) return mayBeHeld(node.expression) ? node : coreOf(node.expression);
  // The body of a loop is held against what it awaits as one round against the next: the two stay two.
  if (isExpressionStatement(node) || isReturnStatement(node)) return node.expression === undefined || isLoopNode(node.parent) ? node : coreOf(node.expression);
  if (!isVariableStatement(node) || blockScope(node.declarationList) === NodeFlags.AwaitUsing) return node;
  const [declaration, ...others] = node.declarationList.declarations;
  const isSimple = declaration?.initializer !== undefined && others.length === 0 && isIdentifier(declaration.name);
  return isSimple ? coreOf(declaration.initializer) : node;
}

/** To whoever asks about a function alone, what its caller hands in is a gap; of a statement of SQL it is known that it touches tables, of a request what it asks. */
function withoutInvocations(summary: FunctionSummary): Summary {
  if (summary.invokes.length === 0) return summary;
  const { invokes, ...rest } = summary;
  const functions = invokes.filter(({ as }) => as === undefined);
  const told = merge([rest, ...invokes.filter(({ as }) => as !== undefined).map(({ otherwise }) => otherwise)]);
  if (functions.length === 0) return told;
  const gaps = functions.map(({ where, text }) => ({ where, text, nameSays: 'nothing' as const, reason: 'it is handed in by the caller' }));
  return { ...told, gaps: [...told.gaps, ...gaps], complete: false, cpuOnly: false, source: 'none' };
}
