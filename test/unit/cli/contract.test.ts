import { describe, expect, test } from 'vitest';
import { Folder, overlap } from './run-cli.ts';

/** The exact shape of `analyze --format json`: every key, its type or its possible values. A list has one shape for all its items. */
type Shape = 'number' | 'string' | 'boolean' | readonly string[] | { readonly list: Shape } | { readonly optional: Shape } | { readonly [key: string]: Shape };

const position = { line: 'number', column: 'number' } as const;
const evidence = { kind: ['data', 'control', 'effect', 'exclusive', 'unknown', 'independent', 'annotation'], path: { optional: 'string' }, ...position, message: 'string' } as const;
const contract: Shape = {
  version: 'number',
  files: { list: {
    path: 'string',
    errors: { list: { ...position, message: 'string' } },
    leftOut: { optional: { list: { ...position, message: 'string' } } },
    functions: { list: {
      name: 'string', ...position, endLine: 'number',
      awaits: { list: {
        id: 'string', ...position, mode: ['sequential', 'concurrent'], form: ['direct', 'all', 'allSettled', 'race', 'any', 'deferred', 'for-await', 'using', 'limited'],
        durationUs: 'number', durationFrom: ['default', 'literal', 'annotation', 'setting', 'recorded'],
      } },
      pairs: { list: {
        first: 'string', second: 'string', verdict: ['independent', 'data', 'control', 'effect', 'exclusive', 'unknown'], confidence: ['proven', 'likely'], evidence: { list: evidence }, fixSafe: 'boolean',
      } },
      loops: { list: { ...position, verdict: ['independent', 'carried', 'effect', 'unknown'], confidence: ['proven', 'likely'], evidence: { list: evidence }, fixSafe: 'boolean' } },
      groups: { list: { awaits: { list: 'string' }, shape: ['promise-all', 'all-settled', 'start-early', 'bounded-map'], asWrittenUs: 'number', overlappedUs: 'number' } },
    } },
  } },
};

/** Where a value departs from its shape. */
function departures(value: unknown, shape: Shape, path = '$'): string[] {
  if (typeof shape === 'string') return typeof value === shape ? [] : [`${path} is ${JSON.stringify(value)}, not a ${shape}`];
  if (Array.isArray(shape)) return shape.includes(value) ? [] : [`${path} is ${JSON.stringify(value)}`];
  if ('list' in shape) return Array.isArray(value) ? value.flatMap((item, index) => departures(item, shape.list, `${path}[${index}]`)) : [`${path} is no list`];
  if (typeof value !== 'object' || value === null) return [`${path} is no object`];
  const members = shape as Readonly<Record<string, Shape>>;
  const unknown = Object.keys(value).filter((key) => !(key in members)).map((key) => `${path}.${key} is not in the contract`);
  return [...unknown, ...Object.entries(members).flatMap(([key, expected]) => {
    const member = (value as Record<string, unknown>)[key];
    const optional = typeof expected === 'object' && 'optional' in expected;
    return optional && member === undefined ? [] : departures(member, (optional ? expected.optional : expected), `${path}.${key}`);
  })];
}

interface Analysis {
  readonly files: readonly { readonly functions: readonly { readonly awaits: readonly { readonly id: string; readonly line: number; readonly column: number }[]; readonly pairs: readonly { first: string; second: string; evidence: unknown[] }[]; readonly groups: readonly { awaits: string[] }[] }[] }[];
}

const examples = new URL('../../../examples', import.meta.url).pathname;

describe('analyze --format json', () => {
  test('of the examples keeps to the contract', async () => {
    const { out } = await overlap(['analyze', '--format', 'json', '.'], examples);
    const printed = JSON.parse(out) as Analysis;
    expect(departures(printed, contract)).toEqual([]);
    const functions = printed.files.flatMap((file) => file.functions);
    expect(functions.length).toBeGreaterThan(20);
    for (const { awaits, pairs, groups } of functions) {
      const ids = awaits.map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      expect([...awaits].sort((one, other) => one.line - other.line || one.column - other.column)).toEqual(awaits);
      for (const { first, second, evidence: facts } of pairs) {
        expect(ids).toEqual(expect.arrayContaining([first, second]));
        expect(facts).not.toEqual([]);
      }
      for (const group of groups) expect(ids).toEqual(expect.arrayContaining(group.awaits));
    }
  });

  test('the checker sees what departs', () => {
    expect(departures({ version: '1', files: [{ path: 'a', errors: [{ line: 1, message: '' }], functions: [], more: 1 }] }, contract)).toEqual([
      '$.version is "1", not a number', '$.files[0].more is not in the contract', '$.files[0].errors[0].column is undefined, not a number',
    ]);
  });

  test('two findings: the numbers of the contract', async () => {
    using folder = new Folder({ 'a.ts': 'async function load() {\n  const user = await getUser();\n  const orders = await getOrders();\n  return { user, orders };\n}\n' });
    const { out } = await overlap(['analyze', '--format', 'json', 'a.ts'], folder.path);
    expect(JSON.parse(out)).toMatchObject({ version: 1, files: [{ path: 'a.ts', errors: [], functions: [{
      name: 'load', line: 1, column: 1, endLine: 5,
      awaits: [{ id: 'a1', line: 2, column: 16, mode: 'sequential', form: 'direct', durationUs: 100_000, durationFrom: 'default' }, { id: 'a2', line: 3, column: 18 }],
      pairs: [{ first: 'a1', second: 'a2', verdict: 'independent' }],
      groups: [{ awaits: ['a1', 'a2'], shape: 'promise-all', asWrittenUs: 200_000, overlappedUs: 100_000 }],
    }] }] });
  });
});

