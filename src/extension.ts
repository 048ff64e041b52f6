import path from 'node:path';
import { Worker } from 'node:worker_threads';
import type { ExtensionContext } from 'vscode';
import { Sources } from './documents/sources.ts';
import { Analyses } from './editor/analyses.ts';
import { Challenges } from './editor/challenge.ts';
import { registerCommands } from './editor/commands.ts';
import { registerFixes } from './editor/fixes.ts';
import { registerHints } from './editor/hints.ts';
import { registerHovers } from './editor/hovers.ts';
import { registerLenses } from './editor/lenses.ts';
import { Log } from './editor/log.ts';
import { registerScenarioActions } from './editor/scenario-actions.ts';
import { registerScenarioDiagnostics } from './editor/scenario-diagnostics.ts';
import { registerStatus } from './editor/status.ts';
import { LearnView } from './learn/learn-view.ts';
import { Learn } from './learn/learn.ts';
import { Progress } from './learn/progress.ts';
import { Timelines } from './panel/timelines.ts';
import { registerViewEditor } from './panel/view-editor.ts';
import { WorkerClient } from './worker/client.ts';
import type { Questions, Requests, ScenarioRequests, WorkerStart } from './worker/messages.ts';
import { Tiers } from './worker/tiers.ts';

/** Milliseconds that one file's analysis may take, and megabytes that the worker may use, before it is ended. */
const timeLimitMs = 15_000;
const memoryLimitMb = 1024;
/** The same for the second tier, which reads the whole project in with its types before its first answer. */
const typesTimeLimitMs = 120_000;
const typesMemoryLimitMb = 4096;

/** For the tests in the extension host; not an interface for other extensions. */
export interface TestAccess {
  readonly analyses: Analyses;
  readonly challenges: Challenges;
  readonly learn: Learn;
  readonly learnView: LearnView;
  readonly progress: Progress;
  readonly timelines: Timelines;
}

/** Only registers: the worker, and in it the parser, start at the first document that is looked at. */
export function activate(context: ExtensionContext): TestAccess {
  const script = path.join(context.extensionPath, 'dist', 'worker.cjs');
  const text = clientOf<Requests>(script, { types: false }, timeLimitMs, memoryLimitMb);
  const types = clientOf<Requests>(script, { types: true }, typesTimeLimitMs, typesMemoryLimitMb);
  const scenarios = clientOf<ScenarioRequests>(path.join(context.extensionPath, 'dist', 'scenario-worker.cjs'), { types: false }, timeLimitMs, memoryLimitMb);
  const client = new Tiers(text, types);
  const log = new Log();
  const sources = new Sources();
  const analyses = new Analyses(client, sources);
  const warn = (line: string): void => log.warn(line);
  const timelines = new Timelines(context.extensionUri, client, scenarios, sources, warn);
  const progress = new Progress(context.globalState);
  const learn = new Learn(scenarios, timelines, progress);
  const learnView = new LearnView(() => learn.list(), progress, warn);
  const challenges = new Challenges(client, sources, timelines, progress);
  context.subscriptions.push(
    challenges,
    text,
    types,
    scenarios,
    log,
    sources,
    analyses,
    timelines,
    progress,
    learn,
    learnView,
    registerViewEditor(context.extensionUri),
    registerLenses(analyses),
    registerHovers(client, sources),
    registerHints(analyses),
    registerScenarioDiagnostics(scenarios, sources),
    registerScenarioActions(analyses),
    registerFixes(client, sources, analyses),
    registerStatus(analyses, log),
    registerCommands(context.extensionUri, timelines, client, sources, learn, challenges, log),
  );
  return { analyses, challenges, learn, learnView, progress, timelines };
}

function clientOf<All extends Questions<All>>(script: string, { types }: { readonly types: boolean }, timeMs: number, memoryMb: number): WorkerClient<All> {
  const workerData: WorkerStart = { cancelled: new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT), types };
  const start = () => new Worker(script, { workerData, resourceLimits: { maxOldGenerationSizeMb: memoryMb } });
  return new WorkerClient<All>(start, timeMs, () => Atomics.store(new Int32Array(workerData.cancelled), 0, 1));
}
