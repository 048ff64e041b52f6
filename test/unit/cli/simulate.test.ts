import { describe, expect, test } from 'vitest';
import { bundledScenarios } from '../../../src/scenarios/bundled.ts';
import { groups } from '../../../src/scenarios/groups.ts';
import { Folder, overlap } from './run-cli.ts';

const ended = async (args: readonly string[], cwd = '.') => {
  const { status, out, err } = await overlap(['simulate', ...args], cwd);
  return { status, err, lines: out.split('\n') };
};

describe('scenarios', () => {
  test('are listed, in words and as data', async () => {
    const { out } = await overlap(['scenarios'], '.');
    for (const { id, document } of bundledScenarios) expect(out).toContain(`${id.padEnd(27)}${document.title}\n${' '.repeat(27)}${document.teaches}\n`);
    for (const { title, about } of groups) expect(out).toContain(`${title}: ${about}\n`);
    const json = JSON.parse((await overlap(['scenarios', '--format', 'json'], '.')).out) as { groups: { id: string }[]; scenarios: { id: string; group: string }[] };
    expect(json.scenarios.map(({ id, group }) => ({ id, group }))).toEqual(bundledScenarios.map(({ id, group }) => ({ id, group })));
    expect(json.groups).toEqual(groups);
  });

  test.each(bundledScenarios.map(({ id }) => id))('%s runs', async (id) => {
    const { status, err, lines } = await ended([id]);
    expect(err).toBe('');
    expect(status).toBe(lines.some((line) => /^(Deadlock| *\d+ {2}deadlock): /.test(line)) ? 1 : 0);
    expect(lines.every((line) => line.length <= 80 || !/[█░·]/.test(line))).toBe(true);
  });

  test('two tasks take turns: lanes of whole ticks', async () => {
    expect((await ended(['take-turns'])).lines.slice(2, 11)).toEqual([
      '1 core, threads, quantum 1.0 ms',
      '',
      '        0                                         6.0 ms',
      'core 0  AAAAAAAABBBBBBBBAAAAAAAABBBBBBBBAAAAAAAABBBBBBBB',
      '',
      'A       ████████········████████········████████',
      'B       ········████████········████████········████████',
      '',
      '█ runs   · ready, no core',
    ]);
  });

  test('--set changes the document by path, or the machine by key', async () => {
    expect((await ended(['take-turns', '--set', 'cores=2'])).lines).toContain('Wall              3.0 ms');
    expect((await ended(['take-turns', '--set', 'machine.quantum=3', '--set', 'tasks[0].do[0].compute=5'])).lines).toContain('Wall              8.0 ms');
  });

  test('a file, and its errors with their path', async () => {
    using folder = new Folder({
      'ok.scenario.json': '{ "tasks": [{ "name": "t", "do": [{ "compute": 2 }] }] }',
      'odd.json': '{ "tasks": [{ "name": "t", "do": [{ "compote": 2 }] }] }',
      'broken.json': '{ "tasks": [',
    });
    expect((await ended(['ok.scenario.json'], folder.path)).lines).toContain('Wall              2.0 ms');
    expect(await ended(['odd.json'], folder.path)).toMatchObject({ status: 2, err: expect.stringMatching(/^overlap: odd\.json:1:35: tasks\[0\]\.do\[0\][^\n]*did you mean compute[^\n]*\n$/) as string });
    expect(await ended(['broken.json'], folder.path)).toMatchObject({ status: 2, err: expect.stringMatching(/^overlap: broken\.json:1:\d+: the scenario is not JSON: [^\n]*\n$/) as string });
  });

  test('JSON by the contract', async () => {
    const { out } = await overlap(['simulate', 'take-turns', '--format', 'json'], '.');
    expect(JSON.parse(out)).toMatchObject({
      version: 1, title: 'Two tasks take turns', machine: { cores: 1, model: 'threads', quantumUs: 1000, switchCostUs: 0 },
      slices: [{ core: 0, task: 'A', startUs: 0, endUs: 1000, kind: 'run' }, { task: 'B' }, { task: 'A' }, { task: 'B' }, { task: 'A' }, { task: 'B', endUs: 6000 }],
      outcome: 'finished',
      metrics: { wallUs: 6000, speedup: 1, utilisation: 1, switches: 5, latencyUs: { max: 6000 } },
    });
  });

  test('a deadlock ends with status 1', async () => {
    const grab = (first: string, second: string) => [{ lock: first }, { compute: 1 }, { lock: second }, { unlock: second }, { unlock: first }];
    using folder = new Folder({ 'd.json': JSON.stringify({ machine: { cores: 2 }, tasks: [{ name: 't', do: grab('A', 'B') }, { name: 'u', do: grab('B', 'A') }] }) });
    const { status, out } = await overlap(['simulate', 'd.json', '--format', 'json'], folder.path);
    expect(status).toBe(1);
    expect(JSON.parse(out)).toMatchObject({ outcome: 'deadlock', detail: expect.any(String) as string, cycle: expect.any(Array) as string[] });
    expect(await ended(['d.json'], folder.path)).toMatchObject({ status: 1, lines: expect.arrayContaining([expect.stringMatching(/^Deadlock: /)]) as string[] });
  });

  test('a scenario that asks for it is run in every order: a deadlock in one of them is the outcome', async () => {
    const { status, out } = await overlap(['simulate', 'deadlock', '--format', 'json'], '.');
    expect(status).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      outcome: 'deadlock', detail: 'T0 waits for lock B, held by T1; T1 waits for lock A, held by T0', cycle: ['T0', 'T1'],
      interleavings: {
        exhausted: true, count: 6, races: [],
        outcomes: [
          { type: 'deadlock', count: 2, waits: [{ task: 'T0', label: 'lock B', path: 'tasks[0].do[1]' }, { task: 'T1', label: 'lock A', path: 'tasks[1].do[1]' }], replay: '0 1', steps: 2 },
          { type: 'finished', count: 4 },
        ],
        shortestFailing: { replay: '0 1' },
      },
    });
    expect(await overlap(['simulate', 'philosophers', '--format', 'json'], '.')).toMatchObject({ status: 1 });
    expect(await ended(['deadlock'], '.')).toMatchObject({ status: 1, lines: expect.arrayContaining(['Every order of steps: 6 interleavings, of which 2 deadlock.']) as string[] });
  });

  test('an interleaving is taken again, as the command that is printed says', async () => {
    const { out } = await overlap(['simulate', 'philosophers', '--set', 'title=Again'], '.');
    const commands = [...out.matchAll(/replay: overlap (.+)$/gm)].map(([, command = '']) => [...command.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? ''));
    expect(commands).toHaveLength(2);
    const again = await Promise.all(commands.map((command) => overlap(command, '.')));
    expect(again.map(({ status }) => status)).toEqual([1, 0]);
    expect(again[0]?.out).toMatch(/^Again\n\n1 +P0 +locks fork 0 .*\n2 +P1 +locks fork 1 .*\n3 +P2 +locks fork 2 .*\n\nDeadlock:\nP0 waits for lock fork 1, held by P1\n/);
    expect(again[1]?.out).toMatch(/All have ended\.\n$/);
    const json = await overlap(['simulate', 'lost-update', '--replay', '0 1 0×2 1×2', '--format', 'json'], '.');
    expect(JSON.parse(json.out)).toMatchObject({ outcome: 'finished', steps: [{}, {}, {}, {}, {}, { task: 'B', does: 'writes x', path: 'bodies.increment[2]', variables: { x: 6 } }] });
    const half = await overlap(['simulate', 'deadlock', '--replay', '0', '--format', 'json'], '.');
    expect([half.status, JSON.parse(half.out)]).toMatchObject([0, { outcome: 'unfinished' }]);
  });

  test.each([
    ['what is no interleaving', ['deadlock', '--replay', 'x'], 'overlap: deadlock: replay: "x" is no step; a step is a task\'s number, such as 0 or 1×3'],
    ['one of another program', ['deadlock', '--replay', '0 1 2'], 'overlap: deadlock: replay: task 2 cannot take a step after 2 steps: the text belongs to another program'],
    ['one as a trace', ['deadlock', '--replay', '0 1', '--format', 'trace'], 'overlap: --replay has no trace, since its steps take no time: use --format text or json.'],
    ['a scenario with what the search does not know', ['combinators', '--set', 'explore=true'], /^overlap: combinators: bodies\..*: the search over interleavings does not know /],
  ])('%s is refused', async (_, args, message) => {
    const { status, err } = await overlap(['simulate', ...args], '.');
    expect([status, err.trim()]).toEqual([2, message instanceof RegExp ? expect.stringMatching(message) : message]);
  });

  test('a value moved over a range gives a row for each', async () => {
    const { status, out } = await overlap(['simulate', 'map-reduce', '--sweep', 'cores=1..3,8'], '.');
    expect(status).toBe(0);
    expect(out.split('\n').slice(2, 7).map((line) => line.trim().split(/ {2,}/).slice(0, 2))).toEqual([['cores', 'wall'], ['1', '88 ms'], ['2', '48 ms'], ['3', '40 ms'], ['8', '20 ms']]);
    const json = await overlap(['simulate', 'connection-pool', '--sweep', 'resources.pool.permits=1,2,10', '--format', 'json'], '.');
    expect(JSON.parse(json.out)).toMatchObject({ sweep: 'resources.pool.permits', points: [{ value: '1', metrics: { wallUs: 1_000_000 } }, { value: '2', outcome: 'finished', metrics: { wallUs: 500_000 } }, { value: '10', metrics: { wallUs: 100_000 } }] });
    expect((await overlap(['simulate', 'switch-cost', '--sweep', 'switchCost=0..0.2/0.1', '--format', 'json'], '.')).out).toMatch(/"value":"0".*"value":"0\.1".*"value":"0\.2"/);
  });

  test.each([
    ['cores=', 'overlap: --sweep cores= names no values: write such as --sweep cores=1,2,4 or --sweep cores=1..8.'],
    ['cores=8..1', 'overlap: --sweep cores=8..1 is empty: write such as 1..8, or 0..1/0.25 for steps of 0.25.'],
    ['cores=1..10000', 'overlap: --sweep cores=1..10000 is more than 1000 values: write such as 1..8, or 0..1/0.25 for steps of 0.25.'],
    ['cores=1,0', 'overlap: map-reduce: machine.cores: must be at least 1, but is 0'],
  ])('a sweep over %s is refused', async (sweep, message) => {
    const { status, err } = await overlap(['simulate', 'map-reduce', '--sweep', sweep], '.');
    expect([status, err.trim()]).toEqual([2, message]);
  });

  test('where no step takes time there is nothing to measure', async () => {
    const message = (option: string) => `overlap: deadlock: its steps take no time, so that ${option} has nothing to measure: without it, every order of its steps is tried where it says \`explore\`.\n`;
    expect(await overlap(['simulate', 'deadlock', '--sweep', 'cores=1..2'], '.')).toEqual({ status: 2, out: '', err: message('--sweep') });
    expect(await overlap(['simulate', 'deadlock', '--models'], '.')).toEqual({ status: 2, out: '', err: message('--models') });
  });

  test('a trace that viewers open: complete events on named lanes', async () => {
    const { out } = await overlap(['simulate', 'take-turns', '--format', 'trace'], '.');
    const { traceEvents } = JSON.parse(out) as { traceEvents: { ph: string; name: string; ts?: number; dur?: number; pid: number; tid: number; args?: { name?: string; task?: string } }[] };
    expect(traceEvents.filter(({ ph }) => ph === 'M').map(({ args }) => args?.name)).toEqual(['Two tasks take turns: cores', 'Two tasks take turns: tasks', 'core 0', 'A', 'B']);
    expect(traceEvents.filter(({ ph, pid }) => ph === 'X' && pid === 1).map(({ ts, dur, args }) => [args?.task, ts, dur])).toEqual([['A', 0, 1000], ['B', 1000, 1000], ['A', 2000, 1000], ['B', 3000, 1000], ['A', 4000, 1000], ['B', 5000, 1000]]);
  });

  test.each([
    [['nothing'], 'There is no scenario nothing.'],
    [['gone.scenario.json'], 'gone.scenario.json cannot be read: there is no such file.'],
    [['kitchen', '--models', '--sweep', 'cores=1..2'], "option '--models' cannot be used with option '--sweep <name=values>'"],
    [['deadlock', '--replay', '0 1', '--models'], "option '--models' cannot be used with option '--replay <interleaving>'"],
    [['take-turns', '--set', 'kores=2'], 'kores: is nothing that can be set; did you mean cores?'],
    [['take-turns', '--set', 'foo=2'], 'bytesPerTask, seed, tickUs, explore; or say a path such as tasks[0].count'],
    [['take-turns', '--set', 'cores'], '--set cores names no value'],
    [['take-turns', '--set', 'cores=0'], 'machine.cores'],
    [['take-turns', '--format', 'xml'], 'Allowed choices are text, json, trace'],
  ])('%s: status 2 and one line', async (args, words) => {
    const { status, out, err } = await overlap(['simulate', ...args], '.');
    expect({ status, out }).toEqual({ status: 2, out: '' });
    expect(err).toMatch(/^overlap: [^\n]+\n$/);
    expect(err).toContain(words);
  });
});

