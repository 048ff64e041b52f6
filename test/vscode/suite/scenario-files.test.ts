import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import { wholeDocument, type Snapshot } from '../../../src/protocol.ts';
import { access, closeEverything, openFile, PanelMessages, openText, rangeOf, replace, sequential, someLenses, until } from '../editing.ts';

const text = `{
  "title": "Two on one core",
  "machine": { "cores": 1, "quantum": 1 },
  "tasks": [
    { "name": "A", "do": [{ "compute": 3 }] },
    { "name": "B", "do": [{ "compute": 3 }] }
  ]
}
`;

describe('scenario files', () => {
  let messages: PanelMessages;
  beforeEach(async () => {
    messages = new PanelMessages(await access());
  });
  afterEach(async () => {
    messages.dispose();
    await closeEverything();
  });

  function openScenario(content = text): Promise<vscode.TextEditor> {
    return openFile(`${randomUUID()}.scenario.json`, content);
  }

  async function preview(): Promise<Snapshot> {
    await vscode.commands.executeCommand('overlap.openScenarioPreview');
    return (await messages.next('snapshot')).snapshot;
  }

  /** Of Overlap's own diagnostics the one there is, as the text it marks and its message; VS Code's JSON service says its own. */
  async function problem(document: vscode.TextDocument, holds: (message: string) => boolean = () => true): Promise<{ readonly at: string; readonly message: string }> {
    const found = await until(`a problem in ${document.uri.path}`, () => vscode.languages.getDiagnostics(document.uri).find(({ source, message }) => source === 'Overlap' && holds(message)));
    return { at: document.getText(found.range), message: found.message };
  }

  it('are shown in the panel, beside the editor, which keeps the focus', async () => {
    const editor = await openScenario();
    const snapshot = await preview();
    assert.equal(snapshot.title, 'Two on one core');
    assert.equal(snapshot.state.functionId, wholeDocument);
    assert.deepEqual(snapshot.runs.map(({ kind, schedule }) => [kind, schedule.wallUs]), [['scenario', 6000]]);
    assert.equal(vscode.window.activeTextEditor?.document, editor.document);
  });

  it('follow the text as it is edited', async () => {
    const { document } = await openScenario();
    await preview();
    await replace(document, rangeOf(document, '"cores": 1'), '"cores": 2');
    await messages.snapshot(({ runs }) => runs[0]?.schedule.wallUs === 3000);
  });

  it('keep the last picture while the text is broken, and say where it is', async () => {
    const { document } = await openScenario();
    await preview();
    await replace(document, rangeOf(document, '"cores": 1'), '"cores": 0');
    assert.match((await messages.next('error')).message, /^Line 3, column 25: machine\.cores: must be at least 1, but is 0\. The picture is of the last text that could be run\.$/);
    assert.deepEqual(messages.seen, []);
    assert.deepEqual(await problem(document), { at: '0', message: 'machine.cores: must be at least 1, but is 0' });
    await replace(document, rangeOf(document, '"cores": 0'), '"cores": 2');
    await messages.snapshot(({ runs }) => runs[0]?.schedule.wallUs === 3000);
    await until('no problem', () => vscode.languages.getDiagnostics(document.uri).length === 0);
  });

  it('broken from the start, do not stand beside the picture of something else', async () => {
    const { document } = await openText(sequential);
    await vscode.commands.executeCommand('overlap.showTimeline', { uri: document.uri.toString(), functionId: 'load' });
    await messages.next('snapshot');
    await openScenario(text.replace('"cores": 1', '"cores": 0'));
    await vscode.commands.executeCommand('overlap.openScenarioPreview');
    const { message } = await messages.next('empty');
    assert.match(message, /^Line 3, column 25: machine\.cores: must be at least 1, but is 0\.$/);
    assert.equal((await messages.next('error')).message, message);
  });

  it('a page that comes back to a broken text gets the last picture as well', async () => {
    const { document } = await openScenario();
    await preview();
    await replace(document, rangeOf(document, '"tasks"'), 'tasks');
    await messages.next('error');
    const { timelines } = await access();
    timelines.receive({ type: 'ready', version: 1, state: null });
    assert.equal((await messages.next('snapshot')).snapshot.title, 'Two on one core');
    assert.match((await messages.next('error')).message, /is not JSON/);
  });

  it('have their problems marked at the place, also what only the loader knows', async () => {
    const { document } = await openScenario(text.replace('"compute": 3 }] }\n', '"join": "C" }] }\n'));
    assert.deepEqual(await problem(document), { at: '"C"', message: 'tasks[1].do[0].join: there is no task "C" to wait for; there are A, B; spawn one with "as": "C"' });
    await replace(document, rangeOf(document, '"C"'), '"A", "howw": "all"');
    assert.deepEqual(await problem(document, (message) => message.includes('howw')), { at: '"howw"', message: 'tasks[1].do[0].howw: is not known here; did you mean how?' });
    await replace(document, rangeOf(document, ', "howw": "all"'), ',');
    assert.match((await problem(document, (message) => message.includes('JSON'))).message, /^the scenario is not JSON: a name in double quotes is expected here$/);
  });

  it('that ask for 10^9 tasks get an answer', async () => {
    const { document } = await openScenario(text.replace('"name": "A"', '"name": "A", "count": 1000000000'));
    await vscode.commands.executeCommand('overlap.openScenarioPreview');
    assert.match((await messages.next('error')).message, /^Line 5, column 29: tasks\[0\]\.count: 1000000000 tasks are too many/);
    assert.equal((await problem(document)).at, '1000000000');
  });

  it('edited while they run: only the last text is shown, soon', async () => {
    const endless = text.replace('"compute": 3 }] }\n', '"loop": 2000000000, "do": [{ "compute": 1 }, { "yield": true }] }] }\n');
    const { document } = await openScenario(endless);
    await vscode.commands.executeCommand('overlap.openScenarioPreview');
    await messages.next('busy');
    await replace(document, rangeOf(document, '2000000000'), '2');
    const { runs } = await messages.snapshot(({ runs: [run] }) => run?.schedule.outcome.type === 'finished');
    assert.equal(runs[0]?.schedule.wallUs, 5000);
  });

  it('find slices and steps of the text both ways', async () => {
    const editor = await openScenario();
    const snapshot = await preview();
    const target = { functionId: wholeDocument, awaitId: 'tasks[1].do[0]' };
    assert.ok(snapshot.runs[0]?.schedule.sites.some((site) => site.await?.id === target.awaitId));
    const at = rangeOf(editor.document, '{ "compute": 3 }').start;
    editor.selection = new vscode.Selection(at.translate(0, 4), at.translate(0, 4));
    await messages.marked({ functionId: wholeDocument, awaitId: 'tasks[0].do[0]' });
    const { timelines } = await access();
    timelines.receive({ type: 'reveal', version: 1, target });
    await until('the step selected', () => vscode.window.activeTextEditor?.selection.start.line === 5);
  });

  it('New Scenario offers what to begin from, and shows it at once', async () => {
    const asked = vscode.commands.executeCommand('overlap.newScenario');
    // The list takes the focus when its items are there.
    await until('a scenario', async () => {
      await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      return vscode.window.activeTextEditor?.document.uri.path.endsWith('.scenario.json');
    });
    await asked;
    const { document } = vscode.window.activeTextEditor ?? {};
    assert.equal(document?.isUntitled, true);
    assert.equal(document.languageId, 'json');
    assert.equal((await messages.next('snapshot')).snapshot.title, 'Tasks on cores');
    await replace(document, rangeOf(document, '"cores": 2'), '"cores": 1');
    await messages.snapshot(({ runs }) => runs[0]?.schedule.machine.cores === 1);
  });

  it('Open as Scenario makes a document of a function, which runs as the function does', async () => {
    const code = await openFile(`${randomUUID()}.ts`, sequential);
    const at = rangeOf(code.document, 'fetchOrders(id);').start;
    code.selection = new vscode.Selection(at, at);
    await vscode.commands.executeCommand('overlap.openAsScenario');
    const { snapshot } = await messages.next('snapshot');
    assert.equal(snapshot.title, 'load');
    assert.equal(snapshot.state.functionId, wholeDocument);
    assert.equal(Math.round((snapshot.runs[0]?.schedule.wallUs ?? 0) / 1e5), 20);
    const { document } = vscode.window.activeTextEditor ?? {};
    assert.match(document?.uri.path ?? '', /load(-\d+)?\.scenario\.json$/);
    assert.match(document?.getText() ?? '', /"io": 1000, "label": "fetchUser"/);
  });

  it('Open as Scenario is in the refactor menu on a function’s name, and nowhere else', async () => {
    const { document } = await openFile(`${randomUUID()}.ts`, sequential);
    await someLenses(document);
    const actionsAt = async (range: vscode.Range) => (await vscode.commands.executeCommand<vscode.CodeAction[]>('vscode.executeCodeActionProvider', document.uri, range, vscode.CodeActionKind.Refactor.value)).filter(({ command }) => command?.command === 'overlap.openAsScenario');
    assert.deepEqual((await actionsAt(rangeOf(document, 'load'))).map(({ title }) => title), ['Open load as an Overlap scenario']);
    assert.deepEqual(await actionsAt(rangeOf(document, 'return')), []);
  });

  it('Compare Execution Models runs the load under each, and follows the text', async () => {
    const { document } = await openScenario();
    await vscode.commands.executeCommand('overlap.compareModels');
    const { models } = await messages.snapshot((snapshot) => snapshot.models !== undefined);
    assert.equal(models?.rows.length, 6);
    assert.equal(models.load, '2 tasks of “Two on one core”');
    await replace(document, rangeOf(document, '"Two on one core"'), '"Two"');
    await messages.snapshot((snapshot) => snapshot.models?.load === '2 tasks of “Two”');
    const { timelines } = await access();
    timelines.receive({ type: 'compareModels', version: 1, on: false });
    await messages.snapshot((snapshot) => snapshot.models === undefined);
    const code = await openFile(`${randomUUID()}.ts`, sequential);
    const at = rangeOf(code.document, 'fetchOrders(id);').start;
    code.selection = new vscode.Selection(at, at);
    await vscode.commands.executeCommand('overlap.compareModels');
    const compared = await messages.snapshot((snapshot) => snapshot.models !== undefined);
    assert.match(compared.models?.load ?? '', /^100 calls of load/);
  });

  it('complete and explain themselves by the schema', async () => {
    const { document } = await openScenario(text.replace('"cores": 1, ', ''));
    const inMachine = rangeOf(document, '"quantum"').start;
    const names = await until('completions', async () => {
      const list = await vscode.commands.executeCommand<vscode.CompletionList>('vscode.executeCompletionItemProvider', document.uri, inMachine);
      const labels = list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
      return labels.includes('cores') && labels;
    });
    assert.ok(names.includes('model'));
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', document.uri, inMachine.translate(0, 3));
    assert.match(hovers.flatMap(({ contents }) => contents.map((content) => (content instanceof vscode.MarkdownString ? content.value : ''))).join(' '), /How long a task may keep a core/);
  });
});
