import { Diagnostic, DiagnosticSeverity, Disposable, languages, Range, workspace, type TextDocument } from 'vscode';
import type { Sources } from '../documents/sources.ts';
import { WhenIdle } from '../documents/when-idle.ts';
import { WorkerFailure, type Asked } from '../worker/client.ts';
import type { ScenarioRequests } from '../worker/messages.ts';
import { isScenario } from './scenario-documents.ts';

/** In every open scenario file: what keeps it from being run, at its place, as `overlap simulate` says it. The JSON schema tells of shapes; this also of what refers to what. */
export function registerScenarioDiagnostics(client: Asked<ScenarioRequests>, sources: Sources): Disposable {
  const collection = languages.createDiagnosticCollection('overlap-scenarios');
  const look = async (document: TextDocument): Promise<void> => {
    const { version, uri } = document;
    const source = sources.of(document);
    const problem = 'type' in source ? { message: source.message, span: { start: 0, end: 1 } } : await ask(client, uri.toString(), source);
    // An edit since has started its own timer; the answer is about an older text.
    if (problem === undefined || document.version !== version || document.isClosed) return;
    collection.set(uri, problem === null ? [] : [diagnosticOf(document, problem.message, problem.span)]);
  };
  const edits = new WhenIdle((document) => void look(document));
  const lookSoon = (document: TextDocument, afterMs?: number): void => {
    if (isScenario(document)) edits.soon(document, afterMs);
  };
  workspace.textDocuments.forEach((document) => lookSoon(document, 0));
  return Disposable.from(
    collection,
    edits,
    workspace.onDidOpenTextDocument((document) => lookSoon(document, 0)),
    workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.length > 0) lookSoon(document);
    }),
    workspace.onDidCloseTextDocument((document) => {
      edits.forget(document);
      collection.delete(document.uri);
    }),
  );
}

async function ask(client: Asked<ScenarioRequests>, key: string, source: ScenarioRequests['problem']['ask']['source']) {
  try {
    return await client.ask('problem', `problem ${key}`, { source });
  } catch (error) {
    if (!(error instanceof WorkerFailure)) throw error;
    return { message: `could not be read: ${error.message}`, span: { start: 0, end: 1 } };
  }
}

function diagnosticOf(document: TextDocument, message: string, { start, end }: { readonly start: number; readonly end: number }): Diagnostic {
  const diagnostic = new Diagnostic(new Range(document.positionAt(start), document.positionAt(end)), message, DiagnosticSeverity.Error);
  diagnostic.source = 'Overlap';
  diagnostic.code = 'scenario';
  return diagnostic;
}
