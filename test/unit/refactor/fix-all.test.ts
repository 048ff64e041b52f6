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

  test('with texts of one line in them', () => {
    expect(fixed([
      ...head,
      '  return {',
      '    parts: {',
      '      first: await stat(a),',
      '      second: await readFile(`${b}.txt`.replace(',
      "        ' ',",
      "        '_',",
      '      )),',
      '    },',
      '  };',
      '}',
    ])).toContain("    '_',");
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

describe('a getter may throw, and then not before the first has been waited for', () => {
  const gated = (...between: readonly string[]): string => fixed([
    "import { readFile } from 'node:fs/promises';",
    "const gate = { open: true, get path() { if (!this.open) throw new Error('closed'); return 'b'; } };",
    "async function load(path: string) { return await readFile(path, 'utf8'); }",
    'export async function both() {',
    "  const x = await load('a');",
    ...between,
    '  return x + y;',
    '}',
  ]).join('\n');

  test('as an argument', () => {
    expect(gated('  const y = await load(gate.path);')).toContain('const yPromise = (async () => load(gate.path))();');
  });

  test('in a line that goes along', () => {
    expect(gated('  const { path } = gate;', '  const y = await load(path);')).not.toContain('yPromise');
  });

  test('other members are there', () => {
    expect(gated('  const y = await load(String(gate.open));')).toContain('yPromise');
    expect(gated('  const { open } = gate;', '  const y = await load(open ? "b" : "c");')).toContain('const yPromise');
  });
});

test('of a run that is not safe as a whole, the stretch that is', () => {
  expect(fixed([
    "import { mkdtemp, readFile } from 'node:fs/promises';",
    'export async function load(a: string, b: string) {',
    '  const x = await readFile(a);',
    '  const y = await readFile(b);',
    "  const folder = await mkdtemp('work-');",
    '  return { x, y, folder };',
    '}',
  ]).slice(2, 8)).toEqual([
    '  const xPromise = readFile(a);',
    '  const yPromise = readFile(b);',
    '  yPromise.catch(() => undefined);',
    '  const x = await xPromise;',
    '  const y = await yPromise;',
    "  const folder = await mkdtemp('work-');",
  ]);
});

describe('of one statement for all', () => {
  const shop = "import { getUser, listOrders } from 'shop-sdk';";

  test('constants keep their names where the others are more than names', () => {
    expect(fixed([
      shop,
      'export async function load(id: string) {',
      '  const { name } = await getUser(id);',
      '  const count = (await listOrders(id)).length;',
      '  return { name, count };',
      '}',
    ], 'all').slice(2, 7)).toEqual([
      '  const [{ name }, listOrdersValue] = await Promise.all([',
      '    (async () => getUser(id))(),',
      '    (async () => listOrders(id))(),',
      '  ]);',
      '  const count = listOrdersValue.length;',
    ]);
  });

  test('a member of what is only set there is set after it', () => {
    const text = fixed([
      shop,
      'export async function load(id: string, page: { user?: { orders?: unknown } }) {',
      '  page.user = await getUser(id);',
      '  page.user.orders = await listOrders(id);',
      '}',
    ], 'all');
    expect(text).toContain('  page.user = getUserValue;');
    expect(text).toContain('  page.user.orders = listOrdersValue;');
  });

  test('long ones have a line for each', () => {
    expect(fixed([
      'export async function tools() {',
      "  const { default: updateNotifier } = await import('update-notifier');",
      "  const { default: terminalLink } = await import('terminal-link');",
      "  const { default: getPackageJson } = await import('get-package-json');",
      '  return { updateNotifier, terminalLink, getPackageJson };',
      '}',
    ], 'all').slice(1, 7)).toEqual([
      '  const [',
      '    { default: updateNotifier },',
      '    { default: terminalLink },',
      '    { default: getPackageJson },',
      '  ] = await Promise.all([',
      "    import('update-notifier'),",
    ]);
  });

  test('a semicolon that begins the next line stays with that', () => {
    expect(fixed([
      shop.replace(';', ''),
      'export async function load(id: string) {',
      '  const user = await getUser(id)',
      '  const orders = await listOrders(id)',
      '',
      '  ;[user, orders].forEach(console.log)',
      '}',
    ], 'all').slice(2)).toEqual([
      '  const [user, orders] = await Promise.all([',
      '    (async () => getUser(id))(),',
      '    (async () => listOrders(id))(),',
      '  ])',
      '',
      '  ;[user, orders].forEach(console.log)',
      '}',
    ]);
  });
});

test('a later change does not put an earlier one into another', () => {
  const text = fixed([
    "import { getUser, listOrders } from 'shop-sdk';",
    'export async function load(id: string) {',
    '  const first = { user: await getUser(id), key: id.trim(), orders: await listOrders(id) };',
    "  const second = [id.length, await getUser('b'), await listOrders('b')] as const;",
    '  return [first, second];',
    '}',
  ], 'all').join('\n');
  expect(text).toContain('Promise.all([');
  expect(text).not.toContain('[[');
  expect(text).not.toContain('(async () => Promise.all');
});

test('of a graph, a name that only calls of it need is declared for them alone', () => {
  const text = fixed([
    "import { readFile, stat } from 'node:fs/promises';",
    'export async function load(a: string, b: string) {',
    '  const { size } = await stat(a);',
    '  const text = await readFile(size > 0 ? a : b);',
    '  const second = await stat(b);',
    '  const rest = await readFile(second.size > 0 ? a : b);',
    '  return [text, rest];',
    '}',
  ], 'all').join('\n');
  expect(text).toContain(['', '  await statPromise;', '  const text = await textPromise;', '  await secondPromise;', '  const rest = await restPromise;', ''].join('\n'));
  expect(text.match(/const \{ size \}|const second =/g)?.length).toBe(2);
});

describe('loops', () => {
  test('of which a variable is called like the list stay, since it would hide the list', () => {
    const lines = [
      "import { readFile } from 'node:fs/promises';",
      'export async function load(texts: string[]) {',
      '  const all: string[] = [];',
      '  for (const path of texts) {',
      "    const texts = await readFile(path, 'utf8');",
      '    all.push(texts);',
      '  }',
      '  return all;',
      '}',
    ];
    expect(fixed(lines, 'all')).toEqual(lines);
  });

  test('put values in place of awaits without their parentheses', () => {
    expect(fixed([
      "import { readdir } from 'node:fs/promises';",
      'export async function list(folders: string[]) {',
      '  const all: string[] = [];',
      '  for (const folder of folders) {',
      '    all.push(...(await readdir(folder)));',
      '  }',
      '  return all;',
      '}',
    ])).toContain('    all.push(...value);');
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

  test('of two around a line that goes along and what needs it, one stays', () => {
    expect(fixed([
      "import { getUser, listOrders } from 'shop-sdk';",
      'export async function load(id: string) {',
      '  const user = await getUser(id);',
      '',
      '  const key = `orders-${id}`;',
      '  const orders = await listOrders(key);',
      '',
      '  return { user, orders };',
      '}',
    ], 'all').slice(2)).toEqual([
      '  const key = `orders-${id}`;',
      '  const [user, orders] = await Promise.all([',
      '    (async () => getUser(id))(),',
      '    (async () => listOrders(key))(),',
      '  ]);',
      '',
      '  return { user, orders };',
      '}',
    ]);
  });

  test('behind what comes in the place of the first, the one that was there stays', () => {
    expect(fixed([
      "import { getUser, listOrders } from 'shop-sdk';",
      'export async function load(id: string) {',
      '',
      '  const user = await getUser(id);',
      '',
      '  const count = (await listOrders(id)).length;',
      '  return { user, count };',
      '}',
    ], 'all').slice(2)).toEqual([
      '',
      '  const [user, listOrdersValue] = await Promise.all([',
      '    (async () => getUser(id))(),',
      '    (async () => listOrders(id))(),',
      '  ]);',
      '',
      '  const count = listOrdersValue.length;',
      '  return { user, count };',
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

describe('functions whose changes are looked at side by side', () => {
  const two = (name: string, inner: readonly string[] = []): readonly string[] => [
    `${name}(a: string, b: string) {`,
    ...inner,
    "  const x = await readFile(a, 'utf8');",
    "  const y = await readFile(b, 'utf8');",
    '  return x + y;',
    '}',
  ];
  const head = "import { readFile } from 'node:fs/promises';";

  test('one inside another waits until that is changed', () => {
    const text = [head, ...two('export async function outer', two('  async function inner').map((line) => `  ${line}`)), ...two('export async function other')].join('\n');
    const { applied } = fixAll('main.ts', text, { grades: 'safe' });
    expect(applied.map(({ functionId }) => functionId)).toEqual(['outer', 'other', 'outer/inner']);
  });

  test('loops that need one helper share it', () => {
    const loop = (name: string): readonly string[] => [
      `export async function ${name}(paths: string[]) {`,
      '  const texts: string[] = [];',
      '  for (const path of paths) {',
      "    texts.push(await readFile(path, 'utf8'));",
      '  }',
      '  return texts;',
      '}',
    ];
    const lines = fixed([head, ...loop('first'), ...loop('second'), ...loop('third')]);
    expect(lines.filter((line) => line.includes('of await mapInOrder('))).toHaveLength(3);
    expect(lines.filter((line) => line.includes('function mapInOrder'))).toHaveLength(1);
  });
});

test('a text of several lines is never moved, whatever stands before it', () => {
  const lines = [
    "import { readFile } from 'node:fs/promises';",
    'export async function load() {',
    "  const a = await readFile('a');",
    '  const b =',
    "      await readFile('`' + `one",
    '          two`);',
    '  return [a, b];',
    '}',
  ];
  expect(fixed(lines).join('\n')).toContain("'`' + `one\n          two`");
});
