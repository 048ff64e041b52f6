/** What holds of every run, on random programs and machines. A failing case prints program and machine: given to `run`, they replay it. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { machineOf, type Machine } from '../../../src/engine/machine.ts';
import { run as runWith } from '../../../src/engine/run.ts';
import { sliceKinds, taskName, type Schedule } from '../../../src/engine/schedule.ts';
import { greedyLongest, shortest } from '../../../src/laws/bounds.ts';
import { coreTime, measure } from '../../../src/laws/measure.ts';
import type { Program } from '../../../src/program/program.ts';
import { forkJoins, machines, programs } from './arbitraries.ts';

const runs = { numRuns: 1000 };
/** Small programs end soon: a run that does not is a failure, and is to be found quickly. */
const run = (one: Program, machine: Machine): Schedule => runWith(one, machine, { maxEvents: 100_000 });
const RUN = sliceKinds.indexOf('run');

/** Slices grouped by a column, each group in order of start. */
function groups(schedule: Schedule, column: 'core' | 'task'): { start: number; end: number; kind: number }[][] {
  const { slices } = schedule;
  const found: { start: number; end: number; kind: number }[][] = [];
  for (let row = 0; row < slices.count; row++) {
    (found[slices[column][row] ?? 0] ??= []).push({ start: slices.startUs[row] ?? 0, end: slices.endUs[row] ?? 0, kind: slices.kind[row] ?? 0 });
  }
  return found.filter(Boolean);
}

function sum(values: Iterable<number>): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}

/** Everything in a schedule, as text: equal for equal bytes. */
export function bytesOf(schedule: Schedule): string {
  return JSON.stringify(schedule, (_, value: unknown) => (ArrayBuffer.isView(value) ? [...new Uint8Array(value.buffer, value.byteOffset, value.byteLength)] : value));
}

function holds(name: string, check: (schedule: Schedule, one: Program, machine: Machine) => void): void {
  test(name, () => {
    fc.assert(fc.property(programs, machines, (one, machine) => check(run(one, machine), one, machine)), runs);
  });
}

