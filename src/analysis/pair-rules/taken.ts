/** Who takes what a statement waits for? A name that is used further on, the caller, or a list of the function's own. */
import ts from 'typescript';
import { accessOf } from '../access.ts';
import { combinatorOf, withoutChain } from '../awaits.ts';
import { awaitsIn, usesIn } from '../flow.ts';
import type { Bound, Unit } from '../scopes.ts';
import { isLoopNode } from '../scopes.ts';
import { statementOf } from '../statements.ts';
import { unwrap } from '../syntax.ts';

/** Read once: each member of the package is looked up through a getter. */
const { SyntaxKind, isArrowFunction, isAwaitExpression, isBinaryExpression, isBlock, isCallExpression, isExpressionStatement, isForOfStatement, isFunctionExpression, isIfStatement, isPropertyAccessExpression, isReturnStatement, isTryStatement, isVariableStatement } = ts;

/** Whether the statement gives its value to names that are used later, or returns it. */
export function bindsUsed(bound: Bound, unit: Unit, statement: ts.Statement): boolean {
  if (isReturnStatement(statement)) return true;
  if (isVariableStatement(statement)) return usesIn(bound, statement.pos, statement.end).some((use) => use.flow === 'declare' && use.binding.uses.some(({ node }) => node.pos >= statement.end));
  if (isExpressionStatement(statement)) {
    const expression = unwrap(statement.expression);
    if (isBinaryExpression(expression) && expression.operatorToken.kind === SyntaxKind.EqualsToken) return true;
    const callback = callbackOf(expression, bound);
    const inner = callback === undefined ? undefined : bound.unitOf.get(callback);
    return areAllTaken(bound, unit, statement, awaitsIn(inner ?? unit, statement));
  }
  return (isIfStatement(statement) || isTryStatement(statement) || isBlock(statement) || isLoopNode(statement)) && areAllTaken(bound, unit, statement, awaitsIn(unit, statement));
}

/** The function that `await Promise.all(rows.map(async (row) => { … }))` runs for each element. */
function callbackOf(expression: ts.Expression, bound: Bound): ts.ArrowFunction | ts.FunctionExpression | undefined {
  const members = isAwaitExpression(expression) ? combinatorOf(withoutChain(unwrap(expression.expression)), bound)?.members : undefined;
  const callback = members !== undefined && isCallExpression(members) ? members.arguments[0] : undefined;
  return callback !== undefined && (isArrowFunction(callback) || isFunctionExpression(callback)) ? callback : undefined;
}

/** Whether all that is waited for in the statement goes to variables of outside that are used later: `if (id) { user = await find(id); }`, `for (…) { const found = await find(id); rows.push(found); }`. */
function areAllTaken(bound: Bound, unit: Unit, statement: ts.Statement, waits: readonly ts.Node[]): boolean {
  return waits.length > 0 && waits.every((wait) => {
    if (isFilledIn(bound, unit, statement, wait)) return true;
    const line = statementOf(wait);
    if (line === statement || !isVariableStatement(line)) return false;
    const names = usesIn(bound, line.pos, line.end).filter(({ flow }) => flow === 'declare');
    return names.some(({ binding }) => binding.uses.some(({ node, flow }) => flow === 'read' && isFilledIn(bound, unit, statement, node)));
  });
}

/** Whether the node's value is put into a variable of the function's own, from outside the statement, that is read after it: `rows.push(node)`, `total += node`, `for (const row of node) byId[row.id] = row`. */
function isFilledIn(bound: Bound, unit: Unit, statement: ts.Statement, node: ts.Node): boolean {
  const line = statementOf(node);
  const walk = walkOf(node);
  return usesIn(bound, line.pos, walk?.end ?? node.pos).some((use) => {
    const { scope, uses } = use.binding;
    if (scope.unit !== unit || isWithin(scope.node, statement) || accessOf(use).flow === 'read') return false;
    const { whole } = accessOf(use);
    return (isWithin(node, whole.parent) || (walk !== undefined && isWithin(whole, walk))) && uses.some((later) => later.flow === 'read' && later.node.pos >= statement.end);
  });
}

/** What goes through the elements of a list: `for (const row of node) …`, `node.forEach((row) => …)`. */
function walkOf(node: ts.Node): ts.Node | undefined {
  const { parent } = node;
  if (isForOfStatement(parent) && parent.expression === node) return parent;
  return isPropertyAccessExpression(parent) && parent.expression === node && parent.name.text === 'forEach' ? parent.parent : undefined;
}

function isWithin(node: ts.Node, outer: ts.Node): boolean {
  return node.pos >= outer.pos && node.end <= outer.end;
}
