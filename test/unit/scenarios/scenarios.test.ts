import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { modelNames, policyNames } from '../../../src/engine/machine.ts';
import { ProgramError } from '../../../src/engine/program-error.ts';
import { run } from '../../../src/engine/run.ts';
import { bundledScenario, bundledScenarios } from '../../../src/scenarios/bundled.ts';
import { exploreKeys } from '../../../src/scenarios/explore.ts';
import { documentKeys, loadScenario, longestText, readScenario, taskKeys } from '../../../src/scenarios/load.ts';
import { machineKeys } from '../../../src/scenarios/machine.ts';
import { ScenarioError } from '../../../src/scenarios/reader.ts';
import { resourceTypes } from '../../../src/scenarios/resources.ts';
import { withSettings } from '../../../src/scenarios/settings.ts';
import { stepKeys } from '../../../src/scenarios/steps.ts';
import { meets, type Schema } from './json-schema.ts';

const folder = path.resolve(import.meta.dirname, '../../../src/scenarios');
const schema = JSON.parse(readFileSync(path.join(folder, 'scenario.schema.json'), 'utf8')) as Schema;

/** A scenario with one task that does the given steps, and all kinds of resources. */
const doing = (...steps: unknown[]): unknown => ({
  resources: { d: { type: 'device', latency: 2 }, m: { type: 'lock' }, s: { permits: 2 }, c: { type: 'channel', capacity: 1 }, v: { type: 'variable', initial: 1 }, b: { parties: 1 } },
  bodies: { other: [{ compute: 1 }] }, tasks: [{ name: 'A', do: steps }],
});

/** One of each step. */
const everyStep: Record<string, unknown> = {
  compute: { compute: 1 }, io: { io: { uniform: [1, 2] }, on: 'd' }, on: { on: 'd' }, timer: { timer: { exponential: 3 } }, await: { await: 'microtask' },
  spawn: { spawn: 'other', as: 'h', name: 'x', count: 2, start: 'timer', after: 1, worker: true }, join: { join: ['A'], how: 'race' }, map: { map: [{ compute: 1 }], count: 3, limit: 2, how: 'all', name: 'n' },
  all: { all: ['other', [{ compute: 1 }], { io: 2, label: 'two' }] }, allSettled: { allSettled: [] }, race: { race: ['other'] }, any: { any: ['other'] }, fail: { fail: 'no' },
  try: { try: [{ fail: 'x' }], catch: [], finally: [{ compute: 1 }] }, cancel: { cancel: 'A' }, timeout: { timeout: 5, do: [{ io: 1 }] }, lock: { lock: 'm', spin: false }, unlock: { unlock: 'm' },
  acquire: { acquire: 's', permits: 2 }, release: { release: 's' }, send: { send: 'c', value: 3 }, receive: { receive: 'c', into: 'r' }, read: { read: 'v', into: 'r' }, write: { write: 'v', value: 'r' },
  atomic: { atomic: 'v', add: 1, into: 'r' }, set: { set: 'r', value: { register: 'r', plus: 1 } }, loop: { loop: 2, do: [{ break: true }] }, while: { while: ['r', '<', 5], do: [{ set: 'r', value: 9 }] },
  if: { if: ['r', '==', 0], then: [{ compute: 1 }], else: [] }, chance: { chance: 0.5, then: [{ io: { empirical: [1, 2] } }] }, break: { break: true }, continue: { continue: true }, return: { return: true },
  yield: { yield: true }, barrier: { barrier: 'b' },
};

describe('the bundled scenarios', () => {
  test('are all the files of their folder', () => {
    const files = readdirSync(path.join(folder, 'documents')).map((name) => name.replace('.scenario.json', ''));
    expect(bundledScenarios.map(({ id }) => id).sort()).toEqual(files.sort());
  });

  test.each(bundledScenarios.map(({ id }) => id))('%s meets the schema, says what it teaches, and runs', (id) => {
    const document = bundledScenario(id)?.document;
    expect(meets(document, schema)).toBe(true);
    const scenario = readScenario(document);
    expect(scenario.title).not.toBe('');
    expect(scenario.teaches).toMatch(/^[A-Z].*\.$/);
    expect(run(scenario.program, scenario.machine).outcome.type).toMatch(/finished|deadlock|failed/);
  });
});

