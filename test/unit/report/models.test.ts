import { describe, expect, test } from 'vitest';
import { analyze } from '../../../src/analysis/analyze.ts';
import { modelsOfFunction } from '../../../src/report/function-models.ts';
import { modelsOfScenario } from '../../../src/report/scenario-models.ts';
import { readScenario } from '../../../src/scenarios/load.ts';
import type { ModelsView } from '../../../src/protocol.ts';

const load = (tasks: unknown, machine: object = { cores: 4 }, rest: object = {}): ModelsView => modelsOfScenario(readScenario({ title: 'L', machine, tasks, ...rest }));
const row = (view: ModelsView, id: string) => {
  const found = view.rows.find((one) => one.id === id);
  if (!found) throw new Error(`there is no row ${id}`);
  return found;
};
const best = (view: ModelsView) => view.rows.find((one) => one.best)?.id;

describe('the same load under every model', () => {
  test('S25, 100 × (1, io 98, 1): the numbers of the engine’s table', () => {
    const view = load([{ name: 'r', count: 100, do: [{ compute: 1 }, { io: 98 }, { compute: 1 }] }], { cores: 2, switchCost: 0.05, quantum: 1000, poolSize: 50 });
    expect(row(view, 'event-loop').wallUs).toBe(200_000);
    expect(row(view, 'event-loop-per-core').wallUs).toBe(149_000);
    expect(view.rows.map(({ id, outcome }) => [id, outcome])).toEqual(['event-loop', 'workers', 'event-loop-per-core', 'threads', 'thread-pool', 'green-threads'].map((id) => [id, 'finished']));
    expect(row(view, 'event-loop').memoryBytes).toBeLessThan(row(view, 'thread-pool').memoryBytes);
    expect(row(view, 'threads').switches).toBeGreaterThan(100);
  });

  test('waiting: one loop is enough, and the reason is the waiting', () => {
    const view = load([{ name: 'r', count: 50, do: [{ io: 100 }] }]);
    expect(best(view)).toBe('event-loop');
    expect(view.why).toMatch(/^Event loop: the load mostly waits \(100 % of it\), and one loop overlaps all of that: 100 ms\. More cores gain nothing, and it holds 1\.0\d MB/);
  });

  test('computing: the cores are what counts', () => {
    const view = load([{ name: 'r', count: 40, do: [{ compute: 50 }] }]);
    expect(row(view, best(view) ?? '').cores).toBe(4);
    expect(row(view, 'event-loop').wallUs).toBe(2_000_000);
    expect(view.why).toMatch(/the load computes\. One loop ends at 2\.0 s, 4 cores at 500 ms; overlapping waits gains nothing/);
  });

  test('both: a loop on each core', () => {
    const view = load([{ name: 'r', count: 100, do: [{ compute: 5 }, { io: 100 }, { compute: 5 }] }]);
    expect(best(view)).toBe('event-loop-per-core');
    expect(view.why).toMatch(/^Loop per core: the load waits and computes\. One loop alone ends at 1\.\d s, 4 cores without overlapping waits at 2\.\d s; with both it is/);
  });

  test('neither: nothing is gained, and that is said', () => {
    const view = load([{ name: 'r', do: [{ compute: 5 }] }]);
    expect(best(view)).toBe('event-loop');
    expect(view.why).toMatch(/^Event loop: nothing is gained/);
  });

  test('S27: what wins is judged by how long the short ones wait where the wall says nothing', () => {
    const view = load([{ name: 'long', do: [{ compute: 100 }] }, { name: 'short', count: 30, arrives: 1, do: [{ compute: 0.1 }] }], { cores: 2 });
    expect(row(view, 'event-loop').latencyUs.p50).toBeGreaterThan(90_000);
    expect(row(view, 'workers').latencyUs.p50).toBeLessThan(10_000);
    expect(best(view)).not.toBe('event-loop');
    expect(view.why).toContain('of latencies the 95th percentile is');
    expect(view.notes.join(' ')).toContain('hands 1 step that computes for 5 ms or more to workers');
  });

  test('computing on a worker takes as long as on the loop, and the loop is free meanwhile', () => {
    const view = load([{ name: 'r', count: 3, do: [{ compute: 30 }] }]);
    expect(row(view, 'event-loop').wallUs).toBe(90_000);
    expect(row(view, 'workers').wallUs).toBe(30_000);
  });

  test('a load that comes to no end anywhere is called that, with the reason at each', () => {
    const view = load([{ name: 'a', do: [{ acquire: 's' }, { acquire: 's' }] }], {}, { resources: { s: { permits: 1 } } });
    expect(best(view)).toBeUndefined();
    expect(view.why).toBe('Under no model does this load come to its end; see the outcomes.');
    expect(view.rows.every(({ outcome, detail }) => outcome === 'deadlock' && detail !== '')).toBe(true);
  });

  test('what is assumed is said to be, what the document says is not', () => {
    expect(load([{ name: 'a', do: [{ compute: 1 }] }], {}).notes[0]).toBe('By default, not read off this machine: 4 cores, a pool of 16 threads, 5 µs for a switch between threads, a slice of 4 ms. Green threads and callbacks of a loop are switched for nothing.');
    expect(load([{ name: 'a', do: [{ compute: 1 }] }], { cores: 2, poolSize: 3, quantum: 1, switchCost: 0.1 }).notes.join(' ')).not.toContain('By default');
  });
});

test('a function of the user’s: a hundred calls at once, with where the times come from', () => {
  const model = analyze({ path: 'a.ts', text: 'export async function load() {\n  await fetch("/a"); // @overlap 40ms\n  await fetch("/b");\n}\n' });
  const view = modelsOfFunction(model, 'load', {});
  expect(view?.load).toBe('100 calls of load at the same moment, as it is written (all times are ≈: some durations are defaults)');
  expect(view?.rows.find(({ best: one }) => one)?.id).toBe('event-loop');
  expect(view?.notes.join(' ')).toMatch(/100 calls at once is a default\. Times are estimates\. They rest on 2 durations: 1 from an annotation, 1 by default/);
  expect(modelsOfFunction(model, 'load', { calls: 7, cores: 2 })?.load).toMatch(/^7 calls of load at the same moment/);
  expect(modelsOfFunction(model, 'load', {}, { durations: { fetch: 40 } })?.load).toBe('100 calls of load at the same moment, as it is written');
  expect(modelsOfFunction(model, 'gone', {})).toBeNull();
  const unnamed = analyze({ path: 'a.ts', text: 'app.get("/", async () => {\n  await fetch("/a");\n});\n' });
  expect(modelsOfFunction(unnamed, unnamed.functions[0]?.id ?? '', {})?.load).toMatch(/^100 calls of function at line 1 at the same moment/);
});
