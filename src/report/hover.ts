/** What a hover on an await says, in Markdown: how long it waits and who says so, and whether it needs its neighbours. */
import type { AsyncFunction, AwaitId, Evidence, Pair, PairVerdict } from '../analysis/model.ts';
import type { KnownDuration } from '../program/durations.ts';
import { duration } from './format.ts';

export function hoversOf(fn: AsyncFunction, costs: ReadonlyMap<AwaitId, KnownDuration>): ReadonlyMap<AwaitId, string> {
  const lineOf = new Map(fn.awaits.map((site) => [site.id, site.place.line]));
  const pairs = new Map<AwaitId, string[]>();
  const add = (id: AwaitId, line: string) => pairs.set(id, [...(pairs.get(id) ?? []), line]);
  for (const pair of fn.pairs) {
    add(pair.first, `- The await after it (line ${lineOf.get(pair.second) ?? '?'}) ${verdict(pair, 'it')}`);
    add(pair.second, `- ${capital(verdict(pair, `the await before it (line ${lineOf.get(pair.first) ?? '?'})`))}`);
  }
  return new Map(fn.awaits.map((site) => {
    const cost = costs.get(site.id);
    const wait = cost ? ` waits ${cost.from === 'default' ? 'about ' : ''}${duration(cost.us)} (${cost.detail})` : '';
    const beside = site.mode === 'concurrent' ? ', beside other work of this function' : '';
    return [site.id, [`${code(site.label)}${wait}${beside}`, ...(pairs.get(site.id) ?? [])].join('\n')];
  }));
}

const words: Readonly<Record<PairVerdict, (other: string) => string>> = {
  independent: (other) => `needs nothing from ${other}`,
  data: (other) => `needs the value of ${other}`,
  control: (other) => `runs only if ${other} lets it`,
  effect: (other) => `must come after the effects of ${other}`,
  exclusive: (other) => `never runs together with ${other}`,
  unknown: (other) => `may need ${other}: it cannot be told`,
};

function verdict(pair: Pair, other: string): string {
  const [evidence] = pair.evidence;
  return `${words[pair.verdict](other)} (${pair.confidence})${evidence ? `: ${at(evidence)}` : ''}`;
}

/** An evidence's sentence with its line. Messages are our own words; names of the user's stand in code spans there. */
export function at(evidence: Evidence): string {
  return `${evidence.message} (${evidence.path ? `${evidence.path}:` : 'line '}${evidence.place.line})`;
}

/** A code span that survives backticks in the text. */
function code(text: string): string {
  const fence = text.includes('`') ? '``' : '`';
  return `${fence}${text}${fence}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