describe('schema and reader know the same', () => {
  const { properties = {}, definitions = {} } = schema;
  const keysOf = (one: Schema | undefined): string[] => Object.keys(one?.properties ?? {}).sort();

  test('keys of the document, of a task, of the machine', () => {
    expect(Object.keys(properties).sort()).toEqual([...documentKeys].sort());
    expect(keysOf(properties.tasks?.items)).toEqual([...taskKeys].sort());
    expect(keysOf(properties.machine)).toEqual([...machineKeys].sort());
    expect(keysOf(properties.explore?.anyOf?.[1])).toEqual([...exploreKeys].sort());
    expect(properties.machine?.properties?.model?.enum).toEqual(modelNames);
    expect(properties.machine?.properties?.policy?.enum).toEqual(policyNames);
    expect(definitions.resource?.anyOf?.map(({ title }) => title)).toEqual(resourceTypes);
  });

  test('steps and their keys', () => {
    const told = Object.fromEntries((definitions.step?.anyOf ?? []).map((one) => [one.title ?? '', keysOf(one)]));
    expect(told).toEqual(Object.fromEntries(Object.entries(stepKeys).map(([verb, keys]) => [verb, [verb, ...keys, 'label'].sort()])));
  });

  test('the schema explains everything that it names', () => {
    const silent: string[] = [];
    const walk = (one: Schema, where: string): void => {
      for (const [name, member] of Object.entries(one.properties ?? {})) {
        const said = member.description ?? definitions[member.$ref?.replace('#/definitions/', '') ?? '']?.description ?? '';
        if (said.length < 5) silent.push(`${where}.${name}`);
        walk(member, `${where}.${name}`);
      }
      for (const inner of [...(one.anyOf ?? []), ...(one.items ? [one.items] : []), ...Object.values(one.definitions ?? {})]) walk(inner, `${where}/${inner.title ?? ''}`);
      // Beside a reference VS Code reads nothing: what is said there would never be shown.
      if (one.$ref !== undefined) expect(Object.keys(one)).toEqual(['$ref']);
    };
    walk(schema, '');
    expect(silent).toEqual([]);
  });

  test('what the schema offers to put in can be read', () => {
    /** Placeholders as they stand when nothing is typed: `^${1:10}` is the number 10. */
    const filled = (body: unknown): unknown => JSON.parse(JSON.stringify(body).replaceAll(/"\^\$\{\d+:([^}]*)\}"/g, '$1').replaceAll(/\$\{\d+\|([^,|]*)[^}]*\}/g, '$1').replaceAll(/\$\{\d+:([^}]*)\}/g, '$1'));
    const snippets = (one: Schema | undefined): unknown[] => (one?.defaultSnippets ?? []).map(({ body }) => filled(body));
    const resources = { disk: { type: 'device', latency: 2 }, connections: { permits: 2 }, queue: { type: 'channel', capacity: 1 }, x: { initial: 1 }, meet: { parties: 1 } };
    const documents = [
      ...snippets(schema),
      ...snippets(properties.tasks?.items).map((task) => ({ tasks: [task] })),
      ...(definitions.resource?.anyOf ?? []).flatMap(snippets).map((one) => ({ resources: { r: one }, tasks: [{ name: 'A', do: [] }] })),
      ...(definitions.step?.anyOf ?? []).flatMap(snippets).map((step) => ({ resources, tasks: [{ name: 'A', do: [step] }, { name: 'child', do: [] }] })),
    ];
    expect(documents).toHaveLength(1 + 2 + resourceTypes.length + Object.keys(stepKeys).length);
    for (const document of documents) {
      expect(meets(document, schema)).toBe(true);
      expect(() => readScenario(document)).not.toThrow();
    }
  });

  test.each(Object.keys(stepKeys))('%s is read, and meets the schema', (verb) => {
    const document = doing(everyStep[verb]);
    expect(meets(document, schema)).toBe(true);
    expect(() => readScenario(document)).not.toThrow();
    expect(() => run(readScenario(document).program, readScenario(document).machine, { maxEvents: 1000 })).not.toThrow(TypeError);
  });

  test('what the schema refuses the reader refuses, on documents spoilt at random', () => {
    const whole = doing(...Object.values(everyStep)) as Record<string, unknown>;
    const junk = fc.oneof(fc.constant(null), fc.constant(-1), fc.constant(0.3), fc.constant(''), fc.constant('zzz'), fc.constant([]), fc.constant({}), fc.constant(true), fc.constant(1e300), fc.constant({ zzz: 1 }));
    fc.assert(fc.property(fc.nat(), junk, fc.boolean(), (at, value, add) => {
      const copy = structuredClone(whole);
      const places = placesOf(copy);
      const place = places[at % places.length];
      if (place === undefined) return;
      if (add && typeof place.holder[place.key] === 'object' && place.holder[place.key] !== null && !Array.isArray(place.holder[place.key])) (place.holder[place.key] as Record<string, unknown>).zzz = value;
      else place.holder[place.key] = value;
      let error: unknown = null;
      try {
        readScenario(copy);
      } catch (thrown) {
        error = thrown;
      }
      if (error !== null) expect(error).toBeInstanceOf(ScenarioError);
      if (!meets(copy, schema)) expect(error).toBeInstanceOf(ScenarioError);
    }), { numRuns: 3000 });
  });

  interface Place {
    readonly holder: Record<string, unknown>;
    readonly key: string;
  }

  function placesOf(value: unknown): Place[] {
    if (typeof value !== 'object' || value === null) return [];
    return Object.keys(value).flatMap((key) => [{ holder: value as Record<string, unknown>, key }, ...placesOf((value as Record<string, unknown>)[key])]);
  }
});

