import { stat } from 'node:fs/promises';
import { CodeAction, CodeActionKind, CodeActionTriggerKind, Disposable, FilePermission, languages, Range, Uri, window, workspace, WorkspaceEdit, type CancellationToken, type CodeActionContext, type CodeActionProvider, type Diagnostic, type TextDocument } from 'vscode';
import { type CalleeRef, type DifferenceRef, fixAllKind, rewriteKind, selector } from '../contributions.ts';
import { rootOf, sizeOf, type Sources } from '../documents/sources.ts';
import type { TextEdit } from '../refactor/edits.ts';
import { WorkerFailure, type Asked } from '../worker/client.ts';
import type { Requests, RequestType } from '../worker/messages.ts';
import type { Analyses } from './analyses.ts';

const rewrite = CodeActionKind.Empty.append(rewriteKind);
const fixAll = CodeActionKind.Empty.append(fixAllKind);

/** Characters of a document in which every move of the cursor may ask: each answer parses the text again. Asked for by the user, a larger one is answered too. */
const largestUnasked = 200_000;

type Difference = NonNullable<Requests['offers']['answer']['offers'][number]['difference']>;

/** What an action would do, for the moment it is chosen: the text may have changed by then. */
interface Prepared {
  readonly document: TextDocument;
  readonly version: number;
  readonly edits: readonly TextEdit[];
  /** Not empty: shown in the preview, where each must be confirmed. */
  readonly changes: readonly string[];
}

/** Changes for the awaits at the cursor: a quick fix at a hint, a refactoring anywhere else, and all that is safe in a file. */
export class Fixes implements CodeActionProvider {
  readonly #client: Asked;
  readonly #sources: Sources;
  readonly #analyses: Analyses;
  readonly #prepared = new WeakMap<CodeAction, Prepared>();

  constructor(client: Asked, sources: Sources, analyses: Analyses) {
    this.#client = client;
    this.#sources = sources;
    this.#analyses = analyses;
  }

