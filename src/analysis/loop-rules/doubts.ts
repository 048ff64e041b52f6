/** Rules of what a round does that cannot be seen. What is believed of it decides, the worst first: one call that orders the rounds is enough. */
import type { Effect, Gap } from '../effects/effect.ts';
import { usesIn } from '../flow.ts';
import type { LoopVerdict } from '../model.ts';
import { isInLoop } from '../rounds.ts';
import { likelyBy } from '../rule.ts';
import type { LoopNode } from '../scopes.ts';
import type { Ground, Judgement } from '../verdict.ts';
import type { Belief } from './belief.ts';
import { isBelowOwnElement, isCollecting } from './belief.ts';
import type { Rounds } from './scene.ts';
import { isStepping } from './verbs.ts';

/** A verb of a sequence, wherever it is called. Comes before the beliefs, which go by whose the call is and by what it is given. */
export function takesStep(rounds: Rounds): Judgement<LoopVerdict> | undefined {
  const { ground, loop, unclear, gaps } = rounds;
  const step = [...unclear.map(({ first }) => first), ...gaps].find((effect) => isStepping(effect.text) && !isWalking(ground, loop, effect) && !isCollecting(ground, loop, effect.where) && !isBelowOwnElement(ground, rounds, effect));
  return step === undefined ? undefined : likelyBy(ground, 'effect', step.where, `\`${step.text}\` adds to something or goes one step on, by its name: the rounds are in order.`);
}

/** Nobody takes what it gives. */
export function dropsValue(rounds: Rounds): Judgement<LoopVerdict> | undefined {
  const dropped = believedTo(rounds, 'dropped');
  return dropped === undefined ? undefined : likelyBy(rounds.ground, 'effect', dropped.where, `\`${dropped.text}\` gives no value that is used: it is there for what it does, and nothing shows that the next round does not rely on it.`);
}

/** What it gives depends on what was called before it. */
export function comesInTurn(rounds: Rounds): Judgement<LoopVerdict> | undefined {
  const turn = believedTo(rounds, 'turn');
  return turn === undefined ? undefined : likelyBy(rounds.ground, 'effect', turn.where, `\`${turn.text}\` is called in its turn, by its name: what it does may depend on the rounds before, or their order may show.`);
}

/** It may be anything. */
export function cannotBeSeen(rounds: Rounds): Judgement<LoopVerdict> | undefined {
  const unseen = believedTo(rounds, 'blind');
  if (unseen === undefined) return undefined;
  const reason = 'reason' in unseen ? unseen.reason : 'what it touches is not known';
  return likelyBy(rounds.ground, 'unknown', unseen.where, `What \`${unseen.text}\` does cannot be seen: ${reason}.`);
}

/** All that cannot be seen is believed to be the round's own, or kept apart by its element. */
export function isBelieved({ ground, doubts }: Rounds): Judgement<LoopVerdict> | undefined {
  const believed = doubts.find(({ belief }) => belief === 'own') ?? doubts[0];
  if (believed === undefined) return undefined;
  const { text, where } = believed.effect;
  const why = believed.belief === 'own' ? `\`${text}\` is given the round's own element` : `what \`${text}\` gives for the round's own element is kept apart`;
  return likelyBy(ground, 'independent', where, `Each round hands nothing to the next, as far as can be seen, and ${why}.`);
}

function believedTo({ doubts }: Rounds, wanted: Belief): Effect | Gap | undefined {
  return doubts.find(({ belief }) => belief === wanted)?.effect;
}

/** `lines.next()` deep down: an iterator that the callee goes through by itself. One that the module keeps gives each call the next of all. */
function isWalking(ground: Ground, loop: LoopNode, { text, where }: Effect | Gap): boolean {
  if (!text.endsWith('.next') || isInLoop(ground, loop, where)) return false;
  const bound = ground.effects.boundOf(where.path);
  return bound === undefined || usesIn(bound, where.start, where.end)[0]?.binding.scope.unit !== bound.module;
}
