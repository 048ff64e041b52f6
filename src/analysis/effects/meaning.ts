/** What an expression stands for, as far as imports, declarations and written types tell: which package's function, which class's object, which function body. */
import ts from 'typescript';
import { isFunctionNode, type Binding, type FunctionNode } from '../scopes.ts';
import { unwrap } from '../syntax.ts';
import type { Catalogue, Known } from './catalogue/schema.ts';
import type { Export, Source, Sources } from './sources.ts';

export type Meaning =
  /** Something that a module of a package exports, by its path; the module itself has an empty one. `global` is the module of what needs no import. */
  | { readonly type: 'package'; readonly module: string; readonly path: readonly string[] }
  /** An object of a package's type, or a member of it. */
  | { readonly type: 'instance'; readonly module: string; readonly name: string; readonly path: readonly string[]; readonly typeArgument?: string; readonly element?: Element }
  | { readonly type: 'function'; readonly node: FunctionNode; readonly source: Source; readonly self?: Meaning }
  | { readonly type: 'class'; readonly node: ts.ClassLikeDeclaration; readonly source: Source }
  /** An object of a class of the project. */
  | { readonly type: 'object'; readonly node: ts.ClassLikeDeclaration; readonly source: Source }
  | { readonly type: 'literal'; readonly node: ts.ObjectLiteralExpression; readonly source: Source }
  /** All that a file of the project exports. */
  | { readonly type: 'module'; readonly source: Source }
  /** A value of which only the members' types are known. */
  | { readonly type: 'shape'; readonly node: ts.InterfaceDeclaration | ts.TypeLiteralNode; readonly name: string; readonly source: Source }
  /** A function of which only the type is known. */
  | { readonly type: 'signature'; readonly returns: ts.TypeNode | undefined; readonly source: Source; readonly of: string }
  /** What the caller hands in, with what its written type tells. */
  | { readonly type: 'parameter'; readonly declaration: ts.ParameterDeclaration; readonly members: readonly string[]; readonly typed?: Meaning }
  /** An import that leads to no file that can be read. */
  | { readonly type: 'missing'; readonly specifier: string };

/** The written type of what a list holds. */
export interface Element {
  readonly type: ts.TypeNode;
  readonly source: Source;
}

/** Methods of lists that hand their elements to the function they are given. */
const elementwise = new Set(['map', 'filter', 'forEach', 'find', 'findLast', 'some', 'every', 'flatMap', 'findIndex']);
/** Methods that give a list of the same elements. */
const keeping = new Set(['filter', 'slice', 'sort', 'toSorted', 'reverse', 'toReversed', 'concat', 'splice']);
/** Names that hold no object. */
const noObjects = new Set(['undefined', 'NaN', 'Infinity']);

/** What the project's own types say of a callee. */
export interface Declared {
  readonly body?: { readonly node: FunctionNode; readonly source: Source };
  readonly known?: Known;
  readonly never: boolean;
  /** Absent where it is not known. */
  readonly promise?: boolean;
}

/** Modules of Node that are also global names. */
const globalModules = new Set(['process', 'console']);

/** Chains longer than this are generated code or a mistake. */
const maxDepth = 40;

export class Meanings {
  readonly #sources: Sources;
  readonly #catalogue: Catalogue;
  readonly #known = new Map<ts.Node, Meaning | undefined>();
  #depth = 0;

  constructor(sources: Sources, catalogue: Catalogue) {
    this.#sources = sources;
    this.#catalogue = catalogue;
  }

  /** Undefined where nothing tells. Promises are looked through. */
  of(expression: ts.Expression, source: Source): Meaning | undefined {
    return this.#once(expression, () => this.#expression(expression, source));
  }

  ofType(node: ts.TypeNode, source: Source): Meaning | undefined {
    return this.#once(node, () => this.#type(node, source));
  }

