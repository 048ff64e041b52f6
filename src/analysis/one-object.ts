/** Whether two places in memory that are reached by different names may be in one object: two services were handed one store, a document lies in the list that is gone through. */
import { compareResources } from './effects/conflict.ts';
import type { Effect, Hole, Key, Summary } from './effects/effect.ts';

/**
 * A place that one of the two changes, and a place of the same name that the other touches, where nothing says that they are in two objects.
 * `isOfRound`: of rounds of one loop, whether a key is told by the round's own values, so that the next round's may be what it leads to.
 */
export function inOneObject(first: Summary, second: Summary, isOfRound?: (key: Key | undefined) => boolean): readonly [Effect, Effect] | undefined {
  return changedFor(first.writes, [...second.writes, ...second.reads], isOfRound) ?? changedFor(second.writes, first.reads, isOfRound);
}

function changedFor(writes: readonly Effect[], others: readonly Effect[], isOfRound: ((key: Key | undefined) => boolean) | undefined): readonly [Effect, Effect] | undefined {
  for (const write of writes) {
    const members = membersOf(write);
    const name = members?.at(-1);
    const root = write.resource.key?.[0];
    // What is kept under `#name` only its owner reaches.
    if (members === undefined || name === undefined || name === '*' || name.startsWith('#') || typeof root !== 'object') continue;
    const changed = { root, way: members.slice(0, -1) };
    for (const other of others) {
      const path = membersOf(other);
      const at = path?.lastIndexOf(name) ?? -1;
      const otherRoot = other.resource.key?.[0];
      if (path === undefined || at < 0 || typeof otherRoot !== 'object') continue;
      const touched = { root: otherRoot, way: path.slice(0, at) };
      const isNext = isOfRound !== undefined && root.id === otherRoot.id && changed.way.length !== touched.way.length && isOfRound(write.resource.key);
      if ((isNext || mayBeOne(changed, touched)) && compareResources(write.resource, other.resource) === 'different') return [write, other];
    }
  }
  return undefined;
}

interface Holder {
  readonly root: Hole;
  /** Members on the way from the root to the object. */
  readonly way: readonly string[];
}

/** The members on the way to the place, `*` for any; undefined of what is no place of state. */
function membersOf({ resource: { kind, key = [] } }: Effect): readonly string[] | undefined {
  if (kind !== 'state') return undefined;
  return key.slice(1).flatMap((part) => (typeof part === 'object' ? ['*'] : /^\.[\w$#]/.test(part) ? [part.slice(1)] : []));
}

function mayBeOne(a: Holder, b: Holder): boolean {
  if (a.root.id === b.root.id) return a.way.length > 1 && b.way.length > 1 && a.way.at(-1) === b.way.at(-1);
  // What a function has made, or a module declares, is another object than what is called otherwise; what was put into it may be that.
  return ![a, b].some(({ root, way }) => way.length === 0 && (root.fresh === true || root.id.includes('#')));
}
