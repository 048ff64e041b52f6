import { atBest, isAtBest } from '../engine/at-best.ts';
import { aloneOf, isIndependent } from '../engine/independent.ts';
import { sliceKinds, type Schedule } from '../engine/schedule.ts';
import type { Program } from '../program/program.ts';
import { amdahl, amdahlLimit } from './amdahl.ts';
import { memoryOf } from './memory.ts';
import type { Metrics } from './metrics.ts';
import { percentile } from './percentile.ts';

/** Core time by what it went to, in microseconds; `idle` is the rest of cores × wall. */
export interface CoreTime {
  readonly busyUs: number;
  readonly blockedUs: number;
  /** Switching and spinning. */
  readonly overheadUs: number;
  readonly idleUs: number;
}

const RUN = sliceKinds.indexOf('run');
const BLOCKED = sliceKinds.indexOf('blocked');

/** What a schedule of a program amounts to. */
export function measure(program: Program, schedule: Schedule): Metrics {
  const { tasks, wallUs, machine } = schedule;
  const { busyUs, blockedUs, overheadUs } = coreTime(schedule);
  let cpuUs = 0;
  let ioUs = 0;
  for (let task = 0; task < tasks.count; task++) {
    cpuUs += tasks.cpuUs[task]!;
    ioUs += tasks.ioUs[task]!;
  }
  const elapsedSerialUs = cpuUs + ioUs;
  const speedupOf = ioUs > cpuUs ? 'elapsed' : 'cpu';
  const serialUs = speedupOf === 'cpu' ? cpuUs : elapsedSerialUs;
  const workUs = elapsedSerialUs;
  const sojourns = ascendingSojourns(schedule);
  let sojournSum = 0;
  for (const us of sojourns) sojournSum += us;
  const serialFraction = serialFractionOf(program, schedule, workUs);
  const capacityUs = machine.cores * wallUs;
  return {
    wallUs, serialUs, speedup: ratio(serialUs, wallUs, 1), speedupOf, cpuSerialUs: cpuUs, elapsedSerialUs,
    utilisation: ratio(busyUs, capacityUs, 0), blockedCoreUs: blockedUs, overheadUs, switches: schedule.switches,
    workUs, spanUs: schedule.spanUs, parallelism: ratio(workUs, schedule.spanUs, 1),
    throughputPerS: ratio(sojourns.length * 1e6, wallUs, 0),
    latencyUs: {
      p50: percentile(sojourns, 50), p95: percentile(sojourns, 95), p99: percentile(sojourns, 99),
      max: sojourns[sojourns.length - 1] ?? 0, mean: ratio(sojournSum, sojourns.length, 0),
    },
    wip: ratio(sojournSum, wallUs, 0),
    memoryBytes: memoryOf(machine, schedule.peakTasks),
    serialFraction,
    amdahl: [1, 2, 4, 8, 16, 32, 64].map((cores) => ({ cores, speedup: amdahl(serialFraction, cores) })),
    amdahlLimit: amdahlLimit(serialFraction),
  };
}

/** Core time of all cores together. */
export function coreTime(schedule: Schedule): CoreTime {
  const { slices, machine, wallUs } = schedule;
  let busyUs = 0;
  let blockedUs = 0;
  let overheadUs = 0;
  for (let row = 0; row < slices.count; row++) {
    const us = slices.endUs[row]! - slices.startUs[row]!;
    if (slices.kind[row] === RUN) busyUs += us;
    else if (slices.kind[row] === BLOCKED) blockedUs += us;
    else overheadUs += us;
  }
  return { busyUs, blockedUs, overheadUs, idleUs: machine.cores * wallUs - busyUs - blockedUs - overheadUs };
}

/** Share of the wall that each core computed. */
export function utilisationByCore(schedule: Schedule): Float64Array {
  const { slices, machine, wallUs } = schedule;
  const shares = new Float64Array(machine.cores);
  for (let row = 0; row < slices.count; row++) {
    if (slices.kind[row] === RUN) shares[slices.core[row]!]! += (slices.endUs[row]! - slices.startUs[row]!) / wallUs;
  }
  return shares;
}

/** From arrival to end, of each task that arrived by itself and has ended, ascending. Spawned tasks are parts of those. */
export function ascendingSojourns(schedule: Schedule): Float64Array {
  const { tasks } = schedule;
  const sojourns = new Float64Array(tasks.count);
  let count = 0;
  let ascending = true;
  for (let task = 0; task < tasks.count; task++) {
    if (tasks.parent[task]! >= 0 || tasks.endsUs[task]! < 0) continue;
    const us = tasks.endsUs[task]! - tasks.arrivesUs[task]!;
    if (count > 0 && us < sojourns[count - 1]!) ascending = false;
    sojourns[count++] = us;
  }
  const used = sojourns.subarray(0, count);
  return ascending ? used : used.sort();
}

/** Rule 10: the work done at instants when exactly one thing is in progress, nothing being limited, ÷ all work. */
function serialFractionOf(program: Program, schedule: Schedule, workUs: number): number {
  if (workUs === 0) return 0;
  // What is too long to be run once is not run again.
  if (schedule.outcome.type === 'limited' || isAtBest(program, schedule.machine)) return schedule.aloneUs / workUs;
  // Of tasks that have nothing to do with one another the run need not be made, only summed up; computing on one loop does bind them.
  const oneLoop = schedule.machine.model === 'event-loop' || schedule.machine.model === 'workers';
  if (!oneLoop && schedule.outcome.type === 'finished' && isIndependent(program)) return aloneOf(schedule.tasks) / workUs;
  const best = atBest(program, schedule.machine, schedule.tasks.count);
  return best === null || best.workUs === 0 ? schedule.aloneUs / workUs : best.aloneUs / best.workUs;
}

function ratio(part: number, whole: number, otherwise: number): number {
  return whole > 0 ? part / whole : otherwise;
}
