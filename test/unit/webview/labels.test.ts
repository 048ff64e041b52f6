import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fitText, oneLine, wholeText } from '../../../webview-ui/geometry/label-fit.ts';

/** Every UTF-16 unit is 6 pixels wide. */
const measure = (text: string): number => text.length * 6;

/** Half of a character that takes two UTF-16 units. */
const halved = /\p{Cs}/u;

describe('labels', () => {
  test.each([
    ['getUser', 42, 'getUser'],
    ['getUser', 41, 'getUs…'],
    ['getUser', 24, 'get…'],
    ['getUser', 23, ''],
    ['', 100, ''],
    ['getUser', -1, ''],
  ])('%s in %d pixels is %s', (text, width, fitted) => {
    expect(fitText(text, width, measure)).toBe(fitted);
  });

  test.each([[84, '≈ 60 ms sooner'], [83, '≈ 60 ms'], [41, '']])('a saving in %d pixels is %s, never half a number', (width, text) => {
    expect(wholeText(['≈ 60 ms sooner', '≈ 60 ms'], width, measure)).toBe(text);
  });

  test('what is left fits, and is a beginning of the name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), fc.integer({ min: 0, max: 400 }), (text, width) => {
        const fitted = fitText(text, width, measure);
        expect(measure(fitted)).toBeLessThanOrEqual(Math.max(0, width));
        expect(text.startsWith(fitted.replace(/…$/, '')) || fitted === text).toBe(true);
        if (!halved.test(text)) expect(fitted).not.toMatch(halved);
      }),
    );
  });

  test('half a character is never shown', () => {
    expect(fitText('abc😀😀😀', 30, measure)).toBe('abc…');
    expect(oneLine(`${'x'.repeat(199)}😀`)).not.toMatch(halved);
  });

  test('a name stays in one line, in its own direction, and short', () => {
    expect(oneLine('two\nlines\u202E turned')).toBe('two lines  turned');
    expect(oneLine('a'.repeat(10_000)).length).toBe(201);
    expect(oneLine('שלום')).toBe('שלום');
  });
});
