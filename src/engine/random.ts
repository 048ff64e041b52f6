import type { Duration } from '../program/program.ts';

/**
 * Random numbers as a function of (key, count) and of nothing else, so that a task draws the same latencies whatever the machine
 * and whichever task ran before it. The mixing is that of MurmurHash3's finaliser, applied twice.
 */
export function hash(key: number, count: number): number {
  let mixed = (key ^ Math.imul(count + 1, 0x9e3779b1)) >>> 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  mixed ^= mixed >>> 16;
  mixed = Math.imul((mixed + 0x7f4a7c15) | 0, 0x2c1b3c6d);
  mixed = Math.imul(mixed ^ (mixed >>> 12), 0x297a2d39);
  return (mixed ^ (mixed >>> 15)) >>> 0;
}

/** Uniform in [0, 1), with 53 bits. */
export function uniform(key: number, count: number): number {
  const high = hash(key, 2 * count) >>> 5;
  const low = hash(key ^ 0x5bd1e995, 2 * count + 1) >>> 6;
  return (high * 67108864 + low) / 9007199254740992;
}

/** A whole number of microseconds drawn from a distribution. */
export function sample(duration: Duration, key: number, count: number): number {
  if (typeof duration === 'number') return duration;
  switch (duration.type) {
    case 'uniform':
      return duration.minUs + Math.floor(uniform(key, count) * (duration.maxUs - duration.minUs + 1));
    case 'exponential':
      return exponential(duration.meanUs, key, count);
    case 'lognormal':
      return Math.round(duration.medianUs * Math.exp(duration.sigma * normal(key, count)));
    case 'empirical':
      return duration.samplesUs[Math.floor(uniform(key, count) * duration.samplesUs.length)] ?? 0;
  }
}

export function exponential(meanUs: number, key: number, count: number): number {
  return Math.round(-meanUs * Math.log(1 - uniform(key, count)));
}

/** Marsaglia's polar method: of the elementary functions it needs only log and sqrt. */
function normal(key: number, count: number): number {
  const own = hash(key, count);
  for (let attempt = 0; ; attempt++) {
    const x = 2 * uniform(own, 2 * attempt) - 1;
    const y = 2 * uniform(own, 2 * attempt + 1) - 1;
    const square = x * x + y * y;
    if (square > 0 && square < 1) return x * Math.sqrt((-2 * Math.log(square)) / square);
  }
}
