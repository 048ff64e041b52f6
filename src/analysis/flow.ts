/** What flows from one stretch of a function into another through names: assignments, members, lists that are filled, closures. */
import ts from 'typescript';
import type { Access, Path } from './access.ts';
import { accessOf, isAdding, overlap } from './access.ts';
import { unitOfBinding } from './callees.ts';
import { receiverName } from './effects/call-site.ts';
import { readReceiver, saysGuards } from './effects/names.ts';
import type { Alias, Binding, Bound, Unit, Use } from './scopes.ts';
import { isFunctionNode, isLoopNode } from './scopes.ts';
import { lowerBound, methodName, unwrap } from './syntax.ts';

/** Read once: each member of the package is looked up through a getter. */
const { SyntaxKind, isAwaitExpression, isBinaryExpression, isBlock, isCallExpression, isClassDeclaration, isConditionalExpression, isDoStatement, isElementAccessExpression, isExportAssignment, isExpressionStatement, isFunctionDeclaration, isIdentifier, isIfStatement, isNewExpression, isPropertyAccessExpression, isReturnStatement, isSwitchStatement, isThrowStatement, isTryStatement, isVariableDeclaration, isVariableStatement, isVoidExpression, isWhileStatement } = ts;

/** Receivers besides loggers that tell people something. */
const speakers = /^(console|log|core|ui|io|cli|output|command|cmd|ctx|context|spinner|toast(er)?|message|notif(y|ier|ications?)|p|prompts|signale|consola|progress|term(inal)?|window|chalk|print|printer|host|out)$/i;

/** How many functions that a stretch names are looked into. */
const mostClosures = 40;

/** The uses of names within [start, end), nested functions included. */
export function usesIn(bound: Bound, start: number, end: number): readonly Use[] {
  const from = lowerBound(bound.uses, start + 1, (use) => use.node.end);
  const to = lowerBound(bound.uses, end + 1, (use) => use.node.end);
  return bound.uses.slice(from, to);
}

/** The uses within a stretch, and those that local functions named there would make of variables around them. */
export function reachedUses(bound: Bound, start: number, end: number): readonly Use[] {
  const uses = usesIn(bound, start, end);
  const seen = new Set<Unit>();
  const all = [...uses];
  const follow = (list: readonly Use[]): void => {
    for (const { binding, flow } of list) {
      if (flow !== 'read' || binding.kind === 'global' || binding.kind === 'this' || binding.kind === 'import' || binding.kind === 'parameter') continue;
      const unit = unitOfBinding(binding, bound);
      if (unit === undefined || seen.has(unit) || seen.size >= mostClosures || (unit.node.pos >= start && unit.node.end <= end)) continue;
      seen.add(unit);
      const captured = capturedUses(bound, unit);
      all.push(...captured);
      follow(captured);
    }
  };
  follow(uses);
  return all;
}

/** The uses in a function of variables that are declared around it. */
function capturedUses(bound: Bound, unit: Unit): readonly Use[] {
  const { pos, end } = unit.node;
  return (unit.captured ??= usesIn(bound, pos, end).filter(({ binding, flow }) => {
    // Declared around it is only its own name.
    if (flow === 'declare' || binding.kind === 'global' || binding.kind === 'this' || binding.kind === 'import') return false;
    const { node } = binding.scope.unit;
    return node !== unit.node && node.pos <= pos && node.end >= end && !isKeptByKey(binding, unit, bound);
  }));
}

/**
 * `const texts = new Map(); const textOf = async (path) => { if (!texts.has(path)) texts.set(path, await read(path)); return texts.get(path); };`: a map that
 * one function alone fills, asks and gives from, by what it is called with. Two calls meet in it where they ask for one key: which is told of what they touch.
 */
function isKeptByKey(binding: Binding, { node }: Unit, bound: Bound): boolean {
  const declaration = binding.declarations[0]?.parent;
  const made = declaration !== undefined && isVariableDeclaration(declaration) && declaration.initializer !== undefined ? unwrap(declaration.initializer) : undefined;
  if (binding.kind !== 'const' || made === undefined || !isNewExpression(made) || made.expression.getText() !== 'Map' || (made.arguments ?? []).length > 0) return false;
  const asked = binding.uses.filter(({ flow }) => flow !== 'declare').map((use) => {
    const access = use.node.parent;
    const call = access.parent;
    if (use.node.pos < node.pos || use.node.end > node.end || !isPropertyAccessExpression(access) || !isCallExpression(call) || call.expression !== access || !/^(has|get|set)$/.test(access.name.text)) return undefined;
    const key = call.arguments[0] === undefined ? undefined : bound.useOf.get(unwrap(call.arguments[0]))?.binding;
    return key?.kind === 'parameter' && key.scope.node === node ? key : undefined;
  });
  return asked.length > 1 && asked[0] !== undefined && asked.every((key) => key === asked[0]);
}

