/**
 * One load under every execution model, side by side, and which of them serves it best. What wins, and the reason, are read off the runs: two
 * of them take one thing away each (one loop can overlap waits but computes on one core; blocking threads use every core but overlap no
 * wait), and what is lost without it is what the load needs.
 */
import { machineOf, type Machine } from '../engine/machine.ts';
import { run, type RunOptions } from '../engine/run.ts';
import { measure } from '../laws/measure.ts';
import type { Metrics } from '../laws/metrics.ts';
import { offload } from '../program/offload.ts';
import type { Program } from '../program/program.ts';
import type { ModelRow, ModelsView } from '../protocol.ts';
import { bytes, count, duration, percent } from './format.ts';

export const modelDefaults = {
  /** Of a small server. */
  cores: 4,
  /** A pool's threads for each core. */
  threadsPerCore: 4,
  /** A context switch of threads, with what it costs the caches at once; measured ones are 1 to 10 µs. */
  switchCostUs: 5,
  /** How long a thread may keep a core: of the order of Linux's slice under load. */
  quantumUs: 4000,
  /** Computing for as long as this is worth a worker: handing over takes some hundredths of it, and the loop is missed by then. */
  worthAWorkerUs: 5000,
} as const;

/** Steps of each run. */
const mostEvents = 5_000_000;
/** Two results this near to one another count as equal. */
const alike = 1.05;

export interface Load {
  readonly program: Program;
  /** In words: `100 calls of load at once`. */
  readonly words: string;
  /** What the machine is known to have; what is absent gets a default, and is said to be one. */
  readonly known: { readonly cores?: number; readonly poolSize?: number; readonly quantumUs?: number; readonly switchCostUs?: number; readonly seed?: number };
  readonly notes?: readonly string[];
}

interface Candidate {
  readonly id: string;
  readonly label: string;
  readonly program: Program;
  readonly machine: Machine;
}

interface Result {
  readonly row: ModelRow;
  readonly metrics: Metrics;
  readonly finished: boolean;
}

/** @throws {import('../engine/program-error.ts').ProgramError} */
export function compareModels({ program, words, known, notes = [] }: Load, options: RunOptions = {}): ModelsView {
  const cores = known.cores ?? modelDefaults.cores;
  const poolSize = known.poolSize ?? cores * modelDefaults.threadsPerCore;
  const seed = known.seed === undefined ? {} : { seed: known.seed };
  const threads = { quantumUs: known.quantumUs ?? modelDefaults.quantumUs, switchCostUs: known.switchCostUs ?? modelDefaults.switchCostUs, ...seed };
  const workers = Math.max(1, cores - 1);
  const handed = offload(program, modelDefaults.worthAWorkerUs);
  const candidates: readonly Candidate[] = [
    { id: 'event-loop', label: 'Event loop', program, machine: machineOf('event-loop', 1, seed) },
    { id: 'workers', label: `Loop + ${count(workers, 'worker')}`, program: handed.program, machine: machineOf('workers', workers + 1, { poolSize: workers, ...seed }) },
    { id: 'event-loop-per-core', label: 'Loop per core', program, machine: machineOf('event-loop-per-core', cores, seed) },
    { id: 'threads', label: 'Thread per task', program, machine: machineOf('threads', cores, threads) },
    { id: 'thread-pool', label: `Pool of ${poolSize} threads`, program, machine: machineOf('thread-pool', cores, { poolSize, ...threads }) },
    { id: 'green-threads', label: 'Green threads', program, machine: machineOf('green-threads', cores, seed) },
  ];
  const results = candidates.map((candidate) => resultOf(candidate, options));
  const blocking = resultOf({ id: 'blocking', label: '', program, machine: machineOf('blocking', cores, seed) }, options);
  const best = bestOf(results);
  return {
    load: words,
    rows: results.map(({ row }, index) => ({ ...row, best: results[index] === best })),
    why: whyOf(best, results[0], blocking, results, cores),
    notes: [...notesOf(known, cores, poolSize, handed.moved, program.tasks.some(({ worker }) => worker === true)), ...notes],
  };
}

function resultOf({ id, label, program, machine }: Candidate, options: RunOptions): Result {
  const schedule = run(program, machine, { maxEvents: options.maxEvents ?? mostEvents, ...(options.signal && { signal: options.signal }) });
  const metrics = measure(program, schedule);
  const { wallUs, latencyUs: { p50, p95, p99 }, utilisation, switches, memoryBytes } = metrics;
  const { outcome } = schedule;
  return {
    row: { id, label, cores: machine.cores, wallUs, latencyUs: { p50, p95, p99 }, utilisation, switches, memoryBytes, best: false, outcome: outcome.type, detail: outcome.type === 'finished' ? '' : outcome.detail },
    metrics,
    finished: outcome.type === 'finished',
  };
}

