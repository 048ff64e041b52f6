import { describe, expect, test } from 'vitest';
import { machineOf } from '../../../src/engine/machine.ts';
import { run } from '../../../src/engine/run.ts';
import { flowIn, latenciesIn } from '../../../src/laws/flow.ts';
import { measure } from '../../../src/laws/measure.ts';
import type { Program } from '../../../src/program/program.ts';
import { bundledScenarios } from '../../../src/scenarios/bundled.ts';
import { readScenario } from '../../../src/scenarios/load.ts';

describe('what goes through a run', () => {
  test.each(bundledScenarios.map(({ id, document }) => [id, document] as const))('over the whole run Little’s law is exact, and the latencies are the run’s: %s', (_, document) => {
    const { program, machine } = readScenario(document);
    const schedule = run(program, machine, { maxEvents: 200_000 });
    const metrics = measure(program, schedule);
    const all = Array.from({ length: schedule.tasks.count }, (_, task) => task).filter((task) => (schedule.tasks.parent[task] ?? -1) < 0);
    const ended = all.filter((task) => (schedule.tasks.endsUs[task] ?? -1) > 0);
    // A task of no length ends at 0, before anything: it counts in neither.
    const flow = flowIn(schedule, 0, schedule.wallUs);
    expect(flow.ended).toBe(ended.length);
    const latencies = latenciesIn(schedule, 0, schedule.wallUs);
    expect(latencies).toHaveLength(ended.length);
    if (schedule.outcome.type !== 'finished' || ended.length !== all.length || schedule.wallUs === 0) return;
    expect(flow.inSystem).toBeCloseTo(metrics.wip, 9);
    expect(flow.timeUs).toBeCloseTo(metrics.latencyUs.mean, 3);
    expect(latencies.at(-1)).toBe(metrics.latencyUs.max);
  });

  test('in a stretch only what ended in it counts as ended, and only the part inside as in the system', () => {
    const program: Program = { title: 'two', sites: [], resources: {}, bodies: { work: [{ op: 'compute', us: 10, site: -1 }] }, tasks: [{ name: 'a', body: 'work', arrivals: { type: 'at', timesUs: [0, 0] } }] };
    const schedule = run(program, machineOf('threads', 1));
    expect(schedule.wallUs).toBe(20);
    // The first ends at 10, the second at 20; both wait from 0.
    expect(flowIn(schedule, 0, 10)).toEqual({ inSystem: 2, ended: 1, perS: 100_000, timeUs: 20 });
    expect(flowIn(schedule, 10, 20)).toEqual({ inSystem: 1, ended: 1, perS: 100_000, timeUs: 10 });
    expect([...latenciesIn(schedule, 10, 20)]).toEqual([20]);
    expect(flowIn(schedule, 12, 15)).toEqual({ inSystem: 1, ended: 0, perS: 0, timeUs: null });
    expect(flowIn(schedule, 5, 5)).toMatchObject({ inSystem: 0, timeUs: null });
  });
});
