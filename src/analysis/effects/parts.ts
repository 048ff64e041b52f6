/** What a name or an expression stands for that is a part of something else: an element of a list, what a pattern takes, one of two, what a helper gives back. What is done to it is done there. */
import ts from 'typescript';
import { accessOf } from '../access.ts';
import { Binding, isFunctionNode, type FunctionNode, type Use } from '../scopes.ts';
import { methodName, unwrap } from '../syntax.ts';
import { argumentsOf, calleeOf, propertyOf, Site, type Call } from './call-site.ts';
import type { Arguments } from './arguments.ts';
import { putBy } from './begun.ts';
import { Collector, keyText, type Default } from './collector.ts';
import type { Hole, Key } from './effect.ts';
import { valuesOf } from './first-comer.ts';
import { anything, isOwn, type Frame, type Keys } from './keys.ts';
import type { Meanings } from './meanings.ts';
import type { Summaries } from './summarise.ts';

/** Read once: each member of the package is looked up through a getter. */
const { SyntaxKind, isArrayLiteralExpression, isAwaitExpression, isBinaryExpression, isBindingElement, isBlock, isCallExpression, isConditionalExpression, isConstructorDeclaration, isElementAccessExpression, isExpressionStatement, isForOfStatement, isIdentifier, isNewExpression, isNumericLiteral, isObjectBindingPattern, isObjectLiteralExpression, isParameter, isParameterPropertyDeclaration, isPropertyAccessExpression, isPropertyAssignment, isReturnStatement, isShorthandPropertyAssignment, isSourceFile, isSpreadAssignment, isSpreadElement, isStringLiteralLike, isVariableDeclaration } = ts;

/** Methods that give one element of what they are called on; those of the second kind are told from a store's by the function that they are given. */
const giving = /^(at|pop|shift)$/;
const finding = /^find(Last)?$/;
/** Methods that give the same elements in another list. */
const copying = /^(filter|slice|splice|concat|sort|reverse|toSorted|toReversed|toSpliced|with|flat|values|entries|take|drop|toArray)$/;
/** Methods that hand each element to a function. */
const handing = /^(forEach|map|flatMap|filter|find|findIndex|findLast|findLastIndex|some|every|sort|toSorted|reduce|reduceRight)$/;
/** The same of functions of packages, which are given the list: `each(list, fn)`. */
const handingOf = /^(forEach|each\w*|p?[mM]ap\w*|flatMap|p?[fF]ilter|reject|find|findLast|findIndex|some|every|reduce|groupBy|keyBy|from)$/;
/** Functions that give the elements of their argument in another list. */
const gathering = /^(Object\.(values|entries|fromEntries|assign)|Array\.from)$/;
/** The same of the list that they are given first, in whatever order or groups. */
const ordering = /^(groupBy|keyBy|sortBy|orderBy|uniqBy|partition|chunk)$/;
const choosing: ReadonlySet<ts.SyntaxKind> = new Set([SyntaxKind.QuestionQuestionToken, SyntaxKind.BarBarToken, SyntaxKind.AmpersandAmpersandToken, SyntaxKind.CommaToken, SyntaxKind.EqualsToken]);

/** Names are followed through names this far, and so many places are told apart. */
const maxSteps = 6;
/** Helpers are followed through helpers this far, and of each so many of what it may give back. */
const maxHelpers = 2;
const maxGiven = 8;
const maxPlaces = 8;
/** One question leads to no more than so many others: names that are given to each other in many ways would have no end. */
const maxAsked = 200;

type Seen = readonly (Binding | FunctionNode)[];

export class Parts {
  readonly #keys: Keys;
  readonly #meanings: Meanings;
  readonly #arguments: Arguments;
  readonly #summaries: Summaries;
  #asked = 0;

  constructor(summaries: Summaries, keys: Keys, meanings: Meanings, given: Arguments) {
    this.#summaries = summaries;
    this.#keys = keys;
    this.#meanings = meanings;
    this.#arguments = given;
  }

  /** The places, beside the one by which it is named, that the value of the expression may be in; of a function's own variables only in its summary, where nobody else knows them. */
  of(expression: ts.Expression, frame: Frame): readonly Key[] {
    if (!frame.open && isName(expression)) return [];
    return this.#once(expression, frame, 'of', () => this.#besides(this.#of(expression, frame, []), expression, frame));
  }

