/** Small questions about syntax that several passes ask. */
import ts from 'typescript';

/** Read once: each member of the package is looked up through a getter. */
const { SyntaxKind, isElementAccessExpression, isIdentifier, isPropertyAccessExpression, isStringLiteralLike, isVoidExpression } = ts;

/** The expression without parentheses, `as`, `satisfies`, `!` and type assertions around it. */
export function unwrap(node: ts.Expression): ts.Expression {
  let inner = node;
  for (;;) {
    switch (inner.kind) {
      case SyntaxKind.ParenthesizedExpression:
      case SyntaxKind.AsExpression:
      case SyntaxKind.SatisfiesExpression:
      case SyntaxKind.NonNullExpression:
      case SyntaxKind.TypeAssertionExpression:
        inner = (inner as ts.ParenthesizedExpression).expression;
        continue;
      default:
        return inner;
    }
  }
}

/** The first index of a list sorted by `key` whose key is not below `least`. */
export function lowerBound<T>(list: readonly T[], least: number, key: (item: T) => number): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const item = list[middle];
    if (item !== undefined && key(item) < least) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The items that begin in the range [start, end), of a list in source order. */
export function inRange<T extends { readonly pos: number }>(list: readonly T[], start: number, end: number): T[] {
  const from = lowerBound(list, start, (node) => node.pos);
  const found: T[] = [];
  for (let i = from; i < list.length; i++) {
    const node = list[i];
    if (node === undefined || node.pos >= end) break;
    found.push(node);
  }
  return found;
}

/** A callee as dotted names (`db.user.findMany`, `this.save`); undefined where something else than names stands in it. */
export function dottedName(expression: ts.Expression): string | undefined {
  let members = '';
  let node = unwrap(expression);
  for (; isPropertyAccessExpression(node); node = unwrap(node.expression)) members = `.${node.name.text}${members}`;
  if (isIdentifier(node)) return node.text + members;
  if (node.kind === SyntaxKind.ThisKeyword) return `this${members}`;
  return node.kind === SyntaxKind.SuperKeyword ? `super${members}` : undefined;
}

/** The last name of a callee: `findMany` of `db.user.findMany(…)`, also where the receiver is a call. */
export function methodName(callee: ts.Expression): string | undefined {
  const node = unwrap(callee);
  if (isIdentifier(node)) return node.text;
  if (isPropertyAccessExpression(node)) return node.name.text;
  if (isElementAccessExpression(node) && isStringLiteralLike(node.argumentExpression)) return node.argumentExpression.text;
  return undefined;
}

const longestLabel = 60;

/** The callee as written on one line, short enough for a label. */
export function shortText(node: ts.Node, file: ts.SourceFile): string {
  const start = node.getStart(file);
  // Only the beginning is looked at: the node may be a function of thousands of lines.
  const text = file.text.slice(start, Math.min(node.end, start + 4 * longestLabel)).replace(/\s+/g, ' ').replace(/ ?\. ?/g, '.');
  return text.length > longestLabel ? `${text.slice(0, longestLabel - 1)}…` : text;
}

/** Whether the node stands in the other, or is that one. */
export function isWithin(node: ts.Node, outer: ts.Node): boolean {
  return node.pos >= outer.pos && node.end <= outer.end;
}

/** Names that hold no object. */
export const noObjects: ReadonlySet<string> = new Set(['undefined', 'NaN', 'Infinity']);

/** `null`, `undefined`, `false`, `void 0`: no object, and no function. */
export function isNothing(expression: ts.Expression): boolean {
  const node = unwrap(expression);
  return node.kind === SyntaxKind.NullKeyword || node.kind === SyntaxKind.FalseKeyword || isVoidExpression(node) || (isIdentifier(node) && noObjects.has(node.text));
}
