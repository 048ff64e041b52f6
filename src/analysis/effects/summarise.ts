/** Summaries from bodies: what a statement, an expression or a function does, its calls followed. */
import ts from 'typescript';
import { isCaught, isThrownOn } from '../control.ts';
import { isFunctionNode, type Binding, type FunctionNode, type Unit } from '../scopes.ts';
import { unwrap } from '../syntax.ts';
import { Arguments } from './arguments.ts';
import { Awaited, isHandedOut } from './begun.ts';
import { outermost } from './call-site.ts';
import { Calls } from './calls.ts';
import type { Catalogue } from './catalogue/schema.ts';
import { Collector, type FunctionSummary } from './collector.ts';
import { Descent } from './descent.ts';
import type { Effect, Hole, Key, Resource } from './effect.ts';
import { isOfFirstComer } from './first-comer.ts';
import { isOwn, Keys, type Frame } from './keys.ts';
import { listBy } from './lists.ts';
import { Meanings } from './meanings.ts';
import { asMemo, filledWhereEmpty, inMemoryOnce } from './memos.ts';
import { Parts } from './parts.ts';
import type { Source, Sources } from './sources.ts';
import { isMadeHere, isUsedUp, position, positionIfAny } from './used-up.ts';

/** Read once: each member of the package is looked up through a getter. */
const { NodeFlags, SyntaxKind, forEachChild, isArrayBindingPattern, isArrayLiteralExpression, isAwaitExpression, isBinaryExpression, isBlock, isCallExpression, isComputedPropertyName, isElementAccessExpression, isExpressionStatement, isIdentifier, isObjectBindingPattern, isObjectLiteralExpression, isParameter, isPropertyAccessExpression, isPropertyAssignment, isReturnStatement, isShorthandPropertyAssignment, isSourceFile, isSpreadAssignment, isSpreadElement, isStringLiteralLike, isThrowStatement, isTypeReferenceNode, isVariableDeclaration } = ts;

/** Objects of the language's own that programs keep things in. */
const sharedObjects: ReadonlySet<string> = new Set(['globalThis', 'global', 'window', 'self']);

const comparing: ReadonlySet<ts.SyntaxKind> = new Set([SyntaxKind.EqualsEqualsToken, SyntaxKind.EqualsEqualsEqualsToken, SyntaxKind.ExclamationEqualsToken, SyntaxKind.ExclamationEqualsEqualsToken, SyntaxKind.InstanceOfKeyword]);
const primitives: ReadonlySet<ts.SyntaxKind> = new Set([SyntaxKind.StringKeyword, SyntaxKind.NumberKeyword, SyntaxKind.BooleanKeyword, SyntaxKind.BigIntKeyword]);


/** What else is known of a read or write of state. */
type Marks = Pick<Effect, 'idempotent' | 'shallow'>;

export class Summaries {
  readonly keys: Keys;
  readonly meanings: Meanings;
  readonly #parts: Parts;
  readonly #calls: Calls;
  readonly #descent = new Descent();

  constructor(sources: Sources, catalogue: Catalogue) {
    this.meanings = new Meanings(sources, catalogue);
    this.keys = new Keys(sources, this.meanings);
    const given = new Arguments(this.keys);
    this.#parts = new Parts(this, this.keys, this.meanings, given);
    this.#calls = new Calls(this, this.meanings, this.keys, given, this.#parts);
  }

  /** What runs when the node is evaluated. */
  ofNode(node: ts.Node, frame: Frame): FunctionSummary {
    const collector = new Collector();
    this.walk(node, frame, collector);
    return collector.finish();
  }

  /** Undefined where the function is called too deep down to be looked at. */
  ofFunction(node: FunctionNode, source: Source): FunctionSummary | undefined {
    const unit = source.bound.unitOf.get(node);
    return unit === undefined ? undefined : this.#descent.of(node, source.summaries, () => this.#body(node, { source, unit, open: true }));
  }

  #body(node: FunctionNode, frame: Frame): FunctionSummary {
    const collector = new Collector();
    for (const parameter of node.parameters) if (parameter.initializer !== undefined) this.walk(parameter.initializer, frame, collector);
    if (node.body !== undefined) this.#statements(node.body, frame, collector);
    if (node.body !== undefined && isBlock(node.body) && this.#neverEnds(node.body, frame)) collector.terminates();
    if (node.type !== undefined && isNever(node.type)) collector.terminates();
    const summary = asMemo(collector.finish(), collector.filled, node, frame);
    const defaults = this.#parts.defaults(node, frame);
    return defaults.length === 0 ? summary : { ...summary, defaults };
  }

