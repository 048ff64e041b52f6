/** May the rounds of a loop overlap? The rules stand in loop-rules/. */
import ts from 'typescript';
import type { Summary } from './effects/effect.ts';
import { merge } from './effects/effect.ts';
import { awaitsIn, isPlain, needsOf } from './flow.ts';
import { handNothingOn, keepForThemselves, touchNothingShared } from './loop-rules/apart.ts';
import { clash, shareTransaction } from './loop-rules/conflicts.ts';
import { cannotBeSeen, comesInTurn, dropsValue, isBelieved, takesStep } from './loop-rules/doubts.ts';
import { goesInTurn, inBatches, overlapAlready } from './loop-rules/form.ts';
import { carries, carriesMember, handsOn, replacesAndFills } from './loop-rules/handing-on.ts';
import { mayRefuse } from './loop-rules/leaving.ts';
import { addsAfterWalk, addsAround, addsToSink, growsItsList } from './loop-rules/lists.ts';
import { buildsOnFormer, isCommented, isFreedByComment, isKeptByComment, loadsModule } from './loop-rules/meant-order.ts';
import { printsAroundWait, writesOutput } from './loop-rules/output.ts';
import { drawsPromises, feedsItsSource } from './loop-rules/source.ts';
import type { LoopRule, RoundRule } from './loop-rules/scene.ts';
import { Rounds } from './loop-rules/scene.ts';
import { shapeOf } from './loops.ts';
import type { LoopVerdict } from './model.ts';
import { firstOf } from './rule.ts';
import type { LoopNode } from './scopes.ts';
import type { AwaitingLoop } from './statements.ts';
import type { Ground, Judgement } from './verdict.ts';

/** Read once: each member of the package is looked up through a getter. */
const { isBlock } = ts;

/** Of a loop as it stands: what its rounds hand each other by name comes before what it is for, as no form could change that. */
const ofLoops: readonly LoopRule[] = [
  replacesAndFills,
  carries,
  carriesMember,
  handsOn,
  goesInTurn,
];

/**
 * Of rounds that hand each other nothing by name. What was seen to keep their order comes first, then what names and comments say of it, then what cannot be seen.
 * If nothing has spoken by then, they are apart.
 */
const ofRounds: readonly RoundRule[] = [
  // What a person has said of just these.
  isKeptByComment,
  isFreedByComment,
  // What gives the elements goes on between the rounds.
  drawsPromises,
  feedsItsSource,
  // What was seen: the rounds meet.
  addsAround,
  clash,
  shareTransaction,
  // Nothing meets, but the order is meant, or shows.
  buildsOnFormer,
  loadsModule,
  addsToSink,
  printsAroundWait,
  writesOutput,
  growsItsList,
  addsAfterWalk,
  isCommented,
  // What cannot be seen, and what is believed of it.
  takesStep,
  dropsValue,
  comesInTurn,
  cannotBeSeen,
  // Nothing is left that may order them, but for a round that ends the loop: that comes before anything is called independent.
  mayRefuse,
  isBelieved,
  touchNothingShared,
  keepForThemselves,
];

export function judgeLoop(ground: Ground, awaiting: AwaitingLoop): Judgement<LoopVerdict> {
  const { loop, sites } = awaiting;
  const shape = shapeOf(ground, loop, sites);
  const scene = { ground, loop, sites, shape };
  const judged = firstOf(ofLoops, scene);
  if (judged !== undefined) return judged;
  if (shape.type === 'chunked') return inBatches(overlapAlready(scene) ?? judgeRounds(ground, awaiting, inFlight(ground, loop)));
  return judgeRounds(ground, awaiting, inFlight(ground, loop));
}

/** Of rounds that hand each other nothing by name. `flight`: what of a round runs before or while it waits. */
export function judgeRounds(ground: Ground, awaiting: AwaitingLoop, flight: Summary, word: ts.Node = awaiting.loop): Judgement<LoopVerdict> {
  const rounds = new Rounds(ground, awaiting, flight, word);
  return firstOf(ofRounds, rounds) ?? handNothingOn(rounds);
}

/** What of a round runs before or while it waits: what stands after the last await can run in the rounds' order, whatever was in flight. */
export function inFlight({ effects, unit }: Ground, loop: LoopNode): Summary {
  const body: readonly ts.Statement[] = isBlock(loop.statement) ? loop.statement.statements : [loop.statement];
  const last = body.findLastIndex((statement) => awaitsIn(unit, statement).length > 0);
  const final = body[last];
  const parts: ts.Node[] = body.slice(0, last);
  if (final !== undefined) parts.push(...(isPlain(final) ? needsOf(unit, final).map((need) => need.node) : [final]));
  return merge(parts.map((part) => effects.of(part)));
}