describe('errors name the path and the mend', () => {
  const oneTask = { name: 'A', do: [{ compute: 1 }] };
  test.each<[string, unknown, string]>([
    ['not an object', [], 'the scenario must be an object, but is a list'],
    ['no tasks', {}, 'tasks: must be a list, but is missing'],
    ['an empty list of tasks', { tasks: [] }, 'tasks: needs at least one task'],
    ['an unknown key', { tasks: [oneTask], machin: {} }, 'machin: is not known here; did you mean machine?'],
    ['an unknown key of the machine', { tasks: [oneTask], machine: { core: 2 } }, 'machine.core: is not known here; did you mean cores?'],
    ['an unknown key of a step', doing({ compute: 1, onn: 'x' }), 'tasks[0].do[0].onn: is not known here; there are compute, label'],
    ['an unknown step', doing({ compte: 1 }), 'tasks[0].do[0]: does not say what to do; did you mean compute?'],
    ['two tasks of a name', { tasks: [oneTask, oneTask] }, 'tasks[1].name: there is another task "A"; give each its own name, or say "count"'],
    ['zero cores', { tasks: [oneTask], machine: { cores: 0 } }, 'machine.cores: must be at least 1, but is 0'],
    ['half a core', { tasks: [oneTask], machine: { cores: 1.5 } }, 'machine.cores: must be a whole number, but is 1.5'],
    ['an unknown model', { tasks: [oneTask], machine: { model: 'fibres' } }, `machine.model: there is no "fibres"; there are ${modelNames.join(', ')}`],
    ['exploring with an unknown limit', { tasks: [oneTask], explore: { state: 5 } }, 'explore.state: is not known here; did you mean states?'],
    ['exploring in words', { tasks: [oneTask], explore: 'yes' }, 'explore: must be true, false, or an object such as { "states": 100000, "preemptions": 2 }'],
    ['a tick without a quantum', { tasks: [oneTask], machine: { globalTick: true } }, 'machine.globalTick: needs a quantum; set machine.quantum above 0'],
    ['a negative time', doing({ compute: -1 }), 'tasks[0].do[0].compute: must be at least 0, but is -1'],
    ['no number', doing({ compute: NaN }), 'tasks[0].do[0].compute: must be a number, but is null'],
    ['a time as text', doing({ compute: '3' }), 'tasks[0].do[0].compute: must be a number, but is "3"'],
    ['a huge time', doing({ compute: 1e15 }), 'tasks[0].do[0].compute: is 1000000000000000000 µs, more than 2^50 µs (about 35 years); lower it, or lower tickUs'],
    ['a part of a microsecond', { tickUs: 1, tasks: [{ name: 'A', do: [{ compute: 0.5 }] }] }, 'tasks[0].do[0].compute: 0.5 ticks of 1 µs are not a whole number of microseconds; raise tickUs, or use another time'],
    ['a join of an unknown task', doing({ join: 'B' }), 'tasks[0].do[0].join: there is no task "B" to wait for; there are A; spawn one with "as": "B"'],
    ['an unknown body', doing({ spawn: 'othr' }), 'tasks[0].do[0].spawn: there is no body "othr"; did you mean other?; declare it under bodies, or write its steps here'],
    ['an unknown semaphore', doing({ acquire: 'ss' }), 'tasks[0].do[0].acquire: there is no semaphore "ss"; there are d, m, s, c, v, b; declare it under resources'],
    ['a lock used as a semaphore', doing({ acquire: 'm' }), 'tasks[0].do[0].acquire: "m" is a lock, but a semaphore is needed here'],
    ['more permits than there are', doing({ acquire: 's', permits: 3 }), 'tasks[0].do[0].permits: 3 can never be had: s has 2'],
    ['a device without a latency', doing({ on: 'disk' }), 'tasks[0].do[0].on: "disk" has no latency; give it one under resources, or say how long with io'],
    ['10^9 tasks', { tasks: [{ ...oneTask, count: 1e9 }] }, 'tasks[0].count: 1000000000 tasks are too many: a scenario may have 4000000 in all'],
    ['10^9 maps', doing({ map: 'other', count: 1e9 }), 'tasks[0].do[0].count: must be at most 4000000, but is 1000000000'],
  ])('%s', (_, document, message) => {
    expect(() => loadScenario(JSON.stringify(document))).toThrow(expect.objectContaining({ name: 'ScenarioError', message }) as Error);
  });

  test('steps 600 deep', () => {
    const deep = Array.from({ length: 600 }).reduce<unknown>((inner) => ({ loop: 1, do: [inner] }), { compute: 1 });
    expect(() => loadScenario(JSON.stringify(doing(deep)))).toThrow(/^tasks\[0\].*: is nested more than 500 deep; use bodies or loops$/);
  });

  test.each(['', '{', '{"tasks": [}', 'null', '[1', '\u0000'])('%j is not a scenario', (text) => {
    expect(() => loadScenario(text)).toThrow(ScenarioError);
  });

  test('a text of 100 MB is not read', () => {
    expect(() => loadScenario(' '.repeat(100_000_000))).toThrow(`has 100000000 characters, more than ${longestText}`);
  });

  test('a byte-order mark is passed over', () => {
    expect(loadScenario(`\uFEFF${JSON.stringify({ title: 'T', tasks: [oneTask] })}`).title).toBe('T');
  });

  test('whatever the reader lets through the engine can run', () => {
    const names = fc.constantFrom('A', '__proto__', 'constructor', 'toString', ' ', '′');
    fc.assert(fc.property(names, fc.constantFrom(...modelNames), fc.constantFrom(...Object.keys(everyStep)), (name, model, verb) => {
      const document = { ...(doing(everyStep[verb], ...(verb === 'break' ? [] : [{ compute: 1 }])) as object), machine: { model } } as unknown as { tasks: { name: string }[] };
      document.tasks[0] = { ...document.tasks[0], name };
      if (verb === 'join' || verb === 'cancel') return;
      const { program, machine } = loadScenario(JSON.stringify(document));
      expect(() => run(program, machine, { maxEvents: 10_000 })).not.toThrow(ProgramError);
    }), { numRuns: 500 });
  });
});

