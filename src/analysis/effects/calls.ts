/** What one call does: its callee's body, the catalogue, an annotation, or at last its name. */
import ts from 'typescript';
import { isFunctionNode, type FunctionNode } from '../scopes.ts';
import { methodName, unwrap } from '../syntax.ts';
import { annotationOf } from './annotation.ts';
import type { Applying } from './applying.ts';
import type { Arguments } from './arguments.ts';
import { BuiltQueries } from './built-queries.ts';
import { accessing, argumentsOf, calleeOf, chainOf, chains, isBare, isExecutor, isListening, isLogCall, isOnThis, isPlace, isQueryLink, isStatement, isStaticMember, isTakingBody, isWaited, outermost, receiverName, rootName, rootOf, Site, type Call } from './call-site.ts';
import type { Known } from './catalogue/schema.ts';
import { asksByClient, setUpOf } from './clients.ts';
import { parseClauses, type Clause } from './clauses.ts';
import { Collector } from './collector.ts';
import { isMeantForOthers, isNotImplemented, isOfLock } from './declarations.ts';
import type { Effect, Gap, Key, ResourceKind } from './effect.ts';
import { Inlining } from './inlining.ts';
import type { Frame, Keys } from './keys.ts';
import { listenersOf } from './listeners.ts';
import { isOpen, possible, reasonFor, type Declared, type Meaning } from './meaning.ts';
import type { Meanings } from './meanings.ts';
import { readName, readReceiver, readRoot, readShape, verbOfChain } from './names.ts';
import type { Parts } from './parts.ts';
import { reachOf } from './relations.ts';
import type { Source } from './sources.ts';
import type { Summaries } from './summarise.ts';
import { isSerial } from './touch.ts';
import { isSetBack, lastIndex } from './used-up.ts';

/** Read once: each member of the package is looked up through a getter. */
const { SyntaxKind, isCallExpression, isConstructorDeclaration, isDecorator, isElementAccessExpression, isIdentifier, isMethodDeclaration, isNewExpression, isPropertyAccessExpression, isPropertyDeclaration, isSpreadElement, isStringLiteralLike, isTypePredicateNode } = ts;

/** Where a logger's own body may put its lines. */
const logKinds: ReadonlySet<ResourceKind> = new Set(['log', 'state', 'file', 'global', 'connection', 'queue', 'unknown']);

const ofStatement: readonly Clause[] = [{ type: 'sql', argument: { from: 0, members: [] } }];

export class Calls {
  readonly #summaries: Summaries;
  readonly #meanings: Meanings;
  readonly #inlining: Inlining;
  readonly #applying: Applying;
  readonly #built: BuiltQueries;

  constructor(summaries: Summaries, meanings: Meanings, keys: Keys, given: Arguments, parts: Parts) {
    this.#summaries = summaries;
    this.#meanings = meanings;
    this.#inlining = new Inlining(summaries, meanings, keys, given, parts);
    this.#applying = this.#inlining.applying;
    this.#built = new BuiltQueries(summaries, meanings);
  }

  /** Whether the call never comes back. */
  terminates(call: ts.CallExpression, frame: Frame): boolean {
    const callee = this.#meanings.of(call.expression, frame.source);
    if (callee?.type === 'function') return this.#summaries.ofFunction(callee.node, callee.source)?.terminates === true;
    if (callee?.type === 'signature') return callee.returns?.kind === SyntaxKind.NeverKeyword;
    if (callee?.type === 'either') return false;
    return callee !== undefined && this.#meanings.known(callee)?.clauses.some((clause) => clause.type === 'never') === true;
  }

