import { CodeAction, CodeActionKind, languages, type CodeActionProvider, type Disposable, type Range, type TextDocument } from 'vscode';
import { selector, type CommandId, type FunctionRef } from '../contributions.ts';
import type { Analyses } from './analyses.ts';

const kind = CodeActionKind.Refactor.append('overlap.scenario');

/** In the refactor menu on the name of an async function: to play with it as a scenario. Nothing is asked of the worker for it. */
class ScenarioActions implements CodeActionProvider {
  readonly #analyses: Analyses;

  constructor(analyses: Analyses) {
    this.#analyses = analyses;
  }

  provideCodeActions(document: TextDocument, range: Range): CodeAction[] {
    const at = document.offsetAt(range.start);
    const fn = this.#analyses.functions(document)?.find(({ nameSpan }) => nameSpan.start <= at && at <= nameSpan.end);
    if (!fn) return [];
    const target: FunctionRef = { uri: document.uri.toString(), functionId: fn.id };
    const action = new CodeAction(`Open ${fn.name} as an Overlap scenario`, kind);
    action.command = { command: 'overlap.openAsScenario' satisfies CommandId, title: action.title, arguments: [target] };
    return [action];
  }
}

export function registerScenarioActions(analyses: Analyses): Disposable {
  return languages.registerCodeActionsProvider(selector, new ScenarioActions(analyses), { providedCodeActionKinds: [kind] });
}
