/** Two sides that hand each other nothing by name, with what is asked of both. What is costly is looked up when the first rule asks for it. */
import type ts from 'typescript';
import type { Clashes } from '../clash.ts';
import { clashesOf } from '../clash.ts';
import { worstGap } from '../effect-wording.ts';
import type { Conflict } from '../effects/conflict.ts';
import type { Gap } from '../effects/effect.ts';
import { merge } from '../effects/effect.ts';
import type { PairVerdict } from '../model.ts';
import type { Rule } from '../rule.ts';
import type { Use } from '../scopes.ts';
import { shortText } from '../syntax.ts';
import { transactionIn } from '../transactions.ts';
import type { Ground } from '../verdict.ts';
import type { Side } from './side.ts';
import { callOf, isWithin, targetOf } from './side.ts';

export type PairRule = Rule<Scene, PairVerdict>;

export class Scene {
  readonly ground: Ground;
  readonly before: Side;
  /** What stands between the two. */
  readonly middle: readonly ts.Node[];
  readonly after: Side;
  readonly sides: readonly [Side, Side];
  #clashes: Clashes | undefined;
  #transaction: { readonly use: Use | undefined } | undefined;
  #worst: { readonly gap: Gap | undefined } | undefined;

  constructor(ground: Ground, before: Side, middle: readonly ts.Node[], after: Side) {
    this.ground = ground;
    this.before = before;
    this.middle = middle;
    this.after = after;
    this.sides = [before, after];
  }

  get clashes(): Clashes {
    return (this.#clashes ??= clashesOf(this.ground, this.before.summary, this.after.summary));
  }

  /** What may be a conflict, with something that could not be made out. */
  get blind(): Conflict | undefined {
    return this.clashes.blind[0];
  }

  /** Of a scene that does not clash: a conflict that orders nothing, as readers keep something for themselves there, or ask by writing. */
  get kept(): Conflict | undefined {
    return this.clashes.known[0];
  }

  /** Whether all that both do was seen, and nothing of it meets. */
  get isSeen(): boolean {
    return this.before.standing === 'seen' && this.after.standing === 'seen' && this.blind === undefined && this.kept === undefined;
  }

  /** The transaction that both work in. */
  get transaction(): Use | undefined {
    return (this.#transaction ??= { use: sharedTransaction(this.ground, this.before, this.after) }).use;
  }

  /** Whether there is a transaction of both, and neither does more than read in it. */
  get isLookedAt(): boolean {
    return this.transaction !== undefined && this.sides.every(onlyLooks);
  }

  /** The call of both that leaves most open. */
  get worst(): Gap | undefined {
    return (this.#worst ??= { gap: worstGap(merge(this.sides.map(({ summary }) => summary))) }).gap;
  }

  /** What has to be said beside a judgement that rests on a name. */
  get believed(): string {
    return this.worst === undefined ? '' : ` \`${this.worst.text}\` is believed by its name: ${this.worst.reason}.`;
  }

  subjectOf(side: Side): string {
    const call = callOf(side);
    return call === undefined ? 'This' : `\`${shortText(call.expression, this.ground.bound.file)}\``;
  }
}

function sharedTransaction({ bound }: Ground, before: Side, after: Side): Use | undefined {
  const transaction = transactionIn(bound, before.node.pos, before.node.end);
  return transaction !== undefined && transactionIn(bound, after.node.pos, after.node.end)?.binding === transaction.binding ? transaction : undefined;
}

/** A plain reader that was seen to change nothing, but for its turn in the transaction. */
function onlyLooks({ node, plain, summary }: Side): boolean {
  const target = targetOf(node);
  return plain && summary.writes.every(({ resource, where }) => resource.kind === 'transaction' || (target !== undefined && isWithin(where, target)));
}
