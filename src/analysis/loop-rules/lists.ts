/** Rules of what rounds add to, one part after another: a list, a writer, a page. Its order shows the order in which they came to it. */
import ts from 'typescript';
import { isBare } from '../effects/call-site.ts';
import { keyText } from '../effects/collector.ts';
import type { Effect, Summary } from '../effects/effect.ts';
import { isLogging, usesIn } from '../flow.ts';
import type { LoopVerdict } from '../model.ts';
import { isOfOneRound } from '../rounds.ts';
import { likelyAt, likelyBy } from '../rule.ts';
import type { Binding, LoopNode } from '../scopes.ts';
import type { AwaitingLoop } from '../statements.ts';
import { inRange, isWithin, unwrap } from '../syntax.ts';
import type { Ground, Judgement } from '../verdict.ts';
import type { Rounds } from './scene.ts';

/** Read once: each member of the package is looked up through a getter. */
const { isCallExpression, isExpressionStatement, isForOfStatement, isIdentifier, isPropertyAccessExpression } = ts;

/** Other rounds would come between the parts of one. Comes before what any call does: that the lines stand like this is enough. */
export function addsAround(rounds: Rounds): Judgement<LoopVerdict> | undefined {
  const split = addedAround(rounds.ground, rounds);
  return split === undefined ? undefined : likelyAt(rounds.ground, 'effect', split, `The round adds to \`${split.text}\` here before it waits, and once more afterwards: other rounds would come between.`);
}

/** By its name it takes one part after another. */
export function addsToSink(rounds: Rounds): Judgement<LoopVerdict> | undefined {
  const sink = sharedSink(rounds.ground, rounds);
  return sink === undefined ? undefined : likelyAt(rounds.ground, 'effect', sink, `Every round adds to \`${sink.text}\`, which by its name takes one part after another.`);
}

/** A callee makes the list longer that the loop goes through. */
export function growsItsList({ ground, loop, flight }: Rounds): Judgement<LoopVerdict> | undefined {
  const grown = grownList(ground, loop, flight);
  return grown === undefined ? undefined : likelyBy(ground, 'effect', grown.where, `\`${grown.text}\` adds to the list that the loop goes through: only the rounds tell when it is done.`);
}

/** A walk puts what it needs before itself. */
export function addsAfterWalk(rounds: Rounds): Judgement<LoopVerdict> | undefined {
  const added = addedAfterWalk(rounds.ground, rounds);
  return added === undefined ? undefined : likelyAt(rounds.ground, 'effect', added, `What the rounds add to \`${added.getText()}\` stands before what is added here: it must be there by then.`);
}

/** A variable of outside to which plain calls of one round add both before its first wait and after it: `page.heading(x); page.text(await f(x));`. */
function addedAround({ bound, unit }: Ground, { loop, sites }: AwaitingLoop): ts.Identifier | undefined {
  const wait = sites[0]?.node;
  if (wait === undefined) return undefined;
  const before = new Map<Binding, ts.Identifier>();
  const after = new Set<Binding>();
  for (const call of inRange(unit.calls, loop.statement.pos, loop.statement.end)) {
    if (!isCallExpression(call) || !isExpressionStatement(call.parent) || isLogging(call)) continue;
    const callee = unwrap(call.expression);
    const receiver = isPropertyAccessExpression(callee) ? unwrap(callee.expression) : undefined;
    const binding = receiver === undefined ? undefined : bound.useOf.get(receiver)?.binding;
    // Of lists and maps each round can keep its own part.
    if (isPropertyAccessExpression(callee) && /^(push|set|add)$/.test(callee.name.text)) continue;
    if (receiver === undefined || !isIdentifier(receiver) || binding?.scope.unit !== unit || isWithin(binding.scope.node, loop)) continue;
    if (call.end <= wait.pos) before.set(binding, receiver);
    else after.add(binding);
  }
  for (const [binding, receiver] of before) if (after.has(binding)) return receiver;
  return undefined;
}

/** Names of what takes one part after another. */
const sinks = /^(writer|archive|archiver|zip|tar|stream|sink)$|(Writer|Archive|Archiver|Zip|Tar|Stream|Sink)$/;

/** The receiver that all rounds add to, one after another, for nothing but that: `await zipWriter.addFile(file)`. */
function sharedSink({ bound }: Ground, { loop, sites }: AwaitingLoop): ts.Identifier | undefined {
  for (const { node, operand } of sites) {
    const callee = operand !== undefined && isCallExpression(operand) && isBare(node) ? operand.expression : undefined;
    const receiver = callee !== undefined && isPropertyAccessExpression(callee) && isIdentifier(callee.expression) ? callee.expression : undefined;
    const binding = receiver === undefined ? undefined : bound.useOf.get(receiver)?.binding;
    if (receiver !== undefined && binding !== undefined && sinks.test(receiver.text) && !isOfOneRound(binding, loop)) return receiver;
  }
  return undefined;
}

/** The list that the loop goes through, where a callee adds to it. */
function grownList({ effects }: Ground, loop: LoopNode, flight: Summary): Effect | undefined {
  const list = isForOfStatement(loop) ? effects.placeOf(loop.expression) : undefined;
  return list === undefined ? undefined : flight.writes.find(({ resource, text }) => resource.kind === 'state' && /\.(push|add|unshift|splice)$/.test(text) && keyText(resource.key) === keyText(list));
}

/** `for (const name of imports) await visit(name); sorted.push(file);` in `visit` itself: what it needs is added before it, if the walks below are over by then. */
function addedAfterWalk({ bound, unit, effects }: Ground, { loop, sites }: AwaitingLoop): ts.Node | undefined {
  const isWalk = sites.some(({ operand }) => operand !== undefined && isCallExpression(operand) && effects.declared(operand)?.node === unit.node);
  if (!isWalk) return undefined;
  return usesIn(bound, loop.end, unit.node.end).find(({ node, binding }) => {
    const access = node.parent;
    return binding.scope.unit !== unit && isPropertyAccessExpression(access) && access.expression === node && access.name.text === 'push';
  })?.node;
}
