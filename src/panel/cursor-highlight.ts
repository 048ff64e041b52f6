import { window } from 'vscode';
import type { AwaitRef } from '../protocol.ts';
import type { FollowedAwaits } from './followed.ts';

/** The await that the cursor of the active editor is in; null where that shows another document, or the cursor is in none. */
export function awaitAtCursor(awaits: FollowedAwaits, uri: string): AwaitRef | null {
  const editor = window.activeTextEditor;
  if (editor?.document.uri.toString() !== uri) return null;
  const { document, selection } = editor;
  const { range } = document.lineAt(selection.active);
  return awaits.at(document.offsetAt(selection.active), { start: document.offsetAt(range.start), end: document.offsetAt(range.end) });
}
