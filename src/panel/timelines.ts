import { Disposable, EventEmitter, ViewColumn, window, type Uri, type WebviewPanel, type WebviewPanelSerializer } from 'vscode';
import { timelineViewType, type FunctionRef } from '../contributions.ts';
import type { Sources } from '../documents/sources.ts';
import type { ToWebview } from '../protocol.ts';
import type { Asked } from '../worker/client.ts';
import { bundledPrefix, type ScenarioRequests } from '../worker/messages.ts';
import { guardPanelState } from './guard.ts';
import { Pictures } from './pictures.ts';
import { TimelinePanel, type Predicted } from './timeline-panel.ts';

/** The one timeline panel: opened beside the editor, used again while it is open, restored after a reload. */
export class Timelines implements WebviewPanelSerializer, Disposable {
  readonly #extensionUri: Uri;
  readonly #pictures: Pictures;
  readonly #sources: Sources;
  readonly #log: (line: string) => void;
  readonly #posted = new EventEmitter<ToWebview>();
  readonly #predicted = new EventEmitter<Predicted>();
  readonly #scenarioWanted = new EventEmitter<string | null>();
  readonly #serializer: Disposable;
  #open: TimelinePanel | undefined;
  /** Everything that is sent to the panel's page; for tests, since VS Code shows an extension no webview's content. */
  readonly onDidPost = this.#posted.event;

  /** The question of a scenario was answered or skipped. */
  readonly onDidPredict = this.#predicted.event;
  /** The page asks for another scenario; null: it is to be asked which. */
  readonly onDidAskForScenario = this.#scenarioWanted.event;

  constructor(extensionUri: Uri, client: Asked, scenarios: Asked<ScenarioRequests>, sources: Sources, log: (line: string) => void) {
    this.#extensionUri = extensionUri;
    this.#pictures = new Pictures(client, scenarios);
    this.#sources = sources;
    this.#log = log;
    this.#serializer = window.registerWebviewPanelSerializer(timelineViewType, this);
  }

  /** Shows a function; the focus stays where it is unless it is asked for. */
  show(target: FunctionRef, { focus }: { readonly focus: boolean }): void {
    this.#reveal(focus).show(target);
  }

  /** Shows two runs that end differently: the function as it is, and after a change of it (`changeIdOf` of refactor/offer.ts). */
  showDifference(target: FunctionRef, change: string): void {
    this.#reveal(false).show(target, change);
  }

  /** Shows a bundled scenario with its question, and moves the focus there: there is something to answer. */
  showScenario(id: string): void {
    this.#reveal(true).show({ uri: bundledPrefix + id, functionId: '' });
  }

  #reveal(focus: boolean): TimelinePanel {
    if (this.#open) this.#open.reveal(this.#columnFor(this.#open), !focus);
    return this.#open ?? this.#adopt(window.createWebviewPanel(timelineViewType, 'Timeline', { viewColumn: ViewColumn.Beside, preserveFocus: !focus }));
  }

  /** Shows it with its load under every model, and moves the focus there: it stands far below the timeline. */
  compareModels(target: FunctionRef): void {
    this.show(target, { focus: true });
    void this.#open?.showModels();
  }

  deserializeWebviewPanel(panel: WebviewPanel, state: unknown): Promise<void> {
    // Two windows' worth of state cannot be: VS Code restores what was open, and one was.
    if (this.#open) {
      panel.dispose();
      return Promise.resolve();
    }
    const known = guardPanelState(state);
    const adopted = this.#adopt(panel);
    if (known) adopted.restore(known);
    return Promise.resolve();
  }

  /** Hands a message to the open panel as its page would; for tests. */
  receive(message: unknown): void {
    this.#open?.receive(message);
  }

  dispose(): void {
    this.#serializer.dispose();
    this.#open?.dispose();
    this.#posted.dispose();
    this.#predicted.dispose();
    this.#scenarioWanted.dispose();
  }

  #adopt(panel: WebviewPanel): TimelinePanel {
    const timeline = new TimelinePanel(panel, this.#extensionUri, this.#pictures, this.#sources, this.#log);
    timeline.onDidPost((message) => this.#posted.fire(message));
    timeline.onDidPredict((predicted) => this.#predicted.fire(predicted));
    timeline.onDidAskForScenario((id) => this.#scenarioWanted.fire(id));
    panel.onDidDispose(() => {
      timeline.dispose();
      if (this.#open === timeline) this.#open = undefined;
    });
    this.#open = timeline;
    return timeline;
  }

  /** Where the panel is, unless the person works in that column: then beside it, so as not to cover the text. */
  #columnFor(timeline: TimelinePanel): ViewColumn {
    const active = window.activeTextEditor?.viewColumn;
    return timeline.column === undefined || timeline.column === active ? ViewColumn.Beside : timeline.column;
  }
}
