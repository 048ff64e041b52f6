import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { analyze } from '../../../src/analysis/analyze.ts';
import { run } from '../../../src/engine/run.ts';
import { taskName, type Schedule } from '../../../src/engine/schedule.ts';
import { scenarioOfFunction } from '../../../src/report/function-scenario.ts';
import { timelineOf } from '../../../src/report/report.ts';
import { loadScenario } from '../../../src/scenarios/load.ts';

const root = path.resolve(import.meta.dirname, '../../..');

/** What is drawn: who was where and when, under which label. */
function drawn({ wallUs, slices, waits, tasks, sites }: Schedule): unknown {
  const label = (site: number) => sites[site]?.label;
  return {
    wallUs,
    tasks: Array.from({ length: tasks.count }, (_, task) => taskName(tasks, task)),
    slices: { ...slices, site: Array.from(slices.site, label) },
    waits: { ...waits, names: null, on: null, site: Array.from(waits.site, label) },
  };
}

describe('functions of real files, read again as scenarios', () => {
  const examples = readdirSync(path.join(root, 'examples')).filter((name) => name.endsWith('.ts'));
  const cases = readdirSync(path.join(root, 'test/corpus/cases')).filter((name) => name.endsWith('.ts')).map((name) => `../test/corpus/cases/${name}`);

  test.each([...examples, ...cases])('%s: the same picture', (name) => {
    const model = analyze({ path: name, text: readFileSync(path.join(root, 'examples', name), 'utf8') });
    for (const fn of model.functions) {
      const made = scenarioOfFunction(model, fn.id);
      if (made?.type !== 'document') throw new Error(`${fn.id}: ${made?.reason ?? 'missing'}`);
      const { program, machine } = loadScenario(made.text);
      const written = timelineOf(model, fn.id)?.runs[0]?.schedule;
      if (!written) throw new Error(`${fn.id} has no timeline`);
      expect(drawn(run(program, machine, { maxEvents: 200_000 }))).toEqual(drawn(written));
    }
  });
});

test('what the document rests on stands in it', () => {
  const model = analyze({ path: 'a.ts', text: 'export async function load() {\n  const a = await fetch("/a"); // @overlap 40ms\n  return [a, await two()];\n}\n' });
  const made = scenarioOfFunction(model, 'load', { durations: { 'two*': 7 } });
  expect(made).toMatchObject({ type: 'document' });
  const text = made?.type === 'document' ? made.text : '';
  expect(loadScenario(text).teaches).toMatch(/^Made from load \(line 1 of a\.ts\), as it is written; all times are milliseconds\. Times are estimates\. They rest on 2 durations: 1 from an annotation, 1 from a setting\./);
  expect(text).toContain('{ "io": 40, "label": "fetch" }');
  expect(text).toContain('{ "io": 7, "label": "two" }');
  expect(scenarioOfFunction(model, 'gone')).toBeNull();
});
