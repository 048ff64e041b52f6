/** Where a function holds the event loop, in words, and what a worker would change: simulated, not guessed. */
import type { AsyncFunction } from '../analysis/model.ts';
import { machineOf } from '../engine/machine.ts';
import { run } from '../engine/run.ts';
import { blockingDuration, type KnownDuration } from '../program/durations.ts';
import type { Estimator } from '../program/estimate.ts';
import { programOf } from '../program/from-model.ts';
import { offload } from '../program/offload.ts';
import type { Figure, Run } from '../protocol.ts';
import { returnsAt } from './figures.ts';
import { count, duration } from './format.ts';
import { mostEvents } from './machine.ts';
import { modelDefaults } from './models.ts';

/** Shorter ones are not spoken of. */
const leastUs = 1000;
const mostNamed = 4;

interface Stretch {
  readonly label: string;
  readonly line: number;
  readonly cost: KnownDuration;
}

function stretchesOf(fn: AsyncFunction, estimates: Estimator): Stretch[] {
  return (fn.blocking ?? []).map((one) => ({ label: one.label, line: one.place.line, cost: blockingDuration(one, estimates.lookup) })).filter(({ cost }) => cost.us >= leastUs);
}

/** One sentence for each stretch, longest first. */
export function blockedNotes(fn: AsyncFunction, estimates: Estimator): string[] {
  const all = stretchesOf(fn, estimates).toSorted((a, b) => b.cost.us - a.cost.us);
  const named = all.slice(0, mostNamed).map(({ label, line, cost }) => `Line ${line}: ${label === 'loop' ? 'a loop' : `\`${label}\``} holds the event loop for about ${duration(cost.us)} (${cost.detail}); nothing else runs meanwhile.`);
  return all.length > mostNamed ? [...named, `${count(all.length - mostNamed, 'shorter stretch', 'shorter stretches')} more.`] : named;
}

/** The longest stretch, and the run with everything long handed to a worker; null where nothing is long. */
export function blockedFigure(fn: AsyncFunction, estimates: Estimator, written: Run, signal: AbortSignal | undefined): Figure | null {
  const [longest] = stretchesOf(fn, estimates).toSorted((a, b) => b.cost.us - a.cost.us);
  if (!longest) return null;
  const { program, moved } = offload(programOf(fn, estimates), modelDefaults.worthAWorkerUs);
  return {
    id: 'blocked',
    label: 'Loop blocked for',
    value: `${longest.cost.from === 'default' ? '≈ ' : ''}${duration(longest.cost.us)}`,
    explanation: `The longest time for which nothing else can run: ${longest.label === 'loop' ? 'the loop' : `\`${longest.label}\``} on line ${longest.line} (${longest.cost.detail}).${moved === 0 ? '' : ` ${withWorker()}`}`,
  };

  function withWorker(): string {
    const schedule = run(program, machineOf('workers', 2, { poolSize: 1 }), { maxEvents: mostEvents, ...(signal && { signal }) });
    if (schedule.outcome.type === 'limited') return '';
    const { slices, tasks } = schedule;
    let held = 0;
    for (let row = 0; row < slices.count; row++) if (slices.core[row] === 0) held = Math.max(held, (slices.endUs[row] ?? 0) - (slices.startUs[row] ?? 0));
    const ends = tasks.endsUs[0] ?? -1;
    return `Simulated with a worker for all that takes ${modelDefaults.worthAWorkerUs / 1000} ms or more, the loop is held for ${duration(held)} at a time, and the function takes ${duration(ends < 0 ? schedule.wallUs : ends)} instead of ${duration(returnsAt(written))}; handing over is taken to be free.`;
  }
}
