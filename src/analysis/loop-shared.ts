/** What all rounds of a loop share: the upkeep of a plain reader that each of them calls, a transaction that all work in, a sequence of which each does its part. */
import ts from 'typescript';
import { askedNames } from './asked.ts';
import { isGathering } from './clash.ts';
import { withoutChain } from './awaits.ts';
import { isBare } from './effects/call-site.ts';
import type { Conflict } from './effects/conflict.ts';
import { keyText } from './effects/collector.ts';
import type { Effect, Summary } from './effects/effect.ts';
import { wordsOf } from './effects/names.ts';
import { usesIn } from './flow.ts';
import { isKeptAlike, isPlainReader } from './readers.ts';
import { isInLoop, isOfOneRound } from './rounds.ts';
import { type Bound, type FunctionNode, isFunctionNode, type LoopNode, type Use } from './scopes.ts';
import type { AwaitingLoop } from './statements.ts';
import { inRange } from './syntax.ts';
import { carrierIn, transactionIn } from './transactions.ts';
import type { Ground } from './verdict.ts';

/** Read once: each member of the package is looked up through a getter. */
const { forEachChild, isAwaitExpression, isCallExpression, isCatchClause, isExpressionStatement, isForOfStatement, isIdentifier, isPropertyAccessExpression, isVariableDeclarationList } = ts;

/** Whether all that a round waits for are plain readers, whose values it takes; of a batch that it waits for, all of that. */
export function isReading({ sites }: AwaitingLoop, bound: Bound): boolean {
  return sites.every(({ node, operand, form }) => {
    if (operand === undefined || isBare(node)) return false;
    return (form === 'all' || form === 'allSettled' || (form === 'direct' && isCallExpression(withoutChain(operand)))) && askedNames(operand, bound).every(isPlainReader);
  });
}

/** What a reader changes deep down to keep for itself, as each round comes by the same lines, or the program that it runs and the service that it asks for its answer. */
export function isUpkeepOfRounds(ground: Ground, loop: LoopNode, conflict: Conflict, flight: Summary): boolean {
  const both = [conflict.first, conflict.second];
  const asks = !conflict.serial && both.every(({ resource }) => /^(process|host|git)$/.test(resource.kind));
  return !isInLoop(ground, loop, conflict.first.where) && !isInLoop(ground, loop, conflict.second.where) && (asks || isKeptAlike(conflict, flight, flight));
}

/** `console.log(title)` before a round first waits, where it prints afterwards as well: that belongs below the title. Or the call of a round that does so. */
export function printedIn({ unit, effects }: Ground, { loop, sites }: AwaitingLoop): ts.Node | undefined {
  const wait = sites[0]?.node.pos ?? loop.statement.pos;
  const printed = inRange(unit.calls, loop.statement.pos, loop.statement.end).filter((call) => isPrintedLine(call, loop));
  const [first] = printed;
  if (first !== undefined && first.pos < wait && (printed.at(-1)?.pos ?? 0) > wait) return first;
  return sites.find(({ operand }) => {
    const call = operand && withoutChain(operand);
    const declared = call !== undefined && isCallExpression(call) ? effects.declared(call) : undefined;
    return declared !== undefined && printsAround(declared.node);
  })?.operand;
}

/** Whether a function prints before it first waits, and afterwards. */
function printsAround(fn: FunctionNode): boolean {
  const printed: number[] = [];
  let wait = Infinity;
  const visit = (node: ts.Node): void => {
    if (isFunctionNode(node)) return;
    if (isAwaitExpression(node)) wait = Math.min(wait, node.pos);
    if (isPrintedLine(node, fn)) printed.push(node.pos);
    forEachChild(node, visit);
  };
  if (fn.body !== undefined) visit(fn.body);
  return printed.some((at) => at < wait) && printed.some((at) => at > wait);
}

/** A line of its own, outside of what handles errors. */
function isPrintedLine(call: ts.Node, within: ts.Node): boolean {
  if (!isCallExpression(call) || !isExpressionStatement(call.parent) || !isPrinting(call.expression.getText())) return false;
  for (let node: ts.Node = call; node !== within; node = node.parent) if (isCatchClause(node)) return false;
  return true;
}

/** What goes to the terminal that the program runs in, as its product may. */
export function isPrinting(callee: string): boolean {
  return /^(console\.(log|info|table|group|dir)|process\.stdout\.write)$/.test(callee);
}

