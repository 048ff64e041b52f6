/** Offers looked at once more by the self-check. */
import { applyEdits } from './edits.ts';
import type { Offered } from './offer.ts';
import type { Analysed } from './offers.ts';
import { read, type Reading } from './reading.ts';
import { checkOf, type SelfCheck } from './self-check.ts';

/** Stays safe only where the self-check agrees; of a loop, with two rounds and with three. `before` and `after`: the readings of the text, and of what the offer makes of it. */
export function checked({ project }: Analysed, offer: Offered, before: Reading, after: Reading): Offered {
  if (offer.grade !== 'safe') return offer;
  const found = checkOf(before, after, { functionId: offer.functionId, ...(project && { project }) });
  switch (found.type) {
    case 'kept':
      return offer;
    case 'differs':
      return differing({ ...offer, grade: 'check-first' }, found);
    case 'not-settled':
      return { ...offer, grade: 'check-first', changes: [`Running both does not settle that everything is kept: ${found.message}`, ...offer.changes] };
  }
}

/** An offer that is to be checked first, with two runs that end differently, where the self-check finds some: asked for when the offer is shown, since it takes some milliseconds. */
export function withDifference({ path, text, project }: Analysed, offer: Offered, before = read(path, text)): Offered {
  if (offer.grade === 'safe' || offer.counterExample !== undefined) return offer;
  const found = checkOf(before, read(path, applyEdits(text, offer.edits)), { functionId: offer.functionId, ...(project && { project }) });
  return found.type === 'differs' ? differing(offer, found) : offer;
}

function differing(offer: Offered, { message, counterExample }: Extract<SelfCheck, { type: 'differs' }>): Offered {
  return { ...offer, changes: [`Running both shows a difference: ${message}`, ...offer.changes], counterExample };
}
