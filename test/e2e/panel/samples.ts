/** Hand-made snapshots of the panel's states, for its tests and pictures. Nothing in them comes from the analysis. */
import type { Schedule, SliceKind, WaitKind } from '../../../src/engine/schedule.ts';
import { sliceKinds, waitKinds } from '../../../src/engine/schedule.ts';
import type { Machine } from '../../../src/engine/machine.ts';
import type { Metrics } from '../../../src/laws/metrics.ts';
import type { Site } from '../../../src/program/program.ts';
import { protocolVersion, type Run, type Snapshot, type ToWebview } from '../../../src/protocol.ts';

export const machine: Machine = { model: 'event-loop', cores: 1, quantumUs: 0, switchCostUs: 0, globalTick: false, seed: 1 };

export interface SliceSpec {
  readonly core?: number;
  readonly task: number;
  readonly from: number;
  readonly to: number;
  readonly kind?: SliceKind;
  readonly site?: number;
}

export interface WaitSpec {
  readonly task: number;
  readonly from: number;
  readonly to: number;
  readonly kind?: WaitKind;
  readonly site?: number;
  readonly on?: string;
}

/** A schedule from plain lists; both are sorted here. */
export function schedule(title: string, tasks: readonly string[], sites: readonly Site[], slices: readonly SliceSpec[], waits: readonly WaitSpec[]): Schedule {
  const s = [...slices].sort((a, b) => a.from - b.from || (a.core ?? 0) - (b.core ?? 0));
  const w = [...waits].sort((a, b) => a.from - b.from || a.task - b.task);
  const names = [...new Set(w.flatMap((wait) => (wait.on === undefined ? [] : [wait.on])))];
  const ends = [...s, ...w].map((mark) => mark.to);
  const endsUs = tasks.map((_, task) => Math.max(0, ...[...s, ...w].filter((mark) => mark.task === task).map((mark) => mark.to)));
  return {
    title,
    machine,
    wallUs: Math.max(0, ...ends),
    spanUs: Math.max(0, ...ends),
    aloneUs: 0,
    switches: 0,
    peakTasks: tasks.length,
    tasks: {
      count: tasks.length,
      name: Int32Array.from(tasks, (_, task) => task),
      ordinal: new Int32Array(tasks.length),
      parent: Int32Array.from(tasks, (_, task) => (task === 0 ? -1 : 0)),
      arrivesUs: new Float64Array(tasks.length),
      startsUs: new Float64Array(tasks.length),
      endsUs: Float64Array.from(endsUs),
      cpuUs: new Float64Array(tasks.length),
      ioUs: new Float64Array(tasks.length),
      result: new Uint8Array(tasks.length).fill(1),
      names: tasks,
    },
    sites,
    slices: {
      count: s.length,
      core: Uint16Array.from(s, (slice) => slice.core ?? 0),
      task: Int32Array.from(s, (slice) => slice.task),
      startUs: Float64Array.from(s, (slice) => slice.from),
      endUs: Float64Array.from(s, (slice) => slice.to),
      kind: Uint8Array.from(s, (slice) => sliceKinds.indexOf(slice.kind ?? 'run')),
      site: Int32Array.from(s, (slice) => slice.site ?? -1),
    },
    waits: {
      count: w.length,
      task: Int32Array.from(w, (wait) => wait.task),
      startUs: Float64Array.from(w, (wait) => wait.from),
      endUs: Float64Array.from(w, (wait) => wait.to),
      kind: Uint8Array.from(w, (wait) => waitKinds.indexOf(wait.kind ?? 'io')),
      on: Int32Array.from(w, (wait) => (wait.on === undefined ? -1 : names.indexOf(wait.on))),
      site: Int32Array.from(w, (wait) => wait.site ?? -1),
      by: new Int32Array(w.length).fill(-1),
      names,
    },
    events: { count: 0, atUs: new Float64Array(0), kind: new Uint8Array(0), task: new Int32Array(0), core: new Uint16Array(0), reason: new Uint8Array(0), other: new Int32Array(0) },
    outcome: { type: 'finished' },
  };
}

