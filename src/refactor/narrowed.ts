/** What a test has told the compiler of a variable or member, which it would not know in a function of its own. */
import ts from 'typescript';
import { accessOf } from '../analysis/access.ts';
import { usesIn } from '../analysis/flow.ts';
import { methodName } from '../analysis/syntax.ts';
import type { FunctionReading } from './reading.ts';

/**
 * The first use in the node of something that is tested in the function before it and that may change: a member, or a variable that is set again. The compiler forgets what it learnt of
 * those where a function begins. (Of constants and of parameters never set again it does not.)
 */
export function narrowedIn({ bound, unit, file }: FunctionReading, node: ts.Node): ts.Node | undefined {
  const tested = new Set<string>();
  for (const use of usesIn(bound, unit.node.pos, node.pos)) {
    const { whole } = accessOf(use);
    if (isTested(whole)) tested.add(textOf(whole, file));
  }
  if (tested.size === 0) return undefined;
  return usesIn(bound, node.pos, node.end).flatMap((use) => {
    const { path, whole } = accessOf(use);
    const changes = path.length > 0 || use.binding.uses.some(({ flow }) => flow === 'write' || flow === 'update');
    return changes && prefixes(whole).some((part) => tested.has(textOf(part, file))) ? [whole] : [];
  })[0];
}

/** The node stands in what decides over something else: a condition, an operand of `&&`, a thing compared. */
function isTested(node: ts.Node): boolean {
  let at = node;
  while (ts.isParenthesizedExpression(at.parent) || ts.isPrefixUnaryExpression(at.parent) || ts.isTypeOfExpression(at.parent) || ts.isBinaryExpression(at.parent)) {
    if (ts.isBinaryExpression(at.parent) && at.parent.operatorToken.kind >= ts.SyntaxKind.FirstAssignment && at.parent.operatorToken.kind <= ts.SyntaxKind.LastAssignment) return true;
    if (ts.isBinaryExpression(at.parent) && at.parent.left === at) return true;
    at = at.parent;
  }
  const { parent } = at;
  return (ts.isIfStatement(parent) && parent.expression === at) || (ts.isConditionalExpression(parent) && parent.condition === at) || (ts.isWhileStatement(parent) && parent.expression === at) || (ts.isSwitchStatement(parent) && parent.expression === at) || (ts.isCallExpression(parent) && parent.arguments.includes(at as ts.Expression) && /^(?:is|has|assert|invariant|ensure)/.test(methodName(parent.expression) ?? ''));
}

/** `a.b.c`, `a.b` and `a`. */
function prefixes(node: ts.Node): readonly ts.Node[] {
  return ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node) || ts.isNonNullExpression(node) || ts.isParenthesizedExpression(node) ? [node, ...prefixes(node.expression)] : [node];
}

function textOf(node: ts.Node, file: ts.SourceFile): string {
  return node.getText(file).replaceAll(/\s+|\?(?=\.)|!(?=\.|$)/g, '');
}
