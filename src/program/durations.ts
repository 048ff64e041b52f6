/**
 * How long an operation waits, and where that number comes from.
 *
 * Best first: an annotation on the line, an annotation on the callee's declaration, a literal in the call's own text, the setting
 * `overlap.durations`, a default by the kind of the callee. What the user wrote beside the code wins over a general setting, and a default
 * is called a default.
 */
import type { Annotation, Blocking, BlockingKind, LoopCount } from '../analysis/model.ts';
import { globMatcher } from './glob.ts';
import type { Origin } from './program.ts';

/** A glob of callees to milliseconds, as `overlap.durations` has it. */
export type DurationSettings = Readonly<Record<string, number>>;

/** Where a duration of user code came from; a scenario's own times have the origin `scenario`. */
export type DurationOrigin = Exclude<Origin, 'scenario'>;

export interface KnownDuration {
  readonly us: number;
  readonly from: DurationOrigin;
  /** What the origin is in words, such as `default for the network` or ``setting `db.*` ``. */
  readonly detail: string;
}

/** From the surest to the least sure. What is made of several durations is as sure as the least sure of them; what waits for nothing says so in its text. */
const sureness: readonly DurationOrigin[] = ['literal', 'recorded', 'annotation', 'setting', 'default'];

export function leastSure(origins: Iterable<DurationOrigin>): DurationOrigin {
  let worst = 0;
  for (const origin of origins) worst = Math.max(worst, sureness.indexOf(origin));
  return sureness[worst] ?? 'default';
}

/** What the kinds of callees are taken to last where nothing better is known: round numbers of the right order, no more. */
export const defaultDurations = {
  network: { us: 100_000, words: 'a network request' },
  database: { us: 20_000, words: 'a database query' },
  file: { us: 5_000, words: 'a file operation' },
  process: { us: 500_000, words: 'a child process' },
  timer: { us: 100_000, words: 'a timer of unknown length' },
  unknown: { us: 100_000, words: 'a call that nothing is known of' },
} as const;

export type CalleeKind = keyof typeof defaultDurations;

/** CPU time of one statement between awaits: enough to be seen beside the waits, too little to change them. */
export const computePerStatementUs = 10;

/** Rounds of a loop, or elements of a mapped list, whose number the text does not say. */
export const defaultRounds = 10;

/** Most rounds taken at their word: as many as a Program can say. */
const mostRounds = 2 ** 31 - 1;

export interface Rounds {
  readonly value: number;
  readonly from: LoopCount['from'] | 'default';
}

export function roundsOf(count: LoopCount | undefined): Rounds {
  return count ? { value: Math.min(mostRounds, Math.max(0, Math.round(count.value))), from: count.from } : { value: defaultRounds, from: 'default' };
}

/** Operations that a bounded map keeps in flight where the text does not say. */
export const defaultLimit = 8;

/** Findings that would save less are not spoken of where the user sets no other threshold. */
export const defaultThresholdUs = 1000;

/**
 * The last name of a chain decides most, its first one the rest: `fs.readFile`, `prisma.user.findMany`, `fetch`.
 * The words are those of the best-known packages; a callee that fits none is `unknown`, never a guess by its verb alone.
 */
const kinds: readonly (readonly [CalleeKind, RegExp])[] = [
  ['timer', /^(?:sleep|delay|wait|pause|timeout|setTimeout|setImmediate|(?:timers(?:\/promises)?|scheduler|timersPromises)\..+)$/i],
  ['file', /^(?:(?:fs|fsp|fse|fsPromises|promises)(?:\.promises)?\.\w+|readFile|writeFile|appendFile|copyFile|readdir|mkdir|mkdtemp|rmdir|unlink|rename|access|lstat|stat|realpath)$/],
  ['process', /^(?:exec|execa|execFile|spawn|execAsync|execFileAsync|(?:exec|cp|childProcess|child_process)\.\w+)$/],
  ['database', /(?:^|\.)(?:prisma|db|database|knex|pool|sql|drizzle|mongoose|collection|repository|repo|\w+Repository|\w+Repo|queryRunner|entityManager|redis|\w+Model)\.[\w.]+$|(?:^|\.)(?:query|findOne|findMany|findUnique|findFirst|findUniqueOrThrow|findFirstOrThrow|insertOne|insertMany|updateOne|updateMany|deleteOne|deleteMany|aggregate|countDocuments)$/],
  ['network', /^(?:fetch|axios|got|ky|request|superagent)(?:\.\w+)*$|(?:^|\.)(?:fetch|http|https|api|axios|octokit|stripe|s3|httpClient|apiClient|client|graphql|rest)(?:\.\w+)+$|(?:^|\.)(?:fetch\w*|\w+Fetch)$/],
];

