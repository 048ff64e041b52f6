/** What an expression can stand for, and small questions about names and types. */
import ts from 'typescript';
import type { FunctionNode } from '../scopes.ts';
import type { Known } from './catalogue/schema.ts';
import type { Source } from './sources.ts';

/** Read once: each member of the package is looked up through a getter. */
const { SyntaxKind, canHaveModifiers, isExportAssignment, isExportDeclaration, isIdentifier, isImportDeclaration, isNumericLiteral, isPrivateIdentifier, isStringLiteralLike, isTypeReferenceNode } = ts;

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

/** What the project's own types say of a callee. */
export interface Declared {
  readonly body?: { readonly node: FunctionNode; readonly source: Source };
  readonly known?: Known;
  readonly never: boolean;
  /** Absent where it is not known. */
  readonly promise?: boolean;
}

export function builtin(name: string): Meaning {
  return instance('global', name);
}

/** An object of a type by the name that the catalogue has for it: of the package, or `global:…`. */
export function instance(module: string, name: string): Extract<Meaning, { type: 'instance' }> {
  return name.startsWith('global:') ? { type: 'instance', module: 'global', name: name.slice('global:'.length), path: [] } : { type: 'instance', module, name, path: [] };
}

/** `new` stands before the whole path. */
export function construct(path: readonly string[]): string[] {
  const [first = 'default', ...rest] = path;
  return [`new ${first}`, ...rest];
}

export function entityPath(name: ts.EntityName): string[] {
  return isIdentifier(name) ? [name.text] : [...entityPath(name.left), name.right.text];
}

export function nameOf(name: ts.PropertyName): string | undefined {
  return isIdentifier(name) || isPrivateIdentifier(name) || isStringLiteralLike(name) || isNumericLiteral(name) ? name.text : undefined;
}

export function isStatic(member: ts.ClassElement): boolean {
  return canHaveModifiers(member) && (member.modifiers ?? []).some((modifier) => modifier.kind === SyntaxKind.StaticKeyword);
}

export function isAny(type: ts.TypeNode): boolean {
  return type.kind === SyntaxKind.AnyKeyword || type.kind === SyntaxKind.UnknownKeyword;
}

/** The parameter whose written type is the type parameter that a function gives back: `function trace<T>(target: T): T`. */
export function parameterOfType(node: FunctionNode, type: ts.TypeNode): ts.ParameterDeclaration | undefined {
  const name = isTypeReferenceNode(type) && isIdentifier(type.typeName) ? type.typeName.text : undefined;
  if (name === undefined || !(node.typeParameters ?? []).some((parameter) => parameter.name.text === name)) return undefined;
  return node.parameters.find((parameter) => parameter.type !== undefined && isTypeReferenceNode(parameter.type) && isIdentifier(parameter.type.typeName) && parameter.type.typeName.text === name);
}

export function isTypeParameter(name: string): boolean {
  return /^T?[A-Z]$|^T[A-Z]\w*$/.test(name);
}

export function isEsModule(source: Source): boolean {
  return source.file.statements.some((statement) => isImportDeclaration(statement) || isExportDeclaration(statement) || isExportAssignment(statement) || (canHaveModifiers(statement) && statement.modifiers?.some((modifier) => modifier.kind === SyntaxKind.ExportKeyword) === true));
}

export function same(a: Meaning | undefined, b: Meaning | undefined): boolean {
  return a?.type === 'instance' && b?.type === 'instance' && a.module === b.module && a.name === b.name;
}
