import { expect, test } from 'vitest';
import { machineOf, modelNames } from '../../../src/engine/machine.ts';
import { run } from '../../../src/engine/run.ts';
import type { Program } from '../../../src/program/program.ts';

/** `const all = []; for (none of them) all.push(f()); await Promise.all(all);` and nothing else in the program. */
test.each(modelNames.flatMap((model) => (['all', 'allSettled', 'await'] as const).map((how) => [model, how] as const)))('%s: %s of nothing is done at once', (model, how) => {
  const program: Program = {
    title: '', sites: [], resources: {},
    bodies: { nothing: [], main: [{ op: 'loop', times: 0, body: [{ op: 'spawn', body: 'nothing', handle: 'all', site: -1 }], site: -1 }, { op: 'join', how, handles: ['all'], site: -1 }] },
    tasks: [{ name: 'main', body: 'main', arrivals: { type: 'at', timesUs: [0] } }],
  };
  const { tasks, outcome } = run(program, machineOf(model));
  expect({ ends: [...tasks.endsUs], outcome }).toEqual({ ends: [0], outcome: { type: 'finished' } });
});
