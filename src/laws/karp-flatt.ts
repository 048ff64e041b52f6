/** The serial fraction that a measured speed-up on `n` cores shows, n above 1: (1/S − 1/n) ÷ (1 − 1/n). Karp and Flatt, CACM 33(5), 1990. */
export function karpFlatt(speedup: number, n: number): number {
  return (1 / speedup - 1 / n) / (1 - 1 / n);
}
