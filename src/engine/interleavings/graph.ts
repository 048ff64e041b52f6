import { resized } from '../heap.ts';

export interface Counts {
  /** Ways to each state. */
  readonly ways: Float64Array;
  readonly endless: boolean;
}

/** What leads where: each state with the first way to it, and all edges, in the order of the states. */
export class Graph {
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
