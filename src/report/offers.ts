/** What offers are called, and what is to be known before one is taken. */
import type { LimiterName } from '../refactor/limiters.ts';
import { changeIdOf, type Offer, type Offered, type Refused, type Shape } from '../refactor/offer.ts';
import type { CounterExample } from '../refactor/self-check.ts';
import { count, duration, list } from './format.ts';

/** One line for each fix, and under it what is to be checked. */
export function fixLines(path: string, applied: readonly Offered[]): string {
  return applied.map((offer) => `${path}:${offer.place.line}: ${titleOf(offer)}\n${checkLines(offer)}`).join('');
}

/** What is to be checked of those that are not safe, under a line for each. */
export function toCheckLines(path: string, applied: readonly Offered[]): string {
  return applied.filter(({ grade }) => grade !== 'safe').map((offer) => `${path}:${offer.place.line}: Check first: ${titleOf(offer)}\n${checkLines(offer)}`).join('');
}

function checkLines({ grade, changes, counterExample }: Offered): string {
  if (grade === 'safe') return '';
  return [...changes, ...(counterExample ? [givenText(counterExample)] : [])].map((line) => `  - ${line}\n`).join('');
}

/** What is the same in the two runs that differ. */
export function givenText({ given }: CounterExample): string {
  return given.length === 0 ? 'That is so where nothing fails.' : `That is so where: ${given.join(' ')}`;
}

const shapeWords: Readonly<Record<Exclude<Shape, 'bounded-map'>, string>> = {
  'promise-all': 'with Promise.all',
  'all-settled': 'with Promise.allSettled',
  'start-early': 'started early, awaited in order',
  graph: 'each as soon as what it needs is there',
};

const limiterWords: Readonly<Record<LimiterName, string>> = { helper: '', 'p-map': ', with p-map', 'p-limit': ', with p-limit', bottleneck: ', with Bottleneck', effect: ', with Effect' };

/** `Run 3 awaits concurrently, with Promise.all: ≈ 300 ms → 100 ms (estimate by default durations)`. */
export function titleOf({ labels, lines, shape, limiter, gain }: Offered): string {
  const saves = gain !== null && gain.overlappedUs < gain.asWrittenUs;
  const origin = gain?.from === 'default' ? 'estimate, with default durations' : 'estimate';
  const figures = saves ? `: ${gain.from === 'default' ? '≈ ' : ''}${duration(gain.asWrittenUs)} → ${duration(gain.overlappedUs)} (${origin})` : '';
  if (limiter !== undefined) return `Run the iterations of this loop ${limiter.limit} at a time${limiterWords[limiter.name]}${figures}`;
  const [first, second] = labels;
  const at = lines[0] === lines[1] ? `line ${lines[0] ?? ''}` : `lines ${list(lines.map(String))}`;
  const what = labels.length !== 2 ? count(labels.length, 'await') : first === second ? `the two \`${first ?? ''}\` of ${at}` : list(labels.map((label) => `\`${label}\``));
  return `Run ${what} concurrently${shape === 'bounded-map' ? '' : `, ${shapeWords[shape]}`}${figures}`;
}

/** An offer as a menu shows it. */
export interface ShownOffer {
  readonly title: string;
  readonly safe: boolean;
  readonly edits: Offered['edits'];
  /** What behaves otherwise afterwards, one sentence each. */
  readonly changes: readonly string[];
  /** Two runs that end differently can be shown; null where none are known. */
  readonly difference: { readonly title: string; readonly functionId: string; readonly change: string } | null;
}

export function shownOffers(offers: readonly Offer[]): { readonly offers: readonly ShownOffer[]; readonly refusals: readonly string[] } {
  const offered = offers.filter((offer): offer is Offered => offer.grade !== 'refused');
  const refused = offers.filter((offer): offer is Refused => offer.grade === 'refused');
  return {
    offers: offered.map((offer) => ({ title: `${titleOf(offer)}${offer.grade === 'safe' ? '' : '; check first'}`, safe: offer.grade === 'safe', edits: offer.edits, changes: offer.changes, difference: differenceOf(offer) })),
    refusals: refused.map(({ message, place, path }) => `${message.replace(/\.$/, '')} (${path === undefined ? `line ${place.line}` : `${path}:${place.line}`})`),
  };
}

function differenceOf(offer: Offered): ShownOffer['difference'] {
  if (offer.counterExample === undefined) return null;
  const how = offer.shape === 'bounded-map' ? `${offer.limiter?.limit ?? ''} at a time${limiterWords[offer.limiter?.name ?? 'helper']}` : shapeWords[offer.shape];
  return { title: `Show what could differ (${how})`, functionId: offer.functionId, change: changeIdOf(offer) };
}
