import { shiftThrough, type Edit } from '../documents/shift.ts';
import type { AwaitRef } from '../protocol.ts';
import type { AwaitSpan, Span } from '../worker/messages.ts';

/** Where the awaits of the picture in the panel are in the text now: moved along with every edit since the picture was made. */
export class FollowedAwaits {
  #awaits: readonly AwaitSpan[] = [];

  replace(awaits: readonly AwaitSpan[]): void {
    this.#awaits = awaits;
  }

  edited(edits: readonly Edit[]): void {
    this.#awaits = this.#awaits.flatMap(({ ref, span }) => {
      const moved = shiftThrough(span, edits);
      return moved ? [{ ref, span: moved }] : [];
    });
  }

  spanOf(ref: AwaitRef): Span | undefined {
    return this.#awaits.find((known) => sameAwait(known.ref, ref))?.span;
  }

  /** The innermost await around an offset, else the first that starts on the line (given as a span). */
  at(offset: number, line: Span): AwaitRef | null {
    const around = this.#awaits.filter(({ span }) => span.start <= offset && offset <= span.end);
    const [innermost] = around.toSorted((a, b) => a.span.end - a.span.start - (b.span.end - b.span.start));
    const onLine = this.#awaits.find(({ span }) => span.start >= line.start && span.start <= line.end);
    return (innermost ?? onLine)?.ref ?? null;
  }
}

export function sameAwait(a: AwaitRef | null, b: AwaitRef | null): boolean {
  return a?.functionId === b?.functionId && a?.awaitId === b?.awaitId;
}
