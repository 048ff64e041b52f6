import { window, type TextEditor } from 'vscode';
import { isDifferenceRef, type DifferenceRef } from '../contributions.ts';
import type { Sources } from '../documents/sources.ts';
import type { Timelines } from '../panel/timelines.ts';
import { WorkerFailure, type Asked } from '../worker/client.ts';
import { tell } from './tell.ts';

/** Opens two runs that end differently, as written and changed, in the timeline; without a change, that of the changes at the cursor. */
export async function showDifference(target: unknown, timelines: Timelines, client: Asked, sources: Sources): Promise<void> {
  const found = isDifferenceRef(target) ? target : await atCursor(window.activeTextEditor, client, sources);
  if (typeof found === 'string') tell(found);
  else if (found !== undefined) timelines.showDifference(found, found.change);
}

/** In words why there is none; undefined where the person chose none of several, or asked again meanwhile. */
async function atCursor(editor: TextEditor | undefined, client: Asked, sources: Sources): Promise<DifferenceRef | string | undefined> {
  if (!editor) return 'open a TypeScript or JavaScript file first.';
  const { document, selection } = editor;
  const source = sources.of(document);
  if ('type' in source) return source.message;
  // The cursor means its line, as in the timeline.
  const { start, end } = selection.isEmpty ? document.lineAt(selection.active).range : selection;
  const span = { start: document.offsetAt(start), end: document.offsetAt(end) };
  try {
    const answer = await client.ask('offers', 'differences at cursor', { source, span });
    if (!answer) return undefined;
    const differences = answer.offers.flatMap(({ title, difference }) => (difference ? [{ label: title, ...difference }] : []));
    if (differences.length === 0) return 'no change that could be made at the cursor is known to make a difference.';
    const chosen = differences.length === 1 ? differences[0] : await window.showQuickPick(differences, { title: 'Show what could differ', placeHolder: 'After which change' });
    return chosen && { uri: document.uri.toString(), functionId: chosen.functionId, change: chosen.change };
  } catch (error) {
    if (!(error instanceof WorkerFailure)) throw error;
    return `the file could not be analysed: ${error.message}.`;
  }
}
