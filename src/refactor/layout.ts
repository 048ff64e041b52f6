/** How a text is laid out, so that what is put into it looks as if it had been written there. */
import ts from 'typescript';

export interface Layout {
  readonly newline: '\n' | '\r\n';
  /** One step of indentation. */
  readonly step: string;
}

export function layoutOf(text: string): Layout {
  const indents = text.match(/^(?:\t| {2,8})(?=\S)/gm) ?? [];
  const step = indents.some((indent) => indent === '\t') ? '\t' : indents.reduce((least, indent) => (indent.length < least.length ? indent : least), '        ');
  return { newline: text.includes('\r\n') ? '\r\n' : '\n', step: indents.length === 0 ? '  ' : step };
}

/** The white space before a statement that begins its line; undefined where other code stands before it on the line. */
export function indentOf(text: string, start: number): string | undefined {
  const before = text.slice(lineStart(text, start), start);
  return /^\s*$/.test(before) ? before.replace(/^\uFEFF/, '') : undefined;
}

export function lineStart(text: string, at: number): number {
  return Math.max(text.lastIndexOf('\n', at - 1), text.lastIndexOf('\r', at - 1)) + 1;
}

/** Behind the end of the line that holds the offset. */
export function nextLine(text: string, at: number): number {
  const end = /\r\n|\n|\r/g;
  end.lastIndex = at;
  const found = end.exec(text);
  return found === null ? text.length : found.index + found[0].length;
}

/** Behind the empty line that begins at the offset; the offset itself where that line holds something. */
export function afterEmptyLine(text: string, at: number): number {
  const next = nextLine(text, at);
  return text.slice(at, next).trim() === '' ? next : at;
}

/** Whether the line before the one that begins at the offset is there and empty. */
export function isBehindEmptyLine(text: string, at: number): boolean {
  const end = at - (text.startsWith('\r\n', at - 2) ? 2 : 1);
  return at > 0 && text.slice(lineStart(text, end), end).trim() === '';
}

/** Whether the statement is written with a semicolon at its end. */
export function hasSemicolon(text: string, statement: ts.Node): boolean {
  return text[endOf(text, statement) - 1] === ';';
}

/** Where the statement ends as people see it: where code is written without semicolons, one that begins a line, `;[a, b].forEach(…)`, goes with that line. */
export function endOf(text: string, statement: ts.Node): number {
  const before = text.slice(statement.pos, statement.end - 1).trimEnd();
  const end = statement.pos + before.length;
  return text[statement.end - 1] === ';' && /[\r\n]/.test(text.slice(end, statement.end)) ? end : statement.end;
}

/** The comments right above a statement, each on lines of its own and with no empty line up to the statement: they speak of it. */
export function commentsAbove(text: string, statement: ts.Node, file: ts.SourceFile): readonly ts.CommentRange[] {
  const above: ts.CommentRange[] = [];
  let next = statement.getStart(file);
  for (const comment of (ts.getLeadingCommentRanges(text, statement.pos) ?? []).toReversed()) {
    const lineEnds = text.slice(comment.end, next).match(/\r\n|\n|\r/g)?.length ?? 0;
    if (indentOf(text, comment.pos) === undefined || lineEnds !== 1) break;
    above.unshift(comment);
    next = comment.pos;
  }
  return above;
}

/** Where lines that are to come before a statement go: before the comments that speak of it. */
export function startWithComments(text: string, statement: ts.Node, file: ts.SourceFile): number {
  return commentsAbove(text, statement, file)[0]?.pos ?? statement.getStart(file);
}

/** The white space at the start of the line that holds the offset, whatever stands before the offset on it. */
export function lineIndent(text: string, at: number): string {
  return /^[ \t]*/.exec(text.slice(lineStart(text, at)))?.[0] ?? '';
}

/** A piece of code of several lines for a line of another indentation: its further lines move along. `node`: what it was written as; with a text of several lines in it the code stays as it is. */
export function reindented(code: string, from: string, to: string, node: ts.Node): string {
  if (from === to || holdsLines(node)) return code;
  return code.replace(/(\r\n|\n|\r)([ \t]*)(?=\S)/g, (whole, newline: string, white: string) => (white.startsWith(from) ? newline + to + white.slice(from.length) : whole));
}

/** Whether the node holds a text that goes over the end of a line. */
function holdsLines(node: ts.Node): boolean {
  if (ts.isStringLiteral(node) || ts.isTemplateLiteralToken(node)) return /[\r\n]/.test(node.getText());
  return ts.forEachChild(node, holdsLines) ?? false;
}
