import { Disposable, EventEmitter, Uri, window, workspace, type Event, type TextDocument, type ViewColumn, type WebviewPanel } from 'vscode';
import type { FunctionRef } from '../contributions.ts';
import { shiftThrough } from '../documents/shift.ts';
import type { Sources } from '../documents/sources.ts';
import { idleMs } from '../documents/when-idle.ts';
import { protocolVersion, type AwaitRef, type FromWebview, type PanelState, type Prediction, type Snapshot, type ToWebview } from '../protocol.ts';
import { WorkerFailure } from '../worker/client.ts';
import type { FunctionPlace } from '../worker/messages.ts';
import { annotate, copy, save } from './actions.ts';
import { awaitAtCursor } from './cursor-highlight.ts';
import { FollowedAwaits, sameAwait } from './followed.ts';
import { guardFromWebview } from './guard.ts';
import { pageOf, resourceRoot } from './page.ts';
import type { Pictured, Pictures } from './pictures.ts';
import { revealSpan } from './reveal.ts';
import { isBundled, nameOf, savedAs, subjectOf, type FunctionSubject, type Subject } from './subject.ts';

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
  readonly #pictures: Pictures;
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

  constructor(panel: WebviewPanel, extensionUri: Uri, pictures: Pictures, sources: Sources, log: (line: string) => void) {
    this.#panel = panel;
    this.#pictures = pictures;
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
        if (document.uri.toString() !== this.#state?.uri || contentChanges.length === 0) return;
        this.#awaits.edited(contentChanges);
        const nameSpan = this.#function && shiftThrough(this.#function.nameSpan, contentChanges);
        if (this.#function && nameSpan) this.#function = { ...this.#function, nameSpan };
        this.#refreshSoon();
      }),
      sources.onDidChange(() => {
        if (this.#state && !isBundled(this.#state.uri)) this.#refreshSoon();
      }),
      workspace.onDidOpenTextDocument((document) => {
        // After a reload a text without a file may be there after the panel.
        if (this.#isShownWithoutFile(document)) this.#refreshSoon();
      }),
      workspace.onDidCloseTextDocument((document) => {
        if (this.#isShownWithoutFile(document)) this.#followSaved(document);
      }),
      workspace.onDidRenameFiles(({ files }) => {
        const state = this.#state;
        if (!state) return;
        // A folder may be renamed with all that is in it.
        const renamed = files.find(({ oldUri }) => `${state.uri}/`.startsWith(`${oldUri.toString()}/`));
        if (renamed) this.restore({ ...state, uri: renamed.newUri.toString() + state.uri.slice(renamed.oldUri.toString().length) });
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
        if (this.#state) {
          if (message.state && isSame(message.state, this.#state)) this.#state = withLook(this.#state, message.state);
          await this.#refresh();
        } else if (message.state) this.restore(message.state);
        else this.#post({ type: 'empty', version, message: nothingShown });
        return;
      case 'reveal': {
        const span = this.#awaits.spanOf(message.target);
        if (this.#state && span) await revealSpan(Uri.parse(this.#state.uri), span, this.column);
        return;
      }
      case 'viewChanged':
        // While something else is being made, the page still shows what was before.
        if (this.#state && this.#snapshot) this.#state = { ...this.#state, view: message.view };
        return;
      case 'overridesChanged':
        if (!this.#state || !this.#snapshot) return;
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

  #isShownWithoutFile({ uri, isUntitled }: TextDocument): boolean {
    return isUntitled && uri.toString() === this.#state?.uri;
  }

  /** A text without a file is closed when it is saved, too: then the file is open in its place. */
  #followSaved(closed: TextDocument): void {
    const file = savedAs(closed);
    if (file && this.#state) this.restore({ ...this.#state, uri: file.uri.toString() });
    else this.#refreshSoon();
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
    const subject = await subjectOf(state, this.#function, this.#sources);
    if (this.#turn !== turn) return;
    if (typeof subject === 'string') return this.#clear(subject);
    if (!this.#snapshot) this.#post(beginning(subject));
    const asked = subject.document?.version;
    try {
      const made = await this.#pictures.picture(subject, state, pictureOnly);
      // An edit since has started its own timer; a newer question has its own answer.
      if (!made || subject.document?.version !== asked || this.#turn !== turn) return;
      this.#made(made, this.#state ?? state);
      if (pictureOnly && made.type === 'picture' && subject.type === 'function') this.#speedupTimer = setTimeout(() => void this.#speedup(subject, state, turn), restMs);
    } catch (error) {
      if (!(error instanceof WorkerFailure)) throw error;
      if (this.#turn === turn) this.#failed(subject, error);
    }
  }

  #made(made: Pictured, state: PanelState): void {
    switch (made.type) {
      case 'picture': {
        const { timeline, tab, file, awaits, fn } = made;
        this.#function = fn;
        this.#state = fn ? { ...state, functionId: fn.id } : state;
        this.#awaits.replace(awaits);
        this.#highlight = awaitAtCursor(this.#awaits, state.uri);
        this.#panel.title = tab;
        this.#send({ ...timeline, state: this.#state, file, highlight: this.#highlight });
        return;
      }
      case 'gone':
        return this.#clear(made.message);
      case 'broken':
        if (this.#snapshot) this.#send({ ...this.#snapshot, state, warning: made.stays });
        else this.#clear(made.message);
        return;
      case 'unusable':
        this.#fail(this.#snapshot ? made.stays : made.message);
    }
  }

  #failed(subject: Subject, { message }: WorkerFailure): void {
    this.#log(`${nameOf(subject)}: ${message}`);
    this.#fail(subject.type === 'function' ? `${nameOf(subject)} could not be analysed: ${message}.` : `${nameOf(subject)} could not be run: ${message}. Put back what you changed, or choose smaller values.`);
  }

  /** The last picture stays beside it, also in a page that has just come back; that of something else does not. */
  #fail(message: string): void {
    if (!this.#snapshot) this.#clear(message);
    else if (!this.#sent) this.#send(this.#snapshot);
    this.#post({ type: 'error', version, message });
  }

  #clear(message: string): void {
    this.#snapshot = undefined;
    this.#panel.title = 'Timeline';
    this.#post({ type: 'empty', version, message });
  }

  #predict(prediction: Prediction): void {
    const lesson = this.#snapshot?.lesson;
    if (!this.#state || !this.#snapshot || !lesson) return;
    this.#state = { ...this.#state, prediction };
    this.#snapshot = { ...this.#snapshot, state: this.#state };
    const answer = prediction === null ? undefined : lesson.answers[prediction];
    this.#predicted.fire({ id: lesson.id, result: answer ? (answer.right ? 'right' : 'wrong') : 'run' });
  }

  async #speedup(subject: FunctionSubject, state: PanelState, turn: number): Promise<void> {
    const speedup = await this.#pictures.speedup(subject, state).catch((error: unknown) => {
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
    const subject = await subjectOf(state, this.#function, this.#sources);
    try {
      const sweep = typeof subject === 'string' ? null : await this.#pictures.sweep(subject, state, control);
      // Undefined: another one was asked for since.
      if (sweep !== undefined) this.#post({ type: 'sweep', version, sweep });
    } catch (error) {
      if (!(error instanceof WorkerFailure)) throw error;
      this.#post({ type: 'sweep', version, sweep: null });
      this.#post({ type: 'error', version, message: `The values to choose from could not all be run: ${error.message}.` });
    }
  }

  #followCursor(): void {
    // With the focus in the panel itself the last place in the editor stays marked.
    if (!window.activeTextEditor || !this.#snapshot || !this.#state) return;
    const highlight = awaitAtCursor(this.#awaits, this.#state.uri);
    if (sameAwait(highlight, this.#highlight)) return;
    this.#highlight = highlight;
    this.#snapshot = { ...this.#snapshot, highlight };
    this.#post({ type: 'highlight', version, highlight });
  }
}

function beginning(subject: Subject): ToWebview {
  // Not merely busy: nothing that was answered or moved before in a scenario is to be kept.
  return subject.document ? { type: 'busy', version, message: `Reading ${nameOf(subject)}…` } : { type: 'empty', version, message: 'Running the scenario…' };
}

/** What the page alone knows: a page that comes back after it was hidden shows it again. */
function withLook(state: PanelState, { range = null, lanes }: PanelState): PanelState {
  return { ...state, range, ...(lanes && { lanes }) };
}

function isSame(a: PanelState, b: PanelState): boolean {
  return a.uri === b.uri && a.functionId === b.functionId && a.change === b.change;
}

const nothingShown = 'Click the line above an async function, or run “Overlap: Show Timeline”, to see its timeline here.';
