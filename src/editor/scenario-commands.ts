import { FileType, Uri, window, workspace, type QuickPickItem, type TextDocument } from 'vscode';
import type { FunctionRef } from '../contributions.ts';
import type { Sources } from '../documents/sources.ts';
import type { Timelines } from '../panel/timelines.ts';
import { wholeDocument } from '../protocol.ts';
import { WorkerFailure, type Asked } from '../worker/client.ts';
import { openUntitled, scenarioEnding, scenarioOf } from './scenario-documents.ts';
import { tell } from './tell.ts';

/** Shows a scenario file in the panel, which follows it as it is edited. */
export function openScenarioPreview(timelines: Timelines, target: unknown): void {
  const uri = scenarioOf(target);
  if (uri) preview(timelines, uri);
  else tell('open a file ending in .scenario.json first, or run “Overlap: New Scenario”.');
}

interface Starter extends QuickPickItem {
  readonly text: string;
}

/** A new document to begin from, with its picture beside it. */
export async function newScenario(extensionUri: Uri, timelines: Timelines): Promise<void> {
  const picked = await window.showQuickPick(starters(extensionUri), { title: 'New scenario', placeHolder: 'What to begin from', matchOnDetail: true });
  if (picked) preview(timelines, (await openUntitled('my', scenarioEnding, picked.text)).uri);
}

async function starters(extensionUri: Uri): Promise<Starter[]> {
  const folder = Uri.joinPath(extensionUri, 'src', 'scenarios', 'starters');
  const files = (await workspace.fs.readDirectory(folder)).filter(([, type]) => type === FileType.File).map(([name]) => name).sort();
  return Promise.all(files.map(async (name) => {
    const text = new TextDecoder().decode(await workspace.fs.readFile(Uri.joinPath(folder, name)));
    const { title, teaches } = JSON.parse(text) as { readonly title: string; readonly teaches: string };
    return { label: title, detail: teaches, text };
  }));
}

/** What Overlap makes of a function, as a document to play with: it is not bound to the code, and not saved. */
export async function openAsScenario({ uri, functionId }: FunctionRef, timelines: Timelines, client: Asked, sources: Sources): Promise<void> {
  let code: TextDocument;
  try {
    code = await workspace.openTextDocument(Uri.parse(uri));
  } catch {
    return tell(`${uri} cannot be opened.`);
  }
  const source = sources.of(code);
  if ('type' in source) return tell(source.message);
  try {
    const answer = await client.ask('asScenario', 'as scenario', { source, functionId });
    switch (answer?.type) {
      case undefined:
        return;
      case 'missing':
        return tell(`there is no function ${functionId} any more.`);
      case 'broken':
        return tell(`line ${answer.error.line} does not parse: ${answer.error.message}`);
      case 'refused':
        void window.showWarningMessage(`${functionId} cannot be opened as a scenario. ${answer.reason}`);
        return;
      case 'document': {
        const name = functionId.replaceAll(/[^\w$-]+/g, '-').replaceAll(/^-+|-+$/g, '') || 'function';
        return preview(timelines, (await openUntitled(name, scenarioEnding, answer.text)).uri);
      }
    }
  } catch (error) {
    if (!(error instanceof WorkerFailure)) throw error;
    tell(`the function could not be read: ${error.message}.`);
  }
}

function preview(timelines: Timelines, uri: Uri): void {
  timelines.show({ uri: uri.toString(), functionId: wholeDocument }, { focus: false });
}
