/** Moments and stretches of time in words, fine enough to tell neighbours apart. Durations are said by the report's own `duration`. */
import { duration } from '../../src/report/format.ts';

const second = 1_000_000;
/** Made once: making one takes longer than using it a hundred times. */
const digits = new Intl.NumberFormat('en', { maximumFractionDigits: 6 });

/** A duration as everywhere in Overlap; a plain word where it is none. */
export function durationText(us: number): string {
  if (!Number.isFinite(us)) return 'unknown';
  if (us < 0) return `−${durationText(-us)}`;
  if (us >= 1000 * 24 * 3600 * second) return `${Math.round(us / (24 * 3600 * second)).toLocaleString('en')} d`;
  return us === 0 ? '0 ms' : duration(us);
}

/** A stretch of time, such as `12.4–18 ms`: one unit, and as many digits as its length needs. */
export function rangeText(fromUs: number, toUs: number): string {
  if (!Number.isFinite(fromUs) || !Number.isFinite(toUs)) return 'unknown';
  const [unit, name] = toUs < 1000 ? [1, 'µs'] : toUs < second ? [1000, 'ms'] : toUs < 600 * second ? [second, 's'] : toUs < 36_000 * second ? [60 * second, 'min'] : [3600 * second, 'h'];
  const step = (toUs - fromUs) / unit;
  const decimals = step > 0 ? Math.min(6, Math.max(0, 1 - Math.floor(Math.log10(step)))) : 3;
  const text = (us: number): string => digits.format(Number((us / unit).toFixed(decimals)));
  return `${text(fromUs)}–${text(toUs)} ${name}`;
}

/** A moment as a clock would show it, in a unit that its size asks for: `0 ms`, `12.40 ms`, `1.250 s`. */
export function momentText(us: number): string {
  if (!Number.isFinite(us)) return 'unknown';
  if (us < 1000) return `${Math.round(us)} µs`;
  if (us < second) return `${(us / 1000).toFixed(us < 100_000 ? 2 : 1)} ms`;
  return us < 600 * second ? `${(us / second).toFixed(3)} s` : durationText(us);
}
