import { basename } from 'node:path';
import { Disposable, EventEmitter, window, workspace, type TextDocument, type TextDocumentChangeEvent } from 'vscode';
import { shiftThrough, type Edit } from '../documents/shift.ts';
import type { Sources, TooLarge } from '../documents/sources.ts';
import { WhenIdle } from '../documents/when-idle.ts';
import { WorkerFailure } from '../worker/client.ts';
import type { FunctionOutline, Outline, Source } from '../worker/messages.ts';
import type { Tiers } from '../worker/tiers.ts';

/** Why a document's lenses are missing, old or incomplete, in one sentence for the user. */
export interface Problem {
  readonly type: TooLarge['type'] | 'broken' | 'failed' | 'left-out';
  readonly message: string;
  /** The same in a few words, for where there is little room. */
  readonly brief: string;
}

interface Entry {
  /** The last result of a text that parsed, moved along with the edits since. */
  functions: readonly FunctionOutline[] | undefined;
  problem: Problem | undefined;
  /** Settings or other files changed since. */
  stale: boolean;
}

/**
 * What is known of each open document that somebody asked about. A result stays, and moves with the edits, until a new one for a
 * text that parses replaces it at once: nothing flickers while the user types.
 */
export class Analyses implements Disposable {
  readonly #client: Tiers;
  readonly #sources: Sources;
  readonly #entries = new Map<string, Entry>();
  readonly #edits = new WhenIdle((document) => void this.#analyse(document));
  readonly #changed = new EventEmitter<TextDocument>();
  readonly #subscriptions: Disposable;
  /** A document's functions or its problem were replaced. */
  readonly onDidChange = this.#changed.event;

  constructor(client: Tiers, sources: Sources) {
    this.#client = client;
    this.#sources = sources;
    this.#subscriptions = Disposable.from(
      this.#changed,
      this.#edits,
      workspace.onDidChangeTextDocument((event) => this.#edited(event)),
      workspace.onDidCloseTextDocument((document) => this.#forget(document)),
      // What is out of sight is looked at again when it is asked for.
      sources.onDidChange(() => this.#startAgain()),
      client.onDidRefine((source) => this.#askAgain(source)),
    );
  }

  /** What is known now; undefined before the first result. The first question starts the analysis. */
  functions(document: TextDocument): readonly FunctionOutline[] | undefined {
    if (this.#entries.get(keyOf(document))?.stale !== false && !document.isClosed) void this.#analyse(document);
    return this.#entries.get(keyOf(document))?.functions;
  }

  problem(document: TextDocument): Problem | undefined {
    return this.#entries.get(keyOf(document))?.problem;
  }

  dispose(): void {
    this.#subscriptions.dispose();
    this.#entries.clear();
  }

  #edited({ document, contentChanges }: TextDocumentChangeEvent): void {
    const entry = this.#entries.get(keyOf(document));
    if (!entry || contentChanges.length === 0) return;
    entry.functions = entry.functions?.flatMap((fn) => moved(fn, contentChanges));
    this.#edits.soon(document);
  }

  /** The second tier has its answer to what a document's text still is. */
  #askAgain({ path, text, disk }: Source): void {
    for (const document of workspace.textDocuments) {
      if (!this.#entries.has(keyOf(document))) continue;
      const source = this.#sources.of(document);
      if (!('type' in source) && source.path === path && source.disk?.root === disk?.root && source.text === text) void this.#analyse(document);
    }
  }

  #startAgain(): void {
    const visible = new Set(window.visibleTextEditors.map(({ document }) => document));
    for (const document of workspace.textDocuments) {
      const entry = this.#entries.get(keyOf(document));
      if (!entry) continue;
      if (visible.has(document)) void this.#analyse(document);
      else entry.stale = true;
    }
  }

  #forget(document: TextDocument): void {
    this.#edits.forget(document);
    this.#entries.delete(keyOf(document));
  }

  async #analyse(document: TextDocument): Promise<void> {
    const entry = this.#entries.get(keyOf(document)) ?? { functions: undefined, problem: undefined, stale: false };
    entry.stale = false;
    this.#entries.set(keyOf(document), entry);
    const source = this.#sources.of(document);
    if ('type' in source) return this.#replace(document, entry, [], source);
    const { version } = document;
    try {
      const outline = await this.#client.ask('outline', `outline ${keyOf(document)}`, { source });
      // An edit since has started its own timer; a newer question has its own answer.
      if (!outline || document.version !== version || this.#entries.get(keyOf(document)) !== entry) return;
      const [error] = outline.errors;
      if (error) this.#replace(document, entry, entry.functions, { type: 'broken', message: `Line ${error.line} does not parse (${error.message}); what is shown is of the last text that did.`, brief: `line ${error.line}` });
      else this.#replace(document, entry, outline.functions, leftOutOf(outline));
    } catch (error) {
      if (!(error instanceof WorkerFailure)) throw error;
      this.#replace(document, entry, entry.functions, { type: 'failed', message: `${basename(document.uri.path)} could not be analysed: ${error.message}.`, brief: error.message });
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
  return first && { type: 'left-out', message: leftOut.length === 1 ? first.message : `${first.message} (and ${leftOut.length - 1} more)`, brief: `${leftOut.length} in this file` };
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
