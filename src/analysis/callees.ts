/** Which function of the same file a call means. */
import ts from 'typescript';
import type { Binding, Bound, FunctionNode, Unit } from './scopes.ts';
import { isFunctionNode } from './scopes.ts';
import { unwrap } from './syntax.ts';

/** Read once: each member of the package is looked up through a getter. */
const { SyntaxKind, isClassLike, isFunctionDeclaration, isIdentifier, isMethodDeclaration, isObjectLiteralExpression, isPrivateIdentifier, isPropertyAccessExpression, isPropertyAssignment, isPropertyDeclaration, isStringLiteralLike, isVariableDeclaration } = ts;

/** The unit that a callee names, where its declaration stands in this file and is never replaced. */
export function calleeUnit(callee: ts.Expression, bound: Bound): Unit | undefined {
  const node = unwrap(callee);
  if (isFunctionNode(node)) return bound.unitOf.get(node);
  if (isIdentifier(node)) {
    const binding = bound.useOf.get(node)?.binding;
    return binding === undefined ? undefined : unitOfBinding(binding, bound);
  }
  if (isPropertyAccessExpression(node) && node.expression.kind === SyntaxKind.ThisKeyword) {
    const method = methodOfThis(node, bound);
    return method === undefined ? undefined : bound.unitOf.get(method);
  }
  return undefined;
}

/** The function that a name stands for, where it is never given another. */
export function unitOfBinding(binding: Binding, bound: Bound): Unit | undefined {
  if (binding.foundUnit === undefined) binding.foundUnit = findUnit(binding, bound) ?? null;
  return binding.foundUnit ?? undefined;
}

function findUnit(binding: Binding, bound: Bound): Unit | undefined {
  if (binding.changes) return undefined;
  // Of overloads the last declaration has the body.
  for (const declaration of binding.declarations.toReversed()) {
    const { parent } = declaration;
    if (isFunctionDeclaration(parent)) {
      if (parent.body !== undefined) return bound.unitOf.get(parent);
    } else if (isVariableDeclaration(parent) && parent.name === declaration && parent.initializer !== undefined) {
      const value = unwrap(parent.initializer);
      if (isFunctionNode(value)) return bound.unitOf.get(value);
    }
  }
  return undefined;
}

function methodOfThis(access: ts.PropertyAccessExpression, bound: Bound): FunctionNode | undefined {
  const owner = bound.useOf.get(access.expression)?.binding.scope.node.parent;
  const members: readonly ts.Node[] | undefined = owner === undefined ? undefined : isClassLike(owner) ? owner.members : isObjectLiteralExpression(owner) ? owner.properties : undefined;
  for (const member of members ?? []) {
    if (isMethodDeclaration(member) && member.body !== undefined && nameIs(member.name, access.name.text)) return member;
    if ((isPropertyDeclaration(member) || isPropertyAssignment(member)) && member.initializer !== undefined && nameIs(member.name, access.name.text)) {
      const value = unwrap(member.initializer);
      if (isFunctionNode(value)) return value;
    }
  }
  return undefined;
}

function nameIs(name: ts.PropertyName, text: string): boolean {
  return (isIdentifier(name) || isPrivateIdentifier(name) || isStringLiteralLike(name)) && name.text === text;
}
