/** The player: play, pause, step, scrub; and what each run is doing at the moment shown. */
import { html, nothing, type TemplateResult } from 'lit';
import { taskName } from '../../src/engine/schedule.ts';
import type { Band } from '../geometry/bands.ts';
import { instantOf } from '../geometry/instant.ts';
import { oneLine } from '../geometry/label-fit.ts';
import { nameOf, siteOf, taskOf, waitsOn, type Mark } from '../geometry/marks.ts';
import { momentText } from '../geometry/time-text.ts';
import type { PanelModel, Shown } from '../model.ts';

export interface PlayerHandlers {
  readonly play: (on: boolean) => void;
  readonly stepTime: (by: 1 | -1) => void;
  readonly goTo: (us: number | null) => void;
  readonly setSpeed: (speed: number) => void;
}

const speeds = [0.1, 0.25, 0.5, 1, 2, 4] as const;
const steps = 1000;
const mostListed = 12;

export function playerView(model: PanelModel, shown: Shown, on: PlayerHandlers): TemplateResult {
  const us = model.playhead ?? 0;
  return html`<div class="player" role="group" aria-label="Player">
    ${button('debug-step-back', 'Previous event', () => on.stepTime(-1))}
    ${model.playing ? button('debug-pause', 'Pause', () => on.play(false)) : button('play', 'Play', () => on.play(true))}
    ${button('debug-step-over', 'Next event', () => on.stepTime(1))}
    <input
      type="range" min="0" max=${steps} aria-label="Moment" aria-valuetext=${momentText(us)} .value=${String(shown.longestUs > 0 ? Math.round((us / shown.longestUs) * steps) : 0)}
      @input=${(event: InputEvent) => on.goTo((Number((event.target as HTMLInputElement).value) / steps) * shown.longestUs)}
    />
    <span class="settings"><span class="moment">${momentText(us)}</span>
    <select aria-label="Speed" @change=${(event: Event) => on.setSpeed(Number((event.target as HTMLSelectElement).value))}>
      ${speeds.map((speed) => html`<option value=${speed} ?selected=${speed === model.speed}>${speed} ×</option>`)}
    </select>
    ${model.playhead === null ? nothing : button('close', 'Leave the player', () => on.goTo(null))}</span>
  </div>
  ${model.playhead === null ? nothing : html`<div class="instants" aria-live=${model.playing ? 'off' : 'polite'}>${shown.bands.map((band) => instantView(band, us))}</div>`}`;
}

function button(icon: string, label: string, run: () => void): TemplateResult {
  return html`<button class="icon" aria-label=${label} title=${label} @click=${run}><span class="codicon codicon-${icon}" aria-hidden="true"></span></button>`;
}

function instantView(band: Band, us: number): TemplateResult {
  const { schedule } = band;
  const { cores, ready, waiting } = instantOf(band, us);
  const busy = cores.filter(({ mark }) => mark >= 0);
  return html`<dl class="instant">
    <dt>${oneLine(band.run.title)}</dt>
    ${us >= schedule.wallUs ? html`<dd>over</dd>` : nothing}
    ${busy.slice(0, mostListed).map(({ core, mark, reason }) => html`<dd><span class="what">core ${core}</span> ${oneLine(nameOf(schedule, mark))}${reason === '' ? nothing : html`<span class="hint">: ${oneLine(reason)}</span>`}</dd>`)}
    ${ready.length > 0 ? html`<dd><span class="what">ready</span> ${listed(ready.map(oneLine))}</dd>` : nothing}
    ${waiting.length > 0 ? html`<dd><span class="what">waiting</span> ${listed(waiting.map((mark) => waitText(band, mark)))}</dd>` : nothing}
    ${busy.length === 0 && us < schedule.wallUs ? html`<dd><span class="what">${schedule.machine.cores === 1 ? 'core' : 'cores'}</span> idle</dd>` : nothing}
  </dl>`;
}

function waitText({ schedule }: Band, mark: Mark): string {
  const task = oneLine(taskName(schedule.tasks, taskOf(schedule, mark)));
  const site = schedule.sites[siteOf(schedule, mark)];
  const on = oneLine(waitsOn(schedule, mark));
  return (site ? oneLine(site.label) : task) + (on === '' ? '' : ` (${on})`);
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, mostListed).join(', ');
  return names.length > mostListed ? `${shown} and ${(names.length - mostListed).toLocaleString('en')} more` : shown;
}
