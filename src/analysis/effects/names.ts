/** What names say, where nothing better is known. Names lie in both directions: whoever believes one says `likely`. */
export type NameSays = 'read' | 'write' | 'pure' | 'guard' | 'nothing';

const reading = new Set([
  'get', 'find', 'list', 'glob', 'fetch', 'load', 'read', 'query', 'count', 'search', 'lookup', 'select', 'describe', 'retrieve', 'peek', 'exists', 'has', 'is', 'can', 'should', 'which', 'show', 'view', 'download', 'scan', 'inspect', 'detect', 'discover', 'determine',
  'collect', 'gather', 'have', 'existing', 'distinct', 'stat', 'status', 'locate', 'browse', 'aggregate', 'head', 'introspect', 'compare', 'diff', 'estimate', 'predict', 'classify', 'calculate', 'ping', 'json', 'blob',
]);

const computing = new Set([
  'parse', 'format', 'build', 'compute', 'convert', 'transform', 'encode', 'decode', 'serialize', 'deserialize', 'stringify', 'hash', 'digest', 'sign', 'encrypt', 'decrypt', 'render', 'map', 'filter', 'reduce', 'normalize', 'sanitize', 'escape', 'to', 'from', 'as', 'of',
  'merge', 'combine', 'split', 'join', 'sort', 'group', 'flatten', 'pick', 'omit', 'clone', 'copy', 'resolve', 'prepare', 'make', 'create', 'generate', 'compile', 'minify', 'compress', 'decompress', 'extract', 'match', 'translate', 'infer', 'derive', 'with', 'define', 'wrap', 'print', 'dump', 'highlight', 'tokenize',
  'standardize', 'standardise', 'canonicalize', 'simplify', 'summarize', 'summarise', 'analyze', 'analyse', 'evaluate', 'interpolate', 'compose', 'assemble', 'construct', 'expand', 'enrich', 'reformat', 'unwrap', 'unpack', 'zip', 'unzip', 'score', 'rank', 'md', 'sha', 'checksum', 'crc',
]);

const writing = new Set([
  'set', 'save', 'write', 'update', 'insert', 'upsert', 'delete', 'remove', 'destroy', 'drop', 'clear', 'reset', 'put', 'post', 'patch', 'send', 'publish', 'emit', 'dispatch', 'push', 'pop', 'add', 'append', 'register', 'unregister', 'subscribe', 'unsubscribe', 'store', 'persist', 'commit', 'rollback', 'revert',
  'lock', 'unlock', 'acquire', 'release', 'open', 'close', 'start', 'stop', 'begin', 'end', 'init', 'initialize', 'setup', 'teardown', 'connect', 'disconnect', 'flush', 'sync', 'migrate', 'seed', 'install', 'uninstall', 'deploy', 'apply', 'run', 'execute', 'exec', 'invoke', 'trigger', 'handle', 'process', 'perform',
  'notify', 'log', 'track', 'record', 'report', 'mark', 'enable', 'disable', 'activate', 'deactivate', 'archive', 'restore', 'move', 'rename', 'replace', 'swap', 'transfer', 'upload', 'import', 'export', 'ensure', 'refresh', 'invalidate', 'revoke', 'grant', 'cancel', 'abort', 'complete', 'finish', 'finalize', 'cleanup', 'dispose',
  'navigate', 'click', 'fill', 'press', 'type', 'wait', 'mkdir', 'rm', 'touch', 'enqueue', 'dequeue', 'schedule', 'checkout', 'clone', 'pull', 'fork', 'bump', 'tag', 'attach', 'detach', 'link', 'unlink', 'bind', 'mount', 'unmount', 'launch', 'kill', 'spawn', 'login', 'logout', 'signin', 'signout', 'change', 'modify', 'mutate', 'increment', 'decrement', 'assign',
]);

const guarding = new Set(['assert', 'require', 'verify', 'validate', 'authorize', 'authenticate', 'enforce', 'check', 'guard', 'expect', 'invariant', 'throw', 'must', 'protect', 'restrict', 'limit']);

