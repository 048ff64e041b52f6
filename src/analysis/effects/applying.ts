/** What the clauses of the catalogue and of annotations amount to at one call. */
import ts from 'typescript';
import { methodName, unwrap } from '../syntax.ts';
import { argumentsOf, calleeOf, type Call, isBare, isStatement, isThrowing, propertyOf, type Site } from './call-site.ts';
import type { ArgumentRef, Clause, Pattern } from './clauses.ts';
import { Collector, type Invocation } from './collector.ts';
import { readCommand, readEditorCommand } from './commands.ts';
import type { Effect, Hole, Key, ResourceKind } from './effect.ts';
import { anything, constantValue, isOwn, type Keys } from './keys.ts';
import type { Binding } from '../scopes.ts';
import type { Meaning } from './meaning.ts';
import type { Meanings } from './meanings.ts';
import type { Parts } from './parts.ts';
import { reachOf } from './relations.ts';
import { readSql } from './sql.ts';

/** Read once: each member of the package is looked up through a getter. */
const { SyntaxKind, isArrayLiteralExpression, isBinaryExpression, isCallExpression, isConditionalExpression, isElementAccessExpression, isIdentifier, isNewExpression, isNumericLiteral, isObjectLiteralExpression, isPropertyAccessExpression, isPropertyAssignment, isShorthandPropertyAssignment, isSpreadAssignment, isSpreadElement, isStringLiteralLike, isTaggedTemplateExpression, isTemplateExpression, isVariableDeclaration } = ts;

/** Kinds that take one user at a time. */
const serialKinds: ReadonlySet<ResourceKind> = new Set(['terminal', 'git', 'page', 'connection', 'transaction']);
/** Readers of a repository, or of a page, need not wait for one another. */
export function isSerial(access: Effect['access'], kind: ResourceKind): boolean {
  return serialKinds.has(kind) && !((kind === 'git' || kind === 'page') && access === 'read');
}

/** Kinds that are in the program's own memory: touching them waits for nothing. */
const memoryKinds: ReadonlySet<ResourceKind> = new Set(['state', 'log', 'global']);
/** Kinds whose key is an object: one that a function makes for itself is nobody else's affair. */
export const ownedKinds: ReadonlySet<ResourceKind> = new Set(['state', 'connection', 'transaction']);

function textOf(part: string | Hole): string {
  return typeof part === 'string' ? part : '?';
}

type Touch = (access: Effect['access'], kind: ResourceKind, key: Key | undefined, idempotent?: boolean, part?: Effect['part']) => void;


/** Adds what running a function that stands in an expression does; false where nothing tells what it is. */
type Run = (expression: ts.Expression, members: readonly string[], site: Site) => boolean;

export class Applying {
  readonly #meanings: Meanings;
  readonly #keys: Keys;
  readonly #parts: Parts;
  readonly #runs: Run;

  constructor(meanings: Meanings, keys: Keys, parts: Parts, runs: Run) {
    this.#meanings = meanings;
    this.#keys = keys;
    this.#parts = parts;
    this.#runs = runs;
  }