  /** What stands below a `return` under a condition is not done by each call. */
  #statements(body: ts.ConciseBody, frame: Frame, into: Collector): void {
    if (!isBlock(body) && isHandedOut(body)) this.waits(body, frame, into);
    const first = frame.unit.exits.find((exit) => isReturnStatement(exit));
    if (!isBlock(body) || first === undefined) {
      this.walk(body, frame, into);
      return;
    }
    for (const statement of body.statements) {
      if (statement.pos < first.end) this.walk(statement, frame, into);
      else into.underCondition(() => this.walk(statement, frame, into));
    }
  }

  /** The first child, and the others as what may be left out. */
  #branches(node: ts.Node, frame: Frame, into: Collector): void {
    let isFirst = true;
    forEachChild(node, (child) => {
      if (isFirst) this.walk(child, frame, into);
      else into.underCondition(() => this.walk(child, frame, into));
      isFirst = false;
    });
  }

  /** The last statement of the block throws or calls what does not come back, and nothing returns before it. */
  #neverEnds(block: ts.Block, frame: Frame): boolean {
    const last = block.statements.at(-1);
    if (last === undefined || frame.unit.exits.some((exit) => isReturnStatement(exit))) return false;
    if (isThrowStatement(last)) return true;
    if (!isExpressionStatement(last)) return false;
    const call = unwrap(isAwaitExpression(last.expression) ? last.expression.expression : last.expression);
    return isCallExpression(call) && this.#calls.terminates(call, frame);
  }

  /** Adds what evaluating the node does. Nested functions count where they are called. */
  walk(node: ts.Node, frame: Frame, into: Collector): void {
    if (isFunctionNode(node) || (node.kind >= SyntaxKind.FirstTypeNode && node.kind <= SyntaxKind.LastTypeNode)) return;
    switch (node.kind) {
      case SyntaxKind.CallExpression:
      case SyntaxKind.NewExpression:
      case SyntaxKind.TaggedTemplateExpression:
        this.#calls.add(node as ts.CallExpression | ts.NewExpression | ts.TaggedTemplateExpression, frame, into);
        return;
      case SyntaxKind.Identifier:
        if (outermost(node).awaited) this.#calls.runBuilt(node as ts.Identifier, frame, into);
        this.#variable(node as ts.Identifier, frame, into);
        return;
      case SyntaxKind.PropertyAccessExpression:
      case SyntaxKind.ElementAccessExpression:
        this.member(node as ts.PropertyAccessExpression | ts.ElementAccessExpression, 'read', frame, into);
        return;
      case SyntaxKind.BinaryExpression:
        this.#binary(node as ts.BinaryExpression, frame, into);
        return;
      case SyntaxKind.PrefixUnaryExpression:
      case SyntaxKind.PostfixUnaryExpression: {
        const { operator, operand } = node as ts.PrefixUnaryExpression | ts.PostfixUnaryExpression;
        if (operator === SyntaxKind.PlusPlusToken || operator === SyntaxKind.MinusMinusToken) {
          this.#target(operand, frame, into);
          if (!isExpressionStatement(node.parent)) this.#counted(node as ts.PrefixUnaryExpression | ts.PostfixUnaryExpression, frame, into);
        }
        this.walk(operand, frame, into);
        return;
      }
      case SyntaxKind.IfStatement:
        this.#if(node as ts.IfStatement, frame, into);
        return;
      case SyntaxKind.ConditionalExpression:
      case SyntaxKind.CatchClause:
      case SyntaxKind.SwitchStatement:
        this.#branches(node, frame, into);
        return;
      case SyntaxKind.DeleteExpression:
        this.#target((node as ts.DeleteExpression).expression, frame, into);
        return;
      case SyntaxKind.ForOfStatement:
        this.#iterates(node as ts.ForOfStatement, frame, into);
        this.#goesThrough((node as ts.ForOfStatement).expression, frame, into);
        forEachChild(node, (child) => this.walk(child, frame, into));
        return;
      case SyntaxKind.SpreadElement:
        this.#goesThrough((node as ts.SpreadElement).expression, frame, into);
        this.walk((node as ts.SpreadElement).expression, frame, into);
        return;
      case SyntaxKind.VariableDeclaration:
        this.#declared(node as ts.VariableDeclaration, frame, into);
        return;
      case SyntaxKind.VariableDeclarationList:
        if (isAwaitUsing(node.flags & NodeFlags.BlockScoped)) into.gap({ where: frame.source.where(node), text: frame.source.text(node), nameSays: 'nothing', reason: 'what it does when it is disposed of cannot be seen' });
        forEachChild(node, (child) => this.walk(child, frame, into));
        return;
      case SyntaxKind.AwaitExpression:
        this.waits((node as ts.AwaitExpression).expression, frame, into);
        this.walk((node as ts.AwaitExpression).expression, frame, into);
        return;
      case SyntaxKind.ReturnStatement: {
        const { expression } = node as ts.ReturnStatement;
        if (expression === undefined) return;
        if (isHandedOut(expression)) this.waits(expression, frame, into);
        this.walk(expression, frame, into);
        return;
      }
      case SyntaxKind.ThrowStatement:
        if (!isCaught(node) && !isThrownOn(node)) into.guard({ where: frame.source.where(node), text: frame.source.text(node), source: 'body' });
        this.walk((node as ts.ThrowStatement).expression, frame, into);
        return;
      case SyntaxKind.ClassDeclaration:
      case SyntaxKind.ClassExpression:
      case SyntaxKind.InterfaceDeclaration:
      case SyntaxKind.TypeAliasDeclaration:
      case SyntaxKind.ImportDeclaration:
        return;
      default:
        forEachChild(node, (child) => this.walk(child, frame, into));
    }
  }

  /** Each round of `for await (… of source)` runs code of the source's; only where a call gives the source is it known which. */
  #iterates(loop: ts.ForOfStatement, frame: Frame, into: Collector): void {
    const source = unwrap(loop.expression);
    if (loop.awaitModifier === undefined || isCallExpression(source) || listBy(this.meanings, source, frame.source) !== undefined) return;
    into.gap({ where: frame.source.where(source), text: frame.source.text(source), nameSays: 'nothing', reason: 'what iterating it does cannot be seen' });
  }

  /** An iterator that the function was handed, or that others have too, is further on afterwards. */
  #goesThrough(expression: ts.Expression, frame: Frame, into: Collector): void {
    const isUsed = frame.open && !isMadeHere(expression) ? isUsedUp(expression, frame.source, this.meanings) : false;
    if (isUsed !== false) this.moves(expression, isUsed === true ? position : positionIfAny, frame, into);
  }

  /** Changes where an iterator or a pattern has come to. */
  moves(expression: ts.Expression, part: Hole, frame: Frame, into: Collector): void {
    const named = this.keys.place(expression, frame);
    for (const key of [...(named === undefined ? [] : [named]), ...this.#parts.of(expression, frame)]) this.#state('write', [...key, '.', part], unwrap(expression), frame, into);
  }

  /** Notes what is waited for that no call in sight begins. */
  waits(expression: ts.Expression, frame: Frame, into: Collector): void {
    const { elsewhere, before } = new Awaited(expression, frame, this.meanings, (binding) => isLocal(binding, frame));
    if (elsewhere !== undefined) into.begun({ where: frame.source.where(elsewhere.node), text: frame.source.text(elsewhere.node), ...(elsewhere.parameter === undefined ? {} : { parameter: elsewhere.parameter }) });
    frame.before?.push(...before);
  }

  /** `if (!client) client = make();` is done by whoever comes first, and whatever else it sets in memory, or connects, is done once too. */
  #if(node: ts.IfStatement, frame: Frame, into: Collector): void {
    const filled = filledWhereEmpty(node, frame);
    if (filled.length === 0) {
      this.#branches(node, frame, into);
      return;
    }
    this.walk(node.expression, frame, into);
    const once = new Collector();
    this.walk(node.thenStatement, frame, once);
    const summary = once.finish();
    into.take({ ...summary, reads: summary.reads.map(inMemoryOnce), writes: summary.writes.map(inMemoryOnce) });
    for (const guard of summary.guards) into.guard(guard);
    for (const guard of summary.refusals) into.refusal(guard);
    for (const invocation of summary.invokes) into.invoke(invocation);
    for (const place of filled) into.fills(place.getText(frame.source.file));
  }

  #binary(node: ts.BinaryExpression, frame: Frame, into: Collector): void {
    // Chains of one operator lean left, thousands deep in generated code.
    let left: ts.Expression = node;
    while (isBinaryExpression(left)) {
      const { operatorToken, right } = left;
      if (operatorToken.kind >= SyntaxKind.FirstAssignment && operatorToken.kind <= SyntaxKind.LastAssignment) {
        const fills = (operatorToken.kind === SyntaxKind.QuestionQuestionEqualsToken || operatorToken.kind === SyntaxKind.BarBarEqualsToken) && !isOfFirstComer(right, left.pos, frame.source.bound);
        this.#target(left.left, frame, into, fills);
        if (operatorToken.kind !== SyntaxKind.EqualsToken) this.walk(left.left, frame, into);
        this.walk(right, frame, into);
        return;
      }
      // `this.token ?? await this.login()`
      if (isShortcut(operatorToken.kind)) into.underCondition(() => this.walk(right, frame, into));
      else this.walk(right, frame, into);
      left = left.left;
    }
    this.walk(left, frame, into);
  }

  /** `id = ++last`: the number is taken, and so looked at beside being counted. */
  #counted(node: ts.PrefixUnaryExpression | ts.PostfixUnaryExpression, frame: Frame, into: Collector): void {
    const operand = unwrap(node.operand);
    const binding = frame.source.bound.useOf.get(operand)?.binding;
    const looked = new Collector();
    if (isPropertyAccessExpression(operand) || isElementAccessExpression(operand)) this.member(operand, 'read', frame, looked);
    else if (isIdentifier(operand) && binding !== undefined && !isLocal(binding, frame)) this.#state('read', this.keys.ofVariable(binding, operand, frame, 0), operand, frame, looked);
    for (const read of looked.finish().reads) into.add({ ...read, where: frame.source.where(node) });
  }

  /** The left side of an assignment. */
  #target(expression: ts.Expression, frame: Frame, into: Collector, fills = false): void {
    const node = unwrap(expression);
    if (isPropertyAccessExpression(node) || isElementAccessExpression(node)) this.member(node, 'write', frame, into, fills ? { idempotent: true } : {});
    else if (isIdentifier(node)) {
      const binding = frame.source.bound.useOf.get(node)?.binding;
      if (binding !== undefined && !isLocal(binding, frame)) this.#state('write', this.keys.ofVariable(binding, node, frame, 0), node, frame, into, fills ? { idempotent: true } : {});
    } else if (isArrayLiteralExpression(node)) for (const element of node.elements) this.#target(isSpreadElement(element) ? element.expression : element, frame, into);
    else if (isObjectLiteralExpression(node)) {
      for (const property of node.properties) {
        if (isPropertyAssignment(property)) this.#target(property.initializer, frame, into);
        else if (isShorthandPropertyAssignment(property)) this.#target(property.name, frame, into);
        else if (isSpreadAssignment(property)) this.#target(property.expression, frame, into);
      }
    } else if (isBinaryExpression(node)) this.#target(node.left, frame, into);
  }

  /** `const { token } = state` reads a member of the state. */
  #declared({ name, initializer }: ts.VariableDeclaration, frame: Frame, into: Collector): void {
    if (initializer === undefined) return;
    const whole = unwrap(initializer);
    if (isArrayBindingPattern(name)) this.#goesThrough(whole, frame, into);
    const isPlace = whole.kind === SyntaxKind.ThisKeyword || isIdentifier(whole) || isPropertyAccessExpression(whole);
    if (!isObjectBindingPattern(name) || !isPlace || name.elements.some(({ dotDotDotToken, propertyName }) => dotDotDotToken !== undefined || (propertyName !== undefined && isComputedPropertyName(propertyName)))) {
      this.walk(name, frame, into);
      this.walk(initializer, frame, into);
      return;
    }
    this.lookUp(whole, frame, into);
    const place = this.keys.place(whole, frame);
    for (const element of name.elements) {
      const key = element.propertyName ?? element.name;
      if (place !== undefined && (isIdentifier(key) || isStringLiteralLike(key)) && !this.#isSteady(whole, frame)) this.#state('read', [...place, `.${key.text}`], whole, frame, into);
      this.walk(element, frame, into);
    }
  }

  /** A variable whose value may be another by the time that it is read, or whose object may be filled by somebody. */
  #variable(node: ts.Identifier, frame: Frame, into: Collector): void {
    const use = frame.source.bound.useOf.get(node);
    if (use?.flow !== 'read') return;
    const isWhole = !isOnlyLookedUp(node);
    if (isWhole ? !this.#isSteady(node, frame) && holdsObject(use.binding) : use.binding.changes && !isLocal(use.binding, frame)) this.#state('read', this.keys.ofVariable(use.binding, node, frame, 0), node, frame, into, isWhole ? {} : { shallow: true });
  }

  /** Whether what is reached by the name, or the chain of members, is known not to change, or is nobody's but the function's own. */
  #isSteady(expression: ts.Expression, frame: Frame): boolean {
    let base = expression;
    let member: string | undefined;
    while (isPropertyAccessExpression(base) || isElementAccessExpression(base)) {
      member = isPropertyAccessExpression(base) ? base.name.text : undefined;
      base = unwrap(base.expression);
    }
    if (!isIdentifier(base)) return false;
    const binding = frame.source.bound.useOf.get(base)?.binding;
    if (binding === undefined) return true;
    switch (binding.kind) {
      case 'enum':
      case 'function':
      case 'arguments':
        return true;
      case 'class':
      case 'namespace':
        return member === undefined;
      case 'global':
        return !(sharedObjects.has(binding.name) || (binding.name === 'process' && member === 'env'));
      case 'import': {
        // Members of packages do not change.
        const meaning = this.meanings.ofBinding(binding, frame.source);
        return meaning?.type === 'package' || meaning?.type === 'function' || (meaning?.type === 'instance' && meaning.module !== 'global') || (meaning?.type === 'module' && member === undefined);
      }
      default:
        return frame.open && isLocal(binding, frame) && binding.kind !== 'parameter';
    }
  }

  /** A chain of members: what it reads or writes is told by its root. */
  member(node: ts.PropertyAccessExpression | ts.ElementAccessExpression, access: 'read' | 'write', frame: Frame, into: Collector, marks: Marks = {}): void {
    let base: ts.Expression = node;
    while (isPropertyAccessExpression(base) || isElementAccessExpression(base)) {
      if (isElementAccessExpression(base)) this.walk(base.argumentExpression, frame, into);
      base = unwrap(base.expression);
    }
    if (access === 'write') for (const key of this.#parts.slot(node, frame)) this.#state(access, key, node, frame, into, marks);
    if (base.kind !== SyntaxKind.ThisKeyword && !isIdentifier(base)) {
      if (base.kind !== SyntaxKind.SuperKeyword) this.walk(base, frame, into);
      // `(counts[name] ??= { n: 0 }).n += 1`
      const key = access === 'write' && isBinaryExpression(base) ? this.keys.place(node, frame) : undefined;
      if (key !== undefined) this.#state(access, key, node, frame, into, marks);
      // `sessionOf(id).token = …`: whoever else asks for it may be given the same object.
      if (access === 'write' && isCallExpression(base)) into.gap({ where: frame.source.where(node), text: frame.source.text(node), nameSays: 'pure', reason: 'whose object is changed there cannot be seen' });
      return;
    }
    this.#accessors(node, access, frame, into);
    if (access === 'read' && this.#isSteady(node, frame)) return;
    const key = this.keys.place(node, frame);
    if (key === undefined) return;
    // How many there are depends on each of them.
    const whole = access === 'read' && (key.at(-1) === '.size' || key.at(-1) === '.length') ? key.slice(0, -1) : key;
    this.#state(access, whole, node, frame, into, marks);
  }

  /** What stands there is taken, and nothing in it: the receiver or argument of a call whose body says what that reads. */
  lookUp(expression: ts.Expression, frame: Frame, into: Collector): void {
    const node = unwrap(expression);
    if (isPropertyAccessExpression(node)) this.member(node, 'read', frame, into, { shallow: true });
    else if (isIdentifier(node)) {
      const use = frame.source.bound.useOf.get(node);
      if (use?.binding.changes === true && !isLocal(use.binding, frame)) this.#state('read', this.keys.ofVariable(use.binding, node, frame, 0), node, frame, into, { shallow: true });
    } else if (isObjectLiteralExpression(node)) {
      for (const property of node.properties) {
        if (isPropertyAssignment(property) && !isComputedPropertyName(property.name)) this.lookUp(property.initializer, frame, into);
        else if (isShorthandPropertyAssignment(property)) this.lookUp(property.name, frame, into);
        else this.walk(property, frame, into);
      }
    } else this.walk(node, frame, into);
  }

  /** The getters of a chain of members, and the setter of the last where that is assigned. */
  #accessors(node: ts.PropertyAccessExpression | ts.ElementAccessExpression, access: 'read' | 'write', frame: Frame, into: Collector): void {
    for (let at: ts.Expression = node; isPropertyAccessExpression(at) || isElementAccessExpression(at); at = unwrap(at.expression)) {
      const owner = isPropertyAccessExpression(at) ? this.meanings.of(at.expression, frame.source) : undefined;
      if (owner === undefined || !isPropertyAccessExpression(at)) continue;
      const accessor = this.meanings.accessor(owner, at.name.text, at === node && access === 'write' ? SyntaxKind.SetAccessor : SyntaxKind.GetAccessor);
      if (accessor !== undefined) this.#calls.access(at, accessor.node, accessor.source, frame, into);
    }
  }

  #state(access: Effect['access'], key: Key, node: ts.Node, frame: Frame, into: Collector, marks: Marks = {}): void {
    if (isOwn(key, frame)) return;
    const resource: Resource = { kind: 'state', key, serial: false };
    if (marks.idempotent === true) into.memoised();
    into.add({ access, resource, where: frame.source.where(node), text: frame.source.text(node), source: 'body', ...(access === 'write' && marks.idempotent !== true ? { always: true } : {}), ...marks });
  }
}