/** Things that a value is, and nobody does: a call named after one of them, and after no deed, gives it. */
const things = new Set([
  'promise', 'id', 'ids', 'uuid', 'key', 'keys', 'url', 'urls', 'uri', 'path', 'paths', 'name', 'names', 'version', 'versions', 'size', 'length', 'total', 'totals', 'sum', 'info', 'details', 'data', 'metadata', 'meta', 'stats', 'statistics', 'config', 'configuration', 'settings', 'options', 'preferences', 'profile', 'user', 'users',
  'account', 'accounts', 'organization', 'organisation', 'member', 'members', 'role', 'roles', 'permission', 'permissions', 'plan', 'plans', 'limits', 'usage', 'quota', 'balance', 'price', 'prices', 'history', 'summary', 'overview', 'breakdown', 'session', 'sessions', 'region', 'regions', 'partition', 'environment', 'env',
  'headers', 'cookies', 'body', 'method', 'schema', 'columns', 'tables', 'fields', 'rows', 'records', 'items', 'entries', 'files', 'contents', 'value', 'values', 'result', 'results', 'address', 'addresses', 'email', 'date', 'timestamp', 'age', 'duration', 'latency', 'concurrency', 'tags', 'categories', 'features', 'flags',
  'language', 'languages', 'locale', 'currency', 'country', 'owner', 'author', 'authors', 'parent', 'children', 'dependencies', 'types', 'messages', 'comments', 'notifications', 'events', 'invoices', 'payments', 'orders', 'subscriptions', 'products', 'customers', 'days', 'hours', 'minutes', 'seconds', 'depth', 'height', 'width', 'state', 'list', 'ratio',
  'percentage', 'average', 'status', 'count', 'counts', 'content', 'index', 'kind', 'host', 'port', 'label', 'labels', 'title', 'titles', 'tokens', 'budget', 'credits', 'license', 'project', 'projects', 'branch', 'branches', 'commits', 'issues', 'repositories', 'directory', 'folder', 'folders', 'root', 'series', 'exists', 'defaults', 'suggestions', 'recommendations', 'queue', 'queues', 'jobs', 'runs',
]);

/** Words that say which of several things is meant: `currentPlan`, `lastVersion`. */
const which = new Set(['current', 'latest', 'last', 'first', 'newest', 'oldest', 'recent', 'total', 'default', 'active', 'pending', 'all', 'my', 'own', 'max', 'min', 'number', 'length', 'size', 'built', 'supported', 'remaining', 'effective', 'previous', 'original', 'local', 'remote', 'global']);

/** Deeds that the sets above leave out, as nobody takes them for readers or writers by themselves: `useUser`, `makePlan`. */
const deeds = new Set([
  'use', 'do', 'keep', 'give', 'take', 'turn', 'go', 'hide', 'allow', 'deny', 'let', 'pass', 'return', 'reply', 'respond', 'request', 'consume', 'produce', 'issue', 'mint', 'claim', 'reserve', 'redeem', 'charge', 'pay', 'refund', 'bill', 'ship', 'accept', 'reject', 'approve', 'decline', 'leave', 'invite', 'share', 'follow', 'vote', 'rate', 'review', 'submit',
  'switch', 'toggle', 'select', 'edit', 'draft', 'book', 'order', 'buy', 'sell', 'work', 'test', 'try', 'retry', 'resume', 'pause', 'suspend', 'terminate', 'kill', 'boot', 'bootstrap', 'configure', 'provision', 'allocate', 'collapse', 'fix', 'repair', 'upgrade', 'downgrade', 'promote', 'demote', 'assign', 'unassign', 'block', 'unblock', 'ban', 'hit', 'await', 'watch', 'listen', 'next',
  'on', 'before', 'after', 'new', 'change', 'correct', 'augment', 'inject', 'provide', 'supply', 'serve', 'host', 'stream', 'pipe', 'consolidate', 'reconcile', 'adjust', 'increase', 'decrease', 'rotate', 'renew', 'extend', 'expire', 'close', 'settle', 'capture', 'void', 'distribute', 'issue', 'spend', 'earn', 'credit', 'debit', 'initiate', 'populate', 'bulk',
]);

/** `accountId()`, `lengthOfQueue(q)`, `currentPlan(user)`: no word of it is a deed. */
function isThing(words: readonly string[]): boolean {
  const [first = ''] = words;
  if (deeds.has(first) || words.some((word) => writing.has(word) || (computing.has(word) && word !== 'of' && word !== 'from' && word !== 'to' && word !== 'as') || guarding.has(word))) return false;
  const of = words.indexOf('of');
  if (of > 0) return things.has(words[of - 1] ?? '') || which.has(first);
  return things.has(words.at(-1) ?? '') || (words.length > 1 && which.has(first));
}

/** `dispatchKey`, `nextUrl`: the name of a value, with what it is for. */
export function isNoun(name: string): boolean {
  return /[a-z](Id|Ids|Key|Keys|Url|Uri|Path|Name|Label|Title|Type)$/.test(name);
}

