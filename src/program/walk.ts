import type { Annotation, AsyncFunction, Operation, Step } from '../analysis/model.ts';
import { type GroupPlan, type ListGroup, touchesPromises } from './apply-groups.ts';
import { operationsOf } from './callees.ts';
import { type DurationOrigin, leastSure, roundsOf } from './durations.ts';
import type { Estimator } from './estimate.ts';
import type { JoinHow } from './program.ts';
import { namedStarts } from './starts.ts';

/** The clock on one path through the steps of a function, in microseconds. */
interface Path {
  readonly at: number;
  readonly leaves: 'return' | 'throw' | 'break' | 'continue' | null;
}

/** When a promise settles, and whether it is rejected: nothing fails but what always throws. */
interface Settled {
  readonly at: number;
  readonly fails: boolean;
}

/** What a list of steps goes through with a clock that only waiting moves. */
export class Walk {
  readonly #estimates: Estimator;
  readonly #fn: AsyncFunction;
  readonly #plan: GroupPlan;
  /** Of the durations that the clock has met. */
  readonly #origins: Set<DurationOrigin>;
  /** When each promise started on this path settles. */
  readonly #settles = new Map<string, Settled>();

  constructor(estimates: Estimator, fn: AsyncFunction, plan: GroupPlan, origins = new Set<DurationOrigin>()) {
    this.#estimates = estimates;
    this.#fn = fn;
    this.#plan = plan;
    this.#origins = origins;
  }

  get from(): DurationOrigin {
    return leastSure(this.#origins);
  }

  steps(steps: readonly Step[], from: number): Path {
    const groups = this.#plan.lists.get(steps);
    if (groups) return this.#grouped(steps, groups, from);
    let at = from;
    for (const step of steps) {
      const path = this.#step(step, at);
      if (path.leaves) return path;
      at = path.at;
    }
    return { at, leaves: null };
  }

  /** Steps that run as a task of their own, from its start. */
  #apart(steps: readonly Step[]): Settled {
    return settledBy(new Walk(this.#estimates, this.#fn, this.#plan, this.#origins).steps(steps, 0));
  }

  /** As from-model.ts writes it: members start together at the first one's place, and end there or, started early, each at its own. */
  #grouped(steps: readonly Step[], groups: readonly ListGroup[], from: number): Path {
    const starting = new Map(groups.map((group) => [group.members[0], group]));
    const ends = new Map<number, Settled>();
    const done = new Set<number>();
    let at = from;
    for (const [index, step] of steps.entries()) {
      const group = starting.get(index);
      if (group) {
        const together: Settled[] = [];
        for (const member of group.members) {
          const statement = steps[member];
          if (!statement || touchesPromises(statement)) continue;
          const apart = this.#apart([statement]);
          const end = { ...apart, at: at + apart.at };
          if (group.group.shape === 'start-early') ends.set(member, end);
          else {
            together.push(end);
            done.add(member);
          }
        }
        const path = awaited(settledOf(group.group.shape === 'all-settled' ? 'allSettled' : 'all', together), at);
        if (path.leaves) return path;
        at = path.at;
      }
      if (done.has(index)) continue;
      const end = ends.get(index);
      const path = end === undefined ? this.#step(step, at) : awaited(end, at);
      if (path.leaves) return path;
      at = path.at;
    }
    return { at, leaves: null };
  }

  #step(step: Step, at: number): Path {
    switch (step.type) {
      case 'compute':
        return { at, leaves: null };
      case 'await':
        return awaited(this.#settled(step.operation, at, step.annotation), at);
      case 'start': {
        const end = this.#settled(step.operation, at, step.annotation);
        if (step.promise !== undefined) this.#settles.set(step.promise, settledOf('all', [this.#settles.get(step.promise) ?? end, end]));
        return { at, leaves: null };
      }
      case 'statement':
        return this.steps(step.steps, at);
      case 'if':
        return this.steps(this.#estimates.branch(this.#fn, step) === 'then' ? step.then : step.else, at);
      case 'exit': {
        const operation = this.#estimates.handedOn(this.#fn, step);
        const path = operation && awaited(this.#settled(operation, at), at);
        return path?.leaves ? path : { at: path?.at ?? at, leaves: step.how };
      }
      case 'try':
        return this.#try(step, at);
      case 'loop':
        return this.#loop(step, at);
    }
  }

  #try(step: Extract<Step, { type: 'try' }>, at: number): Path {
    let path = this.steps(step.body, at);
    if (path.leaves === 'throw' && step.catch) path = this.steps(step.catch, path.at);
    const end = this.steps(step.finally, path.at);
    return end.leaves ? end : { at: end.at, leaves: path.leaves };
  }

  /** One round is walked, and the others take as long; two where the first has waited for what was in flight before. */
  #loop(step: Extract<Step, { type: 'loop' }>, at: number): Path {
    const rounds = roundsOf(step.count);
    if (rounds.value === 0) return { at, leaves: null };
    const limit = this.#plan.loops.get(step);
    if (limit !== undefined) {
      const round = this.#apart(step.body);
      if (round.at > 0) this.#origins.add(rounds.from);
      return round.fails ? { at: at + round.at, leaves: 'throw' } : { at: at + Math.ceil(rounds.value / limit) * round.at, leaves: null };
    }
    const inFlight = this.#inFlight(step.body, at);
    const first = this.steps(step.body, at);
    if (first.leaves === 'return' || first.leaves === 'throw') return first;
    if (first.leaves === 'break') return { at: first.at, leaves: null };
    if (first.at > at) this.#origins.add(rounds.from);
    const again = rounds.value > 1 && inFlight !== null && inFlight <= first.at;
    const walked = again ? this.steps(step.body, first.at).at : first.at;
    const more = again ? (rounds.value - 2) * (walked - first.at) : (rounds.value - 1) * (first.at - at);
    for (const { promise } of namedStarts(step.body)) {
      const settled = this.#settles.get(promise);
      if (settled !== undefined) this.#settles.set(promise, { ...settled, at: settled.at + more });
    }
    return { at: walked + more, leaves: null };
  }

  /** When the last of the promises has settled that steps wait for and that is in flight before them; null: there is none. */
  #inFlight(steps: readonly Step[], at: number): number | null {
    let latest: number | null = null;
    for (const operation of operationsOf(steps)) {
      const settled = operation.type === 'promise' ? this.#settles.get(operation.promise) : undefined;
      if (settled && settled.at > at) latest = Math.max(latest ?? at, settled.at);
    }
    return latest;
  }

