/** Two statements that hand each other nothing by name: may they run at the same time, by what they do to the world? */
import ts from 'typescript';
import type { Site } from './awaits.ts';
import { withoutChain } from './awaits.ts';
import { clashesOf, isNoticed, rootOf } from './clash.ts';
import { orderComment } from './comments.ts';
import { nameOf, sayApart, verbOf, worstGap } from './effect-wording.ts';
import type { Conflict } from './effects/conflict.ts';
import type { Effect } from './effects/effect.ts';
import { endsProcess, merge } from './effects/effect.ts';
import { namesChange, readName } from './effects/names.ts';
import { evidenceAt } from './evidence.ts';
import { firstTainted, isPlain, needsOf, producedBy } from './flow.ts';
import { onlyStatement } from './guards.ts';
import type { PairVerdict } from './model.ts';
import { areAboutOtherThings, handedToBoth } from './other-things.ts';
import { isFixSafe } from './pair-safe.ts';
import { isKeptAside } from './readers.ts';
import { setsWith } from './set-between.ts';
import { haveOwnKeys, isComputing, isDeep, isHarmless, isLoading, isOwnAffair, isOwnBody, isRemoteRead, isSameCall, isSetting, isStep, sharedEntity, storeKinds, vague } from './side-traits.ts';
import type { Use } from './scopes.ts';
import type { Side } from './side.ts';
import { callOf, isBare, isWithin, sideOf, targetOf } from './side.ts';
import type { AwaitingStatement } from './statements.ts';
import { methodName, shortText, unwrap } from './syntax.ts';
import { bindsUsed } from './taken.ts';
import { transactionIn } from './transactions.ts';
import type { Ground, Judgement } from './verdict.ts';
import { decided, likely } from './verdict.ts';

/** Read once: each member of the package is looked up through a getter. */
const { isCallExpression, isExpressionStatement, isIdentifier, isPropertyAccessExpression, isStatement, isVariableDeclaration, isVariableStatement } = ts;

export function judgeEffects(ground: Ground, first: AwaitingStatement, middle: readonly ts.Statement[], second: AwaitingStatement): Judgement<PairVerdict> {
  const { effects, unit, bound, places } = ground;
  if (first.first.form === 'deferred' && second.first.form === 'deferred' && bindsUsed(bound, unit, first.statement) === bindsUsed(bound, unit, second.statement)) {
    return likely('independent', { kind: 'independent', place: places.of(second.statement), message: 'Both were started before: they run beside each other already, whichever is waited for first.' });
  }
  if ([first.first, second.first].every(isNamedWait)) {
    return likely('independent', { kind: 'independent', place: places.of(second.statement), message: 'By their names both are promises of what was started before: it runs already, whichever is waited for first.' });
  }
  if (second.first.form === 'deferred' && wasStarted(ground, first.statement, second.first)) {
    return likely('independent', { kind: 'independent', place: places.of(second.statement), message: 'What is waited for here was started before the first, and runs beside it already.' });
  }
  if (second.first.form === 'deferred' && !bindsUsed(bound, unit, first.statement)) {
    const message = 'What is waited for here was started before: the statement between may be what brings it about.';
    return likely('effect', { kind: 'effect', place: places.of(second.statement), message });
  }
  // Of a plain statement only what it awaits would start early; the rest of it still runs in its turn.
  // A first that gives no value is there for something else: then the second counts as a whole.
  const started = isPlain(second.statement) && bindsUsed(bound, unit, first.statement) ? needsOf(unit, second.statement).map((need) => need.node) : [second.statement];
  const summaries = [effects.of(first.statement), merge(started.map((node) => effects.of(node)))] as const;
  const before = sideOf(ground, first.statement, first.first, summaries[0], summaries[1], bindsUsed(bound, unit, first.statement));
  const after = sideOf(ground, second.statement, second.first, summaries[1], summaries[0], bindsUsed(bound, unit, second.statement));
  return judgeSides(ground, before, middle, after);
}

/** `await startupPromise?.catch(ignore)`: no call begins anything here. */
function isNamedWait({ operand }: Site): boolean {
  const base = operand === undefined ? undefined : withoutChain(operand);
  return base !== undefined && (isIdentifier(base) || isPropertyAccessExpression(base)) && /promise$/i.test(methodName(base) ?? '');
}

