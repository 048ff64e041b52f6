import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeEverything, lensesOf, lineOf, openFile, openText, pause, rangeOf, replace, sequential, someLenses, until } from '../editing.ts';

/** Longer than the idle time after which a text is analysed again, with room for a slow machine. */
const afterIdleMs = 1500;
const codeLens = 'overlap.codeLens.enabled';

describe('code lenses', () => {
  afterEach(closeEverything);

  it('say above a function of the examples what its awaits do and what overlapping would save', async () => {
    const { document } = await openFile('dashboard.ts');
    const lenses = await someLenses(document);
    const dashboard = lenses.find(({ line }) => line === lineOf(document, 'function loadDashboard('));
    assert.match(dashboard?.text ?? '', /^3 awaits in sequence · .*could overlap · 3\.0 s → 1\.0 s$/);
    assert.ok(!lenses.some(({ line }) => line === lineOf(document, 'async function drawFrame')), 'a function with a single await has nothing to say');
  });

  for (const language of ['typescript', 'typescriptreact', 'javascript', 'javascriptreact']) {
    it(`are there in ${language}`, async () => {
      const text = language.startsWith('java') ? sequential.replaceAll(': string', '') : sequential;
      const markup = language.endsWith('react') ? `export const view = <p>{1}</p>;\n${text}` : text;
      const { document } = await openText(markup, language);
      const [lens] = await someLenses(document);
      assert.equal(lens?.line, lineOf(document, 'function load('));
      assert.match(lens.text, /2\.0 s → 1\.0 s/);
    });
  }

  it('are there in a text that has no file yet', async () => {
    const document = await vscode.workspace.openTextDocument({ content: sequential, language: 'typescript' });
    await vscode.window.showTextDocument(document);
    assert.match((await someLenses(document))[0]?.text ?? '', /2\.0 s → 1\.0 s/);
  });

  it('are not there where there is nothing to say', async () => {
    const { document } = await openText('export function add(a: number, b: number) {\n  return a + b;\n}\n');
    await pause(afterIdleMs);
    assert.deepEqual(await lensesOf(document), []);
  });

  it('are never there in a document of another scheme, such as the older side of a diff', async () => {
    const provider = vscode.workspace.registerTextDocumentContentProvider('overlap-test', { provideTextDocumentContent: () => sequential });
    try {
      const document = await vscode.workspace.openTextDocument(vscode.Uri.parse('overlap-test:/old.ts'));
      assert.equal(document.languageId, 'typescript');
      await vscode.window.showTextDocument(document);
      await pause(afterIdleMs);
      assert.deepEqual(await lensesOf(document), []);
    } finally {
      provider.dispose();
    }
  });

  it('stay at their function while the user types, before and after the text is analysed again', async () => {
    const { document } = await openText(sequential);
    const [before] = await someLenses(document);
    for (const letter of '\n\n// note') {
      const { end } = letter === '\n' ? new vscode.Range(0, 0, 0, 0) : document.lineAt(0).range;
      await replace(document, new vscode.Range(end, end), letter);
      const now = await lensesOf(document);
      assert.deepEqual(now.map(({ line, text }) => ({ line, text })), [{ line: lineOf(document, 'async function load('), text: before?.text }]);
    }
    await pause(afterIdleMs);
    assert.deepEqual((await lensesOf(document)).map(({ line, text }) => ({ line, text })), [{ line: 2, text: before?.text }]);
  });

  it('stay while a name is typed over', async () => {
    const { document } = await openText(sequential);
    await someLenses(document);
    await replace(document, rangeOf(document, 'load'), 'x');
    assert.equal((await lensesOf(document)).length, 1);
    const [renamed] = await until('a lens for the new name', async () => {
      const lenses = await lensesOf(document);
      return lenses.some(({ command }) => JSON.stringify(command.arguments).includes('"x"')) && lenses;
    });
    assert.equal(renamed?.line, 0);
  });

  it('stay while the text does not parse, and change once when it does again', async () => {
    const { document } = await openText(sequential);
    const [before] = await someLenses(document);
    const end = rangeOf(document, 'fetchOrders(id);').end;
    await replace(document, new vscode.Range(end, end), '\n  const more = await (((');
    await pause(afterIdleMs);
    assert.deepEqual((await lensesOf(document)).map(({ line, text }) => ({ line, text })), [{ line: 0, text: before?.text }]);
    await replace(document, rangeOf(document, '((('), 'fetchUser(id + 1);');
    const [after] = await until('a lens for three awaits', async () => {
      const lenses = await lensesOf(document);
      return lenses[0]?.text.startsWith('3 awaits') && lenses;
    });
    assert.equal(after?.line, 0);
  });

  it('go at once with a function that is removed', async () => {
    const { document } = await openText(sequential);
    await someLenses(document);
    await replace(document, new vscode.Range(new vscode.Position(0, 0), rangeOf(document, '/** @overlap').start), '');
    assert.deepEqual(await lensesOf(document), []);
  });

  it('are gone when they are switched off, and back when they are switched on', async () => {
    const { document } = await openText(sequential);
    await someLenses(document);
    const configuration = vscode.workspace.getConfiguration();
    try {
      await configuration.update(codeLens, false, vscode.ConfigurationTarget.Global);
      await until('no lens', async () => (await lensesOf(document)).length === 0);
    } finally {
      await configuration.update(codeLens, undefined, vscode.ConfigurationTarget.Global);
    }
    await someLenses(document);
  });

  it('can be switched off for one language', async () => {
    const typescript = await openText(sequential);
    await someLenses(typescript.document);
    const forTypeScript = vscode.workspace.getConfiguration('', { languageId: 'typescript' });
    try {
      await forTypeScript.update(codeLens, false, vscode.ConfigurationTarget.Global, true);
      await until('no lens in TypeScript', async () => (await lensesOf(typescript.document)).length === 0);
      const javascript = await openText(sequential.replaceAll(': string', ''), 'javascript');
      await someLenses(javascript.document);
    } finally {
      await forTypeScript.update(codeLens, undefined, vscode.ConfigurationTarget.Global, true);
    }
  });

  it('follow a setting that changes their numbers', async () => {
    const { document } = await openText('export async function both() {\n  const a = await fetchOne();\n  const b = await fetchTwo();\n  return [a, b];\n}\n');
    const configuration = vscode.workspace.getConfiguration();
    try {
      await configuration.update('overlap.durations', { 'fetch*': 4000 }, vscode.ConfigurationTarget.Global);
      await until('8 seconds in the lens', async () => (await lensesOf(document))[0]?.text.includes('8.0 s → 4.0 s'));
    } finally {
      await configuration.update('overlap.durations', undefined, vscode.ConfigurationTarget.Global);
    }
  });
});
