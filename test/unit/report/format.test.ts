import { describe, expect, test } from 'vitest';
import { count, duration, list, percent, times } from '../../../src/report/format.ts';

describe('durations', () => {
  test.each([
    [0, '0 µs'], [12, '12 µs'], [999, '999 µs'], [1000, '1.0 ms'], [9949, '9.9 ms'], [9951, '10 ms'], [250_000, '250 ms'], [999_499, '999 ms'], [999_500, '1.0 s'],
    [1_000_000, '1.0 s'], [3_000_000, '3.0 s'], [59_949_999, '59.9 s'], [59_950_000, '1 min 0 s'], [125_000_000, '2 min 5 s'], [3_599_400_000, '59 min 59 s'],
    [3_600_000_000, '1 h 0 min'], [7_260_000_000, '2 h 1 min'],
  ])('%d µs: %s', (us, text) => {
    expect(duration(us)).toBe(text);
  });
});

test.each([[1, '1.0 ×'], [3, '3.0 ×'], [2.96, '3.0 ×'], [99.94, '99.9 ×'], [99.95, '100 ×'], [3333, '3,333 ×']])('%d times: %s', (ratio, text) => {
  expect(times(ratio)).toBe(text);
});

test.each([[0, '0 %'], [1, '100 %'], [0.625, '62.5 %'], [0.9999, '100 %'], [0.001, '0.1 %'], [0.0001, 'under 0.1 %']])('a share of %d: %s', (share, text) => {
  expect(percent(share)).toBe(text);
});

test('counts and lists', () => {
  expect([count(1, 'await'), count(0, 'await'), count(1234, 'await'), count(2, 'branch', 'branches')]).toEqual(['1 await', '0 awaits', '1,234 awaits', '2 branches']);
  expect([list([]), list(['a']), list(['a', 'b']), list(['a', 'b', 'c']), list(['a', 'b', 'c', 'd', 'e'])]).toEqual(['', 'a', 'a and b', 'a, b and c', 'a, b, c and 2 more']);
});