/** Words before the verb that do not change what it says: `rawQuery`, `tryGetUser`. */
const prefixes = new Set(['raw', 'try', 'safe', 'safely', 'unsafe', 'cached', 'maybe', 'internal', 'lazy']);

/** What is made for the one who asks and nobody else: `createClient`, `generateSlug`. Of rows, files and messages others learn. */
const made = new Set(['client', 'config', 'configuration', 'options', 'url', 'urls', 'uri', 'hash', 'headers', 'sdk', 'adapter', 'builder', 'parser', 'renderer', 'formatter', 'signature', 'digest', 'buffer', 'element', 'slug', 'html', 'markdown', 'title', 'summary', 'description', 'embedding', 'embeddings', 'text', 'jwt', 'prompt', 'preview', 'metadata', 'context']);

/** A call of what others have hung in: it may do anything, and the order is theirs. */
const hooks = /^(on|before|after|handle|will|did)(?=[A-Z])|^_?(hook|middleware|interceptor)$/;

/** `query(updateUser)`, `request(CREATE_ORDER_MUTATION)`: what is asked for says more than who asks. */
export function asksForChange(name: string, argument: string): boolean {
  const words = wordsOf(argument);
  return /^(\w*query|request|fetch\w*|call|execute|graphql)$/i.test(name) && (words.includes('mutation') || writing.has(words[0] ?? '') || /^(create|generate|make)$/.test(words[0] ?? ''));
}

/** `nativeUpdateMany`, `orderAddItemWorkflow`: one of its words, wherever it stands, is a deed that changes something. */
export function namesChange(name: string): boolean {
  return wordsOf(name).some((word) => writing.has(word) || word === 'create' || word === 'make');
}

/** Names that say that the call throws when something is not as it must be, whoever takes what it gives: `verifyAccess`, `getUserOrThrow`. */
export function saysThrows(name: string): boolean {
  return /^(verify|authenticate|throwIf|throwUnless|failIf|failUnless)(?![a-z])|Or(Throw|Fail|Redirect|Reject|Exit)$/.test(name);
}

/** Names of calls that are made so as not to come back when something is not as it must be. */
const guardNames = /^(require|assert|enforce|authorize|authorise|guard)(?![a-z])/;
/** So are checks of what somebody may do, though they give something as well. */
const accessGuards = /^(validate|check|ensure)\w*(Auth|Access|Permission|Permissions|Ownership|Authorization|Membership)$/;
/** These are guards when nobody takes their answer. */
const bareGuardNames = /^(validate|verify|check|confirm|ensure|must|expect|ping|throwIf|failIf|abortIf|tryCancel)(?![a-z])/;
/** What is only made sure of: a folder that is there afterwards is no guard. */
const madeSure = /(dir|directory|folder|file|path|exists)$/i;

/** Whether a call is there to throw, by its name; `bare`: nobody takes what it gives. */
export function saysGuards(name: string, bare: boolean): boolean {
  return guardNames.test(name) || accessGuards.test(name) || saysThrows(name) || (bare && bareGuardNames.test(name) && !madeSure.test(name));
}

/** The body of a request or an answer, of a blob, of a file. */
const bodyReaders = new Set(['text', 'json', 'blob', 'bytes', 'arrayBuffer', 'formData']);

/** Texts of the reader's language, in a server's component. */
const translations = /^(use|get|create)(Server)?Translations?$/;

/** What an editor shows to a person, and waits for the answer. */
const dialogs = /^show(Input|Quick|Open|Save|Workspace|Warning|Information|Error)\w*(Box|Pick|Dialog|Message)$/;

const asking = new Set(['prompt', 'ask', 'confirm', 'question']);

/** A project has thousands of different names, not millions. */
const mostKnown = 20_000;

/** The same names come again and again: what one says is worked out once. */
function oncePerName<T extends object | string>(work: (name: string) => T): (name: string) => T {
  const known = new Map<string, T>();
  return (name) => {
    let told = known.get(name);
    if (told === undefined) {
      if (known.size >= mostKnown) known.clear();
      known.set(name, (told = work(name)));
    }
    return told;
  };
}

/** The words of a name: `findUserById` is find, user, by, id. */
export const wordsOf: (name: string) => readonly string[] = oncePerName(split);

function split(name: string): string[] {
  const words = (name.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+/g) ?? []).map((word) => word.toLowerCase());
  // `loadAsync` loads: how it is waited for is no part of what it does.
  return words.length > 1 && words.at(-1) === 'async' ? words.slice(0, -1) : words;
}

