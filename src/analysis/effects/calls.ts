/** What one call does: its callee's body, the catalogue, an annotation, or at last its name. */
import ts from 'typescript';
import { isFunctionNode, type FunctionNode } from '../scopes.ts';
import { methodName, unwrap } from '../syntax.ts';
import { annotationOf } from './annotation.ts';
import type { Known } from './catalogue/schema.ts';
import { parseClauses, type ArgumentRef, type Clause, type Pattern } from './clauses.ts';
import { Collector, type FunctionSummary, type Invocation } from './collector.ts';
import { readCommand } from './commands.ts';
import type { Effect, Gap, Hole, Key, ResourceKind, Source as Origin, Where } from './effect.ts';
import { isOwn, settled, type Frame, type Keys } from './keys.ts';
import type { Meaning, Meanings } from './meaning.ts';
import { readName, readReceiver, readShape } from './names.ts';
import type { Source } from './sources.ts';
import { readSql } from './sql.ts';
import type { Summaries } from './summarise.ts';

export type Call = ts.CallExpression | ts.NewExpression | ts.TaggedTemplateExpression;

/** Kinds that take one user at a time. */
const serialKinds: ReadonlySet<ResourceKind> = new Set(['terminal', 'git', 'page', 'connection', 'transaction']);
/** Kinds that are in the program's own memory: touching them waits for nothing. */
const memoryKinds: ReadonlySet<ResourceKind> = new Set(['state', 'log', 'global']);

/** Kinds whose key is an object: one that a function makes for itself is nobody else's affair. */
const ownedKinds: ReadonlySet<ResourceKind> = new Set(['state', 'connection', 'transaction']);

/** Where a logger's own body may put its lines. */
const logKinds: ReadonlySet<ResourceKind> = new Set(['log', 'state', 'file', 'global', 'connection', 'queue']);

/** Links of a promise chain: waited for, and still known by name. */
const chains: ReadonlySet<string> = new Set(['then', 'catch', 'finally']);

interface Site {
  readonly call: Call;
  readonly frame: Frame;
  readonly into: Collector;
  readonly where: Where;
  readonly text: string;
  readonly origin: Origin;
}

export class Calls {
  readonly #summaries: Summaries;
  readonly #meanings: Meanings;
  readonly #keys: Keys;

  constructor(summaries: Summaries, meanings: Meanings, keys: Keys) {
    this.#summaries = summaries;
    this.#meanings = meanings;
    this.#keys = keys;
  }

  /** Whether the call never comes back. */
  terminates(call: ts.CallExpression, frame: Frame): boolean {
    const callee = this.#meanings.of(call.expression, frame.source);
    if (callee?.type === 'function') return this.#summaries.ofFunction(callee.node, callee.source)?.terminates === true;
    if (callee?.type === 'signature') return callee.returns?.kind === ts.SyntaxKind.NeverKeyword;
    return callee !== undefined && this.#meanings.known(callee)?.clauses.some((clause) => clause.type === 'never') === true;
  }

  /** Adds the effects of evaluating a call: of its receiver, its arguments, and what it runs. */
  add(call: Call, frame: Frame, into: Collector): void {
    const callee = calleeOf(call);
    const meaning = this.#meanings.of(callee, frame.source);
    this.#receiver(callee, meaning, frame, into);
    for (const argument of argumentsOf(call)) this.#summaries.walk(ts.isSpreadElement(argument) ? argument.expression : argument, frame, into);
    const site: Site = { call, frame, into, where: frame.source.where(call), text: frame.source.text(callee), origin: 'catalogue' };
    if (ts.isCallExpression(call) && call.expression.kind === ts.SyntaxKind.ImportKeyword) {
      // A module is loaded once; what its top level does is not looked at.
      into.waits();
      return;
    }
    if (ts.isCallExpression(call) && call.expression.kind === ts.SyntaxKind.SuperKeyword) return;
    if (ts.isNewExpression(call)) this.#construct(meaning, site);
    else this.#call(meaning, site);
  }

