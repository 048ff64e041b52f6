import { basename } from 'node:path';
import { env, Uri, window, workspace, WorkspaceEdit, Range } from 'vscode';

/** Writes a duration into the annotation of an await's line, in place of one that is there, or as a new annotation behind the line. One undo takes it back. */
export async function annotate(uri: Uri, offset: number, durationUs: number): Promise<void> {
  const document = await workspace.openTextDocument(uri);
  const line = document.lineAt(document.positionAt(offset));
  const before = line.lineNumber > 0 ? document.lineAt(line.lineNumber - 1) : undefined;
  const said = [line, ...(before && /^\s*\/\//.test(before.text) ? [before] : [])].flatMap(({ text, lineNumber }) => {
    const place = placeOfDuration(text);
    return place ? [{ range: new Range(lineNumber, place.start, lineNumber, place.end), isFirst: place.start === place.end }] : [];
  })[0];
  const duration = durationText(durationUs);
  const edit = new WorkspaceEdit();
  if (said) edit.replace(uri, said.range, said.isFirst ? ` ${duration}` : duration);
  else edit.insert(uri, line.range.end, ` // @overlap ${duration}`);
  await workspace.applyEdit(edit);
}

/** Where a line's annotation holds its duration, or, as an empty stretch, could hold one before its other words; undefined where the line has none. */
function placeOfDuration(line: string): { readonly start: number; readonly end: number } | undefined {
  const annotation = /\/[/*].*@overlap(?=[\s*]|$)/.exec(line);
  if (!annotation) return undefined;
  const from = annotation.index + annotation[0].length;
  const [words = ''] = line.slice(from).split('*/');
  const duration = /(?<=[\s,|])\d+(?:\.\d+)?(?:us|µs|ms|s|min)(?=[\s,|]|$)/.exec(words);
  return duration ? { start: from + duration.index, end: from + duration.index + duration[0].length } : { start: from, end: from };
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
