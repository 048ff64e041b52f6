import { CodeLens, Disposable, EventEmitter, languages, Range, workspace, type CodeLensProvider, type TextDocument } from 'vscode';
import { selector, type CommandId, type FunctionRef } from '../contributions.ts';
import { setting } from '../documents/settings.ts';
import type { Analyses } from './analyses.ts';

/** A lens above each async function that has something to say. There is no placeholder: before the first result there is nothing. */
class Lenses implements CodeLensProvider {
  readonly #analyses: Analyses;
  readonly onDidChangeCodeLenses;

  constructor(analyses: Analyses, changed: EventEmitter<void>) {
    this.#analyses = analyses;
    this.onDidChangeCodeLenses = changed.event;
  }

  provideCodeLenses(document: TextDocument): CodeLens[] {
    if (!setting('overlap.codeLens.enabled', document)) return [];
    return (this.#analyses.functions(document) ?? []).flatMap(({ id, nameSpan, lens }) => {
      if (!lens) return [];
      const target: FunctionRef = { uri: document.uri.toString(), functionId: id };
      const at = document.positionAt(nameSpan.start);
      return [new CodeLens(new Range(at, at), { title: lens.text, tooltip: lens.tooltip, command: 'overlap.showTimeline' satisfies CommandId, arguments: [target] })];
    });
  }
}

export function registerLenses(analyses: Analyses): Disposable {
  const changed = new EventEmitter<void>();
  return Disposable.from(
    changed,
    analyses.onDidChange(() => changed.fire()),
    workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('overlap.codeLens.enabled')) changed.fire();
    }),
    languages.registerCodeLensProvider(selector, new Lenses(analyses, changed)),
  );
}
