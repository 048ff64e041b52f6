/** What an expression stands for, as far as imports, declarations and written types tell: which package's function, which class's object, which function body. */
import ts from 'typescript';
import { isFunctionNode, type Binding, type FunctionNode } from '../scopes.ts';
import { isNothing, noObjects, unwrap } from '../syntax.ts';
import type { Catalogue, Known } from './catalogue/schema.ts';
import { builtin, construct, instance, isAny, ofEach, oneOf, parameterOfType, type Meaning } from './meaning.ts';
import { globalModules, Members } from './members.ts';
import type { Source, Sources } from './sources.ts';
import { TypedCallees } from './typed-callees.ts';
import { WrittenTypes } from './written-types.ts';

/** Read once: each member of the package is looked up through a getter. */
const { SyntaxKind, canHaveModifiers, isArrowFunction, isAsExpression, isBinaryExpression, isBindingElement, isBlock, isCallExpression, isClassLike, isExternalModuleReference, isForOfStatement, isFunctionDeclaration, isFunctionExpression, isIdentifier, isImportClause, isImportDeclaration, isImportEqualsDeclaration, isImportSpecifier, isNamespaceImport, isObjectBindingPattern, isObjectLiteralExpression, isParameter, isPropertyAccessExpression, isPropertyAssignment, isReturnStatement, isSatisfiesExpression, isStringLiteral, isStringLiteralLike, isTypeAssertionExpression, isTypeReferenceNode, isVariableDeclaration } = ts;

/** Methods of lists that hand their elements to the function they are given. */
const elementwise = new Set(['map', 'filter', 'forEach', 'find', 'findLast', 'some', 'every', 'flatMap', 'findIndex']);
/** Methods that give a list of the same elements. */
const keeping = new Set(['filter', 'slice', 'sort', 'toSorted', 'reverse', 'toReversed', 'concat', 'splice']);

/** Chains longer than this are generated code or a mistake. */
const maxDepth = 40;

export class Meanings {
  readonly typed: TypedCallees;
  readonly #sources: Sources;
  readonly #catalogue: Catalogue;
  readonly #types: WrittenTypes;
  readonly #members: Members;
  #depth = 0;

  constructor(sources: Sources, catalogue: Catalogue) {
    this.#sources = sources;
    this.#catalogue = catalogue;
    this.#types = new WrittenTypes(sources, this);
    this.#members = new Members(sources, this, this.#types);
    this.typed = new TypedCallees(sources, catalogue, this);
  }

