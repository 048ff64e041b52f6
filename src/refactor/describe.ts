/** What a person says that a callee does, written before its declaration: `@overlap reads users`. The verdicts of all its callers follow. */
import ts from 'typescript';
import { withoutChain } from '../analysis/awaits.ts';
import { workspaceOf } from '../analysis/analyze.ts';
import { parseClauses } from '../analysis/effects/clauses.ts';
import { declarationOf } from '../analysis/functions.ts';
import type { AsyncFunction, AwaitId } from '../analysis/model.ts';
import { isFunctionNode } from '../analysis/scopes.ts';
import { methodName, shortText } from '../analysis/syntax.ts';
import type { TextEdit } from './edits.ts';
import { indentOf, layoutOf } from './layout.ts';
import type { Analysed } from './offers.ts';
import { read, type Reading } from './reading.ts';
import { type Span, touches } from './spans.ts';

/** A callee on whose effects a verdict hangs. */
export interface Describable {
  /** As its callers call it. */
  readonly name: string;
  /** The file of its declaration, and where it begins there. */
  readonly path: string;
  readonly start: number;
  /** The first line of the declaration: what is to be found there when the comment is written. */
  readonly head: string;
}

/** Those of the pairs and loops that the range touches, where the verdict is not one that names and values settle. Empty where the text does not parse. */
export function describablesFor({ path, text, model, project }: Analysed, range: Span): readonly Describable[] {
  if (model.errors.length > 0) return [];
  const around = model.functions.filter(({ place }) => touches(place, range));
  const open = around.flatMap((fn) => undecided(fn, range).map((id) => ({ fn, id })));
  if (open.length === 0) return [];
  const reading = read(path, text);
  const effects = workspaceOf(project).effectsIn(path, reading.bound);
  const found = new Map<string, Describable>();
  for (const { fn, id } of open) {
    const call = callOf(reading, fn, id);
    const declared = call && effects.declared(call);
    if (call === undefined || declared === undefined || declared.isTold || declared.path.includes('node_modules/')) continue;
    const declaration = declarationOf(declared.node);
    const at = declaration.getStart(declared.file);
    const name = methodName(call.expression) ?? shortText(call.expression, reading.file);
    found.set(`${declared.path} ${at}`, { name, path: declared.path, start: at, head: lineAt(declared.file.text, at) });
  }
  return [...found.values()];
}

/** The awaits whose order hangs on what their calls do: it was not found out, or a name was believed, or they were found to stand in each other's way. */
function undecided(fn: AsyncFunction, range: Span): readonly AwaitId[] {
  const isOpen = ({ verdict, confidence }: { readonly verdict: string; readonly confidence: string }): boolean => verdict === 'unknown' || verdict === 'effect' || (verdict === 'independent' && confidence === 'likely');
  const places = new Map(fn.awaits.map((site) => [site.id, site.whole]));
  const isTouched = (id: AwaitId): boolean => touches(places.get(id) ?? { start: -1, end: -1 }, range);
  const pairs = fn.pairs.filter((pair) => isOpen(pair) && (isTouched(pair.first) || isTouched(pair.second))).flatMap(({ first, second }) => [first, second]);
  const loops = fn.loops.filter((loop) => isOpen(loop) && touches(loop.place, range)).flatMap(({ awaits }) => awaits);
  return [...new Set([...pairs, ...loops])];
}

function callOf(reading: Reading, fn: AsyncFunction, id: AwaitId): ts.CallExpression | undefined {
  const node = reading.functionOf(fn.id)?.sites.get(id)?.node;
  const call = node && ts.isAwaitExpression(node) ? withoutChain(node.expression) : undefined;
  return call && ts.isCallExpression(call) ? call : undefined;
}

function lineAt(text: string, start: number): string {
  return /[^\r\n]*/.exec(text.slice(start))?.[0] ?? '';
}

/**
 * Writes the clauses (those of `@overlap` comments, bars between them) before the declaration that begins at `start`: into the comment that
 * says how long it takes, where there is one, and else into a comment of its own, behind a longer one. Or in one sentence why not.
 */
export function describe(path: string, text: string, { start, head }: Pick<Describable, 'start' | 'head'>, clauses: string): readonly TextEdit[] | string {
  const parsed = parseClauses(clauses);
  if (typeof parsed === 'string') return `${parsed}.`;
  const { file } = read(path, text);
  const declaration = lineAt(text, start) === head ? declarationAt(file, start) : undefined;
  if (declaration === undefined) return 'The declaration is no longer where it was.';
  const words = clauses.trim().split(/\s+/).join(' ');
  const comments = ts.getLeadingCommentRanges(text, declaration.pos) ?? [];
  const last = comments.at(-1);
  const told = comments.findLast(({ pos, end }) => text.slice(pos, end).includes('@overlap'));
  if (told !== undefined) {
    const line = /@overlap[^\r\n]*?(?=\s*(?:\*\/|[\r\n]|$))/.exec(text.slice(told.pos, told.end));
    const at = told.pos + (line === null ? 0 : line.index + line[0].length);
    return [{ start: at, end: at, text: ` ${words}` }];
  }
  const indent = indentOf(text, start) ?? '';
  const { newline } = layoutOf(text);
  // The compiler takes the last comment of this form for the documentation: one that is there stays it.
  const isDocumented = last !== undefined && text.startsWith('/**', last.pos);
  return [{ start, end: start, text: `${isDocumented ? `// @overlap ${words}` : `/** @overlap ${words} */`}${newline}${indent}` }];
}

function declarationAt(file: ts.SourceFile, start: number): ts.Node | undefined {
  let found: ts.Node | undefined;
  const visit = (node: ts.Node): void => {
    if (found !== undefined || node.end <= start) return;
    if (isFunctionNode(node) && declarationOf(node).getStart(file) === start) found = declarationOf(node);
    else ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}
