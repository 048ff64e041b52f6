/** What is applied to a whole file without a question. */
import { describe, expect, test } from 'vitest';
import { fixAll } from '../../../src/refactor/fix-all.ts';

const fixed = (lines: readonly string[], grades: 'safe' | 'all' = 'safe'): readonly string[] => fixAll('main.ts', lines.join('\n'), { grades }).text.split('\n');

describe('what saves nothing is left alone', () => {
  test('steps that wait for nothing, of which the last needs the others', () => {
    const lines = [
      'const add = async (a: number, b: number) => a + b;',
      'const multiply = async (a: number, b: number) => a * b;',
      'export async function figures(a: number, b: number) {',
      '  const sum = await add(a, b);',
      '  const product = await multiply(a, b);',
      '  const both = await add(sum, product);',
      '  return both;',
      '}',
    ];
    expect(fixed(lines)).toEqual(lines);
  });

  test('modules that Node has at hand', () => {
    const lines = [
      'export async function tools() {',
      "  const { readFile } = await import('node:fs/promises');",
      "  const { join } = await import('path');",
      '  return { readFile, join };',
      '}',
    ];
    expect(fixed(lines)).toEqual(lines);
  });
});

describe('calls of several lines keep their look', () => {
  const head = [
    "import { readFile, stat } from 'node:fs/promises';",
    'export async function load(a: string, b: string) {',
  ];

  test('in front of an object that they stood in', () => {
    expect(fixed([
      ...head,
      '  return {',
      '    parts: {',
      '      first: await readFile(a),',
      '      second: await readFile(',
      '        b,',
      "        'utf8',",
      '      ),',
      '    },',
      '  };',
      '}',
    ]).slice(2, 9)).toEqual([
      '  const firstPromise = readFile(a);',
      '  const secondPromise = readFile(',
      '    b,',
      "    'utf8',",
      '  );',
      '  secondPromise.catch(() => undefined);',
      '  return {',
    ]);
  });

  test('in a function of their own', () => {
    const text = fixed([
      ...head,
      '  const first = await stat(a);',
      '  const inFirst = await readFile(',
      "    first.size > 0 ? a : b,",
      "    'utf8',",
      '  );',
      '  const second = await stat(b);',
      "  const inSecond = await readFile(second.size > 0 ? a : b);",
      '  return [inFirst, inSecond];',
      '}',
    ], 'all');
    expect(text).toContain('    return readFile(');
    expect(text).toContain("      first.size > 0 ? a : b,");
    expect(text).toContain('    );');
  });

  test('and a text of several lines stays as it is', () => {
    const text = fixed([
      ...head,
      '  return {',
      '      first: await readFile(a),',
      '      second: await readFile(`${b}',
      '      x`),',
      '  };',
      '}',
    ]);
    expect(text).toContain('      x`);');
  });
});

describe('the first starts first', () => {
  const body = (line: string, next: string): readonly string[] => fixed([
    "import { readFile, stat } from 'node:fs/promises';",
    'export async function load(a: string, b: string) {',
    line,
    next,
    '  return { x, y };',
    '}',
  ]).slice(2, -2);

  test('so that stubs and connections that answer in turn give each its own', () => {
    expect(body('  const x = await readFile(a);', '  const y = await stat(b);')).toEqual([
      '  const xPromise = readFile(a);',
      '  const yPromise = stat(b);',
      '  yPromise.catch(() => undefined);',
      '  const x = await xPromise;',
      '  const y = await yPromise;',
    ]);
  });

  test('but not where something may throw between its start and its await', () => {
    expect(body('  const x = [a.at(1), await readFile(a)];', '  const y = await stat(b);').join('\n')).not.toContain('xPromise');
  });
});

describe('empty lines', () => {
  test('of two around a statement that goes, one stays', () => {
    expect(fixed([
      "import { getUser, listOrders } from 'shop-sdk';",
      'export async function load(id: string) {',
      '  const user = await getUser(id);',
      '',
      '  const orders = await listOrders(id);',
      '',
      '  return { user, orders };',
      '}',
    ], 'all').slice(2)).toEqual([
      '  const [user, orders] = await Promise.all([',
      '    (async () => getUser(id))(),',
      '    (async () => listOrders(id))(),',
      '  ]);',
      '',
      '  return { user, orders };',
      '}',
    ]);
  });

  test('and the only one stays, where lines end in CR LF as well', () => {
    const lines = [
      "import { getUser, listOrders } from 'shop-sdk';",
      'export async function load(id: string) {',
      '  const user = await getUser(id);',
      '  const orders = await listOrders(id);',
      '',
      '  return { user, orders };',
      '}',
    ];
    expect(fixAll('main.ts', lines.join('\r\n'), { grades: 'all' }).text.split('\r\n').slice(5)).toEqual(['  ]);', '', '  return { user, orders };', '}']);
  });

  test('none begins what collects', () => {
    expect(fixed([
      "import { readFile } from 'node:fs/promises';",
      'export async function load(paths: string[]) {',
      '  const sizes: string[] = [];',
      '  for (const path of paths) {',
      '    const text = await readFile(path);',
      '    const size = text.length;',
      '    const rest = await readFile(`${path}${size}`);',
      '',
      '    sizes.push(`${path} ${rest.length}`);',
      '  }',
      '  return sizes;',
      '}',
    ]).slice(6, 11)).toEqual([
      '    const rest = await readFile(`${path}${size}`);',
      '    return { path, rest };',
      '  })) {',
      '    sizes.push(`${path} ${rest.length}`);',
      '  }',
    ]);
  });
});
