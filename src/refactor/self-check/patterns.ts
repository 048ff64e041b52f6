/** The forms of code that the self-check recognises by their syntax alone: those that changes write, and what waits. */
import ts from 'typescript';
import type { Binding } from '../../analysis/scopes.ts';
import { isFunctionNode } from '../../analysis/scopes.ts';
import { unwrap } from '../../analysis/syntax.ts';

const { SyntaxKind } = ts;

/** Whether it holds an await of the function that it stands in. */
export function waits(node: ts.Node): boolean {
  return ts.isAwaitExpression(node) || (ts.isForOfStatement(node) && node.awaitModifier !== undefined) || (!isFunctionNode(node) && ts.forEachChild(node, (child) => waits(child) || undefined) === true);
}

/** Whether a promise that it holds is awaited later, alone or with others. */
export function isStarted({ uses }: Binding): boolean {
  return uses.some(({ node, flow }) => {
    if (flow !== 'read') return false;
    let at: ts.Node = node;
    while (ts.isParenthesizedExpression(at.parent) || ts.isArrayLiteralExpression(at.parent) || (ts.isCallExpression(at.parent) && ts.isArrayLiteralExpression(at) && ts.isAwaitExpression(at.parent.parent))) at = at.parent;
    return ts.isAwaitExpression(at.parent);
  });
}

/** The promise of `aPromise.catch(() => undefined)`. */
export function observedIn(expression: ts.Expression): ts.Identifier | undefined {
  if (!ts.isCallExpression(expression) || !ts.isPropertyAccessExpression(expression.expression) || expression.expression.name.text !== 'catch') return undefined;
  const promise = unwrap(expression.expression.expression);
  return ts.isIdentifier(promise) ? promise : undefined;
}

/** The result of `if (aResult.status === 'rejected') throw aResult.reason`. */
export function rethrownIn(statement: ts.Statement): ts.Identifier | undefined {
  if (!ts.isIfStatement(statement) || statement.elseStatement !== undefined || !ts.isThrowStatement(statement.thenStatement)) return undefined;
  const { expression: condition, thenStatement: { expression: thrown } } = statement;
  if (!ts.isBinaryExpression(condition) || condition.operatorToken.kind !== SyntaxKind.EqualsEqualsEqualsToken || !ts.isStringLiteral(condition.right) || condition.right.text !== 'rejected') return undefined;
  const [result, other] = [memberOf(condition.left, 'status'), memberOf(thrown, 'reason')];
  return result?.text === other?.text ? result : undefined;
}

function memberOf(node: ts.Expression, name: string): ts.Identifier | undefined {
  return ts.isPropertyAccessExpression(node) && node.name.text === name && ts.isIdentifier(node.expression) ? node.expression : undefined;
}

type Wrapper = ts.ArrowFunction & { readonly body: ts.Expression };

/** The function of `(async () => f())()`. */
export function wrapperOf(expression: ts.Expression): Wrapper | undefined {
  const callee = calledHere(expression);
  const isWrapper = callee !== undefined && !ts.isBlock(callee.body) && callee.modifiers?.some(({ kind }) => kind === SyntaxKind.AsyncKeyword) === true;
  return isWrapper ? (callee as Wrapper) : undefined;
}

export interface Chain {
  readonly wrapper: ts.ArrowFunction;
  /** In source order: what is awaited, and the names that its value goes to. */
  readonly needs: readonly { readonly pattern: ts.BindingName; readonly promise: ts.Identifier }[];
  readonly operand: ts.Expression;
}

/** The parts of `(async () => { const a = await aPromise; return f(a); })()`. */
export function chainOf(expression: ts.Expression): Chain | undefined {
  const wrapper = calledHere(expression);
  if (wrapper === undefined || !ts.isBlock(wrapper.body)) return undefined;
  const { statements } = wrapper.body;
  const last = statements.at(-1);
  const operand = last !== undefined && ts.isReturnStatement(last) ? last.expression : undefined;
  if (operand === undefined) return undefined;
  const needs = statements.slice(0, -1).flatMap((statement) => {
    const [only, other] = ts.isVariableStatement(statement) ? statement.declarationList.declarations : [];
    const awaited = only?.initializer && unwrap(only.initializer);
    const promise = awaited && ts.isAwaitExpression(awaited) ? unwrap(awaited.expression) : undefined;
    return only !== undefined && other === undefined && promise !== undefined && ts.isIdentifier(promise) ? [{ pattern: only.name, promise }] : [];
  });
  return needs.length === statements.length - 1 ? { wrapper, needs, operand } : undefined;
}

/** The arrow function without parameters that the expression calls on the spot. */
function calledHere(expression: ts.Expression): ts.ArrowFunction | undefined {
  const call = unwrap(expression);
  if (!ts.isCallExpression(call) || call.arguments.length > 0) return undefined;
  const callee = unwrap(call.expression);
  return ts.isArrowFunction(callee) && callee.parameters.length === 0 ? callee : undefined;
}

export interface BoundedMap {
  readonly list: ts.Expression;
  readonly limit: number;
  readonly each: ts.ArrowFunction;
  readonly parameter: ts.BindingName;
}

/** The parts of `await mapInOrder(list, limit, async (x) => …)`, whatever the function is called. */
export function boundedMapOf(expression: ts.Expression): BoundedMap | undefined {
  const call = ts.isAwaitExpression(expression) ? unwrap(expression.expression) : undefined;
  if (call === undefined || !ts.isCallExpression(call) || !ts.isIdentifier(call.expression) || call.arguments.length !== 3) return undefined;
  const [list, limit, each] = call.arguments;
  if (list === undefined || limit === undefined || !ts.isNumericLiteral(limit) || each === undefined || !ts.isArrowFunction(each)) return undefined;
  const [parameter, other] = each.parameters;
  return parameter === undefined || other !== undefined ? undefined : { list, limit: Number(limit.text), each, parameter: parameter.name };
}

export function namesIn(pattern: ts.BindingName): readonly ts.Identifier[] {
  return ts.isIdentifier(pattern) ? [pattern] : pattern.elements.flatMap((element) => (ts.isOmittedExpression(element) ? [] : namesIn(element.name)));
}
