/** The panel's page: receives messages, keeps the state, draws it. */
import '@vscode/codicons/dist/codicon.css';
import '@vscode-elements/elements/dist/vscode-progress-bar/index.js';
import '@vscode-elements/elements/dist/vscode-progress-ring/index.js';
import './panel.css';
import { render } from 'lit';
import { protocolVersion, type Overrides, type Prediction } from '../src/protocol.ts';
import { actionsOf, select } from './commands.ts';
import { exported, type ExportKind } from './exports/export.ts';
import { commandOf, type Command } from './geometry/keys.ts';
import type { Layout, MarkRef } from './geometry/layout.ts';
import { matchesOf, type Matches } from './geometry/search.ts';
import { host, readMessage, savedState } from './host.ts';
import { initialModel, isAsking, isOfSameSubject, stateOf, update, visibleStretch, type Action, type PanelModel } from './model.ts';
import { Overview } from './overview.ts';
import { LinePicture } from './paint/line-chart.ts';
import { SpeedupPicture } from './paint/speedup-chart.ts';
import { readTheme } from './paint/theme.ts';
import { Player } from './player.ts';
import { listenToPointer } from './pointer.ts';
import { Timeline } from './timeline.ts';
import { latencyChart } from './views/latency.ts';
import { overTimeChart } from './views/over-time.ts';
import { detailsView } from './views/details.ts';
import { pageView, type PageParts } from './views/page.ts';
import { sweepChart } from './views/sweep.ts';

let model = initialModel;
let frame = 0;
/** Nothing but the mark under the pointer changed since the page was made. */
let pageStands = false;
/** What the charts were last drawn from: while a value is moved they stay, and what is said around them with them. */
let charted = initialModel;
/** Values were moved and their picture has not come yet. */
let asked: { again: boolean; readonly giveUp: ReturnType<typeof setTimeout> } | null = null;
const patienceMs = 250;
const sweepAfterMs = 400;
/** While the pointer runs over slices their outlines follow it at once, the words on them so often: nobody reads more, and words cost more than an outline. */
const wordsEveryMs = 100;
let charting: ReturnType<typeof setTimeout> | null = null;
const chartsAfterMs = 60;

const root = document.createElement('div');
root.id = 'overlap';
document.body.append(root);

/** In a box of its own: what is laid out with a column, as all parts of the page are, is laid out with the whole page. */
const details = document.createElement('div');
const detailsText = document.createElement('p');
detailsText.className = 'details';
details.append(detailsText);

const theme = readTheme(document);
const timeline = new Timeline(document, theme);
const speedup = new SpeedupPicture(document, theme);
const overview = new Overview(document, theme, act);
const overTime = new LinePicture(document, theme);
const latency = new LinePicture(document, theme);
const sweep = new LinePicture(document, theme);
const player = new Player(() => model, act);

function act(action: Action): void {
  const before = model;
  model = update(model, action);
  if (model === before) return;
  // Moves of the pointer come once a frame, and what they change is cheap: another frame is not waited for.
  if (action.type === 'hover' && frame === 0) {
    point();
    return;
  }
  if (action.type !== 'hover') pageStands = false;
  if (model.shown && kept.some((key) => model[key] !== before[key])) keepState(before);
  player.update(model);
  if (frame === 0) frame = requestAnimationFrame(draw);
}

function draw(): void {
  cancelAnimationFrame(frame);
  frame = 0;
  if (!pageStands) drawPage();
  tellDetails();
  // While a scenario's question is asked, pictures are not in the page, and nothing is known of their room.
  if (!isAsking(model)) timeline.update(model);
  // What was found was found in the picture before.
  if (found && found.layout !== timeline.layout) {
    pageStands = false;
    frame = requestAnimationFrame(draw);
  }
}

function point(): void {
  timeline.update(model);
  telling ??= setTimeout(tellDetails, Math.max(0, told + wordsEveryMs - performance.now()));
}

let told = 0;
let telling: ReturnType<typeof setTimeout> | null = null;

function tellDetails(): void {
  if (telling !== null) clearTimeout(telling);
  telling = null;
  told = performance.now();
  render(detailsView(model, reveal), detailsText);
}

