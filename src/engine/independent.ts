import type { Instruction, Program } from '../program/program.ts';
import type { Tasks } from './schedule.ts';

/** Whether no task of a program ever starts, awaits, excludes or interrupts another: each computes and waits on the outside alone. */
export function isIndependent(program: Program): boolean {
  const verdicts = new Map<string, boolean>();
  return program.tasks.every(({ body }) => {
    const known = verdicts.get(body) ?? (program.bodies[body] ?? []).every(staysAlone);
    verdicts.set(body, known);
    return known;
  });
}

function staysAlone(one: Instruction): boolean {
  switch (one.op) {
    case 'compute':
    case 'io':
    case 'yield':
    case 'set':
    case 'fail':
    case 'break':
    case 'continue':
    case 'return':
      return true;
    case 'loop':
    case 'while':
      return one.body.every(staysAlone);
    case 'branch':
      return one.then.every(staysAlone) && one.else.every(staysAlone);
    case 'try':
      return [one.body, one.catch ?? [], one.finally].every((list) => list.every(staysAlone));
    default:
      return false;
  }
}

/**
 * How long exactly one thing is in progress where nothing is limited, of tasks that have nothing to do with one another: each is then in
 * progress from its arrival for as long as its own CPU and I/O take, which are the same on any machine.
 */
export function aloneOf(tasks: Tasks): number {
  const { count } = tasks;
  const starts = new Float64Array(count);
  const ends = new Float64Array(count);
  let startsSorted = true;
  let endsSorted = true;
  for (let task = 0; task < count; task++) {
    starts[task] = tasks.arrivesUs[task]!;
    ends[task] = tasks.arrivesUs[task]! + tasks.cpuUs[task]! + tasks.ioUs[task]!;
    if (task > 0 && starts[task]! < starts[task - 1]!) startsSorted = false;
    if (task > 0 && ends[task]! < ends[task - 1]!) endsSorted = false;
  }
  if (!startsSorted) starts.sort();
  if (!endsSorted) ends.sort();
  let alone = 0;
  let inProgress = 0;
  let at = 0;
  for (let start = 0, end = 0; end < count;) {
    const next = start < count && starts[start]! < ends[end]! ? starts[start]! : ends[end]!;
    if (inProgress === 1) alone += next - at;
    at = next;
    while (end < count && inProgress > 0 && at === ends[end]) {
      inProgress--;
      end++;
    }
    while (start < count && at === starts[start]) {
      inProgress++;
      start++;
    }
  }
  return alone;
}