/** What a constant is another name of: `const same = bag`, `const list = page.items`. */
function aliasOf(bound: Bound, binding: Binding): Alias | undefined {
  if (binding.foundAlias === undefined) binding.foundAlias = findAlias(bound, binding) ?? null;
  return binding.foundAlias ?? undefined;
}

function findAlias(bound: Bound, binding: Binding): Alias | undefined {
  const { kind, uses, changes } = binding;
  if (changes || (kind !== 'const' && kind !== 'let' && kind !== 'var')) return undefined;
  const use = uses.find(({ flow }) => flow === 'declare');
  if (use === undefined) return undefined;
  const { parent } = use.node;
  if (!isVariableDeclaration(parent) || parent.name !== use.node || parent.initializer === undefined) return undefined;
  const path: string[] = [];
  let node = unwrap(parent.initializer);
  for (; isPropertyAccessExpression(node); node = unwrap(node.expression)) path.unshift(node.name.text);
  const root = bound.useOf.get(node)?.binding;
  // Declared before: a chain of names comes to an end.
  const declared = root?.declarations[0];
  return root === undefined || declared === undefined || declared.pos >= use.node.pos ? undefined : { binding: root, path };
}

/** Names, and members of what they stand for, whose content comes from somewhere; each with the name it first came by. */
export class Taint {
  readonly #bound: Bound;
  #captured = false;
  readonly #paths = new Map<Binding, { readonly path: Path; readonly origin: string }[]>();

  constructor(bound: Bound) {
    this.#bound = bound;
  }

  /** The uses within a stretch that may touch what is tainted: with those of closures, where any of it is used in closures. */
  usesIn(start: number, end: number): readonly Use[] {
    return this.#captured ? reachedUses(this.#bound, start, end) : usesIn(this.#bound, start, end);
  }

  get empty(): boolean {
    return this.#paths.size === 0;
  }

