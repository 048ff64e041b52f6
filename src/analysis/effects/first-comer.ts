/** What is put into a place that was found empty: what anybody would put there, or what only the first to come has. */
import ts from 'typescript';
import type { Binding, Bound } from '../scopes.ts';
import { isFunctionNode } from '../scopes.ts';
import { unwrap } from '../syntax.ts';

/** Read once: each member of the package is looked up through a getter. */
const { SyntaxKind, forEachChild, isAwaitExpression, isBinaryExpression, isBindingElement, isCallExpression, isForInStatement, isForOfStatement, isIdentifier, isNewExpression, isPostfixUnaryExpression, isPrefixUnaryExpression, isPropertyAccessExpression, isVariableDeclaration } = ts;

const maxSteps = 6;
const none: ReadonlySet<Binding> = new Set();

/**
 * Whether the value hangs on who comes first: it is what the caller has handed in, or has waited for before it looked (`looked` is where), or a number of those before.
 * What is asked for with something handed in (`connect(options)`) is taken to be the same for all. `known`: what the place is told by, so that others who come to it have the same.
 */
export function isOfFirstComer(value: ts.Expression, looked: number, bound: Bound, known = none): boolean {
  // Names that are made of one another are come to by many ways, and each would go on through all the rest.
  const answered = new Map<Binding, boolean[]>();
  const visit = (node: ts.Node, asked: boolean, steps: number): boolean => {
    if (isFunctionNode(node) || steps > maxSteps) return false;
    if ((isPrefixUnaryExpression(node) || isPostfixUnaryExpression(node)) && (node.operator === SyntaxKind.PlusPlusToken || node.operator === SyntaxKind.MinusMinusToken)) return true;
    if (isPropertyAccessExpression(node)) return (/^(size|length)$/.test(node.name.text) && isShared(node.expression, bound)) || visit(node.expression, asked, steps);
    if (isIdentifier(node)) {
      const binding = bound.useOf.get(node)?.binding;
      if (binding === undefined || known.has(binding) || binding.scope === bound.moduleScope) return false;
      if (isGiven(binding)) return !asked;
      const answers = answered.get(binding) ?? [];
      answered.set(binding, answers);
      return (answers[steps * 2 + Number(asked)] ??= valuesOf(binding).some((one) => (one.pos < looked && waitsForOwn(one, bound)) || visit(one, asked, steps + 1)));
    }
    const asks = asked || isCallExpression(node) || isNewExpression(node);
    return forEachChild(node, (child) => visit(child, asks, steps) || undefined) === true;
  };
  return visit(value, false, 0);
}

/** Whether the caller has waited for the value, with something of its own, before it looked. */
export function isFound(value: ts.Expression, looked: number, bound: Bound): boolean {
  return namesIn(value, bound).some((binding) => valuesOf(binding).some((one) => one.pos < looked && waitsForOwn(one, bound)));
}

/** What is handed in of which the value is made. */
export function givenIn(value: ts.Node, bound: Bound): readonly Binding[] {
  const seen = new Set<Binding>();
  let values = [value];
  for (let steps = 0; steps <= maxSteps && values.length > 0; steps++) {
    const found = values.flatMap((one) => namesIn(one, bound)).filter((binding) => !seen.has(binding));
    for (const binding of found) seen.add(binding);
    values = [...new Set(found)].flatMap((binding) => (isGiven(binding) ? [] : valuesOf(binding)));
  }
  return [...seen].filter((binding) => isGiven(binding));
}

function waitsForOwn(value: ts.Expression, bound: Bound): boolean {
  const waits = (node: ts.Node): boolean => !isFunctionNode(node) && (isAwaitExpression(node) || forEachChild(node, (child) => waits(child) || undefined) === true);
  return waits(value) && givenIn(value, bound).length > 0;
}

function namesIn(value: ts.Node, bound: Bound): readonly Binding[] {
  const names: Binding[] = [];
  const visit = (node: ts.Node): void => {
    const binding = isIdentifier(node) ? bound.useOf.get(node)?.binding : undefined;
    if (binding !== undefined && binding.scope !== bound.moduleScope) names.push(binding);
    forEachChild(node, visit);
  };
  visit(value);
  return names;
}

/** A parameter, or an element of what is gone through; what a promise gives to `then` is no such thing. */
function isGiven(binding: Binding): boolean {
  if (binding.kind === 'parameter') {
    const { parent } = binding.scope.unit.node;
    return !(isCallExpression(parent) && isPropertyAccessExpression(parent.expression) && parent.expression.name.text === 'then');
  }
  const { parent } = declarationOf(binding) ?? {};
  return parent !== undefined && (isForOfStatement(parent.parent) || isForInStatement(parent.parent));
}

/** What a variable of a function is given where it is declared, and later. */
export function valuesOf(binding: Binding): readonly ts.Expression[] {
  const initial = declarationOf(binding)?.initializer;
  if (!binding.changes) return initial === undefined ? [] : [initial];
  const later = binding.uses.flatMap(({ node, flow }) => (flow === 'write' && isBinaryExpression(node.parent) && node.parent.left === node ? [node.parent.right] : []));
  return initial === undefined ? later : [initial, ...later];
}

function declarationOf(binding: Binding): ts.VariableDeclaration | undefined {
  let node: ts.Node | undefined = binding.declarations[0]?.parent;
  while (node !== undefined && isBindingElement(node)) node = node.parent.parent;
  return node !== undefined && isVariableDeclaration(node) ? node : undefined;
}

/** A list or map that others put something into as well. */
function isShared(expression: ts.Expression, bound: Bound): boolean {
  let root = unwrap(expression);
  while (isPropertyAccessExpression(root)) root = unwrap(root.expression);
  const binding = bound.useOf.get(root)?.binding;
  return root.kind === SyntaxKind.ThisKeyword || (binding?.scope === bound.moduleScope && binding.kind !== 'import');
}