  /** An operation that is issued at `at`. */
  #settled(operation: Operation, at: number, onLine?: Annotation): Settled {
    if (onLine?.durationUs === undefined) {
      if (operation.type === 'promise') {
        const settled = this.#settles.get(operation.promise);
        if (settled !== undefined) return settled;
        // Started on a way that this run does not take: nothing is in flight, so nothing is waited for.
        if (this.#estimates.started(this.#fn, operation.promise)) return { at, fails: false };
      }
      if (operation.type === 'chain') return settledBy(this.steps(operation.steps, at));
      if ('members' in operation && operation.members.length > 0) return settledOf(operation.type, operation.members.map((member) => this.#settled(member, at)));
    }
    const cost = this.#estimates.operation(this.#fn, operation, onLine);
    this.#origins.add(cost.from);
    return { at: at + cost.us, fails: cost.fails === true };
  }
}

/** The promise of a task that takes this path. */
function settledBy({ at, leaves }: Path): Settled {
  return { at, fails: leaves === 'throw' };
}

/** Waiting from `at` on for what may have settled before. */
function awaited(end: Settled, at: number): Path {
  return { at: Math.max(at, end.at), leaves: end.fails ? 'throw' : null };
}

/** What a combinator makes of its members (ECMA-262, 27.2.4); of none, nothing that is waited for. */
export function settledOf(how: JoinHow, members: readonly Settled[]): Settled {
  const failed = members.filter(({ fails }) => fails);
  switch (how) {
    case 'all':
      return failed.length > 0 ? first(failed) : last(members);
    case 'allSettled':
      return { ...last(members), fails: false };
    case 'race':
      return first(members);
    case 'any':
      return failed.length < members.length ? first(members.filter(({ fails }) => !fails)) : last(members);
  }
}

function first(all: readonly Settled[]): Settled {
  return all.reduce((before, one) => (one.at < before.at ? one : before), all[0] ?? { at: 0, fails: false });
}

function last(all: readonly Settled[]): Settled {
  return all.reduce((before, one) => (one.at > before.at ? one : before), all[0] ?? { at: 0, fails: false });
}
