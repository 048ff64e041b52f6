/** Comments by which a person says what the analysis cannot see; the verdicts follow them, and whoever shares the code shares them. */
import type { ConcurrencyModel, Place } from '../analysis/model.ts';
import type { TextEdit } from './edits.ts';
import { indentOf, layoutOf, lineStart, nextLine } from './layout.ts';
import { type Span, touches } from './spans.ts';

export interface Confirmation {
  readonly title: string;
  readonly edits: readonly TextEdit[];
}

export interface Asked {
  readonly text: string;
  readonly model: ConcurrencyModel;
}

/** For the pairs and loops that the range touches. Empty where the text does not parse. */
export function confirmationsFor({ text, model }: Asked, range: Span): readonly Confirmation[] {
  if (model.errors.length > 0) return [];
  const found: Confirmation[] = [];
  for (const fn of model.functions) {
    for (const { first, second, verdict } of fn.pairs) {
      const [before, after] = [first, second].map((id) => fn.awaits.find((site) => site.id === id));
      if (before === undefined || after === undefined || !(touches(before.whole, range) || touches(after.whole, range))) continue;
      const names = `\`${before.label}\` and \`${after.label}\``;
      if (verdict === 'independent' || verdict === 'unknown') found.push(...told(text, after.place, 'ordered', `Keep the order of ${names}`));
      if (verdict === 'unknown' || verdict === 'effect') found.push(...told(text, after.place, 'independent', `${names} are independent`));
    }
    for (const { place, verdict } of fn.loops) {
      if (!touches(place, range)) continue;
      if (verdict === 'independent' || verdict === 'unknown') found.push(...told(text, place, 'ordered', 'Keep the order of the rounds of this loop'));
      if (verdict === 'unknown' || verdict === 'effect') found.push(...told(text, place, 'independent', 'The rounds of this loop are independent'));
    }
  }
  return found;
}

const opposite = { ordered: 'independent', independent: 'ordered' } as const;

/** In the annotation that speaks of the line of the place, where there is one (of its duration, say); else a comment on a line of its own above it. */
function told(text: string, place: Place, word: keyof typeof opposite, title: string): readonly Confirmation[] {
  const start = lineStart(text, place.start);
  const above = lineStart(text, Math.max(0, start - 1));
  const isAbove = /^\s*\/[/*].*@overlap/.test(text.slice(above, start));
  const from = isAbove ? above : start;
  const present = /@overlap[^\r\n]*?(?=\s*(?:\*\/|[\r\n]|$))/.exec(text.slice(from, isAbove ? start : nextLine(text, start)));
  if (present !== null) {
    const words = present[0].split(/\s+/);
    if (words.includes(word)) return [];
    const kept = words.filter((one) => one !== opposite[word]);
    const at = from + present.index;
    return [{ title, edits: [{ start: at, end: at + present[0].length, text: [...kept, word].join(' ') }] }];
  }
  const first = start + (/^[ \t]*/.exec(text.slice(start))?.[0].length ?? 0);
  const indent = indentOf(text, first) ?? '';
  return [{ title, edits: [{ start, end: start, text: `${indent}// @overlap ${word}${layoutOf(text).newline}` }] }];
}
