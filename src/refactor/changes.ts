/** What a change does that the code did not do before, in plain sentences, and the grade that follows. */
import type { Finding } from './findings.ts';
import type { Limiter } from './limiters.ts';
import type { Grade, Shape } from './offer.ts';
import { doubtsOf, type Plan } from './plan.ts';
import type { Rounds } from './rounds.ts';

/** Safe where the analysis has proven results and effects kept, nothing in the way is doubtful, and the shape keeps the error. */
export function gradeOf(plan: Plan, finding: Finding, shape: Shape): Grade {
  const kept = finding.fixSafe && finding.confidence === 'proven' && doubtsOf(plan, shape).length === 0;
  return kept && shape !== 'promise-all' ? 'safe' : 'check-first';
}

export function changesOf(plan: Plan, finding: Finding, shape: Shape): readonly string[] {
  const labels = plan.slots.map(({ label }) => `\`${label}\``);
  const alike = new Set(labels).size < labels.length;
  const [first = '', ...others] = alike ? labels.map((_, index) => (index === 0 ? 'the first' : 'the others')) : labels;
  const several = others.length > 1;
  const rest = alike ? (several ? 'the others' : 'the second') : others.join(' and ');
  return [
    ...belief(finding),
    `If ${first} rejects, ${rest} ${several ? 'have' : 'has'} already started${finding.fixSafe ? `, and ${several ? 'have' : 'has'} read in vain` : ''}.`,
    ...(shape === 'promise-all' ? [`If ${several ? 'more than one rejects' : 'both reject'}, the error is that of whichever rejects first.`] : []),
    ...(shape === 'all-settled' ? ['An error is thrown only when all have ended.'] : []),
    ...doubtsOf(plan, shape),
  ];
}

export function changesOfLoop(rounds: Rounds, finding: Finding, limiter: Limiter, limit: number): readonly string[] {
  return [
    ...belief(finding),
    `If a round fails, up to ${limit - 1} rounds after it have already started${finding.fixSafe ? ', and have read in vain' : ''}.`,
    ...limiter.changes,
    ...rounds.doubts,
  ];
}

function belief({ confidence, evidence: [decisive] }: Finding): readonly string[] {
  return confidence === 'proven' ? [] : [`That they need nothing of one another is likely, not proven${decisive === undefined ? '.' : `: ${decisive.message}`}`];
}
