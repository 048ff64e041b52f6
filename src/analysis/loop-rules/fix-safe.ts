/** May a loop be turned into a bounded map without a question? */
import ts from 'typescript';
import { isBare } from '../effects/call-site.ts';
import { accessOf } from '../access.ts';
import { clockIn } from '../clocks.ts';
import { flagIn, readsFlag } from '../flags.ts';
import { isNoticed, isOwnAnswer, isPrinting, isQuiet, leavesNothing, looksAtPage } from '../clash.ts';
import { mayMakeTwice } from '../effects/conflict.ts';
import type { Summary } from '../effects/effect.ts';
import { isPlain, usesIn } from '../flow.ts';
import { isThereAsWhole } from './read-ahead.ts';
import { isInLoop, isOfOneRound } from '../rounds.ts';
import type { Binding, LoopNode } from '../scopes.ts';
import { statementOf, type AwaitingLoop } from '../statements.ts';
import { inRange } from '../syntax.ts';
import { asksTables, carrierIn } from '../transactions.ts';
import type { Ground } from '../verdict.ts';

/** Read once: each member of the package is looked up through a getter. */
const { isBlock, isExpressionStatement, isForOfStatement, isVariableDeclarationList } = ts;

/** Whether a bounded map in the loop's place keeps results, effects and errors: reads alone in flight, nothing collected before the last await, no way out of a round. */
export function isLoopFixSafe(ground: Ground, { loop, sites }: AwaitingLoop, round: Summary, flight: Summary): boolean {
  const { bound, unit } = ground;
  // The elements that a `for await` waits for may be promises.
  if (!isForOfStatement(loop) || loop.awaitModifier !== undefined || !isBlock(loop.statement) || !isVariableDeclarationList(loop.initializer)) return false;
  const { pos, end } = loop.statement;
  if (inRange(unit.exits, pos, end).length > 0 || inRange(unit.loops, pos, end).length > 0 || loop.statement.statements.some((statement) => !isPlain(statement))) return false;
  if (!sites.every((site) => site.form === 'direct' && !isBare(site.node)) || !leavesNothing(ground, flight) || flight.prompts || looksAtPage(flight)) return false;
  if (round.writes.some((effect) => isNoticed(ground, effect) && !isInLoop(ground, loop, effect.where))) return false;
  if (mayMakeTwice(flight, flight)) return false;
  // A transaction that all rounds may be handed takes one statement at a time.
  if (asksTables(flight) && sites.some(({ operand }) => operand !== undefined && carrierIn(bound, operand.pos, operand.end) !== undefined)) return false;
  const last = sites.at(-1)?.node.end ?? end;
  if (isHeard(ground, loop, round, last) || !isThereAsWhole(ground, loop)) return false;
  if (readsFlag(ground, flight) || flagIn(bound, pos, last) !== undefined || looksAtOthers(ground, loop, last)) return false;
  if (clockIn(bound, unit, pos, end) !== undefined || printsLate(ground, loop, last) || flight.writes.some(({ text, where }) => isPrinting(text) && !isInLoop(ground, loop, where))) return false;
  // Of a variable that every round sets, the last one wins.
  if (usesIn(bound, pos, end).some((use) => use.flow === 'write' && !isOfOneRound(use.binding, loop))) return false;
  return usesIn(bound, pos, last).every((use) => isOfOneRound(use.binding, loop) || accessOf(use).flow === 'read' || isAwaitInside(use.node, loop, sites));
}

/** Whether a round looks, before it has waited, at a member that rounds set, and not of its own element: `byId.get(node.parent)?.path`. */
function looksAtOthers({ bound }: Ground, loop: LoopNode, last: number): boolean {
  const { pos, end } = loop.statement;
  const set = new Set(usesIn(bound, pos, end).map(accessOf).flatMap(({ path, flow, call }) => (flow !== 'read' && call === undefined ? path.slice(-1) : [])));
  set.delete('*');
  return set.size > 0 && usesIn(bound, pos, last).map(accessOf).some(({ use, path, flow }) => flow !== 'write' && path.some((name) => set.has(name)) && !(isElement(use.binding, loop) && path.length === 1));
}

function isElement({ declarations }: Binding, loop: LoopNode): boolean {
  return isForOfStatement(loop) && declarations.length > 0 && declarations.every(({ pos, end }) => pos >= loop.initializer.pos && end <= loop.initializer.end);
}

/** Whether a round prints behind its last await: where a later one fails, that line has been there. */
function printsLate(ground: Ground, loop: LoopNode, last: number): boolean {
  const { unit, effects } = ground;
  return inRange(unit.calls, loop.statement.pos, loop.statement.end).some((call) => call.end > last && effects.of(call).writes.some(({ resource, where }) => resource.kind === 'log' && (isInLoop(ground, loop, where) ? where.start === call.getStart() : call.pos >= last)));
}

/** Whether anybody else may come to know what a round does behind its last await: it would come when all rounds have ended, and where a later one fails, not at all. */
function isHeard({ unit, effects }: Ground, loop: LoopNode, { writes }: Summary, last: number): boolean {
  // What is printed is looked at by itself, and what is collected where the rewrite is made.
  if (writes.some((effect) => !isQuiet(effect) && !isOwnAnswer(effect) && effect.resource.kind !== 'state' && !(effect.resource.kind === 'global' && effect.idempotent === true))) return true;
  return inRange(unit.calls, loop.statement.pos, loop.statement.end).some((call) => call.end > last && effects.of(call).gaps.some(({ nameSays, where }) => (nameSays !== 'read' && nameSays !== 'pure') || (isExpressionStatement(call.parent) && where.start === call.getStart())));
}

/** `out.push(await f(x))`: the list is named before the await and filled after it. */
function isAwaitInside(node: ts.Node, loop: LoopNode, sites: AwaitingLoop['sites']): boolean {
  const statement = statementOf(node);
  return sites.some((site) => site.node.pos > node.pos && site.node.end <= statement.end) && statement.parent === loop.statement;
}