  add(binding: Binding, path: Path, origin: string): void {
    // A changed member is changed under every name of its object.
    const alias = path.length > 0 ? aliasOf(this.#bound, binding) : undefined;
    if (alias !== undefined) this.add(alias.binding, [...alias.path, ...path], origin);
    const paths = this.#paths.get(binding);
    if (paths === undefined) this.#captured ||= binding.uses.some((use) => use.unit !== binding.scope.unit);
    if (paths === undefined) this.#paths.set(binding, [{ path, origin }]);
    else if (paths.length >= 16) this.#paths.set(binding, [{ path: [], origin }]);
    else if (!paths.some((entry) => entry.path.join('.') === path.join('.'))) paths.push({ path, origin });
  }

  /** The name by which the tainted content that the access touches first came; undefined where it touches none. */
  originOf(access: Access): string | undefined {
    return this.#originAt(access.use.binding, access.path, false);
  }

  #originAt(binding: Binding, path: Path, aliased: boolean): string | undefined {
    const own = this.#paths.get(binding)?.find((entry) => overlap(entry.path, path) && (!aliased || entry.path.length > 0))?.origin;
    if (own !== undefined) return own;
    const alias = aliasOf(this.#bound, binding);
    return alias === undefined ? undefined : this.#originAt(alias.binding, [...alias.path, ...path], true);
  }

  has(binding: Binding): boolean {
    for (let at: Binding | undefined = binding; at !== undefined; at = aliasOf(this.#bound, at)?.binding) if (this.#paths.has(at)) return true;
    return false;
  }
}

export interface Flow {
  /** `control`: the value only decides whether the second waits at all. */
  readonly kind: 'data' | 'control';
  /** Where the second needs what the first made. */
  readonly use: Use;
  /** The name under which the first made it. */
  readonly origin: string;
}

/** What the stretch gives a value to or changes. */
export function producedBy(bound: Bound, node: ts.Node): Taint {
  const taint = new Taint(bound);
  for (const use of reachedUses(bound, node.pos, node.end)) {
    if (isModuleState(bound, node, use)) continue;
    const access = accessOf(use);
    // A name declared without a value gets none here.
    if (access.flow !== 'read' && !(use.flow === 'declare' && isFunctionDeclarationName(use))) taint.add(use.binding, access.path, use.binding.name);
  }
  return taint;
}

/** What a function sets of its module's variables (a memo, a registry) is for the effects to tell. */
export function isModuleState(bound: Bound, node: ts.Node, use: Use): boolean {
  return use.binding.scope.unit === bound.module && (use.node.pos < node.pos || use.node.end > node.end);
}

function isFunctionDeclarationName(use: Use): boolean {
  const { parent } = use.node;
  return isFunctionDeclaration(parent) || isClassDeclaration(parent);
}

/** Hands taint on through a statement that stands between. */
export function propagate(bound: Bound, statement: ts.Statement, taint: Taint): void {
  if (isBlock(statement)) {
    for (const inner of statement.statements) propagate(bound, inner, taint);
    return;
  }
  if (isFunctionDeclaration(statement)) return;
  if (isIfStatement(statement) && firstTainted(statement.expression, taint) === undefined) {
    propagate(bound, statement.thenStatement, taint);
    if (statement.elseStatement !== undefined) propagate(bound, statement.elseStatement, taint);
    return;
  }
  if (isTryStatement(statement)) {
    for (const block of [statement.tryBlock, statement.catchClause?.block, statement.finallyBlock]) if (block !== undefined) propagate(bound, block, taint);
    return;
  }
  if (isVariableStatement(statement)) {
    for (const declaration of statement.declarationList.declarations) propagateAll(bound, declaration, taint);
    return;
  }
  propagateAll(bound, statement, taint);
}

/** Where anything tainted is read, everything that is written there is tainted too. */
export function propagateAll(bound: Bound, node: ts.Node, taint: Taint): void {
  const origin = firstTainted(node, taint)?.origin;
  if (origin === undefined) return;
  for (const use of reachedUses(bound, node.pos, node.end)) {
    const access = accessOf(use);
    if (access.flow !== 'read' && !isModuleState(bound, node, use)) taint.add(use.binding, access.path, origin);
  }
  for (const changed of changedByCall(bound, node)) taint.add(changed.use.binding, changed.path, origin);
}

/** A call whose value nobody takes is made for what it changes: its receiver and the objects it is given. */
function changedByCall(bound: Bound, node: ts.Node): Access[] {
  if (!isExpressionStatement(node)) return [];
  const whole = unwrap(node.expression);
  const call = isVoidExpression(whole) ? unwrap(whole.expression) : whole;
  if (!isCallExpression(call) || isLogging(call) || isAssertion(call) || saysGuards(methodName(call.expression) ?? '', true)) return [];
  const callee = unwrap(call.expression);
  const receiver = isPropertyAccessExpression(callee) ? callee.expression : undefined;
  const owner = receiver === undefined ? undefined : rootUse(bound, receiver)?.binding.kind;
  // `usage.set(id, sum)` changes the map and nothing that is put into it; `_.set(object, path, value)` is another matter.
  const isFilled = isPropertyAccessExpression(callee) && isAdding(callee.name.text) && owner !== undefined && owner !== 'import' && owner !== 'global';
  const roots: ts.Expression[] = isFilled ? [] : [...call.arguments];
  if (receiver !== undefined) roots.push(receiver);
  return roots.flatMap((root) => {
    const use = rootUse(bound, root);
    return use === undefined || use.binding.kind === 'import' || use.binding.kind === 'global' ? [] : [accessOf(use)];
  });
}

function rootUse(bound: Bound, expression: ts.Expression): Use | undefined {
  let node = unwrap(expression);
  while (isPropertyAccessExpression(node) || isElementAccessExpression(node)) node = unwrap(node.expression);
  return bound.useOf.get(node);
}

/** `console.log(…)`, `logger.info(…)`, `core.debug(…)`: lines for people. `box.info(item)` may do anything to the item. */
export function isLogging(call: ts.CallExpression): boolean {
  const name = methodName(call.expression) ?? '';
  if (!/^(log|info|warn|error|debug|trace|verbose|silly|notice|success|appendLine|logInfo|logError|logWarn|logDebug)$/.test(name)) return false;
  const callee = unwrap(call.expression);
  if (!isPropertyAccessExpression(callee)) return true;
  const receiver = receiverName(callee);
  return receiver === undefined || speakers.test(receiver) || readReceiver(receiver) === 'writes log';
}

/** `expect(user.name).toBe(name)`, `assert.equal(a, b)`: looks at what it is given. */
function isAssertion(call: ts.CallExpression): boolean {
  let node = unwrap(call.expression);
  while (isPropertyAccessExpression(node) || isCallExpression(node)) node = unwrap(node.expression);
  return isIdentifier(node) && /^(expect|assert)$/.test(node.text);
}

/** The first use in the node that reads anything tainted, those left out that are harmless. */
export function firstTainted(node: ts.Node, taint: Taint, end = node.end, isHarmless: (use: Use) => boolean = () => false): { readonly use: Use; readonly origin: string } | undefined {
  for (const use of taint.usesIn(node.pos, end)) {
    if (!taint.has(use.binding)) continue;
    const access = accessOf(use);
    if (access.flow === 'write') continue;
    const origin = taint.originOf(access);
    if (origin !== undefined && !isHarmless(use)) return { use, origin };
  }
  return undefined;
}

/** A part of the second that must be known before it can start. */
export interface Need {
  readonly node: ts.Node;
  readonly end: number;
}

/**
 * What the statement must know to start: of a plain statement the operands of its awaits and the conditions they stand under;
 * of a compound one everything up to its last await.
 */
export function needsOf(unit: Unit, statement: ts.Statement): readonly Need[] {
  const awaits = awaitsIn(unit, statement);
  const last = awaits.at(-1);
  if (last === undefined) return [];
  if (!isPlain(statement)) return [{ node: statement, end: isLoopNode(statement) ? statement.end : last.end }];
  const needs: Need[] = [];
  let covered = -1;
  for (const node of awaits) {
    if (node.pos < covered) continue;
    covered = node.end;
    needs.push({ node, end: node.end });
    // The body of a reduction's callback has no statement of its own around it.
    for (let at: ts.Node = node; at !== statement && !isFunctionNode(at); at = at.parent) {
      const condition = conditionOf(at);
      if (condition !== undefined) needs.push({ node: condition, end: condition.end });
    }
  }
  return needs;
}

export function awaitsIn(unit: Unit, node: ts.Node): readonly ts.Node[] {
  const from = lowerBound(unit.awaits, node.pos, (site) => site.pos);
  const to = lowerBound(unit.awaits, node.end, (site) => site.pos);
  return unit.awaits.slice(from, to);
}

/** Whether the statement holds no other statements outside nested functions. */
export function isPlain(statement: ts.Statement): boolean {
  return isExpressionStatement(statement) || isVariableStatement(statement) || isReturnStatement(statement) || isThrowStatement(statement) || isExportAssignment(statement);
}

/** What decides whether this part of its parent is evaluated at all. */
function conditionOf(node: ts.Node): ts.Expression | undefined {
  const { parent } = node;
  if (isConditionalExpression(parent) && parent.condition !== node) return parent.condition;
  if (isBinaryExpression(parent) && parent.right === node) {
    const kind = parent.operatorToken.kind;
    if (kind === SyntaxKind.AmpersandAmpersandToken || kind === SyntaxKind.BarBarToken || kind === SyntaxKind.QuestionQuestionToken) return parent.left;
  }
  return undefined;
}

/** Whether a condition beside it decides if the node is evaluated. */
export function isConditional(node: ts.Node): boolean {
  return conditionOf(node) !== undefined;
}

/** The first need of the second that anything made by the first, or handed on between, goes into; left out are uses of which others know what they touch. */
export function flowInto(bound: Bound, unit: Unit, first: ts.Statement, between: readonly ts.Statement[], second: ts.Statement, isKnown: (access: Access) => boolean = () => false): Flow | undefined {
  const taint = producedBy(bound, first);
  if (taint.empty) return undefined;
  for (const statement of between) propagate(bound, statement, taint);
  let control: Flow | undefined;
  for (const need of needsOf(unit, second)) {
    for (const use of taint.usesIn(need.node.pos, need.end)) {
      if (!taint.has(use.binding)) continue;
      const access = accessOf(use);
      if (access.flow === 'write') continue;
      const origin = taint.originOf(access);
      if (origin === undefined || isKnown(access)) continue;
      if (!decides(unit, use.node, second)) return { kind: 'data', use, origin };
      control ??= { kind: 'control', use, origin };
    }
  }
  return control;
}

/** Whether the use only decides whether something of the statement is awaited, and goes into nothing that is. */
function decides(unit: Unit, node: ts.Node, statement: ts.Statement): boolean {
  if (node.pos < statement.pos || node.end > statement.end) return false;
  let inCondition = false;
  for (let at = node; at !== statement; at = at.parent) {
    const { parent } = at;
    if (isAwaitExpression(parent) || isFunctionNode(parent)) return false;
    if ((isIfStatement(parent) || isWhileStatement(parent) || isDoStatement(parent) || isSwitchStatement(parent)) && parent.expression === at) inCondition = true;
    if (isConditionalExpression(parent) && parent.condition === at && awaitsIn(unit, parent).length > 0) inCondition = true;
    if (isBinaryExpression(parent) && parent.left === at && conditionOf(parent.right) !== undefined && awaitsIn(unit, parent.right).length > 0) inCondition = true;
  }
  return inCondition;
}
