/**
 * Which declaration every name in value position means: one walk over the tree that declares, collects uses, and notes
 * what later passes need (awaits, calls, exits, loops), each in source order. Types are passed over.
 */
import ts from 'typescript';
import type { Access } from './access.ts';
import { lowerBound } from './syntax.ts';

/** Taken out once: on the package each is a getter, and the walk below asks some twenty times for every node. */
const { NodeFlags, SyntaxKind, canHaveModifiers, forEachChild, getModifiers, isArrayBindingPattern, isBinaryExpression, isBindingElement, isCatchClause, isClassElement, isIdentifier, isMethodDeclaration, isModifierLike, isModuleBlock, isObjectBindingPattern, isParameter, isVariableDeclaration, isVariableDeclarationList } = ts;

export type BindingKind = 'var' | 'let' | 'const' | 'function' | 'class' | 'parameter' | 'import' | 'catch' | 'enum' | 'namespace' | 'member' | 'this' | 'arguments' | 'global';

/** One declared name (or a global, or the `this` of one function), with every use of it. */
export interface Binding {
  readonly name: string;
  readonly kind: BindingKind;
  readonly scope: Scope;
  /** The declaring identifiers; none for globals, `this` and `arguments`. */
  readonly declarations: ts.Identifier[];
  readonly uses: Use[];
  /** It is given another value than that of its declaration. */
  changes: boolean;
  /**
   * What later passes found: the function that it stands for, and what it is another name of; null for none, undefined before anybody looked.
   * Kept here, since a map from short-lived objects costs the garbage collector more than finding it again.
   */
  foundUnit: Unit | null | undefined;
  foundAlias: Alias | null | undefined;
}

/** `const list = page.items`: the binding of `page`, and the path `items`. */
export interface Alias {
  readonly binding: Binding;
  readonly path: readonly string[];
}

/** `declare`: the name's declaration, where it may also get a value. `update`: read and written (`x += 1`). */
export type UseFlow = 'declare' | 'read' | 'write' | 'update';

export interface Use {
  readonly node: ts.Identifier | ts.Token<ts.SyntaxKind.ThisKeyword | ts.SyntaxKind.SuperKeyword>;
  readonly flow: UseFlow;
  readonly unit: Unit;
  /** Set once the whole file is read, since a use may come before its declaration. */
  binding: Binding;
}

export interface Scope {
  readonly parent: Scope | undefined;
  readonly node: ts.Node;
  readonly unit: Unit;
  /** Where `var` and `this` belong. */
  readonly isFunction: boolean;
  /** Made when the first name is declared: most blocks declare none. */
  bindings: Map<string, Binding> | undefined;
}

/** What runs as one: a function body, or the module. Everything it holds outside nested functions, in source order. */
export interface Unit {
  readonly index: number;
  readonly node: FunctionNode | ts.SourceFile | ts.ClassStaticBlockDeclaration | ts.PropertyDeclaration;
  readonly parent: Unit | undefined;
  children: readonly Unit[];
  awaits: readonly AwaitNode[];
  calls: readonly CallNode[];
  exits: readonly ExitNode[];
  loops: readonly LoopNode[];
  yields: readonly ts.YieldExpression[];
  /** The uses in it of variables that are declared around it; undefined before they are asked for. */
  captured: readonly Use[] | undefined;
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
    const use = this.#uses[lowerBound(this.#uses, node.end, endOf)];
    return use?.node === node ? use : undefined;
  }
}

