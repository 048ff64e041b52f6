/** What the suite's tests do in the editor, through VS Code's own interface wherever it has one. */
import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import * as vscode from 'vscode';
import type { TestAccess } from '../../src/extension.ts';
import type { Snapshot, ToWebview } from '../../src/protocol.ts';

export type Message<T extends ToWebview['type']> = Extract<ToWebview, { type: T }>;

/** Waits until `look` finds something; fails with `what` in words where it does not. */
export async function until<T>(what: string, look: () => T | undefined | false | Promise<T | undefined | false>, timeoutMs = 15_000): Promise<T> {
  const end = Date.now() + timeoutMs;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    if (Date.now() > end) throw new Error(`After ${timeoutMs / 1000} s there was still not: ${what}.`);
    await pause(25);
  }
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

export async function access(): Promise<TestAccess> {
  const extension = vscode.extensions.getExtension<TestAccess>('overlap.overlap');
  if (!extension) throw new Error('The extension is not loaded.');
  return extension.activate();
}

const endings: Readonly<Record<string, string>> = { typescript: 'ts', typescriptreact: 'tsx', javascript: 'js', javascriptreact: 'jsx' };

/**
 * Shows a text, as a file of its own. Not as an untitled one: VS Code gives the next of those the name of one that was closed, and then sometimes
 * the text that it had kept of it; for the same reason no name is used twice.
 */
export async function openText(content: string, language = 'typescript'): Promise<vscode.TextEditor> {
  return openFile(`text-${randomUUID()}.${endings[language] ?? 'txt'}`, content);
}

export function inWorkspace(name: string): vscode.Uri {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  if (!folder) throw new Error('The suite needs a folder open.');
  return vscode.Uri.joinPath(folder.uri, name);
}

/** Writes a file into the workspace (a copy that the runner throws away) and shows it. */
export async function openFile(name: string, content?: string | Uint8Array): Promise<vscode.TextEditor> {
  const uri = inWorkspace(name);
  if (content !== undefined) await vscode.workspace.fs.writeFile(uri, typeof content === 'string' ? new TextEncoder().encode(content) : content);
  return vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), vscode.ViewColumn.One);
}

export interface SeenLens {
  /** From 0. */
  readonly line: number;
  readonly text: string;
  readonly command: vscode.Command;
}

/** Overlap's lenses as VS Code gets them. */
export async function lensesOf(document: vscode.TextDocument): Promise<SeenLens[]> {
  const all = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', document.uri, 10_000);
  return all.flatMap(({ range, command }) => (command?.command === 'overlap.showTimeline' ? [{ line: range.start.line, text: command.title, command }] : []));
}

export async function someLenses(document: vscode.TextDocument): Promise<SeenLens[]> {
  const { analyses } = await access();
  return until(`a lens in ${document.uri.path}`, async () => {
    const lenses = await lensesOf(document);
    const problem = analyses.problem(document);
    if (problem?.type === 'failed') throw new Error(problem.message);
    return lenses.length > 0 && lenses;
  });
}

export function lineOf(document: vscode.TextDocument, text: string): number {
  return document.positionAt(offsetOf(document, text)).line;
}

export function offsetOf(document: vscode.TextDocument, text: string): number {
  const offset = document.getText().indexOf(text);
  if (offset < 0) throw new Error(`The document does not hold ${text}.`);
  return offset;
}

export function rangeOf(document: vscode.TextDocument, text: string): vscode.Range {
  const offset = offsetOf(document, text);
  return new vscode.Range(document.positionAt(offset), document.positionAt(offset + text.length));
}

/** As a person's keystroke or paste: into the document, in place of what `range` holds. */
export async function replace(document: vscode.TextDocument, range: vscode.Range, text: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, range, text);
  if (!(await vscode.workspace.applyEdit(edit))) throw new Error('The edit was refused.');
}

