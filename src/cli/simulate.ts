/** `overlap simulate` and `overlap scenarios`: a scenario, bundled or from a file, or a function of the user's, run by the engine. */
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { analyze } from '../analysis/analyze.ts';
import type { AsyncFunction, ConcurrencyModel } from '../analysis/model.ts';
import { replay } from '../engine/interleavings/replay.ts';
import { ProgramError } from '../engine/program-error.ts';
import { run } from '../engine/run.ts';
import type { Schedule } from '../engine/schedule.ts';
import { measure } from '../laws/measure.ts';
import { sitesIn } from '../program/callees.ts';
import type { Control, ModelsView, Overrides } from '../protocol.ts';
import { explorationJson, explorationLines, explore, replayJson, replayLines, worstOutcome } from '../report/exploration.ts';
import { duration, list } from '../report/format.ts';
import { modelsOfFunction, type FunctionLoad } from '../report/function-models.ts';
import { modelsText } from '../report/models-text.ts';
import { modelsOfScenario } from '../report/scenario-models.ts';
import { timelineOf } from '../report/report.ts';
import type { ReportOptions } from '../report/file-report.ts';
import { lineAndColumn, problemOf } from '../report/scenario-problem.ts';
import { outcomeJson, simulationJson } from '../report/simulation-json.ts';
import { scenarioText, timelineText } from '../report/simulation-text.ts';
import { bundledScenario, bundledScenarios } from '../scenarios/bundled.ts';
import { groups } from '../scenarios/groups.ts';
import { longestText, parseScenario, readScenario, type Scenario } from '../scenarios/load.ts';
import { ScenarioError } from '../scenarios/reader.ts';
import { withSettings } from '../scenarios/settings.ts';
import { sweepJson, sweepLines } from '../report/sweep-text.ts';
import { chromeTrace } from '../trace/chrome-trace.ts';
import { askedOf, type AnalysisOptions } from './asked.ts';
import type { ExitStatus, Surroundings } from './command-line.ts';
import { Failure, reasonOf } from './failure.ts';
import { readSource } from './read-source.ts';

export interface SimulateOptions extends AnalysisOptions {
  readonly format: 'text' | 'json' | 'trace';
  /** The load under every model, in place of one run. */
  readonly models?: boolean;
  /** `name=value` pairs. */
  readonly set?: readonly string[];
  /** An interleaving to be taken again. */
  readonly replay?: string;
  /** `name=values`: see {@link valuesOf}. */
  readonly sweep?: string;
}

/** Steps of one run: some seconds at most. A run that is cut off says so. */
const mostEvents = 20_000_000;

export function scenariosCommand(options: { readonly format: 'text' | 'json' }, { out }: Surroundings): ExitStatus {
  const all = bundledScenarios.map(({ id, group, document: { title, teaches } }) => ({ id, group, title, teaches }));
  if (options.format === 'json') out(`${JSON.stringify({ version: 1, groups, scenarios: all }, null, 1)}\n`);
  else {
    const margin = Math.max(...all.map(({ id }) => id.length)) + 2;
    const listed = groups.map((group) => [
      `${group.title}: ${group.about}`,
      ...all.filter((scenario) => scenario.group === group.id).map(({ id, title, teaches }) => `${id.padEnd(margin)}${title}\n${' '.repeat(margin)}${teaches}`),
    ].join('\n'));
    out(`${listed.join('\n\n')}\n\nRun one with: overlap simulate ${all[0]?.id ?? ''}\nIn the editor “Overlap: Run Scenario…” asks what will happen first.\n`);
  }
  return 0;
}

