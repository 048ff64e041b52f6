/** A scenario, bundled or of the user's own → what the panel shows. */
import type { RunOptions } from '../engine/run.ts';
import { run } from '../engine/run.ts';
import { ProgramError } from '../engine/program-error.ts';
import { criticalPath } from '../laws/critical-path.ts';
import { measure } from '../laws/measure.ts';
import { sweep } from '../laws/sweep.ts';
import { wholeDocument, type LessonView, type Overrides, type Run, type SpeedupChart, type Sweep } from '../protocol.ts';
import { readScenario, type Scenario } from '../scenarios/load.ts';
import { ScenarioError } from '../scenarios/reader.ts';
import { withSettings } from '../scenarios/settings.ts';
import type { Timeline } from './file-report.ts';
import { explorationSummary, explore } from './exploration.ts';
import { firstTasks } from './first-tasks.ts';
import { count, times } from './format.ts';
import { scenarioFigures } from './scenario-figures.ts';
import { modelsOfScenario } from './scenario-models.ts';
import { sweepOfPoints, sweepValues } from './sweep-values.ts';
import { withCurves } from './speedup-curves.ts';
import { scenarioControls, settingsOf } from './scenario-overrides.ts';

/** Steps of one run: some seconds at most. A run that is cut off says so. */
export const mostScenarioEvents = 30_000_000;
/** Steps of each run of several. */
const mostForSeveral = 2_000_000;
/** Tasks that are drawn; figures are of all. */
const mostDrawn = 2000;
/** Runs beyond this are not repeated for a curve. */
const mostForCurve = 20_000;

export interface ScenarioTimelineOptions extends RunOptions {
  readonly overrides?: Overrides;
  readonly lesson?: LessonView;
  /** Run it under every model, too. */
  readonly models?: boolean;
  /** The run of the document as it stands, by {@link scenarioRun}, where it was made already. */
  readonly asItStands?: Run;
  /** A case that is drawn below, to compare, as long as nothing is moved: its name and what it sets. */
  readonly beside?: { readonly title: string; readonly scenario: Scenario };
}

/**
 * `document`: a parsed scenario document.
 * @throws {ScenarioError} where the document cannot be used
 * @throws {import('../engine/program-error.ts').ProgramError} where it cannot be run
 */
export function scenarioTimeline(document: unknown, options: ScenarioTimelineOptions = {}): Timeline {
  const { overrides = {}, beside, lesson } = options;
  const original = readScenario(document);
  const { changed, scenario } = withOverrides(document, original, overrides);
  const moved = changed !== document;
  const asItStands = (): Run => options.asItStands ?? scenarioRun(original, original.title, options);
  const shown = moved ? scenarioRun(scenario, 'Changed', options) : asItStands();
  const second = moved ? { ...asItStands(), title: 'As it was' } : beside ? scenarioRun(beside.scenario, beside.title, options) : null;
  const runs = second ? [shown, second] : [shown];
  const orders = explorationNotes(scenario, options);
  const instant = runs.every(({ schedule }) => schedule.wallUs === 0);
  return {
    title: original.title,
    runs: runs.map(drawn),
    figures: scenarioFigures(shown),
    speedup: instant ? null : speedupOf(scenario, shown, options),
    ...(instant ? { notes: notesOf(scenario, runs), instant: ['It takes no time: look at the orders', noTime(shown), ...orders] } : { notes: [...notesOf(scenario, runs), ...orders] }),
    controls: scenarioControls(changed, scenario, overrides),
    ...(lesson && { lesson }),
    ...(options.models === true && { models: modelsOfScenario(scenario, { maxEvents: mostForSeveral, ...(options.signal && { signal: options.signal }) }) }),
  };
}

/** A value that the document has no place for any more, or cannot have, counts for nothing: the text may have been edited since it was moved. */
function withOverrides(document: unknown, original: Scenario, overrides: Overrides): { readonly changed: unknown; readonly scenario: Scenario } {
  let known = { changed: document, scenario: original };
  for (const [path, value] of Object.entries(settingsOf(overrides, original.tickUs))) {
    try {
      const changed = withSettings(known.changed, { [path]: value });
      known = { changed, scenario: readScenario(changed) };
    } catch (error) {
      if (!(error instanceof ScenarioError)) throw error;
    }
  }
  return known;
}

/**
 * Runs over the values of one control. Null where there is none of that id, or it is no number.
 * @throws as {@link scenarioTimeline}
 */
