/** May the rounds of a loop overlap? What they carry is asked first, then what the loop is for, then what a round does to the world. */
import ts from 'typescript';
import { accessOf } from './access.ts';
import { changes, clashesOf } from './clash.ts';
import { orderComment } from './comments.ts';
import { isThrownOn } from './control.ts';
import { isBare } from './effects/call-site.ts';
import type { Conflict } from './effects/conflict.ts';
import type { Effect, Gap, Summary, Where } from './effects/effect.ts';
import { merge } from './effects/effect.ts';
import { awaitsIn, isLogging, isPlain, needsOf, usesIn } from './flow.ts';
import { isLoopFixSafe } from './loop-fix.ts';
import { believe, isBelowOwnElement, isStepping, isTaking } from './loop-unseen.ts';
import { addedAfterWalk, addedBelow, grownList, isReading, isUpkeepOfRounds, printedIn, sequenceOf, sharedSink, sharedTransaction, writtenOut } from './loop-shared.ts';
import { carriedInto, handedOn, isAttempt, linkedInto, replacedAndFilled, shapeOf } from './loops.ts';
import type { LoopVerdict } from './model.ts';
import { evidenceAt } from './evidence.ts';
import { nameOf, verbOf } from './effect-wording.ts';
import { isKeptAside, isNoted } from './readers.ts';
import type { Binding, Bound, LoopNode, Use } from './scopes.ts';
import { isInLoop, isOfRound, isOwnWrite, isRoundsConnection } from './rounds.ts';
import { statementOf, type AwaitingLoop } from './statements.ts';
import { inRange, methodName, shortText, unwrap } from './syntax.ts';
import type { Ground, Judgement } from './verdict.ts';
import { decided, independent, likely, ordered } from './verdict.ts';

/** Read once: each member of the package is looked up through a getter. */
const { SyntaxKind, isAwaitExpression, isBlock, isCallExpression, isExpressionStatement, isForOfStatement, isForStatement, isIdentifier, isIfStatement, isPropertyAccessExpression, isThrowStatement, isTryStatement, isVariableDeclaration, isVariableStatement } = ts;

const shapeSentences = {
  stream: 'The elements come from a stream, one after the other.',
  yield: 'Each round hands a value out before the next one starts.',
  leaves: 'The loop may end early here: later rounds must not have started.',
  pause: 'The loop pauses here on purpose between its rounds.',
  open: 'Only the rounds themselves tell when the loop is done.',
} as const;

export function judgeLoop(ground: Ground, awaiting: AwaitingLoop): Judgement<LoopVerdict> {
  const { loop, sites } = awaiting;
  const { bound, unit, places, effects } = ground;
  const replaced = replacedAndFilled(bound, loop);
  if (replaced !== undefined) return decided('carried', { kind: 'data', place: places.of(replaced.node), message: `\`${replaced.binding.name}\` gets another value here, and other rounds add to it: which of them count depends on their order.` });
  const shape = shapeOf(ground, loop, sites);
  const carried = carriedInto(bound, unit, loop, effects);
  if (carried !== undefined && !((shape.type === 'leaves' || shape.type === 'pause') && isAttempt(bound, unit, carried, loop))) {
    const name = carried.use.binding.name;
    const part = shape.type === 'over' ? changedPart(carried.use, loop) : undefined;
    if (part !== undefined) return likely('effect', { kind: 'effect', place: places.of(carried.use.node), message: `\`${accessOf(carried.use).whole.getText()}\` is used here as a whole, and a former round has changed a part of it: \`${shortText(part, bound.file)}\`.` });
    const message = name === carried.name ? `\`${name}\` is needed here, and a former round has changed it.` : `\`${name}\` is needed here, and it is made from \`${carried.name}\`, which a former round has changed.`;
    return decided('carried', { kind: 'data', place: places.of(carried.use.node), message });
  }
  const linked = linkedInto(bound, unit, loop);
  if (linked !== undefined) return likely('carried', { kind: 'data', place: places.of(linked), message: `\`${linked.getText()}\` is needed here, of another element maybe, and a former round has changed that member of its own.` });
  const handed = handedOn(bound, unit, loop);
  if (handed !== undefined) return decided('carried', { kind: 'data', place: places.of(handed.use.node), message: `\`${handed.name}\` is replaced here by a round that looks at what a former one left in it.` });
  if (shape.type === 'chunked') return inBatches(isOnlyBatch(ground, awaiting) ? overlapAlready(ground, awaiting) : judgeRounds(ground, awaiting, inFlight(ground, loop)));
  if (shape.type !== 'over') {
    return decided('effect', { kind: 'effect', place: isForOfStatement(shape.node) ? places.of(shape.node.expression) : places.of(shape.node), message: shapeSentences[shape.type] });
  }
  return judgeRounds(ground, awaiting, inFlight(ground, loop));
}

