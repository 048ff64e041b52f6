/** May the rounds of a loop overlap? What they carry is asked first, then what the loop is for, then what a round does to the world. */
import ts from 'typescript';
import { accessOf } from './access.ts';
import { changes, clashesOf, isNoticed } from './clash.ts';
import { orderComment } from './comments.ts';
import type { Conflict } from './effects/conflict.ts';
import type { Effect, Gap, Key, Summary, Where } from './effects/effect.ts';
import { merge } from './effects/effect.ts';
import { isTransactionName, wordsOf } from './effects/names.ts';
import { awaitsIn, isLogging, isPlain, needsOf, usesIn } from './flow.ts';
import { carriedInto, shapeOf } from './loops.ts';
import type { LoopVerdict } from './model.ts';
import { evidenceAt } from './evidence.ts';
import { nameOf, verbOf } from './pair-effects.ts';
import type { Binding, LoopNode } from './scopes.ts';
import type { AwaitingLoop } from './statements.ts';
import { inRange, unwrap } from './syntax.ts';
import type { Ground, Judgement } from './verdict.ts';
import { decided, likely, ordered } from './verdict.ts';

const shapeSentences = {
  stream: 'The elements come from a stream, one after the other.',
  yield: 'Each round hands a value out before the next one starts.',
  leaves: 'The loop may end early here: later rounds must not have started.',
  pause: 'The loop pauses here on purpose between its rounds.',
  chunked: 'Each round already runs its members at the same time; a sliding limit could do a little better.',
  open: 'Only the rounds themselves tell when the loop is done.',
} as const;

export function judgeLoop(ground: Ground, awaiting: AwaitingLoop): Judgement<LoopVerdict> {
  const { loop, sites } = awaiting;
  const { bound, unit, places, effects } = ground;
  const carried = carriedInto(bound, unit, loop);
  if (carried !== undefined) {
    const name = carried.use.binding.name;
    const message = name === carried.name ? `\`${name}\` is needed here, and a former round has changed it.` : `\`${name}\` is needed here, and it is made from \`${carried.name}\`, which a former round has changed.`;
    return decided('carried', { kind: 'data', place: places.of(carried.use.node), message });
  }
  const shape = shapeOf(bound, unit, loop, sites);
  if (shape.type !== 'over') {
    return decided('effect', { kind: 'effect', place: ts.isForOfStatement(shape.node) ? places.of(shape.node.expression) : places.of(shape.node), message: shapeSentences[shape.type] });
  }
  const kept = ordered(ground, loop);
  if (kept !== undefined) return decided('effect', { kind: 'annotation', place: kept.place, message: 'The comment keeps this order.' });
  const split = addedAround(ground, awaiting);
  if (split !== undefined) {
    return likely('effect', { kind: 'effect', place: places.of(split), message: `The round adds to \`${split.text}\` here before it waits, and once more afterwards: other rounds would come between.` });
  }
  const round = effects.of(loop.statement);
  // What stands after the last await can run in the rounds' order, whatever was in flight.
  const flight = inFlight(ground, loop);
  const { known, blind } = clashesOf(ground, round, flight);
  const clash = known.find((conflict) => !isOfRound(ground, awaiting, conflict));
  if (clash !== undefined) return clashing(ground, clash);
  const comment = orderComment(loop, bound.file, places) ?? sites.map(({ node }) => orderComment(statementOf(node), bound.file, places)).find((place) => place !== undefined);
  if (comment !== undefined) return likely('effect', { kind: 'effect', place: comment, message: 'A comment says that this order is meant.' });
  const step = [...blind.map(({ first }) => first), ...flight.gaps].find((effect) => isOrdered(effect.text) && !isCollecting(ground, loop, effect.where));
  if (step !== undefined) return likely('effect', evidenceAt(ground, step.where, 'effect', `\`${step.text}\` adds to something or goes one step on, by its name: the rounds are in order.`));

  const place = places.span(places.start(loop), loop.statement.pos);
  const doubtful = [...blind.flatMap(({ first, second }) => [first, second].filter((effect) => effect.access === 'write')), ...flight.gaps.filter((gap) => gap.nameSays !== 'read' && gap.nameSays !== 'pure')];
  const unseen = doubtful.filter((effect) => !isCollecting(ground, loop, effect.where)).find((effect) => !isOwnWrite(ground, awaiting, effect) || !hasOwnVerb(effect.text));
  if (unseen !== undefined) {
    const reason = 'reason' in unseen ? unseen.reason : 'what it touches is not known';
    return likely('unknown', evidenceAt(ground, unseen.where, 'unknown', `What \`${unseen.text}\` does cannot be seen: ${reason}.`));
  }
  const [write] = doubtful;
  if (write !== undefined) return likely('independent', evidenceAt(ground, write.where, 'independent', `Each round hands nothing to the next, and \`${write.text}\` is given the round's own element.`));
  const [gap] = flight.gaps;
  if (gap === undefined && known.length === 0) return { ...decided('independent' as const, { kind: 'independent', place, message: 'No round touches what another one changes.' }), fixSafe: isLoopFixSafe(ground, awaiting, round, flight) };
  if (gap === undefined) return likely('independent', { kind: 'independent', place, message: "Each round touches what its own element names, and hands nothing to the next." });
  return likely('independent', { kind: 'independent', place, message: `Each round only reads, as far as can be seen, and hands nothing to the next. \`${gap.text}\` is believed by its name: ${gap.reason}.` });
}

