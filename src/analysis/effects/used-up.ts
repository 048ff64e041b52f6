/** What is changed by being gone through or asked: an iterator hands out each element once, and a pattern with `g` or `y` goes on where it was. */
import ts from 'typescript';
import { unwrap } from '../syntax.ts';
import type { Hole } from './effect.ts';
import { constantValue } from './keys.ts';
import { listBy } from './lists.ts';
import { isAny } from './meaning.ts';
import type { Meanings } from './meanings.ts';
import type { Source } from './sources.ts';

/** Read once: each member of the package is looked up through a getter. */
const { isBinaryExpression, isCallExpression, isForStatement, isIdentifier, isParameter, isParenthesizedExpression, isPropertyAccessExpression, isTypeReferenceNode, isVariableDeclaration, isVariableDeclarationList, isWhileStatement } = ts;

/** Where an iterator, or a pattern, has come to: a part of it that has no name. */
export const position: Hole = { id: '*', text: 'position', stable: false };
/** The same of what may be a list as well, or have no such flag: whoever hands it in tells. */
export const positionIfAny: Hole = { ...position, text: 'position?' };
export const lastIndex: Hole = { ...position, text: 'lastIndex' };

const iterators = /^(Async)?(Iterable|Iterator|IterableIterator|IteratorObject|Generator)$/;

/** `queue.entries()`: each call gives another one. */
const givesNew = /^(keys|values|entries|matchAll)$/;

/** Whether going through it takes its elements from all others who have it; undefined where nothing tells. */
export function isUsedUp(expression: ts.Expression, source: Source, meanings: Meanings): boolean | undefined {
  const node = unwrap(expression);
  if (isIdentifier(node)) {
    const binding = source.bound.useOf.get(node)?.binding;
    const declaration = binding?.declarations[0]?.parent;
    if (declaration !== undefined && isParameter(declaration)) return declaration.type === undefined || isAny(declaration.type) ? undefined : isIteratorType(declaration.type);
    const initial = binding === undefined ? undefined : constantValue(binding);
    return initial === undefined ? false : isUsedUp(initial, source, meanings);
  }
  if (isCallExpression(node)) {
    const callee = unwrap(node.expression);
    if (isPropertyAccessExpression(callee) && givesNew.test(callee.name.text)) return !(isIdentifier(callee.expression) && callee.expression.text === 'Object');
    const meaning = meanings.of(callee, source);
    return meaning?.type === 'function' && (('asteriskToken' in meaning.node && meaning.node.asteriskToken !== undefined) || (meaning.node.type !== undefined && isIteratorType(meaning.node.type)));
  }
  const meaning = meanings.of(node, source);
  return meaning?.type === 'instance' && meaning.module === 'global' && iterators.test(meaning.name) && listBy(meanings, node, source) === undefined;
}

/** Whether it is known to be no list: a generator, or an object of the project's own, which makes each element when a loop comes to it. */
export function isMadeInTurn(expression: ts.Expression, source: Source, meanings: Meanings): boolean {
  const meaning = meanings.of(expression, source);
  const type = meaning?.type === 'parameter' ? meaning.typed?.type : meaning?.type;
  return type === 'object' || type === 'shape' || isUsedUp(expression, source, meanings) === true;
}

/** An iterator that is made where it is gone through: nobody else has it. */
export function isMadeHere(expression: ts.Expression): boolean {
  const node = unwrap(expression);
  const callee = isCallExpression(node) ? unwrap(node.expression) : undefined;
  return callee !== undefined && isPropertyAccessExpression(callee) && givesNew.test(callee.name.text);
}

function isIteratorType(type: ts.TypeNode): boolean {
  return isTypeReferenceNode(type) && isIdentifier(type.typeName) && iterators.test(type.typeName.text);
}

/** Whether a pattern goes on where it was; undefined where its flags are not written out. */
export function movesOn(expression: ts.Expression, source: Source, meanings: Meanings): boolean | undefined {
  const meaning = meanings.of(expression, source);
  return meaning?.type !== 'instance' || meaning.name !== 'RegExp' || meaning.typeArgument === undefined ? undefined : /[gy]/.test(meaning.typeArgument);
}

/** `while ((match = pattern.exec(text)) !== null)` without a way out goes on until there is none, and then it stands at the start again; so it does where it is set back. */
export function isSetBack(call: ts.CallExpression, pattern: ts.Expression, body: ts.Node, { file }: Source): boolean {
  let node: ts.Node = call;
  while (isParenthesizedExpression(node.parent) || isBinaryExpression(node.parent) || isVariableDeclaration(node.parent) || isVariableDeclarationList(node.parent)) node = node.parent;
  const loop = node.parent;
  const isRunOut = ((isWhileStatement(loop) && loop.expression === node) || (isForStatement(loop) && loop.statement !== node)) && !/\b(await|break|return|throw)\b/.test(loop.statement.getText(file));
  return isRunOut || body.getText(file).includes(`${pattern.getText(file)}.lastIndex = 0`);
}

/** What a callee moves on, told by what it is handed there: nothing where that is a list, or a pattern that stays where it is. */
export function isMoved(part: Hole, argument: ts.Expression | undefined, source: Source, meanings: Meanings): boolean {
  if (argument === undefined) return part.text !== positionIfAny.text;
  switch (part.text) {
    case lastIndex.text:
      return movesOn(argument, source, meanings) ?? isHandedIn(argument, source);
    case position.text:
      return isUsedUp(argument, source, meanings) !== false;
    case positionIfAny.text:
      return isUsedUp(argument, source, meanings) === true;
    default:
      return true;
  }
}

function isHandedIn(expression: ts.Expression, { bound }: Source): boolean {
  const node = unwrap(expression);
  return isIdentifier(node) && bound.useOf.get(node)?.binding.kind === 'parameter';
}
