/** Calls of which the compiler takes a type from where their value goes: `const user: User = await getJson(path)`. Put elsewhere they give something that it knows less of. */
import ts from 'typescript';
import type { Declared } from '../analysis/effects/effects.ts';
import { isLogging } from '../analysis/flow.ts';
import { declarationOf } from '../analysis/functions.ts';
import type { FunctionNode } from '../analysis/scopes.ts';
import { methodName, unwrap } from '../analysis/syntax.ts';
import type { FunctionReading } from './reading.ts';

/** Where what a call calls is declared. */
export type Declarations = (call: ts.CallExpression) => Pick<Declared, 'node'> | undefined;

/** Whether the value of the await goes where a type is asked for, and what is awaited may take its type from there. */
export function isInferred(fn: FunctionReading, { expression, parent }: ts.AwaitExpression, declared: Declarations): boolean {
  if (!fn.isTyped) return false;
  const place = placeOf(fn, parent);
  return place !== undefined && isGeneric(fn, expression, declared, place === 'pattern');
}

/** What tells a type to the value that comes up to the node; what takes it apart tells less than what is written. */
function placeOf(fn: FunctionReading, node: ts.Node): 'type' | 'pattern' | undefined {
  switch (node.kind) {
    case ts.SyntaxKind.ParenthesizedExpression:
    case ts.SyntaxKind.NonNullExpression:
    case ts.SyntaxKind.AwaitExpression:
    case ts.SyntaxKind.ArrayLiteralExpression:
    case ts.SyntaxKind.ObjectLiteralExpression:
    case ts.SyntaxKind.PropertyAssignment:
    case ts.SyntaxKind.SpreadAssignment:
      return placeOf(fn, node.parent);
    case ts.SyntaxKind.BinaryExpression: {
      const { kind } = (node as ts.BinaryExpression).operatorToken;
      if (kind === ts.SyntaxKind.EqualsToken) return 'type';
      return kind === ts.SyntaxKind.BarBarToken || kind === ts.SyntaxKind.QuestionQuestionToken ? placeOf(fn, node.parent) : undefined;
    }
    case ts.SyntaxKind.VariableDeclaration: {
      const { type, name } = node as ts.VariableDeclaration;
      // `const [a, b]` makes a pair of what would be a list.
      return type !== undefined ? 'type' : name.getText(fn.file).includes('[') ? 'pattern' : undefined;
    }
    case ts.SyntaxKind.CallExpression:
      return isLogging(node as ts.CallExpression) ? undefined : 'type';
    case ts.SyntaxKind.NewExpression:
    case ts.SyntaxKind.SatisfiesExpression:
      return 'type';
    case ts.SyntaxKind.ReturnStatement:
      return isReturnTyped(fn.unit.node) ? 'type' : undefined;
    default:
      return undefined;
  }
}

/** By what is written, or by where the function itself goes. */
function isReturnTyped(node: ts.Node): boolean {
  if (!ts.isFunctionLike(node) || node.type !== undefined) return true;
  if (ts.isFunctionDeclaration(node)) return false;
  const { parent } = node;
  return !ts.isClassLike(parent) && !(ts.isVariableDeclaration(parent) && parent.type === undefined);
}

/** `isSeen`: only where the declaration says so. */
function isGeneric(fn: FunctionReading, expression: ts.Expression, declared: Declarations, isSeen: boolean): boolean {
  const node = unwrap(expression);
  if (ts.isConditionalExpression(node)) return [node.whenTrue, node.whenFalse].some((branch) => isGeneric(fn, branch, declared, isSeen));
  if (ts.isNewExpression(node) || ts.isTaggedTemplateExpression(node)) return node.typeArguments === undefined && !isSeen;
  if (!ts.isCallExpression(node) || node.typeArguments !== undefined || node.expression.kind === ts.SyntaxKind.ImportKeyword) return false;
  const known = declared(node)?.node;
  if (known !== undefined) return isGenericFunction(known);
  return !isSeen && (isContinued(node) ?? !isOfPlatform(fn, node.expression));
}

/** `f().then(…)` takes its type from what is given back there, and so does `f().catch(…)`: but of `null` there is but one. */
function isContinued({ expression, arguments: [handler] }: ts.CallExpression): boolean | undefined {
  const name = methodName(expression);
  return name === 'then' ? true : name === 'catch' ? /['"`{]/.test(handler?.getText() ?? '') : undefined;
}

function isGenericFunction(node: FunctionNode): boolean {
  if ((node.typeParameters ?? []).length > 0) return true;
  const declaration = declarationOf(node);
  const written = ts.isVariableStatement(declaration) ? declaration.declarationList.declarations.find(({ initializer }) => initializer === node)?.type : ts.isPropertyDeclaration(declaration) ? declaration.type : undefined;
  if (written !== undefined) return !ts.isFunctionTypeNode(written) || written.typeParameters !== undefined;
  const siblings: readonly ts.Node[] = ts.isClassLike(node.parent) ? node.parent.members : ts.isSourceFile(node.parent) ? node.parent.statements : [];
  return siblings.some((other) => (ts.isFunctionDeclaration(other) || ts.isMethodDeclaration(other)) && other.name !== undefined && other.name.getText() === node.name?.getText() && (other.typeParameters ?? []).length > 0);
}

/** What the runtime brings along, and what comes of it: few of its functions are generic. */
function isOfPlatform(fn: FunctionReading, expression: ts.Expression): boolean {
  let root: ts.Expression = unwrap(expression);
  while (ts.isPropertyAccessExpression(root) || ts.isCallExpression(root) || ts.isAwaitExpression(root)) root = unwrap(root.expression);
  const binding = ts.isIdentifier(root) ? fn.bound.useOf.get(root)?.binding : undefined;
  if (binding === undefined) return false;
  if (binding.kind === 'global') return binding.name !== 'Promise';
  let declaration: ts.Node | undefined = binding.declarations[0]?.parent;
  if (declaration !== undefined && ts.isVariableDeclaration(declaration)) return binding.kind === 'const' && declaration.initializer !== undefined && declaration.initializer !== expression && isOfPlatform(fn, declaration.initializer);
  while (declaration !== undefined && !ts.isImportDeclaration(declaration)) declaration = ts.isImportClause(declaration) || ts.isNamedImports(declaration) || ts.isImportSpecifier(declaration) || ts.isNamespaceImport(declaration) ? declaration.parent : undefined;
  return declaration !== undefined && ts.isStringLiteral(declaration.moduleSpecifier) && /^(?:node:(?!timers)|(?:fs|crypto|dns|child_process|zlib|stream|readline|os|http|https|net)(?:\/promises)?$)/.test(declaration.moduleSpecifier.text);
}