export function kindOf(callee: string): CalleeKind {
  const name = dotted(callee).replace(/^(?:this|self|ctx|context)\.#?/, '').replace(/(?:\.(?:then|catch|finally))+$/, '');
  for (const [kind, pattern] of kinds) if (pattern.test(name)) return kind;
  return 'unknown';
}

/** `db.collection('users').find({}).toArray` → `db.collection.find.toArray`. What is left open, by a text cut short, is dropped. */
function dotted(callee: string): string {
  let text = callee.replace(/\?\./g, '.').slice(0, 200);
  for (let shorter = text.replace(/\([^()]*\)/g, ''); shorter !== text; shorter = text.replace(/\([^()]*\)/g, '')) text = shorter;
  return text.replace(/\(.*$/s, '').replace(/\s+/g, '');
}

export interface DurationSources {
  readonly settings?: DurationSettings;
}

export interface DurationAsked {
  readonly callee: string;
  readonly literalUs?: number;
  readonly onLine?: Annotation;
  readonly onDeclaration?: Annotation;
}

export type DurationLookup = (asked: DurationAsked) => KnownDuration;

/** Reads the settings once; the lookup that comes back is cheap enough to ask for every await. */
export function durationLookup(sources: DurationSources = {}): DurationLookup {
  const settings = Object.entries(sources.settings ?? {}).map(([glob, ms]) => ({ glob, matches: globMatcher(glob), us: toUs(ms) }));
  return (asked) => {
    const { callee, literalUs, onLine, onDeclaration } = asked;
    if (onLine?.durationUs !== undefined) return { us: onLine.durationUs, from: 'annotation', detail: `annotation on line ${onLine.place.line}` };
    if (onDeclaration?.durationUs !== undefined) return { us: onDeclaration.durationUs, from: 'annotation', detail: `annotation on line ${onDeclaration.place.line}` };
    if (literalUs !== undefined) return { us: toWhole(literalUs), from: 'literal', detail: 'written in the call' };
    const setting = settings.find((entry) => entry.matches(callee));
    if (setting) return { us: setting.us, from: 'setting', detail: `setting \`${setting.glob}\`` };
    const { us, words } = defaultDurations[kindOf(callee)];
    return { us, from: 'default', detail: `default for ${words}` };
  };
}

/** What holds the loop and is of unknown size: round numbers of the right order, no more. */
export const defaultBlocking: Readonly<Record<BlockingKind, { readonly us: number; readonly words: string }>> = {
  file: { us: 5_000, words: 'a synchronous file operation' },
  process: { us: 500_000, words: 'a child process that is waited for' },
  crypto: { us: 80_000, words: 'a key derivation or a hash of a password' },
  compression: { us: 10_000, words: 'a compression of unknown size' },
  parse: { us: 5_000, words: 'the parsing of a whole file' },
  loop: { us: 1_000, words: 'a long loop' },
  call: { us: 1_000, words: 'computing' },
};

/** Nanoseconds of one round, where the text says how many there are. */
const roundNs: Readonly<Partial<Record<BlockingKind, number>>> = { loop: 10, crypto: 800 };

/** How long a stretch holds the loop: an annotation on its line, the setting `overlap.durations`, the rounds in its text at a default speed, or a default. */
export function blockingDuration({ label, kind, rounds, annotation }: Blocking, lookup: DurationLookup): KnownDuration {
  const said = lookup({ callee: label, ...(annotation && { onLine: annotation }) });
  if (said.from !== 'default') return said;
  const ns = roundNs[kind];
  if (rounds !== undefined && ns !== undefined) return { us: toWhole((rounds * ns) / 1000), from: 'default', detail: `${rounds.toLocaleString('en')} iterations, by default ${ns} ns each` };
  const { us, words } = defaultBlocking[kind];
  return { us, from: 'default', detail: `default for ${words}` };
}

/** Longest duration taken at its word: a year. Beyond it sums of microseconds would leave the exact range of a double. */
const longestUs = 365 * 86_400 * 1_000_000;

function toUs(ms: number): number {
  return toWhole(ms * 1000);
}

function toWhole(us: number): number {
  return Number.isFinite(us) ? Math.min(longestUs, Math.max(0, Math.round(us))) : 0;
}
