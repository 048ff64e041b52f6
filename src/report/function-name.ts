import type { AsyncFunction } from '../analysis/model.ts';

/** A function as it is spoken of: `loadUser`; for the top level of a file, and for a function without a name, words in place of one. */
export function spokenName({ name, place }: Pick<AsyncFunction, 'name' | 'place'>, path: string): string {
  if (name === '<module>') return `top level of ${path.split('/').at(-1) ?? path}`;
  return name === '<anonymous>' ? `function at line ${place.line}` : name;
}
