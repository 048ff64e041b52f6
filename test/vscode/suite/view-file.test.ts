import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { viewFileViewType } from '../../../src/contributions.ts';
import { messageOf, reveal } from '../../../src/panel/view-editor.ts';
import { viewFile } from '../../../src/report/view-file.ts';
import { access, closeEverything, inWorkspace, openText, PanelMessages, sequential, until } from '../editing.ts';

describe('a saved view', () => {
  afterEach(closeEverything);

  it('opens in an editor of its own and shows what was saved; a broken one says what is wrong', async () => {
    const overlap = await access();
    const messages = new PanelMessages(overlap);
    const editor = await openText(sequential);
    await vscode.commands.executeCommand('overlap.showTimeline', { uri: editor.document.uri.toString(), functionId: 'load' });
    const { snapshot } = await messages.next('snapshot');
    messages.dispose();
    const uri = inWorkspace('load.overlap-view.json');
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(viewFile(snapshot, snapshot.state)));
    await vscode.commands.executeCommand('vscode.open', uri);
    await until('the editor of views', () => {
      const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
      return input instanceof vscode.TabInputCustom && input.viewType === viewFileViewType;
    });
    const again = await messageOf(uri);
    assert.equal(again.type, 'snapshot');
    assert.deepEqual(again.snapshot.runs, snapshot.runs);

    const broken = inWorkspace('broken.overlap-view.json');
    await vscode.workspace.fs.writeFile(broken, new TextEncoder().encode('{"format":"overlap view","version":9}'));
    const answer = await messageOf(broken);
    assert.equal(answer.type, 'empty');
    assert.match(answer.message, /broken\.overlap-view\.json cannot be shown\. .*version 9/);
    assert.equal((await messageOf(inWorkspace('nowhere.overlap-view.json'))).type, 'empty');
  });

  it('goes to the code in a project that was moved, and says where there is none', async () => {
    const overlap = await access();
    const messages = new PanelMessages(overlap);
    const editor = await openText(sequential);
    await vscode.commands.executeCommand('overlap.showTimeline', { uri: editor.document.uri.toString(), functionId: 'load' });
    const { snapshot } = await messages.next('snapshot');
    messages.dispose();
    const view = inWorkspace('moved/views/load.overlap-view.json');
    await vscode.workspace.fs.writeFile(view, new TextEncoder().encode(viewFile({ ...snapshot, file: 'src/load.ts' }, snapshot.state)));
    await vscode.workspace.fs.writeFile(inWorkspace('moved/src/load.ts'), new TextEncoder().encode(`// It has changed.\n${sequential}`));
    const again = await messageOf(view);
    assert.equal(again.type, 'snapshot');
    const site = again.snapshot.runs[0]?.schedule.sites.find(({ label }) => label === 'fetchUser');
    assert.ok(site?.await);
    const target = { functionId: site.await.functionId, awaitId: site.await.id };
    assert.equal(await reveal(view, again.snapshot, target, undefined), null);
    const shown = vscode.window.activeTextEditor;
    assert.equal(shown?.document.uri.toString(), inWorkspace('moved/src/load.ts').toString());
    assert.equal(shown.document.getText(shown.selection), 'fetchUser');
    assert.match((await reveal(view, { ...again.snapshot, file: 'src/nowhere.ts' }, target, undefined)) ?? '', /src\/nowhere\.ts is found neither near this view nor in the open folder/);
  });
});