  #once(node: ts.Node, work: () => Meaning | undefined): Meaning | undefined {
    if (this.#known.has(node)) return this.#known.get(node);
    if (this.#depth >= maxDepth) return undefined;
    // Something that is defined by itself means nothing.
    this.#known.set(node, undefined);
    this.#depth += 1;
    const meaning = work();
    this.#depth -= 1;
    this.#known.set(node, meaning);
    return meaning;
  }

  #expression(expression: ts.Expression, source: Source): Meaning | undefined {
    if (ts.isAsExpression(expression) || ts.isSatisfiesExpression(expression) || ts.isTypeAssertionExpression(expression)) {
      const written = isAny(expression.type) ? undefined : this.ofType(expression.type, source);
      return this.of(expression.expression, source) ?? written;
    }
    const node = unwrap(expression);
    switch (node.kind) {
      case ts.SyntaxKind.Identifier:
        return this.#identifier(node as ts.Identifier, source);
      case ts.SyntaxKind.ThisKeyword:
        return this.self(node, source);
      case ts.SyntaxKind.SuperKeyword: {
        const self = this.self(node, source);
        return self?.type === 'object' ? this.base(self) : undefined;
      }
      case ts.SyntaxKind.PropertyAccessExpression: {
        const { expression: base, name } = node as ts.PropertyAccessExpression;
        const owner = this.of(base, source);
        return owner === undefined ? undefined : this.member(owner, name.text);
      }
      case ts.SyntaxKind.ElementAccessExpression: {
        const { expression: base, argumentExpression } = node as ts.ElementAccessExpression;
        const owner = this.of(base, source);
        if (!ts.isStringLiteralLike(argumentExpression)) {
          // `console[level]`: whatever the method, a line for people.
          return owner?.type === 'package' && owner.module === 'console' ? { ...owner, path: ['log'] } : this.#elementOf(owner);
        }
        return owner === undefined ? undefined : this.member(owner, argumentExpression.text);
      }
      case ts.SyntaxKind.AwaitExpression:
        return this.of((node as ts.AwaitExpression).expression, source);
      case ts.SyntaxKind.CallExpression:
        return this.#call(node as ts.CallExpression, source);
      case ts.SyntaxKind.NewExpression:
        return this.#new(node as ts.NewExpression, source);
      case ts.SyntaxKind.ObjectLiteralExpression:
        return { type: 'literal', node: node as ts.ObjectLiteralExpression, source };
      case ts.SyntaxKind.ArrayLiteralExpression:
        return builtin('Array');
      case ts.SyntaxKind.StringLiteral:
      case ts.SyntaxKind.NoSubstitutionTemplateLiteral:
      case ts.SyntaxKind.TemplateExpression:
        return builtin('string');
      case ts.SyntaxKind.NumericLiteral:
        return builtin('number');
      case ts.SyntaxKind.RegularExpressionLiteral:
        return builtin('RegExp');
      case ts.SyntaxKind.ClassExpression:
        return { type: 'class', node: node as ts.ClassExpression, source };
      case ts.SyntaxKind.ConditionalExpression: {
        const { whenTrue, whenFalse } = node as ts.ConditionalExpression;
        return this.of(whenTrue, source) ?? this.of(whenFalse, source);
      }
      case ts.SyntaxKind.BinaryExpression: {
        const { left, operatorToken, right } = node as ts.BinaryExpression;
        switch (operatorToken.kind) {
          case ts.SyntaxKind.QuestionQuestionToken:
          case ts.SyntaxKind.BarBarToken:
          case ts.SyntaxKind.QuestionQuestionEqualsToken:
          case ts.SyntaxKind.BarBarEqualsToken:
            return this.#told(this.of(left, source)) ?? this.of(right, source);
          case ts.SyntaxKind.AmpersandAmpersandToken:
          case ts.SyntaxKind.EqualsToken:
          case ts.SyntaxKind.CommaToken:
            return this.of(right, source);
          case ts.SyntaxKind.PlusToken:
            return this.of(left, source) ?? this.of(right, source);
          default:
            return undefined;
        }
      }
      default:
        return isFunctionNode(node) ? { type: 'function', node, source } : undefined;
    }
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
      const meaning = this.#once(declaration, () => this.#declaration(declaration, binding, source));
      if (meaning !== undefined) return meaning;
    }
    return undefined;
  }

  #declaration(name: ts.Identifier, binding: Binding, source: Source): Meaning | undefined {
    const parent = name.parent;
    if (ts.isFunctionDeclaration(parent) || ts.isFunctionExpression(parent)) return { type: 'function', node: parent, source };
    if (ts.isClassLike(parent)) return { type: 'class', node: parent, source };
    if (ts.isImportClause(parent) || ts.isNamespaceImport(parent) || ts.isImportSpecifier(parent) || ts.isImportEqualsDeclaration(parent)) return this.#import(parent, source);
    if (ts.isVariableDeclaration(parent)) {
      const loop = parent.parent.parent as ts.Node;
      if (ts.isForOfStatement(loop)) return this.#elementOf(this.of(loop.expression, source));
      const written = parent.type === undefined || isAny(parent.type) ? undefined : this.ofType(parent.type, source);
      const changed = binding.uses.some((use) => use.flow === 'write' || use.flow === 'update');
      const initial = parent.initializer === undefined || (changed && binding.kind !== 'const') ? undefined : this.of(parent.initializer, source);
      if (changed && initial === undefined && written === undefined) return this.#assigned(binding, source);
      // A body tells more than a type.
      return initial === undefined || (initial.type === 'shape' && written !== undefined) ? written : initial;
    }
    if (ts.isBindingElement(parent)) return this.#bindingElement(parent, source);
    if (ts.isParameter(parent)) return this.#parameter(parent, source);
    return undefined;
  }

  /** A variable that gets its value later: told where every value that it gets tells the same. */
  #assigned(binding: Binding, source: Source): Meaning | undefined {
    const values = binding.uses.filter((use) => use.flow === 'write').map((use) => use.node.parent);
    const [only] = values;
    return values.length === 1 && only !== undefined && ts.isBinaryExpression(only) && only.operatorToken.kind === ts.SyntaxKind.EqualsToken ? this.of(only.right, source) : undefined;
  }

  #bindingElement(element: ts.BindingElement, source: Source): Meaning | undefined {
    const pattern = element.parent;
    if (!ts.isObjectBindingPattern(pattern) || element.dotDotDotToken !== undefined) return undefined;
    const key = element.propertyName ?? element.name;
    const name = ts.isIdentifier(key) || ts.isStringLiteralLike(key) ? key.text : undefined;
    const owner = pattern.parent;
    const whole = ts.isVariableDeclaration(owner)
      ? ((owner.initializer === undefined ? undefined : this.of(owner.initializer, source)) ?? (owner.type === undefined ? undefined : this.ofType(owner.type, source)))
      : ts.isParameter(owner) ? this.#parameter(owner, source) : this.#bindingElement(owner, source);
    const member = whole === undefined || name === undefined ? undefined : this.member(whole, name);
    return member ?? (element.initializer === undefined ? undefined : this.of(element.initializer, source));
  }

  #parameter(parameter: ts.ParameterDeclaration, source: Source): Meaning | undefined {
    if (parameter.type === undefined) {
      const handed = this.#handed(parameter, source);
      if (handed !== undefined) return handed;
    }
    const typed = parameter.type === undefined || isAny(parameter.type) ? undefined : this.ofType(parameter.type, source);
    // Functions that are handed in, alone or as members of an object, are known better at the call.
    if (typed !== undefined && typed.type !== 'signature' && typed.type !== 'shape') return typed;
    const initial = parameter.initializer === undefined ? undefined : this.of(parameter.initializer, source);
    if (typed === undefined && initial !== undefined) return initial;
    return { type: 'parameter', declaration: parameter, members: [], ...(typed === undefined ? {} : { typed }) };
  }

  /** The first parameter of a function given to a call of which the catalogue says what it hands in: `db.$transaction(async (tx) => …)`. */
  #handed(parameter: ts.ParameterDeclaration, source: Source): Meaning | undefined {
    const fn = parameter.parent;
    if (fn.parameters[0] !== parameter || !isFunctionNode(fn) || !ts.isCallExpression(fn.parent)) return undefined;
    const access = unwrap(fn.parent.expression);
    // What a promise settles with is what the call before `.then` gives.
    if (ts.isPropertyAccessExpression(access) && fn.parent.arguments[0] === fn) {
      if (access.name.text === 'then') return this.of(access.expression, source);
      if (elementwise.has(access.name.text)) return this.#elementOf(this.of(access.expression, source));
    }
    const callee = this.of(fn.parent.expression, source);
    const known = callee === undefined ? undefined : this.known(callee);
    return known?.hands === undefined ? undefined : instance(known.package, known.hands);
  }

  #import(node: ts.ImportClause | ts.NamespaceImport | ts.ImportSpecifier | ts.ImportEqualsDeclaration, source: Source): Meaning | undefined {
    if (ts.isImportEqualsDeclaration(node)) {
      const reference = node.moduleReference;
      return ts.isExternalModuleReference(reference) && ts.isStringLiteralLike(reference.expression) ? this.module(reference.expression.text, source) : undefined;
    }
    const declaration = ts.isImportClause(node) ? node.parent : ts.isNamespaceImport(node) ? node.parent.parent : node.parent.parent.parent;
    if (!ts.isImportDeclaration(declaration) || !ts.isStringLiteral(declaration.moduleSpecifier)) return undefined;
    const whole = this.module(declaration.moduleSpecifier.text, source);
    if (whole === undefined || ts.isNamespaceImport(node)) return whole;
    return this.member(whole, ts.isImportClause(node) ? 'default' : (node.propertyName ?? node.name).text);
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

  /** The `this` of the place where a node stands. */
  self(node: ts.Node, source: Source): Meaning | undefined {
    const scope = source.bound.useOf.get(node)?.binding.scope.node;
    return scope === undefined ? undefined : this.selfOf(scope, source);
  }

  /** The `this` of a function or of a field's initializer. */
  selfOf(owner: ts.Node, source: Source): Meaning | undefined {
    const { parent } = owner as { readonly parent?: ts.Node };
    if (parent === undefined) return undefined;
    if (ts.isClassLike(parent)) {
      const isStatic = ts.canHaveModifiers(owner) && (owner.modifiers ?? []).some((modifier) => modifier.kind === ts.SyntaxKind.StaticKeyword);
      return isStatic ? { type: 'class', node: parent, source } : { type: 'object', node: parent, source };
    }
    if (ts.isObjectLiteralExpression(parent)) return { type: 'literal', node: parent, source };
    if (ts.isPropertyAssignment(parent)) return { type: 'literal', node: parent.parent, source };
    return undefined;
  }

  /** The object that `super` is, of an object of a class. */
  base(self: Extract<Meaning, { type: 'object' }>): Meaning | undefined {
    const clause = self.node.heritageClauses?.find(({ token }) => token === ts.SyntaxKind.ExtendsKeyword)?.types[0];
    if (clause === undefined) return undefined;
    return this.instanceOf(this.of(clause.expression, self.source), clause.typeArguments?.[0], self.source);
  }

  /** An object made by `new` of it. */
  instanceOf(constructor: Meaning | undefined, typeArgument?: ts.TypeNode, source?: Source): Meaning | undefined {
    switch (constructor?.type) {
      case 'class':
        return { type: 'object', node: constructor.node, source: constructor.source };
      case 'package':
        return this.#packageInstance(constructor.module, constructor.path, typeArgument === undefined || source === undefined ? undefined : source.text(typeArgument));
      case 'missing':
        return constructor;
      default:
        return undefined;
    }
  }

  #packageInstance(module: string, path: readonly string[], typeArgument: string | undefined): Meaning {
    const full = path.join('.');
    const last = path.at(-1) ?? 'default';
    const made = this.#catalogue.member(module, construct(path))?.returns;
    const name = this.#catalogue.hasType(module, full) ? full : this.#catalogue.hasType(module, last) ? last : (made ?? full);
    return { ...instance(module, name), ...(typeArgument === undefined ? {} : { typeArgument }) };
  }

  #new(node: ts.NewExpression, source: Source): Meaning | undefined {
    return this.instanceOf(this.of(node.expression, source), node.typeArguments?.[0], source);
  }

  /** The argument that stands for a parameter of the callee, and the members taken of it. */
  #handedTo(given: Extract<Meaning, { type: 'parameter' }>, callee: FunctionNode, call: ts.CallExpression, source: Source): Meaning | undefined {
    const argument = call.arguments[callee.parameters.indexOf(given.declaration)];
    let meaning = argument === undefined || given.declaration.parent !== callee ? undefined : this.of(argument, source);
    for (const member of given.members) meaning = meaning === undefined ? undefined : this.member(meaning, member);
    return meaning;
  }

  #elementOf(list: Meaning | undefined): Meaning | undefined {
    return list?.type === 'instance' && list.element !== undefined ? this.ofType(list.element.type, list.element.source) : undefined;
  }

  #call(node: ts.CallExpression, source: Source): Meaning | undefined {
    const [argument] = node.arguments;
    const isRequire = ts.isIdentifier(node.expression) && node.expression.text === 'require';
    const access = unwrap(node.expression);
    // A rejection caught or a last step leave the value as it is.
    if (ts.isPropertyAccessExpression(access) && (access.name.text === 'catch' || access.name.text === 'finally')) return this.of(access.expression, source);
    if ((isRequire || node.expression.kind === ts.SyntaxKind.ImportKeyword) && argument !== undefined && ts.isStringLiteralLike(argument)) return this.module(argument.text, source);
    const callee = this.of(node.expression, source);
    if (callee !== undefined) {
      const given = this.returned(callee);
      // A function that gives back what it was given: `this.register(new EventEmitter())`.
      const told = given?.type === 'parameter' && callee.type === 'function' ? this.#handedTo(given, callee.node, node, source) : given;
      if (told !== undefined || (callee.type !== 'parameter' && this.known(callee) !== undefined)) return told;
    }
    // `split`, `map`, `trim`: what they give back is known whatever they are called on.
    const known = ts.isPropertyAccessExpression(access) && (callee === undefined || callee.type === 'parameter') ? this.#catalogue.distinctive(access.name.text) : undefined;
    return known?.returns === undefined ? undefined : builtin(known.returns);
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
        return known?.returns === undefined ? undefined : { ...instance(known.package, known.returns), ...(callee.type === 'instance' && callee.typeArgument !== undefined ? { typeArgument: callee.typeArgument } : {}) };
      }
      case 'signature':
        return callee.returns === undefined ? undefined : this.ofType(callee.returns, callee.source);
      case 'parameter':
        return callee.typed === undefined ? undefined : this.returned(callee.typed);
      case 'function':
        return this.#returnedBy(callee.node, callee.source);
      case 'missing':
        return callee;
      default:
        return undefined;
    }
  }

  #returnedBy(node: FunctionNode, source: Source): Meaning | undefined {
    if (node.type !== undefined && !isAny(node.type)) {
      const given = parameterOfType(node, node.type);
      if (given !== undefined) return { type: 'parameter', declaration: given, members: [] };
      const typed = this.ofType(node.type, source);
      if (typed !== undefined && typed.type !== 'shape') return typed;
    }
    if (ts.isArrowFunction(node) && !ts.isBlock(node.body)) return this.of(node.body, source);
    const returns = (source.bound.unitOf.get(node)?.exits ?? []).filter((exit) => ts.isReturnStatement(exit));
    for (const { expression } of returns) {
      const meaning = expression === undefined ? undefined : this.of(expression, source);
      if (meaning !== undefined) return meaning;
    }
    return undefined;
  }

  /** The text of a constant: a name, or a member of a module, an enum or an object, whose value is written out. */
  constantOf(expression: ts.Expression, source: Source, steps = 0): string | undefined {
    const node = unwrap(expression);
    if (ts.isStringLiteralLike(node) || ts.isNumericLiteral(node)) return node.text;
    if (steps > 6) return undefined;
    if (ts.isIdentifier(node)) {
      const binding = source.bound.useOf.get(node)?.binding;
      return binding === undefined ? undefined : this.#constantIn(binding, source, steps + 1);
    }
    if (!ts.isPropertyAccessExpression(node)) return undefined;
    const owner = unwrap(node.expression);
    const declared = ts.isIdentifier(owner) ? this.#declarationOf(owner, source) : undefined;
    if (declared !== undefined && ts.isEnumDeclaration(declared.node)) {
      const member = declared.node.members.find((one) => nameOf(one.name) === node.name.text);
      return member?.initializer === undefined ? undefined : this.constantOf(member.initializer, declared.source, steps + 1);
    }
    const whole = this.of(owner, source);
    if (whole?.type === 'module') {
      const found = this.#exportedName(whole.source, node.name.text);
      return found === undefined ? undefined : this.#constantIn(found.binding, found.source, steps + 1);
    }
    // The members of any other object may have been given new values.
    if (whole?.type !== 'literal' || !ts.isAsExpression(whole.node.parent) || !ts.isConstTypeReference(whole.node.parent.type)) return undefined;
    const property = whole.node.properties.find((one) => ts.isPropertyAssignment(one) && nameOf(one.name) === node.name.text);
    return property !== undefined && ts.isPropertyAssignment(property) ? this.constantOf(property.initializer, whole.source, steps + 1) : undefined;
  }

  #constantIn(binding: Binding, source: Source, steps: number): string | undefined {
    const declaration = binding.declarations[0]?.parent;
    if (declaration === undefined || steps > 6) return undefined;
    if (ts.isVariableDeclaration(declaration)) return binding.kind === 'const' && declaration.initializer !== undefined ? this.constantOf(declaration.initializer, source, steps) : undefined;
    if (!ts.isImportSpecifier(declaration)) return undefined;
    const from = declaration.parent.parent.parent;
    const target = ts.isImportDeclaration(from) && ts.isStringLiteral(from.moduleSpecifier) ? this.#sources.resolve(from.moduleSpecifier.text, source.path) : undefined;
    const found = target === undefined ? undefined : this.#exportedName(target, (declaration.propertyName ?? declaration.name).text);
    return found === undefined ? undefined : this.#constantIn(found.binding, found.source, steps + 1);
  }

  /** The declaration of a name, an import followed. */
  #declarationOf(name: ts.Identifier, source: Source): { readonly node: ts.Node; readonly source: Source } | undefined {
    const node = source.bound.useOf.get(name)?.binding.declarations[0]?.parent;
    if (node === undefined || !ts.isImportSpecifier(node)) return node === undefined ? undefined : { node, source };
    const from = node.parent.parent.parent;
    const target = ts.isImportDeclaration(from) && ts.isStringLiteral(from.moduleSpecifier) ? this.#sources.resolve(from.moduleSpecifier.text, source.path) : undefined;
    const found = target === undefined ? undefined : this.#exportedName(target, (node.propertyName ?? node.name).text);
    const declaration = found?.binding.declarations[0]?.parent;
    return found === undefined || declaration === undefined ? undefined : { node: declaration, source: found.source };
  }

  /** The variable, function, class or enum that a file exports under a name, re-exports followed. */
  #exportedName(source: Source, name: string, seen = new Set<Source>()): { readonly binding: Binding; readonly source: Source } | undefined {
    if (seen.has(source)) return undefined;
    seen.add(source);
    const found = source.exports.names.get(name);
    if (found?.type === 'name') {
      const binding = source.bound.moduleScope.bindings?.get(found.name.text);
      return binding === undefined ? undefined : { binding, source };
    }
    const through = found === undefined ? source.exports.stars.map((specifier) => [specifier, name] as const) : found.type === 'from' ? [[found.specifier, found.name] as const] : [];
    for (const [specifier, inner] of through) {
      const target = this.#sources.resolve(specifier, source.path);
      const there = target === undefined ? undefined : this.#exportedName(target, inner, seen);
      if (there !== undefined) return there;
    }
    return undefined;
  }

  /** What the project's own types say of a callee; undefined in the first tier, and where they say nothing. */
  declared(callee: ts.Expression, source: Source): Declared | undefined {
    const node = unwrap(callee);
    const name = ts.isPropertyAccessExpression(node) ? node.name : ts.isIdentifier(node) ? node : undefined;
    // A callee made by this pass stands nowhere in a text.
    const told = name === undefined || name.pos < 0 ? undefined : this.#sources.types?.callee(source.path, name.getStart(source.file));
    if (told === undefined) return undefined;
    const body = told.body === undefined ? undefined : this.#bodyAt(told.body.path, told.body.start);
    const { from, never, promise } = told;
    const known = from === undefined ? undefined : ((from.type === undefined ? undefined : this.#catalogue.ofType(from.module, from.type, [from.member])) ?? this.#catalogue.member(from.module, [from.member]));
    return { never, ...(promise === undefined ? {} : { promise }), ...(body === undefined ? {} : { body }), ...(known === undefined ? {} : { known }) };
  }

  #bodyAt(path: string, start: number): Declared['body'] {
    const source = this.#sources.open(path);
    const node = source?.bound.units.find((unit) => unit.node.pos === start && isFunctionNode(unit.node))?.node;
    return source === undefined || node === undefined || !isFunctionNode(node) ? undefined : { node, source };
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

  member(owner: Meaning, name: string): Meaning | undefined {
    // Classes and interfaces that extend one another in a circle have no end.
    if (this.#depth >= maxDepth) return undefined;
    this.#depth += 1;
    const meaning = this.#member(owner, name);
    this.#depth -= 1;
    return meaning;
  }

  #member(owner: Meaning, name: string): Meaning | undefined {
    switch (owner.type) {
      case 'package':
        // `globalThis.fetch` is `fetch`.
        if (owner.module === 'global' && globalModules.has(name) && owner.path.length === 0) return { type: 'package', module: name, path: [] };
        return { ...owner, path: [...owner.path, name] };
      case 'instance':
        return { ...owner, path: [...owner.path, name] };
      case 'module':
        return this.exported(owner.source, name);
      case 'object':
        return this.#memberOfObject(owner, name);
      case 'class':
        return this.#memberOfClass(owner, name);
      case 'literal':
        return this.#memberOfLiteral(owner, name);
      case 'shape':
        return this.#memberOfShape(owner, name);
      case 'parameter': {
        const typed = owner.typed === undefined ? undefined : this.member(owner.typed, name);
        if (typed !== undefined && typed.type !== 'signature' && typed.type !== 'shape') return typed;
        const { typed: _, ...untyped } = owner;
        return { ...untyped, members: [...owner.members, name], ...(typed === undefined ? {} : { typed }) };
      }
      case 'missing':
        return owner;
      case 'function':
      case 'signature':
        return undefined;
    }
  }

  #memberOfObject(owner: Extract<Meaning, { type: 'object' }>, name: string): Meaning | undefined {
    const { node, source } = owner;
    for (const member of node.members) {
      if (ts.isConstructorDeclaration(member)) {
        const property = member.parameters.find((parameter) => ts.isParameterPropertyDeclaration(parameter, member) && ts.isIdentifier(parameter.name) && parameter.name.text === name);
        if (property !== undefined) return this.#parameterProperty(property, source);
      }
      if (member.name === undefined || nameOf(member.name) !== name || isStatic(member)) continue;
      if (ts.isMethodDeclaration(member)) {
        if (member.body !== undefined) return { type: 'function', node: member, source, self: owner };
        if (!node.members.some((other) => ts.isMethodDeclaration(other) && other.body !== undefined && nameOf(other.name) === name)) return { type: 'signature', returns: member.type, source, of: name };
      }
      if (ts.isGetAccessorDeclaration(member)) return this.#returnedBy(member, source);
      if (ts.isPropertyDeclaration(member)) {
        const value = member.initializer === undefined ? undefined : this.of(member.initializer, source);
        if (value !== undefined) return value.type === 'function' ? { ...value, self: owner } : value;
        const typed = member.type === undefined || isAny(member.type) ? undefined : this.ofType(member.type, source);
        return typed ?? this.#assignedInConstructor(node, name, source);
      }
    }
    const base = this.base(owner);
    const inherited = base === undefined ? undefined : this.member(base, name);
    // An inherited method calls the overriding ones.
    return inherited?.type === 'function' && inherited.self !== undefined ? { ...inherited, self: owner } : inherited;
  }

  #parameterProperty(parameter: ts.ParameterDeclaration, source: Source): Meaning | undefined {
    return parameter.type === undefined || isAny(parameter.type) ? undefined : this.ofType(parameter.type, source);
  }

  #assignedInConstructor(node: ts.ClassLikeDeclaration, name: string, source: Source): Meaning | undefined {
    const body = node.members.find((member) => ts.isConstructorDeclaration(member))?.body;
    for (const statement of body?.statements ?? []) {
      if (!ts.isExpressionStatement(statement) || !ts.isBinaryExpression(statement.expression)) continue;
      const { left, right } = statement.expression;
      if (ts.isPropertyAccessExpression(left) && left.expression.kind === ts.SyntaxKind.ThisKeyword && left.name.text === name) {
        const meaning = this.of(right, source);
        return meaning?.type === 'parameter' ? undefined : meaning;
      }
    }
    return undefined;
  }

  #memberOfClass(owner: Extract<Meaning, { type: 'class' }>, name: string): Meaning | undefined {
    const { node, source } = owner;
    for (const member of node.members) {
      if (member.name === undefined || nameOf(member.name) !== name || !isStatic(member)) continue;
      if (ts.isMethodDeclaration(member) && member.body !== undefined) return { type: 'function', node: member, source, self: owner };
      if (ts.isPropertyDeclaration(member)) return (member.initializer === undefined ? undefined : this.of(member.initializer, source)) ?? (member.type === undefined ? undefined : this.ofType(member.type, source));
      if (ts.isGetAccessorDeclaration(member)) return this.#returnedBy(member, source);
    }
    const clause = node.heritageClauses?.find(({ token }) => token === ts.SyntaxKind.ExtendsKeyword)?.types[0];
    const base = clause === undefined ? undefined : this.of(clause.expression, source);
    return base === undefined ? undefined : this.member(base, name);
  }

  #memberOfLiteral(owner: Extract<Meaning, { type: 'literal' }>, name: string): Meaning | undefined {
    const { node, source } = owner;
    for (const property of node.properties.toReversed()) {
      if (ts.isSpreadAssignment(property)) {
        const spread = this.of(property.expression, source);
        const member = spread === undefined ? undefined : this.member(spread, name);
        if (member !== undefined) return member;
        continue;
      }
      if (nameOf(property.name) !== name) continue;
      if (ts.isMethodDeclaration(property)) return { type: 'function', node: property, source, self: owner };
      if (ts.isGetAccessorDeclaration(property)) return this.#returnedBy(property, source);
      if (ts.isPropertyAssignment(property)) return this.of(property.initializer, source);
      if (ts.isShorthandPropertyAssignment(property)) return this.#identifier(property.name, source);
    }
    return undefined;
  }

  #memberOfShape(owner: Extract<Meaning, { type: 'shape' }>, name: string): Meaning | undefined {
    const { node, source } = owner;
    for (const member of node.members) {
      if (member.name === undefined || nameOf(member.name) !== name) continue;
      if (ts.isMethodSignature(member)) return { type: 'signature', returns: member.type, source, of: `${owner.name}.${name}` };
      if (ts.isPropertySignature(member) && member.type !== undefined) {
        const typed = this.ofType(member.type, source);
        return typed?.type === 'signature' ? { ...typed, of: `${owner.name}.${name}` } : typed;
      }
    }
    if (!ts.isInterfaceDeclaration(node)) return undefined;
    for (const clause of node.heritageClauses ?? []) {
      for (const type of clause.types) {
        const base = ts.isIdentifier(type.expression) ? this.#namedType([type.expression.text], type.typeArguments?.[0], source) : undefined;
        const member = base === undefined ? undefined : this.member(base, name);
        if (member !== undefined) return member;
      }
    }
    return undefined;
  }

  /** What a file exports under a name, re-exports followed. */
  exported(source: Source, name: string, seen = new Set<Source>()): Meaning | undefined {
    if (seen.has(source)) return undefined;
    seen.add(source);
    const { names, stars } = source.exports;
    const direct = names.get(name);
    if (direct !== undefined) return this.#export(direct, source, seen);
    const assigned = names.get('export=');
    if (assigned !== undefined) {
      const whole = this.#export(assigned, source, seen);
      return whole === undefined || name === 'default' ? whole : this.member(whole, name);
    }
    if (name === 'default') return names.size > 0 && stars.length === 0 && !isEsModule(source) ? { type: 'module', source } : undefined;
    for (const specifier of stars) {
      const target = this.#sources.resolve(specifier, source.path);
      const meaning = target === undefined ? undefined : this.exported(target, name, seen);
      if (meaning !== undefined) return meaning;
    }
    return undefined;
  }

  #export(found: Export, source: Source, seen: Set<Source>): Meaning | undefined {
    switch (found.type) {
      case 'declaration':
        return ts.isClassDeclaration(found.node) ? { type: 'class', node: found.node, source } : { type: 'function', node: found.node, source };
      case 'expression':
        return this.of(found.node, source);
      case 'name': {
        const binding = source.bound.useOf.get(found.name)?.binding ?? source.bound.moduleScope.bindings?.get(found.name.text);
        return binding === undefined ? undefined : this.ofBinding(binding, source);
      }
      case 'from': {
        const target = this.#sources.resolve(found.specifier, source.path);
        if (target === undefined) {
          const whole = this.module(found.specifier, source);
          return whole === undefined || found.name === '*' ? whole : this.member(whole, found.name);
        }
        return found.name === '*' ? { type: 'module', source: target } : this.exported(target, found.name, seen);
      }
    }
  }

  #type(node: ts.TypeNode, source: Source): Meaning | undefined {
    switch (node.kind) {
      case ts.SyntaxKind.StringKeyword:
        return builtin('string');
      case ts.SyntaxKind.NumberKeyword:
        return builtin('number');
      case ts.SyntaxKind.BooleanKeyword:
        return builtin('boolean');
      case ts.SyntaxKind.BigIntKeyword:
        return builtin('bigint');
      case ts.SyntaxKind.ArrayType:
        return { type: 'instance', module: 'global', name: 'Array', path: [], element: { type: (node as ts.ArrayTypeNode).elementType, source } };
      case ts.SyntaxKind.TupleType:
        return builtin('Array');
      case ts.SyntaxKind.ParenthesizedType:
        return this.ofType((node as ts.ParenthesizedTypeNode).type, source);
      case ts.SyntaxKind.TypeOperator:
        return this.ofType((node as ts.TypeOperatorNode).type, source);
      case ts.SyntaxKind.FunctionType:
        return { type: 'signature', returns: (node as ts.FunctionTypeNode).type, source, of: 'a function type' };
      case ts.SyntaxKind.TypeLiteral:
        return { type: 'shape', node: node as ts.TypeLiteralNode, name: 'its type', source };
      case ts.SyntaxKind.LiteralType:
        return ts.isStringLiteral((node as ts.LiteralTypeNode).literal) ? builtin('string') : undefined;
      case ts.SyntaxKind.TemplateLiteralType:
        return builtin('string');
      case ts.SyntaxKind.UnionType: {
        const told = (node as ts.UnionTypeNode).types.filter((type) => type.kind !== ts.SyntaxKind.UndefinedKeyword && !(ts.isLiteralTypeNode(type) && type.literal.kind === ts.SyntaxKind.NullKeyword));
        const meanings = told.map((type) => this.ofType(type, source));
        return meanings.length === 1 || meanings.every((meaning) => same(meaning, meanings[0])) ? meanings[0] : undefined;
      }
      case ts.SyntaxKind.IntersectionType: {
        for (const type of (node as ts.IntersectionTypeNode).types) {
          const meaning = this.ofType(type, source);
          if (meaning !== undefined) return meaning;
        }
        return undefined;
      }
      case ts.SyntaxKind.TypeQuery:
        return this.#named(entityPath((node as ts.TypeQueryNode).exprName), source);
      case ts.SyntaxKind.ImportType: {
        const { argument, qualifier } = node as ts.ImportTypeNode;
        if (!ts.isLiteralTypeNode(argument) || !ts.isStringLiteral(argument.literal)) return undefined;
        const whole = this.module(argument.literal.text, source);
        return whole === undefined || qualifier === undefined ? whole : this.#typeMember(whole, entityPath(qualifier), undefined);
      }
      case ts.SyntaxKind.TypeReference:
        return this.#reference(node as ts.TypeReferenceNode, source);
      default:
        return undefined;
    }
  }

  #reference(node: ts.TypeReferenceNode, source: Source): Meaning | undefined {
    const path = entityPath(node.typeName);
    const [name = ''] = path;
    const [argument] = node.typeArguments ?? [];
    if (path.length === 1 && argument !== undefined) {
      if (['Promise', 'PromiseLike', 'Awaited', 'Readonly', 'Partial', 'Required', 'NonNullable', 'Pick', 'Omit', 'MaybePromise'].includes(name)) return this.ofType(argument, source);
      if (name === 'ReturnType') {
        const callee = this.ofType(argument, source);
        return callee === undefined ? undefined : this.returned(callee);
      }
      if (['Array', 'ReadonlyArray', 'Set', 'ReadonlySet', 'Iterable', 'AsyncIterable'].includes(name) && !source.types.has(name)) return { type: 'instance', module: 'global', name: name === 'Iterable' ? 'Array' : name, path: [], element: { type: argument, source } };
      if (['Map', 'ReadonlyMap', 'WeakMap', 'Record'].includes(name) && node.typeArguments?.[1] !== undefined) return { type: 'instance', module: 'global', name: name === 'Record' ? 'Object' : name, path: [], element: { type: node.typeArguments[1], source } };
      if (name === 'InstanceType') return this.instanceOf(this.ofType(argument, source));
    }
    return this.#namedType(path, argument, source);
  }

  #namedType(path: readonly string[], argument: ts.TypeNode | undefined, source: Source): Meaning | undefined {
    const [name = '', ...rest] = path;
    const declared = source.types.get(name);
    if (declared !== undefined && rest.length === 0) return this.#declaredType(declared, source);
    const binding = source.bound.moduleScope.bindings?.get(name);
    if (binding === undefined) return path.length === 1 && !isTypeParameter(name) ? { type: 'instance', module: 'global', name, path: [] } : undefined;
    const parent = binding.declarations.at(-1)?.parent;
    if (parent === undefined) return undefined;
    if (ts.isImportSpecifier(parent) || ts.isImportClause(parent) || ts.isNamespaceImport(parent)) {
      const declaration = ts.isImportClause(parent) ? parent.parent : ts.isNamespaceImport(parent) ? parent.parent.parent : parent.parent.parent.parent;
      if (!ts.isImportDeclaration(declaration) || !ts.isStringLiteral(declaration.moduleSpecifier)) return undefined;
      const whole = this.module(declaration.moduleSpecifier.text, source);
      const outer = ts.isNamespaceImport(parent) ? [] : [ts.isImportClause(parent) ? 'default' : (parent.propertyName ?? parent.name).text];
      return whole === undefined ? undefined : this.#typeMember(whole, [...outer, ...rest], argument === undefined ? undefined : source.text(argument));
    }
    return this.instanceOf(this.ofBinding(binding, source), argument, source);
  }

  /** A type that a module exports. */
  #typeMember(whole: Meaning, path: readonly string[], typeArgument: string | undefined): Meaning | undefined {
    if (whole.type === 'package') return this.#packageInstance(whole.module, [...whole.path, ...path], typeArgument);
    if (whole.type === 'missing') return whole;
    const [name] = path;
    if (whole.type !== 'module' || name === undefined) return undefined;
    return this.#exportedType(whole.source, name, typeArgument, new Set());
  }

  #exportedType(source: Source, name: string, typeArgument: string | undefined, seen: Set<Source>): Meaning | undefined {
    if (seen.has(source)) return undefined;
    seen.add(source);
    const declared = source.types.get(name);
    if (declared !== undefined) return this.#declaredType(declared, source);
    const found = source.exports.names.get(name);
    if (found?.type === 'from') {
      const target = this.#sources.resolve(found.specifier, source.path);
      if (target !== undefined) return this.#exportedType(target, found.name, typeArgument, seen);
      const whole = this.module(found.specifier, source);
      return whole === undefined ? undefined : this.#typeMember(whole, [found.name], typeArgument);
    }
    if (found?.type === 'name') return this.#namedType([found.name.text], undefined, source);
    if (found?.type === 'expression' && ts.isIdentifier(found.node)) return this.#namedType([found.node.text], undefined, source);
    if (found !== undefined) return this.instanceOf(this.#export(found, source, new Set()));
    for (const specifier of source.exports.stars) {
      const target = this.#sources.resolve(specifier, source.path);
      const meaning = target === undefined ? undefined : this.#exportedType(target, name, typeArgument, seen);
      if (meaning !== undefined) return meaning;
    }
    return undefined;
  }

  #declaredType(declared: ts.InterfaceDeclaration | ts.TypeAliasDeclaration, source: Source): Meaning | undefined {
    return this.#once(declared, () => this.#typeDeclared(declared, source));
  }

  #typeDeclared(declared: ts.InterfaceDeclaration | ts.TypeAliasDeclaration, source: Source): Meaning | undefined {
    if (ts.isTypeAliasDeclaration(declared)) {
      const meaning = this.ofType(declared.type, source);
      return meaning?.type === 'shape' ? { ...meaning, name: declared.name.text } : meaning;
    }
    // `interface Db extends PrismaClient {}`: the base tells more.
    if (declared.members.length === 0) {
      const base = declared.heritageClauses?.[0]?.types[0];
      if (base !== undefined && ts.isIdentifier(base.expression)) return this.#namedType([base.expression.text], base.typeArguments?.[0], source);
    }
    return { type: 'shape', node: declared, name: declared.name.text, source };
  }

  /** A value by its path of names, from the top level of a file. */
  #named(path: readonly string[], source: Source): Meaning | undefined {
    const [name = '', ...rest] = path;
    const binding = source.bound.moduleScope.bindings?.get(name);
    let meaning = binding === undefined ? undefined : this.ofBinding(binding, source);
    for (const member of rest) meaning = meaning === undefined ? undefined : this.member(meaning, member);
    return meaning;
  }
}

