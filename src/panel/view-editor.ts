import { basename } from 'node:path';
import { window, workspace, type CustomDocument, type CustomReadonlyEditorProvider, type Disposable, type Uri, type WebviewPanel } from 'vscode';
import { viewFileViewType } from '../editor/contributions.ts';
import { protocolVersion, type ToWebview } from '../protocol.ts';
import { readViewFile } from '../report/view-file.ts';
import { copy, save } from './actions.ts';
import { guardFromWebview } from './guard.ts';
import { pageOf, resourceRoot } from './page.ts';

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
    const heard = panel.webview.onDidReceiveMessage(async (value: unknown): Promise<void> => {
      const guarded = guardFromWebview(value);
      if (guarded.type !== 'message') return;
      const { message } = guarded;
      if (message.type === 'ready') await panel.webview.postMessage(await messageOf(uri));
      else if (message.type === 'save') await save(message.name, message.content, uri.toString());
      else if (message.type === 'copy') await copy(message.text);
    });
    panel.onDidDispose(() => {
      heard.dispose();
    });
    panel.webview.html = pageOf(panel.webview, this.#extensionUri);
  }
}

/** The snapshot that a file holds, or in words what is wrong with it. */
export async function messageOf(uri: Uri): Promise<ToWebview> {
  const file = basename(uri.path);
  try {
    const { size } = await workspace.fs.stat(uri);
    if (size > largestMb * 1_000_000) return { type: 'empty', version, message: `${file} is larger than ${largestMb} MB.` };
    return { type: 'snapshot', version, snapshot: readViewFile(new TextDecoder().decode(await workspace.fs.readFile(uri))) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { type: 'empty', version, message: `${file} cannot be shown. ${reason}` };
  }
}

export function registerViewEditor(extensionUri: Uri): Disposable {
  return window.registerCustomEditorProvider(viewFileViewType, new ViewEditor(extensionUri));
}
