/** Branches of which at most one is taken: `if (fresh) … if (!fresh) …`, `if (kind === 'a') … if (kind === 'b') …`. */
import ts from 'typescript';
import { accessOf } from './access.ts';
import { awaitsIn, usesIn } from './flow.ts';
import type { Bound, Unit } from './scopes.ts';
import { unwrap } from './syntax.ts';

/** Read once: each member of the package is looked up through a getter. */
const { SyntaxKind, isBinaryExpression, isIdentifier, isIfStatement, isNumericLiteral, isPrefixUnaryExpression, isPropertyAccessExpression, isStringLiteralLike } = ts;

/** Whether the conditions under which the two statements wait contradict each other. */
export function contradict(bound: Bound, unit: Unit, first: ts.Statement, second: ts.Statement): boolean {
  const a = conditionOf(unit, first);
  const b = conditionOf(unit, second);
  if (a === undefined || b === undefined || !excludes(a, b)) return false;
  // Nothing in them may change on the way from one to the other.
  const tested = [...usesIn(bound, a.pos, a.end), ...usesIn(bound, b.pos, b.end)].map(accessOf);
  const names = new Set(tested.map(({ use }) => use.binding));
  const members = new Set(tested.filter(({ path }) => path.length > 0).map(({ use }) => use.binding));
  return !usesIn(bound, first.pos, second.end).some((use) => {
    if (!names.has(use.binding)) return false;
    const access = accessOf(use);
    // An object that is handed to a call may come back with other members.
    return access.flow !== 'read' || (members.has(use.binding) && access.path.length === 0);
  });
}

/** The condition of an `if` that waits in its first branch alone. */
function conditionOf(unit: Unit, statement: ts.Statement): ts.Expression | undefined {
  if (!isIfStatement(statement) || awaitsIn(unit, statement.expression).length > 0) return undefined;
  if (statement.elseStatement !== undefined && awaitsIn(unit, statement.elseStatement).length > 0) return undefined;
  return statement.expression;
}

/** Each of the parts that `&&` joins must hold. */
function parts(condition: ts.Expression): ts.Expression[] {
  const node = unwrap(condition);
  return isBinaryExpression(node) && node.operatorToken.kind === SyntaxKind.AmpersandAmpersandToken ? [...parts(node.left), ...parts(node.right)] : [node];
}

function excludes(a: ts.Expression, b: ts.Expression): boolean {
  const left = parts(a);
  return parts(b).some((part) => left.some((other) => isNegation(part, other) || isNegation(other, part) || differ(part, other)));
}

function isNegation(a: ts.Expression, b: ts.Expression): boolean {
  return isPrefixUnaryExpression(a) && a.operator === SyntaxKind.ExclamationToken && isPath(unwrap(a.operand)) && textOf(unwrap(a.operand)) === textOf(b);
}

/** `x === 1` and `x === 2`, or `x === 1` and `x !== 1`. */
function differ(a: ts.Expression, b: ts.Expression): boolean {
  const left = equality(a);
  const right = equality(b);
  if (left === undefined || left.subject !== right?.subject) return false;
  if (left.equal && right.equal) return left.value !== right.value;
  return left.equal !== right.equal && left.value === right.value;
}

function equality(node: ts.Expression): { readonly subject: string; readonly value: string; readonly equal: boolean } | undefined {
  if (!isBinaryExpression(node)) return undefined;
  const { kind } = node.operatorToken;
  const equal = kind === SyntaxKind.EqualsEqualsEqualsToken || kind === SyntaxKind.EqualsEqualsToken;
  if (!equal && kind !== SyntaxKind.ExclamationEqualsEqualsToken && kind !== SyntaxKind.ExclamationEqualsToken) return undefined;
  const left = unwrap(node.left);
  const right = unwrap(node.right);
  if (!isPath(left) || !isConstant(right)) return undefined;
  return { subject: textOf(left), value: textOf(right), equal };
}

function isConstant(node: ts.Expression): boolean {
  return isStringLiteralLike(node) || isNumericLiteral(node) || node.kind === SyntaxKind.TrueKeyword || node.kind === SyntaxKind.FalseKeyword || node.kind === SyntaxKind.NullKeyword;
}

function isPath(node: ts.Expression): boolean {
  return isIdentifier(node) || node.kind === SyntaxKind.ThisKeyword || (isPropertyAccessExpression(node) && isPath(unwrap(node.expression)));
}

function textOf(node: ts.Node): string {
  return node.getText().replace(/\s+/g, '');
}
