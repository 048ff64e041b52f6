import { basename } from 'node:path';
import { Disposable, EventEmitter, Uri, window, workspace, type Event, type TextDocument, type ViewColumn, type WebviewPanel } from 'vscode';
import type { FunctionRef } from '../contributions.ts';
import { shiftThrough } from '../documents/shift.ts';
import type { Sources } from '../documents/sources.ts';
import { idleMs } from '../documents/when-idle.ts';
import { protocolVersion, wholeDocument, type AwaitRef, type FromWebview, type PanelState, type Prediction, type Snapshot, type ToWebview } from '../protocol.ts';
import type { Timeline } from '../report/file-report.ts';
import { WorkerFailure, type Asked } from '../worker/client.ts';
import { bundledPrefix, type AwaitSpan, type FunctionPlace, type ScenarioAnswer, type ScenarioRequests, type TimelineAnswer, type TimelineAsk } from '../worker/messages.ts';
import { annotate, copy, save } from './actions.ts';
import { FollowedAwaits, sameAwait } from './followed.ts';
import { guardFromWebview } from './guard.ts';
import { pageOf, resourceRoot } from './page.ts';
import { revealSpan } from './reveal.ts';

const version = protocolVersion;
/** A value that was not moved for so long is taken to have its place. */
const restMs = 150;

export interface Predicted {
  /** The scenario's. */
  readonly id: string;
  readonly result: 'right' | 'wrong' | 'run';
}

/**
 * The host's side of one open panel: shows one function of one document, or a document that is a scenario, follows the document as it
 * changes, and keeps the last picture while the text cannot be read. While the panel is hidden nothing is made; its page asks again when it is shown.
 */
export class TimelinePanel implements Disposable {
  readonly #panel: WebviewPanel;
  readonly #client: Asked;
  readonly #scenarios: Asked<ScenarioRequests>;
  readonly #sources: Sources;
  readonly #log: (line: string) => void;
  readonly #posted = new EventEmitter<ToWebview>();
  readonly #predicted = new EventEmitter<Predicted>();
  readonly #scenarioWanted = new EventEmitter<string | null>();
  readonly #awaits = new FollowedAwaits();
  readonly #subscriptions: readonly { dispose(): unknown }[];
  #state: PanelState | undefined;
  #function: FunctionPlace | undefined;
  #snapshot: Snapshot | undefined;
  #highlight: AwaitRef | null = null;
  #listening = false;
  /** The page has {@link #snapshot}. */
  #sent = false;
  /** The comparison of models was asked for by a command, and is to be brought into sight when it is there. */
  #goToModels = false;
  /** Counts the refreshes: only the last one's answer is shown. */
  #turn = 0;
  #timer: NodeJS.Timeout | undefined;
  #speedupTimer: NodeJS.Timeout | undefined;
  /** Everything that was sent to the page. */
  readonly onDidPost: Event<ToWebview> = this.#posted.event;
  readonly onDidPredict: Event<Predicted> = this.#predicted.event;
  readonly onDidAskForScenario: Event<string | null> = this.#scenarioWanted.event;

