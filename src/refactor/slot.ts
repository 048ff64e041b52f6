/** An await whose call can be started earlier than where it stands, and what stands in the way of others. */
import ts from 'typescript';
import type { Site } from '../analysis/awaits.ts';
import { isConditional } from '../analysis/flow.ts';
import type { AwaitSite } from '../analysis/model.ts';
import { isFunctionNode } from '../analysis/scopes.ts';
import { isStatementList, type StatementList } from '../analysis/statements.ts';
import { type Declarations, isInferred } from './inferred.ts';
import { commentsAbove } from './layout.ts';
import type { FunctionReading } from './reading.ts';
import { isWithin } from './spans.ts';

export interface Slot {
  readonly site: Site;
  readonly node: ts.AwaitExpression;
  /** What is awaited, with its wrappers (`as`, `!`) as written. */
  readonly operand: ts.Expression;
  readonly label: string;
  /** The statement that holds it, an element of a list. */
  readonly statement: ts.Statement;
  readonly list: StatementList;
  /** What of the statement is evaluated before the await, outside it. */
  readonly before: readonly ts.Node[];
  /** The operand waits itself, in this function. */
  readonly waits: boolean;
  /** What is called is an async function. */
  readonly isAsync: boolean;
  /** What it gives may take its type from where it stands. */
  readonly isInferred: boolean;
}

/** Why something cannot be done, and the node that decides. */
export interface Obstacle {
  readonly message: string;
  readonly node: ts.Node;
}

export function isObstacle(found: object): found is Obstacle {
  return 'message' in found;
}

/** `label` and `isAsync` as the model says of the await. */
export function slotOf(fn: FunctionReading, site: Site, { label, async }: Pick<AwaitSite, 'label' | 'async'>, declared: Declarations): Slot | Obstacle {
  const { node } = site;
  if (ts.isForOfStatement(node)) return { node, message: 'A `for await` asks for one element after the other.' };
  if (ts.isVariableDeclarationList(node)) return { node, message: 'What is declared with `await using` is disposed of at the end of its block: it is not moved.' };
  if (site.form === 'deferred') return { node, message: 'What is awaited here was started before.' };
  const before: ts.Node[] = [];
  let at: ts.Node = node;
  while (!ts.isStatement(at)) {
    if (isConditional(at)) return { node, message: 'Whether this is awaited at all is decided here.' };
    const { parent } = at;
    if (isFunctionNode(parent)) return { node, message: 'This function has no block in which a call could be started earlier.' };
    const passed = passedOver(at, parent);
    if (passed === undefined) return { node, message: 'What stands around this await is evaluated in an order of its own.' };
    before.unshift(...passed);
    at = parent;
  }
  const statement = at;
  const { parent: list } = statement;
  if (!ts.isVariableStatement(statement) && !ts.isExpressionStatement(statement) && !ts.isReturnStatement(statement) && !ts.isThrowStatement(statement)) return { node, message: 'This await decides what the statement does.' };
  if (!isStatementList(list)) return { node: statement, message: 'The statement has no block of its own.' };
  if (isUsing(statement)) return { node, message: 'What is declared with `using` is disposed of at the end of its block: it is not moved.' };
  const told = commentsAbove(fn.text, statement, fn.file).find((comment) => /@ts-(?:ignore|expect-error)/.test(fn.text.slice(comment.pos, comment.end)));
  if (told !== undefined) return { node: statement, message: 'A comment above it speaks to the compiler about this very line.' };
  const { expression: operand } = node;
  if (fn.unit.yields.some((yielding) => isWithin(yielding, operand))) return { node, message: 'What is awaited yields to whoever runs the generator.' };
  const waits = fn.unit.awaits.some((other) => isWithin(other, operand));
  return { site, node, operand, label, statement, list, before, waits, isAsync: async === true, isInferred: isInferred(fn, node, declared) };
}

/** `using x = …`, disposed of at the end of its block. */
export function isUsing(statement: ts.Statement): boolean {
  return ts.isVariableStatement(statement) && (statement.declarationList.flags & ts.NodeFlags.Using) !== 0;
}

/** What of the parent is evaluated before this child; undefined where the parent decides when, or whether, the child is. */
function passedOver(child: ts.Node, parent: ts.Node): readonly ts.Node[] | undefined {
  switch (parent.kind) {
    case ts.SyntaxKind.ParenthesizedExpression:
    case ts.SyntaxKind.AsExpression:
    case ts.SyntaxKind.SatisfiesExpression:
    case ts.SyntaxKind.NonNullExpression:
    case ts.SyntaxKind.TypeAssertionExpression:
    case ts.SyntaxKind.SpreadElement:
    case ts.SyntaxKind.SpreadAssignment:
    case ts.SyntaxKind.VariableStatement:
    case ts.SyntaxKind.ExpressionStatement:
    case ts.SyntaxKind.ReturnStatement:
    case ts.SyntaxKind.ThrowStatement:
    case ts.SyntaxKind.PropertyAccessExpression:
    case ts.SyntaxKind.AwaitExpression:
    case ts.SyntaxKind.VoidExpression:
    case ts.SyntaxKind.TypeOfExpression:
    case ts.SyntaxKind.PrefixUnaryExpression:
    case ts.SyntaxKind.TemplateSpan:
      return ts.isTemplateSpan(parent) ? parent.parent.templateSpans.filter((span) => span.end <= child.pos).map((span) => span.expression) : [];
    case ts.SyntaxKind.TemplateExpression:
    case ts.SyntaxKind.PropertyAssignment:
      return ts.isPropertyAssignment(parent) && (parent.initializer !== child || ts.isComputedPropertyName(parent.name)) ? undefined : [];
    case ts.SyntaxKind.VariableDeclaration:
      return (parent as ts.VariableDeclaration).initializer === child ? [] : undefined;
    case ts.SyntaxKind.VariableDeclarationList:
      return (parent as ts.VariableDeclarationList).declarations.filter((declaration) => declaration.end <= child.pos);
    case ts.SyntaxKind.ArrayLiteralExpression:
      return (parent as ts.ArrayLiteralExpression).elements.filter((element) => element.end <= child.pos);
    case ts.SyntaxKind.ObjectLiteralExpression:
      return (parent as ts.ObjectLiteralExpression).properties.filter((property) => property.end <= child.pos);
    case ts.SyntaxKind.CallExpression:
    case ts.SyntaxKind.NewExpression: {
      const call = parent as ts.CallExpression | ts.NewExpression;
      if (ts.isCallExpression(call) && call.questionDotToken !== undefined && call.expression !== child) return undefined;
      return [call.expression, ...(call.arguments ?? [])].filter((part) => part.end <= child.pos);
    }
    case ts.SyntaxKind.BinaryExpression: {
      const { left, operatorToken } = parent as ts.BinaryExpression;
      // `x += await f()` reads `x` first; `x = await f()` only makes out where to put the value.
      return operatorToken.kind > ts.SyntaxKind.EqualsToken && operatorToken.kind <= ts.SyntaxKind.LastAssignment ? undefined : left === child ? [] : [left];
    }
    default:
      return undefined;
  }
}
