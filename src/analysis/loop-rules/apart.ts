/** Rules of rounds that nothing orders. */
import ts from 'typescript';
import type { Effect } from '../effects/effect.ts';
import type { LoopVerdict } from '../model.ts';
import { reservationOfRounds } from '../reservations.ts';
import { shortText } from '../syntax.ts';
import type { Judgement } from '../verdict.ts';
import { decided, likely } from '../verdict.ts';
import { isLoopFixSafe } from './fix-safe.ts';
import type { Rounds } from './scene.ts';

/** Read once: each member of the package is looked up through a getter. */
const { isForOfStatement } = ts;

/** All of them was seen, and nothing of it meets: this alone is proven, but where something is left open. */
export function touchNothingShared(rounds: Rounds): Judgement<LoopVerdict> | undefined {
  const { ground, loop, flight, clashes, round, place } = rounds;
  if (flight.gaps.length > 0 || clashes.known.length > 0) return undefined;
  const message = 'No round touches what another one changes.';
  // What a `for await` goes through was only taken for a list.
  if (isForOfStatement(loop) && loop.awaitModifier !== undefined && ground.effects.listBy(loop.expression) === 'length') {
    return likely('independent', { kind: 'independent', place, message: `${message} \`${shortText(loop.expression, ground.bound.file)}\` is taken for a list, as it has a length: of a stream the elements would come one after the other.` });
  }
  const reservation = reservationOfRounds(ground, loop, flight);
  if (reservation !== undefined) return likely('independent', { kind: 'independent', place, message: `${message} ${reservation}` });
  return { ...decided('independent', { kind: 'independent', place, message }), fixSafe: isLoopFixSafe(ground, rounds, round, flight) };
}

/** All was seen, and plain readers meet in what they keep for themselves. */
export function keepForThemselves(rounds: Rounds): Judgement<LoopVerdict> | undefined {
  const upkeep = rounds.flight.gaps.length === 0 ? upkeepOf(rounds) : undefined;
  return upkeep === undefined ? undefined : likely('independent', { kind: 'independent', place: rounds.place, message: `Each round only reads, by the names of what it calls, and hands nothing to the next.${sayUpkeep(upkeep)}` });
}

/** Where no rule has spoken: what they meet in is told apart by the element, or only read by its name. */
export function handNothingOn(rounds: Rounds): Judgement<LoopVerdict> {
  const { flight: { gaps: [gap] }, place } = rounds;
  if (gap === undefined) return likely('independent', { kind: 'independent', place, message: 'Each round touches what its own element names, and hands nothing to the next.' });
  return likely('independent', { kind: 'independent', place, message: `Each round only reads, as far as can be seen, and hands nothing to the next. \`${gap.text}\` is believed by its name: ${gap.reason}.${sayUpkeep(upkeepOf(rounds))}` });
}

function upkeepOf(rounds: Rounds): Effect | undefined {
  return rounds.clashes.known.find((conflict) => rounds.isUpkeep(conflict))?.first;
}

function sayUpkeep(upkeep: Effect | undefined): string {
  return upkeep === undefined ? '' : ` What \`${upkeep.text}\` changes on the way is taken to be the reader's own upkeep.`;
}
