/** `for await` over what has been read whole: what it goes through is a list, and no stream. */
import ts from 'typescript';
import { unwrap } from '../syntax.ts';
import type { Meanings } from './meanings.ts';
import type { Source } from './sources.ts';

/** Read once: each member of the package is looked up through a getter. */
const { isIdentifier, isPropertyAccessExpression } = ts;

const lists: ReadonlySet<string> = new Set(['Array', 'ReadonlyArray', 'Set', 'ReadonlySet', 'Map', 'ReadonlyMap']);

/** By its type, or by how long it is, which a stream does not know: `if (rows.length) { for await (const row of rows) … }`. */
export function isList(meanings: Meanings, expression: ts.Expression, source: Source): boolean {
  const meaning = meanings.of(expression, source);
  if (meaning?.type === 'instance') return meaning.module === 'global' && lists.has(meaning.name);
  const node = unwrap(expression);
  const binding = isIdentifier(node) ? source.bound.useOf.get(node)?.binding : undefined;
  return binding?.uses.some(({ node: { parent } }) => isPropertyAccessExpression(parent) && parent.expression.kind === node.kind && parent.name.text === 'length') === true;
}
