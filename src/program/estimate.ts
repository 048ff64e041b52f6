/**
 * How long steps wait, added up without running anything: waits in line are summed, waits beside each other overlap, CPU counts nothing.
 * It decides which branch a Program takes, says how long an await waits by itself and what a group would save. Elapsed times of
 * whole functions come from the engine, which knows the loop's CPU as well; with no CPU the two agree, and a test holds them to it.
 */
import type { Annotation, AsyncFunction, AwaitId, ConcurrencyModel, Operation, Step } from '../analysis/model.ts';
import { type GroupPlan, noGroups } from './apply-groups.ts';
import { type Branch, chooseBranches } from './branches.ts';
import { awaitSteps, type Callees, calleesOf } from './callees.ts';
import { type DurationLookup, kindOf, type KnownDuration, leastSure, roundsOf } from './durations.ts';
import { type Started, startsOf } from './starts.ts';
import { settledOf, Walk } from './walk.ts';

type Call = Extract<Operation, { type: 'call' }>;
type Local = Extract<Operation, { type: 'local' | 'inline' }>;
type Combined = Extract<Operation, { members: readonly Operation[] }>;
type ExitStep = Extract<Step, { type: 'exit' }>;

/** What something takes; `fails`: it always ends in a throw. */
export interface Cost extends KnownDuration {
  readonly fails?: true;
}

export function estimator(model: ConcurrencyModel, lookup: DurationLookup): Estimator {
  return new Estimator(calleesOf(model), lookup);
}

/** Of one file. All times are whole microseconds. Results are kept per function: asking again costs a lookup. */
export class Estimator {
  readonly callees: Callees;
  readonly lookup: DurationLookup;
  readonly #functions = new Map<string, Cost>();
  readonly #branches = new Map<string, ReadonlyMap<Step, Branch>>();
  readonly #starts = new Map<string, ReadonlyMap<string, Started>>();
  readonly #awaits = new Map<string, ReadonlyMap<AwaitId, Cost>>();
  /** Promises whose duration is being asked for. */
  readonly #resolving = new Set<Started>();

  constructor(callees: Callees, lookup: DurationLookup) {
    this.callees = callees;
    this.lookup = lookup;
  }

  /** A whole function, from its call to its return, with findings applied in it (not in those it calls) where a plan is given. */
  function(fn: AsyncFunction, plan?: GroupPlan): Cost {
    return plan ? this.#body(fn, plan) : kept(this.#functions, fn.id, () => this.#body(fn, noGroups));
  }

