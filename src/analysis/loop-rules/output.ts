/** Rules of what rounds print: a person reads it in the order in which it was written. */
import ts from 'typescript';
import { withoutChain } from '../awaits.ts';
import { isPrinting } from '../clash.ts';
import type { Effect, Summary } from '../effects/effect.ts';
import type { LoopVerdict } from '../model.ts';
import { isInLoop } from '../rounds.ts';
import { likelyAt, likelyBy } from '../rule.ts';
import { type FunctionNode, isFunctionNode, type LoopNode } from '../scopes.ts';
import type { AwaitingLoop } from '../statements.ts';
import { inRange } from '../syntax.ts';
import type { Ground, Judgement } from '../verdict.ts';
import type { Rounds } from './scene.ts';

/** Read once: each member of the package is looked up through a getter. */
const { forEachChild, isAwaitExpression, isCallExpression, isCatchClause, isExpressionStatement } = ts;

/** A title, and what belongs below it. */
export function printsAroundWait(rounds: Rounds): Judgement<LoopVerdict> | undefined {
  const printed = printedIn(rounds.ground, rounds);
  return printed === undefined ? undefined : likelyAt(rounds.ground, 'effect', printed, 'Every round prints before it waits and afterwards: what belongs together would not stand together.');
}

/** The output of the program is its product. */
export function writesOutput({ ground, loop, flight }: Rounds): Judgement<LoopVerdict> | undefined {
  const written = writtenOut(ground, loop, flight);
  return written === undefined ? undefined : likelyBy(ground, 'effect', written.where, 'Every round writes to the output of the program here, and the next one goes on below.');
}

/** `console.log(title)` before a round first waits, where it prints afterwards as well: that belongs below the title. Or the call of a round that does so. */
function printedIn({ unit, effects }: Ground, { loop, sites }: AwaitingLoop): ts.Node | undefined {
  const wait = sites[0]?.node.pos ?? loop.statement.pos;
  const printed = inRange(unit.calls, loop.statement.pos, loop.statement.end).filter((call) => isPrintedLine(call, loop));
  const [first] = printed;
  if (first !== undefined && first.pos < wait && (printed.at(-1)?.pos ?? 0) > wait) return first;
  return sites.find(({ operand }) => {
    const call = operand && withoutChain(operand);
    const declared = call !== undefined && isCallExpression(call) ? effects.declared(call) : undefined;
    return declared !== undefined && printsAround(declared.node);
  })?.operand;
}

/** Whether a function prints before it first waits, and afterwards. */
function printsAround(fn: FunctionNode): boolean {
  const printed: number[] = [];
  let wait = Infinity;
  const visit = (node: ts.Node): void => {
    if (isFunctionNode(node)) return;
    if (isAwaitExpression(node)) wait = Math.min(wait, node.pos);
    if (isPrintedLine(node, fn)) printed.push(node.pos);
    forEachChild(node, visit);
  };
  if (fn.body !== undefined) visit(fn.body);
  return printed.some((at) => at < wait) && printed.some((at) => at > wait);
}

/** A line of its own, outside of what handles errors. */
function isPrintedLine(call: ts.Node, within: ts.Node): boolean {
  if (!isCallExpression(call) || !isExpressionStatement(call.parent) || !isPrinting(call.expression.getText())) return false;
  for (let node: ts.Node = call; node !== within; node = node.parent) if (isCatchClause(node)) return false;
  return true;
}

/** What a round's callee writes to the output of the program itself, after its own wait: rounds that overlap write it as they come to an end. A mark of progress is no such output. */
function writtenOut(ground: Ground, loop: LoopNode, flight: Summary): Effect | undefined {
  return flight.writes.find(({ text, where }) => {
    if (text !== 'process.stdout.write' || isInLoop(ground, loop, where)) return false;
    return where.path !== ground.path || !/^\s*\(\s*(['"]|`[^$`]*`|`\\r)/.test(ground.bound.file.text.slice(where.start + text.length, where.end + 200));
  });
}
