/** Rules of two that are in nobody's way: all of both was seen, or what was not is believed by a name, by what it is given, or by what it is for. */
import ts from 'typescript';
import { isNoticed, rootOf } from '../clash.ts';
import { sayApart } from '../effect-wording.ts';
import type { Effect } from '../effects/effect.ts';
import { namesChange, readName } from '../effects/names.ts';
import { usesIn } from '../flow.ts';
import type { PairVerdict } from '../model.ts';
import { likelyAt } from '../rule.ts';
import { reservationOfPair } from '../reservations.ts';
import { methodName, unwrap } from '../syntax.ts';
import type { Ground, Judgement } from '../verdict.ts';
import { decided } from '../verdict.ts';
import { isFixSafe } from './fix-safe.ts';
import { areAboutOtherThings } from './other-things.ts';
import type { Scene } from './scene.ts';
import type { Side } from './side.ts';
import { isReader, isWithin } from './side.ts';
import { haveOwnKeys, isLoading, stepVerbs, vague } from './side-traits.ts';

/** Read once: each member of the package is looked up through a getter. */
const { isCallExpression, isIdentifier, isPropertyAccessExpression } = ts;

/** All of both was seen: this alone is proven, but where something is left open. */
export function wereSeenApart({ ground, before, middle, after, isSeen }: Scene): Judgement<PairVerdict> | undefined {
  if (!isSeen) return undefined;
  const message = sayApart(before.summary, after.summary);
  const reservation = reservationOfPair(ground, before.summary, after.summary);
  if (reservation !== undefined) return likelyAt(ground, 'independent', after.node, `${message} ${reservation}`);
  return { ...decided('independent', { kind: 'independent', place: ground.places.of(after.node), message }), fixSafe: isFixSafe(ground, before, after, middle) };
}

/** `put('a', x)` and `put('b', y)`. Comes before their names are compared, which are the same. */
export function useOtherKeys({ ground, before, after }: Scene): Judgement<PairVerdict> | undefined {
  return haveOwnKeys(before, after) ? likelyAt(ground, 'independent', after.node, 'Both do the same to two different keys.') : undefined;
}

/** What is all seen, and works on nothing but its own, is in no call's way, whatever that does; so it comes before the names. */
export function onlyComputes(scene: Scene): Judgement<PairVerdict> | undefined {
  const { ground, before, after } = scene;
  const computing = isComputing(ground, before, after) ? before : isComputing(ground, after, before) ? after : undefined;
  if (computing === undefined || !before.binds || !after.binds) return undefined;
  return likelyAt(ground, 'independent', after.node, `${scene.subjectOf(computing)} touches nothing but what it is given and what it makes, and neither uses what the other gives.${scene.believed}`);
}

/** `const input = await request.json()` behind what is not given the request and is no check. */
export function takesInRequest(scene: Scene): Judgement<PairVerdict> | undefined {
  const { ground, before, after } = scene;
  if (!before.binds || !after.binds || !isOwnBody(ground, after, before) || before.summary.guards.length > 0 || before.asked.some((name) => readName(name, { waited: true, bare: true }).says === 'guard')) return undefined;
  return likelyAt(ground, 'independent', after.node, `${scene.subjectOf(after)} takes in what was sent with the request, which the other is not given.${scene.believed}`);
}

/** What is loaded first is not used by the second, whatever that does. */
export function loadsModule({ ground, before, after }: Scene): Judgement<PairVerdict> | undefined {
  if (!isLoading(before) || after.standing === 'seen') return undefined;
  return likelyAt(ground, 'independent', after.node, 'The first loads a module, of which the second uses nothing; what that module does when it is first loaded is not looked at.');
}

/** Neither can disturb the other, as far as names may be believed. Comes after the rules of what ties two readers together by their words or by a line between. */
export function bothOnlyRead(scene: Scene): Judgement<PairVerdict> | undefined {
  const { ground, before, after, sides, kept } = scene;
  if (!isHarmless(ground, before, after) || !isHarmless(ground, after, before)) return undefined;
  const own = kept?.second ?? sides.flatMap((side) => (side.standing === 'reader' || side.standing === 'blind' ? side.summary.writes.filter((effect) => isNoticed(ground, effect)) : []))[0];
  const upkeep = own === undefined ? '' : ` What \`${own.text}\` changes on the way is taken to be the reader's own upkeep.`;
  return likelyAt(ground, 'independent', after.node, `Both only read, as far as can be seen, and neither uses what the other gives.${scene.believed}${upkeep}`);
}

