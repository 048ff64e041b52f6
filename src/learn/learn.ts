import { Disposable, window } from 'vscode';
import type { Timelines } from '../panel/timelines.ts';
import { WorkerFailure, type Asked } from '../worker/client.ts';
import type { ListedScenario, ScenarioRequests } from '../worker/messages.ts';
import type { Progress } from './progress.ts';
import { pickScenario } from './scenario-picker.ts';

/** Running the bundled scenarios: which one is asked for, and what is remembered of how it was predicted. */
export class Learn implements Disposable {
  readonly #client: Asked<ScenarioRequests>;
  readonly #timelines: Timelines;
  readonly #progress: Progress;
  readonly #subscriptions: Disposable;
  #scenarios: readonly ListedScenario[] | undefined;

  constructor(client: Asked<ScenarioRequests>, timelines: Timelines, progress: Progress) {
    this.#client = client;
    this.#timelines = timelines;
    this.#progress = progress;
    this.#subscriptions = Disposable.from(
      timelines.onDidPredict(({ id, result }) => void progress.record(id, result)),
      timelines.onDidAskForScenario((id) => void this.run(id ?? undefined)),
    );
  }

  /** @throws {WorkerFailure} */
  async list(): Promise<readonly ListedScenario[]> {
    this.#scenarios ??= await this.#client.ask('list', 'list', {});
    return this.#scenarios ?? [];
  }

  /** Asks which scenario where no id is given, and shows it with its question. */
  async run(id: unknown): Promise<void> {
    try {
      const scenarios = await this.list();
      const chosen = scenarios.find((scenario) => scenario.id === id)?.id ?? (await pickScenario(scenarios, this.#progress.all()));
      if (chosen !== undefined) this.#timelines.showScenario(chosen);
    } catch (error) {
      if (!(error instanceof WorkerFailure)) throw error;
      void window.showErrorMessage(`Overlap: the scenarios cannot be run: ${error.message}.`);
    }
  }

  /** Forgets what was run and predicted; a press on Undo brings it back. */
  async reset(): Promise<void> {
    const before = this.#progress.all();
    await this.#progress.replace({});
    if (Object.keys(before).length === 0) {
      window.setStatusBarMessage('Overlap: there is no learning progress to reset.', 5000);
      return;
    }
    // Not awaited: the command is done, and the message may stay for as long as it likes.
    void window.showInformationMessage('Overlap: the learning progress was reset.', 'Undo').then((pressed) => (pressed === 'Undo' ? this.#progress.replace(before) : undefined));
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }
}
