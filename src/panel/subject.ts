import { basename } from 'node:path';
import { Uri, workspace, type TextDocument } from 'vscode';
import type { Sources } from '../documents/sources.ts';
import { wholeDocument, type PanelState } from '../protocol.ts';
import { bundledPrefix, type FunctionPlace, type ScenarioAsk, type Source } from '../worker/messages.ts';

/** What a panel's picture is made of. */
export type Subject = FunctionSubject | ScenarioSubject;

export interface FunctionSubject {
  readonly type: 'function';
  readonly document: TextDocument;
  readonly source: Source;
  readonly functionId: string;
  /** Where it was in the last answer, moved along with the edits since; undefined before the first. */
  readonly known: FunctionPlace | undefined;
}

export interface ScenarioSubject {
  readonly type: 'scenario';
  /** A bundled scenario has none. */
  readonly document: TextDocument | null;
  readonly source: ScenarioAsk['source'];
}

/** The text that a state speaks of, as it is now; a sentence where there is none that could be read. */
export async function subjectOf({ uri, functionId }: PanelState, known: FunctionPlace | undefined, sources: Sources): Promise<Subject | string> {
  if (isBundled(uri)) return { type: 'scenario', document: null, source: { path: uri, text: '' } };
  const place = Uri.parse(uri);
  const file = basename(place.path);
  // VS Code would make an empty one of that name.
  if (place.scheme === 'untitled' && !workspace.textDocuments.some((open) => open.uri.toString() === uri)) return `${file} was closed without being saved.`;
  let document: TextDocument;
  try {
    document = await workspace.openTextDocument(place);
  } catch {
    return `${file} cannot be opened: it was moved, deleted, or is not a text.`;
  }
  const source = sources.of(document);
  if ('type' in source) return source.message;
  return functionId === wholeDocument ? { type: 'scenario', document, source } : { type: 'function', document, source, functionId, known };
}

/** The file that a text without one was saved in: it has its path, or its text. */
export function savedAs(closed: TextDocument): TextDocument | undefined {
  const text = closed.getText();
  return workspace.textDocuments.find((one) => !one.isUntitled && (one.uri.path === closed.uri.path || one.getText() === text));
}

/** In a sentence. */
export function nameOf({ document }: Subject): string {
  return document ? basename(document.uri.path) : 'The scenario';
}

export function isBundled(uri: string): boolean {
  return uri.startsWith(bundledPrefix);
}

/** What is in no folder of the workspace, or not saved yet, has no path that tells anything. */
export function shownName({ uri }: TextDocument): string {
  return workspace.getWorkspaceFolder(uri) ? workspace.asRelativePath(uri) : basename(uri.path);
}
