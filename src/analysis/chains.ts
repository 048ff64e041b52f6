/** Promise chains: calls of `then` of which each waits for the one before, read as the steps that they are, nested ones included. */
import ts from 'typescript';
import { calleeUnit } from './callees.ts';
import type { AwaitId } from './model.ts';
import type { Bound, FunctionNode, Unit } from './scopes.ts';
import { isFunctionNode } from './scopes.ts';
import { dottedName, isNothing, methodName, unwrap } from './syntax.ts';

/** Read once: each member of the package is looked up through a getter. */
const { SyntaxKind, isArrowFunction, isAsExpression, isAwaitExpression, isBinaryExpression, isBlock, isCallExpression, isConditionalExpression, isElementAccessExpression, isExpressionStatement, isFunctionExpression, isIdentifier, isNewExpression, isNonNullExpression, isParenthesizedExpression, isPropertyAccessExpression, isReturnStatement, isSatisfiesExpression, isTaggedTemplateExpression, isTypeReferenceNode, isVoidExpression } = ts;

/** Whether an expression gives a promise; undefined where it cannot be seen. */
export type GivesPromise = (expression: ts.Expression) => boolean | undefined;

/** Lines that run after the step before has settled, and before the next one starts. */
export interface Between {
  /** Of which callback they are. */
  readonly unit: Unit;
  readonly body: ts.Node;
  /** Statements; of a callback that is an expression alone, that. */
  readonly lines: readonly ts.Node[];
  /** Where the callback goes on to start the step; absent where it starts none, and only a throw in it matters. */
  readonly until?: number;
}

export interface ChainStep {
  /** Unique within its function: `t1`, `t2`, … */
  readonly id: AwaitId;
  /** `deferred`: it was started before, elsewhere. */
  readonly form: 'direct' | 'deferred';
  /** What is evaluated to start it: a call; of an `async` callback its body. */
  readonly node: ts.Node;
  /** What gives the promise; none where an `async` callback is the step. */
  readonly operand: ts.Expression | undefined;
  /** The `async` callback. */
  readonly callback: FunctionNode | undefined;
  /** The name `then` by which it comes after another; of the first step what it begins with. */
  readonly word: ts.Node;
  /** The parameters under which values of before it come, in the callbacks since the step before. */
  readonly given: readonly ts.ParameterDeclaration[];
  readonly between: readonly Between[];
  /** The function that runs in its place where the step before fails: `then(next, failed)`. */
  readonly instead: ts.Node | undefined;
  /** It is a function by its name, and is handed the value before it. */
  readonly isHanded: boolean;
  /** Its value goes somewhere. */
  taken: boolean;
}

export interface PromiseChain {
  readonly whole: ts.CallExpression;
  readonly steps: readonly ChainStep[];
}

const links = new Set(['then', 'catch', 'finally']);
/** A chain of more steps than this is generated, and is left alone. */
const mostSteps = 40;

/** `p.then` of `p.then(f)`; undefined where the call is no link of a chain. */
export function linkOf(node: ts.Node): ts.PropertyAccessExpression | undefined {
  if (!isCallExpression(node)) return undefined;
  const callee = unwrap(node.expression);
  return isPropertyAccessExpression(callee) && links.has(callee.name.text) ? callee : undefined;
}

/** The chains of two steps and more that a unit holds, in source order; their steps are numbered after so many others. Those that a callback of another one returns are part of that. */
export function chainsOf(unit: Unit, bound: Bound, givesPromise: GivesPromise, numbered = 0): PromiseChain[] {
  const found: PromiseChain[] = [];
  let number = numbered;
  for (const call of unit.calls) {
    if (!isCallExpression(call) || linkOf(call) === undefined || !isOutermost(call) || isReturnedToLink(call)) continue;
    const steps = new Reader(bound, givesPromise, number).read(call);
    if (steps.length < 2 || steps.length > mostSteps) continue;
    number += steps.length;
    found.push({ whole: call, steps });
  }
  return found;
}

