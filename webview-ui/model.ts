/** The panel's state: one value. Views are functions of it; only {@link update} makes a new one. */
import { bandsOf, longestWall, marksIn, type Band } from './geometry/bands.ts';
import type { LaneMode } from './geometry/lanes.ts';
import type { MarkRef } from './geometry/layout.ts';
import { clampView, isWhole, wholeView, type View } from './geometry/view.ts';
import type { OverTime } from '../src/report/chart-words.ts';
import { protocolVersion, type AwaitRef, type Overrides, type PanelState, type Prediction, type Snapshot, type Sweep, type ToWebview } from '../src/protocol.ts';

export interface PanelModel {
  readonly screen: Screen;
  /** The last snapshot, ready to draw; kept while busy and after an error, so that a picture stays. */
  readonly shown: Shown | null;
  readonly highlight: AwaitRef | null;
  readonly view: View;
  readonly modes: readonly LaneMode[];
  readonly selected: MarkRef | null;
  readonly hovered: MarkRef | null;
  /** A stretch of time that the figures speak of. */
  readonly range: View | null;
  /** Marks whose name holds this stand out; empty: all do. */
  readonly search: string;
  readonly helpOpen: boolean;
  /** The models are compared; what comes of it is in the snapshot. */
  readonly models: boolean;
  /** A table is made only while it is open. */
  readonly openTables: readonly TableName[];
  /** Values moved by hand; what came of them is shown against {@link reference}. */
  readonly overrides: Overrides;
  /** What was predicted of a scenario before its run; undefined while it is asked. */
  readonly prediction: Prediction | undefined;
  /** The snapshot before anything was moved, or the one that was pinned. */
  readonly reference: Reference | null;
  /** The moment that the player shows; null while nothing is played. */
  readonly playhead: number | null;
  readonly playing: boolean;
  readonly speed: number;
  /** What the chart over time shows. */
  readonly overTime: OverTime;
  readonly sweep: SweepState;
}

export interface SweepState {
  /** The control that is swept; null while none was chosen. */
  readonly control: string | null;
  readonly metric: string;
  /** What came of it; null until it is there. */
  readonly sweep: Sweep | null;
}

export type TableName = 'marks' | 'over-time' | 'latency' | 'sweep';

export interface Reference {
  readonly snapshot: Snapshot;
  /** Its runs are drawn below the others. */
  readonly pinned: boolean;
}

export type Screen = { readonly type: 'loading' } | { readonly type: 'shown' } | { readonly type: 'busy' | 'empty' | 'error'; readonly message: string };

export interface Shown {
  readonly snapshot: Snapshot;
  readonly bands: readonly Band[];
  readonly whole: View;
  readonly longestUs: number;
}

export type Action =
  | { readonly type: 'message'; readonly message: ToWebview }
  /** Something could not be done, or was not understood: it is said, and the picture stays. */
  | { readonly type: 'failed'; readonly message: string }
  | { readonly type: 'view'; readonly view: View }
  | { readonly type: 'select'; readonly ref: MarkRef | null }
  | { readonly type: 'hover'; readonly ref: MarkRef | null }
  | { readonly type: 'modes'; readonly modes: readonly LaneMode[] }
  | { readonly type: 'range'; readonly range: View | null }
  | { readonly type: 'search'; readonly text: string }
  | { readonly type: 'help'; readonly open: boolean }
  | { readonly type: 'table'; readonly table: TableName; readonly open: boolean }
  | { readonly type: 'models'; readonly on: boolean }
  | { readonly type: 'overrides'; readonly overrides: Overrides }
  | { readonly type: 'predict'; readonly prediction: Prediction }
  | { readonly type: 'pin'; readonly pin: boolean }
  | { readonly type: 'playhead'; readonly us: number | null }
  | { readonly type: 'play'; readonly on: boolean }
  | { readonly type: 'speed'; readonly speed: number }
  | { readonly type: 'overTime'; readonly what: OverTime }
  | { readonly type: 'sweepOver'; readonly control: string }
  | { readonly type: 'sweepMetric'; readonly metric: string };

/** A run beyond this is first shown by cores alone: the rows of its tasks take as long to make again. */
const manyMarks = 200_000;

const nothing: View = wholeView(0);

export const initialModel: PanelModel = {
  screen: { type: 'loading' },
  shown: null,
  highlight: null,
  view: nothing,
  modes: ['calls'],
  selected: null,
  hovered: null,
  range: null,
  search: '',
  helpOpen: false,
  models: false,
  openTables: [],
  overrides: {},
  prediction: undefined,
  reference: null,
  playhead: null,
  playing: false,
  speed: 1,
  overTime: 'progress',
  sweep: { control: null, metric: 'elapsed', sweep: null },
};

