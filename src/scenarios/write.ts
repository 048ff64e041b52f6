/** A Program and a Machine → the scenario document that says them: what {@link import('./load.ts').readScenario} does, backwards. */
import { machineOf, type Machine } from '../engine/machine.ts';
import type { Arrivals, Condition, Duration, Instruction, Program, Resource, Value } from '../program/program.ts';
import { readScenario } from './load.ts';
import { ScenarioError } from './reader.ts';

export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };
type Members = Record<string, Json>;

/** Something that documents have no words for. The message says what, and why. */
export class NotWritable extends Error {
  override readonly name = 'NotWritable';
}

/** Documents are written in milliseconds; a microsecond is 0.001 of them. */
const tickUs = 1000;

export interface Written {
  readonly title: string;
  readonly teaches?: string;
  readonly program: Program;
  readonly machine: Machine;
}

/**
 * The same schedule comes of the document as of the program. Left out is only where in a source text a step comes from. A body that is
 * used once, by a task or a spawn that gives its tasks a name, is written where it is used.
 * @throws {NotWritable}
 */
export function writeScenario({ title, teaches, program, machine }: Written): Members {
  const document = new Writer(program).document(title, teaches, machine);
  try {
    readScenario(document);
  } catch (error) {
    if (error instanceof ScenarioError) throw new NotWritable(`A scenario cannot say this: ${error.message}.`);
    throw error;
  }
  return document;
}

class Writer {
  readonly #program: Program;
  /** Bodies that stand where they are used. */
  readonly #inline: ReadonlySet<string>;

  constructor(program: Program) {
    this.#program = program;
    this.#inline = usedOnce(program);
  }