  /** Adds the effects of evaluating a call: of its receiver, its arguments, and what it runs. */
  add(call: Call, frame: Frame, into: Collector): void {
    const callee = calleeOf(call);
    const meaning = this.#meanings.of(callee, frame.source);
    // How an object comes to its logger is its own affair.
    if (!(isLogCall(call) && isPlace(callee))) this.#receiver(callee, meaning, frame, into);
    // What is read of an argument the callee's body says, where that is known; of a list of arguments it says it of the list.
    const isRead = meaning === undefined || isOpen(meaning) || possible(meaning).some((one) => (one.type === 'function' ? one.node.parameters.some(({ dotDotDotToken }) => dotDotDotToken !== undefined) : one.type !== 'class'));
    for (const argument of argumentsOf(call)) {
      if (isRead || isSpreadElement(argument)) this.#summaries.walk(argument, frame, into);
      else this.#summaries.lookUp(argument, frame, into);
    }
    this.#built.runIn(callee, meaning, call, frame, into);
    const site = new Site(call, frame, into);
    if (isCallExpression(call) && (call.expression.kind === SyntaxKind.ImportKeyword || isRequire(call, frame))) {
      if (call.expression.kind === SyntaxKind.ImportKeyword) into.waits();
      const [name] = call.arguments;
      // What a module's top level does is not looked at; JSON has none.
      if (name === undefined || !isStringLiteralLike(name) || !(name.text.endsWith('.json') || this.#meanings.isKnownPackage(name.text))) this.#gap(site, 'read', 'loading a module runs it, the first time');
      return;
    }
    if (isCallExpression(call) && call.expression.kind === SyntaxKind.SuperKeyword) return;
    if (isNewExpression(call)) this.#construct(meaning, site);
    else this.#call(meaning, site);
  }

  /** The receiver's own calls: `open().then(…)`, `items().map(…)`. Reading a method off an object is no effect. */
  #receiver(callee: ts.Expression, meaning: Meaning | undefined, frame: Frame, into: Collector): void {
    const node = unwrap(callee);
    if (isPropertyAccessExpression(node)) {
      const base = unwrap(node.expression);
      // Of `fs.promises.readFile` the way to the function is no state.
      if (meaning?.type === 'package') {
        const root = rootOf(base);
        if (!isIdentifier(root)) this.#summaries.walk(root, frame, into);
      } else if (meaning?.type === 'instance') {
        // `prisma.user` is a part of what the catalogue tells of.
        let client = base;
        for (let parts = meaning.path.length - 1; parts > 0 && isPropertyAccessExpression(client); parts--) client = unwrap(client.expression);
        this.#summaries.lookUp(client, frame, into);
      } else if ((meaning !== undefined && !isOpen(meaning) && possible(meaning).every(({ type }) => type === 'function')) || isIdentifier(base)) this.#summaries.lookUp(base, frame, into);
      else this.#summaries.walk(base, frame, into);
    } else if (isElementAccessExpression(node)) {
      this.#summaries.walk(node.expression, frame, into);
      this.#summaries.walk(node.argumentExpression, frame, into);
    } else if (isFunctionNode(node)) {
      // Called on the spot.
      this.#inlining.inline(node, frame, into);
    } else this.#summaries.walk(node, frame, into); // Of a name only a variable that is given other functions is state.
  }

  /** What a name holds that is waited for: a query that was built before runs then. */
  runBuilt(name: ts.Identifier, frame: Frame, into: Collector): void {
    this.#built.run(name, frame, into);
  }

  #call(meaning: Meaning | undefined, site: Site): void {
    switch (meaning?.type) {
      case 'function':
        // Called on the spot: walked already.
        if (isFunctionNode(unwrap(calleeOf(site.call)))) return;
        this.#callee(meaning, site);
        return;
      case 'package':
      case 'instance': {
        const known = this.#meanings.known(meaning);
        if (known !== undefined) this.#known(known, meaning, site);
        else this.#unknown(site, reasonFor(meaning));
        return;
      }
      case 'signature':
        if (meaning.returns?.kind === SyntaxKind.NeverKeyword || (meaning.returns !== undefined && isTypePredicateNode(meaning.returns) && meaning.returns.assertsModifier !== undefined)) site.into.guard({ where: site.where, text: site.text, source: 'types' });
        // `scope?.error(e)` of a `ScopedLogger`.
        if (/(Logger|LogOutputChannel)\.(debug|info|warn|warning|error|log|trace|verbose|fatal)$/.test(meaning.of) && !outermost(site.call).awaited) site.into.add({ access: 'write', resource: { kind: 'log', serial: false }, where: site.where, text: site.text, source: 'types' });
        else this.#unknown(site, `only the type of \`${meaning.of}\` is known`);
        return;
      case 'parameter':
        this.#parameter(meaning, site);
        return;
      case 'missing':
        this.#unknown(site, `\`${meaning.specifier}\` could not be read`);
        return;
      case 'either':
        // Only one of them is run.
        site.into.underCondition(() => {
          for (const one of meaning.of) this.#call(one, site);
        });
        if (isOpen(meaning)) this.#unknown(site, 'another may be meant');
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
    const isPlainMethod = isPropertyAccessExpression(callee) && this.#isDistinctive(callee.name.text, site);
    if (parameter < 0 || isPlainMethod) {
      // The executor of a promise gets functions that only settle it.
      if (!(isIdentifier(callee) && isExecutor(fn))) this.#unknown(site, reason);
      return;
    }
    const otherwise = new Collector();
    this.#unknown(site.collectingIn(otherwise), reason);
    into.invoke({ parameter, members: meaning.members, where: site.where, text: site.text, ways: [[{ site }]], otherwise: otherwise.finish() });
  }

  #construct(meaning: Meaning | undefined, site: Site): void {
    if (meaning?.type === 'class') {
      this.#constructed(meaning.node, meaning.source, site);
      return;
    }
    if (meaning?.type === 'either') {
      site.into.underCondition(() => {
        for (const one of meaning.of) this.#construct(one, site);
      });
      if (isOpen(meaning)) this.#construct(undefined, site);
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
      if (isConstructorDeclaration(member) && member.body !== undefined) this.#function(member, source, site);
      const unit = source.bound.unitOf.get(member);
      if (isPropertyDeclaration(member) && member.initializer !== undefined && unit !== undefined && !isFunctionNode(unwrap(member.initializer)) && !isStaticMember(member)) {
        this.#inlining.put(this.#summaries.ofNode(member.initializer, { source, unit, open: true }), site, undefined);
      }
    }
    const base = this.#meanings.base({ type: 'object', node, source });
    if (base?.type === 'object') this.#constructed(base.node, base.source, site, seen);
  }