/** The shortest wall; of walls that are alike the shorter latencies of the slow ones, then little memory. The earlier in the list where nothing tells. */
function bestOf(results: readonly Result[]): Result | null {
  let left = results.filter(({ finished }) => finished);
  const keep = (value: (result: Result) => number, tolerance: number): void => {
    const least = Math.min(...left.map(value));
    left = left.filter((result) => value(result) <= least * tolerance);
  };
  keep(({ metrics }) => metrics.wallUs, alike);
  keep(({ metrics }) => metrics.latencyUs.p95, alike);
  keep(({ metrics }) => metrics.latencyUs.p50, alike);
  keep(({ metrics }) => metrics.memoryBytes, alike);
  return left[0] ?? null;
}

function whyOf(best: Result | null, loop: Result | undefined, blocking: Result, all: readonly Result[], cores: number): string {
  if (!best || !loop) return 'Under no model does this load come to its end; see the outcomes.';
  const name = best.row.label;
  const wall = duration(best.metrics.wallUs);
  const waits = percent(1 - best.metrics.cpuSerialUs / Math.max(1, best.metrics.elapsedSerialUs));
  const worse = (other: Result): boolean => !other.finished || other.metrics.wallUs > best.metrics.wallUs * alike || other.metrics.latencyUs.p95 > best.metrics.latencyUs.p95 * alike;
  const needsCores = worse(loop);
  const needsOverlap = worse(blocking);
  const oneLoop = loop.finished ? duration(loop.metrics.wallUs) : 'never';
  const noOverlap = blocking.finished ? duration(blocking.metrics.wallUs) : 'never';
  const sooner = loop.finished && loop.metrics.wallUs <= best.metrics.wallUs * alike ? `; of latencies the 95th percentile is ${duration(best.metrics.latencyUs.p95)} instead of ${duration(loop.metrics.latencyUs.p95)}` : '';
  if (needsOverlap && needsCores) return `${name}: the load waits and computes. One loop alone ends at ${oneLoop}, ${count(cores, 'core')} without overlapping waits at ${noOverlap}; with both it is ${wall}${sooner}.`;
  if (needsOverlap) return `${name}: the load mostly waits (${waits} of it), and one loop overlaps all of that: ${wall}. More cores gain nothing, and ${memoryWords(best, all)}.`;
  if (needsCores) return `${name}: the load computes. One loop ends at ${oneLoop}, ${count(cores, 'core')} at ${wall}${sooner}; overlapping waits gains nothing, since there is little to wait for.`;
  return `${name}: nothing is gained by overlapping waits or by more cores; every model ends at about ${wall}, and ${memoryWords(best, all)}.`;
}

function memoryWords(best: Result, all: readonly Result[]): string {
  const most = all.reduce((heaviest, one) => (one.finished && one.metrics.memoryBytes > heaviest.metrics.memoryBytes ? one : heaviest), best);
  return most === best ? 'it holds no more memory than the others' : `it holds ${bytes(best.metrics.memoryBytes)} for its tasks where “${most.row.label}” holds ${bytes(most.metrics.memoryBytes)}`;
}

function notesOf(known: Load['known'], cores: number, poolSize: number, moved: number, marked: boolean): string[] {
  const assumed = [
    ...(known.cores === undefined ? [count(cores, 'core')] : []),
    ...(known.poolSize === undefined ? [`a pool of ${poolSize} threads`] : []),
    ...(known.switchCostUs === undefined ? [`${modelDefaults.switchCostUs} µs for a switch between threads`] : []),
    ...(known.quantumUs === undefined ? [`a slice of ${modelDefaults.quantumUs / 1000} ms`] : []),
  ];
  return [
    ...(assumed.length > 0 ? [`By default, not read off this machine: ${assumed.join(', ')}. Green threads and callbacks of a loop are switched for nothing.`] : []),
    workerNote(moved, marked),
    'Memory is what is reserved for the most tasks in flight, by the model’s usual cost of one; utilisation is of the cores that the model uses.',
  ];
}

/** `marked`: the program itself says of tasks that they run on workers. */
function workerNote(moved: number, marked: boolean): string {
  const ms = modelDefaults.worthAWorkerUs / 1000;
  if (moved === 0 && !marked) return `No step computes for ${ms} ms or more: “Loop + workers” has nothing to hand over.`;
  const what = [...(marked ? ['the tasks marked worker'] : []), ...(moved > 0 ? [`${count(moved, 'step')} that ${moved === 1 ? 'computes' : 'compute'} for ${ms} ms or more`] : [])].join(' and ');
  return `“Loop + workers” hands ${what} to workers and waits for them. Handing over is free here; in Node it takes some tens of microseconds and a copy.`;
}
