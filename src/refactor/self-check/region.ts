/** The statements in which two texts of a function differ: what stands around them is the same, and need not be looked at. */
import type ts from 'typescript';
import { isStatementList, type StatementList } from '../../analysis/statements.ts';
import type { FunctionReading } from '../reading.ts';
import { NotFollowed } from './work.ts';

export interface Region {
  readonly fn: FunctionReading;
  readonly statements: readonly ts.Statement[];
}

/** What a change puts elsewhere in the file, an import or a helper, is not looked at. @throws {NotFollowed} where the functions differ in more than statements of one block */
export function regionsOf(before: FunctionReading, after: FunctionReading): readonly [Region, Region] {
  const [a, b] = [textOf(before), textOf(after)];
  const most = Math.min(a.length, b.length);
  let head = 0;
  while (head < most && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < most - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++;
  const [base, other] = [startOf(before), startOf(after)];
  const lists = [listAround(before, base + head, base + a.length - tail), listAround(after, other + head, other + b.length - tail)] as const;
  const start = Math.min(lists[0].getStart(before.file) - base, lists[1].getStart(after.file) - other);
  const [first, second] = [listAt(before, lists[0], base + start), listAt(after, lists[1], other + start)];
  if (first.kind !== second.kind) throw new NotFollowed('The change goes beyond the statements of one block.');
  const leading = Math.min(endsBefore(first, base + head), endsBefore(second, other + head));
  const trailing = Math.min(startsAfter(first, before, base + a.length - tail), startsAfter(second, after, other + b.length - tail), first.statements.length - leading, second.statements.length - leading);
  const region = (fn: FunctionReading, list: StatementList): Region => ({ fn, statements: list.statements.slice(leading, list.statements.length - trailing) });
  return [region(before, first), region(after, second)];
}

/** Without the comments above, among which an import may be put. */
function startOf({ file, unit: { node } }: FunctionReading): number {
  return node.getStart(file);
}

function textOf(fn: FunctionReading): string {
  return fn.text.slice(startOf(fn), fn.unit.node.end);
}

function endsBefore(list: StatementList, at: number): number {
  return list.statements.filter(({ end }) => end <= at).length;
}

function startsAfter(list: StatementList, { file }: FunctionReading, end: number): number {
  return list.statements.filter((statement) => statement.getStart(file) >= end).length;
}

/** The innermost list of statements around a stretch of the text. */
function listAround({ unit, file }: FunctionReading, start: number, end: number): StatementList {
  let found: StatementList | undefined;
  const visit = (node: ts.Node): void => {
    if (node.pos > start || node.end < end) return;
    // Between the braces: a change of the block's own braces is one of what holds it.
    if (isStatementList(node) && (node.getStart(file) < start || node === file) && (node.end > end || node === file)) found = node;
    node.forEachChild(visit);
  };
  visit(unit.node);
  if (found === undefined) throw new NotFollowed('The change goes beyond the statements of one block.');
  return found;
}

/** The list itself, or the one around it that begins where the other text's does. */
function listAt({ file }: FunctionReading, list: StatementList, start: number): StatementList {
  for (let node: ts.Node = list; ; node = node.parent) {
    if (isStatementList(node) && node.getStart(file) <= start) return node;
    if (node === file) throw new NotFollowed('The change goes beyond the statements of one block.');
  }
}