  /** `site` gives the arguments, `told` the place that evidence names. */
  apply(clauses: readonly Clause[], stars: readonly string[], site: Site, told: Site, meaning?: Meaning): void {
    const { into, frame } = site;
    const sync = clauses.some((clause) => clause.type === 'sync');
    const touch = (access: Effect['access'], kind: ResourceKind, key: Key | undefined, idempotent = false, part?: Effect['part']): void => {
      if (ownedKinds.has(kind) && isOwn(key, frame)) return;
      const resource = { kind, serial: isSerial(access, kind), ...(key === undefined ? {} : { key }) };
      into.add({ access, resource, where: told.where, text: told.text, source: told.origin, ...(idempotent ? { idempotent } : {}), ...(idempotent && kind === 'file' && needsFolder(site) ? { needsFolder: true } : {}), ...(part === undefined ? {} : { part }) });
      if (!sync && !memoryKinds.has(kind)) into.waits();
      // What follows on the same service is asked in that session.
      if (access === 'write' && kind === 'host' && key !== undefined && signsIn(key)) touch('write', 'host', originOf(key));
    };
    for (const clause of clauses) {
      switch (clause.type) {
        case 'pure':
        case 'sync':
          break;
        case 'waits':
          into.waits();
          break;
        case 'opens':
          into.opens();
          break;
        case 'prompts':
          into.prompts();
          touch('write', 'terminal', undefined);
          break;
        case 'throws':
          if (isBare(told.call) || isThrowing(told.call)) into.guard({ where: told.where, text: told.text, source: told.origin });
          break;
        case 'never':
          into.guard({ where: told.where, text: told.text, source: told.origin });
          if (isStatement(told.call)) into.terminates();
          break;
        case 'memoised':
          into.memoised();
          break;
        case 'reads':
        case 'writes':
        case 'makes':
        case 'uses':
          if (clause.given === undefined || this.#isGiven(clause.given, site)) for (const pattern of clause.resources) this.#touchPattern(clause.type, pattern, stars, site, meaning, touch);
          break;
        case 'calls': {
          const argument = this.#argument(clause.argument, site);
          if (argument === undefined || isSpreadElement(argument)) break;
          if (!this.#runs(argument, [], site) && !this.#isText(argument, site)) into.gap({ where: told.where, text: told.text, nameSays: isReplacement(argument, site) ? 'pure' : 'nothing', reason: `it runs \`${frame.source.text(argument)}\`, of which nothing is known` });
          break;
        }
        case 'sql':
          this.#sql(this.#argument(clause.argument, site), site, touch);
          break;
        case 'request': {
          this.#request(clause, site, touch);
          break;
        }
        case 'command':
          this.#command(this.#argument(clause.argument, site), site, touch);
          break;
      }
    }
  }

  /** A text given where a function may be: `replace(/a/, text)`. */
  #isText(argument: ts.Expression, site: Site): boolean {
    const node = unwrap(argument);
    if (isTemplateExpression(node) || isBinaryExpression(node)) return true;
    const meaning = this.#meanings.of(argument, site.frame.source);
    return meaning?.type === 'instance' && meaning.module === 'global' && (meaning.name === 'string' || meaning.name === 'Array');
  }

  #touchPattern(type: 'reads' | 'writes' | 'makes' | 'uses', pattern: Pattern, stars: readonly string[], site: Site, meaning: Meaning | undefined, touch: Touch): void {
    const access = type === 'reads' ? 'read' : 'write';
    if (pattern.kind === 'process') {
      this.#process(access, site, touch);
      return;
    }
    const command = pattern.kind === 'editor' && site.text.endsWith('.executeCommand') ? this.#editorCommand(site) : undefined;
    // Undefined of what an extension has registered.
    const told = command === undefined ? 'acts' : readEditorCommand(command);
    if (told === 'asks') {
      touch('read', 'editor', undefined);
      return;
    }
    if (told === undefined) touch('write', 'unknown', undefined);
    // `setContext` sets one key; the others act on what has the focus.
    const key = command !== undefined && told === 'acts' && command !== 'setContext' ? ['active'] : this.#patternKey(pattern, stars, site, meaning);
    if (key === 'gone' && pattern.kind !== 'state') return;
    if (pattern.kind === 'table' && key !== undefined) {
      const { reads, writes, stores, open } = reachOf(site.call);
      const isPipeline = methodName(calleeOf(site.call)) === 'aggregate' && stars.length === 0;
      // The options of a client that is told by a star take relations with them, wherever they are written.
      if (reads || (open && access === 'read' && (stars.length > 0 || isPipeline))) touch('read', 'table', undefined);
      if (stores || (writes && access === 'write')) touch('write', 'table', undefined);
      if (open && isPipeline) site.into.gap({ where: site.where, text: site.text, nameSays: 'read', reason: 'its steps stand elsewhere, and one of them may put what is found into another table' });
      if (open && access === 'write' && (stars.length > 0 || methodName(calleeOf(site.call)) === 'save')) site.into.gap({ where: site.where, text: site.text, nameSays: 'pure', reason: 'what it is given stands elsewhere, and may hold rows of other tables' });
      // What a foreign key does then, the schema says.
      if (access === 'write' && /^(delete|remove|destroy)(?![a-z])/.test(methodName(calleeOf(site.call)) ?? '')) site.into.gap({ where: site.where, text: site.text, nameSays: 'pure', reason: 'rows of other tables that refer to what it removes may go with it' });
    }
    if (pattern.kind === 'state') for (const other of this.#otherKeys(pattern, stars, site, meaning)) touch(access, 'state', other, type === 'makes');
    if (key === 'gone') return;
    const members = key === undefined || pattern.kind !== 'state' || site.text !== 'Object.assign' ? undefined : assignedMembers(site.call);
    if (members === undefined) touch(access, pattern.kind, key, type === 'makes', pattern.part);
    else for (const name of members) touch(access, pattern.kind, [...(key ?? []), `.${name}`]);
  }

  #patternKey(pattern: Pattern, stars: readonly string[], site: Site, meaning: Meaning | undefined): Key | undefined | 'gone' {
    if (pattern.key === undefined) return undefined;
    const key: (string | Hole)[] = [];
    for (const part of pattern.key) {
      if (typeof part === 'string') {
        key.push(part);
        continue;
      }
      if (part.from === 'any') {
        key.push(anything);
        continue;
      }
      if (part.from === 'star') {
        key.push(stars[0] ?? '');
        continue;
      }
      if (part.from === 'type' && meaning?.type === 'instance' && meaning.typeArgument !== undefined) {
        key.push(meaning.typeArgument);
        continue;
      }
      if (part.from === 'this' || part.from === 'type') {
        const place = this.#receiverPlace(site, meaning, ownedKinds.has(pattern.kind));
        // What was made on the spot is nobody else's.
        if (place === undefined) return ownedKinds.has(pattern.kind) ? 'gone' : undefined;
        key.push(...place);
        continue;
      }
      const argument = this.#argument(part, site);
      if (argument === undefined) {
        // One of several properties of which a request has some: an absent one says nothing.
        if (pattern.key.length > 1) continue;
        return undefined;
      }
      if (isSpreadElement(argument)) return undefined;
      // An object's place; but the key under which it is kept is a value.
      const found = ownedKinds.has(pattern.kind) && key.length === 0 ? this.#keys.place(argument, site.frame) : this.#keys.value(argument, site.frame);
      if (found === undefined) return 'gone';
      key.push(...found);
    }
    return key;
  }

