/** What keeps two whose every effect was seen, and meets nowhere, from being proven apart: something that no line shows. */
import ts from 'typescript';
import { isAdding, isNoticed } from './clash.ts';
import { nameOf } from './effect-wording.ts';
import { keyText } from './effects/collector.ts';
import { compareKeys } from './effects/conflict.ts';
import type { Effect, Key, Summary } from './effects/effect.ts';
import { originOf } from './effects/requests.ts';
import { isGivenUnseen } from './loop-rules/source.ts';
import { inOneObject } from './one-object.ts';
import { hasRoundHole, isInLoop } from './rounds.ts';
import type { LoopNode } from './scopes.ts';
import { inRange, shortText } from './syntax.ts';
import type { Ground } from './verdict.ts';

/** Read once: each member of the package is looked up through a getter. */
const { isCallExpression, isForOfStatement } = ts;

/** In one sentence; undefined where nothing is left open. */
export function reservationOfPair(ground: Ground, before: Summary, after: Summary): string | undefined {
  const shared = inOneObject(before, after);
  return sayBegun(before)
    ?? sayBegun(after)
    ?? sayAdded(addedByBoth(ground, before, after))
    ?? (shared && sayShared(shared))
    ?? sayPrompted(before, after)
    ?? sayRemoved(before, after)
    ?? sayMadeAbove(before, after)
    ?? sayAsked(before, after)
    ?? sayBothChange(ground, before, after)
    ?? sayOneService(before, after);
}

/** Of the rounds of a loop, by what one of them has in flight. */
export function reservationOfRounds(ground: Ground, loop: LoopNode, flight: Summary): string | undefined {
  const isOfRound = (key: Key | undefined): boolean => hasRoundHole(ground, loop, key);
  const shared = inOneObject(flight, flight, isOfRound);
  // What the loop itself collects is for the data flow to judge; not so what the same function collects further down.
  const walks = inRange(ground.unit.calls, loop.statement.pos, loop.statement.end).some((call) => isCallExpression(call) && ground.effects.declared(call)?.node === ground.unit.node);
  return sayGivenUnseen(ground, loop) ?? sayBegun(flight) ?? sayAdded(flight.writes.find((effect) => isAdding(ground, effect) && (walks || !isInLoop(ground, loop, effect.where)) && !isOfRound(effect.resource.key))) ?? (shared && sayShared(shared));
}

function sayGivenUnseen(ground: Ground, loop: LoopNode): string | undefined {
  return isForOfStatement(loop) && isGivenUnseen(ground, loop.expression) ? `What gives the elements cannot be seen: \`${shortText(loop.expression, ground.bound.file)}\` may do more when a round asks for the next one.` : undefined;
}

function sayBegun({ begun: [begun] }: Summary): string | undefined {
  return begun && `\`${begun.text}\` was begun elsewhere: what its work touches cannot be seen.`;
}

function sayPrompted(before: Summary, after: Summary): string | undefined {
  return before.prompts || after.prompts ? 'A person is asked meanwhile, and may see what the other does, or turn the whole thing down.' : undefined;
}

/** `await save(text); await unlink(source);`, of files; but two that are taken away are each gone for itself. */
function sayRemoved(before: Summary, after: Summary): string | undefined {
  const isRemoving = ({ resource: { kind }, text }: Effect): boolean => kind === 'file' && /(?:^|\.)(?:unlink|rm|rmdir|rimraf|remove|del|delete)(?![a-z])/.test(text);
  const removed = after.writes.find(isRemoving);
  return removed !== undefined && before.writes.some((effect) => !isRemoving(effect) && effect.idempotent !== true && effect.resource.kind === 'file') ? `What \`${removed.text}\` takes away is gone then even where the first fails.` : undefined;
}

/** `await mkdir(`${out}/parts`, { recursive: true }); await writeFile(`${out}/index`, text);` */
function sayMadeAbove(before: Summary, after: Summary): string | undefined {
  const isMaking = ({ resource: { kind }, part, needsFolder }: Effect): boolean => kind === 'file' && part === 'folder' && needsFolder !== true;
  const made = before.writes.find((effect) => isMaking(effect) && after.writes.some((other) => other.resource.kind === 'file' && !isMaking(other) && rootText(other) !== '' && rootText(other) === rootText(effect)));
  return made && `\`${made.text}\` may make a folder above as well, which the other needs.`;
}

function rootText({ resource: { key } }: Effect): string {
  const [root] = key ?? [];
  return root === undefined ? '' : typeof root === 'string' ? (/^[^/]*\//.exec(root)?.[0] ?? '') : root.id;
}

const kept: ReadonlySet<Effect['resource']['kind']> = new Set(['table', 'cache', 'queue', 'git', 'process']);

/** One changes what is kept outside the program, or runs a program, and the other asks a service, which may look there. */
function sayAsked(before: Summary, after: Summary): string | undefined {
  const isAsked = ({ reads }: Summary): boolean => reads.some(({ resource }) => resource.kind === 'host');
  const isKept = ({ writes }: Summary): boolean => writes.some(({ resource }) => kept.has(resource.kind));
  return (isKept(before) && isAsked(after)) || (isAsked(before) && isKept(after)) ? 'A service that is asked may look at what the other keeps: that it does not, only the service knows.' : undefined;
}

/** A message and a file, a handle and the name of what it is open on: that they are two things is no proof that their order means nothing. */
function sayBothChange(ground: Ground, before: Summary, after: Summary): string | undefined {
  const changed = ({ writes }: Summary): Effect[] => writes.filter((effect) => effect.resource.kind !== 'state' && isNoticed(ground, effect));
  const others = changed(after);
  const first = changed(before).find(({ resource: { kind } }) => others.some(({ resource }) => resource.kind !== kind));
  const second = first && others.find(({ resource: { kind } }) => kind !== first.resource.kind);
  return first && second && `Both change something that others notice (${nameOf(first)}, ${nameOf(second)}): that their order means nothing no line shows.`;
}

function addedByBoth(ground: Ground, before: Summary, after: Summary): Effect | undefined {
  const added = after.writes.filter((effect) => isAdding(ground, effect));
  return added.length === 0 ? undefined : before.writes.find((effect) => isAdding(ground, effect) && added.some((other) => keyText(other.resource.key) === keyText(effect.resource.key)));
}

function sayAdded(effect: Effect | undefined): string | undefined {
  return effect && `What is added to ${nameOf(effect)} stands there in the order in which it comes, which may be another one.`;
}

/** One object may have been handed to both. */
function sayShared([write, other]: readonly [Effect, Effect]): string {
  return `By their names taken for two: ${nameOf(write)} and ${nameOf(other)}.`;
}

function sayOneService(before: Summary, after: Summary): string | undefined {
  return isOfOneService(before, after) || isOfOneService(after, before) ? 'Both go to one service: that the one path shows nothing of what is changed at the other only the service knows.' : undefined;
}

function isOfOneService({ writes }: Summary, { reads, writes: others }: Summary): boolean {
  const asked = [...reads, ...others].flatMap(serviceOf);
  return asked.length > 0 && writes.flatMap(serviceOf).some((service) => asked.some((other) => compareKeys(service, other) !== 'different'));
}

/** The service that a URL belongs to; a product that the catalogue names (`host:stripe`) tells its things apart itself. */
function serviceOf({ resource: { kind, key } }: Effect): readonly Key[] {
  const first = key?.[0];
  return kind === 'host' && key !== undefined && (typeof first === 'object' || (first !== undefined && /^(\/|\w+:\/\/)/.test(first))) ? [originOf(key)] : [];
}
