/** The text that starts a call and gives a promise of it, whatever the call does. */
import ts from 'typescript';
import { calleeUnit } from '../analysis/callees.ts';
import { unwrap } from '../analysis/syntax.ts';
import { isInert } from './movable.ts';
import type { FunctionReading } from './reading.ts';
import type { Slot } from './slot.ts';

/** As written, where it cannot throw before it gives a promise and that promise is a plain one. Otherwise run in an async function, which turns a throw into a rejection and a query that starts at `then` into one that is started once. */
export function startOf(fn: FunctionReading, slot: Slot): string {
  const text = fn.text.slice(slot.operand.getStart(fn.file), slot.operand.end);
  return givesPromise(fn, slot) ? text : `(async () => ${text})()`;
}

/** Whether the operand is a call that gives a promise whatever happens, with arguments that cannot throw. */
export function givesPromise(fn: FunctionReading, { operand, waits }: Slot): boolean {
  const call = unwrap(operand);
  return !waits && ts.isCallExpression(call) && call.questionDotToken === undefined && call.arguments.every(isInert) && isAsync(fn, call.expression);
}

function isAsync({ bound }: FunctionReading, callee: ts.Expression): boolean {
  const unit = calleeUnit(callee, bound);
  if (unit === undefined) return false;
  return ts.canHaveModifiers(unit.node) && (ts.getModifiers(unit.node) ?? []).some((modifier) => modifier.kind === ts.SyntaxKind.AsyncKeyword) && !('asteriskToken' in unit.node && unit.node.asteriskToken !== undefined);
}