describe('of every run', () => {
  holds('the programs end', (schedule) => {
    expect(schedule.outcome).not.toMatchObject({ type: 'limited' });
    expect(schedule.outcome).not.toMatchObject({ type: 'deadlock' });
  });

  holds('busy + blocked + overhead + idle = cores × wall', (schedule, _, machine) => {
    const { busyUs, blockedUs, overheadUs, idleUs } = coreTime(schedule);
    // Idle time found on its own: the gaps between the slices of each core.
    const used = groups(schedule, 'core');
    let gaps = (machine.cores - used.length) * schedule.wallUs;
    for (const slices of used) {
      let at = 0;
      for (const { start, end } of slices) {
        gaps += start - at;
        at = end;
      }
      gaps += schedule.wallUs - at;
    }
    expect(idleUs).toBe(gaps);
    expect(busyUs + blockedUs + overheadUs + gaps).toBe(machine.cores * schedule.wallUs);
  });

  holds('busy core time is the CPU work of the tasks', (schedule) => {
    expect(coreTime(schedule).busyUs).toBe(sum(schedule.tasks.cpuUs));
  });

  holds('no core runs two tasks at once', (schedule) => {
    for (const slices of groups(schedule, 'core')) {
      for (const [index, { start, end }] of slices.entries()) {
        expect(end).toBeGreaterThan(start);
        if (index > 0) expect(start).toBeGreaterThanOrEqual(slices[index - 1]?.end ?? 0);
      }
    }
  });

  holds('no task is on two cores at once', (schedule) => {
    for (const slices of groups(schedule, 'task')) {
      for (const [index, { start }] of slices.entries()) if (index > 0) expect(start).toBeGreaterThanOrEqual(slices[index - 1]?.end ?? 0);
    }
  });

  holds('nothing happens to a task before its arrival or after its end', (schedule) => {
    const { tasks, slices, waits } = schedule;
    for (const rows of [slices, waits]) {
      for (let row = 0; row < rows.count; row++) {
        const task = rows.task[row] ?? 0;
        expect(rows.startUs[row]).toBeGreaterThanOrEqual(tasks.arrivesUs[task] ?? 0);
        expect(rows.endUs[row]).toBeLessThanOrEqual(tasks.endsUs[task] ?? 0);
      }
    }
  });

  holds('turnaround is at least own CPU and I/O', (schedule) => {
    const { tasks } = schedule;
    for (let task = 0; task < tasks.count; task++) {
      expect((tasks.endsUs[task] ?? 0) - (tasks.arrivesUs[task] ?? 0)).toBeGreaterThanOrEqual((tasks.cpuUs[task] ?? 0) + (tasks.ioUs[task] ?? 0));
    }
  });

  holds('slices and waits of a task fill its life, without overlap', (schedule, _, machine) => {
    const { tasks, slices, waits } = schedule;
    const covered = Array.from({ length: tasks.count }, (): { start: number; end: number }[] => []);
    const held = sliceKinds.indexOf('blocked');
    for (let row = 0; row < slices.count; row++) {
      // A task that keeps its core while it waits has both a slice and a wait of that time.
      if (slices.kind[row] !== held) covered[slices.task[row] ?? 0]?.push({ start: slices.startUs[row] ?? 0, end: slices.endUs[row] ?? 0 });
    }
    for (let row = 0; row < waits.count; row++) covered[waits.task[row] ?? 0]?.push({ start: waits.startUs[row] ?? 0, end: waits.endUs[row] ?? 0 });
    for (const [task, rows] of covered.entries()) {
      rows.sort((one, other) => one.start - other.start || one.end - other.end);
      for (const [index, { start }] of rows.entries()) if (index > 0) expect(start, taskName(tasks, task)).toBeGreaterThanOrEqual(rows[index - 1]?.end ?? 0);
      // A caller has no row of its own while what it called runs on its core; a task started by a timer has none before.
      const eager = machine.model.startsWith('event-loop') || machine.model === 'workers' || machine.model === 'blocking';
      if (!eager && tasks.parent[task] === -1) expect(sum(rows.map(({ start, end }) => end - start))).toBe((tasks.endsUs[task] ?? 0) - (tasks.arrivesUs[task] ?? 0));
    }
  });

  holds('wall ≥ max(span, CPU work ÷ cores)', (schedule, _, machine) => {
    expect(schedule.wallUs).toBeGreaterThanOrEqual(shortest(sum(schedule.tasks.cpuUs), schedule.spanUs, machine.cores));
  });

  holds('Little: the time integral of the tasks in the system, ÷ wall, is throughput × mean sojourn', (schedule, one) => {
    const { tasks, wallUs } = schedule;
    const changes: { at: number; by: number }[] = [];
    for (let task = 0; task < tasks.count; task++) {
      if (tasks.parent[task] === -1) changes.push({ at: tasks.arrivesUs[task] ?? 0, by: 1 }, { at: tasks.endsUs[task] ?? 0, by: -1 });
    }
    changes.sort((first, second) => first.at - second.at);
    let inSystem = 0;
    let integral = 0;
    let before = 0;
    for (const { at, by } of changes) {
      integral += inSystem * (at - before);
      inSystem += by;
      before = at;
    }
    const metrics = measure(one, schedule);
    expect(metrics.wip * wallUs).toBeCloseTo(integral, 6);
    expect((metrics.throughputPerS / 1e6) * metrics.latencyUs.mean * wallUs).toBeCloseTo(integral, 6);
  });

  holds('ratios are ratios', (schedule, one) => {
    const metrics = measure(one, schedule);
    for (const share of [metrics.utilisation, metrics.serialFraction]) {
      expect(share).toBeGreaterThanOrEqual(0);
      expect(share).toBeLessThanOrEqual(1 + 1e-12);
    }
    expect(metrics.parallelism).toBeGreaterThanOrEqual(1 - 1e-12);
  });

  holds('equal input gives equal bytes', (schedule, one, machine) => {
    expect(bytesOf(run(structuredClone(one), structuredClone(machine)))).toBe(bytesOf(schedule));
  });

  holds('what is drawn at random does not depend on the schedule', (schedule, one, machine) => {
    // Latencies belong to the task, not to the order in which it came to ask: a task that nothing interrupts has the same I/O anywhere.
    const straight = one.tasks.filter(({ body }) => body === 'c');
    const plain = { ...one, tasks: straight };
    if (straight.length === 0 || JSON.stringify(one.bodies.c).includes('"timeout"')) return;
    const here = run(plain, machine);
    const elsewhere = run(plain, machineOf('threads', 4));
    expect([...here.tasks.ioUs]).toEqual([...elsewhere.tasks.ioUs]);
    expect([...here.tasks.cpuUs]).toEqual([...elsewhere.tasks.cpuUs]);
    expect(schedule.sites).toBe(one.sites);
  });
});

describe('of computing alone, fork and join, switches free', () => {
  test('max(span, work ÷ p) ≤ wall ≤ (work − span) ÷ p + span on any greedy machine', () => {
    const greedy = fc.record({ model: fc.constantFrom('threads', 'green-threads'), cores: fc.integer({ min: 1, max: 6 }), quantumUs: fc.integer({ min: 0, max: 4 }), policy: fc.constantFrom('fifo', 'sjf', 'list') });
    fc.assert(fc.property(forkJoins, greedy, (one, { model, cores, ...rest }) => {
      const schedule = run(one, machineOf(model, cores, rest));
      const work = sum(schedule.tasks.cpuUs);
      expect(schedule.wallUs).toBeGreaterThanOrEqual(shortest(work, schedule.spanUs, cores));
      expect(schedule.wallUs).toBeLessThanOrEqual(greedyLongest(work, schedule.spanUs, cores) + 1e-9);
    }), runs);
  });

  test('with as many cores as tasks the wall is the span', () => {
    fc.assert(fc.property(forkJoins, (one) => {
      const schedule = run(one, machineOf('threads', 2000));
      fc.pre(schedule.tasks.count <= 2000);
      expect(schedule.wallUs).toBe(schedule.spanUs);
    }), runs);
  });

  test('kinds of slices are runs alone', () => {
    fc.assert(fc.property(forkJoins, fc.integer({ min: 1, max: 3 }), (one, cores) => {
      expect(run(one, machineOf('threads', cores)).slices.kind.every((kind) => kind === RUN)).toBe(true);
    }), runs);
  });
});
