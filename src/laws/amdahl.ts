/** Speed-up of a fixed amount of work with serial fraction `serial` on `n` cores: 1 ÷ (s + (1 − s)/n). Amdahl, AFIPS 1967. */
export function amdahl(serial: number, n: number): number {
  return 1 / (serial + (1 - serial) / n);
}

/** Where {@link amdahl} tends to with n: 1 ÷ s; null where nothing is serial and there is no limit. */
export function amdahlLimit(serial: number): number | null {
  return serial > 0 ? 1 / serial : null;
}

/** The serial fraction at which {@link amdahl} gives this speed-up on `n` cores, n above 1. */
export function serialFractionFor(speedup: number, n: number): number {
  return (n / speedup - 1) / (n - 1);
}
