import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { machineOf, type Machine } from '../../../src/engine/machine.ts';
import { run } from '../../../src/engine/run.ts';
import { taskName, type Schedule } from '../../../src/engine/schedule.ts';
import type { Instruction, Program } from '../../../src/program/program.ts';
import { bundledScenarios } from '../../../src/scenarios/bundled.ts';
import { formatScenario } from '../../../src/scenarios/format.ts';
import { loadScenario, readScenario } from '../../../src/scenarios/load.ts';
import { NotWritable, writeScenario } from '../../../src/scenarios/write.ts';
import { machines, programs } from '../engine/arbitraries.ts';

/** Everything that a schedule holds, with labels in place of the numbers of sites: those depend on the order of the text. `blind`: labels are left out. */
function content({ slices, waits, events, tasks, sites, ...rest }: Schedule, blind: boolean): unknown {
  const labels = (column: ArrayLike<number>) => (blind ? null : Array.from(column, (site) => sites[site]?.label));
  const { names: _, name: __, ...taskColumns } = tasks;
  return {
    ...rest, title: '', slices: { ...slices, site: labels(slices.site) }, waits: { ...waits, site: labels(waits.site), on: Array.from(waits.on, (on) => waits.names[on]), names: null }, events,
    tasks: { ...taskColumns, names: Array.from({ length: tasks.count }, (___, task) => taskName(tasks, task)) },
  };
}

function again(program: Program, machine: Machine) {
  const document = writeScenario({ title: 'T', program, machine });
  const text = formatScenario(document);
  expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(document)));
  return loadScenario(text);
}

/** The program with a label of its own at each instruction. */
function labelled(program: Program): Program {
  const sites: { label: string }[] = [];
  const one = (instruction: Instruction): Instruction => {
    const site = sites.push({ label: `${instruction.op} ${sites.length}` }) - 1;
    switch (instruction.op) {
      case 'try':
        return { ...instruction, site, body: instruction.body.map(one), catch: instruction.catch?.map(one) ?? null, finally: instruction.finally.map(one) };
      case 'branch':
        return { ...instruction, site, then: instruction.then.map(one), else: instruction.else.map(one) };
      case 'loop':
      case 'while':
      case 'timeout':
        return { ...instruction, site, body: instruction.body.map(one) };
      default:
        return { ...instruction, site };
    }
  };
  return { ...program, bodies: Object.fromEntries(Object.entries(program.bodies).map(([name, list]) => [name, list.map(one)])), sites };
}

describe('a program as a document', () => {
  test('gives the same schedule when it is read again, on any machine, labels included', () => {
    fc.assert(fc.property(programs, machines, (plain, machine) => {
      const program = labelled(plain);
      const { program: read, machine: readMachine } = again(program, machine);
      expect(content(run(read, readMachine, { maxEvents: 20_000 }), false)).toEqual(content(run(program, machine, { maxEvents: 20_000 }), false));
    }), { numRuns: 600 });
  });

  test('is the same document when it is read and written again', () => {
    fc.assert(fc.property(programs, machines, (program, machine) => {
      const first = writeScenario({ title: 'T', program: labelled(program), machine });
      const read = readScenario(JSON.parse(JSON.stringify(first)));
      const runs = [read, readScenario(JSON.parse(JSON.stringify(writeScenario({ ...read, title: 'T' }))))].map((one) => content(run(one.program, one.machine, { maxEvents: 20_000 }), false));
      expect(runs[1]).toEqual(runs[0]);
    }), { numRuns: 200 });
  });

  test.each(bundledScenarios.map(({ id, document }) => [id, document] as const))('%s: read, written and read again it runs alike', (_, document) => {
    const scenario = readScenario(document);
    const { program, machine } = again(scenario.program, scenario.machine);
    expect(content(run(program, machine, { maxEvents: 200_000 }), false)).toEqual(content(run(scenario.program, scenario.machine, { maxEvents: 200_000 }), false));
  });

  test('times of any whole number of microseconds come back', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 2 ** 50 }), (us) => {
      const { program } = again(of([{ op: 'compute', us, site: -1 }]), machineOf('threads'));
      expect(program.bodies[program.tasks[0]?.body ?? '']).toMatchObject([{ op: 'compute', us }]);
    }));
  });

  test('a body of one user stands where it is used, one of two under its name', () => {
    const spawn = (body: string, name?: string): Instruction => ({ op: 'spawn', body, ...(name !== undefined && { name }), site: -1 });
    const program: Program = {
      title: '', sites: [], resources: {}, tasks: [{ name: 'main', body: 'a', arrivals: { type: 'at', timesUs: [0] } }],
      bodies: { a: [spawn('once', 'one'), spawn('unnamed'), spawn('twice', 'x'), spawn('twice', 'y')], once: [{ op: 'compute', us: 1000, site: -1 }], unnamed: [], twice: [], unused: [] },
    };
    expect(writeScenario({ title: 'T', program, machine: machineOf('event-loop') })).toEqual({
      title: 'T', tickUs: 1000, machine: { model: 'event-loop', cores: 1 }, bodies: { unnamed: [], twice: [], unused: [] },
      tasks: [{ name: 'main', do: [{ spawn: [{ compute: 1 }], name: 'one' }, { spawn: 'unnamed' }, { spawn: 'twice', name: 'x' }, { spawn: 'twice', name: 'y' }] }],
    });
  });
});

function of(body: readonly Instruction[], rest: Partial<Program> = {}): Program {
  return { title: '', sites: [], resources: {}, bodies: { a: body }, tasks: [{ name: 'A', body: 'a', arrivals: { type: 'at', timesUs: [0] } }], ...rest };
}

test.each<[string, Program, RegExp]>([
  ['a loop by chance', of([{ op: 'while', condition: { type: 'probability', p: 0.5 }, body: [], site: -1 }]), /no loop that goes on by chance/],
  ['a callback that takes time', of([{ op: 'io', us: 5, kind: 'immediate', site: -1 }]), /neither a time nor a device/],
  ['a timer at a device', of([{ op: 'io', us: 5, kind: 'timer', on: 'd', site: -1 }], { resources: { d: { type: 'device' } } }), /a time and no device/],
  ['a wait for nothing', of([{ op: 'io', site: -1 }]), /neither how long/],
  ['two tasks of a name', of([], { tasks: [{ name: 'A', body: 'a', arrivals: { type: 'at', timesUs: [0] } }, { name: 'A', body: 'a', arrivals: { type: 'at', timesUs: [0] } }] }), /^A scenario cannot say this: tasks\[1\]\.name: there is another task "A"/],
  ['a join of what nobody starts', of([{ op: 'join', how: 'all', handles: ['x'], site: -1 }]), /^A scenario cannot say this: tasks\[0\]\.do\[0\]\.join\[0\]: there is no task "x"/],
])('%s is refused with the reason', (_, program, message) => {
  const write = () => writeScenario({ title: 'T', program, machine: machineOf('threads') });
  expect(write).toThrow(NotWritable);
  expect(write).toThrow(message);
});

test('what fits on a line stands on one', () => {
  expect(formatScenario({ title: 'T', tasks: [{ name: 'A', do: [{ io: 1 }, { compute: 2 }] }], long: 'x'.repeat(20), empty: [], none: {} })).toBe(`{
  "title": "T",
  "tasks": [{ "name": "A", "do": [{ "io": 1 }, { "compute": 2 }] }],
  "long": "xxxxxxxxxxxxxxxxxxxx",
  "empty": [],
  "none": {}
}
`);
});
