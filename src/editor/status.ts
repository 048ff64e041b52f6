import { Disposable, languages, LanguageStatusSeverity, window, type LanguageStatusItem } from 'vscode';
import { selector, type CommandId } from '../contributions.ts';
import type { Analyses } from './analyses.ts';
import type { Log } from './log.ts';

/** Says in the language status and in the log what is missing in the active document and why; silent where nothing is. */
export function registerStatus(analyses: Analyses, log: Log): Disposable {
  let item: LanguageStatusItem | undefined;
  const update = () => {
    const document = window.activeTextEditor?.document;
    const problem = document && analyses.problem(document);
    if (!problem) {
      item?.dispose();
      item = undefined;
      return;
    }
    item ??= languages.createLanguageStatusItem('overlap.status', selector);
    item.name = 'Overlap';
    item.severity = problem.type === 'broken' ? LanguageStatusSeverity.Information : LanguageStatusSeverity.Warning;
    item.text = titles[problem.type];
    item.detail = problem.brief;
    item.command =
      problem.type === 'too-large'
        ? { title: 'Change the Limit', command: 'overlap.openSettings' satisfies CommandId, arguments: ['overlap.maxFileSizeKb'] }
        : { title: 'Show Log', command: 'overlap.showLog' satisfies CommandId };
  };
  return Disposable.from(
    { dispose: () => item?.dispose() },
    window.onDidChangeActiveTextEditor(update),
    analyses.onDidChange((document) => {
      const problem = analyses.problem(document);
      // A text that does not parse is what half-typed text is: no line in the log.
      if (problem && problem.type !== 'broken') log.warn(problem.message);
      update();
    }),
  );
}

const titles = {
  'too-large': 'Overlap: file too large',
  broken: 'Overlap: text does not parse',
  failed: 'Overlap: analysis failed',
  'left-out': 'Overlap: parts left out',
} as const;
