/** Who takes what a statement waits for? A name that is used further on, the caller, or a list of the function's own. */
import ts from 'typescript';
import { accessOf } from '../access.ts';
import { combinatorOf, withoutChain } from '../awaits.ts';
import { awaitsIn, usesIn } from '../flow.ts';
import type { Bound, Unit } from '../scopes.ts';
import { isLoopNode } from '../scopes.ts';
import { statementOf } from '../statements.ts';
import { isWithin, unwrap } from '../syntax.ts';

/** Read once: each member of the package is looked up through a getter. */
const { SyntaxKind, isArrowFunction, isAwaitExpression, isBinaryExpression, isBlock, isCallExpression, isExpressionStatement, isFunctionExpression, isIfStatement, isReturnStatement, isTryStatement, isVariableStatement } = ts;

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

/** Whether all that is waited for in the statement is put into names that are used in it or later: `if (id) { user = await find(id); }`, `for (…) { const found = await find(id); rows.push(found); }`. */
function areAllTaken(bound: Bound, unit: Unit, statement: ts.Statement, waits: readonly ts.Node[]): boolean {
  return waits.length > 0 && waits.every((wait) => {
    if (isFilledIn(bound, unit, statement, wait)) return true;
    const line = statementOf(wait);
    if (line === statement || !isVariableStatement(line)) return false;
    return usesIn(bound, line.pos, line.end).some(({ flow, binding }) => flow === 'declare' && binding.uses.some((use) => use.flow === 'read'));
  });
}

/** Whether the node's value is put into a variable of the function's own, from outside the statement, that is read after it: `rows.push(node)`, `total += node`. */
function isFilledIn(bound: Bound, unit: Unit, statement: ts.Statement, node: ts.Node): boolean {
  return usesIn(bound, statementOf(node).pos, node.pos).some((use) => {
    const { scope, uses } = use.binding;
    if (scope.unit !== unit || isWithin(scope.node, statement) || accessOf(use).flow === 'read') return false;
    return isWithin(node, accessOf(use).whole.parent) && uses.some((later) => later.flow === 'read' && later.node.pos >= statement.end);
  });
}
