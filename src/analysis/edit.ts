/** The stretch in which a text differs from the one before it. Offsets count UTF-16 units from 0. */
export interface Edit {
  readonly start: number;
  /** Its end in the former text. */
  readonly oldEnd: number;
  /** Its end in the new text. */
  readonly newEnd: number;
}

/** The one stretch that holds every difference; undefined where the texts are the same. */
export function editBetween(before: string, after: string): Edit | undefined {
  if (before === after) return undefined;
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before.charCodeAt(start) === after.charCodeAt(start)) start += 1;
  let same = 0;
  while (same < most - start && before.charCodeAt(before.length - 1 - same) === after.charCodeAt(after.length - 1 - same)) same += 1;
  return { start, oldEnd: before.length - same, newEnd: after.length - same };
}