  #body(fn: AsyncFunction, plan: GroupPlan): Cost {
    return { ...this.steps(fn, fn.steps, plan), detail: `the body of \`${fn.name}\`` };
  }

  /** Some steps of a function by themselves, in order. */
  steps(fn: AsyncFunction, steps: readonly Step[], plan: GroupPlan = noGroups): Omit<Cost, 'detail'> {
    const walk = new Walk(this, fn, plan);
    const { at, leaves } = walk.steps(steps, 0);
    return { us: at, from: walk.from, ...(leaves === 'throw' && { fails: true }) };
  }

  /** What each await of a function waits by itself. */
  awaits(fn: AsyncFunction): ReadonlyMap<AwaitId, Cost> {
    return kept(this.#awaits, fn.id, () => {
      const costs = new Map([...awaitSteps(fn.steps)].map((step) => [step.await, this.operation(fn, step.operation, step.annotation)]));
      for (const site of fn.awaits) if (!costs.has(site.id)) costs.set(site.id, this.lookup({ callee: site.label }));
      return costs;
    });
  }

  /** What each await and step of a chain waits that is not made of others. */
  single(fn: AsyncFunction): readonly KnownDuration[] {
    const made = new Set([...awaitSteps(fn.steps)].flatMap((step) => (step.operation.type === 'chain' && step.annotation?.durationUs === undefined ? [step.await] : [])));
    return [...this.awaits(fn)].flatMap(([id, cost]) => (made.has(id) ? [] : [cost]));
  }

  /** What an operation takes by itself when it is started and waited for at once, in the function `fn`. */
  operation(fn: AsyncFunction, operation: Operation, onLine?: Annotation): Cost {
    if (onLine?.durationUs !== undefined) return this.lookup({ callee: '', onLine });
    switch (operation.type) {
      case 'call':
        return this.#call(fn, operation);
      case 'local':
      case 'inline':
        return this.#local(fn, operation);
      case 'value':
        return this.lookup({ callee: operation.text });
      case 'promise':
        return this.#promise(fn, operation.promise);
      case 'map':
        return this.#map(fn, operation);
      case 'chain':
        return { ...this.steps(fn, operation.steps), detail: 'its steps one after the other' };
      default:
        return this.#combined(fn, operation);
    }
  }

  #call(fn: AsyncFunction, { callee, literalUs, declared, returns }: Call): Cost {
    const said = this.lookup({ callee, ...(literalUs !== undefined && { literalUs }), ...(declared && { onDeclaration: declared }) });
    // Whatever says nothing of the call itself, the one that it returns may.
    return said.from === 'default' && returns ? this.operation(fn, returns) : said;
  }

  #local(fn: AsyncFunction, operation: Local): Cost {
    const target = this.entered(fn, operation);
    if (target) return this.function(target);
    const declared = this.callees.functions.get(operation.functionId)?.annotation;
    return this.lookup({ callee: operation.type === 'local' ? operation.callee : '', ...(declared && { onDeclaration: declared }) });
  }

  #promise(fn: AsyncFunction, promise: string): Cost {
    const start = this.started(fn, promise);
    // `p = Promise.all([p, f()])` names itself.
    if (!start || this.#resolving.has(start)) return this.lookup({ callee: promise });
    this.#resolving.add(start);
    const cost = this.operation(fn, start.operation, start.onLine);
    this.#resolving.delete(start);
    return cost;
  }

  /** As many turns as it takes with so many at a time, each as long as one call. */
  #map(fn: AsyncFunction, { each, how, count, limit }: Extract<Operation, { type: 'map' }>): Cost {
    const one = this.operation(fn, each);
    const rounds = roundsOf(count);
    const lanes = how === 'race' || how === 'any' ? rounds.value : limit ?? rounds.value;
    const turns = rounds.value === 0 ? 0 : Math.ceil(rounds.value / Math.max(1, lanes));
    const from = turns > 1 ? leastSure([one.from, rounds.from]) : one.from;
    const fails = one.fails === true && turns > 0 && how !== 'allSettled';
    const number = `${rounds.value} elements${rounds.from === 'default' ? ' assumed' : ''}`;
    return { us: fails ? one.us : turns * one.us, from, ...(fails && { fails }), detail: `${number}, ${turns > 1 ? `${lanes} at a time` : 'side by side'}, each ${one.detail}` };
  }

  #combined(fn: AsyncFunction, { type, members }: Combined): Cost {
    const costs = members.map((member) => this.operation(fn, member));
    const { at, fails } = settledOf(type, costs.map((cost) => ({ at: cost.us, fails: cost.fails === true })));
    return { us: at, from: leastSure(costs.map((cost) => cost.from)), ...(fails && { fails }), detail: `the ${type === 'all' || type === 'allSettled' ? 'slowest' : 'fastest'} of ${members.length}` };
  }

  /** What a promise name of the model stands for; undefined where the function does not start it. */
  started(fn: AsyncFunction, promise: string): Started | undefined {
    return kept(this.#starts, fn.id, () => startsOf(fn)).get(promise);
  }

  /** What a call of a function that is not async waits for in its place; null where the call has a duration of its own. */
  returned({ callee, literalUs, declared, returns }: Call): Operation | null {
    if (!returns || literalUs !== undefined) return null;
    return this.lookup({ callee, ...(declared && { onDeclaration: declared }) }).from === 'default' ? returns : null;
  }

  /** What a `return` without `await` waits for, as far as it can be told to give a promise; null where it gives a plain value. */
  handedOn(fn: AsyncFunction, { operation }: ExitStep): Operation | null {
    return operation && givesPromise(fn, operation) ? operation : null;
  }

  branch(fn: AsyncFunction, step: Extract<Step, { type: 'if' }>): Branch {
    const branches = kept(this.#branches, fn.id, () => chooseBranches(fn.steps, {
      await: ({ operation, annotation }) => this.operation(fn, operation, annotation),
      exit: (exit) => {
        const operation = this.handedOn(fn, exit);
        return operation ? this.operation(fn, operation) : { us: 0 };
      },
      rounds: ({ count }) => roundsOf(count).value,
    }));
    return branches.get(step) ?? 'then';
  }

  /** The function that a call enters; null where it does not, and {@link Estimator.operation} says what it takes. */
  entered(fn: AsyncFunction, operation: Local, onLine?: Annotation): AsyncFunction | null {
    if (onLine?.durationUs !== undefined || !this.callees.enters(fn.id, operation.functionId)) return null;
    const target = this.callees.functions.get(operation.functionId);
    if (!target || operation.type === 'inline') return target ?? null;
    const said = this.lookup({ callee: operation.callee, ...(target.annotation && { onDeclaration: target.annotation }) });
    return said.from === 'default' ? target : null;
  }
}

/** What is known under a key, found out when it is first asked for. */
function kept<Key, Value>(known: Map<Key, Value>, key: Key, find: () => Value): Value {
  const before = known.get(key);
  if (before !== undefined) return before;
  const found = find();
  known.set(key, found);
  return found;
}

/** Any call may give a plain value; one that is said to take its time gives a promise, and an `async` function that awaits nothing was most likely written for a promise to hand on. */
function givesPromise(fn: AsyncFunction, operation: Operation): boolean {
  if (operation.type === 'value') return false;
  if (operation.type !== 'call' || fn.awaits.length === 0) return true;
  const { literalUs, declared, callee, returns } = operation;
  return (literalUs ?? declared?.durationUs) !== undefined || kindOf(callee) !== 'unknown' || (returns !== undefined && givesPromise(fn, returns));
}
