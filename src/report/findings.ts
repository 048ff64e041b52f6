/** What the groups of a function amount to: what each would save, and the sentence that says so. */
import type { AsyncFunction, AwaitId, AwaitSite, Chain, Group, Place, Step } from '../analysis/model.ts';
import { type PlacedGroup, placesOf, whereItStands } from '../program/apply-groups.ts';
import { sitesIn } from '../program/callees.ts';
import { defaultLimit, roundsOf } from '../program/durations.ts';
import type { Estimator } from '../program/estimate.ts';
import type { GroupReport } from './file-report.ts';
import { count, duration, list } from './format.ts';

/** The findings that save at least the threshold, in the order of the text. */
export function findingsOf(fn: AsyncFunction, estimates: Estimator, thresholdUs: number, limit = defaultLimit): readonly GroupReport[] {
  return speaking(fn, fn.groups, estimates, thresholdUs, limit, false);
}

/** The findings of one of the function's promise chains, or of a reduction. */
export function findingsOfChain(fn: AsyncFunction, chain: Chain, estimates: Estimator, thresholdUs: number, limit = defaultLimit): readonly GroupReport[] {
  return speaking(fn, chain.groups, estimates, thresholdUs, limit, true);
}

function speaking(fn: AsyncFunction, groups: readonly Group[], estimates: Estimator, thresholdUs: number, limit: number, ofChain: boolean): readonly GroupReport[] {
  if (groups.length === 0) return [];
  const sites = new Map(sitesIn(fn).map((site) => [site.id, site]));
  return placesOf(fn, groups)
    .map((group) => finding(fn, sites, group, estimates, limit, ofChain))
    .filter((group) => group.asWrittenUs - group.overlappedUs >= Math.max(1, thresholdUs))
    .sort((a, b) => a.place.start - b.place.start);
}

function finding(fn: AsyncFunction, sites: ReadonlyMap<AwaitId, AwaitSite>, group: PlacedGroup, estimates: Estimator, limit: number, ofChain: boolean): GroupReport {
  const { stretch, plan } = whereItStands(fn, group, limit);
  const written = estimates.steps(fn, stretch);
  const overlapped = estimates.steps(fn, stretch, plan);
  const members = group.awaits.flatMap((id) => sites.get(id) ?? []);
  const names = namesOf(members);
  const [only] = stretch;
  const loop = group.shape === 'bounded-map' && only?.type === 'loop' ? only : undefined;
  const claim = loop
    ? `The iterations of this ${ofChain ? 'reduction' : 'loop'} (${names}) need nothing from one another`
    : `${names.charAt(0).toUpperCase()}${names.slice(1)}${ofChain ? ', steps of one promise chain,' : ''} need nothing from ${members.length === 2 ? 'each other' : 'one another'}`;
  const about = overlapped.from === 'default' || written.from === 'default' ? '≈ ' : '';
  const gain = `${loop ? `${roundsInWords(loop, limit)}, ` : ''}${about}${duration(written.us)} → ${duration(overlapped.us)}`;
  return {
    ...group,
    ofChain,
    place: loop ? loopPlace(fn, loop) : around(members),
    asWrittenUs: written.us,
    overlappedUs: overlapped.us,
    claim,
    gain,
    message: `${claim}: ${gain}`,
  };
}

/** `` `a`, `b` and `c` ``; where some are alike, `` `a` (2 times) and `b` ``; where all are, `` the 3 calls of `a` ``. */
function namesOf(members: readonly AwaitSite[]): string {
  const times = new Map<string, number>();
  for (const { label } of members) times.set(label, (times.get(label) ?? 0) + 1);
  if (times.size === 1 && members.length > 1) return `the ${count(members.length, 'call')} of \`${members[0]?.label ?? ''}\``;
  return list([...times].map(([label, n]) => `\`${label}\`${n > 1 ? ` (${n} times)` : ''}`));
}

function roundsInWords(loop: Extract<Step, { type: 'loop' }>, limit: number): string {
  const rounds = roundsOf(loop.count);
  return `${count(rounds.value, 'iteration')}${rounds.from === 'default' ? ' assumed' : ''}, ${Math.min(limit, rounds.value)} at a time`;
}

function loopPlace(fn: AsyncFunction, step: Extract<Step, { type: 'loop' }>): Place {
  return fn.loops.find((loop) => loop.place.start === step.place.start)?.place ?? step.place;
}

/** From the first await's word to the end of the last one's expression. */
function around(members: readonly AwaitSite[]): Place {
  const first = members[0]?.place ?? { start: 0, end: 0, line: 1, column: 1 };
  return { ...first, end: members.reduce((end, site) => Math.max(end, site.whole.end), first.end) };
}
