/**
 * Where a value lies on a slider. Values that span more than two powers of ten lie on a logarithmic scale, with zero at the left end:
 * people think of waits in factors.
 */
export const sliderSteps = 1000;

export interface Range {
  readonly min: number;
  readonly max: number;
}

export function positionOf(value: number, range: Range): number {
  if (range.max <= range.min) return 0;
  const share = isLogarithmic(range) ? Math.log1p((value - range.min) / unitOf(range)) / Math.log1p((range.max - range.min) / unitOf(range)) : (value - range.min) / (range.max - range.min);
  return Math.round(Math.min(1, Math.max(0, share)) * sliderSteps);
}

/** The value at a position, whole, and rounded to two digits where the scale is logarithmic. */
export function valueAt(position: number, range: Range): number {
  const share = position / sliderSteps;
  if (!isLogarithmic(range)) return Math.round(range.min + share * (range.max - range.min));
  const exact = range.min + Math.expm1(share * Math.log1p((range.max - range.min) / unitOf(range))) * unitOf(range);
  const rounded = position >= sliderSteps ? range.max : Number(exact.toPrecision(2));
  return Math.round(Math.min(range.max, Math.max(range.min, rounded)));
}

function isLogarithmic({ min, max }: Range): boolean {
  return max - min > 100;
}

/** The scale is linear up to about here, logarithmic above: a millisecond for durations of up to a minute. */
function unitOf({ min, max }: Range): number {
  return (max - min) / 60_000 > 1 ? (max - min) / 60_000 : 1;
}
