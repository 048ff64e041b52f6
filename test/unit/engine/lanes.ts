import type { Schedule } from '../../../src/engine/schedule.ts';
import { sliceKinds, taskName } from '../../../src/engine/schedule.ts';

/** What a core ran, one letter for each tick: the task's name, `-` idle, `.` held by a task that waits, `/` switching. */
export function lane(schedule: Schedule, core = 0, tickUs = 1): string {
  const letters = Array.from({ length: Math.ceil(schedule.wallUs / tickUs) }, () => '-');
  const { slices } = schedule;
  for (let row = 0; row < slices.count; row++) {
    if (slices.core[row] !== core) continue;
    const kind = sliceKinds[slices.kind[row] ?? 0];
    const letter = kind === 'run' ? taskName(schedule.tasks, slices.task[row] ?? 0) : kind === 'switch' ? '/' : '.';
    for (let at = (slices.startUs[row] ?? 0) / tickUs; at < (slices.endUs[row] ?? 0) / tickUs; at++) letters[at] = letter;
  }
  return letters.join('');
}
