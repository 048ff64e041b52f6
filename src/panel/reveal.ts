import { Range, TabInputText, ViewColumn, window, workspace, type Uri } from 'vscode';
import type { Span } from '../worker/messages.ts';

/** Selects a stretch of a document where the document is already shown, and moves the focus there. */
export async function revealSpan(uri: Uri, span: Span, panelColumn: ViewColumn | undefined): Promise<void> {
  const document = await workspace.openTextDocument(uri);
  const selection = new Range(document.positionAt(span.start), document.positionAt(span.end));
  await window.showTextDocument(document, { viewColumn: columnOf(uri, panelColumn), selection, preserveFocus: false });
}

function columnOf(uri: Uri, panelColumn: ViewColumn | undefined): ViewColumn {
  const shown = window.visibleTextEditors.find((editor) => editor.document.uri.toString() === uri.toString() && editor.viewColumn !== undefined);
  if (shown?.viewColumn !== undefined) return shown.viewColumn;
  const holdsIt = window.tabGroups.all.find((group) => group.tabs.some(({ input }) => input instanceof TabInputText && input.uri.toString() === uri.toString()));
  if (holdsIt) return holdsIt.viewColumn;
  // Not over the panel.
  return window.tabGroups.all.find((group) => group.viewColumn !== panelColumn)?.viewColumn ?? ViewColumn.Beside;
}
