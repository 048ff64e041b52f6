/** Rules of what somebody says of the order of the rounds: a comment, the name of the element, or a module that is loaded for what it does then. */
import ts from 'typescript';
import { askedNames } from '../asked.ts';
import { changes } from '../clash.ts';
import { orderComment } from '../comments.ts';
import { isBare } from '../effects/call-site.ts';
import { wordsOf } from '../effects/names.ts';
import type { LoopVerdict } from '../model.ts';
import { isOwnWrite } from '../rounds.ts';
import { likelyAt } from '../rule.ts';
import type { Bound } from '../scopes.ts';
import { statementOf, type AwaitingLoop } from '../statements.ts';
import type { Judgement } from '../verdict.ts';
import { decided, independent, likely, ordered } from '../verdict.ts';
import type { Rounds } from './scene.ts';

/** Read once: each member of the package is looked up through a getter. */
const { SyntaxKind, isCallExpression, isForOfStatement, isIdentifier, isVariableDeclarationList } = ts;

/** `@overlap ordered`: what a person knows comes before all that is found out; and to keep an order is never wrong, so that this word comes before the next. */
export function isKeptByComment({ ground, word }: Rounds): Judgement<LoopVerdict> | undefined {
  const kept = ordered(ground, word);
  return kept === undefined ? undefined : decided('effect', { kind: 'annotation', place: kept.place, message: 'The comment keeps this order.' });
}

/** `@overlap independent`. */
export function isFreedByComment({ ground, word }: Rounds): Judgement<LoopVerdict> | undefined {
  const freed = independent(ground, word);
  return freed === undefined ? undefined : decided('independent', { kind: 'annotation', place: freed.place, message: 'The comment says that the rounds need nothing of one another.' });
}

/** `for (const migration of all) await run(migration)`. Of files that were seen to be the round's own, and of what changes nothing, a name tells nothing more. */
export function buildsOnFormer(rounds: Rounds): Judgement<LoopVerdict> | undefined {
  const { ground, flight } = rounds;
  const areOwn = flight.gaps.length === 0 && flight.writes.every((effect) => effect.resource.kind === 'file' && isOwnWrite(ground, rounds, effect));
  const mayChange = (!areOwn && changes(ground, flight)) || flight.gaps.some(({ nameSays }) => nameSays !== 'read' && nameSays !== 'pure');
  const sequence = mayChange ? sequenceOf(rounds, ground.bound) : undefined;
  return sequence === undefined ? undefined : likelyAt(ground, 'effect', sequence, `By its name each \`${sequence.getText()}\` builds on those before it.`);
}

/** `await import(plugin);` */
export function loadsModule({ ground, sites }: Rounds): Judgement<LoopVerdict> | undefined {
  const loaded = sites.find(({ node, operand }) => operand !== undefined && isCallExpression(operand) && operand.expression.kind === SyntaxKind.ImportKeyword && isBare(node));
  return loaded === undefined ? undefined : likelyAt(ground, 'effect', loaded.node, 'A module is loaded here for nothing but what it does then: it may add itself to something, after those before it.');
}

/** Free words of a comment may be meant of something else: so they come after all that was seen. */
export function isCommented({ ground: { bound, places }, loop, sites }: Rounds): Judgement<LoopVerdict> | undefined {
  const comment = orderComment(loop, bound.file, places) ?? sites.map(({ node }) => orderComment(statementOf(node), bound.file, places)).find((place) => place !== undefined);
  return comment === undefined ? undefined : likely('effect', { kind: 'effect', place: comment, message: 'A comment says that this order is meant.' });
}

/** Elements that are named as parts of a sequence. */
const sequential = /^(migration|step|stage|phase|statement|patch|changeset|mutation|operation|instruction|command)s?$/i;

/** Calls that take one part away, or look at it, whatever comes before and after. */
const apart = /^(delete|remove|rm|rmdir|unlink|get|find|fetch|load|read|query|search|count|list|describe|check|is|has)(?![a-z])/;

/** The variable of the loop, where its name says that the elements build on one another. */
function sequenceOf({ loop, sites }: AwaitingLoop, bound: Bound): ts.Identifier | undefined {
  if (sites.every(({ operand }) => operand !== undefined && askedNames(operand, bound).every((name) => apart.test(name)))) return undefined;
  if (!isForOfStatement(loop) || !isVariableDeclarationList(loop.initializer)) return undefined;
  const name = loop.initializer.declarations[0]?.name;
  return name !== undefined && isIdentifier(name) && sequential.test(wordsOf(name.text).at(-1) ?? '') ? name : undefined;
}