function drawPage(): void {
  const anotherRun = charted.shown !== model.shown;
  // Charts follow the timeline: nobody waits for them, and a slider that is dragged does not draw them at each step.
  if (!anotherRun || !isOfSameSubject(charted, model)) charted = model;
  render(pageView(model, charted, parts()), root);
  pageStands = true;
  if (!isAsking(model)) overview.update(model);
  if (charting !== null && !anotherRun) return;
  if (charting !== null) clearTimeout(charting);
  charting = setTimeout(drawCharts, chartsAfterMs);
}

function drawCharts(): void {
  charting = null;
  if (isAsking(model)) return;
  if (charted !== model) {
    charted = model;
    render(pageView(model, charted, parts()), root);
  }
  speedup.update(model.shown?.snapshot.speedup ?? null);
  const { shown, range, overTime: what, sweep: { sweep: swept, metric } } = model;
  if (!shown) return;
  const stretch = range ?? shown.whole;
  overTime.update([shown, stretch, what], () => overTimeChart(shown, what, stretch));
  latency.update([shown, stretch], () => latencyChart(shown, stretch));
  if (swept) sweep.update([swept, metric], () => sweepChart(swept, metric));
}

function parts(): PageParts {
  return {
    timeline: timeline.element,
    details,
    overview: overview.element,
    speedup: speedup.element,
    overTime: overTime.element,
    latency: latency.element,
    sweep: sweep.element,
    reveal,
    toggleTable: (table, open) => act({ type: 'table', table, open }),
    compareModels,
    clearRange: () => act({ type: 'range', range: null }),
    matches: matches()?.count ?? null,
    setModes: (modes) => act({ type: 'modes', modes }),
    setSearch: (text) => act({ type: 'search', text }),
    nextMatch,
    run,
    pin: (on) => act({ type: 'pin', pin: on }),
    play: (on) => act({ type: 'play', on }),
    stepTime: (by) => run(by === 1 ? 'laterEvent' : 'earlierEvent'),
    goTo: (us) => {
      act({ type: 'play', on: false });
      act({ type: 'playhead', us });
    },
    setSpeed: (speed) => act({ type: 'speed', speed }),
    setOverTime: (what) => act({ type: 'overTime', what }),
    setMetric: (metric) => act({ type: 'sweepMetric', metric }),
    sweepOver: (control) => {
      act({ type: 'sweepOver', control });
      host.postMessage({ type: 'sweepWanted', version: protocolVersion, control });
    },
    export: (kind) => void save(kind),
    setOverride: (id, value) => override(withOverride(model.overrides, id, value)),
    resetOverrides: () => override({}),
    predict,
    tryNext: override,
    openScenario: (id) => host.postMessage({ type: 'openScenario', version: protocolVersion, id }),
    annotate: (control, target, durationUs) => {
      host.postMessage({ type: 'annotate', version: protocolVersion, target, durationUs });
      override(withOverride(model.overrides, control.id, null));
    },
  };
}

/** From now on the run is shown; what came of the question is where keys and screen readers go on. */
function predict(prediction: Prediction): void {
  act({ type: 'predict', prediction });
  host.postMessage({ type: 'predicted', version: protocolVersion, prediction });
  const state = stateOf(model);
  if (state) host.setState(state);
  requestAnimationFrame(() => requestAnimationFrame(() => document.getElementById('verdict')?.focus()));
}

async function save(kind: ExportKind): Promise<void> {
  if (!model.shown) return;
  const made = await exported(kind, model, model.shown, timeline);
  if (typeof made === 'string') act({ type: 'failed', message: made });
  else host.postMessage(made);
}

let found: { readonly layout: Layout; readonly text: string; readonly matches: Matches } | null = null;

function matches(): Matches | null {
  if (!model.shown || model.search.trim() === '') return (found = null);
  const { layout } = timeline;
  if (found?.layout !== layout || found.text !== model.search) found = { layout, text: model.search, matches: matchesOf(layout, model.shown.bands, model.search) };
  return found.matches;
}

function nextMatch(by: 1 | -1): void {
  const { shown, view } = model;
  const all = matches();
  if (!shown || !all || all.count === 0) return;
  const at = model.selected ? all.indexOf(model.selected) : -1;
  const next = at < 0 ? (by === 1 ? 0 : all.count - 1) : (at + by + all.count) % all.count;
  select(shown, view, all.at(next)).forEach(act);
}