function builtin(name: string): Meaning {
  return instance('global', name);
}

/** An object of a type by the name that the catalogue has for it: of the package, or `global:…`. */
function instance(module: string, name: string): Extract<Meaning, { type: 'instance' }> {
  return name.startsWith('global:') ? { type: 'instance', module: 'global', name: name.slice('global:'.length), path: [] } : { type: 'instance', module, name, path: [] };
}

/** `new` stands before the whole path. */
function construct(path: readonly string[]): string[] {
  const [first = 'default', ...rest] = path;
  return [`new ${first}`, ...rest];
}

function entityPath(name: ts.EntityName): string[] {
  return ts.isIdentifier(name) ? [name.text] : [...entityPath(name.left), name.right.text];
}

function nameOf(name: ts.PropertyName): string | undefined {
  return ts.isIdentifier(name) || ts.isPrivateIdentifier(name) || ts.isStringLiteralLike(name) || ts.isNumericLiteral(name) ? name.text : undefined;
}

function isStatic(member: ts.ClassElement): boolean {
  return ts.canHaveModifiers(member) && (member.modifiers ?? []).some((modifier) => modifier.kind === ts.SyntaxKind.StaticKeyword);
}

function isAny(type: ts.TypeNode): boolean {
  return type.kind === ts.SyntaxKind.AnyKeyword || type.kind === ts.SyntaxKind.UnknownKeyword;
}

