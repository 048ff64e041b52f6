/** What the clauses of the catalogue and of annotations amount to at one call. */
import ts from 'typescript';
import { methodName, unwrap } from '../syntax.ts';
import { argumentsOf, calleeOf, givenAt, type Call, isBare, isStatement, isThrowing, propertyOf, type Site } from './call-site.ts';
import type { Clause, ArgumentRef, Pattern } from './clauses.ts';
import { readEditorCommand } from './commands.ts';
import type { Hole, Key } from './effect.ts';
import { anything, isOwn, writtenOut, type Keys } from './keys.ts';
import type { Meaning } from './meaning.ts';
import type { Meanings } from './meanings.ts';
import type { Parts } from './parts.ts';
import { Processes } from './processes.ts';
import { reachOf } from './relations.ts';
import { originOf, Requests, signsIn } from './requests.ts';
import type { Statements } from './statements.ts';
import { isSerial, memoryKinds, ownedKinds, type Touch } from './touch.ts';

/** Read once: each member of the package is looked up through a getter. */
const { SyntaxKind, isBinaryExpression, isCallExpression, isElementAccessExpression, isIdentifier, isNewExpression, isObjectLiteralExpression, isPropertyAccessExpression, isSpreadAssignment, isSpreadElement, isStringLiteralLike, isTemplateExpression } = ts;

/** Adds what running a function that stands in an expression does; false where nothing tells what it is. */
type Run = (expression: ts.Expression, members: readonly string[], site: Site) => boolean;

export class Applying {
  readonly requests: Requests;
  readonly #meanings: Meanings;
  readonly #keys: Keys;
  readonly #parts: Parts;
  readonly #statements: Statements;
  readonly #processes: Processes;
  readonly #runs: Run;

  constructor(meanings: Meanings, keys: Keys, parts: Parts, statements: Statements, runs: Run) {
    this.#meanings = meanings;
    this.#keys = keys;
    this.#parts = parts;
    this.#statements = statements;
    this.requests = new Requests(meanings, keys);
    this.#processes = new Processes(meanings, keys);
    this.#runs = runs;
  }

  /** `site` gives the arguments, `told` the place that evidence names. */
  apply(clauses: readonly Clause[], stars: readonly string[], site: Site, told: Site, meaning?: Meaning): void {
    const { into, frame } = site;
    const sync = clauses.some((clause) => clause.type === 'sync');
    const add: Touch = (access, kind, key, idempotent = false, part) => {
      if (ownedKinds.has(kind) && isOwn(key, frame)) return;
      const resource = { kind, serial: isSerial(access, kind), ...(key === undefined ? {} : { key }) };
      into.add({ access, resource, where: told.where, text: told.text, source: told.origin, ...(idempotent ? { idempotent } : {}), ...(idempotent && kind === 'file' && needsFolder(site) ? { needsFolder: true } : {}), ...(part === undefined ? {} : { part }) });
      if (!sync && !memoryKinds.has(kind)) into.waits();
    };
    const touch: Touch = (access, kind, key, idempotent, part) => {
      add(access, kind, key, idempotent, part);
      // What follows on the same service is asked in that session.
      if (access === 'write' && kind === 'host' && key !== undefined && signsIn(key)) add('write', 'host', originOf(key));
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
          const argument = givenAt(clause.argument, site.call);
          if (argument === undefined || isSpreadElement(argument)) break;
          if (!this.#runs(argument, [], site) && !this.#isText(argument, site)) into.gap({ where: told.where, text: told.text, nameSays: isReplacement(argument, site) ? 'pure' : 'nothing', reason: `it runs \`${frame.source.text(argument)}\`, of which nothing is known` });
          break;
        }
        case 'sql':
          this.#statements.touch(givenAt(clause.argument, site.call), site, touch);
          break;
        case 'request': {
          this.requests.touch(clause, site, touch);
          break;
        }
        case 'command':
          this.#command(givenAt(clause.argument, site.call), site, touch);
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
      this.#processes.touch(access, site, touch);
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
    const session = pattern.kind === 'table' ? sessionOf(site.call, meaning) : undefined;
    if (session !== undefined) touch('write', 'transaction', this.#keys.place(session, site.frame));
    if (pattern.kind === 'state') for (const other of this.#otherKeys(pattern, stars, site, meaning)) touch(access, 'state', other, type === 'makes');
    if (key === 'gone') return;
    const members = key === undefined || pattern.kind !== 'state' || site.text !== 'Object.assign' ? undefined : assignedMembers(site.call);
    if (members === undefined) touch(access, pattern.kind, pattern.kind === 'table' ? nameOfTable(key, meaning) : key, type === 'makes', pattern.part);
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
      const argument = givenAt(part, site.call);
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
    const whole = first.from === 'this' ? this.#receiver(site, meaning) : givenAt(first, site.call);
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
    const made = isOwned ? undefined : writtenOut(node, site.frame);
    const [name] = made !== undefined && isNewExpression(made) ? (made.arguments ?? []) : [];
    if (name !== undefined && isStringLiteralLike(name)) return [name.text];
    return this.#keys.place(node, site.frame);
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

}

/** `find({}, { session })`: the session takes one statement at a time, like a transaction. */
function sessionOf(call: Call, meaning: Meaning | undefined): ts.Expression | undefined {
  if (meaning?.type !== 'instance' || !/^(@nestjs\/)?mongoose$|^mongodb$/.test(meaning.module)) return undefined;
  const session = argumentsOf(call).map((argument) => unwrap(argument)).flatMap((argument) => (isObjectLiteralExpression(argument) ? (propertyOf(argument, 'session') ?? []) : []))[0];
  return session === undefined || session.kind === SyntaxKind.NullKeyword || (isIdentifier(session) && session.text === 'undefined') ? undefined : session;
}

/** Kysely writes a schema and an alias around the name: `public.users as u`. */
function nameOfTable(key: Key | undefined, meaning: Meaning | undefined): Key | undefined {
  const [only, more] = key ?? [];
  const name = meaning?.type === 'instance' && meaning.module === 'kysely' && typeof only === 'string' && more === undefined ? /^\s*(?:\w+\.)?(\w+)(?:\s+as\s+\w+)?\s*$/i.exec(only)?.[1] : undefined;
  return name === undefined ? key : [name];
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
