/** Awaits that are to overlap, where their calls go, and the texts that all shapes write. */
import ts from 'typescript';
import type { TextEdit } from './edits.ts';
import { afterEmptyLine, commentsAbove, endOf, hasSemicolon, indentOf, isBehindEmptyLine, lineIndent, lineStart, nextLine, reindented, startWithComments } from './layout.ts';
import { type Move, moveOf } from './movable.ts';
import { FreshNames } from './names.ts';
import type { Shape } from './offer.ts';
import type { FunctionReading } from './reading.ts';
import { isObstacle, type Obstacle, type Slot } from './slot.ts';
import { lostType, type Start, startOf } from './start.ts';

export interface Plan {
  readonly fn: FunctionReading;
  /** Two or more, of one list of statements, in source order. */
  readonly slots: readonly Slot[];
  /** Before this statement, the first slot's, all calls start. */
  readonly anchor: ts.Statement;
  readonly moves: readonly Move[];
  /** What starts each, in the order of the slots. */
  readonly starts: readonly Start[];
  /** Declarations that go before all calls, in source order. */
  readonly taken: readonly ts.VariableStatement[];
}

export function doubtsOf({ slots, moves, starts }: Plan, shape: Shape): readonly string[] {
  // Of a list the types are not asked for one by one.
  const lost = shape === 'promise-all' || shape === 'all-settled' ? slots.filter((_, index) => starts[index]?.type !== undefined).map(lostType) : [];
  return [...new Set([...moves.flatMap(({ doubts }) => doubts), ...starts.flatMap(({ doubts }) => doubts), ...lost])];
}

/** `needs`: for each slot those before it whose values it needs. */
export function planOf(fn: FunctionReading, slots: readonly Slot[], needs: readonly (readonly Slot[])[] = []): Plan | Obstacle {
  const [first] = slots;
  if (first === undefined) throw new Error('A plan needs awaits.');
  const stray = slots.find(({ list }) => list !== first.list);
  if (stray !== undefined) return { node: stray.node, message: 'It stands in another block than the first.' };
  const anchor = first.statement;
  const moves: Move[] = [];
  for (const [index, slot] of slots.entries()) {
    const move = moveOf(fn, slot, anchor, slots, needs[index]);
    if (isObstacle(move)) return move;
    moves.push(move);
  }
  const taken = [...new Set(moves.flatMap((move) => move.taken))].sort((a, b) => a.pos - b.pos);
  return { fn, slots, anchor, moves, starts: slots.map((slot, index) => startOf(fn, slot, first, (needs[index] ?? []).length > 0)), taken };
}

/** What starts a slot, for a line of that indentation. */
export function startAt({ fn: { text, file }, slots, starts }: Plan, index: number, indent: string): string {
  const slot = slots[index];
  return slot === undefined ? '' : reindented(starts[index]?.text ?? '', lineIndent(text, slot.operand.getStart(file)), indent, slot.operand);
}

/** The type of the constant that holds what a slot has started. */
export function typeAt({ starts }: Plan, index: number): string {
  const type = starts[index]?.type;
  return type === undefined ? '' : `: ${type}`;
}

/** Longer lines are written with an element on each. */
export const longestLine = 100;

/** The pieces from which a shape puts its edits together. */
export class Draft {
  readonly names: FreshNames;
  /** `;`, or nothing where the code is written without. */
  readonly semicolon: string;
  readonly #plan: Plan;
  readonly #edits: TextEdit[] = [];
  readonly #lines: string[] = [];
  readonly #removed: { readonly start: number; readonly end: number }[] = [];

  constructor(plan: Plan) {
    const { fn, anchor, slots } = plan;
    this.#plan = plan;
    this.names = new FreshNames(fn.text);
    const ownLine = indentOf(fn.text, anchor.getStart(fn.file)) !== undefined;
    this.semicolon = !ownLine || slots.some(({ statement }) => hasSemicolon(fn.text, statement)) ? ';' : '';
    for (const line of plan.taken) {
      const start = startWithComments(fn.text, line, fn.file);
      this.#lines.push(fn.text.slice(start, line.end));
      this.remove(line, start);
    }
  }

