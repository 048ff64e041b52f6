import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { TestAccess } from '../../../src/extension.ts';
import { access, closeEverything, inWorkspace, openFile, PanelMessages, rangeOf, replace, until } from '../editing.ts';
import { challengeLevels } from '../../../src/report/challenge-levels.ts';

describe('the challenge', () => {
  let overlap: TestAccess;
  let messages: PanelMessages;
  beforeEach(async () => {
    overlap = await access();
    messages = new PanelMessages(overlap);
    await overlap.progress.replace({});
  });
  afterEach(async () => {
    messages.dispose();
    await vscode.commands.executeCommand('notifications.clearAll');
    await overlap.progress.replace({});
    await closeEverything();
  });

  const unmet = (document: vscode.TextDocument) => overlap.challenges.result(document)?.checks.filter(({ met }) => !met).map(({ text }) => text);

  it('is begun where the person says, shown in the panel, checked at each pause, and remembered when it is met', async () => {
    const begun = vscode.commands.executeCommand('overlap.startChallenge', 'all');
    const editor = await until('the challenge', async () => {
      await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      const active = vscode.window.activeTextEditor;
      return active?.document.uri.path.includes('overlap-all') === true && active;
    });
    await begun;
    const { document } = editor;
    assert.equal(document.isUntitled, true);
    assert.equal((await messages.next('snapshot')).snapshot.state.functionId, 'loadPage');
    const line = rangeOf(document, 'await fetchProfile').start.line + 1;
    assert.ok((await until('what is missing', () => unmet(document)))[0]?.startsWith(`It takes 3.0 s, and 1.0 s is wanted. Still in line: fetchProfile (line ${line})`));
    const marked = await until('the calls in line', () => {
      const all = vscode.languages.getDiagnostics(document.uri).filter(({ source }) => source === 'Overlap');
      return all.length > 0 && all;
    });
    assert.deepEqual(marked.map(({ range }) => document.getText(range)), ['await fetchProfile(user)', 'await fetchOrders(user)', 'await fetchPrices(user)']);
    const lines = (await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', document.uri, 100)).flatMap(({ command }) => command?.title ?? []);
    assert.ok(lines.some((title) => title.includes('It returns the same.')));

    const body = new vscode.Range(rangeOf(document, '  const profile').start, rangeOf(document, '  return { profile').start);
    await replace(document, body, '  const [profile, orders, prices] = await Promise.all([fetchProfile(user), fetchOrders(user), fetchPrices(user)]);\n');
    await until('the challenge met', () => overlap.challenges.result(document)?.met);
    await until('its progress', () => overlap.progress.all()['challenge-all'] === 'right');
    assert.deepEqual(vscode.languages.getDiagnostics(document.uri).filter(({ source, severity }) => source === 'Overlap' && severity === vscode.DiagnosticSeverity.Information), []);
  });

  it('writes nothing where no place is chosen', async () => {
    const before = (await vscode.workspace.fs.readDirectory(inWorkspace('.'))).length;
    const begun = vscode.commands.executeCommand('overlap.startChallenge', 'limit');
    let done = false;
    void begun.then(() => (done = true));
    await until('the question closed', async () => {
      await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
      return done;
    });
    assert.equal(vscode.window.activeTextEditor, undefined);
    assert.equal((await vscode.workspace.fs.readDirectory(inWorkspace('.'))).length, before);
  });

  it('is known again in a saved file, by its first line, and says what a broken one lacks', async () => {
    const level = challengeLevels.find(({ id }) => id === 'settled');
    const { document } = await openFile('overlap-settled.ts', level?.text);
    await until('what is missing', () => unmet(document)?.length === 1);
    await replace(document, rangeOf(document, 'return { mail, text, push };'), 'return { mail, text, push ;');
    await until('the broken line', () => (unmet(document)?.[0] ?? '').includes('does not parse'));
    await replace(document, new vscode.Range(0, 0, 1, 0), '');
    await until('no challenge any more', () => overlap.challenges.result(document) === undefined);
  });
});
