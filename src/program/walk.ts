import type { Annotation, AsyncFunction, Operation, Step } from '../analysis/model.ts';
import { type GroupPlan, type ListGroup, touchesPromises } from './apply-groups.ts';
import { type DurationOrigin, leastSure, roundsOf } from './durations.ts';
import type { Estimator } from './estimate.ts';
import type { JoinHow } from './program.ts';
import { namedStarts } from './starts.ts';

/** The clock on one path through the steps of a function, in microseconds. */
interface Path {
  readonly at: number;
  readonly leaves: 'return' | 'throw' | 'break' | 'continue' | null;
}

/** What a list of steps goes through with a clock that only waiting moves. */
export class Walk {
  readonly #estimates: Estimator;
  readonly #fn: AsyncFunction;
  readonly #plan: GroupPlan;
  /** Of the durations that the clock has met. */
  readonly #origins: Set<DurationOrigin>;
  /** When each promise started on this path settles. */
  readonly #settles = new Map<string, number>();

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

  /** How long steps take that run as a task of their own, from its start. */
  #apart(steps: readonly Step[]): number {
    return new Walk(this.#estimates, this.#fn, this.#plan, this.#origins).steps(steps, 0).at;
  }

  /** As from-model.ts writes it: members start together at the first one's place, and end there or, started early, each at its own. */
  #grouped(steps: readonly Step[], groups: readonly ListGroup[], from: number): Path {
    const starting = new Map(groups.map((group) => [group.members[0], group]));
    const endsAt = new Map<number, number>();
    const done = new Set<number>();
    let at = from;
    for (const [index, step] of steps.entries()) {
      const group = starting.get(index);
      if (group) {
        const started = at;
        const together = group.group.shape !== 'start-early';
        for (const member of group.members) {
          const statement = steps[member];
          if (!statement || touchesPromises(statement)) continue;
          const end = started + this.#apart([statement]);
          if (!together) endsAt.set(member, end);
          else {
            done.add(member);
            at = Math.max(at, end);
          }
        }
      }
      if (done.has(index)) continue;
      const ends = endsAt.get(index);
      const path = ends === undefined ? this.#step(step, at) : { at: Math.max(at, ends), leaves: null };
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
        return { at: this.#settlesAt(step.operation, at, step.annotation), leaves: null };
      case 'start': {
        const end = this.#settlesAt(step.operation, at, step.annotation);
        if (step.promise !== undefined) this.#settles.set(step.promise, Math.max(end, this.#settles.get(step.promise) ?? 0));
        return { at, leaves: null };
      }
      case 'statement':
        return this.steps(step.steps, at);
      case 'if':
        return this.steps(this.#estimates.branch(this.#fn, step) === 'then' ? step.then : step.else, at);
      case 'exit': {
        const operation = this.#estimates.handedOn(this.#fn, step);
        return { at: operation ? this.#settlesAt(operation, at) : at, leaves: step.how };
      }
      case 'try':
        return this.#try(step, at);
      case 'loop':
        return this.#loop(step, at);
    }
  }

  #try(step: Extract<Step, { type: 'try' }>, at: number): Path {
    let path = this.steps(step.body, at);
    if (path.leaves === 'throw' && step.catch.length > 0) path = this.steps(step.catch, path.at);
    const end = this.steps(step.finally, path.at);
    return end.leaves ? end : { at: end.at, leaves: path.leaves };
  }

  /** One round is walked, and the others take as long. */
  #loop(step: Extract<Step, { type: 'loop' }>, at: number): Path {
    const rounds = roundsOf(step.count);
    if (rounds.value === 0) return { at, leaves: null };
    const limit = this.#plan.loops.get(step);
    if (limit !== undefined) {
      const round = this.#apart(step.body);
      if (rounds.from === 'default' && round > 0) this.#origins.add('default');
      return { at: at + Math.ceil(rounds.value / limit) * round, leaves: null };
    }
    const first = this.steps(step.body, at);
    if (first.leaves === 'return' || first.leaves === 'throw') return first;
    if (first.leaves === 'break') return { at: first.at, leaves: null };
    if (rounds.from === 'default' && first.at > at) this.#origins.add('default');
    const more = (rounds.value - 1) * (first.at - at);
    for (const { promise } of namedStarts(step.body)) {
      const settled = this.#settles.get(promise);
      if (settled !== undefined) this.#settles.set(promise, settled + more);
    }
    return { at: first.at + more, leaves: null };
  }

  /** When an operation issued at `at` settles. */
  #settlesAt(operation: Operation, at: number, onLine?: Annotation): number {
    if (onLine?.durationUs === undefined) {
      if (operation.type === 'promise') {
        const settled = this.#settles.get(operation.promise);
        if (settled !== undefined) return Math.max(at, settled);
        // Started on a way that this run does not take: nothing is in flight, so nothing is waited for.
        if (this.#estimates.started(this.#fn, operation.promise)) return at;
      }
      if (operation.type === 'chain') return this.steps(operation.steps, at).at;
      if ('members' in operation && operation.members.length > 0) {
        const ends = operation.members.map((member) => this.#settlesAt(member, at));
        return endOf(operation.type, ends);
      }
    }
    const cost = this.#estimates.operation(this.#fn, operation, onLine);
    this.#origins.add(cost.from);
    return at + cost.us;
  }
}

/** When a combinator settles whose members settle then, nothing being rejected. */
export function endOf(how: JoinHow, ends: readonly number[]): number {
  const [first = 0, ...others] = ends;
  const decides = how === 'all' || how === 'allSettled' ? Math.max : Math.min;
  return others.reduce((one, other) => decides(one, other), first);
}
