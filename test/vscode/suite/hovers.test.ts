import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { isLinkedPlace } from '../../../src/contributions.ts';
import { closeEverything, inWorkspace, offsetOf, openFile, openText, sequential, until } from '../editing.ts';

/** What Overlap's hover says at a text, the editor's own hovers left out; undefined where it says nothing. */
async function hoverAt(document: vscode.TextDocument, text: string): Promise<string | undefined> {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', document.uri, document.positionAt(offsetOf(document, text) + 1));
  const all = hovers.flatMap(({ contents }) => contents).flatMap((content) => (content instanceof vscode.MarkdownString ? [content.value] : []));
  return all.find((content) => content.includes('command:overlap.'));
}

/** The arguments of the links to a command in a hover. */
function argumentsOf(hover: string, command: string): unknown[] {
  return [...hover.matchAll(/\(command:([\w.]+)\?([^ )]+)/g)].filter(([, name]) => name === command).map(([, , query]) => (JSON.parse(decodeURIComponent(query ?? '')) as unknown[])[0]);
}

describe('the hover on await', function () {
  // VS Code waits for its own TypeScript's hover too, which starts late on a slow machine.
  this.timeout(90_000);
  afterEach(closeEverything);

  it('says how long it waits, and that it needs nothing from its neighbour', async () => {
    const { document } = await openText(sequential);
    const hover = await hoverAt(document, 'await fetchOrders');
    assert.match(hover ?? '', /`fetchOrders` waits 1\.0 s/);
    assert.match(hover ?? '', /needs nothing from `fetchUser` before it/);
  });

  it('shows the line that proves a need, as a link that goes there', async () => {
    const { document } = await openFile('dashboard.ts');
    const hover = await hoverAt(document, 'await fetchOrders(profile.id)');
    assert.match(hover ?? '', /needs the value of `fetchProfile` before it \(proven\)/);
    const target = argumentsOf(hover ?? '', 'overlap.goTo').at(-1);
    assert.ok(isLinkedPlace(target));
    await vscode.commands.executeCommand('overlap.goTo', target);
    const editor = vscode.window.activeTextEditor;
    assert.equal(editor?.document, document);
    assert.equal(editor.document.lineAt(editor.selection.active).text, '  const orders = await fetchOrders(profile.id);');
  });

  it('links to a line of another file, where that decides', async () => {
    await openFile('store.ts', `let current = '';\nexport async function remember(id: string) {\n  await fetch('/remember');\n  current = id;\n}\nexport async function recall() {\n  await fetch('/recall');\n  return current;\n}\n`);
    const { document } = await openFile('uses-store.ts', `import { recall, remember } from './store.ts';\nexport async function both(id: string) {\n  await remember(id);\n  const known = await recall();\n  return known;\n}\n`);
    const hover = await until('a reason in store.ts', async () => {
      const found = await hoverAt(document, 'await recall');
      return found?.includes('store.ts:') === true && found;
    });
    const place = argumentsOf(hover, 'overlap.goTo').filter(isLinkedPlace).find(({ uri }) => uri !== document.uri.toString());
    assert.equal(place?.uri, inWorkspace('store.ts').toString(), decodeURIComponent(hover));
  });

  it('links to the timeline and to the durations', async () => {
    const { document } = await openText(sequential);
    const hover = (await hoverAt(document, 'await fetchOrders')) ?? '';
    assert.deepEqual(argumentsOf(hover, 'overlap.showTimeline'), [{ uri: document.uri.toString(), functionId: 'load' }]);
    assert.deepEqual(argumentsOf(hover, 'overlap.openSettings'), ['overlap.durations']);
  });

  it('is not there on other words, nor on an await in a comment', async () => {
    const { document } = await openText(`// no await here\n${sequential}`);
    assert.equal(await hoverAt(document, 'await here'), undefined);
    assert.equal(await hoverAt(document, 'return { user'), undefined);
  });
});
