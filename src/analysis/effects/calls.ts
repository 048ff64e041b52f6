/** What one call does: its callee's body, the catalogue, an annotation, or at last its name. */
import ts from 'typescript';
import { isCaught } from '../control.ts';
import { isFunctionNode, type Binding, type FunctionNode } from '../scopes.ts';
import { methodName, unwrap } from '../syntax.ts';
import { annotationOf } from './annotation.ts';
import { Applying, asCommand, isSerial, ownedKinds } from './applying.ts';
import type { Arguments } from './arguments.ts';
import { accessing, argumentsOf, calleeOf, chainOf, isBare, isExecutor, isLogCall, isStatement, isStaticMember, isWaited, methodOrProperty, outermost, receiverName, Site, type Call, rootName } from './call-site.ts';
import type { Known } from './catalogue/schema.ts';
import { parseClauses, type Clause } from './clauses.ts';
import { Collector, type FunctionSummary, type Invocation } from './collector.ts';
import { endsProcess, type Effect, type Gap, type Key, type ResourceKind, type Summary } from './effect.ts';
import { isOwn, type Frame, type Keys } from './keys.ts';
import { listenersOf } from './listeners.ts';
import { isMeantForOthers, isNotImplemented, isOfLock } from './declarations.ts';
import { isOpen, possible, type Declared, type Meaning } from './meaning.ts';
import type { Meanings } from './meanings.ts';
import { readName, readReceiver, readRoot, readShape, saysThrows, verbOfChain } from './names.ts';
import type { Parts } from './parts.ts';
import { reachOf } from './relations.ts';
import type { Source } from './sources.ts';
import type { Summaries } from './summarise.ts';
import { isMoved, isSetBack, lastIndex, position } from './used-up.ts';

/** Read once: each member of the package is looked up through a getter. */
const { SyntaxKind, isArrayLiteralExpression, isArrowFunction, isBinaryExpression, isBlock, isCallExpression, isConstructorDeclaration, isDecorator, isElementAccessExpression, isFunctionTypeNode, isIdentifier, isLiteralExpression, isMethodDeclaration, isNewExpression, isObjectLiteralExpression, isPropertyAccessExpression, isPropertyAssignment, isPropertyDeclaration, isShorthandPropertyAssignment, isSpreadAssignment, isSpreadElement, isStringLiteralLike, isTaggedTemplateExpression, isTypePredicateNode, isTypeReferenceNode, isVariableDeclaration } = ts;

/** Where a logger's own body may put its lines. */
const logKinds: ReadonlySet<ResourceKind> = new Set(['log', 'state', 'file', 'global', 'connection', 'queue', 'unknown']);

const ofStatement: readonly Clause[] = [{ type: 'sql', argument: { from: 0, members: [] } }];

/** Links of a promise chain: waited for, and still known by name. */
const chains: ReadonlySet<string> = new Set(['then', 'catch', 'finally']);

export class Calls {
  readonly #summaries: Summaries;
  readonly #meanings: Meanings;
  readonly #arguments: Arguments;
  readonly #parts: Parts;
  readonly #applying: Applying;
  /** Whose values are being looked at: `query = query.where(…)` names itself. */
  readonly #running = new Set<Binding>();