  /** Undefined where nothing tells. Promises are looked through. */
  of(expression: ts.Expression, source: Source): Meaning | undefined {
    return this.once(expression, source, () => this.#expression(expression, source));
  }

  ofType(node: ts.TypeNode, source: Source): Meaning | undefined {
    return this.once(node, source, () => this.#types.of(node, source));
  }

  /** Works a node's meaning out at most once. `source` is the file that holds the node. */
  once(node: ts.Node, source: Source, work: () => Meaning | undefined): Meaning | undefined {
    const { meanings } = source;
    const known = meanings.get(node);
    if (known !== undefined || meanings.has(node)) return known;
    if (this.#depth >= maxDepth) return undefined;
    // Something that is defined by itself means nothing.
    meanings.set(node, undefined);
    this.#depth += 1;
    const meaning = work();
    this.#depth -= 1;
    meanings.set(node, meaning);
    return meaning;
  }

  #expression(expression: ts.Expression, source: Source): Meaning | undefined {
    if (isAsExpression(expression) || isSatisfiesExpression(expression) || isTypeAssertionExpression(expression)) {
      const written = isAny(expression.type) ? undefined : this.ofType(expression.type, source);
      return this.of(expression.expression, source) ?? written;
    }
    const node = unwrap(expression);
    switch (node.kind) {
      case SyntaxKind.Identifier:
        return this.#identifier(node as ts.Identifier, source);
      case SyntaxKind.ThisKeyword:
        return this.self(node, source);
      case SyntaxKind.SuperKeyword: {
        const self = this.self(node, source);
        return self?.type === 'object' ? this.base(self) : undefined;
      }
      case SyntaxKind.PropertyAccessExpression: {
        const { expression: base, name } = node as ts.PropertyAccessExpression;
        const owner = this.of(base, source);
        return owner === undefined ? undefined : this.member(owner, name.text, source);
      }
      case SyntaxKind.ElementAccessExpression: {
        const { expression: base, argumentExpression } = node as ts.ElementAccessExpression;
        const owner = this.of(base, source);
        if (!isStringLiteralLike(argumentExpression)) {
          // `console[level]`: whatever the method, a line for people.
          return owner?.type === 'package' && owner.module === 'console' ? { ...owner, path: ['log'] } : this.#elementOf(owner);
        }
        return owner === undefined ? undefined : this.member(owner, argumentExpression.text, source);
      }
      case SyntaxKind.AwaitExpression: {
        const settled = this.of((node as ts.AwaitExpression).expression, source);
        // What `promisify(exec)` settles with is what the process has written, not the process.
        return settled?.type === 'instance' && settled.name === 'ChildProcess' ? undefined : settled;
      }
      case SyntaxKind.CallExpression:
        return this.#call(node as ts.CallExpression, source);
      case SyntaxKind.NewExpression:
        return this.#new(node as ts.NewExpression, source);
      case SyntaxKind.ObjectLiteralExpression:
        return { type: 'literal', node: node as ts.ObjectLiteralExpression, source };
      case SyntaxKind.ArrayLiteralExpression:
        return builtin('Array');
      case SyntaxKind.StringLiteral:
      case SyntaxKind.NoSubstitutionTemplateLiteral:
      case SyntaxKind.TemplateExpression:
        return builtin('string');
      case SyntaxKind.NumericLiteral:
        return builtin('number');
      case SyntaxKind.RegularExpressionLiteral:
        return { ...instance('global', 'RegExp'), typeArgument: /\w*$/.exec((node as ts.RegularExpressionLiteral).text)?.[0] ?? '' };
      case SyntaxKind.ClassExpression:
        return { type: 'class', node: node as ts.ClassExpression, source };
      case SyntaxKind.ConditionalExpression: {
        const { whenTrue, whenFalse } = node as ts.ConditionalExpression;
        return this.#oneOf([whenTrue, whenFalse], source);
      }
      case SyntaxKind.BinaryExpression: {
        const { left, operatorToken, right } = node as ts.BinaryExpression;
        switch (operatorToken.kind) {
          case SyntaxKind.QuestionQuestionToken:
          case SyntaxKind.BarBarToken:
            return this.#oneOf([left, right], source);
          // What fills a place is what comes to stand there, unless that is known otherwise.
          case SyntaxKind.QuestionQuestionEqualsToken:
          case SyntaxKind.BarBarEqualsToken:
            return this.#told(this.of(left, source)) === undefined ? this.of(right, source) : this.#oneOf([left, right], source);
          case SyntaxKind.AmpersandAmpersandToken:
          case SyntaxKind.EqualsToken:
          case SyntaxKind.CommaToken:
            return this.of(right, source);
          case SyntaxKind.PlusToken:
            return this.of(left, source) ?? this.of(right, source);
          default:
            return undefined;
        }
      }
      default:
        return isFunctionNode(node) ? { type: 'function', node, source } : undefined;
    }
  }

  /** What stands for nothing is none of them. */
  #oneOf(expressions: readonly ts.Expression[], source: Source): Meaning | undefined {
    return oneOf(expressions.filter((expression) => !isNothing(expression)).map((expression) => this.#told(this.of(expression, source))));
  }

  /** `globalThis.prisma ?? new PrismaClient()`: a member of the global object tells less than the other side. */
  #told(meaning: Meaning | undefined): Meaning | undefined {
    return meaning?.type === 'package' && meaning.module === 'global' && this.#catalogue.member('global', meaning.path) === undefined ? undefined : meaning;
  }

  #identifier(node: ts.Identifier, source: Source): Meaning | undefined {
    const binding = source.bound.useOf.get(node)?.binding;
    return binding === undefined ? undefined : this.ofBinding(binding, source);
  }

  ofBinding(binding: Binding, source: Source): Meaning | undefined {
    if (binding.kind === 'global') {
      if (noObjects.has(binding.name)) return undefined;
      if (binding.name === 'globalThis' || binding.name === 'global' || binding.name === 'window') return { type: 'package', module: 'global', path: binding.name === 'window' ? ['window'] : [] };
      return globalModules.has(binding.name) ? { type: 'package', module: binding.name, path: [] } : { type: 'package', module: 'global', path: [binding.name] };
    }
    // Of overloads and of `interface` beside `class` the last declaration has the body.
    for (const declaration of binding.declarations.toReversed()) {
      const meaning = this.once(declaration, source, () => this.#declaration(declaration, binding, source));
      if (meaning !== undefined) return meaning;
    }
    return undefined;
  }

  #declaration(name: ts.Identifier, binding: Binding, source: Source): Meaning | undefined {
    const parent = name.parent;
    if (isFunctionDeclaration(parent) || isFunctionExpression(parent)) return { type: 'function', node: parent, source };
    if (isClassLike(parent)) return { type: 'class', node: parent, source };
    if (isImportClause(parent) || isNamespaceImport(parent) || isImportSpecifier(parent) || isImportEqualsDeclaration(parent)) return this.#import(parent, source);
    if (isVariableDeclaration(parent)) {
      const loop = parent.parent.parent as ts.Node;
      if (isForOfStatement(loop)) return this.#elementOf(this.of(loop.expression, source));
      const written = parent.type === undefined || isAny(parent.type) ? undefined : this.ofType(parent.type, source);
      const changed = binding.changes;
      const initial = parent.initializer === undefined || (changed && binding.kind !== 'const') ? undefined : this.of(parent.initializer, source);
      if (changed && initial === undefined && written === undefined) return this.#assigned(parent.initializer, binding, source);
      // A body tells more than a type.
      return initial === undefined || (initial.type === 'shape' && written !== undefined) ? written : initial;
    }
    if (isBindingElement(parent)) return this.#bindingElement(parent, source);
    if (isParameter(parent)) return this.#parameter(parent, source);
    return undefined;
  }

  /** A variable that gets its value later, or another one: told where every value that it gets is. */
  #assigned(initial: ts.Expression | undefined, binding: Binding, source: Source): Meaning | undefined {
    const values = initial === undefined || isNothing(initial) ? [] : [this.of(initial, source)];
    for (const { flow, node: { parent } } of binding.uses) {
      if (flow === 'read' || flow === 'declare') continue;
      if (flow !== 'write' || !isBinaryExpression(parent) || parent.operatorToken.kind !== SyntaxKind.EqualsToken) return undefined;
      if (!isNothing(parent.right)) values.push(this.of(parent.right, source));
    }
    return oneOf(values);
  }

