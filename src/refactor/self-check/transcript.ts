/** The works of a stretch of code as they are written down, what its names stand for, and keys that are the same before and after a change. */
import ts from 'typescript';
import { usesIn } from '../../analysis/flow.ts';
import type { Binding, Unit } from '../../analysis/scopes.ts';
import type { FunctionReading } from '../reading.ts';
import { waits } from './patterns.ts';
import type { Rounds } from './rounds.ts';
import type { Task, Work } from './work.ts';

/** What a name stands for. */
export interface Held {
  readonly as: 'promise' | 'settled' | 'value';
  readonly task: Task;
}

export class Transcript {
  #fn: FunctionReading;
  readonly #rounds: Rounds;
  readonly #held = new Map<Binding, Held>();
  readonly #counts = new Map<string, number>();
  readonly #texts = new Map<Task, string>();
  #out: Work[] = [];

  constructor(fn: FunctionReading, rounds: Rounds) {
    this.#fn = fn;
    this.#rounds = rounds;
  }

  /** The function whose code is lowered: inside a function of one round, that function. */
  get fn(): FunctionReading {
    return this.#fn;
  }

  inFunction(unit: Unit, lowering: () => void): void {
    const outer = this.#fn;
    this.#fn = { ...outer, unit };
    lowering();
    this.#fn = outer;
  }

  push(...works: readonly Work[]): void {
    this.#out.push(...works);
  }

  /** What the lowering writes, instead of writing it here. */
  inside(lowering: () => void): Work[] {
    const outer = this.#out;
    this.#out = [];
    lowering();
    const works = this.#out;
    this.#out = outer;
    return works;
  }

  /** `text`: of the call, from which its key is made. */
  start(task: Task, text: string): Task {
    this.#texts.set(task, text);
    this.push({ type: 'start', task });
    return task;
  }

  /** Waits for the task alone, and throws what it rejects with. Gives its key. */
  take(task: Task): string {
    const key = this.keyOf(task);
    this.push({ type: 'wait', how: 'await', tasks: [task] }, { type: 'raise', task });
    return key;
  }

  /** A name that does not hang on when it starts, but on when its value is taken, which a change keeps. */
  keyOf(task: Task): string {
    if (task.key === '') task.key = `⟦${this.unique(this.#texts.get(task) ?? '')}⟧`;
    return task.key;
  }

  /** To be called when all is written: tasks whose value nobody takes have keys as well. */
  finish(): void {
    for (const task of this.#texts.keys()) this.keyOf(task);
  }

  unique(written: string): string {
    // Parentheses around an `await` go with it: `(await load()).rows` becomes `loaded.rows`.
    const text = this.#rounds.numbered(written.replace(/(^|[^\w$)\]])\((⟦[^⟧]*⟧)\)/g, '$1$2'));
    const count = (this.#counts.get(text) ?? 0) + 1;
    this.#counts.set(text, count);
    return count === 1 ? text : `${text} #${count}`;
  }

  textOf(node: ts.Node): string {
    return plainText(this.#fn.text.slice(node.getStart(this.#fn.file), node.end));
  }

  bindingOf(name: ts.Identifier): Binding | undefined {
    return this.#fn.bound.useOf.get(name)?.binding;
  }

  hold(binding: Binding, held: Held): void {
    this.#held.set(binding, held);
  }

  heldBy(name: ts.Identifier): Held | undefined {
    const binding = this.bindingOf(name);
    return binding && this.#held.get(binding);
  }

  /** The task whose promise the node is a name of. */
  promisedBy(node: ts.Node): Task | undefined {
    const held = ts.isIdentifier(node) ? this.heldBy(node) : undefined;
    return held?.as === 'promise' ? held.task : undefined;
  }

  /** Whether it waits, or holds a name of what was started. */
  takes(node: ts.Node): boolean {
    return waits(node) || usesIn(this.#fn.bound, node.pos, node.end).some(({ binding }) => this.#held.has(binding));
  }
}

export function plainText(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