  /** The receiver's own calls: `open().then(…)`, `items().map(…)`. Reading a method off an object is no effect. */
  #receiver(callee: ts.Expression, meaning: Meaning | undefined, frame: Frame, into: Collector): void {
    const node = unwrap(callee);
    if (ts.isPropertyAccessExpression(node)) {
      let base = unwrap(node.expression);
      // Of `prisma.user.findMany` and `fs.promises.readFile` the way to the function is no state.
      if (meaning?.type === 'package' || meaning?.type === 'instance') while (ts.isPropertyAccessExpression(base)) base = unwrap(base.expression);
      if (!ts.isIdentifier(base)) this.#summaries.walk(base, frame, into);
    } else if (ts.isElementAccessExpression(node)) {
      this.#summaries.walk(node.expression, frame, into);
      this.#summaries.walk(node.argumentExpression, frame, into);
    } else if (isFunctionNode(node)) {
      // Called on the spot.
      this.#inline(node, frame, into);
    } else if (!ts.isIdentifier(node)) this.#summaries.walk(node, frame, into);
  }

  #call(meaning: Meaning | undefined, site: Site): void {
    switch (meaning?.type) {
      case 'function':
        // Called on the spot: walked already.
        if (isFunctionNode(unwrap(calleeOf(site.call)))) return;
        this.#function(meaning.node, meaning.source, site);
        return;
      case 'package':
      case 'instance': {
        const known = this.#meanings.known(meaning);
        if (known !== undefined) this.#known(known, meaning, site);
        else this.#unknown(site, reasonFor(meaning));
        return;
      }
      case 'signature':
        if (meaning.returns?.kind === ts.SyntaxKind.NeverKeyword || (meaning.returns !== undefined && ts.isTypePredicateNode(meaning.returns) && meaning.returns.assertsModifier !== undefined)) site.into.guard({ where: site.where, text: site.text, source: 'types' });
        this.#unknown(site, `only the type of \`${meaning.of}\` is known`);
        return;
      case 'parameter':
        this.#parameter(meaning, site);
        return;
      case 'missing':
        this.#unknown(site, `\`${meaning.specifier}\` could not be read`);
        return;
      default:
        this.#unknown(site, 'what it stands for is not known');
    }
  }

  /** A call of what the caller handed in. */
  #parameter(meaning: Extract<Meaning, { type: 'parameter' }>, site: Site): void {
    const { frame, into } = site;
    const fn = meaning.declaration.parent;
    const callee = unwrap(calleeOf(site.call));
    const reason = meaning.typed?.type === 'signature' ? `only the type of \`${meaning.typed.of}\` is known` : `\`${site.text}\` is handed in`;
    const parameter = frame.open && fn === frame.unit.node ? fn.parameters.indexOf(meaning.declaration) : -1;
    const isPlainMethod = ts.isPropertyAccessExpression(callee) && this.#isDistinctive(callee.name.text, site);
    if (parameter < 0 || isPlainMethod) {
      // The executor of a promise gets functions that only settle it.
      if (!(ts.isIdentifier(callee) && isExecutor(fn))) this.#unknown(site, reason);
      return;
    }
    const otherwise = new Collector();
    this.#unknown({ ...site, into: otherwise }, reason);
    into.invoke({ parameter, members: meaning.members, where: site.where, text: site.text, otherwise: otherwise.finish() });
  }

  #construct(meaning: Meaning | undefined, site: Site): void {
    if (meaning?.type === 'class') {
      this.#constructed(meaning.node, meaning.source, site);
      return;
    }
    const known = meaning === undefined ? undefined : this.#meanings.knownNew(meaning);
    if (known !== undefined && meaning !== undefined) this.#known(known, meaning, site);
    // Making an object is taken to be quiet; its arguments have been looked at.
    else site.into.gap({ where: site.where, text: `new ${site.text}`, nameSays: 'pure', reason: meaning === undefined ? 'what it stands for is not known' : reasonFor(meaning) });
  }

  #constructed(node: ts.ClassLikeDeclaration, source: Source, site: Site, seen = new Set<ts.Node>()): void {
    if (seen.has(node)) return;
    seen.add(node);
    for (const member of node.members) {
      if (ts.isConstructorDeclaration(member) && member.body !== undefined) this.#function(member, source, site);
      const unit = source.bound.unitOf.get(member);
      if (ts.isPropertyDeclaration(member) && member.initializer !== undefined && unit !== undefined && !isFunctionNode(unwrap(member.initializer)) && !isStaticMember(member)) {
        this.#put(this.#summaries.ofNode(member.initializer, { source, unit, open: true }), site, undefined);
      }
    }
    const base = this.#meanings.base({ type: 'object', node, source });
    if (base?.type === 'object') this.#constructed(base.node, base.source, site, seen);
  }

  /** A function with a body: its summary with this call's arguments put in, or what an annotation on it says. */
  #function(node: FunctionNode, source: Source, site: Site): void {
    const annotation = annotationOf(node, source);
    if (annotation !== undefined) {
      this.#apply(annotation, [], site, { ...site, origin: 'annotation' });
      site.into.from('annotation');
      return;
    }
    if (node.body === undefined) {
      this.#unknown(site, `\`${site.text}\` has no body here`);
      return;
    }
    if (source.broken) this.#gap(site, 'nothing', `\`${source.path}\` does not parse`);
    const summary = this.#summaries.ofFunction(node, source);
    if (summary === undefined) this.#gap(site, 'nothing', 'it lies deeper than calls are followed');
    else if (isLogCall(site.call) && summary.writes.every((effect) => logKinds.has(effect.resource.kind))) this.#log(site);
    else this.#put(summary, site, node);
  }

  /** However a logger keeps its lines (a file, a buffer, a lock around both), they are lines for people. */
  #log(site: Site): void {
    site.into.add({ access: 'write', resource: { kind: 'log', serial: false }, where: site.where, text: site.text, source: 'body' });
  }

  /** Puts arguments and receiver in the place of parameters and `this`. */
  #put(summary: FunctionSummary, site: Site, node: FunctionNode | undefined): void {
    const { into, frame } = site;
    const put = (effect: Effect): void => {
      const key = this.#putKey(effect.resource.key, site, node);
      if (key === 'gone') return;
      const { key: _, ...rest } = effect.resource;
      const resource = key === undefined ? rest : { ...rest, key };
      if (ownedKinds.has(resource.kind) && isOwn(key, frame)) return;
      into.add({ ...effect, resource });
    };
    for (const effect of summary.reads) put(effect);
    for (const effect of summary.writes) put(effect);
    into.take({ ...summary, reads: [], writes: [] });
    if (isBare(site.call)) for (const guard of summary.guards) into.guard(guard);
    if (summary.terminates && (!isBare(site.call) || summary.guards.length === 0)) into.guard({ where: site.where, text: site.text, source: 'body' });
    if (summary.memoised) into.memoised();
    for (const invocation of summary.invokes) this.#invoke(invocation, site);
  }

  /** `gone`: a place that nobody else can see. Undefined: any. */
  #putKey(key: Key | undefined, site: Site, node: FunctionNode | undefined): Key | undefined | 'gone' {
    if (key === undefined) return undefined;
    const parts: (string | Hole)[] = [];
    for (const [index, part] of key.entries()) {
      if (typeof part === 'string' || part.parameter === undefined) {
        parts.push(part);
        continue;
      }
      const found = part.parameter === 'this' ? this.#receiverKey(part, site) : this.#argumentKey(part, part.parameter, site);
      if (found === 'gone') {
        if (index === 0 && part.members === undefined) return 'gone';
        return undefined;
      }
      if (found === undefined) {
        // Text that is not given is told by the parameter's default, if by anything.
        const fallback = node === undefined || part.parameter === 'this' ? undefined : node.parameters[part.parameter]?.initializer;
        if (fallback !== undefined && ts.isStringLiteralLike(fallback) && argumentsOf(site.call)[part.parameter as number] === undefined) parts.push(fallback.text);
        else return undefined;
      } else parts.push(...found);
    }
    return settled(parts);
  }

  #receiverKey(part: Hole, site: Site): Key | undefined | 'gone' {
    const { call, frame } = site;
    if (ts.isNewExpression(call)) return part.members === undefined ? 'gone' : undefined;
    const callee = unwrap(calleeOf(call));
    const base = ts.isPropertyAccessExpression(callee) || ts.isElementAccessExpression(callee) ? callee.expression : undefined;
    // A destructured or handed-on method has an unknown receiver.
    const place = base === undefined ? undefined : this.#keys.place(base, frame);
    if (place === undefined) return base === undefined ? [{ ...part, stable: false, id: `${part.id}?` }].map(({ parameter: _, members: __, ...hole }) => hole) : 'gone';
    return part.members === undefined ? place : [...place, ...part.members.map((member) => `.${member}`)];
  }

  #argumentKey(part: Hole, parameter: number, site: Site): Key | undefined | 'gone' {
    const given = argumentsOf(site.call);
    const spread = given.findIndex((argument) => ts.isSpreadElement(argument));
    const argument = given[parameter];
    if (argument === undefined || (spread >= 0 && spread <= parameter)) return undefined;
    if (part.members === undefined) {
      const place = this.#keys.place(argument, site.frame);
      return place ?? 'gone';
    }
    let value: ts.Expression = unwrap(argument);
    let at = 0;
    while (at < part.members.length && ts.isObjectLiteralExpression(value)) {
      const property: ts.Expression | undefined = propertyOf(value, part.members[at] ?? '');
      if (property === undefined) return undefined;
      value = unwrap(property);
      at += 1;
    }
    const rest = part.members.slice(at);
    const key = this.#keys.value(value, site.frame);
    if (rest.length === 0) return key;
    const [only] = key;
    if (key.length !== 1 || typeof only !== 'object') return undefined;
    return [{ ...only, id: `${only.id}.${rest.join('.')}`, text: `${only.text}.${rest.join('.')}`, fresh: false, ...(only.members === undefined ? {} : { members: [...only.members, ...rest] }) }];
  }

  /** The function that stands in an argument is run. */
  #invoke(invocation: Invocation, site: Site): void {
    const given = argumentsOf(site.call);
    const argument = given[invocation.parameter];
    const isSpread = given.slice(0, invocation.parameter + 1).some((one) => ts.isSpreadElement(one));
    if (argument === undefined && !isSpread) return;
    if (argument === undefined || isSpread || !this.#runs(argument, invocation.members, site)) this.#put({ ...invocation.otherwise, invokes: [] }, site, undefined);
  }

  /** Adds what running the value of an expression (or a member of it) does; false where nothing tells what it is. */
  #runs(expression: ts.Expression, members: readonly string[], site: Site): boolean {
    const { frame, into } = site;
    let node = unwrap(expression);
    let rest = members;
    while (rest.length > 0 && ts.isObjectLiteralExpression(node)) {
      const found = methodOrProperty(node, rest[0] ?? '');
      // Not given, and so not run, unless something is spread into the object.
      if (found === undefined) return !node.properties.some((property) => ts.isSpreadAssignment(property));
      rest = rest.slice(1);
      if (ts.isMethodDeclaration(found)) {
        if (rest.length === 0) this.#inline(found, frame, into);
        return rest.length === 0;
      }
      node = unwrap(found);
    }
    if (rest.length === 0) {
      if (isFunctionNode(node)) {
        this.#inline(node, frame, into);
        return true;
      }
      // A missing callback: nothing runs.
      if (node.kind === ts.SyntaxKind.NullKeyword || (ts.isIdentifier(node) && node.text === 'undefined') || ts.isLiteralExpression(node)) return true;
      if (ts.isArrayLiteralExpression(node)) return node.elements.map((element) => this.#runs(ts.isSpreadElement(element) ? element.expression : element, [], site)).every(Boolean);
      if (ts.isObjectLiteralExpression(node)) return node.properties.map((property) => this.#runsProperty(property, site)).every(Boolean);
    }
    let meaning = this.#meanings.of(node, frame.source);
    for (const member of rest) meaning = meaning === undefined ? undefined : this.#meanings.member(meaning, member);
    return meaning !== undefined && this.#runsMeaning(meaning, node, site);
  }

  #runsProperty(property: ts.ObjectLiteralElementLike, site: Site): boolean {
    if (ts.isMethodDeclaration(property)) this.#inline(property, site.frame, site.into);
    else if (ts.isPropertyAssignment(property)) return this.#runs(property.initializer, [], site);
    else if (ts.isShorthandPropertyAssignment(property)) return this.#runs(property.name, [], site);
    return !ts.isSpreadAssignment(property);
  }

  #runsMeaning(meaning: Meaning, node: ts.Expression, site: Site): boolean {
    const { frame, into } = site;
    switch (meaning.type) {
      case 'function': {
        const summary = this.#summaries.ofFunction(meaning.node, meaning.source);
        if (summary === undefined) return false;
        // Its arguments come from inside the callee: what it does to them is not told.
        this.#put({ ...summary, invokes: [] }, { ...site, call: ts.factory.createCallExpression(node, undefined, []) }, undefined);
        for (const { otherwise } of summary.invokes) into.take(otherwise);
        return true;
      }
      case 'parameter': {
        const fn = meaning.declaration.parent;
        const parameter = frame.open && fn === frame.unit.node ? fn.parameters.indexOf(meaning.declaration) : -1;
        if (parameter < 0) return isExecutor(fn);
        const otherwise = new Collector();
        otherwise.gap({ where: site.where, text: frame.source.text(node), nameSays: 'nothing', reason: `\`${frame.source.text(node)}\` is handed in and run` });
        into.invoke({ parameter, members: meaning.members, where: site.where, text: site.text, otherwise: otherwise.finish() });
        return true;
      }
      case 'package':
      case 'instance': {
        const known = this.#meanings.known(meaning);
        if (known === undefined) return false;
        this.#apply(known.clauses, known.stars, { ...site, call: ts.factory.createCallExpression(node, undefined, []) }, site);
        return true;
      }
      default:
        return false;
    }
  }

  #inline(node: FunctionNode, frame: Frame, into: Collector): void {
    for (const parameter of node.parameters) if (parameter.initializer !== undefined) this.#summaries.walk(parameter.initializer, frame, into);
    if (node.body !== undefined) this.#summaries.walk(node.body, frame, into);
  }

  #known(known: Known, meaning: Meaning, site: Site): void {
    if (meaning.type === 'package' && meaning.module !== 'global') site.into.from('catalogue');
    this.#apply(known.clauses, known.stars, site, site, meaning);
  }

  /** `site` gives the arguments, `told` the place that evidence names. */
  #apply(clauses: readonly Clause[], stars: readonly string[], site: Site, told: Site, meaning?: Meaning): void {
    const { into, frame } = site;
    const sync = clauses.some((clause) => clause.type === 'sync');
    const touch = (access: Effect['access'], kind: ResourceKind, key: Key | undefined, idempotent = false): void => {
      if (ownedKinds.has(kind) && isOwn(key, frame)) return;
      const resource = { kind, serial: serialKinds.has(kind), ...(key === undefined ? {} : { key }) };
      into.add({ access, resource, where: told.where, text: told.text, source: told.origin, ...(idempotent ? { idempotent } : {}) });
      if (!sync && !memoryKinds.has(kind)) into.waits();
    };
    for (const clause of clauses) {
      switch (clause.type) {
        case 'pure':
        case 'sync':
          break;
        case 'waits':
          into.waits();
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
          for (const pattern of clause.resources) this.#touchPattern(clause.type, pattern, stars, site, meaning, touch);
          break;
        case 'calls': {
          const argument = this.#argument(clause.argument, site);
          if (argument === undefined || ts.isSpreadElement(argument)) break;
          if (!this.#runs(argument, [], site) && !this.#isText(argument, site)) this.#gap(told, 'nothing', `it runs \`${frame.source.text(argument)}\`, of which nothing is known`);
          break;
        }
        case 'sql':
          this.#sql(this.#argument(clause.argument, site), site, touch);
          break;
        case 'request': {
          const argument = this.#argument(clause.argument, site);
          const method = clause.method === undefined ? undefined : this.#argument(clause.method, site);
          const key = argument === undefined ? undefined : this.#keys.value(argument, frame);
          touch(this.#isReading(clause.method, method, site) ? 'read' : 'write', 'host', key);
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
    if (ts.isTemplateExpression(node) || ts.isBinaryExpression(node)) return true;
    const meaning = this.#meanings.of(argument, site.frame.source);
    return meaning?.type === 'instance' && meaning.module === 'global' && (meaning.name === 'string' || meaning.name === 'Array');
  }

  #touchPattern(type: 'reads' | 'writes' | 'makes' | 'uses', pattern: Pattern, stars: readonly string[], site: Site, meaning: Meaning | undefined, touch: Touch): void {
    const access = type === 'reads' ? 'read' : 'write';
    if (pattern.kind === 'process') {
      this.#process(access, site, touch);
      return;
    }
    const key = this.#patternKey(pattern, stars, site, meaning);
    if (key !== 'gone') touch(access, pattern.kind, key, type === 'makes');
  }

  #patternKey(pattern: Pattern, stars: readonly string[], site: Site, meaning: Meaning | undefined): Key | undefined | 'gone' {
    if (pattern.key === undefined) return undefined;
    const key: (string | Hole)[] = [];
    for (const part of pattern.key) {
      if (typeof part === 'string') {
        key.push(part);
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
      if (ts.isSpreadElement(argument)) return undefined;
      // An object's place; but the key under which it is kept is a value.
      const found = ownedKinds.has(pattern.kind) && key.length === 0 ? this.#keys.place(argument, site.frame) : this.#keys.value(argument, site.frame);
      if (found === undefined) return 'gone';
      key.push(...found);
    }
    return key;
  }

  /** The object of the package's type that the call is made on: `this.prisma` of `this.prisma.user.findMany()`. */
  #receiverPlace(site: Site, meaning: Meaning | undefined, isOwned: boolean): Key | undefined {
    let node = unwrap(calleeOf(site.call));
    const steps = meaning?.type === 'instance' ? Math.max(meaning.path.length, 0) : 1;
    for (let step = 0; step < steps; step++) {
      if (!ts.isPropertyAccessExpression(node) && !ts.isElementAccessExpression(node)) break;
      node = unwrap(node.expression);
    }
    if (ts.isCallExpression(node) && isOwned && this.#keys.givesOwn(node, site.frame.source)) return undefined;
    return this.#keys.place(node, site.frame);
  }

  #argument(ref: ArgumentRef, site: Site): ts.Expression | undefined {
    if (typeof ref.from !== 'number') return undefined;
    let node: ts.Expression | undefined = argumentsOf(site.call)[ref.from];
    for (const member of ref.members) {
      if (node === undefined) return undefined;
      const value: ts.Expression = unwrap(node);
      if (!ts.isObjectLiteralExpression(value)) return undefined;
      node = propertyOf(value, member);
    }
    return node;
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
    return ts.isObjectLiteralExpression(value) && !value.properties.some((property) => ts.isSpreadAssignment(property));
  }

  #sql(argument: ts.Expression | undefined, site: Site, touch: Touch): void {
    const text = argument === undefined ? undefined : this.#sqlText(argument, site, 0);
    const touches = text === undefined ? undefined : readSql(text);
    if (touches === undefined) {
      touch('read', 'table', undefined);
      touch('write', 'table', undefined);
    } else for (const { access, table } of touches) touch(access, 'table', table === undefined || table === '' || table.includes('?') ? undefined : [table]);
  }

  /** The text of a statement, with `?` where a run puts something in; looks through objects (`{ text: '…' }`), templates and constants. */
  #sqlText(expression: ts.Expression, site: Site, steps: number): string | undefined {
    const node = unwrap(expression);
    if (steps > 6) return undefined;
    if (ts.isTaggedTemplateExpression(node)) return this.#sqlText(node.template, site, steps + 1);
    if (ts.isObjectLiteralExpression(node)) {
      const inner = propertyOf(node, 'text') ?? propertyOf(node, 'sql') ?? propertyOf(node, 'query');
      return inner === undefined ? undefined : this.#sqlText(inner, site, steps + 1);
    }
    if (ts.isTemplateExpression(node)) return node.templateSpans.reduce((text, span) => `${text} ? ${span.literal.text}`, node.head.text);
    const key = this.#keys.value(node, site.frame);
    return key.some((part) => typeof part === 'string') ? key.map((part) => (typeof part === 'string' ? part : ' ? ')).join('') : undefined;
  }

  /** `new GetObjectCommand({ Bucket, Key })`: the name of the class says what it does. */
  #command(argument: ts.Expression | undefined, site: Site, touch: Touch): void {
    const node = argument === undefined ? undefined : unwrap(argument);
    const name = node !== undefined && ts.isNewExpression(node) && ts.isIdentifier(node.expression) ? node.expression.text : undefined;
    if (node === undefined || name === undefined || !ts.isNewExpression(node)) {
      touch('write', 'host', ['aws']);
      return;
    }
    const input = node.arguments?.[0] === undefined ? undefined : unwrap(node.arguments[0]);
    const key: (string | Hole)[] = ['aws'];
    if (input !== undefined && ts.isObjectLiteralExpression(input)) {
      for (const property of ['TableName', 'Bucket', 'QueueUrl', 'TopicArn', 'FunctionName', 'SecretId', 'Key']) {
        const value = propertyOf(input, property);
        if (value !== undefined) key.push('/', ...this.#keys.value(value, site.frame));
      }
    }
    touch(/^(Get|List|Describe|Head|Query|Scan|BatchGet|Select)/.test(name) ? 'read' : 'write', 'host', key);
  }

  /** A child process may do anything to files, except for the commands that are known. */
  #process(access: Effect['access'], site: Site, touch: Touch): void {
    const given = argumentsOf(site.call);
    const [first] = given;
    const second = given[1] === undefined ? undefined : unwrap(given[1]);
    const parts: (string | Hole)[] = first === undefined || ts.isSpreadElement(first) ? [] : [...this.#keys.value(first, site.frame)];
    if (second !== undefined && ts.isArrayLiteralExpression(second)) for (const element of second.elements) parts.push(' ', ...(ts.isSpreadElement(element) ? [] : this.#keys.value(element, site.frame)));
    const text = parts.map((part) => (typeof part === 'string' ? part : '?')).join('');
    const told = readCommand(text);
    if (told === undefined) touch(access, 'process', parts.length === 0 ? undefined : parts);
    else touch(told.access, told.kind, told.kind === 'process' || told.kind === 'host' ? parts : undefined);
  }

  /** Nothing leads to the callee: what its name says, with the gap noted. */
  #unknown(site: Site, reason: string): void {
    const { call, frame, into } = site;
    const callee = calleeOf(call);
    const name = methodName(callee) ?? '';
    const waited = isWaited(call);
    const bare = isBare(call);
    if (ts.isPropertyAccessExpression(unwrap(callee))) {
      const method = this.#meanings.distinctive(name);
      if (method !== undefined && this.#isDistinctive(name, site)) {
        this.#apply(method.clauses, [], site, site);
        return;
      }
      // `find` with a function is a list's; mappers take an object.
      const [argument] = argumentsOf(call);
      if (name === 'find' && !waited && argument !== undefined && isFunctionNode(unwrap(argument))) {
        this.#inline(unwrap(argument) as FunctionNode, frame, into);
        return;
      }
    }
    const receiver = receiverName(callee);
    const spoken = receiver === undefined ? undefined : readReceiver(receiver, name);
    if (spoken !== undefined) {
      const clauses = parseClauses(spoken);
      if (typeof clauses !== 'string') {
        this.#apply(clauses, [], site, { ...site, origin: 'name' });
        // Lines for people are harmless enough to take the word of a name for; the summary still says that it rests on one.
        if (spoken !== 'writes log') this.#gap(site, 'write', reason);
        return;
      }
    }
    const named = (access: Effect['access'], kind: ResourceKind, key?: Key): void => {
      into.add({ access, resource: { kind, serial: serialKinds.has(kind), ...(key === undefined ? {} : { key }) }, where: site.where, text: site.text, source: 'name' });
      into.waits();
    };
    const shape = waited && receiver !== undefined ? readShape(name) : undefined;
    if (shape !== undefined && receiver !== undefined) {
      named(shape === 'reads' ? 'read' : 'write', 'table', [receiver.toLowerCase()]);
      this.#gap(site, shape === 'reads' ? 'read' : 'write', reason);
      return;
    }
    const reading = readName(name, { waited, bare });
    if (reading.prompts) {
      into.prompts();
      named('write', 'terminal');
    }
    if (reading.says === 'guard') into.guard({ where: site.where, text: site.text, source: 'name' });
    if (reading.says === 'read') named('read', 'unknown');
    else if (reading.says === 'write' && (waited || bare)) named('write', 'unknown');
    this.#gap(site, reading.says, reason);
    // Callbacks given to what is not known may run.
    for (const argument of argumentsOf(call)) {
      const value = unwrap(argument);
      if (isFunctionNode(value)) this.#inline(value, frame, into);
    }
  }

  #isDistinctive(name: string, { call }: Site): boolean {
    return this.#meanings.distinctive(name) !== undefined && (!outermost(call).awaited || chains.has(name));
  }

  #gap(site: Site, nameSays: Gap['nameSays'], reason: string): void {
    site.into.gap({ where: site.where, text: site.text, nameSays, reason });
  }
}

