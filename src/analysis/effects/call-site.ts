/** One call in the source, and small questions about how it stands. */
import ts from 'typescript';
import { isFunctionNode } from '../scopes.ts';
import { methodName, unwrap } from '../syntax.ts';
import type { ArgumentRef } from './clauses.ts';
import type { Collector } from './collector.ts';
import type { Key, Source as Origin, Where } from './effect.ts';
import type { Frame, Keys } from './keys.ts';
import { readReceiver, saysThrows } from './names.ts';

/** Read once: each member of the package is looked up through a getter. */
const { SyntaxKind, canHaveModifiers, isArrayLiteralExpression, isArrowFunction, isAsExpression, isAwaitExpression, isCallExpression, isElementAccessExpression, isExpressionStatement, isForOfStatement, isIdentifier, isMethodDeclaration, isNewExpression, isNonNullExpression, isObjectLiteralExpression, isParenthesizedExpression, isPropertyAccessExpression, isPropertyAssignment, isReturnStatement, isSatisfiesExpression, isShorthandPropertyAssignment, isSourceFile, isSpreadAssignment, isStringLiteralLike, isTaggedTemplateExpression, isTypeReferenceNode, isVoidExpression } = ts;

export type Call = ts.CallExpression | ts.NewExpression | ts.TaggedTemplateExpression;

/** A call that is being looked at. Its place and text are worked out when something is to be said of it: most calls touch nothing. */
export class Site {
  readonly call: Call;
  readonly frame: Frame;
  readonly into: Collector;
  /** Where what is known of it is known from. */
  readonly origin: Origin;
  /** What evidence names the place and text of: the call, or the member that stands for a call of its accessor. */
  readonly #shown: Call | ts.PropertyAccessExpression;
  #where: Where | undefined;
  #text: string | undefined;
  #places: Map<ts.Expression, Key | undefined> | undefined;

  constructor(call: Call, frame: Frame, into: Collector, origin: Origin = 'catalogue', shown: Call | ts.PropertyAccessExpression = call) {
    this.call = call;
    this.frame = frame;
    this.into = into;
    this.origin = origin;
    this.#shown = shown;
  }

