/** The text that starts a call and gives a promise of it, whatever the call does. */
import ts from 'typescript';
import { shortText, unwrap } from '../analysis/syntax.ts';
import { isInert } from './inert.ts';
import { narrowedIn } from './narrowed.ts';
import type { FunctionReading } from './reading.ts';
import type { Slot } from './slot.ts';
import { isThere } from './there.ts';

export interface Start {
  readonly text: string;
  /** Of a constant that holds it: what else would be inferred from where the value goes. */
  readonly type?: string;
  readonly doubts: readonly string[];
}

/** What starts a slot, and of what it gives the type, where it is written. `waiting`: it will stand in a function of its own that waits for others. */
export function startOf(fn: FunctionReading, slot: Slot, first: Slot, waiting = false): Start {
  const narrowed = waiting ? narrowedIn(fn, { start: slot.operand.pos, end: slot.operand.end }) : undefined;
  const started = startedAs(fn, slot, first);
  const start = narrowed === undefined ? started : { ...started, doubts: [`The code before may tell the compiler more of \`${shortText(narrowed, fn.file)}\` than it knows in a function of its own: it may not compile.`] };
  if (!slot.isInferred) return start;
  const type = writtenType(fn, slot);
  return type === undefined ? { ...start, doubts: [...start.doubts, lostType(slot)] } : { ...start, type: `Promise<${type}>` };
}

/** Of an await that does not stay where its value goes. */
export function lostType({ label }: Pick<Slot, 'label'>): string {
  return `What \`${label}\` gives may take its type from where it goes: started elsewhere it may not compile.`;
}

/** Of `const user: User = await f()`, `User`. */
function writtenType({ file }: FunctionReading, { statement, node }: Slot): string | undefined {
  const declaration = ts.isVariableStatement(statement) ? statement.declarationList.declarations.find(({ initializer }) => initializer && unwrap(initializer) === node) : undefined;
  return declaration?.type?.getText(file);
}

/**
 * As written, where it can only reject, or nothing else has started yet that would be left behind. Otherwise run in an async function, which makes of a throw a rejection, and of a query that begins at each `then` a promise that
 * begins once.
 */
function startedAs(fn: FunctionReading, slot: Slot, first: Slot): Start {
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
