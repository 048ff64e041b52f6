/** How an effect at one call is told, and what is common to the things of one kind. */
import type { Effect, Key, ResourceKind } from './effect.ts';

/** Adds that the call touches something; without a key, anything of that kind. */
export type Touch = (access: Effect['access'], kind: ResourceKind, key: Key | undefined, idempotent?: boolean, part?: Effect['part']) => void;

/** Kinds that take one user at a time. */
const serialKinds: ReadonlySet<ResourceKind> = new Set(['terminal', 'git', 'page', 'connection', 'transaction']);
/** Readers of a repository, or of a page, need not wait for one another. */
export function isSerial(access: Effect['access'], kind: ResourceKind): boolean {
  return serialKinds.has(kind) && !((kind === 'git' || kind === 'page') && access === 'read');
}

/** Kinds that are in the program's own memory: touching them waits for nothing. */
export const memoryKinds: ReadonlySet<ResourceKind> = new Set(['state', 'log', 'global']);
/** Kinds whose key is an object: one that a function makes for itself is nobody else's affair. */
export const ownedKinds: ReadonlySet<ResourceKind> = new Set(['state', 'connection', 'transaction']);
