/** A picture of the panel as a file, and back: its runs, the stretch of time and the lanes that were shown, and the values that were moved. */
import { eventKinds, sliceKinds, taskResults, waitKinds, type Schedule } from '../engine/schedule.ts';
import type { PanelState, Run, Snapshot } from '../protocol.ts';

const format = 'overlap view';
const fileVersion = 1;
/** What a file's name ends in. */
export const viewFileEnding = '.overlap-view.json';

/** What is wrong with a file, and where in it, such as `runs[0].schedule.slices.startUs[3]`. The message says both. */
export class ViewFileError extends Error {
  override readonly name = 'ViewFileError';
}

/** `state`: what is shown of the snapshot now. Columns become plain lists. Where the document is on this machine is left out: the file names it as a project does. */
export function viewFile(snapshot: Snapshot, state: PanelState): string {
  const { runs, title, file, figures, speedup, notes, warning, instant } = snapshot;
  const { uri: _, ...shown } = state;
  const kept = { format, version: fileVersion, title, file, state: shown, figures, speedup, notes, ...(instant && { instant }), ...(warning !== undefined && { warning }), runs };
  return `${JSON.stringify(kept, (_, value: unknown) => (ArrayBuffer.isView(value) ? Array.from(value as unknown as ArrayLike<number>) : value))}\n`;
}

/**
 * The snapshot of a file. Nothing in it can be moved: the code it was made of is not in the file.
 * @throws {ViewFileError}
 */
