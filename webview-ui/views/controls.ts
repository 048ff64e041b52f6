/** Values that the simulation rests on, each with its origin: moved here, the engine runs again with them. */
import { html, nothing, type TemplateResult } from 'lit';
import { originWords } from '../../src/report/format.ts';
import type { AwaitRef, Control } from '../../src/protocol.ts';
import { positionOf, sliderSteps, valueAt } from '../geometry/slider.ts';
import { durationText } from '../geometry/time-text.ts';
import type { PanelModel } from '../model.ts';

export interface ControlHandlers {
  /** null: back to the value that the code, the settings or the defaults give. */
  readonly setOverride: (id: string, value: number | string | null) => void;
  readonly resetOverrides: () => void;
  readonly annotate: (control: Control, target: AwaitRef, durationUs: number) => void;
}

export function controlsView(model: PanelModel, on: ControlHandlers): TemplateResult | typeof nothing {
  const controls = model.shown?.snapshot.controls ?? [];
  if (controls.length === 0) return nothing;
  const moved = Object.keys(model.overrides).length;
  return html`<details class="controls" ?open=${moved > 0}>
    <summary>What if? <span class="hint">${moved > 0 ? `${moved} of ${controls.length} values changed` : `${controls.length} ${controls.length === 1 ? 'value' : 'values'} to try`}</span></summary>
    <div class="control-list">${controls.map((control) => controlView(control, model.overrides[control.id], on))}</div>
    ${moved > 0 ? html`<button class="secondary" @click=${on.resetOverrides}>Put all back</button>` : nothing}
  </details>`;
}

function controlView(control: Control, override: number | string | undefined, on: ControlHandlers): TemplateResult {
  const id = `control-${control.id}`;
  return html`<div class="control" title=${control.explanation}>
    <label for=${id}>${control.label}</label>
    ${control.input.type === 'number' ? numberInput(control, control.input, override, id, on) : choiceInput(control, control.input, override, id, on)}
    <span class="origin">${override === undefined ? (control.origin === null || control.origin === 'scenario' ? nothing : originWords[control.origin]) : html`moved
      <button class="icon" title="Put back" aria-label="Put back: ${control.label}" @click=${() => on.setOverride(control.id, null)}><span class="codicon codicon-discard" aria-hidden="true"></span></button>
      ${control.await && typeof override === 'number' ? annotateButton(control, control.await, override, on) : nothing}`}</span>
  </div>`;
}

function annotateButton(control: Control, target: AwaitRef, durationUs: number, on: ControlHandlers): TemplateResult {
  return html`<button class="icon" title="Write into the code: // @overlap ${durationText(durationUs)} on the line of the await" aria-label="Write into the code: ${control.label}" @click=${() => on.annotate(control, target, durationUs)}><span class="codicon codicon-edit" aria-hidden="true"></span></button>`;
}

function numberInput(control: Control, input: Control['input'] & { type: 'number' }, override: number | string | undefined, id: string, on: ControlHandlers): TemplateResult {
  const value = typeof override === 'number' ? override : input.value;
  const perShown = input.unit === 'us' ? 1000 : 1;
  const set = (next: number): void => {
    if (Number.isFinite(next)) on.setOverride(control.id, Math.min(input.max, Math.max(input.min, next)));
  };
  return html`
    <input
      id=${id} type="range" min="0" max=${sliderSteps} .value=${String(positionOf(value, input))} aria-valuetext=${input.unit === 'us' ? durationText(value) : String(value)}
      @input=${(event: InputEvent) => set(valueAt(Number((event.target as HTMLInputElement).value), input))}
    />
    <span class="number"><input
      type="number" min=${input.min / perShown} max=${input.max / perShown} step="any" .value=${String(value / perShown)} aria-label="${control.label}${input.unit === 'us' ? ', milliseconds' : ''}"
      @change=${(event: Event) => set(Math.round((event.target as HTMLInputElement).valueAsNumber * perShown))}
    />${input.unit === 'us' ? ' ms' : nothing}</span>`;
}

function choiceInput(control: Control, input: Control['input'] & { type: 'choice' }, override: number | string | undefined, id: string, on: ControlHandlers): TemplateResult {
  const value = typeof override === 'string' ? override : input.value;
  return html`<select id=${id} @change=${(event: Event) => on.setOverride(control.id, (event.target as HTMLSelectElement).value)}>
    ${input.options.map((option) => html`<option value=${option.value} ?selected=${option.value === value}>${option.label}</option>`)}
  </select>`;
}