/** What a round's callee writes to the output of the program itself, after its own wait: rounds that overlap write it as they come to an end. A mark of progress is no such output. */
export function writtenOut(ground: Ground, loop: LoopNode, flight: Summary): Effect | undefined {
  return flight.writes.find(({ text, where }) => {
    if (text !== 'process.stdout.write' || isInLoop(ground, loop, where)) return false;
    return where.path !== ground.path || !/^\s*\(\s*(['"]|`[^$`]*`|`\\r)/.test(ground.bound.file.text.slice(where.start + text.length, where.end + 200));
  });
}

/** Where a callee adds to a list of this function that nobody hands to it, once it has waited: the list is then in the order in which the rounds come to an end. */
export function addedBelow(ground: Ground, { loop, sites }: AwaitingLoop, flight: Summary): Effect | undefined {
  const { bound, path, unit, effects } = ground;
  return flight.writes.find((effect) => {
    const { resource, text, where } = effect;
    if (resource.kind !== 'state' || !/\.(push|unshift)$/.test(text) || where.path !== path || isInLoop(ground, loop, where) || isGathering(effect)) return false;
    const own = usesIn(bound, where.start, where.end)[0];
    if (own?.binding.scope.unit !== unit || own.unit === unit || !own.unit.awaits.some(({ pos }) => pos < where.start)) return false;
    return sites.every(({ operand }) => operand !== undefined && effects.of(operand).writes.some((other) => other.where.start === where.start));
  });
}

/** The list that the loop goes through, where a callee adds to it. */
export function grownList({ effects }: Ground, loop: LoopNode, flight: Summary): Effect | undefined {
  const list = isForOfStatement(loop) ? effects.placeOf(loop.expression) : undefined;
  return list === undefined ? undefined : flight.writes.find(({ resource, text }) => resource.kind === 'state' && /\.(push|add|unshift|splice)$/.test(text) && keyText(resource.key) === keyText(list));
}

/** `for (const name of imports) await visit(name); sorted.push(file);` in `visit` itself: what it needs is added before it, if the walks below are over by then. */
export function addedAfterWalk({ bound, unit, effects }: Ground, { loop, sites }: AwaitingLoop): ts.Node | undefined {
  const isWalk = sites.some(({ operand }) => operand !== undefined && isCallExpression(operand) && effects.declared(operand)?.node === unit.node);
  if (!isWalk) return undefined;
  return usesIn(bound, loop.end, unit.node.end).find(({ node, binding }) => {
    const access = node.parent;
    return binding.scope.unit !== unit && isPropertyAccessExpression(access) && access.expression === node && access.name.text === 'push';
  })?.node;
}

/** The transaction that all rounds work in; where they change tables, also a context that may carry one. */
export function sharedTransaction({ bound }: Ground, { loop, sites }: AwaitingLoop, flight: Summary): Use | undefined {
  const changesTables = flight.writes.some(({ resource }) => resource.kind === 'table');
  for (const { operand } of sites) {
    if (operand === undefined) continue;
    const use = transactionIn(bound, operand.pos, operand.end) ?? (changesTables ? carrierIn(bound, operand.pos, operand.end) : undefined);
    if (use !== undefined && !isOfOneRound(use.binding, loop)) return use;
  }
  return undefined;
}

/** Elements that are named as parts of a sequence. */
const sequential = /^(migration|step|stage|phase|statement|patch|changeset|mutation|operation|instruction|command)s?$/i;

/** Calls that take one part away, or look at it, whatever comes before and after. */
const apart = /^(delete|remove|rm|rmdir|unlink|get|find|fetch|load|read|query|search|count|list|describe|check|is|has)(?![a-z])/;

/** The variable of the loop, where its name says that the elements build on one another. */
export function sequenceOf({ loop, sites }: AwaitingLoop, bound: Bound): ts.Identifier | undefined {
  if (sites.every(({ operand }) => operand !== undefined && askedNames(operand, bound).every((name) => apart.test(name)))) return undefined;
  if (!isForOfStatement(loop) || !isVariableDeclarationList(loop.initializer)) return undefined;
  const name = loop.initializer.declarations[0]?.name;
  return name !== undefined && isIdentifier(name) && sequential.test(wordsOf(name.text).at(-1) ?? '') ? name : undefined;
}

/** Names of what takes one part after another. */
const sinks = /^(writer|archive|archiver|zip|tar|stream|sink)$|(Writer|Archive|Archiver|Zip|Tar|Stream|Sink)$/;

/** The receiver that all rounds add to, one after another, for nothing but that: `await zipWriter.addFile(file)`. */
export function sharedSink({ bound }: Ground, { loop, sites }: AwaitingLoop): ts.Identifier | undefined {
  for (const { node, operand } of sites) {
    const callee = operand !== undefined && isCallExpression(operand) && isBare(node) ? operand.expression : undefined;
    const receiver = callee !== undefined && isPropertyAccessExpression(callee) && isIdentifier(callee.expression) ? callee.expression : undefined;
    const binding = receiver === undefined ? undefined : bound.useOf.get(receiver)?.binding;
    if (receiver !== undefined && binding !== undefined && sinks.test(receiver.text) && !isOfOneRound(binding, loop)) return receiver;
  }
  return undefined;
}
