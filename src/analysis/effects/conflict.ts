import type { Effect, Hole, Key, Resource, Summary } from './effect.ts';
import { asPath } from './paths.ts';

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

/** Whether both may find one place empty and make what is kept there, where one after the other made it once. */
export function mayMakeTwice(first: Summary, second: Summary): boolean {
  return first.writes.some((a) => a.afterWait === true && second.writes.some((b) => b.afterWait === true && compareResources(a.resource, b.resource) !== 'different'));
}

function isMadeBy(others: Summary, effect: Effect, own: Summary): boolean {
  if (effect.access !== 'write' || effect.idempotent !== true) return false;
  const { kind } = effect.resource;
  const key = keyOf(effect.resource);
  // A step that does nothing but make the folder is there for what follows; one with work of its own makes it for that.
  const forItself = kind === 'file' && own.writes.some((write) => write.resource.kind === 'file' && write.idempotent !== true);
  return key !== undefined && others.writes.some(({ resource, idempotent }) => {
    const other = idempotent === true && resource.kind === kind ? keyOf(resource) : undefined;
    return other !== undefined && (compareKeys(other, key) === 'same' || (forItself && lengthOf(other) > lengthOf(key) && compareKeys(other, key, borders.file) === 'same'));
  });
}

/** The key as it is compared: of a path, however it is written. */
function keyOf({ kind, key }: Resource): Key | undefined {
  return kind === 'file' && key !== undefined ? asPath(key) : key;
}

function lengthOf(key: Key): number {
  return key.reduce((sum, part) => sum + (typeof part === 'string' ? part.length : 1), 0);
}

function rank(conflict: Conflict): number {
  return conflict.likeness === 'same' ? 0 : conflict.first.resource.kind === 'unknown' || conflict.second.resource.kind === 'unknown' ? 2 : 1;
}

function push(found: Conflict[], first: Effect, second: Effect): void {
  if (first.resource.kind === 'log' && second.resource.kind === 'log') return;
  if (first.idempotent === true && second.idempotent === true && !needs(first, second) && !needs(second, first)) return;
  if (isOfThatObject(first, second) || isOfThatObject(second, first) || isBesideText(first, second) || isBesideText(second, first)) return;
  const likeness = reachesFiles(first, second) || reachesFiles(second, first) || mayBeHandedToBoth(first, second) ? 'maybe' : compareResources(first.resource, second.resource);
  if (likeness === 'same' && isOnlyNamedAfter(first, second)) return;
  if (likeness !== 'different') found.push({ first, second, likeness, serial: first.access === 'read' && second.access === 'read' });
}

/** `this.auth.store.token` and `this.api.store.token`: one store may have been handed to both. What is kept for its owner alone (`#rows`), or only filled, is not. */
function mayBeHandedToBoth({ resource: a, idempotent }: Effect, { resource: b, idempotent: alsoIdempotent }: Effect): boolean {
  if (a.kind !== 'state' || b.kind !== 'state' || idempotent === true || alsoIdempotent === true) return false;
  const [path, other] = [a.key ?? [], b.key ?? []];
  const [holder, member] = [path.at(-2), path.at(-1)];
  return path.length > 3 && other.length > 3 && typeof holder === 'string' && typeof member === 'string' && holder === other.at(-2) && member === other.at(-1) && !holder.startsWith('.#') && path.at(-3) !== other.at(-3);
}

/** The folder that the one makes is in the one that the other makes, and does not make that along with it. */
function needs(inner: Effect, outer: Effect): boolean {
  const [key, folder] = [keyOf(inner.resource), keyOf(outer.resource)];
  return inner.needsFolder === true && outer.resource.kind === 'file' && key !== undefined && folder !== undefined && lengthOf(key) > lengthOf(folder) && compareKeys(key, folder, borders.file) === 'same';
}

/** What the other changes is in the object that is only looked up: it stays the same object. */
function isOfThatObject({ shallow, resource: { key } }: Effect, { resource }: Effect): boolean {
  return shallow === true && resource.kind === 'state' && key !== undefined && resource.key !== undefined && lengthOf(resource.key) > lengthOf(key);
}

/** A new folder is empty: what a file holds is the same with it and without, and where there is no such file there is none. */
function isBesideText(made: Effect, read: Effect): boolean {
  return made.access === 'write' && made.part === 'folder' && read.access === 'read' && read.part === 'text';
}

