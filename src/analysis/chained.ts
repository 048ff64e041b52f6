/** The promise chains of a file, and the reductions whose rounds are such chains, by the function that holds them. */
import ts from 'typescript';
import type { ChainStep, GivesPromise, PromiseChain } from './chains.ts';
import { chainsOf } from './chains.ts';
import { isAsyncUnit } from './functions.ts';
import type { Reduction } from './reductions.ts';
import { reductionsOf, stepsIn } from './reductions.ts';
import type { Bound, Unit } from './scopes.ts';
import { isFunctionNode } from './scopes.ts';
import { unwrap } from './syntax.ts';

/** Read once: each member of the package is looked up through a getter. */
const { isBlock, isReturnStatement } = ts;

export interface InUnit {
  readonly chains: readonly PromiseChain[];
  readonly reductions: readonly Reduction[];
}

/** A text in which neither word stands has none. */
const words = /\.\s*then\b|\.\s*reduce/;

export class Chained {
  readonly #units = new Map<Unit, InUnit>();
  /** By what they are as expressions. */
  readonly #chains = new Map<ts.Node, PromiseChain>();
  readonly #reductions = new Map<ts.Node, Reduction>();
  /** Uses of a parameter that stands for the rounds before. */
  readonly #formerRounds = new Set<ts.Node>();

  constructor(bound: Bound, givesPromise: GivesPromise) {
    if (!words.test(bound.file.text)) return;
    const rounds = new Set<ts.Node>();
    for (const unit of bound.units) {
      if (unit.calls.length === 0) continue;
      const reductions = reductionsOf(unit, bound, givesPromise);
      for (const { former, chain } of reductions) {
        for (const { node } of former.uses) this.#formerRounds.add(node);
        if (chain !== undefined) rounds.add(chain);
      }
      // A chain that goes on from the round before is that reduction's, and stands in a function further in, which comes later.
      const chains = chainsOf(unit, bound, givesPromise, stepsIn(reductions)).filter(({ whole }) => !rounds.has(whole));
      if (chains.length === 0 && reductions.length === 0) continue;
      this.#units.set(unit, { chains, reductions });
      for (const chain of chains) this.#chains.set(chain.whole, chain);
      for (const reduction of reductions) this.#reductions.set(reduction.call, reduction);
    }
  }

  of(unit: Unit): InUnit | undefined {
    return this.#units.get(unit);
  }

  /** The steps of the chain that the expression is, in the function that holds it. */
  at(unit: Unit, expression: ts.Node): readonly ChainStep[] | undefined {
    const chain = this.#chains.get(expression);
    return chain !== undefined && this.#units.get(unit)?.chains.includes(chain) === true ? chain.steps : undefined;
  }

  reductionAt(unit: Unit, expression: ts.Node): Reduction | undefined {
    const reduction = this.#reductions.get(expression);
    return reduction !== undefined && this.#units.get(unit)?.reductions.includes(reduction) === true ? reduction : undefined;
  }

  isFormerRound(node: ts.Node): boolean {
    return this.#formerRounds.has(node);
  }

  /** Not `async`, and awaiting nothing: but what it gives back in the end is a chain of its own. */
  isHandedOn(unit: Unit): boolean {
    const own = this.#units.get(unit);
    if (own === undefined || isAsyncUnit(unit) || !isFunctionNode(unit.node) || unit.node.body === undefined) return false;
    const { body } = unit.node;
    const last = isBlock(body) ? body.statements.at(-1) : undefined;
    const returned = isBlock(body) ? (last !== undefined && isReturnStatement(last) ? last.expression : undefined) : body;
    if (returned === undefined) return false;
    const node = unwrap(returned);
    return this.at(unit, node) !== undefined || this.reductionAt(unit, node) !== undefined;
  }
}