/** A variable of outside to which plain calls of one round add both before its first wait and after it: `page.heading(x); page.text(await f(x));`. */
function addedAround({ bound, unit }: Ground, { loop, sites }: AwaitingLoop): ts.Identifier | undefined {
  const wait = sites[0]?.node;
  if (wait === undefined) return undefined;
  const before = new Map<Binding, ts.Identifier>();
  const after = new Set<Binding>();
  for (const call of inRange(unit.calls, loop.statement.pos, loop.statement.end)) {
    if (!ts.isCallExpression(call) || !ts.isExpressionStatement(call.parent) || isLogging(call)) continue;
    const callee = unwrap(call.expression);
    const receiver = ts.isPropertyAccessExpression(callee) ? unwrap(callee.expression) : undefined;
    const binding = receiver === undefined ? undefined : bound.useOf.get(receiver)?.binding;
    // Of lists and maps each round can keep its own part.
    if (ts.isPropertyAccessExpression(callee) && /^(push|set|add)$/.test(callee.name.text)) continue;
    if (receiver === undefined || !ts.isIdentifier(receiver) || binding?.scope.unit !== unit || isWithin(binding.scope.node, loop)) continue;
    if (call.end <= wait.pos) before.set(binding, receiver);
    else after.add(binding);
  }
  for (const [binding, receiver] of before) if (after.has(binding)) return receiver;
  return undefined;
}

function isWithin(node: ts.Node, outer: ts.Node): boolean {
  return node.pos >= outer.pos && node.end <= outer.end;
}

/** What of a round runs before or while it waits. */
function inFlight({ effects, unit }: Ground, loop: LoopNode): Summary {
  const body: readonly ts.Statement[] = ts.isBlock(loop.statement) ? loop.statement.statements : [loop.statement];
  const last = body.findLastIndex((statement) => awaitsIn(unit, statement).length > 0);
  const final = body[last];
  const parts: ts.Node[] = body.slice(0, last);
  if (final !== undefined) parts.push(...(isPlain(final) ? needsOf(unit, final).map((need) => need.node) : [final]));
  return merge(parts.map((part) => effects.of(part)));
}

