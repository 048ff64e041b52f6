import { basename } from 'node:path';
import { env, Uri, window, workspace, WorkspaceEdit, Range } from 'vscode';

/** Writes a duration as an annotation behind the line of an await, in place of one that is there. One undo takes it back. */
export async function annotate(uri: Uri, offset: number, durationUs: number): Promise<void> {
  const document = await workspace.openTextDocument(uri);
  const line = document.lineAt(document.positionAt(offset));
  const comment = `// @overlap ${durationText(durationUs)}`;
  const present = /\/\/\s*@overlap\s+\d+(?:\.\d+)?\s*(?:us|µs|ms|s|m|min|h)\b/.exec(line.text);
  const edit = new WorkspaceEdit();
  if (present) edit.replace(uri, new Range(line.lineNumber, present.index, line.lineNumber, present.index + present[0].length), comment);
  else edit.insert(uri, line.range.end, ` ${comment}`);
  await workspace.applyEdit(edit);
}

/** The shortest exact form: whole seconds, else milliseconds. */
function durationText(us: number): string {
  return us > 0 && us % 1_000_000 === 0 ? `${us / 1_000_000}s` : `${us / 1000}ms`;
}

/** Asks where to save, beside the document at first. Nothing happens where the person cancels. */
export async function save(name: string, content: string | Uint8Array, beside: string | undefined): Promise<void> {
  // The name comes from the panel: only its last part is used.
  const file = basename(name) || 'timeline';
  const folder = beside !== undefined && Uri.parse(beside).scheme !== 'untitled' ? Uri.joinPath(Uri.parse(beside), '..') : workspace.workspaceFolders?.[0]?.uri;
  const target = await window.showSaveDialog({ title: 'Save from the timeline', ...(folder && { defaultUri: Uri.joinPath(folder, file) }) });
  if (target) await workspace.fs.writeFile(target, typeof content === 'string' ? new TextEncoder().encode(content) : content);
}

export async function copy(text: string): Promise<void> {
  await env.clipboard.writeText(text);
}
