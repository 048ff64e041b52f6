import type { Condition } from '../program/program.ts';

/** Whether a comparison holds. */
export function holds(is: Extract<Condition, { type: 'compare' }>['is'], left: number, right: number): boolean {
  switch (is) {
    case '==':
      return left === right;
    case '!=':
      return left !== right;
    case '<':
      return left < right;
    case '<=':
      return left <= right;
    case '>':
      return left > right;
    case '>=':
      return left >= right;
  }
}
