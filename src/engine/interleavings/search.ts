import type { Program } from '../../program/program.ts';
import { checkMachine } from '../check-machine.ts';
import type { Code } from '../code.ts';
import { compile } from '../compile.ts';
import { isEventLoop, type Machine } from '../machine.ts';
import { findCycle } from '../outcome.ts';
import { LimitReached } from '../limits.ts';
import { describeWait, nameOf, waitsOn, type Wait } from './describe.ts';
import { type Counts, Graph } from './graph.ts';
import { type Layout, layoutOf, PC } from './layout.ts';
import { racesIn, type Race } from './races.ts';
import { replayText } from './replay.ts';
import { States } from './states.ts';
import { Stepper } from './stepper.ts';

export interface SearchOptions {
  /** States to look at; a million where absent. */
  readonly maxStates?: number;
  /** How often a task that could have gone on may be passed over; absent: as often as can be. */
  readonly preemptions?: number;
  readonly signal?: { readonly aborted: boolean };
}

/** Where runs can end up. */
export interface SearchOutcome {
  readonly type: 'finished' | 'failed' | 'deadlock';
  /** Final values of the shared variables. */
  readonly variables: Readonly<Record<string, number>>;
  /** Of `failed` the error, of `deadlock` who waits for what. */
  readonly detail: string;
  /** Of `deadlock`: the tasks that wait for one another, in order; empty where it is no circle (nobody will send, say). */
  readonly cycle: readonly string[];
  readonly waits: readonly Wait[];
  /** How many interleavings end here; null where there are endlessly many, or the search was cut off. */
  readonly count: number | null;
  /** A shortest interleaving that ends here, for {@link import('./replay.ts').replay}. */
  readonly replay: string;
  readonly steps: number;
}

export interface Search {
  /** False where a limit ended the search: then there may be more outcomes, races and deadlocks than are told. */
  readonly exhausted: boolean;
  readonly detail: string;
  readonly states: number;
  /** Null where a loop can go round for ever, or the search was cut off. */
  readonly interleavings: number | null;
  /** Counts above 2^53 are rounded. */
  readonly exact: boolean;
  /** Some interleaving never ends: tasks go round without getting on. */
  readonly endless: boolean;
  readonly outcomes: readonly SearchOutcome[];
  /** Conflicting accesses that nothing orders. */
  readonly races: readonly Race[];
  /** A shortest interleaving that fails or gets stuck, up to where it does; null where none does. */
  readonly shortestFailing: SearchOutcome | null;
}

/**
 * Looks at every order in which the tasks of a program can take their steps: breadth first, so that the first way to a state is a shortest
 * one, and each state once, with the number of ways to it. In the event-loop models a step goes from one await to the next; elsewhere
 * every instruction is one. Time plays no part. A task that has yielded goes on only after another has taken a step (Musuvathi and Qadeer,
 * Fair Stateless Model Checking, PLDI 2008).
 * @throws {import('../program-error.ts').ProgramError} where the program holds what the search does not know
 */
export function search(program: Program, machine: Machine, options: SearchOptions = {}): Search {
  checkMachine(machine);
  const code = compile(program);
  const layout = layoutOf(program, code, options.preemptions !== undefined);
  return new Explorer(code, layout, isEventLoop(machine), options).search();
}

/** An outcome without what is known of it only when all are there. */
type End = Omit<SearchOutcome, 'count' | 'replay' | 'steps'>;

class Explorer {
  readonly #code: Code;
  readonly #layout: Layout;
  readonly #stepper: Stepper;
  readonly #options: SearchOptions;
  readonly #maxStates: number;
  readonly #bound: number;
  readonly #states: States;
  readonly #graph = new Graph();
  /** Null where accesses cannot come side by side, or there is nothing to access. */
  readonly #races: Map<string, Race & { readonly from: number }> | null;
  /** The states from which nobody can go on. */
  readonly #ends: number[] = [];
  /** The state that is looked at, and one that a step leads to. */
  readonly #state: Int32Array;
  readonly #next: Int32Array;
  /** The first state in which a task has failed; -1: none has. */
  #failed = -1;

  constructor(code: Code, layout: Layout, untilAwait: boolean, options: SearchOptions) {
    this.#code = code;
    this.#layout = layout;
    this.#stepper = new Stepper(code, layout, untilAwait);
    this.#options = options;
    this.#maxStates = options.maxStates ?? 1_000_000;
    this.#bound = options.preemptions ?? Infinity;
    this.#states = new States(layout.width);
    this.#races = code.variables.length > 0 && !untilAwait ? new Map() : null;
    this.#state = new Int32Array(layout.width);
    this.#next = new Int32Array(layout.width);
  }