function run(command: Command): void {
  if (command === 'search') document.getElementById('search')?.focus();
  else if (command === 'reveal') {
    if (model.selected) reveal(model.selected);
  } else actionsOf(command, model, timeline.layout).forEach(act);
}

function reveal(ref: MarkRef): void {
  const target = model.shown?.bands[ref.band]?.awaitOf(ref.mark);
  if (target) host.postMessage({ type: 'reveal', version: protocolVersion, target });
}

/** The host makes the snapshot again. While it does, only the last movement is kept, and is asked for when the picture is there. */
function override(overrides: Overrides): void {
  act({ type: 'overrides', overrides });
  if (asked) asked.again = true;
  else ask();
}

function ask(): void {
  // A host that does not answer must not stop the controls.
  asked = { again: false, giveUp: setTimeout(answered, patienceMs) };
  host.postMessage({ type: 'overridesChanged', version: protocolVersion, overrides: model.overrides });
}

function answered(): void {
  if (!asked) return;
  const { again, giveUp } = asked;
  clearTimeout(giveUp);
  asked = null;
  if (again) ask();
}

function compareModels(on: boolean): void {
  if (model.models === on) return;
  act({ type: 'models', on });
  const state = stateOf(model);
  if (state) host.setState(state);
  host.postMessage({ type: 'compareModels', version: protocolVersion, on });
}

function goToModels(): void {
  const summary = document.querySelector<HTMLElement>('.models summary');
  summary?.scrollIntoView({ block: 'start' });
  summary?.focus({ preventScroll: true });
}

function withOverride(overrides: Overrides, id: string, value: number | string | null): Overrides {
  const others = Object.fromEntries(Object.entries(overrides).filter(([other]) => other !== id));
  return value === null ? others : { ...others, [id]: value };
}

let sweeping: ReturnType<typeof setTimeout> | undefined;

/** A sweep rests on the other values as they are: when the hand that moves them rests, it is made again. */
function sweepAgain(): void {
  clearTimeout(sweeping);
  sweeping = setTimeout(() => {
    const { control } = model.sweep;
    if (control !== null) host.postMessage({ type: 'sweepWanted', version: protocolVersion, control });
  }, sweepAfterMs);
}

/** What of the state outlives the page. */
const kept = ['shown', 'view', 'modes', 'range', 'overrides'] as const;
let keeping: ReturnType<typeof setTimeout> | undefined;

/** The state is kept, and the host hears of a new view, when the hand rests: both cost more than a frame of panning. */
function keepState(before: PanelModel): void {
  const viewMoved = model.view !== before.view && model.shown === before.shown;
  clearTimeout(keeping);
  keeping = setTimeout(() => {
    const state = stateOf(model);
    if (state) host.setState(state);
    if (viewMoved) host.postMessage({ type: 'viewChanged', version: protocolVersion, view: visibleStretch(model) });
  }, 150);
}

window.addEventListener('message', (event: MessageEvent<unknown>) => {
  const message = readMessage(event.data);
  if (message === null) return;
  const before = model;
  act(typeof message === 'string' ? { type: 'failed', message } : { type: 'message', message });
  if (typeof message !== 'string' && message.type === 'snapshot') {
    // Not at the next frame but in it.
    draw();
    if (before.shown && !isOfSameSubject(before, model)) window.scrollTo(0, 0);
    sweepAgain();
    if (message.goTo === 'models') goToModels();
  }
  if (typeof message !== 'string' && (message.type === 'snapshot' || message.type === 'empty' || message.type === 'error')) answered();
});

listenToPointer(timeline, { model: () => model, act, reveal });
timeline.element.addEventListener('keydown', (event) => {
  const command = commandOf(event);
  if (!command) return;
  event.preventDefault();
  run(command);
});

/** VS Code sets its colours as variables of the root element, and its theme's kind as a class of the body. */
const themeWatch = new MutationObserver(() => {
  const now = readTheme(document);
  for (const picture of [timeline, overview, speedup, overTime, latency, sweep]) picture.theme = now;
});
themeWatch.observe(document.documentElement, { attributes: true, attributeFilter: ['style', 'class'] });
themeWatch.observe(document.body, { attributes: true, attributeFilter: ['class', 'data-vscode-theme-kind'] });

draw();
host.postMessage({ type: 'ready', version: protocolVersion, state: savedState() });
timeline.prepare();
