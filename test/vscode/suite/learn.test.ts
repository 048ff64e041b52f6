import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { timelineViewType } from '../../../src/contributions.ts';
import type { TestAccess } from '../../../src/extension.ts';
import { itemsOf } from '../../../src/learn/scenario-picker.ts';
import { protocolVersion as version, type Snapshot } from '../../../src/protocol.ts';
import { access, closeEverything, PanelMessages, until } from '../editing.ts';

describe('learning by predicting', () => {
  let overlap: TestAccess;
  let messages: PanelMessages;
  beforeEach(async () => {
    overlap = await access();
    messages = new PanelMessages(overlap);
    await overlap.progress.replace({});
  });
  afterEach(async () => {
    messages.dispose();
    await closeEverything();
  });

  async function run(id: string): Promise<Snapshot> {
    await vscode.commands.executeCommand('overlap.runScenario', id);
    return messages.snapshot(({ lesson, state }) => lesson?.id === id && state.prediction === undefined);
  }

  it('a scenario opens with its question, and the focus goes there', async () => {
    const { lesson, state, runs, title } = await run('take-turns');
    assert.equal(title, 'Two tasks take turns');
    assert.match(lesson?.question ?? '', /\?$/);
    assert.equal(state.prediction, undefined);
    assert.equal(runs[0]?.metrics.wallUs, 6000);
    await until('the panel in focus', () => vscode.window.tabGroups.activeTabGroup.activeTab?.label === 'Scenario: Two tasks take turns');
  });

  it('a wrong prediction, then a right one, are remembered', async () => {
    const { lesson } = await run('take-turns');
    const wrong = lesson?.answers.findIndex(({ right }) => !right) ?? -1;
    overlap.timelines.receive({ type: 'predicted', version, prediction: wrong });
    await until('the prediction in the progress', () => overlap.progress.all()['take-turns'] === 'wrong');
    overlap.timelines.receive({ type: 'predicted', version, prediction: lesson?.answers.findIndex(({ right }) => right) });
    await until('the better one', () => overlap.progress.all()['take-turns'] === 'right');
    overlap.timelines.receive({ type: 'predicted', version, prediction: null });
    assert.equal(overlap.progress.all()['take-turns'], 'right');
  });

  it('a question that is skipped counts as run', async () => {
    await run('take-turns');
    overlap.timelines.receive({ type: 'predicted', version, prediction: null });
    await until('the run in the progress', () => overlap.progress.all()['take-turns'] === 'run');
  });

  it('what is tried next changes the figures', async () => {
    const { lesson } = await run('take-turns');
    const next = lesson?.next.find(({ label }) => label === 'Two cores');
    overlap.timelines.receive({ type: 'overridesChanged', version, overrides: next?.overrides });
    const { runs } = await messages.snapshot(({ figures }) => figures.find(({ id }) => id === 'wall')?.value === '3.0 ms');
    assert.deepEqual(runs.map(({ title }) => title), ['Changed', 'As it was']);
  });

  it('a value that cannot be is left out', async () => {
    await run('take-turns');
    overlap.timelines.receive({ type: 'overridesChanged', version, overrides: { cores: 0 } });
    const { snapshot } = await messages.next('snapshot');
    assert.deepEqual(snapshot.runs.map(({ title, metrics }) => [title, metrics.wallUs]), [['Two tasks take turns', 6000]]);
  });

  it('is asked again when it is run again, and another in the same panel', async () => {
    await run('take-turns');
    overlap.timelines.receive({ type: 'predicted', version, prediction: 0 });
    await run('take-turns');
    await run('work-stealing');
    const panels = vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).filter(({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith(timelineViewType));
    assert.equal(panels.length, 1);
  });

  it('the page asks for the next scenario', async () => {
    const { lesson } = await run('take-turns');
    overlap.timelines.receive({ type: 'openScenario', version, id: lesson?.following?.id ?? null });
    assert.ok(lesson?.following);
    await messages.snapshot((snapshot) => snapshot.lesson?.id === lesson.following?.id);
  });

  it('the list is by group, each with what it teaches and how it was predicted', async () => {
    const items = itemsOf(await overlap.learn.list(), { 'take-turns': 'wrong' });
    assert.equal(items[0]?.label, 'Turns and cores');
    assert.equal(items[0].kind, vscode.QuickPickItemKind.Separator);
    assert.deepEqual(items[1], { id: 'take-turns', label: '$(error) Two tasks take turns', detail: items[1]?.detail, description: 'a surprise' });
    assert.match(items[1].detail ?? '', /\.$/);
    assert.ok(items.filter(({ kind }) => kind === vscode.QuickPickItemKind.Separator).length === 6);
  });

  it('the Learn view shows groups and scenarios with the progress; a click runs one', async () => {
    await overlap.progress.record('take-turns', 'right');
    const groups = await overlap.learnView.getChildren();
    assert.equal(groups.length, 6);
    const [first] = groups;
    assert.ok(first);
    assert.match(String((await overlap.learnView.getTreeItem(first)).description), /^1 of \d+$/);
    const [scenario] = await overlap.learnView.getChildren(first);
    assert.ok(scenario);
    const item = await overlap.learnView.getTreeItem(scenario);
    assert.equal(item.label, 'Two tasks take turns');
    assert.equal(item.description, 'predicted');
    assert.ok(item.command);
    await vscode.commands.executeCommand(item.command.command, ...((item.command.arguments ?? []) as unknown[]));
    await messages.snapshot(({ lesson }) => lesson?.id === 'take-turns');
  });

  it('the view itself can be opened', async () => {
    await vscode.commands.executeCommand('overlap.learn.focus');
  });

  it('progress is forgotten on demand', async () => {
    await overlap.progress.record('take-turns', 'right');
    await vscode.commands.executeCommand('overlap.resetProgress');
    assert.deepEqual(overlap.progress.all(), {});
    await vscode.commands.executeCommand('notifications.clearAll');
  });

  it('progress that cannot be read is left out', async () => {
    await overlap.progress.replace({ 'take-turns': 'right', odd: 'nonsense' } as unknown as Record<string, 'right'>);
    assert.deepEqual(overlap.progress.all(), { 'take-turns': 'right' });
  });
});
