/** From loops to {@link Work}: rounds one after the other, or run beside each other first and gathered then. */
import ts from 'typescript';
import { unwrap } from '../../analysis/syntax.ts';
import type { Expressions } from './expressions.ts';
import { type BoundedMap, boundedMapOf, namesIn } from './patterns.ts';
import type { Rounds } from './rounds.ts';
import type { Transcript } from './transcript.ts';
import { NotFollowed, type Task, type Work } from './work.ts';

export interface LoopOptions {
  /** Of each loop that waits so many rounds are looked at. */
  readonly rounds: number;
  /** The code is the changed one: a call with elements, a limit and a function of one element is what runs the rounds of a loop. */
  readonly isChanged: boolean;
  /** The names of the code before; others are helpers of the change, and stand for what they were given. */
  readonly known: ReadonlySet<string>;
}

/** What lowers the statements of a round. */
interface Statements {
  statement(statement: ts.Statement): void;
  body(statement: ts.Statement): readonly Work[];
}

/** What the function of a round hands out, by the names that it goes to; '' where it is the value itself. */
type Handed = ReadonlyMap<string, Task>;

export class Loops {
  readonly #transcript: Transcript;
  readonly #rounds: Rounds;
  readonly #expressions: Expressions;
  readonly #statements: Statements;
  readonly #options: LoopOptions;

  constructor(transcript: Transcript, rounds: Rounds, expressions: Expressions, statements: Statements, options: LoopOptions) {
    this.#transcript = transcript;
    this.#rounds = rounds;
    this.#expressions = expressions;
    this.#statements = statements;
    this.#options = options;
  }

  loop(loop: ts.ForOfStatement): void {
    const { initializer, expression, statement } = loop;
    const names = ts.isVariableDeclarationList(initializer) ? initializer.declarations.flatMap(({ name }) => namesIn(name)) : undefined;
    if (names === undefined) throw new NotFollowed(`The rounds of the loop on line ${this.#transcript.fn.places.of(loop).line} share one variable.`);
    const map = this.mapOf(unwrap(expression));
    if (map === undefined) {
      this.#expressions.whole(expression);
      this.#each(loop, names, () => this.#statements.body(statement));
      return;
    }
    const handed = this.map(map, loop);
    const parameters = new Set(namesIn(map.parameter).map(({ text }) => text));
    this.#each(loop, names.filter(({ text }) => parameters.has(text)), (index) => [
      ...this.#transcript.inside(() => this.#gather(names, handed[index])),
      ...this.#statements.body(statement),
    ]);
  }

  #each(loop: ts.Node, variables: readonly ts.Identifier[], lowering: (index: number) => readonly Work[]): void {
    const rounds = Array.from({ length: this.#options.rounds }, (_, index) => this.#inRound(loop, variables, index, () => lowering(index)));
    this.#transcript.push({ type: 'loop', rounds });
  }

  /** `variables`: names that stand for the element. */
  #inRound<T>(loop: ts.Node, variables: readonly ts.Identifier[], index: number, lowering: () => T): T {
    const roots = variables.flatMap((name) => this.#transcript.bindingOf(name)?.declarations[0]?.pos ?? []).map((pos) => `${this.#transcript.fn.path}:${pos}`);
    return this.#rounds.within({ number: index + 1, loop, roots }, lowering);
  }

  /** Of changed code: all rounds begun before the first has ended. */
  mapOf(expression: ts.Expression): BoundedMap | undefined {
    const map = this.#options.isChanged ? boundedMapOf(expression) : undefined;
    if (map !== undefined && map.limit < this.#options.rounds) throw new NotFollowed(`No more than ${map.limit} rounds run at a time.`);
    return map;
  }

  /** Gives what each round hands out. */
  map({ list, each, parameter }: BoundedMap, loop: ts.Node): readonly Handed[] {
    this.#expressions.whole(list);
    const unit = this.#transcript.fn.bound.unitOf.get(each);
    if (unit === undefined) throw new NotFollowed('The function of a round is not found.');
    const all: Handed[] = [];
    const rounds = Array.from({ length: this.#options.rounds }, (_, index): Task => {
      const handed = new Map<string, Task>();
      const before = this.#inRound(loop, namesIn(parameter), index, () => this.#transcript.inside(() => this.#transcript.inFunction(unit, () => this.#round(each.body, handed))));
      all.push(handed);
      return { key: '', label: `round ${index + 1}`, arguments: [], touches: [], onlyRejects: true, before, isRound: true };
    });
    for (const round of rounds) this.#transcript.keyOf(this.#transcript.start(round, round.label));
    this.#transcript.push({ type: 'wait', how: 'allSettled', tasks: rounds }, ...rounds.map((task): Work => ({ type: 'raise', task })));
    return all;
  }

  #round(body: ts.ConciseBody, handed: Map<string, Task>): void {
    if (!ts.isBlock(body)) {
      this.#handOut(body, handed);
      return;
    }
    for (const statement of body.statements) {
      if (!ts.isReturnStatement(statement)) this.#statements.statement(statement);
      else if (statement.expression !== undefined) this.#handOut(statement.expression, handed);
    }
  }

  /** What a round gives back: names as they are, and calls that the round waits for. */
  #handOut(value: ts.Expression, handed: Map<string, Task>): void {
    const taken = (expression: ts.Expression, name: string): void => {
      const task = this.#expressions.start(expression);
      this.#transcript.take(task);
      handed.set(name, task);
    };
    const node = unwrap(value);
    if (ts.isIdentifier(node)) return;
    if (!ts.isObjectLiteralExpression(node)) {
      taken(ts.isAwaitExpression(node) ? node.expression : value, '');
      return;
    }
    for (const property of node.properties) {
      if (ts.isShorthandPropertyAssignment(property)) continue;
      const awaited = ts.isPropertyAssignment(property) && ts.isIdentifier(property.name) ? unwrap(property.initializer) : undefined;
      if (awaited === undefined || !ts.isPropertyAssignment(property) || !ts.isIdentifier(property.name) || !ts.isAwaitExpression(awaited)) throw new NotFollowed('What a round gives back is not followed.');
      taken(awaited.expression, property.name.text);
    }
  }

  /** The names that gather what a round has handed out. */
  #gather(names: readonly ts.Identifier[], handed: Handed | undefined): void {
    for (const name of names) {
      const task = handed?.get(name.text) ?? (names.length === 1 ? handed?.get('') : undefined);
      const binding = this.#transcript.bindingOf(name);
      if (task === undefined || binding === undefined) continue;
      if (this.#options.known.has(name.text)) this.#expressions.assign(name, this.#transcript.keyOf(task));
      else this.#transcript.hold(binding, { as: 'value', task });
    }
  }
}
