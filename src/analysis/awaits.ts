/** Every await of a function: what it waits for, in which form, and whether anything else is in flight meanwhile. */
import ts from 'typescript';
import type { AwaitForm, AwaitId, AwaitMode, AwaitSite } from './model.ts';
import { calleeUnit } from './callees.ts';
import type { Places } from './places.ts';
import type { AwaitNode, Binding, Bound, Unit } from './scopes.ts';
import { dottedName, methodName, shortText, unwrap } from './syntax.ts';

/** Read once: each member of the package is looked up through a getter. */
const { SyntaxKind, canHaveModifiers, getModifiers, isArrayLiteralExpression, isArrowFunction, isAwaitExpression, isBlock, isCallExpression, isExpressionStatement, isForOfStatement, isFunctionExpression, isIdentifier, isNewExpression, isPropertyAccessExpression, isSpreadElement, isTaggedTemplateExpression, isVariableDeclaration, isVariableDeclarationList, isVoidExpression } = ts;

export interface Site {
  readonly id: AwaitId;
  readonly node: AwaitNode;
  /** The awaited expression without wrappers; of `await using` the first initializer. */
  readonly operand: ts.Expression | undefined;
  readonly form: AwaitForm;
  mode: AwaitMode;
}

const combinators: Readonly<Record<string, AwaitForm>> = { all: 'all', allSettled: 'allSettled', race: 'race', any: 'any' };
const chained = new Set(['then', 'catch', 'finally']);
const limiters = /^(p-?(limit|map|queue|all|throttle|each|series)|limit(er)?|pool|queue|throttle|bottleneck|semaphore|mutex|lock)$/i;

/** The awaits of a unit in source order, named `a1`, `a2`, … */
export function sitesOf(unit: Unit, bound: Bound): Site[] {
  const sites = unit.awaits.map((node, index): Site => {
    const operand = operandOf(node);
    return { id: `a${index + 1}`, node, operand, form: formOf(node, operand, bound), mode: 'sequential' };
  });
  markConcurrent(unit, sites, bound);
  return sites;
}

export function describe(site: Site, places: Places, file: ts.SourceFile): AwaitSite {
  const { node, operand } = site;
  const start = places.start(node);
  const place = isForOfStatement(node) ? places.span(start, start + 'for'.length) : places.span(start, start + 'await'.length);
  const whole = isForOfStatement(node) ? places.span(start, node.statement.pos) : places.span(start, node.end);
  return { id: site.id, place, whole, label: labelOf(operand, file), mode: site.mode, form: site.form };
}

export function operandOf(node: AwaitNode): ts.Expression | undefined {
  if (isVariableDeclarationList(node)) {
    const initializer = node.declarations[0]?.initializer;
    return initializer === undefined ? undefined : unwrap(initializer);
  }
  return unwrap(node.expression);
}

function labelOf(operand: ts.Expression | undefined, file: ts.SourceFile): string {
  if (operand === undefined) return 'await';
  const base = withoutChain(operand);
  if (isCallExpression(base)) return base.expression.kind === SyntaxKind.ImportKeyword ? shortText(base, file) : dottedName(base.expression) ?? shortText(base.expression, file);
  if (isNewExpression(base)) return `new ${shortText(base.expression, file)}`;
  if (isTaggedTemplateExpression(base)) return shortText(base.tag, file);
  return shortText(base, file);
}

/** `p.then(f).catch(g)` waits for `p`. */
export function withoutChain(expression: ts.Expression): ts.Expression {
  let node = unwrap(expression);
  while (isCallExpression(node)) {
    const callee = unwrap(node.expression);
    if (!isPropertyAccessExpression(callee) || !chained.has(callee.name.text)) break;
    node = unwrap(callee.expression);
  }
  return node;
}

/** The combinator of `Promise.all(…)` and its likes, where the expression is such a call of the global `Promise`. */
export function combinatorOf(expression: ts.Expression, bound: Bound): { readonly form: 'all' | 'allSettled' | 'race' | 'any'; readonly members: ts.Expression | undefined } | undefined {
  if (!isCallExpression(expression)) return undefined;
  const callee = unwrap(expression.expression);
  if (!isPropertyAccessExpression(callee) || !isIdentifier(callee.expression)) return undefined;
  if (callee.expression.text !== 'Promise' || bound.useOf.get(callee.expression)?.binding.kind !== 'global') return undefined;
  const form = combinators[callee.name.text];
  if (form !== 'all' && form !== 'allSettled' && form !== 'race' && form !== 'any') return undefined;
  const members = expression.arguments[0];
  return { form, members: members === undefined ? undefined : unwrap(members) };
}

function formOf(node: AwaitNode, operand: ts.Expression | undefined, bound: Bound): AwaitForm {
  if (isForOfStatement(node)) return 'for-await';
  if (isVariableDeclarationList(node)) return 'using';
  if (operand === undefined) return 'direct';
  const base = withoutChain(operand);
  const combinator = combinatorOf(base, bound);
  if (combinator !== undefined) return combinator.members !== undefined && isLimitedList(combinator.members) ? 'limited' : combinator.form;
  if (isCallExpression(base) && isLimiterCall(base)) return 'limited';
  return promiseVariable(base, bound) === undefined ? 'direct' : 'deferred';
}

/** `limit(() => …)`, `pMap(list, f)`, `queue.add(() => …)`: a function handed to something that bounds how many run. */
function isLimiterCall(call: ts.CallExpression): boolean {
  const callee = unwrap(call.expression);
  const takesFunction = call.arguments.some((argument) => isArrowFunction(argument) || isFunctionExpression(argument) || isIdentifier(argument));
  if (!takesFunction) return false;
  if (isIdentifier(callee)) return limiters.test(callee.text);
  return isPropertyAccessExpression(callee) && /^(add|addAll|schedule|run|runExclusive)$/.test(callee.name.text) && limiters.test(methodName(callee.expression) ?? '');
}

