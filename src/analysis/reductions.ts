/** Reductions of a list whose rounds wait for one another: loops by another name. */
import ts from 'typescript';
import type { ChainStep, GivesPromise } from './chains.ts';
import { stepsAfter } from './chains.ts';
import type { AwaitId } from './model.ts';
import type { Binding, Bound, Unit } from './scopes.ts';
import { isFunctionNode } from './scopes.ts';
import { unwrap } from './syntax.ts';

/** Read once: each member of the package is looked up through a getter. */
const { SyntaxKind, isArrowFunction, isAwaitExpression, isBlock, isCallExpression, isFunctionExpression, isIdentifier, isPropertyAccessExpression, isReturnStatement } = ts;

export interface Reduction {
  readonly call: ts.CallExpression;
  /** The name `reduce`. */
  readonly word: ts.Node;
  /** The id of the first step that a round is in the function around; of an `async` callback the only one. */
  readonly step: AwaitId;
  readonly unit: Unit;
  readonly callback: ts.ArrowFunction | ts.FunctionExpression;
  readonly body: ts.ConciseBody;
  /** The parameter that holds the promise of the rounds before. */
  readonly former: Binding;
  /** Of `p.then(() => f(x))`: what a round waits for after the one before, and the chain as a whole; none of an `async` callback. */
  readonly steps: readonly ChainStep[];
  readonly chain: ts.Node | undefined;
}

/** `list.reduce(async (all, x) => { (await all).push(await f(x)); … }, …)` and `list.reduce((p, x) => p.then(() => f(x)), …)`, in source order. */
export function reductionsOf(unit: Unit, bound: Bound, givesPromise: GivesPromise): Reduction[] {
  let number = 0;
  return unit.calls.flatMap((call): Reduction[] => {
    if (!isCallExpression(call)) return [];
    const callee = unwrap(call.expression);
    if (!isPropertyAccessExpression(callee) || !/^reduce(Right)?$/.test(callee.name.text)) return [];
    const callback = call.arguments[0] === undefined ? undefined : unwrap(call.arguments[0]);
    if (callback === undefined || !(isArrowFunction(callback) || isFunctionExpression(callback)) || callback.asteriskToken !== undefined) return [];
    const [parameter, element] = callback.parameters;
    const inner = bound.unitOf.get(callback);
    if (parameter === undefined || element === undefined || inner === undefined || !isIdentifier(parameter.name)) return [];
    const former = bound.useOf.get(parameter.name)?.binding;
    if (former === undefined || former.changes) return [];
    const common = { call, word: callee.name, unit: inner, callback, body: callback.body, former };
    const isFormer = (node: ts.Node): boolean => bound.useOf.get(node)?.binding === former;
    if ((callback.modifiers ?? []).some(({ kind }) => kind === SyntaxKind.AsyncKeyword)) {
      // A round that waits for something else first has started beside the others.
      const [first, ...others] = inner.awaits;
      if (first === undefined || !isAwaitExpression(first) || !isFormer(unwrap(first.expression)) || others.length === 0) return [];
      number += 1;
      return [{ ...common, step: `t${number}`, steps: [], chain: undefined }];
    }
    const last = isBlock(callback.body) ? callback.body.statements.at(-1) : undefined;
    const returned = isBlock(callback.body) ? (last !== undefined && isReturnStatement(last) ? last.expression : undefined) : callback.body;
    if (returned === undefined) return [];
    const steps = stepsAfter(returned, isFormer, bound, givesPromise, number);
    const [first] = steps;
    if (first === undefined) return [];
    number += steps.length;
    return [{ ...common, step: first.id, steps, chain: unwrap(returned) }];
  });
}

/** How many ids of steps the reductions of a function take. */
export function stepsIn(reductions: readonly Reduction[]): number {
  return reductions.reduce((sum, { steps }) => sum + Math.max(1, steps.length), 0);
}

/** The reduction as the loop over the same list that it stands for: its own nodes, under one that no text holds. Places within it are those of the callback. */
export function asLoop({ callback, body, call }: Reduction): ts.ForOfStatement {
  const statement = isBlock(body) ? body : standIn(ts.factory.createExpressionStatement(body), body, callback);
  const callee = unwrap(call.expression);
  const list = isPropertyAccessExpression(callee) ? callee.expression : callee;
  const element = callback.parameters[1]?.name;
  const target = element !== undefined && isIdentifier(element) ? element : ts.factory.createIdentifier('');
  return standIn(ts.factory.createForOfStatement(undefined, target, list, statement), callback, callback.parent);
}

/** A node that is made up, in the place of a real one. */
export function standIn<N extends ts.Node>(node: N, place: ts.Node, parent: ts.Node): N {
  ts.setTextRange(node, place);
  (node as { parent: ts.Node }).parent = parent;
  return node;
}

/** Whether the loop is a reduction: what it holds stands in a callback. */
export function isReduction(loop: { readonly statement: ts.Node }): boolean {
  return isFunctionNode(loop.statement.parent);
}
