/** Compares two PNGs block by block, in a browser page: it reads pictures anyway. */
import type { Browser } from 'playwright-core';

/** Side of a block, pixels: about a letter. */
const block = 8;
/** Mean difference of a block, of 255, that fonts and smoothing account for. */
const tolerance = 26;
/** Share of blocks that may differ more: texts of another width move a little. */
const share = 0.02;

/** In the page: each picture as its size and the mean red, green and blue of its blocks, row by row. */
const readBlocks = `async (base64) => {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
  const { width, height } = bitmap;
  const columns = Math.ceil(width / ${block});
  const rows = Math.ceil(height / ${block});
  const context = new OffscreenCanvas(columns * ${block}, rows * ${block}).getContext('2d');
  context.drawImage(bitmap, 0, 0);
  const { data } = context.getImageData(0, 0, columns * ${block}, rows * ${block});
  const sums = new Array(columns * rows * 3).fill(0);
  for (let pixel = 0; pixel < data.length / 4; pixel++) {
    const x = pixel % (columns * ${block});
    const y = (pixel - x) / (columns * ${block});
    const at = (Math.floor(y / ${block}) * columns + Math.floor(x / ${block})) * 3;
    for (let channel = 0; channel < 3; channel++) sums[at + channel] += data[pixel * 4 + channel] / ${block * block};
  }
  return { width, height, columns, rows, sums };
}`;

interface Blocks {
  readonly width: number;
  readonly height: number;
  readonly columns: number;
  readonly rows: number;
  readonly sums: readonly number[];
}

/** A sentence on what differs; empty where nothing does. */
export async function difference(browser: Browser, expected: Buffer, actual: Buffer): Promise<string> {
  const page = await browser.newPage();
  try {
    const [before, after] = await page.evaluate<[Blocks, Blocks]>(`Promise.all(${JSON.stringify([expected, actual].map((picture) => picture.toString('base64')))}.map(${readBlocks}))`);
    if (Math.abs(before.width - after.width) > 2 || Math.abs(before.height - after.height) > 4) return `The picture was ${before.width} × ${before.height} and is ${after.width} × ${after.height}.`;
    const columns = Math.min(before.columns, after.columns);
    const rows = Math.min(before.rows, after.rows);
    let different = 0;
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        const differs = (channel: number): boolean =>
          Math.abs((before.sums[(row * before.columns + column) * 3 + channel] ?? 0) - (after.sums[(row * after.columns + column) * 3 + channel] ?? 0)) > tolerance;
        if (differs(0) || differs(1) || differs(2)) different++;
      }
    }
    return different > rows * columns * share ? `${different} of ${rows * columns} blocks differ.` : '';
  } finally {
    await page.close();
  }
}
