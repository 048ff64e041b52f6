import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { access, closeEverything, lensesOf, longestBlock, openFile, PanelMessages, pause, replace, sequential, someLenses, until, type Block } from '../editing.ts';
import { withOwnStretch } from '../own-stretch.ts';

/**
 * Only against hanging. What is aimed at is that Overlap's own code holds the thread for no more than 100 ms at a time; the measured figures stand behind each
 * test's name. The host's other extensions count there too: of the one-line file TypeScript's makes an outline of 28,000 functions, which takes hundreds of milliseconds.
 */
const hangMs = 1000;

const filler = `// ${'x'.repeat(96)}\n`;

interface BadInput {
  readonly name: string;
  readonly file: string;
  readonly content: string | Uint8Array;
  /** The number of lenses, where it is certain. */
  readonly lenses?: number;
  /** What the panel says, where it shows no picture. */
  readonly says?: RegExp;
}

const inputs: readonly BadInput[] = [
  { name: 'an empty file', file: 'empty.ts', content: '', lenses: 0, says: /no longer in/ },
  { name: 'a file of 5 MB', file: 'five-megabytes.ts', content: filler.repeat(50_000) + sequential, lenses: 0, says: /five-megabytes\.ts is not analysed: it has 4,\d\d\d KB, and overlap\.maxFileSizeKb is 1,024 KB/ },
  { name: 'a file of one 1 MB line', file: 'one-line.ts', content: `export async function load(id){const a=await one(id);const b=await two(id);return[a,b]}${';x.push(function(a,b){return a*b+1})'.repeat(28_000)}` },
  { name: 'Windows line ends', file: 'crlf.ts', content: sequential.replaceAll('\n', '\r\n'), lenses: 1 },
  { name: 'a byte order mark', file: 'bom.ts', content: `\ufeff${sequential}`, lenses: 1 },
  { name: 'a function of 2,000 awaits', file: 'two-thousand.ts', content: `export async function load(id: string) {\n${Array.from({ length: 2000 }, (_, index) => `  const v${index} = await fetchItem${index}(id);\n`).join('')}}\n` },
  { name: '500 nested blocks', file: 'nested.ts', content: `export async function load(id: string) {\n${'{'.repeat(500)} const a = await fetchUser(id); const b = await fetchOrders(id); show(a, b); ${'}'.repeat(500)}\n}\n` },
  { name: '5,000 nested parentheses', file: 'parentheses.ts', content: `export async function load() { return ${'('.repeat(5000)}await one()${')'.repeat(5000)}; }\n` },
  { name: '3,000 async functions', file: 'many.ts', content: Array.from({ length: 3000 }, (_, index) => sequential.replace('load', `load${index}`).replaceAll('fetch', `fetch${index}`)).join('') },
];

describe('bad input', () => {
  afterEach(closeEverything);

  for (const { name, file, content, lenses, says } of inputs) {
    it(`${name} does not crash or hang anything`, async function () {
      this.timeout(60_000);
      const overlap = await access();
      const messages = new PanelMessages(overlap);
      // The same steps with Overlap looking away: what VS Code, its other extensions and this test need.
      const limit = vscode.workspace.getConfiguration();
      await limit.update('overlap.maxFileSizeKb', 1, vscode.ConfigurationTarget.Global);
      const without = await longestBlock(async () => {
        const { document } = await openFile(`without-${file}`, content || ' '.repeat(2000));
        await lensesOf(document);
        await replace(document, new vscode.Range(0, 0, 0, 0), ' ');
        await pause(600);
      });
      await limit.update('overlap.maxFileSizeKb', undefined, vscode.ConfigurationTarget.Global);
      const { result: blocked, ownMs } = await withOwnStretch(() => longestBlock(async () => {
        const { document } = await openFile(file, content);
        if (lenses !== undefined && lenses > 0) assert.equal((await someLenses(document)).length, lenses);
        await vscode.commands.executeCommand('overlap.showTimeline', { uri: document.uri.toString(), functionId: 'load' });
        const ended = await until('an answer in the panel', () => messages.seen.find(({ type }) => type !== 'busy'), 25_000);
        if (says) assert.match(ended.type === 'empty' ? ended.message : ended.type, says);
        await replace(document, new vscode.Range(0, 0, 0, 0), ' ');
        await pause(600);
        if (lenses !== undefined) assert.equal((await lensesOf(document)).length, lenses);
      }));
      messages.dispose();
      if (this.test) this.test.title += ` [Overlap at most ${ownMs} ms at a time; extension host busy ${told(blocked)}; without Overlap ${told(without)}]`;
      assert.ok((blocked.busyMs ?? blocked.lateMs) < hangMs, `blocked for ${told(blocked)}`);
      await stillWorks();
    });
  }

  it('a binary file named .ts is refused by VS Code or has no lenses', async () => {
    const bytes = Uint8Array.from({ length: 100_000 }, (_, index) => (index * 7919) % 256);
    const document = await openFile('binary.ts', bytes).then(
      (editor) => editor.document,
      () => undefined,
    );
    if (document) assert.deepEqual(await lensesOf(document), []);
    await stillWorks();
  });

  it('unpaired surrogates are text like any other', async () => {
    const { document } = await openFile('surrogates.ts', '');
    await replace(document, new vscode.Range(0, 0, 0, 0), `const lone = '\ud800 \udc00';\n${sequential}`);
    const [lens] = await someLenses(document);
    assert.equal(lens?.line, 1);
  });

  it('nothing of what a file says is run', async () => {
    const marker = 'overlapTestRan';
    const { document } = await openFile('hostile.ts', `(globalThis as Record<string, unknown>)['${marker}'] = true;\nprocess.exit(1);\n${sequential}`);
    await someLenses(document);
    assert.ok(!(marker in globalThis));
  });

  function told({ busyMs, lateMs }: Block): string {
    return busyMs === undefined ? `at most ${lateMs} ms at a time` : `at most ${busyMs} ms at a time (timers up to ${lateMs} ms late)`;
  }

  async function stillWorks(): Promise<void> {
    const { document } = await openFile('still-works.ts', sequential);
    await someLenses(document);
  }
});
