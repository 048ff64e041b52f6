import { Range, Uri, window, workspace, WorkspaceEdit, type QuickPickItem, type TextDocument } from 'vscode';
import { parseClauses } from '../analysis/effects/clauses.ts';
import { isCalleeRef, type CalleeRef } from '../contributions.ts';
import type { Sources } from '../documents/sources.ts';
import { WorkerFailure, type Asked } from '../worker/client.ts';

/** `value`: what the input begins with; absent where nothing more is asked. */
interface Kind extends QuickPickItem {
  readonly clauses?: string;
  readonly value?: string;
}

const kinds: readonly Kind[] = [
  { label: 'It touches nothing that others see', description: 'pure', clauses: 'pure' },
  { label: 'It only reads…', description: 'reads users', value: 'reads ' },
  { label: 'It changes something…', description: 'writes users', value: 'writes ' },
  { label: 'Several of these…', description: 'reads users | writes cache:* | throws', value: '' },
];

/** Writes before the declaration of a callee what a person says that it does; in one step of undo. Another file than the one in front is saved if it was: its callers are judged by what is on the disk. */
export async function describeCallee(callee: unknown, given: unknown, client: Asked, sources: Sources): Promise<void> {
  if (!isCalleeRef(callee)) return;
  const clauses = typeof given === 'string' ? given : await asked(callee.name);
  if (clauses === undefined) return;
  const problem = await write(callee, clauses, client, sources);
  if (problem !== undefined) void window.showWarningMessage(`Overlap: nothing was written: ${problem}`);
}

async function asked(name: string): Promise<string | undefined> {
  const kind = await window.showQuickPick(kinds, { title: `What does ${name} do?`, placeHolder: 'It is written into a comment before its declaration' });
  if (kind?.value === undefined) return kind?.clauses;
  return window.showInputBox({
    title: `What does ${name} do?`,
    prompt: 'Separate clauses with |, such as: reads users | writes cache:* | throws. A bare word is a table; else write file:…, host:…, cache:…, state:…',
    value: kind.value,
    valueSelection: [kind.value.length, kind.value.length],
    validateInput: (text) => {
      const parsed = parseClauses(text);
      return typeof parsed === 'string' ? `${parsed}.` : undefined;
    },
  });
}

/** In words why nothing was written. */
async function write({ uri, start, head }: CalleeRef, clauses: string, client: Asked, sources: Sources): Promise<string | undefined> {
  let document: TextDocument;
  try {
    document = await workspace.openTextDocument(Uri.parse(uri));
  } catch {
    return 'the file cannot be opened.';
  }
  const source = sources.of(document);
  if ('type' in source) return source.message;
  const { version, isDirty } = document;
  try {
    const answer = await client.ask('describe', `describe ${uri}`, { source, declaration: { start, head }, clauses });
    if (answer === undefined) return undefined;
    if (answer.type === 'refused') return answer.message;
    if (document.version !== version) return 'the text has changed since. Open the menu again.';
    const edit = new WorkspaceEdit();
    for (const one of answer.edits) edit.replace(document.uri, new Range(document.positionAt(one.start), document.positionAt(one.end)), one.text);
    if (!(await workspace.applyEdit(edit))) return 'the file cannot be changed.';
    if (!isDirty && !document.isUntitled && window.activeTextEditor?.document !== document) await document.save();
    return undefined;
  } catch (error) {
    if (!(error instanceof WorkerFailure)) throw error;
    return `${error.message}.`;
  }
}
