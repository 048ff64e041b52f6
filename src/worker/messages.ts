/**
 * What the extension host asks of the worker and what it answers.
 * Every request carries the whole text: a restarted worker has lost nothing, and there is no state to keep in step. (Sending 1 MB takes about a millisecond.)
 * Answers carry only what is shown, not the model, which for a large file would take the extension host too long to read.
 */
import type { LeftOut, SyntaxProblem } from '../analysis/model.ts';
import type { AwaitRef, Overrides, SpeedupChart, Sweep } from '../protocol.ts';
import type { Confirmation } from '../refactor/confirm.ts';
import type { TextEdit } from '../refactor/edits.ts';
import type { Lens, Timeline } from '../report/file-report.ts';
import type { ChallengeResult } from '../report/challenge.ts';
import type { Describable } from '../refactor/describe.ts';
import type { FunctionScenario } from '../report/function-scenario.ts';
import type { AwaitHover } from '../report/hover.ts';
import type { ShownOffer } from '../report/offers.ts';
import type { ScenarioProblem } from '../report/scenario-problem.ts';
import type { GroupId } from '../scenarios/groups.ts';

/** Offsets count UTF-16 units from 0. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface Source {
  /** Relative to the disk's root, with forward slashes. Ends as the language wants (.ts, .tsx, .js, .jsx), also for a document that has no file. */
  readonly path: string;
  readonly text: string;
  /** Where its other files are; null for a document that is not on a disk, which is analysed by itself. */
  readonly disk: Disk | null;
  readonly settings: AnalysisSettings;
}

export interface Disk {
  /** The folder to which all paths, of other files in answers too, are relative. */
  readonly root: string;
  /** Another number: files may have changed. */
  readonly filesVersion: number;
}

export interface AnalysisSettings {
  /** Glob of a callee's text → milliseconds. */
  readonly durations: Readonly<Record<string, number>>;
  /** Findings that would save less are not worth a word. */
  readonly thresholdMs: number;
  /** Whether the second tier may look again, with the project's own types. */
  readonly types: boolean;
  /** What the user has written down of packages, not yet checked. */
  readonly catalogue: readonly unknown[];
  /** Iterations of a loop that run at a time, where a change makes them overlap. */
  readonly limit: number;
  /** Where the function that bounds loops is imported from; null where a change writes it into the file. */
  readonly helper: { readonly from: string; readonly name: string } | null;
}

/** What a worker is started with. */
export interface WorkerStart {
  /** One 32-bit integer: 1 while nobody waits for the present answer any more. */
  readonly cancelled: SharedArrayBuffer;
  /** It is the second tier: it asks the project's own compiler. */
  readonly types: boolean;
}

export interface Requests {
  /** What the lenses need. */
  readonly outline: { readonly ask: { readonly source: Source }; readonly answer: Outline };
  readonly timeline: { readonly ask: TimelineAsk; readonly answer: TimelineAnswer };
  /** The speed-up chart of a timeline that was asked for without; null where there is none. */
  readonly speedup: { readonly ask: TimelineAsk; readonly answer: SpeedupChart | null };
  /** Runs over the values of one of a timeline's controls; null where it has no such control. */
  readonly sweep: { readonly ask: TimelineAsk & { readonly control: string }; readonly answer: Sweep | null };
  /** What can be done about what the span touches. */
  readonly offers: { readonly ask: OffersAsk; readonly answer: OffersAnswer };
  /** A comment that says what a function does, before its declaration. */
  readonly describe: { readonly ask: { readonly source: Source; readonly declaration: Pick<Describable, 'start' | 'head'>; readonly clauses: string }; readonly answer: DescribeAnswer };
  /** Everything that is safe in the file, as one change. */
  readonly fixes: { readonly ask: { readonly source: Source }; readonly answer: Fixes };
  /** What is to say of the await whose keyword is at `offset`; null where there is none. */
  readonly hover: { readonly ask: { readonly source: Source; readonly offset: number }; readonly answer: AwaitHover | null };
  /** Whether a challenge is met; null where the text is none. */
  readonly challenge: { readonly ask: { readonly source: Source }; readonly answer: ChallengeResult | null };
  /** A function as a scenario document. */
  readonly asScenario: { readonly ask: { readonly source: Source; readonly functionId: string }; readonly answer: AsScenarioAnswer };
}
export type RequestType = keyof Requests;

export interface Outline {
  readonly functions: readonly FunctionOutline[];
  /** Not empty: the text does not parse, and `functions` is only what the parser recovered. */
  readonly errors: readonly SyntaxProblem[];
  readonly leftOut: readonly LeftOut[];
  /** The project's own types may tell more than this answer rests on. */
  readonly refinable: boolean;
}

export interface FunctionPlace {
  readonly id: string;
  /** As it is spoken of: `load`, `function at line 12`. */
  readonly name: string;
  /** The whole declaration. */
  readonly span: Span;
  /** The name, where the lens goes. */
  readonly nameSpan: Span;
}

