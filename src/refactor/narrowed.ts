/** What the code before has told the compiler of a variable or member, which it would not know in a function of its own. */
import ts from 'typescript';
import { type Access, accessOf, isAdding, overlap } from '../analysis/access.ts';
import { isLogging, usesIn } from '../analysis/flow.ts';
import { type Binding, isFunctionNode } from '../analysis/scopes.ts';
import { methodName } from '../analysis/syntax.ts';
import type { FunctionReading } from './reading.ts';

/** A variable, or a member of one. */
interface Reference {
  readonly binding: Binding;
  readonly path: readonly string[];
}

/** What is looked at: a stretch of the code, and where the function may have told more of what it uses. */
interface Question {
  readonly start: number;
  readonly end: number;
  /** Absent: from the start of the function up to the stretch. */
  readonly told?: { readonly start: number; readonly end: number };
  /** Names that are handed on with the type that they have by then. */
  readonly handed?: readonly Binding[];
}

/**
 * The first use in a stretch of something that may change, a member or a variable that is set again, and that the function has tested or set before. The compiler forgets what it learnt of
 * those where a function begins. (Of constants and of parameters never set again it does not.)
 */
export function narrowedIn(fn: FunctionReading, { start, end, told = { start: fn.unit.node.pos, end: start }, handed = [] }: Question): ts.Node | undefined {
  if (!fn.isTyped) return undefined;
  const known = usesIn(fn.bound, told.start, told.end).filter(({ unit }) => unit === fn.unit).flatMap((use) => toldOf(accessOf(use))).filter(({ binding, path }) => path.length > 0 || !handed.includes(binding));
  if (known.length === 0) return undefined;
  const found = usesIn(fn.bound, start, end).map(accessOf).find(({ use, path }) => known.some((one) => one.binding === use.binding && one.path.length <= path.length && overlap(one.path, path)));
  return found?.call !== undefined && ts.isPropertyAccessExpression(found.whole) ? found.whole.expression : found?.whole;
}

function toldOf(access: Access): readonly Reference[] {
  const { use: { binding }, path, whole, call } = access;
  const narrowed = isTested(call ?? whole) ? narrowedBy(access) : isSet(access) ? [path] : [];
  return narrowed.filter(({ length }) => length > 0 || binding.changes).map((known) => ({ binding, path: known }));
}

/** A test of `a.b.kind` tells of it and of `a.b`, which it may tell apart from others; one of `a?.b?.c`, of each on the way. */
function narrowedBy({ path, whole }: Access): readonly (readonly string[])[] {
  const isOptional = (whole.flags & ts.NodeFlags.OptionalChain) !== 0;
  return [path, path.slice(0, -1), ...(isOptional ? path.map((_, index) => path.slice(0, index)) : [])];
}

/** It gets a value, of which the compiler knows more than what is declared of it. */
function isSet({ use, path, flow, whole }: Access): boolean {
  if (use.flow === 'declare' && path.length === 0) {
    const { parent } = use.node;
    return ts.isVariableDeclaration(parent) && (parent.initializer === undefined || (parent.type !== undefined && !isPlainType(parent.type)));
  }
  return flow !== 'read' && ts.isBinaryExpression(whole.parent) && whole.parent.left === whole;
}

/** Types that no value makes narrower. */
function isPlainType({ kind }: ts.TypeNode): boolean {
  return kind === ts.SyntaxKind.StringKeyword || kind === ts.SyntaxKind.NumberKeyword;
}

/** Whether the code from `start` to `end` decides something by the variable, or by a member of it. */
export function decidesBy({ bound }: FunctionReading, { start, end }: Pick<Question, 'start' | 'end'>, binding: Binding): boolean {
  return usesIn(bound, start, end).some((use) => {
    const { call, whole } = accessOf(use);
    return use.binding === binding && isTested(call ?? whole);
  });
}

/** The node stands in what decides over something else: a condition, the left of `&&`, a thing compared, what is given to a call that may assert something. */
function isTested(node: ts.Node): boolean {
  for (let at = node; !isFunctionNode(at) && !ts.isBlock(at) && !ts.isAwaitExpression(at) && !ts.isSourceFile(at); at = at.parent) {
    if (isTest(at, at.parent)) return true;
  }
  return false;
}

function isTest(child: ts.Node, parent: ts.Node): boolean {
  switch (parent.kind) {
    case ts.SyntaxKind.IfStatement:
    case ts.SyntaxKind.WhileStatement:
    case ts.SyntaxKind.SwitchStatement:
    case ts.SyntaxKind.CaseClause:
      return (parent as ts.IfStatement).expression === child;
    case ts.SyntaxKind.ForStatement:
    case ts.SyntaxKind.ConditionalExpression:
      return (parent as ts.ForStatement | ts.ConditionalExpression).condition === child;
    case ts.SyntaxKind.BinaryExpression: {
      const { left, operatorToken: { kind } } = parent as ts.BinaryExpression;
      return isComparison(kind) || (left === child && isLogical(kind));
    }
    case ts.SyntaxKind.CallExpression: {
      const call = parent as ts.CallExpression;
      return ts.isExpressionStatement(call.parent) && call.expression !== child && !isLogging(call) && !isAdding(methodName(call.expression) ?? '');
    }
    default:
      return false;
  }
}

function isLogical(kind: ts.SyntaxKind): boolean {
  return kind === ts.SyntaxKind.AmpersandAmpersandToken || kind === ts.SyntaxKind.BarBarToken || kind === ts.SyntaxKind.QuestionQuestionToken;
}

function isComparison(kind: ts.SyntaxKind): boolean {
  switch (kind) {
    case ts.SyntaxKind.EqualsEqualsToken:
    case ts.SyntaxKind.EqualsEqualsEqualsToken:
    case ts.SyntaxKind.ExclamationEqualsToken:
    case ts.SyntaxKind.ExclamationEqualsEqualsToken:
    case ts.SyntaxKind.InstanceOfKeyword:
    case ts.SyntaxKind.InKeyword:
      return true;
    default:
      return false;
  }
}