export function readViewFile(text: string): Snapshot {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new ViewFileError(`Not valid JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  const root = record(value, 'the file');
  if (root.format !== format) throw new ViewFileError('Not a view that Overlap saved: "format" is missing.');
  if (root.version !== fileVersion) throw new ViewFileError(`This view was saved by another version of Overlap: it has version ${String(root.version)}, this one reads ${fileVersion}.`);
  const state = record(root.state, 'state');
  return {
    title: string(root.title, 'title'),
    file: string(root.file, 'file'),
    state: {
      version: 1, uri: '', functionId: string(state.functionId, 'state.functionId'), view: stretch(state.view, 'state.view'),
      ...(state.range !== undefined && state.range !== null && { range: stretch(state.range, 'state.range') }),
      ...(state.lanes !== undefined && { lanes: list(state.lanes, 'state.lanes').map((lane, index) => oneOf(lane, ['calls', 'cores', 'tasks'] as const, `state.lanes[${index}]`)) }),
    },
    runs: list(root.runs, 'runs').map((run, index) => runOf(run, `runs[${index}]`)),
    figures: list(root.figures, 'figures').map((figure, index) => {
      const { id, label, value: shown, explanation } = record(figure, `figures[${index}]`);
      return { id: string(id, `figures[${index}].id`), label: string(label, `figures[${index}].label`), value: string(shown, `figures[${index}].value`), explanation: string(explanation, `figures[${index}].explanation`) };
    }),
    speedup: null,
    ...(root.instant !== undefined && { instant: list(root.instant, 'instant').map((one, index) => string(one, `instant[${index}]`)) }),
    notes: [...movedNote(state.overrides), ...list(root.notes, 'notes').map((note, index) => string(note, `notes[${index}]`))],
    warning: `Opened from a file: what was saved of ${string(root.file, 'file')}, not what the code does now. Values cannot be moved here.${root.warning === undefined ? '' : ` ${string(root.warning, 'warning')}`}`,
    highlight: null,
  };
}

function movedNote(overrides: unknown): string[] {
  if (overrides === undefined) return [];
  const moved = Object.entries(record(overrides, 'state.overrides')).map(([id, value]) => `${id} = ${typeof value === 'number' || typeof value === 'string' ? value : ''}`);
  return moved.length > 0 ? [`Values were moved: ${moved.join(', ')}.`] : [];
}

function runOf(value: unknown, path: string): Run {
  const { kind, title, schedule, metrics, criticalPath, guessed } = record(value, path);
  return {
    kind: oneOf(kind, ['as-written', 'overlapped', 'measured', 'scenario', 'order'] as const, `${path}.kind`),
    title: string(title, `${path}.title`),
    schedule: scheduleOf(schedule, `${path}.schedule`),
    metrics: metricsOf(metrics, `${path}.metrics`),
    criticalPath: list(criticalPath, `${path}.criticalPath`).map((site, index) => number(site, `${path}.criticalPath[${index}]`)),
    ...(guessed === true && { guessed }),
  };
}

function metricsOf(value: unknown, path: string): Run['metrics'] {
  const metrics = record(value, path);
  const latencies = record(metrics.latencyUs, `${path}.latencyUs`);
  for (const key of ['wallUs', 'serialUs', 'speedup', 'cpuSerialUs', 'elapsedSerialUs', 'utilisation', 'blockedCoreUs', 'overheadUs', 'switches', 'workUs', 'spanUs', 'parallelism', 'throughputPerS', 'wip', 'memoryBytes', 'serialFraction']) number(metrics[key], `${path}.${key}`);
  for (const key of ['p50', 'p95', 'p99', 'max', 'mean']) number(latencies[key], `${path}.latencyUs.${key}`);
  // Each field that is read was looked at.
  return metrics as unknown as Run['metrics'];
}

function scheduleOf(value: unknown, path: string): Schedule {
  const { title, machine, wallUs, spanUs, aloneUs, switches, peakTasks, tasks: t, sites, slices: s, waits: w, events: e, outcome } = record(value, path);
  const tasks = table(t, `${path}.tasks`);
  const slices = table(s, `${path}.slices`);
  const waits = table(w, `${path}.waits`);
  const events = table(e, `${path}.events`);
  const names = (of: unknown, at: string): string[] => list(of, at).map((name, index) => string(name, `${at}[${index}]`));
  const siteList = list(sites, `${path}.sites`).map((site, index) => {
    const { label } = record(site, `${path}.sites[${index}]`);
    string(label, `${path}.sites[${index}].label`);
    return site as Schedule['sites'][number];
  });
  const of = { task: tasks.count - 1, site: siteList.length - 1 };
  number(record(machine, `${path}.machine`).cores, `${path}.machine.cores`);
  return {
    title: string(title, `${path}.title`), machine: machine as Schedule['machine'], wallUs: number(wallUs, `${path}.wallUs`), spanUs: number(spanUs, `${path}.spanUs`), aloneUs: number(aloneUs, `${path}.aloneUs`),
    switches: number(switches, `${path}.switches`), peakTasks: number(peakTasks, `${path}.peakTasks`), sites: siteList, outcome: record(outcome, `${path}.outcome`) as unknown as Schedule['outcome'],
    tasks: {
      count: tasks.count, names: names(tasks.names, `${path}.tasks.names`), name: tasks.indexes('name'), ordinal: tasks.indexes('ordinal'), parent: tasks.indexes('parent', of.task), arrivesUs: tasks.times('arrivesUs'), startsUs: tasks.times('startsUs'),
      endsUs: tasks.times('endsUs'), cpuUs: tasks.times('cpuUs'), ioUs: tasks.times('ioUs'), result: tasks.kinds('result', taskResults.length),
    },
    slices: { count: slices.count, core: slices.cores('core'), task: slices.indexes('task', of.task), startUs: slices.times('startUs'), endUs: slices.times('endUs'), kind: slices.kinds('kind', sliceKinds.length), site: slices.indexes('site', of.site) },
    waits: {
      count: waits.count, names: names(waits.names, `${path}.waits.names`), task: waits.indexes('task', of.task), startUs: waits.times('startUs'), endUs: waits.times('endUs'), kind: waits.kinds('kind', waitKinds.length), on: waits.indexes('on'),
      site: waits.indexes('site', of.site), by: waits.indexes('by', of.task),
    },
    events: { count: events.count, atUs: events.times('atUs'), kind: events.kinds('kind', eventKinds.length), task: events.indexes('task', of.task), core: events.cores('core'), reason: events.kinds('reason', 256), other: events.indexes('other') },
  };
}

/** Columns of equal length, read into arrays. */
function table(value: unknown, path: string) {
  const rows = record(value, path);
  const count = number(rows.count, `${path}.count`);
  const column = (name: string, least: number, most: number): number[] => {
    const all = list(rows[name], `${path}.${name}`);
    if (all.length !== count) throw new ViewFileError(`${path}.${name} has ${all.length} values, and ${path}.count says ${count}.`);
    return all.map((one, index) => {
      const read = number(one, `${path}.${name}[${index}]`);
      if (read < least || read > most) throw new ViewFileError(`${path}.${name}[${index}] is ${read}, which is not from ${least} to ${most}.`);
      return read;
    });
  };
  return {
    count,
    names: rows.names,
    times: (name: string) => Float64Array.from(column(name, -1, Number.MAX_VALUE)),
    /** -1: none. */
    indexes: (name: string, most = 2 ** 31 - 1) => Int32Array.from(column(name, -1, most)),
    cores: (name: string) => Uint16Array.from(column(name, 0, 65_535)),
    kinds: (name: string, kinds: number) => Uint8Array.from(column(name, 0, kinds - 1)),
  };
}

function record(value: unknown, path: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new ViewFileError(`${path} is ${value === undefined ? 'missing' : 'not an object'}.`);
  return value as Readonly<Record<string, unknown>>;
}

function list(value: unknown, path: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new ViewFileError(`${path} is ${value === undefined ? 'missing' : 'not a list'}.`);
  return value;
}

function string(value: unknown, path: string): string {
  if (typeof value !== 'string') throw new ViewFileError(`${path} is ${value === undefined ? 'missing' : 'not a text'}.`);
  return value;
}

function number(value: unknown, path: string): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) throw new ViewFileError(`${path} is ${value === undefined ? 'missing' : 'not a number'}.`);
  return value;
}

function oneOf<T extends string>(value: unknown, known: readonly T[], path: string): T {
  const found = known.find((one) => one === value);
  if (found === undefined) throw new ViewFileError(`${path} is none of ${known.join(', ')}.`);
  return found;
}

function stretch(value: unknown, path: string): { readonly fromUs: number; readonly toUs: number } | null {
  if (value === null) return null;
  const { fromUs, toUs } = record(value, path);
  return { fromUs: number(fromUs, `${path}.fromUs`), toUs: number(toUs, `${path}.toUs`) };
}
