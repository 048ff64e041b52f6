import { Uri, window, workspace, type TextDocument } from 'vscode';

export const scenarioEnding = '.scenario.json';

export function isScenario({ uri }: { readonly uri: Uri }): boolean {
  return uri.path.endsWith(scenarioEnding);
}

/** The scenario that a command means: the one given (VS Code hands a title button its file), else that in the active editor. */
export function scenarioOf(target: unknown): Uri | undefined {
  if (target instanceof Uri) return isScenario({ uri: target }) ? target : undefined;
  const document = window.activeTextEditor?.document;
  return document && isScenario(document) ? document.uri : undefined;
}

/** Shows a new document with the text given, not saved, under a name that is free; where a folder is open it is saved there by default. */
export async function openUntitled(name: string, ending: string, text: string): Promise<TextDocument> {
  const [folder] = workspace.workspaceFolders ?? [];
  for (let number = 1; ; number++) {
    const file = `${name}${number === 1 ? '' : `-${number}`}${ending}`;
    if (folder && (await exists(Uri.joinPath(folder.uri, file)))) continue;
    const uri = folder?.uri.scheme === 'file' ? Uri.joinPath(folder.uri, file).with({ scheme: 'untitled' }) : Uri.from({ scheme: 'untitled', path: file });
    if (workspace.textDocuments.some((open) => open.uri.toString() === uri.toString())) continue;
    const document = await workspace.openTextDocument(uri);
    const editor = await window.showTextDocument(document);
    await editor.edit((edit) => edit.insert(document.positionAt(0), text));
    return document;
  }
}

async function exists(uri: Uri): Promise<boolean> {
  try {
    await workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}
