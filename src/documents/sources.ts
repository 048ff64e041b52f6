import { basename, dirname, relative, sep } from 'node:path';
import { Disposable, EventEmitter, Uri, workspace, type TextDocument } from 'vscode';
import type { AnalysisSettings, Disk, Source } from '../worker/messages.ts';
import { setting } from './settings.ts';
import { idleMs } from './when-idle.ts';

/** The document is over the limit of `overlap.maxFileSizeKb`. */
export interface TooLarge {
  readonly type: 'too-large';
  readonly message: string;
  /** The same in a few words, for where there is little room. */
  readonly brief: string;
}

const extensions: Readonly<Record<string, string>> = { typescript: '.ts', typescriptreact: '.tsx', javascript: '.js', javascriptreact: '.jsx', json: '.json', jsonc: '.json' };

/** Makes of documents what the worker takes, and says when the same text has to be looked at anew: a setting or another file changed. */
export class Sources implements Disposable {
  readonly #changed = new EventEmitter<void>();
  readonly #subscriptions: Disposable;
  #filesVersion = 0;
  #timer: NodeJS.Timeout | undefined;
  readonly onDidChange = this.#changed.event;

  constructor() {
    const watcher = workspace.createFileSystemWatcher('**/*.{ts,tsx,mts,cts,js,jsx,mjs,cjs,json}');
    const filesChanged = () => {
      this.#filesVersion++;
      // A build or a checkout changes many files.
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#changed.fire(), idleMs);
    };
    this.#subscriptions = Disposable.from(
      this.#changed,
      watcher,
      watcher.onDidChange(filesChanged),
      watcher.onDidCreate(filesChanged),
      watcher.onDidDelete(filesChanged),
      workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('overlap')) this.#changed.fire();
      }),
    );
  }

  of(document: TextDocument): Source | TooLarge {
    const limitKb = setting('overlap.maxFileSizeKb', document);
    const characters = sizeOf(document);
    if (characters > limitKb * 1024) {
      const size = `${Math.ceil(characters / 1024).toLocaleString('en')} KB`;
      const limit = `${limitKb.toLocaleString('en')} KB`;
      return { type: 'too-large', message: `${basename(document.uri.path)} is not analysed: it has ${size}, and overlap.maxFileSizeKb is ${limit}.`, brief: `${size}, the limit is ${limit}` };
    }
    const extension = extensions[document.languageId] ?? '.ts';
    const disk = this.#diskOf(document.uri);
    const path = disk ? relative(disk.root, document.uri.fsPath).split(sep).join('/') : document.uri.path;
    return {
      path: /\.(?:[cm]?[jt]sx?|json)$/i.test(path) ? path : path + extension,
      text: document.getText(),
      disk,
      settings: settingsOf(document),
    };
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#subscriptions.dispose();
  }

  #diskOf(uri: Uri): Disk | null {
    return uri.scheme === 'file' ? { root: rootOf(uri).fsPath, filesVersion: this.#filesVersion } : null;
  }
}

function settingsOf(document: TextDocument): AnalysisSettings {
  const [from = '', name = ''] = setting('overlap.fix.helper', document).split('#');
  return {
    // VS Code hands objects of the configuration out as proxies, which cannot be sent.
    durations: { ...setting('overlap.durations', document) },
    thresholdMs: setting('overlap.thresholdMs', document),
    types: setting('overlap.types.enabled', document),
    catalogue: JSON.parse(JSON.stringify(setting('overlap.catalogue', document))) as unknown[],
    limit: setting('overlap.fix.limit', document),
    helper: name === '' ? null : { from, name },
  };
}

/** Characters, asked of the line index, so that a document over a limit is never put together as one string in the extension host. */
export function sizeOf(document: TextDocument): number {
  return document.offsetAt(document.lineAt(document.lineCount - 1).range.end);
}

/** The folder to which the worker's paths of other files are relative. */
export function rootOf(uri: Uri): Uri {
  return workspace.getWorkspaceFolder(uri)?.uri ?? uri.with({ path: dirname(uri.path) });
}
