/** The text that starts a call and gives a promise of it, whatever the call does. */
import ts from 'typescript';
import { unwrap } from '../analysis/syntax.ts';
import { isInert } from './inert.ts';
import type { FunctionReading } from './reading.ts';
import type { Slot } from './slot.ts';

/**
 * As written, where it can only reject. Otherwise run in an async function, which makes of a throw a rejection, and of a query that begins at each `then` a promise that
 * begins once.
 */
export function startOf(fn: FunctionReading, slot: Slot): string {
  const text = fn.text.slice(slot.operand.getStart(fn.file), slot.operand.end);
  return canOnlyReject(slot) ? text : `(async () => ${text})()`;
}

/** Whether the operand is a call of an async function, with arguments that cannot throw. */
function canOnlyReject({ site, operand, waits, isAsync }: Slot): boolean {
  const call = unwrap(operand);
  return isAsync && !waits && site.operand !== undefined && ts.isCallExpression(call) && call.questionDotToken === undefined && call.arguments.every(isInert);
}
