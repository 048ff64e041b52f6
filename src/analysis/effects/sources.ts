import ts from 'typescript';
import { parse } from '../parse.ts';
import { Places } from '../places.ts';
import type { Project, Types } from '../project.ts';
import { bind } from '../binder.ts';
import type { Bound, FunctionNode, Unit } from '../scopes.ts';
import type { FunctionSummary } from './collector.ts';
import { derivationsOf, type Derivations } from './derivations.ts';
import type { Key, Where } from './effect.ts';
import type { Meaning } from './meaning.ts';

/** Read once: each member of the package is looked up through a getter. */
const { SyntaxKind, canHaveModifiers, isBinaryExpression, isClassDeclaration, isEnumDeclaration, isExportAssignment, isExportDeclaration, isExpressionStatement, isFunctionDeclaration, isIdentifier, isInterfaceDeclaration, isModuleDeclaration, isNamespaceExport, isOmittedExpression, isPropertyAccessExpression, isStringLiteral, isTypeAliasDeclaration, isVariableStatement } = ts;

/** What `Parts` was asked of an expression, in the terms of an open function or outside of any. */
interface Asked {
  readonly within: Unit | undefined;
  readonly what: string;
  readonly places: readonly Key[];
}

/** One file as the effects pass sees it. */
export class Source {
  readonly path: string;
  readonly bound: Bound;
  /** What was found for its nodes and functions. Kept with the file, so that it goes when another text of the file takes its place. */
  readonly meanings = new Map<ts.Node, Meaning | undefined>();
  readonly summaries = new Map<FunctionNode, FunctionSummary>();
  /** Of a class those that extend it in this file, of an object those that it is spread into here. */
  readonly derived = new Map<ts.Node, readonly Extract<Meaning, { type: 'class' | 'literal' }>[]>();
  /** Where else the value of an expression may be. */
  readonly parts = new Map<ts.Expression, readonly Asked[]>();
  /** Another file has come upon it, and may keep what it found. */
  isShared = false;
  readonly #places: Places;
  #exports: Exports | undefined;
  #types: ReadonlyMap<string, TypeDeclaration> | undefined;
  #derivations: Derivations | undefined;

  constructor(path: string, bound: Bound, places: Places) {
    this.path = path;
    this.bound = bound;
    this.#places = places;
  }

  get file(): ts.SourceFile {
    return this.bound.file;
  }

