import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { positionOf, sliderSteps, valueAt } from '../../../webview-ui/geometry/slider.ts';

const durations = { min: 0, max: 60_000_000 };
const counts = { min: 1, max: 64 };

describe('slider', () => {
  test('its ends are the ends of the range', () => {
    for (const range of [durations, counts]) {
      expect(valueAt(0, range)).toBe(range.min);
      expect(valueAt(sliderSteps, range)).toBe(range.max);
      expect([positionOf(range.min, range), positionOf(range.max, range)]).toEqual([0, sliderSteps]);
    }
  });

  test('further right is never less, and a position comes back to itself within its rounding', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: sliderSteps - 1 }), (position) => {
        expect(valueAt(position + 1, durations)).toBeGreaterThanOrEqual(valueAt(position, durations));
        expect(Math.abs(positionOf(valueAt(position, counts), counts) - position)).toBeLessThanOrEqual(sliderSteps / 63 / 2 + 1);
      }),
    );
  });

  test('waits go in factors: half way is far below half', () => {
    expect(valueAt(sliderSteps / 2, durations)).toBeLessThan(1_000_000);
    expect(valueAt(sliderSteps / 2, counts)).toBe(33);
  });

  test('values outside the range are at its ends, and a range of one value is no division by zero', () => {
    expect(positionOf(1e12, durations)).toBe(sliderSteps);
    expect(positionOf(-5, durations)).toBe(0);
    expect(positionOf(3, { min: 3, max: 3 })).toBe(0);
  });
});
