/** Whether reading members can throw: of what may not be there it does, and so may a getter. */
import ts from 'typescript';
import { accessOf } from '../analysis/access.ts';
import { isConditional, isPlain, usesIn } from '../analysis/flow.ts';
import { isFunctionNode } from '../analysis/scopes.ts';
import { unwrap } from '../analysis/syntax.ts';
import type { FunctionReading } from './reading.ts';

/** Whether all that the node takes members of, or apart, is sure to be there before the node `anchor` is come to. `ran`: a node that has been evaluated by then as well. */
export function isThere(fn: FunctionReading, node: ts.Node, anchor: ts.Node, ran?: ts.Node): boolean {
  const getters = gettersIn(fn.file);
  const isSure = (object: ts.Expression): boolean => isSureOf(fn, object) || isTakenApart(fn, unwrap(object), anchor, ran);
  const visit = (part: ts.Node): boolean => {
    if (isFunctionNode(part) || ts.isTypeNode(part)) return true;
    if ((ts.isPropertyAccessExpression(part) || ts.isElementAccessExpression(part)) && part.questionDotToken === undefined && !isSure(part.expression)) return false;
    if (getters.has(memberRead(part) ?? '')) return false;
    if (ts.isVariableDeclaration(part) && !ts.isIdentifier(part.name) && part.initializer !== undefined && !isSure(part.initializer)) return false;
    return ts.forEachChild(part, (child) => (visit(child) ? undefined : true)) !== true;
  };
  return visit(node);
}

/** By what it is: of this and of modules, what is made here, and what the signature asks for. */
function isSureOf({ bound, file }: FunctionReading, object: ts.Expression): boolean {
  const node = unwrap(object);
  // A promise, of which `then` or `catch` is asked.
  if (ts.isCallExpression(node)) return ts.isPropertyAccessExpression(object.parent) && /^(?:then|catch|finally)$/.test(object.parent.name.text);
  if (!ts.isIdentifier(node)) return node.kind === ts.SyntaxKind.ThisKeyword || node.kind === ts.SyntaxKind.SuperKeyword || isMade(node);
  const binding = bound.useOf.get(node)?.binding;
  if (binding === undefined || binding.changes) return false;
  if (binding.kind === 'parameter' || binding.kind === 'const') {
    const declared = binding.declarations[0]?.parent;
    if (declared !== undefined && ts.isVariableDeclaration(declared)) return declared.initializer !== undefined && isMade(unwrap(declared.initializer));
    return declared !== undefined && ts.isParameter(declared) && declared.questionToken === undefined && declared.type !== undefined && !/\b(?:undefined|null|unknown|any)\b/.test(declared.type.getText(file));
  }
  return binding.kind !== 'let' && binding.kind !== 'var' && binding.kind !== 'catch';
}

function isMade(node: ts.Node): boolean {
  return ts.isObjectLiteralExpression(node) || ts.isArrayLiteralExpression(node) || ts.isNewExpression(node) || ts.isStringLiteralLike(node) || ts.isTemplateExpression(node);
}

/** `user.profile.name` has been read on every way that comes here: then `user.profile` is there. */
function isTakenApart({ bound, unit, file }: FunctionReading, object: ts.Node, anchor: ts.Node, ran: ts.Node | undefined): boolean {
  const plain = (node: ts.Node): string => node.getText(file).replaceAll(/\s/g, '');
  const text = plain(object);
  const uses = [...usesIn(bound, unit.node.pos, anchor.pos), ...(ran === undefined ? [] : usesIn(bound, ran.pos, ran.end))];
  return uses.some((use) => {
    if (use.unit !== unit || use.binding.changes) return false;
    const { whole } = accessOf(use);
    return /^[.[]/.test(plain(whole).slice(text.length)) && plain(whole).startsWith(text) && isAlwaysRun(whole, anchor);
  });
}

function isAlwaysRun(node: ts.Node, anchor: ts.Node): boolean {
  for (let at = node; !(at.pos <= anchor.pos && anchor.end <= at.end); at = at.parent) {
    if (isConditional(at) || isFunctionNode(at) || (ts.isStatement(at) && !ts.isBlock(at) && !isPlain(at))) return false;
    if (ts.isBlock(at) && ts.isTryStatement(at.parent)) return false;
  }
  return true;
}

const known = new WeakMap<ts.SourceFile, ReadonlySet<string>>();

/** Names of members that run code when they are read, of whatever in the file. */
function gettersIn(file: ts.SourceFile): ReadonlySet<string> {
  let getters = known.get(file);
  if (getters === undefined) {
    const found = new Set<string>();
    const visit = (node: ts.Node): void => {
      if (ts.isGetAccessor(node)) found.add(node.name.getText(file));
      ts.forEachChild(node, visit);
    };
    if (/\bget\b/.test(file.text)) visit(file);
    known.set(file, getters = found);
  }
  return getters;
}

/** The name by which the node reads a member. */
function memberRead(node: ts.Node): string | undefined {
  if (ts.isPropertyAccessExpression(node)) return node.name.text;
  if (ts.isElementAccessExpression(node)) return ts.isStringLiteralLike(node.argumentExpression) ? node.argumentExpression.text : undefined;
  const name = ts.isBindingElement(node) ? node.propertyName ?? node.name : undefined;
  return name !== undefined && ts.isIdentifier(name) ? name.text : undefined;
}
