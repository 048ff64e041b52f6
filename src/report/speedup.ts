/**
 * The speed-up over the number of operations in flight, by rule 10: what the simulation gives, and the laws beside it (speedup-curves.ts). For a function on one event loop N counts operations that wait at the same time, and waits count as work.
 */
import type { AsyncFunction } from '../analysis/model.ts';
import { run } from '../engine/run.ts';
import type { GroupPlan } from '../program/apply-groups.ts';
import type { Estimator } from '../program/estimate.ts';
import { programOf } from '../program/from-model.ts';
import type { Run, SpeedupChart } from '../protocol.ts';
import { duration, times } from './format.ts';
import { eventLoop, mostEvents } from './machine.ts';
import { withCurves } from './speedup-curves.ts';

const inFlight = [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64];

/** Null where nothing is ever in flight beside anything else: a flat line says nothing. Each point costs one run of the engine. */
export function speedupOf(fn: AsyncFunction, estimates: Estimator, plan: GroupPlan, unlimited: Run, signal: AbortSignal | undefined): SpeedupChart | null {
  const { serialFraction, amdahlLimit, elapsedSerialUs, spanUs } = unlimited.metrics;
  if (unlimited.schedule.outcome.type !== 'finished' || unlimited.schedule.wallUs === 0) return null;
  const parallelism = elapsedSerialUs / Math.max(1, spanUs);
  if (parallelism < 1.01) return null;

  const program = programOf(fn, estimates, { plan });
  const points: { readonly n: number; readonly speedup: number }[] = [];
  for (const n of inFlight) {
    signal?.throwIfAborted();
    const schedule = run(program, { ...eventLoop, mostInFlight: n }, { maxEvents: mostEvents, ...(signal && { signal }) });
    if (schedule.outcome.type !== 'finished') break;
    points.push({ n, speedup: elapsedSerialUs / Math.max(1, schedule.wallUs) });
    // One point past the last gain shows that the curve is flat.
    if (n >= 4 && schedule.wallUs <= unlimited.schedule.wallUs) break;
  }
  const most = Math.max(...points.map(({ speedup }) => speedup));
  return {
    xLabel: 'Operations in flight at once',
    serialFraction,
    ceiling: amdahlLimit,
    ...withCurves(points, unlimited.metrics),
    explanation: `Over all waits and code one after the other (the work, ${estimates.function(fn).from === 'default' ? '≈ ' : ''}${duration(elapsedSerialUs)}), not over the code as written. Simulated, it reaches ${times(most)}; work ÷ span allows ${times(parallelism)}. CPU stays on the one event loop.`,
  };
}
