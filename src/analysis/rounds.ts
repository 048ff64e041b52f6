/** What belongs to one round of a loop: the things that its own values name, and the objects that it makes. */
import ts from 'typescript';
import { isAddedLate, isOwnAnswer, rootOf } from './clash.ts';
import { propertyOf } from './effects/call-site.ts';
import type { Conflict } from './effects/conflict.ts';
import type { Effect, Gap, Hole, Key, Where } from './effects/effect.ts';
import { isTransactionName, lastName, wordsOf } from './effects/names.ts';
import { usesIn } from './flow.ts';
import { statementIn, valuesOfRow } from './row-statements.ts';
import type { Binding, LoopNode } from './scopes.ts';
import type { AwaitingLoop } from './statements.ts';
import { unwrap } from './syntax.ts';
import type { Ground } from './verdict.ts';

/** Read once: each member of the package is looked up through a getter. */
const { forEachChild, isAwaitExpression, isCallExpression, isForOfStatement, isForStatement, isIdentifier, isObjectLiteralExpression, isPropertyAccessExpression, isPropertyAssignment, isTaggedTemplateExpression, isVariableDeclaration } = ts;

/** Whether the two touch another thing in every round: their keys, or the calls that do it, are made with the round's own values. */
export function isOfRound(ground: Ground, awaiting: AwaitingLoop, { first, second, serial }: Conflict): boolean {
  const { loop } = awaiting;
  if (first.resource.kind === 'state') {
    // What the loop itself collects into its function's variables is for the data flow to judge.
    return [first, second].every((effect) => hasRoundHole(ground, loop, effect.resource.key) || (!isAddedLate(ground, effect) && (isInLoop(ground, loop, effect.where) || isHandedOnToFill(ground, effect))));
  }
  if (first.resource.kind === 'connection') return [first, second].every((effect) => isRoundsConnection(ground, loop, effect));
  if (serial || first.resource.serial || second.resource.serial || !perRound.has(first.resource.kind)) return false;
  if (first.resource.kind === 'table' && isOfOtherRows(ground, loop, first, second)) return false;
  if (first.resource.kind === 'process' && isCommandOfElement(ground, loop, first)) return false;
  if (first.resource.kind === 'file' && (isNeighbour(ground, loop, first, second) || isFreeName(ground, awaiting, first, second))) return false;
  return [first, second].every((effect) => !isOneForAll(ground, loop, effect) && isOwnWrite(ground, awaiting, effect));
}

/** Whether what a round makes or changes in a table hangs on rows that another round may have made or changed. */
function isOfOtherRows(ground: Ground, loop: LoopNode, first: Effect, second: Effect): boolean {
  if ([first, second].some((effect) => isStatementOfElement(ground, loop, effect) || isBelowParent(loop, effect))) return true;
  if (first.access === second.access) return false;
  const [reads, writes] = first.access === 'read' ? [first, second] : [second, first];
  // `insert into tags select …, max(position) + 1 from tags`
  if (reads.where.start === writes.where.start && reads.where.path === writes.where.path && isInLoop(ground, loop, writes.where)) return isStatement(loop, writes);
  // A row that is looked for and then made: two rounds may both find it missing, where it is not told by the round's own id.
  if (/create|insert/i.test(lastName(writes.text))) return !isOfOneRow(ground, loop, reads, writes);
  return isMadeFromFound(ground, loop, reads, writes);
}