function endOf(use: Use): number {
  return use.node.end;
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

/** Resolves every name of a file. Sets the parent pointers of the tree on the way. */
export function bind(file: ts.SourceFile): Bound {
  return new Binder(file).run();
}

const none: readonly never[] = [];

/** Adds to a list that is made at its first element: most functions have no loop, no yield, no await. */
function added<T>(list: readonly T[], item: T): readonly T[] {
  if (list === none) return [item];
  (list as T[]).push(item);
  return list;
}

class Binder {
  readonly #file: ts.SourceFile;
  readonly #units: Unit[] = [];
  readonly #uses: Use[] = [];
  /** The scope in which each use is to be looked up; none for those whose binding is known already. Beside the uses. */
  readonly #scopes: (Scope | undefined)[] = [];
  readonly #unitOf = new Map<ts.Node, Unit>();
  readonly #globals: Scope;
  /** Blocks of one namespace see each other's exported members. */
  readonly #namespaces = new Map<Binding, Map<string, Binding>>();
  #scope: Scope;
  #unit: Unit;
  /** The node whose children are being visited. */
  #parent: ts.Node;
  readonly #unresolved: Binding;

  constructor(file: ts.SourceFile) {
    this.#file = file;
    this.#parent = file;
    this.#unit = this.#newUnit(file, undefined);
    this.#globals = { parent: undefined, node: file, unit: this.#unit, isFunction: true, bindings: undefined };
    this.#scope = { parent: this.#globals, node: file, unit: this.#unit, isFunction: true, bindings: undefined };
    this.#unresolved = { name: '', kind: 'global', scope: this.#globals, declarations: [], uses: [], changes: false, foundUnit: undefined, foundAlias: undefined };
  }

  run(): Bound {
    const module = this.#unit;
    const moduleScope = this.#scope;
    for (const statement of this.#file.statements) this.#visit(statement, this.#file);
    this.#uses.forEach((use, index) => {
      const scope = this.#scopes[index];
      if (scope === undefined) return;
      use.binding = this.#lookup(scope, (use.node as ts.Identifier).text);
      use.binding.uses.push(use);
      if (use.flow !== 'read') use.binding.changes = true;
    });
    return { file: this.#file, module, moduleScope, units: this.#units, uses: this.#uses, unitOf: this.#unitOf, useOf: new UseTable(this.#uses), settings: undefined };
  }

  #newUnit(node: Unit['node'], parent: Unit | undefined): Unit {
    const unit: Unit = { index: this.#units.length, node, parent, children: none, awaits: none, calls: none, exits: none, loops: none, yields: none, captured: undefined };
    this.#units.push(unit);
    this.#unitOf.set(node, unit);
    if (parent !== undefined) parent.children = added(parent.children, unit);
    return unit;
  }

  #lookup(from: Scope, name: string): Binding {
    for (let scope: Scope | undefined = from; scope !== undefined; scope = scope.parent) {
      const found = scope.bindings?.get(name);
      if (found !== undefined) return found;
      if (scope.isFunction && name === 'arguments' && scope !== this.#globals && isOrdinaryFunction(scope.node)) return this.#add(scope, name, 'arguments');
    }
    return this.#add(this.#globals, name, 'global');
  }

  #add(scope: Scope, name: string, kind: BindingKind): Binding {
    const binding: Binding = { name, kind, scope, declarations: [], uses: [], changes: false, foundUnit: undefined, foundAlias: undefined };
    (scope.bindings ??= new Map()).set(name, binding);
    return binding;
  }

  #declare(scope: Scope, id: ts.Identifier, kind: BindingKind): Binding {
    const name = id.text;
    const binding = scope.bindings?.get(name) ?? this.#add(scope, name, kind);
    binding.declarations.push(id);
    const use: Use = { node: id, flow: 'declare', unit: this.#unit, binding };
    this.#uses.push(use);
    this.#scopes.push(undefined);
    binding.uses.push(use);
    return binding;
  }

  #functionScope(): Scope {
    let scope = this.#scope;
    while (!scope.isFunction && scope.parent !== undefined) scope = scope.parent;
    return scope;
  }

  #use(node: ts.Identifier, flow: UseFlow): void {
    const use: Use = { node, flow, unit: this.#unit, binding: this.#unresolved };
    this.#uses.push(use);
    this.#scopes.push(this.#scope);
  }

  /** Opens a scope inside the present one, which is given back: whoever opened it sets it again when it is left. */
  #enter(node: ts.Node, isFunction: boolean): Scope {
    const outer = this.#scope;
    this.#scope = { parent: outer, node, unit: this.#unit, isFunction, bindings: undefined };
    return outer;
  }

  /** One function for all nodes: a closure for each would cost more than the visit of a leaf. */
  readonly #visitChild = (child: ts.Node): void => this.#visit(child, this.#parent);

  #children(node: ts.Node): void {
    const outer = this.#parent;
    this.#parent = node;
    forEachChild(node, this.#visitChild);
    this.#parent = outer;
  }

  #visit(node: ts.Node, parent: ts.Node): void {
    (node as { parent: ts.Node }).parent = parent;
    const kind = node.kind;
    if (kind === SyntaxKind.Identifier) {
      this.#identifier(node as ts.Identifier, parent);
      return;
    }
    // Types name nothing that runs.
    if (kind >= SyntaxKind.FirstTypeNode && kind <= SyntaxKind.LastTypeNode) return;
    switch (kind) {
      case SyntaxKind.InterfaceDeclaration:
      case SyntaxKind.TypeAliasDeclaration:
      case SyntaxKind.TypeParameter:
      case SyntaxKind.NamespaceExportDeclaration:
      case SyntaxKind.IndexSignature:
      case SyntaxKind.MetaProperty:
        return;
      case SyntaxKind.HeritageClause:
        if ((node as ts.HeritageClause).token === SyntaxKind.ExtendsKeyword) this.#children(node);
        return;
      case SyntaxKind.ThisKeyword:
      case SyntaxKind.SuperKeyword:
        this.#thisUse(node as ts.ThisExpression);
        return;
      case SyntaxKind.Block:
      case SyntaxKind.CaseBlock:
        // A function's own block shares the scope of its parameters.
        if (isFunctionNode(parent) || parent.kind === SyntaxKind.ClassStaticBlockDeclaration || parent.kind === SyntaxKind.CatchClause) this.#children(node);
        else this.#block(node);
        return;
      case SyntaxKind.CatchClause:
        this.#block(node);
        return;
      case SyntaxKind.ForStatement:
      case SyntaxKind.ForInStatement:
      case SyntaxKind.ForOfStatement:
        this.#unit.loops = added(this.#unit.loops, node as LoopNode);
        if ((node as ts.ForOfStatement).awaitModifier !== undefined) this.#unit.awaits = added(this.#unit.awaits, node as ts.ForOfStatement);
        this.#block(node);
        return;
      case SyntaxKind.WhileStatement:
      case SyntaxKind.DoStatement:
        this.#unit.loops = added(this.#unit.loops, node as LoopNode);
        this.#children(node);
        return;
      case SyntaxKind.VariableDeclarationList:
        if (blockScope(node) === NodeFlags.AwaitUsing) this.#unit.awaits = added(this.#unit.awaits, node as ts.VariableDeclarationList);
        this.#children(node);
        return;
      case SyntaxKind.AwaitExpression:
        this.#unit.awaits = added(this.#unit.awaits, node as ts.AwaitExpression);
        this.#children(node);
        return;
      case SyntaxKind.YieldExpression:
        this.#unit.yields = added(this.#unit.yields, node as ts.YieldExpression);
        this.#children(node);
        return;
      case SyntaxKind.CallExpression:
      case SyntaxKind.NewExpression:
      case SyntaxKind.TaggedTemplateExpression:
        this.#unit.calls = added(this.#unit.calls, node as ts.CallExpression);
        this.#children(node);
        return;
      case SyntaxKind.ReturnStatement:
      case SyntaxKind.ThrowStatement:
      case SyntaxKind.BreakStatement:
      case SyntaxKind.ContinueStatement:
        this.#unit.exits = added(this.#unit.exits, node as ExitNode);
        this.#children(node);
        return;
      case SyntaxKind.BinaryExpression:
        this.#binary(node as ts.BinaryExpression);
        return;
      case SyntaxKind.ClassDeclaration:
      case SyntaxKind.ClassExpression:
        this.#class(node as ts.ClassLikeDeclaration);
        return;
      case SyntaxKind.PropertyDeclaration:
        this.#property(node as ts.PropertyDeclaration);
        return;
      case SyntaxKind.ClassStaticBlockDeclaration:
        this.#inUnit(node as ts.ClassStaticBlockDeclaration, () => this.#children(node));
        return;
      case SyntaxKind.EnumDeclaration:
        this.#enum(node as ts.EnumDeclaration);
        return;
      case SyntaxKind.ModuleDeclaration:
        this.#namespace(node as ts.ModuleDeclaration);
        return;
      default:
        if (isFunctionNode(node)) this.#function(node);
        else this.#children(node);
    }
  }

  #block(node: ts.Node): void {
    const outer = this.#enter(node, false);
    this.#children(node);
    this.#scope = outer;
  }

  #inUnit(node: Unit['node'], body: () => void): void {
    const outerUnit = this.#unit;
    this.#unit = this.#newUnit(node, outerUnit);
    const outer = this.#enter(node, true);
    body();
    this.#scope = outer;
    this.#unit = outerUnit;
  }

  #function(node: FunctionNode): void {
    if (node.kind === SyntaxKind.FunctionDeclaration && node.name !== undefined) {
      (node.name as { parent: ts.Node }).parent = node;
      this.#declare(this.#scope, node.name, 'function');
    }
    // Decorators and computed names belong to the class around a method, not to its body.
    if (isClassElement(node) || isMethodDeclaration(node)) {
      for (const modifier of node.modifiers ?? []) this.#visit(modifier, node);
      if (node.name !== undefined) this.#visit(node.name, node);
    }
    if (node.kind === SyntaxKind.FunctionExpression && node.name !== undefined) {
      const { name } = node;
      (name as { parent: ts.Node }).parent = node;
      // A parameter or variable inside may have the same name.
      const outer = this.#enter(node, false);
      this.#declare(this.#scope, name, 'function');
      this.#inside(node);
      this.#scope = outer;
    } else this.#inside(node);
  }

  #inside(node: FunctionNode): void {
    this.#inUnit(node, () => {
      for (const parameter of node.parameters) this.#visit(parameter, node);
      if (node.body !== undefined) this.#visit(node.body, node);
    });
  }

  #class(node: ts.ClassLikeDeclaration): void {
    // Decorators stand before the name, and uses are listed in source order.
    for (const modifier of node.modifiers ?? []) this.#visit(modifier, node);
    if (node.kind === SyntaxKind.ClassDeclaration && node.name !== undefined) {
      (node.name as { parent: ts.Node }).parent = node;
      this.#declare(this.#scope, node.name, 'class');
    }
    const outer = this.#enter(node, false);
    if (node.kind === SyntaxKind.ClassExpression && node.name !== undefined) {
      (node.name as { parent: ts.Node }).parent = node;
      this.#declare(this.#scope, node.name, 'class');
    }
    forEachChild(node, (child) => {
      if (child !== node.name && !isModifierLike(child)) this.#visit(child, node);
    });
    this.#scope = outer;
  }

  /** A field's initializer runs once for each object, with the object as `this`. */
  #property(node: ts.PropertyDeclaration): void {
    for (const modifier of node.modifiers ?? []) this.#visit(modifier, node);
    this.#visit(node.name, node);
    const initializer = node.initializer;
    if (initializer !== undefined) this.#inUnit(node, () => this.#visit(initializer, node));
  }

  #enum(node: ts.EnumDeclaration): void {
    (node.name as { parent: ts.Node }).parent = node;
    const binding = this.#declare(this.#scope, node.name, 'enum');
    const shared = this.#membersOf(binding);
    const outer = this.#enter(node, false);
    this.#share(shared);
    for (const member of node.members) {
      (member as { parent: ts.Node }).parent = node;
      (member.name as { parent: ts.Node }).parent = member;
      if (isIdentifier(member.name)) shared.set(member.name.text, this.#declare(this.#scope, member.name, 'member'));
      if (member.initializer !== undefined) this.#visit(member.initializer, member);
    }
    this.#scope = outer;
  }

  #namespace(node: ts.ModuleDeclaration): void {
    (node.name as { parent: ts.Node }).parent = node;
    const body = node.body;
    if (body === undefined) return;
    const binding = isIdentifier(node.name) && (node.flags & NodeFlags.GlobalAugmentation) === 0 ? this.#declare(this.#scope, node.name, 'namespace') : undefined;
    const outer = this.#enter(node, true);
    if (binding !== undefined) this.#share(this.#membersOf(binding));
    (body as { parent: ts.Node }).parent = node;
    if (isModuleBlock(body)) for (const statement of body.statements) this.#visit(statement, body);
    else this.#visit(body, node);
    const shared = binding === undefined ? undefined : this.#membersOf(binding);
    if (shared !== undefined) for (const [name, member] of this.#scope.bindings ?? []) if (member.declarations.some(isExportedDeclaration)) shared.set(name, member);
    this.#scope = outer;
  }

  #membersOf(binding: Binding): Map<string, Binding> {
    let members = this.#namespaces.get(binding);
    if (members === undefined) this.#namespaces.set(binding, (members = new Map<string, Binding>()));
    return members;
  }

  /** Puts a scope between the present one and its parent that holds what other blocks of the same name export. */
  #share(members: Map<string, Binding>): void {
    const scope = this.#scope;
    this.#scope = { ...scope, parent: { ...scope, bindings: members } };
  }

  /** Long chains of one operator lean left, thousands deep in generated code: walked without recursion. */
  #binary(node: ts.BinaryExpression): void {
    const chain = [node];
    let left = node.left;
    (left as { parent: ts.Node }).parent = node;
    while (isBinaryExpression(left)) {
      chain.push(left);
      (left.left as { parent: ts.Node }).parent = left;
      left = left.left;
    }
    this.#visit(left, left.parent);
    for (let i = chain.length - 1; i >= 0; i--) {
      const link = chain[i];
      if (link === undefined) continue;
      (link.operatorToken as { parent: ts.Node }).parent = link;
      this.#visit(link.right, link);
    }
  }

  #thisUse(node: ts.ThisExpression): void {
    let scope = this.#scope;
    while (scope.parent !== undefined && !(scope.isFunction && scope.node.kind !== SyntaxKind.ArrowFunction && scope.node.kind !== SyntaxKind.ModuleDeclaration)) scope = scope.parent;
    const binding = scope.bindings?.get('this') ?? this.#add(scope, 'this', 'this');
    const use: Use = { node, flow: 'read', unit: this.#unit, binding };
    this.#uses.push(use);
    this.#scopes.push(undefined);
    binding.uses.push(use);
  }

  #identifier(node: ts.Identifier, parent: ts.Node): void {
    const kind = declaredKind(node, parent);
    if (kind !== undefined) {
      this.#declare(kind === 'var' ? this.#functionScope() : this.#scope, node, kind);
      return;
    }
    if (!isValueUse(node, parent)) return;
    this.#use(node, flowOf(node, parent));
  }
}