  #bindingElement(element: ts.BindingElement, source: Source): Meaning | undefined {
    const pattern = element.parent;
    if (!isObjectBindingPattern(pattern) || element.dotDotDotToken !== undefined) return undefined;
    const key = element.propertyName ?? element.name;
    const name = isIdentifier(key) || isStringLiteralLike(key) ? key.text : undefined;
    const owner = pattern.parent;
    const whole = isVariableDeclaration(owner)
      ? ((owner.initializer === undefined ? undefined : this.of(owner.initializer, source)) ?? (owner.type === undefined ? undefined : this.ofType(owner.type, source)))
      : isParameter(owner) ? this.#parameter(owner, source) : this.#bindingElement(owner, source);
    const member = whole === undefined || name === undefined ? undefined : this.member(whole, name, source);
    return element.initializer === undefined ? member : oneOf([member, this.of(element.initializer, source)]);
  }

  #parameter(parameter: ts.ParameterDeclaration, source: Source): Meaning | undefined {
    if (parameter.type === undefined) {
      const handed = this.#handed(parameter, source);
      if (handed !== undefined) return handed;
    }
    const typed = parameter.type === undefined || isAny(parameter.type) ? undefined : this.ofType(parameter.type, source);
    // Functions that are handed in, alone or as members of an object, are known better at the call.
    if (typed !== undefined && typed.type !== 'signature' && typed.type !== 'shape' && typed.type !== 'either') return typed;
    const given: Meaning = { type: 'parameter', declaration: parameter, members: [], ...(typed === undefined ? {} : { typed }) };
    const initial = parameter.initializer === undefined ? undefined : this.of(parameter.initializer, source);
    if (initial === undefined) return given;
    // A package's object as the default tells the type; a function, or an object of the project's, only what it is where none is handed in.
    return (initial.type === 'instance' || initial.type === 'package') && initial.path.length === 0 ? initial : oneOf([given, initial]);
  }

  /** The first parameter of a function given to a call of which the catalogue says what it hands in: `db.$transaction(async (tx) => …)`. */
  #handed(parameter: ts.ParameterDeclaration, source: Source): Meaning | undefined {
    const fn = parameter.parent;
    if (fn.parameters[0] !== parameter || !isFunctionNode(fn) || !isCallExpression(fn.parent)) return undefined;
    const access = unwrap(fn.parent.expression);
    // What a promise settles with is what the call before `.then` gives.
    if (isPropertyAccessExpression(access) && fn.parent.arguments[0] === fn) {
      if (access.name.text === 'then') return this.of(access.expression, source);
      if (elementwise.has(access.name.text)) return this.#elementOf(this.of(access.expression, source));
    }
    const callee = this.of(fn.parent.expression, source);
    const known = callee === undefined ? undefined : this.known(callee);
    return known?.hands === undefined ? undefined : instance(known.package, known.hands);
  }

  #import(node: ts.ImportClause | ts.NamespaceImport | ts.ImportSpecifier | ts.ImportEqualsDeclaration, source: Source): Meaning | undefined {
    if (isImportEqualsDeclaration(node)) {
      const reference = node.moduleReference;
      return isExternalModuleReference(reference) && isStringLiteralLike(reference.expression) ? this.module(reference.expression.text, source) : undefined;
    }
    const declaration = isImportClause(node) ? node.parent : isNamespaceImport(node) ? node.parent.parent : node.parent.parent.parent;
    if (!isImportDeclaration(declaration) || !isStringLiteral(declaration.moduleSpecifier)) return undefined;
    const whole = this.module(declaration.moduleSpecifier.text, source);
    if (whole === undefined || isNamespaceImport(node)) return whole;
    return this.member(whole, isImportClause(node) ? 'default' : (node.propertyName ?? node.name).text);
  }

  /** What a specifier leads to: a file of the project, or else a package. */
  module(specifier: string, from: Source): Meaning | undefined {
    // What was reviewed by hand tells more than the body of a package that happens to live in the same repository.
    if (this.#catalogue.has(specifier)) return { type: 'package', module: specifier, path: [] };
    const source = this.#sources.resolve(specifier, from.path);
    if (source !== undefined) return { type: 'module', source };
    // The client that Prisma generates is not checked in; wherever it is put, it is the same one.
    if (/prisma.*client/i.test(specifier)) return { type: 'package', module: '@prisma/client', path: [] };
    if (specifier.startsWith('.') || specifier.startsWith('/')) return { type: 'missing', specifier };
    return { type: 'package', module: specifier, path: [] };
  }

  /** Whether the catalogue knows the package: to load it does nothing that others notice. */
  isKnownPackage(specifier: string): boolean {
    return this.#catalogue.has(specifier);
  }

  /** The `this` of the place where a node stands. */
  self(node: ts.Node, source: Source): Meaning | undefined {
    const scope = source.bound.useOf.get(node)?.binding.scope.node;
    return scope === undefined ? undefined : this.selfOf(scope, source);
  }

  /** The `this` of a function or of a field's initializer. */
  selfOf(owner: ts.Node, source: Source): Meaning | undefined {
    const { parent } = owner as { readonly parent?: ts.Node };
    if (parent === undefined) return undefined;
    if (isClassLike(parent)) {
      const isStatic = canHaveModifiers(owner) && (owner.modifiers ?? []).some((modifier) => modifier.kind === SyntaxKind.StaticKeyword);
      return { type: isStatic ? 'class' : 'object', node: parent, source, derived: true };
    }
    if (isObjectLiteralExpression(parent)) return { type: 'literal', node: parent, source, derived: true };
    if (isPropertyAssignment(parent)) return { type: 'literal', node: parent.parent, source, derived: true };
    return undefined;
  }

  /** The class that a class extends. */
  extended(node: ts.ClassLikeDeclaration, source: Source): Meaning | undefined {
    const clause = node.heritageClauses?.find(({ token }) => token === SyntaxKind.ExtendsKeyword)?.types[0];
    return clause === undefined ? undefined : this.of(clause.expression, source);
  }

  /** The object that `super` is, of an object of a class. */
  base(self: Extract<Meaning, { type: 'object' }>): Meaning | undefined {
    const clause = self.node.heritageClauses?.find(({ token }) => token === SyntaxKind.ExtendsKeyword)?.types[0];
    if (clause === undefined) return undefined;
    return this.instanceOf(this.of(clause.expression, self.source), clause.typeArguments?.[0], self.source);
  }

  /** An object made by `new` of it. */
  instanceOf(constructor: Meaning | undefined, typeArgument?: ts.TypeNode, source?: Source): Meaning | undefined {
    switch (constructor?.type) {
      case 'class':
        return { ...constructor, type: 'object' };
      case 'package':
        return this.packageInstance(constructor.module, constructor.path, typeArgument === undefined || source === undefined ? undefined : source.text(typeArgument));
      case 'missing':
        return constructor;
      case 'either':
        return ofEach(constructor, (one) => this.instanceOf(one, typeArgument, source));
      default:
        return undefined;
    }
  }

  packageInstance(module: string, path: readonly string[], typeArgument: string | undefined): Meaning {
    const full = path.join('.');
    const last = path.at(-1) ?? 'default';
    const made = this.#catalogue.member(module, construct(path))?.returns;
    const name = this.#catalogue.hasType(module, full) ? full : this.#catalogue.hasType(module, last) ? last : (made ?? full);
    return { ...instance(module, name), ...(typeArgument === undefined ? {} : { typeArgument }) };
  }

  #new(node: ts.NewExpression, source: Source): Meaning | undefined {
    const made = this.instanceOf(this.of(node.expression, source), node.typeArguments?.[0], source);
    const flags = made?.type === 'instance' && made.name === 'RegExp' ? this.#flagsOf(node, source) : undefined;
    return made?.type === 'instance' && flags !== undefined ? { ...made, typeArgument: flags } : made;
  }

  /** Those of another pattern are its copy's too. */
  #flagsOf({ arguments: given }: ts.NewExpression, source: Source): string | undefined {
    const [text, flags] = given ?? [];
    if (flags !== undefined) return isStringLiteralLike(flags) ? flags.text : undefined;
    const copied = text === undefined ? undefined : this.of(text, source);
    return copied?.type === 'instance' && copied.name === 'RegExp' ? copied.typeArgument : '';
  }

  /** The argument that stands for a parameter of the callee, and the members taken of it. */
  #handedTo(given: Extract<Meaning, { type: 'parameter' }>, callee: FunctionNode, call: ts.CallExpression, source: Source): Meaning | undefined {
    const argument = call.arguments[callee.parameters.indexOf(given.declaration)];
    let meaning = argument === undefined || given.declaration.parent !== callee ? undefined : this.of(argument, source);
    for (const member of given.members) meaning = meaning === undefined ? undefined : this.member(meaning, member, source);
    return meaning;
  }

  #elementOf(list: Meaning | undefined): Meaning | undefined {
    if (list?.type === 'either') return ofEach(list, (one) => this.#elementOf(one));
    return list?.type === 'instance' && list.element !== undefined ? this.ofType(list.element.type, list.element.source) : undefined;
  }

  #call(node: ts.CallExpression, source: Source): Meaning | undefined {
    const [argument] = node.arguments;
    const isRequire = isIdentifier(node.expression) && node.expression.text === 'require';
    const access = unwrap(node.expression);
    // A rejection caught or a last step leave the value as it is.
    if (isPropertyAccessExpression(access) && (access.name.text === 'catch' || access.name.text === 'finally')) return this.of(access.expression, source);
    if ((isRequire || node.expression.kind === SyntaxKind.ImportKeyword) && argument !== undefined && isStringLiteralLike(argument)) return this.module(argument.text, source);
    const callee = this.of(node.expression, source);
    if (callee !== undefined) {
      const wrapped = callee.type === 'package' && argument !== undefined && this.known(callee)?.returns === '$0' ? this.of(argument, source) : undefined;
      if (wrapped !== undefined) return wrapped;
      const told = ofEach(callee, (one) => this.#givenBy(one, node, source));
      if (told !== undefined || (callee.type !== 'parameter' && this.known(callee) !== undefined)) return told;
    }
    // `split`, `map`, `trim`: what they give back is known whatever they are called on.
    const known = isPropertyAccessExpression(access) && (callee === undefined || callee.type === 'parameter') ? this.#catalogue.distinctive(access.name.text) : undefined;
    return known?.returns === undefined ? undefined : builtin(known.returns);
  }

  #givenBy(callee: Meaning, node: ts.CallExpression, source: Source): Meaning | undefined {
    const given = this.returned(callee);
    if (callee.type !== 'function' || given === undefined) return given;
    // A function that gives back what it was given: `this.register(new EventEmitter())`.
    return ofEach(given, (one) => (one.type === 'parameter' ? this.#handedTo(one, callee.node, node, source) : typedByCall(one, callee.node, node, source)));
  }

  /** What a call gives back, its promise looked through. */
  returned(callee: Meaning): Meaning | undefined {
    switch (callee.type) {
      case 'package':
      case 'instance': {
        const known = this.known(callee);
        if (callee.type === 'instance' && callee.element !== undefined && callee.path.length === 1) {
          const [method = ''] = callee.path;
          if (['find', 'findLast', 'at', 'pop', 'shift', 'get'].includes(method)) return this.#elementOf({ ...callee, path: [] });
          if (keeping.has(method) || method === 'values') return { type: 'instance', module: 'global', name: 'Array', path: [], element: callee.element };
        }
        return known?.returns === undefined || known.returns === '$0' ? undefined : { ...instance(known.package, known.returns), ...(callee.type === 'instance' && callee.typeArgument !== undefined ? { typeArgument: callee.typeArgument } : {}) };
      }
      case 'signature':
        return callee.returns === undefined ? undefined : this.ofType(callee.returns, callee.source);
      case 'parameter':
        return callee.typed === undefined ? undefined : this.returned(callee.typed);
      case 'function':
        return this.returnedBy(callee.node, callee.source);
      case 'missing':
        return callee;
      case 'either':
        return ofEach(callee, (one) => this.returned(one));
      default:
        return undefined;
    }
  }

  /** What a function of the project gives back, its promise looked through. */
  returnedBy(node: FunctionNode, source: Source): Meaning | undefined {
    if (node.type !== undefined && !isAny(node.type)) {
      const given = parameterOfType(node, node.type);
      if (given !== undefined) return { type: 'parameter', declaration: given, members: [] };
      const typed = this.ofType(node.type, source);
      if (typed !== undefined && typed.type !== 'shape') return typed;
    }
    if (isArrowFunction(node) && !isBlock(node.body)) return this.of(node.body, source);
    const returns = (source.bound.unitOf.get(node)?.exits ?? []).filter((exit) => isReturnStatement(exit));
    return this.#oneOf(returns.flatMap(({ expression }) => (expression === undefined ? [] : [expression])), source);
  }

  /** A member of something, by its name; `from` is the file that names it. */
  member(owner: Meaning, name: string, from?: Source): Meaning | undefined {
    return this.#members.of(owner, name, from);
  }

  /** The accessor that reading or assigning a member runs. */
  accessor(owner: Meaning, name: string, kind: ts.SyntaxKind.GetAccessor | ts.SyntaxKind.SetAccessor): ReturnType<Members['accessor']> {
    return this.#members.accessor(owner, name, kind);
  }

  /** What a file exports under a name. */
  exported(source: Source, name: string): Meaning | undefined {
    return this.#members.exported(source, name);
  }

  /** A method known by its name alone. */
  distinctive(name: string): Known | undefined {
    return this.#catalogue.distinctive(name);
  }

  /** What the catalogue knows of a call of this. */
  known(callee: Meaning): Known | undefined {
    if (callee.type === 'package') return this.#catalogue.member(callee.module, callee.path);
    if (callee.type === 'instance') return this.#catalogue.ofType(callee.module, callee.name, callee.path.length === 0 ? ['call'] : callee.path);
    return undefined;
  }

  knownNew(constructor: Meaning): Known | undefined {
    return constructor.type === 'package' ? this.#catalogue.member(constructor.module, construct(constructor.path)) : undefined;
  }

}

/** `Repository<Entity>` of a generic function, with what this call puts for `Entity`: its type argument, or the class that it is given. Without either nothing is said of it. */
function typedByCall(given: Meaning | undefined, callee: FunctionNode, call: ts.CallExpression, source: Source): Meaning | undefined {
  if (given?.type !== 'instance' || given.typeArgument === undefined) return given;
  const { typeArgument, ...rest } = given;
  const at = callee.typeParameters?.findIndex(({ name }) => name.text === typeArgument) ?? -1;
  if (at < 0) return given;
  const written = call.typeArguments?.[at];
  if (written !== undefined) return { ...rest, typeArgument: source.text(written) };
  const parameter = callee.parameters.findIndex(({ type }) => type !== undefined && isTypeReferenceNode(type) && (type.typeArguments ?? []).some((argument) => isTypeReferenceNode(argument) && isIdentifier(argument.typeName) && argument.typeName.text === typeArgument));
  const argument = parameter < 0 ? undefined : call.arguments[parameter];
  const kind = argument === undefined ? undefined : source.bound.useOf.get(unwrap(argument))?.binding.kind;
  return argument !== undefined && (kind === 'class' || kind === 'import') ? { ...rest, typeArgument: source.text(argument) } : rest;
}
