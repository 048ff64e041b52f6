/** The lanes of cores, the quick way: a core does one thing at a time, and slices come in order of time. */
import type { Schedule } from '../../src/engine/schedule.ts';
import type { Lanes } from './lanes.ts';

/** One row a core, in two passes over the slices; null where slices of a core overlap or do not come in order. */
export function coreLanes({ slices }: Schedule, cores: number): Lanes | null {
  const { count, core, startUs, endUs } = slices;
  const freeAt = new Float64Array(cores);
  /** Slices of each core, then where its row begins. */
  const next = new Uint32Array(cores + 1);
  for (let slice = 0; slice < count; slice++) {
    const on = core[slice] ?? 0;
    if ((startUs[slice] ?? 0) < (freeAt[on] ?? 0)) return null;
    freeAt[on] = endUs[slice] ?? 0;
    next[on + 1] = (next[on + 1] ?? 0) + 1;
  }
  for (let on = 0; on < cores; on++) next[on + 1] = (next[on + 1] ?? 0) + (next[on] ?? 0);
  const rows = Array.from({ length: cores }, (_, on) => ({ label: `core ${on}`, from: next[on] ?? 0, to: next[on + 1] ?? 0 }));
  const order = new Uint32Array(count);
  for (let slice = 0; slice < count; slice++) {
    const on = core[slice] ?? 0;
    const at = next[on] ?? 0;
    order[at] = slice;
    next[on] = at + 1;
  }
  return { rows, order };
}
