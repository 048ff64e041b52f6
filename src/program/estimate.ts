/**
 * How long steps wait, added up without running anything: waits in line are summed, waits beside each other overlap, CPU counts nothing.
 * It decides which branch a Program takes, says how long an await waits by itself and what a group would save. Elapsed times of
 * whole functions come from the engine, which knows the loop's CPU as well; with no CPU the two agree, and a test holds them to it.
 */
import type { Annotation, AsyncFunction, AwaitId, ConcurrencyModel, LoopCount, Operation, Step } from '../analysis/model.ts';
import { type GroupPlan, type ListGroup, noGroups, touchesPromises } from './apply-groups.ts';
import { type Branch, chooseBranches } from './branches.ts';
import { type Callees, calleesOf, innerSteps, membersOf } from './callees.ts';
import { defaultRounds, type DurationLookup, type DurationOrigin, kindOf, type KnownDuration } from './durations.ts';

/** From the surest to the least sure. What is made of several durations is as sure as the least sure of them; what waits for nothing says so in its text. */
const sureness: readonly DurationOrigin[] = ['literal', 'recorded', 'annotation', 'setting', 'default'];

function leastSure(origins: Iterable<DurationOrigin>): DurationOrigin {
  let worst = 0;
  for (const origin of origins) worst = Math.max(worst, sureness.indexOf(origin));
  return sureness[worst] ?? 'default';
}

export interface Rounds {
  readonly value: number;
  readonly from: LoopCount['from'] | 'default';
}

export function roundsOf(count: LoopCount | undefined): Rounds {
  return count ? { value: Math.max(0, Math.round(count.value)), from: count.from } : { value: defaultRounds, from: 'default' };
}

type AwaitStep = Extract<Step, { type: 'await' }>;
type ExitStep = Extract<Step, { type: 'exit' }>;

/** The clock on one path through the steps of a function. */
interface Path {
  readonly at: number;
  readonly leaves: 'return' | 'throw' | 'break' | 'continue' | null;
}

/** What is known while one function's steps are walked. */
interface Frame {
  readonly fn: AsyncFunction;
  readonly plan: GroupPlan;
  readonly origins: Set<DurationOrigin>;
  /** When each promise started on this path settles. */
  readonly settles: Map<string, number>;
}

export interface Started {
  readonly operation: Operation;
  readonly onLine?: Annotation;
  /** The first await that waits for it. */
  readonly awaited?: AwaitId;
}

export interface Estimator {
  readonly callees: Callees;
  readonly lookup: DurationLookup;
  /** What an operation takes by itself when it is started and waited for at once, in the function `fn`. */
  operation(fn: AsyncFunction, operation: Operation, onLine?: Annotation): KnownDuration;
  /** A whole function, from its call to its return, with findings applied in it (not in those it calls) where a plan is given. */
  function(fn: AsyncFunction, plan?: GroupPlan): KnownDuration;
  /** Some steps of a function by themselves, in order. */
  steps(fn: AsyncFunction, steps: readonly Step[], plan?: GroupPlan): { readonly us: number; readonly from: DurationOrigin };
  /** What each await of a function waits by itself. */
  awaits(fn: AsyncFunction): ReadonlyMap<AwaitId, KnownDuration>;
  /** What each await and step of a chain waits that is not made of others. */
  single(fn: AsyncFunction): readonly KnownDuration[];
  /** What a promise name of the model stands for; undefined where the function does not start it. */
  started(fn: AsyncFunction, promise: string): Started | undefined;
  /** What a call of a function that is not async waits for in its place; null where the call has a duration of its own. */
  returned(operation: Extract<Operation, { type: 'call' }>): Operation | null;
  /** What a `return` without `await` waits for, as far as it can be told to give a promise; null where it gives a plain value. */
  handedOn(fn: AsyncFunction, step: ExitStep): Operation | null;
  branch(fn: AsyncFunction, step: Extract<Step, { type: 'if' }>): Branch;
  /** Whether a call of a local function is entered; otherwise {@link Estimator.operation} says what it takes. */
  entered(fn: AsyncFunction, operation: Extract<Operation, { type: 'local' | 'inline' }>, onLine?: Annotation): AsyncFunction | null;
}

