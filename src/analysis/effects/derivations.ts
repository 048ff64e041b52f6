/** What else a member may come to be: where classes extend others, objects are spread into others, and members are given new values. Found once for a file. */
import ts from 'typescript';
import type { Bound } from '../scopes.ts';
import { unwrap } from '../syntax.ts';

/** Read once: each member of the package is looked up through a getter. */
const { SyntaxKind, isBinaryExpression, isCallExpression, isClassLike, isElementAccessExpression, isHeritageClause, isIdentifier, isPropertyAccessExpression, isSpreadAssignment, isStringLiteralLike } = ts;

/** `owner.member = value`. */
export interface Setting {
  readonly owner: ts.Expression;
  readonly value: ts.Expression;
}

export interface Derivations {
  readonly classes: readonly ts.ClassLikeDeclaration[];
  readonly spreads: readonly ts.SpreadAssignment[];
  /** By the member's name; those whose name only a run tells (`table[name] = load`) under an empty one. */
  readonly settings: ReadonlyMap<string, readonly Setting[]>;
}

const setting: ReadonlySet<ts.SyntaxKind> = new Set([SyntaxKind.EqualsToken, SyntaxKind.QuestionQuestionEqualsToken, SyntaxKind.BarBarEqualsToken, SyntaxKind.AmpersandAmpersandEqualsToken]);

export function derivationsOf(bound: Bound): Derivations {
  const classes: ts.ClassLikeDeclaration[] = [];
  const spreads: ts.SpreadAssignment[] = [];
  const settings = new Map<string, Setting[]>();
  for (const node of bound.derivings) {
    if (isSpreadAssignment(node)) {
      if (isOfName(node.expression)) spreads.push(node);
    } else if (isHeritageClause(node)) {
      if (isClassLike(node.parent) && node.types.some(({ expression }) => isOfName(expression))) classes.push(node.parent);
    } else if (isBinaryExpression(node) && setting.has(node.operatorToken.kind)) {
      const { left, right } = node;
      if (!(isPropertyAccessExpression(left) || isElementAccessExpression(left)) || !isOfName(left) || isBoundAgain(left, right)) continue;
      const name = isPropertyAccessExpression(left) ? left.name.text : isStringLiteralLike(left.argumentExpression) ? left.argumentExpression.text : '';
      const known = settings.get(name);
      if (known === undefined) settings.set(name, [{ owner: left.expression, value: right }]);
      else known.push({ owner: left.expression, value: right });
    }
  }
  return { classes, spreads, settings };
}

/** A name, `this` or `super`, or a member of it. */
function isOfName(expression: ts.Expression): boolean {
  let root: ts.Expression = expression;
  while (isPropertyAccessExpression(root) || isElementAccessExpression(root)) root = root.expression;
  return isIdentifier(root) || root.kind === SyntaxKind.ThisKeyword || root.kind === SyntaxKind.SuperKeyword;
}

/** `this.handle = this.handle.bind(this)` is the same function. */
function isBoundAgain(member: ts.Expression, value: ts.Expression): boolean {
  const call = unwrap(value);
  return isCallExpression(call) && isPropertyAccessExpression(call.expression) && call.expression.name.text === 'bind' && call.expression.expression.getText() === member.getText();
}
