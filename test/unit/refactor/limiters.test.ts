/** Where the function that bounds loops is imported from, in the manner of the file. */
import { expect, test } from 'vitest';
import { fixAll } from '../../../src/refactor/fix-all.ts';

const helper = { from: './lib/map-in-order.js', name: 'mapInOrder' };
const head = (path: string, lines: readonly string[], length = 4): readonly string[] => fixAll(path, lines.join('\n'), { grades: 'safe', helper }).text.split('\n').slice(0, length);

const loop = (name: string): readonly string[] => [
  `async function ${name}(urls) {`,
  '  const out = [];',
  '  for (const url of urls.slice()) {',
  '    const res = await fetch(url);',
  '    out.push(res.statusText);',
  '  }',
  '  return out;',
  '}',
];

test('a file that requires its modules requires it, once', () => {
  const lines = ["'use strict';", 'const { readFile } = require("node:fs/promises"); // by promises', ...loop('first'), ...loop('second'), 'module.exports = { first, second, readFile };'];
  const fixed = fixAll('main.js', lines.join('\n'), { grades: 'safe', helper });
  expect(fixed.text.split('\n').slice(0, 4)).toEqual(["'use strict';", 'const { readFile } = require("node:fs/promises"); // by promises', 'const { mapInOrder } = require("./lib/map-in-order.js");', 'async function first(urls) {']);
  expect(fixed.applied.length).toBe(2);
  expect(fixed.text.match(/map-in-order\.js/g)?.length).toBe(1);
});

test('behind a directive of a CommonJS file that requires nothing', () => {
  expect(head('main.cjs', ["'use strict';", ...loop('first'), 'exports.first = first;'], 3)).toEqual(["'use strict';", "const { mapInOrder } = require('./lib/map-in-order.js');", 'async function first(urls) {']);
});

test('with its types in TypeScript', () => {
  const typed = loop('first').map((line) => line.replace('(urls)', '(urls: string[])').replace('out =', 'out: string[] ='));
  expect(head('main.cts', ["const fs = require('node:fs');", ...typed, 'exports.first = first;'], 3)).toEqual(["const fs = require('node:fs');", "const { mapInOrder } = require('./lib/map-in-order.js') as typeof import('./lib/map-in-order.js');", 'async function first(urls: string[]) {']);
});

test('behind a directive, whose comments stay at the top', () => {
  expect(head('main.js', ['/* licence */', "'use server';", '// about the function', ...loop('first').map((line) => line.replace(/^async/, 'export async'))])).toEqual(['/* licence */', "'use server';", "import { mapInOrder } from './lib/map-in-order.js';", '// about the function']);
});

test('below the comment of the file, above that of the function', () => {
  expect(head('main.js', ['// licence', '', '/** Loads. */', ...loop('first').map((line) => line.replace(/^async/, 'export async'))], 4)).toEqual(['// licence', '', "import { mapInOrder } from './lib/map-in-order.js';", '/** Loads. */']);
});

test('behind an import with the comment that stands beside it', () => {
  expect(head('main.js', ["import { join } from 'node:path'; // of paths", ...loop('first')], 2)).toEqual(["import { join } from 'node:path'; // of paths", "import { mapInOrder } from './lib/map-in-order.js';"]);
});
