import type { Indexes, Schedule } from '../engine/schedule.ts';

/**
 * The schedule with only what its first `most` tasks did, for drawing: nobody reads a picture of a million waits, and sending them takes
 * longer than the run. Columns are copies, so that nothing of the rest travels with them. Figures are to be taken of the whole.
 */
export function firstTasks(schedule: Schedule, most: number): Schedule {
  const { tasks, slices, waits, events } = schedule;
  if (tasks.count <= most) return schedule;
  const inSlices = rowsOf(slices.task, slices.count, most);
  const inWaits = rowsOf(waits.task, waits.count, most);
  const inEvents = rowsOf(events.task, events.count, most);
  return {
    ...schedule,
    tasks: {
      ...tasks, count: most,
      name: tasks.name.slice(0, most), ordinal: tasks.ordinal.slice(0, most), parent: tasks.parent.slice(0, most), arrivesUs: tasks.arrivesUs.slice(0, most), startsUs: tasks.startsUs.slice(0, most),
      endsUs: tasks.endsUs.slice(0, most), cpuUs: tasks.cpuUs.slice(0, most), ioUs: tasks.ioUs.slice(0, most), result: tasks.result.slice(0, most),
    },
    slices: {
      count: inSlices.length, core: Uint16Array.from(inSlices, at(slices.core)), task: Int32Array.from(inSlices, at(slices.task)), startUs: Float64Array.from(inSlices, at(slices.startUs)),
      endUs: Float64Array.from(inSlices, at(slices.endUs)), kind: Uint8Array.from(inSlices, at(slices.kind)), site: Int32Array.from(inSlices, at(slices.site)),
    },
    waits: {
      ...waits, count: inWaits.length, task: Int32Array.from(inWaits, at(waits.task)), startUs: Float64Array.from(inWaits, at(waits.startUs)), endUs: Float64Array.from(inWaits, at(waits.endUs)),
      kind: Uint8Array.from(inWaits, at(waits.kind)), on: Int32Array.from(inWaits, at(waits.on)), site: Int32Array.from(inWaits, at(waits.site)),
      // Whoever ended the wait may not be drawn.
      by: Int32Array.from(inWaits, (row) => ((waits.by[row] ?? -1) < most ? (waits.by[row] ?? -1) : -1)),
    },
    events: {
      count: inEvents.length, atUs: Float64Array.from(inEvents, at(events.atUs)), kind: Uint8Array.from(inEvents, at(events.kind)), task: Int32Array.from(inEvents, at(events.task)),
      core: Uint16Array.from(inEvents, at(events.core)), reason: Uint8Array.from(inEvents, at(events.reason)), other: Int32Array.from(inEvents, at(events.other)),
    },
  };
}

function rowsOf(task: Indexes, count: number, below: number): number[] {
  const rows: number[] = [];
  for (let row = 0; row < count; row++) if ((task[row] ?? below) < below) rows.push(row);
  return rows;
}

function at(column: Readonly<Record<number, number | undefined>>): (row: number) => number {
  return (row) => column[row] ?? 0;
}
