/** What else a member may come to be: where classes extend others, objects are spread into others, and members are given new values. Found once for a file. */
import ts from 'typescript';
import type { Bound } from '../scopes.ts';
import { unwrap } from '../syntax.ts';

/** Read once: each member of the package is looked up through a getter. */
const { SyntaxKind, isBinaryExpression, isCallExpression, isClassLike, isElementAccessExpression, isExpressionWithTypeArguments, isHeritageClause, isPropertyAccessExpression, isSpreadAssignment, isStringLiteralLike } = ts;

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
  for (const { node: root } of bound.uses) {
    let node: ts.Node = root;
    while ((isPropertyAccessExpression(node.parent) || isElementAccessExpression(node.parent)) && node.parent.expression === node) node = node.parent;
    const { parent } = node;
    if (isSpreadAssignment(parent)) spreads.push(parent);
    else if (isExpressionWithTypeArguments(parent) && isHeritageClause(parent.parent) && parent.parent.token === SyntaxKind.ExtendsKeyword && isClassLike(parent.parent.parent)) classes.push(parent.parent.parent);
    else if (isBinaryExpression(parent) && parent.left === node && setting.has(parent.operatorToken.kind)) {
      if (!(isPropertyAccessExpression(node) || isElementAccessExpression(node)) || isBoundAgain(node, parent.right)) continue;
      const name = isPropertyAccessExpression(node) ? node.name.text : isStringLiteralLike(node.argumentExpression) ? node.argumentExpression.text : '';
      const known = settings.get(name);
      if (known === undefined) settings.set(name, [{ owner: node.expression, value: parent.right }]);
      else known.push({ owner: node.expression, value: parent.right });
    }
  }
  return { classes, spreads, settings };
}

/** `this.handle = this.handle.bind(this)` is the same function. */
function isBoundAgain(member: ts.Expression, value: ts.Expression): boolean {
  const call = unwrap(value);
  return isCallExpression(call) && isPropertyAccessExpression(call.expression) && call.expression.name.text === 'bind' && call.expression.expression.getText() === member.getText();
}
