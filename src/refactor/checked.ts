/** Offers looked at once more by the self-check. */
import { applyEdits } from './edits.ts';
import type { Offered } from './offer.ts';
import type { Analysed } from './offers.ts';
import { type SelfCheck, selfCheck } from './self-check.ts';

/** Stays safe only where the self-check agrees; of a loop, with two rounds and with three. */
export function checked(source: Analysed, offer: Offered): Offered {
  if (offer.grade !== 'safe') return offer;
  const found = selfCheckOf(source, offer);
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
export function withDifference(source: Analysed, offer: Offered): Offered {
  if (offer.grade === 'safe' || offer.counterExample !== undefined) return offer;
  const found = selfCheckOf(source, offer);
  return found.type === 'differs' ? differing(offer, found) : offer;
}

function differing(offer: Offered, { message, counterExample }: Extract<SelfCheck, { type: 'differs' }>): Offered {
  return { ...offer, changes: [`Running both shows a difference: ${message}`, ...offer.changes], counterExample };
}

function selfCheckOf({ path, text, project }: Analysed, { functionId, edits }: Offered): SelfCheck {
  return selfCheck({ path, before: text, after: applyEdits(text, edits), functionId, ...(project && { project }) });
}
