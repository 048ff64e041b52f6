import type { ConcurrencyModel, Evidence } from '../../../src/analysis/model.ts';

/** A model as text that a person reads in a review: what is said of each await, pair, loop and group, and the sentence that decides. Offsets are left out, so that an edit elsewhere changes nothing. */
export function goldenOf(model: ConcurrencyModel): string {
  const lines: string[] = [];
  for (const unit of model.functions) {
    lines.push(unit.id);
    for (const { id, mode, form, label } of unit.awaits) lines.push(`  ${id} ${mode} ${form}: ${label}`);
    for (const { first, second, verdict, confidence, fixSafe, evidence } of unit.pairs) lines.push(`  pair ${first} ${second}: ${said(verdict, confidence, fixSafe)}`, ...sentences(evidence));
    for (const { awaits, verdict, confidence, fixSafe, evidence } of unit.loops) lines.push(`  loop of ${awaits.length === 0 ? 'a reduction' : awaits.join(' ')}: ${said(verdict, confidence, fixSafe)}`, ...sentences(evidence));
    for (const { awaits, shape, confidence, fixSafe } of unit.groups) lines.push(`  group ${awaits.join(' ')}: ${said(shape, confidence, fixSafe)}`);
    for (const { steps, pairs, groups } of unit.chains ?? []) {
      lines.push(`  chain ${steps.map(({ id, label }) => `${id}: ${label}`).join(', ')}`);
      for (const { first, second, verdict, confidence, fixSafe, evidence } of pairs) lines.push(`  link ${first} ${second}: ${said(verdict, confidence, fixSafe)}`, ...sentences(evidence));
      for (const { awaits, shape, confidence, fixSafe } of groups) lines.push(`  chain group ${awaits.join(' ')}: ${said(shape, confidence, fixSafe)}`);
    }
    lines.push('');
  }
  return lines.join('\n');
}

function said(verdict: string, confidence: string, fixSafe: boolean): string {
  return `${verdict} ${confidence}${fixSafe ? ', safe to rewrite' : ''}`;
}

function sentences(evidence: readonly Evidence[]): string[] {
  return evidence.map(({ message, path }) => `    ${message}${path === undefined ? '' : ` (${path})`}`);
}
