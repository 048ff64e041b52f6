/** What a function's declaration tells of it before its body is looked at. */
import ts from 'typescript';
import type { FunctionNode } from '../scopes.ts';
import { isStaticMember } from './call-site.ts';

/** Read once: each member of the package is looked up through a getter. */
const { SyntaxKind, isBlock, isClassLike, isMethodDeclaration, isThrowStatement } = ts;

/** A method that an abstract class has for those that extend it. */
export function isMeantForOthers(node: FunctionNode): boolean {
  return isMethodDeclaration(node) && isClassLike(node.parent) && node.parent.modifiers?.some(({ kind }) => kind === SyntaxKind.AbstractKeyword) === true && !isStaticMember(node);
}

/** `throw new Error('Not implemented')` and nothing else: what runs is another class's. */
export function isNotImplemented(body: ts.ConciseBody): boolean {
  const only = isBlock(body) && body.statements.length === 1 ? body.statements[0] : undefined;
  return only !== undefined && isThrowStatement(only) && /not.{0,9}implement|abstract|must (be )?(implement|overrid)/i.test(only.getText());
}

/** A method of a class that is a lock by its name. */
export function isOfLock({ parent }: FunctionNode): boolean {
  return isClassLike(parent) && /(Mutex|Semaphore|Lock)$/.test(parent.name?.text ?? '');
}
