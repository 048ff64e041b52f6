/** What a value of a written type is, as far as imports and declarations tell. */
import ts from 'typescript';
import { builtin, entityPath, isTypeParameter, oneOf, same, type Meaning } from './meaning.ts';
import type { Meanings } from './meanings.ts';
import type { Source, Sources } from './sources.ts';

/** Read once: each member of the package is looked up through a getter. */
const { SyntaxKind, isIdentifier, isImportClause, isImportDeclaration, isImportSpecifier, isLiteralTypeNode, isNamespaceImport, isStringLiteral, isTypeAliasDeclaration, isTypeQueryNode } = ts;

export class WrittenTypes {
  readonly #sources: Sources;
  readonly #meanings: Meanings;

  constructor(sources: Sources, meanings: Meanings) {
    this.#sources = sources;
    this.#meanings = meanings;
  }

  of(node: ts.TypeNode, source: Source): Meaning | undefined {
    switch (node.kind) {
      case SyntaxKind.StringKeyword:
        return builtin('string');
      case SyntaxKind.NumberKeyword:
        return builtin('number');
      case SyntaxKind.BooleanKeyword:
        return builtin('boolean');
      case SyntaxKind.BigIntKeyword:
        return builtin('bigint');
      case SyntaxKind.ArrayType:
        return { type: 'instance', module: 'global', name: 'Array', path: [], element: { type: (node as ts.ArrayTypeNode).elementType, source } };
      case SyntaxKind.TupleType:
        return builtin('Array');
      case SyntaxKind.ParenthesizedType:
        return this.#meanings.ofType((node as ts.ParenthesizedTypeNode).type, source);
      case SyntaxKind.TypeOperator:
        return this.#meanings.ofType((node as ts.TypeOperatorNode).type, source);
      case SyntaxKind.FunctionType:
        return { type: 'signature', returns: (node as ts.FunctionTypeNode).type, source, of: 'a function type' };
      case SyntaxKind.TypeLiteral:
        return { type: 'shape', node: node as ts.TypeLiteralNode, name: 'its type', source };
      case SyntaxKind.LiteralType:
        return isStringLiteral((node as ts.LiteralTypeNode).literal) ? builtin('string') : undefined;
      case SyntaxKind.TemplateLiteralType:
        return builtin('string');
      case SyntaxKind.UnionType: {
        const told = (node as ts.UnionTypeNode).types.filter((type) => type.kind !== SyntaxKind.UndefinedKeyword && !(isLiteralTypeNode(type) && type.literal.kind === SyntaxKind.NullKeyword));
        const meanings = told.map((type) => this.#meanings.ofType(type, source));
        return meanings.length === 1 || meanings.every((meaning) => same(meaning, meanings[0])) ? meanings[0] : undefined;
      }
      case SyntaxKind.IntersectionType: {
        for (const type of (node as ts.IntersectionTypeNode).types) {
          const meaning = this.#meanings.ofType(type, source);
          if (meaning !== undefined) return meaning;
        }
        return undefined;
      }
      case SyntaxKind.TypeQuery:
        return ofType(this.#queried(node as ts.TypeQueryNode, source));
      case SyntaxKind.ImportType: {
        const { argument, qualifier } = node as ts.ImportTypeNode;
        if (!isLiteralTypeNode(argument) || !isStringLiteral(argument.literal)) return undefined;
        const whole = this.#meanings.module(argument.literal.text, source);
        return whole === undefined || qualifier === undefined ? whole : this.#typeMember(whole, entityPath(qualifier), undefined);
      }
      case SyntaxKind.TypeReference:
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
      if (['Promise', 'PromiseLike', 'Awaited', 'Readonly', 'Partial', 'Required', 'NonNullable', 'Pick', 'Omit', 'MaybePromise'].includes(name)) return this.#meanings.ofType(argument, source);
      if (name === 'ReturnType') {
        const callee = isTypeQueryNode(argument) ? this.#queried(argument, source) : this.#meanings.ofType(argument, source);
        return callee === undefined ? undefined : ofType(this.#meanings.returned(callee));
      }
      if (['Array', 'ReadonlyArray', 'Set', 'ReadonlySet', 'Iterable', 'AsyncIterable'].includes(name) && !source.types.has(name)) return { type: 'instance', module: 'global', name: name === 'Iterable' ? 'Array' : name, path: [], element: { type: argument, source } };
      if (['Map', 'ReadonlyMap', 'WeakMap', 'Record'].includes(name) && node.typeArguments?.[1] !== undefined) return { type: 'instance', module: 'global', name: name === 'Record' ? 'Object' : name, path: [], element: { type: node.typeArguments[1], source } };
      if (name === 'InstanceType') return ofType(this.#meanings.instanceOf(this.#meanings.ofType(argument, source)));
    }
    return this.named(path, argument, source);
  }

  /** A type by its path of names, from the top level of a file. */
  named(path: readonly string[], argument: ts.TypeNode | undefined, source: Source): Meaning | undefined {
    const [name = '', ...rest] = path;
    const declared = source.types.get(name);
    if (declared !== undefined && rest.length === 0) return this.#declaredType(declared, source);
    const binding = source.bound.moduleScope.bindings?.get(name);
    if (binding === undefined) return path.length === 1 && !isTypeParameter(name) ? { type: 'instance', module: 'global', name, path: [] } : undefined;
    const parent = binding.declarations.at(-1)?.parent;
    if (parent === undefined) return undefined;
    if (isImportSpecifier(parent) || isImportClause(parent) || isNamespaceImport(parent)) {
      const declaration = isImportClause(parent) ? parent.parent : isNamespaceImport(parent) ? parent.parent.parent : parent.parent.parent.parent;
      if (!isImportDeclaration(declaration) || !isStringLiteral(declaration.moduleSpecifier)) return undefined;
      const whole = this.#meanings.module(declaration.moduleSpecifier.text, source);
      const outer = isNamespaceImport(parent) ? [] : [isImportClause(parent) ? 'default' : (parent.propertyName ?? parent.name).text];
      return whole === undefined ? undefined : this.#typeMember(whole, [...outer, ...rest], argument === undefined ? undefined : source.text(argument));
    }
    return ofType(this.#meanings.instanceOf(this.#meanings.ofBinding(binding, source), argument, source));
  }

  /** A type that a module exports. */
  #typeMember(whole: Meaning, path: readonly string[], typeArgument: string | undefined): Meaning | undefined {
    if (whole.type === 'package') return this.#meanings.packageInstance(whole.module, [...whole.path, ...path], typeArgument);
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
      const whole = this.#meanings.module(found.specifier, source);
      return whole === undefined ? undefined : this.#typeMember(whole, [found.name], typeArgument);
    }
    if (found?.type === 'name') return this.named([found.name.text], undefined, source);
    if (found?.type === 'expression' && isIdentifier(found.node)) return this.named([found.node.text], undefined, source);
    if (found !== undefined) return ofType(this.#meanings.instanceOf(this.#meanings.exported(source, name)));
    for (const specifier of source.exports.stars) {
      const target = this.#sources.resolve(specifier, source.path);
      const meaning = target === undefined ? undefined : this.#exportedType(target, name, typeArgument, seen);
      if (meaning !== undefined) return meaning;
    }
    return undefined;
  }

  #declaredType(declared: ts.InterfaceDeclaration | ts.TypeAliasDeclaration, source: Source): Meaning | undefined {
    return this.#meanings.once(declared, source, () => this.#typeDeclared(declared, source));
  }

  #typeDeclared(declared: ts.InterfaceDeclaration | ts.TypeAliasDeclaration, source: Source): Meaning | undefined {
    if (isTypeAliasDeclaration(declared)) {
      const meaning = this.#meanings.ofType(declared.type, source);
      return meaning?.type === 'shape' ? { ...meaning, name: declared.name.text } : meaning;
    }
    // `interface Db extends PrismaClient {}`: the base tells more.
    if (declared.members.length === 0) {
      const base = declared.heritageClauses?.[0]?.types[0];
      if (base !== undefined && isIdentifier(base.expression)) return this.named([base.expression.text], base.typeArguments?.[0], source);
    }
    return { type: 'shape', node: declared, name: declared.name.text, source };
  }

  /** The value that a `typeof` names. */
  #queried(node: ts.TypeQueryNode, source: Source): Meaning | undefined {
    const [name = '', ...rest] = entityPath(node.exprName);
    const binding = source.bound.moduleScope.bindings?.get(name);
    let meaning = binding === undefined ? undefined : this.#meanings.ofBinding(binding, source);
    for (const member of rest) meaning = meaning === undefined ? undefined : this.#meanings.member(meaning, member);
    return meaning;
  }
}

/** What is known of a value by its type: of which class it is or of one that extends that, what a function gives back, and not which function it is. */
function ofType(value: Meaning | undefined): Meaning | undefined {
  switch (value?.type) {
    case 'function':
      return { type: 'signature', returns: value.node.type, source: value.source, of: 'a function type' };
    case 'class':
    case 'object':
      return { ...value, derived: true };
    case 'literal':
    case 'either':
      return oneOf([value, undefined]);
    default:
      return value;
  }
}
