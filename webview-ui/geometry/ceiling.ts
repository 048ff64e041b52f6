/** How high a speed-up chart is: the curves decide, and a ceiling that is near them. */
import type { SpeedupChart } from '../../src/protocol.ts';

/** The highest value of the curves that have an end. */
export function highestOf({ points }: SpeedupChart): number {
  return Math.max(1, ...points.flatMap(({ amdahl, bound, simulated }) => [amdahl, bound, simulated]).filter(Number.isFinite));
}

/** Whether it is drawn: one far above the curves would leave them flat. */
export function isCeilingNear(speedup: SpeedupChart): boolean {
  return speedup.ceiling !== null && speedup.ceiling <= 2 * highestOf(speedup);
}
