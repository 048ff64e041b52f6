/**
 * Which branch of each `if` the simulated run takes: the one after which the function takes longest, the function's rest included, so that
 * a guard's early return is not the run that is shown. A way that throws out of the function is taken only where every way does; of equal
 * times the way with more steps, then the first in the text.
 */
import type { Step } from '../analysis/model.ts';

export type Branch = 'then' | 'else';
type IfStep = Extract<Step, { type: 'if' }>;
type LoopStep = Extract<Step, { type: 'loop' }>;

/** From a step to the end of the function. */
interface Way {
  readonly us: number;
  readonly steps: number;
  /** Whether it throws out of the function in the end. */
  readonly throws: boolean;
  /** How it leaves the round of the loop that it is in; null: at its end. */
  readonly leaves: 'return' | 'throw' | 'break' | 'continue' | null;
}

/** Where an exit leads: into the `catch` around, behind the loop around, to the end of its round. */
interface Around {
  readonly caught: Way | null;
  readonly loopEnd: Way;
  readonly roundEnd: Way;
}

/** What a step waits by itself, and whether it always ends in a throw. */
interface StepCost {
  readonly us: number;
  readonly fails?: true;
}

/** Of steps by themselves, and how often a loop turns. */
export interface StepCosts {
  await(step: Extract<Step, { type: 'await' }>): StepCost;
  exit(step: Extract<Step, { type: 'exit' }>): StepCost;
  rounds(step: LoopStep): number;
}

const nothing: Way = { us: 0, steps: 0, throws: false, leaves: null };

/** Linear in the steps. */
export function chooseBranches(steps: readonly Step[], costs: StepCosts): ReadonlyMap<IfStep, Branch> {
  const chosen = new Map<IfStep, Branch>();
  const longest = longestRounds(costs);

  const list = (all: readonly Step[], rest: Way, around: Around): Way => all.reduceRight((after, step) => one(step, after, around), rest);

  const one = (step: Step, after: Way, around: Around): Way => {
    switch (step.type) {
      case 'compute':
      case 'start':
        return { ...after, steps: after.steps + 1 };
      case 'await': {
        const { us, fails } = costs.await(step);
        const next = fails ? thrown(around) : after;
        return { ...next, us: next.us + us, steps: next.steps + 1 };
      }
      case 'statement':
        return list(step.steps, after, around);
      case 'exit':
        return exit(step, around);
      case 'loop':
        return loop(step, after, around);
      case 'try': {
        const end = list(step.finally, after, around);
        const caught = step.catch ? list(step.catch, end, around) : around.caught;
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

  const exit = (step: Extract<Step, { type: 'exit' }>, around: Around): Way => {
    switch (step.how) {
      case 'return': {
        const { us, fails } = costs.exit(step);
        const next: Way = fails ? thrown(around) : { ...nothing, leaves: 'return' };
        return { ...next, us: next.us + us, steps: next.steps + 1 };
      }
      case 'throw':
        return thrown(around);
      case 'break':
        return { ...around.loopEnd, steps: around.loopEnd.steps + 1, leaves: 'break' };
      case 'continue':
        return { ...around.roundEnd, steps: around.roundEnd.steps + 1, leaves: 'continue' };
    }
  };

  /** Behind the end of a round lie the rounds that are left, so that one that leaves the loop early is not the one that is shown. */
  const loop = (step: LoopStep, after: Way, around: Around): Way => {
    const rounds = costs.rounds(step);
    const roundEnd: Way = { ...after, us: after.us + Math.max(0, rounds - 1) * longest(step), leaves: null };
    const caught = around.caught && ({ ...around.caught, leaves: 'throw' } as const);
    const round = list(step.body, roundEnd, { caught, loopEnd: after, roundEnd });
    switch (round.leaves) {
      case 'return':
        return round;
      case 'throw':
        return around.caught ? { ...round, leaves: around.caught.leaves } : round;
      case 'break':
        return { ...round, leaves: after.leaves };
      default:
        return { ...round, us: after.us + rounds * (round.us - roundEnd.us), leaves: after.leaves };
    }
  };

  list(steps, nothing, { caught: null, loopEnd: nothing, roundEnd: nothing });
  return chosen;
}

function thrown({ caught }: Around): Way {
  return caught ?? { us: 0, steps: 1, throws: true, leaves: 'throw' };
}

/** What the longest round of a loop takes that does not leave it; each loop is looked at once. */
function longestRounds(costs: StepCosts): (step: LoopStep) => number {
  const known = new Map<LoopStep, number>();
  const sum = (steps: readonly Step[]): number => steps.reduce((us, step) => us + one(step), 0);
  const one = (step: Step): number => {
    switch (step.type) {
      case 'await': {
        const { us, fails } = costs.await(step);
        return fails ? -Infinity : us;
      }
      case 'statement':
        return sum(step.steps);
      case 'if':
        return Math.max(sum(step.then), sum(step.else));
      case 'try':
        return Math.max(sum(step.body), step.catch ? sum(step.catch) : -Infinity) + sum(step.finally);
      case 'loop': {
        const round = longest(step);
        return round > 0 ? costs.rounds(step) * round : 0;
      }
      case 'exit':
        return step.how === 'continue' ? 0 : -Infinity;
      default:
        return 0;
    }
  };
  const longest = (step: LoopStep): number => {
    let us = known.get(step);
    if (us === undefined) known.set(step, (us = sum(step.body)));
    return us;
  };
  return (step) => Math.max(0, longest(step));
}

/** Whether the first of two ways is to be shown rather than the second. */
function better(one: Way, other: Way): boolean {
  return (Number(other.throws) - Number(one.throws) || one.us - other.us || one.steps - other.steps) > 0;
}
