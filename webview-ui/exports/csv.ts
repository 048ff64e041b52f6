/** Every slice and wait of the runs as comma-separated values (RFC 4180). */
import type { Band } from '../geometry/bands.ts';
import { coreOf, endOf, isSlice, markCount, nameOf, sliceKindOf, startOf, taskOf, waitKindOf, waitsOn } from '../geometry/marks.ts';
import { taskName } from '../../src/engine/schedule.ts';

export function csvOf(bands: readonly Band[]): string {
  const lines = ['run,task,core,kind,name,on,start_us,end_us'];
  for (const { run, schedule } of bands) {
    for (let mark = 0; mark < markCount(schedule); mark++) {
      const slice = isSlice(schedule, mark);
      lines.push([
        run.title, taskName(schedule.tasks, taskOf(schedule, mark)), slice ? coreOf(schedule, mark) : '', slice ? sliceKindOf(schedule, mark) : waitKindOf(schedule, mark),
        nameOf(schedule, mark), slice ? '' : waitsOn(schedule, mark), startOf(schedule, mark), endOf(schedule, mark),
      ].map(cell).join(','));
    }
  }
  return `${lines.join('\r\n')}\r\n`;
}

/** A text that a spreadsheet would take for a formula is kept from being one. */
function cell(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
