/** Rules of what was seen to meet: the two touch one thing, at least one of them changes it, or it takes one user at a time. */
import ts from 'typescript';
import { clashesOf, isAddedLate, rootOf } from '../clash.ts';
import { nameOf, verbOf } from '../effect-wording.ts';
import type { Conflict } from '../effects/conflict.ts';
import type { Effect } from '../effects/effect.ts';
import { evidenceAt } from '../evidence.ts';
import { firstTainted, producedBy, usesIn } from '../flow.ts';
import type { PairVerdict } from '../model.ts';
import { isKeptAlike, isKeptAside, isNoted } from '../readers.ts';
import { likelyAt, likelyBy } from '../rule.ts';
import type { Ground, Judgement } from '../verdict.ts';
import { decided, likely } from '../verdict.ts';
import type { Scene } from './scene.ts';
import type { Side } from './side.ts';
import { callOf, isWithin } from './side.ts';
import { isRemoteRead } from './side-traits.ts';

/** Read once: each member of the package is looked up through a getter. */
const { isPropertyAccessExpression, isStatement, isVariableStatement } = ts;

/** A line between reads what the first changes and hands it to the second. Comes before their clashes: it is a value that goes over, whatever else they share. */
export function handsOn({ ground, before, middle, after }: Scene): Judgement<PairVerdict> | undefined {
  const handed = middle.find((line) => isStatement(line) && handsOver(ground, before, line, after));
  return handed === undefined ? undefined : likelyAt(ground, 'data', handed, 'What the first changes is read here, and the second is given what came of it.');
}

/** The two are in each other's way. In a transaction of which both only read, its turns are for `shareTransaction` to tell. */
export function clash(scene: Scene): Judgement<PairVerdict> | undefined {
  const { ground, before, after } = scene;
  const found = scene.clashes.known.find((conflict) => isClash(ground, before, after, conflict) && !(conflict.first.resource.kind === 'transaction' && scene.isLookedAt));
  return found === undefined ? undefined : clashing(ground, found);
}

/** A line between is in the second's way, and is itself held back by the first: it needs its value, or touches what it touches once it has waited. So it can stand neither before both nor after both, nor between their starts. */
export function clashOnTheWay({ ground, before, middle, after }: Scene): Judgement<PairVerdict> | undefined {
  for (const line of middle) {
    const summary = ground.effects.of(line);
    const setting = summary.writes.find(isSettingOfProcess);
    if (setting !== undefined) return likelyBy(ground, 'effect', setting.where, `\`${setting.text}\` changes what the whole program works with: the first is to come before that, and the second after it.`);
    const [onTheWay] = clashesOf(ground, summary, after.summary).known;
    if (onTheWay === undefined) continue;
    const needs = firstTainted(line, producedBy(ground.bound, before.node)) !== undefined;
    if (needs || clashesOf(ground, before.summary, summary).known.some((conflict) => !isReadAtStart(ground, before, conflict))) return clashing(ground, onTheWay, 'A line between');
  }
  return undefined;
}

/** `await find(ids[0]); ids.sort();`: the first was given its value when it began. But what is told to stop is looked at as long as it is under way. */
function isReadAtStart({ bound, unit }: Ground, { site: { operand } }: Side, { first, second }: Conflict): boolean {
  if (first.access === 'write' || first.resource.kind !== 'state' || operand === undefined || !isWithin(first.where, operand) || /\.(abort|cancel)$/.test(second.text)) return false;
  return usesIn(bound, first.where.start, first.where.end)[0]?.unit === unit;
}

/** `process.chdir('..')`: whatever names a file or runs a program looks at it, though no effect of that says so. */
function isSettingOfProcess({ resource: { kind, key } }: Effect): boolean {
  return kind === 'global' && key?.[0] === 'process';
}