  /** Where else the receiver, or the argument, that the pattern begins with may be. */
  #otherKeys(pattern: Pattern, stars: readonly string[], site: Site, meaning: Meaning | undefined): readonly Key[] {
    const [first, ...rest] = pattern.key ?? [];
    if (typeof first !== 'object') return [];
    const whole = first.from === 'this' ? this.#receiver(site, meaning) : this.#argument(first, site);
    if (whole === undefined || isSpreadElement(whole)) return [];
    const places = this.#parts.of(whole, site.frame);
    const under = places.length === 0 ? undefined : rest.length === 0 ? [] : this.#patternKey({ ...pattern, key: rest }, stars, site, meaning);
    return under === undefined || under === 'gone' ? places : places.map((place) => [...place, ...under]);
  }

  /** The object of the package's type that the call is made on: `this.prisma` of `this.prisma.user.findMany()`. */
  #receiver(site: Site, meaning: Meaning | undefined): ts.Expression {
    let node = unwrap(calleeOf(site.call));
    const steps = meaning?.type === 'instance' ? Math.max(meaning.path.length, 0) : 1;
    for (let step = 0; step < steps; step++) {
      if (!isPropertyAccessExpression(node) && !isElementAccessExpression(node)) break;
      node = unwrap(node.expression);
    }
    return node;
  }

  #receiverPlace(site: Site, meaning: Meaning | undefined, isOwned: boolean): Key | undefined {
    const node = this.#receiver(site, meaning);
    if (isCallExpression(node) && isOwned && this.#keys.givesOwn(node, site.frame.source)) return undefined;
    // Two handles of one queue have its name.
    const made = isOwned ? undefined : this.#written(node, site);
    const [name] = made !== undefined && isNewExpression(made) ? (made.arguments ?? []) : [];
    if (name !== undefined && isStringLiteralLike(name)) return [name.text];
    return this.#keys.place(node, site.frame);
  }

  #argument(ref: ArgumentRef, site: Site): ts.Expression | undefined {
    if (typeof ref.from !== 'number') return undefined;
    let node: ts.Expression | undefined = argumentsOf(site.call)[ref.from];
    for (const member of ref.members) {
      if (node === undefined) return undefined;
      const value: ts.Expression = unwrap(node);
      if (!isObjectLiteralExpression(value)) return undefined;
      node = propertyOf(value, member);
    }
    return node;
  }

  /** The request may be an object with all that belongs to it: `new Request(url, { method })`, `{ url, method }`. */
  #request(clause: Extract<Clause, { type: 'request' }>, site: Site, touch: Touch): void {
    const argument = this.#argument(clause.argument, site);
    const method = clause.method === undefined ? undefined : this.#argument(clause.method, site);
    const keyOf = (url: ts.Expression | undefined): Key | undefined => (url === undefined ? undefined : this.#keys.value(url, site.frame));
    const request = argument === undefined ? undefined : this.#written(argument, site);
    if (request !== undefined && isNewExpression(request) && isIdentifier(request.expression) && request.expression.text === 'Request') {
      const [url, options] = request.arguments ?? [];
      const literal = options === undefined ? undefined : unwrap(options);
      const isRead = method === undefined ? literal === undefined || (isObjectLiteralExpression(literal) && this.#isReadingIn(literal, site)) : this.#isReading(clause.method, method, site);
      touch(isRead ? 'read' : 'write', 'host', keyOf(url));
    } else if (request !== undefined && isObjectLiteralExpression(request)) {
      touch(this.#isReadingIn(request, site) ? 'read' : 'write', 'host', keyOf(propertyOf(request, 'url')));
    } else {
      const isRead = this.#isReading(clause.method, method, site) && !(method === undefined && argument !== undefined && this.#mayHoldMethod(argument, site));
      touch(isRead ? 'read' : 'write', 'host', keyOf(argument));
    }
  }

  /** A request that is made elsewhere, by its type or else its name. */
  #mayHoldMethod(argument: ts.Expression, site: Site): boolean {
    const meaning = this.#meanings.of(argument, site.frame.source);
    return meaning?.type === 'instance' ? meaning.path.length === 0 && /^(Request|AxiosRequestConfig)$/.test(meaning.name) : /(^req|request|config|options|opts)$/i.test(methodName(argument) ?? '');
  }

  #isReadingIn(options: ts.ObjectLiteralExpression, site: Site): boolean {
    const method = propertyOf(options, 'method');
    return method === undefined ? !options.properties.some((property) => isSpreadAssignment(property)) : this.#isReading(undefined, method, site);
  }

  /** What is written where a name is given its only value. */
  #written(expression: ts.Expression, { frame }: Site): ts.Expression {
    const node = unwrap(expression);
    const binding = isIdentifier(node) ? frame.source.bound.useOf.get(node)?.binding : undefined;
    const initial = binding === undefined ? undefined : constantValue(binding);
    return initial === undefined ? node : unwrap(initial);
  }

  /** False where it is written out that it is not. */
  #isGiven(ref: ArgumentRef, site: Site): boolean {
    if (typeof ref.from !== 'number') return true;
    const given = argumentsOf(site.call);
    if (given.slice(0, ref.from + 1).some((one) => isSpreadElement(one))) return true;
    let node = given[ref.from];
    for (const member of ref.members) {
      const value = node === undefined ? undefined : unwrap(node);
      if (value === undefined || !isObjectLiteralExpression(value)) break;
      node = propertyOf(value, member);
      if (node === undefined && value.properties.some((property) => isSpreadAssignment(property))) return true;
    }
    const value = node === undefined ? undefined : unwrap(node);
    return value !== undefined && value.kind !== SyntaxKind.FalseKeyword && !(isIdentifier(value) && value.text === 'undefined');
  }

  /** Without a method it is GET; one that is not told may be any. */
  #isReading(ref: ArgumentRef | undefined, method: ts.Expression | undefined, site: Site): boolean {
    if (method !== undefined) {
      const key = this.#keys.value(method, site.frame);
      return key.every((part) => typeof part === 'string') && /^(get|head|options)$/i.test(key.join(''));
    }
    if (typeof ref?.from !== 'number') return false;
    const options = argumentsOf(site.call)[ref.from];
    if (options === undefined) return true;
    const value = unwrap(options);
    return isObjectLiteralExpression(value) && !value.properties.some((property) => isSpreadAssignment(property));
  }

  #sql(argument: ts.Expression | undefined, site: Site, touch: Touch): void {
    const statement = argument === undefined ? undefined : this.#statement(argument, site, 0);
    const touches = typeof statement === 'string' ? readSql(statement) : undefined;
    if (touches !== undefined) {
      for (const { access, table, believed } of touches) {
        touch(access, 'table', table === undefined || table === '' || table.includes('?') ? undefined : [table]);
        if (believed !== undefined) site.into.gap({ where: site.where, text: site.text, nameSays: 'read', reason: `what \`${believed}\` does stands in the database` });
      }
      return;
    }
    const parameter = typeof statement === 'object' && typeof statement.parameter === 'number' ? statement.parameter : undefined;
    if (parameter === undefined) {
      touch('read', 'table', undefined);
      touch('write', 'table', undefined);
      return;
    }
    const anything = new Collector();
    for (const access of ['read', 'write'] as const) anything.add({ access, resource: { kind: 'table', serial: false }, where: site.where, text: site.text, source: site.origin });
    anything.waits();
    site.into.invoke({ as: 'sql', parameter, members: (typeof statement === 'object' ? statement.members : undefined) ?? [], where: site.where, text: site.text, otherwise: anything.finish() });
  }

  /** What a text does that is plainly a statement of SQL, whoever runs it; undefined of any other. */
  statementSays(argument: ts.Expression | undefined, site: Site): 'read' | 'write' | undefined {
    const text = argument === undefined || isSpreadElement(argument) ? undefined : this.#statement(argument, site, 0);
    if (typeof text !== 'string' || !/^\s*(select\b[^]*\bfrom|insert\s+into|update\b[^]*\bset|delete\s+from|replace\s+into|with\b[^]*\bas\s*\(|merge\s+into|truncate\s)/i.test(text)) return undefined;
    return readSql(text)?.every(({ access }) => access === 'read') === true ? 'read' : 'write';
  }

  /** The statement that a helper runs, told by whoever calls the helper; false where that does not tell it either. */
  handedSql(invocation: Invocation, argument: ts.Expression | undefined, site: Site): boolean {
    let given = argument === undefined ? undefined : unwrap(argument);
    for (const member of invocation.members) given = given !== undefined && isObjectLiteralExpression(given) ? propertyOf(given, member) : undefined;
    const [effect] = invocation.otherwise.writes;
    if (given === undefined || effect === undefined) return false;
    const touch: Touch = (access, kind, key) => {
      site.into.add({ ...effect, access, resource: { kind, serial: false, ...(key === undefined ? {} : { key }) } });
      site.into.waits();
    };
    this.#sql(given, site, touch);
    return true;
  }

  /**
   * The text of a statement, with `?` where a run puts something in; looks through objects (`{ text: '…' }`), templates, constants and what only mends a text (`sql.trim()`).
   * A hole where the text is a parameter of the function: whoever calls it tells.
   */
  #statement(expression: ts.Expression, site: Site, steps: number): string | Hole | undefined {
    const node = unwrap(expression);
    if (steps > 6) return undefined;
    if (isTaggedTemplateExpression(node)) return this.#statement(node.template, site, steps + 1);
    if (isObjectLiteralExpression(node)) {
      const inner = propertyOf(node, 'text') ?? propertyOf(node, 'sql') ?? propertyOf(node, 'query');
      return inner === undefined ? undefined : this.#statement(inner, site, steps + 1);
    }
    if (isTemplateExpression(node)) return node.templateSpans.reduce((text, span) => `${text} ? ${span.literal.text}`, node.head.text);
    if (isCallExpression(node)) {
      const callee = unwrap(node.expression);
      if (isPropertyAccessExpression(callee) && /^(replace|replaceAll|trim|trimStart|trimEnd|toString)$/.test(callee.name.text)) return this.#statement(callee.expression, site, steps + 1);
    }
    const binding = isIdentifier(node) ? site.frame.source.bound.useOf.get(node)?.binding : undefined;
    const initial = binding === undefined ? undefined : constantValue(binding);
    if (initial !== undefined && isCallExpression(unwrap(initial))) return this.#statement(initial, site, steps + 1);
    const begun = binding === undefined ? undefined : begunText(binding);
    if (begun !== undefined) return `${begun} ?`;
    const key = this.#keys.value(node, site.frame);
    const [only] = key;
    if (key.length === 1 && typeof only === 'object') return only;
    return key.some((part) => typeof part === 'string') ? key.map((part) => (typeof part === 'string' ? part : ' ? ')).join('') : undefined;
  }

  /** `new GetObjectCommand({ Bucket, Key })`: the name of the class says what it does. */
  #command(argument: ts.Expression | undefined, site: Site, touch: Touch): void {
    const node = argument === undefined ? undefined : unwrap(argument);
    const name = node !== undefined && isNewExpression(node) && isIdentifier(node.expression) ? node.expression.text : undefined;
    if (node === undefined || name === undefined || !isNewExpression(node)) {
      touch('write', 'host', ['aws']);
      return;
    }
    const input = node.arguments?.[0] === undefined ? undefined : unwrap(node.arguments[0]);
    const key: (string | Hole)[] = ['aws'];
    if (input !== undefined && isObjectLiteralExpression(input)) {
      for (const property of ['TableName', 'Bucket', 'QueueUrl', 'TopicArn', 'FunctionName', 'SecretId', 'Key']) {
        const value = propertyOf(input, property);
        if (value !== undefined) key.push('/', ...this.#keys.value(value, site.frame));
      }
    }
    touch(/^(Get|List|Describe|Head|Query|Scan|BatchGet|Select)/.test(name) ? 'read' : 'write', 'host', key);
  }

  #editorCommand(site: Site): string {
    const [id] = argumentsOf(site.call);
    return id === undefined || isSpreadElement(id) ? '' : this.#keys.value(id, site.frame).map((part) => (typeof part === 'string' ? part : ' ')).join('');
  }

  /** A child process may do anything to files, except for the commands that are known. */
  #process(access: Effect['access'], site: Site, touch: Touch): void {
    const given = argumentsOf(site.call);
    const [first] = given;
    const second = given[1] === undefined ? undefined : unwrap(given[1]);
    const parts: (string | Hole)[] = first === undefined || isSpreadElement(first) ? [] : [...this.#keys.value(first, site.frame)];
    // No shell reads what stands in a list: a bar in it is a bar.
    let text = parts.map(textOf).join('');
    if (second !== undefined && isArrayLiteralExpression(second)) {
      for (const element of second.elements) {
        const value = isSpreadElement(element) ? [anything] : this.#keys.value(element, site.frame);
        const word = value.map(textOf).join('');
        parts.push(' ', ...value);
        text += /[<>|;&`$]/.test(word) ? ' ""' : ` ${word}`;
      }
    }
    for (const argument of given) this.#streams(argument, site, touch);
    const told = readCommand(text);
    if (told === undefined) touch(access, 'process', parts.length === 0 ? undefined : parts);
    else for (const one of told) touch(one.access, one.kind, keyOfCommand(one.kind, parts));
  }

  /** `{ stdio: 'inherit' }`, `{ stdout: { file } }`: what a program prints goes to the terminal or a file, and what it takes in comes from there. */
  #streams(argument: ts.Expression, site: Site, touch: Touch): void {
    const options = this.#written(argument, site);
    if (isConditionalExpression(options)) {
      for (const branch of [options.whenTrue, options.whenFalse]) this.#streams(branch, site, touch);
    } else if (isObjectLiteralExpression(options)) {
      for (const property of options.properties) {
        const name = property.name !== undefined && (isIdentifier(property.name) || isStringLiteralLike(property.name)) ? property.name.text : undefined;
        if (isSpreadAssignment(property)) this.#streams(property.expression, site, touch);
        else if (name === undefined || !/^(stdio|stdin|stdout|stderr|inputFile)$/.test(name)) continue;
        else if (isPropertyAssignment(property)) this.#stream(property.initializer, name, site, touch);
        else if (isShorthandPropertyAssignment(property)) this.#stream(property.name, name, site, touch);
      }
    } else if (!isArrayLiteralExpression(options) && this.#meanings.of(options, site.frame.source)?.type === 'parameter' && /^(options|opts)$|Options$|Opts$/.test(methodName(options) ?? '')) {
      site.into.gap({ where: site.where, text: site.text, nameSays: 'pure', reason: `where its output goes stands in \`${site.frame.source.text(options)}\`, which is handed in` });
    }
  }

  #stream(expression: ts.Expression, option: string, site: Site, touch: Touch): void {
    const value = this.#written(expression, site);
    if (isConditionalExpression(value)) {
      for (const branch of [value.whenTrue, value.whenFalse]) this.#stream(branch, option, site, touch);
    } else if (isArrayLiteralExpression(value)) {
      for (const element of value.elements) this.#stream(isSpreadElement(element) ? element.expression : element, option, site, touch);
    } else if (option === 'inputFile') touch('read', 'file', this.#keys.value(value, site.frame));
    else if (isObjectLiteralExpression(value)) {
      const file = propertyOf(value, 'file');
      if (file !== undefined) touch(option === 'stdin' ? 'read' : 'write', 'file', this.#keys.value(file, site.frame));
    } else if (isStringLiteralLike(value) ? value.text === 'inherit' : isNumericLiteral(value) || /^process\.std(in|out|err)$/.test(site.frame.source.text(value))) touch('write', 'terminal', undefined);
    else if (!isStringLiteralLike(value) && value.kind !== SyntaxKind.NullKeyword && site.frame.source.text(value) !== 'undefined') {
      site.into.gap({ where: site.where, text: site.text, nameSays: 'pure', reason: `where its output goes is not known of \`${site.frame.source.text(value)}\`` });
    }
  }
}

