/** What is to say of one await: how long it waits and who says so, whether it needs its neighbours, and the lines that decide it. */
import type { AsyncFunction, AwaitSite, ConcurrencyModel, Evidence, Loop, LoopVerdict, Pair, PairVerdict, Place } from '../analysis/model.ts';
import { durationLookup, type KnownDuration } from '../program/durations.ts';
import { estimator } from '../program/estimate.ts';
import type { ReportOptions } from './file-report.ts';
import { duration } from './format.ts';

export interface AwaitHover {
  readonly functionId: string;
  /** The word `await`, or `for` of `for await`; of a promise chain a `then`, or what it begins with; `reduce`. */
  readonly place: Place;
  /** One line of Markdown. */
  readonly title: string;
  readonly lines: readonly HoverLine[];
  /** It could overlap with a neighbour, or its loop's rounds with each other: there may be a change to offer. */
  readonly independent: boolean;
}

/** One line of Markdown, and the place that it speaks of. */
export interface HoverLine {
  readonly text: string;
  /** Belongs to the line above it. */
  readonly detail?: boolean;
  readonly place?: Place;
  /** The file of the place, where it is another one. */
  readonly path?: string;
}

/** More reasons than this for one verdict are not read. */
const mostReasons = 4;

/** Of the await, or the step of a promise chain, whose keyword holds `offset` (UTF-16 units from 0); null where there is none. */
export function hoverAt(model: ConcurrencyModel, offset: number, options: ReportOptions = {}): AwaitHover | null {
  for (const fn of model.functions) {
    const holds = ({ place }: { readonly place: Place }): boolean => place.start <= offset && offset <= place.end;
    const site = fn.awaits.find(holds);
    if (!site) {
      const found = hoverInChain(model, fn, holds, options);
      if (found) return found;
      continue;
    }
    const costs = estimator(model, durationLookup(options.durations ? { settings: options.durations } : {})).awaits(fn);
    return { functionId: fn.id, place: site.place, title: titleOf(site, costs.get(site.id)), lines: [...linesOfPairs(fn, site), ...linesOfLoop(fn, site)], independent: isIndependent(fn, site) };
  }
  return null;
}

/** A chain's first step is found by what it begins with, all others by their `then`; a reduction by its name. */
function hoverInChain(model: ConcurrencyModel, fn: AsyncFunction, holds: (of: { readonly place: Place }) => boolean, options: ReportOptions): AwaitHover | null {
  const loop = fn.loops.find((one) => one.awaits.length === 0 && holds(one));
  const chain = fn.chains?.find(({ steps }) => steps.some(holds)) ?? (loop && fn.chains?.find(({ place }) => place.start <= loop.place.start && loop.place.end <= place.end));
  const site = chain?.steps.find(holds) ?? chain?.steps[0];
  if (!site) return null;
  const costs = estimator(model, durationLookup(options.durations ? { settings: options.durations } : {})).awaits(fn);
  const pairs = chain?.pairs ?? [];
  const about = { ...fn, awaits: chain?.steps ?? [], pairs, loops: [] };
  const ofLoop: readonly HoverLine[] = loop ? [{ text: `${reductionWords[loop.verdict]} (${loop.confidence})`, place: loop.place }, ...reasons(loop.evidence)] : [];
  return { functionId: fn.id, place: loop?.place ?? site.place, title: titleOf(site, costs.get(site.id)), lines: [...linesOfPairs(about, site), ...ofLoop], independent: false };
}

function isIndependent(fn: AsyncFunction, { id }: AwaitSite): boolean {
  return fn.pairs.some(({ first, second, verdict, serial }) => verdict === 'independent' && serial !== true && (first === id || second === id)) || fn.loops.some(({ awaits, verdict, batched, serial }) => verdict === 'independent' && batched !== true && serial !== true && awaits.includes(id));
}

function titleOf(site: AwaitSite, cost: KnownDuration | undefined): string {
  const wait = cost ? ` waits ${cost.from === 'default' ? 'about ' : ''}${duration(cost.us)} (${cost.detail})` : '';
  return `${code(site.label)}${wait}${site.mode === 'concurrent' ? ', beside other work of this function' : ''}`;
}

function linesOfPairs(fn: AsyncFunction, site: AwaitSite): HoverLine[] {
  const other = (id: string) => fn.awaits.find((known) => known.id === id);
  const about = (pair: Pair, text: string, neighbour: AwaitSite | undefined) => [{ text: `${text} (${pair.confidence})`, ...(neighbour && { place: neighbour.place }) }, ...reasons(pair.evidence)];
  return fn.pairs.flatMap((pair) => {
    if (pair.second === site.id) {
      const before = other(pair.first);
      return about(pair, beforeWords[pair.verdict](before ? code(before.label) : 'the await'), before);
    }
    if (pair.first === site.id) {
      const after = other(pair.second);
      return about(pair, afterWords[pair.verdict](after ? code(after.label) : 'the await'), after);
    }
    return [];
  });
}

function linesOfLoop(fn: AsyncFunction, site: AwaitSite): HoverLine[] {
  const [loop] = fn.loops.filter(({ awaits }) => awaits.includes(site.id)).toSorted((a: Loop, b: Loop) => a.awaits.length - b.awaits.length);
  return loop ? [{ text: `${loopWords[loop.verdict]} (${loop.confidence})`, place: loop.place }, ...reasons(loop.evidence)] : [];
}

function reasons(evidence: readonly Evidence[]): HoverLine[] {
  return evidence.slice(0, mostReasons).map(({ message, place, path }) => ({ text: message.replace(/\.$/, ''), detail: true, place, ...(path !== undefined && { path }) }));
}

/** Of a pair, said at its second await. */
const beforeWords: Readonly<Record<PairVerdict, (before: string) => string>> = {
  independent: (before) => `It needs nothing from ${before} before it`,
  data: (before) => `It needs the value of ${before} before it`,
  control: (before) => `Whether it runs depends on ${before} before it`,
  effect: (before) => `It must wait for the effects of ${before} before it`,
  exclusive: (before) => `It never runs together with ${before} before it`,
  unknown: (before) => `Whether it needs ${before} before it cannot be told`,
};

/** The same, said at its first. */
const afterWords: Readonly<Record<PairVerdict, (after: string) => string>> = {
  independent: (after) => `${after} after it needs nothing from it`,
  data: (after) => `${after} after it needs its value`,
  control: (after) => `Whether ${after} after it runs depends on it`,
  effect: (after) => `${after} after it must wait for its effects`,
  exclusive: (after) => `${after} after it never runs together with it`,
  unknown: (after) => `Whether ${after} after it needs it cannot be told`,
};

const loopWords: Readonly<Record<LoopVerdict, string>> = {
  independent: 'The iterations of its loop need nothing from one another',
  carried: 'Each iteration of its loop needs the one before',
  effect: 'The effects of its loop’s iterations must keep their order',
  unknown: 'Whether the iterations of its loop need one another cannot be told',
};

const reductionWords: Readonly<Record<LoopVerdict, string>> = {
  independent: 'The iterations of this reduction need nothing from one another',
  carried: 'Each iteration of this reduction needs the one before',
  effect: 'The effects of this reduction’s iterations must keep their order',
  unknown: 'Whether the iterations of this reduction need one another cannot be told',
};

/** A code span that survives the backticks in the text, on one line. */
function code(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const pad = longest > 0 ? ' ' : '';
  return `${fence}${pad}${text.replaceAll(/\s+/g, ' ')}${pad}${fence}`;
}
