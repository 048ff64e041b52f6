import { describe, expect, test } from 'vitest';
import { foundAgain, placesToLook } from '../../../src/report/found-again.ts';

describe('a step of a saved picture', () => {
  const text = 'async function f() {\n  const a = await getUser(1);\n  return await getUser(2);\n}';
  const first = { start: text.indexOf('await getUser(1)'), end: text.indexOf('await getUser(1)') + 16, line: 2, column: 13 };

  test('is where it was while its label stands there', () => {
    expect(foundAgain(text, { label: 'getUser', place: first })).toEqual({ start: first.start, end: first.end });
  });

  test('is where its label stands nearest in a text that changed', () => {
    const changed = `// more\n// lines that were not there\n${text}`;
    expect(foundAgain(changed, { label: 'getUser', place: first })?.start).toBe(changed.indexOf('getUser(1)'));
  });

  test('is nowhere once its label is gone, or where nothing is known of its place', () => {
    expect(foundAgain(text, { label: 'getOrders', place: first })).toBeNull();
    expect(foundAgain(text, { label: '', place: first })).toBeNull();
    expect(foundAgain(text, { label: 'getUser' })).toBeNull();
  });

  test('of a scenario is its document', () => {
    expect(foundAgain('{ "tasks": [] }', { label: 'compute', path: 'tasks[0].do[0]' })).toEqual({ start: 0, end: 0 });
  });
});

describe('the file of a saved view is looked for', () => {
  test('in each folder from the view up to the project, nearest first', () => {
    expect(placesToLook('/home/me/shop/views/a.overlap-view.json', 'src/a.ts', '/home/me/shop')).toEqual(['/home/me/shop/views/src/a.ts', '/home/me/shop/src/a.ts']);
    expect(placesToLook('/x/a.overlap-view.json', 'a.ts')).toEqual(['/x/a.ts', '/a.ts']);
  });

  test('beside the view alone where it was outside of its project', () => {
    for (const file of ['/home/other/lib/a.ts', 'C:/work/a.ts', '../../a.ts']) expect(placesToLook('/x/y/a.overlap-view.json', file)).toEqual(['/x/y/a.ts']);
    expect(placesToLook('/x/a.overlap-view.json', '')).toEqual([]);
  });
});