export function scenarioSweep(document: unknown, controlId: string, options: ScenarioTimelineOptions = {}): Sweep | null {
  const { overrides = {}, signal } = options;
  const original = readScenario(document);
  const { changed, scenario } = withOverrides(document, original, overrides);
  const control = scenarioControls(changed, scenario, overrides).find(({ id }) => id === controlId);
  if (!control) return null;
  const at = (value: number): Scenario => withOverrides(document, original, { ...overrides, [controlId]: value }).scenario;
  const points = sweep(scenario.program, scenario.machine, (_program, _machine, value) => at(value), sweepValues(control), { maxEvents: mostForSeveral, ...(signal && { signal }) });
  return sweepOfPoints(control, [original.title], points.map(({ value, metrics }) => ({ value, metrics: [metrics] })));
}

/** One run of a scenario as the panel draws it. @throws {import('../engine/program-error.ts').ProgramError} where it cannot be run */
export function scenarioRun({ program: plain, machine }: Scenario, title: string, options: RunOptions): Run {
  // In place of awaits the slices of a scenario point to its steps, by their paths.
  const program = { ...plain, sites: plain.sites.map((site) => ({ ...site, ...(site.path !== undefined && { await: { functionId: wholeDocument, id: site.path } }) })) };
  const schedule = run(program, machine, { maxEvents: options.maxEvents ?? mostScenarioEvents, ...(options.signal && { signal: options.signal }) });
  return { kind: 'scenario', title, schedule, metrics: measure(program, schedule), criticalPath: [] };
}

function drawn(whole: Run): Run {
  const schedule = firstTasks(whole.schedule, mostDrawn);
  return { ...whole, schedule, criticalPath: schedule === whole.schedule ? criticalPath(schedule).sites : [] };
}

function notesOf({ teaches, tickUs, machine }: Scenario, runs: readonly Run[]): string[] {
  const [shown] = runs;
  const tasks = shown?.schedule.tasks.count ?? 0;
  return [
    ...(teaches === '' ? [] : [teaches]),
    `All times are those of the scenario, whose tick is ${tickUs >= 1000 ? `${tickUs / 1000} ms` : `${tickUs} µs`}; nothing is measured on this machine.`,
    ...(machine.bytesPerTask === undefined ? ['Memory for a task is the model’s default.'] : []),
    ...runs.flatMap(({ schedule, title }) => (schedule.outcome.type === 'finished' ? [] : [`${title}: ${schedule.outcome.detail}.`])),
    ...(tasks > mostDrawn ? [`The picture shows the first ${mostDrawn.toLocaleString('en')} of ${count(tasks, 'task')}; the figures are of all.`] : []),
  ];
}

/** In place of a timeline. */
function noTime({ schedule: { outcome } }: Run): string {
  const ended = outcome.type === 'finished' ? 'This run comes to its end.' : `This run: ${outcome.detail}.`;
  return `No step of this scenario takes time, so that all of it happens at one moment, and there is nothing to see on a time axis. What counts is which step comes before which. ${ended}`;
}

/** How many orders of steps there are, and one that gets stuck. A scenario that cannot be searched is drawn all the same. */
function explorationNotes(scenario: Scenario, { signal }: RunOptions): string[] {
  try {
    const explored = explore(scenario, signal);
    if (explored === null) return [];
    const failing = explored.shortestFailing;
    return [explorationSummary(explored), ...(failing === null ? [] : [`${failing.type === 'deadlock' ? 'Deadlock' : 'Failed'}: ${failing.detail}.`])];
  } catch (error) {
    if (!(error instanceof ProgramError)) throw error;
    return [`Not every order of steps is looked at: ${error.message}.`];
  }
}

const coreCounts = [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64];

/** Over the number of cores, where there is CPU to share and the model can use more cores. Each point costs one run. */
function speedupOf({ program, machine }: Scenario, shown: Run, options: RunOptions): SpeedupChart | null {
  const { metrics, schedule } = shown;
  const usesCores = machine.model === 'threads' || machine.model === 'green-threads' || machine.model === 'event-loop-per-core';
  if (!usesCores || metrics.speedupOf !== 'cpu' || schedule.outcome.type !== 'finished' || schedule.slices.count + schedule.waits.count > mostForCurve || schedule.tasks.count < 2) return null;
  // More cores than there are tasks at once change nothing, and would only flatten the curve.
  const points = coreCounts.filter((n) => n <= Math.max(4, 2 * schedule.peakTasks)).map((n) => {
    const { wallUs } = run(program, { ...machine, cores: n }, { maxEvents: mostScenarioEvents, ...(options.signal && { signal: options.signal }) });
    return { n, speedup: metrics.cpuSerialUs / Math.max(1, wallUs) };
  });
  const most = Math.max(...points.map(({ speedup }) => speedup));
  return {
    xLabel: 'Cores', serialFraction: metrics.serialFraction, ceiling: metrics.amdahlLimit, ...withCurves(points, metrics),
    explanation: `CPU work ÷ wall, on 1 to ${points.at(-1)?.n ?? 1} cores with everything else as it stands. Simulated, it reaches ${times(most)}; work ÷ span allows ${times(metrics.parallelism)}.`,
  };
}
