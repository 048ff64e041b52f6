/** What belongs to one round of a loop: the things that its own values name, and the objects that it makes. */
import ts from 'typescript';
import { rootOf } from './clash.ts';
import type { Conflict } from './effects/conflict.ts';
import type { Effect, Gap, Key, Where } from './effects/effect.ts';
import { isTransactionName, lastName } from './effects/names.ts';
import { usesIn } from './flow.ts';
import type { Binding, LoopNode } from './scopes.ts';
import type { AwaitingLoop } from './statements.ts';
import { unwrap } from './syntax.ts';
import type { Ground } from './verdict.ts';

/** Read once: each member of the package is looked up through a getter. */
const { forEachChild, isCallExpression, isForOfStatement, isIdentifier, isObjectLiteralExpression, isPropertyAccessExpression, isPropertyAssignment, isVariableDeclaration } = ts;

/** Whether the two touch another thing in every round: their keys, or the calls that do it, are made with the round's own values. */
export function isOfRound(ground: Ground, awaiting: AwaitingLoop, { first, second, serial }: Conflict): boolean {
  const { loop } = awaiting;
  if (first.resource.kind === 'state') {
    // What the loop itself collects into its function's variables is for the data flow to judge.
    return [first, second].every((effect) => isInLoop(ground, loop, effect.where) || hasRoundHole(ground, loop, effect.resource.key) || isHandedOnToFill(ground, effect));
  }
  if (first.resource.kind === 'connection') return [first, second].every((effect) => isRoundsConnection(ground, loop, effect));
  if (serial || first.resource.serial || second.resource.serial) return false;
  // A row that is looked for and then made: two rounds may both find it missing, where it is not told by the round's own id.
  if (first.resource.kind === 'table' && first.access !== second.access && [first, second].some((effect) => effect.access === 'write' && /create|insert/i.test(lastName(effect.text))) && !isOfOneRow(ground, loop, first, second)) return false;
  return perRound.has(first.resource.kind) && [first, second].every((effect) => !(!manyAtOnePlace.has(effect.resource.kind) && isConstant(effect.resource.key)) && isOwnWrite(ground, awaiting, effect));
}

function isOfOneRow(ground: Ground, loop: LoopNode, first: Effect, second: Effect): boolean {
  const [looks, makes] = (first.access === 'read' ? [first, second] : [second, first]).map(({ where }) => (isInLoop(ground, loop, where) ? callAt(loop, where) : undefined));
  return looks !== undefined && makes !== undefined && isTheSameRow(ground, loop, looks, makes);
}

/** `findUnique({ where: { userId: user.id } })`, then `create({ data: { userId: user.id, … } })`. */
export function isTheSameRow(ground: Ground, loop: LoopNode, looks: ts.CallExpression, makes: ts.CallExpression): boolean {
  const key = whereOf(looks);
  if (key === undefined || !isObjectLiteralExpression(key)) return false;
  return key.properties.some((property) => {
    if (!isPropertyAssignment(property)) return false;
    const value = unwrap(property.initializer);
    return isPropertyAccessExpression(value) && /^_?(id|uuid)$|Id$/.test(value.name.text) && usesRound(ground, loop, value.pos, value.end) && makes.arguments.some((argument) => argument.getText().includes(value.getText()));
  });
}

/** A callee adds to a list of this function: the data flow has seen that it does nothing else with it. */
function isHandedOnToFill({ path, unit }: Ground, effect: Effect): boolean {
  const root = rootOf(effect);
  const at = root?.id.startsWith(`${path}:`) === true ? Number(root.id.slice(path.length + 1)) : Number.NaN;
  return /\.(push|add)$/.test(effect.text) && at >= unit.node.pos && at < unit.node.end;
}

/** A stream, client or answer that the round made, or took from its own element. */
export function isRoundsConnection(ground: Ground, loop: LoopNode, effect: Effect | Gap): boolean {
  if (!('resource' in effect) || effect.resource.kind !== 'connection') return false;
  if (hasRoundHole(ground, loop, effect.resource.key)) return true;
  // `pipeline(stream, createWriteStream(path))`: each of them the round's own.
  const call = isInLoop(ground, loop, effect.where) ? callAt(loop, effect.where) : undefined;
  return call !== undefined && isIdentifier(unwrap(call.expression)) && call.arguments.length > 0 && call.arguments.every((argument) => usesRound(ground, loop, argument.pos, argument.end));
}

/** Kinds of things of which one call touches the one that its arguments name. */
const perRound: ReadonlySet<Effect['resource']['kind']> = new Set(['file', 'table', 'cache', 'host', 'editor', 'process', 'queue']);
/** Of these one key written out says only where the round's own row, request or message goes. */
const manyAtOnePlace: ReadonlySet<Effect['resource']['kind']> = new Set(['table', 'host', 'queue']);

/** One and the same thing in every round: a path or key written out. */
function isConstant(key: Key | undefined): boolean {
  return key !== undefined && key.length > 0 && key.every((part) => typeof part === 'string');
}

export function isInLoop({ path }: Ground, loop: LoopNode, where: Where): boolean {
  return where.path === path && where.start >= loop.pos && where.end <= loop.end;
}

function hasRoundHole({ path }: Ground, loop: LoopNode, key: Key | undefined): boolean {
  return key?.some((part) => {
    if (typeof part === 'string' || !part.id.startsWith(`${path}:`)) return false;
    const at = Number(/^\d+/.exec(part.id.slice(path.length + 1))?.[0] ?? Number.NaN);
    return at >= loop.pos && at < loop.end;
  }) ?? false;
}