/** The steps that come after the promise `base` in an expression, such as `f(x)` of `base.then(() => f(x))`; none where it is no such chain. */
export function stepsAfter(expression: ts.Expression, base: (node: ts.Node) => boolean, bound: Bound, givesPromise: GivesPromise, numbered: number): readonly ChainStep[] {
  let node = unwrap(expression);
  for (let link = linkOf(node); link !== undefined; link = linkOf(node)) node = unwrap(link.expression);
  if (!base(node) || node === unwrap(expression)) return [];
  return new Reader(bound, givesPromise, numbered, node).read(unwrap(expression));
}

function isOutermost(call: ts.CallExpression): boolean {
  let node: ts.Node = call;
  while (isWrapper(node.parent)) node = node.parent;
  return !(isPropertyAccessExpression(node.parent) && links.has(node.parent.name.text) && isCallExpression(node.parent.parent) && node.parent.parent.expression === node.parent);
}

function isWrapper(node: ts.Node): boolean {
  return isParenthesizedExpression(node) || isAsExpression(node) || isNonNullExpression(node) || isSatisfiesExpression(node);
}

/** Whether the call is what a callback of a `then` gives back in the end. */
function isReturnedToLink(call: ts.Node): boolean {
  let node = call;
  while (isWrapper(node.parent)) node = node.parent;
  const { parent } = node;
  const fn = isArrowFunction(parent) ? parent : isReturnStatement(parent) && isBlock(parent.parent) && parent.parent.statements.at(-1) === parent && isFunctionNode(parent.parent.parent) ? parent.parent.parent : undefined;
  if (fn === undefined || !isPlainCallback(fn)) return false;
  let callback: ts.Node = fn;
  while (isWrapper(callback.parent)) callback = callback.parent;
  const outer = callback.parent;
  return isCallExpression(outer) && outer.arguments[0] === callback && linkOf(outer)?.name.text === 'then';
}

function isPlainCallback(node: ts.Node): node is ts.ArrowFunction | ts.FunctionExpression {
  return (isArrowFunction(node) || isFunctionExpression(node)) && node.asteriskToken === undefined && !isAsync(node);
}

function isAsync(node: FunctionNode): boolean {
  return (node.modifiers ?? []).some((modifier) => modifier.kind === SyntaxKind.AsyncKeyword);
}

/** What an expression begins with: `api` of `api.load().then(…)`. */
export function firstToken(node: ts.Node): ts.Node {
  let at = node;
  for (;;) {
    if (isCallExpression(at) || isPropertyAccessExpression(at) || isElementAccessExpression(at) || isNonNullExpression(at) || isParenthesizedExpression(at)) at = at.expression;
    else return at;
  }
}

class Reader {
  readonly #bound: Bound;
  readonly #givesPromise: GivesPromise;
  readonly #steps: ChainStep[] = [];
  readonly #before: number;
  /** A promise that is no step: it stands for the rounds before. */
  readonly #free: ts.Node | undefined;
  #given: ts.ParameterDeclaration[] = [];
  #between: Between[] = [];
  #instead: ts.Node | undefined;

  constructor(bound: Bound, givesPromise: GivesPromise, before: number, free?: ts.Node) {
    this.#bound = bound;
    this.#givesPromise = givesPromise;
    this.#before = before;
    this.#free = free;
  }

