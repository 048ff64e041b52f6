/** Touches of one thing, or of what may be one thing, taken together: each such cluster becomes a shared variable. */
import { compareResources } from '../../analysis/effects/conflict.ts';
import type { Effect } from '../../analysis/effects/effect.ts';
import type { Binding } from '../../analysis/scopes.ts';
import { flat, NotFollowed, type Touch, type Work } from './work.ts';

export interface Cluster {
  readonly index: number;
  /** The first of the names that its touches have, in the order of letters: the same whichever comes first. */
  readonly name: string;
  /** All of it is variables that are declared among the statements themselves: what leaves them cannot see it. */
  readonly own: boolean;
}

/** More touches in a few statements are not compared one with another. */
const mostTouches = 400;

export interface Clusters {
  readonly all: readonly Cluster[];
  /** Undefined for what nobody changes: reads alone have no order. */
  of(touch: Touch): Cluster | undefined;
}

/** `isOwn`: whether a variable is declared among the statements. */
export function clustersOf(works: readonly Work[], isOwn: (binding: Binding) => boolean): Clusters {
  const touches = [...flat(works)].flatMap((work) => (work.type === 'line' ? work.touches : work.type === 'start' ? [...work.task.arguments, ...work.task.touches] : []));
  const things = new Map<Binding | Effect, number>();
  const members: Touch[] = [];
  for (const touch of touches) {
    const thing = thingOf(touch);
    if (things.has(thing)) continue;
    things.set(thing, members.length);
    members.push(touch);
  }
  if (!touches.some(({ access }) => access === 'write')) return { all: [], of: () => undefined };
  if (members.length > mostTouches) throw new NotFollowed(`These statements touch more than ${mostTouches} things.`);
  const parent = members.map((_, index) => index);
  const root = (index: number): number => {
    let at = index;
    while (parent[at] !== at) at = parent[at] ?? at;
    return at;
  };
  for (let a = 0; a < members.length; a++) {
    for (let b = a + 1; b < members.length; b++) {
      const [first, second] = [members[a], members[b]];
      if (first !== undefined && second !== undefined && root(a) !== root(b) && mayBeOne(first, second)) parent[Math.max(root(a), root(b))] = Math.min(root(a), root(b));
    }
  }
  const written = new Set(touches.filter(({ access }) => access === 'write').map((touch) => root(things.get(thingOf(touch)) ?? 0)));
  const clusters = new Map<number, Cluster>();
  for (const [index, member] of members.entries()) {
    const at = root(index);
    if (!written.has(at)) continue;
    const own = 'binding' in member.of ? isOwn(member.of.binding) : isMadeIn(member.of.effect, touches, isOwn);
    const known = clusters.get(at);
    clusters.set(at, known === undefined ? { index: at, name: member.name, own } : { index: at, name: member.name < known.name ? member.name : known.name, own: known.own && own });
  }
  return { all: [...clusters.values()], of: (touch) => clusters.get(root(things.get(thingOf(touch)) ?? -1)) };
}

function thingOf({ of }: Touch): Binding | Effect {
  return 'binding' in of ? of.binding : of.effect;
}

function mayBeOne({ of: a }: Touch, { of: b }: Touch): boolean {
  if ('binding' in a) return 'effect' in b && isIn(b.effect, a.binding);
  if ('binding' in b) return isIn(a.effect, b.binding);
  return compareResources(a.effect.resource, b.effect.resource) !== 'different';
}

/** What is done to an object that was made for one of these variables: it goes with the variable. */
function isMadeIn({ resource: { kind, key } }: Effect, touches: readonly Touch[], isOwn: (binding: Binding) => boolean): boolean {
  const root = key?.[0];
  return kind === 'state' && typeof root === 'object' && root.fresh === true && touches.some(({ of }) => 'binding' in of && isOwn(of.binding) && of.binding.declarations.some(({ pos }) => root.id.endsWith(`:${pos}`)));
}

/** What a call does to an object that a variable holds. */
function isIn({ resource: { kind, key } }: Effect, { name }: Binding): boolean {
  const root = key?.[0];
  return kind === 'state' && typeof root === 'object' && /^[\p{ID_Continue}$]+/u.exec(root.text)?.[0] === name;
}