function isLimitedList(members: ts.Expression): boolean {
  if (!isCallExpression(members) || methodName(members.expression) !== 'map') return false;
  const callback = members.arguments[0];
  if (callback === undefined || !isArrowFunction(callback) || isBlock(callback.body)) return false;
  const body = unwrap(callback.body);
  return isCallExpression(body) && isLimiterCall(body);
}

/** The local variable that holds a promise which this function started earlier: its initializer is an unawaited call. */
export function promiseVariable(expression: ts.Expression, bound: Bound): Binding | undefined {
  if (!isIdentifier(expression)) return undefined;
  const binding = bound.useOf.get(expression)?.binding;
  if (binding === undefined || (binding.kind !== 'const' && binding.kind !== 'let' && binding.kind !== 'var')) return undefined;
  const initializer = initializerOf(binding);
  if (binding.scope.unit !== bound.useOf.get(expression)?.unit) return undefined;
  return initializer !== undefined && (isCallExpression(initializer) || isNewExpression(initializer)) ? binding : undefined;
}

export function initializerOf(binding: Binding): ts.Expression | undefined {
  const declaration = binding.declarations[0]?.parent;
  if (declaration === undefined || !isVariableDeclaration(declaration) || declaration.name !== binding.declarations[0]) return undefined;
  return declaration.initializer === undefined ? undefined : unwrap(declaration.initializer);
}

/** A stretch of source in which a started promise has not been waited for yet. */
interface Flight {
  readonly from: number;
  readonly to: number;
  /** The await that ends it; none where nobody waits for it. */
  readonly by: Site | undefined;
}

function markConcurrent(unit: Unit, sites: readonly Site[], bound: Bound): void {
  const flights: Flight[] = forgotten(unit, bound);
  for (const site of sites) {
    if (site.operand === undefined) continue;
    const base = withoutChain(site.operand);
    const combinator = combinatorOf(base, bound);
    const held = combinator?.members === undefined ? [base] : isArrayLiteralExpression(combinator.members) ? combinator.members.elements.map(unwrap) : [combinator.members];
    for (const expression of held) {
      const flight = flightOf(expression, site, bound);
      if (flight !== undefined) flights.push(flight);
    }
    if (combinator !== undefined && startsSeveral(combinator.members)) site.mode = 'concurrent';
    if (site.form === 'limited') site.mode = 'concurrent';
  }
  if (flights.length === 0) return;
  // Sweep: how many flights of other awaits cover each await.
  const edges = flights.flatMap((flight) => [{ at: flight.from, step: 1 }, { at: flight.to, step: -1 }]).sort((a, b) => a.at - b.at || a.step - b.step);
  const own = new Map<Site, number>();
  for (const { by } of flights) if (by !== undefined) own.set(by, (own.get(by) ?? 0) + 1);
  let next = 0;
  let open = 0;
  for (const site of sites) {
    for (let edge = edges[next]; edge !== undefined && edge.at <= site.node.pos; edge = edges[++next]) open += edge.step;
    const mine = own.get(site) ?? 0;
    if (open - mine > 0) site.mode = 'concurrent';
  }
}

/** `void reindex()`, and calls of this file's async functions that nobody waits for: in flight until the function ends, as far as can be seen. */
function forgotten(unit: Unit, bound: Bound): Flight[] {
  const flights: Flight[] = [];
  for (const call of unit.calls) {
    if (!isCallExpression(call)) continue;
    let node: ts.Node = call;
    while (isPropertyAccessExpression(node.parent) && chained.has(node.parent.name.text) && isCallExpression(node.parent.parent)) node = node.parent.parent;
    const { parent } = node;
    if (isVoidExpression(parent) || (isExpressionStatement(parent) && isAsyncCall(call, bound))) flights.push({ from: node.end, to: unit.node.end + 1, by: undefined });
  }
  return flights;
}

function isAsyncCall(call: ts.CallExpression, bound: Bound): boolean {
  const unit = calleeUnit(call.expression, bound);
  return unit !== undefined && canHaveModifiers(unit.node) && (getModifiers(unit.node) ?? []).some((modifier) => modifier.kind === SyntaxKind.AsyncKeyword);
}

function startsSeveral(members: ts.Expression | undefined): boolean {
  if (members === undefined) return false;
  if (!isArrayLiteralExpression(members)) return true;
  const pending = members.elements.filter((element) => !isAwaitExpression(unwrap(element)));
  return pending.length > 1 || pending.some(isSpreadElement);
}

function flightOf(expression: ts.Expression, site: Site, bound: Bound): Flight | undefined {
  const inner = isSpreadElement(expression) ? unwrap(expression.expression) : expression;
  if (!isIdentifier(inner)) return undefined;
  const binding = bound.useOf.get(inner)?.binding;
  if (binding === undefined) return undefined;
  const started = startOf(binding);
  if (started === undefined || started >= site.node.pos) return undefined;
  return { from: started, to: site.node.end, by: site };
}

/** Where the promise (or the list of promises) that a variable holds was started. */
function startOf(binding: Binding): number | undefined {
  const initializer = initializerOf(binding);
  if (initializer === undefined) return undefined;
  if (isCallExpression(initializer) || isNewExpression(initializer)) return initializer.end;
  if (isArrayLiteralExpression(initializer)) {
    if (initializer.elements.some((element) => isCallExpression(unwrap(element)))) return initializer.end;
    const push = binding.uses.find(({ node }) => isPropertyAccessExpression(node.parent) && node.parent.name.text === 'push' && isCallExpression(node.parent.parent));
    return push?.node.parent.parent.end;
  }
  return undefined;
}