  document(title: string, teaches: string | undefined, machine: Machine): Members {
    const { resources, bodies, tasks } = this.#program;
    const named = Object.entries(bodies).filter(([name]) => !this.#inline.has(name));
    return {
      title,
      ...(teaches !== undefined && { teaches }),
      tickUs,
      machine: machineMembers(machine),
      ...(Object.keys(resources).length > 0 && { resources: Object.fromEntries(Object.entries(resources).map(([name, one]) => [name, resourceMembers(one)])) }),
      ...(named.length > 0 && { bodies: Object.fromEntries(named.map(([name, list]) => [name, this.#list(list)])) }),
      tasks: tasks.map(({ name, body, arrivals, priority, worker }) => ({
        name, ...arrivalMembers(arrivals), ...(priority !== undefined && { priority }), ...(worker !== undefined && { worker }), do: this.#body(body),
      })),
    };
  }

  #body(name: string): Json {
    const list = this.#program.bodies[name];
    return this.#inline.has(name) && list ? this.#list(list) : name;
  }

  #list(list: readonly Instruction[]): Json[] {
    return list.map((instruction) => {
      const step = this.#step(instruction);
      const label = this.#program.sites[instruction.site]?.label;
      return label === undefined ? step : { ...step, label };
    });
  }

  #step(one: Instruction): Members {
    switch (one.op) {
      case 'compute':
        return { compute: durationJson(one.us) };
      case 'io':
        return io(one);
      case 'spawn':
        return {
          spawn: this.#body(one.body), ...(one.handle !== undefined && { as: one.handle }), ...(one.name !== undefined && { name: one.name }), ...(one.times !== undefined && { count: one.times }),
          ...(one.start !== undefined && { start: one.start }), ...(one.afterUs !== undefined && { after: ticks(one.afterUs) }), ...(one.worker !== undefined && { worker: one.worker }),
        };
      case 'join':
        return { join: one.handles, ...(one.how !== 'all' && { how: one.how }) };
      case 'map':
        return { map: this.#body(one.body), count: one.times, ...(one.limit !== undefined && { limit: one.limit }), ...(one.how !== 'all' && { how: one.how }), ...(one.name !== undefined && { name: one.name }) };
      case 'fail':
        return { fail: one.error };
      case 'try':
        return { try: this.#list(one.body), ...(one.catch !== null && { catch: this.#list(one.catch) }), ...(one.finally.length > 0 && { finally: this.#list(one.finally) }) };
      case 'cancel':
        return { cancel: one.handle };
      case 'timeout':
        return { timeout: ticks(one.us), do: this.#list(one.body) };
      case 'lock':
        return { lock: one.lock, ...(one.spin !== undefined && { spin: one.spin }) };
      case 'unlock':
        return { unlock: one.lock };
      case 'acquire':
      case 'release':
        return { [one.op]: one.semaphore, ...(one.permits !== undefined && one.permits !== 1 && { permits: one.permits }) };
      case 'send':
        return { send: one.channel, ...(one.value !== undefined && { value: one.value }) };
      case 'receive':
        return { receive: one.channel, ...(one.into !== undefined && { into: one.into }) };
      case 'read':
        return { read: one.variable, into: one.into };
      case 'write':
        return { write: one.variable, value: valueJson(one.value) };
      case 'atomic':
        return { atomic: one.variable, add: one.add, ...(one.into !== undefined && { into: one.into }) };
      case 'set':
        return { set: one.into, value: valueJson(one.value) };
      case 'loop':
        return { loop: one.times, do: this.#list(one.body) };
      case 'while':
        return { while: comparison(one.condition), do: this.#list(one.body) };
      case 'branch':
        return {
          ...(one.condition.type === 'probability' ? { chance: one.condition.p } : { if: comparison(one.condition) }),
          ...(one.then.length > 0 && { then: this.#list(one.then) }), ...(one.else.length > 0 && { else: this.#list(one.else) }),
        };
      case 'break':
      case 'continue':
      case 'return':
      case 'yield':
        return { [one.op]: true };
      case 'barrier':
        return { barrier: one.barrier };
    }
  }
}

/** Bodies with one user, whose tasks do not take their name from the body. One that leads back to itself stays under its name. */
function usedOnce({ bodies, tasks }: Program): ReadonlySet<string> {
  const uses = new Map<string, { count: number; named: boolean }>();
  const use = (body: string, named: boolean): void => {
    const known = uses.get(body);
    uses.set(body, { count: (known?.count ?? 0) + 1, named: named && (known?.named ?? true) });
  };
  const users = new Map<string, string[]>();
  for (const { body } of tasks) use(body, true);
  for (const [name, list] of Object.entries(bodies)) {
    const inside: string[] = [];
    for (const one of instructionsIn(list)) {
      if (one.op !== 'spawn' && one.op !== 'map') continue;
      use(one.body, one.name !== undefined);
      inside.push(one.body);
    }
    users.set(name, inside);
  }
  const reachable = new Set<string>();
  const open = tasks.map(({ body }) => body);
  for (let body = open.pop(); body !== undefined; body = open.pop()) {
    if (reachable.has(body)) continue;
    reachable.add(body);
    open.push(...(users.get(body) ?? []));
  }
  // With one user each, what is reached from a task leads back to nothing.
  return new Set([...uses].filter(([body, { count, named }]) => count === 1 && named && reachable.has(body)).map(([body]) => body));
}

function* instructionsIn(list: readonly Instruction[]): Generator<Instruction> {
  for (const one of list) {
    yield one;
    switch (one.op) {
      case 'try':
        yield* instructionsIn(one.body);
        yield* instructionsIn(one.catch ?? []);
        yield* instructionsIn(one.finally);
        break;
      case 'branch':
        yield* instructionsIn(one.then);
        yield* instructionsIn(one.else);
        break;
      case 'loop':
      case 'while':
      case 'timeout':
        yield* instructionsIn(one.body);
        break;
      default:
        break;
    }
  }
}

function io({ us, on, kind = 'io' }: Extract<Instruction, { op: 'io' }>): Members {
  switch (kind) {
    case 'io':
      if (us === undefined && on === undefined) throw new NotWritable('A wait says neither how long it takes nor which device it is for.');
      return { ...(us !== undefined && { io: durationJson(us) }), ...(on !== undefined && { on }) };
    case 'timer':
      if (on !== undefined || us === undefined) throw new NotWritable('A timer of a scenario has a time and no device.');
      return { timer: durationJson(us) };
    default:
      if (on !== undefined || (us ?? 0) !== 0) throw new NotWritable(`A wait for the next ${kind} callback has neither a time nor a device in a scenario.`);
      return { await: kind };
  }
}

function machineMembers(machine: Machine): Members {
  const plain = machineOf(machine.model, machine.cores);
  const time = (us: number | undefined): number | undefined => (us === undefined ? undefined : ticks(us));
  const changed: Record<string, Json | undefined> = {
    quantum: machine.quantumUs === plain.quantumUs ? undefined : ticks(machine.quantumUs),
    switchCost: machine.switchCostUs === plain.switchCostUs ? undefined : ticks(machine.switchCostUs),
    globalTick: machine.globalTick ? true : undefined,
    poolSize: machine.poolSize, policy: machine.policy, migrationCost: time(machine.migrationCostUs), coldCacheCost: time(machine.coldCacheCostUs), balancer: machine.balancer,
    stealing: machine.stealing, ioPoolSize: machine.ioPoolSize, mostInFlight: machine.mostInFlight, levels: machine.levels, boost: time(machine.boostUs), bytesPerTask: machine.bytesPerTask,
    seed: machine.seed === plain.seed ? undefined : machine.seed,
  };
  return { model: machine.model, cores: machine.cores, ...present(changed) };
}

function resourceMembers(resource: Resource): Members {
  switch (resource.type) {
    case 'device':
      return { type: 'device', ...present({ capacity: resource.capacity, latency: resource.latency === undefined ? undefined : durationJson(resource.latency), pool: resource.pool }) };
    case 'channel':
      return { type: 'channel', ...present({ capacity: resource.capacity }) };
    default:
      return { ...resource };
  }
}

function arrivalMembers(arrivals: Arrivals): Members {
  switch (arrivals.type) {
    case 'at': {
      const [only] = arrivals.timesUs;
      if (arrivals.timesUs.length === 1 && only === 0) return {};
      return { arrives: arrivals.timesUs.map(ticks) };
    }
    case 'fixed': {
      const from = arrivals.startUs === 0 ? {} : { from: ticks(arrivals.startUs) };
      if (arrivals.everyUs > 0) return { count: arrivals.count, arrives: { every: ticks(arrivals.everyUs), ...from } };
      return { ...(arrivals.count !== 1 && { count: arrivals.count }), ...(arrivals.startUs !== 0 && { arrives: ticks(arrivals.startUs) }) };
    }
    case 'poisson':
      return { count: arrivals.count, arrives: { poisson: ticks(arrivals.everyUs), ...(arrivals.startUs !== 0 && { from: ticks(arrivals.startUs) }) } };
  }
}

function durationJson(us: Duration): Json {
  if (typeof us === 'number') return ticks(us);
  switch (us.type) {
    case 'uniform':
      return { uniform: [ticks(us.minUs), ticks(us.maxUs)] };
    case 'exponential':
      return { exponential: ticks(us.meanUs) };
    case 'lognormal':
      return { lognormal: { median: ticks(us.medianUs), sigma: us.sigma } };
    case 'empirical':
      return { empirical: us.samplesUs.map(ticks) };
  }
}

/** Exact when read again: a double holds whole microseconds up to 2^53 as thousandths well enough to be rounded back. */
function ticks(us: number): number {
  return us / tickUs;
}

function valueJson(value: Value): Json {
  if (typeof value === 'number') return value;
  return value.plus === undefined ? value.register : { register: value.register, plus: value.plus };
}

function comparison(condition: Condition): Json {
  if (condition.type === 'probability') throw new NotWritable('A scenario has no loop that goes on by chance.');
  return [valueJson(condition.left), condition.is, valueJson(condition.right)];
}

function present(members: Readonly<Record<string, Json | undefined>>): Members {
  return Object.fromEntries(Object.entries(members).filter((entry): entry is [string, Json] => entry[1] !== undefined));
}
