/** Rows of too many marks: their columns go into one small image, put once, and each row is stretched from it. */
import type { Band } from '../geometry/bands.ts';
import { blockSums, paintColumns, type BlockSums, type Paints } from '../geometry/columns.ts';
import type { Section } from '../geometry/layout.ts';
import type { Lanes } from '../geometry/lanes.ts';
import { looks } from '../geometry/marks.ts';
import type { View } from '../geometry/view.ts';
import type { Brush } from './brush.ts';
import { density } from './fills.ts';
import type { Theme } from './theme.ts';

export interface DenseRow {
  readonly band: Band;
  readonly section: Section;
  readonly index: number;
  /** Top of the row on the canvas, CSS pixels. */
  readonly top: number;
}

export class Strip {
  readonly #canvas = document.createElement('canvas');
  readonly #paints: Paints;
  readonly #colours: number;
  readonly #sums = new WeakMap<Lanes, BlockSums>();

  constructor(theme: Theme) {
    this.#paints = paintsOf(theme);
    this.#colours = theme.palette.length;
  }

  paint(brush: Brush, rows: readonly DenseRow[], view: View, left: number, width: number): void {
    const columns = Math.round(width * brush.scale);
    if (rows.length === 0 || columns < 1) return;
    if (this.#canvas.width !== columns || this.#canvas.height !== rows.length) {
      this.#canvas.width = columns;
      this.#canvas.height = rows.length;
    }
    const context = this.#canvas.getContext('2d');
    if (!context) return;
    const image = context.createImageData(columns, rows.length);
    rows.forEach(({ band, section, index }, line) => {
      const row = section.lanes.rows[index];
      if (row) paintColumns(band.schedule, this.#sumsOf(band, section.lanes), row, view, columns, image.data, line * columns * 4);
    });
    context.putImageData(image, 0, 0);
    brush.context.imageSmoothingEnabled = false;
    rows.forEach(({ section, top }, line) => brush.context.drawImage(this.#canvas, 0, line, columns, 1, left, top + 2, width, section.rowHeight - 4));
  }

  #sumsOf(band: Band, lanes: Lanes): BlockSums {
    let sums = this.#sums.get(lanes);
    if (!sums) {
      this.#sums.set(lanes, (sums = blockSums(band.schedule, lanes, this.#paints, band.looksAndColours(lanes, this.#colours))));
    }
    return sums;
  }
}

function paintsOf(theme: Theme): Paints {
  return Float32Array.from(looks.flatMap((look) => theme.palette.flatMap(({ r, g, b }) => [r, g, b, 255].map((value) => (value / 255) * density[look]))));
}
