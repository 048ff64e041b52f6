/**
 * An async function of the user's → a Program, as it is written or with its findings applied.
 *
 * What is decided here, and shown as notes beside the result: a call that is not entered waits for its duration (durations.ts); a call of
 * a function of the same file is entered, recursion once (callees.ts); the code of a statement takes a fixed small CPU time; of an `if`
 * the way is taken after which the function takes longest (branches.ts); nothing fails but a `throw` on that way; a loop turns as often
 * as its text or annotation says, else {@link defaultRounds} times. Findings are applied in the function asked for, not in those it calls.
 */
import type { Annotation, AsyncFunction, AwaitId, Operation, Place, Step } from '../analysis/model.ts';
import { firstAwaitOf, type GroupPlan, type ListGroup, noGroups, touchesPromises } from './apply-groups.ts';
import { innerSteps, siteIn } from './callees.ts';
import { blockingDuration, computePerStatementUs, kindOf, roundsOf } from './durations.ts';
import type { Estimator } from './estimate.ts';
import type { Handle, Instruction, Program, Site, SiteIndex } from './program.ts';

export interface BuildOptions {
  /** The findings to apply; as written where absent. */
  readonly plan?: GroupPlan;
  /** CPU per statement, whole microseconds; {@link computePerStatementUs} where absent. */
  readonly computeUs?: number;
}

export function programOf(fn: AsyncFunction, estimates: Estimator, options: BuildOptions = {}): Program {
  const builder = new Builder(estimates, options);
  const body = builder.functionBody(fn, options.plan);
  return {
    title: fn.name,
    sites: builder.sites,
    resources: {},
    bodies: Object.fromEntries(builder.bodies),
    tasks: [{ name: fn.name, body, arrivals: { type: 'at', timesUs: [0] } }],
  };
}

/** One task's body while it is being written. */
interface Body {
  readonly fn: AsyncFunction;
  readonly plan: GroupPlan;
  /** Promises that this task has started, by the names of the model; a handle is local to its task. */
  readonly started: Set<string>;
  /** Loops around, in this task: outside any, `break` and `continue` end the body. */
  readonly loops: number;
}

class Builder {
  readonly sites: Site[] = [];
  readonly bodies = new Map<string, readonly Instruction[]>();
  readonly #estimates: Estimator;
  readonly #computeUs: number;
  readonly #siteOf = new Map<string, SiteIndex>();
  readonly #functions = new Map<string, string>();
  #names = 0;

  constructor(estimates: Estimator, options: BuildOptions) {
    this.#estimates = estimates;
    this.#computeUs = options.computeUs ?? computePerStatementUs;
  }

  /** The name of the body of a whole function, written once. */
  functionBody(fn: AsyncFunction, plan: GroupPlan = noGroups): string {
    let name = this.#functions.get(fn.id);
    if (name === undefined) {
      name = fn.id;
      this.#functions.set(fn.id, name);
      this.bodies.set(name, this.#list({ fn, plan, started: new Set(), loops: 0 }, fn.steps));
    }
    return name;
  }

  #list(body: Body, steps: readonly Step[]): Instruction[] {
    const groups = body.plan.lists.get(steps);
    return groups ? this.#grouped(body, steps, groups) : steps.flatMap((step) => this.#step(body, step));
  }

