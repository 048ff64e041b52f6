/** Names and ids of functions, and which of them are asynchronous. */
import ts from 'typescript';
import type { FunctionKind } from './model.ts';
import type { FunctionNode, Unit } from './scopes.ts';
import { isFunctionNode } from './scopes.ts';
import { unwrap } from './syntax.ts';

const anonymous = '<anonymous>';

/** Whether the unit is a function of the model: marked `async`, or a module that awaits at its top level. */
export function isAsyncUnit(unit: Unit): boolean {
  if (ts.isSourceFile(unit.node)) return unit.awaits.length > 0;
  return isFunctionNode(unit.node) && unit.node.body !== undefined && (unit.awaits.length > 0 || hasAsync(unit.node));
}

function hasAsync(node: FunctionNode): boolean {
  return (node.modifiers ?? []).some((modifier) => modifier.kind === ts.SyntaxKind.AsyncKeyword);
}

export function isGenerator(unit: Unit): boolean {
  const { node } = unit;
  return (ts.isFunctionDeclaration(node) || ts.isFunctionExpression(node) || ts.isMethodDeclaration(node)) && node.asteriskToken !== undefined;
}

export function kindOf(unit: Unit): FunctionKind {
  if (ts.isSourceFile(unit.node)) return 'module';
  if (ts.isArrowFunction(unit.node)) return 'arrow';
  return ts.isFunctionDeclaration(unit.node) || ts.isFunctionExpression(unit.node) ? 'function' : 'method';
}

/** The identifier or other name node by which people know the function; none where the source gives none. */
export function nameNode(unit: Unit): ts.Node | undefined {
  const { node } = unit;
  if (ts.isSourceFile(node)) return undefined;
  if (ts.isClassStaticBlockDeclaration(node)) return undefined;
  if (node.name !== undefined) return node.name;
  if (ts.isConstructorDeclaration(node)) return undefined;
  return targetName(node);
}

/** What an expression is given to: `const load = …`, `{ load: … }`, `load = …`, also through wrappers such as `memo(async () => …)`. */
function targetName(expression: ts.Node): ts.Node | undefined {
  let node = expression;
  for (;;) {
    const parent: ts.Node = node.parent;
    if (ts.isParenthesizedExpression(parent) || ts.isAsExpression(parent) || ts.isSatisfiesExpression(parent) || ts.isNonNullExpression(parent)) {
      node = parent;
      continue;
    }
    // A wrapper such as `cache(async () => …)` gives its name to the function, when that is its first argument.
    if (ts.isCallExpression(parent) && parent.arguments[0] === node && ts.isVariableDeclaration(parent.parent)) {
      node = parent;
      continue;
    }
    if (ts.isVariableDeclaration(parent) && ts.isIdentifier(parent.name)) return parent.name;
    if (ts.isPropertyAssignment(parent) || ts.isPropertyDeclaration(parent)) return parent.name;
    if (ts.isBinaryExpression(parent) && parent.right === node && parent.operatorToken.kind === ts.SyntaxKind.EqualsToken) {
      const target = unwrap(parent.left);
      if (ts.isIdentifier(target)) return target;
      if (ts.isPropertyAccessExpression(target)) return target.name;
    }
    return undefined;
  }
}

export function nameOf(unit: Unit): string {
  if (ts.isSourceFile(unit.node)) return '<module>';
  if (ts.isConstructorDeclaration(unit.node)) return 'constructor';
  const name = nameNode(unit);
  if (name === undefined) return anonymous;
  if (ts.isIdentifier(name) || ts.isPrivateIdentifier(name) || ts.isStringLiteralLike(name) || ts.isNumericLiteral(name)) return name.text;
  return name.getText().slice(0, 60);
}

/** Gives every unit the path of its names, such as `Api.load/map callback`; a repeated path gets an ordinal. */
export function idsOf(units: readonly Unit[]): ReadonlyMap<Unit, string> {
  const ids = new Map<Unit, string>();
  const taken = new Map<string, number>();
  for (const unit of units) {
    const own = ownPath(unit);
    const parent = unit.parent === undefined || ts.isSourceFile(unit.parent.node) ? undefined : ids.get(unit.parent);
    const path = parent === undefined ? own : `${parent}/${own}`;
    const before = taken.get(path) ?? 0;
    taken.set(path, before + 1);
    ids.set(unit, before === 0 ? path : `${path}#${before + 1}`);
  }
  return ids;
}

function ownPath(unit: Unit): string {
  const { node } = unit;
  const name = nameOf(unit);
  if (!ts.isSourceFile(node) && ts.isClassLike(node.parent)) return `${node.parent.name?.text ?? anonymous}.${name}`;
  if (name !== anonymous) return name;
  const parent: ts.Node = node.parent;
  // An anonymous callback is known by what it is given to.
  if (ts.isCallExpression(parent)) {
    const callee = unwrap(parent.expression);
    if (ts.isPropertyAccessExpression(callee)) return `${callee.name.text}()`;
    if (ts.isIdentifier(callee)) return `${callee.text}()`;
  }
  return anonymous;
}

/** The node before which a comment on the function stands: of `const load = async () => …` the whole statement. */
export function declarationOf(node: Unit['node']): ts.Node {
  let declaration: ts.Node = node;
  while (ts.isArrowFunction(declaration) || ts.isFunctionExpression(declaration) || ts.isVariableDeclaration(declaration) || ts.isVariableDeclarationList(declaration)) declaration = declaration.parent;
  return ts.isPropertyAssignment(declaration) || ts.isPropertyDeclaration(declaration) || ts.isVariableStatement(declaration) || ts.isMethodDeclaration(declaration) || ts.isFunctionDeclaration(declaration) ? declaration : node;
}
