/**
 * Which branch of each `if` the simulated run takes: the one after which the function takes longest, the function's rest included, so that
 * a guard's early return is not the run that is shown. On equal times the branch that does not leave, then the first in the text.
 */
import type { Step } from '../analysis/model.ts';

export type Branch = 'then' | 'else';
type IfStep = Extract<Step, { type: 'if' }>;

interface Way {
  readonly us: number;
  /** Left early, and so the steps after are not taken. */
  readonly leaves: 'return' | 'throw' | 'break' | 'continue' | null;
}

const through: Way = { us: 0, leaves: null };

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
        return after;
      case 'await':
        return { us: after.us + costs.await(step), leaves: after.leaves };
      case 'statement':
        return list(step.steps, after);
      case 'exit':
        return { us: costs.exit(step), leaves: step.how };
      case 'loop': {
        const round = list(step.body, through);
        if (round.leaves === 'return' || round.leaves === 'throw') return round;
        const rounds = round.leaves === 'break' ? 1 : costs.rounds(step);
        return { us: rounds * round.us + after.us, leaves: after.leaves };
      }
      case 'try': {
        const end = list(step.finally, after);
        const body = list(step.body, end);
        return body.leaves === 'throw' && step.catch.length > 0 ? list(step.catch, { us: end.us + body.us, leaves: end.leaves }) : body;
      }
      case 'if': {
        const taken = list(step.then, after);
        const other = list(step.else, after);
        const branch = taken.us > other.us || (taken.us === other.us && !(taken.leaves && !other.leaves)) ? 'then' : 'else';
        chosen.set(step, branch);
        return branch === 'then' ? taken : other;
      }
    }
  };
  list(steps, through);
  return chosen;
}