/** Whether the call is given something of the round's own; of a call inside a callee, whether all that the round awaits is. */
export function isOwnWrite(ground: Ground, { loop, sites }: AwaitingLoop, effect: Effect | Gap): boolean {
  const whole = isInLoop(ground, loop, effect.where) ? callAt(loop, effect.where) : undefined;
  // `row.save({ transaction })`: the rows differ, the transaction does not.
  if (whole !== undefined && usesShared(ground, loop, whole.arguments.pos, whole.arguments.end, isTransactionName)) return false;
  if ('resource' in effect && hasRoundHole(ground, loop, effect.resource.key)) return true;
  if (isInLoop(ground, loop, effect.where)) {
    if (whole === undefined) return usesRound(ground, loop, effect.where.start, effect.where.end);
    const chain = chainFrom(whole);
    if (chain !== whole) return usesRoundInChain(ground, loop, whole, chain);
    const key = whereOf(whole);
    // `update({ where: …, data: … })`: only the first says which row.
    if (key !== undefined) return usesRound(ground, loop, key.pos, key.end);
    const given = whole.arguments;
    if (usesRound(ground, loop, given.pos, given.end)) return true;
    // `worker.update(project)`: each round's own worker, and one project for all.
    return usesRound(ground, loop, whole.pos, given.pos) && !usesShared(ground, loop, given.pos, given.end);
  }
  return sites.every(({ operand }) => operand !== undefined && usesRound(ground, loop, operand.pos, operand.end));
}

/** The call at a place within the loop: `where` is the call as a whole or its callee. */
export function callAt(loop: LoopNode, { start, end }: Where): ts.CallExpression | undefined {
  const find = (node: ts.Node): ts.CallExpression | undefined => {
    if (node.pos > start || node.end < end) return undefined;
    if (isCallExpression(node) && node.getStart() === start && (node.end === end || unwrap(node.expression).end === end)) return node;
    return forEachChild(node, find);
  };
  return find(loop.statement);
}

/** `db.insert(table).values(row)` as a whole, of its first call. */
function chainFrom(call: ts.CallExpression): ts.CallExpression {
  let whole = call;
  for (;;) {
    const access = whole.parent as ts.Node | undefined;
    if (access === undefined || !isPropertyAccessExpression(access) || access.expression !== whole || !isCallExpression(access.parent) || access.parent.expression !== access || /^(then|catch|finally)$/.test(access.name.text)) return whole;
    whole = access.parent;
  }
}

/** Which row a chain is about: of an `update` and a `delete` its `where` says so, of an `insert` its values. */
function usesRoundInChain(ground: Ground, loop: LoopNode, first: ts.CallExpression, chain: ts.CallExpression): boolean {
  if (!isPropertyAccessExpression(unwrap(first.expression)) || /^(insert|insertInto|select|from|into)$/.test((unwrap(first.expression) as ts.PropertyAccessExpression).name.text)) return usesRound(ground, loop, first.arguments.pos, chain.end);
  for (let node: ts.Expression = chain; isCallExpression(node) && isPropertyAccessExpression(node.expression); node = node.expression.expression) {
    if (/^(where|andWhere|eq|match|in|filter)$/.test(node.expression.name.text)) return usesRound(ground, loop, node.arguments.pos, node.arguments.end);
  }
  return usesRound(ground, loop, first.pos, first.end);
}

function whereOf(call: ts.CallExpression): ts.Expression | undefined {
  const [options] = call.arguments;
  if (options === undefined || !isObjectLiteralExpression(options)) return undefined;
  const property = options.properties.find((candidate) => isPropertyAssignment(candidate) && isIdentifier(candidate.name) && candidate.name.text === 'where');
  return property !== undefined && isPropertyAssignment(property) ? property.initializer : undefined;
}

export function usesRound({ bound }: Pick<Ground, 'bound'>, loop: LoopNode, start: number, end: number): boolean {
  return usesIn(bound, start, end).some(({ binding }) => isOfOneRound(binding, loop));
}

/** Whether anything stands there that was there before the loop, other than what the module imports and declares. */
function usesShared({ bound }: Ground, loop: LoopNode, start: number, end: number, named: (name: string) => boolean = () => true): boolean {
  return usesIn(bound, start, end).some((use) => named(use.binding.name) && isShared(use.binding, loop));
}

function isShared(binding: Binding, loop: LoopNode): boolean {
  return binding.kind !== 'import' && binding.kind !== 'global' && binding.kind !== 'function' && !isOfOneRound(binding, loop);
}

/** Each round has its own, or gives it a new value before it looks at it: `for (var item of list)`. */
export function isOfOneRound(binding: Binding, loop: LoopNode): boolean {
  const { node } = binding.scope;
  return (node.pos >= loop.pos && node.end <= loop.end) || isVarOfRound(binding, loop);
}

/** A `var` that only the loop knows, with its value given where it is declared. */
function isVarOfRound({ kind, uses }: Binding, loop: LoopNode): boolean {
  const [first] = uses;
  if (kind !== 'var' || first?.flow !== 'declare' || !uses.every(({ node }) => node.pos >= loop.pos && node.end <= loop.end)) return false;
  const declaration = first.node.parent;
  return isVariableDeclaration(declaration) && (declaration.initializer !== undefined || (isForOfStatement(loop) && declaration.parent === loop.initializer));
}
