/** Which thing an expression names: keys of resources made from literal text where there is some, and from names that keep their value where there is none. */
import ts from 'typescript';
import { isFunctionNode, type Binding, type FunctionNode, type Unit } from '../scopes.ts';
import { unwrap } from '../syntax.ts';
import type { Hole, Key } from './effect.ts';
import { Constants } from './constants.ts';
import type { Meanings } from './meanings.ts';
import type { Source, Sources } from './sources.ts';

/** Read once: each member of the package is looked up through a getter. */
const { SyntaxKind, isArrayLiteralExpression, isAwaitExpression, isBinaryExpression, isBindingElement, isCallExpression, isElementAccessExpression, isIdentifier, isImportClause, isImportDeclaration, isImportSpecifier, isNamespaceImport, isNewExpression, isNumericLiteral, isObjectBindingPattern, isObjectLiteralExpression, isOmittedExpression, isParameter, isPropertyAccessExpression, isStringLiteral, isStringLiteralLike, isTemplateExpression, isVariableDeclaration } = ts;

/** The function (or module) in whose terms a summary is told. */
export interface Frame {
  readonly source: Source;
  readonly unit: Unit;
  /** True for the summary of a function, whose parameters and `this` a caller puts in; false for a stretch of the function that is being looked at. */
  readonly open: boolean;
  /** Of a stretch: where the calls of lines before it are put whose promises it waits for. */
  readonly before?: ts.Expression[];
}

/** Whatever it is, where more is not told; as a member, any of them. */
export const anything: Hole = { id: '*', text: '…', stable: false };

/** Constants are followed through constants this far. */
const maxSteps = 8;

/** What is had anew for each request. */
const answerTypes = /^(Response|IncomingMessage|ClientRequest)$/;
const answerNames = /^(res|resp|response|reply)$/;

const joins = new Set(['join', 'resolve', 'normalize']);

/** Stores of documents in collections. */
const documents = /^(firebase-admin(\/firestore)?|@google-cloud\/firestore)$/;
/** What gives the same table with a condition on it. */
const narrowing = new Set(['scope', 'unscoped', 'schema']);

export class Keys {
  readonly #sources: Sources;
  readonly #meanings: Meanings;
  readonly #constants: Constants;

  constructor(sources: Sources, meanings: Meanings) {
    this.#sources = sources;
    this.#meanings = meanings;
    this.#constants = new Constants(sources, meanings);
  }

