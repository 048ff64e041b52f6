/** Rectangles in the picture, in CSS pixels. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** So near to one another, boxes of a row are outlined as one: what is between outlines could not be seen. */
const nearest = 4;
/** Boxes, of each row those that are neighbours as one. */
export function joined(boxes: readonly Box[]): Box[] {
  const runs: Box[] = [];
  for (const box of boxes.toSorted((a, b) => a.y - b.y || a.x - b.x)) {
    const last = runs.at(-1);
    if (last?.y === box.y && box.x - (last.x + last.width) < nearest) runs[runs.length - 1] = { ...last, width: Math.max(last.width, box.x + box.width - last.x) };
    else runs.push(box);
  }
  return runs;
}
