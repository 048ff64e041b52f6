/** Rules of two that nothing orders and nothing shows to be apart: what of them cannot be seen. */
import type { PairVerdict } from '../model.ts';
import { likelyAt, likelyBy } from '../rule.ts';
import type { Judgement } from '../verdict.ts';
import type { Scene } from './scene.ts';

/** The call that leaves most open. */
export function leadsNowhere({ ground, worst }: Scene): Judgement<PairVerdict> | undefined {
  return worst === undefined ? undefined : likelyBy(ground, 'unknown', worst.where, `What \`${worst.text}\` does cannot be seen: ${worst.reason}.`);
}

/** Every call was followed, but not what one of them touches. */
export function touchesUnknown({ ground, blind }: Scene): Judgement<PairVerdict> | undefined {
  const effect = blind?.first.resource.kind === 'unknown' ? blind.first : blind?.second;
  return effect === undefined ? undefined : likelyBy(ground, 'unknown', effect.where, `What \`${effect.text}\` touches cannot be seen.`);
}

/** Where no rule has spoken. */
export function nothingSettles({ ground, after }: Scene): Judgement<PairVerdict> {
  return likelyAt(ground, 'unknown', after.node, 'Nothing that can be seen settles whether the second needs the first to be done.');
}
