import { window, type Disposable, type LogOutputChannel } from 'vscode';

/** The output channel "Overlap", made when there is something to say. A line is said once, not at every keystroke. */
export class Log implements Disposable {
  #channel: LogOutputChannel | undefined;
  readonly #said = new Set<string>();

  warn(line: string): void {
    if (this.#said.has(line)) return;
    this.#said.add(line);
    this.#open().warn(line);
  }

  show(): void {
    this.#open().show(true);
  }

  dispose(): void {
    this.#channel?.dispose();
  }

  #open(): LogOutputChannel {
    return (this.#channel ??= window.createOutputChannel('Overlap', { log: true }));
  }
}
