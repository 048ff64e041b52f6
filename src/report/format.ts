/** Numbers as they are shown, everywhere the same. */
import type { DurationOrigin } from '../program/durations.ts';

/** `12 µs`, `250 ms`, `1.0 s`, `2 min 5 s`. Three digits at most below a minute; `1.0 s` and not `1 s`, so that figures in a column line up. */
export function duration(us: number): string {
  if (us < 1000) return `${Math.round(us)} µs`;
  const ms = us / 1000;
  if (ms < 9.95) return `${ms.toFixed(1)} ms`;
  if (ms < 999.5) return `${Math.round(ms)} ms`;
  const s = ms / 1000;
  if (s < 59.95) return `${s.toFixed(1)} s`;
  const seconds = Math.round(s);
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  const minutes = Math.round(s / 60);
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** `3.0 ×` */
export function times(ratio: number): string {
  return `${ratio < 99.95 ? ratio.toFixed(1) : Math.round(ratio).toLocaleString('en')} ×`;
}

/** `62.5 %`, `100 %`, `under 0.1 %` */
export function percent(share: number): string {
  const value = share * 100;
  if (value > 0 && value < 0.05) return 'under 0.1 %';
  return `${Number.isInteger(Math.round(value * 10) / 10) ? Math.round(value) : value.toFixed(1)} %`;
}

/** `1 await`, `3 awaits` */
export function count(n: number, one: string, many = `${one}s`): string {
  return `${n.toLocaleString('en')} ${n === 1 ? one : many}`;
}

/** `a`, `a and b`, `a, b and c`, `a, b, c and 4 more` */
export function list(names: readonly string[], most = 4): string {
  const shown = names.length > most ? [...names.slice(0, most - 1), `${(names.length - most + 1).toLocaleString('en')} more`] : names;
  if (shown.length < 2) return shown.join('');
  return `${shown.slice(0, -1).join(', ')} and ${shown.at(-1) ?? ''}`;
}

export const originWords: Readonly<Record<DurationOrigin, string>> = {
  literal: 'written in the code',
  annotation: 'from an annotation',
  setting: 'from a setting',
  recorded: 'from a recorded run',
  default: 'a default',
};

/** `6 ms`, `209.95 ms`, `1.25 s`, `0 ms`: exact to three decimals, where a figure is compared with one that was predicted. */
export function exactDuration(us: number): string {
  const [value, unit] = us >= 1_000_000 ? [us / 1_000_000, 's'] : us >= 1000 || us === 0 ? [us / 1000, 'ms'] : [us, 'µs'];
  return `${value.toLocaleString('en', { maximumFractionDigits: 3 })} ${unit}`;
}

/** `500 B`, `2.7 kB`, `16 GB`: powers of 1,000, three digits. */
export function bytes(n: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  const unit = n < 1000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(n) / 3));
  return `${(n / 1000 ** unit).toLocaleString('en', { maximumSignificantDigits: 3 })} ${units[unit] ?? 'B'}`;
}
