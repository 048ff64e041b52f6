/** The exact results that textbooks, arithmetic and queueing theory give (Sn: the scenario's number in the design). */
import { describe, expect, test } from 'vitest';
import { sliceKinds } from '../../../src/engine/schedule.ts';
import { coreTime, utilisationByCore } from '../../../src/laws/measure.ts';
import { deviceUse } from '../../../src/laws/device-use.ts';
import { amdahl } from '../../../src/laws/amdahl.ts';
import { lane } from './lanes.ts';
import { simulate, type Ran } from './scenario-runs.ts';

type Settings = Readonly<Record<string, string | number | boolean>>;

const metric = {
  wall: (ran: Ran) => ran.wall,
  S: (ran: Ran) => ran.metrics.cpuSerialUs / ran.metrics.wallUs,
  speedup: (ran: Ran) => ran.metrics.speedup,
  'utilisation %': (ran: Ran) => 100 * ran.metrics.utilisation,
  switches: (ran: Ran) => ran.metrics.switches,
  blocked: (ran: Ran) => ran.metrics.blockedCoreUs / ran.scenario.tickUs,
  idle: (ran: Ran) => coreTime(ran.schedule).idleUs / ran.scenario.tickUs,
  'overhead %': (ran: Ran) => (100 * ran.metrics.overheadUs) / ran.metrics.wallUs,
  busy: (ran: Ran) => coreTime(ran.schedule).busyUs / ran.scenario.tickUs,
  'mean latency': (ran: Ran) => ran.metrics.latencyUs.mean / ran.scenario.tickUs,
  'mean WIP': (ran: Ran) => ran.metrics.wip,
  work: (ran: Ran) => ran.metrics.workUs / ran.scenario.tickUs,
  span: (ran: Ran) => ran.metrics.spanUs / ran.scenario.tickUs,
  parallelism: (ran: Ran) => ran.metrics.parallelism,
  'serial fraction': (ran: Ran) => ran.metrics.serialFraction,
  'elapsed serial': (ran: Ran) => ran.metrics.elapsedSerialUs / ran.scenario.tickUs,
} as const;

interface Row {
  readonly row: string;
  readonly scenario: string;
  readonly set?: Settings;
  readonly expect: Readonly<Partial<Record<keyof typeof metric, number>>>;
  readonly lanes?: readonly string[];
  readonly ends?: readonly number[];
}

