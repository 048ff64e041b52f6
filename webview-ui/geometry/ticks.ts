import type { View } from './view.ts';

export interface Tick {
  readonly us: number;
  readonly label: string;
}

const second = 1_000_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** Steps between a second and a day do not go by tens: people count 15 s, 5 min, 6 h. */
const clockSteps = [2 * second, 5 * second, 10 * second, 15 * second, 30 * second, minute, 2 * minute, 5 * minute, 10 * minute, 15 * minute, 30 * minute, hour, 2 * hour, 3 * hour, 6 * hour, 12 * hour, day];

/** The smallest step that a person counts in and that is at least `atLeastUs`. */
export function tickStep(atLeastUs: number): number {
  if (atLeastUs <= 1) return 1;
  if (atLeastUs <= second) return decimalStep(atLeastUs);
  return clockSteps.find((step) => step >= atLeastUs) ?? decimalStep(atLeastUs / day) * day;
}

function decimalStep(atLeast: number): number {
  const power = 10 ** Math.floor(Math.log10(atLeast) + 1e-9);
  const digit = [1, 2, 5].find((candidate) => candidate * power >= atLeast * (1 - 1e-9)) ?? 10;
  return digit * power;
}

/** Ticks of a view `width` pixels wide, at least `gap` pixels apart. All labels share one unit. */
export function ticksOf(view: View, width: number, gap: number): Tick[] {
  const span = view.toUs - view.fromUs;
  if (!(span > 0) || !(width > 0)) return [];
  const step = tickStep((span / width) * gap);
  const text = labelling(view.toUs, step);
  const ticks: Tick[] = [];
  const first = Math.ceil(view.fromUs / step);
  const last = Math.floor(view.toUs / step);
  // Beyond 2^53 a step may be lost in rounding: count the ticks, never add up to the end.
  const count = Math.min(last - first + 1, Math.ceil(width / gap) + 1);
  for (let i = 0; i < count; i++) {
    const us = (first + i) * step;
    ticks.push({ us, label: us === 0 ? '0' : text(us) });
  }
  return ticks;
}

function labelling(maxUs: number, step: number): (us: number) => string {
  if (maxUs < 1000) return (us) => `${us} µs`;
  if (maxUs < second) return (us) => `${fixed(us / 1000, step / 1000)} ms`;
  if (maxUs < 2 * minute || step < second) return (us) => `${fixed(us / second, step / second)} s`;
  // Up to two days hours are not counted in days, and up to two hours minutes are not counted in hours.
  const biggest = maxUs < 2 * hour ? minute : maxUs < 2 * day ? hour : day;
  return (us) => clock(us, biggest, step);
}

/** As many decimals as the step needs to tell neighbours apart. */
function fixed(value: number, step: number): string {
  const decimals = Math.max(0, Math.ceil(-Math.log10(step) - 1e-9));
  return String(Number(value.toFixed(Math.min(decimals, 6))));
}

const clockUnits = [[day, 'd'], [hour, 'h'], [minute, 'min'], [second, 's']] as const;

/** `1 h 30 min`: from the biggest unit down to the one that the step moves, without those that are zero. */
function clock(us: number, biggest: number, step: number): string {
  let rest = us;
  const parts: string[] = [];
  for (const [unit, name] of clockUnits) {
    if (unit > biggest) continue;
    const count = unit === second ? Math.round(rest / unit) : Math.floor(rest / unit);
    rest -= count * unit;
    if (count > 0) parts.push(`${count.toLocaleString('en')} ${name}`);
    if (step >= unit && step % unit === 0) break;
  }
  return parts.join(' ');
}

/** 1, 2 or 5 times a power of ten. */
export function isRound(value: number): boolean {
  const first = value / 10 ** Math.floor(Math.log10(value));
  return [1, 2, 5, 10].some((round) => Math.abs(first - round) < 1e-6);
}
