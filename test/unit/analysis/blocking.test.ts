import { describe, expect, test } from 'vitest';
import { analyze } from '../../../src/analysis/analyze.ts';

/** What holds the loop in `async function f() { … }`, as label, kind and rounds. */
function blocking(body: string, before = ''): readonly string[] {
  const { functions } = analyze({ path: 'a.ts', text: `${before}\nexport async function f(p: string, q: string) {\n  await start();\n${body}\n}\n` });
  return (functions.find(({ name }) => name === 'f')?.blocking ?? []).map(({ label, kind, rounds, annotation }) => [label, kind, ...(rounds === undefined ? [] : [rounds]), ...(annotation?.durationUs === undefined ? [] : [`${annotation.durationUs} µs`])].join(' '));
}

describe('what holds the event loop', () => {
  test.each<[string, string, readonly string[]]>([
    ['a synchronous file operation', 'const x = fs.readFileSync(p);', ['fs.readFileSync file']],
    ['an imported one', 'const x = readFileSync(p);', ['readFileSync file']],
    ['a child process', 'execSync("npm ci");', ['execSync process']],
    ['a key derivation, with its iterations', 'const k = crypto.pbkdf2Sync(p, q, 600_000, 32, "sha512");', ['crypto.pbkdf2Sync crypto 600000']],
    ['a password’s hash', 'const h = bcrypt.hashSync(p, 12);', ['bcrypt.hashSync crypto']],
    ['a compression', 'const z = zlib.gzipSync(p);', ['zlib.gzipSync compression']],
    ['the parsing of a file that was read here', 'const x = JSON.parse(await readFile(p, "utf8"));', ['JSON.parse parse']],
    ['the same through a variable', 'const text = await fs.promises.readFile(p);\nconst x = JSON.parse(text.toString());', ['JSON.parse parse']],
    ['the parsing of anything else: nobody knows', 'const x = JSON.parse(p);', []],
    ['a long loop', 'let n = 0; for (let i = 0; i < 2_000_000; i++) n += i;', ['loop loop 2000000']],
    ['loops inside one another', 'let n = 0; for (let i = 0; i < 1000; i++) for (let j = 0; j < 1000; j++) n += j;', ['loop loop 1000000']],
    ['a short loop', 'let n = 0; for (let i = 0; i < 1000; i++) n += i;', []],
    ['a long loop that awaits', 'for (let i = 0; i < 2_000_000; i++) await one(i);', []],
    ['what an annotation calls computing', 'render(p); // @overlap 80ms compute', ['render call 80000 µs']],
    ['an annotated loop', '// @overlap 30ms compute\nfor (const x of p) use(x);', ['loop loop 30000 µs']],
    ['an annotation of a wait', 'await render(p); // @overlap 80ms', []],
    ['what only sounds so and is awaited', 'await db.resync(p); await dataSync(p);', []],
    ['what happens in a callback', 'button.on("press", () => { fs.readFileSync(p); });', []],
    ['what is in a string', 'log("fs.readFileSync(p)");', []],
    ['several, in order', 'writeFileSync(p, q);\nexecSync(q);', ['writeFileSync file', 'execSync process']],
    ['one inside another: the outer', 'parse(readFileSync(p)); // @overlap 9ms compute', ['parse call 9000 µs']],
  ])('%s', (_, body, expected) => {
    expect(blocking(body)).toEqual(expected);
  });

  test('a function of the same file is looked at where it is', () => {
    expect(blocking('loadSync(p);', 'function loadSync(p: string) { return p; }')).toEqual([]);
  });
});
