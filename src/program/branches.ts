/**
 * Which branch of each `if` the simulated run takes: the one after which the function takes longest, the function's rest included, so that
 * a guard's early return is not the run that is shown. A way that throws out of the function is taken only where every way does; of equal
 * times the way with more steps, then the first in the text.
 */
import type { Step } from '../analysis/model.ts';

export type Branch = 'then' | 'else';
type IfStep = Extract<Step, { type: 'if' }>;

/** From a step to the end of the function, or to where the round of a loop ends. */
interface Way {
  readonly us: number;
  readonly steps: number;
  /** Whether it throws out of the function in the end. */
  readonly throws: boolean;
  /** How it leaves the round of the loop that it is in; null: at its end. */
  readonly leaves: 'return' | 'throw' | 'break' | 'continue' | null;
}

/** What becomes of an exit: the way from the `catch` around, and from the end of the loop around. */
interface Around {
  readonly caught: Way | null;
  readonly loopEndThrows: boolean;
}

/** Microseconds of steps by themselves, and how often a loop turns. */
export interface StepCosts {
  await(step: Extract<Step, { type: 'await' }>): number;
  exit(step: Extract<Step, { type: 'exit' }>): number;
  rounds(step: Extract<Step, { type: 'loop' }>): number;
}

/** One pass from the end, linear in the steps. */
export function chooseBranches(steps: readonly Step[], costs: StepCosts): ReadonlyMap<IfStep, Branch> {
  const chosen = new Map<IfStep, Branch>();

  const list = (all: readonly Step[], rest: Way, around: Around): Way => all.reduceRight((after, step) => one(step, after, around), rest);

  const one = (step: Step, after: Way, around: Around): Way => {
    switch (step.type) {
      case 'compute':
      case 'start':
        return { ...after, steps: after.steps + 1 };
      case 'await':
        return { ...after, us: after.us + costs.await(step), steps: after.steps + 1 };
      case 'statement':
        return list(step.steps, after, around);
      case 'exit':
        if (step.how === 'throw') return around.caught ?? { us: 0, steps: 1, throws: true, leaves: 'throw' };
        return { us: costs.exit(step), steps: 1, throws: step.how !== 'return' && around.loopEndThrows, leaves: step.how };
      case 'loop': {
        const round = list(step.body, { us: 0, steps: 0, throws: after.throws, leaves: null }, { ...around, loopEndThrows: after.throws });
        if (round.leaves === 'return' || round.leaves === 'throw') return round;
        const rounds = round.leaves === 'break' ? 1 : costs.rounds(step);
        return { ...after, us: rounds * round.us + after.us, steps: after.steps + round.steps };
      }
      case 'try': {
        const end = list(step.finally, after, around);
        const caught = step.catch.length > 0 ? list(step.catch, end, around) : around.caught;
        return list(step.body, end, { ...around, caught });
      }
      case 'if': {
        const taken = list(step.then, after, around);
        const other = list(step.else, after, around);
        const branch = better(other, taken) ? 'else' : 'then';
        chosen.set(step, branch);
        return branch === 'then' ? taken : other;
      }
    }
  };
  list(steps, { us: 0, steps: 0, throws: false, leaves: null }, { caught: null, loopEndThrows: false });
  return chosen;
}

/** Whether the first of two ways is to be shown rather than the second. */
function better(one: Way, other: Way): boolean {
  return (Number(other.throws) - Number(one.throws) || one.us - other.us || one.steps - other.steps) > 0;
}
