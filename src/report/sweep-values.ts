import type { Control, Sweep } from '../protocol.ts';

const most = 13;

/**
 * The values that a sweep tries: up to 13 from the control's least to its most, the one in force among them, ascending and whole.
 * In equal steps where the range is small, in equal factors where it is large. Empty for a control that is no number.
 */
export function sweepValues({ input }: Control): number[] {
  if (input.type !== 'number') return [];
  const { min, max, value } = input;
  // Times go up to a minute, which nobody asks of a call of 20 ms: ten times what is in force is far enough.
  const top = input.unit === 'us' ? Math.min(max, Math.max(10 * value, 10 * input.step)) : max;
  const bottom = input.unit === 'us' ? Math.max(min, Math.round(top / 1000)) : min;
  const steps = Math.min(most - 1, Math.max(1, top - bottom));
  const factors = top - bottom > 40 && bottom >= 0;
  const base = Math.max(1, bottom);
  const values = Array.from({ length: steps + 1 }, (_, step) => Math.round(factors ? base * (top / base) ** (step / steps) : bottom + ((top - bottom) * step) / steps));
  return [...new Set([...values, value])].filter((one) => one >= min && one <= max).sort((a, b) => a - b);
}

/** Null where the control is no number. */
export function sweepOfPoints({ id, label, explanation, input }: Control, runs: readonly string[], points: Sweep['points']): Sweep | null {
  return input.type === 'number' ? { control: { id, label, explanation, unit: input.unit, value: input.value }, runs, points } : null;
}
