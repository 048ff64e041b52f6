/** The nearest-rank percentile (0 < p ≤ 100) of ascending values: the smallest that at least p % are not above. 0 where there are no values. */
export function percentile(ascending: ArrayLike<number>, p: number): number {
  if (ascending.length === 0) return 0;
  return ascending[Math.max(0, Math.ceil((p / 100) * ascending.length) - 1)] ?? 0;
}
