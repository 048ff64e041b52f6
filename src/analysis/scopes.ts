/**
 * What the names of a file mean: bindings, their uses, the scopes that they are declared in, and the units that run as one. Made by the binder.
 *
 * Classes, and lists without a literal: the engine may come to put the objects of one literal straight among the old ones. From there, though dead,
 * they hold on to the tree of their file, and to clean up after every file costs more than all that the classes do.
 */
import ts from 'typescript';
import type { Access } from './access.ts';

/** Taken out once: on the package it is a getter. */
const { SyntaxKind } = ts;

export type BindingKind = 'var' | 'let' | 'const' | 'function' | 'class' | 'parameter' | 'import' | 'catch' | 'enum' | 'namespace' | 'member' | 'this' | 'arguments' | 'global';

const none: readonly never[] = [];

/** One declared name (or a global, or the `this` of one function), with every use of it. */
export class Binding {
  readonly name: string;
  readonly kind: BindingKind;
  readonly scope: Scope;
  /** It is given another value than that of its declaration. */
  changes = false;
  /**
   * What later passes found: the function that it stands for, and what it is another name of; null for none, undefined before anybody looked.
   * Kept here, since a map from short-lived objects costs the garbage collector more than finding it again.
   */
  foundUnit: Unit | null | undefined = undefined;
  foundAlias: Alias | null | undefined = undefined;
  /** Its uses hang on each other; only of few names does anybody ask for the list. */
  #first: Use | undefined = undefined;
  #last: Use | undefined = undefined;
  #uses: readonly Use[] | undefined = undefined;
  #declarations: readonly ts.Identifier[] | undefined = undefined;

  constructor(name: string, kind: BindingKind, scope: Scope) {
    this.name = name;
    this.kind = kind;
    this.scope = scope;
  }

