import { CodeLens, Diagnostic, DiagnosticSeverity, Disposable, EventEmitter, languages, Range, Uri, window, workspace, type QuickPickItem, type TextDocument } from 'vscode';
import { selector } from '../contributions.ts';
import type { Sources } from '../documents/sources.ts';
import { WhenIdle } from '../documents/when-idle.ts';
import type { Progress } from '../learn/progress.ts';
import type { Timelines } from '../panel/timelines.ts';
import { challengeLevels, levelOf, type ChallengeLevel } from '../report/challenge-levels.ts';
import type { ChallengeResult } from '../report/challenge.ts';
import { WorkerFailure, type Asked } from '../worker/client.ts';
import { openUntitled } from './scenario-documents.ts';
import { tell } from './tell.ts';

const progressId = (id: string): string => `challenge-${id}`;

/** From sequential to concurrent, on a document of its own: written where the person wants it, checked as it is edited, never run. */
export class Challenges implements Disposable {
  readonly #client: Asked;
  readonly #sources: Sources;
  readonly #timelines: Timelines;
  readonly #progress: Progress;
  readonly #results = new Map<string, ChallengeResult>();
  readonly #edits = new WhenIdle((document) => void this.#look(document));
  readonly #changed = new EventEmitter<void>();
  readonly #inLine = languages.createDiagnosticCollection('overlap-challenge');
  readonly #subscriptions: Disposable;
  /** A document was looked at. */
  readonly onDidCheck = this.#changed.event;

  constructor(client: Asked, sources: Sources, timelines: Timelines, progress: Progress) {
    this.#client = client;
    this.#sources = sources;
    this.#timelines = timelines;
    this.#progress = progress;
    this.#subscriptions = Disposable.from(
      this.#changed,
      this.#inLine,
      this.#edits,
      workspace.onDidOpenTextDocument((document) => this.#lookSoon(document, 0)),
      workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0) this.#lookSoon(document);
      }),
      workspace.onDidCloseTextDocument((document) => this.#forget(document)),
      languages.registerCodeLensProvider(selector, { onDidChangeCodeLenses: this.#changed.event, provideCodeLenses: (document) => this.#lenses(document) }),
    );
    for (const document of workspace.textDocuments) this.#lookSoon(document, 0);
  }

  /** What is known of a document that is a challenge. */
  result(document: TextDocument): ChallengeResult | undefined {
    return this.#results.get(document.uri.toString());
  }

  /** `id`: of a level; asked for where it is none. Nothing is written before the person has said where. */
  async start(id: unknown): Promise<void> {
    const level = challengeLevels.find((one) => one.id === id) ?? (await this.#pickLevel());
    const place = level && (await pickPlace());
    if (!level || !place) return;
    const document = place === 'untitled' ? await openUntitled(`overlap-${level.id}`, '.ts', level.text) : await write(place, level);
    if (!document) return;
    this.#timelines.show({ uri: document.uri.toString(), functionId: level.functionName }, { focus: false });
    this.#lookSoon(document, 0);
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  async #pickLevel(): Promise<ChallengeLevel | undefined> {
    const known = this.#progress.all();
    const items = challengeLevels.map((level, index): QuickPickItem & { level: ChallengeLevel } => {
      const met = known[progressId(level.id)] === 'right';
      return { label: `$(${met ? 'pass-filled' : 'circle-large-outline'}) ${index + 1}. ${level.title}`, detail: level.teaches, ...(met && { description: 'met' }), level };
    });
    return (await window.showQuickPick(items, { title: 'Challenge: from sequential to concurrent', placeHolder: 'Which level' }))?.level;
  }

  #lookSoon(document: TextDocument, afterMs?: number): void {
    const key = document.uri.toString();
    const isOne = languages.match(selector, document) > 0 && levelOf(document.lineAt(0).text) !== undefined;
    if (!isOne) {
      if (this.#results.has(key)) this.#forget(document);
      return;
    }
    this.#edits.soon(document, afterMs);
  }

  async #look(document: TextDocument): Promise<void> {
    const { version, uri } = document;
    const source = this.#sources.of(document);
    if ('type' in source) return;
    try {
      const result = await this.#client.ask('challenge', `challenge ${uri.toString()}`, { source });
      // An edit since has started its own timer.
      if (!result || document.version !== version || document.isClosed) return;
      this.#answered(document, result);
    } catch (error) {
      if (!(error instanceof WorkerFailure)) throw error;
      tell(`the challenge could not be checked: ${error.message}.`);
    }
  }

  #answered(document: TextDocument, result: ChallengeResult): void {
    const before = this.result(document);
    this.#results.set(document.uri.toString(), result);
    this.#inLine.set(document.uri, result.checks.filter(({ met }) => !met).flatMap(({ text, places }) => places.map(({ start, end }) => {
      const diagnostic = new Diagnostic(new Range(document.positionAt(start), document.positionAt(end)), text, DiagnosticSeverity.Information);
      diagnostic.source = 'Overlap';
      return diagnostic;
    })));
    this.#changed.fire();
    if (result.met && before?.met === false) void this.#met(result);
  }

  async #met({ id, title }: ChallengeResult): Promise<void> {
    await this.#progress.record(progressId(id), 'right');
    const known = this.#progress.all();
    const next = challengeLevels.find((level) => known[progressId(level.id)] !== 'right');
    const more = next ? `Next: “${next.title}”.` : `All ${challengeLevels.length} levels are met.`;
    const pressed = await window.showInformationMessage(`Challenge “${title}” is met. ${more}`, ...(next ? ['Next Level'] : []));
    if (pressed && next) await this.start(next.id);
  }

  #forget(document: TextDocument): void {
    this.#edits.forget(document);
    this.#results.delete(document.uri.toString());
    this.#inLine.delete(document.uri);
  }

  /** A line for each thing that is checked, above the function. */
  #lenses(document: TextDocument): CodeLens[] {
    const result = this.result(document);
    if (!result) return [];
    const start = document.positionAt(result.at?.start ?? 0);
    return result.checks.map(({ met, text }) => new CodeLens(new Range(start, start), { title: `$(${met ? 'pass-filled' : 'circle-large-outline'}) ${text}`, command: '' }));
  }
}