/** Whether only what the name stands for is asked, and not what is in that: its being there, or being the same as something else. */
function isOnlyLookedUp(identifier: ts.Identifier): boolean {
  const { node, awaited } = outermost(identifier);
  const parent = node.parent as ts.Node | undefined;
  if (awaited || parent === undefined) return true;
  switch (parent.kind) {
    case SyntaxKind.PrefixUnaryExpression:
    case SyntaxKind.TypeOfExpression:
    case SyntaxKind.ExpressionStatement:
    case SyntaxKind.IfStatement:
      return true;
    case SyntaxKind.CallExpression:
    case SyntaxKind.NewExpression:
      return (parent as ts.CallExpression | ts.NewExpression).expression === node;
    case SyntaxKind.ConditionalExpression:
      return (parent as ts.ConditionalExpression).condition === node;
    case SyntaxKind.BinaryExpression: {
      const { operatorToken, left } = parent as ts.BinaryExpression;
      // Kept under another name, compared, or asked whether it is there.
      if (operatorToken.kind === SyntaxKind.EqualsToken || left === node) return operatorToken.kind !== SyntaxKind.CommaToken;
      return operatorToken.kind >= SyntaxKind.FirstCompoundAssignment ? false : comparing.has(operatorToken.kind);
    }
    case SyntaxKind.VariableDeclaration:
      return isIdentifier((parent as ts.VariableDeclaration).name);
    default:
      return false;
  }
}

