import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { shiftSpan, shiftThrough, type Edit, type Span } from '../../../src/documents/shift.ts';

const name: Span = { start: 10, end: 14 };

describe('a span moves with the text', () => {
  test.each<[string, Edit, Span | null]>([
    ['typing before it', { rangeOffset: 3, rangeLength: 0, text: 'ab' }, { start: 12, end: 16 }],
    ['typing at its start', { rangeOffset: 10, rangeLength: 0, text: 'ab' }, { start: 12, end: 16 }],
    ['typing inside it', { rangeOffset: 12, rangeLength: 0, text: 'ab' }, { start: 10, end: 16 }],
    ['typing at its end', { rangeOffset: 14, rangeLength: 0, text: 'ab' }, { start: 10, end: 14 }],
    ['typing after it', { rangeOffset: 20, rangeLength: 0, text: 'ab' }, { start: 10, end: 14 }],
    ['removing text before it', { rangeOffset: 0, rangeLength: 5, text: '' }, { start: 5, end: 9 }],
    ['removing a part of it', { rangeOffset: 11, rangeLength: 2, text: '' }, { start: 10, end: 12 }],
    ['removing over its start', { rangeOffset: 8, rangeLength: 4, text: 'x' }, { start: 9, end: 11 }],
    ['removing over its end', { rangeOffset: 12, rangeLength: 4, text: 'x' }, { start: 10, end: 12 }],
    ['removing exactly it', { rangeOffset: 10, rangeLength: 4, text: '' }, null],
    ['replacing exactly it', { rangeOffset: 10, rangeLength: 4, text: 'other' }, null],
    ['removing all of it and more', { rangeOffset: 0, rangeLength: 40, text: 'new' }, null],
  ])('%s', (_, edit, expected) => {
    expect(shiftSpan(name, edit)).toEqual(expected);
  });

  test('whatever the edits of one event do around a span, its text is found at its new place', () => {
    const word = 'NAME';
    fc.assert(
      fc.property(fc.string({ maxLength: 30 }), fc.string({ maxLength: 30 }), fc.array(fc.tuple(fc.nat(30), fc.nat(10), fc.string({ maxLength: 8 })), { maxLength: 5 }), (before, after, wanted) => {
        const text = before + word + after;
        const span = { start: before.length, end: before.length + word.length };
        const edits: Edit[] = [];
        // Edits of one event do not overlap, and are listed from the end of the text to its start.
        let last = text.length;
        for (const [gap, length, inserted] of wanted) {
          const end = last - gap;
          const start = end - length;
          const apart = end <= span.start || start >= span.end;
          if (start < 0 || !apart) break;
          edits.push({ rangeOffset: start, rangeLength: length, text: inserted });
          last = start;
        }
        const edited = edits.reduce((current, edit) => current.slice(0, edit.rangeOffset) + edit.text + current.slice(edit.rangeOffset + edit.rangeLength), text);
        const moved = shiftThrough(span, edits);
        expect(moved && edited.slice(moved.start, moved.end)).toBe(word);
      }),
      { numRuns: 1000 },
    );
  });
});
