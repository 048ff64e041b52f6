/** What the numbers of a timeline rest on, in plain sentences. */
import type { AsyncFunction, ConcurrencyModel, Step } from '../analysis/model.ts';
import type { GroupPlan } from '../program/apply-groups.ts';
import { innerSteps } from '../program/callees.ts';
import { computePerStatementUs, type KnownDuration, roundsOf } from '../program/durations.ts';
import type { Estimator } from '../program/estimate.ts';
import type { Run } from '../protocol.ts';
import { blockedNotes } from './blocked.ts';
import { returnsAt } from './figures.ts';
import { count, duration, list, originWords } from './format.ts';
import { setByHand } from './overrides.ts';

/** Most important first. */
export function notesOf(model: ConcurrencyModel, fn: AsyncFunction, estimates: Estimator, plan: GroupPlan, runs: readonly Run[]): string[] {
  const costs = estimates.single(fn);
  const shape = shapeOf(fn.steps);
  const limits = [...new Set(plan.loops.values())];
  return [
    ...runs.flatMap(({ title, schedule: { outcome } }) => (outcome.type === 'finished' ? [] : [`${title}: ${outcome.type === 'limited' ? 'cut off' : outcome.type}: ${outcome.detail}`])),
    ...runs.slice(0, 1).flatMap((written) => (returnsAt(written) < written.schedule.wallUs && written.schedule.outcome.type === 'finished' ? [`What this function starts and does not wait for is done ${duration(written.schedule.wallUs - returnsAt(written))} after it has returned.`] : [])),
    ...blockedNotes(fn, estimates),
    ...(costs.length === 0 ? ['This function waits for nothing.'] : []),
    ...(costs.length > 0 ? [`Times are estimates. ${originsOf(costs)}`] : []),
    ...(shape.guessedLoops.length > 0 ? [`${shape.guessedLoops.length === 1 ? 'The loop at line' : 'The loops at lines'} ${list(shape.guessedLoops.map(String))} ${shape.guessedLoops.length === 1 ? 'is' : 'are'} assumed to run ${roundsOf(undefined).value} iterations (default); write \`// @overlap x20\` on ${shape.guessedLoops.length === 1 ? 'its line' : 'their lines'}.`] : []),
    ...(limits.length > 0 ? [`Overlapped, the iterations of an independent loop run ${limits.join(' or ')} at a time.`] : []),
    ...(shape.ifs > 0 ? ['Where the code branches, the way that takes longest is shown.'] : []),
    `Code between awaits is taken to run ${computePerStatementUs} µs a statement. No call fails.`,
    ...leftOutNotes(model),
  ];
}

export function leftOutNotes({ leftOut }: ConcurrencyModel): string[] {
  return leftOut.map(({ place, message }) => `Line ${place.line}: ${message}`);
}

/** How many durations there are of each origin, weakest last: what the user is to know before believing a figure. */
function originsOf(costs: readonly KnownDuration[]): string {
  const words = ({ from, detail }: KnownDuration) => (detail === setByHand ? setByHand : from === 'default' ? byDefault : originWords[from]);
  const known = new Set(costs.map(words));
  const parts = [...known].sort((a, b) => Number(a === byDefault) - Number(b === byDefault)).map((origin) => `${costs.filter((cost) => words(cost) === origin).length.toLocaleString('en')} ${origin}`);
  return `They rest on ${count(costs.length, 'duration')}: ${parts.join(', ')}.${known.has(byDefault) ? ' To replace a default, set overlap.durations or write // @overlap 120ms on the line.' : ''}`;
}

const byDefault = 'by default';

function shapeOf(steps: readonly Step[]): { guessedLoops: number[]; ifs: number } {
  const guessedLoops: number[] = [];
  let ifs = 0;
  const walk = (all: readonly Step[]) => {
    for (const step of all) {
      if (step.type === 'if') ifs++;
      if ((step.type === 'loop' || (step.type === 'await' && step.operation.type === 'map')) && !(step.type === 'loop' ? step.count : 'count' in step.operation)) {
        guessedLoops.push(step.type === 'loop' ? step.place.line : step.operation.place.line);
      }
      for (const inner of innerSteps(step)) walk(inner);
    }
  };
  walk(steps);
  return { guessedLoops, ifs };
}