/** `const clearing = clear(); … await save(); await clearing;`: a promise of a call that was made before, and not one that waits for an event or for its turn. */
function wasStarted({ bound, unit }: Ground, first: ts.Statement, { operand }: Site): boolean {
  const binding = operand === undefined ? undefined : bound.useOf.get(unwrap(withoutChain(operand)))?.binding;
  const declaration = binding?.declarations[0]?.parent;
  if (binding?.kind !== 'const' || binding.scope.unit !== unit || declaration === undefined || !isVariableDeclaration(declaration) || declaration.initializer === undefined || declaration.end > first.pos) return false;
  const call = unwrap(withoutChain(unwrap(declaration.initializer)));
  return isCallExpression(call) && !/^(once|wait|on|until|when|next|defer|create|with|timeout|sleep|delay|promise|event|race|any)(?![a-z])/.test(methodName(call.expression) ?? 'on');
}

/** Two awaits of one expression, such as two elements of a literal: the value of each goes into it. */
export function judgeAwaits(ground: Ground, first: Site, second: Site): Judgement<PairVerdict> {
  const summaries = [ground.effects.of(first.node), ground.effects.of(second.node)] as const;
  return judgeSides(ground, sideOf(ground, first.node, first, summaries[0], summaries[1], true), [], sideOf(ground, second.node, second, summaries[1], summaries[0], true));
}

/** A step of a promise chain, and whether anybody takes its value. */
export interface Started {
  readonly node: ts.Node;
  readonly operand: ts.Expression | undefined;
  readonly form: Site['form'];
  readonly taken: boolean;
}

/** Two steps of a promise chain, and what runs between them. */
export function judgeSteps(ground: Ground, first: Started, middle: readonly ts.Node[], second: Started): Judgement<PairVerdict> {
  const summaries = [ground.effects.of(first.node), ground.effects.of(second.node)] as const;
  const before = sideOf(ground, first.node, first, summaries[0], summaries[1], first.taken, !first.taken);
  return judgeSides(ground, before, middle, sideOf(ground, second.node, second, summaries[1], summaries[0], second.taken, !second.taken));
}

