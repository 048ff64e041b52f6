/** All fixes of a file, one after the other, until nothing is left that may be applied. */
import { analyze } from '../analysis/analyze.ts';
import type { ConcurrencyModel, Place } from '../analysis/model.ts';
import { defaultLimit, defaultThresholdUs } from '../program/durations.ts';
import { withDifference } from './checked.ts';
import { applyEdits, areApart, composed, type TextEdit } from './edits.ts';
import { type Finding, findingsOf, safePartsOf } from './findings.ts';
import type { Offered } from './offer.ts';
import { savingOf } from './gain.ts';
import type { Preferences } from './offers.ts';
import { read } from './reading.ts';
import { offersTogether, type Open, overlap } from './together.ts';

export interface FixOptions extends Preferences {
  /** `safe`: only what keeps results, effects and errors. `all`: what is to be checked too. */
  readonly grades: 'safe' | 'all';
  /** Findings that would save less where they stand are left alone, whole microseconds; {@link defaultThresholdUs} where absent. */
  readonly thresholdUs?: number;
}

export interface Fixed {
  readonly text: string;
  /** Of the text that was given. Empty where nothing was done. */
  readonly edits: readonly TextEdit[];
  /** In the order in which they were applied, each with places of the text that it was applied to. */
  readonly applied: readonly Offered[];
  /** Of the text that was given. */
  readonly errors: ConcurrencyModel['errors'];
  readonly leftOut: ConcurrencyModel['leftOut'];
}

/** A rewritten function may show a finding that was hidden before; more rounds than this would be a fault. */
const mostRounds = 20;

export function fixAll(path: string, text: string, { grades, ...rest }: FixOptions): Fixed {
  const rounds: (readonly TextEdit[])[] = [];
  const applied: Offered[] = [];
  let given: Pick<ConcurrencyModel, 'errors' | 'leftOut'> = { errors: [], leftOut: [] };
  let present = text;
  for (let round = 0; round < mostRounds; round++) {
    const model = analyze({ path, text: present }, rest.project);
    if (round === 0) given = model;
    const chosen = choose(model, present, new Set(applied.map(({ functionId }) => functionId)), { grades, ...rest });
    if (chosen.length === 0) break;
    const edits = chosen.flatMap((offer) => offer.edits);
    rounds.push(edits);
    applied.push(...chosen);
    present = applyEdits(present, edits);
  }
  return { text: present, edits: composed(text.length, ...rounds), applied, errors: given.errors, leftOut: given.leftOut };
}

/** `changed`: functions that an earlier round has rewritten. One offer for each function, and none in a function within another's: names that two changes give must not meet. */
function choose(model: ConcurrencyModel, text: string, changed: ReadonlySet<string>, { grades, thresholdUs = defaultThresholdUs, ...rest }: FixOptions): readonly Offered[] {
  if (model.errors.length > 0) return [];
  const source = { path: model.path, text, model, ...rest };
  const isWorth = (finding: Finding): boolean => (grades === 'all' || (finding.fixSafe && finding.confidence === 'proven')) && savingOf(source, finding, rest.limit ?? defaultLimit) >= thresholdUs;
  let open = model.functions.flatMap((fn): Open[] => {
    if (fn.groups.length === 0) return [];
    const findings = [...findingsOf(fn), ...safePartsOf(fn)].flatMap((finding) => (changed.has(fn.id) ? besideFormer(finding) : [finding])).filter(isWorth);
    return findings.length === 0 ? [] : [{ place: fn.place, findings }];
  });
  if (open.length === 0) return [];
  const reading = read(model.path, text);
  const chosen: Offered[] = [];
  const taken: Place[] = [];
  while (open.length > 0) {
    const { offers, waiting } = offersTogether(source, reading, open, ({ grade }) => grades === 'safe' && grade === 'safe');
    for (const one of open) {
      const offer = offers.get(one)?.find((other): other is Offered => other.grade === 'safe' || (other.grade === 'check-first' && grades === 'all'));
      if (offer === undefined || !chosen.every(({ edits }) => areApart(edits, offer.edits))) continue;
      chosen.push(offer);
      taken.push(one.place);
    }
    open = [...waiting].filter(([{ place }, edits]) => !taken.some((other) => overlap(other, place)) && chosen.every((other) => areApart(other.edits, edits))).map(([one]) => one);
  }
  return chosen.map((offer) => withDifference(source, offer, reading));
}

/** The finding without the awaits of several calls, which an earlier change may have written: put into one another they would be hard to read. */
function besideFormer(finding: Finding): readonly Finding[] {
  const awaits = finding.awaits.filter((id) => finding.fn.awaits.every((site) => site.id !== id || (site.form !== 'all' && site.form !== 'allSettled')));
  if (awaits.length === finding.awaits.length) return [finding];
  return finding.loop !== undefined || finding.needs !== undefined || awaits.length < 2 ? [] : [{ ...finding, awaits }];
}
