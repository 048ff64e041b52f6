/** A run of a user's function as a waterfall, for the terminal: a row for each thing that is waited for, named by the calls that lead to it. */
import { taskName, waitKinds, type Schedule } from '../engine/schedule.ts';
import { duration } from './format.ts';
import { Lane } from './lanes-text.ts';

/** More rows than this are not drawn. */
const mostRows = 40;
const longestLabel = 32;

interface Row {
  readonly label: string;
  /** Its duration is a default. */
  readonly guessed: boolean;
  readonly spans: [number, number][];
}

/** Lines without line ends. `wallUs` is what the full width stands for, so that two runs can be compared. */
export function waterfall(schedule: Schedule, wallUs: number, width: number): string[] {
  const rows = rowsOf(schedule);
  const shown = rows.slice(0, mostRows);
  const label = (row: Row) => (row.label.length > longestLabel ? `…${row.label.slice(1 - longestLabel)}` : row.label);
  const margin = Math.max(10, ...shown.map((row) => label(row).length)) + 2;
  const columns = Math.max(10, width - margin - 12);
  return [
    ...shown.map((row) => {
      const lane = new Lane(columns, wallUs);
      for (const [glyph, start, end] of inFlight(row.spans)) lane.add(glyph, start, end);
      const waited = row.spans.reduce((sum, [start, end]) => sum + end - start, 0);
      return `${label(row).padEnd(margin)}${lane.text()} ${`${row.guessed ? '≈ ' : ''}${duration(waited)}`.padStart(10)}`;
    }),
    ...(rows.length > shown.length ? [`and ${rows.length - shown.length} more`] : []),
  ];
}

/** One row for each site reached by the same calls, in the order of their first waits. */
function rowsOf({ tasks, waits, sites }: Schedule): Row[] {
  const rows = new Map<string, Row>();
  for (let row = 0; row < waits.count; row++) {
    const kind = waitKinds[waits.kind[row] ?? 0] ?? 'io';
    const start = waits.startUs[row] ?? 0;
    const end = waits.endUs[row] ?? 0;
    if ((kind !== 'io' && kind !== 'timer') || end <= start) continue;
    const site = waits.site[row] ?? -1;
    // A task is named by the function that it runs, or by the operation that it is.
    const path = [sites[site]?.label ?? kind];
    for (let at = waits.task[row] ?? -1; (tasks.parent[at] ?? -1) >= 0 && path.length < 4; at = tasks.parent[at] ?? -1) {
      const name = tasks.names[tasks.name[at] ?? -1] ?? taskName(tasks, at);
      if (name !== path[0]) path.unshift(name);
    }
    const label = path.join(' › ');
    const key = `${label} ${site}`;
    const found = rows.get(key);
    if (found) found.spans.push([start, end]);
    else rows.set(key, { label, guessed: sites[site]?.durationFrom === 'default', spans: [[start, end]] });
  }
  return [...rows.values()];
}

/** How many of the spans are in flight, from moment to moment: a bar for one, its number for up to nine. */
function* inFlight(spans: readonly (readonly [number, number])[]): Generator<[string, number, number]> {
  const edges = spans.flatMap(([start, end]) => [[start, 1], [end, -1]] as const).sort((one, other) => one[0] - other[0]);
  let number = 0;
  let since = 0;
  for (const [at, change] of edges) {
    if (number > 0 && at > since) yield [number === 1 ? '█' : number <= 9 ? String(number) : '#', since, at];
    number += change;
    since = at;
  }
}
