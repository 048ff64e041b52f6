import { basename } from 'node:path';
import { Disposable, EventEmitter, workspace, type TextDocument, type TextDocumentChangeEvent } from 'vscode';
import { WorkerFailure, type WorkerClient } from '../worker/client.ts';
import type { FunctionOutline, Outline, Source } from '../worker/messages.ts';
import { setting } from './settings.ts';
import { shiftThrough, type Edit } from './shift.ts';

/** Milliseconds without a keystroke after which a text is analysed again. */
export const idleMs = 300;

/** Why a document's lenses are missing, old or incomplete, in one sentence for the user. */
export interface Problem {
  readonly type: 'too-large' | 'broken' | 'failed' | 'left-out';
  readonly message: string;
}

interface Entry {
  /** The last result of a text that parsed, moved along with the edits since. */
  functions: readonly FunctionOutline[] | undefined;
  problem: Problem | undefined;
  timer: NodeJS.Timeout | undefined;
}

/**
 * What is known of each open document that somebody asked about. A result stays, and moves with the edits, until a new one for a
 * text that parses replaces it at once: nothing flickers while the user types.
 */
export class Analyses implements Disposable {
  readonly #client: WorkerClient;
  readonly #entries = new Map<string, Entry>();
  readonly #changed = new EventEmitter<TextDocument>();
  readonly #subscriptions: Disposable;
  /** A document's functions or its problem were replaced. */
  readonly onDidChange = this.#changed.event;

  constructor(client: WorkerClient) {
    this.#client = client;
    this.#subscriptions = Disposable.from(
      this.#changed,
      workspace.onDidChangeTextDocument((event) => this.#edited(event)),
      workspace.onDidCloseTextDocument((document) => this.#forget(document)),
      workspace.onDidChangeConfiguration((event) => {
        if (!event.affectsConfiguration('overlap')) return;
        for (const document of workspace.textDocuments) if (this.#entries.has(keyOf(document))) void this.#analyse(document);
      }),
    );
  }

  /** What is known now; undefined before the first result. The first question starts the analysis. */
  functions(document: TextDocument): readonly FunctionOutline[] | undefined {
    if (!this.#entries.has(keyOf(document)) && !document.isClosed) void this.#analyse(document);
    return this.#entries.get(keyOf(document))?.functions;
  }

  problem(document: TextDocument): Problem | undefined {
    return this.#entries.get(keyOf(document))?.problem;
  }

  dispose(): void {
    this.#subscriptions.dispose();
    for (const entry of this.#entries.values()) clearTimeout(entry.timer);
    this.#entries.clear();
  }

  #edited({ document, contentChanges }: TextDocumentChangeEvent): void {
    const entry = this.#entries.get(keyOf(document));
    if (!entry || contentChanges.length === 0) return;
    entry.functions = entry.functions?.flatMap((fn) => moved(fn, contentChanges));
    clearTimeout(entry.timer);
    entry.timer = setTimeout(() => void this.#analyse(document), idleMs);
  }

  #forget(document: TextDocument): void {
    clearTimeout(this.#entries.get(keyOf(document))?.timer);
    this.#entries.delete(keyOf(document));
  }

  async #analyse(document: TextDocument): Promise<void> {
    const entry = this.#entries.get(keyOf(document)) ?? { functions: undefined, problem: undefined, timer: undefined };
    this.#entries.set(keyOf(document), entry);
    const source = sourceOf(document);
    if ('type' in source) return this.#replace(document, entry, [], source);
    const { version } = document;
    try {
      const outline = await this.#client.ask('outline', `outline ${keyOf(document)}`, { source });
      // An edit since has started its own timer; a newer question has its own answer.
      if (!outline || document.version !== version || this.#entries.get(keyOf(document)) !== entry) return;
      const [error] = outline.errors;
      if (error) this.#replace(document, entry, entry.functions, { type: 'broken', message: `Line ${error.line} does not parse (${error.message}); what is shown is of the last text that did.` });
      else this.#replace(document, entry, outline.functions, leftOutOf(outline));
    } catch (error) {
      if (!(error instanceof WorkerFailure)) throw error;
      this.#replace(document, entry, entry.functions, { type: 'failed', message: `${basename(document.uri.path)} could not be analysed: ${error.message}.` });
    }
  }

  #replace(document: TextDocument, entry: Entry, functions: readonly FunctionOutline[] | undefined, problem: Problem | undefined): void {
    entry.functions = functions;
    entry.problem = problem;
    this.#changed.fire(document);
  }
}

function keyOf(document: TextDocument): string {
  return document.uri.toString();
}

function leftOutOf({ leftOut }: Outline): Problem | undefined {
  const [first] = leftOut;
  return first && { type: 'left-out', message: leftOut.length === 1 ? first.message : `${first.message} (and ${leftOut.length - 1} more)` };
}

/** A function whose declaration was removed is gone; one whose name was typed over keeps its place. */
function moved(fn: FunctionOutline, edits: readonly Edit[]): readonly FunctionOutline[] {
  const span = shiftThrough(fn.span, edits);
  if (!span) return [];
  const anchor = shiftThrough(fn.nameSpan, edits) ?? shiftThrough({ start: fn.span.start, end: fn.nameSpan.start }, edits);
  const hints = fn.hints.flatMap((hint) => {
    const at = shiftThrough(hint.span, edits);
    return at ? [{ ...hint, span: at, others: hint.others.flatMap((other) => shiftThrough(other, edits) ?? []) }] : [];
  });
  return [{ ...fn, span, nameSpan: anchor ?? { start: span.start, end: span.start }, hints }];
}

const extensions: Readonly<Record<string, string>> = { typescript: '.ts', typescriptreact: '.tsx', javascript: '.js', javascriptreact: '.jsx' };

/**
 * A document as the worker takes it, or why it is not sent. Its size is asked of the line index, so that a document over the limit is never
 * put together as one string in the extension host.
 */
export function sourceOf(document: TextDocument): Source | Problem {
  const limitKb = setting('overlap.maxFileSizeKb', document);
  const characters = document.offsetAt(document.lineAt(document.lineCount - 1).range.end);
  if (characters > limitKb * 1024) {
    const sizeKb = Math.ceil(characters / 1024).toLocaleString('en');
    return { type: 'too-large', message: `${basename(document.uri.path)} is not analysed: it has ${sizeKb} KB, and overlap.maxFileSizeKb is ${limitKb.toLocaleString('en')} KB.` };
  }
  const extension = extensions[document.languageId] ?? '.ts';
  const path = document.uri.scheme === 'file' ? document.uri.fsPath : document.uri.path;
  return {
    path: /\.[cm]?[jt]sx?$/i.test(path) ? path : path + extension,
    text: document.getText(),
    onDisk: document.uri.scheme === 'file',
    // VS Code hands out objects as proxies, which cannot be sent to a worker.
    settings: { durations: { ...setting('overlap.durations', document) }, thresholdMs: setting('overlap.thresholdMs', document) },
  };
}