  read(whole: ts.Expression): readonly ChainStep[] {
    this.#expression(whole, undefined, undefined);
    this.#steps.forEach((step, index) => {
      const given = this.#steps[index + 1]?.given ?? this.#given;
      // Of callbacks in a row only the first is given what the step gave.
      step.taken = this.#steps[index + 1]?.isHanded === true || (given[0] === undefined ? index === this.#steps.length - 1 && this.#between.length === 0 && isTaken(whole) : this.#isUsed(given[0]));
    });
    return this.#steps;
  }

  #isUsed({ name, end, pos }: ts.ParameterDeclaration): boolean {
    const { uses } = this.#bound;
    if (isIdentifier(name)) return this.#bound.useOf.get(name)?.binding.uses.some(({ flow }) => flow !== 'declare') === true;
    return uses.some((use) => use.flow === 'declare' && use.node.pos >= pos && use.node.end <= end && use.binding.uses.some(({ flow }) => flow !== 'declare'));
  }

  /** A chain, or the call that one begins with. `next`: the callback by which a `then` after it is given its value. */
  #expression(expression: ts.Expression, word: ts.Node | undefined, next: FunctionNode | undefined): void {
    const calls: ts.CallExpression[] = [];
    let base = unwrap(expression);
    for (let link = linkOf(base); link !== undefined && isCallExpression(base); link = linkOf(base)) {
      calls.push(base);
      base = unwrap(link.expression);
    }
    calls.reverse();
    if (base !== this.#free && !isSettled(base, this.#bound)) this.#start(base, base, undefined, word ?? firstToken(base), isCallExpression(base) || isNewExpression(base) || isTaggedTemplateExpression(base) || isConditionalExpression(base) || isBinaryExpression(base) ? 'direct' : 'deferred');
    calls.forEach((call, index) => this.#link(call, followingOf(calls, index + 1) ?? next));
  }

  #start(node: ts.Node, operand: ts.Expression | undefined, callback: FunctionNode | undefined, word: ts.Node, form: ChainStep['form'], isHanded = false): void {
    const id = `t${this.#before + this.#steps.length + 1}`;
    this.#steps.push({ id, form, node, operand, callback, word, given: this.#given, between: this.#between, instead: this.#instead, isHanded, taken: false });
    this.#given = [];
    this.#between = [];
    this.#instead = undefined;
  }

  #link(call: ts.CallExpression, next: FunctionNode | undefined): void {
    const link = linkOf(call);
    if (link === undefined) return;
    const [handler, failed] = call.arguments;
    if (link.name.text !== 'then') {
      this.#aside(handler);
      return;
    }
    if (failed !== undefined && !isNothing(failed)) this.#instead = failed;
    const callback = handler === undefined ? undefined : unwrap(handler);
    if (callback === undefined || isNothing(callback)) return;
    const unit = this.#bound.unitOf.get(callback);
    if ((isArrowFunction(callback) || isFunctionExpression(callback)) && unit !== undefined) {
      const { body, parameters } = callback;
      this.#given.push(...parameters);
      if (isAsync(callback) && unit.awaits.length > 0) this.#start(body, undefined, callback, link.name, 'direct');
      else if (isPlainCallback(callback)) this.#callback(callback, unit, link.name, next);
      // An `async` function that waits for nothing.
      else this.#between.push({ unit, body, lines: [body] });
      return;
    }
    const named = calleeUnit(callback, this.#bound);
    if (named !== undefined && isFunctionNode(named.node) && isAsync(named.node)) this.#start(callback, undefined, named.node, link.name, 'direct', named.node.parameters.length > 0);
    else if (this.#steps.length > 0) this.#between.push({ unit: this.#bound.module, body: callback, lines: [callback] });
  }

  #callback(callback: ts.ArrowFunction | ts.FunctionExpression, unit: Unit, word: ts.Node, next: FunctionNode | undefined): void {
    const { body } = callback;
    if (!isBlock(body)) {
      if (this.#waits(body, callback, false, next)) this.#expression(body, word, next);
      else this.#between.push({ unit, body, lines: [body] });
      return;
    }
    const last = body.statements.at(-1);
    const returned = last !== undefined && isReturnStatement(last) ? last.expression : undefined;
    if (returned === undefined || !this.#waits(returned, callback, true, next)) {
      this.#between.push({ unit, body, lines: body.statements });
      return;
    }
    this.#between.push({ unit, body, lines: body.statements.slice(0, -1), until: last?.pos ?? body.end });
    this.#expression(returned, word, next);
  }

  /** A function for failures, or for the end whatever comes: what it does stands between, and no step waits in it. */
  #aside(handler: ts.Expression | undefined): void {
    const callback = handler === undefined ? undefined : unwrap(handler);
    if (callback === undefined) return;
    const unit = isFunctionNode(callback) ? this.#bound.unitOf.get(callback) : undefined;
    const body = isFunctionNode(callback) ? callback.body : undefined;
    this.#between.push(unit !== undefined && body !== undefined ? { unit, body, lines: isBlock(body) ? body.statements : [body] } : { unit: this.#bound.module, body: callback, lines: [callback] });
  }

  /** Whether what a callback gives back is waited for. */
  #waits(expression: ts.Expression, callback: FunctionNode, isReturned: boolean, next: FunctionNode | undefined): boolean {
    const node = unwrap(expression);
    if (isConditionalExpression(node)) return this.#waits(node.whenTrue, callback, isReturned, next) || this.#waits(node.whenFalse, callback, isReturned, next);
    if (linkOf(node) !== undefined) return true;
    if (!isCallExpression(node) && !isNewExpression(node)) return false;
    const known = this.#givesPromise(node);
    if (known !== undefined || !isCallExpression(node)) return known === true;
    // Nothing tells: a block that ends in `return load();`, and a function after it that is given the value, are written for a promise.
    const root = this.#bound.useOf.get(firstToken(node))?.binding;
    const isOfGiven = root !== undefined && callback.parameters.some(({ pos, end }) => root.declarations.some((name) => name.pos >= pos && name.end <= end));
    if (isOfGiven) return bodies.test(methodName(node.expression) ?? '') && node.arguments.length === 0;
    return (isReturned && next !== undefined && next.parameters.length > 0) || waiting.test(methodName(node.expression) ?? '');
  }
}