const rows: readonly Row[] = [
  { row: 'S1', scenario: 'take-turns', expect: { wall: 6, S: 1, 'utilisation %': 100, switches: 5, 'mean WIP': 11 / 6 }, lanes: ['ABABAB'], ends: [5, 6] },
  { row: 'S2', scenario: 'take-turns', set: { cores: 2 }, expect: { wall: 3, S: 2, switches: 0 }, lanes: ['AAA', 'BBB'] },
  { row: 'S3', scenario: 'uneven-split', set: { 'tasks[0].do[0].compute': 1 }, expect: { wall: 2, S: 2.5, 'utilisation %': 62.5 } },
  { row: 'S4 q=1', scenario: 'uneven-split', set: { quantum: 1 }, expect: { wall: 5, S: 4, 'utilisation %': 100 } },
  { row: 'S4 q=4', scenario: 'uneven-split', set: { quantum: 4 }, expect: { wall: 8, S: 2.5, 'utilisation %': 62.5 } },
  { row: 'S8 blocking', scenario: 'one-waits-for-io', set: { model: 'blocking' }, expect: { wall: 15, busy: 6, blocked: 9, 'utilisation %': 40, 'mean latency': 10 }, lanes: ['A...AB...BC...C'] },
  { row: 'S8 async', scenario: 'one-waits-for-io', expect: { wall: 7, blocked: 0, idle: 1, 'utilisation %': 600 / 7, 'mean latency': 6 }, lanes: ['ABC-ABC'] },
  { row: 'S9', scenario: 'one-waits-for-io', set: { model: 'threads' }, expect: { wall: 7 } },
  { row: 'S10 in sequence', scenario: 'requests-in-sequence', expect: { wall: 3000, speedup: 1 } },
  { row: 'S10 at once', scenario: 'requests-at-once', expect: { wall: 1000, speedup: 3, 'elapsed serial': 3000 } },
  { row: 'S11', scenario: 'called-not-awaited', expect: { wall: 3000 } },
  { row: 'S17 one barista in sequence', scenario: 'coffee-shop', set: { model: 'blocking' }, expect: { wall: 160 } },
  { row: 'S17 one barista overlapping', scenario: 'coffee-shop', expect: { wall: 115 }, ends: [40, 65, 90, 115] },
  { row: 'S17 four baristas', scenario: 'coffee-shop', set: { model: 'threads', cores: 4 }, expect: { wall: 115, 'utilisation %': 1500 / 115 } },
  { row: 'S17 two machines', scenario: 'coffee-shop', set: { model: 'threads', cores: 4, 'resources.espresso machine.capacity': 2 }, expect: { wall: 65 } },
  { row: 'S17 four machines', scenario: 'coffee-shop', set: { model: 'threads', cores: 4, 'resources.espresso machine.capacity': 4 }, expect: { wall: 40 } },
  ...[[1, 1000], [2, 500], [3, 400], [4, 300], [5, 200], [10, 100]].map(([permits = 0, wall = 0]): Row => ({ row: `S21 k=${permits}`, scenario: 'connection-pool', set: { 'resources.pool.permits': permits }, expect: { wall } })),
  ...[[4, 13], [8, 17], [64, 73]].map(([n = 0, wall = 0]): Row => ({ row: `S22 n=${n}`, scenario: 'one-lock', set: { cores: n, 'tasks[0].count': n }, expect: { wall, S: amdahl(0.1, n), 'serial fraction': 0.1 } })),
  { row: 'S23', scenario: 'scatter-gather', expect: { wall: 55, 'elapsed serial': 145, speedup: 145 / 55 } },
  { row: 'S24 dealt in turn', scenario: 'load-balancer', expect: { wall: 20, 'mean latency': 4.875 } },
  { row: 'S24 one queue', scenario: 'load-balancer', set: { balancer: 'one-queue' }, expect: { wall: 11, 'mean latency': 3.875 } },
  { row: 'S25 one blocking thread', scenario: 'hundred-requests', set: { model: 'blocking' }, expect: { wall: 10_000 } },
  { row: 'S25 event loop', scenario: 'hundred-requests', expect: { wall: 200, 'mean latency': 150.5 } },
  { row: 'S25 thread each', scenario: 'hundred-requests', set: { model: 'threads' }, expect: { wall: 200 } },
  { row: 'S25 thread each, switch cost 0.05', scenario: 'hundred-requests', set: { model: 'threads', switchCost: 0.05 }, expect: { wall: 209.95 } },
  ...[[4, 2529], [10, 1030], [25, 461], [50, 298]].map(([poolSize = 0, wall = 0]): Row => ({ row: `S25 pool of ${poolSize}`, scenario: 'hundred-requests', set: { model: 'thread-pool', poolSize }, expect: { wall } })),
  ...[[1, 200, 150.5], [2, 149, 124.5], [4, 124, 112]].map(([cores = 0, wall = 0, latency = 0]): Row => ({ row: `S26 ${cores} loops`, scenario: 'hundred-requests', set: { model: 'event-loop-per-core', cores }, expect: { wall, 'mean latency': latency } })),
  { row: 'S27 on the loop', scenario: 'blocked-loop', expect: {}, ends: [100, 101, 102, 103] },
  { row: 'S27 round robin', scenario: 'blocked-loop', set: { model: 'threads', quantum: 1 }, expect: {}, ends: [103, 2, 3, 4] },
  { row: 'S27 on a worker', scenario: 'blocked-loop', set: { model: 'workers', cores: 2, 'tasks[0].worker': true }, expect: {}, ends: [100, 1, 2, 3] },
  ...[[1, 109.9, 99, 9.01], [2, 104.9, 49, 4.67], [5, 101.9, 19, 1.86], [10, 100.9, 9, 0.89]].map(([quantum = 0, wall = 0, switches = 0]): Row => ({
    row: `S28 q=${quantum}`, scenario: 'switch-cost', set: { quantum }, expect: { wall, switches, 'overhead %': (10 * switches) / wall },
  })),
  ...[[1, 88], [2, 48], [3, 40], [4, 28], [8, 20], [16, 16], [32, 16]].map(([cores = 0, wall = 0]): Row => ({ row: `S29 p=${cores}`, scenario: 'map-reduce', set: { cores }, expect: { wall, work: 88, span: 16, parallelism: 5.5, 'serial fraction': 8 / 88 } })),
  { row: 'S30 one interpreter lock', scenario: 'interpreter-lock', expect: { wall: 200 } },
  { row: 'S30 two processes', scenario: 'interpreter-lock', set: { model: 'threads' }, expect: { wall: 100 } },
  { row: 'S31 without stealing', scenario: 'work-stealing', set: { stealing: false }, expect: { wall: 80 } },
  { row: 'S31 with stealing', scenario: 'work-stealing', expect: { wall: 50 } },
  { row: 'S32 one cook', scenario: 'kitchen', expect: { wall: 9 }, lanes: ['ABCABCABC'] },
  { row: 'S32 three cooks', scenario: 'kitchen', set: { cores: 3 }, expect: { wall: 3 } },
  { row: 'Graham, 3 cores', scenario: 'list-scheduling', expect: { wall: 12 } },
  { row: 'Graham, 4 cores', scenario: 'list-scheduling', set: { cores: 4 }, expect: { wall: 15 } },
  { row: 'Graham, shorter tasks', scenario: 'list-scheduling', set: Object.fromEntries([2, 1, 1, 1, 3, 3, 3, 3, 8].map((us, task) => [`tasks[${task}].do[${task < 4 ? 0 : 1}].compute`, us])), expect: { wall: 13 } },
];

