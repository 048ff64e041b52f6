/** The line above a function, and what stands behind it. */
import type { AsyncFunction } from '../analysis/model.ts';
import { applyGroups } from '../program/apply-groups.ts';
import type { Estimator } from '../program/estimate.ts';
import type { GroupReport, Lens } from './file-report.ts';
import { count, duration, times } from './format.ts';

/** Null where the function has no finding: a lens that says "nothing to do" over every function is noise. */
export function lensOf(fn: AsyncFunction, groups: readonly GroupReport[], estimates: Estimator, limit: number): Lens | null {
  if (groups.length === 0) return null;
  const written = estimates.function(fn);
  const overlapped = estimates.function(fn, applyGroups(fn, groups, limit));
  const lines = new Set(groups.filter((group) => group.shape !== 'bounded-map' && !group.ofChain).flatMap((group) => group.awaits));
  const steps = new Set(groups.filter((group) => group.shape !== 'bounded-map' && group.ofChain).flatMap((group) => group.awaits));
  const loops = groups.filter((group) => group.shape === 'bounded-map' && !group.ofChain).length;
  const reductions = groups.filter((group) => group.shape === 'bounded-map' && group.ofChain).length;
  const inSequence = fn.awaits.filter((site) => site.mode === 'sequential').length;
  const guessed = written.from === 'default' || overlapped.from === 'default';
  // The saving may lie on a way that the simulated run does not take; then there is no pair of numbers to show.
  const saves = overlapped.us < written.us;

  const parts = [
    ...(inSequence === 0 && lines.size + loops === 0 ? [] : [`${count(inSequence, 'await')} in sequence`]),
    ...(lines.size > 0 ? [`${lines.size.toLocaleString('en')} could overlap`] : []),
    ...(loops > 0 ? [`${loops === 1 ? 'a loop' : `${loops} loops`} could overlap`] : []),
    ...(steps.size > 0 ? [`${count(steps.size, 'step')} of a promise chain could overlap`] : []),
    ...(reductions > 0 ? [`${reductions === 1 ? 'a reduction' : `${reductions} reductions`} could overlap`] : []),
    ...(saves ? [`${guessed ? '≈ ' : ''}${duration(written.us)} → ${duration(overlapped.us)}`] : []),
  ];
  return { text: parts.join(' · '), tooltip: tooltip(fn, groups, estimates, saves ? written.us / Math.max(1, overlapped.us) : null) };
}

function tooltip(fn: AsyncFunction, groups: readonly GroupReport[], estimates: Estimator, speedup: number | null): string {
  const costs = estimates.single(fn);
  const defaults = costs.filter((cost) => cost.from === 'default').length;
  return [
    ...groups.slice(0, 5).map((group) => `Line ${group.place.line}: ${group.message}`),
    ...(groups.length > 5 ? [`and ${groups.length - 5} more`] : []),
    speedup === null ? 'Estimated.' : `Estimated: ${times(speedup)} as fast, counting waits only.`,
    defaults === 0
      ? 'No duration is a default.'
      : `${defaults} of ${count(costs.length, 'duration')} ${defaults === 1 ? 'is a default' : 'are defaults'}: set overlap.durations, or write // @overlap 120ms on the line.`,
  ].join('\n');
}
