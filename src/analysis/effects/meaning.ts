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
  /** `derived` of a class or an object: it may as well be one that extends this one, as `this` and what has only a type are. */
  | { readonly type: 'class'; readonly node: ts.ClassLikeDeclaration; readonly source: Source; readonly derived?: boolean }
  /** An object of a class of the project. */
  | { readonly type: 'object'; readonly node: ts.ClassLikeDeclaration; readonly source: Source; readonly derived?: boolean }
  | { readonly type: 'literal'; readonly node: ts.ObjectLiteralExpression; readonly source: Source; readonly derived?: boolean }
  /** All that a file of the project exports. */
  | { readonly type: 'module'; readonly source: Source }
  /** A value of which only the members' types are known. */
  | { readonly type: 'shape'; readonly node: ts.InterfaceDeclaration | ts.TypeLiteralNode; readonly name: string; readonly source: Source }
  /** A function of which only the type is known. */
  | { readonly type: 'signature'; readonly returns: ts.TypeNode | undefined; readonly source: Source; readonly of: string }
  /** What the caller hands in, with what its written type tells. */
  | { readonly type: 'parameter'; readonly declaration: ts.ParameterDeclaration; readonly members: readonly string[]; readonly typed?: Meaning }
  /** An import that leads to no file that can be read. */
  | { readonly type: 'missing'; readonly specifier: string }
  /** One of these, and only a run tells which; where it is `open`, it may be something else as well, of which nothing is known. */
  | { readonly type: 'either'; readonly of: readonly Meaning[]; readonly open: boolean };

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

/** More possibilities than these are as good as any. */
const maxPossible = 12;

/** What may be each of these; what nothing tells of leaves it open. */
export function oneOf(given: readonly (Meaning | undefined)[]): Meaning | undefined {
  const told: Meaning[] = [];
  let open = false;
  for (const meaning of given) {
    if (meaning === undefined || isOpen(meaning)) open = true;
    for (const one of meaning === undefined ? [] : possible(meaning)) {
      const at = told.findIndex((other) => isAlike(one, other));
      if (at < 0) told.push(one);
      else if ('derived' in one && one.derived) told[at] = one;
    }
  }
  const [first] = told;
  // Where one side is of a package's type, so is the other.
  if (first === undefined || (told.length === 1 && (!open || (first.type === 'instance' && first.path.length === 0)))) return first;
  return { type: 'either', of: told.slice(0, maxPossible), open: open || told.length > maxPossible };
}

/** What it may be, as far as it is known. */
export function possible(meaning: Meaning): readonly Meaning[] {
  return meaning.type === 'either' ? meaning.of : [meaning];
}

/** Whether it may be something of which nothing is known. */
export function isOpen(meaning: Meaning): boolean {
  return meaning.type === 'either' && meaning.open;
}

/** What is told of each that it may be. */
export function ofEach(meaning: Meaning, tell: (one: Meaning) => Meaning | undefined): Meaning | undefined {
  return meaning.type === 'either' ? oneOf([...meaning.of.map(tell), ...(isOpen(meaning) ? [undefined] : [])]) : tell(meaning);
}

function isAlike(a: Meaning, b: Meaning): boolean {
  switch (a.type) {
    case 'function':
    case 'class':
    case 'object':
    case 'literal':
    case 'shape':
      return a.type === b.type && a.node === b.node;
    case 'package':
      return b.type === 'package' && a.module === b.module && a.path.join('.') === b.path.join('.');
    case 'instance':
      // A transaction is used as its client is.
      return b.type === 'instance' && a.module === b.module && (a.module !== 'global' || a.name === b.name) && a.path.join('.') === b.path.join('.');
    case 'parameter':
      return b.type === 'parameter' && a.declaration === b.declaration && a.members.join('.') === b.members.join('.');
    case 'module':
      return b.type === 'module' && a.source === b.source;
    case 'signature':
      return b.type === 'signature' && a.of === b.of && a.returns === b.returns;
    case 'missing':
      return b.type === 'missing' && a.specifier === b.specifier;
    case 'either':
      return false;
  }
}

export function same(a: Meaning | undefined, b: Meaning | undefined): boolean {
  return a?.type === 'instance' && b?.type === 'instance' && a.module === b.module && a.name === b.name;
}

/** Why nothing is told of what it does. */
export function reasonFor(meaning: Meaning): string {
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
