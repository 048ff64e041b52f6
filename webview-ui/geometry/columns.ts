/**
 * A row of too many marks to be told apart, as one colour for each pixel column: the mean of the marks' colours, weighted by how much of the
 * column each fills. Sums over blocks of marks make a column cost O(log distance + block), whatever the number of marks in it.
 */
import type { Schedule } from '../../src/engine/schedule.ts';
import type { Lanes, Row } from './lanes.ts';
import { startOf } from './marks.ts';
import { firstEndingAfter } from './rows.ts';
import type { View } from './view.ts';

/** Colour and opacity of each paint, four numbers from 0 to 1 each, the colour multiplied by the opacity. */
export type Paints = Float32Array;

/** 32 bytes a block: half a byte a mark, and one byte for its paint. */
const block = 64;

/** Prefix sums of paint × duration along `order`, one entry before each block. */
export interface BlockSums {
  readonly lanes: Lanes;
  readonly paints: Paints;
  readonly paintAt: Uint8Array;
  readonly sums: Float64Array;
}

/** `paintAt`: the paint of the mark at each position of the lanes' order. */
export function blockSums(schedule: Schedule, lanes: Lanes, paints: Paints, paintAt: Uint8Array): BlockSums {
  const { order } = lanes;
  const { count: sliceCount, startUs: sliceStart, endUs: sliceEnd } = schedule.slices;
  const { startUs: waitStart, endUs: waitEnd } = schedule.waits;
  const sums = new Float64Array((Math.ceil(order.length / block) + 1) * 4);
  let r = 0;
  let g = 0;
  let b = 0;
  let a = 0;
  for (let at = 0; at <= order.length; at++) {
    if (at % block === 0 || at === order.length) {
      const entry = Math.ceil(at / block) * 4;
      sums[entry] = r;
      sums[entry + 1] = g;
      sums[entry + 2] = b;
      sums[entry + 3] = a;
      if (at === order.length) break;
    }
    const mark = order[at] ?? 0;
    const us = mark < sliceCount ? (sliceEnd[mark] ?? 0) - (sliceStart[mark] ?? 0) : (waitEnd[mark - sliceCount] ?? 0) - (waitStart[mark - sliceCount] ?? 0);
    const paint = (paintAt[at] ?? 0) * 4;
    r += (paints[paint] ?? 0) * us;
    g += (paints[paint + 1] ?? 0) * us;
    b += (paints[paint + 2] ?? 0) * us;
    a += (paints[paint + 3] ?? 0) * us;
  }
  return { lanes, paints, paintAt, sums };
}

/** A column that holds anything at all is at least this opaque, or short marks far apart would vanish. */
const faintest = 0.25;

/** Writes the columns of one row as RGBA bytes, colour not multiplied: `width` pixels from `out[offset]` on. */
export function paintColumns(schedule: Schedule, from: BlockSums, row: Row, view: View, width: number, out: Uint8ClampedArray, offset: number): void {
  const { lanes, paints, paintAt, sums } = from;
  const { order } = lanes;
  const { count: sliceCount, startUs: sliceStart, endUs: sliceEnd } = schedule.slices;
  const { startUs: waitStart, endUs: waitEnd } = schedule.waits;
  const perColumn = (view.toUs - view.fromUs) / width;
  // Sums of everything before the edge, of this column's left edge and of its right.
  const left = new Float64Array(4);
  const right = new Float64Array(4);
  let at = firstEndingAfter(schedule, lanes, row, view.fromUs);
  sumBefore(at, view.fromUs, left);
  for (let column = 0; column < width; column++) {
    const edge = view.fromUs + (column + 1) * perColumn;
    const next = firstEndingAfter(schedule, lanes, row, edge, at);
    const pixel = offset + column * 4;
    const begun = next < row.to && startOf(schedule, order[next] ?? 0) < edge;
    if (next === at && !begun) {
      out[pixel + 3] = 0;
      // Nothing lies in the column, so nothing was added to the sums.
      continue;
    }
    sumBefore(next, edge, right);
    const alpha = ((right[3] ?? 0) - (left[3] ?? 0)) / perColumn;
    if (alpha > 0) {
      const share = 255 / (alpha * perColumn);
      out[pixel] = ((right[0] ?? 0) - (left[0] ?? 0)) * share;
      out[pixel + 1] = ((right[1] ?? 0) - (left[1] ?? 0)) * share;
      out[pixel + 2] = ((right[2] ?? 0) - (left[2] ?? 0)) * share;
      out[pixel + 3] = Math.max(faintest, Math.min(1, alpha)) * 255;
    } else {
      paintInstant(at, pixel);
    }
    left.set(right);
    at = next;
  }

  /** Sums over marks before position `to`, and the part before `us` of the mark at `to`; counted from the nearer end of its block. */
  function sumBefore(to: number, us: number, result: Float64Array): void {
    const backwards = to % block > block / 2;
    const entry = (backwards ? Math.ceil(to / block) : Math.floor(to / block)) * 4;
    const known = backwards ? Math.min(order.length, Math.ceil(to / block) * block) : Math.floor(to / block) * block;
    let r = sums[entry] ?? 0;
    let g = sums[entry + 1] ?? 0;
    let b = sums[entry + 2] ?? 0;
    let a = sums[entry + 3] ?? 0;
    const last = Math.max(known, to);
    for (let position = Math.min(known, to); position < last; position++) {
      const mark = order[position] ?? 0;
      const us = mark < sliceCount ? (sliceEnd[mark] ?? 0) - (sliceStart[mark] ?? 0) : (waitEnd[mark - sliceCount] ?? 0) - (waitStart[mark - sliceCount] ?? 0);
      const length = backwards ? -us : us;
      const paint = (paintAt[position] ?? 0) * 4;
      r += (paints[paint] ?? 0) * length;
      g += (paints[paint + 1] ?? 0) * length;
      b += (paints[paint + 2] ?? 0) * length;
      a += (paints[paint + 3] ?? 0) * length;
    }
    const part = to < row.to ? us - startOf(schedule, order[to] ?? 0) : 0;
    if (part > 0) {
      const paint = (paintAt[to] ?? 0) * 4;
      r += (paints[paint] ?? 0) * part;
      g += (paints[paint + 1] ?? 0) * part;
      b += (paints[paint + 2] ?? 0) * part;
      a += (paints[paint + 3] ?? 0) * part;
    }
    result[0] = r;
    result[1] = g;
    result[2] = b;
    result[3] = a;
  }

  /** Only marks without length lie in the column. */
  function paintInstant(position: number, pixel: number): void {
    const paint = (paintAt[position] ?? 0) * 4;
    const opacity = paints[paint + 3] ?? 0;
    for (let channel = 0; channel < 3; channel++) out[pixel + channel] = opacity > 0 ? ((paints[paint + channel] ?? 0) / opacity) * 255 : 0;
    out[pixel + 3] = faintest * 255;
  }
}

/** How many marks of a row a view shows. */
export function marksInView(schedule: Schedule, lanes: Lanes, row: Row, view: View): number {
  const first = firstEndingAfter(schedule, lanes, row, view.fromUs);
  return Math.min(row.to, firstEndingAfter(schedule, lanes, row, view.toUs, first) + 1) - first;
}
