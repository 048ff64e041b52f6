/**
 * Calls that only read, by their plain name, of which the value is taken. What such a call does deep down beside reading (signing in, connecting, keeping what it found) is its own upkeep:
 * it is not there for that, and orders nothing. A name is believed here, so whoever asks says `likely`.
 */
import { changes, isNoticed, rootOf } from './clash.ts';
import { keyText } from './effects/collector.ts';
import type { Conflict } from './effects/conflict.ts';
import type { Effect, Summary, Where } from './effects/effect.ts';
import { readName, readShape, wordsOf } from './effects/names.ts';
import type { Ground } from './verdict.ts';

/** Words of readers that take something away, or give another thing each time: `getNextId`, `findFreePort`. */
const taking = new Set(['next', 'new', 'unique', 'free', 'available', 'unused', 'random', 'temp', 'tmp', 'temporary', 'slot', 'lock', 'lease', 'and', 'ask', 'prompt', 'throw', 'fail', 'wait', 'ensure', 'create', 'once', 'batch', 'turn']);

export function isPlainReader(name: string | undefined): boolean {
  if (name === undefined) return false;
  // `findUnique` is a mapper's, whatever its words say.
  if (readShape(name) === 'reads') return true;
  // What a `query` does depends on what it is given.
  if (name === 'query' || wordsOf(name).some((word) => taking.has(word))) return false;
  // `check…` and `validate…` read as well, and are no plain readers.
  return readName(name, { waited: true, bare: false }).says === 'read' && readName(name, { waited: true, bare: true }).says !== 'guard';
}

/** Changes that a reader may make on its way, in what no row, file or message depends on: it posts its question, runs a program that answers, keeps what it found, shows that it is at work. */
const ownUpkeep: ReadonlySet<Effect['resource']['kind']> = new Set(['host', 'process', 'state', 'unknown', 'cache', 'connection', 'terminal']);

/** What two readers may both keep where they come by the same line. */
const sharedUpkeep: ReadonlySet<Effect['resource']['kind']> = new Set(['state', 'cache', 'connection', 'file', 'global']);

/** A change that the statement does not make itself, of a kind that a reader may make for itself, or that the other makes by the same line. */
export function isUpkeep(effect: Effect, isOutside: (where: Where) => boolean, other: Summary): boolean {
  return isOutside(effect.where) && (ownUpkeep.has(effect.resource.kind) || isShared(effect, other));
}

/** What helpers keep for themselves: values that are found again, counts, measures. */
const keptAside = /cache|memo(?!r|n)|metric|telemetry|tracing|instrument|analytics/i;

/** `cache.set`, `metrics.increment`, or what is done in the file of such a helper. */
export function isKeptAsideAt({ text, where }: { readonly text: string; readonly where: Where }): boolean {
  return keptAside.test(text) || keptAside.test(where.path.split('/').at(-1) ?? '');
}

/** Whether the conflict is only about something that helpers keep aside, by its name or its file's: filled twice, or counted in another order, it serves as well. Whoever asks makes sure that it is deep down. */
export function isKeptAside({ first, second }: Conflict): boolean {
  return [first, second].every((effect) => effect.resource.kind === 'state' && (effect.access === 'read' || keptAside.test(effect.text) || keptAside.test(rootOf(effect)?.text ?? '') || keptAside.test(effect.where.path.split('/').at(-1) ?? '')));
}

/** Whether the conflict is only about what both readers keep for themselves: each change of it is made by both, by the same line. */
export function isKeptAlike({ first, second }: Conflict, before: Summary, after: Summary): boolean {
  return [first, second].every((effect) => sharedUpkeep.has(effect.resource.kind) && !isHandedBack(effect, before)) && (first.access === 'read' || isShared(first, after)) && (second.access === 'read' || isShared(second, before));
}

/** Whether what the reader changes each time is looked at by the reader itself as well, elsewhere than where it is counted: `headers: { cookie: this.cookies }`, then `this.cookies = …`. What each call finds there is what the one before has left. */
function isHandedBack({ resource }: Effect, { reads, writes }: Summary): boolean {
  if (resource.kind !== 'state') return false;
  const isThere = (effect: Effect): boolean => effect.resource.kind === 'state' && effect.idempotent !== true && keyText(effect.resource.key) === keyText(resource.key);
  return reads.some((read) => isThere(read) && read.shallow !== true && !keptAside.test(read.text) && writes.some((write) => write.always === true && isThere(write) && (write.where.start !== read.where.start || write.where.end !== read.where.end)));
}

/** Whether both only add to one list by the same line deep down, and neither looks at it: a note that is taken on the way, in whatever order. */
export function isNoted({ first, second }: Conflict, before: Summary, after: Summary): boolean {
  const root = rootOf(first)?.id;
  const isLooked = ({ reads }: Summary): boolean => reads.some((effect) => effect.resource.kind === 'state' && rootOf(effect)?.id === root);
  return root !== undefined && first.access === 'write' && second.access === 'write' && first.where.start === second.where.start && first.where.path === second.where.path
    && /\.(push|add)$/.test(first.text) && !isLooked(before) && !isLooked(after);
}

function isShared({ where, resource }: Effect, { writes }: Summary): boolean {
  return sharedUpkeep.has(resource.kind) && writes.some((other) => other.where.start === where.start && other.where.path === where.path);
}

/** Whether a reader changes anything that is more than its upkeep. */
export function changesMore(ground: Ground, summary: Summary, isOutside: (where: Where) => boolean, other: Summary): boolean {
  return changes(ground, summary) && summary.writes.some((effect) => isNoticed(ground, effect) && !isUpkeep(effect, isOutside, other));
}
