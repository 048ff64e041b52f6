import type { Duration } from './program.ts';

/** The mean of a duration, microseconds; of a lognormal one median · exp(σ² ÷ 2). */
export function meanDuration(duration: Duration): number {
  if (typeof duration === 'number') return duration;
  switch (duration.type) {
    case 'uniform':
      return (duration.minUs + duration.maxUs) / 2;
    case 'exponential':
      return duration.meanUs;
    case 'lognormal':
      return duration.medianUs * Math.exp(duration.sigma ** 2 / 2);
    case 'empirical':
      return duration.samplesUs.reduce((sum, us) => sum + us, 0) / Math.max(1, duration.samplesUs.length);
  }
}
