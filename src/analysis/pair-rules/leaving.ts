/** Rules of a first that may keep the second from running: it asks a person who may decline, throws on purpose, or ends the process. */
import ts from 'typescript';
import { isNoticed } from '../clash.ts';
import { nameOf } from '../effect-wording.ts';
import type { Effect } from '../effects/effect.ts';
import { endsProcess } from '../effects/effect.ts';
import { readName } from '../effects/names.ts';
import { evidenceAt } from '../evidence.ts';
import { onlyStatement } from '../guards.ts';
import type { PairVerdict } from '../model.ts';
import { likelyAt, likelyBy } from '../rule.ts';
import type { Judgement } from '../verdict.ts';
import { decided } from '../verdict.ts';
import type { Scene } from './scene.ts';
import type { Side } from './side.ts';
import { isBare } from './side.ts';
import { isRemoteRead, storeKinds } from './side-traits.ts';

/** Read once: each member of the package is looked up through a getter. */
const { isStatement } = ts;

/** Nobody takes the answer: it is a question that can only be declined by throwing. Comes first: whatever else the two meet in, the second is not to begin at all. */
export function asksForLeave(scene: Scene): Judgement<PairVerdict> | undefined {
  const { ground, before } = scene;
  if (!before.bare || before.name === undefined || !readName(before.name, { waited: true, bare: true }).prompts) return undefined;
  return likelyAt(ground, 'control', before.node, `${scene.subjectOf(before)} asks a person, and nobody takes the answer: whoever declines is not to see the second begin.`);
}

/** A check that throws on purpose; what stores something and may fail is no mere check. Comes after the clashes: that the second needs what the first changes holds whether or not it throws. */
export function throwsOnPurpose({ ground, before }: Scene): Judgement<PairVerdict> | undefined {
  if (!isBareWithin(before) || before.summary.writes.some((effect) => storeKinds.has(effect.resource.kind))) return undefined;
  const guard = before.summary.guards.find((one) => !endsProcess(one));
  return guard === undefined ? undefined : decided('control', evidenceAt(ground, guard.where, 'control', `The first throws here on purpose (\`${guard.text}\`): the second must not have started then.`));
}

/** Whoever calls it, and whatever it gives: there may be no second. */
export function mayEndProcess({ ground, before }: Scene): Judgement<PairVerdict> | undefined {
  const end = before.summary.guards.find(endsProcess);
  return end === undefined ? undefined : decided('control', evidenceAt(ground, end.where, 'control', `The process may end here (\`${end.text}\`), before the second begins.`));
}

/** Of two that were seen to be apart: to read in vain does no harm, but what was sent or stored cannot be taken back. */
export function refusesWhatLasts({ ground, before, after, isSeen }: Scene): Judgement<PairVerdict> | undefined {
  const refusal = isSeen ? before.summary.refusals[0] ?? before.summary.guards[0] : undefined;
  const sent = refusal === undefined ? undefined : after.summary.writes.find((effect) => lasting.has(effect.resource.kind) && isNoticed(ground, effect) && !isRemoteRead(after, effect));
  return refusal === undefined || sent === undefined ? undefined : likelyBy(ground, 'control', refusal.where, `The first may throw here on purpose, and \`${sent.text}\` of the second changes ${nameOf(sent)}: that must not have happened then.`);
}

/** `await check(folder);`, and `if (strict) { await check(folder); }`. */
function isBareWithin({ node, bare }: Side): boolean {
  return bare || (isStatement(node) && isBare(onlyStatement(node)));
}

/** Where a change stays, though what follows fails. */
const lasting: ReadonlySet<Effect['resource']['kind']> = new Set(['table', 'cache', 'host', 'queue', 'git', 'packages', 'file', 'process']);
