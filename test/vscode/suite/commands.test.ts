import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { access, closeEverything, lensesOf, openText, PanelMessages, rangeOf, sequential, someLenses, until } from '../editing.ts';

describe('commands', () => {
  let messages: PanelMessages;
  beforeEach(async () => {
    messages = new PanelMessages(await access());
  });
  afterEach(async () => {
    messages.dispose();
    await closeEverything();
  });

  it('of the manifest are all there', async () => {
    const manifest = vscode.extensions.getExtension('overlap.overlap')?.packageJSON as { contributes: { commands: { command: string }[] } };
    const known = new Set(await vscode.commands.getCommands(true));
    assert.deepEqual(manifest.contributes.commands.filter(({ command }) => !known.has(command)), []);
  });

  it('Show Timeline opens the function at the cursor, and the focus stays in the editor', async () => {
    const editor = await openText(sequential);
    const at = rangeOf(editor.document, 'fetchOrders(id);').start;
    editor.selection = new vscode.Selection(at, at);
    await vscode.commands.executeCommand('overlap.showTimeline');
    const { snapshot } = await messages.next('snapshot');
    assert.equal(snapshot.state.functionId, 'load');
    assert.equal(vscode.window.activeTextEditor?.document, editor.document);
    assert.notEqual(vscode.window.tabGroups.activeTabGroup.activeTab?.label, 'Timeline: load');
  });

  it('Show Timeline takes the innermost of nested functions', async () => {
    const editor = await openText(`export async function outer() {\n  const inner = async () => {\n    await a();\n    await b();\n  };\n  await inner();\n}\n`);
    const at = rangeOf(editor.document, 'b()').start;
    editor.selection = new vscode.Selection(at, at);
    await vscode.commands.executeCommand('overlap.showTimeline');
    const { snapshot } = await messages.next('snapshot');
    assert.match(snapshot.state.functionId, /inner/);
  });

  it('Simulate This Function opens the same panel and moves the focus into it', async () => {
    const editor = await openText(sequential);
    editor.selection = new vscode.Selection(1, 0, 1, 0);
    await vscode.commands.executeCommand('overlap.simulateFunction');
    await messages.next('snapshot');
    await until('the panel in focus', () => vscode.window.tabGroups.activeTabGroup.activeTab?.input instanceof vscode.TabInputWebview);
  });

  it('a click on a lens opens its function', async () => {
    const { document } = await openText(sequential);
    const [lens] = await someLenses(document);
    assert.ok(lens);
    await vscode.commands.executeCommand(lens.command.command, ...((lens.command.arguments ?? []) as unknown[]));
    const { snapshot } = await messages.next('snapshot');
    assert.equal(snapshot.state.uri, document.uri.toString());
    assert.equal(snapshot.state.functionId, 'load');
  });

  it('outside of any async function nothing opens', async () => {
    const editor = await openText(`const one = 1;\n\n${sequential}`);
    editor.selection = new vscode.Selection(0, 0, 0, 0);
    await vscode.commands.executeCommand('overlap.showTimeline');
    assert.equal(vscode.window.tabGroups.all.length, 1);
  });

  it('Toggle Code Lenses turns them off and on', async () => {
    const { document } = await openText(sequential);
    await someLenses(document);
    try {
      await vscode.commands.executeCommand('overlap.toggleCodeLens');
      await until('no lens', async () => (await lensesOf(document)).length === 0);
      await vscode.commands.executeCommand('overlap.toggleCodeLens');
      await someLenses(document);
    } finally {
      await vscode.workspace.getConfiguration().update('overlap.codeLens.enabled', undefined, vscode.ConfigurationTarget.Global);
    }
  });
});