export async function closeEverything(): Promise<void> {
  for (const document of vscode.workspace.textDocuments.filter(({ isDirty, isUntitled }) => isDirty && !isUntitled)) await document.save();
  for (const editor of vscode.window.visibleTextEditors.filter(({ document }) => document.isDirty)) {
    await vscode.window.showTextDocument(editor.document, editor.viewColumn);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  }
  await vscode.window.tabGroups.close(vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs));
  // The window answers before it has told everything: an editor opened meanwhile might be taken for one that is closing.
  await until('everything closed', () => vscode.window.visibleTextEditors.length === 0 && vscode.window.tabGroups.all.every(({ tabs }) => tabs.length === 0));
}

/** Collects what is sent to the panel's page from now on. */
export class PanelMessages {
  readonly seen: ToWebview[] = [];
  readonly #subscription: vscode.Disposable;

  constructor({ timelines }: TestAccess) {
    this.#subscription = timelines.onDidPost((message) => this.seen.push(message));
  }

  /** The next message of a type, or the first already here, for which `holds`; those before it are dropped. */
  async next<T extends ToWebview['type']>(type: T, holds: (message: Message<T>) => boolean = () => true): Promise<Message<T>> {
    const wanted = (message: ToWebview): message is Message<T> => message.type === type && holds(message as Message<T>);
    try {
      const message = await until(`a message ${type}`, () => this.seen.find(wanted));
      this.seen.splice(0, this.seen.indexOf(message) + 1);
      return message;
    } catch (error) {
      throw new Error(`${String(error)} There was: ${this.seen.map((message) => JSON.stringify(message, (key, value: unknown) => (key === 'runs' ? '…' : value))).join('\n')}`);
    }
  }

  /**
   * The next picture for which `holds`. After an edit it has to be said what is waited for: a picture of the text before may still be on its
   * way, as the page asks for one when it is ready.
   */
  async snapshot(holds: (snapshot: Snapshot) => boolean): Promise<Snapshot> {
    return (await this.next('snapshot', ({ snapshot }) => holds(snapshot))).snapshot;
  }

  /** Until the page was last told to mark this await, by itself or with a picture: one that is made meanwhile brings its mark with it. */
  async marked(expected: Snapshot['highlight']): Promise<void> {
    await until(`the mark of ${JSON.stringify(expected)}`, () => {
      const last = this.seen.findLast((message) => message.type === 'highlight' || message.type === 'snapshot');
      if (last === undefined) return false;
      return isDeepStrictEqual(last.type === 'highlight' ? last.highlight : last.snapshot.highlight, expected);
    });
  }

  dispose(): void {
    this.#subscription.dispose();
  }
}

export interface Block {
  /** How late a timer came at worst, in milliseconds: other processes of a busy machine count too. */
  readonly lateMs: number;
  /** The most that the extension host's thread computed between two turns of its loop, in milliseconds; undefined where Node cannot tell. */
  readonly busyMs: number | undefined;
}

/** The longest that the extension host's event loop stood still meanwhile. */
export async function longestBlock(work: () => Promise<void>): Promise<Block> {
  const everyMs = 5;
  let late = 0;
  let busy = 0;
  let before = sample();
  const timer = setInterval(() => {
    const now = sample();
    late = Math.max(late, now.wallMs - before.wallMs - everyMs);
    busy = Math.max(busy, now.cpuMs - before.cpuMs);
    before = now;
  }, everyMs);
  try {
    await work();
    await pause(2 * everyMs);
  } finally {
    clearInterval(timer);
  }
  return { lateMs: Math.round(late), busyMs: Number.isNaN(busy) ? undefined : Math.round(busy) };
}

/** This thread's clock and processor time. `threadCpuUsage` is there from Node 23.9 on. */
function sample(): { readonly wallMs: number; readonly cpuMs: number } {
  const { threadCpuUsage } = process as Partial<Pick<NodeJS.Process, 'threadCpuUsage'>>;
  const used = threadCpuUsage?.call(process);
  return { wallMs: performance.now(), cpuMs: used ? (used.user + used.system) / 1000 : Number.NaN };
}

export const sequential = `export async function load(id: string) {
  const user = await fetchUser(id);
  const orders = await fetchOrders(id);
  return { user, orders };
}
/** @overlap 1000ms */
async function fetchUser(id: string) { return await get('/users/' + id); }
/** @overlap 1000ms */
async function fetchOrders(id: string) { return await get('/orders/' + id); }
`;
