/** May what a loop goes through be read to its end before the first round? A rewrite starts from a copy of it. */
import ts from 'typescript';
import { accessOf } from '../access.ts';
import type { Key } from '../effects/effect.ts';
import { usesIn } from '../flow.ts';
import { nameNode } from '../functions.ts';
import type { LoopNode, Unit } from '../scopes.ts';
import { unwrap } from '../syntax.ts';
import type { Ground } from '../verdict.ts';

/** Read once: each member of the package is looked up through a getter. */
const { isCallExpression, isConstructorDeclaration, isElementAccessExpression, isIdentifier, isParameter, isPropertyAccessExpression, isSourceFile, isTypeReferenceNode, isVariableDeclaration } = ts;

/** Whether a copy of it holds all that the rounds would come to: nothing runs to give an element, and nobody changes the list while they wait. */
export function isThereAsWhole(ground: Ground, loop: ts.ForOfStatement): boolean {
  return !isLazy(ground, loop.expression) && !isChangedMeanwhile(ground, loop);
}

/** A generator, or what an iterator's own methods make of it: what gives an element runs when a round asks for it. */
function isLazy(ground: Ground, expression: ts.Expression): boolean {
  const { bound, effects } = ground;
  const node = unwrap(expression);
  if (isCallExpression(node)) {
    const declared = effects.declared(node);
    if (declared !== undefined) return 'asteriskToken' in declared.node && declared.node.asteriskToken !== undefined;
    const receiver = receiverOf(node, /^(filter|map|flatMap|take|drop)$/);
    return receiver !== undefined && ((isCallExpression(receiver) && receiverOf(receiver, views) !== undefined) || isLazy(ground, receiver));
  }
  const declaration = isIdentifier(node) ? bound.useOf.get(node)?.binding.declarations[0]?.parent : undefined;
  if (declaration === undefined || (!isParameter(declaration) && !isVariableDeclaration(declaration))) return false;
  if (declaration.type !== undefined) return isTypeReferenceNode(declaration.type) && isIdentifier(declaration.type.typeName) && /^(Generator|Iterator|IterableIterator|IteratorObject)$/.test(declaration.type.typeName.text);
  return declaration.initializer !== undefined && declaration.end <= node.pos && isLazy(ground, declaration.initializer);
}

/** These give an iterator; of `Object` they give a list. */
const views = /^(keys|values|entries)$/;
/** These give the list itself. */
const sameList = /^(sort|reverse)$/;
/** What a list, a set or a map has more or less of afterwards, or elsewhere. */
const changing = /\.(push|unshift|splice|pop|shift|add|set|delete|clear|sort|reverse|fill|copyWithin)$/;
/** The function that these are given has run when they come back. */
const runningAtOnce = /^(forEach|map|filter|flatMap|reduce|reduceRight|some|every|find|findIndex|sort|from)$/;

/** What a method that is called so is called on. */
function receiverOf(call: ts.CallExpression, methods: RegExp): ts.Expression | undefined {
  const callee = unwrap(call.expression);
  return isPropertyAccessExpression(callee) && methods.test(callee.name.text) && callee.expression.getText() !== 'Object' ? unwrap(callee.expression) : undefined;
}

/** Whether a function of the file that may run meanwhile adds to the list or takes from it. Another list in its place is none of the loop's affair. */
function isChangedMeanwhile(ground: Ground, loop: ts.ForOfStatement): boolean {
  const { bound, unit, effects } = ground;
  let list = unwrap(loop.expression);
  for (let whole: ts.Expression | undefined = list; whole !== undefined; ) {
    list = whole;
    whole = isCallExpression(list) ? (receiverOf(list, views) ?? receiverOf(list, sameList)) : undefined;
  }
  const place = isCallExpression(list) ? undefined : effects.placeOf(list);
  const last = place?.at(-1);
  if (place === undefined || last === undefined) return false;
  const isIt = (key: Key | undefined): boolean => key !== undefined && (textOf(key) === textOf(place) || textOf(key).startsWith(`${textOf(place)}[`));
  const isOwn = usesIn(bound, list.pos, list.end).some(({ binding }) => binding.kind !== 'this' && binding.scope.unit === unit);
  const name = typeof last === 'string' ? last.slice(1) : last.text;
  return bound.units.some((other) => {
    const { node } = other;
    // Who changes the list names it.
    if (isSourceFile(node) || isConstructorDeclaration(node) || (isOwn && other === unit) || !bound.file.text.slice(node.pos, node.end).includes(name) || isOverBefore(ground, other, loop)) return false;
    return other.calls.some((call) => effects.of(call).writes.some(({ resource, text }) => resource.kind === 'state' && changing.test(text) && isIt(resource.key)))
      || usesIn(bound, node.pos, node.end).map(accessOf).some(({ use, path, flow, whole }) => use.unit === other && flow !== 'read' && path.at(-1) === 'length' && (isPropertyAccessExpression(whole) || isElementAccessExpression(whole)) && isIt(effects.placeOf(whole.expression)));
  });
}

/** The same place, told by a function or at a call of it. */
function textOf(key: Key): string {
  return key.map((part) => (typeof part === 'string' ? part : part.id)).join('');
}

/** A function within the loop's own that is only called above the loop: `entries.forEach((entry) => names.push(entry.name))`, or by its name. */
function isOverBefore(ground: Ground, other: Unit, loop: LoopNode): boolean {
  const { bound, unit } = ground;
  if (other === unit || other.node.pos < unit.node.pos || other.node.end > unit.node.end) return false;
  if (other.parent !== undefined && isOverBefore(ground, other.parent, loop)) return true;
  const isRun = (node: ts.Node): boolean => node.end <= loop.pos && isCallExpression(node.parent) && (node.parent.expression === node || (isPropertyAccessExpression(node.parent.expression) && runningAtOnce.test(node.parent.expression.name.text)));
  if (isRun(other.node)) return true;
  const name = nameNode(other);
  const uses = (name === undefined ? undefined : bound.useOf.get(name))?.binding.uses.filter(({ flow, unit: where }) => flow !== 'declare' && where !== other) ?? [];
  return uses.length > 0 && uses.every(({ node }) => isRun(node));
}