function judgeSides(ground: Ground, before: Side, middle: readonly ts.Node[], after: Side): Judgement<PairVerdict> {
  const { effects, bound, places } = ground;
  // Nobody takes the answer: it is a question that can only be declined by throwing.
  if (before.bare && before.name !== undefined && readName(before.name, { waited: true, bare: true }).prompts) {
    return likely('control', { kind: 'control', place: places.of(before.node), message: `${subjectOf(ground, before)} asks a person, and nobody takes the answer: whoever declines is not to see the second begin.` });
  }
  const { known, blind } = clashesOf(ground, before.summary, after.summary);
  const handed = middle.find((line) => isStatement(line) && handsOn(ground, before, line, after));
  if (handed !== undefined) return likely('data', { kind: 'data', place: places.of(handed), message: 'What the first changes is read here, and the second is given what came of it.' });
  const transaction = sharedTransaction(ground, before, after);
  const isLookedAt = transaction !== undefined && [before, after].every((side) => onlyLooks(side));
  const clash = known.find((conflict) => isClash(before, after, conflict) && !(isLookedAt && conflict.first.resource.kind === 'transaction'));
  if (clash !== undefined) return clashing(ground, clash);
  for (const line of middle) {
    const summary = effects.of(line);
    if (summary.writes.length === 0) continue;
    const onTheWay = clashesOf(ground, summary, after.summary).known.find((conflict) => conflict.first.access === 'write');
    if (onTheWay === undefined) continue;
    // The line is held back by the first: it needs its value, or what it changed.
    const needs = firstTainted(line, producedBy(bound, before.node)) !== undefined;
    if (needs || clashesOf(ground, before.summary, summary).known.some((conflict) => conflict.first.access === 'write')) return clashing(ground, onTheWay);
  }

  // What stores something and may fail is no mere check.
  const guard = isBareWithin(before) && !before.summary.writes.some((effect) => storeKinds.has(effect.resource.kind)) ? before.summary.guards.find((one) => !endsProcess(one)) : undefined;
  if (guard !== undefined) {
    return decided('control', evidenceAt(ground, guard.where, 'control', `The first throws here on purpose (\`${guard.text}\`): the second must not have started then.`));
  }
  const end = before.summary.guards.find(endsProcess);
  if (end !== undefined) return decided('control', evidenceAt(ground, end.where, 'control', `The process may end here (\`${end.text}\`), before the second begins.`));
  if (transaction !== undefined) {
    const { binding: { name }, node } = transaction;
    if (isLookedAt) return { ...likely<PairVerdict>('independent', { kind: 'independent', place: places.of(node), message: `Both only read in \`${name}\`, and neither uses what the other gives; but a transaction takes one statement at a time, so that nothing would be saved.` }), serial: true };
    return likely('effect', { kind: 'effect', place: places.of(node), message: `Both work in \`${name}\`: a transaction takes one statement at a time.` });
  }
  const comment = orderComment(after.node, bound.file, places) ?? orderComment(before.node, bound.file, places);
  if (comment !== undefined) return likely('effect', { kind: 'effect', place: comment, message: 'A comment says that this order is meant.' });
  // A reader that may ask deep down, such as for a sign-in, is not there for the question.
  const asking = isLoading(before) ? undefined : [before, after].find(({ summary, binds, says, name }) => summary.prompts && (!binds || says === 'nothing' || /prompt|ask|confirm|select|input|choose|question|show/i.test(name ?? '')));
  const declined = asking === before ? before.summary.guards[0] : undefined;
  if (asking !== undefined && declined !== undefined) return likely('control', evidenceAt(ground, declined.where, 'control', `${subjectOf(ground, asking)} asks a person, and throws here on purpose: the second must not have started then.`));
  if (asking !== undefined) return likely('effect', { kind: 'effect', place: places.of(asking.node), message: `${subjectOf(ground, asking)} asks a person: what stands before it is done by then, and what follows has the answer.` });
  const setting = [before, after].find((side) => side.bare && side.summary.writes.some((effect) => isSetting(ground, effect)));
  if (setting !== undefined) return likely('effect', { kind: 'effect', place: places.of(setting.node), message: `${subjectOf(ground, setting)} gives no value: it changes what the program works with, and nothing shows that the other does not rely on it.` });
  const step = [before, after].find((side) => isStep(side));
  if (step !== undefined) return likely('effect', { kind: 'effect', place: places.of(step.node), message: `${subjectOf(ground, step)} opens, closes or waits for something: what stands before or after it is meant to.` });
  const stored = [before, after].map(({ summary }) => summary.writes.find((effect) => storeKinds.has(effect.resource.kind) && isNoticed(ground, effect)));
  if (stored[0] !== undefined && stored[1] !== undefined && !isRemoteRead(before, stored[0]) && !isRemoteRead(after, stored[1]) && !haveOwnKeys(before, after)) {
    const message = `Both change something that is kept (${nameOf(stored[0])}, ${nameOf(stored[1])}): the second may refer to the first, or mark that it was done.`;
    return likely('effect', evidenceAt(ground, stored[1].where, 'effect', message));
  }
  const told = [before, after].map(({ bare, summary }) => (bare ? summary.writes.find((effect) => effect.resource.kind === 'editor' && effect.text.endsWith('.executeCommand') && effect.resource.key?.[0] !== 'setContext') : undefined));
  if (told[0] !== undefined && told[1] !== undefined) return likely('effect', evidenceAt(ground, told[1].where, 'effect', 'Both tell the editor to do something that a person sees: that is done in turn.'));
  if (!(before.binds && after.binds)) {
    const processes = [before, after].map(({ summary }) => summary.writes.find((effect) => effect.resource.kind === 'process'));
    if (processes[0] !== undefined && processes[1] !== undefined) {
      return likely('effect', evidenceAt(ground, processes[1].where, 'effect', 'Both run other programs, and what those touch cannot be seen.'));
    }
  }
  // None of them is a clash: readers keep something for themselves there, or ask by writing.
  const [kept] = known;
  if ((kept !== undefined || blind[0] !== undefined) && isSameCall(before, after)) {
    return likely('effect', { kind: 'effect', place: places.of(after.node), message: 'The same is asked for twice: either something between the two changes it, or the second is given what the first kept.' });
  }
  return withoutClash(ground, before, after, middle, { blind: blind[0], kept });
}

/** The transaction that both work in. */
function sharedTransaction({ bound }: Ground, before: Side, after: Side): Use | undefined {
  const transaction = transactionIn(bound, before.node.pos, before.node.end);
  return transaction !== undefined && transactionIn(bound, after.node.pos, after.node.end)?.binding === transaction.binding ? transaction : undefined;
}

/** A plain reader that was seen to change nothing, but for its turn in the transaction. */
function onlyLooks({ node, plain, summary }: Side): boolean {
  const target = targetOf(node);
  return plain && summary.writes.every(({ resource, where }) => resource.kind === 'transaction' || (target !== undefined && isWithin(where, target)));
}

/** `await refresh(); const headers = { token: kept.token }; await send(headers);`: a line between reads in memory what the first changes, and names that it makes go into the second. */
function handsOn(ground: Ground, before: Side, line: ts.Statement, after: Side): boolean {
  if (!isVariableStatement(line) || !before.bare) return false;
  const { known } = clashesOf(ground, before.summary, ground.effects.of(line));
  if (!known.some(({ first, second }) => first.resource.kind === 'state' && first.access === 'write' && first.idempotent !== true && second.access === 'read')) return false;
  return firstTainted(after.node, producedBy(ground.bound, line)) !== undefined;
}

