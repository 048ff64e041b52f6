/** An open transaction that a stretch works in, by the names that people give to one: it takes one statement at a time. */
import ts from 'typescript';
import type { Summary } from './effects/effect.ts';
import { isTransactionName } from './effects/names.ts';
import { usesIn } from './flow.ts';
import type { Binding, Bound, Use } from './scopes.ts';

/** Read once: each member of the package is looked up through a getter. */
const { isCallExpression, isVariableDeclaration } = ts;

/** Names of what carries the transaction of a request, in frameworks that hand one from call to call. */
const carriers = /^(ctx|context|sharedContext|requestContext|session|em|entityManager)$/;

/** The first use of a transaction within [start, end), or of what was made from one. */
export function transactionIn(bound: Bound, start: number, end: number): Use | undefined {
  return usesIn(bound, start, end).find((use) => use.flow === 'read' && isOfTransaction(bound, use.binding));
}

/** `tx`, or `const client = clientOf(tx)`. */
function isOfTransaction(bound: Bound, binding: Binding): boolean {
  if (isTransactionName(binding.name)) return binding.kind !== 'import' && binding.kind !== 'global' && binding.kind !== 'function';
  const declaration = binding.kind === 'const' ? binding.declarations[0]?.parent : undefined;
  const initial = declaration !== undefined && isVariableDeclaration(declaration) ? declaration.initializer : undefined;
  return initial !== undefined && isCallExpression(initial) && usesIn(bound, initial.arguments.pos, initial.arguments.end).some((use) => isTransactionName(use.binding.name) && use.node.parent === initial);
}

/** Whether tables are asked, so that a transaction that is open has to take it. */
export function asksTables({ reads, writes }: Summary): boolean {
  return [...reads, ...writes].some(({ resource }) => resource.kind === 'table');
}

/** A parameter that may carry a transaction, handed on as an argument of its own. */
export function carrierIn(bound: Bound, start: number, end: number): Use | undefined {
  return usesIn(bound, start, end).find(({ node, binding }) => binding.kind === 'parameter' && carriers.test(binding.name) && isCallExpression(node.parent) && node.parent.arguments.some((argument) => argument === node));
}