/** The last name of a callee's text: `save` of `this.store.save(x)`. */
export function lastName(text: string): string {
  return /(\w+)\s*$/.exec(text.replace(/[(<].*$/s, ''))?.[1] ?? '';
}

export interface NameReading {
  readonly says: NameSays;
  readonly prompts: boolean;
}

/** How a call stands. `waited`: somebody awaits it, so that it may reach the outside. `bare`: its value is dropped, so that it is there for what it does. */
interface CallUse {
  readonly waited: boolean;
  readonly bare: boolean;
}

const readings = {
  waitedBare: oncePerName((name) => readAs(name, { waited: true, bare: true })),
  waited: oncePerName((name) => readAs(name, { waited: true, bare: false })),
  bare: oncePerName((name) => readAs(name, { waited: false, bare: true })),
  plain: oncePerName((name) => readAs(name, { waited: false, bare: false })),
};

/** What the last name of a callee says. */
export function readName(name: string, { waited, bare }: CallUse): NameReading {
  if (waited) return bare ? readings.waitedBare(name) : readings.waited(name);
  return bare ? readings.bare(name) : readings.plain(name);
}

function readAs(name: string, use: CallUse): NameReading {
  if (hooks.test(name)) return { says: 'nothing', prompts: false };
  const all = wordsOf(name);
  const words = all.length > 1 && prefixes.has(all[0] ?? '') ? all.slice(1) : all;
  const [verb = ''] = words;
  if (bodyReaders.has(name)) return { says: use.bare && use.waited ? 'nothing' : 'read', prompts: false };
  if ((translations.test(name) || name === 'auth') && use.waited && !use.bare) return { says: 'read', prompts: false };
  if (dialogs.test(name)) return { says: 'write', prompts: true };
  if (asking.has(verb) || (words.length < 3 && words.some((word) => asking.has(word)) && !reading.has(verb) && !computing.has(verb))) return { says: 'write', prompts: true };
  const says = sayOf(verb, words, use);
  return { says, prompts: false };
}

function sayOf(verb: string, words: readonly string[], { waited, bare }: CallUse): NameSays {
  // `getOrCreate`, `findAndUpdate`, `fetchOrSet`: what comes after the joint counts as well.
  const joint = words.findIndex((word, index) => index > 0 && (word === 'and' || word === 'or'));
  const after = joint < 0 ? undefined : words[joint + 1];
  if (after !== undefined && (writing.has(after) || after === 'create' || after === 'make')) return 'write';
  if (guarding.has(verb)) return bare ? 'guard' : waited ? 'read' : 'pure';
  if (reading.has(verb)) return bare && waited ? 'nothing' : waited ? 'read' : 'pure';
  // `create` awaited makes a row or a file; not awaited it makes an object.
  if ((verb === 'create' || verb === 'copy' || verb === 'generate' || verb === 'clone' || verb === 'make') && (waited || bare)) return !bare && made.has(words.at(-1) ?? '') ? 'read' : 'write';
  if (writing.has(verb)) return 'write';
  if (computing.has(verb)) return bare ? 'nothing' : 'pure';
  if (bare) return 'nothing';
  if (waited) return isThing(words) ? 'read' : 'nothing';
  return 'pure';
}

/** What the receiver's own name says, whatever the method: `logger.info`, `tx.save`, `spinner.start`. */
const receivers: readonly (readonly [RegExp, string])[] = [
  [/^(logger|log|logging|telemetry|analytics|metrics|tracer|span|reporter|statsd|sentry|debug|outputChannel|pino|winston|bunyan|consola)$|(Logger|Telemetry|Metrics|OutputChannel)$/, 'writes log'],
  [/^(tx|trx|transaction|queryRunner|dbTx|txn)$|(Tx|Transaction|QueryRunner)$/, 'uses transaction:$this'],
  [/^(page|browserContext)$/, 'uses page:*'],
  [/^(git|gitClient|simpleGit)$/, 'uses git:*'],
  [/^(spinner|ora|rl|readline|inquirer|prompter|enquirer)$|Spinner$/, 'uses terminal'],
  [/^(stream|writer|reader|socket|ws|controller|res|response|reply|writable|readable)$|(Stream|Writer|Reader|Socket|Controller)$/, 'uses connection:$this'],
];

/** What only a version control system has. */
const gitMethods = /^(checkout|commit|push|pull|rebase|stash|cherryPick|merge|tag|(add|remove|rename)Remote|(create|delete|set|rename)(Local)?Branch\w*|(get|set|unset)(Global)?Configs?|diff\w+|getRefs|getBranch\w*)$/;

/** Of those, what looks at the repository and takes no lock of it. */
const gitReaders = /^(get|diff|log|show|list|find|is|has|blame|revparse|rev|branch(Local)?$|catFile|lsTree|lsFiles)(?![a-z])/;

/** What looks at a page and does nothing on it. */
const pageReaders = /^(url|title|content|\$\$?eval|innerText|innerHTML|textContent|inputValue|getAttribute|isVisible|isHidden|isEnabled|isDisabled|isChecked|count|boundingBox)$/;

/** Of a receiver's name alone; empty where it says nothing. */
const saidByReceiver = oncePerName((name) => {
  const bare = name.replace(/^[_#]+/, '');
  return receivers.find(([pattern]) => pattern.test(bare))?.[1] ?? '';
});

/** Clauses that the name of a receiver stands for, with the method that is called on it. */
export function readReceiver(name: string, method = ''): string | undefined {
  if (/^_?(repo|repository)$/.test(name) && gitMethods.test(method)) return gitReaders.test(method) ? 'reads git:*' : 'uses git:*';
  const found = saidByReceiver(name);
  if (found === '') return undefined;
  if (found === 'uses page:*' && pageReaders.test(method)) return 'reads page:*';
  // Next.js makes a page anew, which is no part of the answer.
  if (found === 'uses connection:$this' && method === 'revalidate') return 'writes cache:$0';
  return found === 'uses git:*' && gitReaders.test(method) ? 'reads git:*' : found;
}

/** Names that people give to an open transaction, or to what stands for one. */
const transactionNames = /^(tx|trx|txn|dbTx|transaction|queryRunner|transactionManager|transactionalEntityManager)$/;

export function isTransactionName(name: string): boolean {
  return transactionNames.test(name);
}

/** What the name at the root of a chain stands for: `tx.user.update` happens in the transaction `tx`. */
export function readRoot(name: string): string | undefined {
  return isTransactionName(name) ? 'uses transaction:*' : undefined;
}

/** Methods of the common mappers and drivers that hardly anything else has: the shape of the call is known though its receiver is not. */
const readingShapes = /^(findMany|findUnique|findUniqueOrThrow|findFirst|findFirstOrThrow|findOne|findOneBy|findOneOrFail|findById|findByPk|findAll|findAndCount|findAndCountAll|findBy|countDocuments|groupBy|aggregate)$/;
const writingShapes = /^(createMany|updateMany|deleteMany|upsert|insertMany|insertOne|updateOne|deleteOne|findByIdAndUpdate|findOneAndUpdate|findByIdAndDelete|bulkCreate|bulkWrite|softDelete)$/;

/** Links of a query that say how it is carried out, not what it does: `find(…).sort(…).lean()`, `select(…).from(…).all()`. */
const queryLinks = new Set([
  'lean', 'exec', 'execute', 'sort', 'limit', 'skip', 'take', 'offset', 'populate', 'where', 'andWhere', 'orWhere', 'and', 'or', 'orderBy', 'groupBy', 'having', 'from', 'join', 'leftJoin', 'innerJoin', 'leftJoinAndSelect', 'select', 'project', 'projection', 'collation', 'hint', 'read',
  'session', 'orFail', 'maxTimeMS', 'promise', 'toArray', 'getMany', 'getOne', 'getRawMany', 'getRawOne', 'all', 'first', 'single', 'maybeSingle', 'values', 'returning', 'cursor', 'in', 'eq', 'neq', 'gt', 'gte', 'lt', 'lte', 'range', 'order', 'match', 'filter', 'distinct', 'asc', 'desc', 'transacting', 'for', 'with', 'allowDiskUse', 'comment', 'setOptions',
]);

/** Of the methods of a chain, first to last, the one that says what it does: a link before the last that changes something, or else the first that reads; the last where all but it only refine it. */
export function verbOfChain(methods: readonly string[]): string | undefined {
  const last = methods.at(-1);
  if (methods.length < 2 || last === undefined || !queryLinks.has(last)) return last;
  const says = (name: string): NameSays => (writingShapes.test(name) ? 'write' : readingShapes.test(name) ? 'read' : readName(name, { waited: true, bare: false }).says);
  const others = methods.filter((name) => !queryLinks.has(name) || readingShapes.test(name));
  return others.find((name) => says(name) === 'write') ?? others.find((name) => says(name) === 'read') ?? (methods.includes('select') ? 'select' : last);
}

/** `reads` or `writes` of the table that the receiver is named after. */
export function readShape(method: string): 'reads' | 'writes' | undefined {
  return readingShapes.test(method) ? 'reads' : writingShapes.test(method) ? 'writes' : undefined;
}
