/** The facts behind a verdict, as sentences with their lines. */
import type { Evidence } from '../analysis/model.ts';
import type { FunctionReport, GroupReport } from './file-report.ts';

/** `Both only read, by their names (line 26).` Messages are the analysis's own words; names of the user's stand in code spans there. */
export function sentence({ message, path, place }: Evidence): string {
  return `${message.replace(/\.$/, '')} (${path === undefined ? 'line ' : `${path}:`}${place.line}).`;
}

/** What settles that the members of a group need nothing from one another: the evidence of its pairs, or of its loop. */
export function evidenceOf(fn: FunctionReport, group: GroupReport): readonly Evidence[] {
  if (group.shape === 'bounded-map') return fn.loops.find((loop) => loop.place.start === group.place.start)?.evidence ?? [];
  const members = new Set(group.awaits);
  return [...fn.pairs, ...fn.chains.flatMap(({ pairs }) => pairs)].filter((pair) => members.has(pair.first) && members.has(pair.second)).flatMap((pair) => pair.evidence.slice(0, 1));
}
