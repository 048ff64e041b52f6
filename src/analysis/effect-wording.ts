/** How effects are told in sentences. */
import type { Effect, Gap, Summary } from './effects/effect.ts';

export function verbOf(effect: Effect): string {
  return effect.access === 'write' ? 'changes' : 'reads';
}

const kindNames: Readonly<Record<Effect['resource']['kind'], string>> = {
  file: 'the file or folder', table: 'the table', cache: 'the cache', connection: 'the connection', transaction: 'the transaction', terminal: 'the terminal', log: 'the log', git: 'the git repository', page: 'the page', host: 'the service',
  process: 'the process', global: 'process-wide state', state: 'the state', queue: 'the queue', packages: 'the installed packages', editor: 'the editor', unknown: 'something that cannot be seen',
};

export function nameOf({ resource }: Effect): string {
  const [only] = resource.key ?? [];
  const key = resource.key?.length === 1 && typeof only === 'object' ? only.text : (resource.key?.map((part) => (typeof part === 'string' ? part : /^([\w.]*\(|\))$/.test(part.text) ? part.text : `\${${part.text}}`)).join('') ?? '');
  return key === '' || key.length > 60 ? kindNames[resource.kind] : `${kindNames[resource.kind]} \`${key.replace(/^\$\{(\w[\w.]*)\}/, '$1')}\``;
}

/** Why two whose every effect was seen are in nobody's way. */
export function sayApart(before: Summary, after: Summary): string {
  const touched = [before, after].flatMap((summary) => gravest(summary) ?? []);
  if (touched.length === 0) return 'Neither touches anything but values of its own.';
  const told = touched.map((effect) => `\`${effect.text}\` ${verbOf(effect)} ${nameOf(effect)}`).join('; ');
  if (touched.length === 1) return `Only one of the two touches anything but values of its own: ${told}.`;
  if (touched.some(({ access }) => access === 'write')) return `Neither changes anything that the other touches: ${told}.`;
  const [first, second] = touched.map(nameOf);
  return `Both only read: ${first !== undefined && first === second ? first : told}.`;
}

function gravest(summary: Summary): Effect | undefined {
  return [...summary.writes, ...summary.reads].find((effect) => effect.resource.kind !== 'log');
}

/** The call that leaves most open. */
export function worstGap(summary: Summary): Gap | undefined {
  const rank = (gap: Gap): number => ['pure', 'read', 'guard', 'write', 'nothing'].indexOf(gap.nameSays);
  return summary.gaps.toSorted((a, b) => rank(b) - rank(a))[0];
}
