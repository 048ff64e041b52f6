import { basename } from 'node:path';
import { window, workspace, type CustomDocument, type CustomReadonlyEditorProvider, type Disposable, type Uri, type ViewColumn, type WebviewPanel } from 'vscode';
import { viewFileViewType } from '../contributions.ts';
import { protocolVersion, type AwaitRef, type Snapshot, type ToWebview } from '../protocol.ts';
import { drawable } from '../report/drawable.ts';
import { foundAgain, placesToLook } from '../report/found-again.ts';
import { readViewFile } from '../report/view-file.ts';
import { copy, save } from './actions.ts';
import { guardFromWebview } from './guard.ts';
import { pageOf, resourceRoot } from './page.ts';
import { revealSpan } from './reveal.ts';

const version = protocolVersion;
/** Megabytes; beyond it a file is not one that the panel has saved. */
const largestMb = 200;

/** Shows a saved view in the panel's own page: the picture as it was, without the code it was made of. */
export class ViewEditor implements CustomReadonlyEditorProvider {
  readonly #extensionUri: Uri;

  constructor(extensionUri: Uri) {
    this.#extensionUri = extensionUri;
  }

  openCustomDocument(uri: Uri): CustomDocument {
    return { uri, dispose() { /* Nothing is kept between its openings. */ } };
  }

  resolveCustomEditor({ uri }: CustomDocument, panel: WebviewPanel): void {
    panel.webview.options = { enableScripts: true, localResourceRoots: [resourceRoot(this.#extensionUri)] };
    let shown: ToWebview | undefined;
    const heard = panel.webview.onDidReceiveMessage(async (value: unknown): Promise<void> => {
      const guarded = guardFromWebview(value);
      if (guarded.type !== 'message') return;
      const { message } = guarded;
      if (message.type === 'ready') {
        shown = await messageOf(uri);
        await panel.webview.postMessage(shown);
      } else if (message.type === 'reveal' && shown?.type === 'snapshot') {
        const failure = await reveal(uri, shown.snapshot, message.target, panel.viewColumn);
        if (failure !== null) await panel.webview.postMessage({ type: 'error', version, message: failure } satisfies ToWebview);
      }
      else if (message.type === 'save') await save(message.name, message.content, uri.toString());
      else if (message.type === 'copy') await copy(message.text);
    });
    panel.onDidDispose(() => {
      heard.dispose();
    });
    panel.webview.html = pageOf(panel.webview, this.#extensionUri);
  }
}

/** Shows a step in the document that the view was made of, where that is found; else says in a sentence that it is not. */
export async function reveal(view: Uri, { file, runs }: Snapshot, target: AwaitRef, column: ViewColumn | undefined): Promise<string | null> {
  const site = runs.flatMap(({ schedule }) => schedule.sites).find((one) => one.await?.functionId === target.functionId && one.await.id === target.awaitId);
  const top = workspace.getWorkspaceFolder(view)?.uri.path;
  const places = placesToLook(view.path, file, top).map((path) => view.with({ path }));
  const inFolders = (workspace.workspaceFolders ?? []).flatMap((folder) => placesToLook(`${folder.uri.path}/`, file, folder.uri.path).map((path) => folder.uri.with({ path })));
  for (const source of [...places, ...inFolders]) {
    const text = await workspace.fs.readFile(source).then((bytes) => new TextDecoder().decode(bytes), () => null);
    if (text === null) continue;
    const span = site && foundAgain(text, site);
    if (!span) return `${file} has no ${site?.label ?? 'such step'} any more: it was changed since this view was saved.`;
    await revealSpan(source, span, column);
    return null;
  }
  return `${file} is found neither near this view nor in the open folder.`;
}

/** The snapshot that a file holds, or in words what is wrong with it. */
export async function messageOf(uri: Uri): Promise<ToWebview> {
  const file = basename(uri.path);
  try {
    const { size } = await workspace.fs.stat(uri);
    if (size > largestMb * 1_000_000) return { type: 'empty', version, message: `${file} is larger than ${largestMb} MB.` };
    return { type: 'snapshot', version, snapshot: drawable(readViewFile(new TextDecoder().decode(await workspace.fs.readFile(uri)))) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { type: 'empty', version, message: `${file} cannot be shown. ${reason}` };
  }
}

export function registerViewEditor(extensionUri: Uri): Disposable {
  return window.registerCustomEditorProvider(viewFileViewType, new ViewEditor(extensionUri));
}
