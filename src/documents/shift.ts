/** A stretch of text in UTF-16 units from 0. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** One replacement as the editor reports it, in the coordinates of the text before it. */
export interface Edit {
  readonly rangeOffset: number;
  readonly rangeLength: number;
  readonly text: string;
}

/**
 * Where a span is after an edit, so that what was said of it stays with it while the user types.
 * Text typed inside widens it, text typed at its edge stays outside; null where all of it was replaced or removed.
 */
export function shiftSpan(span: Span, edit: Edit): Span | null {
  const editEnd = edit.rangeOffset + edit.rangeLength;
  const delta = edit.text.length - edit.rangeLength;
  if (edit.rangeOffset >= span.end) return span;
  if (editEnd <= span.start) return { start: span.start + delta, end: span.end + delta };
  if (edit.rangeOffset <= span.start && editEnd >= span.end) return null;
  // The edit reaches over one edge, or lies inside.
  const start = edit.rangeOffset < span.start ? edit.rangeOffset + edit.text.length : span.start;
  const end = editEnd > span.end ? edit.rangeOffset : span.end + delta;
  return { start, end };
}

/** Several edits of one change event: the editor lists them so that each may be applied without moving those that follow. */
export function shiftThrough(span: Span, edits: readonly Edit[]): Span | null {
  let moved: Span | null = span;
  // From the end of the text to its start, every offset is still one of the text before the event.
  for (const edit of edits.toSorted((a, b) => b.rangeOffset - a.rangeOffset)) {
    if (moved === null) return null;
    moved = shiftSpan(moved, edit);
  }
  return moved;
}
