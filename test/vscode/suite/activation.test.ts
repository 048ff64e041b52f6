import assert from 'node:assert/strict';
import * as vscode from 'vscode';

describe('the extension', () => {
  it('is activated by a TypeScript file', async () => {
    const extension = vscode.extensions.getExtension('overlap.overlap');
    assert.ok(extension, 'the extension is not there');
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(folder, 'no folder is open');
    await vscode.window.showTextDocument(vscode.Uri.joinPath(folder.uri, 'dashboard.ts'));
    const begun = Date.now();
    while (!extension.isActive && Date.now() - begun < 10_000) await new Promise((resolve) => setTimeout(resolve, 20));
    assert.equal(extension.isActive, true);
  });
});
