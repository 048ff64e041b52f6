/** Changes of a text, all in offsets of the text as it was (UTF-16 units from 0). */

export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** In the order of the text. @throws {RangeError} where two edits touch the same characters or one lies outside the text. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let done = 0;
  let out = '';
  for (const edit of sorted(edits)) {
    if (edit.start < done || edit.end < edit.start || edit.end > text.length) throw new RangeError(`Edits overlap, or lie outside the text, at offset ${edit.start}.`);
    out += text.slice(done, edit.start) + edit.text;
    done = edit.end;
  }
  return out + text.slice(done);
}

/** By their places; insertions at one place stay in the order given. */
export function sorted(edits: readonly TextEdit[]): readonly TextEdit[] {
  return edits.toSorted((a, b) => a.start - b.start || a.end - b.end);
}

/** Whether two lists of edits can be applied together: no characters of both, and nothing put in at one place by both. */
export function areApart(first: readonly TextEdit[], second: readonly TextEdit[]): boolean {
  return first.every((a) => second.every((b) => a.end < b.start || b.end < a.start));
}

/** What is left of the first text, and what the edits have put in. */
type Piece = { readonly type: 'kept'; readonly start: number; readonly end: number } | { readonly type: 'new'; readonly text: string };

/** Edits of one text, and edits of what came of it, as one list of edits of the first text. `length`: of the first text. */
export function composed(length: number, ...rounds: readonly (readonly TextEdit[])[]): readonly TextEdit[] {
  let pieces: readonly Piece[] = [{ type: 'kept', start: 0, end: length }];
  for (const edits of rounds) pieces = edited(pieces, edits);
  const out: TextEdit[] = [];
  let at = 0;
  let text = '';
  const flush = (end: number): void => {
    if (text !== '' || end > at) out.push({ start: at, end, text });
    text = '';
  };
  for (const piece of pieces) {
    if (piece.type === 'new') text += piece.text;
    else {
      flush(piece.start);
      at = piece.end;
    }
  }
  flush(length);
  return out;
}

function edited(pieces: readonly Piece[], edits: readonly TextEdit[]): readonly Piece[] {
  const out: Piece[] = [];
  const rest = [...pieces];
  let at = 0;
  /** Takes what comes before an offset of the present text. */
  const take = (until: number, keep: boolean): void => {
    while (at < until) {
      const piece = rest.shift();
      if (piece === undefined) return;
      const size = sizeOf(piece);
      const used = Math.min(size, until - at);
      if (keep) out.push(part(piece, 0, used));
      if (used < size) rest.unshift(part(piece, used, size));
      at += used;
    }
  };
  for (const edit of sorted(edits)) {
    take(edit.start, true);
    take(edit.end, false);
    out.push({ type: 'new', text: edit.text });
  }
  return [...out, ...rest];
}

function sizeOf(piece: Piece): number {
  return piece.type === 'new' ? piece.text.length : piece.end - piece.start;
}

function part(piece: Piece, from: number, to: number): Piece {
  return piece.type === 'new' ? { type: 'new', text: piece.text.slice(from, to) } : { type: 'kept', start: piece.start + from, end: piece.start + to };
}
