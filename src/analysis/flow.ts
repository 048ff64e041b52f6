/** Which names a stretch of source reads and changes, and what flows from one stretch into another. */
import ts from 'typescript';
import type { Binding, Bound, Use } from './scopes.ts';
import { lowerBound } from './syntax.ts';

/** Methods that change the list, map, set or text they are called on. */
const changing = new Set(['push', 'unshift', 'pop', 'shift', 'splice', 'sort', 'reverse', 'fill', 'copyWithin', 'set', 'add', 'delete', 'clear', 'append', 'prepend', 'insert', 'write', 'assign']);

/** The uses of names within [start, end), nested functions included. */
export function usesIn(bound: Bound, start: number, end: number): readonly Use[] {
  const from = lowerBound(bound.uses, start, (use) => use.node.pos);
  const to = lowerBound(bound.uses, end, (use) => use.node.pos);
  return bound.uses.slice(from, to);
}

/** How a use touches what its name stands for. `part`: a member of the object is changed, not the name. */
export type Touch = 'read' | 'name' | 'part';

export function touchOf(use: Use): Touch {
  if (use.flow !== 'read') return 'name';
  let node: ts.Node = use.node;
  let deep = false;
  for (;;) {
    const { parent } = node;
    if ((ts.isPropertyAccessExpression(parent) || ts.isElementAccessExpression(parent)) && parent.expression === node) {
      node = parent;
      deep = true;
      continue;
    }
    if (ts.isNonNullExpression(parent) || ts.isParenthesizedExpression(parent) || ts.isAsExpression(parent)) {
      node = parent;
      continue;
    }
    if (!deep) return 'read';
    if (ts.isBinaryExpression(parent) && parent.left === node && parent.operatorToken.kind >= ts.SyntaxKind.FirstAssignment && parent.operatorToken.kind <= ts.SyntaxKind.LastAssignment) return 'part';
    if (ts.isPostfixUnaryExpression(parent) || (ts.isPrefixUnaryExpression(parent) && (parent.operator === ts.SyntaxKind.PlusPlusToken || parent.operator === ts.SyntaxKind.MinusMinusToken))) return 'part';
    if (ts.isDeleteExpression(parent)) return 'part';
    if (ts.isCallExpression(parent) && parent.expression === node && ts.isPropertyAccessExpression(node) && changing.has(node.name.text)) return 'part';
    return 'read';
  }
}

export interface Flow {
  readonly binding: Binding;
  /** Where the second needs what the first made. */
  readonly use: Use;
}

/**
 * The first use in `second` of anything that `first` gives a value to, changes, or hands on through the statements between.
 * Every stretch is read once.
 */
export function flowInto(bound: Bound, first: ts.Node, between: readonly ts.Node[], second: ts.Node): Flow | undefined {
  const tainted = new Set<Binding>();
  for (const use of usesIn(bound, first.pos, first.end)) if (touchOf(use) !== 'read') tainted.add(use.binding);
  if (tainted.size === 0) return undefined;
  for (const statement of between) {
    const uses = usesIn(bound, statement.pos, statement.end);
    if (!uses.some((use) => tainted.has(use.binding) && use.flow !== 'declare')) continue;
    for (const use of uses) if (touchOf(use) !== 'read') tainted.add(use.binding);
  }
  const use = usesIn(bound, second.pos, second.end).find((candidate) => tainted.has(candidate.binding) && candidate.flow !== 'declare' && candidate.flow !== 'write');
  return use === undefined ? undefined : { binding: use.binding, use };
}