type Place = 'untitled' | Uri;

async function pickPlace(): Promise<Place | undefined> {
  const items: (QuickPickItem & { readonly place: 'untitled' | 'folder' })[] = [
    { label: '$(file) A new document', detail: 'Nothing is written to the disk until you save it.', place: 'untitled' },
    { label: '$(folder) A file in a folder…', detail: 'You choose the folder. No file that is there is written over.', place: 'folder' },
  ];
  const picked = await window.showQuickPick(items, { title: 'Where to put the challenge' });
  if (picked?.place !== 'folder') return picked?.place;
  const folder = workspace.workspaceFolders?.[0]?.uri;
  const chosen = await window.showOpenDialog({ title: 'Folder for the challenge', openLabel: 'Put It Here', canSelectFiles: false, canSelectFolders: true, ...(folder && { defaultUri: folder }) });
  return chosen?.[0];
}

async function write(folder: Uri, level: ChallengeLevel): Promise<TextDocument | undefined> {
  for (let number = 1; ; number++) {
    const uri = Uri.joinPath(folder, `overlap-${level.id}${number === 1 ? '' : `-${number}`}.ts`);
    try {
      await workspace.fs.stat(uri);
    } catch {
      try {
        await workspace.fs.writeFile(uri, new TextEncoder().encode(level.text));
        const document = await workspace.openTextDocument(uri);
        await window.showTextDocument(document);
        return document;
      } catch (error) {
        void window.showErrorMessage(`Overlap: the challenge could not be written to ${folder.fsPath}: ${error instanceof Error ? error.message : String(error)}`);
        return undefined;
      }
    }
  }
}