/** Readers of an answer's body. */
const bodies = /^(json|text|blob|arrayBuffer|formData|bytes)$/;
/** Verbs of what waits for the outside, whoever wrote it. */
const waiting = /^(fetch|request|download|upload)(?![a-z])/;

/** The function that the next `then` of a chain runs. */
function followingOf(calls: readonly ts.CallExpression[], from: number): FunctionNode | undefined {
  const call = calls.slice(from).find((one) => linkOf(one)?.name.text === 'then');
  const handler = call?.arguments[0] === undefined ? undefined : unwrap(call.arguments[0]);
  return handler !== undefined && isFunctionNode(handler) ? handler : undefined;
}

/** `Promise.resolve()`: a turn of the event loop at most. */
function isSettled(node: ts.Expression, bound: Bound): boolean {
  if (!isCallExpression(node)) return false;
  const callee = unwrap(node.expression);
  return /^Promise\.(resolve|reject)$/.test(dottedName(callee) ?? '') && bound.useOf.get(firstToken(callee))?.binding.kind === 'global';
}

/** Whether the value of the whole chain goes anywhere. */
function isTaken(whole: ts.Expression): boolean {
  let node: ts.Node = whole;
  while (isWrapper(node.parent) || isAwaitExpression(node.parent) || isVoidExpression(node.parent)) node = node.parent;
  return !isExpressionStatement(node.parent);
}

/** What the file alone tells of a call: a function of it that is `async`, or whose written type is a promise. */
export function promisesOf(bound: Bound): GivesPromise {
  return (expression) => {
    const node = unwrap(expression);
    if (isNewExpression(node)) return isIdentifier(node.expression) && node.expression.text === 'Promise';
    if (!isCallExpression(node)) return false;
    if (node.expression.kind === SyntaxKind.ImportKeyword) return true;
    if (/^Promise\.(all|allSettled|race|any)$/.test(dottedName(node.expression) ?? '')) return true;
    const unit = calleeUnit(node.expression, bound);
    if (unit === undefined || !isFunctionNode(unit.node)) return undefined;
    return isAsync(unit.node) || (unit.node.type === undefined ? undefined : isPromiseType(unit.node.type));
  };
}

export function isPromiseType(type: ts.TypeNode): boolean {
  return isTypeReferenceNode(type) && /(Promise|PromiseLike|Thenable)$/.test(isIdentifier(type.typeName) ? type.typeName.text : type.typeName.right.text);
}
