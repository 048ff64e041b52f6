/** Rules of what two rounds were seen to meet in: one changes what the other touches, or it takes one user at a time. */
import { isAddedLate } from '../clash.ts';
import { nameOf, verbOf } from '../effect-wording.ts';
import type { Conflict } from '../effects/conflict.ts';
import { evidenceAt } from '../evidence.ts';
import type { LoopVerdict } from '../model.ts';
import { isKeptAside, isNoted } from '../readers.ts';
import { isInLoop, isOfRound, isOwnWrite } from '../rounds.ts';
import { likelyAt } from '../rule.ts';
import type { Judgement } from '../verdict.ts';
import { decided, likely } from '../verdict.ts';
import { isTaking } from './belief.ts';
import type { Rounds } from './scene.ts';

/** Two rounds are in each other's way, by more than what each has for itself or what readers keep. In a transaction in which all only read, its turns are for `shareTransaction` to tell. */
export function clash(rounds: Rounds): Judgement<LoopVerdict> | undefined {
  const found = rounds.clashes.known.find((conflict) => isClash(rounds, conflict));
  return found === undefined ? undefined : clashing(rounds, found);
}

/** A transaction takes one statement at a time: readers need nothing of each other there, and would gain nothing. Comes after the clashes, which say in what thing the rounds meet. */
export function shareTransaction({ ground, transaction, isLookedAt }: Rounds): Judgement<LoopVerdict> | undefined {
  if (transaction === undefined) return undefined;
  const { binding: { name }, node } = transaction;
  if (isLookedAt) return { ...likelyAt(ground, 'independent', node, `Each round only reads in \`${name}\`, and hands nothing to the next; but a transaction takes one statement at a time, so that nothing would be saved.`), serial: true };
  return likelyAt(ground, 'effect', node, `Every round works in \`${name}\`: a transaction takes one statement at a time.`);
}

function isClash(rounds: Rounds, conflict: Conflict): boolean {
  const { ground, loop, flight } = rounds;
  const { first, second } = conflict;
  if ((first.resource.kind === 'transaction' && rounds.isLookedAt) || isOfRound(ground, rounds, conflict)) return false;
  if (isAddedLate(ground, first)) return true;
  if (isKeptAside(conflict) && !isInLoop(ground, loop, first.where) && !isInLoop(ground, loop, second.where)) return false;
  return !rounds.isUpkeep(conflict) && !(isTaking(ground, rounds) && isNoted(conflict, flight, flight) && !isInLoop(ground, loop, first.where));
}

function clashing(rounds: Rounds, { first, second, serial, likeness }: Conflict): Judgement<LoopVerdict> {
  const { ground } = rounds;
  const message = serial ? `Every round uses ${nameOf(first)}, which takes one user at a time.` : `A round ${verbOf(first)} ${nameOf(first)}, and the next one ${verbOf(second)} it.`;
  const evidence = [evidenceAt(ground, first.where, 'effect', message), ...(first === second ? [] : [evidenceAt(ground, second.where, 'effect', `\`${second.text}\` ${verbOf(second)} it here.`)])];
  // Two rounds that each name a row of their own element may still mean one.
  const mayBeOthers = first.resource.kind === 'table' && [first, second].every((effect) => isOwnWrite(ground, rounds, effect));
  return likeness === 'same' && first.source !== 'name' && !mayBeOthers ? decided('effect', ...evidence) : likely('effect', ...evidence);
}
