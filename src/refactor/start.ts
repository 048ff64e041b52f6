/** The text that starts a call and gives a promise of it, whatever the call does. */
import ts from 'typescript';
import { unwrap } from '../analysis/syntax.ts';
import { isInert } from './inert.ts';
import { narrowedIn } from './narrowed.ts';
import type { FunctionReading } from './reading.ts';
import type { Slot } from './slot.ts';
import { isThere } from './there.ts';

export interface Start {
  readonly text: string;
  readonly doubts: readonly string[];
}

/**
 * As written, where it can only reject, or nothing else has started yet that would be left behind. Otherwise run in an async function, which makes of a throw a rejection, and of a query that begins at each `then` a promise that
 * begins once.
 */
export function startOf(fn: FunctionReading, slot: Slot, first: Slot): Start {
  const { operand, label, waits } = slot;
  const text = fn.text.slice(operand.getStart(fn.file), operand.end);
  if (canOnlyReject(slot) && (slot === first || isThere(fn, operand, first.statement, canOnlyReject(first) ? first.operand : undefined))) return { text, doubts: [] };
  // In a function of its own the compiler would not know what a test before has told of its operands.
  if (!waits && narrowedIn(fn, { start: operand.pos, end: operand.end }) !== undefined) return { text, doubts: [`If \`${label}\` throws before it gives a promise, that error comes before any other.`] };
  return { text: `(async () => ${unwrap(operand).kind === ts.SyntaxKind.ObjectLiteralExpression ? `(${text})` : text})()`, doubts: [] };
}

/** Whether the operand is a call of an async function, or an import, with arguments that do nothing. */
function canOnlyReject({ operand, waits, isAsync }: Slot): boolean {
  const call = unwrap(operand);
  return ts.isCallExpression(call) && (isAsync || call.expression.kind === ts.SyntaxKind.ImportKeyword) && !waits && call.questionDotToken === undefined && call.arguments.every(isInert);
}
