import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyEdits, composed, type TextEdit } from '../../../src/refactor/edits.ts';

describe('edits', () => {
  test('are applied by their places, whatever their order', () => {
    expect(applyEdits('abcdef', [{ start: 4, end: 5, text: 'E' }, { start: 0, end: 0, text: '>' }, { start: 0, end: 2, text: 'AB' }])).toBe('>ABcdEf');
  });

  test.each([
    ['overlapping', [{ start: 0, end: 3, text: '' }, { start: 2, end: 4, text: '' }]],
    ['outside the text', [{ start: 0, end: 7, text: '' }]],
    ['the wrong way round', [{ start: 3, end: 2, text: '' }]],
  ])('%s: refused', (_, edits) => {
    expect(() => applyEdits('abcdef', edits)).toThrow(RangeError);
  });

  /** Edits of a text of the given length, apart from each other. */
  const editsOf = (length: number): fc.Arbitrary<TextEdit[]> =>
    fc.array(fc.tuple(fc.nat(length), fc.nat(length), fc.string({ maxLength: 4 })), { maxLength: 5 }).map((all) => {
      const edits: TextEdit[] = [];
      for (const [a, b, text] of all) {
        const edit = { start: Math.min(a, b), end: Math.max(a, b), text };
        if (edits.every((other) => other.end < edit.start || edit.end < other.start)) edits.push(edit);
      }
      return edits;
    });

  test('rounds of edits as one list give the same text', () => {
    const rounds = fc.string({ maxLength: 20 }).chain((text) => editsOf(text.length).chain((first) => {
      const between = applyEdits(text, first);
      return editsOf(between.length).map((second) => ({ text, first, second, after: applyEdits(between, second) }));
    }));
    fc.assert(fc.property(rounds, ({ text, first, second, after }) => {
      expect(applyEdits(text, composed(text.length, first, second))).toBe(after);
    }));
  });
});
