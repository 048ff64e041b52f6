/** An offer that was graded safe, looked at once more by the self-check. */
import { applyEdits } from './edits.ts';
import type { Offered } from './offer.ts';
import type { Analysed } from './offers.ts';
import { selfCheck } from './self-check.ts';

/**
 * Stays safe only where the self-check agrees. Loops are left as they are graded: how many rounds they take is not known, and their rounds are judged as such.
 */
export function checked({ path, text, project }: Analysed, offer: Offered): Offered {
  if (offer.grade !== 'safe' || offer.shape === 'bounded-map') return offer;
  const { functionId, edits, changes } = offer;
  const found = selfCheck({ path, before: text, after: applyEdits(text, edits), functionId, ...(project && { project }) });
  switch (found.type) {
    case 'kept':
      return offer;
    case 'differs':
      return { ...offer, grade: 'check-first', changes: [`Running both shows a difference: ${found.message}`, ...changes], counterExample: found.counterExample };
    case 'not-settled':
      return { ...offer, grade: 'check-first', changes: [`Running both does not settle that everything is kept: ${found.message}`, ...changes] };
  }
}
