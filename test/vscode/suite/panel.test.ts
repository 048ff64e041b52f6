import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { TestAccess } from '../../../src/extension.ts';
import { timelineViewType } from '../../../src/contributions.ts';
import { protocolVersion as version, type PanelState, type Snapshot } from '../../../src/protocol.ts';
import { access, closeEverything, inWorkspace, lensesOf, openFile, openText, PanelMessages, pause, rangeOf, replace, sequential, until } from '../editing.ts';

describe('the timeline panel', () => {
  let overlap: TestAccess;
  let messages: PanelMessages;
  beforeEach(async () => {
    overlap = await access();
    messages = new PanelMessages(overlap);
  });
  afterEach(async () => {
    messages.dispose();
    await closeEverything();
  });

  async function show(editor: vscode.TextEditor, functionId = 'load'): Promise<Snapshot> {
    await vscode.commands.executeCommand('overlap.showTimeline', { uri: editor.document.uri.toString(), functionId });
    return messages.snapshot(({ state }) => state.functionId === functionId && state.uri === editor.document.uri.toString());
  }

  function panels(): vscode.Tab[] {
    return vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).filter(({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith(timelineViewType));
  }

  /** The await of the picture that `text` stands for, by the label on its slice. */
  function awaitOf({ runs }: Snapshot, label: string) {
    const target = runs.flatMap(({ schedule }) => schedule.sites).find((site) => site.label === label && site.await?.functionId === 'load')?.await;
    assert.ok(target, `no slice is named ${label}`);
    return { functionId: target.functionId, awaitId: target.id };
  }

  it('shows both runs of an example, beside the editor, which keeps the focus', async () => {
    const editor = await openFile('dashboard.ts');
    const snapshot = await show(editor, 'loadDashboard');
    assert.deepEqual(snapshot.runs.map(({ kind }) => kind), ['as-written', 'overlapped']);
    assert.deepEqual(snapshot.runs.map(({ schedule }) => Math.round(schedule.wallUs / 100_000)), [30, 10]);
    assert.equal(snapshot.file, 'dashboard.ts');
    assert.ok(snapshot.figures.length >= 3);
    assert.equal(vscode.window.activeTextEditor?.document, editor.document);
    assert.equal(vscode.window.activeTextEditor.viewColumn, vscode.ViewColumn.One);
    await until('the panel beside the editor', () => panels()[0]?.label === 'Timeline: loadDashboard' && panels()[0]?.group.viewColumn === vscode.ViewColumn.Two);
  });

  it('is one: another function is shown in the same panel', async () => {
    const editor = await openFile('dashboard.ts');
    await show(editor, 'loadDashboard');
    const { state } = await show(editor, 'loadGreeting');
    assert.equal(state.functionId, 'loadGreeting');
    assert.equal(panels().length, 1);
  });

  it('selects the await of a chosen slice in the editor, and the focus goes there', async () => {
    const editor = await openText(sequential);
    const target = awaitOf(await show(editor), 'fetchOrders');
    await vscode.commands.executeCommand('workbench.action.focusSecondEditorGroup');
    overlap.timelines.receive({ type: 'reveal', version, target });
    const selected = await until('a selection', () => {
      const active = vscode.window.activeTextEditor;
      return active?.selection.isEmpty === false && active.document.getText(active.selection);
    });
    assert.equal(selected, 'await fetchOrders(id)');
    assert.equal(vscode.window.activeTextEditor?.viewColumn, vscode.ViewColumn.One);
    assert.equal(panels().length, 1);
  });

  it('finds the await after edits that the picture does not know of yet', async () => {
    const editor = await openText(sequential);
    const target = awaitOf(await show(editor), 'fetchOrders');
    await replace(editor.document, new vscode.Range(0, 0, 0, 0), '// one\n// two\n');
    overlap.timelines.receive({ type: 'reveal', version, target });
    const line = await until('a selection', () => {
      const active = vscode.window.activeTextEditor;
      return active?.selection.isEmpty === false && active.selection.start.line;
    });
    assert.equal(line, 4);
  });

  it('marks the await that the cursor is in, and none elsewhere', async () => {
    const editor = await openText(sequential);
    const snapshot = await show(editor);
    const at = rangeOf(editor.document, 'fetchUser(id);').start;
    editor.selection = new vscode.Selection(at, at);
    await messages.marked(awaitOf(snapshot, 'fetchUser'));
    editor.selection = new vscode.Selection(3, 0, 3, 0);
    await messages.marked(null);
  });

  it('follows the text as it changes', async () => {
    const editor = await openText(sequential);
    await show(editor);
    await replace(editor.document, rangeOf(editor.document, '@overlap 1000ms'), '@overlap 3000ms');
    await messages.snapshot(({ runs }) => Math.round(runs[0]?.schedule.wallUs ?? 0) === 4_000_000);
  });

  it('follows the setting of how many iterations a fix lets run at a time, as the lens does', async () => {
    const editor = await openText(`export async function load(ids: string[]) {
  const found: string[] = [];
  // @overlap x12
  for (const id of ids) {
    found.push(await get(id)); // @overlap 100ms
  }
  return found;
}
/** @overlap reads items */
declare function get(id: string): Promise<string>;
`);
    const inFlight = (limit: number) => ({ notes }: Snapshot): boolean => notes.some((note) => note.includes(`run ${limit} at a time`));
    assert.ok(inFlight(8)(await show(editor)));
    const configuration = vscode.workspace.getConfiguration();
    try {
      await configuration.update('overlap.fix.limit', 3, vscode.ConfigurationTarget.Global);
      await messages.snapshot(inFlight(3));
      await until('a lens that says so', async () => (await lensesOf(editor.document))[0]?.text.includes('1.2 s → 400 ms'));
    } finally {
      await configuration.update('overlap.fix.limit', undefined, vscode.ConfigurationTarget.Global);
    }
  });

  it('follows a function to its new name', async () => {
    const editor = await openText(sequential);
    await show(editor);
    await replace(editor.document, rangeOf(editor.document, 'load'), 'loadAll');
    await messages.snapshot(({ state }) => state.functionId === 'loadAll');
    await until('the new title', () => panels()[0]?.label === 'Timeline: loadAll');
  });

  it('keeps the picture while the text does not parse, and says so', async () => {
    const editor = await openText(sequential);
    const before = await show(editor);
    await replace(editor.document, rangeOf(editor.document, 'fetchOrders(id);'), 'fetchOrders(((');
    const { runs } = await messages.snapshot(({ warning }) => warning?.includes('does not parse') === true);
    assert.deepEqual(runs, before.runs);
  });

  it('says when its function is gone', async () => {
    const editor = await openText(sequential);
    await show(editor);
    await replace(editor.document, new vscode.Range(new vscode.Position(0, 0), rangeOf(editor.document, '/** @overlap').start), '');
    assert.match((await messages.next('empty')).message, /load is no longer in/);
  });

  it('says when its file cannot be opened', async () => {
    await show(await openText(sequential));
    await vscode.commands.executeCommand('overlap.showTimeline', { uri: inWorkspace('no-such-file.ts').toString(), functionId: 'load' });
    assert.match((await messages.next('empty')).message, /no-such-file\.ts cannot be opened/);
    await until('a title without the function before', () => panels()[0]?.label === 'Timeline');
  });

  it('follows a file that is renamed, and says when it is deleted', async () => {
    const editor = await openFile('moving.ts', sequential);
    await show(editor);
    const moved = inWorkspace('moved.ts');
    const edit = new vscode.WorkspaceEdit();
    edit.renameFile(editor.document.uri, moved);
    assert.ok(await vscode.workspace.applyEdit(edit));
    const { state } = await messages.snapshot(({ file }) => file === 'moved.ts');
    assert.equal(state.uri, moved.toString());
    const removal = new vscode.WorkspaceEdit();
    removal.deleteFile(moved);
    assert.ok(await vscode.workspace.applyEdit(removal));
    assert.match((await messages.next('empty')).message, /moved\.ts cannot be opened/);
  });

  it('follows a folder that is renamed, with the values that were moved', async () => {
    await vscode.workspace.fs.createDirectory(inWorkspace('before'));
    const editor = await openFile('before/in-folder.ts', sequential);
    const { awaitId } = awaitOf(await show(editor), 'fetchUser');
    const overrides = { [`duration:${awaitId}`]: 4_000_000 };
    overlap.timelines.receive({ type: 'overridesChanged', version, overrides });
    await messages.snapshot(({ runs }) => Math.round(runs[0]?.schedule.wallUs ?? 0) === 5_000_000);
    const edit = new vscode.WorkspaceEdit();
    edit.renameFile(inWorkspace('before'), inWorkspace('after'));
    assert.ok(await vscode.workspace.applyEdit(edit));
    const { state, runs } = await messages.snapshot(({ file }) => file === 'after/in-folder.ts');
    assert.deepEqual(state.overrides, overrides);
    assert.equal(Math.round(runs[0]?.schedule.wallUs ?? 0), 5_000_000);
  });

  it('shows what is on the disk again when edits are thrown away with their editor', async () => {
    const editor = await openText(sequential);
    await show(editor);
    await replace(editor.document, rangeOf(editor.document, '@overlap 1000ms'), '@overlap 3000ms');
    await messages.snapshot(({ runs }) => Math.round(runs[0]?.schedule.wallUs ?? 0) === 4_000_000);
    await vscode.window.showTextDocument(editor.document, vscode.ViewColumn.One);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await messages.snapshot(({ runs }) => Math.round(runs[0]?.schedule.wallUs ?? 0) === 2_000_000);
  });

  it('says that a text without a file was closed, and does not bring it back', async () => {
    const document = await vscode.workspace.openTextDocument({ content: sequential, language: 'typescript' });
    await show(await vscode.window.showTextDocument(document, vscode.ViewColumn.One));
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    assert.match((await messages.next('empty')).message, /^Untitled-\d+ was closed without being saved\.$/);
    assert.ok(!vscode.workspace.textDocuments.some(({ uri }) => uri.toString() === document.uri.toString()));
  });

  it('follows a text without a file to the file that it is saved in', async () => {
    const document = await vscode.workspace.openTextDocument(inWorkspace('saved-later.ts').with({ scheme: 'untitled' }));
    const editor = await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
    await replace(document, new vscode.Range(0, 0, 0, 0), sequential);
    await show(editor);
    assert.ok(await document.save());
    const { state } = await messages.snapshot(({ file }) => file === 'saved-later.ts');
    assert.equal(state.uri, inWorkspace('saved-later.ts').toString());
    assert.ok(!messages.seen.some(({ type }) => type === 'empty'));
  });

  it('is restored from its state, with the stretch of time that was shown', async () => {
    const editor = await openFile('dashboard.ts');
    const state: PanelState = { version, uri: editor.document.uri.toString(), functionId: 'loadDashboard', view: { fromUs: 1000, toUs: 2_000_000 } };
    const panel = vscode.window.createWebviewPanel(timelineViewType, 'Timeline', vscode.ViewColumn.Two);
    await overlap.timelines.deserializeWebviewPanel(panel, structuredClone(state));
    const { snapshot } = await messages.next('snapshot');
    assert.deepEqual(snapshot.state, state);
    assert.equal(panels().length, 1);
    await show(editor, 'loadGreeting');
    assert.equal(panels().length, 1, 'the restored panel is the one that is used');
  });

  it('restored from a state that it cannot read, says how to begin', async () => {
    const panel = vscode.window.createWebviewPanel(timelineViewType, 'Timeline', vscode.ViewColumn.Two);
    await overlap.timelines.deserializeWebviewPanel(panel, { version: 99, uri: 7 });
    assert.match((await messages.next('empty')).message, /Show Timeline/);
  });

  it('asks for a page of the same version, and ignores what it does not understand', async () => {
    await show(await openText(sequential));
    for (const nonsense of [null, 'reveal', { type: 'explode', version }, { type: 'reveal', version, target: 3 }, { type: 'reveal', version, target: { functionId: 'x', awaitId: 'a9' } }]) overlap.timelines.receive(nonsense);
    overlap.timelines.receive({ type: 'ready', version: version + 1, state: null });
    assert.match((await messages.next('error')).message, /another version of Overlap/);
    assert.deepEqual(messages.seen, []);
  });

  it('writes a duration into the code where it is asked to, in place of an older one, and shows it', async () => {
    const editor = await openText(sequential.replaceAll('/** @overlap 1000ms */\n', ''));
    const target = awaitOf(await show(editor), 'fetchUser');
    overlap.timelines.receive({ type: 'annotate', version, target, durationUs: 2_500_000 });
    const annotated = (durationUs: number) => ({ runs }: Snapshot): boolean => runs[0]?.schedule.sites.some((site) => site.durationFrom === 'annotation' && site.durationUs === durationUs) === true;
    await messages.snapshot(annotated(2_500_000));
    assert.equal(editor.document.lineAt(1).text, '  const user = await fetchUser(id); // @overlap 2500ms');
    overlap.timelines.receive({ type: 'annotate', version, target, durationUs: 3_000_000 });
    await messages.snapshot(annotated(3_000_000));
    assert.equal(editor.document.lineAt(1).text, '  const user = await fetchUser(id); // @overlap 3s');
  });

  for (const [line, expected] of [
    ['// @overlap ordered', '// @overlap 2s ordered'],
    ['// @overlap 40ms ordered', '// @overlap 2s ordered'],
    ['// @overlap ordered 40ms', '// @overlap ordered 2s'],
    ['/* @overlap 40ms */', '/* @overlap 2s */'],
    ['// @overlapping', '// @overlapping // @overlap 2s'],
    ['// of the cache', '// of the cache // @overlap 2s'],
  ] as const) {
    it(`writes a duration into what stands there already: ${line}`, async () => {
      const editor = await openText(sequential.replaceAll('/** @overlap 1000ms */\n', '').replace('fetchUser(id);', `fetchUser(id); ${line}`));
      overlap.timelines.receive({ type: 'annotate', version, target: awaitOf(await show(editor), 'fetchUser'), durationUs: 2_000_000 });
      await messages.snapshot(({ runs }) => runs[0]?.schedule.sites.some((site) => site.durationFrom === 'annotation' && site.durationUs === 2_000_000) === true);
      assert.equal(editor.document.lineAt(1).text, `  const user = await fetchUser(id); ${expected}`);
    });
  }

  it('writes a duration into an annotation that stands alone on the line before', async () => {
    const editor = await openText(sequential.replaceAll('/** @overlap 1000ms */\n', '').replace('  const user', '  // @overlap ordered\n  const user'));
    overlap.timelines.receive({ type: 'annotate', version, target: awaitOf(await show(editor), 'fetchUser'), durationUs: 2_000_000 });
    await messages.snapshot(({ runs }) => runs[0]?.schedule.sites.some((site) => site.durationFrom === 'annotation' && site.durationUs === 2_000_000) === true);
    assert.equal(editor.document.lineAt(1).text, '  // @overlap 2s ordered');
  });

  it('answers a moved value with the picture first, and with its speed-up chart when the hand rests', async () => {
    const editor = await openText(sequential);
    const before = await show(editor);
    const { awaitId } = awaitOf(before, 'fetchUser');
    overlap.timelines.receive({ type: 'overridesChanged', version, overrides: { [`duration:${awaitId}`]: 4_000_000 } });
    const snapshot = await messages.snapshot(({ runs }) => Math.round(runs[0]?.schedule.wallUs ?? 0) === 5_000_000);
    assert.equal(snapshot.speedupFollows, true);
    assert.equal(snapshot.speedup, null);
    const { speedup } = await messages.next('speedup');
    assert.ok((speedup?.points.length ?? 0) > 2);
  });

  it('does not take a value that was moved in the picture before for one of its own', async () => {
    const editor = await openText(sequential);
    const { awaitId } = awaitOf(await show(editor), 'fetchUser');
    overlap.timelines.show({ uri: editor.document.uri.toString(), functionId: 'fetchOrders' }, { focus: false });
    overlap.timelines.receive({ type: 'overridesChanged', version, overrides: { [`duration:${awaitId}`]: 5000 } });
    const { state } = await messages.snapshot(({ state: { functionId } }) => functionId === 'fetchOrders');
    assert.equal(state.overrides, undefined);
  });

  it('copies to the clipboard', async () => {
    await show(await openText(sequential));
    overlap.timelines.receive({ type: 'copy', version, text: '| a |' });
    await until('the text on the clipboard', async () => (await vscode.env.clipboard.readText()) === '| a |');
  });

  it('closed while answers are made, is not spoken to again, and the next one opens', async () => {
    const editor = await openText(sequential);
    const before = await show(editor);
    const failures: unknown[] = [];
    const note = (failure: unknown): unknown => failures.push(failure);
    process.on('unhandledRejection', note);
    try {
      const { awaitId } = awaitOf(before, 'fetchUser');
      overlap.timelines.receive({ type: 'sweepWanted', version, control: `duration:${awaitId}` });
      overlap.timelines.receive({ type: 'overridesChanged', version, overrides: { [`duration:${awaitId}`]: 5000 } });
      await vscode.window.tabGroups.close(panels());
      messages.seen.length = 0;
      // The worker answers in turn: by then it has answered what was asked before. The first that is heard is of the new panel.
      const { state } = await show(editor);
      assert.equal(state.overrides, undefined);
      // VS Code's own TypeScript may still fail at the texts of other tests.
      assert.deepEqual(failures.filter((failure) => !String(failure).includes('TypeScript Server Error')), []);
    } finally {
      process.off('unhandledRejection', note);
    }
  });

  it('makes nothing while it is closed', async () => {
    const editor = await openText(sequential);
    await show(editor);
    await vscode.window.tabGroups.close(panels());
    messages.seen.length = 0;
    await replace(editor.document, new vscode.Range(0, 0, 0, 0), '// more\n');
    await pause(1500);
    assert.deepEqual(messages.seen, []);
  });
});
