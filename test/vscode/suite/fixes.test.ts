import assert from 'node:assert/strict';
import { chmod } from 'node:fs/promises';
import * as vscode from 'vscode';
import { Fixes } from '../../../src/editor/fixes.ts';
import { Sources } from '../../../src/documents/sources.ts';
import type { Asked } from '../../../src/worker/client.ts';
import type { OffersAnswer, Requests, RequestType } from '../../../src/worker/messages.ts';
import { access, closeEverything, inWorkspace, openFile, openText, PanelMessages, rangeOf, replace, sequential, someLenses, until } from '../editing.ts';

const rewrite = 'refactor.rewrite.overlap';
const fixAll = 'source.fixAll.overlap';

const together = `  const userPromise = fetchUser(id);
  const ordersPromise = fetchOrders(id);
  ordersPromise.catch(() => undefined);
  const user = await userPromise;
  const orders = await ordersPromise;
`;
const inLine = `  const user = await fetchUser(id);
  const orders = await fetchOrders(id);
`;
/** The same with what it calls said to be harmless. */
const readable = sequential.replace(/@overlap 1000ms/g, '@overlap 1000ms reads users');

/** The actions at a text, as the menu gets them: with their edits filled in, as if each were chosen. */
function actionsAt(document: vscode.TextDocument, text: string, kind?: string, resolve = 20): Thenable<vscode.CodeAction[]> {
  return vscode.commands.executeCommand<vscode.CodeAction[]>('vscode.executeCodeActionProvider', document.uri, rangeOf(document, text), kind, resolve);
}

async function ours(document: vscode.TextDocument, text: string, kind: string): Promise<vscode.CodeAction[]> {
  return (await actionsAt(document, text, kind)).filter((action) => action.kind?.value.includes('overlap') === true);
}

async function apply(action: vscode.CodeAction | undefined): Promise<void> {
  assert.ok(action?.edit, 'the action has no edit');
  assert.ok(await vscode.workspace.applyEdit(action.edit));
}

const invoked: vscode.CodeActionContext = { diagnostics: [], only: undefined, triggerKind: vscode.CodeActionTriggerKind.Invoke };
const made: Sources[] = [];

/** The provider, with a worker that always answers the same. */
async function fixesWith(answer: OffersAnswer): Promise<Fixes> {
  const { analyses } = await access();
  const client: Asked = { ask: <T extends RequestType>() => Promise.resolve(answer as Requests[T]['answer']) };
  const sources = new Sources();
  made.push(sources);
  return new Fixes(client, sources, analyses);
}

async function offered(document: vscode.TextDocument, answer: OffersAnswer): Promise<vscode.CodeAction[]> {
  return (await fixesWith(answer)).provideCodeActions(document, rangeOf(document, 'await'), invoked, new vscode.CancellationTokenSource().token);
}

