import type { Disposable, TextDocument } from 'vscode';

/** Milliseconds without a keystroke, or without a change of other files, after which is analysed again. */
export const idleMs = 300;

/** Does one thing for a document that was left alone for a while: each call begins the wait anew. */
export class WhenIdle implements Disposable {
  readonly #timers = new Map<string, NodeJS.Timeout>();
  readonly #act: (document: TextDocument) => void;

  constructor(act: (document: TextDocument) => void) {
    this.#act = act;
  }

  soon(document: TextDocument, afterMs = idleMs): void {
    this.forget(document);
    this.#timers.set(document.uri.toString(), setTimeout(() => {
      this.forget(document);
      this.#act(document);
    }, afterMs));
  }

  forget({ uri }: TextDocument): void {
    clearTimeout(this.#timers.get(uri.toString()));
    this.#timers.delete(uri.toString());
  }

  dispose(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
  }
}