  async provideCodeActions(document: TextDocument, range: Range, context: CodeActionContext, token: CancellationToken): Promise<CodeAction[]> {
    if (workspace.fs.isWritableFileSystem(document.uri.scheme) === false) return [];
    const { only } = context;
    const asked = [
      ...(only?.contains(fixAll) === true ? [this.#all(document)] : []),
      ...(only === undefined || only.contains(rewrite) || rewrite.contains(only) || only.contains(CodeActionKind.QuickFix) ? [this.#at(document, range, context)] : []),
    ];
    const actions = (await Promise.all(asked)).flat();
    return token.isCancellationRequested ? [] : actions;
  }

  /** Fills in the edit, now that the action is chosen; without one nothing happens, and a message says why. */
  async resolveCodeAction(action: CodeAction): Promise<CodeAction> {
    const prepared = this.#prepared.get(action);
    if (!prepared) return action;
    const { document, version, edits, changes } = prepared;
    const problem = document.version !== version ? 'the text has changed since. Open the menu again.' : await readOnly(document);
    if (problem !== undefined) {
      void window.showWarningMessage(`Overlap: nothing was changed: ${problem}`);
      return action;
    }
    action.edit = new WorkspaceEdit();
    for (const { start, end, text } of edits) {
      const at = new Range(document.positionAt(start), document.positionAt(end));
      const metadata = changes.length === 0 ? undefined : { needsConfirmation: true, label: 'What changes', description: changes.join(' ') };
      action.edit.replace(document.uri, at, text, metadata);
    }
    return action;
  }

  async #at(document: TextDocument, range: Range, { diagnostics, triggerKind }: CodeActionContext): Promise<CodeAction[]> {
    const span = { start: document.offsetAt(range.start), end: document.offsetAt(range.end) };
    // The light bulb is asked for at each move of the cursor: only where something was found it is worth a question.
    if (triggerKind === CodeActionTriggerKind.Automatic && (sizeOf(document) > largestUnasked || !this.#hasFinding(document, span))) return [];
    const { version } = document;
    const answer = await this.#ask('offers', document, { span });
    if (!answer || document.version !== version) return [];
    const hints = diagnostics.filter(({ source }) => source === 'Overlap');
    const prepare = (title: string, kind: CodeActionKind, edits: readonly TextEdit[], changes: readonly string[]): CodeAction => {
      const action = new CodeAction(title, kind);
      this.#prepared.set(action, { document, version, edits, changes });
      return action;
    };
    const offered = answer.offers.flatMap(({ title, safe, edits, changes }, index) => {
      const refactoring = prepare(title, rewrite, edits, safe ? [] : changes);
      return hints.length === 0 ? [refactoring] : [quickFix(prepare(title, CodeActionKind.QuickFix, edits, safe ? [] : changes), hints, safe && index === 0), refactoring];
    });
    const differences = answer.offers.flatMap(({ difference }) => (difference ? [showing(document, difference)] : []));
    const refused = answer.offers.length > 0 ? [] : answer.refusals.map((reason) => {
      const action = new CodeAction('Run these awaits concurrently', rewrite);
      action.disabled = { reason };
      return action;
    });
    return [...offered, ...differences, ...refused, ...answer.confirmations.map(({ title, edits }) => prepare(title, rewrite, edits, [])), ...answer.describables.map((one) => describing(document, one))];
  }

  async #all(document: TextDocument): Promise<CodeAction[]> {
    const { version } = document;
    const answer = await this.#ask('fixes', document, {});
    if (!answer || answer.count === 0 || document.version !== version) return [];
    const action = new CodeAction(`Make awaits concurrent where it is safe (${answer.count})`, fixAll);
    this.#prepared.set(action, { document, version, edits: answer.edits, changes: [] });
    return [action];
  }

  #hasFinding(document: TextDocument, { start, end }: { readonly start: number; readonly end: number }): boolean {
    return this.#analyses.functions(document)?.some(({ span, hints }) => hints.length > 0 && span.start <= end && start <= span.end) ?? false;
  }

  async #ask<T extends Extract<RequestType, 'offers' | 'fixes'>>(type: T, document: TextDocument, rest: Omit<Requests[T]['ask'], 'source'>): Promise<Requests[T]['answer'] | undefined> {
    const source = this.#sources.of(document);
    if ('type' in source) return undefined;
    try {
      return await this.#client.ask(type, `${type} ${document.uri.toString()}`, { source, ...rest });
    } catch (error) {
      // The language status says why an analysis fails.
      if (error instanceof WorkerFailure) return undefined;
      throw error;
    }
  }
}

/** Opens the two runs in the timeline; changes nothing. */
function showing(document: TextDocument, { title, functionId, change }: Difference): CodeAction {
  const action = new CodeAction(title, rewrite);
  const shown: DifferenceRef = { uri: document.uri.toString(), functionId, change };
  action.command = { command: 'overlap.showDifference', title, arguments: [shown] };
  return action;
}

/** Asks what a callee does, and writes it where it is declared. */
function describing({ uri }: TextDocument, { name, path, start, head }: Requests['offers']['answer']['describables'][number]): CodeAction {
  const title = `Say what \`${name}\` does…`;
  const action = new CodeAction(title, rewrite);
  const callee: CalleeRef = { uri: (uri.scheme === 'file' ? Uri.joinPath(rootOf(uri), path) : uri).toString(), name, start, head };
  action.command = { command: 'overlap.describeCallee', title, arguments: [callee] };
  return action;
}

function quickFix(action: CodeAction, hints: Diagnostic[], preferred: boolean): CodeAction {
  action.diagnostics = hints;
  action.isPreferred = preferred;
  return action;
}

/** Why the file cannot be written, where it has one and that can be told. */
async function readOnly({ uri, isUntitled }: TextDocument): Promise<string | undefined> {
  if (isUntitled) return undefined;
  try {
    const { permissions = 0 } = await workspace.fs.stat(uri);
    // Of a file on a disk VS Code does not tell other extensions that it is locked.
    const locked = uri.scheme === 'file' && ((await stat(uri.fsPath)).mode & 0o222) === 0;
    return (permissions & FilePermission.Readonly) === 0 && !locked ? undefined : 'the file is read-only.';
  } catch {
    // Not on a disk any more: the text in the editor can still be changed.
    return undefined;
  }
}

export function registerFixes(client: Asked, sources: Sources, analyses: Analyses): Disposable {
  return languages.registerCodeActionsProvider(selector, new Fixes(client, sources, analyses), { providedCodeActionKinds: [CodeActionKind.QuickFix, rewrite, fixAll] });
}