describe('fixes', () => {
  afterEach(async () => {
    await vscode.workspace.getConfiguration().update('overlap.hints.enabled', undefined, vscode.ConfigurationTarget.Global);
    for (const sources of made.splice(0)) sources.dispose();
    await closeEverything();
  });

  it('are offered at an await, the safe one first, and one undo takes them back', async () => {
    const { document } = await openText(readable);
    const [first] = await until('an offer', async () => {
      const found = await ours(document, 'await fetchUser', rewrite);
      return found.length > 0 && found;
    });
    assert.match(first?.title ?? '', /^Run `fetchUser` and `fetchOrders` concurrently, started early, awaited in order: 2\.0 s → 1\.0 s \(estimate\)$/);
    await apply(first);
    assert.equal(document.getText(), readable.replace(inLine, together));
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), readable);
  });

  it('that are to be checked first say so', async () => {
    const { document } = await openText(readable);
    const found = await ours(document, 'await fetchUser', rewrite);
    assert.match(found.find(({ title }) => title.includes('Promise.all:'))?.title ?? '', /; check first$/);
  });

  it('that could make a difference show it: both runs in the timeline, one above the other', async () => {
    const { document } = await openFile('checkout.ts');
    const messages = new PanelMessages(await access());
    try {
      const shows = (await until('what could differ', async () => {
        const found = (await ours(document, 'await quote(basket)', rewrite)).filter(({ title }) => title.startsWith('Show what could differ'));
        return found.length > 0 && found;
      }))[0];
      assert.equal(shows?.title, 'Show what could differ (with Promise.all)');
      assert.equal(shows.edit, undefined);
      await vscode.commands.executeCommand(shows.command?.command ?? '', ...(shows.command?.arguments as unknown[]));
      const { snapshot } = await messages.next('snapshot');
      assert.equal(snapshot.title, 'What could differ in checkout');
      assert.match(snapshot.warning ?? '', /^`takeFromStock` changes .* although `quote` has failed\.$/);
      assert.deepEqual(snapshot.runs.map(({ title, kind }) => [title, kind]), [['As written', 'order'], ['Changed', 'order']]);
      assert.equal(snapshot.runs.some(({ schedule }) => schedule.sites.some((site) => site.await?.functionId === 'checkout')), true);
      assert.equal(document.isDirty, false);
    } finally {
      messages.dispose();
    }
  });

  it('that could make a difference are found at the cursor by a command, which says where there is none', async () => {
    const { document, selection } = await openFile('checkout.ts');
    const messages = new PanelMessages(await access());
    const editor = vscode.window.activeTextEditor;
    assert.ok(editor);
    assert.ok(selection.isEmpty);
    const at = rangeOf(document, 'await fetchPrice').start;
    editor.selection = new vscode.Selection(at, at);
    try {
      // Of the changes of these two only `Promise.all` makes one, so that nothing is asked.
      await vscode.commands.executeCommand('overlap.showDifference');
      const { snapshot } = await messages.next('snapshot');
      assert.equal(snapshot.state.functionId, 'quote');
      assert.equal(snapshot.warning, 'The error may be that of `fetchShipping`, where it was that of `fetchPrice`.');
      assert.match(snapshot.state.change ?? '', /^promise-all a1 a2$/);
      // The text that it was made of is gone: it is said, and not something else shown.
      await replace(document, rangeOf(document, 'await fetchPrice'), 'fetchPrice');
      assert.match((await messages.next('empty')).message, /^The change of quote is no longer there, or no difference is known\./);
    } finally {
      await vscode.commands.executeCommand('workbench.action.files.revert');
      messages.dispose();
    }
  });

  it('that there are not say why, in the menu', async () => {
    const { document } = await openText(readable);
    const [refused] = await offered(document, { offers: [], refusals: ['`user` is used here (line 3)'], confirmations: [], describables: [] });
    assert.equal(refused?.disabled?.reason, '`user` is used here (line 3)');
  });

  it('stand at a hint as quick fixes', async () => {
    const { document } = await openText(readable);
    await vscode.workspace.getConfiguration().update('overlap.hints.enabled', true, vscode.ConfigurationTarget.Global);
    await until('a hint', () => vscode.languages.getDiagnostics(document.uri).some(({ source }) => source === 'Overlap'));
    // The extension knows of its hint before the editor does, which hands it to the question for fixes.
    const fix = await until('its fix', async () => (await actionsAt(document, 'await fetchUser', 'quickfix')).find(({ title }) => title.includes('concurrently')));
    assert.equal(fix.isPreferred, true);
    await apply(fix);
    assert.equal(document.getText(), readable.replace(inLine, together));
  });

  it('of the whole file are one action', async () => {
    const { document } = await openText(`${readable}${readable.slice(0, readable.indexOf('/** @overlap')).replace('function load(', 'function loadAgain(')}`);
    await someLenses(document);
    const [all] = await ours(document, 'export', fixAll);
    assert.equal(all?.title, 'Make awaits concurrent where it is safe (2)');
    await apply(all);
    assert.equal(document.getText().split('ordersPromise.catch').length, 3);
  });

  it('of a text that has changed since are not applied', async () => {
    const { document } = await openText(readable);
    const answer: OffersAnswer = { offers: [{ title: 'Run them', safe: true, edits: [{ start: 0, end: 6, text: 'gone' }], changes: [], difference: null }], refusals: [], confirmations: [], describables: [] };
    const fixes = await fixesWith(answer);
    const offer = (): Promise<vscode.CodeAction[]> => fixes.provideCodeActions(document, rangeOf(document, 'await'), invoked, new vscode.CancellationTokenSource().token);
    const [stale] = await offer();
    await replace(document, new vscode.Range(0, 0, 0, 0), '// another line\n');
    const [fresh] = await offer();
    assert.ok(stale && fresh);
    assert.equal((await fixes.resolveCodeAction(stale)).edit, undefined);
    assert.deepEqual((await fixes.resolveCodeAction(fresh)).edit?.get(document.uri).map(({ newText }) => newText), ['gone']);
  });

  it('change no read-only file', async () => {
    const { document } = await openText(readable);
    await chmod(document.uri.fsPath, 0o444);
    const found = await ours(document, 'await fetchUser', rewrite);
    await chmod(document.uri.fsPath, 0o644);
    assert.ok(found.length > 0);
    assert.deepEqual(found.map(({ edit }) => edit), found.map(() => undefined));
  });

  it('let a person say that an order is meant; the verdict follows', async () => {
    const { document } = await openText(readable);
    const keep = (await ours(document, 'await fetchOrders', rewrite)).find(({ title }) => title.startsWith('Keep the order'));
    await apply(keep);
    assert.match(document.getText(), /\n {2}\/\/ @overlap ordered\n {2}const orders = await fetchOrders\(id\);\n/);
    await until('no offer', async () => (await ours(document, 'await fetchOrders', rewrite)).every(({ title }) => !title.includes('concurrently,')));
  });

  describe('say what a callee does', () => {
    const library = (name: string, doc = '') => `import { hidden } from 'unheard-of';\n${doc}export async function ${name}(id: string) { return hidden(id); }\n`;
    const page = "import { refresh } from './describe-refresh';\nimport { touch } from './describe-touch';\nexport async function page(id: string) {\n  const a = await refresh(id);\n  const b = await touch(id);\n  return [a, b];\n}\n";
    const saying = (found: readonly vscode.CodeAction[], name: string): vscode.CodeAction | undefined => found.find(({ title }) => title === `Say what \`${name}\` does…`);

    it('in the file that declares it, with one undo; the verdict follows', async () => {
      await openFile('describe-refresh.ts', library('refresh'));
      const touch = await openFile('describe-touch.ts', library('touch', '/** @overlap 40ms reads orders */\n'));
      assert.ok(touch.document);
      const { document } = await openFile('describe-page.ts', page);
      const action = await until('the question', async () => saying(await ours(document, 'await refresh', rewrite), 'refresh'));
      // What the other does is said already.
      assert.equal(saying(await ours(document, 'await refresh', rewrite), 'touch'), undefined);
      await vscode.commands.executeCommand(action.command?.command ?? '', ...(action.command?.arguments as unknown[]), 'reads users');
      const written = await vscode.workspace.openTextDocument(inWorkspace('describe-refresh.ts'));
      assert.equal(written.getText(), library('refresh', '/** @overlap reads users */\n'));
      assert.equal(written.isDirty, false);
      await until('a safe offer', async () => (await ours(document, 'await refresh', rewrite)).some(({ title }) => title.startsWith('Run `refresh` and `touch` concurrently') && !title.endsWith('check first')));
      await vscode.window.showTextDocument(written, vscode.ViewColumn.One);
      await vscode.commands.executeCommand('undo');
      assert.equal(written.getText(), library('refresh'));
    });

    it('is asked in a list and nothing is written where the text has changed', async () => {
      const { document } = await openText(page.replace(/^import.*\n/gm, '') + library('refresh').replace('import { hidden } from', 'import { hidden as other } from') + library('touch').replace(/^import.*\n/m, ''));
      const action = await until('the question', async () => saying(await ours(document, 'await touch', rewrite), 'touch'));
      const [callee] = action.command?.arguments as unknown[];
      // The first of the list: it touches nothing.
      const chosen = vscode.commands.executeCommand('overlap.describeCallee', callee);
      await until('the list', async () => {
        await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
        return document.getText().includes('/** @overlap pure */\nexport async function touch');
      });
      await chosen;
      const before = document.getText();
      await vscode.commands.executeCommand('overlap.describeCallee', callee, 'reads users');
      assert.equal(document.getText(), before);
    });
  });
});
