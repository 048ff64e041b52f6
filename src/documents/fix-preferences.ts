import type { TextDocument } from 'vscode';
import type { FixPreferences } from '../worker/messages.ts';
import { setting } from './settings.ts';

/** How changes of a document are to be written, by its settings. */
export function preferencesFor(document: TextDocument): FixPreferences {
  const [from = '', name = ''] = setting('overlap.fix.helper', document).split('#');
  return { limit: setting('overlap.fix.limit', document), helper: name === '' ? null : { from, name } };
}