  get where(): Where {
    return (this.#where ??= this.frame.source.where(this.#shown));
  }

  get text(): string {
    return (this.#text ??= this.frame.source.text(isPropertyAccessExpression(this.#shown) ? this.#shown : calleeOf(this.#shown)));
  }

  /** The place of the receiver, or of an argument: each effect of the callee asks for it. */
  placeOf(expression: ts.Expression, keys: Keys): Key | undefined {
    this.#places ??= new Map<ts.Expression, Key | undefined>();
    const known = this.#places.get(expression);
    if (known !== undefined || this.#places.has(expression)) return known;
    const place = keys.place(expression, this.frame);
    this.#places.set(expression, place);
    return place;
  }

  collectingIn(into: Collector): Site {
    return new Site(this.call, this.frame, into, this.origin, this.#shown);
  }

  knownFrom(origin: Origin): Site {
    return new Site(this.call, this.frame, this.into, origin, this.#shown);
  }

  /** A call of a function that this call is given: without arguments that could be seen. */
  running(callee: ts.Expression): Site {
    return new Site(ts.factory.createCallExpression(callee, undefined, []), this.frame, this.into, this.origin, this.#shown);
  }
}

/** A member that is read or set by an accessor, as the call that it is: without arguments that could be seen. */
export function accessing(member: ts.PropertyAccessExpression, frame: Frame, into: Collector): Site {
  return new Site(ts.factory.createCallExpression(member, undefined, []), frame, into, 'body', member);
}

export function calleeOf(call: Call): ts.Expression {
  return isTaggedTemplateExpression(call) ? call.tag : call.expression;
}

export function argumentsOf(call: Call): readonly ts.Expression[] {
  return isTaggedTemplateExpression(call) ? [call.template] : (call.arguments ?? []);
}

/** The argument, or the member of an object that is written out there, that a clause names. */
export function givenAt(ref: ArgumentRef, call: Call): ts.Expression | undefined {
  if (typeof ref.from !== 'number') return undefined;
  let node: ts.Expression | undefined = argumentsOf(call)[ref.from];
  for (const member of ref.members) {
    if (node === undefined) return undefined;
    const value: ts.Expression = unwrap(node);
    if (!isObjectLiteralExpression(value)) return undefined;
    node = propertyOf(value, member);
  }
  return node;
}

export function propertyOf(literal: ts.ObjectLiteralExpression, name: string): ts.Expression | undefined {
  for (const property of literal.properties.toReversed()) {
    if (isSpreadAssignment(property)) return undefined;
    if (!(isIdentifier(property.name) || isStringLiteralLike(property.name)) || property.name.text !== name) continue;
    if (isPropertyAssignment(property)) return property.initializer;
    if (isShorthandPropertyAssignment(property)) return property.name;
  }
  return undefined;
}

export function methodOrProperty(literal: ts.ObjectLiteralExpression, name: string): ts.Expression | ts.MethodDeclaration | undefined {
  const method = literal.properties.find((property) => isMethodDeclaration(property) && isIdentifier(property.name) && property.name.text === name);
  return method !== undefined && isMethodDeclaration(method) ? method : propertyOf(literal, name);
}

/** The last name before the method: `logger` of `this.logger.info()`, `user` of `db.user.findMany()`. */
export function receiverName(callee: ts.Expression): string | undefined {
  const node = unwrap(callee);
  // `logger[level](…)`: whatever the method, the object has its name.
  if (isElementAccessExpression(node)) return methodName(node.expression);
  if (!isPropertyAccessExpression(node)) return undefined;
  return methodName(isCallExpression(unwrap(node.expression)) ? (unwrap(node.expression) as ts.CallExpression).expression : node.expression);
}

/** The callees of a chain of calls, first to last: `db.find`, `db.find(q).sort`, `db.find(q).sort(by).lean`. */
export function chainOf(callee: ts.Expression): readonly ts.Expression[] {
  const links: ts.Expression[] = [];
  for (let node = unwrap(callee); ; ) {
    links.unshift(node);
    if (!isPropertyAccessExpression(node)) return links;
    const base = unwrap(node.expression);
    if (!isCallExpression(base)) return links;
    node = unwrap(base.expression);
  }
}

/** The name that a chain of members begins with: `tx` of `tx.user.update`. */
export function rootName(callee: ts.Expression): string | undefined {
  let node = unwrap(callee);
  while (isPropertyAccessExpression(node)) node = unwrap(node.expression);
  return isIdentifier(node) ? node.text : undefined;
}

/** The node, or the outermost of parentheses, `await`, `void` and assertions around it. */
export function outermost(call: ts.Node): { readonly node: ts.Node; readonly awaited: boolean } {
  let node: ts.Node = call;
  let awaited = false;
  for (;;) {
    const { parent } = node as { readonly parent?: ts.Node };
    if (parent === undefined) return { node, awaited };
    if (isAwaitExpression(parent)) awaited = true;
    else if (!isParenthesizedExpression(parent) && !isNonNullExpression(parent) && !isAsExpression(parent) && !isVoidExpression(parent) && !isSatisfiesExpression(parent)) return { node, awaited };
    node = parent;
  }
}

/** `logger.debug(…)`: a bare call, not waited for, of what is named as a logger and one of its levels. */
export function isLogCall(call: Call): boolean {
  const callee = calleeOf(call);
  if (!/^(debug|info|warn|warning|error|log|trace|verbose|silly|fatal|notice|appendLine)$/.test(methodName(callee) ?? '') || !isBare(call) || outermost(call).awaited) return false;
  return [receiverName(callee), rootName(callee)].some((name) => name !== undefined && readReceiver(name) === 'writes log');
}

/** Its value is dropped: the call is there for what it does. */
export function isBare(call: ts.Node): boolean {
  const { node } = outermost(call);
  return (node.parent as ts.Node | undefined) !== undefined && isExpressionStatement(node.parent);
}

export function isStatement(call: ts.Node): boolean {
  return isBare(call) || ((call.parent as ts.Node | undefined) !== undefined && isReturnStatement(call.parent));
}

/** Somebody waits for what it gives back, here or further out. */
export function isWaited(call: ts.Node): boolean {
  const { node, awaited } = outermost(call);
  if (awaited) return true;
  const parent = node.parent as ts.Node | undefined;
  if (parent === undefined) return false;
  if (isPropertyAccessExpression(parent) && /^(then|catch|finally)$/.test(parent.name.text)) return true;
  if (isArrayLiteralExpression(parent)) return isWaitedList(parent);
  if (isArrowFunction(parent) || isReturnStatement(parent)) return returnsPromise(parent);
  return isForOfStatement(parent) && parent.awaitModifier !== undefined;
}

function isWaitedList(list: ts.Node): boolean {
  const call = list.parent;
  return isCallExpression(call) && isPropertyAccessExpression(call.expression) && isIdentifier(call.expression.expression) && call.expression.expression.text === 'Promise';
}

/** A value given back by an async function, or by one whose written type is a promise. */
function returnsPromise(node: ts.Node): boolean {
  let fn: ts.Node = node;
  while (!isFunctionNode(fn)) {
    if (isSourceFile(fn)) return false;
    fn = fn.parent;
  }
  if ((canHaveModifiers(fn) ? (fn.modifiers ?? []) : []).some((modifier) => modifier.kind === SyntaxKind.AsyncKeyword)) return true;
  return fn.type !== undefined && isTypeReferenceNode(fn.type) && isIdentifier(fn.type.typeName) && fn.type.typeName.text === 'Promise';
}

/** A validator's `parse`, and what says that it throws, do so whether or not their value is used. */
export function isThrowing(call: Call): boolean {
  const name = methodName(calleeOf(call)) ?? '';
  return /^(parse|parseAsync|assert|validateSync)$/.test(name) || saysThrows(name);
}

export function isExecutor(fn: ts.Node): boolean {
  return (fn.parent as ts.Node | undefined) !== undefined && isNewExpression(fn.parent);
}

export function isStaticMember(member: ts.PropertyDeclaration | ts.MethodDeclaration): boolean {
  return (member.modifiers ?? []).some((modifier) => modifier.kind === SyntaxKind.StaticKeyword);
}

/** Links of a promise chain: waited for, and still known by name. */
export const chains: ReadonlySet<string> = new Set(['then', 'catch', 'finally']);

/** What a listener does is done while somebody waits for what it is told. */
export function isListening(call: Call): boolean {
  return /^(on|once|addListener|addEventListener|prependListener|prependOnceListener)$/.test(methodName(calleeOf(call)) ?? '') && rootName(calleeOf(call)) !== 'process';
}

/** A chain of members, without a call in it. */
export function isPlace(expression: ts.Expression): boolean {
  const root = rootOf(unwrap(expression));
  return isIdentifier(root) || root.kind === SyntaxKind.ThisKeyword;
}

export function rootOf(expression: ts.Expression): ts.Expression {
  let root = expression;
  while (isPropertyAccessExpression(root)) root = unwrap(root.expression);
  return root;
}

export function isOnThis(call: Call): boolean {
  const callee = unwrap(calleeOf(call));
  return isPropertyAccessExpression(callee) && (callee.expression.kind === SyntaxKind.ThisKeyword || callee.expression.kind === SyntaxKind.SuperKeyword);
}

/** `response.json()` has the body of an answer, `response.json(values)` sends one. */
export function isTakingBody(call: Call): boolean {
  return argumentsOf(call).length === 0 && /^(json|text|blob|arrayBuffer|bytes|formData)$/.test(methodName(calleeOf(call)) ?? '');
}

/** Links that only queries have. */
const queryLinks = /^(exec|lean|limit|skip|populate|toArray|hint|collation)$/;

/** A link of a chain that is waited for as a whole, or that only a query has more links of, and given no function: `find(q).sort({ at: -1 })` is no list's `sort`. */
export function isQueryLink(call: Call): boolean {
  if (argumentsOf(call).some((argument) => isFunctionNode(unwrap(argument)))) return false;
  for (let node: ts.Node = call; ; ) {
    const access = outermost(node).node.parent;
    if (!isPropertyAccessExpression(access) || !isCallExpression(access.parent) || access.parent.expression !== access || chains.has(access.name.text)) return false;
    node = access.parent;
    if (outermost(node).awaited || queryLinks.test(access.name.text)) return true;
  }
}
