/** A loop, and the rounds of one that hand each other nothing by name, with what the rules ask of them. What is costly is looked up when the first rule asks for it. */
import ts from 'typescript';
import { askedNames } from '../asked.ts';
import { withoutChain } from '../awaits.ts';
import type { Clashes } from '../clash.ts';
import { clashesOf } from '../clash.ts';
import { isBare } from '../effects/call-site.ts';
import type { Conflict } from '../effects/conflict.ts';
import type { Effect, Gap, Summary } from '../effects/effect.ts';
import type { LoopShape } from '../loops.ts';
import type { LoopVerdict, Place } from '../model.ts';
import { isKeptAlike, isPlainReader } from '../readers.ts';
import { isInLoop, isOfOneRound, isRoundsAnswer, isRoundsConnection } from '../rounds.ts';
import type { Rule } from '../rule.ts';
import type { Bound, LoopNode, Use } from '../scopes.ts';
import type { AwaitingLoop } from '../statements.ts';
import { carrierIn, transactionIn } from '../transactions.ts';
import type { Ground } from '../verdict.ts';
import type { Belief } from './belief.ts';
import { believe, isCollecting } from './belief.ts';

/** Read once: each member of the package is looked up through a getter. */
const { isCallExpression } = ts;

export interface Loop extends AwaitingLoop {
  readonly ground: Ground;
  readonly shape: LoopShape;
}

export type LoopRule = Rule<Loop, LoopVerdict>;
export type RoundRule = Rule<Rounds, LoopVerdict>;

/** A change or a call of a round that is not known, and what is believed of it. */
interface Doubt {
  readonly effect: Effect | Gap;
  readonly belief: Belief;
}

export class Rounds implements AwaitingLoop {
  readonly ground: Ground;
  readonly loop: LoopNode;
  readonly sites: AwaitingLoop['sites'];
  /** What of a round runs before or while it waits. */
  readonly flight: Summary;
  /** Where comments about it stand: the loop, or the word that stands for it. */
  readonly word: ts.Node;
  #round: Summary | undefined;
  #clashes: Clashes | undefined;
  #isReading: boolean | undefined;
  #transaction: { readonly use: Use | undefined } | undefined;
  #doubts: readonly Doubt[] | undefined;

  constructor(ground: Ground, { loop, sites }: AwaitingLoop, flight: Summary, word: ts.Node) {
    this.ground = ground;
    this.loop = loop;
    this.sites = sites;
    this.flight = flight;
    this.word = word;
  }

  /** What a whole round does. */
  get round(): Summary {
    return (this.#round ??= this.ground.effects.of(this.loop.statement));
  }

  /** In the body of its own answer no round meets another. */
  get clashes(): Clashes {
    if (this.#clashes === undefined) {
      const { known, blind } = clashesOf(this.ground, this.round, this.flight);
      const isAnswer = (effect: Effect): boolean => isRoundsAnswer(this.ground, this.loop, effect);
      this.#clashes = { known: known.filter(({ first, second }) => !isAnswer(first) || !isAnswer(second)), blind };
    }
    return this.#clashes;
  }

  get isReading(): boolean {
    return (this.#isReading ??= isReading(this, this.ground.bound));
  }

  /** The transaction that all rounds work in. */
  get transaction(): Use | undefined {
    return (this.#transaction ??= { use: sharedTransaction(this.ground, this, this.flight) }).use;
  }

  /** Whether there is a transaction of all rounds, and they do no more than read in it. */
  get isLookedAt(): boolean {
    return this.transaction !== undefined && this.isReading && this.flight.writes.every(({ resource }) => resource.kind === 'transaction');
  }

  /** The loop's head, or the word that stands for it. */
  get place(): Place {
    const { ground: { places }, loop, word } = this;
    return word === loop ? places.span(places.start(loop), loop.statement.pos) : places.of(word);
  }

  /** Calls that lead nowhere. What a plain reader calls deep down is believed with it. */
  get gaps(): readonly Gap[] {
    return this.isReading ? this.flight.gaps.filter(({ where }) => isInLoop(this.ground, this.loop, where)) : this.flight.gaps;
  }

  /** Conflicts with what could not be made out; of plain readers as above. */
  get unclear(): readonly Conflict[] {
    const { clashes: { blind }, ground, loop } = this;
    return this.isReading ? blind.filter(({ first, second }) => isInLoop(ground, loop, first.where) || isInLoop(ground, loop, second.where)) : blind;
  }

  /** What the rounds may do to each other, as far as cannot be seen. */
  get doubts(): readonly Doubt[] {
    return (this.#doubts ??= this.#doubtful().map((effect) => ({ effect, belief: believe(this.ground, this, effect) })));
  }

  #doubtful(): readonly (Effect | Gap)[] {
    const { ground, loop } = this;
    const changed = this.unclear.flatMap(({ first, second }) => [first, second].filter((effect) => effect.access === 'write'));
    const called = this.gaps.filter((gap) => gap.nameSays !== 'read' && gap.nameSays !== 'pure');
    return [...changed, ...called].filter((effect) => !isCollecting(ground, loop, effect.where) && !isRoundsConnection(ground, loop, effect));
  }

  /** Whether the conflict is about what a reader changes deep down to keep for itself, as each round comes by the same lines, or the program that it runs and the service that it asks for its answer. */
  isUpkeep(conflict: Conflict): boolean {
    if (!this.isReading) return false;
    const { ground, loop, flight } = this;
    const both = [conflict.first, conflict.second];
    const asks = !conflict.serial && both.every(({ resource }) => /^(process|host|git)$/.test(resource.kind));
    return !isInLoop(ground, loop, conflict.first.where) && !isInLoop(ground, loop, conflict.second.where) && (asks || isKeptAlike(conflict, flight, flight));
  }
}

/** Whether all that a round waits for are plain readers, whose values it takes; of a batch that it waits for, all of that. */
function isReading({ sites }: AwaitingLoop, bound: Bound): boolean {
  return sites.every(({ node, operand, form }) => {
    if (operand === undefined || isBare(node)) return false;
    return (form === 'all' || form === 'allSettled' || (form === 'direct' && isCallExpression(withoutChain(operand)))) && askedNames(operand, bound).every(isPlainReader);
  });
}

/** The transaction that all rounds work in; where they change tables, also a context that may carry one. */
function sharedTransaction({ bound }: Ground, { loop, sites }: AwaitingLoop, flight: Summary): Use | undefined {
  const changesTables = flight.writes.some(({ resource }) => resource.kind === 'table');
  for (const { operand } of sites) {
    if (operand === undefined) continue;
    const use = transactionIn(bound, operand.pos, operand.end) ?? (changesTables ? carrierIn(bound, operand.pos, operand.end) : undefined);
    if (use !== undefined && !isOfOneRound(use.binding, loop)) return use;
  }
  return undefined;
}