export interface FunctionOutline extends FunctionPlace {
  /** Null where there is nothing to say. */
  readonly lens: Lens | null;
  /** The findings at or above the threshold. */
  readonly hints: readonly Hint[];
}

/** One finding: awaits that need nothing from one another. */
export interface Hint {
  /** The keyword of the first await. */
  readonly span: Span;
  readonly message: string;
  readonly others: readonly Span[];
}

export interface TimelineAsk {
  readonly source: Source;
  readonly functionId: string;
  /** Where the function's name was last seen, so that it is found again under a new name; null where it was never seen. */
  readonly nameAt: number | null;
  readonly overrides: Overrides;
  /** Run it under every model, too. */
  readonly models?: boolean;
  /** Without the speed-up chart, which takes several runs: for while a value is being moved. */
  readonly pictureOnly?: boolean;
  /** Not the function's timeline, but what this change of it could make differ (`changeIdOf` of refactor/offer.ts). */
  readonly change?: string;
}

export type AsScenarioAnswer = FunctionScenario | { readonly type: 'missing' } | { readonly type: 'broken'; readonly error: SyntaxProblem };

export interface OffersAsk {
  readonly source: Source;
  readonly span: Span;
}

/** All edits are of the text that was asked about. */
export interface OffersAnswer {
  /** The best first. */
  readonly offers: readonly ShownOffer[];
  /** Why something is not offered, one sentence each. */
  readonly refusals: readonly string[];
  /** Comments by which the user says what cannot be seen. */
  readonly confirmations: readonly Confirmation[];
  /** Callees of which the user can say what they do. */
  readonly describables: readonly Describable[];
}

/** Edits of the text that was asked about; or why there are none, in one sentence. */
export type DescribeAnswer = { readonly type: 'edits'; readonly edits: readonly TextEdit[] } | { readonly type: 'refused'; readonly message: string };

export interface Fixes {
  readonly edits: readonly TextEdit[];
  readonly count: number;
}

export type TimelineAnswer =
  | { readonly type: 'timeline'; readonly timeline: Timeline; readonly fn: FunctionPlace; readonly awaits: readonly AwaitSpan[] }
  /** The change that was asked about is not offered any more, or nothing is known to differ. */
  | { readonly type: 'no-difference'; readonly fn: FunctionPlace }
  /** The text has no such function any more. */
  | { readonly type: 'missing' }
  | { readonly type: 'broken'; readonly error: SyntaxProblem };

/** Where an await that the timeline draws is in the text. */
export interface AwaitSpan {
  readonly ref: AwaitRef;
  /** The whole await expression. */
  readonly span: Span;
}

/** What is asked of the other worker, which knows scenarios and no parser: it starts in no time, and a long run of it holds up no lens. */
export interface ScenarioRequests {
  /** The bundled ones, by group, in the order in which they are best met. */
  readonly list: { readonly ask: Question; readonly answer: readonly ListedScenario[] };
  /** A document run by the engine, which stops where the question is superseded. */
  readonly scenario: { readonly ask: ScenarioAsk; readonly answer: ScenarioAnswer };
  /** What is wrong with a scenario file; null where nothing is. */
  readonly problem: { readonly ask: { readonly source: ScenarioAsk['source'] }; readonly answer: ScenarioProblem | null };
  /** Runs over the values of one of its controls; null where it has no such control, or cannot be run. */
  readonly scenarioSweep: { readonly ask: ScenarioAsk & { readonly control: string }; readonly answer: Sweep | null };
}

export interface ListedScenario {
  readonly id: string;
  readonly group: GroupId;
  readonly title: string;
  /** What it teaches, in one sentence. */
  readonly teaches: string;
}

export interface ScenarioAsk {
  /** A scenario file; of a bundled scenario the path is its id behind {@link bundledPrefix}, and the text empty. */
  readonly source: { readonly path: string; readonly text: string };
  readonly overrides: Overrides;
  /** Run it under every model, too. */
  readonly models?: boolean;
}

export const bundledPrefix = 'bundled:';

export type ScenarioAnswer =
  /** `steps`: where in the text those stand that slices and waits point back to; of a bundled scenario there is no text. */
  | { readonly type: 'scenario'; readonly timeline: Timeline; readonly steps: readonly AwaitSpan[] }
  /** The document cannot be used. */
  | { readonly type: 'unusable'; readonly problem: ScenarioProblem };

export interface Question {
  /** The text that it is about. */
  readonly source?: { readonly path: string; readonly text: string };
  readonly overrides?: Overrides;
}

/** Questions of a kind that a worker client can put. */
export type Questions<All> = { readonly [T in keyof All]: { readonly ask: Question; readonly answer: unknown } };

export type ScenarioRequest = { [T in keyof ScenarioRequests]: { readonly id: number; readonly type: T; readonly ask: ScenarioRequests[T]['ask'] } }[keyof ScenarioRequests];
export type Request = { [T in RequestType]: { readonly id: number; readonly type: T; readonly ask: Requests[T]['ask'] } }[RequestType];
export type Answer = { readonly id: number } & ({ readonly answer: Requests[RequestType]['answer'] } | { readonly error: string });
