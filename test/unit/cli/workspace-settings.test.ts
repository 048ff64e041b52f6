import { describe, expect, test } from 'vitest';
import { Folder, overlap } from './run-cli.ts';

const two = 'import { readFile } from \'node:fs/promises\';\nexport async function f() { const a = await readFile(\'a\'); const b = await readFile(\'b\'); return [a, b]; }\n';
const unknown = 'export async function f(db: { users(): Promise<string> }) { return await db.users(); }\n';

interface Printed {
  files: { functions: { awaits: { durationUs: number; durationFrom: string }[]; groups: unknown[]; pairs: { verdict: string }[] }[] }[];
}

async function json(args: readonly string[], cwd: string): Promise<{ readonly printed: Printed; readonly err: string }> {
  const { out, status, err } = await overlap(['analyze', '--format', 'json', ...args], cwd);
  expect(status).toBe(0);
  return { printed: JSON.parse(out) as Printed, err };
}

describe('.vscode/settings.json', () => {
  test('durations, with comments and commas, and where they come from', async () => {
    using folder = new Folder({ '.vscode/settings.json': '{\n  // as measured\n  "overlap.durations": { "db.*": 12, },\n}\n', 'src/a.ts': unknown });
    const { printed, err } = await json(['src/a.ts'], folder.path);
    expect(err).toBe('');
    expect(printed.files[0]?.functions[0]?.awaits).toMatchObject([{ durationUs: 12_000, durationFrom: 'setting' }]);
  });

  test('the nearest, up to the folder of .git', async () => {
    using folder = new Folder({
      '.vscode/settings.json': '{ "overlap.durations": { "db.*": 1 } }',
      'repo/.git/HEAD': '', 'repo/a.ts': unknown,
      'repo/.vscode/settings.json': '{ "overlap.durations": { "db.*": 2 } }',
      'repo/inner/.vscode/settings.json': '{ "overlap.durations": { "db.*": 3 } }', 'repo/inner/b.ts': unknown,
      'other/.git/HEAD': '', 'other/c.ts': unknown,
    });
    const { printed } = await json(['repo/a.ts', 'repo/inner/b.ts', 'other/c.ts'], folder.path);
    expect(printed.files.map(({ functions }) => functions[0]?.awaits[0]?.durationUs)).toEqual([2000, 3000, 20_000]);
  });

  test('the threshold, and the argument before it', async () => {
    using folder = new Folder({ '.vscode/settings.json': '{ "overlap.thresholdMs": 1000 }', 'a.ts': two });
    expect((await json(['a.ts'], folder.path)).printed.files[0]?.functions[0]?.groups).toHaveLength(0);
    expect((await json(['--threshold', '1', 'a.ts'], folder.path)).printed.files[0]?.functions[0]?.groups).toHaveLength(1);
  });

  test('the catalogue, and the argument before it', async () => {
    const entry = (does: string): string => JSON.stringify([{ names: ['@acme/billing'], members: { 'quote rates': does } }]);
    const text = "import { quote, rates } from '@acme/billing';\nexport async function f() { const a = await quote(); const b = await rates(); return [a, b]; }\n";
    using folder = new Folder({ '.vscode/settings.json': `{ "overlap.catalogue": ${entry('writes host:billing')} }`, 'reads.json': entry('reads host:billing'), 'a.ts': text });
    expect((await json(['a.ts'], folder.path)).printed.files[0]?.functions[0]?.pairs[0]?.verdict).toBe('effect');
    expect((await json(['--catalogue', 'reads.json', 'a.ts'], folder.path)).printed.files[0]?.functions[0]?.pairs[0]?.verdict).toBe('independent');
  });

  test.each([
    ['{ "overlap.durations": ', /^overlap: \.vscode\/settings\.json:1 is not used: it is not JSON with comments: a value is missing\.\n$/],
    ['{ overlap: 1 }', /^overlap: \.vscode\/settings\.json:1 is not used: it is not JSON with comments: a word stands there that is no value\.\n$/],
    ['[]', /^overlap: \.vscode\/settings\.json:1 is not used: it holds no settings\.\n$/],
    ['{ "overlap.durations": { "db.*": "soon" } }', /^overlap: \.vscode\/settings\.json: overlap\.durations is not used: "db\.\*" in it must be a number of milliseconds from 0, and is "soon"\.\n$/],
    ['{ "overlap.durations": 5 }', /^overlap: \.vscode\/settings\.json: overlap\.durations is not used: it must be a table of calls and their milliseconds, such as \{ "db\.\*": 20 \}, and is 5\.\n$/],
    ['{ "overlap.fix.limit": 1 }', /^overlap: \.vscode\/settings\.json: overlap\.fix\.limit is not used: it must be a whole number from 2, and is 1\.\n$/],
  ])('a broken one, %s, is one line on stderr', async (content, line) => {
    using folder = new Folder({ '.vscode/settings.json': content, 'a.ts': unknown, 'b.ts': unknown });
    const { printed, err } = await json(['a.ts', 'b.ts'], folder.path);
    expect(err).toMatch(line);
    expect(printed.files.map(({ functions }) => functions[0]?.awaits[0]?.durationFrom)).toEqual(['default', 'default']);
  });

  test('how many iterations run at a time, in every command alike', async () => {
    using folder = new Folder({ '.vscode/settings.json': '{ "overlap.fix.limit": 3 }', 'a.ts': 'export async function f(urls: string[]) {\n  for (const url of urls) {\n    await fetch(url);\n  }\n}\n' });
    expect((await overlap(['analyze', 'a.ts'], folder.path)).out).toContain('10 iterations assumed, 3 at a time, ≈ 1.0 s → 400 ms');
    expect((await overlap(['analyze', 'a.ts'], folder.path)).out).toContain('a loop could overlap · ≈ 1.0 s → 400 ms');
    expect((await overlap(['simulate', 'a.ts#f'], folder.path)).out).toContain('Overlapped, the iterations of an independent loop run 3 at a time.');
    expect((await overlap(['simulate', 'a.ts#f', '--set', 'limit=5'], folder.path)).out).toContain('run 5 at a time.');
  });

  test('simulate and fix go by it too', async () => {
    using folder = new Folder({ '.vscode/settings.json': '{ "overlap.durations": { "db.*": 12, "readFile": 5000 }, "overlap.thresholdMs": 6000 }', 'a.ts': unknown, 'b.ts': two });
    expect((await overlap(['simulate', 'a.ts#f'], folder.path)).out).toContain('12 ms');
    expect((await overlap(['fix', '--dry-run', 'b.ts'], folder.path)).err).toContain('0 fixes in 0 of 1 file');
    expect((await overlap(['fix', '--dry-run', '--threshold', '1', 'b.ts'], folder.path)).err).toContain('1 fix in 1 of 1 file');
  });
});