/** Results are kept per function: asking again costs a lookup. */
export function estimator(model: ConcurrencyModel, lookup: DurationLookup): Estimator {
  const callees = calleesOf(model);
  const functions = new Map<string, KnownDuration>();
  const branches = new Map<string, ReadonlyMap<Step, Branch>>();
  const starts = new Map<string, ReadonlyMap<string, Started>>();
  const awaitCosts = new Map<string, ReadonlyMap<AwaitId, KnownDuration>>();
  const resolving = new Set<Started>();

  const entered: Estimator['entered'] = (fn, operation, onLine) => {
    if (!callees.enters(fn.id, operation.functionId)) return null;
    if (operation.type === 'inline') return onLine?.durationUs === undefined ? callees.functions.get(operation.functionId) ?? null : null;
    const target = callees.functions.get(operation.functionId);
    if (!target) return null;
    const said = lookup({ callee: operation.callee, ...(onLine && { onLine }), ...(target.annotation && { onDeclaration: target.annotation }) });
    return said.from === 'default' ? target : null;
  };

  const single = (fn: AsyncFunction, operation: Operation, onLine?: Annotation): KnownDuration => {
    const line = onLine && { onLine };
    switch (operation.type) {
      case 'call': {
        const { callee, literalUs, declared } = operation;
        const said = lookup({ callee, ...(literalUs !== undefined && { literalUs }), ...line, ...(declared && { onDeclaration: declared }) });
        // Whatever says nothing of the call itself, the one that it returns may.
        return said.from === 'default' && operation.returns ? operationCost(fn, operation.returns) : said;
      }
      case 'value':
        return lookup({ callee: operation.text, ...line });
      case 'promise': {
        const start = startsOf(fn).get(operation.promise);
        // `p = Promise.all([p, f()])` names itself.
        if (!start || resolving.has(start)) return lookup({ callee: operation.promise, ...line });
        resolving.add(start);
        const cost = operationCost(fn, start.operation, start.onLine);
        resolving.delete(start);
        return cost;
      }
      case 'local':
      case 'inline': {
        const target = entered(fn, operation, onLine);
        if (target) return functionCost(target);
        const declared = callees.functions.get(operation.functionId)?.annotation;
        return lookup({ callee: operation.type === 'local' ? operation.callee : '', ...line, ...(declared && { onDeclaration: declared }) });
      }
      default:
        return { us: 0, from: 'default', detail: '' };
    }
  };

  const operationCost: Estimator['operation'] = (fn, operation, onLine) => {
    if (onLine?.durationUs !== undefined) return lookup({ callee: '', onLine });
    if (operation.type === 'map') {
      const each = operationCost(fn, operation.each);
      const rounds = roundsOf(operation.count);
      const lanes = operation.how === 'race' || operation.how === 'any' ? rounds.value : operation.limit ?? rounds.value;
      const turns = rounds.value === 0 ? 0 : Math.ceil(rounds.value / Math.max(1, lanes));
      const from = rounds.from === 'default' && turns > 1 ? 'default' : each.from;
      const number = `${rounds.value} elements${rounds.from === 'default' ? ' assumed' : ''}`;
      return { us: turns * each.us, from, detail: `${number}, ${turns > 1 ? `${lanes} at a time` : 'side by side'}, each ${each.detail}` };
    }
    if (operation.type === 'chain') return { ...elapsed(fn, operation.steps), detail: 'its steps one after the other' };
    if ('members' in operation) {
      const members = operation.members.map((member) => operationCost(fn, member));
      const longest = operation.type === 'all' || operation.type === 'allSettled';
      const us = members.length === 0 ? 0 : longest ? largest(members) : smallest(members);
      return { us, from: leastSure(members.map((member) => member.from)), detail: `the ${longest ? 'slowest' : 'fastest'} of ${members.length}` };
    }
    return single(fn, operation, onLine);
  };

  const operationUs = (fn: AsyncFunction, operation: Operation | null) => (operation ? operationCost(fn, operation).us : 0);

  const returned: Estimator['returned'] = ({ callee, literalUs, declared, returns }) => {
    if (!returns || literalUs !== undefined) return null;
    return lookup({ callee, ...(declared && { onDeclaration: declared }) }).from === 'default' ? returns : null;
  };

  const startsOf = (fn: AsyncFunction) => {
    let known = starts.get(fn.id);
    if (!known) starts.set(fn.id, (known = startsIn(fn)));
    return known;
  };

  const branch: Estimator['branch'] = (fn, step) => {
    let known = branches.get(fn.id);
    if (!known) {
      known = chooseBranches(fn.steps, {
        await: (step) => operationCost(fn, step.operation, step.annotation).us,
        exit: (step) => operationUs(fn, handedOn(fn, step)),
        rounds: (step) => roundsOf(step.count).value,
      });
      branches.set(fn.id, known);
    }
    return known.get(step) ?? 'then';
  };

  /** When an operation issued at `at` settles. */
  const settlesAt = (frame: Frame, operation: Operation, at: number, onLine?: Annotation): number => {
    if (operation.type === 'promise' && onLine?.durationUs === undefined) {
      const settled = frame.settles.get(operation.promise);
      if (settled !== undefined) return Math.max(at, settled);
      // Started on a way that this run does not take: nothing is in flight, so nothing is waited for.
      if (startsOf(frame.fn).has(operation.promise)) return at;
    }
    if ('members' in operation && onLine?.durationUs === undefined && operation.members.length > 0) {
      const ends = operation.members.map((member) => settlesAt(frame, member, at));
      return operation.type === 'all' || operation.type === 'allSettled' ? ends.reduce(larger) : ends.reduce(smaller);
    }
    if (operation.type === 'chain' && onLine?.durationUs === undefined) return walk(frame, operation.steps, at).at;
    const cost = operationCost(frame.fn, operation, onLine);
    frame.origins.add(cost.from);
    return at + cost.us;
  };

  const walk = (frame: Frame, steps: readonly Step[], from: number): Path => {
    const groups = frame.plan.lists.get(steps);
    if (groups) return walkGrouped(frame, steps, groups, from);
    let at = from;
    for (const step of steps) {
      const path = walkStep(frame, step, at);
      if (path.leaves) return path;
      at = path.at;
    }
    return { at, leaves: null };
  };

  /** As from-model.ts writes it: members start together at the first one's place, and end there or, started early, each at its own. */
  const walkGrouped = (frame: Frame, steps: readonly Step[], groups: readonly ListGroup[], from: number): Path => {
    const starting = new Map(groups.map((group) => [group.members[0], group]));
    const endsAt = new Map<number, number>();
    const done = new Set<number>();
    let at = from;
    for (const [index, step] of steps.entries()) {
      const group = starting.get(index);
      if (group) {
        const started = at;
        const together = group.group.shape !== 'start-early';
        const apart = group.members.filter((member) => !touchesPromises(steps[member]));
        for (const member of apart) {
          const statement = steps[member];
          if (statement) endsAt.set(member, started + walk({ ...frame, settles: new Map() }, [statement], 0).at);
        }
        if (together) {
          for (const member of apart) done.add(member);
          at = apart.reduce((latest, member) => Math.max(latest, endsAt.get(member) ?? 0), at);
        }
      }
      if (done.has(index)) continue;
      const ends = endsAt.get(index);
      const path = ends === undefined ? walkStep(frame, step, at) : { at: Math.max(at, ends), leaves: null };
      if (path.leaves) return path;
      at = path.at;
    }
    return { at, leaves: null };
  };

  const walkStep = (frame: Frame, step: Step, at: number): Path => {
    switch (step.type) {
      case 'compute':
        return { at, leaves: null };
      case 'await':
        return { at: settlesAt(frame, step.operation, at, step.annotation), leaves: null };
      case 'start': {
        const end = settlesAt(frame, step.operation, at, step.annotation);
        if (step.promise !== undefined) frame.settles.set(step.promise, Math.max(end, frame.settles.get(step.promise) ?? 0));
        return { at, leaves: null };
      }
      case 'statement':
        return walk(frame, step.steps, at);
      case 'if':
        return walk(frame, branch(frame.fn, step) === 'then' ? step.then : step.else, at);
      case 'exit': {
        const operation = handedOn(frame.fn, step);
        return { at: operation ? settlesAt(frame, operation, at) : at, leaves: step.how };
      }
      case 'try': {
        let path = walk(frame, step.body, at);
        if (path.leaves === 'throw' && step.catch.length > 0) path = walk(frame, step.catch, path.at);
        const end = walk(frame, step.finally, path.at);
        return end.leaves ? end : { at: end.at, leaves: path.leaves };
      }
      case 'loop': {
        const rounds = roundsOf(step.count);
        if (rounds.value === 0) return { at, leaves: null };
        const limit = frame.plan.loops.get(step);
        if (limit !== undefined) {
          const round = walk({ ...frame, settles: new Map() }, step.body, 0).at;
          if (rounds.from === 'default' && round > 0) frame.origins.add('default');
          return { at: at + Math.ceil(rounds.value / limit) * round, leaves: null };
        }
        const first = walk(frame, step.body, at);
        if (first.leaves === 'return' || first.leaves === 'throw') return first;
        if (first.leaves === 'break') return { at: first.at, leaves: null };
        const more = (rounds.value - 1) * (first.at - at);
        if (rounds.from === 'default' && first.at > at) frame.origins.add('default');
        for (const [promise] of startSteps(step.body)) {
          const settled = frame.settles.get(promise);
          if (settled !== undefined) frame.settles.set(promise, settled + more);
        }
        return { at: first.at + more, leaves: null };
      }
    }
  };

  const elapsed: Estimator['steps'] = (fn, steps, plan = noGroups) => {
    const frame: Frame = { fn, plan, origins: new Set(), settles: new Map() };
    const us = walk(frame, steps, 0).at;
    return { us, from: leastSure(frame.origins) };
  };

  const cost = (fn: AsyncFunction, plan: GroupPlan): KnownDuration => ({ ...elapsed(fn, fn.steps, plan), detail: `the body of \`${fn.name}\`` });

  const functionCost: Estimator['function'] = (fn, plan) => {
    if (plan) return cost(fn, plan);
    let known = functions.get(fn.id);
    if (!known) functions.set(fn.id, (known = cost(fn, noGroups)));
    return known;
  };

  const awaits: Estimator['awaits'] = (fn) => {
    let known = awaitCosts.get(fn.id);
    if (!known) {
      const costs = new Map([...awaitSteps(fn.steps)].map((step) => [step.await, operationCost(fn, step.operation, step.annotation)]));
      for (const site of fn.awaits) if (!costs.has(site.id)) costs.set(site.id, lookup({ callee: site.label }));
      awaitCosts.set(fn.id, (known = costs));
    }
    return known;
  };

  const alone: Estimator['single'] = (fn) => {
    const made = new Set([...awaitSteps(fn.steps)].flatMap((step) => (step.operation.type === 'chain' && step.annotation?.durationUs === undefined ? [step.await] : [])));
    return [...awaits(fn)].flatMap(([id, cost]) => (made.has(id) ? [] : [cost]));
  };

  return { callees, lookup, operation: operationCost, function: functionCost, steps: elapsed, awaits, single: alone, handedOn, returned, started: (fn, promise) => startsOf(fn).get(promise), branch, entered };
}