/** Whether the variable may hold an object that somebody fills. */
function holdsObject(binding: Binding): boolean {
  if (binding.changes) return true;
  const parent = binding.declarations[0]?.parent;
  if (parent === undefined) return false;
  if (isParameter(parent)) return parent.type === undefined || !primitives.has(parent.type.kind);
  if (!isVariableDeclaration(parent) || parent.initializer === undefined) return true;
  const { kind } = unwrap(parent.initializer);
  return !(kind >= SyntaxKind.FirstLiteralToken && kind <= SyntaxKind.LastLiteralToken) && kind !== SyntaxKind.TemplateExpression && kind !== SyntaxKind.TrueKeyword && kind !== SyntaxKind.FalseKeyword && !isFunctionNode(unwrap(parent.initializer));
}

/** Whether the variable belongs to the function in whose terms the summary is told, or to a function inside it. */
export function isLocal(binding: Binding, frame: Frame): boolean {
  if (binding.kind === 'import' || binding.kind === 'global') return false;
  if (isSourceFile(frame.unit.node)) return binding.scope !== frame.source.bound.moduleScope;
  for (let unit: Unit | undefined = binding.scope.unit; unit !== undefined; unit = unit.parent) if (unit === frame.unit) return true;
  return false;
}

function isNever(type: ts.TypeNode): boolean {
  if (type.kind === SyntaxKind.NeverKeyword) return true;
  return isTypeReferenceNode(type) && isIdentifier(type.typeName) && type.typeName.text === 'Promise' && type.typeArguments?.[0]?.kind === SyntaxKind.NeverKeyword;
}

function isShortcut(kind: ts.SyntaxKind): boolean {
  return kind === SyntaxKind.AmpersandAmpersandToken || kind === SyntaxKind.BarBarToken || kind === SyntaxKind.QuestionQuestionToken;
}

function isAwaitUsing(blockScope: ts.NodeFlags): boolean {
  return blockScope === NodeFlags.AwaitUsing;
}
