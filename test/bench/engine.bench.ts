/**
 * Speed of the engine, as ratios within one process: against a typed-array heap that does nothing but pop the earliest of 1000 events and put it
 * back later, against simjs doing the same, and against itself at ten times the size.
 */
import { createRequire } from 'node:module';
import { search } from '../../src/engine/interleavings/search.ts';
import { EventHeap } from '../../src/engine/heap.ts';
import { machineOf, type Machine } from '../../src/engine/machine.ts';
import { run } from '../../src/engine/run.ts';
import { measure } from '../../src/laws/measure.ts';
import type { Instruction, Program } from '../../src/program/program.ts';

const site = -1;

/** CPU seconds of a way. */
function seconds(way: () => void): number {
  const start = process.cpuUsage();
  way();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
}

/** CPU seconds of each way, round by round; the ways are taken in turn, so that all of them meet the same disturbances. The first round only warms up. */
function rounds(count: number, ...ways: (() => void)[]): number[][] {
  for (const way of ways) way();
  return Array.from({ length: count }, () => ways.map((way) => seconds(way)));
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[sorted.length >> 1] ?? NaN;
}

/** Of what is found in each round. */
function medianOf(all: readonly number[][], of: (...seconds: number[]) => number): number {
  return median(all.map((round) => of(...round)));
}

const calibration = 1_000_000;

/** A bare heap with 1000 pending: pop the earliest, put it back later, a million times. */
function bareHeap(): void {
  const heap = new EventHeap(1024);
  let seed = 1;
  const later = (): number => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return 1 + (seed >>> 20);
  };
  for (let pending = 0; pending < 1000; pending++) heap.push(later(), pending);
  for (let event = 0; event < calibration; event++) {
    const time = heap.minTime;
    const payload = heap.minPayload;
    heap.pop();
    heap.push(time + later(), payload);
  }
}

interface Simjs {
  readonly Sim: new () => { addEntity(entity: unknown): void; simulate(end: number): void };
  readonly Entity: new (sim: unknown) => { setTimer(delay: number): { done(callback: () => void): void } };
}

/** The same with simjs: 1000 entities, each with a timer that sets the next. Gives how many timers have fired. */
function simjs(): () => number {
  // It exports nothing: it hangs itself on a browser's window.
  const window: { Sim?: Simjs } = {};
  Object.assign(globalThis, { window });
  createRequire(import.meta.url)('simjs');
  Reflect.deleteProperty(globalThis, 'window');
  if (window.Sim === undefined) throw new Error('simjs has not come up');
  const { Sim, Entity } = window.Sim;
  let fired = 0;
  let seed = 1;
  class Ticker extends Entity {
    start(): void {
      this.again();
    }

    again(): void {
      fired++;
      seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
      this.setTimer(1 + (seed >>> 20)).done(() => this.again());
    }
  }
  return () => {
    fired = 0;
    seed = 1;
    const sim = new Sim();
    for (let pending = 0; pending < 1000; pending++) sim.addEntity(Ticker);
    sim.simulate(500_000);
    return fired;
  };
}

function program(bodies: Record<string, Instruction[]>, count: number, everyUs = 0): Program {
  return { title: 'bench', sites: [], resources: {}, bodies, tasks: [{ name: 'task', body: 'task', arrivals: { type: 'fixed', count, startUs: 0, everyUs } }] };
}

/** 1000 tasks in flight, each computing a little and waiting a while, again and again. */
function steady(rounds: number, compute: number): Program {
  const turn: Instruction[] = [{ op: 'compute', us: compute, site }, { op: 'io', us: { type: 'uniform', minUs: 1, maxUs: 4096 }, site }];
  return program({ task: [{ op: 'loop', times: rounds, body: turn, site }] }, 1000);
}

/** Slices that end, waits on the outside that end, and arrivals. */
function eventsOf(one: Program, machine: Machine): number {
  const { slices, waits, tasks } = run(one, machine);
  let io = 0;
  for (let row = 0; row < waits.count; row++) if (waits.kind[row] === 1) io++;
  return slices.count + io + tasks.count;
}

