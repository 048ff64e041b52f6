import { Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, Disposable, languages, Location, Range, window, workspace, type TextDocument } from 'vscode';
import { selector } from '../contributions.ts';
import { setting } from '../documents/settings.ts';
import type { Span } from '../worker/messages.ts';
import type { Analyses } from './analyses.ts';

/** A hint at each finding, where the setting `overlap.hints.enabled` asks for it. VS Code moves them with the edits until the next result. */
export function registerHints(analyses: Analyses): Disposable {
  const collection = languages.createDiagnosticCollection('overlap');
  const show = (document: TextDocument) => {
    if (languages.match(selector, document) === 0) return;
    if (!setting('overlap.hints.enabled', document)) return collection.delete(document.uri);
    const functions = analyses.functions(document);
    if (functions) collection.set(document.uri, functions.flatMap(({ hints }) => hints).map((hint) => diagnosticOf(document, hint)));
  };
  const showAll = () => window.visibleTextEditors.forEach(({ document }) => show(document));
  showAll();
  return Disposable.from(
    collection,
    analyses.onDidChange(show),
    window.onDidChangeVisibleTextEditors(showAll),
    workspace.onDidCloseTextDocument(({ uri }) => collection.delete(uri)),
    workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('overlap.hints.enabled')) showAll();
    }),
  );
}

function diagnosticOf(document: TextDocument, { span, message, others }: { readonly span: Span; readonly message: string; readonly others: readonly Span[] }): Diagnostic {
  const rangeOf = ({ start, end }: Span) => new Range(document.positionAt(start), document.positionAt(end));
  const diagnostic = new Diagnostic(rangeOf(span), message, DiagnosticSeverity.Hint);
  diagnostic.source = 'Overlap';
  diagnostic.code = 'independent';
  diagnostic.relatedInformation = others.map((other) => new DiagnosticRelatedInformation(new Location(document.uri, rangeOf(other)), 'can be in flight at the same time'));
  return diagnostic;
}