describe('functions', () => {
  const text = [
    'async function load(id: string) {',
    '  const user = await getUser(id); // @overlap 300ms',
    '  const orders = await getOrders(id); // @overlap 200ms',
    '  return { user, orders };',
    '}',
    'class A { async load() { await sleep(5); } }',
    'class B { async load() { await sleep(5); } }',
  ].join('\n');

  test('as a waterfall, as written and overlapped', async () => {
    using folder = new Folder({ 'a.ts': text });
    const { status, lines } = await ended(['a.ts#load', '--set', 'a2=300ms'], folder.path);
    expect(status).toBe(0);
    expect(lines.slice(0, 9)).toEqual([
      'load',
      '',
      'As written',
      `getUser     ${'█'.repeat(28)}${' '.repeat(28)}     300 ms`,
      `getOrders   ${' '.repeat(28)}${'█'.repeat(28)}     300 ms`,
      '',
      'Overlapped',
      `getUser     ${'█'.repeat(28)}${' '.repeat(28)}     300 ms`,
      `getOrders   ${'█'.repeat(28)}${' '.repeat(28)}     300 ms`,
    ]);
  });

  const loops = 'export async function f(urls: string[]) {\n  for (const url of urls) {\n    await fetch(url);\n  }\n}\n';

  test('what --set knows of it is named, and what was set is told as that', async () => {
    using folder = new Folder({ 'a.ts': loops });
    const { lines } = await ended(['a.ts#f', '--set', 'a1=20'], folder.path);
    expect(lines.at(-2)).toBe('To set with --set: limit (iterations at a time), rounds:a1 (iterations of the loop at line 2) and a1 (fetch, line 3).');
    expect(lines.join('\n')).toContain('They rest on 1 duration: 1 set by hand.');
  });

  test('as JSON and as a trace, with both runs', async () => {
    using folder = new Folder({ 'a.ts': text });
    const json = JSON.parse((await overlap(['simulate', 'a.ts#load', '--format', 'json'], folder.path)).out) as object;
    expect(json).toMatchObject({ title: 'load', metrics: { wallUs: 500_000 }, overlapped: { metrics: { wallUs: 300_000 } }, waits: [{ task: 'load', kind: 'io', label: 'getUser', line: 2 }, { label: 'getOrders', line: 3 }] });
    const { traceEvents } = JSON.parse((await overlap(['simulate', 'a.ts#load', '--format', 'trace'], folder.path)).out) as { traceEvents: { pid: number }[] };
    expect(new Set(traceEvents.map(({ pid }) => pid))).toEqual(new Set([1, 2, 3, 4]));
  });

  test.each([
    [['a.ts'], 'Say which function: a.ts#NAME. There are load (line 1), A.load (line 6) and B.load (line 7).'],
    [['a.ts#lode'], 'a.ts has no async function lode.'],
    [['broken.ts#f'], 'broken.ts:1:'],
    [['none.ts#f'], 'none.ts has no async function.'],
    [['gone.ts#f'], 'gone.ts: Not analysed: there is no such file.'],
    [['a.ts#load', '--set', 'a9=3'], 'load has nothing named a9 to set. There is a1 (getUser, line 2) and a2 (getOrders, line 3).'],
    [['loops.ts#f', '--set', 'limit=1'], '--set limit=1 is not a whole number from 2 to 64.'],
    [['loops.ts#f', '--set', 'rounds:a1=2.5'], '--set rounds:a1=2.5 is not a whole number from 0 to 1000.'],
    [['a.ts#load', '--set', 'a1=100s'], '--set a1=100s is more than 1 min 0 s.'],
    [['a.ts#load', '--set', 'a1=soon'], '--set a1=soon is not a duration'],
  ])('%s: status 2 and one line', async (args, words) => {
    using folder = new Folder({ 'a.ts': text, 'broken.ts': 'async function f( {', 'none.ts': 'let a;', 'loops.ts': loops });
    const { status, out, err } = await overlap(['simulate', ...args], folder.path);
    expect({ status, out }).toEqual({ status: 2, out: '' });
    expect(err).toMatch(/^overlap: [^\n]+\n$/);
    expect(err).toContain(words);
  });
});

