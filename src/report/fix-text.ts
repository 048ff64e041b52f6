/** What was done, for the terminal, and what an offer is called. */
import type { LimiterName } from '../refactor/limiters.ts';
import type { Offered, Shape } from '../refactor/offer.ts';
import { count, duration, list } from './format.ts';

/** One line for each fix. */
export function fixLines(path: string, applied: readonly Offered[]): string {
  return applied.map((offer) => `${path}:${offer.place.line}: ${titleOf(offer)}\n`).join('');
}

const shapeWords: Readonly<Record<Exclude<Shape, 'bounded-map'>, string>> = {
  'promise-all': 'with Promise.all',
  'all-settled': 'with Promise.allSettled',
  'start-early': 'started early, awaited in order',
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