  /** What the parameters of the frame's function stand for where a call leaves them out, as far as others have that too. */
  defaults({ parameters }: FunctionNode, frame: Frame): readonly Default[] {
    return parameters.flatMap((parameter, at) => defaultsIn(parameter, []).flatMap(({ value, members }) => {
      const places = unique([...this.#shared(this.#keys.place(value, frame), frame), ...this.of(value, frame)]);
      return places.length === 0 ? [] : [{ parameter: at, members, places }];
    }));
  }

  /** Each effect of a callee asks where else its arguments may be: that is worked out once for an argument. */
  #once(expression: ts.Expression, { source, unit, open }: Frame, what: string, work: () => readonly Key[]): readonly Key[] {
    const within = open ? unit : undefined;
    const known = source.parts.get(expression) ?? [];
    const found = known.find((one) => one.within === within && one.what === what);
    if (found !== undefined) return found.places;
    this.#asked = 0;
    const places = work();
    source.parts.set(expression, [...known, { within, what, places }]);
    return places;
  }

  /** As `of`, of the member that an assignment sets: that of a copy is nobody else's. */
  slot(node: ts.PropertyAccessExpression | ts.ElementAccessExpression, frame: Frame): readonly Key[] {
    this.#asked = 0;
    return this.#besides(this.#ofMember(node, frame, [], false), node, frame);
  }

  #besides(keys: readonly Key[], expression: ts.Expression, frame: Frame): readonly Key[] {
    if (keys.length === 0) return keys;
    const named = this.#keys.place(expression, frame);
    const own = named === undefined ? undefined : keyText(named);
    return keys.filter((key) => keyText(key) !== own);
  }