/** `let`, `const`, `using`, `await using`, or none of them for `var`. */
function blockScope(list: ts.Node): ts.NodeFlags {
  return list.flags & NodeFlags.BlockScoped;
}

function isOrdinaryFunction(node: ts.Node): boolean {
  return isFunctionNode(node) && node.kind !== SyntaxKind.ArrowFunction;
}

function isExportedDeclaration(id: ts.Identifier): boolean {
  let node: ts.Node = id.parent;
  while (isBindingElement(node) || isObjectBindingPattern(node) || isArrayBindingPattern(node) || isVariableDeclaration(node) || isVariableDeclarationList(node)) node = node.parent;
  return canHaveModifiers(node) && (getModifiers(node) ?? []).some((modifier) => modifier.kind === SyntaxKind.ExportKeyword);
}

/** The kind of name this identifier declares, where it does. Names of functions, classes, enums and namespaces are declared by their own visits. */
function declaredKind(node: ts.Identifier, parent: ts.Node): BindingKind | undefined {
  switch (parent.kind) {
    case SyntaxKind.VariableDeclaration:
    case SyntaxKind.BindingElement: {
      if ((parent as ts.VariableDeclaration | ts.BindingElement).name !== node) return undefined;
      let owner: ts.Node = parent;
      while (isBindingElement(owner)) owner = owner.parent.parent;
      if (isParameter(owner)) return 'parameter';
      if (isCatchClause(owner.parent)) return 'catch';
      const flags = blockScope(owner.parent);
      return flags === NodeFlags.None ? 'var' : flags === NodeFlags.Let ? 'let' : 'const';
    }
    case SyntaxKind.Parameter:
      return (parent as ts.ParameterDeclaration).name === node ? 'parameter' : undefined;
    case SyntaxKind.ImportClause:
    case SyntaxKind.NamespaceImport:
      return 'import';
    case SyntaxKind.ImportSpecifier:
    case SyntaxKind.ImportEqualsDeclaration:
      return (parent as ts.ImportSpecifier | ts.ImportEqualsDeclaration).name === node ? 'import' : undefined;
    default:
      return undefined;
  }
}

