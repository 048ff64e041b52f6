/** Rules of what gives a loop its elements, where that is no list: it goes on between the rounds. */
import ts from 'typescript';
import { clashesOf } from '../clash.ts';
import type { LoopVerdict } from '../model.ts';
import { likelyBy } from '../rule.ts';
import { shortText, unwrap } from '../syntax.ts';
import type { Ground, Judgement } from '../verdict.ts';
import { likely } from '../verdict.ts';
import type { Rounds } from './scene.ts';

/** Read once: each member of the package is looked up through a getter. */
const { isCallExpression, isForOfStatement, isIdentifier, isVariableDeclaration } = ts;

/** `for (const page of pages) await page;`, and the promises are made one by one: what makes them may need to know what the last one gave. */
export function drawsPromises({ ground: { bound, places, effects }, loop, sites }: Rounds): Judgement<LoopVerdict> | undefined {
  if (!isForOfStatement(loop) || loop.awaitModifier !== undefined || effects.listBy(loop.expression) !== undefined) return undefined;
  const drawn = sites.find(({ operand }) => operand !== undefined && bound.useOf.get(unwrap(operand))?.binding.scope.node === loop);
  if (drawn === undefined) return undefined;
  const list = shortText(loop.expression, bound.file);
  if (effects.isMadeInTurn(loop.expression)) return likely('carried', { kind: 'data', place: places.of(loop.expression), message: `\`${list}\` is no list: it makes each promise when the loop comes to it, and may look at what the one before it gave.` });
  return likely('unknown', { kind: 'unknown', place: places.of(loop.expression), message: `Whether the promises are all there cannot be seen: \`${list}\` may make each of them when the one before it is done.` });
}

/** A generator goes on between the rounds, and they change what it looks at. */
export function feedsItsSource({ ground, loop, flight }: Rounds): Judgement<LoopVerdict> | undefined {
  if (!isForOfStatement(loop) || !ground.effects.isMadeInTurn(loop.expression)) return undefined;
  const [fed] = clashesOf(ground, flight, ground.effects.of(loop.expression)).known.filter(({ first }) => first.access === 'write');
  return fed === undefined ? undefined : likelyBy(ground, 'effect', fed.first.where, `\`${fed.first.text}\` changes what \`${shortText(loop.expression, ground.bound.file)}\` looks at when it gives the next element.`);
}

/** Whether what gives the elements may do so while the rounds go, by code that was not seen: an object of the project's own, or what a call gives of which nothing is known, by a name or as it stands. */
export function isGivenUnseen(ground: Pick<Ground, 'bound' | 'effects'>, expression: ts.Expression): boolean {
  const { bound, effects } = ground;
  const node = unwrap(expression);
  if (effects.listBy(node) !== undefined) return false;
  if (isCallExpression(node)) return effects.of(node).gaps.some(({ where }) => where.start === node.getStart());
  if (effects.isMadeInTurn(node)) return true;
  const binding = isIdentifier(node) ? bound.useOf.get(node)?.binding : undefined;
  const declaration = binding?.kind === 'const' ? binding.declarations[0]?.parent : undefined;
  // A type that is written out says what it is.
  return declaration !== undefined && isVariableDeclaration(declaration) && declaration.type === undefined && declaration.name.end <= node.pos && declaration.initializer !== undefined && isCallExpression(unwrap(declaration.initializer)) && isGivenUnseen(ground, declaration.initializer);
}