type Touch = (access: Effect['access'], kind: ResourceKind, key: Key | undefined, idempotent?: boolean) => void;

function reasonFor(meaning: Meaning): string {
  switch (meaning.type) {
    case 'package':
      return meaning.module === 'global' ? `\`${meaning.path.join('.')}\` is not declared here and not in the catalogue` : `\`${meaning.path.join('.') || 'it'}\` of package \`${meaning.module}\` is not in the catalogue`;
    case 'instance':
      return meaning.module === 'global' ? `type \`${meaning.name}\` is not in the catalogue` : `type \`${meaning.name}\` of package \`${meaning.module}\` is not in the catalogue`;
    case 'missing':
      return `\`${meaning.specifier}\` could not be read`;
    case 'parameter':
      return 'it is handed in';
    default:
      return 'what it stands for is not known';
  }
}

export function calleeOf(call: Call): ts.Expression {
  return ts.isTaggedTemplateExpression(call) ? call.tag : call.expression;
}

function argumentsOf(call: Call): readonly ts.Expression[] {
  return ts.isTaggedTemplateExpression(call) ? [call.template] : (call.arguments ?? []);
}

function propertyOf(literal: ts.ObjectLiteralExpression, name: string): ts.Expression | undefined {
  for (const property of literal.properties.toReversed()) {
    if (ts.isSpreadAssignment(property)) return undefined;
    if (!(ts.isIdentifier(property.name) || ts.isStringLiteralLike(property.name)) || property.name.text !== name) continue;
    if (ts.isPropertyAssignment(property)) return property.initializer;
    if (ts.isShorthandPropertyAssignment(property)) return property.name;
  }
  return undefined;
}