export function metricsOf(wallUs: number, serialUs: number): Metrics {
  return {
    wallUs, serialUs, speedup: serialUs / wallUs, speedupOf: 'elapsed', cpuSerialUs: 0, elapsedSerialUs: serialUs, utilisation: 0, blockedCoreUs: 0,
    overheadUs: 0, switches: 0, workUs: serialUs, spanUs: wallUs, parallelism: serialUs / wallUs, throughputPerS: 0,
    latencyUs: { p50: wallUs, p95: wallUs, p99: wallUs, max: wallUs, mean: wallUs }, wip: 1, memoryBytes: 0, serialFraction: 0.2, amdahl: [], amdahlLimit: 5,
  };
}

/** Calls of a function: each waits `us`, needs those of `after`, and may be done beside the others. */
export interface Call {
  readonly name: string;
  readonly us: number;
  readonly after?: readonly number[];
}

const functionId = 'src/dashboard.ts#loadDashboard';
const cpuUs = 12_000;

export function sitesOf(calls: readonly Call[]): Site[] {
  return calls.map((call, index) => ({
    label: call.name,
    place: { start: index * 40, end: index * 40 + 30, line: index + 4, column: 15 },
    await: { functionId, id: `a${index + 1}` },
    durationUs: call.us,
    durationFrom: index % 2 === 0 ? 'literal' : 'default',
  }));
}

export function asWritten(calls: readonly Call[]): Run {
  let now = cpuUs;
  const waits: WaitSpec[] = [];
  const slices: SliceSpec[] = [{ task: 0, from: 0, to: cpuUs }];
  calls.forEach((call, site) => {
    waits.push({ task: 0, from: now, to: now + call.us, site });
    now += call.us;
    slices.push({ task: 0, from: now, to: now + cpuUs });
    now += cpuUs;
  });
  return { kind: 'as-written', title: 'As written', schedule: schedule('As written', ['loadDashboard'], sitesOf(calls), slices, waits), metrics: metricsOf(now, now), criticalPath: calls.map((_, site) => site) };
}

export function overlapped(calls: readonly Call[]): Run {
  const ends: number[] = [];
  const waits: WaitSpec[] = calls.map((call, site) => {
    const from = Math.max(cpuUs, ...(call.after ?? []).map((before) => ends[before] ?? 0));
    ends[site] = from + call.us;
    return { task: site + 1, from, to: from + call.us, site };
  });
  const end = Math.max(cpuUs, ...ends);
  waits.push({ task: 0, from: cpuUs, to: end, kind: 'join' });
  const last = ends.indexOf(Math.max(...ends));
  const path: number[] = [];
  for (let at: number | undefined = last; at !== undefined && at >= 0; ) {
    path.unshift(at);
    const before: readonly number[] = calls[at]?.after ?? [];
    at = before.toSorted((a, b) => (ends[b] ?? 0) - (ends[a] ?? 0))[0];
  }
  const slices: SliceSpec[] = [{ task: 0, from: 0, to: cpuUs }, { task: 0, from: end, to: end + cpuUs }];
  return {
    kind: 'overlapped', title: 'Overlapped',
    schedule: schedule('Overlapped', ['loadDashboard', ...calls.map((call) => call.name)], sitesOf(calls), slices, waits),
    metrics: metricsOf(end + cpuUs, end), criticalPath: path,
  };
}

export const dashboard: readonly Call[] = [
  { name: 'getUser', us: 320_000 },
  { name: 'getOrders', us: 540_000, after: [0] },
  { name: 'getRecommendations', us: 760_000 },
  { name: 'getNews', us: 210_000 },
  { name: 'db.query', us: 95_000 },
];

