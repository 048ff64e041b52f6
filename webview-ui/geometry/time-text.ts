/** Durations in words: three significant digits, in the unit a person would choose. */

const second = 1_000_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** `us` microseconds as text, such as `340 µs`, `12.4 ms`, `3 s`, `2 min 5 s`, `1 h 2 min`, `3 d 4 h`. */
export function durationText(us: number): string {
  if (!Number.isFinite(us)) return 'unknown';
  if (us < 0) return `−${durationText(-us)}`;
  if (us === 0) return '0 ms';
  if (us < 999.5) return `${significant(us)} µs`;
  if (us < 999_500) return `${significant(us / 1000)} ms`;
  if (us < 59_950_000) return `${significant(us / second)} s`;
  if (us < hour - second / 2) return two(us, minute, 'min', second, 's');
  if (us < day - minute / 2) return two(us, hour, 'h', minute, 'min');
  if (us < 1000 * day) return two(us, day, 'd', hour, 'h');
  const days = us / day;
  return days < 1e9 ? `${Math.round(days).toLocaleString('en')} d` : `${days.toExponential(2)} d`;
}

/** A stretch of time, such as `12.4–18 ms`; the unit is said once where both ends share it. */
export function rangeText(fromUs: number, toUs: number): string {
  const from = durationText(fromUs);
  const to = durationText(toUs);
  const unit = to.slice(to.lastIndexOf(' '));
  const shared = from.endsWith(unit) && from.split(' ').length === 2 && to.split(' ').length === 2;
  return `${shared ? from.slice(0, -unit.length) : from}–${to}`;
}

/** A ratio as people say it: `3×`, `2.67×`, `1,250×`. */
export function timesText(ratio: number): string {
  if (!Number.isFinite(ratio)) return 'unlimited';
  return `${ratio >= 1000 ? Math.round(ratio).toLocaleString('en') : significant(ratio)}×`;
}

function significant(value: number): string {
  return String(Number(value.toPrecision(3)));
}

function two(us: number, big: number, bigName: string, small: number, smallName: string): string {
  const smalls = Math.round(us / small);
  const perBig = big / small;
  const rest = smalls % perBig;
  const bigs = Math.floor(smalls / perBig);
  return rest === 0 ? `${bigs} ${bigName}` : `${bigs} ${bigName} ${rest} ${smallName}`;
}