function methodOrProperty(literal: ts.ObjectLiteralExpression, name: string): ts.Expression | ts.MethodDeclaration | undefined {
  const method = literal.properties.find((property) => ts.isMethodDeclaration(property) && ts.isIdentifier(property.name) && property.name.text === name);
  return method !== undefined && ts.isMethodDeclaration(method) ? method : propertyOf(literal, name);
}

/** The last name before the method: `logger` of `this.logger.info()`, `user` of `db.user.findMany()`. */
function receiverName(callee: ts.Expression): string | undefined {
  const node = unwrap(callee);
  if (!ts.isPropertyAccessExpression(node)) return undefined;
  return methodName(ts.isCallExpression(unwrap(node.expression)) ? (unwrap(node.expression) as ts.CallExpression).expression : node.expression);
}

/** The node, or the outermost of parentheses, `await`, `void` and assertions around it. */
function outermost(call: ts.Node): { readonly node: ts.Node; readonly awaited: boolean } {
  let node: ts.Node = call;
  let awaited = false;
  for (;;) {
    const { parent } = node as { readonly parent?: ts.Node };
    if (parent === undefined) return { node, awaited };
    if (ts.isAwaitExpression(parent)) awaited = true;
    else if (!ts.isParenthesizedExpression(parent) && !ts.isNonNullExpression(parent) && !ts.isAsExpression(parent) && !ts.isVoidExpression(parent) && !ts.isSatisfiesExpression(parent)) return { node, awaited };
    node = parent;
  }
}

