/**
 * Which declaration every name in value position means: one walk over the tree that declares, collects uses, and notes
 * what later passes need (awaits, calls, exits, loops), each in source order. Types are passed over.
 */
import ts from 'typescript';
import { Gathering } from './gathering.ts';
import { blockScope, declaredKind, flowOf, isValueUse } from './name-roles.ts';
import { Binding, type BindingKind, type Bound, isFunctionNode, Scope, Unit, Use, UseTable } from './scopes.ts';
import type { AwaitNode, CallNode, ExitNode, FunctionNode, LoopNode, UseFlow } from './scopes.ts';

/** Taken out once: on the package each is a getter, and the walk below asks some twenty times for every node. */
const { NodeFlags, SyntaxKind, canHaveModifiers, forEachChild, getModifiers, isArrayBindingPattern, isBinaryExpression, isBindingElement, isClassElement, isElementAccessExpression, isIdentifier, isMethodDeclaration, isModifierLike, isModuleBlock, isObjectBindingPattern, isPropertyAccessExpression, isVariableDeclaration, isVariableDeclarationList } = ts;

/** Resolves every name of a file. Sets the parent pointers of the tree on the way. */
export function bind(file: ts.SourceFile): Bound {
  return new Binder(file).run();
}

class Binder {
  readonly #file: ts.SourceFile;
  readonly #units: Unit[] = [];
  readonly #uses: Use[] = [];
  /** The scope in which each use is to be looked up; none for those whose binding is known already. Beside the uses. */
  readonly #scopes: (Scope | undefined)[] = [];
  readonly #unitOf = new Map<ts.Node, Unit>();
  readonly #derivings: ts.Node[] = [];
  readonly #globals: Scope;
  /** Blocks of one namespace see each other's exported members. */
  readonly #namespaces = new Map<Binding, Map<string, Binding>>();
  readonly #awaits = new Gathering<AwaitNode>();
  readonly #calls = new Gathering<CallNode>();
  readonly #exits = new Gathering<ExitNode>();
  readonly #loops = new Gathering<LoopNode>();
  readonly #yields = new Gathering<ts.YieldExpression>();
  #scope: Scope;
  #unit: Unit;
  /** The node whose children are being visited. */
  #parent: ts.Node;
  readonly #unresolved: Binding;

  constructor(file: ts.SourceFile) {
    this.#file = file;
    this.#parent = file;
    this.#unit = this.#newUnit(file, undefined);
    this.#globals = new Scope(undefined, file, this.#unit, true);
    this.#scope = new Scope(this.#globals, file, this.#unit, true);
    this.#unresolved = new Binding('', 'global', this.#globals);
  }