export function simulateCommand(target: string, options: SimulateOptions, surroundings: Surroundings): ExitStatus {
  const settings = settingsOf(options.set ?? []);
  const [, file, name] = /^(.+\.(?:[cm]?[jt]s|[jt]sx))(?:#(.*))?$/.exec(target) ?? [];
  return file === undefined ? simulateScenario(target, settings, options, surroundings) : simulateFunction(file, name, settings, options, surroundings);
}

function settingsOf(pairs: readonly string[]): Record<string, string> {
  return Object.fromEntries(pairs.map((pair) => {
    const at = pair.indexOf('=');
    if (at < 1) throw new Failure(`--set ${pair} names no value: write --set name=value, such as --set cores=4.`);
    return [pair.slice(0, at), pair.slice(at + 1)];
  }));
}

function simulateScenario(target: string, settings: Readonly<Record<string, string>>, options: SimulateOptions, surroundings: Surroundings): ExitStatus {
  const { cwd, out, colour, width } = surroundings;
  if (options.types !== undefined || options.catalogue !== undefined) throw new Failure(`--${options.types === undefined ? 'catalogue' : 'types'} is for functions: a scenario calls nothing that is to be looked up.`);
  if (options.sweep !== undefined) return sweepScenario(target, settings, options.sweep, options.format, surroundings);
  const scenario = scenarioOf(target, settings, cwd);
  if (options.replay !== undefined) return replayScenario(target, scenario, options.replay, options.format, surroundings);
  if (options.models === true && isTimeless(runnable(target, () => run(scenario.program, scenario.machine, { maxEvents: mostEvents })))) throw nothingToMeasure(target, '--models');
  if (options.models === true) return printModels(runnable(target, () => modelsOfScenario(scenario)), options.format, surroundings);
  const { program, machine, title } = scenario;
  const schedule = runnable(target, () => run(program, machine, { maxEvents: mostEvents }));
  const explored = runnable(target, () => explore(scenario));
  const outcome = worstOutcome(schedule.outcome, explored);
  const simulated = { title, schedule, metrics: measure(program, schedule) };
  if (options.format === 'text') {
    const exploration = explored ? explorationLines(explored, program.sites, [target, ...(options.set ?? []).flatMap((pair) => ['--set', pair])]) : [];
    out(scenarioText({ ...simulated, teaches: scenario.teaches, tickUs: scenario.tickUs, exploration }, { colour, width }));
  } else if (options.format === 'json') {
    out(`${JSON.stringify({ ...simulationJson(simulated), ...outcomeJson(outcome), ...(explored && { interleavings: explorationJson(explored, program.sites) }) })}\n`);
  } else {
    for (const piece of chromeTrace([simulated])) out(piece);
  }
  return outcome.type === 'deadlock' ? 1 : 0;
}

function replayScenario(target: string, { program, machine, title }: Scenario, text: string, format: SimulateOptions['format'], { out }: Surroundings): ExitStatus {
  if (format === 'trace') throw new Failure('--replay has no trace, since its steps take no time: use --format text or json.');
  const taken = runnable(target, () => replay(program, machine, text));
  if (format === 'text') out(`${[title, '', ...replayLines(taken, program.sites)].join('\n')}\n`);
  else out(`${JSON.stringify({ version: 1, title, machine, ...replayJson(taken, program.sites) })}\n`);
  return taken.stuck ? 1 : 0;
}

/** Runs the scenario once for each value. */
function sweepScenario(target: string, settings: Readonly<Record<string, string>>, sweep: string, format: SimulateOptions['format'], { cwd, out }: Surroundings): ExitStatus {
  if (format === 'trace') throw new Failure('--sweep has no trace, since it is many runs: use --format text or json.');
  const [, name = '', values = ''] = /^([^=]+)=(.+)$/.exec(sweep) ?? [];
  if (name === '') throw new Failure(`--sweep ${sweep} names no values: write such as --sweep cores=1,2,4 or --sweep cores=1..8.`);
  let title = '';
  const points = valuesOf(name, values).map((value) => {
    const scenario = scenarioOf(target, { ...settings, [name]: value }, cwd);
    const schedule = runnable(target, () => run(scenario.program, scenario.machine, { maxEvents: mostEvents }));
    title = scenario.title;
    return { value, metrics: measure(scenario.program, schedule), outcome: schedule.outcome, timeless: isTimeless(schedule) };
  });
  if (points.every(({ timeless }) => timeless)) throw nothingToMeasure(target, '--sweep');
  out(format === 'text' ? `${[title, '', ...sweepLines(name, points)].join('\n')}\n` : `${JSON.stringify({ version: 1, title, ...sweepJson(name, points) })}\n`);
  return points.some(({ outcome }) => outcome.type === 'deadlock') ? 1 : 0;
}

/** Only the order of its steps is of interest. */
function isTimeless({ wallUs, outcome }: Schedule): boolean {
  return wallUs === 0 && outcome.type === 'finished';
}

function nothingToMeasure(target: string, option: string): Failure {
  return new Failure(`${target}: its steps take no time, so that ${option} has nothing to measure: without it, every order of its steps is tried where it says \`explore\`.`);
}

const mostValues = 1000;

/** `1,2,4`; `1..8`: every whole number; `0..1/0.25`: in steps of so much. */
function valuesOf(name: string, text: string): string[] {
  const values = text.split(',').flatMap((part) => {
    const [, from, to, step = '1'] = /^(-?\d+(?:\.\d+)?)\.\.(-?\d+(?:\.\d+)?)(?:\/(\d+(?:\.\d+)?))?$/.exec(part.trim()) ?? [];
    if (from === undefined) return [part.trim()];
    const count = Math.floor((Number(to) - Number(from)) / Number(step) + 1e-9) + 1;
    if (!(count >= 1 && count <= mostValues)) throw new Failure(`--sweep ${name}=${part} is ${count < 1 ? 'empty' : `more than ${mostValues} values`}: write such as 1..8, or 0..1/0.25 for steps of 0.25.`);
    return Array.from({ length: count }, (_, index) => String(Number((Number(from) + index * Number(step)).toPrecision(12))));
  });
  if (values.length > mostValues) throw new Failure(`--sweep ${name} has ${values.length} values, and the limit is ${mostValues}.`);
  return values;
}

function scenarioOf(target: string, settings: Readonly<Record<string, string>>, cwd: string): Scenario {
  const bundled = bundledScenario(target);
  if (!bundled && !target.endsWith('.json')) throw new Failure(`There is no scenario ${target}. \`overlap scenarios\` lists them; or name a file ending in .json, or FILE.ts#FUNCTION.`);
  if (bundled) return runnable(target, () => readScenario(withSettings(bundled.document, settings)));
  const text = textOf(target, cwd);
  try {
    return readScenario(withSettings(parseScenario(text), settings));
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error;
    // What --set has put in stands nowhere in the text.
    if (Object.keys(settings).length > 0 && typeof error.about === 'string') throw new Failure(`${target}: ${error.message}`);
    const { message, span } = problemOf(text, error);
    const { line, column } = lineAndColumn(text, span.start);
    throw new Failure(`${target}:${line}:${column}: ${message}`);
  }
}

function textOf(file: string, cwd: string): string {
  try {
    const { size } = statSync(path.resolve(cwd, file));
    if (size > 4 * longestText) throw new Failure(`${file} is ${Math.round(size / 1e6)} MB long, and the limit is ${longestText / 1e6} million characters. Say "count" for tasks that are alike, and "loop" for steps.`);
    return readFileSync(path.resolve(cwd, file), 'utf8');
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw new Failure(`${file} cannot be read: ${reasonOf(error)}.`);
  }
}

/** What a document does wrong is said with its place in it. */
function runnable<T>(target: string, make: () => T): T {
  try {
    return make();
  } catch (error) {
    if (error instanceof ScenarioError || error instanceof ProgramError) throw new Failure(`${target}: ${error.message}`);
    throw error;
  }
}

function simulateFunction(file: string, name: string | undefined, settings: Readonly<Record<string, string>>, options: SimulateOptions, surroundings: Surroundings): ExitStatus {
  const { cwd, out, colour, width } = surroundings;
  if (options.sweep !== undefined) throw new Failure('--sweep is for scenarios: of a function, set one value with --set.');
  if (options.replay !== undefined) throw new Failure('--replay is for scenarios: a function\'s timeline is one run.');
  const source = readSource(path.resolve(cwd, file));
  if ('problem' in source) throw new Failure(`${file}: ${source.problem}`);
  const { settings: { durations, limit }, project, thresholdUs } = askedOf(options, surroundings)(file);
  const reported: ReportOptions = { thresholdUs, ...(durations && { durations }), ...(limit !== undefined && { limit }) };
  const model = analyze({ path: file, text: source.text }, project);
  const fn = functionOf(model, file, name);
  if (options.models === true) {
    const { load, rest } = loadOf(settings);
    const models = runnable(file, () => modelsOfFunction(model, fn.id, load, { ...reported, overrides: overridesOf(model, fn, rest, reported) }));
    if (models) return printModels(models, options.format, surroundings);
  }
  const timeline = timelineOf(model, fn.id, { ...reported, overrides: overridesOf(model, fn, settings, reported) });
  if (!timeline) throw new Failure(`${file} has no async function ${fn.name}.`);
  const [written, overlapped] = timeline.runs.map(({ title, schedule, metrics }) => ({ title, schedule, metrics }));
  if (!written) throw new Failure(`${fn.name} was not run.`);
  switch (options.format) {
    case 'text':
      out(timelineText(timeline, { colour, width }));
      if (timeline.controls?.length) out(`To set with --set: ${settable(fn, timeline.controls)}.\n`);
      break;
    case 'json':
      out(`${JSON.stringify({ ...simulationJson({ ...written, title: timeline.title }), ...(overlapped && { overlapped: simulationJson({ ...overlapped, title: timeline.title }) }), notes: timeline.notes })}\n`);
      break;
    case 'trace':
      for (const piece of chromeTrace(overlapped ? [written, overlapped] : [written])) out(piece);
      break;
  }
  return timeline.runs.some(({ schedule }) => schedule.outcome.type === 'deadlock') ? 1 : 0;
}

function printModels(models: ModelsView, format: SimulateOptions['format'], { out, colour }: Surroundings): ExitStatus {
  if (format === 'trace') throw new Failure('--models has no trace, since it is of many runs: use --format text or json.');
  out(format === 'json' ? `${JSON.stringify({ version: 1, ...models })}\n` : modelsText(models, { colour }));
  return models.rows.some(({ outcome }) => outcome === 'deadlock') ? 1 : 0;
}

/** What `--set` says of the load; the rest is of the function. */
function loadOf(settings: Readonly<Record<string, string>>): { readonly load: FunctionLoad; readonly rest: Readonly<Record<string, string>> } {
  const { calls, cores, ...rest } = settings;
  const whole = (name: string, text: string, most: number): number => {
    const value = Number(text);
    if (!Number.isInteger(value) || value < 1 || value > most) throw new Failure(`--set ${name}=${text} is not a number from 1 to ${most.toLocaleString('en')}.`);
    return value;
  };
  return { load: { ...(calls !== undefined && { calls: whole('calls', calls, 100_000) }), ...(cores !== undefined && { cores: whole('cores', cores, 1024) }) }, rest };
}

function functionOf(model: ConcurrencyModel, file: string, name: string | undefined): AsyncFunction {
  const [error] = model.errors;
  if (error) throw new Failure(`${file}:${error.line}:${error.column}: ${error.message} Mend the file first.`);
  const known = list(model.functions.map((fn) => `${fn.id} (line ${fn.namePlace.line})`), 12);
  if (model.functions.length === 0) throw new Failure(`${file} has no async function.`);
  if (name === undefined || name === '') throw new Failure(`Say which function: ${file}#NAME. There are ${known}.`);
  const exact = model.functions.filter((fn) => fn.id === name);
  const found = exact.length > 0 ? exact : model.functions.filter((fn) => fn.name === name || String(fn.namePlace.line) === name);
  const [fn] = found;
  if (!fn) throw new Failure(`${file} has no async function ${name}. There are ${known}.`);
  if (found.length > 1) throw new Failure(`${file} has ${found.length} functions named ${name}: say ${list(found.map((one) => one.id), 12)}.`);
  return fn;
}

/** Names are those of the panel's controls; a duration is given in milliseconds, or with its unit. */
function overridesOf(model: ConcurrencyModel, fn: AsyncFunction, settings: Readonly<Record<string, string>>, reported: ReportOptions): Overrides {
  const names = Object.keys(settings);
  if (names.length === 0) return {};
  const controls = timelineOf(model, fn.id, reported)?.controls ?? [];
  return Object.fromEntries(names.map((name) => {
    const control = controls.find(({ id }) => id === name || id === `duration:${name}`);
    if (!control) throw new Failure(`${fn.name} has nothing named ${name} to set. There is ${settable(fn, controls)}.`);
    const value = control.input.type === 'number' && control.input.unit === 'us' ? microseconds(settings[name] ?? '') : Number(settings[name]);
    if (!Number.isFinite(value) || value < 0) throw new Failure(`--set ${name}=${settings[name] ?? ''} is not a ${control.id.startsWith('duration:') ? 'duration: write such as 250 or 1.5s' : 'number'}.`);
    if (control.input.type === 'number') {
      const { min, max, unit } = control.input;
      if (value < min || value > max || (unit !== 'us' && !Number.isInteger(value))) throw new Failure(`--set ${name}=${settings[name] ?? ''} is ${unit === 'us' ? `more than ${duration(max)}` : `not a whole number from ${min} to ${max}`}.`);
    }
    return [control.id, value];
  }));
}

/** `a1 (getUser, line 2), rounds:a2 (iterations of the loop at line 3)`: what `--set` knows of a function. */
function settable(fn: AsyncFunction, controls: readonly Control[]): string {
  const lines = new Map(sitesIn(fn).map(({ id, place }) => [`duration:${id}`, place.line]));
  return list(controls.map(({ id, label }) => {
    const line = lines.get(id);
    return line === undefined ? `${id} (${label.charAt(0).toLowerCase()}${label.slice(1)})` : `${id.replace(/^duration:/, '')} (${label}, line ${line})`;
  }), 12);
}

function microseconds(text: string): number {
  const [, number, unit = 'ms'] = /^(\d+(?:\.\d+)?)\s*(us|µs|ms|s)?$/.exec(text.trim()) ?? [];
  const factor = { us: 1, µs: 1, ms: 1000, s: 1_000_000 }[unit];
  return number === undefined || factor === undefined ? Number.NaN : Number(number) * factor;
}
