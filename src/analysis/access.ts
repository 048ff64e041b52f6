/** Which part of a named thing a use touches, and how: `ctx.user.id = 1` writes the path `user.id` of `ctx`. */
import ts from 'typescript';
import type { Use } from './scopes.ts';
import { isAssignmentTarget } from './name-roles.ts';

/** Read once: each member of the package is looked up through a getter. */
const { SyntaxKind, isAsExpression, isAwaitExpression, isBinaryExpression, isCallExpression, isDeleteExpression, isElementAccessExpression, isExpressionStatement, isNonNullExpression, isNumericLiteral, isParenthesizedExpression, isPostfixUnaryExpression, isPrefixUnaryExpression, isPropertyAccessExpression, isSatisfiesExpression, isStringLiteralLike } = ts;

/** Member names from the name on; `*` where the member is only known when the code runs. */
export type Path = readonly string[];

export interface Access {
  readonly use: Use;
  readonly path: Path;
  /** `update`: read and changed. A call of a method reads its receiver, or updates it where its name says that it changes it (`push`). */
  readonly flow: 'read' | 'write' | 'update';
  /** The member expression as a whole. */
  readonly whole: ts.Node;
  /** The call, where the whole is the callee. */
  readonly call: ts.CallExpression | undefined;
}

/** Methods that change the list, map or set they are called on, and give back nothing that depends on what was in it. */
const adding = new Set(['push', 'unshift', 'set', 'add', 'append', 'fill', 'clear']);
/** These do so where nobody takes what they give: a digest is fed, a builder of queries gives another one. */
const feeding = new Set(['update', 'write', 'feed', 'end']);
/** Methods that change what they are called on, and whose answer depends on what was there. */
const taking = new Set(['pop', 'shift', 'splice', 'delete', 'sort', 'reverse', 'copyWithin']);

/** Paths are told apart to this depth. */
const deepest = 5;

export function accessOf(use: Use): Access {
  const path: string[] = [];
  let node: ts.Node = use.node;
  for (;;) {
    const { parent } = node;
    if (isPropertyAccessExpression(parent) && parent.expression === node) {
      path.push(parent.name.text);
      node = parent;
    } else if (isElementAccessExpression(parent) && parent.expression === node) {
      path.push(isStringLiteralLike(parent.argumentExpression) || isNumericLiteral(parent.argumentExpression) ? parent.argumentExpression.text : '*');
      node = parent;
    } else if (isNonNullExpression(parent) || isParenthesizedExpression(parent) || isAsExpression(parent) || isSatisfiesExpression(parent)) {
      node = parent;
    } else break;
  }
  const { parent } = node;
  const make = (flow: Access['flow'], length = path.length, call?: ts.CallExpression): Access => ({ use, path: path.slice(0, Math.min(length, deepest)), flow, whole: node, call });
  if (path.length === 0 && use.flow !== 'read') return make(use.flow === 'update' ? 'update' : 'write');
  if (isCallExpression(parent) && parent.expression === node && path.length > 0) {
    // What is awaited is no list or map of our own: what it does is for the effects to say.
    const method = path.at(-1) ?? '';
    if (isAwaitExpression(parent.parent) || (method === 'delete' && (isHandedToWait(parent) || isGoneOnFrom(parent)))) return make('read', path.length - 1, parent);
    if (adding.has(method) || (feeding.has(method) && isExpressionStatement(parent.parent))) return make('write', path.length - 1, parent);
    return make(taking.has(method) ? 'update' : 'read', path.length - 1, parent);
  }
  // `Object.assign(found, more);`
  if (isCallExpression(parent) && parent.arguments[0] === node && isExpressionStatement(parent.parent) && parent.expression.getText() === 'Object.assign') return make('write');
  if (path.length === 0) return make('read', 0, isCallExpression(parent) && parent.expression === node ? parent : undefined);
  if (isBinaryExpression(parent) && parent.left === node) {
    const kind = parent.operatorToken.kind;
    if (kind === SyntaxKind.EqualsToken) return make('write');
    if (kind >= SyntaxKind.FirstAssignment && kind <= SyntaxKind.LastAssignment) return make('update');
  }
  if (isPostfixUnaryExpression(parent) || (isPrefixUnaryExpression(parent) && (parent.operator === SyntaxKind.PlusPlusToken || parent.operator === SyntaxKind.MinusMinusToken))) return make('update');
  if (isDeleteExpression(parent) || isAssignmentTarget(node)) return make('write');
  return make('read');
}

/** Whether a method of that name puts something into what it is called on, and gives back nothing of it. */
export function isAdding(method: string): boolean {
  return adding.has(method);
}

/** `await withTimeout(this.store.delete(key))`: nobody hands on whether a map had the key. What `shift` and `add` give is handed on often. */
function isHandedToWait(call: ts.CallExpression): boolean {
  const { parent } = call;
  return isCallExpression(parent) && parent.expression !== call && isAwaitExpression(parent.parent);
}

/** `db.delete(orders).where(…)`: a statement is begun. Whether a map had the key has no methods. */
function isGoneOnFrom(call: ts.CallExpression): boolean {
  return isPropertyAccessExpression(call.parent) && call.parent.expression === call;
}

/** Whether the two paths may lead to the same thing, or one into the other. */
export function overlap(a: Path, b: Path): boolean {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) if (a[i] !== b[i] && a[i] !== '*' && b[i] !== '*') return false;
  return true;
}