  /** The value of an expression, as far as it can be told. */
  value(expression: ts.Expression, frame: Frame, steps = 0): Key {
    const node = unwrap(expression);
    if (isStringLiteralLike(node) || isNumericLiteral(node)) return [node.text];
    if (steps > maxSteps) return [this.#loose(node, frame)];
    if (isTemplateExpression(node)) return node.templateSpans.reduce<Key>((key, span) => [...key, ...this.value(span.expression, frame, steps + 1), span.literal.text], [node.head.text]).filter((part) => part !== '');
    if (isBinaryExpression(node) && node.operatorToken.kind === SyntaxKind.PlusToken) return [...this.value(node.left, frame, steps + 1), ...this.value(node.right, frame, steps + 1)];
    const constant = isIdentifier(node) || isPropertyAccessExpression(node) ? this.#constants.of(node, frame.source) : undefined;
    if (constant !== undefined) return [constant];
    if (isIdentifier(node)) {
      const binding = frame.source.bound.useOf.get(node)?.binding;
      const initial = binding === undefined ? undefined : constantValue(binding);
      // Only text is looked into: an object keeps its name.
      if (initial !== undefined && isTextual(initial)) {
        const key = this.value(initial, frame, steps + 1);
        if (key.every((part) => typeof part === 'string' || part.stable)) return key;
      }
      return binding === undefined ? [this.#loose(node, frame)] : [this.#ofBinding(binding, node, frame, [], steps)];
    }
    if (isPropertyAccessExpression(node)) {
      const members: string[] = [];
      let base: ts.Expression = node;
      while (isPropertyAccessExpression(base)) {
        members.unshift(base.name.text);
        base = unwrap(base.expression);
      }
      if (base.kind === SyntaxKind.ThisKeyword) return [this.#ofThis(base, frame, members)];
      const binding = isIdentifier(base) ? frame.source.bound.useOf.get(base)?.binding : undefined;
      return binding === undefined ? [this.#loose(node, frame)] : [this.#ofBinding(binding, node, frame, members, steps)];
    }
    if (isCallExpression(node)) return this.#ofCall(node, frame, steps, true);
    if (isNewExpression(node) && node.arguments?.[0] !== undefined && isIdentifier(node.expression) && /^(URL|Request)$/.test(node.expression.text)) {
      const [first, second] = node.arguments;
      return second === undefined || node.expression.text === 'Request' ? this.value(first, frame, steps + 1) : [...this.value(second, frame, steps + 1), '/', ...this.value(first, frame, steps + 1)];
    }
    if (node.kind === SyntaxKind.ThisKeyword) return [this.#ofThis(node, frame, [])];
    return [this.#loose(node, frame)];
  }

  /** The place in memory that an expression names: a root and the members under it. Undefined where its root is a value made on the spot. */
  place(expression: ts.Expression, frame: Frame, steps = 0): Key | undefined {
    const node = unwrap(expression);
    if (node.kind === SyntaxKind.ThisKeyword || node.kind === SyntaxKind.SuperKeyword) return [this.#ofThis(node, frame, undefined)];
    if (isIdentifier(node)) {
      const binding = frame.source.bound.useOf.get(node)?.binding;
      return binding === undefined ? undefined : this.ofVariable(binding, node, frame, steps);
    }
    if (isPropertyAccessExpression(node)) {
      const exported = this.#ofModule(node, frame, steps);
      if (exported !== undefined) return [exported];
      const base = this.place(node.expression, frame, steps);
      return base === undefined ? undefined : [...base, `.${node.name.text}`];
    }
    if (isElementAccessExpression(node)) {
      const base = this.place(node.expression, frame, steps);
      if (base === undefined) return undefined;
      const index = node.argumentExpression;
      return isStringLiteralLike(index) || isNumericLiteral(index) ? [...base, `.${index.text}`] : [...base, '.', ...this.value(index, frame, steps + 1)];
    }
    // What stands in a map under a key, and the one of two that is there.
    if (isLookUp(node)) {
      const base = this.place(node.expression.expression, frame, steps);
      return base === undefined ? undefined : [...base, '[', ...node.arguments.flatMap((key) => this.value(key, frame, steps + 1)), ']'];
    }
    if (isOtherwise(node)) return this.place(node.left, frame, steps + 1);
    if (isCallExpression(node)) return this.#ofCall(node, frame, steps);
    if (isAwaitExpression(node)) return this.place(node.expression, frame, steps);
    return undefined;
  }

  /** A variable, with what it is another name of put in its place. */
  ofVariable(binding: Binding, node: ts.Node, frame: Frame, steps: number): Key {
    const initial = constantValue(binding);
    if (initial !== undefined && steps <= maxSteps) {
      const target = unwrap(initial);
      const isAlias = isPropertyAccessExpression(target) || isElementAccessExpression(target) || isIdentifier(target) || target.kind === SyntaxKind.ThisKeyword;
      const made = isCallExpression(target) && (this.#makes(target, frame.source) || isLookUp(target));
      if (isAlias || made || isOtherwise(target)) {
        const alias = this.place(target, frame, steps + 1);
        if (alias !== undefined && !(made && isOfOwnOptions(alias))) return alias;
      }
    }
    const element = elementOf(binding);
    if (element !== undefined && steps <= maxSteps) {
      const alias = this.place(element.whole, frame, steps + 1);
      if (alias !== undefined) return [...alias, `.${element.member}`];
    }
    const hole = this.#ofBinding(binding, node, frame, undefined, steps);
    const taken = hole.parameter === undefined ? [] : (parameterOf(binding)?.members ?? []);
    return [hole, ...taken.map((member) => `.${member}`)];
  }

  /** A place that a function within this one tells by its outer one's parameter, as a place of that parameter: `errors` of `const report = (text) => { errors.push(text); }`. */
  ofParameter(key: Key | undefined, frame: Frame): Key | undefined {
    const [root, ...rest] = key ?? [];
    const at = typeof root === 'object' ? positionOf(root, frame) : undefined;
    const { node } = frame.unit;
    const name = at === undefined || !isFunctionNode(node) || at >= (node.body?.pos ?? 0) ? undefined : node.parameters.flatMap((parameter) => namesIn(parameter.name)).find(({ pos }) => pos === at);
    const binding = name === undefined ? undefined : frame.source.bound.useOf.get(name)?.binding;
    return binding === undefined || name === undefined ? undefined : [...this.ofVariable(binding, name, frame, 0), ...rest];
  }

  #ofThis(node: ts.Node, frame: Frame, members: readonly string[] | undefined): Hole {
    const scope = frame.source.bound.useOf.get(node)?.binding.scope;
    const owner = scope?.node.parent;
    const path = members === undefined || members.length === 0 ? '' : `.${members.join('.')}`;
    const hole: Hole = { id: `${frame.source.path}:this${owner === undefined ? '' : owner.pos}${path}`, text: `this${path}`, stable: true };
    if (!frame.open || scope?.unit !== frame.unit) return hole;
    return { ...hole, parameter: 'this', ...(members === undefined ? {} : { members }) };
  }

  #ofBinding(binding: Binding, node: ts.Node, frame: Frame, members: readonly string[] | undefined, steps: number): Hole {
    const path = members === undefined || members.length === 0 ? '' : `.${members.join('.')}`;
    const declaration = binding.declarations[0];
    const stable = !binding.changes;
    const text = members === undefined ? binding.name : frame.source.text(node);
    if (binding.kind === 'parameter' && frame.open && binding.scope.unit === frame.unit) {
      const parameter = parameterOf(binding);
      if (parameter !== undefined) return { id: `${frame.source.path}:${declaration?.pos ?? 0}${path}`, text, stable, parameter: parameter.index, ...(members === undefined ? {} : { members: [...parameter.members, ...members] }) };
    }
    if (binding.kind === 'import') return { ...this.#imported(binding, frame.source, steps), text, ...(path === '' ? {} : { id: `${this.#imported(binding, frame.source, steps).id}${path}`, fresh: false }) };
    const isModule = binding.scope === frame.source.bound.moduleScope;
    const id = binding.kind === 'global' ? `global:${binding.name}` : isModule ? `${frame.source.path}#${binding.name}` : `${frame.source.path}:${declaration?.pos ?? 0}`;
    return { id: `${id}${path}`, text, stable, ...(path === '' && (isMade(binding) || this.#isAnswer(binding, frame.source)) ? { fresh: true } : {}) };
  }

  /** A name of another file, by where it is declared, so that two files mean the same thing by it. */
  #imported(binding: Binding, source: Source, steps: number): Omit<Hole, 'text'> {
    const parent = binding.declarations[0]?.parent;
    const declaration = parent === undefined ? undefined : isImportSpecifier(parent) ? parent.parent.parent.parent : isImportClause(parent) ? parent.parent : isNamespaceImport(parent) ? parent.parent.parent : undefined;
    const specifier = declaration !== undefined && isImportDeclaration(declaration) && isStringLiteral(declaration.moduleSpecifier) ? declaration.moduleSpecifier.text : binding.name;
    const name = parent !== undefined && isImportSpecifier(parent) ? (parent.propertyName ?? parent.name).text : parent !== undefined && isNamespaceImport(parent) ? '*' : 'default';
    const origin = this.#origin(specifier, name, source, steps);
    return origin ?? { id: `${specifier}#${name}`, stable: true };
  }

  /** `settings.session` of `import * as settings`: what the other file calls so. */
  #ofModule(node: ts.PropertyAccessExpression, { source }: Frame, steps: number): Hole | undefined {
    const base = unwrap(node.expression);
    const binding = isIdentifier(base) ? source.bound.useOf.get(base)?.binding : undefined;
    const parent = binding?.kind === 'import' ? binding.declarations[0]?.parent : undefined;
    const declaration = parent !== undefined && isNamespaceImport(parent) ? parent.parent.parent : undefined;
    if (declaration === undefined || !isImportDeclaration(declaration) || !isStringLiteral(declaration.moduleSpecifier)) return undefined;
    const origin = this.#origin(declaration.moduleSpecifier.text, node.name.text, source, steps);
    return origin === undefined ? undefined : { ...origin, text: source.text(node) };
  }

  #origin(specifier: string, name: string, from: Source, steps: number): Omit<Hole, 'text'> | undefined {
    const source = this.#sources.resolve(specifier, from.path);
    if (source === undefined) return undefined;
    const found = source.exports.names.get(name);
    if (found?.type === 'from' && steps < maxSteps) return this.#origin(found.specifier, found.name, source, steps + 1) ?? { id: `${found.specifier}#${found.name}`, stable: true };
    if (found === undefined && steps < maxSteps) {
      for (const star of source.exports.stars) {
        const target = this.#sources.resolve(star, source.path);
        if (target?.exports.names.has(name) === true) return this.#origin(star, name, source, steps + 1);
      }
    }
    const local = found?.type === 'name' ? found.name.text : found?.type === 'expression' && isIdentifier(found.node) ? found.node.text : found?.type === 'declaration' ? found.node.name?.text : undefined;
    const binding = local === undefined ? undefined : source.bound.moduleScope.bindings?.get(local);
    if (binding === undefined) return { id: `${source.path}#${local ?? name}`, stable: true, fresh: true };
    if (binding.kind === 'import') return this.#imported(binding, source, steps + 1);
    return { id: `${source.path}#${binding.name}`, stable: !binding.changes, ...(isMade(binding) ? { fresh: true } : {}) };
  }

  /** `asValue`: what it gives is text or a number, so that another way to it may come to the same; else a thing that is named by how it is had. */
  #ofCall(node: ts.CallExpression, frame: Frame, steps: number, asValue = false): Key {
    const callee = unwrap(node.expression);
    const meaning = this.#meanings.of(node.expression, frame.source);
    const last = meaning?.type === 'package' ? meaning.path.at(-1) : undefined;
    if (meaning?.type === 'package' && last !== undefined && /^(node:)?path(\/|$)|^pathe$|^upath$/.test(meaning.module)) {
      if (joins.has(last)) return joined(node.arguments.map((argument) => this.value(argument, frame, steps + 1)));
      if (last === 'dirname' && node.arguments[0] !== undefined) return settled([opening('dirname'), ...this.value(node.arguments[0], frame, steps + 1), closing]);
    }
    if (meaning?.type === 'package' && last === 'cwd' && /^(node:)?process$/.test(meaning.module)) return ['.'];
    if (meaning?.type === 'package' && /^vscode(-uri)?$/.test(meaning.module) && /^(joinPath|file|parse)$/.test(last ?? '')) return joined(node.arguments.map((argument) => this.value(argument, frame, steps + 1)));
    if ((meaning?.type === 'instance' || meaning?.type === 'package') && isPropertyAccessExpression(callee)) {
      const whole = this.place(callee.expression, frame, steps + 1);
      // A document is in its collection, and a query is of it.
      if (whole !== undefined && meaning.type === 'instance' && meaning.name !== 'Group' && documents.test(meaning.module)) return /^(collection|doc)$/.test(callee.name.text) ? [...whole, '/', ...node.arguments.slice(0, 1).flatMap((argument) => this.value(argument, frame, steps + 1))] : whole;
      if (whole !== undefined && narrowing.has(callee.name.text) && meaning.module.startsWith('sequelize')) return whole;
    }
    const known = meaning === undefined ? undefined : this.#meanings.known(meaning);
    const isPure = known?.clauses.every((clause) => clause.type === 'pure' || clause.type === 'reads') === true;
    if (!isPure || steps > maxSteps || node.arguments.length > 4) return [this.#loose(node, frame)];
    // The same pure function of the same arguments gives the same thing: `db.collection('users')`, `path.dirname(file)`.
    const base = isPropertyAccessExpression(callee) ? (this.place(callee.expression, frame, steps + 1) ?? []) : [];
    const name = isPropertyAccessExpression(callee) ? `.${callee.name.text}` : frame.source.text(callee);
    const given = node.arguments.flatMap((argument, index): Key => [...(index > 0 ? [','] : []), ...this.value(argument, frame, steps + 1)]);
    if (!asValue || this.#makes(node, frame.source) || ![...base, ...given].some((part) => typeof part === 'object')) return [...base, `${name}(`, ...given, ')'];
    // `id.toString()` may be what `id` is, and `shorten(name)` what `shorten(title)` is.
    return [opening(name), ...base, ...given, closing];
  }

  /** A call that makes a new object each time (a list of the same elements, a digest, a text): what is done to that is nobody else's affair. */
  givesOwn(node: ts.CallExpression, source: Source): boolean {
    const callee = unwrap(node.expression);
    const meaning = this.#meanings.of(callee, source);
    const known = meaning === undefined ? undefined : this.#meanings.known(meaning);
    const told = known ?? (isPropertyAccessExpression(callee) ? this.#meanings.distinctive(callee.name.text) : undefined);
    return told?.returns !== undefined;
  }

  /** `db.collection('users')`: the same object for the same arguments. What the language makes (`text.split(':')`, `Buffer.alloc(8)`, `createHash('sha1')`) is another one each time. */
  #makes(node: ts.CallExpression, source: Source): boolean {
    const meaning = this.#meanings.of(node.expression, source);
    const known = meaning === undefined ? undefined : this.#meanings.known(meaning);
    if (meaning === undefined || ((meaning.type === 'package' || meaning.type === 'instance') && /^(global|(node:)?(crypto|buffer))$/.test(meaning.module))) return false;
    return known?.returns !== undefined && known.clauses.every((clause) => clause.type === 'pure');
  }

  /** Whether the variable holds the answer to a request of its own: `const reply = await fetch(url)`, or `reply` of `fetch(url).then((reply) => …)`. */
  #isAnswer(binding: Binding, source: Source): boolean {
    const parent = binding.declarations[0]?.parent;
    if (parent === undefined || binding.changes) return false;
    const given = isVariableDeclaration(parent) ? parent.initializer : isParameter(parent) ? settlerOf(parent) : undefined;
    return given !== undefined && this.#answers(given, source, binding.name);
  }

  /** Whether the expression is a call, waited for or not, that gives another answer each time: by what it gives, or else by the name of what that is kept in. */
  #answers(expression: ts.Expression, source: Source, name?: string): boolean {
    let node = unwrap(expression);
    if (isAwaitExpression(node)) node = unwrap(node.expression);
    if (!isCallExpression(node)) return false;
    const given = this.#meanings.of(node, source);
    return given?.type === 'instance' ? given.path.length === 0 && answerTypes.test(given.name) : name !== undefined && answerNames.test(name);
  }

  /** Something that a run decides, and that may be another thing each time it is asked. */
  #loose(node: ts.Node, frame: Frame): Hole {
    const isNew = isNewExpression(node) || (isCallExpression(node) && this.#answers(node, frame.source)) || isObjectLiteralExpression(node) || isArrayLiteralExpression(node);
    const text = frame.source.text(node);
    return isNew ? { id: `${frame.source.path}:${node.pos}`, text, stable: false, fresh: true } : { id: `${frame.source.path}:${text}`, text, stable: false };
  }
}

/** The promise whose value a function is given: `fetch(url)` for `reply` of `fetch(url).then((reply) => …)`. */
function settlerOf(parameter: ts.ParameterDeclaration): ts.Expression | undefined {
  const fn = parameter.parent;
  if (fn.parameters[0] !== parameter || !isCallExpression(fn.parent) || fn.parent.arguments[0] !== fn) return undefined;
  const link = fn.parent.expression;
  return isPropertyAccessExpression(link) && link.name.text === 'then' ? link.expression : undefined;
}

/** The parameter that a name belongs to, and the members that a pattern takes of it. */
export function parameterOf(binding: Binding): { readonly index: number; readonly members: readonly string[] } | undefined {
  const members: string[] = [];
  let node: ts.Node | undefined = binding.declarations[0]?.parent;
  while (node !== undefined && isBindingElement(node)) {
    const pattern: ts.BindingPattern = node.parent;
    if (isObjectBindingPattern(pattern)) {
      const key = node.propertyName ?? node.name;
      if (node.dotDotDotToken === undefined) members.unshift(isIdentifier(key) || isStringLiteralLike(key) ? key.text : '?');
    } else members.unshift(String(pattern.elements.indexOf(node)));
    node = pattern.parent;
  }
  if (node === undefined || !isParameter(node)) return undefined;
  const index = (node.parent as FunctionNode).parameters.indexOf(node);
  return index < 0 ? undefined : { index, members };
}

/** `accounts.get(id)`. */
function isLookUp(node: ts.Node): node is ts.CallExpression & { readonly expression: ts.PropertyAccessExpression } {
  return isCallExpression(node) && node.arguments.length === 1 && isPropertyAccessExpression(node.expression) && node.expression.name.text === 'get';
}

const otherwise: ReadonlySet<ts.SyntaxKind> = new Set([SyntaxKind.QuestionQuestionToken, SyntaxKind.BarBarToken, SyntaxKind.QuestionQuestionEqualsToken, SyntaxKind.BarBarEqualsToken]);

/** `given ?? new Account()`, `groups[name] ??= []`. */
function isOtherwise(node: ts.Node): node is ts.BinaryExpression {
  return isBinaryExpression(node) && otherwise.has(node.operatorToken.kind);
}

/** The initializer of a name that never gets another value. */
export function constantValue(binding: Binding): ts.Expression | undefined {
  const parent = binding.declarations[0]?.parent;
  if (parent === undefined || !isVariableDeclaration(parent) || parent.initializer === undefined) return undefined;
  return binding.changes ? undefined : parent.initializer;
}

/** `const { member } = whole`. */
function elementOf(binding: Binding): { readonly whole: ts.Expression; readonly member: string } | undefined {
  const element = binding.declarations[0]?.parent;
  if (element === undefined || !isBindingElement(element) || !isObjectBindingPattern(element.parent) || element.dotDotDotToken !== undefined) return undefined;
  const declaration = element.parent.parent;
  if (!isVariableDeclaration(declaration) || declaration.initializer === undefined) return undefined;
  const whole = unwrap(declaration.initializer);
  const key = element.propertyName ?? element.name;
  if (!isIdentifier(key) || !(isPropertyAccessExpression(whole) || isIdentifier(whole) || whole.kind === SyntaxKind.ThisKeyword)) return undefined;
  return { whole, member: key.text };
}

/** `axios.create({ … })`: nothing but what was made for it alone is given, so that there is no other way to it. */
function isOfOwnOptions(key: Key): boolean {
  const [opened, given] = key.slice(-3);
  return key.length > 2 && typeof opened === 'string' && opened.endsWith('(') && typeof given === 'object' && given.fresh === true;
}

/** Holds something that was made for it alone. */
function isMade(binding: Binding): boolean {
  if (binding.kind === 'function' || binding.kind === 'class' || binding.kind === 'enum') return true;
  const initial = constantValue(binding);
  if (initial === undefined) return false;
  const value = unwrap(initial);
  return isNewExpression(value) || isObjectLiteralExpression(value) || isArrayLiteralExpression(value) || (isCallExpression(value) && binding.scope.parent?.parent === undefined);
}

function isTextual(expression: ts.Expression): boolean {
  const node = unwrap(expression);
  return isStringLiteralLike(node) || isNumericLiteral(node) || isTemplateExpression(node) || isCallExpression(node) || isIdentifier(node) || isPropertyAccessExpression(node) || (isBinaryExpression(node) && node.operatorToken.kind === SyntaxKind.PlusToken) || (isNewExpression(node) && isIdentifier(node.expression) && node.expression.text === 'URL');
}

/** A key with the folder worked out that it asks for, where arguments put in have made the path known. */
export function settled(key: Key): Key {
  const [first] = key;
  return typeof first === 'object' && first.id === 'dirname(' && key.at(-1) === closing ? (folderOf(key.slice(1, -1)) ?? key) : key;
}

/** What stands around the arguments of a function whose value a run decides: `toString(id)` is not told apart from `id`, nor from a text. */
function opening(name: string): Hole {
  return { id: `${name}(`, text: `${name.replace(/^\./, '')}(`, stable: true };
}

const closing: Hole = { id: ')', text: ')', stable: true };

/** The folder of a path; where what follows its last written slash is decided by a run, something at or under what stands before. Undefined without a slash. */
function folderOf(path: Key): Key | undefined {
  const at = path.findLastIndex((part) => typeof part === 'string' && part.includes('/'));
  const part = path[at];
  if (typeof part !== 'string') return undefined;
  const before = [...path.slice(0, at), part.slice(0, part.lastIndexOf('/'))].filter((piece) => piece !== '');
  const rest = path.slice(at + 1).find((piece) => typeof piece === 'object');
  if (rest === undefined) return before;
  return [...before, '/', { id: `dirname ${rest.id}`, text: '…', stable: false }];
}

/** Path segments with one separator between; a leading `./` says nothing. */
function joined(parts: readonly Key[]): Key {
  const key: (string | Hole)[] = [];
  for (const [index, part] of parts.entries()) {
    if (index > 0) key.push('/');
    for (const [at, piece] of part.entries()) {
      if (typeof piece !== 'string') {
        key.push(piece);
        continue;
      }
      const forward = piece.replaceAll('\\', '/');
      const begun = at === 0 ? forward.replace(/^\.\//, '') : forward;
      key.push(at === part.length - 1 && begun.length > 1 ? begun.replace(/\/$/, '') : begun);
    }
  }
  return key.filter((piece) => piece !== '');
}

/** Whether a place in memory belongs to a variable of the function that the frame is of, so that nobody outside sees it change. */
export function isOwn(key: Key | undefined, frame: Frame): boolean {
  const root = key?.[0];
  if (!frame.open || typeof root !== 'object' || root.parameter !== undefined) return false;
  const at = positionOf(root, frame);
  return at !== undefined && at >= frame.unit.node.pos && at < frame.unit.node.end;
}

/** Where in the frame's file the variable is declared that a hole stands for. */
function positionOf({ id }: Hole, { source: { path } }: Frame): number | undefined {
  const at = id.startsWith(`${path}:`) ? /^\d+/.exec(id.slice(path.length + 1))?.[0] : undefined;
  return at === undefined ? undefined : Number(at);
}

function namesIn(name: ts.BindingName): readonly ts.Identifier[] {
  return isIdentifier(name) ? [name] : name.elements.flatMap((element) => (isOmittedExpression(element) ? [] : namesIn(element.name)));
}

/** What is written where a name is given its only value. */
export function writtenOut(expression: ts.Expression, { source }: Frame): ts.Expression {
  const node = unwrap(expression);
  const binding = isIdentifier(node) ? source.bound.useOf.get(node)?.binding : undefined;
  const initial = binding === undefined ? undefined : constantValue(binding);
  return initial === undefined ? node : unwrap(initial);
}

/** A part of a key as text, with `?` for what only a run tells. */
export function asText(part: string | Hole): string {
  return typeof part === 'string' ? part : '?';
}
