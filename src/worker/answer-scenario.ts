import { ProgramError } from '../engine/program-error.ts';
import { wholeDocument, type LessonView, type Sweep } from '../protocol.ts';
import { drawable } from '../report/drawable.ts';
import type { Timeline } from '../report/file-report.ts';
import { caseOf, LessonRuns, lessonView, scenarioWith } from '../report/lesson.ts';
import { Measured } from '../report/quantities.ts';
import { problemOf, scenarioProblem } from '../report/scenario-problem.ts';
import { scenarioRun, scenarioSweep, scenarioTimeline, type ScenarioTimelineOptions } from '../report/scenario-timeline.ts';
import { ScenarioError } from '../scenarios/reader.ts';
import { bundledScenario, bundledScenarios } from '../scenarios/bundled.ts';
import { spanAt, treeOf } from '../scenarios/json-places.ts';
import { lessonOf } from '../scenarios/lessons/lessons.ts';
import { parseScenario, readScenario } from '../scenarios/load.ts';
import { bundledPrefix, type AwaitSpan, type ListedScenario, type ScenarioAnswer, type ScenarioAsk, type ScenarioRequest, type ScenarioRequests } from './messages.ts';

/** Steps of one run of a document that may change at the next keystroke: a second or so. A run that is cut off says so. */
const mostEventsOfFile = 8_000_000;

/** A question does not change with what is moved after it: what the runs say of it is worked out once. */
const views = new Map<string, LessonView>();

/** `cancelled`: nobody waits for this answer any more. @throws whatever the engine throws besides its own errors. */
export function answerScenarioRequest(request: ScenarioRequest, cancelled: () => boolean = () => false): ScenarioRequests[ScenarioRequest['type']]['answer'] {
  switch (request.type) {
    case 'list':
      return bundledScenarios.map(({ id, group, document: { title, teaches } }): ListedScenario => ({ id, group, title, teaches }));
    case 'problem':
      return scenarioProblem(request.ask.source.text);
    case 'scenario': {
      const signal = { get aborted() { return cancelled(); } };
      return answerScenario(request.ask, { overrides: request.ask.overrides, models: request.ask.models === true, signal });
    }
    case 'scenarioSweep':
      return answerSweep(request.ask, { get aborted() { return cancelled(); } });
  }
}

function answerScenario({ source: { path, text } }: ScenarioAsk, options: ScenarioTimelineOptions): ScenarioAnswer {
  try {
    return path.startsWith(bundledPrefix) ? bundled(path.slice(bundledPrefix.length), options) : ofFile(text, options);
  } catch (error) {
    return { type: 'unusable', problem: problemOf(text, error) };
  }
}

function ofFile(text: string, options: ScenarioTimelineOptions): ScenarioAnswer {
  const timeline = scenarioTimeline(parseScenario(text), { ...options, maxEvents: mostEventsOfFile });
  return { type: 'scenario', timeline: drawable(timeline), steps: stepsIn(text, timeline) };
}

function stepsIn(text: string, { runs }: Timeline): AwaitSpan[] {
  const tree = treeOf(text);
  const paths = new Set(runs.flatMap(({ schedule }) => schedule.sites.map((site) => site.await?.id ?? '')));
  return [...paths].map((path) => ({ ref: { functionId: wholeDocument, awaitId: path }, span: spanAt(tree, path, 'value') }));
}

function bundled(id: string, options: ScenarioTimelineOptions): ScenarioAnswer {
  const scenario = bundledScenario(id);
  if (!scenario) return { type: 'unusable', problem: { message: `There is no scenario ${id}: this version of Overlap does not have it.`, span: { start: 0, end: 0 } } };
  const lesson = lessonOf(id);
  if (!lesson) return { type: 'scenario', timeline: drawable(scenarioTimeline(scenario.document, options)), steps: [] };
  const known = views.get(id);
  // The first time the run that answers the question is the one that is drawn; it is not kept, since it may be large.
  const asItStands = known ? undefined : scenarioRun(readScenario(scenario.document), scenario.document.title, options);
  const view = known ?? lessonView(new LessonRuns(lesson, asItStands && new Measured(readScenario(scenario.document), asItStands)));
  // One that was cut off, since nobody waited any more, answers nothing.
  if (asItStands?.schedule.outcome.type !== 'limited') views.set(id, view);
  const { beside } = lesson;
  const compared = beside === undefined ? {} : { beside: { title: lesson.next.find((next) => next.id === beside)?.label ?? beside, scenario: scenarioWith(id, caseOf(lesson, beside).set) } };
  return { type: 'scenario', timeline: drawable(scenarioTimeline(scenario.document, { ...options, lesson: view, ...(asItStands && { asItStands }), ...compared })), steps: [] };
}

function answerSweep({ source: { path, text }, overrides, control }: ScenarioRequests['scenarioSweep']['ask'], signal: { readonly aborted: boolean }): Sweep | null {
  try {
    const document = path.startsWith(bundledPrefix) ? bundledScenario(path.slice(bundledPrefix.length))?.document : parseScenario(text);
    return document === undefined ? null : scenarioSweep(document, control, { overrides, signal });
  } catch (error) {
    // The picture itself says what is wrong.
    if (error instanceof ScenarioError || error instanceof ProgramError) return null;
    throw error;
  }
}
