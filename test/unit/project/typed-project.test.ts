import { afterAll, describe, expect, test } from 'vitest';
import ts from 'typescript';
import { Workspace } from '../../../src/analysis/effects/effects.ts';
import { parse } from '../../../src/analysis/parse.ts';
import { bind } from '../../../src/analysis/binder.ts';
import { DiskProject } from '../../../src/project/disk-project.ts';
import { Cancellation, TypedProject } from '../../../src/project/typed-project.ts';
import { Folder } from '../cli/run-cli.ts';
import { told } from '../effects/told.ts';

const files = {
  'package.json': '{ "name": "root" }',
  '.git/HEAD': '',
  'tsconfig.json': '{ "compilerOptions": { "strict": true, "module": "ESNext", "moduleResolution": "bundler", "target": "ES2022", "lib": ["ES2022"], "types": [] }, "include": ["src"] }',
  'src/store.ts': `
    export interface Store { load(id: string): Promise<string>; save(id: string): Promise<void>; }
    export class FileStore implements Store {
      async load(id: string) { return fetch('https://x.org/' + id).then((answer) => answer.text()); }
      async save(id: string) { await fetch('https://x.org/save', { method: 'POST', body: id }); }
    }
    export function makeAll() { return { one: new FileStore(), tools: [new FileStore()] as const }; }
    export function stop(): never { throw new Error('stop'); }
    export const table = { stop };
  `,
  'src/test/mock-store.ts': "import type { Store } from '../store'; export class MockStore implements Store { async load() { return ''; } async save() {} }",
  'src/many.ts': 'export interface Two { go(): Promise<void> } export class A implements Two { async go() {} } export class B implements Two { async go() {} }',
  'src/db.ts': "import { Client } from 'somedb'; export const pick = () => new Map([['a', new Client()]]);",
  'node_modules/somedb/package.json': '{ "name": "somedb", "types": "index.d.ts" }',
  'node_modules/somedb/index.d.ts': 'export declare class Client { fetchRows(sql: string): Promise<unknown[]>; label(): string }',
  'src/main.ts': `
    import { makeAll, table, type Store } from './store';
    import type { Two } from './many';
    import { pick } from './db';
    export async function main(store: Store, two: Two, k: 'one') {
      await store.load('a');
      await two.go();
      const all = makeAll();
      await all[k].save('a');
      await all.tools[0].load('b');
      table.stop();
      await pick().get('a')!.fetchRows('x');
      const name = pick().get('a')!.label();
    }
  `,
};

describe('the second tier', () => {
  const folder = new Folder(files);
  afterAll(() => folder[Symbol.dispose]());

  const lines = (project: DiskProject | TypedProject): string[] => {
    const bound = bind(parse('src/main.ts', files['src/main.ts']));
    const catalogue = [{ family: 'somedb', packages: [{ names: ['somedb'], members: { 'new Client': 'pure' }, types: { Client: { fetchRows: 'sql $0', label: 'pure' } } }] }];
    const effects = new Workspace(project, { catalogue }).effectsIn('src/main.ts', bound);
    const unit = bound.units.find(({ node }) => ts.isFunctionDeclaration(node));
    if (unit === undefined || !ts.isFunctionDeclaration(unit.node)) throw new Error('no main');
    return (unit.node.body?.statements ?? []).map((statement) => told(effects.of(statement)));
  };

  test('finds the body behind an interface, a computed member and an element, and the package of what a map gives', () => {
    const first = lines(new DiskProject(folder.path));
    const second = lines(new TypedProject(folder.path));
    expect(first[0]).toContain('gap');
    expect(second[0]).toBe('reads host:https://x.org/a');
    expect(second[3]).toContain('writes host:https://x.org/save');
    expect(second[4]).toContain('reads host:https://x.org/b');
    expect(second[6]).toContain('table:');
    expect(second[6]).not.toContain('gap');
    expect(second[7]).not.toContain('gap');
  });

  test('one of two classes is not guessed', () => {
    expect(lines(new TypedProject(folder.path))[1]).toContain('gap');
  });

  test('a type `never` is a guard', () => {
    expect(new TypedProject(folder.path).callee('src/main.ts', files['src/main.ts'].indexOf('stop();'))).toMatchObject({ never: true });
  });

  test('where there is nothing at the offset it says nothing', () => {
    const project = new TypedProject(folder.path);
    expect([project.callee('src/main.ts', 0), project.callee('src/main.ts', 1e9), project.callee('src/gone.ts', 3)]).toEqual([undefined, undefined, undefined]);
  });

  test('a text in the editor counts for what it is now', () => {
    const overlay = new Map<string, string>();
    const project = new TypedProject(folder.path, overlay);
    const text = "import type { Store } from './store'; async function f(s: Store) { await s.save('a'); }";
    const at = text.indexOf('save');
    expect(project.callee('src/new.ts', at)).toBeUndefined();
    overlay.set(`${folder.path}/src/new.ts`, text);
    expect(project.callee('src/new.ts', at)?.body?.path).toBe('src/store.ts');
    overlay.set(`${folder.path}/src/new.ts`, `// one line more\n${text}`);
    expect(project.callee('src/new.ts', at)).toBeUndefined();
    expect(project.callee('src/new.ts', at + '// one line more\n'.length)?.body?.path).toBe('src/store.ts');
  });

  test('a tsconfig that cannot be read leaves the defaults', () => {
    using other = new Folder({ 'tsconfig.json': '{ "compilerOptions": ', 'a.ts': 'async function go() {} async function main() { await go(); }', '.git/HEAD': '' });
    expect(new TypedProject(other.path).callee('a.ts', 'async function go() {} async function main() { await '.length)?.body).toEqual({ path: 'a.ts', start: 0 });
  });

  test('a tsconfig that leaves the file to another one', () => {
    using other = new Folder({
      '.git/HEAD': '',
      'tsconfig.json': '{ "files": [], "references": [{ "path": "./tsconfig.app.json" }] }',
      'tsconfig.app.json': '{ "compilerOptions": { "module": "ESNext", "moduleResolution": "bundler", "paths": { "@/*": ["./lib/*"] } }, "include": ["src", "lib"] }',
      'lib/b.ts': 'export class B { async go() {} } export const b: { one: B } = { one: new B() };',
      'src/a.ts': "import { b } from '@/b'; export const main = async (k: 'one') => { await b[k].go(); };",
    });
    expect(new TypedProject(other.path).callee('src/a.ts', "import { b } from '@/b'; export const main = async (k: 'one') => { await b[k].".length)?.body?.path).toBe('lib/b.ts');
  });

  test('who no longer wants the answer gets none, and the next one does', () => {
    let asked = 0;
    let most = 3;
    const project = new TypedProject(folder.path, new Map(), () => ++asked > most);
    const ask = () => project.callee('src/main.ts', files['src/main.ts'].indexOf('load('));
    expect(ask).toThrow(Cancellation);
    most = Infinity;
    expect(ask()?.body?.path).toBe('src/store.ts');
  });
});
