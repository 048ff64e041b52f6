import type { Effect, ResourceKind } from './effect.ts';

/**
 * The small language in which effects are written down: in the catalogue, in a user's own catalogue, and in `@overlap` comments.
 * Clauses stand between bars: `reads file:$0 | writes file:$1`.
 *
 *     pure                        touches nothing and waits for nothing outside
 *     reads R, R …                uses without changing
 *     writes R, R …               changes
 *     makes R, R …                changes in a way that may be done twice or by two at once (`mkdir -p`)
 *     uses R, R …                 both reads and writes: for things that take one user at a time
 *     calls $0                    runs the function given as that argument
 *     sql $0                      reads or writes the tables that the SQL text names
 *     request $0 $1.method        an HTTP request to that URL: a read for GET and HEAD, else a write
 *     command $0                  an AWS command object
 *     waits                       waits for something outside that is no resource, such as a timer
 *     opens                       waits, and gives something that the caller has for itself: a new folder, a connection of a pool
 *     sync                        holds the thread instead of waiting
 *     prompts                     asks a person at the terminal
 *     throws                      throws on purpose: what follows is guarded by it
 *     never                       does not come back
 *     memoised                    gives back a promise or value that it keeps
 *
 * The four that name resources may end in `if $1.stream`: only where that argument, or property of it, is given; options that are not written out may hold it.
 *
 * R is `kind`, `kind:key`, or a bare word, which is a table. `folder:key` is a file resource of which only the folder is made, `text:key` one of which only what it holds is read. In a key `$0` is the first argument, `$0.name` a property of it, `$this` the receiver,
 * `$type` the first type argument of the receiver's declared type (else the receiver), `$*` what the star in the member's name stands for, `*` anything; all else is literal.
 */
export type Clause =
  | { readonly type: 'pure' | 'waits' | 'opens' | 'sync' | 'prompts' | 'throws' | 'never' | 'memoised' }
  | { readonly type: 'reads' | 'writes' | 'makes' | 'uses'; readonly resources: readonly Pattern[]; readonly given?: ArgumentRef }
  | { readonly type: 'calls' | 'sql' | 'command'; readonly argument: ArgumentRef }
  | { readonly type: 'request'; readonly argument: ArgumentRef; readonly method?: ArgumentRef };

export interface Pattern {
  readonly kind: ResourceKind;
  readonly part?: Effect['part'];
  /** Undefined: any of them. */
  readonly key?: readonly KeyPattern[];
}

export type KeyPattern = string | ArgumentRef;

export interface ArgumentRef {
  readonly from: number | 'this' | 'type' | 'star' | 'any';
  readonly members: readonly string[];
}

const kinds: ReadonlySet<string> = new Set<ResourceKind>([
  'file', 'table', 'cache', 'connection', 'transaction', 'terminal', 'log', 'git', 'page', 'host', 'process', 'global', 'state', 'queue', 'packages', 'editor', 'unknown',
]);

/** The clauses of a text, or a sentence that says what is wrong with it. */
export function parseClauses(text: string): readonly Clause[] | string {
  const clauses: Clause[] = [];
  for (const piece of text.split('|')) {
    const words = piece.trim().split(/[\s,]+/).filter((word) => word !== '');
    const clause = parseClause(words);
    if (typeof clause === 'string') return clause;
    clauses.push(clause);
  }
  if (clauses.length > 1 && clauses.some((clause) => clause.type === 'pure')) return '`pure` stands alone: it says that there is no effect';
  return clauses;
}

function parseClause(words: readonly string[]): Clause | string {
  const [verb, ...rest] = words;
  switch (verb) {
    case undefined:
      return 'an empty clause; write `pure`, `reads …` or `writes …`';
    case 'pure': case 'waits': case 'opens': case 'sync': case 'prompts': case 'throws': case 'never': case 'memoised':
      return rest.length === 0 ? { type: verb } : `\`${verb}\` takes no words after it`;
    case 'reads': case 'writes': case 'makes': case 'uses': {
      if (rest.length === 0) return `\`${verb}\` needs a resource after it, such as \`${verb} users\` or \`${verb} file:*\``;
      const at = rest.at(-2) === 'if' ? -2 : rest.length;
      const given = at === -2 ? parseRef(rest.at(-1) ?? '') : undefined;
      if (at === -2 && given === undefined) return '`if` needs an argument after it, such as `if $1.stream`';
      const resources: Pattern[] = [];
      for (const word of rest.slice(0, at)) {
        const pattern = parsePattern(word);
        if (typeof pattern === 'string') return pattern;
        resources.push(pattern);
      }
      return resources.length === 0 ? `\`${verb}\` needs a resource after it, such as \`${verb} users\`` : { type: verb, resources, ...(given === undefined ? {} : { given }) };
    }
    case 'calls': case 'sql': case 'command': {
      const argument = parseRef(rest[0] ?? '');
      return argument !== undefined && rest.length === 1 ? { type: verb, argument } : `\`${verb}\` needs one argument after it, such as \`${verb} $0\``;
    }
    case 'request': {
      const argument = parseRef(rest[0] ?? '');
      const method = rest[1] === undefined ? undefined : parseRef(rest[1]);
      if (argument === undefined || rest.length > 2 || (rest.length === 2 && method === undefined)) return '`request` needs the argument that is the URL, and may have the one that is the method: `request $0 $1.method`';
      return method === undefined ? { type: 'request', argument } : { type: 'request', argument, method };
    }
    default:
      return `\`${verb}\` is not a clause; the clauses are pure, reads, writes, makes, uses, calls, sql, request, command, waits, opens, sync, prompts, throws, never, memoised`;
  }
}

function parsePattern(word: string): Pattern | string {
  const colon = word.indexOf(':');
  if (colon < 0) return isKind(word) ? { kind: word } : { kind: 'table', key: parseKey(word) };
  const kind = word.slice(0, colon);
  const key = word.slice(colon + 1);
  const part = kind === 'folder' || kind === 'text' ? kind : undefined;
  if (part === undefined && !isKind(kind)) return `\`${kind}\` is not a kind of resource; the kinds are ${[...kinds].join(', ')}, and \`folder\` and \`text\` with a key`;
  if (key === '') return `\`${word}\` has no key after the colon; \`${kind}:*\` is any of them`;
  return { kind: isKind(kind) ? kind : 'file', ...(part === undefined ? {} : { part }), ...(key === '*' ? {} : { key: parseKey(key) }) };
}

function isKind(word: string): word is ResourceKind {
  return kinds.has(word);
}

const reference = /\$(\d+|this|type|\*)((?:\.[A-Za-z_][\w-]*)*)/;

function parseRef(word: string): ArgumentRef | undefined {
  const match = reference.exec(word);
  if (match?.[0].length !== word.length || word === '') return undefined;
  return toRef(match);
}

function toRef(match: RegExpExecArray): ArgumentRef {
  const from = match[1] ?? '';
  const members = (match[2] ?? '').split('.').filter((member) => member !== '');
  return { from: from === 'this' || from === 'type' ? from : from === '*' ? 'star' : Number(from), members };
}

function parseKey(text: string): KeyPattern[] {
  const parts: KeyPattern[] = [];
  let rest = text;
  for (let match = reference.exec(rest); match !== null; match = reference.exec(rest)) {
    if (match.index > 0) parts.push(rest.slice(0, match.index));
    parts.push(toRef(match));
    rest = rest.slice(match.index + match[0].length);
  }
  if (rest.endsWith('/*')) parts.push(rest.slice(0, -1), { from: 'any', members: [] });
  else if (rest !== '') parts.push(rest);
  return parts;
}