function isOfOneRow(ground: Ground, loop: LoopNode, reads: Effect, writes: Effect): boolean {
  // How many there are, or which is the highest, each row that another round makes changes.
  if (/^(count|aggregate|max|min|sum|groupBy)/.test(lastName(reads.text))) return false;
  const [looks, makes] = [reads, writes].map(({ where }) => (isInLoop(ground, loop, where) ? callAt(loop, where) : undefined));
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

/** `update({ where: { id: payment.accountId }, data: { balance: account.balance + payment.amount } })`: the row is another's that many elements may name, and what is put in is made from what was found there. */
function isMadeFromFound(ground: Ground, loop: LoopNode, reads: Effect, writes: Effect): boolean {
  const [looks, changes] = [reads, writes].map(({ where }) => (isInLoop(ground, loop, where) ? callAt(loop, where) : undefined));
  const key = changes === undefined ? undefined : whereOf(changes);
  if (looks === undefined || changes === undefined || key === undefined || !usesIn(ground.bound, key.pos, key.end).some(({ node }) => isPropertyAccessExpression(node.parent) && /[a-z]_?Id$|_id$/.test(node.parent.name.text))) return false;
  let found: ts.Node = looks;
  while (found.parent !== loop && !isVariableDeclaration(found)) found = found.parent;
  const [options] = changes.arguments;
  const data = options !== undefined && isObjectLiteralExpression(options) ? propertyOf(options, 'data') : undefined;
  return data !== undefined && isVariableDeclaration(found) && usesIn(ground.bound, data.pos, data.end).some(({ binding }) => binding.declarations.some((name) => name.pos >= found.pos && name.end <= found.end));
}

/** `create({ data: { id, parentId } })`: a row that hangs on another one of its table can be made only after it. */
function isBelowParent(loop: LoopNode, effect: Effect): boolean {
  const call = /create|insert/i.test(lastName(effect.text)) ? callAt(loop, effect.where) : undefined;
  const [options] = call?.arguments ?? [];
  const data = options !== undefined && isObjectLiteralExpression(options) ? (propertyOf(options, 'data') ?? options) : undefined;
  return data !== undefined && isObjectLiteralExpression(data) && data.properties.some(({ name }) => name !== undefined && /^parent_?id$/i.test(name.getText()));
}

/** `for (const statement of statements) await db.query(statement)`, or one that the round has read from a file of its own: what it does is whatever it says. */
function isStatementOfElement({ bound }: Ground, loop: LoopNode, effect: Effect): boolean {
  const given = effect.resource.key === undefined ? callAt(loop, effect.where)?.arguments[0] : undefined;
  if (given === undefined || !/^(query|exec|execute|run|raw|unsafe|\$(query|execute)RawUnsafe)$/.test(lastName(effect.text))) return false;
  const binding = bound.useOf.get(rootOfMembers(given))?.binding;
  if (binding === undefined || !isOfOneRound(binding, loop)) return false;
  const declared = binding.declarations[0]?.parent;
  return binding.scope.node === loop || (declared !== undefined && isVariableDeclaration(declared) && declared.initializer !== undefined && isAwaitExpression(unwrap(declared.initializer)));
}

/** `for (const line of lines) await execa(line, { shell: true })`: what it runs is whatever the element says. */
function isCommandOfElement({ bound }: Ground, loop: LoopNode, { where }: Effect): boolean {
  const [command, options, ...more] = callAt(loop, where)?.arguments ?? [];
  if (command === undefined || more.length > 0 || (options !== undefined && !isObjectLiteralExpression(unwrap(options)))) return false;
  return bound.useOf.get(unwrap(command))?.binding.scope.node === loop;
}

function rootOfMembers(expression: ts.Expression): ts.Expression {
  let root = unwrap(expression);
  while (isPropertyAccessExpression(root)) root = unwrap(root.expression);
  return root;
}

/** A statement of SQL that is written out there. */
function isStatement(loop: LoopNode, { where }: Effect): boolean {
  const given = callAt(loop, where)?.arguments[0];
  return given === undefined ? findAt(loop.statement, where, isTaggedTemplateExpression) !== undefined : statementIn(given) !== undefined;
}

/** `rename(`${base}.${i}`, `${base}.${i + 1}`)`: what one round takes its neighbour gives. */
function isNeighbour(ground: Ground, loop: LoopNode, first: Effect, second: Effect): boolean {
  const [a, b] = [first.resource.key, second.resource.key];
  if (!isForStatement(loop) || a === undefined || b === undefined || !hasRoundHole(ground, loop, a) && !hasRoundHole(ground, loop, b)) return false;
  const textOf = (part: string | Hole): string => (typeof part === 'string' ? part : `{${part.text}}`);
  const isStep = (part: string | Hole, before: string | Hole | undefined): boolean => typeof part === 'string' && /^\d+$/.test(part) && typeof before === 'object' && hasRoundHole(ground, loop, [before]);
  const withoutStep = (key: Key): string => key.flatMap((part, index) => (isStep(part, key[index - 1]) ? [] : [textOf(part).replace(/^\{(\w+) [-+] \d+\}$/, '{$1}')])).join('');
  return a.map(textOf).join('') !== b.map(textOf).join('') && withoutStep(a) === withoutStep(b);
}

/** `copy(file, await freeName(folder, name))`: two rounds may both find the same name free. */
function isFreeName(ground: Ground, { loop, sites }: AwaitingLoop, first: Effect, second: Effect): boolean {
  const reads = first.access === 'read' ? first : second;
  if (first.access === second.access || isInLoop(ground, loop, reads.where)) return false;
  return sites.some(({ operand }) => operand !== undefined && isCallExpression(operand) && wordsOf(lastName(operand.expression.getText())).some((word) => /^(free|unique|available|unused|next)$/.test(word)));
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

/** The body of an answer to the round's own request. */
export function isRoundsAnswer(ground: Ground, loop: LoopNode, effect: Effect): boolean {
  return isOwnAnswer(effect) && hasRoundHole(ground, loop, effect.resource.key);
}

/** Kinds of things of which one call touches the one that its arguments name. */
const perRound: ReadonlySet<Effect['resource']['kind']> = new Set(['file', 'table', 'cache', 'host', 'editor', 'process', 'queue']);
/** Of these one key written out says only where the round's own row, request or message goes. */
const manyAtOnePlace: ReadonlySet<Effect['resource']['kind']> = new Set(['table', 'host', 'queue']);

/** Commands that touch one entry of what a key of a cache holds, and the like that add to it in no order. */
const ofOneEntry = /^(h(get|set|setnx|del|exists|incrby)|s(add|rem|ismember)|z(add|rem|incrby|score))$/i;

/** One and the same thing in every round: a path or key that is written out, or made from nothing of the round's. What such a name is only read by takes no part of another's. */
function isOneForAll(ground: Ground, loop: LoopNode, { resource: { kind, key }, access, text, where }: Effect): boolean {
  if (manyAtOnePlace.has(kind) || key === undefined || key.length === 0) return false;
  if (kind === 'cache' && ofOneEntry.test(lastName(text)) && isInLoop(ground, loop, where)) {
    const entry = callAt(loop, where)?.arguments[1];
    if (entry !== undefined && usesRound(ground, loop, entry.pos, entry.end)) return false;
  }
  if (key.every((part) => typeof part === 'string')) return true;
  return access === 'write' && (kind === 'file' || kind === 'cache') && key.every((part) => typeof part === 'string' || isFromOutside(ground, loop, part));
}

/** Whether it is a name from outside the loop that no round gives another value. */
function isFromOutside({ path, bound }: Ground, loop: LoopNode, { id, stable }: Hole): boolean {
  if (stable && id.includes('#')) return true;
  const place = id.startsWith(path) ? id.slice(path.length) : '';
  if (/^:this\d/.test(place)) return true;
  const at = Number(/^:(\d+)(?:\.|$)/.exec(place)?.[1] ?? Number.NaN);
  const isNamed = ({ name, declarations, scope }: Binding): boolean => (Number.isNaN(at) ? scope === bound.moduleScope && (place === `#${name}` || place.startsWith(`#${name}.`)) : declarations[0]?.pos === at);
  const use = bound.uses.find(({ binding }) => isNamed(binding));
  if (use === undefined || isOfOneRound(use.binding, loop) || !isAround(use.binding, loop)) return false;
  return usesIn(bound, loop.pos, loop.end).every(({ binding, flow }) => binding !== use.binding || flow === 'read');
}

/** Not a variable of a function that is called: each call has its own. */
function isAround({ scope: { node } }: Binding, loop: LoopNode): boolean {
  return node.pos <= loop.pos && node.end >= loop.end;
}

export function isInLoop({ path }: Ground, loop: LoopNode, where: Where): boolean {
  return where.path === path && where.start >= loop.pos && where.end <= loop.end;
}

/** Whether the key is told by what the loop declares. */
export function hasRoundHole({ path }: Ground, loop: LoopNode, key: Key | undefined): boolean {
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
    const values = 'resource' in effect && effect.resource.kind === 'table' ? valuesOfRow(whole) : undefined;
    if (values !== undefined) return values.some((value) => usesRound(ground, loop, value.pos, value.end));
    const given = whole.arguments;
    if (usesRound(ground, loop, given.pos, given.end)) return true;
    // `worker.update(project)`: each round's own worker, and one project for all.
    return usesRound(ground, loop, whole.pos, given.pos) && !usesShared(ground, loop, given.pos, given.end);
  }
  return sites.every(({ operand }) => operand !== undefined && usesRound(ground, loop, operand.pos, operand.end));
}

/** The call at a place within the loop: `where` is the call as a whole or its callee. */
export function callAt(loop: LoopNode, where: Where): ts.CallExpression | undefined {
  return findAt(loop.statement, where, (node): node is ts.CallExpression => isCallExpression(node) && (node.end === where.end || unwrap(node.expression).end === where.end));
}

function findAt<N extends ts.Node>(root: ts.Node, { start, end }: Where, is: (node: ts.Node) => node is N): N | undefined {
  const find = (node: ts.Node): N | undefined => {
    if (node.pos > start || node.end < end) return undefined;
    return is(node) && node.getStart() === start ? node : forEachChild(node, find);
  };
  return find(root);
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