/** Whether the identifier stands for a value by its name: not a member's name, a label, a key or a part of an import. */
function isValueUse(node: ts.Identifier, parent: ts.Node): boolean {
  // The parser makes an empty name where it missed one.
  if (node.text === '') return false;
  switch (parent.kind) {
    case SyntaxKind.PropertyAccessExpression:
      return (parent as ts.PropertyAccessExpression).expression === node;
    case SyntaxKind.QualifiedName:
      return (parent as ts.QualifiedName).left === node;
    case SyntaxKind.PropertyAssignment:
    case SyntaxKind.PropertyDeclaration:
    case SyntaxKind.EnumMember:
    case SyntaxKind.JsxAttribute:
      return (parent as ts.PropertyAssignment | ts.PropertyDeclaration | ts.EnumMember | ts.JsxAttribute).initializer === node;
    case SyntaxKind.BindingElement:
      return (parent as ts.BindingElement).initializer === node;
    case SyntaxKind.MethodDeclaration:
    case SyntaxKind.GetAccessor:
    case SyntaxKind.SetAccessor:
    case SyntaxKind.MethodSignature:
    case SyntaxKind.PropertySignature:
    case SyntaxKind.LabeledStatement:
    case SyntaxKind.BreakStatement:
    case SyntaxKind.ContinueStatement:
    case SyntaxKind.ImportSpecifier:
    case SyntaxKind.NamespaceExport:
    case SyntaxKind.JsxNamespacedName:
    case SyntaxKind.ImportAttribute:
      return false;
    case SyntaxKind.ExportSpecifier: {
      const specifier = parent as ts.ExportSpecifier;
      return (specifier.propertyName ?? specifier.name) === node && specifier.parent.parent.moduleSpecifier === undefined && !specifier.isTypeOnly && !specifier.parent.parent.isTypeOnly;
    }
    case SyntaxKind.JsxOpeningElement:
    case SyntaxKind.JsxSelfClosingElement:
    case SyntaxKind.JsxClosingElement: {
      const code = node.text.charCodeAt(0);
      // Lower-case tags are the page's own elements.
      return !(code >= 97 && code <= 122);
    }
    default:
      return true;
  }
}

