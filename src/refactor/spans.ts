/** Stretches of a text. */
import type ts from 'typescript';

/** In offsets. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Whether the two have a character in common, or one begins where the other ends. */
export function touches(a: Span, b: Span): boolean {
  return a.start <= b.end && b.start <= a.end;
}

/** Whether a node is a part of another, or that itself. */
export function isWithin(node: ts.Node, outer: ts.Node): boolean {
  return node.pos >= outer.pos && node.end <= outer.end;
}