function clashing(ground: Ground, { first, second, serial, likeness }: Conflict): Judgement<LoopVerdict> {
  const message = serial ? `Every round uses ${nameOf(first)}, which takes one user at a time.` : `A round ${verbOf(first)} ${nameOf(first)}, and the next one ${verbOf(second)} it.`;
  const evidence = [evidenceAt(ground, first.where, 'effect', message), ...(first === second ? [] : [evidenceAt(ground, second.where, 'effect', `\`${second.text}\` ${verbOf(second)} it here.`)])];
  return likeness === 'same' && first.source !== 'name' ? decided('effect', ...evidence) : likely('effect', ...evidence);
}

function statementOf(node: ts.Node): ts.Node {
  let at = node;
  while (!ts.isStatement(at) && !ts.isSourceFile(at.parent)) at = at.parent;
  return at;
}

/** Whether the two touch another thing in every round: their keys, or the calls that do it, are made with the round's own values. */
function isOfRound(ground: Ground, awaiting: AwaitingLoop, { first, second, serial }: Conflict): boolean {
  const { loop } = awaiting;
  if (first.resource.kind === 'state') {
    // What the loop itself collects into its function's variables is for the data flow to judge.
    return [first, second].every((effect) => isInLoop(ground, loop, effect.where) || hasRoundHole(ground, loop, effect.resource.key));
  }
  if (serial || first.resource.serial || second.resource.serial) return false;
  // A row that is looked for and then made: two rounds may both find it missing.
  if (first.resource.kind === 'table' && first.access !== second.access && [first, second].some((effect) => effect.access === 'write' && /create|insert/i.test(lastName(effect.text)))) return false;
  return perRound.has(first.resource.kind) && [first, second].every((effect) => !(effect.resource.kind !== 'table' && effect.resource.kind !== 'host' && isConstant(effect.resource.key)) && isOwnWrite(ground, awaiting, effect));
}

/** Kinds of things of which one call touches the one that its arguments name. */
const perRound: ReadonlySet<Effect['resource']['kind']> = new Set(['file', 'table', 'cache', 'host', 'editor', 'process']);

/** One and the same thing in every round: a path or key written out. */
function isConstant(key: Key | undefined): boolean {
  return key !== undefined && key.length > 0 && key.every((part) => typeof part === 'string');
}

