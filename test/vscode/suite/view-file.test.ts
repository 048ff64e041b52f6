import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { viewFileViewType } from '../../../src/editor/contributions.ts';
import { messageOf } from '../../../src/panel/view-editor.ts';
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
});