export function update(model: PanelModel, action: Action): PanelModel {
  switch (action.type) {
    case 'message':
      return receive(model, action.message);
    case 'failed':
      return { ...model, screen: { type: 'error', message: action.message } };
    case 'view':
      return { ...model, view: model.shown ? clampView(action.view, model.shown.whole) : model.view };
    case 'select':
      return { ...model, selected: action.ref };
    case 'hover':
      return { ...model, hovered: action.ref };
    case 'modes':
      return action.modes.length === 0 ? model : { ...model, modes: action.modes, hovered: null };
    case 'range':
      return { ...model, range: action.range && model.shown ? rangeWithin(action.range, model.shown.whole) : null };
    case 'search':
      return { ...model, search: action.text };
    case 'help':
      return { ...model, helpOpen: action.open };
    case 'table':
      return model.openTables.includes(action.table) === action.open ? model : { ...model, openTables: [...model.openTables.filter((table) => table !== action.table), ...(action.open ? [action.table] : [])] };
    case 'models':
      return model.models === action.on ? model : { ...model, models: action.on };
    case 'overrides':
      return { ...model, overrides: action.overrides };
    case 'predict':
      return { ...model, prediction: action.prediction };
    case 'pin':
      return pin(model, action.pin);
    case 'playhead':
      return moveTo(model, action.us);
    case 'play':
      // At the end, playing begins anew.
      return action.on && model.shown && (model.playhead ?? 0) >= model.shown.longestUs ? { ...moveTo(model, 0), playing: true } : { ...model, playing: action.on, playhead: action.on ? (model.playhead ?? 0) : model.playhead };
    case 'speed':
      return { ...model, speed: action.speed };
    case 'overTime':
      return { ...model, overTime: action.what };
    case 'sweepOver':
      return { ...model, sweep: { ...model.sweep, control: action.control, sweep: null } };
    case 'sweepMetric':
      return { ...model, sweep: { ...model.sweep, metric: action.metric } };
  }
}

function receive(model: PanelModel, message: ToWebview): PanelModel {
  switch (message.type) {
    case 'snapshot':
      return show(model, message.snapshot);
    case 'speedup':
      return model.shown ? { ...model, shown: { ...model.shown, snapshot: { ...model.shown.snapshot, speedup: message.speedup, speedupFollows: false } } } : model;
    case 'sweep':
      // One that was asked for before another was chosen comes too late.
      return message.sweep === null || message.sweep.control.id === model.sweep.control ? { ...model, sweep: message.sweep ? { ...model.sweep, sweep: message.sweep } : { ...model.sweep, control: null, sweep: null } } : model;
    case 'highlight':
      return { ...model, highlight: message.highlight };
    case 'busy':
    case 'error':
      return { ...model, screen: { type: message.type, message: message.message } };
    case 'empty':
      return { ...initialModel, screen: { type: 'empty', message: message.message } };
  }
}

function show(model: PanelModel, snapshot: Snapshot): PanelModel {
  const before = model.shown;
  const same = before !== null && sameSubject(before.snapshot.state, snapshot.state);
  const overrides = same ? model.overrides : (snapshot.state.overrides ?? {});
  const reference = referenceOf(model, snapshot, same);
  // Until the new chart comes the last one stays.
  const shown = shownOf(same && snapshot.speedupFollows ? { ...snapshot, speedup: before.snapshot.speedup } : snapshot, reference);
  const { bands, whole } = shown;
  const modes: readonly LaneMode[] = same ? model.modes : snapshot.state.lanes && snapshot.state.lanes.length > 0 ? snapshot.state.lanes : bands.some((band) => band.run.kind === 'scenario') ? (marksIn(bands) > manyMarks ? ['cores'] : ['cores', 'tasks']) : isOrder(bands) ? ['tasks'] : ['calls'];
  const wasWhole = !before || isWhole(model.view, before.whole);
  const ranged = same ? model.range : snapshot.state.range;
  const kept = same ? (wasWhole ? null : model.view) : snapshot.state.view;
  return {
    screen: { type: 'shown' },
    shown,
    highlight: snapshot.highlight,
    view: kept ? clampView(kept, whole) : whole,
    modes,
    selected: same ? sameMark(before.bands, bands, model.selected, modes) : null,
    hovered: null,
    range: ranged ? rangeWithin(ranged, whole) : null,
    search: same ? model.search : '',
    helpOpen: model.helpOpen,
    models: snapshot.state.models === true,
    openTables: model.openTables,
    overrides,
    prediction: same && model.prediction !== undefined ? model.prediction : snapshot.state.prediction,
    reference,
    playhead: same && model.playhead !== null ? Math.min(model.playhead, shown.longestUs) : null,
    playing: same && model.playing,
    speed: model.speed,
    overTime: model.overTime,
    sweep: same ? model.sweep : { ...model.sweep, control: null, sweep: null },
  };
}

