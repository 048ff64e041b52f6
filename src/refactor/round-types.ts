/** What the compiler may not know any more of a loop whose rounds stand in a function of their own. */
import ts from 'typescript';
import { usesIn } from '../analysis/flow.ts';
import type { Binding, Bound } from '../analysis/scopes.ts';
import { methodName, shortText, unwrap } from '../analysis/syntax.ts';
import { decidesBy, narrowedIn } from './narrowed.ts';
import type { FunctionReading } from './reading.ts';
import type { Slot } from './slot.ts';
import { lostType } from './start.ts';

/** `split`: up to there a round stands in the function; behind it stand `slot`, whose call goes there too, and what collects, to which names are handed. */
export function typeDoubts(fn: FunctionReading, { expression, statement: body }: ts.ForOfStatement, split: number, slot: Slot | undefined, handed: readonly Binding[]): readonly string[] {
  if (!fn.isTyped) return [];
  const { bound, file } = fn;
  const told = { start: fn.unit.node.pos, end: body.pos };
  const inside = narrowedIn(fn, { start: body.pos, end: split, told }) ?? (slot && narrowedIn(fn, { start: slot.operand.pos, end: slot.operand.end, told }));
  const behind = narrowedIn(fn, { start: split, end: body.end, told: { start: body.pos, end: split }, handed });
  const deciding = handed.find((binding) => isTied(fn, binding, handed) && decidesBy(fn, { start: split, end: body.end }, binding));
  return [
    ...[inside, behind].flatMap((node) => (node === undefined ? [] : [`The code before may tell the compiler more of \`${shortText(node, file)}\` than it knows in a function of its own: it may not compile.`])),
    ...(deciding === undefined ? [] : [`What \`${deciding.name}\` tells of other names is lost where they are handed on one by one: it may not compile.`]),
    ...(slot?.isInferred === true ? [lostType({ label: shortText(slot.operand, file) })] : []),
    ...(isAnyList(bound, expression) ? [`What \`${shortText(expression, file)}\` holds has no type: handed to a function it may not compile.`] : []),
  ];
}

/** Whether a test of the name may tell the compiler of another one: both are parts of one thing, or it says what the other was found to be. */
function isTied({ bound }: FunctionReading, binding: Binding, all: readonly Binding[]): boolean {
  const declaration = variableOf(binding);
  if (declaration === undefined) return false;
  if (!ts.isIdentifier(declaration.name)) return all.some((other) => other !== binding && variableOf(other) === declaration);
  const { initializer } = declaration;
  return initializer !== undefined && (ts.isBinaryExpression(initializer) || ts.isPrefixUnaryExpression(initializer) || ts.isCallExpression(initializer)) && usesIn(bound, initializer.pos, initializer.end).some((use) => all.includes(use.binding));
}

function variableOf({ declarations: [name] }: Binding): ts.VariableDeclaration | undefined {
  let node: ts.Node | undefined = name?.parent;
  while (node !== undefined && (ts.isBindingElement(node) || ts.isObjectBindingPattern(node) || ts.isArrayBindingPattern(node))) node = node.parent;
  return node !== undefined && ts.isVariableDeclaration(node) ? node : undefined;
}

/** Of what `JSON.parse` and `json()` give nothing is known, and of a part of it neither. */
function isAnyList(bound: Bound, expression: ts.Expression): boolean {
  const node = unwrap(expression);
  if (expression !== node && ts.isAsExpression(expression)) return expression.type.kind === ts.SyntaxKind.AnyKeyword;
  if (ts.isAwaitExpression(node) || ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) return isAnyList(bound, node.expression);
  if (ts.isCallExpression(node)) {
    const name = methodName(node.expression);
    return ts.isPropertyAccessExpression(node.expression) && (name === 'json' || (name === 'parse' && node.expression.expression.getText() === 'JSON') || isAnyList(bound, node.expression.expression));
  }
  const binding = ts.isIdentifier(node) ? bound.useOf.get(node)?.binding : undefined;
  const parameter = binding?.declarations[0]?.parent;
  if (parameter !== undefined && ts.isParameter(parameter)) return parameter.type?.kind === ts.SyntaxKind.AnyKeyword;
  const declaration = binding && variableOf(binding);
  if (declaration === undefined || declaration.type !== undefined) return declaration?.type?.kind === ts.SyntaxKind.AnyKeyword;
  return declaration.initializer !== undefined && declaration.initializer !== expression && isAnyList(bound, declaration.initializer);
}