  add(use: Use): void {
    if (this.#last === undefined) this.#first = use;
    else this.#last.next = use;
    this.#last = use;
  }

  /** The same name under another identity, as a loop declares it anew in each round. */
  twin(): Binding {
    const twin = new Binding(this.name, this.kind, this.scope);
    twin.changes = this.changes;
    twin.#first = this.#first;
    twin.#last = this.#last;
    return twin;
  }

  isDeclaredAs(test: (id: ts.Identifier) => boolean): boolean {
    for (let use = this.#first; use !== undefined; use = use.next) if (use.flow === 'declare' && test(use.node as ts.Identifier)) return true;
    return false;
  }

  /** Declarations first. To be asked for once the whole file is read, and so are the declarations. */
  get uses(): readonly Use[] {
    if (this.#uses === undefined) {
      const uses: Use[] = [];
      for (let use = this.#first; use !== undefined; use = use.next) uses.push(use);
      this.#uses = uses;
    }
    return this.#uses;
  }

  /** The declaring identifiers; none for globals, `this` and `arguments`. */
  get declarations(): readonly ts.Identifier[] {
    if (this.#declarations === undefined) {
      const declarations: ts.Identifier[] = [];
      for (let use = this.#first; use !== undefined; use = use.next) if (use.flow === 'declare') declarations.push(use.node as ts.Identifier);
      this.#declarations = declarations;
    }
    return this.#declarations;
  }
}

/** `const list = page.items`: the binding of `page`, and the path `items`. */
export interface Alias {
  readonly binding: Binding;
  readonly path: readonly string[];
}

/** `declare`: the name's declaration, where it may also get a value. `update`: read and written (`x += 1`). */
export type UseFlow = 'declare' | 'read' | 'write' | 'update';

export class Use {
  readonly node: ts.Identifier | ts.Token<ts.SyntaxKind.ThisKeyword | ts.SyntaxKind.SuperKeyword>;
  readonly flow: UseFlow;
  readonly unit: Unit;
  /** Set once the whole file is read, since a use may come before its declaration. */
  binding: Binding;
  /** The next use of the same name. */
  next: Use | undefined = undefined;

  constructor(node: Use['node'], flow: UseFlow, unit: Unit, binding: Binding) {
    this.node = node;
    this.flow = flow;
    this.unit = unit;
    this.binding = binding;
  }
}

export class Scope {
  readonly parent: Scope | undefined;
  readonly node: ts.Node;
  readonly unit: Unit;
  /** Where `var` and `this` belong. */
  readonly isFunction: boolean;
  /** Made when the first name is declared: most blocks declare none. */
  bindings: Map<string, Binding> | undefined;

  constructor(parent: Scope | undefined, node: ts.Node, unit: Unit, isFunction: boolean, bindings?: Map<string, Binding>) {
    this.parent = parent;
    this.node = node;
    this.unit = unit;
    this.isFunction = isFunction;
    this.bindings = bindings;
  }
}

/** What runs as one: a function body, or the module. Everything it holds outside nested functions, in source order. */
export class Unit {
  readonly index: number;
  readonly node: FunctionNode | ts.SourceFile | ts.ClassStaticBlockDeclaration | ts.PropertyDeclaration;
  readonly parent: Unit | undefined;
  awaits: readonly AwaitNode[] = none;
  calls: readonly CallNode[] = none;
  exits: readonly ExitNode[] = none;
  loops: readonly LoopNode[] = none;
  yields: readonly ts.YieldExpression[] = none;
  /** The uses in it of variables that are declared around it; undefined before they are asked for. */
  captured: readonly Use[] | undefined = undefined;

  constructor(index: number, node: Unit['node'], parent: Unit | undefined) {
    this.index = index;
    this.node = node;
    this.parent = parent;
  }
}

export type FunctionNode = ts.FunctionDeclaration | ts.FunctionExpression | ts.ArrowFunction | ts.MethodDeclaration | ts.ConstructorDeclaration | ts.AccessorDeclaration;
export type CallNode = ts.CallExpression | ts.NewExpression | ts.TaggedTemplateExpression;
export type LoopNode = ts.ForStatement | ts.ForInStatement | ts.ForOfStatement | ts.WhileStatement | ts.DoStatement;
export type ExitNode = ts.ReturnStatement | ts.ThrowStatement | ts.BreakStatement | ts.ContinueStatement;
/** An await expression, a `for await`, or an `await using` declaration list. */
export type AwaitNode = ts.AwaitExpression | ts.ForOfStatement | ts.VariableDeclarationList;

export interface Bound {
  readonly file: ts.SourceFile;
  readonly module: Unit;
  readonly moduleScope: Scope;
  /** The module first, then every function in source order. */
  readonly units: readonly Unit[];
  /** Every use of a name in value position, in source order. */
  readonly uses: readonly Use[];
  readonly unitOf: ReadonlyMap<ts.Node, Unit>;
  readonly useOf: UseTable;
  /** Where an object or a class may be made of another, or be given a member: `extends`, spreads into objects, and operators with a member before them. */
  readonly derivings: readonly ts.Node[];
  /** Accesses that change something, in source order; undefined before they are asked for. */
  settings: readonly Access[] | undefined;
}

/** Uses by their nodes: found in the sorted list, since a map of every identifier of a file costs more than the walk that makes it. */
export class UseTable {
  readonly #uses: readonly Use[];

  constructor(uses: readonly Use[]) {
    this.#uses = uses;
  }

  get(node: ts.Node): Use | undefined {
    const uses = this.#uses;
    const { end } = node;
    let low = 0;
    let high = uses.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const use = uses[middle];
      if (use !== undefined && use.node.end < end) low = middle + 1;
      else high = middle;
    }
    const use = uses[low];
    return use?.node === node ? use : undefined;
  }
}

export function isFunctionNode(node: ts.Node): node is FunctionNode {
  switch (node.kind) {
    case SyntaxKind.FunctionDeclaration:
    case SyntaxKind.FunctionExpression:
    case SyntaxKind.ArrowFunction:
    case SyntaxKind.MethodDeclaration:
    case SyntaxKind.Constructor:
    case SyntaxKind.GetAccessor:
    case SyntaxKind.SetAccessor:
      return true;
    default:
      return false;
  }
}

export function isLoopNode(node: ts.Node): node is LoopNode {
  return node.kind >= SyntaxKind.DoStatement && node.kind <= SyntaxKind.ForOfStatement;
}