describe('analyze', () => {
  const files = {
    'a.ts': 'async function load() {\n  const user = await getUser();\n  const orders = await getOrders();\n  return { user, orders };\n}\n',
    'b.ts': 'async function all(ids: string[]) {\n  const out = [];\n  for (const id of ids) {\n    const item = await fetchItem(id);\n    out.push(item);\n  }\n  return out;\n}\n',
    'c.ts': 'async function broken( {\n',
    'd.ts': 'export async function quiet() { await save(); }\n',
  };

  test('in words', async () => {
    using folder = new Folder(files);
    const { out, status } = await overlap(['analyze', '.'], folder.path);
    expect(status).toBe(0);
    // What decides a verdict is the analysis's to say.
    expect(out.replace(/^( +)\S.* \(line \d+\)\.$/gm, '$1WHY')).toBe([
      'a.ts',
      '  1:16  load: 2 awaits in sequence · 2 could overlap · ≈ 200 ms → 100 ms',
      '    2:16  `getUser` and `getOrders` need nothing from each other',
      '          WHY',
      '          Likely. Before rewriting, see what happens when one of them fails.',
      '',
      'b.ts',
      '  1:16  all: 1 await in sequence · a loop could overlap · ≈ 1.0 s → 200 ms',
      '    3:3  The iterations of this loop (`fetchItem`) need nothing from one another: 10 iterations assumed, 8 at a time, ≈ 1.0 s → 200 ms',
      '         WHY',
      '         Likely. Before rewriting, see what happens when one of them fails.',
      '',
      'c.ts',
      "  error 2:1  '}' expected.",
      '',
      '2 findings in 4 files: 3 async functions, 4 awaits.',
      '1 file could not be read whole.',
      'Times are estimates: 4 of 4 durations are defaults. Write // @overlap 120ms on a line to say what you know.',
      '',
    ].join('\n'));
  });

  test('of loops inside one another each is told at its own line, in words and in SARIF', async () => {
    using folder = new Folder({ 'a.ts': 'export async function f(groups: { files: string[] }[]) {\n  for (const g of groups) {\n    for (const file of g.files) {\n      await fetch(file);\n    }\n  }\n}\nexport async function g(groups: { files: string[] }[]) {\n  let last = "";\n  for (const g of groups) {\n    for (const file of g.files) await fetch(file + last);\n    last = g.files[0];\n  }\n}\n' });
    expect((await overlap(['analyze', 'a.ts'], folder.path)).out.match(/^ {4}\d+:\d+ .*$/gm)).toEqual([
      '    2:3  The iterations of this loop (`fetch`) need nothing from one another: 10 iterations assumed, 8 at a time, ≈ 10.0 s → 2.0 s',
      '    3:5  The iterations of this loop (`fetch`) need nothing from one another: 10 iterations assumed, 8 at a time, ≈ 1.0 s → 200 ms',
      '    11:5  The iterations of this loop (`fetch`) need nothing from one another: 10 iterations assumed, 8 at a time, ≈ 1.0 s → 200 ms',
    ]);
    const { runs } = JSON.parse((await overlap(['analyze', 'a.ts', '--format', 'sarif'], folder.path)).out) as { runs: { results: { locations: { physicalLocation: { region: { startLine: number } } }[] }[] }[] };
    expect(runs[0]?.results.map(({ locations }) => locations[0]?.physicalLocation.region.startLine)).toEqual([2, 3, 11]);
  });

  test('--max-findings: one more than allowed is status 1', async () => {
    using folder = new Folder(files);
    expect(await overlap(['analyze', '.', '--max-findings', '2'], folder.path)).toMatchObject({ status: 0, err: '' });
    expect(await overlap(['analyze', '.', '--max-findings', '1'], folder.path)).toMatchObject({ status: 1, err: 'overlap: 2 findings, but at most 1 allowed.\n' });
    expect(await overlap(['analyze', '.', '--max-findings', '0', '--threshold', '5000'], folder.path)).toMatchObject({ status: 0 });
  });

  test('SARIF: what its schema requires, and positions that hold', async () => {
    using folder = new Folder(files);
    const { out } = await overlap(['analyze', '.', '--format', 'sarif'], folder.path);
    const log = JSON.parse(out) as { version: string; runs: { tool: { driver: { name: string; rules: { id: string }[] } }; results: { ruleId: string; ruleIndex: number; message: { text: string }; locations: { physicalLocation: { artifactLocation: { uri: string }; region: { startLine: number; startColumn: number } } }[] }[]; invocations: { toolExecutionNotifications: unknown[] }[] }[] };
    const [run] = log.runs;
    expect(log.version).toBe('2.1.0');
    expect(run?.results.map(({ ruleId, ruleIndex, locations }) => [ruleId, ruleIndex, locations[0]?.physicalLocation])).toEqual([
      ['overlap/independent-awaits', 0, { artifactLocation: { uri: 'a.ts' }, region: { startLine: 2, startColumn: 16 } }],
      ['overlap/independent-rounds', 1, { artifactLocation: { uri: 'b.ts' }, region: { startLine: 3, startColumn: 3 } }],
    ]);
    expect(run?.results.map(({ ruleIndex, ruleId }) => run.tool.driver.rules[ruleIndex]?.id === ruleId)).toEqual([true, true]);
    expect(run?.results.every(({ message }) => message.text.length > 0)).toBe(true);
    expect(run?.invocations[0]?.toolExecutionNotifications).toHaveLength(1);
  });
});
