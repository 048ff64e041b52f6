/**
 * The messages between the extension host and the panel's webview: one union each way.
 * The webview asks first (`ready`); the host answers with a whole snapshot. There are no deltas: a lost message costs nothing.
 */
import type { Outcome, Schedule } from './engine/schedule.ts';
import type { Metrics } from './laws/metrics.ts';
import type { Origin } from './program/program.ts';

/** Raised when a message changes its meaning. Either side answers another version with a plain error state. */
export const protocolVersion = 1;

/** One schedule of the function or scenario, drawn as one band of lanes on the common time axis. */
export interface Run {
  /** `order`: a run that tells in which order things happen; its times mean nothing, and neither do figures of it. */
  readonly kind: 'as-written' | 'overlapped' | 'measured' | 'scenario' | 'order';
  readonly title: string;
  readonly schedule: Schedule;
  readonly metrics: Metrics;
  /** Sites (indexes into the schedule's) on the critical path, in time order. */
  readonly criticalPath: readonly number[];
  /** Some of the durations that it rests on are defaults: its times are marked with `≈`. */
  readonly guessed?: true;
}

/** A figure as the panel shows it. The words are made once, in src/report/, so that every front end says the same thing. */
export interface Figure {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  /** What the figure means here, in one sentence. */
  readonly explanation: string;
}

export interface SpeedupChart {
  /** What N is: operations in flight at once, or cores (rule 10 of the engine). */
  readonly xLabel: string;
  readonly serialFraction: number;
  /** 1 ÷ serial fraction, null where there is no ceiling. */
  readonly ceiling: number | null;
  readonly points: readonly { readonly n: number; readonly amdahl: number; readonly bound: number; readonly simulated: number; readonly gustafson?: number; readonly usl?: number }[];
  /** The lines of the chart: what each is, and what it rests on. */
  readonly curves?: readonly { readonly id: 'simulated' | 'amdahl' | 'bound' | 'gustafson' | 'usl'; readonly label: string; readonly explanation: string }[];
  readonly explanation: string;
}

/** Runs of the engine over the values of one control, everything else as it stands. */
export interface Sweep {
  readonly control: Pick<Control, 'id' | 'label' | 'explanation'> & { readonly unit: 'us' | 'none'; readonly value: number };
  /** Titles of the runs that each point has metrics of. */
  readonly runs: readonly string[];
  readonly points: readonly { readonly value: number; readonly metrics: readonly Metrics[] }[];
}

/** A value that the simulation rests on and that may be moved in the panel. The report is made again with {@link PanelState.overrides}. */
export interface Control {
  /** The key in {@link PanelState.overrides}, such as `cores` or `duration:a1`. */
  readonly id: string;
  readonly label: string;
  /** Where the value in force came from; null where a person moved it in the panel. */
  readonly origin: Origin | null;
  /** What it does, in one sentence. */
  readonly explanation: string;
  readonly input:
    | { readonly type: 'number'; readonly value: number; readonly min: number; readonly max: number; readonly step: number; readonly unit: 'us' | 'none' }
    | { readonly type: 'choice'; readonly value: string; readonly options: readonly { readonly value: string; readonly label: string }[] };
  /** The await whose duration this is: it can be written into the code as an annotation. */
  readonly await?: AwaitRef;
}

/** Values moved by hand, by {@link Control.id}. Durations are whole microseconds. */
export type Overrides = Readonly<Record<string, number | string>>;

/** Everything the panel shows. State kept across a reload is {@link PanelState}; this is made again from it. */
export interface Snapshot {
  readonly state: PanelState;
  readonly title: string;
  /** The file's name as shown, relative to its folder. */
  readonly file: string;
  /** As `drawable` makes them: no longer than can be drawn, their columns narrow and in one buffer. */
  readonly runs: readonly Run[];
  readonly figures: readonly Figure[];
  readonly speedup: SpeedupChart | null;
  /** The speed-up chart comes by itself, in a message of its own, when the hand that moves a value rests. */
  readonly speedupFollows?: boolean;
  /** What is wrong with the picture, in one sentence that stands above it: such as that it is of an older text. */
  readonly warning?: string;
  /** Of a run that takes no time at all: that it does not, as a heading, and in sentences what there is to look at instead of a timeline. */
  readonly instant?: readonly string[];
  /** Plain sentences about what was assumed or left out, such as "4 of 5 durations are defaults". */
  readonly notes: readonly string[];
  /** The site (by its await) that the editor's cursor is in. */
  readonly highlight: AwaitRef | null;
  /** Absent: nothing can be moved. */
  readonly controls?: readonly Control[];
  /** What is asked before the run is shown. Absent: nothing is. */
  readonly lesson?: LessonView;
  /** The load under every model, where {@link PanelState.models} asks for it. */
  readonly models?: ModelsView;
}

/** A question about a scenario, with what the run says of each answer. */
export interface LessonView {
  /** The scenario's id. */
  readonly id: string;
  /** The chapter it is of, as shown. */
  readonly group: string;
  readonly question: string;
  readonly answers: readonly {
    readonly text: string;
    /** What is wrong about it; of the right one, why it is so. */
    readonly why: string;
    /** Read off the run. */
    readonly right: boolean;
    /** What it says of each figure, and what the run gives. */
    readonly against: readonly { readonly label: string; readonly said: string; readonly is: string; readonly holds: boolean }[];
  }[];
  /** Sentences to be read after the run. */
  readonly text: readonly string[];
  readonly next: readonly { readonly id: string; readonly label: string; readonly see: string; readonly overrides: Overrides }[];
  /** The scenario that comes after this one; null after the last. */
  readonly following: { readonly id: string; readonly title: string } | null;
}