/** `await check(folder);`, and `if (strict) { await check(folder); }`. */
function isBareWithin({ node, bare }: Side): boolean {
  return bare || (isStatement(node) && isBare(onlyStatement(node)));
}

function isClash(before: Side, after: Side, conflict: Conflict): boolean {
  const { first, second, serial } = conflict;
  if (isOwnAffair(before, after, conflict)) return false;
  // What takes something out of what is kept is there for that.
  if ([before, after].every(({ binds, says }) => binds && (says === 'read' || says === 'pure')) && isDeep(before, conflict.first) && isDeep(after, conflict.second) && isKeptAside(conflict)) return false;
  return serial || (first.access === 'write' && !isRemoteRead(before, first)) || (second.access === 'write' && !isRemoteRead(after, second));
}

/** Where a change stays, though what follows fails. */
const lasting: ReadonlySet<Effect['resource']['kind']> = new Set(['table', 'cache', 'host', 'queue', 'git', 'packages', 'file', 'process']);

/** Conflicts that do not order the two by themselves: with what cannot be seen, and about what both readers keep. */
interface Passed {
  readonly blind: Conflict | undefined;
  readonly kept: Conflict | undefined;
}

function withoutClash(ground: Ground, before: Side, after: Side, middle: readonly ts.Node[], { blind, kept }: Passed): Judgement<PairVerdict> {
  const { places } = ground;
  const place = places.of(after.node);
  if (before.standing === 'seen' && after.standing === 'seen' && blind === undefined && kept === undefined) {
    // To read in vain does no harm; what was sent or stored cannot be taken back.
    const refusal = before.summary.refusals[0] ?? before.summary.guards[0];
    const sent = refusal === undefined ? undefined : after.summary.writes.find((effect) => lasting.has(effect.resource.kind) && isNoticed(ground, effect) && !isRemoteRead(after, effect));
    if (refusal !== undefined && sent !== undefined) {
      return likely('control', evidenceAt(ground, refusal.where, 'control', `The first may throw here on purpose, and \`${sent.text}\` of the second changes ${nameOf(sent)}: that must not have happened then.`));
    }
    const message = sayApart(before.summary, after.summary);
    return { ...decided('independent' as const, { kind: 'independent', place, message }), fixSafe: isFixSafe(ground, before, after, middle) };
  }
  const worst = worstGap(merge([before.summary, after.summary]));
  const believed = worst === undefined ? '' : ` \`${worst.text}\` is believed by its name: ${worst.reason}.`;
  if (haveOwnKeys(before, after)) return likely('independent', { kind: 'independent', place, message: 'Both do the same to two different keys.' });
  const computing = isComputing(ground, before, after) ? before : isComputing(ground, after, before) ? after : undefined;
  if (computing !== undefined && before.binds && after.binds) {
    return likely('independent', { kind: 'independent', place, message: `${subjectOf(ground, computing)} touches nothing but what it is given and what it makes, and neither uses what the other gives.${believed}` });
  }
  if (before.binds && after.binds && isOwnBody(ground, after, before) && before.summary.guards.length === 0 && !before.asked.some((name) => readName(name, { waited: true, bare: true }).says === 'guard')) {
    return likely('independent', { kind: 'independent', place, message: `${subjectOf(ground, after)} takes in what was sent with the request, which the other is not given.${believed}` });
  }
  const entity = sharedEntity(before, after);
  if (entity !== undefined) {
    return likely('effect', { kind: 'effect', place, message: `By their names both are about the same thing (\`${entity}\`), and one changes it: \`${before.name ?? ''}\`, then \`${after.name ?? ''}\`.` });
  }
  const set = middle.find((line) => isExpressionStatement(line) && setsWith(ground, line, producedBy(ground.bound, before.node)));
  if (set !== undefined) return likely('effect', { kind: 'effect', place: places.of(set), message: 'Something is done here with what the first gave, and nothing shows that the second does not rely on it.' });
  // What is loaded first is not used by the second, whatever that does.
  if (isLoading(before) && after.standing !== 'seen') {
    return likely('independent', { kind: 'independent', place, message: 'The first loads a module, of which the second uses nothing; what that module does when it is first loaded is not looked at.' });
  }
  if (isHarmless(ground, before, after) && isHarmless(ground, after, before)) {
    const own = kept?.second ?? [before, after].flatMap((side) => (side.standing === 'reader' || side.standing === 'blind' ? side.summary.writes.filter((effect) => isNoticed(ground, effect)) : []))[0];
    const upkeep = own === undefined ? '' : ` What \`${own.text}\` changes on the way is taken to be the reader's own upkeep.`;
    return likely('independent', { kind: 'independent', place, message: `Both only read, as far as can be seen, and neither uses what the other gives.${believed}${upkeep}` });
  }
  const handed = handedToBoth(ground, before, after);
  if (handed !== undefined) return likely('data', { kind: 'data', place, message: `The first is given \`${handed.name}\` for nothing but what it does, and may change it; the second uses it.` });
  const changing = areAboutOtherThings(ground, before, after) ? before : areAboutOtherThings(ground, after, before) ? after : undefined;
  if (changing !== undefined) {
    const reading = changing === before ? after : before;
    return likely('independent', { kind: 'independent', place, message: `${subjectOf(ground, changing)} changes one thing and ${subjectOf(ground, reading)} reads another, by their names and what they are given.${believed}` });
  }
  const bare = [before, after].find((side) => !side.binds);
  if (bare !== undefined) {
    return likely('effect', { kind: 'effect', place: places.of(bare.node), message: `${subjectOf(ground, bare)} gives no value that is used: it is there for what it does, and nothing shows that the other does not rely on it.` });
  }
  if (before.says === 'write' && before.standing === 'blind' && after.says !== 'write' && !before.asked.some((name) => vague.test(name))) {
    return likely('effect', { kind: 'effect', place: places.of(before.node), message: `By its name ${subjectOf(ground, before)} changes something, what cannot be seen: nothing shows that the second does not rely on it.` });
  }
  if (areApartByName(before, after)) {
    const deep = worst === undefined ? '' : ` What \`${worst.text}\` does deep down cannot be seen (${worst.reason}), and is not taken to be what either is for.`;
    return likely('independent', { kind: 'independent', place, message: `Both are there for what they give, one of them only reads by its name, and neither uses what the other gives.${deep}` });
  }
  if (worst !== undefined) return likely('unknown', evidenceAt(ground, worst.where, 'unknown', `What \`${worst.text}\` does cannot be seen: ${worst.reason}.`));
  const effect = blind?.first.resource.kind === 'unknown' ? blind.first : blind?.second;
  if (effect !== undefined) return likely('unknown', evidenceAt(ground, effect.where, 'unknown', `What \`${effect.text}\` touches cannot be seen.`));
  return likely('unknown', { kind: 'unknown', place, message: 'Nothing that can be seen settles whether the second needs the first to be done.' });
}

