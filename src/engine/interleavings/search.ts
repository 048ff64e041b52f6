import type { Program } from '../../program/program.ts';
import { checkMachine } from '../check-machine.ts';
import { compile } from '../compile.ts';
import { resized } from '../heap.ts';
import { isEventLoop, type Machine } from '../machine.ts';
import { findCycle } from '../outcome.ts';
import { LimitReached } from '../limits.ts';
import { describeWait, nameOf, waitsOn, type Wait } from './describe.ts';
import { layoutOf, PC } from './layout.ts';
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
  const stepper = new Stepper(code, layout, isEventLoop(machine));
  const maxStates = options.maxStates ?? 1_000_000;
  const bound = options.preemptions ?? Infinity;
  const states = new States(layout.width);
  const state = new Int32Array(layout.width);
  const next = new Int32Array(layout.width);
  const graph = new Graph();
  const races = code.variables.length > 0 && !isEventLoop(machine) ? new Map<string, Race & { readonly from: number }>() : null;
  const ends: number[] = [];
  /** The first state in which a task has failed; -1: none has. */
  let failed = -1;
  let detail = '';
  let number = 0;
  try {
    states.add(stepper.first());
    graph.addState(-1, 0);
    for (; number < states.count; number++) {
      if ((number & 1023) === 0 && options.signal?.aborted) throw new LimitReached('stopped: the search was aborted');
      states.read(number, state);
      graph.begin();
      if (races !== null) racesIn(stepper, state, number, races);
      // Those that have yielded go on only where nobody else can.
      let moved = false;
      for (let pass = 0; pass < 2 && !moved; pass++) {
        for (let task = 0; task < layout.tasks; task++) {
          if (pass === 0 ? !stepper.enabled(state, task) : !stepper.yielded(state, task)) continue;
          moved = true;
          if (layout.lastAt >= 0 && preemptionsAfter(task) > bound) continue;
          const ways = stepper.isChance(state[task * layout.stride + PC]!) ? 2 : 1;
          for (let way = 0; way < ways; way++) {
            next.set(state);
            if (layout.lastAt >= 0) {
              next[layout.preemptionsAt] = preemptionsAfter(task);
              next[layout.lastAt] = task + 1;
            }
            stepper.chance = way;
            stepper.step(next, task);
            const target = states.add(next);
            if (states.isNew) {
              if (states.count > maxStates) throw new LimitReached(`stopped at ${maxStates} states: there are more interleavings than were looked at; raise the limit, bound the preemptions, or shorten the program`);
              graph.addState(number, 2 * task + way);
              if (failed < 0 && next[layout.failureAt] !== 0) failed = target;
            }
            graph.addEdge(target);
          }
        }
      }
      if (!moved) ends.push(number);
    }
  } catch (error) {
    if (!(error instanceof LimitReached)) throw error;
    detail = error.message;
  }
  graph.begin();
  const exhausted = detail === '';
  const counted = exhausted ? graph.count() : null;
  const outcomes = gather(ends, counted);
  return {
    exhausted, detail, states: states.count,
    interleavings: counted === null || counted.endless ? null : outcomes.reduce((sum, outcome) => sum + (outcome.count ?? 0), 0),
    exact: counted !== null && !counted.endless && outcomes.every(({ count }) => count !== null && count <= Number.MAX_SAFE_INTEGER),
    endless: counted?.endless ?? false, outcomes,
    races: races === null ? [] : [...races.values()].map(({ from, ...race }) => ({ ...race, replay: replayText(graph.wayTo(from)) })),
    shortestFailing: shortestOf(outcomes),
  };

  /** A shortest way to a failure (without what the others do behind it) or to a deadlock. */
  function shortestOf(all: readonly SearchOutcome[]): SearchOutcome | null {
    const stuck = all.filter(({ type }) => type === 'deadlock').reduce<SearchOutcome | null>((best, one) => (best === null || one.steps < best.steps ? one : best), null);
    if (failed < 0) return stuck;
    const way = graph.wayTo(failed);
    if (stuck !== null && stuck.steps <= way.length) return stuck;
    states.read(failed, state);
    const message = stepper.errors[state[layout.failureAt]! - 1] ?? '';
    const count = all.filter(({ type, detail: said }) => type === 'failed' && said === message).reduce<number | null>((sum, one) => (sum === null || one.count === null ? null : sum + one.count), 0);
    return { type: 'failed', variables: variablesOf(), detail: message, cycle: [], waits: [], count, replay: replayText(way), steps: way.length };
  }

  function variablesOf(): Record<string, number> {
    return Object.fromEntries(code.variables.map(({ name }, index) => [name, state[layout.variablesAt + index]!]));
  }

  function preemptionsAfter(task: number): number {
    const last = state[layout.lastAt]! - 1;
    const passedOver = last >= 0 && last !== task && stepper.enabled(state, last);
    return state[layout.preemptionsAt]! + (passedOver ? 1 : 0);
  }

  /** The ends, those alike taken together. */
  function gather(found: readonly number[], counts: Counts | null): SearchOutcome[] {
    const byKey = new Map<string, { outcome: Omit<SearchOutcome, 'count' | 'replay' | 'steps'>; count: number; from: number }>();
    for (const end of found) {
      states.read(end, state);
      const outcome = outcomeOf();
      const key = JSON.stringify([outcome.type, outcome.variables, outcome.detail]);
      const known = byKey.get(key);
      const count = counts?.ways[end] ?? 0;
      if (known === undefined) byKey.set(key, { outcome, count, from: end });
      else known.count += count;
    }
    return [...byKey.values()].map(({ outcome, count, from }) => {
      const way = graph.wayTo(from);
      return { ...outcome, count: counts === null || counts.endless ? null : count, replay: replayText(way), steps: way.length };
    });
  }

  function outcomeOf(): Omit<SearchOutcome, 'count' | 'replay' | 'steps'> {
    const variables = variablesOf();
    const stuck: number[] = [];
    for (let task = 0; task < layout.tasks; task++) if (state[task * layout.stride + PC]! >= 0) stuck.push(task);
    if (stuck.length > 0) {
      const circle = findCycle(stuck, (task) => waitsOn(stepper, state, task));
      const waits = (circle.length > 0 ? circle : stuck).map((task) => describeWait(stepper, state, task));
      return { type: 'deadlock', variables, detail: waits.map(({ text }) => text).join('; '), cycle: circle.map((task) => nameOf(stepper, state, task)), waits };
    }
    const failure = state[layout.failureAt]!;
    return { type: failure > 0 ? 'failed' : 'finished', variables, detail: failure > 0 ? stepper.errors[failure - 1] ?? '' : '', cycle: [], waits: [] };
  }
}

