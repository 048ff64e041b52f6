/** The panel's page: receives messages, keeps the state, draws it. */
import '@vscode/codicons/dist/codicon.css';
import '@vscode-elements/elements/dist/vscode-progress-bar/index.js';
import '@vscode-elements/elements/dist/vscode-progress-ring/index.js';
import './panel.css';
import { render } from 'lit';
import { protocolVersion } from '../src/protocol.ts';
import type { MarkRef } from './geometry/layout.ts';
import { host, readMessage, savedState } from './host.ts';
import { initialModel, stateOf, update, visibleStretch, type Action, type PanelModel } from './model.ts';
import { SpeedupPicture } from './paint/speedup-chart.ts';
import { readTheme } from './paint/theme.ts';
import { Timeline } from './timeline.ts';
import { pageView } from './views/page.ts';

let model = initialModel;
let frame = 0;

const root = document.createElement('div');
root.id = 'overlap';
document.body.append(root);

const theme = readTheme(document);
const timeline = new Timeline(document, theme, { act, reveal });
const speedup = new SpeedupPicture(document, theme);

function act(action: Action): void {
  const before = model;
  model = update(model, action);
  if (model === before) return;
  if (model.shown && (model.view !== before.view || model.shown !== before.shown)) keepState(before);
  if (frame === 0) frame = requestAnimationFrame(draw);
}

function draw(): void {
  frame = 0;
  render(pageView(model, { timeline: timeline.element, chart: speedup.element, reveal }), root);
  timeline.update(model);
  speedup.update(model.shown?.snapshot.speedup ?? null);
}

function reveal(ref: MarkRef): void {
  const target = model.shown?.bands[ref.band]?.awaitOf(ref.mark);
  if (target) host.postMessage({ type: 'reveal', version: protocolVersion, target });
}

let telling: ReturnType<typeof setTimeout> | undefined;

/** The state is kept at once, so that a reload finds it; the host hears of a new view when the hand rests. */
function keepState(before: PanelModel): void {
  const state = stateOf(model);
  if (state) host.setState(state);
  if (model.shown !== before.shown) return;
  clearTimeout(telling);
  telling = setTimeout(() => host.postMessage({ type: 'viewChanged', version: protocolVersion, view: visibleStretch(model) }), 200);
}

window.addEventListener('message', (event: MessageEvent<unknown>) => {
  const message = readMessage(event.data);
  if (message === null) return;
  act(typeof message === 'string' ? { type: 'misunderstood', message } : { type: 'message', message });
});

/** VS Code sets its colours as variables of the root element and its theme's kind as classes of the body. */
new MutationObserver(() => {
  const now = readTheme(document);
  timeline.theme = now;
  speedup.theme = now;
}).observe(document.documentElement, { attributes: true, attributeFilter: ['style', 'class', 'data-vscode-theme-id'], subtree: false });
new MutationObserver(() => {
  const now = readTheme(document);
  timeline.theme = now;
  speedup.theme = now;
}).observe(document.body, { attributes: true, attributeFilter: ['class', 'data-vscode-theme-kind'] });

draw();
host.postMessage({ type: 'ready', version: protocolVersion, state: savedState() });
