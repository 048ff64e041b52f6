import { afterAll, describe, expect, test } from 'vitest';
import { DiskProject } from '../../../src/project/disk-project.ts';
import { Folder } from '../cli/run-cli.ts';

describe('which file an import means', () => {
  const folder = new Folder({
    'a.ts': '', 'b.tsx': '', 'c/index.ts': '', 'd.mts': '', 'e.js': '', 'f.d.ts': '', 'c.ts.d.ts': '',
    'package.json': '{ "name": "root" }',
    '.git/HEAD': '',
  });
  const project = new DiskProject(folder.path);
  afterAll(() => folder[Symbol.dispose]());
  test.each([
    ['./a', 'x.ts', 'a.ts'],
    ['./a.js', 'x.ts', 'a.ts'],
    ['./a.ts', 'x.ts', 'a.ts'],
    ['./b', 'x.ts', 'b.tsx'],
    ['./b.jsx', 'x.ts', 'b.tsx'],
    ['./c', 'x.ts', 'c/index.ts'],
    ['./c/index.js', 'x.ts', 'c/index.ts'],
    ['.', 'c/x.ts', 'c/index.ts'],
    ['../a', 'c/x.ts', 'a.ts'],
    ['./d.mjs', 'x.ts', 'd.mts'],
    ['./e', 'x.ts', 'e.js'],
    ['./f', 'x.ts', undefined],
    ['./nowhere', 'x.ts', undefined],
    ['./package.json', 'x.ts', undefined],
    ['./a.ts/deeper', 'x.ts', undefined],
    ['node:fs', 'x.ts', undefined],
    ['fs', 'x.ts', undefined],
    ['react', 'x.ts', undefined],
  ])('%s from %s: %s', (specifier, from, expected) => {
    expect(project.resolve(specifier, from)).toBe(expected);
  });
});

describe('aliases of the nearest tsconfig', () => {
  const folder = new Folder({
    'base.json': '{ "compilerOptions": { "paths": { "@lib/*": ["./shared/*"] } } }',
    'shared/time.ts': '',
    'one/tsconfig.json': '{ // a comment\n "extends": "../base.json", }',
    'one/src/x.ts': '',
    'two/tsconfig.json': '{ "files": [], "references": [{ "path": "./tsconfig.app.json" }] }',
    'two/tsconfig.app.json': '{ "compilerOptions": { "paths": { "@/*": ["./src/*"] } } }',
    'two/src/db.ts': '',
    'three/tsconfig.json': '{ "compilerOptions": { "baseUrl": "./src" } }',
    'three/src/db.ts': '',
    'broken/tsconfig.json': '{ "compilerOptions": { "paths": 3 ',
    'cyclic/tsconfig.json': '{ "extends": "./tsconfig.json" }',
  });
  const project = new DiskProject(folder.path);
  afterAll(() => folder[Symbol.dispose]());
  test.each([
    ['@lib/time', 'one/src/x.ts', 'shared/time.ts'],
    ['@/db', 'two/src/x.ts', 'two/src/db.ts'],
    ['db', 'three/src/deep/x.ts', 'three/src/db.ts'],
    ['@/db', 'one/src/x.ts', undefined],
    ['@/db', 'broken/x.ts', undefined],
    ['@/db', 'cyclic/x.ts', undefined],
  ])('%s from %s: %s', (specifier, from, expected) => {
    expect(project.resolve(specifier, from)).toBe(expected);
  });
});

describe('packages of the same repository, by their own manifests', () => {
  const folder = new Folder({
    '.git/HEAD': '',
    'package.json': '{ "name": "root", "workspaces": ["packages/*"] }',
    'packages/main/package.json': '{ "name": "@x/main", "main": "./dist/index.js" }',
    'packages/main/src/index.ts': '', 'packages/main/src/sub.ts': '',
    'packages/exp/package.json': JSON.stringify({ name: '@x/exp', exports: { '.': { types: './dist/types/all.d.ts', import: './dist/esm/all.js' }, './feature/*': './dist/features/*.js' } }),
    'packages/exp/src/all.ts': '', 'packages/exp/src/features/a.ts': '',
    'packages/bare/package.json': '{ "name": "bare" }', 'packages/bare/index.js': '',
    'packages/both/package.json': JSON.stringify({ name: '@x/both', exports: { '.': { browser: './dist/browser.mjs', import: './dist/index.mjs' } } }),
    'packages/both/src/browser.ts': '',
    'packages/both/src/index.ts': '',
    'packages/odd/package.json': '{ "name": "odd", "main": 3, "exports": null }',
    'packages/broken/package.json': '{ "name": ',
    'packages/user/x.ts': '',
    'node_modules/bare2/package.json': '{ "name": "bare2", "main": "i.js" }', 'node_modules/bare2/i.js': '',
  });
  const project = new DiskProject(folder.path);
  afterAll(() => folder[Symbol.dispose]());
  test.each([
    ['@x/main', 'packages/main/src/index.ts'],
    ['@x/main/sub', 'packages/main/src/sub.ts'],
    ['@x/exp', 'packages/exp/src/all.ts'],
    ['@x/exp/feature/a', 'packages/exp/src/features/a.ts'],
    ['@x/both', 'packages/both/src/index.ts'],
    ['@x/exp/feature/b', undefined],
    ['bare', 'packages/bare/index.js'],
    ['bare2', undefined],
    ['odd', undefined],
    ['@x', undefined],
    ['', undefined],
  ])('%s: %s', (specifier, expected) => {
    expect(project.resolve(specifier, 'packages/user/x.ts')).toBe(expected);
  });

  test('outside any repository too', () => {
    using other = new Folder({ 'package.json': '{ "name": "root" }', 'packages/a/package.json': '{ "name": "a" }', 'packages/a/index.ts': '', 'packages/b/src/x.ts': '' });
    expect(new DiskProject(other.path).resolve('a', 'packages/b/src/x.ts')).toBe('packages/a/index.ts');
  });
});

test('a text, once read, is kept; none is undefined', () => {
  using folder = new Folder({ 'a.ts': '\ufefflet a;' });
  const project = new DiskProject(folder.path);
  expect([project.read('a.ts'), project.read('a.ts'), project.read('b.ts'), project.read('.')]).toEqual(['let a;', 'let a;', undefined, undefined]);
});