const handedOn: Estimator['handedOn'] = (fn, { operation }) => (operation && givesPromise(fn, operation) ? operation : null);

/** Any call may give a plain value; one that is said to take its time gives a promise, and an `async` function that awaits nothing was most likely written for a promise to hand on. */
function givesPromise(fn: AsyncFunction, operation: Operation): boolean {
  if (operation.type === 'value') return false;
  if (operation.type !== 'call' || fn.awaits.length === 0) return true;
  const { literalUs, declared, callee, returns } = operation;
  return (literalUs ?? declared?.durationUs) !== undefined || kindOf(callee) !== 'unknown' || (returns !== undefined && givesPromise(fn, returns));
}

const larger = (a: number, b: number) => Math.max(a, b);
const smaller = (a: number, b: number) => Math.min(a, b);
const largest = (costs: readonly KnownDuration[]) => costs.map((cost) => cost.us).reduce(larger, 0);
const smallest = (costs: readonly KnownDuration[]) => costs.map((cost) => cost.us).reduce(smaller, Infinity);

function* startSteps(steps: readonly Step[]): Generator<[string, Started]> {
  for (const step of steps) {
    if (step.type === 'start') {
      if (step.promise !== undefined) yield [step.promise, { operation: step.operation, ...(step.annotation && { onLine: step.annotation }) }];
    } else {
      for (const inner of innerSteps(step)) yield* startSteps(inner);
    }
  }
}

function* awaitSteps(steps: readonly Step[]): Generator<AwaitStep> {
  for (const step of steps) {
    if (step.type === 'await') yield step;
    for (const inner of innerSteps(step)) yield* awaitSteps(inner);
  }
}

function startsIn(fn: AsyncFunction): Map<string, Started> {
  const awaited = new Map<string, AwaitId>();
  for (const step of awaitSteps(fn.steps)) {
    for (const operation of membersOf(step.operation)) {
      if (operation.type === 'promise' && !awaited.has(operation.promise)) awaited.set(operation.promise, step.await);
    }
  }
  return new Map([...startSteps(fn.steps)].map(([promise, start]) => {
    const id = awaited.get(promise);
    return [promise, id === undefined ? start : { ...start, awaited: id }];
  }));
}
