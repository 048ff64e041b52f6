/** How effects are told in sentences. */
import { isOwnAnswer } from './clash.ts';
import type { Effect, Gap, Summary } from './effects/effect.ts';

export function verbOf(effect: Effect): string {
  return effect.access === 'write' ? 'changes' : 'reads';
}

const kindNames: Readonly<Record<Effect['resource']['kind'], string>> = {
  file: 'the file or folder', table: 'the table', cache: 'the cache', connection: 'the connection', transaction: 'the transaction', terminal: 'the terminal', log: 'the log', git: 'the git repository', page: 'the page', host: 'the service',
  process: 'the process', global: 'process-wide state', state: 'the state', queue: 'the queue', packages: 'the installed packages', editor: 'the editor', unknown: 'something that cannot be seen',
};

/** Of these a key is text, in which what a run decides stays marked: nobody wrote the path `pa`. Of others it is code: `this.rows`. */
const ofText: ReadonlySet<Effect['resource']['kind']> = new Set(['file', 'host', 'cache']);

export function nameOf({ resource }: Effect): string {
  const [only] = resource.key ?? [];
  const key = resource.key?.length === 1 && typeof only === 'object' ? only.text : (resource.key?.map((part) => (typeof part === 'string' ? part : /^([\w.]*\(|\))$/.test(part.text) ? part.text : `\${${part.text}}`)).join('') ?? '');
  const told = ofText.has(resource.kind) ? key : key.replace(/^\$\{(\w[\w.]*)\}/, '$1');
  return key === '' || key.length > 60 ? kindNames[resource.kind] : `${kindNames[resource.kind]} \`${told}\``;
}

/** Why two whose every effect was seen are in nobody's way. */
export function sayApart(before: Summary, after: Summary): string {
  const both = doneByBoth(before, after);
  const touched = [before, after].flatMap((summary) => gravest(summary, both) ?? []);
  const told = touched.map((effect) => `\`${effect.text}\` ${verbOf(effect)} ${nameOf(effect)}`).join('; ');
  const changes = touched.some(({ access }) => access === 'write');
  const [first, second] = touched.map(nameOf);
  if (both.size > 0) return `What both change ends up the same in either order: ${[...both].slice(0, mostNamed).join(' and ')}.${changes ? ` Neither changes anything else that the other touches: ${told}.` : ''}`;
  if (first === undefined) return 'Neither touches anything but values of its own.';
  if (second === undefined) return `Only one of the two touches anything but values of its own: ${told}.`;
  if (!changes) return `Both only read: ${first === second ? first : told}.`;
  return first === second ? `The two touch different things of one name: ${told}.` : `Neither changes anything that the other touches: ${told}.`;
}

const mostNamed = 2;

/** Memos that both fill, folders that both make sure of. */
function doneByBoth(before: Summary, after: Summary): ReadonlySet<string> {
  const done = ({ writes }: Summary): string[] => writes.flatMap((effect) => (effect.idempotent === true ? [nameOf(effect)] : []));
  const others = new Set(done(after));
  return new Set(done(before).filter((name) => others.has(name)));
}

/** What is changed before what is read, and what lies outside of the program before its memory. */
function gravest({ writes, reads }: Summary, both: ReadonlySet<string>): Effect | undefined {
  const isTold = (effect: Effect): boolean => effect.resource.kind !== 'log' && !isOwnAnswer(effect) && !both.has(nameOf(effect));
  return writes.find(isTold) ?? reads.find((effect) => effect.resource.kind !== 'state' && isTold(effect)) ?? reads.find((effect) => effect.shallow !== true && isTold(effect));
}

/** The call that leaves most open. */
export function worstGap(summary: Summary): Gap | undefined {
  const rank = (gap: Gap): number => ['pure', 'read', 'guard', 'write', 'nothing'].indexOf(gap.nameSays);
  return summary.gaps.toSorted((a, b) => rank(b) - rank(a))[0];
}