function report(what: string, measured: string, aim: string): void {
  console.log(`${what.padEnd(52)}  ${measured}${aim === '' ? '' : `   (${aim})`}`);
}

const other = simjs();
const fired = other();
const calibrated = rounds(7, bareHeap, () => void other());
report('typed-array heap, pop and put back, 1000 pending', `${((1e9 * medianOf(calibrated, (bare) => bare)) / calibration).toFixed(0)} ns an event`, '1.00');
report('simjs, the same', `${medianOf(calibrated, (bare = NaN, theirs = NaN) => bare / calibration / (theirs / fired)).toFixed(2)} of the heap`, '');

for (const [name, machine, compute] of [
  ['event loop', machineOf('event-loop'), 1],
  ['threads on 4 cores, round robin', machineOf('threads', 4, { quantumUs: 2 }), 4],
  ['green threads on 4 cores', machineOf('green-threads', 4), 4],
] as const) {
  const one = steady(500, compute);
  const events = eventsOf(one, machine);
  const all = rounds(7, bareHeap, () => void run(one, machine), () => void measure(one, run(one, machine)));
  const ratio = (which: 1 | 2): string => `${medianOf(all, (bare = NaN, ...rest) => bare / calibration / ((rest[which - 1] ?? NaN) / events)).toFixed(2)} of the heap`;
  report(`${name}: with its timeline`, ratio(1), '');
  report(`${name}: with timeline and all metrics`, `${ratio(2)}, ${((1e6 * medianOf(all, (_, __, whole = NaN) => whole)) / events).toFixed(2)} s for a million events`, '≥ 0.30, aim 0.70; ≤ 0.6 s');
}

const request: Instruction[] = [{ op: 'compute', us: 2, site }, { op: 'io', us: 98, site }, { op: 'compute', us: 1, site }];
for (const [name, machine, everyUs] of [['event loop', machineOf('event-loop'), 4], ['event loop, all at once', machineOf('event-loop'), 0], ['threads on 4 cores', machineOf('threads', 4, { quantumUs: 1, switchCostUs: 0 }), 1]] as const) {
  const counts = [1e4, 1e5, 1e6];
  // The small run is repeated, so that it is long enough to be measured.
  const repeated = [10, 1, 1];
  const all = rounds(5, ...counts.map((count, index) => {
    const one = program({ task: request }, count, everyUs);
    return () => {
      for (let time = 0; time < (repeated[index] ?? 1); time++) measure(one, run(one, machine));
    };
  })).map((round) => round.map((one, index) => one / (repeated[index] ?? 1)));
  const growth = [1, 2].map((index) => medianOf(all, (...round) => (round[index] ?? NaN) / (round[index - 1] ?? NaN)));
  report(`${name}: 10⁴, 10⁵, 10⁶ tasks`, `${counts.map((_, index) => `${medianOf(all, (...round) => round[index] ?? NaN).toFixed(3)} s`).join(', ')}: × ${growth.map((one) => one.toFixed(1)).join(', × ')}`, '≤ 13 for 10 times the tasks');
}

function philosophers(count: number): Program {
  const bodies: Record<string, Instruction[]> = {};
  for (let one = 0; one < count; one++) {
    const forks = [`fork ${one}`, `fork ${(one + 1) % count}`];
    bodies[`P${one}`] = [...forks.map((lock): Instruction => ({ op: 'lock', lock, site })), ...forks.map((lock): Instruction => ({ op: 'unlock', lock, site }))];
  }
  const names = Object.keys(bodies);
  return {
    title: 'philosophers', sites: [], bodies, resources: Object.fromEntries(names.map((_, fork) => [`fork ${fork}`, { type: 'lock' }])),
    tasks: names.map((name) => ({ name, body: name, arrivals: { type: 'at', timesUs: [0] } })),
  };
}

const nine = philosophers(9);
const found = search(nine, machineOf('threads', 9));
const searched = medianOf(rounds(3, () => void search(nine, machineOf('threads', 9))), (one) => one);
report('search: nine philosophers', `${found.states} states, ${found.exhausted ? 'exhausted' : 'not exhausted'}, ${Math.round(found.states / searched)} states a second`, 'exhausted; ≥ 200,000 a second');