  /** What a getter or setter does. */
  access(member: ts.PropertyAccessExpression, accessor: ts.AccessorDeclaration, source: Source, frame: Frame, into: Collector): void {
    this.#function(accessor, source, accessing(member, frame, into));
  }

  #callee(meaning: Extract<Meaning, { type: 'function' }>, site: Site): void {
    this.#function(meaning.node, meaning.source, site);
    if (this.#meanings.typed.isOverriddenElsewhere(meaning)) this.#mayDoMore(site, 'a class in another file does something else in its place');
  }

  /** A function with a body: its summary with this call's arguments put in, or what an annotation on it says. */
  #function(node: FunctionNode, source: Source, site: Site): void {
    const annotation = annotationOf(node, source);
    if (annotation !== undefined) {
      this.#applying.apply(annotation, [], site, site.knownFrom('annotation'));
      site.into.from('annotation');
      return;
    }
    if (node.body === undefined) {
      this.#unknown(site, `\`${site.text}\` has no body here`);
      return;
    }
    if (isNotImplemented(node.body)) {
      this.#unknown(site, `\`${site.text}\` is left to others to implement`);
      return;
    }
    if (source.broken) this.#gap(site, 'nothing', `\`${source.path}\` does not parse`);
    if (isMethodDeclaration(node) && node.modifiers?.some(isDecorator) === true) this.#gap(site, 'pure', 'a decorator may put something else around it');
    const summary = this.#summaries.ofFunction(node, source);
    // Where nothing is waited for in it, what is to be waited for is elsewhere.
    if (summary?.cpuOnly === true && isMeantForOthers(node) && !isOnThis(site.call)) this.#mayDoMore(site, 'a class that extends its own may do more');
    if (summary === undefined) this.#gap(site, 'nothing', 'it lies deeper than calls are followed');
    // A lock kept around what it guards orders that by itself.
    else if (isOfLock(node)) this.#inlining.put({ ...summary, reads: summary.reads.filter(isNoState), writes: summary.writes.filter(isNoState) }, site, node);
    else if (isLogCall(site.call) && summary.writes.every((effect) => logKinds.has(effect.resource.kind))) this.#log(site);
    else this.#inlining.put(summary, site, node);
  }

  /** The body that was seen is not all that may run. */
  #mayDoMore(site: Site, reason: string): void {
    this.#gap(site, readName(methodName(calleeOf(site.call)) ?? '', { waited: isWaited(site.call), bare: isBare(site.call) }).says, reason);
  }

  /** However a logger keeps its lines (a file, a buffer, a lock around both), they are lines for people. */
  #log(site: Site): void {
    site.into.add({ access: 'write', resource: { kind: 'log', serial: false }, where: site.where, text: site.text, source: 'body' });
  }

  #known(known: Known, meaning: Meaning, site: Site): void {
    if (meaning.type === 'package' && meaning.module !== 'global') site.into.from('catalogue');
    this.#applying.apply(known.clauses, known.stars, site, site, meaning);
    if (asksByClient(meaning, known.clauses)) this.#readsSetUp(site);
    for (const listener of listenersOf(site.call, site.frame.source, this.#meanings)) this.#heard(listener, site);
    if (meaning.type === 'instance' && meaning.name === 'RegExp') this.#asksPattern(meaning, site);
    // A function that it is given is its callback, unless the line says what is done with it; an entry for all members of a package says that of none.
    if (!known.clauses.some((clause) => clause.type === 'calls') && (known.general || !keepsFunctions(known.clauses) || isListening(site.call))) this.#inlining.runGiven(site);
  }

  /** What a client sends along with a request, and what the functions look at that run before and after it. What those change on the way is their own upkeep. */
  #readsSetUp({ call, frame, into, where, text }: Site): void {
    const callee = unwrap(calleeOf(call));
    const client = isPropertyAccessExpression(callee) ? unwrap(callee.expression) : callee;
    const { source, interceptors, hasDefaults } = setUpOf(client, frame.source, this.#meanings);
    const place = hasDefaults ? this.#summaries.keys.place(client, frame) : undefined;
    if (place !== undefined) into.add({ access: 'read', resource: { kind: 'state', serial: false, key: [...place, '.defaults'] }, where, text, source: 'body' });
    for (const interceptor of interceptors) {
      const meaning = isFunctionNode(interceptor) ? { node: interceptor, source } : this.#meanings.of(interceptor, source);
      const summary = meaning !== undefined && 'node' in meaning && isFunctionNode(meaning.node) ? this.#summaries.ofFunction(meaning.node, meaning.source) : undefined;
      for (const read of summary?.reads ?? []) if (read.resource.key?.some((part) => typeof part === 'object' && part.parameter !== undefined) !== true) into.add(read);
    }
  }

  /** `pattern.exec(text)` goes on from where the last one ended, with `g` or `y`. Of one that is handed in whoever does so tells. */
  #asksPattern({ path, typeArgument }: Extract<Meaning, { type: 'instance' }>, { call, frame, into }: Site): void {
    const callee = unwrap(calleeOf(call));
    if (!isPropertyAccessExpression(callee) || !isCallExpression(call) || !/^(test|exec)$/.test(path.join('.'))) return;
    const pattern = unwrap(callee.expression);
    const isHandedIn = frame.open && isIdentifier(pattern) && frame.source.bound.useOf.get(pattern)?.binding.kind === 'parameter';
    if ((typeArgument === undefined ? isHandedIn : /[gy]/.test(typeArgument)) && !isSetBack(call, pattern, frame.unit.node, frame.source)) this.#summaries.moves(pattern, lastIndex, frame, into);
  }

  /** What a listener does to the emitter it does to that of this call. On which objects else it works is not known, unless it only prints. */
  #heard(listener: ts.Expression, { call, frame, into, where, text }: Site): void {
    const node = unwrap(listener);
    const meaning = isFunctionNode(node) ? { node, source: frame.source } : this.#meanings.of(node, frame.source);
    const summary = meaning === undefined || !('node' in meaning) || !isFunctionNode(meaning.node) ? undefined : this.#summaries.ofFunction(meaning.node, meaning.source);
    const callee = unwrap(calleeOf(call));
    const [emitter] = (isPropertyAccessExpression(callee) ? this.#summaries.keys.place(callee.expression, frame) : undefined) ?? [];
    for (const effect of [...(summary?.reads ?? []), ...(summary?.writes ?? [])]) {
      const [root, ...rest] = effect.resource.key ?? [];
      const isOfEmitter = typeof root === 'object' && typeof emitter === 'object' && root.id === emitter.id;
      into.add(isOfEmitter ? { ...effect, resource: { ...effect.resource, key: [emitter, ...rest] } } : effect);
    }
    const onlyPrints = summary?.complete === true && summary.invokes.length + summary.guards.length + summary.refusals.length === 0 && summary.writes.every(({ resource }) => resource.kind === 'log');
    if (!onlyPrints) into.gap({ where, text, nameSays: 'nothing', reason: 'what listens to it in this file runs at once' });
  }

  /** Nothing leads to the callee: what its name says, with the gap noted. */
  #unknown(site: Site, reason: string): void {
    const { call, frame, into } = site;
    const callee = calleeOf(call);
    const name = methodName(callee) ?? '';
    const bare = isBare(call);
    const declared = this.#meanings.typed.declared(callee, frame.source);
    const waited = outermost(call).awaited || (declared?.promise ?? isWaited(call));
    if (declared !== undefined && this.#declared(declared, site)) return;
    if (isPropertyAccessExpression(unwrap(callee))) {
      const method = this.#meanings.distinctive(name);
      if (method !== undefined && this.#isDistinctive(name, site)) {
        this.#applying.apply(method.clauses, [], site, site);
        return;
      }
      // `find` with a function is a list's; mappers take an object.
      const [argument] = argumentsOf(call);
      if (name === 'find' && !waited && argument !== undefined && isFunctionNode(unwrap(argument))) {
        this.#inlining.inline(unwrap(argument) as FunctionNode, frame, into);
        return;
      }
    }
    // The text of a statement says more than any name.
    const said = /^(query|queryOne|queryAll|execute|exec|run|all|get|raw|unsafe)$/.test(name) && isCallExpression(call) ? this.#inlining.statements.says(call.arguments[0], site) : undefined;
    if (said !== undefined) {
      this.#applying.apply(ofStatement, [], site, site.knownFrom('name'));
      this.#gap(site, said, reason);
      this.#inlining.runGiven(site);
      return;
    }
    // Of `find(…).sort(…).lean()` the first link says what is done.
    const links = chainOf(callee);
    const verb = links.length > 1 ? (verbOfChain(links.map((link) => methodName(link) ?? '')) ?? name) : name;
    const opening = verb === name ? callee : (links.find((link) => methodName(link) === verb) ?? callee);
    const receiver = receiverName(opening);
    const spoken = (receiver === undefined ? undefined : readReceiver(receiver, verb)) ?? readRoot(rootName(opening) ?? '');
    // `jsonReader.parse(text)` is no use of a connection.
    const isComputing = !outermost(call).awaited && spoken?.startsWith('uses connection') === true && readName(verb, { waited: true, bare: false }).says === 'pure';
    // A line for people gives nothing back: `await logger.input(…)` is something else.
    const isValue = spoken === 'writes log' && outermost(call).awaited && !bare;
    if (spoken !== undefined && !isComputing && !isValue) {
      const clauses = parseClauses(spoken);
      if (typeof clauses !== 'string') {
        this.#applying.apply(clauses, [], site, site.knownFrom('name'));
        // Lines for people are harmless enough to take the word of a name for; the summary still says that it rests on one.
        if (spoken !== 'writes log') this.#gap(site, spoken.startsWith('reads ') || isTakingBody(call) ? 'read' : 'write', reason);
        return;
      }
    }
    const named = (access: Effect['access'], kind: ResourceKind, key?: Key): void => {
      into.add({ access, resource: { kind, serial: isSerial(access, kind), ...(key === undefined ? {} : { key }) }, where: site.where, text: site.text, source: 'name' });
      into.waits();
    };
    const shape = waited && receiver !== undefined ? readShape(verb) : undefined;
    if (shape !== undefined && receiver !== undefined) {
      named(shape === 'reads' ? 'read' : 'write', 'table', [receiver.toLowerCase()]);
      const { reads, writes } = reachOf(call);
      if (reads) named('read', 'table');
      if (writes && shape === 'writes') named('write', 'table');
      this.#gap(site, shape === 'reads' ? 'read' : 'write', reason);
      return;
    }
    const reading = readName(verb, { waited, bare });
    if (reading.prompts) {
      into.prompts();
      named('write', 'terminal');
    }
    if (reading.says === 'guard') into.guard({ where: site.where, text: site.text, source: 'name' });
    if (reading.says === 'read') named('read', 'unknown');
    else if (reading.says === 'write' && (waited || bare)) named('write', 'unknown');
    this.#gap(site, reading.says, reason);
    // Functions given to what is not known may run.
    this.#inlining.runGiven(site);
  }

  /** What the project's own types say of a call that nothing else tells of; false where they only tell of its type. */
  #declared(declared: Declared, site: Site): boolean {
    if (declared.never) {
      site.into.guard({ where: site.where, text: site.text, source: 'types' });
      if (isStatement(site.call)) site.into.terminates();
    }
    if (declared.body !== undefined) {
      this.#callee({ type: 'function', ...declared.body }, site);
      return true;
    }
    if (declared.known === undefined) return false;
    this.#applying.apply(declared.known.clauses, declared.known.stars, site, site);
    return true;
  }

  #isDistinctive(name: string, { call }: Site): boolean {
    return this.#meanings.distinctive(name) !== undefined && (chains.has(name) || !(outermost(call).awaited || isQueryLink(call)));
  }

  #gap(site: Site, nameSays: Gap['nameSays'], reason: string): void {
    site.into.gap({ where: site.where, text: site.text, nameSays, reason });
  }
}

/** What only makes a value, or keeps one in memory, runs no function that it is given. */
function keepsFunctions(clauses: readonly Clause[]): boolean {
  return clauses.every((clause) => clause.type === 'pure' || clause.type === 'opens' || ('resources' in clause && clause.resources.every(({ kind }) => kind === 'state' || kind === 'global')));
}

function isNoState({ resource }: Effect): boolean {
  return resource.kind !== 'state';
}

/** `require(…)` of CommonJS, not a function of the file's own that is called so. */
function isRequire({ expression }: ts.CallExpression, { source }: Frame): boolean {
  return isIdentifier(expression) && expression.text === 'require' && source.bound.useOf.get(expression)?.binding.kind === 'global';
}
