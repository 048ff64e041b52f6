/** May two independent statements be started at once without a question? */
import ts from 'typescript';
import { isPrinting, leavesNothing, looksAtPage, rootOf } from '../clash.ts';
import { awaitedCall } from '../control.ts';
import { mayMakeTwice } from '../effects/conflict.ts';
import type { Summary } from '../effects/effect.ts';
import { readsFlag } from '../flags.ts';
import { usesIn } from '../flow.ts';
import { readsWhatOthersChange } from '../meanwhile.ts';
import type { Bound } from '../scopes.ts';
import { asksTables, carrierIn } from '../transactions.ts';
import type { Side } from './side.ts';
import { inRange, unwrap } from '../syntax.ts';
import type { Ground } from '../verdict.ts';

/** Read once: each member of the package is looked up through a getter. */
const { isCallExpression, isIdentifier, isPropertyAccessExpression, isStatement, isVariableStatement } = ts;

/** Whether starting both at once keeps results, effects and errors, so that an edit may be offered without a question. */
export function isFixSafe(ground: Ground, before: Side, after: Side, middle: readonly ts.Node[]): boolean {
  return [before, after].every(({ node, site, binds, summary }) => site.form === 'direct' && binds && (!isStatement(node) || (isVariableStatement(node) && awaitedCall(node) !== undefined)) && leavesNothing(ground, summary) && !summary.prompts && !looksAtPage(summary))
    && !readsFlag(ground, after.summary)
    // While the first waits for nothing outside, hardly anybody else has a turn.
    && !(before.summary.reachesIo && readsWhatOthersChange(ground, after.summary, before.summary))
    // Two that print would print in the order in which they come to it.
    && ![before, after].every(({ summary }) => summary.writes.some(({ text }) => isPrinting(text)))
    && !mayMakeTwice(before.summary, after.summary)
    && !mayShareTransaction(ground, before, after)
    // Where both throw on purpose, it is the first's error that counts.
    && !(before.summary.guards.length > 0 && after.summary.guards.length > 0)
    && !mayThrowAtOnce(ground, after)
    && middle.every((statement) => isVariableStatement(statement) && isQuietLine(ground, statement));
}

/** What throws on purpose instead of rejecting leaves the first behind, and nobody who takes its failure. */
function mayThrowAtOnce({ effects }: Ground, { site: { operand }, summary: { guards, refusals } }: Side): boolean {
  return guards.length + refusals.length > 0 && operand !== undefined && !effects.givesPromise(operand);
}

/** Both ask tables, and are handed what may carry a transaction that is open: that takes one statement at a time, and where the first fails, it may be over before the second is. */
function mayShareTransaction({ bound }: Ground, before: Side, after: Side): boolean {
  if (![before, after].every(({ summary }) => asksTables(summary))) return false;
  const [first, second] = [before, after].map(({ node }) => carrierIn(bound, node.pos, node.end)?.binding);
  return first !== undefined && first === second;
}

/** Between the two nothing looks at a clock, at a variable that others set, or calls anything. */
function isQuietLine({ path, bound, unit, effects }: Ground, statement: ts.Node): boolean {
  const uses = usesIn(bound, statement.pos, statement.end);
  const own = new Set(uses.filter(({ binding }) => binding.scope.unit === unit && binding.kind !== 'parameter').map(({ binding }) => `${path}:${binding.declarations[0]?.pos}`));
  return inRange(unit.calls, statement.pos, statement.end).every((call) => isQuietCall(bound, call, effects.of(call), own)) && uses.every(({ binding }) => binding.scope.unit === unit || !binding.changes);
}

/** `id.trim()`: nothing outside the value is looked at, no clock and no random source either. */
function isQuietCall(bound: Bound, call: ts.Node, { reads, writes, guards, complete }: Summary, own: ReadonlySet<string>): boolean {
  if (!isCallExpression(call) || writes.length + guards.length > 0 || !complete || reads.some((effect) => effect.resource.kind !== 'state' || !own.has(rootOf(effect)?.id ?? ''))) return false;
  let root = unwrap(call.expression);
  if (!isPropertyAccessExpression(root)) return false;
  while (isPropertyAccessExpression(root) || isCallExpression(root)) root = unwrap(root.expression);
  return isIdentifier(root) && bound.useOf.get(root)?.binding.kind !== 'global';
}