  constructor(summaries: Summaries, meanings: Meanings, keys: Keys, given: Arguments, parts: Parts) {
    this.#summaries = summaries;
    this.#meanings = meanings;
    this.#arguments = given;
    this.#parts = parts;
    this.#applying = new Applying(meanings, keys, parts, (expression, members, site) => this.#runs(expression, members, site));
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
    this.#runsBuilt(callee, meaning, call, frame, into);
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
      this.#inline(node, frame, into);
    } else this.#summaries.walk(node, frame, into); // Of a name only a variable that is given other functions is state.
  }

  #runsBuilt(callee: ts.Expression, meaning: Meaning | undefined, call: Call, frame: Frame, into: Collector): void {
    const node = unwrap(callee);
    const isOfPackage = meaning?.type === 'instance' && meaning.module !== 'global';
    if (isPropertyAccessExpression(node) && (isOfPackage || /^(exec|execute|then)$/.test(node.name.text))) this.runBuilt(node.expression, frame, into);
    if (isOfPackage || (meaning?.type === 'package' && meaning.path[0] === 'Promise')) for (const argument of argumentsOf(call)) this.runBuilt(argument, frame, into);
  }

  /** A query that was built before and is kept in a name runs where it is waited for, executed, or given to who runs several: `await insert.returning()`, `$transaction(creations)`. */
  runBuilt(expression: ts.Expression, frame: Frame, into: Collector): void {
    const node = unwrap(expression);
    if (isArrayLiteralExpression(node)) {
      for (const element of node.elements) this.runBuilt(isSpreadElement(element) ? element.expression : element, frame, into);
      return;
    }
    const binding = isIdentifier(node) ? frame.source.bound.useOf.get(node)?.binding : undefined;
    if (binding === undefined || this.#running.has(binding)) return;
    const values = valuesOf(binding).filter((value) => this.#isBuilding(value, frame));
    if (values.length === 0) return;
    this.#running.add(binding);
    const built = new Collector();
    for (const value of values) this.#summaries.walk(value, frame, built);
    this.#running.delete(binding);
    const { reads, writes } = built.finish();
    for (const effect of [...reads, ...writes]) {
      if (effect.resource.kind !== 'table' || effect.source !== 'catalogue') continue;
      into.add(effect);
      into.waits();
    }
  }

  /** Whether what is written out gives queries of what the catalogue knows, and waits for none of them. */
  #isBuilding(expression: ts.Expression, frame: Frame): boolean {
    const node = unwrap(expression);
    if (isArrayLiteralExpression(node)) return node.elements.every((element) => this.#isBuilding(element, frame));
    if (isTaggedTemplateExpression(node)) return this.#isOfPackage(node.tag, frame);
    if (!isCallExpression(node)) return false;
    const [given] = node.arguments;
    const fn = given === undefined ? undefined : unwrap(given);
    if (methodName(node.expression) === 'map' && fn !== undefined && isArrowFunction(fn)) return fn.modifiers === undefined && !isBlock(fn.body) && this.#isBuilding(fn.body, frame);
    return this.#isOfPackage(node.expression, frame);
  }

  #isOfPackage(callee: ts.Expression, { source }: Frame): boolean {
    const meaning = this.#meanings.of(callee, source);
    return (meaning?.type === 'package' || meaning?.type === 'instance') && meaning.module !== 'global' && this.#meanings.known(meaning) !== undefined;
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
    into.invoke({ parameter, members: meaning.members, where: site.where, text: site.text, otherwise: otherwise.finish() });
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
        this.#put(this.#summaries.ofNode(member.initializer, { source, unit, open: true }), site, undefined);
      }
    }
    const base = this.#meanings.base({ type: 'object', node, source });
    if (base?.type === 'object') this.#constructed(base.node, base.source, site, seen);
  }

  /** What a getter or setter does. */
  access(member: ts.PropertyAccessExpression, accessor: ts.AccessorDeclaration, source: Source, frame: Frame, into: Collector): void {
    this.#function(accessor, source, accessing(member, frame, into));
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
    if (summary?.cpuOnly === true && isMeantForOthers(node) && !isOnThis(site.call)) this.#gap(site, readName(methodName(calleeOf(site.call)) ?? '', { waited: isWaited(site.call), bare: isBare(site.call) }).says, 'a class that extends its own may do more');
    if (summary === undefined) this.#gap(site, 'nothing', 'it lies deeper than calls are followed');
    // A lock kept around what it guards orders that by itself.
    else if (isOfLock(node)) this.#put({ ...summary, reads: summary.reads.filter(isNoState), writes: summary.writes.filter(isNoState) }, site, node);
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
      const { kind, serial, key: told } = effect.resource;
      if (kind === 'state' && !this.#isMoved(told, site)) return;
      if (kind === 'state') for (const other of this.#parts.others(told, site, node)) into.add(effect, { kind, key: other, serial });
      const key = this.#arguments.put(told, site, node);
      // Text that is handed in is no place in memory.
      if (key === 'gone' || (ownedKinds.has(kind) && isOwn(key, frame)) || (kind === 'state' && typeof key?.[0] === 'string')) return;
      // Each call has an effect of its own: two calls of one function are told apart by theirs.
      const resource = key === told ? effect.resource : key === undefined ? { kind, serial } : { kind, key, serial };
      if (kind === 'process' && key !== told) for (const one of asCommand({ ...effect, resource })) into.add(one);
      else into.add(effect, resource);
    };
    for (const effect of summary.reads) put(effect);
    for (const effect of summary.writes) put(effect);
    into.takeNotes(summary);
    for (const begun of summary.begun) {
      const given = begun.parameter === undefined || node === undefined ? undefined : argumentsOf(site.call)[begun.parameter];
      if (given === undefined || argumentsOf(site.call).some(isSpreadElement)) into.begun({ where: begun.where, text: begun.text });
      else this.#summaries.waits(given, frame, into);
    }
    const throws = isBare(site.call) || saysThrows(methodName(calleeOf(site.call)) ?? '');
    // Whoever ends the process decides for all that follows, whatever else the call is for.
    const passesOn = !frame.open || !isCaught(site.call);
    for (const guard of summary.guards) {
      if (throws || endsProcess(guard)) into.guard(guard);
      else if (passesOn) into.refusal(guard);
    }
    if (passesOn) for (const guard of summary.refusals) into.refusal(guard);
    if (summary.terminates && (!isBare(site.call) || summary.guards.length === 0)) into.guard({ where: site.where, text: site.text, source: 'body' });
    if (summary.memoised) into.memoised();
    for (const invocation of summary.invokes) this.#invoke(invocation, site);
  }

  #isMoved(key: Key | undefined, { call, frame }: Site): boolean {
    const [root, , part] = key ?? [];
    if (typeof part !== 'object' || part.id !== position.id) return true;
    const argument = typeof root === 'object' && typeof root.parameter === 'number' && key?.length === 3 ? argumentsOf(call)[root.parameter] : undefined;
    return isMoved(part, argument, frame.source, this.#meanings);
  }

  /** What stands in an argument is run: a function, or a statement of SQL. */
  #invoke(invocation: Invocation, site: Site): void {
    const given = argumentsOf(site.call);
    const argument = given[invocation.parameter];
    const isSpread = given.slice(0, invocation.parameter + 1).some((one) => isSpreadElement(one));
    if (argument === undefined && !isSpread) return;
    if (invocation.as === 'sql') {
      if (!this.#applying.handedSql(invocation, isSpread ? undefined : argument, site)) this.#put({ ...invocation.otherwise, invokes: [] }, site, undefined);
      return;
    }
    if (argument === undefined || isSpread || !this.#runs(argument, invocation.members, site, invocation.otherwise)) this.#put({ ...invocation.otherwise, invokes: [] }, site, undefined);
  }

  /** Adds what running the value of an expression (or a member of it) does; false where nothing tells what it is. `otherwise` is what its name tells where it is run. */
  #runs(expression: ts.Expression, members: readonly string[], site: Site, otherwise?: Summary): boolean {
    const { frame, into } = site;
    let node = unwrap(expression);
    let rest = members;
    while (rest.length > 0 && isObjectLiteralExpression(node)) {
      const found = methodOrProperty(node, rest[0] ?? '');
      // Not given, and so not run, unless something is spread into the object.
      if (found === undefined) return !node.properties.some((property) => isSpreadAssignment(property));
      rest = rest.slice(1);
      if (isMethodDeclaration(found)) {
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
      if (node.kind === SyntaxKind.NullKeyword || (isIdentifier(node) && node.text === 'undefined') || isLiteralExpression(node)) return true;
      if (isArrayLiteralExpression(node)) return node.elements.map((element) => this.#runs(isSpreadElement(element) ? element.expression : element, [], site)).every(Boolean);
      if (isObjectLiteralExpression(node)) return node.properties.map((property) => this.#runsProperty(property, site)).every(Boolean);
    }
    let meaning = this.#meanings.of(node, frame.source);
    for (const member of rest) meaning = meaning === undefined ? undefined : this.#meanings.member(meaning, member, frame.source);
    return meaning !== undefined && this.#runsMeaning(meaning, node, site, rest.length > 0 ? otherwise : undefined);
  }

  #runsProperty(property: ts.ObjectLiteralElementLike, site: Site): boolean {
    if (isMethodDeclaration(property)) this.#inline(property, site.frame, site.into);
    else if (isPropertyAssignment(property)) return this.#runs(property.initializer, [], site);
    else if (isShorthandPropertyAssignment(property)) return this.#runs(property.name, [], site);
    return !isSpreadAssignment(property);
  }

  #runsMeaning(meaning: Meaning, node: ts.Expression, site: Site, told: Summary | undefined): boolean {
    const { frame, into } = site;
    switch (meaning.type) {
      case 'function': {
        const summary = this.#summaries.ofFunction(meaning.node, meaning.source);
        if (summary === undefined) return false;
        // Its arguments come from inside the callee: what it does to them is not told.
        this.#put({ ...summary, invokes: [] }, site.running(node), undefined);
        for (const { otherwise } of summary.invokes) into.take(otherwise);
        return true;
      }
      case 'parameter': {
        const fn = meaning.declaration.parent;
        const parameter = frame.open && fn === frame.unit.node ? fn.parameters.indexOf(meaning.declaration) : -1;
        if (parameter < 0) return isExecutor(fn);
        into.invoke({ parameter, members: meaning.members, where: site.where, text: site.text, otherwise: told ?? this.#handedOn(node, site) });
        return true;
      }
      case 'package':
      case 'instance': {
        const known = this.#meanings.known(meaning);
        if (known === undefined) return false;
        this.#applying.apply(known.clauses, known.stars, site.running(node), site);
        return true;
      }
      case 'either':
        return meaning.of.map((one) => this.#runsMeaning(one, node, site, told)).every(Boolean) && !isOpen(meaning);
      default:
        return false;
    }
  }

  #handedOn(node: ts.Expression, { frame, where }: Site): Summary {
    const text = frame.source.text(node);
    const unseen = new Collector();
    unseen.gap({ where, text, nameSays: 'nothing', reason: `\`${text}\` is handed in and run` });
    return unseen.finish();
  }

  #inline(node: FunctionNode, frame: Frame, into: Collector): void {
    for (const parameter of node.parameters) if (parameter.initializer !== undefined) this.#summaries.walk(parameter.initializer, frame, into);
    if (node.body !== undefined) this.#summaries.walk(node.body, frame, into);
  }

  #known(known: Known, meaning: Meaning, site: Site): void {
    if (meaning.type === 'package' && meaning.module !== 'global') site.into.from('catalogue');
    this.#applying.apply(known.clauses, known.stars, site, site, meaning);
    for (const listener of listenersOf(site.call, site.frame.source, this.#meanings)) this.#heard(listener, site);
    if (meaning.type === 'instance' && meaning.name === 'RegExp') this.#asksPattern(meaning, site);
    // A function that it is given is its callback, unless the line says what is done with it; an entry for all members of a package says that of none.
    if (!known.clauses.some((clause) => clause.type === 'calls') && (known.general || !keepsFunctions(known.clauses) || isListening(site.call))) this.#runGiven(site);
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

  /** Runs the functions that a call is given, where they can be seen. */
  #runGiven(site: Site): void {
    for (const argument of argumentsOf(site.call)) {
      const value = unwrap(argument);
      if (isFunctionNode(value)) this.#runs(value, [], site);
      else if (isIdentifier(value) || isPropertyAccessExpression(value)) {
        const meaning = this.#meanings.of(value, site.frame.source);
        const isHandedIn = meaning?.type === 'parameter' && isCallback(meaning);
        if ((meaning?.type === 'function' || meaning?.type === 'either' || isHandedIn) && !this.#runs(value, [], site) && isHandedIn) this.#gap(site, 'nothing', `it runs \`${site.frame.source.text(value)}\`, of which nothing is known`);
      }
    }
  }

  /** Nothing leads to the callee: what its name says, with the gap noted. */
  #unknown(site: Site, reason: string): void {
    const { call, frame, into } = site;
    const callee = calleeOf(call);
    const name = methodName(callee) ?? '';
    const bare = isBare(call);
    const declared = this.#meanings.declared(callee, frame.source);
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
        this.#inline(unwrap(argument) as FunctionNode, frame, into);
        return;
      }
    }
    // The text of a statement says more than any name.
    const said = /^(query|queryOne|queryAll|execute|exec|run|all|get|raw|unsafe)$/.test(name) && isCallExpression(call) ? this.#applying.statementSays(call.arguments[0], site) : undefined;
    if (said !== undefined) {
      this.#applying.apply(ofStatement, [], site, site.knownFrom('name'));
      this.#gap(site, said, reason);
      this.#runGiven(site);
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
    this.#runGiven(site);
  }

  /** What the project's own types say of a call that nothing else tells of; false where they only tell of its type. */
  #declared(declared: Declared, site: Site): boolean {
    if (declared.never) {
      site.into.guard({ where: site.where, text: site.text, source: 'types' });
      if (isStatement(site.call)) site.into.terminates();
    }
    if (declared.body !== undefined) {
      this.#function(declared.body.node, declared.body.source, site);
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

/** What a variable is given where it is declared, and later. */
function valuesOf(binding: Binding): readonly ts.Expression[] {
  const isVariable = binding.kind === 'const' || binding.kind === 'let' || binding.kind === 'var';
  const declaration = isVariable ? binding.declarations[0]?.parent : undefined;
  const first = declaration !== undefined && isVariableDeclaration(declaration) && declaration.initializer !== undefined ? [declaration.initializer] : [];
  if (!binding.changes) return first;
  return [...first, ...binding.uses.flatMap(({ node: { parent }, node }) => (isBinaryExpression(parent) && parent.operatorToken.kind === SyntaxKind.EqualsToken && parent.left === node ? [parent.right] : []))];
}

/** What only makes a value, or keeps one in memory, runs no function that it is given. */
function keepsFunctions(clauses: readonly Clause[]): boolean {
  return clauses.every((clause) => clause.type === 'pure' || clause.type === 'opens' || ('resources' in clause && clause.resources.every(({ kind }) => kind === 'state' || kind === 'global')));
}

/** What a listener does is done while somebody waits for what it is told. */
function isListening(call: Call): boolean {
  return /^(on|once|addListener|addEventListener|prependListener|prependOnceListener)$/.test(methodName(calleeOf(call)) ?? '') && rootName(calleeOf(call)) !== 'process';
}

/** By its type, or else its name, a parameter that holds a function. */
function isCallback({ declaration, members }: Extract<Meaning, { type: 'parameter' }>): boolean {
  const { name, type } = declaration;
  return members.length === 0 && ((type !== undefined && isFunctionTypeNode(type)) || ((type === undefined || isTypeReferenceNode(type)) && isIdentifier(name) && /^(cb|done|next|resolve|reject)$|callback$/i.test(name.text)));
}

/** A chain of members, without a call in it. */
function isPlace(expression: ts.Expression): boolean {
  const root = rootOf(unwrap(expression));
  return isIdentifier(root) || root.kind === SyntaxKind.ThisKeyword;
}

function rootOf(expression: ts.Expression): ts.Expression {
  let root = expression;
  while (isPropertyAccessExpression(root)) root = unwrap(root.expression);
  return root;
}

function isOnThis(call: Call): boolean {
  const callee = unwrap(calleeOf(call));
  return isPropertyAccessExpression(callee) && (callee.expression.kind === SyntaxKind.ThisKeyword || callee.expression.kind === SyntaxKind.SuperKeyword);
}

/** `response.json()` has the body of an answer, `response.json(values)` sends one. */
function isTakingBody(call: Call): boolean {
  return argumentsOf(call).length === 0 && /^(json|text|blob|arrayBuffer|bytes|formData)$/.test(methodName(calleeOf(call)) ?? '');
}

/** Links that only queries have. */
const queryLinks = /^(exec|lean|limit|skip|populate|toArray|hint|collation)$/;

/** A link of a chain that is waited for as a whole, or that only a query has more links of, and given no function: `find(q).sort({ at: -1 })` is no list's `sort`. */
function isQueryLink(call: Call): boolean {
  if (argumentsOf(call).some((argument) => isFunctionNode(unwrap(argument)))) return false;
  for (let node: ts.Node = call; ; ) {
    const access = outermost(node).node.parent;
    if (!isPropertyAccessExpression(access) || !isCallExpression(access.parent) || access.parent.expression !== access || chains.has(access.name.text)) return false;
    node = access.parent;
    if (outermost(node).awaited || queryLinks.test(access.name.text)) return true;
  }
}

function isNoState({ resource }: Effect): boolean {
  return resource.kind !== 'state';
}

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

/** `require(…)` of CommonJS, not a function of the file's own that is called so. */
function isRequire({ expression }: ts.CallExpression, { source }: Frame): boolean {
  return isIdentifier(expression) && expression.text === 'require' && source.bound.useOf.get(expression)?.binding.kind === 'global';
}