/** The parameter whose written type is the type parameter that a function gives back: `function trace<T>(target: T): T`. */
function parameterOfType(node: FunctionNode, type: ts.TypeNode): ts.ParameterDeclaration | undefined {
  const name = ts.isTypeReferenceNode(type) && ts.isIdentifier(type.typeName) ? type.typeName.text : undefined;
  if (name === undefined || !(node.typeParameters ?? []).some((parameter) => parameter.name.text === name)) return undefined;
  return node.parameters.find((parameter) => parameter.type !== undefined && ts.isTypeReferenceNode(parameter.type) && ts.isIdentifier(parameter.type.typeName) && parameter.type.typeName.text === name);
}

function isTypeParameter(name: string): boolean {
  return /^T?[A-Z]$|^T[A-Z]\w*$/.test(name);
}

function isEsModule(source: Source): boolean {
  return source.file.statements.some((statement) => ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement) || ts.isExportAssignment(statement) || (ts.canHaveModifiers(statement) && statement.modifiers?.some((modifier) => modifier.kind === ts.SyntaxKind.ExportKeyword) === true));
}

function same(a: Meaning | undefined, b: Meaning | undefined): boolean {
  return a?.type === 'instance' && b?.type === 'instance' && a.module === b.module && a.name === b.name;
}