  run(): Bound {
    const module = this.#unit;
    const moduleScope = this.#scope;
    this.#gathered(module, () => {
      for (const statement of this.#file.statements) this.#visit(statement, this.#file);
    });
    this.#uses.forEach((use, index) => {
      const scope = this.#scopes[index];
      if (scope === undefined) return;
      use.binding = this.#lookup(scope, (use.node as ts.Identifier).text);
      use.binding.add(use);
      if (use.flow !== 'read') use.binding.changes = true;
    });
    return { file: this.#file, module, moduleScope, units: this.#units, uses: this.#uses, unitOf: this.#unitOf, useOf: new UseTable(this.#uses), settings: undefined, derivings: this.#derivings };
  }

  #newUnit(node: Unit['node'], parent: Unit | undefined): Unit {
    const unit = new Unit(this.#units.length, node, parent);
    this.#units.push(unit);
    this.#unitOf.set(node, unit);
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
    const binding = new Binding(name, kind, scope);
    (scope.bindings ??= new Map()).set(name, binding);
    return binding;
  }

  #declare(scope: Scope, id: ts.Identifier, kind: BindingKind): Binding {
    const name = id.text;
    const binding = scope.bindings?.get(name) ?? this.#add(scope, name, kind);
    const use = new Use(id, 'declare', this.#unit, binding);
    this.#uses.push(use);
    this.#scopes.push(undefined);
    binding.add(use);
    return binding;
  }

  #functionScope(): Scope {
    let scope = this.#scope;
    while (!scope.isFunction && scope.parent !== undefined) scope = scope.parent;
    return scope;
  }

  #use(node: ts.Identifier, flow: UseFlow): void {
    this.#uses.push(new Use(node, flow, this.#unit, this.#unresolved));
    this.#scopes.push(this.#scope);
  }

  /** Opens a scope inside the present one, which is given back: whoever opened it sets it again when it is left. */
  #enter(node: ts.Node, isFunction: boolean): Scope {
    const outer = this.#scope;
    this.#scope = new Scope(outer, node, this.#unit, isFunction);
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
    // Tokens hold nothing.
    if (kind < SyntaxKind.FirstNode) {
      if (kind === SyntaxKind.ThisKeyword || kind === SyntaxKind.SuperKeyword) this.#thisUse(node as ts.ThisExpression);
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
        if ((node as ts.HeritageClause).token !== SyntaxKind.ExtendsKeyword) return;
        this.#derivings.push(node);
        this.#children(node);
        return;
      case SyntaxKind.SpreadAssignment:
        this.#derivings.push(node);
        this.#children(node);
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
        this.#loops.add(node as LoopNode);
        if ((node as ts.ForOfStatement).awaitModifier !== undefined) this.#awaits.add(node as ts.ForOfStatement);
        this.#block(node);
        return;
      case SyntaxKind.WhileStatement:
      case SyntaxKind.DoStatement:
        this.#loops.add(node as LoopNode);
        this.#children(node);
        return;
      case SyntaxKind.VariableDeclarationList:
        if (blockScope(node) === NodeFlags.AwaitUsing) this.#awaits.add(node as ts.VariableDeclarationList);
        this.#children(node);
        return;
      case SyntaxKind.AwaitExpression:
        this.#awaits.add(node as ts.AwaitExpression);
        this.#children(node);
        return;
      case SyntaxKind.YieldExpression:
        this.#yields.add(node as ts.YieldExpression);
        this.#children(node);
        return;
      case SyntaxKind.CallExpression:
      case SyntaxKind.NewExpression:
      case SyntaxKind.TaggedTemplateExpression:
        this.#calls.add(node as ts.CallExpression);
        this.#children(node);
        return;
      case SyntaxKind.ReturnStatement:
      case SyntaxKind.ThrowStatement:
      case SyntaxKind.BreakStatement:
      case SyntaxKind.ContinueStatement:
        this.#exits.add(node as ExitNode);
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
    const unit = this.#newUnit(node, outerUnit);
    this.#unit = unit;
    const outer = this.#enter(node, true);
    this.#gathered(unit, body);
    this.#scope = outer;
    this.#unit = outerUnit;
  }

  /** Gives the unit what is met in its body. */
  #gathered(unit: Unit, body: () => void): void {
    const awaits = this.#awaits.count;
    const calls = this.#calls.count;
    const exits = this.#exits.count;
    const loops = this.#loops.count;
    const yields = this.#yields.count;
    body();
    unit.awaits = this.#awaits.takeFrom(awaits);
    unit.calls = this.#calls.takeFrom(calls);
    unit.exits = this.#exits.takeFrom(exits);
    unit.loops = this.#loops.takeFrom(loops);
    unit.yields = this.#yields.takeFrom(yields);
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
    if (shared !== undefined) for (const [name, member] of this.#scope.bindings ?? []) if (member.isDeclaredAs(isExportedDeclaration)) shared.set(name, member);
    this.#scope = outer;
  }

  #membersOf(binding: Binding): Map<string, Binding> {
    let members = this.#namespaces.get(binding);
    if (members === undefined) this.#namespaces.set(binding, (members = new Map<string, Binding>()));
    return members;
  }

  /** Puts a scope between the present one and its parent that holds what other blocks of the same name export. */
  #share(members: Map<string, Binding>): void {
    const { parent, node, unit, isFunction, bindings } = this.#scope;
    this.#scope = new Scope(new Scope(parent, node, unit, isFunction, members), node, unit, isFunction, bindings);
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
    if (isPropertyAccessExpression(left) || isElementAccessExpression(left)) this.#derivings.push(left.parent);
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
    const use = new Use(node, 'read', this.#unit, binding);
    this.#uses.push(use);
    this.#scopes.push(undefined);
    binding.add(use);
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

function isOrdinaryFunction(node: ts.Node): boolean {
  return isFunctionNode(node) && node.kind !== SyntaxKind.ArrowFunction;
}

function isExportedDeclaration(id: ts.Identifier): boolean {
  let node: ts.Node = id.parent;
  while (isBindingElement(node) || isObjectBindingPattern(node) || isArrayBindingPattern(node) || isVariableDeclaration(node) || isVariableDeclarationList(node)) node = node.parent;
  return canHaveModifiers(node) && (getModifiers(node) ?? []).some((modifier) => modifier.kind === SyntaxKind.ExportKeyword);
}
