import type { Entry } from './reader.ts';

/** Limits of a search over every order of steps; what is absent is the search's own default. */
export interface Explore {
  readonly maxStates?: number;
  readonly preemptions?: number;
}

export const exploreKeys = ['states', 'preemptions'] as const;

/** `explore` of a document: true, or the limits. */
export function readExplore(entry: Entry): Explore | null {
  if (!entry.exists || entry.value === false) return null;
  if (entry.value === true) return {};
  if (!entry.isObject()) return entry.fail('must be true, false, or an object such as { "states": 100000, "preemptions": 2 }');
  entry.members(exploreKeys);
  const states = entry.at('states');
  const preemptions = entry.at('preemptions');
  return { ...(states.exists && { maxStates: states.whole(1, 10_000_000) }), ...(preemptions.exists && { preemptions: preemptions.whole(0, 1000) }) };
}
