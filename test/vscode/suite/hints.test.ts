import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeEverything, openText, pause, rangeOf, replace, sequential, someLenses, until } from '../editing.ts';

function hintsOf(document: vscode.TextDocument): vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(document.uri).filter(({ source }) => source === 'Overlap');
}

async function set(id: string, value: unknown): Promise<void> {
  await vscode.workspace.getConfiguration().update(id, value, vscode.ConfigurationTarget.Global);
}

describe('hints', () => {
  afterEach(async () => {
    await set('overlap.hints.enabled', undefined);
    await set('overlap.thresholdMs', undefined);
    await closeEverything();
  });

  it('are off unless they are asked for', async () => {
    const { document } = await openText(sequential);
    await someLenses(document);
    await pause(200);
    assert.deepEqual(hintsOf(document), []);
  });

  it('mark a finding at its first await, and name the others', async () => {
    const { document } = await openText(sequential);
    await set('overlap.hints.enabled', true);
    const [hint] = await until('a hint', () => hintsOf(document).length > 0 && hintsOf(document));
    assert.ok(hint);
    assert.equal(hint.severity, vscode.DiagnosticSeverity.Hint);
    assert.ok(hint.range.isEqual(rangeOf(document, 'await')));
    assert.match(hint.message, /need nothing from each other: 2\.0 s → 1\.0 s/);
    assert.deepEqual(hint.relatedInformation?.map(({ location }) => location.range.start.line), [2]);
  });

  it('go when they are switched off', async () => {
    const { document } = await openText(sequential);
    await set('overlap.hints.enabled', true);
    await until('a hint', () => hintsOf(document).length > 0);
    await set('overlap.hints.enabled', false);
    await until('no hint', () => hintsOf(document).length === 0);
  });

  it('go when the awaits need each other', async () => {
    const { document } = await openText(sequential);
    await set('overlap.hints.enabled', true);
    await until('a hint', () => hintsOf(document).length > 0);
    await replace(document, rangeOf(document, 'fetchOrders(id)'), 'fetchOrders(user.id)');
    await until('no hint', () => hintsOf(document).length === 0);
  });

  it('are not there where less would be saved than the threshold', async () => {
    const { document } = await openText(sequential);
    await set('overlap.hints.enabled', true);
    await until('a hint', () => hintsOf(document).length > 0);
    await set('overlap.thresholdMs', 1500);
    await until('no hint', () => hintsOf(document).length === 0);
  });
});
