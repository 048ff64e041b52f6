/**
 * Which branch of each `if` the simulated run takes: the one after which the function takes longest, the function's rest included, so that
 * a guard's early return is not the run that is shown. A way that throws is taken only where every way throws; of equal times
 * the way with more steps, then the first in the text.
 */
import type { Step } from '../analysis/model.ts';

export type Branch = 'then' | 'else';
type IfStep = Extract<Step, { type: 'if' }>;

interface Way {
  readonly us: number;
  readonly steps: number;
  /** Left early, and so the steps after are not taken. */
  readonly leaves: 'return' | 'throw' | 'break' | 'continue' | null;
}

const through: Way = { us: 0, steps: 0, leaves: null };

/** Microseconds of steps by themselves, and how often a loop turns. */
export interface StepCosts {
  await(step: Extract<Step, { type: 'await' }>): number;
  exit(step: Extract<Step, { type: 'exit' }>): number;
  rounds(step: Extract<Step, { type: 'loop' }>): number;
}

/** One pass from the end, linear in the steps. */
export function chooseBranches(steps: readonly Step[], costs: StepCosts): ReadonlyMap<IfStep, Branch> {
  const chosen = new Map<IfStep, Branch>();

  const list = (all: readonly Step[], rest: Way): Way => all.reduceRight((after, step) => one(step, after), rest);

  const one = (step: Step, after: Way): Way => {
    switch (step.type) {
      case 'compute':
      case 'start':
        return { ...after, steps: after.steps + 1 };
      case 'await':
        return { us: after.us + costs.await(step), steps: after.steps + 1, leaves: after.leaves };
      case 'statement':
        return list(step.steps, after);
      case 'exit':
        return { us: costs.exit(step), steps: 1, leaves: step.how };
      case 'loop': {
        const round = list(step.body, through);
        if (round.leaves === 'return' || round.leaves === 'throw') return round;
        const rounds = round.leaves === 'break' ? 1 : costs.rounds(step);
        return { us: rounds * round.us + after.us, steps: after.steps + round.steps, leaves: after.leaves };
      }
      case 'try': {
        const end = list(step.finally, after);
        const body = list(step.body, end);
        return body.leaves === 'throw' && step.catch.length > 0 ? list(step.catch, { ...end, us: end.us + body.us }) : body;
      }
      case 'if': {
        const taken = list(step.then, after);
        const other = list(step.else, after);
        const branch = better(other, taken) ? 'else' : 'then';
        chosen.set(step, branch);
        return branch === 'then' ? taken : other;
      }
    }
  };
  list(steps, through);
  return chosen;
}

/** Whether the first of two ways is to be shown rather than the second. */
function better(one: Way, other: Way): boolean {
  const throws = (way: Way) => (way.leaves === 'throw' ? 1 : 0);
  return (throws(other) - throws(one) || one.us - other.us || one.steps - other.steps) > 0;
}
