/** Brings into a call what its callee does: a summary with the call's arguments put in, and the functions that the call hands over. */
import ts from 'typescript';
import { isCaught } from '../control.ts';
import { isFunctionNode, type FunctionNode } from '../scopes.ts';
import { methodName, unwrap } from '../syntax.ts';
import { Applying } from './applying.ts';
import { mayLeaveOut, type Arguments } from './arguments.ts';
import { argumentsOf, calleeOf, isBare, isExecutor, methodOrProperty, type Site } from './call-site.ts';
import { Collector, type Default, type FunctionSummary, type Invocation, type Way } from './collector.ts';
import { endsProcess, type Effect, type Key, type Summary } from './effect.ts';
import { isOwn, type Frame, type Keys } from './keys.ts';
import { isOpen, type Meaning } from './meaning.ts';
import type { Meanings } from './meanings.ts';
import { saysThrows } from './names.ts';
import type { Parts } from './parts.ts';
import { asCommand } from './processes.ts';
import { Statements } from './statements.ts';
import type { Source } from './sources.ts';
import type { Summaries } from './summarise.ts';
import { ownedKinds } from './touch.ts';
import { isMoved, position } from './used-up.ts';

/** Read once: each member of the package is looked up through a getter. */
const { SyntaxKind, isArrayLiteralExpression, isFunctionTypeNode, isIdentifier, isLiteralExpression, isMethodDeclaration, isObjectLiteralExpression, isPropertyAccessExpression, isPropertyAssignment, isShorthandPropertyAssignment, isSpreadAssignment, isSpreadElement, isTypeReferenceNode } = ts;

export class Inlining {
  readonly applying: Applying;
  readonly statements: Statements;
  readonly #summaries: Summaries;
  readonly #meanings: Meanings;
  readonly #keys: Keys;
  readonly #arguments: Arguments;
  readonly #parts: Parts;

  constructor(summaries: Summaries, meanings: Meanings, keys: Keys, given: Arguments, parts: Parts) {
    this.#summaries = summaries;
    this.#meanings = meanings;
    this.#keys = keys;
    this.#arguments = given;
    this.#parts = parts;
    this.statements = new Statements(keys);
    this.applying = new Applying(meanings, keys, parts, this.statements, (expression, members, site) => this.runs(expression, members, site, [[{ site, given: expression }]]));
  }

  /** Puts arguments and receiver in the place of parameters and `this`. */
  put(summary: FunctionSummary, site: Site, node: FunctionNode | undefined): void {
    const { into, frame } = site;
    for (const effect of summary.reads) this.#effect(effect, site, node, summary.defaults);
    for (const effect of summary.writes) this.#effect(effect, site, node, summary.defaults);
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
    for (const invocation of summary.invokes) this.#invoke(invocation, site, node);
  }