  constructor(panel: WebviewPanel, extensionUri: Uri, client: Asked, scenarios: Asked<ScenarioRequests>, sources: Sources, log: (line: string) => void) {
    this.#panel = panel;
    this.#client = client;
    this.#scenarios = scenarios;
    this.#sources = sources;
    this.#log = log;
    panel.iconPath = Uri.joinPath(extensionUri, 'media', 'icon.svg');
    panel.webview.options = { enableScripts: true, localResourceRoots: [resourceRoot(extensionUri)] };
    this.#subscriptions = [
      this.#posted,
      this.#predicted,
      this.#scenarioWanted,
      panel.webview.onDidReceiveMessage((message: unknown) => this.receive(message)),
      panel.onDidChangeViewState(() => {
        // A hidden page is thrown away; the one that comes back says `ready` itself.
        if (!panel.visible) this.#listening = this.#sent = false;
      }),
      workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (!this.#shows(document) || contentChanges.length === 0) return;
        this.#awaits.edited(contentChanges);
        const nameSpan = this.#function && shiftThrough(this.#function.nameSpan, contentChanges);
        if (this.#function && nameSpan) this.#function = { ...this.#function, nameSpan };
        this.#refreshSoon();
      }),
      sources.onDidChange(() => this.#refreshSoon()),
      workspace.onDidRenameFiles(({ files }) => {
        const renamed = files.find(({ oldUri }) => oldUri.toString() === this.#state?.uri);
        if (renamed && this.#state) this.show({ uri: renamed.newUri.toString(), functionId: this.#state.functionId }, this.#state.change);
      }),
      window.onDidChangeTextEditorSelection(() => this.#followCursor()),
      window.onDidChangeActiveTextEditor(() => this.#followCursor()),
    ];
    panel.webview.html = pageOf(panel.webview, extensionUri);
  }

  get column(): ViewColumn | undefined {
    return this.#panel.viewColumn;
  }

  reveal(column: ViewColumn, preserveFocus: boolean): void {
    this.#panel.reveal(column, preserveFocus);
  }

  /** `change`: what this change of it could make differ. */
  show(target: FunctionRef, change?: string): void {
    const state: PanelState = { version, uri: target.uri, functionId: target.functionId, view: null, ...(change !== undefined && { change }) };
    // A scenario that is run again is asked about again.
    this.restore(!isBundled(target.uri) && this.#state && isSame(this.#state, state) ? this.#state : state);
  }

  restore(state: PanelState): void {
    if (isBundled(state.uri) || !this.#state || !isSame(this.#state, state)) {
      this.#function = undefined;
      this.#snapshot = undefined;
      this.#awaits.replace([]);
    }
    this.#state = state;
    void this.#refresh();
  }

  /** Shows the load under every model, wherever the page is scrolled to. */
  async showModels(): Promise<void> {
    this.#goToModels = true;
    await this.compareModels(true);
  }

  /** Snapshots with the load under every model, or without. */
  async compareModels(on: boolean): Promise<void> {
    if (!this.#state) return;
    const { models: _, ...rest } = this.#state;
    this.#state = on ? { ...rest, models: true } : rest;
    await this.#refresh();
  }

  receive(value: unknown): void {
    const guarded = guardFromWebview(value);
    switch (guarded.type) {
      case 'message':
        this.#handle(guarded.message).catch((error: unknown) => {
          this.#post({ type: 'error', version, message: error instanceof Error ? error.message : String(error) });
        });
        return;
      case 'other-version':
        this.#post({ type: 'error', version, message: 'This panel was opened by another version of Overlap. Close it and open it again.' });
        return;
      case 'unknown':
        this.#log(`The panel sent something that is not understood: ${guarded.detail}`);
    }
  }

  dispose(): void {
    // What is still being made is for nobody, and a page that is gone must not be spoken to.
    this.#turn++;
    this.#listening = false;
    clearTimeout(this.#timer);
    clearTimeout(this.#speedupTimer);
    Disposable.from(...this.#subscriptions).dispose();
  }

  async #handle(message: FromWebview): Promise<void> {
    switch (message.type) {
      case 'ready':
        this.#listening = true;
        this.#sent = false;
        if (this.#state) await this.#refresh();
        else if (message.state) this.restore(message.state);
        else this.#post({ type: 'empty', version, message: nothingShown });
        return;
      case 'reveal': {
        const span = this.#awaits.spanOf(message.target);
        if (this.#state && span) await revealSpan(Uri.parse(this.#state.uri), span, this.column);
        return;
      }
      case 'viewChanged':
        if (this.#state) this.#state = { ...this.#state, view: message.view };
        return;
      case 'overridesChanged':
        if (!this.#state) return;
        this.#state = { ...this.#state, overrides: message.overrides };
        return this.#refresh({ pictureOnly: true });
      case 'sweepWanted':
        return this.#sweep(message.control);
      case 'compareModels':
        return this.compareModels(message.on);
      case 'annotate': {
        const span = this.#awaits.spanOf(message.target);
        if (this.#state && span) await annotate(Uri.parse(this.#state.uri), span.start, message.durationUs);
        return;
      }
      case 'predicted':
        this.#predict(message.prediction);
        return;
      case 'openScenario':
        this.#scenarioWanted.fire(message.id);
        return;
      case 'save':
        return save(message.name, message.content, this.#state && !isBundled(this.#state.uri) ? this.#state.uri : undefined);
      case 'copy':
        return copy(message.text);
    }
  }

  #post(message: ToWebview): void {
    if (!this.#listening) return;
    void this.#panel.webview.postMessage(message);
    this.#posted.fire(message);
  }

  #send(snapshot: Snapshot): void {
    this.#snapshot = snapshot;
    this.#sent = this.#listening;
    const goTo = this.#goToModels && this.#listening && snapshot.models ? ({ goTo: 'models' } as const) : {};
    if (this.#listening) this.#goToModels = false;
    this.#post({ type: 'snapshot', version, snapshot, ...goTo });
  }

  #shows(document: TextDocument): boolean {
    return document.uri.toString() === this.#state?.uri;
  }

  #refreshSoon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#refresh(), idleMs);
  }

  /** `pictureOnly`: for while a value is being moved; the speed-up chart follows when the hand rests. */
  async #refresh({ pictureOnly = false } = {}): Promise<void> {
    clearTimeout(this.#timer);
    clearTimeout(this.#speedupTimer);
    const state = this.#state;
    if (!state || !this.#listening) return;
    const turn = ++this.#turn;
    if (isBundled(state.uri)) return this.#refreshBundled(state, turn);
    const file = basename(Uri.parse(state.uri).path);
    let document: TextDocument;
    try {
      document = await workspace.openTextDocument(Uri.parse(state.uri));
    } catch {
      this.#post({ type: 'empty', version, message: `${file} cannot be opened: it was moved, deleted, or is not a text.` });
      return;
    }
    if (this.#turn !== turn) return;
    const source = this.#sources.of(document);
    if ('type' in source) {
      this.#post({ type: 'empty', version, message: source.message });
      return;
    }
    if (!this.#snapshot) this.#post({ type: 'busy', version, message: `Reading ${file}…` });
    const asked = document.version;
    const overrides = state.overrides ?? {};
    const more = state.models === true ? { models: true } : {};
    // An edit since has started its own timer; a newer question has its own answer.
    const isLast = () => document.version === asked && this.#turn === turn;
    try {
      if (state.functionId === wholeDocument) {
        const answer = await this.#scenarios.ask('scenario', 'timeline', { source, overrides, ...more });
        if (answer && isLast()) this.#ranScenario(document, this.#state ?? state, answer);
      } else {
        const ask: TimelineAsk = { source, functionId: state.functionId, nameAt: this.#function?.nameSpan.start ?? null, overrides, pictureOnly, ...more, ...(state.change !== undefined && { change: state.change }) };
        const answer = await this.#client.ask('timeline', 'timeline', ask);
        if (!answer || !isLast()) return;
        this.#answered(document, this.#state ?? state, answer, pictureOnly);
        if (pictureOnly && answer.type === 'timeline') this.#speedupTimer = setTimeout(() => void this.#speedup(ask, turn), restMs);
      }
    } catch (error) {
      if (!(error instanceof WorkerFailure)) throw error;
      this.#log(`${file}: ${error.message}`);
      this.#post({ type: 'error', version, message: `${file} could not be analysed: ${error.message}.` });
    }
  }

  async #refreshBundled(state: PanelState, turn: number): Promise<void> {
    // Not merely busy: nothing that was answered or moved before is to be kept.
    if (!this.#snapshot) this.#post({ type: 'empty', version, message: 'Running the scenario…' });
    try {
      const answer = await this.#scenarios.ask('scenario', 'timeline', { source: { path: state.uri, text: '' }, overrides: state.overrides ?? {}, ...(state.models === true && { models: true }) });
      if (answer && this.#turn === turn) this.#ranBundled(this.#state ?? state, answer);
    } catch (error) {
      if (!(error instanceof WorkerFailure)) throw error;
      this.#post({ type: 'error', version, message: `The scenario could not be run: ${error.message}. Put back what you changed, or choose smaller values.` });
    }
  }

  #ranBundled(state: PanelState, answer: ScenarioAnswer): void {
    if (answer.type === 'unusable') {
      if (this.#snapshot && !this.#sent) this.#send(this.#snapshot);
      this.#post({ type: this.#snapshot ? 'error' : 'empty', version, message: answer.problem.message });
      return;
    }
    const { timeline } = answer;
    this.#highlight = null;
    this.#panel.title = `Scenario: ${timeline.title}`;
    this.#send({ ...timeline, state, file: timeline.lesson ? `Scenario · ${timeline.lesson.group}` : 'Scenario', highlight: null });
  }

  #predict(prediction: Prediction): void {
    const lesson = this.#snapshot?.lesson;
    if (!this.#state || !this.#snapshot || !lesson) return;
    this.#state = { ...this.#state, prediction };
    this.#snapshot = { ...this.#snapshot, state: this.#state };
    const answer = prediction === null ? undefined : lesson.answers[prediction];
    this.#predicted.fire({ id: lesson.id, result: answer ? (answer.right ? 'right' : 'wrong') : 'run' });
  }

  async #speedup(ask: TimelineAsk, turn: number): Promise<void> {
    const speedup = await this.#client.ask('speedup', 'speedup', ask).catch((error: unknown) => {
      if (!(error instanceof WorkerFailure)) throw error;
      // The picture stays without its chart: the next picture says why.
      return null;
    });
    if (speedup === undefined || this.#turn !== turn || !this.#snapshot) return;
    this.#snapshot = { ...this.#snapshot, speedup, speedupFollows: false };
    this.#post({ type: 'speedup', version, speedup });
  }

  async #sweep(control: string): Promise<void> {
    const state = this.#state;
    if (!state) return;
    const overrides = state.overrides ?? {};
    const source = isBundled(state.uri) ? { path: state.uri, text: '' } : this.#sources.of(await workspace.openTextDocument(Uri.parse(state.uri)));
    try {
      const sweep = 'type' in source ? null
        : 'settings' in source && state.functionId !== wholeDocument ? await this.#client.ask('sweep', 'sweep', { source, functionId: state.functionId, nameAt: this.#function?.nameSpan.start ?? null, overrides, control })
        : await this.#scenarios.ask('scenarioSweep', 'sweep', { source, overrides, control });
      // Undefined: another one was asked for since.
      if (sweep !== undefined) this.#post({ type: 'sweep', version, sweep });
    } catch (error) {
      if (!(error instanceof WorkerFailure)) throw error;
      this.#post({ type: 'sweep', version, sweep: null });
      this.#post({ type: 'error', version, message: `The values to choose from could not all be run: ${error.message}.` });
    }
  }

  #answered(document: TextDocument, state: PanelState, answer: TimelineAnswer, speedupFollows: boolean): void {
    const file = shownName(document.uri);
    switch (answer.type) {
      case 'timeline': {
        const { timeline, fn, awaits } = answer;
        this.#function = fn;
        this.#draw(document, { ...state, functionId: fn.id }, { ...timeline, ...(speedupFollows && { speedupFollows }) }, awaits);
        this.#panel.title = state.change === undefined ? `Timeline: ${fn.name}` : timeline.title;
        return;
      }
      case 'no-difference':
        this.#post({ type: 'empty', version, message: `The change of ${answer.fn.name} is no longer there, or no difference is known. Open the menu of changes at one of its awaits again.` });
        this.#snapshot = undefined;
        return;
      case 'missing':
        this.#post({ type: 'empty', version, message: `${this.#function?.name ?? state.functionId} is no longer in ${file}. Click the line above another async function to see its timeline.` });
        this.#snapshot = undefined;
        return;
      case 'broken': {
        const warning = `Line ${answer.error.line} of ${file} does not parse: ${answer.error.message}`;
        if (this.#snapshot) this.#post({ type: 'snapshot', version, snapshot: { ...this.#snapshot, state, warning: `${warning} This is of the last text that did.` } });
        else this.#post({ type: 'empty', version, message: warning });
      }
    }
  }

  #ranScenario(document: TextDocument, state: PanelState, answer: ScenarioAnswer): void {
    if (answer.type === 'unusable') {
      const { message, span } = answer.problem;
      const { line, character } = document.positionAt(span.start);
      const place = `Line ${line + 1}, column ${character + 1}: ${message}.`;
      if (this.#snapshot && !this.#sent) this.#send(this.#snapshot);
      this.#post({ type: 'error', version, message: this.#snapshot ? `${place} The picture is of the last text that could be run.` : place });
      return;
    }
    this.#draw(document, state, answer.timeline, answer.steps);
    this.#panel.title = `Scenario: ${answer.timeline.title}`;
  }

  #draw(document: TextDocument, state: PanelState, timeline: Timeline, awaits: readonly AwaitSpan[]): void {
    this.#state = state;
    this.#awaits.replace(awaits);
    this.#highlight = this.#atCursor();
    this.#send({ ...timeline, state, file: shownName(document.uri), highlight: this.#highlight });
  }

  #atCursor(): AwaitRef | null {
    const editor = window.activeTextEditor;
    if (!editor || !this.#shows(editor.document)) return null;
    const { document, selection } = editor;
    const { range } = document.lineAt(selection.active);
    return this.#awaits.at(document.offsetAt(selection.active), { start: document.offsetAt(range.start), end: document.offsetAt(range.end) });
  }

  #followCursor(): void {
    // With the focus in the panel itself the last place in the editor stays marked.
    if (!window.activeTextEditor || !this.#snapshot) return;
    const highlight = this.#atCursor();
    if (sameAwait(highlight, this.#highlight)) return;
    this.#highlight = highlight;
    this.#snapshot = { ...this.#snapshot, highlight };
    this.#post({ type: 'highlight', version, highlight });
  }
}

/** What is in no folder of the workspace, or not saved yet, has no path that tells anything. */
function shownName(uri: Uri): string {
  return workspace.getWorkspaceFolder(uri) ? workspace.asRelativePath(uri) : basename(uri.path);
}

function isSame(a: PanelState, b: PanelState): boolean {
  return a.uri === b.uri && a.functionId === b.functionId && a.change === b.change;
}

function isBundled(uri: string): boolean {
  return uri.startsWith(bundledPrefix);
}

const nothingShown = 'Click the line above an async function, or run “Overlap: Show Timeline”, to see its timeline here.';
