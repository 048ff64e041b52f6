import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clampView, isWhole, panView, usOf, viewAround, viewShowing, wholeView, xOf, zoomView } from '../../../webview-ui/geometry/view.ts';

const whole = wholeView(1_000_000);
const views = fc.tuple(fc.double({ min: -2e6, max: 2e6, noNaN: true }), fc.double({ min: -10, max: 3e6, noNaN: true })).map(([fromUs, span]) => ({ fromUs, toUs: fromUs + span }));

function inside(view: { fromUs: number; toUs: number }): void {
  expect(view.fromUs).toBeGreaterThanOrEqual(whole.fromUs);
  expect(view.toUs).toBeLessThanOrEqual(whole.toUs + 1e-6);
  expect(view.toUs - view.fromUs).toBeGreaterThanOrEqual(10 - 1e-6);
}

describe('view', () => {
  test('whatever is done, the view stays inside the whole', () => {
    fc.assert(
      fc.property(views, fc.double({ min: 1e-6, max: 1e6, noNaN: true }), fc.double({ min: -3, max: 3, noNaN: true }), (raw, factor, share) => {
        const view = clampView(raw, whole);
        inside(view);
        inside(zoomView(view, whole, factor, view.fromUs + 0.3 * (view.toUs - view.fromUs)));
        inside(panView(view, whole, share));
      }),
    );
  });

  test('zooming in keeps the moment under the pointer in its place', () => {
    fc.assert(
      fc.property(fc.double({ min: 1, max: 50, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }), (factor, share) => {
        const at = whole.fromUs + share * (whole.toUs - whole.fromUs);
        const zoomed = zoomView(whole, whole, factor, at);
        expect(xOf(at, zoomed, 1000)).toBeCloseTo(xOf(at, whole, 1000), 3);
      }),
    );
  });

  test('pixels and moments are each other’s inverse', () => {
    fc.assert(fc.property(fc.double({ min: 0, max: 1000, noNaN: true }), (x) => {
      expect(xOf(usOf(x, whole, 1000), whole, 1000)).toBeCloseTo(x, 6);
    }));
  });

  test('nothing to see is a view all the same', () => {
    expect(wholeView(0)).toEqual({ fromUs: 0, toUs: 1000 });
    expect(clampView({ fromUs: Number.NaN, toUs: 5 }, whole)).toEqual(whole);
    expect(clampView({ fromUs: 0, toUs: Number.POSITIVE_INFINITY }, whole)).toEqual(whole);
  });

  test('a stretch already in sight moves nothing; one that is not comes to the middle', () => {
    const view = { fromUs: 0, toUs: 1000 };
    expect(viewShowing(view, whole, 900, 5000)).toBe(view);
    const moved = viewShowing(view, whole, 500_000, 500_100);
    expect((moved.fromUs + moved.toUs) / 2).toBe(500_050);
    expect(moved.toUs - moved.fromUs).toBe(1000);
  });

  test('a stretch is shown with air around it', () => {
    const view = viewAround(100_000, 200_000, whole);
    expect(view).toEqual({ fromUs: 92_000, toUs: 208_000 });
    expect(isWhole(view, whole)).toBe(false);
    expect(isWhole(whole, whole)).toBe(true);
  });
});
