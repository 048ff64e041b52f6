import type { TextDocument } from 'vscode';
import type { Overrides, PanelState, SpeedupChart, Sweep } from '../protocol.ts';
import type { Timeline } from '../report/file-report.ts';
import type { Asked } from '../worker/client.ts';
import type { AwaitSpan, FunctionPlace, ScenarioAnswer, ScenarioRequests, TimelineAnswer, TimelineAsk } from '../worker/messages.ts';
import { shownName, type FunctionSubject, type Subject } from './subject.ts';

/** What came of asking for a picture, whatever it is of. */
export type Pictured =
  | {
    readonly type: 'picture';
    readonly timeline: Timeline;
    /** Of the panel's tab. */
    readonly tab: string;
    readonly file: string;
    /** Where in the document those stand that slices and waits point back to. */
    readonly awaits: readonly AwaitSpan[];
    /** Absent: it is of a whole document, or of none. */
    readonly fn?: FunctionPlace;
  }
  /** What the picture was of is there no more. */
  | { readonly type: 'gone'; readonly message: string }
  /** The text, or what was moved, is nothing to draw from: the last picture stays. `stays` is what is said where there is one. */
  | { readonly type: 'broken' | 'unusable'; readonly message: string; readonly stays: string };

/** Asks the two workers about what a panel shows. A later question of a kind supersedes an earlier one, which then gives undefined; each may throw a WorkerFailure. */
export class Pictures {
  readonly #client: Asked;
  readonly #scenarios: Asked<ScenarioRequests>;

  constructor(client: Asked, scenarios: Asked<ScenarioRequests>) {
    this.#client = client;
    this.#scenarios = scenarios;
  }

  /** `pictureOnly`: of a function, without its speed-up chart. */
  async picture(subject: Subject, state: PanelState, pictureOnly: boolean): Promise<Pictured | undefined> {
    const models = state.models === true ? { models: true } : {};
    if (subject.type === 'scenario') {
      const answer = await this.#scenarios.ask('scenario', 'timeline', { source: subject.source, overrides: overridesOf(state), ...models });
      return answer && ofScenario(subject.document, answer);
    }
    const answer = await this.#client.ask('timeline', 'timeline', { ...askOf(subject, state), pictureOnly, ...models });
    return answer && ofFunction(subject, state, answer, pictureOnly);
  }

  /** The chart that a picture was made without. */
  speedup(subject: FunctionSubject, state: PanelState): Promise<SpeedupChart | null | undefined> {
    return this.#client.ask('speedup', 'speedup', askOf(subject, state));
  }

  sweep(subject: Subject, state: PanelState, control: string): Promise<Sweep | null | undefined> {
    return subject.type === 'scenario'
      ? this.#scenarios.ask('scenarioSweep', 'sweep', { source: subject.source, overrides: overridesOf(state), control })
      : this.#client.ask('sweep', 'sweep', { ...askOf(subject, state), control });
  }
}

function overridesOf({ overrides = {} }: PanelState): Overrides {
  return overrides;
}

function askOf({ source, functionId, known }: FunctionSubject, state: PanelState): TimelineAsk {
  return { source, functionId, nameAt: known?.nameSpan.start ?? null, overrides: overridesOf(state), ...(state.change !== undefined && { change: state.change }) };
}

function ofFunction({ document, functionId, known }: FunctionSubject, { change }: PanelState, answer: TimelineAnswer, pictureOnly: boolean): Pictured {
  const file = shownName(document);
  switch (answer.type) {
    case 'timeline': {
      const { timeline, fn, awaits } = answer;
      return { type: 'picture', timeline: { ...timeline, ...(pictureOnly && { speedupFollows: true }) }, tab: change === undefined ? `Timeline: ${fn.name}` : timeline.title, file, awaits, fn };
    }
    case 'no-difference':
      return { type: 'gone', message: `The change of ${answer.fn.name} is no longer there, or no difference is known. Open the menu of changes at one of its awaits again.` };
    case 'missing':
      return { type: 'gone', message: `${known?.name ?? functionId} is no longer in ${file}. Click the line above another async function to see its timeline.` };
    case 'broken': {
      const message = `Line ${answer.error.line} of ${file} does not parse: ${answer.error.message}`;
      return { type: 'broken', message, stays: `${message} This is of the last text that did.` };
    }
  }
}

function ofScenario(document: TextDocument | null, answer: ScenarioAnswer): Pictured {
  if (answer.type === 'scenario') {
    const { timeline, steps } = answer;
    const name = timeline.lesson ? `Scenario · ${timeline.lesson.group}` : 'Scenario';
    return { type: 'picture', timeline, tab: `Scenario: ${timeline.title}`, file: document ? shownName(document) : name, awaits: steps };
  }
  const { message, span } = answer.problem;
  if (!document) return { type: 'unusable', message, stays: message };
  const { line, character } = document.positionAt(span.start);
  const placed = `Line ${line + 1}, column ${character + 1}: ${message}.`;
  return { type: 'unusable', message: placed, stays: `${placed} The picture is of the last text that could be run.` };
}
