/** `@overlap` comments: durations, counts and words that people write beside their code. */
import ts from 'typescript';
import type { Annotation } from './model.ts';
import type { Places } from './places.ts';

/** Read once: each member of the package is looked up through a getter. */
const { SyntaxKind, forEachChild, isJsxText, isStringLiteralLike, isTemplateHead, isTemplateMiddleOrTemplateTail } = ts;

/** What a comment begins with that speaks to the analysis. */
export const annotationWord = '@overlap';

/** All annotations of a file by the line they speak of: their own, or the next one where the comment stands alone on its line. */
export class Annotations {
  readonly #byLine = new Map<number, Annotation>();
  readonly #all: Annotation[] = [];

  constructor(file: ts.SourceFile, places: Places) {
    const { text } = file;
    for (let at = text.indexOf(annotationWord); at >= 0; at = text.indexOf(annotationWord, at + annotationWord.length)) {
      const comment = commentAround(file, at);
      if (comment === undefined) continue;
      const annotation = read(text, at, comment, places);
      this.#all.push(annotation);
      this.#byLine.set(lineSpokenOf(text, comment, places), annotation);
    }
  }

  /** What a comment on this line, or alone on the line before it, says. */
  onLine(line: number): Annotation | undefined {
    return this.#byLine.get(line);
  }

  /** What the comment right before a declaration says: `start` is its first token, `pos` the end of the token before. */
  before(pos: number, start: number): Annotation | undefined {
    return this.#all.findLast((annotation) => annotation.place.start >= pos && annotation.place.end <= start);
  }

  get any(): boolean {
    return this.#all.length > 0;
  }
}

/** `120ms`, `1.5s`, `250us`, `2min`, in whole microseconds; undefined for anything else. */
export function durationOf(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)(us|µs|ms|s|min)$/.exec(text);
  if (match === null) return undefined;
  const scale: Readonly<Record<string, number>> = { us: 1, µs: 1, ms: 1_000, s: 1_000_000, min: 60_000_000 };
  return Math.round(Number(match[1]) * (scale[match[2] ?? ''] ?? 0));
}

function read(text: string, at: number, comment: ts.TextRange, places: Places): Annotation {
  const lineEnd = /[\r\n]|\*\//g;
  lineEnd.lastIndex = at;
  const end = Math.min(comment.end, lineEnd.exec(text)?.index ?? text.length);
  const words: string[] = [];
  let durationUs: number | undefined;
  let count: number | undefined;
  for (const token of text.slice(at + annotationWord.length, end).split(/[\s,|]+/).filter((part) => part !== '')) {
    const duration = durationOf(token);
    const times = /^x(\d+)$/.exec(token);
    if (duration !== undefined) durationUs = duration;
    else if (times !== null) count = Number(times[1]);
    else words.push(token);
  }
  return { place: places.span(at, end), words, ...(durationUs === undefined ? {} : { durationUs }), ...(count === undefined ? {} : { count }) };
}

/** The comment that holds the offset; undefined where the text there is code or a string. */
function commentAround(file: ts.SourceFile, at: number): ts.TextRange | undefined {
  let node: ts.Node = file;
  let pos = 0;
  // Down to the smallest node whose text holds the offset; a comment lies before its first token, or behind a token or child of it.
  for (;;) {
    const child: ts.Node | undefined = forEachChild(node, (candidate) => {
      // Nothing is scanned that has been parsed: a scanner by itself takes the end of a template for the beginning of another.
      if (candidate.end <= at) pos = Math.max(pos, candidate.end);
      return candidate.pos <= at && at < candidate.end ? candidate : undefined;
    });
    if (child === undefined) break;
    node = child;
    pos = child.pos;
    if (at < child.getStart(file)) break;
  }
  if (isText(node) && at >= node.getStart(file)) return undefined;
  const { text } = file;
  // From the last token that surely ends before: scanned with TypeScript's own comment rules.
  const scanner = ts.createScanner(ts.ScriptTarget.Latest, false, ts.LanguageVariant.Standard, text, undefined, pos, at - pos + 1);
  for (let kind = scanner.scan(); kind !== SyntaxKind.EndOfFileToken; kind = scanner.scan()) {
    const comment = kind === SyntaxKind.SingleLineCommentTrivia || kind === SyntaxKind.MultiLineCommentTrivia;
    if (comment && scanner.getTokenEnd() > at) return wholeComment(text, scanner.getTokenStart(), kind);
  }
  return undefined;
}

function wholeComment(text: string, start: number, kind: ts.SyntaxKind): ts.TextRange {
  const close = kind === SyntaxKind.MultiLineCommentTrivia ? text.indexOf('*/', start) + 2 : text.slice(start).search(/[\r\n]/) + start;
  return { pos: start, end: close <= start ? text.length : close };
}

function isText(node: ts.Node): boolean {
  return isStringLiteralLike(node) || node.kind === SyntaxKind.RegularExpressionLiteral || isJsxText(node) || isTemplateHead(node) || isTemplateMiddleOrTemplateTail(node);
}

function lineSpokenOf(text: string, comment: ts.TextRange, places: Places): number {
  const { line, column } = places.position(comment.pos);
  const before = text.slice(comment.pos - column + 1, comment.pos);
  if (before.trim() !== '') return line;
  return places.position(comment.end).line + 1;
}