  /** A line before the anchor and the comments that speak of it. */
  line(text: string): void {
    this.#lines.push(text);
  }

  /** `head`, the calls as a list, and the end: on one line where that is short enough, and else each on its own. */
  listed(head: string): string {
    const { fn, anchor, starts } = this.#plan;
    const indent = indentOf(fn.text, anchor.getStart(fn.file));
    const texts = starts.map(({ text }) => text);
    const short = `${head}[${texts.join(', ')}])${this.semicolon}`;
    if (indent === undefined || (indent.length + short.length <= longestLine && !/[\r\n]/.test(short))) return short;
    const inner = fn.layout.newline + indent + fn.layout.step;
    return `${head}[${texts.map((_, index) => `${inner}${startAt(this.#plan, index, indent + fn.layout.step)},`).join('')}${fn.layout.newline}${indent}])${this.semicolon}`;
  }

  replace(start: number, end: number, text: string): void {
    this.#edits.push({ start, end, text });
  }

  replaceNode(node: ts.Node, text: string): void {
    this.replace(node.getStart(this.#plan.fn.file), node.end, text);
  }

  /** An await by a name, which needs no parentheses where the await needed them. */
  replaceValue(node: ts.AwaitExpression, name: string): void {
    let outer: ts.Node = node;
    while (ts.isParenthesizedExpression(outer.parent)) outer = outer.parent;
    this.replaceNode(outer, name);
  }

  /** The statement with its line, where it has one to itself. `from`: what goes with it, comments above. */
  remove(statement: ts.Statement, from = statement.getStart(this.#plan.fn.file)): void {
    const { text } = this.#plan.fn;
    const end = endOf(text, statement);
    const alone = indentOf(text, from) !== undefined && /^[ \t]*(?:\r\n|\n|\r|$)/.test(text.slice(end, nextLine(text, end)));
    if (alone) this.removeLines(from, end);
    else this.replace(from, end + (/^[ \t]+/.exec(text.slice(end))?.[0].length ?? 0), '');
  }

  /** All lines from one offset to another, whatever else stands at their ends. */
  removeLines(from: number, to: number): void {
    const { text } = this.#plan.fn;
    this.#removed.push({ start: lineStart(text, from), end: nextLine(text, to) });
  }

  /** Stretches of lines as a whole; where one brings two empty lines together, one of those goes too. `filled`: where other lines come in their place. */
  #removals(filled?: number): readonly TextEdit[] {
    const { text } = this.#plan.fn;
    const stretches: { start: number; end: number }[] = [];
    for (const { start, end } of this.#removed.toSorted((a, b) => a.start - b.start)) {
      const last = stretches.at(-1);
      if (last?.end === start) last.end = end;
      else stretches.push({ start, end });
    }
    return stretches.map(({ start, end }) => ({ start, end: start !== filled && isBehindEmptyLine(text, start) ? afterEmptyLine(text, end) : end, text: '' }));
  }

  /** The edits, with the lines before the anchor in front. */
  finish(): readonly TextEdit[] {
    const { fn, anchor } = this.#plan;
    if (this.#lines.length === 0) return [...this.#edits, ...this.#removals()];
    const at = startWithComments(fn.text, anchor, fn.file);
    const indent = indentOf(fn.text, at);
    // At the start of the line, since the statement may go with all of its line.
    const start = indent === undefined ? at : lineStart(fn.text, at);
    const text = this.#lines.map((line) => (indent === undefined ? `${line} ` : indent + line + fn.layout.newline)).join('');
    return [{ start, end: start, text }, ...this.#edits, ...this.#removals(start)];
  }
}

export function hasComments({ fn: { text, file } }: Plan, statement: ts.Statement): boolean {
  const end = endOf(text, statement);
  return commentsAbove(text, statement, file).length > 0 || /^[ \t]*\/[/*]/.test(text.slice(end, nextLine(text, end)));
}
