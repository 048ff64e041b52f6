/** What is drawn beside the simulated points of a speed-up chart: three laws and a bound, each with where its numbers come from. */
import { amdahl } from '../laws/amdahl.ts';
import { speedupBound } from '../laws/bounds.ts';
import { gustafson } from '../laws/gustafson.ts';
import type { Metrics } from '../laws/metrics.ts';
import { fitUsl, usl, uslPeak } from '../laws/usl.ts';
import type { SpeedupChart } from '../protocol.ts';
import { percent, times } from './format.ts';

/** `simulated`: speed-up by N, from runs of the engine. */
export function withCurves(simulated: readonly { readonly n: number; readonly speedup: number }[], { serialFraction, workUs, spanUs }: Pick<Metrics, 'serialFraction' | 'workUs' | 'spanUs'>): Pick<SpeedupChart, 'points' | 'curves'> {
  const fit = new Set(simulated.map(({ n }) => n)).size >= 3 ? fitUsl(simulated.map(({ n, speedup }) => ({ load: n, throughput: speedup }))) : null;
  const share = percent(serialFraction);
  return {
    points: simulated.map(({ n, speedup }) => ({
      n, simulated: speedup, amdahl: amdahl(serialFraction, n), bound: speedupBound(workUs, spanUs, n), gustafson: gustafson(serialFraction, n), ...(fit && { usl: usl(fit, n) }),
    })),
    curves: [
      { id: 'simulated', label: 'simulated', explanation: `Runs of the engine, one for each of ${simulated.length} values of N.` },
      { id: 'amdahl', label: 'Amdahl', explanation: `1 ÷ (s + (1 − s) ÷ N), with the simulated serial fraction s of ${share}: the work stays as it is.` },
      { id: 'bound', label: 'bound', explanation: `min(N, work ÷ span): no schedule is faster. Work ÷ span is ${times(workUs / Math.max(1, spanUs))}.` },
      { id: 'gustafson', label: 'Gustafson', explanation: `s + (1 − s) × N, with the same s: if the work that can be shared grew with N.` },
      ...(fit ? [{ id: 'usl' as const, label: 'USL', explanation: `The Universal Scalability Law, fitted to the simulated points: contention ${percent(fit.alpha)}, coherency ${percent(fit.beta)}${uslPeak(fit) <= Math.max(...simulated.map(({ n }) => n)) ? `, highest at N = ${Math.round(uslPeak(fit)).toLocaleString('en')}` : ''}. It describes these points and foretells nothing beyond them.` }] : []),
    ],
  };
}