/** `git checkout` and `npm publish` change or take in whatever stands in the folder. */
function reachesFiles({ access, resource: { kind } }: Effect, other: Effect): boolean {
  return access === 'write' && (kind === 'git' || kind === 'packages') && other.resource.kind === 'file';
}

/** What a child process may touch as well as its own kind. */
const reachOfProcess: ReadonlySet<Resource['kind']> = new Set(['file', 'git', 'packages', 'process', 'terminal']);
/** What is in the program's own memory, out of reach of what cannot be seen. */
const inMemory: ReadonlySet<Resource['kind']> = new Set(['log', 'state']);

/** A file that is written and one that is read, whose names go on with a dot (`app.json` and `app.json.bak`): of two that are written one is made for the other. */
function isOnlyNamedAfter(first: Effect, second: Effect): boolean {
  // A lock is taken for the sake of what it is named after.
  if ([first, second].some(({ access, resource }) => access === 'write' && isLock(resource.key?.at(-1)))) return false;
  return first.resource.kind === 'file' && second.resource.kind === 'file' && first.access !== second.access && compareKeys(keyOf(first.resource), keyOf(second.resource), /\//) === 'different';
}

/** By the end of a path. */
export function isLock(end: string | Hole | undefined): boolean {
  return typeof end === 'string' ? /(^|[./_-])(lock|lck|pid)$/i.test(end) : end !== undefined && /(^|[._])lock(Dir|Folder|Path|File)?$|[a-z]Lock$/.test(end.text);
}

/** What stands in a key between a thing and what belongs to it. */
export const borders = { file: /[/\\.]/, host: /[/?#.]/, state: /[.[]/, table: /\// } as const;

export function compareResources(a: Resource, b: Resource): Likeness {
  if (a.kind === 'unknown' || b.kind === 'unknown') return inMemory.has(a.kind) || inMemory.has(b.kind) ? 'different' : 'maybe';
  // Two commands may work on the same files, whatever their names.
  if (a.kind === 'process' || b.kind === 'process') return reachOfProcess.has(a.kind) && reachOfProcess.has(b.kind) ? 'maybe' : 'different';
  if (a.kind !== b.kind) return 'different';
  if (a.kind === 'state') return compareState(a.key, b.key);
  if (a.kind === 'host' && isOfBase(a.key, b.key)) return 'maybe';
  if (a.kind === 'file' && areOtherFiles(a.key?.at(-1), b.key?.at(-1))) return 'different';
  const likeness = compareKeys(keyOf(a), keyOf(b), a.kind === 'file' || a.kind === 'host' || a.kind === 'table' ? borders[a.kind] : undefined);
  return likeness === 'different' && a.kind === 'table' && isOneTable(a.key, b.key) ? 'maybe' : likeness;
}

/** Endings of what is a file, and no folder with more in it. */
const fileEnding = /[\w)\]-]\.([cm]?[jt]sx?|json[5c]?|ya?ml|toml|xml|html?|s?css|less|mdx?|txt|log|csv|tsv|ini|conf|zip|gz|tgz|png|jpe?g|gif|svg|ico|webp|pdf|wasm|map|sqlite|pem|key|crt|cert|lock|properties|gradle|plist|py|rb|go|rs|java|kt|swift|php|sh|cmd|bat|ps1|vue|svelte|astro|graphql|proto|prisma|sql)$/i;

/** `${a}/config.ts` and `${b}/config.json`: whatever the folders are, one name is not the other, and neither is a folder that holds the other. */
function areOtherFiles(a: string | Hole | undefined, b: string | Hole | undefined): boolean {
  if (typeof a !== 'string' || typeof b !== 'string' || !fileEnding.test(a) || !fileEnding.test(b)) return false;
  const [one, other] = [a.toLowerCase(), b.toLowerCase()];
  const [name, otherName] = [lastName(one), lastName(other)];
  // `list.json.lock` belongs to `list.json`.
  return !one.endsWith(other) && !other.endsWith(one) && !name.startsWith(otherName) && !otherName.startsWith(name);
}

function lastName(path: string): string {
  return path.slice(path.search(/[^/\\]*$/));
}

/** `/users` of a client with a base is what `users` is, and may be `https://api.shop.org/users`. */
function isOfBase(a: Key | undefined, b: Key | undefined): boolean {
  const [part, whole] = typeof a?.[0] === 'string' && a[0].startsWith('/') ? [a, b] : [b, a];
  const [path, first] = [part?.[0], whole?.[0]];
  if (typeof path !== 'string' || typeof first !== 'string' || !path.startsWith('/') || first.startsWith('/')) return false;
  const segment = /^\/[^/?#]*/.exec(path)?.[0] ?? '';
  if (/^\w+:\/\//.test(first)) return whole?.some((piece) => typeof piece === 'object' || piece.includes(segment)) === true;
  return segment !== '/' && `/${first}`.startsWith(segment);
}

/** A mapper's class `OrderItem` may be what SQL calls `order_items`. */
function isOneTable(a: Key | undefined, b: Key | undefined): boolean {
  const [first, second] = [a, b].map((key) => (key?.length === 1 && typeof key[0] === 'string' ? key[0].toLowerCase().replaceAll('_', '').replace(/e?s$/, '') : undefined));
  return first !== undefined && first === second;
}

/** Two places in memory are one only where their roots are: that two names may hold one object is the data flow's affair. */
function compareState(a: Key | undefined, b: Key | undefined): Likeness {
  const root = a?.[0];
  const other = b?.[0];
  if (typeof root === 'object' && typeof other === 'object' && root.id !== other.id) return 'different';
  // Any element of a list or map may be the one that the other reaches by a name, an index or a key.
  const isElement = a?.some(isAnything) === true || b?.some(isAnything) === true;
  const likeness = isElement ? compareKeys(listOf(a), listOf(b), borders.state) : compareKeys(a, b, borders.state);
  return likeness === 'same' && isElement ? 'maybe' : likeness;
}

function isAnything(part: string | Hole): boolean {
  return typeof part === 'object' && part.id === '*';
}

/** What stands before a member that may be any. */
function listOf(key: Key | undefined): Key | undefined {
  const at = key?.findIndex(isAnything) ?? -1;
  return at < 0 ? key : key?.slice(0, at - 1);
}

/** With a `border`, a key that goes on there where the other ends (`/a` and `/a/b`) is inside it and counts as the same. */
export function compareKeys(a: Key | undefined, b: Key | undefined, border?: RegExp): Likeness {
  if (a === undefined || b === undefined) return 'maybe';
  let [i, x, j, y] = [0, 0, 0, 0];
  let last: string | Hole | undefined;
  for (;;) {
    let [p, q] = [a[i], b[j]];
    while (typeof p === 'string' && x >= p.length) [p, x] = [a[++i], 0];
    while (typeof q === 'string' && y >= q.length) [q, y] = [b[++j], 0];
    if (p === undefined || q === undefined) break;
    if (typeof p === 'string' && typeof q === 'string') {
      const from = x;
      while (x < p.length && y < q.length && p.charCodeAt(x) === q.charCodeAt(y)) [x, y] = [x + 1, y + 1];
      if (x > from) last = p.charAt(x - 1);
      if (x < p.length && y < q.length) return 'different';
    } else if (typeof p === 'string' || typeof q === 'string') {
      return 'maybe';
    } else {
      const likeness = compareHoles(p, q);
      if (likeness !== 'same') return likeness;
      last = p;
      i += 1;
      j += 1;
    }
  }
  const rest = a[i] === undefined ? b.slice(j) : a.slice(i);
  const next = a[i] === undefined ? firstOf(b[j], y) : firstOf(a[i], x);
  if (next === undefined) return 'same';
  if (border === undefined) return rest.some((part) => typeof part === 'string' && part !== '') ? 'different' : 'maybe';
  return typeof next === 'object' || border.test(next) || (typeof last === 'string' && border.test(last)) || last === undefined ? 'same' : 'different';
}

/** The letter at the offset of a text; a hole as a whole. */
function firstOf(part: string | Hole | undefined, offset: number): string | Hole | undefined {
  return typeof part === 'string' ? part.charAt(offset) : part;
}

function compareHoles(a: Hole, b: Hole): Likeness {
  if (a.id === b.id) return a.stable && b.stable ? 'same' : 'maybe';
  return a.fresh === true && b.fresh === true ? 'different' : 'maybe';
}