function isInLoop({ path }: Ground, loop: LoopNode, where: Where): boolean {
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
function isOwnWrite(ground: Ground, { loop, sites }: AwaitingLoop, effect: Effect | Gap): boolean {
  const whole = isInLoop(ground, loop, effect.where) ? callAt(ground, effect.where) : undefined;
  // `row.save({ transaction })`: the rows differ, the transaction does not.
  if (whole !== undefined && usesShared(ground, loop, whole.arguments.pos, whole.arguments.end, isTransactionName)) return false;
  if ('resource' in effect && hasRoundHole(ground, loop, effect.resource.key)) return true;
  if (isInLoop(ground, loop, effect.where)) {
    if (whole === undefined) return usesRound(ground, loop, effect.where.start, effect.where.end);
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

/** The call at or around a place of this file. */
function callAt({ unit }: Ground, where: Where): ts.CallExpression | undefined {
  return unit.calls.find((call): call is ts.CallExpression => ts.isCallExpression(call) && call.getStart() === where.start && call.end >= where.end && (call.end === where.end || unwrap(call.expression).end === where.end));
}

function whereOf(call: ts.CallExpression): ts.Expression | undefined {
  const [options] = call.arguments;
  if (options === undefined || !ts.isObjectLiteralExpression(options)) return undefined;
  const property = options.properties.find((candidate) => ts.isPropertyAssignment(candidate) && ts.isIdentifier(candidate.name) && candidate.name.text === 'where');
  return property !== undefined && ts.isPropertyAssignment(property) ? property.initializer : undefined;
}

function usesRound({ bound }: Ground, loop: LoopNode, start: number, end: number): boolean {
  return usesIn(bound, start, end).some((use) => {
    const { node } = use.binding.scope;
    return node.pos >= loop.pos && node.end <= loop.end;
  });
}

/** Whether anything stands there that was there before the loop, other than what the module imports and declares. */
function usesShared({ bound }: Ground, loop: LoopNode, start: number, end: number, named: (name: string) => boolean = () => true): boolean {
  return usesIn(bound, start, end).some(({ binding }) => {
    const { node } = binding.scope;
    return named(binding.name) && binding.kind !== 'import' && binding.kind !== 'global' && binding.kind !== 'function' && !(node.pos >= loop.pos && node.end <= loop.end);
  });
}

/** Verbs of calls that do one thing to the one that they are given. */
const ownVerbs = new Set(['set', 'put', 'delete', 'remove', 'del', 'update', 'upsert', 'save', 'store', 'upload', 'copy', 'move', 'write', 'download', 'rm', 'unlink', 'mkdir', 'restore', 'enable', 'disable', 'mark', 'archive', 'revoke', 'clone', 'extract', 'rename', 'cp']);

function hasOwnVerb(text: string): boolean {
  return ownVerbs.has(wordsOf(lastName(text))[0] ?? '');
}

/** `results.push(x)` on a variable of the function itself: the data flow judges it. */
function isCollecting({ path, bound }: Ground, loop: LoopNode, where: Where): boolean {
  if (where.path !== path || where.start < loop.pos || where.end > loop.end) return false;
  const use = usesIn(bound, where.start, where.end)[0];
  return use?.node.getStart() === where.start && accessOf(use).flow !== 'read';
}

/** Verbs of calls that add to a sequence or take a step: what was done before decides what they do. */
const stepping = new Set(['append', 'push', 'enqueue', 'emit', 'apply', 'migrate', 'replay', 'transform', 'rebase', 'prompt', 'ask', 'click', 'press', 'type', 'goto', 'navigate', 'step', 'advance', 'next', 'dispatch', 'send', 'pipe', 'print', 'log', 'play', 'publish']);

function isOrdered(text: string): boolean {
  return stepping.has(wordsOf(lastName(text))[0] ?? '');
}

function lastName(text: string): string {
  return /(\w+)\s*$/.exec(text.replace(/[(<].*$/s, ''))?.[1] ?? '';
}

/** Whether a bounded map in the loop's place keeps results, effects and errors: reads alone in flight, nothing collected before the last await, no way out of a round. */
function isLoopFixSafe(ground: Ground, { loop, sites }: AwaitingLoop, round: Summary, flight: Summary): boolean {
  const { bound, unit } = ground;
  if (!ts.isForOfStatement(loop) || !ts.isBlock(loop.statement) || !ts.isVariableDeclarationList(loop.initializer)) return false;
  const { pos, end } = loop.statement;
  if (inRange(unit.exits, pos, end).length > 0 || inRange(unit.loops, pos, end).length > 0 || loop.statement.statements.some((statement) => !isPlain(statement))) return false;
  if (!sites.every((site) => site.form === 'direct') || changes(ground, flight) || flight.prompts) return false;
  if (round.writes.some((effect) => isNoticed(ground, effect) && !isInLoop(ground, loop, effect.where))) return false;
  const last = sites.at(-1)?.node.end ?? end;
  // Of a variable that every round sets, the last one wins.
  if (usesIn(bound, pos, end).some((use) => use.flow === 'write' && !isLocalToRound(use.binding.scope.node, loop))) return false;
  return usesIn(bound, pos, last).every((use) => isLocalToRound(use.binding.scope.node, loop) || accessOf(use).flow === 'read' || isAwaitInside(use.node, loop, sites));
}

/** `out.push(await f(x))`: the list is named before the await and filled after it. */
function isAwaitInside(node: ts.Node, loop: LoopNode, sites: AwaitingLoop['sites']): boolean {
  const statement = statementOf(node);
  return sites.some((site) => site.node.pos > node.pos && site.node.end <= statement.end) && statement.parent === loop.statement;
}

function isLocalToRound(node: ts.Node, loop: LoopNode): boolean {
  return node.pos >= loop.pos && node.end <= loop.end;
}
