/** Whether what a loop goes through is a list, which is there as a whole, or something that gives one element after the other. */
import ts from 'typescript';
import { unwrap } from '../syntax.ts';
import type { Meanings } from './meanings.ts';
import type { Source } from './sources.ts';

/** Read once: each member of the package is looked up through a getter. */
const { isIdentifier, isPropertyAccessExpression } = ts;

const lists: ReadonlySet<string> = new Set(['Array', 'ReadonlyArray', 'Set', 'ReadonlySet', 'Map', 'ReadonlyMap']);

/** By its type; or else, which is a guess, by its length, as no stream has one: `if (rows.length) { for await (const row of rows) … }`. */
export function listBy(meanings: Meanings, expression: ts.Expression, source: Source): 'type' | 'length' | undefined {
  const meaning = meanings.of(expression, source);
  if (meaning?.type === 'instance') return meaning.module === 'global' && lists.has(meaning.name) ? 'type' : undefined;
  const node = unwrap(expression);
  const uses = isIdentifier(node) ? (source.bound.useOf.get(node)?.binding.uses ?? []) : [];
  return uses.some((use) => isPropertyAccessExpression(use.node.parent) && use.node.parent.expression === use.node && use.node.parent.name.text === 'length') ? 'length' : undefined;
}
