import { execFileSync } from 'node:child_process';
import { chmodSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { largestBytes } from '../../../src/cli/read-source.ts';
import { Folder, main, overlap, overlapProcess } from './run-cli.ts';

const plain = 'export async function f() { const a = await first(); const b = await second(a); return b; }\n';

interface Printed {
  version: number;
  files: { path: string; errors: { line: number; column: number; message: string }[]; functions: { name: string; line: number; column: number; awaits: { line: number; column: number }[] }[] }[];
}

async function json(args: readonly string[], cwd: string): Promise<Printed> {
  const { out, status, err } = await overlap(['analyze', '--format', 'json', ...args], cwd);
  expect({ status, err }).toEqual({ status: 0, err: '' });
  return JSON.parse(out) as Printed;
}

describe('which files', () => {
  test('a folder: by name, without what .gitignore leaves out, node_modules and declaration files', async () => {
    using folder = new Folder({
      '.git/HEAD': 'ref: refs/heads/main\n',
      '.gitignore': 'dist/\n*.gen.ts\n!kept.gen.ts\n',
      'src/b.ts': plain, 'src/a.tsx': plain, 'src/c.mjs': plain, 'src/d.d.ts': '', 'src/e.txt': '',
      'src/x.gen.ts': plain, 'src/kept.gen.ts': plain, 'dist/a.ts': plain, 'node_modules/m/a.ts': plain,
      'src/deep/.gitignore': 'own.ts\n', 'src/deep/own.ts': plain, 'src/deep/other.ts': plain,
    });
    expect((await json(['.'], folder.path)).files.map((file) => file.path)).toEqual(['src/a.tsx', 'src/b.ts', 'src/c.mjs', 'src/deep/other.ts', 'src/kept.gen.ts']);
    expect((await json(['src/deep', 'src/a.tsx', './src'], folder.path)).files.map((file) => file.path)).toEqual(['src/deep/other.ts', 'src/a.tsx', 'src/b.ts', 'src/c.mjs', 'src/kept.gen.ts']);
    expect((await json(['**/*.ts'], folder.path)).files.map((file) => file.path)).toEqual(['src/b.ts', 'src/deep/other.ts', 'src/kept.gen.ts']);
    expect((await json(['dist/a.ts'], folder.path)).files.map((file) => file.path)).toEqual(['dist/a.ts']);
  });

  test('the .gitignore above the folder counts', async () => {
    using folder = new Folder({ '.git/HEAD': '', '.gitignore': '/src/out\n', 'src/a.ts': plain, 'src/out/b.ts': plain });
    expect((await json(['src'], folder.path)).files.map((file) => file.path)).toEqual(['src/a.ts']);
    expect((await json(['src/**/*.ts'], folder.path)).files.map((file) => file.path)).toEqual(['src/a.ts']);
  });

  test.each([
    [['nowhere.ts'], 'There is no file or folder nowhere.ts.'],
    [['*.mts'], 'Nothing matches *.mts.'],
    [['notes.txt'], 'notes.txt is not a TypeScript or JavaScript file'],
    [['App.vue'], 'App.vue is not analysed'],
    [['empty'], 'There is no TypeScript or JavaScript file in empty'],
  ])('%s: status 2 and one line', async (args, line) => {
    using folder = new Folder({ 'notes.txt': '', 'App.vue': '', 'a.ts': plain, 'empty/x.txt': '' });
    const { status, out, err } = await overlap(['analyze', ...args], folder.path);
    expect({ status, out }).toEqual({ status: 2, out: '' });
    expect(err).toMatch(/^overlap: [^\n]+\n$/);
    expect(err).toContain(line);
  });

  test('Vue files in a folder are counted, not passed over in silence', async () => {
    using folder = new Folder({ 'a.ts': plain, 'b.vue': '', 'c.vue': '' });
    expect((await overlap(['analyze', '.'], folder.path)).err).toBe('overlap: 2 .vue files not analysed: Overlap does not read scripts in .vue files.\n');
  });
});

describe('arguments that make no sense: status 2 and one line', () => {
  test.each([
    [['analyze'], "missing required argument 'path'"],
    [['analyze', '--format', 'xml', '.'], 'Allowed choices are text, json, sarif'],
    [['analyze', '--threshold', 'fast', '.'], 'Give a number of milliseconds from 0'],
    [['analyze', '--threshold', '-1', '.'], 'Give a number of milliseconds from 0'],
    [['analyze', '--max-findings', '1.5', '.'], 'Give a whole number from 0'],
    [['analyze', '--formt', 'json', '.'], 'Did you mean --format?'],
    [['analyse', '.'], 'Did you mean analyze?'],
  ])('%s', async (args, words) => {
    const { status, out, err } = await overlap(args, '.');
    expect({ status, out }).toEqual({ status: 2, out: '' });
    expect(err).toMatch(/^overlap: [^\n]+\n$/);
    expect(err).toContain(words);
  });

  test('help is no error', async () => {
    const { status, out, err } = await overlap(['analyze', '--help'], '.');
    expect({ status, err }).toEqual({ status: 0, err: '' });
    expect(out).toContain('--max-findings');
    for (const command of ['analyze', 'fix', 'simulate', 'scenarios']) {
      const help = (await overlap([command, '--help'], '.')).out;
      expect(help).toContain('\nExit status 0: done. ');
      expect(help).not.toContain('[]');
    }
  });
});

describe('bad input costs only itself', () => {
  test('a syntax error is listed with its place, and the other files are analysed', async () => {
    using folder = new Folder({ 'a.ts': 'async function f() {\n  await (\n}\n', 'b.ts': plain });
    const [broken, sound] = (await json(['.'], folder.path)).files;
    expect(broken?.errors[0]).toMatchObject({ line: 3 });
    expect(sound).toMatchObject({ errors: [], functions: [{ name: 'f' }] });
  });

  test('in one that does not parse nothing is proven, and nothing safe', async () => {
    const safe = "import { readFile } from 'node:fs/promises';\nexport async function f() {\n  const a = await readFile('a');\n  const b = await readFile('b');\n  return [a, b];\n}\n";
    using folder = new Folder({ 'a.ts': safe, 'b.ts': `${safe}const = 1;\n` });
    const pairs = (await json(['.'], folder.path)).files.map(({ functions }) => (functions[0] as unknown as { pairs: unknown[] }).pairs[0]);
    expect(pairs).toMatchObject([{ confidence: 'proven', fixSafe: true }, { confidence: 'likely', fixSafe: false }]);
    const { out } = await overlap(['analyze', 'b.ts'], folder.path);
    expect(out).toMatch(/^ {2}error 7:\d+ /m);
    expect(out).toContain('Likely. The file does not parse: nothing in it is safe to rewrite.');
    expect(out).not.toContain('Proven');
  });

  test.each<[string, string | Buffer, string]>([
    ['a binary file', Buffer.from([0x47, 0x40, 0, 0x10, 0, 0, 0xb0]), 'Not analysed: it is not text (it holds zero bytes).'],
    ['a file beyond the limit', Buffer.alloc(largestBytes + 1, 0x20), 'Not analysed: it is 16 MB long, and the limit is 16 MB.'],
  ])('%s', async (_, content, message) => {
    using folder = new Folder({ 'a.ts': content, 'b.ts': plain });
    const { files } = await json(['.'], folder.path);
    expect(files[0]?.errors).toEqual([{ line: 1, column: 1, message }]);
    expect(files[1]?.functions).toHaveLength(1);
  });

  test('where nothing that was asked for could be read, the status says so', async () => {
    using folder = new Folder({ 'a.ts': Buffer.from([0, 1, 2]), 'b.ts': plain, 'c.ts': 'async function f( {' });
    expect(await overlap(['analyze', 'a.ts'], folder.path)).toMatchObject({ status: 2, err: 'overlap: nothing could be read: a.ts: Not analysed: it is not text (it holds zero bytes).\n' });
    expect(await overlap(['analyze', 'a.ts', 'b.ts'], folder.path)).toMatchObject({ status: 0, err: '' });
    expect(await overlap(['analyze', 'c.ts'], folder.path)).toMatchObject({ status: 0, err: '' });
  });

  test.each<[string, string | Buffer]>([
    ['nothing', ''],
    ['a byte order mark', `\ufeff${plain}`],
    ['UTF-16', Buffer.from(`\ufeff${plain}`, 'utf16le')],
    ['CRLF', `\r\n\r\n${plain.replace('\n', '\r\n')}`],
    ['one line of a megabyte', `const x = [${'1,'.repeat(500_000)}];${plain}`],
    ['an unpaired surrogate', Buffer.concat([Buffer.from('const s = "'), Buffer.from([0xed, 0xa0, 0x80]), Buffer.from(`";${plain}`)])],
    ['500 nested blocks', `async function f() { ${'if (x) {'.repeat(500)} await g(); ${'}'.repeat(500)} }`],
    ['2,000 awaits', `async function f() {\n${'  await g();\n'.repeat(2000)}}\n`],
  ])('%s', async (name, content) => {
    using folder = new Folder({ 'a.ts': content });
    const [file] = (await json(['a.ts'], folder.path)).files;
    expect(file?.errors).toEqual([]);
    expect(file?.functions).toHaveLength(name === 'nothing' ? 0 : 1);
  });

  test('columns do not count the byte order mark', async () => {
    using folder = new Folder({ 'a.ts': `\ufeff${plain}`, 'b.ts': plain });
    const [marked, unmarked] = (await json(['.'], folder.path)).files;
    expect(marked?.functions).toEqual(unmarked?.functions);
  });
});

describe('a folder that nobody may look into', () => {
  test('costs only itself', async () => {
    using folder = new Folder({ 'a.ts': plain, 'shut/b.ts': plain });
    chmodSync(folder.path, 0o755);
    chmodSync(path.join(folder.path, 'shut'), 0o000);
    // Root looks into every folder: as somebody else it does not.
    const isRoot = process.geteuid?.() === 0;
    if (isRoot) process.seteuid?.(65534);
    try {
      for (const command of ['analyze', 'fix']) expect(await overlap([command, '.'], folder.path)).toMatchObject({ status: 0, err: expect.stringContaining('overlap: shut cannot be read: permission is denied.\n') as string });
      expect(await overlap(['analyze', 'shut'], folder.path)).toMatchObject({ status: 2, out: '', err: 'overlap: shut cannot be read: permission is denied.\n' });
    } finally {
      if (isRoot) process.seteuid?.(0);
      chmodSync(path.join(folder.path, 'shut'), 0o700);
    }
  });
});

describe('in a process of its own', () => {
  test('data to stdout, the rest to stderr, the status to the shell', async () => {
    using folder = new Folder({ 'a.ts': plain, 'b.vue': '' });
    const ended = await overlapProcess(['analyze', '.', '--format', 'json'], folder.path);
    expect({ ...ended, out: (JSON.parse(ended.out) as Printed).files.map((file) => file.path) }).toEqual({ status: 0, out: ['a.ts'], err: 'overlap: 1 .vue file not analysed: Overlap does not read scripts in .vue files.\n' });
    expect(await overlapProcess(['analyze', 'nowhere'], folder.path)).toMatchObject({ status: 2, out: '' });
  });

  test('whoever reads the output may stop reading', () => {
    using folder = new Folder(Object.fromEntries(Array.from({ length: 100 }, (_, n) => [`f${n}.ts`, plain.repeat(20)])));
    const script = `"${process.execPath}" "${main}" analyze --format json . 2>&1 | head -c 100`;
    expect(execFileSync('sh', ['-c', script], { cwd: folder.path, encoding: 'utf8' })).toHaveLength(100);
  });
});

describe('--types', () => {
  const files = {
    '.git/HEAD': 'ref: refs/heads/main\n',
    'tsconfig.json': '{ "compilerOptions": { "strict": true, "module": "ESNext", "moduleResolution": "bundler", "lib": ["ES2022", "DOM"], "types": [] } }',
    'a.ts': [
      'interface Users { find(id: string): Promise<string>; orders(id: string): Promise<string> }',
      'class RemoteUsers implements Users {',
      "  async find(id: string) { return String(await fetch('https://x.org/users/' + id)); }",
      "  async orders(id: string) { return String(await fetch('https://x.org/orders/' + id)); }",
      '}',
      'export async function main(users: Users, id: string) {',
      '  const user = await users.find(id);',
      '  const orders = await users.orders(id);',
      '  return user + orders;',
      '}',
      '',
    ].join('\n'),
  };
  const pairOf = async (...args: string[]) => {
    using folder = new Folder(files);
    const { out } = await overlap(['analyze', '--format', 'json', ...args, 'a.ts'], folder.path);
    const printed = JSON.parse(out) as { files: { functions: { name: string; pairs: { verdict: string; confidence: string }[] }[] }[] };
    return printed.files[0]?.functions.find(({ name }) => name === 'main')?.pairs[0];
  };

  test("looks behind an interface, so that what was likely is proven", async () => {
    expect(await pairOf()).toMatchObject({ confidence: 'likely' });
    expect(await pairOf('--types')).toMatchObject({ verdict: 'independent', confidence: 'proven' });
  });
});

describe('--types knows of classes in other files that do something else in place of a method', () => {
  const helper: Record<string, string> = {
    '.git/HEAD': 'ref: refs/heads/main\n',
    'tsconfig.json': '{ "compilerOptions": { "strict": true, "module": "ESNext", "moduleResolution": "bundler", "lib": ["ES2022", "DOM"], "types": [] } }',
    'a.ts': [
      'export class Debugger {',
      "  async info(name: string) { return (await fetch('https://x.org/info/' + name)).text(); }",
      "  async outputOf(name: string) { return (await fetch('https://x.org/output/' + name)).text(); }",
      '  async main(name: string) {',
      '    const info = await this.info(name);',
      '    const output = await this.outputOf(name);',
      '    return info + output;',
      '  }',
      '}',
      '',
    ].join('\n'),
    'between.ts': "import { Debugger } from './a';\nexport class Between extends Debugger {}\n",
  };
  const overriding = "import { Between } from './between';\nexport class Local extends Between {\n  found = '';\n  override async info(name: string) { this.found = name; return name; }\n}\n";
  test.each<[what: string, others: Record<string, string>, confidence: string]>([
    ['none', {}, 'proven'],
    ['one that extends one that extends it', { 'local.ts': overriding }, 'likely'],
    ['one that has another method', { 'local.ts': overriding.replace('info(', 'more(').replace('override ', '') }, 'proven'],
  ])('%s', async (_what, others, confidence) => {
    using folder = new Folder({ ...helper, ...others });
    const { out } = await overlap(['analyze', '--format', 'json', '--types', 'a.ts'], folder.path);
    const printed = JSON.parse(out) as { files: { functions: { name: string; pairs: { verdict: string; confidence: string; fixSafe: boolean }[] }[] }[] };
    expect(printed.files[0]?.functions.find(({ name }) => name.endsWith('main'))?.pairs[0]).toMatchObject({ verdict: 'independent', confidence, fixSafe: confidence === 'proven' });
  });
});

describe('--types says what is wrong with the configuration that it goes by', () => {
  const asks = 'export async function main(users: { find(id: string): Promise<string> }) {\n  const a = await users.find("a");\n  const b = await users.find("b");\n  return a + b;\n}\n';
  test.each<[string, Record<string, string>, RegExp]>([
    ['none', {}, /^overlap: There is no tsconfig\.json for a\.ts\. Types are asked by TypeScript's own defaults\.\n$/],
    ['one that does not parse', { 'tsconfig.json': '{\n  "compilerOptions": { bad' }, /^overlap: tsconfig\.json:2:\d+: Property assignment expected\. Types are asked by what is left of it\.\n$/],
    ['one that extends what is not there', { 'tsconfig.json': '{ "extends": "./gone.json" }' }, /^overlap: tsconfig\.json: Cannot read file '[^']*gone\.json'\. Types are asked by what is left of it\.\n$/],
    ['one that extends a package that is not there', { 'tsconfig.json': '{ "extends": "@acme/tsconfig" }' }, /^overlap: tsconfig\.json:1:14: File '@acme\/tsconfig' not found\. Types are asked by what is left of it\.\n$/],
    ['one in order', { 'tsconfig.json': '{ "compilerOptions": { "strict": true, "unheardOf": 1 } }' }, /^$/],
  ])('%s', async (_, files, line) => {
    using folder = new Folder({ 'a.ts': asks, 'b.ts': asks, ...files });
    const { status, err } = await overlap(['analyze', '--types', '.'], folder.path);
    expect({ status, err }).toEqual({ status: 0, err: expect.stringMatching(line) as string });
  });
});

describe('--catalogue', () => {
  const files = {
    'a.ts': "import { quote, rates } from '@acme/billing';\nexport async function main() {\n  const a = await quote('x');\n  const b = await rates('x');\n  return [a, b];\n}\n",
    'ours.json': '[{ "names": ["@acme/billing"], "members": { "quote rates": "reads host:billing" } }]',
    'wrong.json': '[{ "names": ["@acme/billing"], "members": { "quote": "reads fiel:a" } }]',
    'broken.json': '[{',
  };

  test('says what a package does that nobody else knows', async () => {
    using folder = new Folder(files);
    const confidenceOf = async (...args: string[]) => (JSON.parse((await overlap(['analyze', '--format', 'json', ...args, 'a.ts'], folder.path)).out) as { files: { functions: { pairs: { confidence: string }[] }[] }[] }).files[0]?.functions[0]?.pairs[0]?.confidence;
    expect([await confidenceOf(), await confidenceOf('--catalogue', 'ours.json')]).toEqual(['likely', 'proven']);
  });

  test('holds for fixes and for the simulation of a function alike', async () => {
    using folder = new Folder(files);
    const fixed = async (...args: string[]) => (await overlap(['fix', '--dry-run', ...args, 'a.ts'], folder.path)).err.split('\n').at(-2);
    expect([await fixed(), await fixed('--catalogue', 'ours.json')]).toEqual(['overlap: 0 fixes in 0 of 1 file; nothing was written.', 'overlap: 1 fix in 1 of 1 file; nothing was written.']);
    const overlapped = async (...args: string[]) => 'overlapped' in (JSON.parse((await overlap(['simulate', '--format', 'json', ...args, 'a.ts#main'], folder.path)).out) as object);
    expect([await overlapped(), await overlapped('--catalogue', 'ours.json')]).toEqual([false, true]);
    expect(await overlap(['simulate', '--catalogue', 'ours.json', 'deadlock'], folder.path)).toMatchObject({ status: 2, err: 'overlap: --catalogue is for functions: a scenario calls nothing that is to be looked up.\n' });
  });

  test.each([
    ['wrong.json', '[0].members["quote"]: `fiel` is not a kind of resource'],
    ['broken.json', 'is not JSON'],
    ['gone.json', 'there is no such file'],
  ])('%s: what is wrong with it', async (file, message) => {
    using folder = new Folder(files);
    const { status, err } = await overlap(['analyze', '--catalogue', file, 'a.ts'], folder.path);
    expect(status).toBe(2);
    expect(err).toContain(message);
  });
});