function flowOf(node: ts.Node, parent: ts.Node): UseFlow {
  switch (parent.kind) {
    case SyntaxKind.BinaryExpression: {
      const { operatorToken, left } = parent as ts.BinaryExpression;
      if (left !== node) return 'read';
      if (operatorToken.kind === SyntaxKind.EqualsToken) return 'write';
      return operatorToken.kind >= SyntaxKind.FirstAssignment && operatorToken.kind <= SyntaxKind.LastAssignment ? 'update' : 'read';
    }
    case SyntaxKind.PrefixUnaryExpression:
    case SyntaxKind.PostfixUnaryExpression: {
      const { operator } = parent as ts.PrefixUnaryExpression | ts.PostfixUnaryExpression;
      return operator === SyntaxKind.PlusPlusToken || operator === SyntaxKind.MinusMinusToken ? 'update' : 'read';
    }
    case SyntaxKind.ForOfStatement:
    case SyntaxKind.ForInStatement:
      return (parent as ts.ForOfStatement).initializer === node ? 'write' : 'read';
    case SyntaxKind.ArrayLiteralExpression:
    case SyntaxKind.SpreadElement:
    case SyntaxKind.SpreadAssignment:
    case SyntaxKind.PropertyAssignment:
    case SyntaxKind.ShorthandPropertyAssignment:
    case SyntaxKind.ParenthesizedExpression:
    case SyntaxKind.NonNullExpression:
    case SyntaxKind.AsExpression:
      return isAssignmentTarget(node) ? 'write' : 'read';
    default:
      return 'read';
  }
}

