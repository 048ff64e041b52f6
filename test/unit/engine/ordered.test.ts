import { describe, expect, test } from 'vitest';
import { machineOf } from '../../../src/engine/machine.ts';
import { orderedSchedule, stepUs } from '../../../src/engine/interleavings/ordered.ts';
import { search } from '../../../src/engine/interleavings/search.ts';
import { sliceKinds, taskName, taskResults, waitKinds, type Schedule } from '../../../src/engine/schedule.ts';
import type { Program } from '../../../src/program/program.ts';

const loop = machineOf('event-loop');

/** The function starts two calls and waits for both; each call waits, then reads or writes. */
const program: Program = {
  title: 'two calls',
  sites: [{ label: 'reader' }, { label: 'writer' }, { label: 'reads x' }, { label: 'writes x' }, { label: 'both' }, { label: 'goes on' }],
  resources: { x: { type: 'variable', initial: 0 } },
  bodies: {
    main: [{ op: 'spawn', body: 'read', name: 'reader', handle: 'r', site: 0 }, { op: 'spawn', body: 'write', name: 'writer', handle: 'w', site: 1 }, { op: 'join', how: 'await', handles: ['r', 'w'], site: 4 }, { op: 'set', into: 'done', value: 1, site: 5 }],
    read: [{ op: 'io', us: 1, site: 0 }, { op: 'read', variable: 'x', into: 'found', site: 2 }],
    write: [{ op: 'io', us: 1, site: 1 }, { op: 'write', variable: 'x', value: 1, site: 3 }],
  },
  tasks: [{ name: 'function', body: 'main', arrivals: { type: 'at', timesUs: [0] } }],
};

function slicesOf({ slices, sites, tasks }: Schedule): readonly string[] {
  return Array.from({ length: slices.count }, (_, row) => `${taskName(tasks, slices.task[row] ?? -1)}: ${sites[slices.site[row] ?? -1]?.label ?? ''}`);
}

describe('an order of steps as a schedule', () => {
  test('is the order of the interleaving', () => {
    const reader = slicesOf(orderedSchedule(program, loop, '1 2 0×2'));
    const writer = slicesOf(orderedSchedule(program, loop, '2 1 0×2'));
    expect(reader).toEqual(['function: reader', 'function: writer', 'reader: reads x', 'writer: writes x', 'function: goes on']);
    expect(writer).toEqual(['function: reader', 'function: writer', 'writer: writes x', 'reader: reads x', 'function: goes on']);
  });

  test('each step takes the same, and what is waited for lasts until the next one', () => {
    const { slices, waits, wallUs, tasks } = orderedSchedule(program, loop, '2 1 0×2');
    const steps = 4;
    expect(wallUs).toBe(steps * stepUs);
    expect(Array.from(slices.endUs)).toEqual([stepUs / 2, stepUs, 2 * stepUs, 3 * stepUs, 4 * stepUs]);
    expect(Array.from({ length: slices.count }, (_, row) => sliceKinds[slices.kind[row] ?? -1])).toEqual(Array.from({ length: slices.count }, () => 'run'));
    const seen = Array.from({ length: waits.count }, (_, row) => [taskName(tasks, waits.task[row] ?? -1), waitKinds[waits.kind[row] ?? -1], waits.startUs[row], waits.endUs[row]]);
    // The calls begin while the function starts them, and are seen to do something only later.
    expect(seen).toEqual(expect.arrayContaining([['function', 'join', stepUs, 3 * stepUs], ['reader', 'io', 0, 2 * stepUs], ['writer', 'io', 0, stepUs]]));
    expect(Array.from(tasks.endsUs)).toEqual([4 * stepUs, 3 * stepUs, 2 * stepUs]);
  });

  test('a task whose body rejects is shown so', () => {
    const { tasks } = orderedSchedule(program, loop, '2 1 0×2', new Set(['write']));
    expect(Array.from(tasks.result, (result) => taskResults[result])).toEqual(['fulfilled', 'fulfilled', 'rejected']);
  });

  test('every outcome that the search finds can be drawn, in all models that it knows', () => {
    for (const machine of [loop, machineOf('threads', 2)]) {
      const { outcomes } = search(program, machine);
      expect(outcomes.length).toBeGreaterThan(0);
      for (const { replay, steps } of outcomes) expect(orderedSchedule(program, machine, replay).wallUs).toBeLessThanOrEqual((steps + 1) * stepUs);
    }
  });

  test('the text of another program is refused', () => {
    expect(() => orderedSchedule(program, loop, '1 1 1')).toThrow(/another program/);
  });
});
