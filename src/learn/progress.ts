import { EventEmitter, type Disposable, type Event, type Memento } from 'vscode';

/** `right` and `wrong`: the last prediction; `run`: the question was skipped. */
export const results = ['right', 'wrong', 'run'] as const;
export type Result = (typeof results)[number];
export type Results = Readonly<Record<string, Result>>;

const key = 'overlap.learn.progress';

/** Which scenarios were run, and how they were predicted. Kept on this machine only: it is in no synchronised setting. */
export class Progress implements Disposable {
  readonly #memento: Memento;
  readonly #changed = new EventEmitter<void>();
  readonly onDidChange: Event<void> = this.#changed.event;

  constructor(memento: Memento) {
    this.#memento = memento;
  }

  /** By the scenario's id. What an earlier or later version wrote and this one does not know is left out. */
  all(): Results {
    const kept: unknown = this.#memento.get(key);
    if (typeof kept !== 'object' || kept === null) return {};
    return Object.fromEntries(Object.entries(kept).filter((entry): entry is [string, Result] => results.some((result) => result === entry[1])));
  }

  /** A scenario that was predicted stays so when it is run again without a prediction. */
  async record(id: string, result: Result): Promise<void> {
    const all = this.all();
    if (result === 'run' && all[id] !== undefined) return;
    await this.replace({ ...all, [id]: result });
  }

  async replace(all: Results): Promise<void> {
    await this.#memento.update(key, Object.keys(all).length === 0 ? undefined : all);
    this.#changed.fire();
  }

  dispose(): void {
    this.#changed.dispose();
  }
}