interface Counts {
  /** Ways to each state. */
  readonly ways: Float64Array;
  readonly endless: boolean;
}

/** What leads where: each state with the first way to it, and all edges, in the order of the states. */
class Graph {
  #from = new Int32Array(1024);
  #move = new Int32Array(1024);
  #start = new Int32Array(1024);
  #edges = new Int32Array(4096);
  #states = 0;
  #begun = 0;
  #edgeCount = 0;

  addState(from: number, move: number): void {
    if (this.#states === this.#from.length) {
      this.#from = resized(this.#from, this.#states * 2);
      this.#move = resized(this.#move, this.#states * 2);
    }
    this.#from[this.#states] = from;
    this.#move[this.#states++] = move;
  }

  /** The edges that follow are those of the next state. */
  begin(): void {
    if (this.#begun === this.#start.length) this.#start = resized(this.#start, this.#begun * 2);
    this.#start[this.#begun++] = this.#edgeCount;
  }

  addEdge(target: number): void {
    if (this.#edgeCount === this.#edges.length) this.#edges = resized(this.#edges, this.#edgeCount * 2);
    this.#edges[this.#edgeCount++] = target;
  }

  /** The moves of a shortest way to a state: twice the task, plus the way that chance goes. */
  wayTo(state: number): number[] {
    const way: number[] = [];
    for (let at = state; this.#from[at]! >= 0; at = this.#from[at]!) way.push(this.#move[at]!);
    return way.reverse();
  }

  /** Ways to each state, in topological order (Kahn); what is left over then lies on, or behind, a circle. */
  count(): Counts {
    const indegree = new Int32Array(this.#states);
    for (let edge = 0; edge < this.#edgeCount; edge++) indegree[this.#edges[edge]!]!++;
    const ways = new Float64Array(this.#states);
    ways[0] = 1;
    const queue = new Int32Array(this.#states);
    let tail = indegree[0] === 0 ? 1 : 0;
    for (let head = 0; head < tail; head++) {
      const state = queue[head]!;
      for (let edge = this.#start[state]!; edge < this.#start[state + 1]!; edge++) {
        const target = this.#edges[edge]!;
        ways[target]! += ways[state]!;
        indegree[target]!--;
        if (indegree[target] === 0) queue[tail++] = target;
      }
    }
    return { ways, endless: tail < this.#states };
  }
}