describe('settings', () => {
  const document = { machine: { cores: 1 }, tasks: [{ name: 'A', do: [{ compute: 1 }] }] };

  test('by path, or by a key of the machine alone', () => {
    const changed = withSettings(document, { cores: '4', 'tasks[0].count': '7', model: 'gil', 'tasks[0].do[0].compute': '2.5', title: 'New' });
    expect(changed).toEqual({ title: 'New', machine: { cores: 4, model: 'gil' }, tasks: [{ name: 'A', count: 7, do: [{ compute: 2.5 }] }] });
    expect(document.machine.cores).toBe(1);
    expect(withSettings({ tasks: [] }, { cores: '2' })).toEqual({ tasks: [], machine: { cores: 2 } });
  });

  test.each(['a.b', 'tasks[3]', 'tasks[0].do[9].compute', '', '__proto__', 'machine.__proto__'])('%j leads nowhere', (name) => {
    expect(() => withSettings(document, { [name]: '1' })).toThrow(ScenarioError);
  });
});

describe('what new scenarios begin from', () => {
  const starters = path.join(folder, 'starters');
  test.each(readdirSync(starters))('%s meets the schema, says what it teaches, and runs', (name) => {
    const text = readFileSync(path.join(starters, name), 'utf8');
    const document: unknown = JSON.parse(text);
    expect(meets(document, schema)).toBe(true);
    const scenario = loadScenario(text);
    expect(scenario.title).not.toBe('Scenario');
    expect(scenario.teaches).toMatch(/^[A-Z].*[.?]$/);
    expect(run(scenario.program, scenario.machine).outcome.type).toMatch(/finished|deadlock/);
  });
});