/** Moves the playhead, and the view with it where it would leave the view. */
function moveTo(model: PanelModel, us: number | null): PanelModel {
  if (!model.shown || us === null) return { ...model, playhead: null, playing: false };
  const playhead = Math.min(model.shown.longestUs, Math.max(0, us));
  const { fromUs, toUs } = model.view;
  const view = playhead >= fromUs && playhead <= toUs ? model.view : clampView({ fromUs: playhead, toUs: playhead + (toUs - fromUs) }, model.shown.whole);
  return { ...model, playhead, view };
}

/** Snapshots with values moved are compared with the last one without, unless one was pinned. */
function referenceOf(model: PanelModel, snapshot: Snapshot, same: boolean): Reference | null {
  if (same && model.reference?.pinned) return model.reference;
  const moved = Object.keys(snapshot.state.overrides ?? {}).length > 0;
  if (!moved) return null;
  if (!same) return null;
  return model.reference ?? (model.shown && { snapshot: model.shown.snapshot, pinned: false });
}

function pin(model: PanelModel, on: boolean): PanelModel {
  if (!model.shown) return model;
  const reference = on ? { snapshot: model.shown.snapshot, pinned: true } : null;
  const shown = shownOf(model.shown.snapshot, reference);
  return { ...model, reference, shown, view: isWhole(model.view, model.shown.whole) ? shown.whole : clampView(model.view, shown.whole), selected: null, hovered: null };
}

function shownOf(snapshot: Snapshot, reference: Reference | null): Shown {
  const pinned = reference?.pinned ? reference.snapshot.runs.map((run) => ({ ...run, title: `Pinned: ${run.title}` })) : [];
  const bands = bandsOf([...snapshot.runs, ...pinned]);
  const longestUs = longestWall(bands);
  return { snapshot, bands, whole: wholeView(longestUs), longestUs };
}

/** A range in order and inside the whole; null where nothing is left of it. */
function rangeWithin(range: View, whole: View): View | null {
  const fromUs = Math.max(whole.fromUs, Math.min(range.fromUs, range.toUs));
  const toUs = Math.min(whole.toUs, Math.max(range.fromUs, range.toUs));
  return toUs > fromUs ? { fromUs, toUs } : null;
}

/** Both show the same function or scenario, whatever its values. */
export function isOfSameSubject(a: PanelModel, b: PanelModel): boolean {
  return a.shown !== null && b.shown !== null && sameSubject(a.shown.snapshot.state, b.shown.snapshot.state);
}

function sameSubject(a: PanelState, b: PanelState): boolean {
  return a.uri === b.uri && a.functionId === b.functionId && a.change === b.change;
}

/** Only the order of what is drawn means something: there are no figures. */
export function isOrder(bands: readonly Band[]): boolean {
  return bands.length > 0 && bands.every(({ isOrder: only }) => only);
}

/** The mark of the same await in the same band of a newer snapshot. */
function sameMark(before: readonly Band[], after: readonly Band[], ref: MarkRef | null, modes: readonly LaneMode[]): MarkRef | null {
  const target = ref && before[ref.band]?.awaitOf(ref.mark);
  const band = ref && after[ref.band];
  if (!target || !band) return null;
  for (const mode of modes) {
    const mark = band.markOfAwait(target, mode);
    if (mark >= 0) return { band: ref.band, mark, mode };
  }
  return null;
}

/** A scenario's question is shown, and nothing of its run. */
export function isAsking({ shown, prediction }: PanelModel): boolean {
  return shown?.snapshot.lesson !== undefined && prediction === undefined;
}

/** The visible stretch, null for all of it. */
export function visibleStretch(model: PanelModel): PanelState['view'] {
  return !model.shown || isWhole(model.view, model.shown.whole) ? null : model.view;
}

/** What is kept over a reload of the window. */
export function stateOf(model: PanelModel): PanelState | null {
  if (!model.shown) return null;
  const { uri, functionId, change } = model.shown.snapshot.state;
  const moved = Object.keys(model.overrides).length > 0;
  return { version: protocolVersion, uri, functionId, view: visibleStretch(model), lanes: model.modes, ...(model.range && { range: model.range }), ...(change !== undefined && { change }), ...(moved && { overrides: model.overrides }), ...(model.models && { models: true }), ...(model.prediction !== undefined && { prediction: model.prediction }) };
}