/** `logger.debug(…)`: a bare call, not waited for, of what is named as a logger and one of its levels. */
function isLogCall(call: Call): boolean {
  const callee = calleeOf(call);
  const receiver = receiverName(callee);
  return receiver !== undefined && readReceiver(receiver) === 'writes log' && /^(debug|info|warn|warning|error|log|trace|verbose|silly|fatal|notice|appendLine)$/.test(methodName(callee) ?? '') && isBare(call) && !outermost(call).awaited;
}

/** Its value is dropped: the call is there for what it does. */
export function isBare(call: ts.Node): boolean {
  const { node } = outermost(call);
  return (node.parent as ts.Node | undefined) !== undefined && ts.isExpressionStatement(node.parent);
}

function isStatement(call: ts.Node): boolean {
  return isBare(call) || ((call.parent as ts.Node | undefined) !== undefined && ts.isReturnStatement(call.parent));
}

/** Somebody waits for what it gives back, here or further out. */
function isWaited(call: ts.Node): boolean {
  const { node, awaited } = outermost(call);
  if (awaited) return true;
  const parent = node.parent as ts.Node | undefined;
  if (parent === undefined) return false;
  if (ts.isPropertyAccessExpression(parent) && /^(then|catch|finally)$/.test(parent.name.text)) return true;
  if (ts.isArrayLiteralExpression(parent)) return isWaitedList(parent);
  if (ts.isArrowFunction(parent) || ts.isReturnStatement(parent)) return returnsPromise(parent);
  return ts.isForOfStatement(parent) && parent.awaitModifier !== undefined;
}