  /** Where else the place may be, told in terms of a callee, once this call's receiver and arguments are put in. */
  others(key: Key | undefined, site: Site, node: FunctionNode | undefined, seen: Seen = []): readonly Key[] {
    const [root] = key ?? [];
    if (key === undefined || typeof root !== 'object' || root.parameter === undefined || root.members !== undefined) return [];
    const given = root.parameter === 'this' ? receiverOf(site.call) : argumentOf(site.call, root.parameter);
    // An object has no other place by its own name.
    if (given === undefined || given.kind === SyntaxKind.ThisKeyword) return [];
    const { frame } = site;
    if (!frame.open && seen.length === 0 && isName(given)) return [];
    const once = (what: string, work: () => readonly Key[]): readonly Key[] => (seen.length === 0 ? this.#once(given, frame, what, work) : work());
    // Of a copy only what is further down is the other's too.
    const whole = isFurtherDown(key)
      ? once('held', () => this.#besides(this.#held(given, frame, seen), given, frame))
      : once('of', () => this.#besides(this.#of(given, frame, seen), given, frame));
    const path = key.slice(1);
    const way = this.#within(given, path, '', frame, seen);
    const held = way.map(({ value, name }) => once(name, () => this.#of(value, frame, seen)));
    const last = way.at(-1) ?? { value: given, name: '' };
    // Who looks at all of a new object looks at all that was put in.
    const all = path.length === way.length && isObjectLiteralExpression(unwrap(last.value)) ? once(`all of ${last.name}`, () => putIn(last.value).flatMap((one) => this.#of(one, frame, seen))) : [];
    if (whole.length === 0 && held.every(({ length }) => length === 0)) return all;
    const under = this.#arguments.put(path, site, node);
    if (under === undefined || under === 'gone') return all;
    return [...whole.map((place) => [...place, ...under]), ...held.flatMap((places, at) => places.map((place) => [...place, ...under.slice(at + 1)])), ...all];
  }

  /** What stands on the way down into objects that are written out: of `.shop.till` the shop and its till, in `{ shop: { till } }`. */
  #within(expression: ts.Expression, path: Key, way: string, frame: Frame, seen: Seen): readonly { readonly value: ts.Expression; readonly name: string }[] {
    const [member, ...left] = path;
    const value = typeof member === 'string' && /^\.[^.]+$/.test(member) ? this.#valueIn(expression, member.slice(1), frame, seen) : undefined;
    const name = `${way}${member as string}`;
    return value === undefined ? [] : [{ value, name }, ...this.#within(value, left, name, frame, seen)];
  }

  #of(expression: ts.Expression, frame: Frame, seen: Seen): readonly Key[] {
    if (seen.length > maxSteps || ++this.#asked > maxAsked) return [];
    const node = unwrap(expression);
    if (isIdentifier(node)) {
      const binding = frame.source.bound.useOf.get(node)?.binding;
      return binding === undefined || node.text === 'undefined' ? [] : unique([...this.#shared(this.#keys.ofVariable(binding, node, frame, 0), frame), ...this.#ofVariable(binding, node, frame, seen, (value, more) => this.#of(value, frame, more))]);
    }
    if (node.kind === SyntaxKind.ThisKeyword) return this.#shared(this.#keys.place(node, frame), frame);
    if (isPropertyAccessExpression(node) || isElementAccessExpression(node)) return unique([...this.#shared(this.#keys.place(node, frame), frame), ...this.#ofMember(node, frame, seen, true)]);
    if (isAwaitExpression(node)) return this.#of(node.expression, frame, seen);
    if (isConditionalExpression(node)) return unique([...this.#of(node.whenTrue, frame, seen), ...this.#of(node.whenFalse, frame, seen)]);
    if (isBinaryExpression(node) && choosing.has(node.operatorToken.kind)) return unique([...this.#of(node.left, frame, seen), ...this.#of(node.right, frame, seen)]);
    return isCallExpression(node) ? this.#ofCall(node, frame, seen) : [];
  }

  /** Nobody else knows what belongs to the function itself. */
  #shared(key: Key | undefined, frame: Frame): readonly Key[] {
    return key === undefined || isOwn(key, frame) ? [] : [key];
  }

  /** What the members of the value are members of: of a copy, what it was copied from. */
  #held(expression: ts.Expression, frame: Frame, seen: Seen): readonly Key[] {
    return unique([...this.#of(expression, frame, seen), ...this.#copied(expression, frame, seen)]);
  }

  #ofMember(node: ts.PropertyAccessExpression | ts.ElementAccessExpression, frame: Frame, seen: Seen, throughCopies: boolean): readonly Key[] {
    const base = throughCopies ? this.#held(node.expression, frame, seen) : this.#of(node.expression, frame, seen);
    if (isPropertyAccessExpression(node)) {
      const value = this.#valueIn(node.expression, node.name.text, frame, seen);
      return [...base.map((key) => [...key, `.${node.name.text}`]), ...(value === undefined || !throughCopies ? [] : this.#of(value, frame, seen))];
    }
    const index = unwrap(node.argumentExpression);
    const member: Key = isStringLiteralLike(index) || isNumericLiteral(index) ? [`.${index.text}`] : ['.', ...(isCounter(index, frame) ? [anything] : this.#keys.value(index, frame))];
    return base.map((key) => [...key, ...member]);
  }

  #ofCall(node: ts.CallExpression, frame: Frame, seen: Seen): readonly Key[] {
    const callee = unwrap(node.expression);
    if (isPropertyAccessExpression(callee)) {
      const [first] = node.arguments;
      const name = callee.name.text;
      if (giving.test(name) || (finding.test(name) && first !== undefined && isFunctionNode(unwrap(first)))) return this.#held(callee.expression, frame, seen).map(elementOf);
      if (name === 'get' && first !== undefined && node.arguments.length === 1) return this.#held(callee.expression, frame, seen).map((key) => [...key, '[', ...this.#keys.value(first, frame), ']']);
    }
    return this.#given(node, frame, seen, (value, inner, more) => this.#of(value, inner, more));
  }

  /** What a function with a body gives back of what it was handed, or of what is there for all. */
  #given(call: ts.CallExpression, frame: Frame, seen: Seen, ask: (value: ts.Expression, inner: Frame, more: Seen) => readonly Key[]): readonly Key[] {
    const meaning = this.#meanings.of(call.expression, frame.source);
    if (meaning?.type !== 'function' || seen.includes(meaning.node) || seen.filter((one) => !(one instanceof Binding)).length >= maxHelpers) return [];
    const { node, source } = meaning;
    const unit = source.bound.unitOf.get(node);
    if (unit === undefined) return [];
    const inner: Frame = { source, unit, open: true };
    const more = [...seen, node];
    const told = returnedBy(node, inner).slice(0, maxGiven).flatMap((value) => ask(value, inner, more));
    return unique(this.#putAt(told, new Site(call, frame, new Collector()), node, more));
  }

  /** Places in terms of the function that is called, in those of the call. */
  #putAt(keys: readonly Key[], site: Site, node: FunctionNode, seen: Seen): readonly Key[] {
    return keys.flatMap((key) => {
      const put = this.#arguments.put(key, site, node);
      return [...(put === undefined || put === 'gone' || isOwn(put, site.frame) ? [] : [put]), ...this.others(key, site, node, seen)];
    });
  }

  /** With what a function with a body calls the one that it is handed; undefined where there is none. */
  #calledWith(call: Call, fn: ts.Node, at: number, frame: Frame, seen: Seen): readonly Key[] | undefined {
    const meaning = this.#meanings.of(calleeOf(call), frame.source);
    if (meaning?.type !== 'function') return undefined;
    if (seen.includes(meaning.node)) return [];
    const { node, source } = meaning;
    const parameter = argumentsOf(call).findIndex((one) => one === fn);
    const asked = this.#asked;
    const invoked = this.#summaries.ofFunction(node, source)?.invokes.find((one) => one.parameter === parameter && one.members.length === 0);
    this.#asked = asked;
    const more = [...seen, node];
    return (invoked?.ways ?? []).flatMap(([step, ...on]) => {
      const given = step === undefined || step.given !== undefined || on.length > 0 ? undefined : argumentOf(step.site.call, at);
      return step === undefined || given === undefined ? [] : this.#putAt(this.#of(given, step.site.frame, more), new Site(call, frame, new Collector()), node, more);
    });
  }

  /** The places whose elements or members a new list or object has. */
  #copied(expression: ts.Expression, frame: Frame, seen: Seen): readonly Key[] {
    if (seen.length > maxSteps || ++this.#asked > maxAsked) return [];
    const node = unwrap(expression);
    if (isIdentifier(node)) {
      const binding = frame.source.bound.useOf.get(node)?.binding;
      return binding === undefined ? [] : [...this.#ofVariable(binding, node, frame, seen, (value, more) => this.#copied(value, frame, more), true), ...this.#putInto(node, 1, frame, seen)];
    }
    if (isElementAccessExpression(node)) return this.#putInto(node.expression, 2, frame, seen);
    if (isAwaitExpression(node)) return this.#copied(node.expression, frame, seen);
    if (isArrayLiteralExpression(node)) return node.elements.flatMap((element) => (isSpreadElement(element) ? this.#held(element.expression, frame, seen) : this.#of(element, frame, seen)));
    if (isObjectLiteralExpression(node)) return node.properties.flatMap((property) => (isSpreadAssignment(property) ? this.#held(property.expression, frame, seen) : []));
    if (isNewExpression(node)) return isIdentifier(node.expression) && /^(Set|Map)$/.test(node.expression.text) ? (node.arguments ?? []).flatMap((argument) => this.#held(argument, frame, seen)) : [];
    if (!isCallExpression(node)) return [];
    const callee = unwrap(node.expression);
    const [list] = node.arguments;
    if (list !== undefined && ordering.test(methodName(callee) ?? '')) return this.#held(list, frame, seen);
    if (isPropertyAccessExpression(callee)) {
      const name = callee.name.text;
      if (gathering.test(frame.source.text(callee))) return node.arguments.flatMap((argument) => this.#held(argument, frame, seen));
      if (copying.test(name)) return [callee.expression, ...(name === 'concat' ? node.arguments : [])].flatMap((one) => this.#held(one, frame, seen));
      const [fn] = node.arguments.map(unwrap);
      if (/^(map|flatMap)$/.test(name) && fn !== undefined && isFunctionNode(fn)) return returnedBy(fn, frame).flatMap((value) => [value, ...pairIn(value)]).flatMap((value) => this.#of(value, frame, seen));
    }
    return this.#given(node, frame, seen, (value, inner, more) => this.#copied(value, inner, more));
  }

  /** What the function puts into a list, map or record of its own, so far down in it: `found.push(user)`, `byId[user.id] = user`, and in the second place `groups[key].push(user)`. */
  #putInto(expression: ts.Expression, depth: number, frame: Frame, seen: Seen): readonly Key[] {
    const node = unwrap(expression);
    if (isElementAccessExpression(node)) return this.#putInto(node.expression, depth + 1, frame, seen);
    const binding = isIdentifier(node) && frame.open ? frame.source.bound.useOf.get(node)?.binding : undefined;
    if (binding === undefined || seen.includes(binding) || !isWithin(binding, frame)) return [];
    const put = binding.uses.flatMap((use) => (isPutAt(use, depth) ? putBy(use) : []));
    return put.flatMap((value) => this.#of(value, frame, [...seen, binding]));
  }

  /** A variable of the function, by all that it is given: where it is declared, later, or by the list whose elements it is. */
  #ofVariable(binding: Binding, use: ts.Identifier, frame: Frame, seen: Seen, ask: (value: ts.Expression, more: Seen) => readonly Key[], asCopy = false): readonly Key[] {
    if (!frame.open || seen.includes(binding) || !isWithin(binding, frame)) return [];
    const more = [...seen, binding];
    const { root, members, isRest } = declarationOf(binding);
    const under = (keys: readonly Key[]): readonly Key[] => (isRest === asCopy ? keys.map((key) => [...key, ...members]) : []);
    const found: Key[] = [];
    const since = binding.changes ? lastSetAround(binding, use) : undefined;
    if (since === undefined && root !== undefined && isVariableDeclaration(root)) {
      const loop = root.parent.parent;
      if (isForOfStatement(loop)) found.push(...under(this.#held(loop.expression, frame, more).map(elementOf)));
      else if (root.initializer !== undefined) found.push(...(root.name === binding.declarations[0] ? ask(root.initializer, more) : under(this.#held(root.initializer, frame, more))));
    } else if (since === undefined && root !== undefined && isParameter(root)) found.push(...under(this.#handedTo(root, frame, more)));
    // `const { store = cache } = options`
    const element = binding.declarations[0]?.parent;
    if (root !== undefined && isVariableDeclaration(root) && element !== undefined && isBindingElement(element) && element.initializer !== undefined) found.push(...ask(element.initializer, more));
    if (binding.changes) for (const value of valuesOf(binding)) if (value !== (root as ts.VariableDeclaration | undefined)?.initializer && value.pos >= (since ?? 0)) found.push(...ask(value, more));
    // `node = node.next`: however far down.
    const goesOn = binding.changes && valuesOf(binding).some((value) => binding.uses.some(({ node }) => node.pos >= value.pos && node.end <= value.end));
    return unique(goesOn ? [...found, ...found.map(elementOf)] : found);
  }

  /** Where the place is that a function tells in terms of its parameters, at the call of a method that hands it the elements of a list. */
  handed(key: Key | undefined, fn: ts.Expression, { call, frame }: Site): readonly Key[] {
    const [root, ...rest] = key ?? [];
    if (root === undefined) return [];
    const under = rest.map((part) => (typeof part === 'object' && part.parameter !== undefined ? anything : part));
    if (typeof root === 'string' || root.parameter === undefined) return this.#shared([root, ...under], frame);
    const { parameter, members } = root;
    if (parameter === 'this' || members !== undefined) return [];
    return this.#once(fn, frame, `handed ${parameter}`, () => this.#handedBy(call, fn, parameter, frame, [])).map((place) => [...place, ...under]);
  }

  /** Whether such a method hands the function, of so many parameters, something that others have. */
  hands(fn: ts.Expression, { call, frame }: Site, parameters: number): boolean {
    for (let at = 0; at < parameters; at++) if (this.#once(fn, frame, `handed ${at}`, () => this.#handedBy(call, fn, at, frame, [])).length > 0) return true;
    return false;
  }

  /** What a function that stands in a call is handed: `item` of `cart.items.forEach((item) => …)`. */
  #handedTo(parameter: ts.ParameterDeclaration, frame: Frame, seen: Seen): readonly Key[] {
    const fn = parameter.parent;
    return isFunctionNode(fn) && isCallExpression(fn.parent) ? this.#handedBy(fn.parent, fn, fn.parameters.indexOf(parameter), frame, seen) : [];
  }

  #handedBy(call: Call, fn: ts.Node, at: number, frame: Frame, seen: Seen): readonly Key[] {
    const callee = unwrap(calleeOf(call));
    const [list, second] = argumentsOf(call);
    if (list === fn && isPropertyAccessExpression(callee)) {
      const name = callee.name.text;
      if (name === 'then' && at === 0) return this.#held(callee.expression, frame, seen);
      // What is gathered begins as what is given for that.
      if (/^reduce(Right)?$/.test(name) && at === 0 && second !== undefined) return this.#of(second, frame, seen);
      if (handing.test(name)) return at === 0 || (at === 1 && /^(sort|toSorted|reduce|reduceRight)$/.test(name)) ? this.#held(callee.expression, frame, seen).map(elementOf) : [];
    }
    const told = this.#calledWith(call, fn, at, frame, seen);
    if (told !== undefined || list === undefined || second !== fn) return told ?? [];
    return at === 0 && handingOf.test(methodName(callee) ?? '') ? this.#held(list, frame, seen).map(elementOf) : [];
  }

  /** `{ item }` and `new Box(item)` have what was put in. */
  #valueIn(expression: ts.Expression, member: string, frame: Frame, seen: Seen): ts.Expression | undefined {
    const node = unwrap(expression);
    if (isObjectLiteralExpression(node)) return propertyOf(node, member);
    if (isIdentifier(node)) {
      const binding = frame.source.bound.useOf.get(node)?.binding;
      const [value] = binding === undefined || binding.changes || seen.includes(binding) || !frame.open ? [] : valuesOf(binding);
      return value === undefined || binding === undefined || declarationOf(binding).members.length > 0 ? undefined : this.#valueIn(value, member, frame, [...seen, binding]);
    }
    if (isCallExpression(node) && frame.source.text(node.expression) === 'Object.assign') for (const given of node.arguments.toReversed()) {
      const value = this.#valueIn(given, member, frame, seen);
      if (value !== undefined) return value;
    }
    const made = isNewExpression(node) ? this.#meanings.of(node.expression, frame.source) : undefined;
    if (made?.type !== 'class') return undefined;
    const maker = made.node.members.find((one) => isConstructorDeclaration(one) && one.body !== undefined);
    if (maker === undefined || !isConstructorDeclaration(maker)) return undefined;
    const set = new Map(maker.body?.statements.flatMap((statement) => setFrom(statement)) ?? []);
    const at = maker.parameters.findIndex((parameter) => isIdentifier(parameter.name) && parameter.name.text === (isParameterPropertyDeclaration(parameter, maker) ? member : set.get(member)));
    return at < 0 ? undefined : argumentsOf(node as ts.NewExpression)[at];
  }
}

/** Where a line that always runs before the use, `found = [];` in a block around it, sets the variable anew: whatever it had before is gone. */
function lastSetAround(binding: Binding, use: ts.Identifier): number | undefined {
  let since: number | undefined;
  const around = new Set<ts.Node>();
  for (let node: ts.Node = use; !isFunctionNode(node) && !isSourceFile(node); node = node.parent) around.add(node.parent);
  for (const { node, flow } of binding.uses) {
    const line = node.parent.parent;
    if (flow === 'write' && node.end < use.pos && isBinaryExpression(node.parent) && node.parent.operatorToken.kind === SyntaxKind.EqualsToken && isExpressionStatement(line) && isBlock(line.parent) && around.has(line.parent)) since = Math.max(since ?? 0, node.end);
  }
  return since;
}

/** The values of an object that is written out, and of those in it. */
function putIn(expression: ts.Expression): readonly ts.Expression[] {
  const node = unwrap(expression);
  if (!isObjectLiteralExpression(node)) return [];
  const values = node.properties.flatMap((property) => (isPropertyAssignment(property) ? [property.initializer] : isShorthandPropertyAssignment(property) ? [property.name] : []));
  return values.flatMap((value) => [value, ...putIn(value)]);
}

function isPutAt(use: Use, depth: number): boolean {
  const { path, call } = accessOf(use);
  return path.length === (call === undefined ? depth : depth - 1);
}

/** `[user.id, user]`: of such pairs maps and records are made. */
function pairIn(expression: ts.Expression): readonly ts.Expression[] {
  const node = unwrap(expression);
  return isArrayLiteralExpression(node) && node.elements.length === 2 ? node.elements.slice(1) : [];
}

function receiverOf(call: Call): ts.Expression | undefined {
  const callee = unwrap(calleeOf(call));
  return isPropertyAccessExpression(callee) || isElementAccessExpression(callee) ? callee.expression : undefined;
}

function argumentOf(call: Call, index: number): ts.Expression | undefined {
  const given = argumentsOf(call).slice(0, index + 1);
  return given.some((one) => isSpreadElement(one)) ? undefined : given[index];
}

/** `this.item = item` in a constructor. */
function setFrom(statement: ts.Statement): (readonly [string, string])[] {
  const node = isExpressionStatement(statement) ? statement.expression : undefined;
  if (node === undefined || !isBinaryExpression(node) || node.operatorToken.kind !== SyntaxKind.EqualsToken || !isPropertyAccessExpression(node.left) || node.left.expression.kind !== SyntaxKind.ThisKeyword) return [];
  const value = unwrap(node.right);
  return isIdentifier(value) ? [[node.left.name.text, value.text]] : [];
}

/** What has no other places outside of a summary. */
function isName(expression: ts.Expression): boolean {
  const node = unwrap(expression);
  return isIdentifier(node) || node.kind === SyntaxKind.ThisKeyword;
}

/** A member, or an entry, of a member. */
function isFurtherDown(key: Key): boolean {
  return key.filter((part, at) => at > 0 && typeof part === 'string' && (part.startsWith('.') || part.startsWith('['))).length > 1;
}

function defaultsIn({ name, initializer }: ts.ParameterDeclaration | ts.BindingElement, members: readonly string[]): readonly { readonly value: ts.Expression; readonly members: readonly string[] }[] {
  const own = initializer === undefined ? [] : [{ value: initializer, members }];
  if (!isObjectBindingPattern(name)) return own;
  return [...own, ...name.elements.flatMap((element) => {
    const key = element.propertyName ?? element.name;
    return isIdentifier(key) && element.dotDotDotToken === undefined ? defaultsIn(element, [...members, key.text]) : [];
  })];
}

function elementOf(list: Key): Key {
  return [...list, '.', anything];
}

function unique(keys: readonly Key[]): readonly Key[] {
  return keys.length < 2 ? keys : [...new Map(keys.map((key) => [keyText(key), key])).values()].slice(0, maxPlaces);
}

function returnedBy(node: FunctionNode, { source }: Frame): readonly ts.Expression[] {
  if (node.body === undefined) return [];
  if (!isBlock(node.body)) return [node.body];
  return (source.bound.unitOf.get(node)?.exits ?? []).flatMap((exit) => (isReturnStatement(exit) && exit.expression !== undefined ? [exit.expression] : []));
}

/** `items[i]` of a loop that counts: any of them. */
function isCounter(index: ts.Expression, { open, source }: Frame): boolean {
  const binding = isIdentifier(index) ? source.bound.useOf.get(index)?.binding : undefined;
  return open && binding?.changes === true;
}

function isWithin({ scope }: Binding, { unit }: Frame): boolean {
  for (let at: typeof scope.unit | undefined = scope.unit; at !== undefined; at = at.parent) if (at === unit) return true;
  return false;
}

/** The declaration that a name stands in, and the members that its pattern takes of what is declared there; `isRest` where it takes what is left. */
function declarationOf(binding: Binding): { readonly root: ts.Node | undefined; readonly members: Key; readonly isRest: boolean } {
  const members: (string | Hole)[] = [];
  let isRest = false;
  let node: ts.Node | undefined = binding.declarations[0]?.parent;
  while (node !== undefined && isBindingElement(node)) {
    const pattern: ts.BindingPattern = node.parent;
    if (node.dotDotDotToken !== undefined) isRest = true;
    else if (isObjectBindingPattern(pattern)) {
      const key = node.propertyName ?? node.name;
      members.unshift(...(isIdentifier(key) || isStringLiteralLike(key) ? [`.${key.text}`] : ['.', anything]));
    } else members.unshift(`.${pattern.elements.indexOf(node)}`);
    node = pattern.parent;
  }
  return { root: node, members, isRest };
}
