import type { Hole, Key } from './effect.ts';

/** A path as it is compared: `a/../b/` is `./b`, and what stands in the working folder begins with `./` as that folder itself is `.`. */
export function asPath(key: Key): Key {
  const segments: (string | Hole)[][] = [[]];
  for (const part of key) {
    if (typeof part !== 'string') {
      segments.at(-1)?.push(part);
      continue;
    }
    const [first = '', ...rest] = part.split(/[/\\]/);
    if (first !== '') segments.at(-1)?.push(first);
    for (const text of rest) segments.push(text === '' ? [] : [text]);
  }
  const [root] = segments;
  const isRooted = root?.length === 0 && segments.length > 1;
  const path: (readonly (string | Hole)[])[] = [];
  for (const segment of segments) {
    if (segment.length === 0 || is(segment, '.')) continue;
    const last = path.at(-1);
    if (!is(segment, '..') || (last === undefined ? !isRooted : is(last, '..'))) path.push(segment);
    else if (last?.every((part) => typeof part === 'string') !== false) path.pop();
    // How many folders a run puts in, nobody knows: above it is somewhere at or under what stands before.
    else path.splice(0, path.length, [above(path.flat())]);
  }
  const isFree = typeof path[0]?.[0] === 'object';
  const begun = isRooted ? [''] : isFree ? [] : ['.'];
  return [...begun, ...path.flatMap((segment, index) => (index === 0 && isFree && !isRooted ? segment : ['/', ...segment]))].concat(isRooted && path.length === 0 ? ['/'] : []).filter((part) => part !== '');
}

function is(segment: readonly (string | Hole)[], text: string): boolean {
  return segment.length === 1 && segment[0] === text;
}

function above(path: Key): Hole {
  const holes = path.filter((part) => typeof part === 'object');
  return { id: `${path.map((part) => (typeof part === 'string' ? part : part.id)).join('/')}/..`, text: '…', stable: holes.every(({ stable }) => stable) };
}