  search(): Search {
    const detail = this.#explore();
    const exhausted = detail === '';
    const counted = exhausted ? this.#graph.count() : null;
    const outcomes = this.#gather(counted);
    return {
      exhausted, detail, states: this.#states.count,
      interleavings: counted === null || counted.endless ? null : outcomes.reduce((sum, outcome) => sum + (outcome.count ?? 0), 0),
      exact: counted !== null && !counted.endless && outcomes.every(({ count }) => count !== null && count <= Number.MAX_SAFE_INTEGER),
      endless: counted?.endless ?? false, outcomes,
      races: [...(this.#races?.values() ?? [])].map(({ from, ...race }) => ({ ...race, replay: replayText(this.#graph.wayTo(from)) })),
      shortestFailing: this.#shortestOf(outcomes),
    };
  }

  /** Looks at all states. Returns what ended that before its time; empty: nothing did. */
  #explore(): string {
    try {
      this.#states.add(this.#stepper.first());
      this.#graph.addState(-1, 0);
      for (let number = 0; number < this.#states.count; number++) this.#visit(number);
      return '';
    } catch (error) {
      if (!(error instanceof LimitReached)) throw error;
      return error.message;
    } finally {
      this.#graph.begin();
    }
  }

  #visit(number: number): void {
    if ((number & 1023) === 0 && this.#options.signal?.aborted) throw new LimitReached('stopped: the search was aborted');
    this.#states.read(number, this.#state);
    this.#graph.begin();
    if (this.#races !== null) racesIn(this.#stepper, this.#state, number, this.#races);
    // Those that have yielded go on only where nobody else can.
    if (!this.#moveAll(number, false) && !this.#moveAll(number, true)) this.#ends.push(number);
  }

  /** Lets every task that can take its next step take it, each from the same state. Returns whether there is one. */
  #moveAll(number: number, yielded: boolean): boolean {
    const stepper = this.#stepper;
    const state = this.#state;
    let any = false;
    for (let task = 0; task < this.#layout.tasks; task++) {
      if (yielded ? !stepper.yielded(state, task) : !stepper.enabled(state, task)) continue;
      any = true;
      if (this.#layout.lastAt >= 0 && this.#preemptionsAfter(task) > this.#bound) continue;
      this.#move(number, task, 0);
      if (stepper.isChance(state[task * this.#layout.stride + PC]!)) this.#move(number, task, 1);
    }
    return any;
  }

  /** One step of a task; `way` is how chance goes in it. */
  #move(number: number, task: number, way: 0 | 1): void {
    const { lastAt, preemptionsAt, failureAt } = this.#layout;
    const next = this.#next;
    next.set(this.#state);
    if (lastAt >= 0) {
      next[preemptionsAt] = this.#preemptionsAfter(task);
      next[lastAt] = task + 1;
    }
    this.#stepper.chance = way;
    this.#stepper.step(next, task);
    const target = this.#states.add(next);
    if (this.#states.isNew) {
      if (this.#states.count > this.#maxStates) throw new LimitReached(`stopped at ${this.#maxStates} states: there are more interleavings than were looked at; raise the limit, bound the preemptions, or shorten the program`);
      this.#graph.addState(number, 2 * task + way);
      if (this.#failed < 0 && next[failureAt] !== 0) this.#failed = target;
    }
    this.#graph.addEdge(target);
  }

  #preemptionsAfter(task: number): number {
    const state = this.#state;
    const last = state[this.#layout.lastAt]! - 1;
    const passedOver = last >= 0 && last !== task && this.#stepper.enabled(state, last);
    return state[this.#layout.preemptionsAt]! + (passedOver ? 1 : 0);
  }

  /** The ends, those alike taken together. */
  #gather(counts: Counts | null): SearchOutcome[] {
    const byKey = new Map<string, { end: End; count: number; from: number }>();
    for (const from of this.#ends) {
      this.#states.read(from, this.#state);
      const end = this.#endOf(this.#state);
      const key = JSON.stringify([end.type, end.variables, end.detail]);
      const known = byKey.get(key);
      const count = counts?.ways[from] ?? 0;
      if (known === undefined) byKey.set(key, { end, count, from });
      else known.count += count;
    }
    return [...byKey.values()].map(({ end, count, from }) => {
      const way = this.#graph.wayTo(from);
      return { ...end, count: counts === null || counts.endless ? null : count, replay: replayText(way), steps: way.length };
    });
  }

  #endOf(state: Int32Array): End {
    const variables = this.#variablesOf(state);
    const stepper = this.#stepper;
    const stuck: number[] = [];
    for (let task = 0; task < this.#layout.tasks; task++) if (state[task * this.#layout.stride + PC]! >= 0) stuck.push(task);
    if (stuck.length > 0) {
      const circle = findCycle(stuck, (task) => waitsOn(stepper, state, task));
      const waits = (circle.length > 0 ? circle : stuck).map((task) => describeWait(stepper, state, task));
      return { type: 'deadlock', variables, detail: waits.map(({ text }) => text).join('; '), cycle: circle.map((task) => nameOf(stepper, state, task)), waits };
    }
    return { type: state[this.#layout.failureAt]! > 0 ? 'failed' : 'finished', variables, detail: this.#failureOf(state), cycle: [], waits: [] };
  }

  /** A shortest way to a failure (without what the others do behind it) or to a deadlock. */
  #shortestOf(outcomes: readonly SearchOutcome[]): SearchOutcome | null {
    const stuck = outcomes.filter(({ type }) => type === 'deadlock').reduce<SearchOutcome | null>((best, one) => (best === null || one.steps < best.steps ? one : best), null);
    if (this.#failed < 0) return stuck;
    const way = this.#graph.wayTo(this.#failed);
    if (stuck !== null && stuck.steps <= way.length) return stuck;
    this.#states.read(this.#failed, this.#state);
    const message = this.#failureOf(this.#state);
    const counts = outcomes.flatMap(({ type, detail, count }) => (type === 'failed' && detail === message ? [count] : []));
    const count = counts.reduce((sum, one) => (sum === null || one === null ? null : sum + one), 0);
    return { type: 'failed', variables: this.#variablesOf(this.#state), detail: message, cycle: [], waits: [], count, replay: replayText(way), steps: way.length };
  }

  /** The error of the first task that failed; empty: none has. */
  #failureOf(state: Int32Array): string {
    return this.#stepper.errors[state[this.#layout.failureAt]! - 1] ?? '';
  }

  #variablesOf(state: Int32Array): Record<string, number> {
    return Object.fromEntries(this.#code.variables.map(({ name }, index) => [name, state[this.#layout.variablesAt + index]!]));
  }
}