/** Whether the node is (a part of) the left side of a destructuring assignment or a loop's target. */
export function isAssignmentTarget(node: ts.Node): boolean {
  let child = node;
  for (;;) {
    const parent: ts.Node = child.parent;
    switch (parent.kind) {
      case SyntaxKind.ArrayLiteralExpression:
      case SyntaxKind.ObjectLiteralExpression:
      case SyntaxKind.SpreadElement:
      case SyntaxKind.SpreadAssignment:
      case SyntaxKind.ParenthesizedExpression:
      case SyntaxKind.NonNullExpression:
      case SyntaxKind.AsExpression:
        child = parent;
        continue;
      case SyntaxKind.ShorthandPropertyAssignment:
        if ((parent as ts.ShorthandPropertyAssignment).name !== child) return false;
        child = parent;
        continue;
      case SyntaxKind.PropertyAssignment:
        if ((parent as ts.PropertyAssignment).initializer !== child) return false;
        child = parent;
        continue;
      case SyntaxKind.BinaryExpression: {
        const binary = parent as ts.BinaryExpression;
        return binary.left === child && binary.operatorToken.kind === SyntaxKind.EqualsToken;
      }
      case SyntaxKind.ForOfStatement:
      case SyntaxKind.ForInStatement:
        return (parent as ts.ForOfStatement).initializer === child;
      default:
        return false;
    }
  }
}
