import { ProgramError } from '../engine/program-error.ts';
import type { LessonView } from '../protocol.ts';
import { LessonRuns, lessonView } from '../report/lesson.ts';
import { scenarioTimeline } from '../report/scenario-timeline.ts';
import { bundledScenario, bundledScenarios } from '../scenarios/bundled.ts';
import { lessonOf } from '../scenarios/lessons/lessons.ts';
import { parseScenario } from '../scenarios/load.ts';
import { ScenarioError } from '../scenarios/reader.ts';
import { bundledPrefix, type ListedScenario, type ScenarioAnswer, type ScenarioAsk, type ScenarioRequest, type ScenarioRequests } from './messages.ts';

/** A question does not change with what is moved after it: its runs are made once. */
const views = new Map<string, { readonly view: LessonView; readonly runs: LessonRuns }>();

/** @throws whatever the engine throws besides its own errors. */
export function answerScenarioRequest(request: ScenarioRequest): ScenarioRequests[ScenarioRequest['type']]['answer'] {
  switch (request.type) {
    case 'list':
      return bundledScenarios.map(({ id, group, document: { title, teaches } }): ListedScenario => ({ id, group, title, teaches }));
    case 'scenario':
      return answerScenario(request.ask);
  }
}

function answerScenario({ source, overrides }: ScenarioAsk): ScenarioAnswer {
  try {
    const { path, text } = source;
    if (!path.startsWith(bundledPrefix)) return { type: 'scenario', timeline: scenarioTimeline(parseScenario(text), { overrides }) };
    const id = path.slice(bundledPrefix.length);
    const bundled = bundledScenario(id);
    if (!bundled) return { type: 'unusable', path: '', message: `There is no scenario ${id}: this version of Overlap does not have it.` };
    const taught = lessonWithRuns(id);
    const beside = taught?.runs.lesson.beside;
    return {
      type: 'scenario',
      timeline: scenarioTimeline(bundled.document, { overrides, ...(taught && { lesson: taught.view }), ...(taught && beside !== undefined && { beside: { title: labelOfCase(taught.runs, beside), scenario: taught.runs.of(beside).scenario } }) }),
    };
  } catch (error) {
    if (error instanceof ScenarioError) return { type: 'unusable', path: error.path, message: error.message };
    if (error instanceof ProgramError) return { type: 'unusable', path: '', message: error.message };
    throw error;
  }
}

function lessonWithRuns(id: string): { readonly view: LessonView; readonly runs: LessonRuns } | undefined {
  const known = views.get(id);
  if (known) return known;
  const lesson = lessonOf(id);
  if (!lesson) return undefined;
  const runs = new LessonRuns(lesson);
  const made = { view: lessonView(runs), runs };
  views.set(id, made);
  return made;
}

function labelOfCase({ lesson }: LessonRuns, id: string): string {
  return lesson.next.find((next) => next.id === id)?.label ?? id;
}
