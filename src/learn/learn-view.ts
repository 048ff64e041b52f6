import { EventEmitter, ThemeColor, ThemeIcon, TreeItem, TreeItemCollapsibleState, window, type Disposable, type TreeDataProvider, type TreeView } from 'vscode';
import { learnViewId, type CommandId } from '../contributions.ts';
import { groups, type GroupId } from '../scenarios/groups.ts';
import { WorkerFailure } from '../worker/client.ts';
import type { ListedScenario } from '../worker/messages.ts';
import type { Progress, Result } from './progress.ts';
import { resultIcons, resultWords } from './result-words.ts';

export type Node = { readonly type: 'group'; readonly id: GroupId } | { readonly type: 'scenario'; readonly scenario: ListedScenario };

/** The bundled scenarios by group, with how each was predicted. A click runs one. */
export class LearnView implements TreeDataProvider<Node>, Disposable {
  readonly #list: () => Promise<readonly ListedScenario[]>;
  readonly #progress: Progress;
  readonly #log: (line: string) => void;
  readonly #changed = new EventEmitter<undefined>();
  readonly #view: TreeView<Node>;
  readonly #listening: Disposable;
  readonly onDidChangeTreeData = this.#changed.event;

  constructor(list: () => Promise<readonly ListedScenario[]>, progress: Progress, log: (line: string) => void) {
    this.#list = list;
    this.#progress = progress;
    this.#log = log;
    this.#view = window.createTreeView(learnViewId, { treeDataProvider: this });
    this.#listening = progress.onDidChange(() => this.#changed.fire(undefined));
  }

  async getChildren(node?: Node): Promise<Node[]> {
    if (node?.type === 'scenario') return [];
    const scenarios = await this.#scenarios();
    if (node) return scenarios.filter(({ group }) => group === node.id).map((scenario) => ({ type: 'scenario', scenario }));
    const done = scenarios.filter(({ id }) => this.#resultOf(id) !== undefined).length;
    this.#view.description = done === 0 ? '' : `${done} of ${scenarios.length}`;
    return scenarios.length === 0 ? [] : groups.map(({ id }) => ({ type: 'group', id }));
  }

  async getTreeItem(node: Node): Promise<TreeItem> {
    if (node.type === 'scenario') return this.#scenarioItem(node.scenario);
    const of = (await this.#scenarios()).filter(({ group }) => group === node.id);
    const done = of.filter(({ id }) => this.#resultOf(id) !== undefined).length;
    const group = groups.find(({ id }) => id === node.id);
    const item = new TreeItem(group?.title ?? node.id, TreeItemCollapsibleState.Expanded);
    item.id = node.id;
    item.description = `${done} of ${of.length}`;
    item.tooltip = group?.about ?? '';
    return item;
  }

  dispose(): void {
    this.#listening.dispose();
    this.#view.dispose();
    this.#changed.dispose();
  }

  #scenarioItem({ id, title, teaches }: ListedScenario): TreeItem {
    const result = this.#resultOf(id);
    const item = new TreeItem(title);
    item.id = `scenario ${id}`;
    item.tooltip = teaches;
    item.iconPath = result === 'right' ? new ThemeIcon(resultIcons.right, new ThemeColor('testing.iconPassed')) : new ThemeIcon(result ? resultIcons[result] : 'circle-outline');
    if (result) item.description = resultWords[result];
    item.accessibilityInformation = { label: `${title}, ${result ? resultWords[result] : 'not run yet'}` };
    item.command = { command: 'overlap.runScenario' satisfies CommandId, title: 'Run Scenario', arguments: [id] };
    return item;
  }

  #resultOf(id: string): Result | undefined {
    return this.#progress.all()[id];
  }

  async #scenarios(): Promise<readonly ListedScenario[]> {
    try {
      return await this.#list();
    } catch (error) {
      if (!(error instanceof WorkerFailure)) throw error;
      this.#log(`The scenarios could not be listed: ${error.message}`);
      return [];
    }
  }
}
