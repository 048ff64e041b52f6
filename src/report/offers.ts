/** What offers are called, and what is to be known before one is taken. */
import type { LimiterName } from '../refactor/limiters.ts';
import type { Offer, Offered, Refused, Shape } from '../refactor/offer.ts';
import { count, duration, list } from './format.ts';

/** One line for each fix. */
export function fixLines(path: string, applied: readonly Offered[]): string {
  return applied.map((offer) => `${path}:${offer.place.line}: ${titleOf(offer)}\n`).join('');
}

const shapeWords: Readonly<Record<Exclude<Shape, 'bounded-map'>, string>> = {
  'promise-all': 'with Promise.all',
  'all-settled': 'with Promise.allSettled',
  'start-early': 'started early, awaited in order',
  graph: 'each as soon as what it needs is there',
};

const limiterWords: Readonly<Record<LimiterName, string>> = { helper: '', 'p-map': ', with p-map', 'p-limit': ', with p-limit', bottleneck: ', with Bottleneck', effect: ', with Effect' };

/** `Run 3 awaits concurrently, with Promise.all: ≈ 300 ms → 100 ms (estimate by default durations)`. */
export function titleOf({ labels, shape, limiter, gain }: Offered): string {
  const saves = gain !== null && gain.overlappedUs < gain.asWrittenUs;
  const origin = gain?.from === 'default' ? 'estimate, with default durations' : 'estimate';
  const figures = saves ? `: ${gain.from === 'default' ? '≈ ' : ''}${duration(gain.asWrittenUs)} → ${duration(gain.overlappedUs)} (${origin})` : '';
  if (limiter !== undefined) return `Run the rounds of this loop ${limiter.limit} at a time${limiterWords[limiter.name]}${figures}`;
  const what = labels.length === 2 ? list(labels.map((label) => `\`${label}\``)) : count(labels.length, 'await');
  return `Run ${what} concurrently${shape === 'bounded-map' ? '' : `, ${shapeWords[shape]}`}${figures}`;
}

/** An offer as a menu shows it. */
export interface ShownOffer {
  readonly title: string;
  readonly safe: boolean;
  readonly edits: Offered['edits'];
  /** What behaves otherwise afterwards, one sentence each. */
  readonly changes: readonly string[];
}

export function shownOffers(offers: readonly Offer[]): { readonly offers: readonly ShownOffer[]; readonly refusals: readonly string[] } {
  const offered = offers.filter((offer): offer is Offered => offer.grade !== 'refused');
  const refused = offers.filter((offer): offer is Refused => offer.grade === 'refused');
  return {
    offers: offered.map((offer) => ({ title: `${titleOf(offer)}${offer.grade === 'safe' ? '' : '; check first'}`, safe: offer.grade === 'safe', edits: offer.edits, changes: offer.changes })),
    refusals: refused.map(({ message, place, path }) => `${message.replace(/\.$/, '')} (${path === undefined ? `line ${place.line}` : `${path}:${place.line}`})`),
  };
}