/** The run of a command that a caller has written out by now (`run('npm list')`): what that does, where it is known. */
export function asCommand(effect: Effect): readonly Effect[] {
  const { key } = effect.resource;
  const text = key?.every((part) => typeof part === 'string') === true ? key.join('') : '';
  // Of a program alone, with arguments that stand elsewhere, nothing is told.
  const told = /\S\s+\S/.test(text) ? readCommand(text) : undefined;
  return told?.map(({ access, kind }) => {
    const own = keyOfCommand(kind, key);
    return { ...effect, access, resource: { kind, serial: isSerial(access, kind), ...(own === undefined ? {} : { key: own }) } };
  }) ?? [effect];
}

/** Of a service the program tells which it is (`gh release create`, `gh release view`), and nothing which part of it. */
function keyOfCommand(kind: ResourceKind, line: Key | undefined): Key | undefined {
  if (kind === 'process') return line;
  const program = kind === 'host' && typeof line?.[0] === 'string' ? /\w+/.exec(line[0])?.[0] : undefined;
  return program === undefined ? undefined : [program, ' ', anything];
}

/** `let query = 'SELECT …'; query += …`: what a text begins with that is only added to afterwards. */
function begunText({ declarations, uses }: Binding): string | undefined {
  const declaration = declarations[0]?.parent;
  if (declaration === undefined || !isVariableDeclaration(declaration) || declaration.initializer === undefined) return undefined;
  const initial = unwrap(declaration.initializer);
  const text = isStringLiteralLike(initial) ? initial.text : isTemplateExpression(initial) ? initial.templateSpans.reduce((all, span) => `${all} ? ${span.literal.text}`, initial.head.text) : undefined;
  const onlyGrows = uses.every(({ flow, node }) => flow === 'read' || flow === 'declare' || (isBinaryExpression(node.parent) && node.parent.operatorToken.kind === SyntaxKind.PlusEqualsToken));
  return onlyGrows ? text : undefined;
}