/** One load under several execution models. */
export interface ModelsView {
  /** What is run, in words. */
  readonly load: string;
  readonly rows: readonly ModelRow[];
  /** Which one serves it best and why, in a sentence or two that are read off the runs. */
  readonly why: string;
  /** What the numbers rest on. */
  readonly notes: readonly string[];
}

export interface ModelRow {
  readonly id: string;
  readonly label: string;
  readonly cores: number;
  readonly wallUs: number;
  /** From a task's arrival to its end. */
  readonly latencyUs: { readonly p50: number; readonly p95: number; readonly p99: number };
  readonly utilisation: number;
  readonly switches: number;
  readonly memoryBytes: number;
  /** At most one has it; none where nothing comes to its end. */
  readonly best: boolean;
  readonly outcome: Outcome['type'];
  /** Why it did not finish; empty where it did. */
  readonly detail: string;
}

export interface AwaitRef {
  readonly functionId: string;
  readonly awaitId: string;
}

/** In place of a function's id: the document itself, a scenario, is shown. Its steps take the place of awaits, their paths that of ids. */
export const wholeDocument = '';

/** What is kept to show the same thing after a reload. */
export interface PanelState {
  readonly version: typeof protocolVersion;
  readonly uri: string;
  /** Or {@link wholeDocument}. */
  readonly functionId: string;
  /** The visible stretch of time, null for all of it. */
  readonly view: { readonly fromUs: number; readonly toUs: number } | null;
  /** The stretch that the figures speak of; absent or null: of all. */
  readonly range?: { readonly fromUs: number; readonly toUs: number } | null;
  /** Absent: those that fit what is shown. */
  readonly lanes?: readonly ('calls' | 'cores' | 'tasks')[];
  /** Absent: nothing was moved. */
  readonly overrides?: Overrides;
  /** The models are compared, which takes some runs more. */
  readonly models?: true;
  /** In place of the function's timeline, two runs that end differently: as it is, and after this change of it (`changeIdOf` of refactor/offer.ts). */
  readonly change?: string;
  /** Of a scenario with a question. Absent: it is not answered yet. */
  readonly prediction?: Prediction;
}

/** The index of the answer that was chosen; null: the question was skipped. */
export type Prediction = number | null;

export type ToWebview =
  /** `goTo`: what was asked for by a command, and is to be brought into sight. */
  | { readonly type: 'snapshot'; readonly version: typeof protocolVersion; readonly snapshot: Snapshot; readonly goTo?: 'models' }
  /** The chart of the last snapshot, where that one said that it follows. */
  | { readonly type: 'speedup'; readonly version: typeof protocolVersion; readonly speedup: SpeedupChart | null }
  /** Null where the control is not one that can be swept, or is there no more. */
  | { readonly type: 'sweep'; readonly version: typeof protocolVersion; readonly sweep: Sweep | null }
  /** The editor's cursor moved to another await, or to none. */
  | { readonly type: 'highlight'; readonly version: typeof protocolVersion; readonly highlight: AwaitRef | null }
  | { readonly type: 'busy'; readonly version: typeof protocolVersion; readonly message: string }
  | { readonly type: 'empty'; readonly version: typeof protocolVersion; readonly message: string }
  | { readonly type: 'error'; readonly version: typeof protocolVersion; readonly message: string };

export type FromWebview =
  | { readonly type: 'ready'; readonly version: typeof protocolVersion; readonly state: PanelState | null }
  /** A slice was chosen: show its await in the editor. */
  | { readonly type: 'reveal'; readonly version: typeof protocolVersion; readonly target: AwaitRef }
  | { readonly type: 'viewChanged'; readonly version: typeof protocolVersion; readonly view: PanelState['view'] }
  /** Make snapshots with the load under every model, or without. */
  | { readonly type: 'compareModels'; readonly version: typeof protocolVersion; readonly on: boolean }
  /** Controls were moved: make the snapshot again with all of these. An id that is not known is left out. */
  | { readonly type: 'overridesChanged'; readonly version: typeof protocolVersion; readonly overrides: Overrides }
  /** Run over the values of a control, by {@link Control.id}. */
  | { readonly type: 'sweepWanted'; readonly version: typeof protocolVersion; readonly control: string }
  /** Write the duration as an annotation at the await. */
  | { readonly type: 'annotate'; readonly version: typeof protocolVersion; readonly target: AwaitRef; readonly durationUs: number }
  /** The question of a scenario was answered, or skipped. */
  | { readonly type: 'predicted'; readonly version: typeof protocolVersion; readonly prediction: Prediction }
  /** Show another scenario; null: ask which. */
  | { readonly type: 'openScenario'; readonly version: typeof protocolVersion; readonly id: string | null }
  /** Offer to save a file under a name of this form. */
  | { readonly type: 'save'; readonly version: typeof protocolVersion; readonly name: string; readonly content: string | Uint8Array }
  /** Put text on the clipboard. */
  | { readonly type: 'copy'; readonly version: typeof protocolVersion; readonly text: string };
