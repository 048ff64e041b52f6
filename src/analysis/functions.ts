/** Names and ids of functions, and which of them are asynchronous. */
import ts from 'typescript';
import type { FunctionKind } from './model.ts';
import type { FunctionNode, Unit } from './scopes.ts';
import { isFunctionNode } from './scopes.ts';
import { unwrap } from './syntax.ts';

/** Read once: each member of the package is looked up through a getter. */
const { SyntaxKind, isArrowFunction, isAsExpression, isBinaryExpression, isCallExpression, isClassLike, isClassStaticBlockDeclaration, isConstructorDeclaration, isFunctionDeclaration, isFunctionExpression, isIdentifier, isMethodDeclaration, isNonNullExpression, isNumericLiteral, isParenthesizedExpression, isPrivateIdentifier, isPropertyAccessExpression, isPropertyAssignment, isPropertyDeclaration, isSatisfiesExpression, isSourceFile, isStringLiteralLike, isVariableDeclaration, isVariableDeclarationList, isVariableStatement } = ts;

const anonymous = '<anonymous>';

/** Whether the unit is a function of the model: marked `async`, or a module that awaits at its top level. */
export function isAsyncUnit(unit: Unit): boolean {
  if (isSourceFile(unit.node)) return unit.awaits.length > 0;
  return isFunctionNode(unit.node) && unit.node.body !== undefined && (unit.awaits.length > 0 || hasAsync(unit.node));
}

function hasAsync(node: FunctionNode): boolean {
  return (node.modifiers ?? []).some((modifier) => modifier.kind === SyntaxKind.AsyncKeyword);
}

export function isGenerator(unit: Unit): boolean {
  const { node } = unit;
  return (isFunctionDeclaration(node) || isFunctionExpression(node) || isMethodDeclaration(node)) && node.asteriskToken !== undefined;
}

export function kindOf(unit: Unit): FunctionKind {
  if (isSourceFile(unit.node)) return 'module';
  if (isArrowFunction(unit.node)) return 'arrow';
  return isFunctionDeclaration(unit.node) || isFunctionExpression(unit.node) ? 'function' : 'method';
}

/** The identifier or other name node by which people know the function; none where the source gives none. */
export function nameNode(unit: Unit): ts.Node | undefined {
  const { node } = unit;
  if (isSourceFile(node)) return undefined;
  if (isClassStaticBlockDeclaration(node)) return undefined;
  if (node.name !== undefined) return node.name;
  if (isConstructorDeclaration(node)) return undefined;
  return targetName(node);
}

/** What an expression is given to: `const load = …`, `{ load: … }`, `load = …`, also through wrappers such as `memo(async () => …)`. */
function targetName(expression: ts.Node): ts.Node | undefined {
  let node = expression;
  for (;;) {
    const parent: ts.Node = node.parent;
    if (isParenthesizedExpression(parent) || isAsExpression(parent) || isSatisfiesExpression(parent) || isNonNullExpression(parent)) {
      node = parent;
      continue;
    }
    // A wrapper such as `cache(async () => …)` gives its name to the function, when that is its first argument.
    if (isCallExpression(parent) && parent.arguments[0] === node && isVariableDeclaration(parent.parent)) {
      node = parent;
      continue;
    }
    if (isVariableDeclaration(parent) && isIdentifier(parent.name)) return parent.name;
    if (isPropertyAssignment(parent) || isPropertyDeclaration(parent)) return parent.name;
    if (isBinaryExpression(parent) && parent.right === node && parent.operatorToken.kind === SyntaxKind.EqualsToken) {
      const target = unwrap(parent.left);
      if (isIdentifier(target)) return target;
      if (isPropertyAccessExpression(target)) return target.name;
    }
    return undefined;
  }
}

export function nameOf(unit: Unit): string {
  if (isSourceFile(unit.node)) return '<module>';
  if (isConstructorDeclaration(unit.node)) return 'constructor';
  const name = nameNode(unit);
  if (name === undefined) return anonymous;
  if (isIdentifier(name) || isPrivateIdentifier(name) || isStringLiteralLike(name) || isNumericLiteral(name)) return name.text;
  return name.getText().slice(0, 60);
}

/** Gives every unit the path of its names, such as `Api.load/map callback`; a repeated path gets an ordinal. */
export function idsOf(units: readonly Unit[]): ReadonlyMap<Unit, string> {
  const ids = new Map<Unit, string>();
  const taken = new Map<string, number>();
  for (const unit of units) {
    const own = ownPath(unit);
    const parent = unit.parent === undefined || isSourceFile(unit.parent.node) ? undefined : ids.get(unit.parent);
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
  if (!isSourceFile(node) && isClassLike(node.parent)) return `${node.parent.name?.text ?? anonymous}.${name}`;
  if (name !== anonymous) return name;
  const parent: ts.Node = node.parent;
  // An anonymous callback is known by what it is given to.
  if (isCallExpression(parent)) {
    const callee = unwrap(parent.expression);
    if (isPropertyAccessExpression(callee)) return `${callee.name.text}()`;
    if (isIdentifier(callee)) return `${callee.text}()`;
  }
  return anonymous;
}

/** The node before which a comment on the function stands: of `const load = async () => …` the whole statement. */
export function declarationOf(node: Unit['node']): ts.Node {
  let declaration: ts.Node = node;
  while (isArrowFunction(declaration) || isFunctionExpression(declaration) || isParenthesizedExpression(declaration) || isAsExpression(declaration) || isSatisfiesExpression(declaration) || isVariableDeclaration(declaration) || isVariableDeclarationList(declaration)) declaration = declaration.parent;
  return isPropertyAssignment(declaration) || isPropertyDeclaration(declaration) || isVariableStatement(declaration) || isMethodDeclaration(declaration) || isFunctionDeclaration(declaration) ? declaration : node;
}
