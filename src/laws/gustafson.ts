/** Scaled speed-up: `n` cores do n times the parallel work in the same time, s being serial of the time on n cores: s + (1 − s)·n. Gustafson, CACM 31(5), 1988. */
export function gustafson(serial: number, n: number): number {
  return serial + (1 - serial) * n;
}