export function snapshotOf(calls: readonly Call[], changes: Partial<Snapshot> = {}): Snapshot {
  const runs = [asWritten(calls), overlapped(calls)];
  const [before, after] = runs.map((run) => run.metrics.wallUs);
  const seconds = (us = 0): string => (us >= 1e6 ? `${(us / 1e6).toFixed(2)} s` : `${Math.round(us / 1000)} ms`);
  return {
    state: { version: protocolVersion, uri: 'file:///shop/src/dashboard.ts', functionId, view: null },
    title: 'loadDashboard', file: 'src/dashboard.ts', runs,
    figures: [
      { id: 'as-written', label: 'As written', value: seconds(before), explanation: 'How long one call takes with every await where it stands now.' },
      { id: 'overlapped', label: 'Overlapped', value: seconds(after), explanation: 'How long it takes when the awaits that need nothing from each other are started together.' },
      { id: 'speedup', label: 'Speed-up', value: `${((before ?? 1) / (after ?? 1)).toFixed(2)}×`, explanation: 'Elapsed as written divided by elapsed overlapped.' },
      { id: 'critical-path', label: 'Critical path', value: seconds((after ?? 0) - 24_000), explanation: 'The longest chain of awaits that must follow one another; no overlapping gets below it.' },
    ],
    speedup: {
      xLabel: 'operations in flight at once', serialFraction: 0.25, ceiling: 4,
      points: [1, 2, 3, 4, 5, 6, 7, 8].map((n) => ({ n, amdahl: 1 / (0.25 + 0.75 / n), bound: Math.min(n, 2.22), simulated: [1, 1.7, 2.1, 2.2, 2.2, 2.2, 2.2, 2.2][n - 1] ?? 1 })),
      explanation: 'A quarter of the work is done while nothing else is in progress, so no number of operations in flight makes the function more than 4 times as fast.',
    },
    notes: ['2 of 5 durations are defaults: annotate the awaits with `@overlap 120ms` or set `overlap.durations`.', 'The loop at line 12 is taken to run 10 times (a default).'],
    highlight: null,
    ...changes,
  };
}

/** Two cores, five tasks, slices of every kind and waits of every kind. */
export function scenario(): Snapshot {
  const slices: SliceSpec[] = [];
  const waits: WaitSpec[] = [];
  const kinds: WaitKind[] = ['io', 'lock', 'semaphore', 'channel', 'barrier', 'timer'];
  const now = [0, 0];
  for (let turn = 0; turn < 24; turn++) {
    const core = turn % 2;
    const task = (turn * 3) % 5;
    const at = now[core] ?? 0;
    slices.push({ core, task, from: at, to: at + 200, kind: 'switch' });
    slices.push({ core, task, from: at + 200, to: at + 2200, kind: turn % 7 === 5 ? 'blocked' : 'run' });
    waits.push({ task, from: at + 2200, to: at + 3400, kind: kinds[turn % kinds.length] ?? 'io', on: 'database' });
    waits.push({ task, from: at + 3400, to: at + 4100, kind: 'ready' });
    now[core] = at + 2200 + (turn % 5 === 4 ? 900 : 0);
  }
  const run: Run = {
    kind: 'scenario', title: 'Round robin, quantum 2 ms',
    schedule: { ...schedule('Round robin', ['web-1', 'web-2', 'worker', 'cron', 'a task with a rather long name'], [], slices, waits), machine: { ...machine, model: 'threads', cores: 2 } },
    metrics: metricsOf(30_000, 60_000), criticalPath: [],
  };
  return { ...snapshotOf(dashboard), state: { version: protocolVersion, uri: 'overlap:scenario/round-robin', functionId: 'round-robin', view: null }, title: 'Turns and cores', file: 'scenario', runs: [run], speedup: null };
}

export function message(snapshot: Snapshot): ToWebview {
  return { type: 'snapshot', version: protocolVersion, snapshot };
}
