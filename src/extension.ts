import path from 'node:path';
import { Worker } from 'node:worker_threads';
import type { ExtensionContext } from 'vscode';
import { Analyses } from './editor/analyses.ts';
import { registerCommands } from './editor/commands.ts';
import { registerHints } from './editor/hints.ts';
import { registerHovers } from './editor/hovers.ts';
import { registerLenses } from './editor/lenses.ts';
import { Log } from './editor/log.ts';
import { registerStatus } from './editor/status.ts';
import { Sources } from './editor/sources.ts';
import { Timelines } from './panel/timelines.ts';
import { WorkerClient } from './worker/client.ts';
import type { SecondTier } from './worker/messages.ts';
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
  readonly timelines: Timelines;
}

/** Only registers: the worker, and in it the parser, start at the first document that is looked at. */
export function activate(context: ExtensionContext): TestAccess {
  const script = path.join(context.extensionPath, 'dist', 'worker.cjs');
  const cancelled = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
  const workerData: SecondTier = { cancelled };
  const text = new WorkerClient(() => new Worker(script, { resourceLimits: { maxOldGenerationSizeMb: memoryLimitMb } }), timeLimitMs);
  const types = new WorkerClient(() => new Worker(script, { workerData, resourceLimits: { maxOldGenerationSizeMb: typesMemoryLimitMb } }), typesTimeLimitMs, () => Atomics.store(new Int32Array(cancelled), 0, 1));
  const client = new Tiers(text, types);
  const log = new Log();
  const sources = new Sources();
  const analyses = new Analyses(client, sources);
  const timelines = new Timelines(context.extensionUri, client, sources, (line) => log.warn(line));
  context.subscriptions.push(
    text,
    types,
    log,
    sources,
    analyses,
    timelines,
    registerLenses(analyses),
    registerHovers(client, sources),
    registerHints(analyses),
    registerStatus(analyses, log),
    registerCommands(timelines, client, sources, log),
  );
  return { analyses, timelines };
}