/** What a loop changes of a thing that the use takes as a whole: that is not what the rounds hand each other, but what all of them work with. */
function changedPart(use: Use, loop: LoopNode): ts.Node | undefined {
  const needed = accessOf(use).path.length;
  const changes = use.binding.uses.filter(({ node }) => node.pos >= loop.statement.pos && node.end <= loop.statement.end).map(accessOf).filter(({ flow }) => flow !== 'read');
  return changes.every(({ path }) => path.length > needed) ? changes[0]?.whole : undefined;
}

/** Rounds that each run a part of the list at the same time: what they need of one another is told as of any other; but their size is a limit that somebody has set, so that nothing is to be changed here by itself. */
export function inBatches(judged: Judgement<LoopVerdict>): Judgement<LoopVerdict> {
  if (judged.verdict !== 'independent') return judged;
  const [decisive, ...rest] = judged.evidence;
  const message = `Each round already runs its members at the same time and waits for the slowest of them; no round needs another, so the same limit without batches would be a little quicker. ${decisive?.message ?? ''}`.trim();
  return { ...judged, fixSafe: false, batched: true, evidence: decisive === undefined ? [] : [{ ...decisive, message }, ...rest] };
}

/** Whether a round does nothing but run its members, as many as somebody wanted at once: whatever two rounds may do to each other, two members of one do already. Groups that come from elsewhere may stand in an order. */
function isOnlyBatch({ bound, unit, effects }: Ground, { loop }: AwaitingLoop): boolean {
  const body: readonly ts.Statement[] = isBlock(loop.statement) ? loop.statement.statements : [loop.statement];
  const isBare = body.every((statement) => (awaitsIn(unit, statement).length > 0 ? isPlain(statement) : isVariableStatement(statement) && effects.of(statement).writes.length === 0));
  // `levels[i]` may be one level above the next; a slice is just as many.
  return isBare && (isForStatement(loop) ? /\.(slice|splice)\(/.test(loop.statement.getText()) : isForOfStatement(loop) && isCutUp(bound, loop.expression));
}

/** `chunk(rows, 10)`, or a name for it. */
function isCutUp(bound: Bound, list: ts.Expression): boolean {
  const node = unwrap(list);
  if (isCallExpression(node)) return /chunk|batch|splitEvery/i.test(methodName(node.expression) ?? '');
  const declaration = bound.useOf.get(node)?.binding.declarations[0]?.parent;
  const made = declaration !== undefined && isVariableDeclaration(declaration) ? declaration.initializer : undefined;
  return made !== undefined && isCallExpression(unwrap(made)) && isCutUp(bound, made);
}

function overlapAlready({ places }: Ground, { loop }: AwaitingLoop): Judgement<LoopVerdict> {
  return likely('independent', { kind: 'independent', place: places.span(places.start(loop), loop.statement.pos), message: 'What one does to another they do to each other within a round already.' });
}

/** Of rounds that hand each other nothing by name. `flight`: what of a round runs before or while it waits. */
export function judgeRounds(ground: Ground, awaiting: AwaitingLoop, flight: Summary, word: ts.Node = awaiting.loop): Judgement<LoopVerdict> {
  const { loop, sites } = awaiting;
  const { bound, places, effects } = ground;
  const kept = ordered(ground, word);
  if (kept !== undefined) return decided('effect', { kind: 'annotation', place: kept.place, message: 'The comment keeps this order.' });
  const freed = independent(ground, word);
  if (freed !== undefined) return decided('independent', { kind: 'annotation', place: freed.place, message: 'The comment says that the rounds need nothing of one another.' });
  const split = addedAround(ground, awaiting);
  if (split !== undefined) {
    return likely('effect', { kind: 'effect', place: places.of(split), message: `The round adds to \`${split.text}\` here before it waits, and once more afterwards: other rounds would come between.` });
  }
  const round = effects.of(loop.statement);
  const { known, blind } = clashesOf(ground, round, flight);
  const reading = isReading(awaiting, bound);
  const transaction = sharedTransaction(ground, awaiting, flight);
  const isLookedAt = transaction !== undefined && reading && flight.writes.every(({ resource }) => resource.kind === 'transaction');
  const clash = known.find((conflict) => !(isLookedAt && conflict.first.resource.kind === 'transaction') && !isOfRound(ground, awaiting, conflict) && !(isKeptAside(conflict) && !isInLoop(ground, loop, conflict.first.where) && !isInLoop(ground, loop, conflict.second.where)) && !(reading && isUpkeepOfRounds(ground, loop, conflict, flight)) && !(isTaking(ground, awaiting) && isNoted(conflict, flight, flight) && !isInLoop(ground, loop, conflict.first.where)));
  if (clash !== undefined) return clashing(ground, awaiting, clash);
  if (transaction !== undefined) {
    const { binding: { name }, node } = transaction;
    if (isLookedAt) return { ...likely<LoopVerdict>('independent', { kind: 'independent', place: places.of(node), message: `Each round only reads in \`${name}\`, and hands nothing to the next; but a transaction takes one statement at a time, so that nothing would be saved.` }), serial: true };
    return likely('effect', { kind: 'effect', place: places.of(node), message: `Every round works in \`${name}\`: a transaction takes one statement at a time.` });
  }
  // Of files that were seen to be the round's own a name tells nothing more.
  const areOwn = flight.gaps.length === 0 && flight.writes.every((effect) => effect.resource.kind === 'file' && isOwnWrite(ground, awaiting, effect));
  const sequence = (!areOwn && changes(ground, flight)) || flight.gaps.some(({ nameSays }) => nameSays !== 'read' && nameSays !== 'pure') ? sequenceOf(awaiting, bound) : undefined;
  if (sequence !== undefined) return likely('effect', { kind: 'effect', place: places.of(sequence), message: `By its name each \`${sequence.getText()}\` builds on those before it.` });
  const loaded = sites.find(({ node, operand }) => operand !== undefined && isCallExpression(operand) && operand.expression.kind === SyntaxKind.ImportKeyword && isBare(node));
  if (loaded !== undefined) return likely('effect', { kind: 'effect', place: places.of(loaded.node), message: 'A module is loaded here for nothing but what it does then: it may add itself to something, after those before it.' });
  const sink = sharedSink(ground, awaiting);
  if (sink !== undefined) return likely('effect', { kind: 'effect', place: places.of(sink), message: `Every round adds to \`${sink.text}\`, which by its name takes one part after another.` });
  const printed = printedIn(ground, awaiting);
  if (printed !== undefined) return likely('effect', { kind: 'effect', place: places.of(printed), message: 'Every round prints before it waits and afterwards: what belongs together would not stand together.' });
  const written = writtenOut(ground, loop, flight);
  if (written !== undefined) return likely('effect', evidenceAt(ground, written.where, 'effect', 'Every round writes to the output of the program here, and the next one goes on below.'));
  const grown = grownList(ground, loop, flight);
  if (grown !== undefined) return likely('effect', evidenceAt(ground, grown.where, 'effect', `\`${grown.text}\` adds to the list that the loop goes through: only the rounds tell when it is done.`));
  const added = addedAfterWalk(ground, awaiting);
  if (added !== undefined) return likely('effect', { kind: 'effect', place: places.of(added), message: `What the rounds add to \`${added.getText()}\` stands before what is added here: it must be there by then.` });
  const below = addedBelow(ground, awaiting, flight);
  if (below !== undefined) return likely('effect', evidenceAt(ground, below.where, 'effect', `\`${below.text}\` adds to the list here when the round has waited: the list is in the order of the rounds.`));
  const comment = orderComment(loop, bound.file, places) ?? sites.map(({ node }) => orderComment(statementOf(node), bound.file, places)).find((place) => place !== undefined);
  if (comment !== undefined) return likely('effect', { kind: 'effect', place: comment, message: 'A comment says that this order is meant.' });
  // What a plain reader calls deep down is believed with it.
  const gaps = reading ? flight.gaps.filter((gap) => isInLoop(ground, loop, gap.where)) : flight.gaps;
  const unclear = reading ? blind.filter(({ first, second }) => isInLoop(ground, loop, first.where) || isInLoop(ground, loop, second.where)) : blind;
  const step = [...unclear.map(({ first }) => first), ...gaps].find((effect) => isStepping(effect.text) && !isWalking(ground, loop, effect) && !isCollecting(ground, loop, effect.where) && !isBelowOwnElement(ground, awaiting, effect));
  if (step !== undefined) return likely('effect', evidenceAt(ground, step.where, 'effect', `\`${step.text}\` adds to something or goes one step on, by its name: the rounds are in order.`));

  const place = word === loop ? places.span(places.start(loop), loop.statement.pos) : places.of(word);
  const doubtful = [...unclear.flatMap(({ first, second }) => [first, second].filter((effect) => effect.access === 'write')), ...gaps.filter((gap) => gap.nameSays !== 'read' && gap.nameSays !== 'pure')].filter((effect) => !isCollecting(ground, loop, effect.where) && !isRoundsConnection(ground, loop, effect));
  const beliefs = doubtful.map((effect) => ({ effect, belief: believe(ground, awaiting, effect) }));
  const dropped = beliefs.find(({ belief }) => belief === 'dropped')?.effect;
  if (dropped !== undefined) return likely('effect', evidenceAt(ground, dropped.where, 'effect', `\`${dropped.text}\` gives no value that is used: it is there for what it does, and nothing shows that the next round does not rely on it.`));
  const turn = beliefs.find(({ belief }) => belief === 'turn')?.effect;
  if (turn !== undefined) return likely('effect', evidenceAt(ground, turn.where, 'effect', `\`${turn.text}\` is called in its turn, by its name: what it does may depend on the rounds before, or their order may show.`));
  const unseen = beliefs.find(({ belief }) => belief === 'blind')?.effect;
  if (unseen !== undefined) {
    const reason = 'reason' in unseen ? unseen.reason : 'what it touches is not known';
    return likely('unknown', evidenceAt(ground, unseen.where, 'unknown', `What \`${unseen.text}\` does cannot be seen: ${reason}.`));
  }
  const refusal = changes(ground, flight) ? refusalIn(ground, awaiting) : undefined;
  if (refusal !== undefined) return likely('effect', { kind: 'effect', place: places.of(refusal), message: 'A round may end the loop with an error here, for what it was answered: later rounds must not have changed anything then.' });
  const believed = beliefs.find(({ belief }) => belief === 'own') ?? beliefs[0];
  if (believed !== undefined) {
    const { text, where } = believed.effect;
    const why = believed.belief === 'own' ? `\`${text}\` is given the round's own element` : `what \`${text}\` gives for the round's own element is kept apart`;
    return likely('independent', evidenceAt(ground, where, 'independent', `Each round hands nothing to the next, as far as can be seen, and ${why}.`));
  }
  const [gap] = flight.gaps;
  if (gap === undefined && known.length === 0) return { ...decided('independent' as const, { kind: 'independent', place, message: 'No round touches what another one changes.' }), fixSafe: isLoopFixSafe(ground, awaiting, round, flight) };
  const owned = reading ? known.find((conflict) => isUpkeepOfRounds(ground, loop, conflict, flight)) : undefined;
  const upkeep = owned === undefined ? '' : ` What \`${owned.first.text}\` changes on the way is taken to be the reader's own upkeep.`;
  if (gap === undefined && owned !== undefined) return likely('independent', { kind: 'independent', place, message: `Each round only reads, by the names of what it calls, and hands nothing to the next.${upkeep}` });
  if (gap === undefined) return likely('independent', { kind: 'independent', place, message: "Each round touches what its own element names, and hands nothing to the next." });
  return likely('independent', { kind: 'independent', place, message: `Each round only reads, as far as can be seen, and hands nothing to the next. \`${gap.text}\` is believed by its name: ${gap.reason}.${upkeep}` });
}

/** A variable of outside to which plain calls of one round add both before its first wait and after it: `page.heading(x); page.text(await f(x));`. */
function addedAround({ bound, unit }: Ground, { loop, sites }: AwaitingLoop): ts.Identifier | undefined {
  const wait = sites[0]?.node;
  if (wait === undefined) return undefined;
  const before = new Map<Binding, ts.Identifier>();
  const after = new Set<Binding>();
  for (const call of inRange(unit.calls, loop.statement.pos, loop.statement.end)) {
    if (!isCallExpression(call) || !isExpressionStatement(call.parent) || isLogging(call)) continue;
    const callee = unwrap(call.expression);
    const receiver = isPropertyAccessExpression(callee) ? unwrap(callee.expression) : undefined;
    const binding = receiver === undefined ? undefined : bound.useOf.get(receiver)?.binding;
    // Of lists and maps each round can keep its own part.
    if (isPropertyAccessExpression(callee) && /^(push|set|add)$/.test(callee.name.text)) continue;
    if (receiver === undefined || !isIdentifier(receiver) || binding?.scope.unit !== unit || isWithin(binding.scope.node, loop)) continue;
    if (call.end <= wait.pos) before.set(binding, receiver);
    else after.add(binding);
  }
  for (const [binding, receiver] of before) if (after.has(binding)) return receiver;
  return undefined;
}

/** `if (answer.isLimited) throw …`, with what the round has waited for: the loop is over then. */
function refusalIn({ bound, unit }: Ground, { loop, sites }: AwaitingLoop): ts.Node | undefined {
  const wait = sites[0]?.node;
  if (wait === undefined) return undefined;
  return inRange(unit.exits, wait.end, loop.statement.end).find((exit) => {
    if (!isThrowStatement(exit) || isThrownOn(exit)) return false;
    for (let node: ts.Node = exit; node !== loop; node = node.parent) {
      if (isTryStatement(node)) return false;
      if (isIfStatement(node) && usesIn(bound, node.expression.pos, node.expression.end).some(({ binding }) => isAnswer(binding))) return true;
    }
    return false;
  });
}

/** `const answer = await ask(x)`. */
function isAnswer(binding: Binding): boolean {
  const declaration = binding.declarations[0]?.parent;
  return declaration !== undefined && isVariableDeclaration(declaration) && declaration.initializer !== undefined && isAwaitExpression(unwrap(declaration.initializer));
}

function isWithin(node: ts.Node, outer: ts.Node): boolean {
  return node.pos >= outer.pos && node.end <= outer.end;
}

/** What of a round runs before or while it waits: what stands after the last await can run in the rounds' order, whatever was in flight. */
export function inFlight({ effects, unit }: Ground, loop: LoopNode): Summary {
  const body: readonly ts.Statement[] = isBlock(loop.statement) ? loop.statement.statements : [loop.statement];
  const last = body.findLastIndex((statement) => awaitsIn(unit, statement).length > 0);
  const final = body[last];
  const parts: ts.Node[] = body.slice(0, last);
  if (final !== undefined) parts.push(...(isPlain(final) ? needsOf(unit, final).map((need) => need.node) : [final]));
  return merge(parts.map((part) => effects.of(part)));
}

function clashing(ground: Ground, awaiting: AwaitingLoop, { first, second, serial, likeness }: Conflict): Judgement<LoopVerdict> {
  const message = serial ? `Every round uses ${nameOf(first)}, which takes one user at a time.` : `A round ${verbOf(first)} ${nameOf(first)}, and the next one ${verbOf(second)} it.`;
  const evidence = [evidenceAt(ground, first.where, 'effect', message), ...(first === second ? [] : [evidenceAt(ground, second.where, 'effect', `\`${second.text}\` ${verbOf(second)} it here.`)])];
  // Two rounds that each name a row of their own element may still mean one.
  const mayBeOthers = first.resource.kind === 'table' && [first, second].every((effect) => isOwnWrite(ground, awaiting, effect));
  return likeness === 'same' && first.source !== 'name' && !mayBeOthers ? decided('effect', ...evidence) : likely('effect', ...evidence);
}

/** `lines.next()` deep down: an iterator that the callee goes through by itself. */
function isWalking(ground: Ground, loop: LoopNode, { text, where }: Effect | Gap): boolean {
  return text.endsWith('.next') && !isInLoop(ground, loop, where);
}

/** `results.push(x)` on a variable of the function itself: the data flow judges it. */
function isCollecting({ path, bound }: Ground, loop: LoopNode, where: Where): boolean {
  if (where.path !== path || where.start < loop.pos || where.end > loop.end) return false;
  const use = usesIn(bound, where.start, where.end)[0];
  return use?.node.getStart() === where.start && accessOf(use).flow !== 'read';
}

