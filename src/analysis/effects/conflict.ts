import type { Effect, Hole, Key, Resource, Summary } from './effect.ts';

/** `same`: certainly one thing. `maybe`: nothing says that they differ. `different`: something does. */
export type Likeness = 'same' | 'maybe' | 'different';

/** Two effects that must keep their order. */
export interface Conflict {
  readonly first: Effect;
  readonly second: Effect;
  readonly likeness: 'same' | 'maybe';
  /** They clash only because the resource takes one user at a time; both read. */
  readonly serial: boolean;
}

/** Every pair of effects, one of each summary, that must keep its order; certain ones first. Empty where the two may overlap as far as was seen: look at `gaps` too. */
export function conflicts(first: Summary, second: Summary): readonly Conflict[] {
  const found: Conflict[] = [];
  const add = (a: Effect, b: Effect): void => {
    // Each side makes the folder (or fills the memo) for itself: neither waits for the other to have done it.
    if (isMadeBy(second, a, first) || isMadeBy(first, b, second)) return;
    push(found, a, b);
  };
  for (const a of first.writes) {
    for (const b of second.writes) add(a, b);
    for (const b of second.reads) add(a, b);
  }
  for (const a of first.reads) {
    for (const b of second.writes) add(a, b);
    for (const b of second.reads) if (a.resource.serial && b.resource.serial) add(a, b);
  }
  return found.sort((a, b) => rank(a) - rank(b));
}

function isMadeBy(others: Summary, effect: Effect, own: Summary): boolean {
  if (effect.access !== 'write' || effect.idempotent !== true) return false;
  const { kind, key } = effect.resource;
  // A step that does nothing but make the folder is there for what follows; one with work of its own makes it for that.
  const forItself = kind === 'file' && own.writes.some((write) => write.resource.kind === 'file' && write.idempotent !== true);
  return key !== undefined && others.writes.some(({ resource, idempotent }) => idempotent === true && resource.kind === kind && resource.key !== undefined
    && (compareKeys(resource.key, key, false) === 'same' || (forItself && lengthOf(resource.key) > lengthOf(key) && compareKeys(resource.key, key, true) === 'same')));
}

function lengthOf(key: Key): number {
  return key.reduce((sum, part) => sum + (typeof part === 'string' ? part.length : 1), 0);
}

function rank(conflict: Conflict): number {
  return conflict.likeness === 'same' ? 0 : conflict.first.resource.kind === 'unknown' || conflict.second.resource.kind === 'unknown' ? 2 : 1;
}

function push(found: Conflict[], first: Effect, second: Effect): void {
  if (first.resource.kind === 'log' && second.resource.kind === 'log') return;
  if (first.idempotent === true && second.idempotent === true) return;
  const likeness = compareResources(first.resource, second.resource);
  if (likeness !== 'different') found.push({ first, second, likeness, serial: first.access === 'read' && second.access === 'read' });
}

/** What a child process may touch as well as its own kind. */
const reachOfProcess: ReadonlySet<Resource['kind']> = new Set(['file', 'git', 'packages', 'process', 'terminal']);
/** What is in the program's own memory, out of reach of what cannot be seen. */
const inMemory: ReadonlySet<Resource['kind']> = new Set(['log', 'state']);

export function compareResources(a: Resource, b: Resource): Likeness {
  if (a.kind === 'unknown' || b.kind === 'unknown') return inMemory.has(a.kind) || inMemory.has(b.kind) ? 'different' : 'maybe';
  // Two commands may work on the same files, whatever their names.
  if (a.kind === 'process' || b.kind === 'process') return reachOfProcess.has(a.kind) && reachOfProcess.has(b.kind) ? 'maybe' : 'different';
  if (a.kind !== b.kind) return 'different';
  if (a.kind === 'state') return compareState(a.key, b.key);
  return compareKeys(a.key, b.key, a.kind === 'file' || a.kind === 'host');
}

/** Two places in memory are one only where their roots are: that two names may hold one object is the data flow's affair. */
function compareState(a: Key | undefined, b: Key | undefined): Likeness {
  const root = a?.[0];
  const other = b?.[0];
  if (typeof root === 'object' && typeof other === 'object' && root.id !== other.id) return 'different';
  return compareKeys(a, b, true);
}

/** With `nested`, a key that goes on where the other ends (`/a` and `/a/b`) is inside it and counts as the same. */
export function compareKeys(a: Key | undefined, b: Key | undefined, nested: boolean): Likeness {
  if (a === undefined || b === undefined) return 'maybe';
  const left = atoms(a);
  const right = atoms(b);
  let at = 0;
  while (at < left.length && at < right.length) {
    const x = left[at];
    const y = right[at];
    if (x === undefined || y === undefined) break;
    if (typeof x === 'string' && typeof y === 'string') {
      if (x !== y) return 'different';
    } else if (typeof x === 'string' || typeof y === 'string') {
      return 'maybe';
    } else {
      const likeness = compareHoles(x, y);
      if (likeness !== 'same') return likeness;
    }
    at += 1;
  }
  if (left.length === right.length) return 'same';
  if (!nested) return [...left.slice(at), ...right.slice(at)].some((atom) => typeof atom === 'string') ? 'different' : 'maybe';
  const next = left[at] ?? right[at];
  const last = left[at - 1];
  return typeof next === 'object' || isBorder(next) || (typeof last === 'string' && isBorder(last)) || at === 0 ? 'same' : 'different';
}

function isBorder(text: string | undefined): boolean {
  return text === '/' || text === '\\' || text === '.' || text === '?' || text === '#' || text === '[';
}

/** Literal text letter by letter, so that two keys can be walked side by side. */
function atoms(key: Key): (string | Hole)[] {
  return key.flatMap((part): (string | Hole)[] => (typeof part === 'string' ? Array.from(part) : [part]));
}

function compareHoles(a: Hole, b: Hole): Likeness {
  if (a.id === b.id) return a.stable && b.stable ? 'same' : 'maybe';
  return a.fresh === true && b.fresh === true ? 'different' : 'maybe';
}
