import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isRound, tickStep, ticksOf } from '../../../webview-ui/geometry/ticks.ts';
import { durationText, rangeText } from '../../../webview-ui/geometry/time-text.ts';

const minute = 60_000_000;
const labels = (fromUs: number, toUs: number, width = 600): string[] => ticksOf({ fromUs, toUs }, width, 100).map((tick) => tick.label);

describe('ticks', () => {
  test.each([
    ['microseconds', 0, 600, ['0', '100 µs', '200 µs', '300 µs', '400 µs', '500 µs', '600 µs']],
    ['milliseconds', 0, 120_000, ['0', '20 ms', '40 ms', '60 ms', '80 ms', '100 ms', '120 ms']],
    ['parts of a second', 0, 3_000_000, ['0', '0.5 s', '1 s', '1.5 s', '2 s', '2.5 s', '3 s']],
    ['minutes go by the clock', 0, 6 * minute, ['0', '1 min', '2 min', '3 min', '4 min', '5 min', '6 min']],
    ['half minutes', 0, 3 * minute, ['0', '30 s', '1 min', '1 min 30 s', '2 min', '2 min 30 s', '3 min']],
    ['hours', 0, 36 * 60 * minute, ['0', '6 h', '12 h', '18 h', '24 h', '30 h', '36 h']],
    ['days', 0, 60 * 1440 * minute, ['0', '10 d', '20 d', '30 d', '40 d', '50 d', '60 d']],
    ['a close look at days', 2880 * minute, 2883 * minute, ['2 d', '2 d 30 s', '2 d 1 min', '2 d 1 min 30 s', '2 d 2 min', '2 d 2 min 30 s', '2 d 3 min']],
    ['a close look far from the start', 3_000_000, 3_000_060, ['3 s', '3.00001 s', '3.00002 s', '3.00003 s', '3.00004 s', '3.00005 s', '3.00006 s']],
  ])('%s', (_, fromUs, toUs, expected) => {
    expect(labels(fromUs, toUs)).toEqual(expected);
  });

  test('neighbours are at least the gap apart, and never share a label', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1e12, noNaN: true }), fc.double({ min: 20, max: 1e13, noNaN: true }), fc.integer({ min: 200, max: 2000 }), (fromUs, span, width) => {
        const ticks = ticksOf({ fromUs, toUs: fromUs + span }, width, 84);
        ticks.forEach((tick, index) => {
          const next = ticks[index + 1];
          if (!next) return;
          expect(((next.us - tick.us) / span) * width).toBeGreaterThanOrEqual(84 - 1e-6);
          if (span / width > 1e-6 * fromUs) expect(next.label).not.toBe(tick.label);
        });
      }),
    );
  });

  test('beyond 2^53 and for no view at all there is no endless list', () => {
    expect(ticksOf({ fromUs: 2 ** 60, toUs: 2 ** 60 + 4096 }, 600, 84).length).toBeLessThan(10);
    expect(ticksOf({ fromUs: 0, toUs: 0 }, 600, 84)).toEqual([]);
    expect(ticksOf({ fromUs: 0, toUs: Number.NaN }, 600, 84)).toEqual([]);
  });

  test('steps are 1, 2 or 5 times a power of ten below a second', () => {
    expect([0.2, 3, 12, 60, 400, 2500, 700_000].map(tickStep)).toEqual([1, 5, 20, 100, 500, 5000, 1_000_000]);
  });
});

describe('round values', () => {
  test.each([1, 2, 5, 10, 200, 5000, 100_000, 0.1, 0.02])('%d is one', (value) => {
    expect(isRound(value)).toBe(true);
  });

  test.each([1.5, 3, 4.6, 15, 150_000, 0.15, 0, -1, NaN])('%d is none', (value) => {
    expect(isRound(value)).toBe(false);
  });
});

describe('time in words', () => {
  test.each([
    [12_400, 18_000, '12.4–18 ms'],
    [0, 1_200_000, '0–1.2 s'],
    [1_204_000, 1_204_500, '1.204–1.2045 s'],
    [5, 9, '5–9 µs'],
    [700, 700, '700–700 µs'],
    [0, 90 * minute, '0–90 min'],
    [0, 3600 * minute, '0–60 h'],
  ])('%d to %d is %s', (fromUs, toUs, text) => {
    expect(rangeText(fromUs, toUs)).toBe(text);
  });

  test('a duration that is none is said plainly', () => {
    expect([Number.NaN, Number.POSITIVE_INFINITY, 0, -1500, 2 ** 60].map(durationText)).toEqual(['unknown', 'unknown', '0 ms', '−1.5 ms', '13,343,999 d']);
  });
});
