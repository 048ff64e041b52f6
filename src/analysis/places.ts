import type ts from 'typescript';
import type { Place } from './model.ts';

/** From offsets to lines and columns as editors count them: a line ends at `\n`, `\r\n` or `\r`, and at nothing else. */
export class Places {
  readonly #file: ts.SourceFile;
  #lineStarts: readonly number[] | undefined;

  constructor(file: ts.SourceFile) {
    this.#file = file;
  }

  get #starts(): readonly number[] {
    return (this.#lineStarts ??= lineStarts(this.#file.text));
  }

  /** 1-based line and column of an offset. */
  position(offset: number): { readonly line: number; readonly column: number } {
    const starts = this.#starts;
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
  }

  span(start: number, end: number): Place {
    const { line, column } = this.position(start);
    return { start, end, line, column };
  }

  /** From the node's first token, comments before it left out, to its end. */
  of(node: ts.Node): Place {
    return this.span(this.start(node), node.end);
  }

  start(node: ts.Node): number {
    return node.getStart(this.#file);
  }
}

function lineStarts(text: string): number[] {
  const starts = [0];
  if (!text.includes('\r')) {
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
    return starts;
  }
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 10 || (code === 13 && text.charCodeAt(i + 1) !== 10)) starts.push(i + 1);
  }
  return starts;
}
