import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../../../scripts/paths.mjs';
import { withTables } from '../../../scripts/readme-tables.mjs';
import type { Manifest } from '../../../scripts/readme-tables.mjs';

const readme = readFileSync(path.join(root, 'README.md'), 'utf8');
const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as Manifest & { scripts: Record<string, string> };

test('the README lists the commands and settings that package.json contributes: run "npm run docs"', () => {
  expect(withTables(readme, manifest)).toBe(readme);
});

test('a table has a row for each setting, in their order, with what it does', () => {
  const places = '<!-- commands: made by "npm run docs" -->\n<!-- /commands -->\n<!-- settings: made by "npm run docs" -->\nold\n<!-- /settings -->\nafter\n';
  const filled = withTables(places, {
    contributes: {
      commands: [{ command: 'a.b', category: 'A', title: 'Do | It' }],
      configuration: { properties: { 'a.late': { default: {}, order: 2, markdownDescription: 'See `#a.early#`.\nAnd more.' }, 'a.early': { default: true, order: 1, description: 'First.' } } },
    },
  });
  expect(filled).not.toContain('old');
  expect(filled).toContain('| A: Do \\| It | `a.b` |');
  expect(filled).toContain('| `a.early` | `true` | First. |\n| `a.late` | `{}` | See `a.early`. And more. |\n<!-- /settings -->\nafter\n');
});

test.each(['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md'])('%s names only npm scripts and files that there are', (name) => {
  const text = readFileSync(path.join(root, name), 'utf8');
  for (const [, script] of text.matchAll(/npm run ([\w:-]+)/g)) expect(Object.keys(manifest.scripts)).toContain(script);
  for (const [, link] of text.matchAll(/\]\(([^)#:]+)\)/g)) expect(existsSync(path.join(root, link ?? '')), link).toBe(true);
});
