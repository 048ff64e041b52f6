/** One of two statements that are compared, with what is known of it. */
import ts from 'typescript';
import { askedNames, sayTogether } from '../asked.ts';
import type { Site } from '../awaits.ts';
import { withoutChain } from '../awaits.ts';
import { changes } from '../clash.ts';
import type { Summary, Where } from '../effects/effect.ts';
import type { NameSays } from '../effects/names.ts';
import { asksForChange } from '../effects/names.ts';
import { awaitsIn, isPlain } from '../flow.ts';
import { changesMore, isPlainReader } from '../readers.ts';
import type { Bound } from '../scopes.ts';
import { methodName, unwrap } from '../syntax.ts';
import type { Ground } from '../verdict.ts';

/** Read once: each member of the package is looked up through a getter. */
const { SyntaxKind, isAwaitExpression, isBinaryExpression, isCallExpression, isExpressionStatement, isIdentifier, isStatement } = ts;

/** One of the two, with what is known of it. */
export interface Side {
  /** A statement, one await in an expression, or a step of a promise chain. */
  readonly node: ts.Node;
  readonly site: Pick<Site, 'operand' | 'form'>;
  readonly summary: Summary;
  /** Its value goes into names that are used later, or out of the function. */
  readonly binds: boolean;
  /** It is there for what it does: nobody takes its value, and nothing else happens with it. */
  readonly bare: boolean;
  /** What the name of its first awaited callee says. */
  readonly says: NameSays;
  /** Its value is taken, and its name is a plain reader's. */
  readonly plain: boolean;
  readonly name: string | undefined;
  /** What it waits for, by name: see asked.ts. */
  readonly asked: readonly string[];
  readonly standing: Standing;
}

/**
 * `seen`: everything it does was seen. `reads`: what was not seen only reads, by its name. `reader`: it gives a value, is named as a reader, and nothing seen in it changes anything.
 * `blind`: it may do anything.
 */
type Standing = 'seen' | 'reads' | 'reader' | 'blind';

export function sideOf(ground: Ground, node: ts.Node, site: Side['site'], summary: Summary, other: Summary, binds: boolean, bare = isBare(node) && !binds): Side {
  const call = site.operand === undefined ? undefined : withoutChain(site.operand);
  const name = call !== undefined && isCallExpression(call) ? methodName(call.expression) : undefined;
  const asked = waitedIn(ground, node, site).flatMap((operand) => askedNames(operand, ground.bound));
  const isGiven = call !== undefined && isCallExpression(call) && isParameter(ground.bound, call.expression);
  // Inside an `if` or a `try` a value may be taken that the statement as a whole does not give.
  const told = name === undefined ? 'nothing' : sayTogether(asked, bare);
  // A function that was handed in may be anything that is called like this, unless it is called a reader.
  const isChange = call !== undefined && isCallExpression(call) && name !== undefined && call.arguments[0] !== undefined && asksForChange(name, methodName(call.arguments[0]) ?? '');
  const says = isChange ? 'write' : isGiven && told !== 'read' ? 'nothing' : told;
  const plain = binds && says === 'read' && asked.every(isPlainReader);
  return { node, site, summary, binds, bare, name, asked, says, plain, standing: standingOf(ground, { node, summary, binds, says, plain, asked }, other, isGiven) };
}

/** What is waited for in a statement that holds others; of a plain one the one that it is known by. */
function waitedIn({ unit }: Ground, node: ts.Node, { operand }: Side['site']): readonly ts.Expression[] {
  if (!isStatement(node) || isPlain(node)) return operand === undefined ? [] : [operand];
  return awaitsIn(unit, node).flatMap((wait) => (isAwaitExpression(wait) ? [wait.expression] : []));
}

function isParameter(bound: Bound, callee: ts.Expression): boolean {
  const node = unwrap(callee);
  return isIdentifier(node) && bound.useOf.get(node)?.binding.kind === 'parameter';
}

function standingOf(ground: Ground, { node, summary: whole, binds, says, plain, asked }: Pick<Side, 'node' | 'summary' | 'binds' | 'says' | 'plain' | 'asked'>, other: Summary, isGiven: boolean): Standing {
  // Where the value goes (`this.user = await load(id)`) is no more than a name for it: who looks there has been asked.
  const target = targetOf(node);
  const summary = target === undefined ? whole : { ...whole, writes: whole.writes.filter(({ where }) => !isWithin(where, target)) };
  const unseen = summary.writes.some((effect) => effect.resource.kind === 'unknown');
  if (summary.gaps.length === 0 && !unseen) return 'seen';
  const writes = changes(ground, summary);
  // `makeKey` of which the body was seen: what it calls tells more than its own name.
  const isMade = says === 'write' && asked.every((name) => /^(make|create|generate|build)(?![a-z])/.test(name)) && summary.gaps.every(({ where }) => !isWithin(where, node));
  if (!writes && !(isGiven && says === 'nothing') && (binds || says === 'read') && (says !== 'write' || isMade) && summary.gaps.every((gap) => gap.nameSays === 'read' || gap.nameSays === 'pure')) return 'reads';
  return isReader(ground, { node, summary, binds, says, plain }, other) ? 'reader' : 'blind';
}

/** Named as a reader, and changes nothing but for its upkeep. */
export function isReader(ground: Ground, { node, summary, binds, says, plain }: Pick<Side, 'node' | 'summary' | 'binds' | 'says' | 'plain'>, other: Summary): boolean {
  return binds && (says === 'read' || says === 'pure') && (plain || !summary.prompts) && !changesMore(ground, summary, (where) => !isWithin(where, node), other);
}

/** Where an assignment puts what its statement waits for. */
export function targetOf(node: ts.Node): ts.Expression | undefined {
  const expression = isExpressionStatement(node) ? unwrap(node.expression) : undefined;
  return expression !== undefined && isBinaryExpression(expression) && expression.operatorToken.kind === SyntaxKind.EqualsToken ? expression.left : undefined;
}

/** Whether nobody takes what the statement's await gives. */
export function isBare(statement: ts.Node): boolean {
  return isExpressionStatement(statement) && isAwaitExpression(unwrap(statement.expression));
}

export function callOf({ site }: Side): ts.CallExpression | undefined {
  return site.operand !== undefined && isCallExpression(site.operand) ? site.operand : undefined;
}

export function isWithin(where: Where, node: ts.Node): boolean {
  return where.path === node.getSourceFile().fileName && where.start >= node.pos && where.end <= node.end;
}