/** One changes, the other reads, and their words have nothing in common. Comes after `fillsWhatIsHanded`: what both are given is one thing, whatever their names say. */
export function areAboutOthers(scene: Scene): Judgement<PairVerdict> | undefined {
  const { ground, before, after } = scene;
  const changing = areAboutOtherThings(ground, before, after) ? before : areAboutOtherThings(ground, after, before) ? after : undefined;
  if (changing === undefined) return undefined;
  const reading = changing === before ? after : before;
  return likelyAt(ground, 'independent', after.node, `${scene.subjectOf(changing)} changes one thing and ${scene.subjectOf(reading)} reads another, by their names and what they are given.${scene.believed}`);
}

/** One is called a reader, the other, of which the body was seen, is not called a change: what lies deep in them and cannot be seen is not taken to be what they are for. Comes last of these, as it believes most. */
export function areApartByName({ ground, after, sides, worst }: Scene): Judgement<PairVerdict> | undefined {
  const isApart = sides.every((side) => side.binds && isFollowed(side) && (isCalledReader(side) || (side.says === 'nothing' && !side.asked.some((name) => name === '' || vague.test(name) || namesChange(name))))) && sides.some(isCalledReader);
  if (!isApart) return undefined;
  const deep = worst === undefined ? '' : ` What \`${worst.text}\` does deep down cannot be seen (${worst.reason}), and is not taken to be what either is for.`;
  return likelyAt(ground, 'independent', after.node, `Both are there for what they give, one of them only reads by its name, and neither uses what the other gives.${deep}`);
}

/** All that it does was seen, and it looks at nothing but what the function itself hands it and does not hand to the other: that one may change what it is given. */
function isComputing({ path, bound, unit }: Ground, { standing, summary, name }: Side, other: Side): boolean {
  if (standing !== 'seen' || name === undefined || stepVerbs.test(name) || summary.writes.length + summary.guards.length > 0) return false;
  return summary.reads.every((effect) => {
    const root = effect.resource.kind === 'state' ? rootOf(effect) : undefined;
    if (root?.id.startsWith(`${path}:`) !== true) return false;
    const at = Number.parseInt(root.id.slice(path.length + 1), 10);
    return at >= unit.node.pos && at < unit.node.end && !usesIn(bound, other.node.pos, other.node.end).some(({ binding }) => binding.name === root.text);
  });
}

/** `await request.json()` in a handler, beside something that is not given the request. */
function isOwnBody({ bound }: Ground, { site, name }: Side, other: Side): boolean {
  const callee = site.operand === undefined || !isCallExpression(site.operand) || site.operand.arguments.length > 0 ? undefined : unwrap(site.operand.expression);
  if (callee === undefined || name === undefined || !isPropertyAccessExpression(callee) || !/^(text|json|blob|bytes|arrayBuffer|formData)$/.test(name)) return false;
  const receiver = unwrap(callee.expression);
  const root = isPropertyAccessExpression(receiver) ? unwrap(receiver.expression) : receiver;
  const binding = isIdentifier(root) ? bound.useOf.get(root)?.binding : undefined;
  return /^(req|request)$/.test(methodName(receiver) ?? '') && binding?.kind === 'parameter' && !usesIn(bound, other.node.pos, other.node.end).some((use) => use.binding === binding);
}

/** Things that a call which cannot be seen may well read: a change of them is not harmless beside it. */
const farKinds: ReadonlySet<Effect['resource']['kind']> = new Set(['table', 'cache', 'host', 'queue', 'transaction', 'connection', 'unknown', 'git', 'page', 'terminal', 'process', 'packages', 'editor', 'global', 'state']);

/** Whether one side cannot disturb the other, as far as names may be believed. */
function isHarmless(ground: Ground, side: Side, other: Side): boolean {
  switch (side.standing) {
    case 'seen':
      // What a plain reader does for its upkeep is no more because it was seen.
      return other.standing === 'seen' || (side.binds && isLoading(other)) || isReader(ground, side, other.summary) || side.summary.writes.every((effect) => !isNoticed(ground, effect) || !farKinds.has(effect.resource.kind));
    case 'reads':
      return true;
    case 'reader':
      return side.binds;
    case 'blind':
      // Of two plain readers between which no conflict was found, what lies below is believed with their names.
      return (side.plain && other.plain) || (side.binds && isLoading(other));
  }
}

/** Of what leads nowhere at the call itself only a reader's name is believed. */
function isFollowed({ node, summary }: Side): boolean {
  return summary.gaps.every(({ where, nameSays }) => !isWithin(where, node) || nameSays === 'read' || nameSays === 'pure');
}

function isCalledReader({ says }: Side): boolean {
  return says === 'read' || says === 'pure';
}