  #effect(effect: Effect, site: Site, node: FunctionNode | undefined, defaults: readonly Default[] = []): void {
    const { into, frame } = site;
    const { kind, serial, key: told } = effect.resource;
    if (kind === 'transaction' && isNotGiven(told, site)) return;
    if (kind === 'state') {
      if (!this.#isMoved(told, site)) return;
      for (const other of this.#parts.others(told, site, node)) into.add(effect, { kind, key: other, serial });
      for (const other of this.#byDefault(told, site, node, defaults)) into.add(effect, { kind, key: other, serial });
    }
    const put = this.#arguments.put(told, site, node);
    const isOfFrame = put !== 'gone' && ownedKinds.has(kind) && isOwn(put, frame);
    const key = isOfFrame ? (this.#keys.ofParameter(put, frame) ?? 'gone') : put;
    // Text that is handed in is no place in memory.
    if (key === 'gone' || (kind === 'state' && typeof key?.[0] === 'string')) return;
    // Each call has an effect of its own: two calls of one function are told apart by theirs.
    const resource = key === told ? effect.resource : key === undefined ? { kind, serial } : { kind, key, serial };
    if (kind === 'process' && key !== told) for (const one of asCommand({ ...effect, resource })) into.add(one);
    else into.add(effect, resource);
  }

  /** Where the place is if the call leaves it to the function's own default. */
  #byDefault(key: Key | undefined, site: Site, node: FunctionNode | undefined, defaults: readonly Default[]): readonly Key[] {
    const [root, ...path] = key ?? [];
    if (defaults.length === 0 || typeof root !== 'object' || root.members !== undefined) return [];
    const left = defaults.filter(({ parameter, members }) => parameter === root.parameter && members.every((member, at) => path[at] === `.${member}`) && mayLeaveOut(site, parameter, members));
    return left.flatMap(({ members, places }) => places.flatMap((place) => {
      const whole = [...place, ...path.slice(members.length)];
      const put = this.#arguments.put(whole, site, node);
      return [...(put === undefined || put === 'gone' || isOwn(put, site.frame) ? [] : [put]), ...this.#parts.others(whole, site, node)];
    }));
  }

  #isMoved(key: Key | undefined, { call, frame }: Site): boolean {
    const [root, , part] = key ?? [];
    if (typeof part !== 'object' || part.id !== position.id) return true;
    const argument = typeof root === 'object' && typeof root.parameter === 'number' && key?.length === 3 ? argumentsOf(call)[root.parameter] : undefined;
    return isMoved(part, argument, frame.source, this.#meanings);
  }

  /** What stands in an argument is run: a function, a statement of SQL, or a request by that method. */
  #invoke(invocation: Invocation, site: Site, node: FunctionNode | undefined): void {
    const given = argumentsOf(site.call);
    const argument = given[invocation.parameter];
    const spread = given.slice(0, invocation.parameter + 1).find((one) => isSpreadElement(one));
    const isSpread = spread !== undefined;
    if (invocation.as === 'request') {
      const otherwise = new Collector();
      this.put({ ...invocation.otherwise, invokes: [] }, site.collectingIn(otherwise), node);
      this.applying.requests.handed(invocation, otherwise.finish(), spread ?? argument, site);
      return;
    }
    if (argument === undefined && !isSpread) return;
    if (invocation.as === 'sql') {
      if (!this.statements.handed(invocation, isSpread ? undefined : argument, site)) this.put({ ...invocation.otherwise, invokes: [] }, site, undefined);
      return;
    }
    const ways = invocation.ways?.map((way) => [...way, { site }]);
    if (argument === undefined || isSpread || !this.runs(argument, invocation.members, site, ways, invocation.otherwise)) this.put({ ...invocation.otherwise, invokes: [] }, site, undefined);
  }

  /** Adds what running the value of an expression (or a member of it) does; false where nothing tells what it is. `ways` lead to where it is called, `otherwise` is what its name tells there. */
  runs(expression: ts.Expression, members: readonly string[], site: Site, ways: readonly Way[] = [], otherwise?: Summary): boolean {
    const { frame, into } = site;
    let node = unwrap(expression);
    let rest = members;
    while (rest.length > 0 && isObjectLiteralExpression(node)) {
      const found = methodOrProperty(node, rest[0] ?? '');
      // Not given, and so not run, unless something is spread into the object.
      if (found === undefined) return !node.properties.some((property) => isSpreadAssignment(property));
      rest = rest.slice(1);
      if (isMethodDeclaration(found)) {
        if (rest.length > 0) return false;
        this.inline(found, frame, into);
        this.#handed(found, frame.source, ways);
        return true;
      }
      node = unwrap(found);
    }
    if (rest.length === 0) {
      if (isFunctionNode(node)) {
        this.inline(node, frame, into);
        // What a list's method hands to a function that stands there its parameters are known to be.
        this.#handed(node, frame.source, ways.filter(([first]) => first?.given !== expression || (!frame.open && this.#parts.hands(expression, first.site, node.parameters.length))));
        return true;
      }
      // A missing callback: nothing runs.
      if (node.kind === SyntaxKind.NullKeyword || (isIdentifier(node) && node.text === 'undefined') || isLiteralExpression(node)) return true;
      if (isArrayLiteralExpression(node)) return node.elements.map((element) => this.runs(isSpreadElement(element) ? element.expression : element, [], site)).every(Boolean);
      if (isObjectLiteralExpression(node)) return node.properties.map((property) => this.#runsProperty(property, site)).every(Boolean);
    }
    let meaning = this.#meanings.of(node, frame.source);
    for (const member of rest) meaning = meaning === undefined ? undefined : this.#meanings.member(meaning, member, frame.source);
    return meaning !== undefined && this.#runsMeaning(meaning, node, site, ways, rest.length > 0 ? otherwise : undefined);
  }

  #runsProperty(property: ts.ObjectLiteralElementLike, site: Site): boolean {
    if (isMethodDeclaration(property)) this.inline(property, site.frame, site.into);
    else if (isPropertyAssignment(property)) return this.runs(property.initializer, [], site);
    else if (isShorthandPropertyAssignment(property)) return this.runs(property.name, [], site);
    return !isSpreadAssignment(property);
  }

  #runsMeaning(meaning: Meaning, node: ts.Expression, site: Site, ways: readonly Way[], told: Summary | undefined): boolean {
    const { frame, into } = site;
    switch (meaning.type) {
      case 'function': {
        const summary = this.#summaries.ofFunction(meaning.node, meaning.source);
        if (summary === undefined) return false;
        this.put({ ...summary, invokes: [] }, site.running(node), undefined);
        this.#handed(meaning.node, meaning.source, ways);
        for (const { as, otherwise } of summary.invokes) {
          if (as === 'request') this.put({ ...otherwise, invokes: [] }, site.running(node), undefined);
          else into.take(otherwise);
        }
        return true;
      }
      case 'parameter': {
        const fn = meaning.declaration.parent;
        const parameter = frame.open && fn === frame.unit.node ? fn.parameters.indexOf(meaning.declaration) : -1;
        if (parameter < 0) return isExecutor(fn);
        into.invoke({ parameter, members: meaning.members, where: site.where, text: site.text, ways, otherwise: told ?? this.#handedOn(node, site) });
        return true;
      }
      case 'package':
      case 'instance': {
        const known = this.#meanings.known(meaning);
        if (known === undefined) return false;
        this.applying.apply(known.clauses, known.stars, site.running(node), site);
        return true;
      }
      case 'either':
        return meaning.of.map((one) => this.#runsMeaning(one, node, site, ways, told)).every(Boolean) && !isOpen(meaning);
      default:
        return false;
    }
  }

  /** What a function does to what it is called with, it does there. */
  #handed(node: FunctionNode, source: Source, ways: readonly Way[]): void {
    const summary = ways.length === 0 || node.parameters.length === 0 ? undefined : this.#summaries.ofFunction(node, source);
    const effects = summary === undefined ? [] : [...summary.reads, ...summary.writes].filter(isOfParameter);
    if (effects.length > 0) for (const way of ways) this.#through(way, effects, node, summary?.defaults);
  }

  #through([step, ...on]: Way, effects: readonly Effect[], node?: FunctionNode, defaults?: readonly Default[]): void {
    if (step === undefined) return;
    const { given } = step;
    const site = on.length === 0 ? step.site : step.site.collectingIn(new Collector());
    for (const effect of effects) {
      if (given === undefined) this.#effect(effect, site, node, defaults);
      else for (const key of this.#parts.handed(effect.resource.key, given, site)) site.into.add(effect, { ...effect.resource, key });
    }
    if (on.length === 0) return;
    const { reads, writes } = site.into.finish();
    this.#through(on, [...reads, ...writes]);
  }

  #handedOn(node: ts.Expression, { frame, where }: Site): Summary {
    const text = frame.source.text(node);
    const unseen = new Collector();
    unseen.gap({ where, text, nameSays: 'nothing', reason: `\`${text}\` is handed in and run` });
    return unseen.finish();
  }

  inline(node: FunctionNode, frame: Frame, into: Collector): void {
    for (const parameter of node.parameters) if (parameter.initializer !== undefined) this.#summaries.walk(parameter.initializer, frame, into);
    if (node.body !== undefined) this.#summaries.walk(node.body, frame, into);
  }

  /** Runs the functions that a call is given, where they can be seen. */
  runGiven(site: Site): void {
    for (const argument of argumentsOf(site.call)) {
      const value = unwrap(argument);
      const ways = [[{ site, given: value }]];
      if (isFunctionNode(value)) this.runs(value, [], site, ways);
      else if (isIdentifier(value) || isPropertyAccessExpression(value)) {
        const meaning = this.#meanings.of(value, site.frame.source);
        const isHandedIn = meaning?.type === 'parameter' && isCallback(meaning);
        // `let ports = given; if (…) ports = others;` is one of several things, and none of them a function.
        const mayRun = meaning?.type === 'function' || isHandedIn || (meaning?.type === 'either' && meaning.of.some((one) => one.type === 'function' || (one.type === 'parameter' && isCallback(one))));
        if (mayRun && !this.runs(value, [], site, ways) && isHandedIn) site.into.gap({ where: site.where, text: site.text, nameSays: 'nothing', reason: `it runs \`${site.frame.source.text(value)}\`, of which nothing is known` });
      }
    }
  }
}

/** In memory, by what the function is called with. */
function isOfParameter({ resource: { kind, key } }: Effect): boolean {
  return kind === 'state' && key?.some((part) => typeof part === 'object' && typeof part.parameter === 'number') === true;
}

/** `findUser(id, session?)`, called without one: there is no transaction then. */
function isNotGiven(key: Key | undefined, { call }: Site): boolean {
  const [root] = key ?? [];
  const given = argumentsOf(call);
  return typeof root === 'object' && typeof root.parameter === 'number' && given[root.parameter] === undefined && !given.some((argument) => isSpreadElement(argument));
}

/** By its type, or else its name, a parameter that holds a function. */
function isCallback({ declaration, members }: Extract<Meaning, { type: 'parameter' }>): boolean {
  const { name, type } = declaration;
  return members.length === 0 && ((type !== undefined && isFunctionTypeNode(type)) || ((type === undefined || isTypeReferenceNode(type)) && isIdentifier(name) && /^(cb|done|next|resolve|reject)$|callback$/i.test(name.text)));
}