/** A transaction takes one statement at a time: readers need nothing of each other there, and would gain nothing. Comes after the clashes, which say in what thing the two meet. */
export function shareTransaction({ ground, transaction, isLookedAt }: Scene): Judgement<PairVerdict> | undefined {
  if (transaction === undefined) return undefined;
  const { binding: { name }, node } = transaction;
  if (isLookedAt) return { ...likelyAt(ground, 'independent', node, `Both only read in \`${name}\`, and neither uses what the other gives; but a transaction takes one statement at a time, so that nothing would be saved.`), serial: true };
  return likelyAt(ground, 'effect', node, `Both work in \`${name}\`: a transaction takes one statement at a time.`);
}

/** `await refresh(); const headers = { token: kept.token }; await send(headers);`: a line between reads in memory what the first changes, and names that it makes go into the second. */
function handsOver(ground: Ground, before: Side, line: ts.Statement, after: Side): boolean {
  if (!isVariableStatement(line) || !before.bare) return false;
  const { known } = clashesOf(ground, before.summary, ground.effects.of(line));
  if (!known.some(({ first, second }) => first.resource.kind === 'state' && first.access === 'write' && first.idempotent !== true && second.access === 'read')) return false;
  return firstTainted(after.node, producedBy(ground.bound, line)) !== undefined;
}

function isClash(ground: Ground, before: Side, after: Side, conflict: Conflict): boolean {
  const { first, second, serial } = conflict;
  if (isAddedLate(ground, first)) return true;
  if (isOwnAffair(before, after, conflict)) return false;
  // What takes something out of what is kept is there for that.
  if ([before, after].every(({ binds, says }) => binds && (says === 'read' || says === 'pure')) && isDeep(before, first) && isDeep(after, second) && isKeptAside(conflict)) return false;
  return serial || (first.access === 'write' && !isRemoteRead(before, first)) || (second.access === 'write' && !isRemoteRead(after, second));
}

/** What both plain readers keep for themselves, deeper than their own lines. */
function isOwnAffair(before: Side, after: Side, conflict: Conflict): boolean {
  if (before.binds && after.binds && isNoted(conflict, before.summary, after.summary) && !isWithin(conflict.first.where, before.node)) return true;
  return before.plain && after.plain && isDeep(before, conflict.first) && isDeep(after, conflict.second) && isKeptAlike(conflict, before.summary, after.summary);
}

/** Deeper than the statement's own lines; what only names the object that is asked (`this.settings` of `this.settings.get(key)`) is no look into it. */
function isDeep(side: Side, effect: Effect): boolean {
  if (!isWithin(effect.where, side.node)) return true;
  const callee = callOf(side)?.expression;
  return effect.access === 'read' && callee !== undefined && isPropertyAccessExpression(callee) && callee.expression.getText() === effect.text;
}

function clashing(ground: Ground, { first, second, likeness, serial }: Conflict, subject = 'The first'): Judgement<PairVerdict> {
  const what = nameOf(second);
  // What a module keeps for everybody is no value handed from one to the other.
  const isFlow = first.resource.kind === 'state' && first.access === 'write' && second.access === 'read' && rootOf(first)?.id.includes('#') !== true;
  const kind = isFlow ? 'data' : 'effect';
  const message = serial ? `Both use ${what}, which takes one user at a time.` : `${subject} ${verbOf(first)} ${nameOf(first)}, and the second ${verbOf(second)} ${nameOf(first) === what ? 'it' : what}${likeness === 'same' ? '' : '; nothing shows that they differ'}.`;
  const evidence = [evidenceAt(ground, first.where, kind, message), evidenceAt(ground, second.where, kind, `\`${second.text}\` ${verbOf(second)} ${what} here.`)];
  return likeness === 'same' && isSeen(first) && isSeen(second) ? decided<PairVerdict>(kind, ...evidence) : likely<PairVerdict>(kind, ...evidence);
}

function isSeen(effect: Effect): boolean {
  return effect.source !== 'name' && effect.source !== 'none';
}
