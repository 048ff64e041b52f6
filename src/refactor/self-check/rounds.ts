/** Which round of a loop is being lowered, and what is another thing in each: the variables of its body, and what its element names. */
import type ts from 'typescript';
import type { Effect, Hole } from '../../analysis/effects/effect.ts';
import type { Binding } from '../../analysis/scopes.ts';
import { isWithin } from '../spans.ts';
import { NotFollowed } from './work.ts';

interface Round {
  /** From 1. */
  readonly number: number;
  readonly loop: ts.Node;
  /** How the keys of resources name its element. */
  readonly roots: readonly string[];
}

export class Rounds {
  #round: Round | undefined;
  readonly #bindings = new Map<string, Binding>();
  readonly #effects = new Map<Effect, Map<number, Effect>>();

  within<T>(round: Round, lowering: () => T): T {
    if (this.#round !== undefined) throw new NotFollowed('A loop in a loop is not followed.');
    this.#round = round;
    const made = lowering();
    this.#round = undefined;
    return made;
  }

  /** Behind the names of what is another thing in each round; nothing outside of loops. */
  get suffix(): string {
    return this.#round === undefined ? '' : ` of round ${this.#round.number}`;
  }

  /** A text with the round in which it stands. */
  numbered(text: string): string {
    return this.#round === undefined ? text : `${text} (round ${this.#round.number})`;
  }

  /** A variable of the loop's body is another one in each round, and the same in the parts into which a change divides the body. */
  bindingOf(binding: Binding): Binding {
    const round = this.#round;
    if (round === undefined || binding.declarations.length === 0 || !binding.declarations.every((declaration) => isWithin(declaration, round.loop))) return binding;
    const name = `${binding.name} ${round.number}`;
    const known = this.#bindings.get(name) ?? binding.twin();
    this.#bindings.set(name, known);
    return known;
  }

  /** What is named by the round's element is another thing in each round. */
  effectOf(effect: Effect): Effect {
    const round = this.#round;
    const { kind, key = [] } = effect.resource;
    const isElement = (part: string | Hole): part is Hole => typeof part === 'object' && part.stable && round?.roots.some((root) => part.id === root || part.id.startsWith(`${root}.`)) === true;
    if (round === undefined || !key.some(isElement)) return effect;
    const known = this.#effects.get(effect) ?? new Map<number, Effect>();
    this.#effects.set(effect, known);
    const partOf = (part: Hole, index: number): string | Hole => (index === 0 && kind === 'state' ? { ...part, id: `${part.id} of ${round.number}` } : `⟨${part.text} ${round.number}⟩`);
    const made = known.get(round.number) ?? { ...effect, resource: { ...effect.resource, key: key.map((part, index) => (isElement(part) ? partOf(part, index) : part)) } };
    known.set(round.number, made);
    return made;
  }
}