  get exports(): Exports {
    return (this.#exports ??= exportsOf(this.bound));
  }

  get derivations(): Derivations {
    return (this.#derivations ??= derivationsOf(this.bound));
  }

  /** It holds syntax errors: a body that looks empty may not be. */
  get broken(): boolean {
    return ((this.file as { readonly parseDiagnostics?: readonly unknown[] }).parseDiagnostics ?? []).length > 0;
  }

  /** Interfaces and type aliases at the top level. */
  get types(): ReadonlyMap<string, TypeDeclaration> {
    return (this.#types ??= new Map(this.file.statements.filter((statement) => isInterfaceDeclaration(statement) || isTypeAliasDeclaration(statement)).map((statement) => [statement.name.text, statement])));
  }

  where(node: ts.Node): Where {
    const { start, end, line, column } = this.#places.of(node);
    return { path: this.path, start, end, line, column };
  }

  /** The text on one line and of bearable length. */
  text(node: ts.Node): string {
    const text = this.file.text.slice(node.getStart(this.file), node.end).replaceAll(/\s+/g, ' ');
    return text.length > 60 ? `${text.slice(0, 59)}…` : text;
  }
}

export type TypeDeclaration = ts.InterfaceDeclaration | ts.TypeAliasDeclaration;

/** What an exported name stands for. */
export type Export =
  | { readonly type: 'name'; readonly name: ts.Identifier }
  | { readonly type: 'expression'; readonly node: ts.Expression }
  | { readonly type: 'declaration'; readonly node: ts.FunctionDeclaration | ts.ClassDeclaration }
  /** `export { name } from 'specifier'`; `*` is the whole module. */
  | { readonly type: 'from'; readonly specifier: string; readonly name: string };

export interface Exports {
  readonly names: ReadonlyMap<string, Export>;
  /** The specifiers of `export * from`. */
  readonly stars: readonly string[];
}

/** The files of one run, each parsed and bound once. */
export class Sources {
  readonly #project: Project | undefined;
  readonly #files = new Map<string, Source | undefined>();
  readonly #resolved = new Map<string, string | undefined>();
  /** The files that each file has led to. */
  readonly #leads = new Map<string, Set<string>>();

  constructor(project: Project | undefined) {
    this.#project = project;
  }

  get types(): Types | undefined {
    return this.#project?.types;
  }

  /** Takes in a file that the caller has already parsed and bound. It keeps the path that the caller has for it. */
  adopt(path: string, bound: Bound, places: Places): Source {
    const own = this.#own(path);
    const known = this.#files.get(own);
    if (known?.bound === bound) return known;
    const source = new Source(path, bound, places);
    this.#files.set(own, source);
    return source;
  }

  /** The name by which imports lead to a file: the same file is not to be two. */
  #own(path: string): string {
    return this.pathOf(`./${path.slice(path.lastIndexOf('/') + 1)}`, path) ?? path;
  }

  /** Whether another file may have kept something of the tree. */
  isShared(path: string, bound: Bound): boolean {
    const known = this.#files.get(this.#own(path));
    return known?.bound !== bound || known.isShared;
  }

  /** What was made of a file already, under the same path and with the same text, when an import led to it. */
  boundOf(path: string, text: string): Bound | undefined {
    const known = this.#files.get(path);
    return known?.path === path && known.file.text === text ? known.bound : undefined;
  }

  /** A file that calls have led to. */
  known(path: string): Bound | undefined {
    return this.#files.get(this.#own(path))?.bound;
  }

  resolve(specifier: string, from: string): Source | undefined {
    const path = this.pathOf(specifier, from);
    if (path === undefined) return undefined;
    const leads = this.#leads.get(from);
    if (leads === undefined) this.#leads.set(from, new Set([path]));
    else leads.add(path);
    const source = this.open(path);
    if (source !== undefined) source.isShared = true;
    return source;
  }

  /** Whether imports, as far as any were followed, lead from the file back to it. */
  isInCircle(path: string): boolean {
    const own = this.#own(path);
    const seen = new Set<string>();
    const open = [path];
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      for (const next of this.#leads.get(at) ?? []) {
        if (next === own) return true;
        if (!seen.has(next)) open.push(next);
        seen.add(next);
      }
    }
    return false;
  }

  pathOf(specifier: string, from: string): string | undefined {
    if (this.#project === undefined) return undefined;
    const key = `${specifier}\0${from}`;
    if (!this.#resolved.has(key)) this.#resolved.set(key, this.#project.resolve(specifier, from));
    return this.#resolved.get(key);
  }

  open(path: string): Source | undefined {
    if (this.#files.has(path)) return this.#files.get(path);
    const text = this.#project?.read(path);
    const source = text === undefined ? undefined : open(path, text);
    this.#files.set(path, source);
    return source;
  }
}

function open(path: string, text: string): Source | undefined {
  try {
    const file = parse(path, text);
    return new Source(path, bind(file), new Places(file));
  } catch (error) {
    // Nested too deeply for the parser's own recursion: as good as not there.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function exportsOf(bound: Bound): Exports {
  const names = new Map<string, Export>();
  const stars: string[] = [];
  for (const statement of bound.file.statements) {
    if (isExportDeclaration(statement)) exportDeclaration(statement, names, stars);
    else if (isExportAssignment(statement)) names.set(statement.isExportEquals === true ? 'export=' : 'default', { type: 'expression', node: statement.expression });
    else if (isExpressionStatement(statement)) commonJs(statement.expression, names);
    else if (canHaveModifiers(statement) && statement.modifiers?.some((modifier) => modifier.kind === SyntaxKind.ExportKeyword) === true) exportedStatement(statement, names);
  }
  return { names, stars };
}

function exportDeclaration(statement: ts.ExportDeclaration, names: Map<string, Export>, stars: string[]): void {
  const specifier = statement.moduleSpecifier !== undefined && isStringLiteral(statement.moduleSpecifier) ? statement.moduleSpecifier.text : undefined;
  const clause = statement.exportClause;
  if (clause === undefined) {
    if (specifier !== undefined) stars.push(specifier);
  } else if (isNamespaceExport(clause)) {
    if (specifier !== undefined) names.set(clause.name.text, { type: 'from', specifier, name: '*' });
  } else {
    for (const element of clause.elements) {
      const inner = element.propertyName ?? element.name;
      if (specifier !== undefined) names.set(element.name.text, { type: 'from', specifier, name: inner.text });
      else if (isIdentifier(inner)) names.set(element.name.text, { type: 'name', name: inner });
    }
  }
}

function exportedStatement(statement: ts.Statement, names: Map<string, Export>): void {
  if (isVariableStatement(statement)) {
    for (const declaration of statement.declarationList.declarations) for (const name of namesIn(declaration.name)) names.set(name.text, { type: 'name', name });
  } else if (isFunctionDeclaration(statement) || isClassDeclaration(statement)) {
    const isDefault = statement.modifiers?.some((modifier) => modifier.kind === SyntaxKind.DefaultKeyword) === true;
    const name = isDefault ? 'default' : statement.name?.text;
    // Of overloads the last one has the body.
    if (name !== undefined) names.set(name, { type: 'declaration', node: statement });
  } else if ((isEnumDeclaration(statement) || isModuleDeclaration(statement)) && isIdentifier(statement.name)) {
    names.set(statement.name.text, { type: 'name', name: statement.name });
  }
}

/** `module.exports = …`, `exports.name = …`, `module.exports.name = …`. */
function commonJs(node: ts.Expression, names: Map<string, Export>): void {
  if (!isBinaryExpression(node) || node.operatorToken.kind !== SyntaxKind.EqualsToken || !isPropertyAccessExpression(node.left)) return;
  const { expression, name } = node.left;
  const isModule = isIdentifier(expression) && expression.text === 'module' && name.text === 'exports';
  const isExports = (isIdentifier(expression) && expression.text === 'exports') || (isPropertyAccessExpression(expression) && isIdentifier(expression.expression) && expression.expression.text === 'module' && expression.name.text === 'exports');
  if (isModule) names.set('export=', { type: 'expression', node: node.right });
  else if (isExports) names.set(name.text, { type: 'expression', node: node.right });
}

function namesIn(name: ts.BindingName): ts.Identifier[] {
  if (isIdentifier(name)) return [name];
  return name.elements.flatMap((element) => (isOmittedExpression(element) ? [] : namesIn(element.name)));
}
