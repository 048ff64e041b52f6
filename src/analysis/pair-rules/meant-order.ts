/** Rules of an order that is meant, though nothing that was seen meets: a comment says so, or one of the two is there for its moment. */
import ts from 'typescript';
import { isNoticed, isQuiet, rootOf } from '../clash.ts';
import { orderComment } from '../comments.ts';
import { nameOf } from '../effect-wording.ts';
import type { Effect } from '../effects/effect.ts';
import { isPlain } from '../flow.ts';
import { onlyStatement } from '../guards.ts';
import type { PairVerdict } from '../model.ts';
import { likelyAt, likelyBy } from '../rule.ts';
import type { Ground, Judgement } from '../verdict.ts';
import { likely } from '../verdict.ts';
import type { Scene } from './scene.ts';
import type { Side } from './side.ts';
import { callOf, isBare } from './side.ts';
import { haveOwnKeys, isLoading, isRemoteRead, stepVerbs, storeKinds, takesHold } from './side-traits.ts';

/** Read once: each member of the package is looked up through a getter. */
const { isNewExpression, isStatement } = ts;

/** Whoever wrote it knows; before anything is taken from names and kinds. */
export function isCommented({ ground: { bound, places }, before, after }: Scene): Judgement<PairVerdict> | undefined {
  const comment = orderComment(after.node, bound.file, places) ?? orderComment(before.node, bound.file, places);
  return comment === undefined ? undefined : likely('effect', { kind: 'effect', place: comment, message: 'A comment says that this order is meant.' });
}

/** A person who is asked sees what is done by then, and what follows has the answer; a first that then throws on purpose was declined. */
export function asksPerson(scene: Scene): Judgement<PairVerdict> | undefined {
  const { ground, before, sides } = scene;
  // A module may be loaded while the person thinks.
  if (isLoading(before)) return undefined;
  // A reader that may ask deep down, such as for a sign-in, is not there for the question.
  const asking = sides.find(({ summary, binds, says, name }) => summary.prompts && (!binds || says === 'nothing' || /prompt|ask|confirm|select|input|choose|question|show/i.test(name ?? '')));
  if (asking === undefined) return undefined;
  const declined = asking === before ? before.summary.guards[0] : undefined;
  if (declined !== undefined) return likelyBy(ground, 'control', declined.where, `${scene.subjectOf(asking)} asks a person, and throws here on purpose: the second must not have started then.`);
  return likelyAt(ground, 'effect', asking.node, `${scene.subjectOf(asking)} asks a person: what stands before it is done by then, and what follows has the answer.`);
}

/** What the whole program works with is changed for whatever stands beside it. */
export function changesSetting(scene: Scene): Judgement<PairVerdict> | undefined {
  const { ground, sides } = scene;
  const setting = sides.find((side) => side.bare && side.summary.writes.some((effect) => isSetting(ground, effect)));
  return setting === undefined ? undefined : likelyAt(ground, 'effect', setting.node, `${scene.subjectOf(setting)} gives no value: it changes what the program works with, and nothing shows that the other does not rely on it.`);
}

/** What a lock guards begins when it is had, and a turn that is asked for earlier is had earlier; the call that takes it was seen to touch nothing of that. */
export function takesLock(scene: Scene): Judgement<PairVerdict> | undefined {
  const locking = scene.sides.find((side) => takesHold(scene.ground, side));
  return locking === undefined ? undefined : likelyAt(scene.ground, 'effect', locking.node, `${scene.subjectOf(locking)} takes a lock: what stands before or after it is meant to.`);
}

/** One of them begins, ends or waits for something. */
export function takesStep(scene: Scene): Judgement<PairVerdict> | undefined {
  const step = scene.sides.find(isStep);
  if (step === undefined) return undefined;
  const what = isNamedStep(step) ? 'opens, closes or waits for something' : 'gives no value and was seen to change nothing, so that it is there for its moment';
  return likelyAt(scene.ground, 'effect', step.node, `${scene.subjectOf(step)} ${what}: what stands before or after it is meant to.`);
}

/** Two changes of what is kept, though of different things: one row or message may refer to another. Not where both do the same to two keys. */
export function bothStore({ ground, before, after }: Scene): Judgement<PairVerdict> | undefined {
  const [first, second] = [before, after].map(({ summary }) => summary.writes.find((effect) => storeKinds.has(effect.resource.kind) && isNoticed(ground, effect)));
  if (first === undefined || second === undefined || isRemoteRead(before, first) || isRemoteRead(after, second) || haveOwnKeys(before, after)) return undefined;
  return likelyBy(ground, 'effect', second.where, `Both change something that is kept (${nameOf(first)}, ${nameOf(second)}): the second may refer to the first, or mark that it was done.`);
}

/** A person sees both, one after the other. */
export function bothTellEditor({ ground, sides }: Scene): Judgement<PairVerdict> | undefined {
  const [first, second] = sides.map(({ bare, summary }) => (bare ? summary.writes.find((effect) => effect.resource.kind === 'editor' && effect.text.endsWith('.executeCommand') && effect.resource.key?.[0] !== 'setContext') : undefined));
  return first === undefined || second === undefined ? undefined : likelyBy(ground, 'effect', second.where, 'Both tell the editor to do something that a person sees: that is done in turn.');
}

/** Two programs of which at least one is not run for its answer. */
export function bothRunPrograms({ ground, sides }: Scene): Judgement<PairVerdict> | undefined {
  if (sides.every(({ binds }) => binds)) return undefined;
  const [first, second] = sides.map(({ summary }) => summary.writes.find((effect) => effect.resource.kind === 'process'));
  return first === undefined || second === undefined ? undefined : likelyBy(ground, 'effect', second.where, 'Both run other programs, and what those touch cannot be seen.');
}

/** One question, twice. Comes last of these: whatever else orders the two says why. */
export function askTheSame({ ground, before, after, blind, kept }: Scene): Judgement<PairVerdict> | undefined {
  if ((kept === undefined && blind === undefined) || !isSameCall(before, after)) return undefined;
  return likelyAt(ground, 'effect', after.node, 'The same is asked for twice: either something between the two changes it, or the second is given what the first kept.');
}

/** A change of something that the whole program works with. */
function isSetting(ground: Ground, effect: Effect): boolean {
  const { kind } = effect.resource;
  return (kind === 'global' || kind === 'connection' || (kind === 'state' && rootOf(effect)?.id.startsWith('global:') === true)) && isNoticed(ground, effect);
}

/** A statement that is there for its moment: it begins, ends or waits for something, or changes nothing that was seen. */
function isStep(side: Side): boolean {
  if (side.binds) return false;
  const only = isStatement(side.node) ? onlyStatement(side.node) : undefined;
  if (only !== undefined && !isPlain(only)) return false;
  if (isNamedStep(side)) return true;
  return side.standing === 'seen' && !side.summary.writes.some((effect) => !isQuiet(effect)) && side.summary.gaps.length === 0 && (only === undefined ? side.bare : isBare(only));
}

/** `await connect()`, or `await new Promise((go) => { waiting.push(go); })`, which is nothing but waiting. */
function isNamedStep({ site, name }: Side): boolean {
  return (site.operand !== undefined && isNewExpression(site.operand)) || (name !== undefined && stepVerbs.test(name));
}

function isSameCall(before: Side, after: Side): boolean {
  const [a, b] = [before, after].map((side) => callOf(side));
  return a !== undefined && a.getText() === b?.getText();
}