/** One is called a reader, the other, of which the body was seen, is not called a change: what lies deep in them and cannot be seen is not taken to be what they are for. */
function areApartByName(before: Side, after: Side): boolean {
  const sides = [before, after];
  // Of what leads nowhere at the call itself only a reader's name is believed.
  const isFollowed = ({ node, summary }: Side): boolean => summary.gaps.every(({ where, nameSays }) => !isWithin(where, node) || nameSays === 'read' || nameSays === 'pure');
  return sides.every((side) => side.binds && isFollowed(side) && (isCalledReader(side) || (side.says === 'nothing' && !side.asked.some((name) => name === '' || vague.test(name) || namesChange(name))))) && sides.some(isCalledReader);
}

function isCalledReader({ says }: Side): boolean {
  return says === 'read' || says === 'pure';
}

function subjectOf({ bound }: Ground, side: Side): string {
  const call = callOf(side);
  return call === undefined ? 'This' : `\`${shortText(call.expression, bound.file)}\``;
}

function clashing(ground: Ground, { first, second, likeness, serial }: Conflict): Judgement<PairVerdict> {
  const what = nameOf(second);
  // What a module keeps for everybody is no value handed from one to the other.
  const isFlow = first.resource.kind === 'state' && first.access === 'write' && second.access === 'read' && rootOf(first)?.id.includes('#') !== true;
  const kind = isFlow ? 'data' : 'effect';
  const message = serial ? `Both use ${what}, which takes one user at a time.` : `The first ${verbOf(first)} ${nameOf(first)}, and the second ${verbOf(second)} ${nameOf(first) === what ? 'it' : what}${likeness === 'same' ? '' : '; nothing shows that they differ'}.`;
  const evidence = [evidenceAt(ground, first.where, kind, message), evidenceAt(ground, second.where, kind, `\`${second.text}\` ${verbOf(second)} ${what} here.`)];
  return likeness === 'same' && isSeen(first) && isSeen(second) ? decided<PairVerdict>(kind, ...evidence) : likely<PairVerdict>(kind, ...evidence);
}

function isSeen(effect: Effect): boolean {
  return effect.source !== 'name' && effect.source !== 'none';
}
