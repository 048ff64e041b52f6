/**
 * A Schedule in Chrome's trace-event format (JSON object form), which Perfetto and chrome://tracing open.
 * https://docs.google.com/document/d/1CvAClvFfyA5R-PhYUmn5OOQtYMH4h6I0nSsKchNAySU
 * Each run is two processes: its cores, one thread each, and its tasks, one thread each. What a task did that ended another's wait is a flow.
 */
import { sliceKinds, taskName, waitKinds, type Schedule } from '../engine/schedule.ts';

export interface TracedRun {
  readonly title: string;
  readonly schedule: Schedule;
}

/** One trace of all runs, as JSON text in pieces: a run of a million slices is more than one string should hold at a time. */
export function* chromeTrace(runs: readonly TracedRun[]): Generator<string> {
  yield '{"displayTimeUnit":"ms","traceEvents":[\n';
  let first = true;
  for (const [index, run] of runs.entries()) {
    for (const event of eventsOf(run, index * 2 + 1)) {
      yield (first ? '' : ',\n') + JSON.stringify(event);
      first = false;
    }
  }
  yield '\n]}\n';
}

type TraceEvent = Readonly<Record<string, unknown>>;

/** `pid`: the process of the cores; the next is that of the tasks. */
function* eventsOf({ title, schedule }: TracedRun, pid: number): Generator<TraceEvent> {
  const { slices, waits, tasks } = schedule;
  const tasksPid = pid + 1;
  yield { ph: 'M', name: 'process_name', pid, tid: 0, args: { name: `${title}: cores` } };
  yield { ph: 'M', name: 'process_name', pid: tasksPid, tid: 0, args: { name: `${title}: tasks` } };
  for (let core = 0; core < coresOf(schedule); core++) yield { ph: 'M', name: 'thread_name', pid, tid: core, args: { name: `core ${core}` } };
  for (let task = 0; task < tasks.count; task++) yield { ph: 'M', name: 'thread_name', pid: tasksPid, tid: task, args: { name: taskName(tasks, task) } };

  for (let i = 0; i < slices.count; i++) {
    const task = slices.task[i] ?? -1;
    const kind = sliceKinds[slices.kind[i] ?? 0] ?? 'run';
    const slice = {
      ph: 'X', cat: kind, name: schedule.sites[slices.site[i] ?? -1]?.label ?? taskName(tasks, task),
      ts: slices.startUs[i], dur: (slices.endUs[i] ?? 0) - (slices.startUs[i] ?? 0),
    };
    yield { ...slice, pid, tid: slices.core[i], args: { task: taskName(tasks, task), kind } };
    if (kind === 'run') yield { ...slice, pid: tasksPid, tid: task, args: { core: slices.core[i], kind } };
  }
  for (let i = 0; i < waits.count; i++) {
    const task = waits.task[i] ?? -1;
    const kind = waitKinds[waits.kind[i] ?? 0] ?? 'io';
    const on = waits.names[waits.on[i] ?? -1];
    const by = waits.by[i] ?? -1;
    const endUs = waits.endUs[i] ?? 0;
    yield {
      ph: 'X', cat: kind, name: schedule.sites[waits.site[i] ?? -1]?.label ?? kind, pid: tasksPid, tid: task,
      ts: waits.startUs[i], dur: endUs - (waits.startUs[i] ?? 0), args: { kind, ...(on !== undefined && { on }), ...(by >= 0 && { endedBy: taskName(tasks, by) }) },
    };
    if (by < 0) continue;
    const flow = { cat: 'wake', name: 'wake', id: `${tasksPid}.${i}`, ts: endUs, pid: tasksPid };
    yield { ...flow, ph: 's', tid: by };
    yield { ...flow, ph: 'f', bp: 'e', tid: task };
  }
}

function coresOf({ slices, machine }: Schedule): number {
  let cores = Math.max(1, machine.cores);
  for (let i = 0; i < slices.count; i++) cores = Math.max(cores, (slices.core[i] ?? 0) + 1);
  return cores;
}
