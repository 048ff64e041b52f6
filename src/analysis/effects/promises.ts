/** Calls that give a promise whatever happens. */
import ts from 'typescript';
import { withoutChain } from '../awaits.ts';
import type { Source } from './sources.ts';
import type { Meanings } from './meanings.ts';

/** Modules all of whose functions are async functions. */
const asyncModules = /^(?:node:)?(?:fs\/promises|timers\/promises|dns\/promises|stream\/promises)$/;

/** Whether the expression calls an async function, or loads a module by `import()`: it cannot throw, only reject, and what it gives is a promise and not a query that begins at its `then`. */
export function givesPromise(expression: ts.Expression, source: Source, meanings: Meanings): boolean {
  const call = withoutChain(expression);
  if (!ts.isCallExpression(call)) return false;
  if (call.expression.kind === ts.SyntaxKind.ImportKeyword) return true;
  const meaning = meanings.of(call.expression, source);
  if (meaning?.type === 'package') return asyncModules.test(meaning.module) || (meaning.module === 'global' && meaning.path.join('.') === 'fetch') || (/^(?:node:)?fs$/.test(meaning.module) && meaning.path[0] === 'promises');
  if (meaning?.type !== 'function') return false;
  const { node } = meaning;
  return node.body !== undefined && !('asteriskToken' in node && node.asteriskToken !== undefined) && ts.canHaveModifiers(node) && (ts.getModifiers(node) ?? []).some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword);
}
