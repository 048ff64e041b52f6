/** What work and span say about any schedule. Brent, JACM 21(2), 1974; Graham, SIAM J. Appl. Math. 17(2), 1969. All times in one unit. */

/** No schedule on `cores` cores is shorter: max(span, work ÷ cores). */
export function shortest(work: number, span: number, cores: number): number {
  return Math.max(span, work / cores);
}

/** No greedy schedule of computing alone, with free switches, is longer: (work − span) ÷ cores + span. */
export function greedyLongest(work: number, span: number, cores: number): number {
  return (work - span) / cores + span;
}

/** No speed-up on `n` is higher: min(n, work ÷ span). */
export function speedupBound(work: number, span: number, n: number): number {
  return span > 0 ? Math.min(n, work / span) : n;
}