/** The members that `Object.assign(options, { folder, name: 'x' })` sets; undefined where not all of them are written out. */
function assignedMembers(call: Call): readonly string[] | undefined {
  const names: string[] = [];
  for (const given of argumentsOf(call).slice(1)) {
    const node = unwrap(given);
    if (!isObjectLiteralExpression(node)) return undefined;
    for (const { name } of node.properties) {
      if (name === undefined || !isIdentifier(name)) return undefined;
      names.push(name.text);
    }
  }
  return names.length === 0 ? undefined : names;
}

/** `/login`, `auth/sign-out`: gives or takes a cookie. */
function signsIn(key: Key): boolean {
  const path = key.map(textOf).join('').replace(/^\w+:\/\/[^/?#]*|[?#].*$/gs, '');
  return /\b((log|sign)[-_]?(in|out|on|up)|sessions?|refresh)\/?$/i.test(path);
}

/** The part of a URL before its path: `https://shop.org`, `${base}`, or `/` of a path alone. */
function originOf(key: Key): Key {
  const [first, ...rest] = key;
  if (typeof first !== 'string') return first === undefined ? key : [first];
  const whole = /^\w+:\/\/[^/?#]*/.exec(first)?.[0];
  if (whole === undefined) return ['/'];
  return whole.length < first.length ? [whole] : [whole, ...rest.slice(0, 1)];
}

/** Folders above are made along with it where that is asked for. */
function needsFolder({ call }: Site): boolean {
  if (!/^mkdir(Sync)?$/.test(methodName(calleeOf(call)) ?? '')) return false;
  const options = argumentsOf(call)[1];
  const literal = options === undefined ? undefined : unwrap(options);
  return literal === undefined || (isObjectLiteralExpression(literal) && propertyOf(literal, 'recursive') === undefined);
}

/** `text.replace('.', separator)`: by its name no function. */
function isReplacement(argument: ts.Expression, { call }: Site): boolean {
  const name = methodName(argument);
  return /^replace(All)?$/.test(methodName(calleeOf(call)) ?? '') && name !== undefined && !/^(fn|cb|callback|replacer?|on|to|get|make|format|escape|transform|handle\w*)$|^(on|to|get|make|format|escape|transform|handle|replace)[A-Z]|(Fn|Callback|Replacer|Handler|er)$/.test(name);
}