  /** A list in which some statements start together. Each such statement becomes a task of its own, started in the order of the text. */
  #grouped(body: Body, steps: readonly Step[], groups: readonly ListGroup[]): Instruction[] {
    const startsAt = new Map(groups.map((group) => [group.members[0], group]));
    const joinsAt = new Map<number, Handle>();
    const done = new Set<number>();
    const out: Instruction[] = [];
    steps.forEach((step, index) => {
      const starting = startsAt.get(index);
      if (starting) {
        const together = starting.group.shape !== 'start-early';
        const handles: Handle[] = [];
        for (const member of starting.members) {
          const statement = steps[member];
          // Handles are local to a task: a statement that awaits or keeps a promise of this body stays in this task, and where it is.
          if (touchesPromises(statement) || !statement) continue;
          const handle = this.#name('h');
          const site = this.#stepSite(body.fn, statement);
          const name = this.#bodyOf(fresh(body), (inner) => this.#step(inner, statement), this.#labelOf(site));
          out.push({ op: 'spawn', body: name, name: this.#labelOf(site), handle, site });
          if (together) {
            handles.push(handle);
            done.add(member);
          } else joinsAt.set(member, handle);
        }
        if (handles.length > 0) out.push({ op: 'join', how: starting.group.shape === 'all-settled' ? 'allSettled' : 'all', handles, site: this.#stepSite(body.fn, step) });
      }
      if (done.has(index)) return;
      const handle = joinsAt.get(index);
      if (handle === undefined) out.push(...this.#step(body, step));
      else out.push({ op: 'join', how: 'await', handles: [handle], site: this.#stepSite(body.fn, step) });
    });
    return out;
  }

  #step(body: Body, step: Step): Instruction[] {
    switch (step.type) {
      case 'compute':
        return [...this.#compute(step.place, step.statements), ...this.#blocking(body.fn, step.place, [])];
      case 'statement':
        // What a statement does with what it waited for comes last.
        return [...this.#list(body, step.steps), ...this.#blocking(body.fn, step.place, step.steps)];
      case 'await':
        return this.#wait(body, step.operation, step.await, this.#awaitSite(body.fn, step.await), step.annotation);
      case 'start': {
        const awaited = step.promise === undefined ? undefined : this.#estimates.started(body.fn, step.promise)?.awaited;
        const handle = step.promise === undefined ? undefined : handleOf(step.promise);
        if (step.promise !== undefined) body.started.add(step.promise);
        return [this.#begin(body, step.operation, awaited, handle, step.annotation)];
      }
      case 'if':
        return this.#list(body, this.#estimates.branch(body.fn, step) === 'then' ? step.then : step.else);
      case 'try': {
        const inner = this.#list(body, step.body);
        if (step.catch === null && step.finally.length === 0) return inner;
        return [{ op: 'try', body: inner, catch: step.catch && this.#list(body, step.catch), finally: this.#list(body, step.finally), site: -1 }];
      }
      case 'loop':
        return [this.#loop(body, step)];
      case 'exit':
        if (step.how === 'throw') return [{ op: 'fail', error: `throw on line ${step.place.line}`, site: -1 }];
        return [...this.#blocking(body.fn, step.place, []), ...this.#handOn(body, step), { op: step.how !== 'return' && body.loops === 0 ? 'return' : step.how, site: -1 }];
    }
  }

  #loop(body: Body, step: Extract<Step, { type: 'loop' }>): Instruction {
    const times = roundsOf(step.count).value;
    const limit = body.plan.loops.get(step);
    const site = this.#awaitSite(body.fn, step.first);
    if (limit === undefined) return { op: 'loop', times, body: this.#list({ ...body, loops: body.loops + 1 }, step.body), site };
    const name = this.#labelOf(site);
    const round = this.#bodyOf(fresh(body), (inner) => this.#list(inner, step.body), name);
    return { op: 'map', how: 'all', body: round, times, limit, name, site };
  }

  #handOn(body: Body, step: Extract<Step, { type: 'exit' }>): Instruction[] {
    const operation = this.#estimates.handedOn(body.fn, step);
    return operation ? this.#wait(body, operation, undefined, this.#operationSite(body.fn, operation, undefined)) : [];
  }

  #compute(place: Place, statements: number): Instruction[] {
    const us = Math.round(statements * this.#computeUs);
    if (us <= 0) return [];
    return [{ op: 'compute', us, site: this.#site(`code ${place.start}`, () => ({ label: 'code', place, durationUs: us, durationFrom: 'default' })) }];
  }

  /** What holds the loop within a stretch of text, and not within one of the steps inside. */
  #blocking(fn: AsyncFunction, around: Place, steps: readonly Step[]): Instruction[] {
    const inner = [...placesIn(steps)];
    return (fn.blocking ?? []).filter(({ place }) => isWithin(place, around) && !inner.some((one) => isWithin(place, one))).flatMap((one): Instruction[] => {
      const { us, from } = blockingDuration(one, this.#estimates.lookup);
      return us === 0 ? [] : [{ op: 'compute', us, site: this.#site(`blocking ${fn.id} ${one.place.start}`, () => ({ label: one.label, place: one.place, durationUs: us, durationFrom: from })) }];
    });
  }

  /** Starts an operation and waits for it. */
  #wait(body: Body, operation: Operation, awaited: AwaitId | undefined, site: SiteIndex, onLine?: Annotation): Instruction[] {
    if (onLine?.durationUs !== undefined) return [this.#io(body, operation, site, onLine)];
    switch (operation.type) {
      case 'call': {
        const returned = this.#estimates.returned(operation);
        return returned ? this.#wait(body, returned, awaited, site) : [this.#io(body, operation, site)];
      }
      case 'value':
        return [this.#io(body, operation, site)];
      case 'promise':
        if (body.started.has(operation.promise)) return [{ op: 'join', how: 'await', handles: [handleOf(operation.promise)], site }];
        return this.#estimates.started(body.fn, operation.promise) ? [] : [this.#io(body, operation, site)];
      case 'local':
      case 'inline': {
        const target = this.#estimates.entered(body.fn, operation);
        if (!target) return [this.#io(body, operation, site)];
        const handle = this.#name('h');
        return [{ op: 'spawn', body: this.functionBody(target), name: target.name, handle, site }, { op: 'join', how: 'await', handles: [handle], site }];
      }
      case 'map': {
        const name = labelOfOperation(operation.each);
        const each = this.#operationSite(body.fn, operation.each, awaited);
        const target = this.#target(body, operation.each);
        const one = target ? this.functionBody(target) : this.#bodyOf(fresh(body), (inner) => this.#wait(inner, operation.each, awaited, each), name);
        return [{ op: 'map', how: operation.how, body: one, times: roundsOf(operation.count).value, ...(operation.limit !== undefined && { limit: operation.limit }), name, site }];
      }
      case 'chain':
        return this.#list(body, operation.steps);
      default:
        return this.#combined(body, operation, awaited, site);
    }
  }

  /** Starts the members of a combinator that are not in flight yet, and waits for all of them as it does. */
  #combined(body: Body, { type, members }: Extract<Operation, { members: readonly Operation[] }>, awaited: AwaitId | undefined, site: SiteIndex): Instruction[] {
    const out: Instruction[] = [];
    const handles: Handle[] = [];
    for (const member of flat(type, members)) {
      if (member.type === 'promise' && this.#estimates.started(body.fn, member.promise)) {
        if (body.started.has(member.promise)) handles.push(handleOf(member.promise));
        continue;
      }
      const handle = this.#name('h');
      out.push(this.#begin(body, member, awaited, handle));
      handles.push(handle);
    }
    if (handles.length > 0) out.push({ op: 'join', how: type, handles, site });
    return out;
  }

  /** Starts an operation as a task of its own. */
  #begin(body: Body, operation: Operation, awaited: AwaitId | undefined, handle?: Handle, onLine?: Annotation): Instruction {
    const site = this.#operationSite(body.fn, operation, awaited, onLine);
    const target = this.#target(body, operation, onLine);
    const label = labelOfOperation(operation);
    const name = target ? this.functionBody(target) : this.#bodyOf(fresh(body), (inner) => this.#wait(inner, operation, awaited, site, onLine), label);
    return { op: 'spawn', body: name, name: target?.name ?? label, ...(handle !== undefined && { handle }), site };
  }

  #target(body: Body, operation: Operation, onLine?: Annotation): AsyncFunction | null {
    return operation.type === 'local' || operation.type === 'inline' ? this.#estimates.entered(body.fn, operation, onLine) : null;
  }

  #io(body: Body, operation: Operation, site: SiteIndex, onLine?: Annotation): Instruction {
    const { us } = this.#estimates.operation(body.fn, operation, onLine);
    const timer = operation.type === 'call' && kindOf(operation.callee) === 'timer';
    return { op: 'io', us, ...(timer && { kind: 'timer' }), site };
  }

  #bodyOf(body: Body, write: (inner: Body) => Instruction[], label: string): string {
    const name = this.#name(`${body.fn.id} ${label} `);
    this.bodies.set(name, write(body));
    return name;
  }

  #awaitSite(fn: AsyncFunction, id: AwaitId): SiteIndex {
    return this.#site(`await ${fn.id} ${id}`, () => {
      const site = siteIn(fn, id);
      const cost = this.#estimates.awaits(fn).get(id);
      return {
        label: site?.label ?? id,
        ...(site && { place: site.whole }),
        await: { functionId: fn.id, id },
        ...(cost && { durationUs: cost.us, durationFrom: cost.from }),
      };
    });
  }

  /** A member of a combinator or a promise started early: drawn under its own name, pointing to the await that waits for it. */
  #operationSite(fn: AsyncFunction, operation: Operation, awaited: AwaitId | undefined, onLine?: Annotation): SiteIndex {
    return this.#site(`operation ${fn.id} ${operation.place.start} ${operation.place.end}`, () => {
      const cost = this.#estimates.operation(fn, operation, onLine);
      return {
        label: labelOfOperation(operation),
        place: operation.place,
        ...(awaited !== undefined && { await: { functionId: fn.id, id: awaited } }),
        durationUs: cost.us,
        durationFrom: cost.from,
      };
    });
  }

  #stepSite(fn: AsyncFunction, step: Step): SiteIndex {
    const first = firstAwaitOf(step);
    return first === undefined ? -1 : this.#awaitSite(fn, first);
  }

  #site(key: string, make: () => Site): SiteIndex {
    let index = this.#siteOf.get(key);
    if (index === undefined) {
      index = this.sites.push(make()) - 1;
      this.#siteOf.set(key, index);
    }
    return index;
  }

  #labelOf(site: SiteIndex): string {
    return this.sites[site]?.label ?? 'task';
  }

  #name(prefix: string): string {
    return `${prefix}${this.#names++}`;
  }
}

function isWithin(place: Place, around: Place): boolean {
  return around.start <= place.start && place.end <= around.end;
}

/** Stretches of text for which some step has its own instructions. */
function* placesIn(steps: readonly Step[]): Generator<Place> {
  for (const step of steps) {
    if (step.type === 'compute' || step.type === 'statement' || step.type === 'exit') yield step.place;
    for (const inner of innerSteps(step)) yield* placesIn(inner);
  }
}

/** Another task of the same function. */
function fresh(body: Body): Body {
  return { ...body, started: new Set(), loops: 0 };
}

/** Model names of promises and the builder's own handles do not meet. */
function handleOf(promise: string): Handle {
  return `promise ${promise}`;
}

/** `all` inside `all` waits for the same things as one `all` of both. */
function flat(how: Operation['type'], members: readonly Operation[]): readonly Operation[] {
  return how === 'all' ? members.flatMap((member) => (member.type === 'all' ? flat('all', member.members) : [member])) : members;
}

function labelOfOperation(operation: Operation): string {
  switch (operation.type) {
    case 'call':
    case 'local':
      return operation.callee;
    case 'value':
      return operation.text;
    case 'promise':
      // The analysis tells two variables of one name apart by where they are declared: `pending@120`.
      return operation.promise.replace(/@\d+$/, '');
    case 'inline':
      return 'callback';
    case 'map':
      return labelOfOperation(operation.each);
    case 'chain':
      return 'chain';
    default:
      return `Promise.${operation.type}`;
  }
}