function isWaitedList(list: ts.Node): boolean {
  const call = list.parent;
  return ts.isCallExpression(call) && ts.isPropertyAccessExpression(call.expression) && ts.isIdentifier(call.expression.expression) && call.expression.expression.text === 'Promise';
}

/** A value given back by an async function, or by one whose written type is a promise. */
function returnsPromise(node: ts.Node): boolean {
  let fn: ts.Node = node;
  while (!isFunctionNode(fn)) {
    if (ts.isSourceFile(fn)) return false;
    fn = fn.parent;
  }
  if ((ts.canHaveModifiers(fn) ? (fn.modifiers ?? []) : []).some((modifier) => modifier.kind === ts.SyntaxKind.AsyncKeyword)) return true;
  return fn.type !== undefined && ts.isTypeReferenceNode(fn.type) && ts.isIdentifier(fn.type.typeName) && fn.type.typeName.text === 'Promise';
}

/** A validator's `parse` throws whether or not its value is used. */
function isThrowing(call: Call): boolean {
  return /^(parse|parseAsync|assert|validateSync)$/.test(methodName(calleeOf(call)) ?? '');
}

function isExecutor(fn: ts.Node): boolean {
  return (fn.parent as ts.Node | undefined) !== undefined && ts.isNewExpression(fn.parent);
}

function isStaticMember(member: ts.PropertyDeclaration): boolean {
  return (member.modifiers ?? []).some((modifier) => modifier.kind === ts.SyntaxKind.StaticKeyword);
}
