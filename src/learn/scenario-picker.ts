import { QuickPickItemKind, window, type QuickPickItem } from 'vscode';
import { groups } from '../scenarios/groups.ts';
import type { ListedScenario } from '../worker/messages.ts';
import type { Results } from './progress.ts';
import { resultIcons, resultWords } from './result-words.ts';

interface ScenarioItem extends QuickPickItem {
  readonly id?: string;
}

/** By group, each with what it teaches; undefined where the person closes the list. */
export async function pickScenario(scenarios: readonly ListedScenario[], progress: Results): Promise<string | undefined> {
  const picked = await window.showQuickPick<ScenarioItem>(itemsOf(scenarios, progress), {
    title: 'Run a scenario', placeHolder: 'Each asks what will happen before it runs', matchOnDescription: true, matchOnDetail: true,
  });
  return picked?.id;
}

export function itemsOf(scenarios: readonly ListedScenario[], progress: Results): ScenarioItem[] {
  return groups.flatMap((group) => [
    { label: group.title, kind: QuickPickItemKind.Separator },
    ...scenarios.filter((scenario) => scenario.group === group.id).map(({ id, title, teaches }): ScenarioItem => {
      const result = progress[id];
      return { id, label: `$(${result ? resultIcons[result] : 'circle-outline'}) ${title}`, detail: teaches, ...(result && { description: resultWords[result] }) };
    }),
  ]);
}