describe('--models', () => {
  const code = 'export async function load() {\n  await fetch("/a"); // @overlap 40ms\n}\n';

  test('of a scenario: a row a model, the best marked, and why', async () => {
    const { status, lines } = await ended(['requests-in-sequence', '--models']);
    expect(status).toBe(0);
    expect(lines.slice(3, 9).map((line) => line.slice(0, 20).trim())).toEqual(['* Event loop', 'Loop + 3 workers', 'Loop per core', 'Thread per task', 'Pool of 16 threads', 'Green threads']);
    expect(lines[10]).toMatch(/^Event loop: /);
  });

  test('of a function: many calls at once, as data', async () => {
    using folder = new Folder({ 'a.ts': code });
    const { out } = await overlap(['simulate', 'a.ts#load', '--models', '--format', 'json', '--set', 'calls=7', '--set', 'cores=2', '--set', 'a1=90'], folder.path);
    const json = JSON.parse(out) as { load: string; rows: { id: string; wallUs: number }[] };
    expect(json).toMatchObject({ version: 1, load: '7 calls of load at the same moment, as it is written', rows: [{ id: 'event-loop', cores: 1, best: true }, { id: 'workers', cores: 2 }, {}, {}, {}, {}] });
    expect(json.rows[0]?.wallUs).toBeGreaterThanOrEqual(90_000);
    expect(json.rows[0]?.wallUs).toBeLessThan(91_000);
  });

  test.each([
    [['a.ts#load', '--models', '--set', 'calls=0'], '--set calls=0 is not a number from 1 to 100,000.'],
    [['a.ts#load', '--models', '--format', 'trace'], '--models has no trace'],
    [['deadlock', '--models', '--set', 'coers=2'], 'deadlock: coers'],
  ])('%s: status 2 and one line', async (args, words) => {
    using folder = new Folder({ 'a.ts': code });
    const { status, err } = await overlap(['simulate', ...args], folder.path);
    expect(status).toBe(2);
    expect(err).toContain(words);
  });
});