describe('scenarios', () => {
  test.each(rows)('$row', ({ scenario, set, expect: expected, lanes, ends }) => {
    const ran = simulate(scenario, set);
    expect(ran.schedule.outcome).toEqual({ type: 'finished' });
    for (const [name, value] of Object.entries(expected)) expect(metric[name as keyof typeof metric](ran), name).toBeCloseTo(value, 10);
    if (lanes !== undefined) expect(lanes.map((_, core) => lane(ran.schedule, core, ran.scenario.tickUs))).toEqual(lanes);
    if (ends !== undefined) expect(ran.ends).toEqual(ends);
  });

  test('S1: responses 0 and 1, turnarounds 5 and 6', () => {
    const { schedule, scenario } = simulate('take-turns');
    expect(Array.from(schedule.tasks.startsUs, (us) => us / scenario.tickUs)).toEqual([0, 1]);
  });

  test('S3: cores are busy 100, 50, 50 and 50 %', () => {
    expect([...utilisationByCore(simulate('uneven-split', { 'tasks[0].do[0].compute': 1 }).schedule)]).toEqual([1, 0.5, 0.5, 0.5]);
  });

  test('S11: concurrent ends at 1000, sequential at 3000', () => {
    const { schedule, ends } = simulate('called-not-awaited');
    const byName = Object.fromEntries(schedule.tasks.names.map((name, index) => [name, ends[schedule.tasks.name.indexOf(index)]]));
    expect(byName).toMatchObject({ concurrent: 1000, sequential: 3000 });
  });

  test('S17: with four baristas the machine is busy 86.96 %', () => {
    const { schedule } = simulate('coffee-shop', { model: 'threads', cores: 4 });
    expect(deviceUse(schedule).find(({ name }) => name === 'espresso machine')?.busyUs).toBe(100_000_000);
    expect(100 / 115).toBeCloseTo(0.8696, 4);
  });

  test('S28: a switch is drawn before each slice but the first', () => {
    const { slices } = simulate('switch-cost', { quantum: 10 }).schedule;
    expect(Array.from(slices.kind, (kind) => sliceKinds[kind])).toEqual(['run', ...Array.from({ length: 9 }, () => ['switch', 'run']).flat()]);
  });

  test('S29: work and span, not the serial part alone, are the limit', () => {
    const { metrics } = simulate('map-reduce');
    expect(metrics.amdahlLimit).toBeCloseTo(11, 10);
    expect(metrics.parallelism).toBe(5.5);
  });
});
